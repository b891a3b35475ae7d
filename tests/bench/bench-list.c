/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-list BRANCH short|long|strings: goal 10, a table of a thousand rows, of a million rows, or
 * GtkColumnView over as many strings in memory. Opens a window, waits for the first frame with
 * rows, scrolls, prints the time of that frame, the times of the frames while scrolling, and the
 * memory. One program run each. The rows of the long list are the branch's clients over and over,
 * so that each page is a real question to the file. */

#include <adwaita.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/widgets/clt-data-table.h"
#include "clt-bench.h"
#include "core/clients/clt-client-query.h"
#include "core/clt-branch.h"
#include "core/lists/clt-key-list.h"

#define SHORT_ROWS 1000
#define LONG_ROWS 1000000
#define N_COLUMNS 10
#define WIDTH 120
#define STEP 60
#define FRAMES 300

typedef struct
{
  const char *kind;
  const char *path;
  guint n_rows;
  GtkWindow *window;
  GtkWidget *view;
  GtkAdjustment *adjustment;
  CltStore *store;
  double shown, before;
  double frame[FRAMES];
  guint n_frames;
  gboolean painted_rows;
} Bench;

static Bench bench;
/* ids of the branch's clients, read once by the worker */
static GArray *clients;

static GArray *
load_keys (CltConn *conn, gconstpointer query, GError **error)
{
  GArray *keys = g_array_sized_new (FALSE, FALSE, sizeof (gint64), bench.n_rows);

  if (clients == NULL)
    clients = clt_client_query_ids (conn, query, error);
  if (clients == NULL)
    {
      g_array_unref (keys);
      return NULL;
    }
  for (gint64 i = 1; i <= bench.n_rows; i++)
    g_array_append_val (keys, i);
  return keys;
}

static GPtrArray *
load_rows (CltConn *conn, const gint64 *ids, guint n_ids, gconstpointer query, GError **error)
{
  g_autofree gint64 *real = g_new (gint64, n_ids);

  for (guint i = 0; i < n_ids; i++)
    real[i] = g_array_index (clients, gint64, (guint) (ids[i] - 1) % clients->len);
  return clt_client_query_rows (conn, real, n_ids, 0, clt_today (), error);
}

static const CltKeyListSource source = {
  .load_keys = load_keys,
  .load_rows = load_rows,
  .record_ref = (gpointer) clt_client_row_ref,
  .record_unref = (gpointer) clt_client_row_unref,
  .query_copy = (gpointer) clt_client_query_copy,
  .query_free = (gpointer) clt_client_query_free,
};

static const char *
get_text (gconstpointer record, guint column)
{
  const CltClientRow *row = record;

  return row->cell[column % CLT_N_COLUMNS];
}

static GtkWidget *
new_product_view (void)
{
  CltTableColumn columns[N_COLUMNS];
  g_autoptr (CltClientQuery) query = clt_client_query_new ();
  GtkWidget *table = clt_data_table_new ();
  CltKeyList *list = clt_key_list_new (bench.store, &source);

  for (guint i = 0; i < N_COLUMNS; i++)
    columns[i] = (CltTableColumn){ .id = i, .title = clt_column_get_title (i), .width = WIDTH };
  query->today = clt_today ();
  clt_data_table_set_columns (CLT_DATA_TABLE (table), columns, N_COLUMNS, get_text);
  clt_data_table_set_list (CLT_DATA_TABLE (table), list);
  clt_key_list_set_query (list, query);
  return table;
}

/* The yardstick: strings in memory. */

static void
on_factory_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_min_chars (GTK_INSCRIPTION (cell), 0);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (cell), 0);
  gtk_list_item_set_child (item, cell);
}

static void
on_factory_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (item)),
                            gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static GtkWidget *
