/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells of a row stand on one line: whatever fonts a text needs, and whether it is cut. */
#include "app/widgets/clt-table-cell.h"
#include "ui/clt-ui-test.h"

#define WIDTH 60
#define HEIGHT 32
#define LETTER 5 /* columns in which only the first letter stands */

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0;
}

/* As it is on the screen. */
static GdkTexture *
draw (GtkWidget *cell)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (cell);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  gdk_paintable_snapshot (paintable, snapshot, WIDTH, HEIGHT);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  return gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (cell)), node,
                                      &GRAPHENE_RECT_INIT (0, 0, WIDTH, HEIGHT));
}

/* The last row of pixels with anything of the first letter. */
static int
find_foot (GtkWidget *cell)
{
  g_autoptr (GdkTexture) texture = draw (cell);
  g_autofree guint32 *pixels = g_new0 (guint32, WIDTH * HEIGHT);

  gdk_texture_download (texture, (guchar *) pixels, WIDTH * sizeof *pixels);
  for (int y = HEIGHT; y > 0; y--)
    for (int x = 0; x < LETTER; x++)
      if (pixels[(y - 1) * WIDTH + x] != 0)
        return y - 1;
  g_assert_not_reached ();
}

static void
test_one_line (void)
{
  static const char *const texts[] = { "E", "E is cut because it is long", "E\u56fd",
                                       "E\u56fd\u56fd\u56fd\u56fd\u56fd\u56fd\u56fd",
                                       "E is \u56fd and is cut, too" };
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *cells[G_N_ELEMENTS (texts)];

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      cells[i] = clt_table_cell_new (FALSE);
      clt_table_cell_set_text (CLT_TABLE_CELL (cells[i]), texts[i]);
      gtk_widget_set_size_request (cells[i], WIDTH, HEIGHT);
      gtk_widget_set_halign (cells[i], GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (box), cells[i]);
    }
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
  clt_ui_wait (is_mapped, cells[G_N_ELEMENTS (texts) - 1]);
  for (guint i = 1; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpint (find_foot (cells[i]), ==, find_foot (cells[0]));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A line has room for Chinese before there is any. */
static void
test_height (void)
{
  g_autoptr (GtkWidget) cell = g_object_ref_sink (clt_table_cell_new (TRUE));
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (cell, "g\u56fd");
  int natural, height, baseline;

  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_widget_measure (cell, GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, &baseline);
  g_assert_cmpint (natural, >=, height);
  g_assert_cmpint (baseline, >, natural / 2);
  g_assert_cmpint (baseline, <, natural);
}

/* A second line makes it more than as high again, for two rows of two must be told apart. */
static void
test_two_lines (void)
{
  g_autoptr (GtkWidget) one = g_object_ref_sink (clt_table_cell_new (FALSE));
  g_autoptr (GtkWidget) two = g_object_ref_sink (clt_table_cell_new (FALSE));
  int height, both, width;

  clt_table_cell_set_text (CLT_TABLE_CELL (one), "first");
  clt_table_cell_set_text (CLT_TABLE_CELL (two), "first");
  gtk_widget_measure (one, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  width = clt_table_cell_get_text_width (CLT_TABLE_CELL (one));
  clt_table_cell_set_second_text (CLT_TABLE_CELL (two), "the second is the longer one");
  gtk_widget_measure (two, GTK_ORIENTATION_VERTICAL, -1, NULL, &both, NULL, NULL);
  g_assert_cmpint (both, >, 2 * height);
  g_assert_cmpint (clt_table_cell_get_text_width (CLT_TABLE_CELL (two)), >, width);
  g_assert_cmpstr (clt_table_cell_get_text (CLT_TABLE_CELL (two)), ==, "first");
}

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  g_test_add_func ("/table-cell/one-line", test_one_line);
  g_test_add_func ("/table-cell/height", test_height);
  g_test_add_func ("/table-cell/two-lines", test_two_lines);
  return g_test_run ();
}
