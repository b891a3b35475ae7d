/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-sparkline.h"

#include <math.h>

#define MARGIN 3.0

struct _CltSparkline
{
  GtkWidget parent_instance;

  double values[CLT_SPARKLINE_MAX];
  guint n;
};

G_DEFINE_FINAL_TYPE (CltSparkline, clt_sparkline, GTK_TYPE_WIDGET)

static gboolean
get_range (CltSparkline *self, double *low, double *high)
{
  *low = INFINITY;
  *high = -INFINITY;
  for (guint i = 0; i < self->n; i++)
    if (!isnan (self->values[i]))
      {
        *low = MIN (*low, self->values[i]);
        *high = MAX (*high, self->values[i]);
      }
  if (!(*low <= *high))
    return FALSE;
  if (*high - *low < 1e-9)
    {
      *low -= 0.5;
      *high += 0.5;
    }
  return TRUE;
}

static void
clt_sparkline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CltSparkline *self = CLT_SPARKLINE (widget);
  double width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  double low, high, x = 0, y = 0;
  gboolean pen_down = FALSE;
  GdkRGBA color;
  cairo_t *cr;

  if (self->n < 2 || width <= 2 * MARGIN || height <= 2 * MARGIN || !get_range (self, &low, &high))
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  cr =
    gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 1.5);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < self->n; i++)
    {
      if (isnan (self->values[i]))
        {
          pen_down = FALSE;
          continue;
        }
      x = MARGIN + (width - 2 * MARGIN) * i / (self->n - 1);
      y = MARGIN + (height - 2 * MARGIN) * (high - self->values[i]) / (high - low);
      if (pen_down)
        cairo_line_to (cr, x, y);
      else
        cairo_move_to (cr, x, y);
      pen_down = TRUE;
    }
  cairo_stroke (cr);
  cairo_arc (cr, x, y, 2.5, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_destroy (cr);
}

void
clt_sparkline_set_values (CltSparkline *self, const double *values, guint n)
{
  g_return_if_fail (CLT_IS_SPARKLINE (self));

  if (n > CLT_SPARKLINE_MAX)
    {
      values += n - CLT_SPARKLINE_MAX;
      n = CLT_SPARKLINE_MAX;
    }
  for (guint i = 0; i < n; i++)
    self->values[i] = values[i];
  self->n = n;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
clt_sparkline_class_init (CltSparklineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = clt_sparkline_snapshot;
  gtk_widget_class_set_css_name (widget_class, "sparkline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
clt_sparkline_init (CltSparkline *self)
{
}