new_string_view (void)
{
  GtkStringList *strings = gtk_string_list_new (NULL);
  GtkWidget *view, *scrolled;

  for (guint i = 0; i < bench.n_rows; i++)
    {
      char text[32];

      g_snprintf (text, sizeof text, "00%06u 1,234.%02u", i, i % 100);
      gtk_string_list_append (strings, text);
    }
  view =
    gtk_column_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (strings))));
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      GtkColumnViewColumn *column = gtk_column_view_column_new ("Text", factory);

      g_signal_connect (factory, "setup", G_CALLBACK (on_factory_setup_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (on_factory_bind_cb), NULL);
      gtk_column_view_column_set_fixed_width (column, WIDTH);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
      g_object_unref (column);
    }
  scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  return scrolled;
}

/* Frames */

static GtkAdjustment *
find_adjustment (GtkWidget *widget)
{
  if (GTK_IS_SCROLLED_WINDOW (widget))
    return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkAdjustment *found = find_adjustment (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Whether some cell on the screen has text. */
static gboolean
has_text (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_INSCRIPTION (widget))
    {
      const char *text = gtk_inscription_get_text (GTK_INSCRIPTION (widget));

      return text != NULL && *text != '\0';
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child))
      return TRUE;
  return FALSE;
}

static void
finish (void)
{
  printf ("{\"first_ms\": %.2f, \"median_ms\": %.3f, \"p95_ms\": %.3f, \"rss_mib\": %.1f}\n",
          bench.shown, bench_percentile (bench.frame, FRAMES, 50),
          bench_percentile (bench.frame, FRAMES, 95), bench_peak_mib ());
  fflush (stdout);
  exit (0);
}

static void
on_clock_before_paint_cb (GdkFrameClock *clock, gpointer data)
{
  bench.before = bench_now_ms ();
}

static void
on_clock_after_paint_cb (GdkFrameClock *clock, gpointer data)
{
  if (!bench.painted_rows)
    {
      if (!has_text (bench.view))
        return;
      bench.painted_rows = TRUE;
      bench.shown = bench_now_ms () - bench.shown;
      bench.adjustment = find_adjustment (bench.view);
    }
  else
    bench.frame[bench.n_frames++] = bench_now_ms () - bench.before;
  if (bench.n_frames == FRAMES)
    finish ();
  gtk_adjustment_set_value (bench.adjustment, (bench.n_frames + 1) * STEP);
  gtk_widget_queue_draw (bench.view);
}

static void
show_window (void)
{
  GdkFrameClock *clock;

  bench.shown = bench_now_ms ();
  bench.view = g_str_equal (bench.kind, "strings") ? new_string_view () : new_product_view ();
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (bench.window), bench.view);
  gtk_window_set_default_size (bench.window, 1280, 800);
  gtk_widget_realize (GTK_WIDGET (bench.window));
  clock = gdk_surface_get_frame_clock (gtk_native_get_surface (GTK_NATIVE (bench.window)));
  g_signal_connect (clock, "before-paint", G_CALLBACK (on_clock_before_paint_cb), NULL);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (on_clock_after_paint_cb), NULL);
  gtk_window_present (bench.window);
}

static void
on_store_opened_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  bench.store = clt_store_open_finish (result, &error);
  bench_check (error);
  show_window ();
}

static void
on_app_activate_cb (GtkApplication *app, gpointer data)
{
  bench.window = GTK_WINDOW (adw_application_window_new (app));
  clt_store_open_async (bench.path, FALSE, clt_branch_open, NULL, on_store_opened_cb, NULL);
  g_application_hold (G_APPLICATION (app));
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) app =
    adw_application_new ("io.github.clientele.Bench", G_APPLICATION_NON_UNIQUE);

  bench.path = argv[1];
  bench.kind = argv[2];
  bench.n_rows = g_str_equal (bench.kind, "short") ? SHORT_ROWS : LONG_ROWS;
  g_signal_connect (app, "activate", G_CALLBACK (on_app_activate_cb), NULL);
  return g_application_run (G_APPLICATION (app), 1, argv);
}
