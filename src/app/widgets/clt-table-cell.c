/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-table-cell.h"

/* Above and below two lines, which else could not be told from those of the next row. */
#define MARGIN 5

struct _CltTableCell
{
  GtkWidget parent_instance;

  GtkInscription *inscription;
  GtkInscription *second; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (CltTableCell, clt_table_cell, GTK_TYPE_WIDGET)

/* ---- the line ----------------------------------------------------------------------------- */

/* Pixels of a line that has room for Latin and Chinese. */
typedef struct
{
  int height;
  int baseline; /* below its top */
} Line;

/* Thousands of cells ask, nearly always in the same font. Main thread. */
static const Line *
get_line (GtkWidget *cell)
{
  static PangoFontDescription *measured;
  static double resolution;
  static Line line;
  PangoContext *context = gtk_widget_get_pango_context (cell);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double dpi = pango_cairo_context_get_resolution (context);
  g_autoptr (PangoLayout) layout = NULL;

  if (measured != NULL && pango_font_description_equal (measured, font) && resolution == dpi)
    return &line;
  layout = gtk_widget_create_pango_layout (cell, "Ag\u56fd");
  pango_layout_get_pixel_size (layout, NULL, &line.height);
  line.baseline = PANGO_PIXELS (pango_layout_get_baseline (layout));
  g_clear_pointer (&measured, pango_font_description_free);
  measured = pango_font_description_copy (font);
  resolution = dpi;
  return &line;
}

static int
get_height (const CltTableCell *self, const Line *line)
{
  return self->second == NULL ? line->height : 2 * line->height;
}

static void
clt_table_cell_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  CltTableCell *self = CLT_TABLE_CELL (widget);

  gtk_widget_measure (GTK_WIDGET (self->inscription), orientation, -1, minimum, natural, NULL,
                      NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      const Line *line = get_line (widget);
      const int height = get_height (self, line);

      *minimum = *natural = MAX (*minimum, height + (self->second == NULL ? 0 : 2 * MARGIN));
      *minimum_baseline = *natural_baseline = (*natural - height) / 2 + line->baseline;
    }
}

/* Left to itself GtkInscription centres each text by the height of the fonts in it, and one that it
 * cuts it puts at the top. With a baseline all of them keep to that. It gets one line, else it would
 * break a text into the two that a row has room for. */
static void
clt_table_cell_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CltTableCell *self = CLT_TABLE_CELL (widget);
  const Line *line = get_line (widget);
  GtkAllocation place = { 0, (height - get_height (self, line)) / 2, width, line->height };

  gtk_widget_size_allocate (GTK_WIDGET (self->inscription), &place, line->baseline);
  if (self->second == NULL)
    return;
  place.y += line->height;
  gtk_widget_size_allocate (GTK_WIDGET (self->second), &place, line->baseline);
}

/* ---- the text ------------------------------------------------------------------------------ */

static int
measure_text (GtkInscription *inscription)
{
  g_autoptr (PangoLayout) layout = NULL;
  int width;

  if (inscription == NULL)
    return 0;
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (inscription),
                                           gtk_inscription_get_text (inscription));
  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

int
clt_table_cell_get_text_width (CltTableCell *self)
{
  g_return_val_if_fail (CLT_IS_TABLE_CELL (self), 0);

  return MAX (measure_text (self->inscription), measure_text (self->second));
}

static gboolean
clt_table_cell_query_tooltip (GtkWidget *widget,
                              int x,
                              int y,
                              gboolean keyboard,
                              GtkTooltip *tooltip)
{
  CltTableCell *self = CLT_TABLE_CELL (widget);
  g_autofree char *text = NULL;

  if (clt_table_cell_get_text_width (self) <= gtk_widget_get_width (widget))
    return FALSE;
  text = g_strjoin ("\n", clt_table_cell_get_text (self),
                    self->second == NULL ? NULL : gtk_inscription_get_text (self->second), NULL);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static GtkInscription *
create_line (CltTableCell *self)
{
  GtkInscription *line = GTK_INSCRIPTION (gtk_inscription_new (NULL));

  gtk_inscription_set_text_overflow (line, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  /* The column is wide enough or is not: the cell asks for next to nothing. */
  gtk_inscription_set_min_chars (line, 1);
  gtk_inscription_set_nat_chars (line, 1);
  gtk_widget_set_parent (GTK_WIDGET (line), GTK_WIDGET (self));
  return line;
}

void
clt_table_cell_set_text (CltTableCell *self, const char *text)
{
  g_return_if_fail (CLT_IS_TABLE_CELL (self));

  gtk_inscription_set_text (self->inscription, text);
}

const char *
clt_table_cell_get_text (CltTableCell *self)
{
  g_return_val_if_fail (CLT_IS_TABLE_CELL (self), NULL);

  return gtk_inscription_get_text (self->inscription);
}

void
clt_table_cell_set_second_text (CltTableCell *self, const char *text)
{
  g_return_if_fail (CLT_IS_TABLE_CELL (self));

  if (self->second == NULL)
    {
      self->second = create_line (self);
      gtk_inscription_set_xalign (self->second, gtk_inscription_get_xalign (self->inscription));
      gtk_widget_add_css_class (GTK_WIDGET (self->second), "dim-label");
      gtk_widget_add_css_class (GTK_WIDGET (self->second), "caption");
    }
  gtk_inscription_set_text (self->second, text);
}

/* ---- class -------------------------------------------------------------------------------- */

static void
clt_table_cell_dispose (GObject *object)
{
  CltTableCell *self = CLT_TABLE_CELL (object);

  if (self->inscription != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->inscription)));
  if (self->second != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->second)));

  G_OBJECT_CLASS (clt_table_cell_parent_class)->dispose (object);
}

static void
clt_table_cell_class_init (CltTableCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_table_cell_dispose;
  widget_class->measure = clt_table_cell_measure;
  widget_class->size_allocate = clt_table_cell_size_allocate;
  widget_class->query_tooltip = clt_table_cell_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "tablecell");
}

static void
clt_table_cell_init (CltTableCell *self)
{
  self->inscription = create_line (self);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
clt_table_cell_new (gboolean numeric)
{
  CltTableCell *self = g_object_new (CLT_TYPE_TABLE_CELL, NULL);

  if (numeric)
    {
      gtk_inscription_set_xalign (self->inscription, 1.0f);
      gtk_widget_add_css_class (GTK_WIDGET (self->inscription), "numeric");
    }
  return GTK_WIDGET (self);
}
