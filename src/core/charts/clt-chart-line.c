/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lines. One long jagged stroke costs more than its parts, so a series is stroked in short runs,
 * and no pixel column gets more than its first, lowest, highest and last value. */

#include "core/charts/clt-chart-private.h"

#include <math.h>

#define RUN 32 /* points a stroke */

typedef struct
{
  CltPlot *plot;
  int n;        /* points in the current path */
  gboolean far; /* strokes before it belong to the same line */
  double x, y;  /* the last one */
  /* the pixel column that is being collected */
  gboolean open;
  double column, first, low, high, last;
} Pen;

static void
pen_to (Pen *pen, double x, double y)
{
  cairo_t *cr = pen->plot->cr;

  if (pen->n == 0)
    cairo_move_to (cr, x, y);
  else
    cairo_line_to (cr, x, y);
  pen->n++;
  pen->x = x;
  pen->y = y;
  if (pen->n > RUN)
    {
      cairo_stroke (cr);
      cairo_move_to (cr, x, y);
      pen->n = 1;
      pen->far = TRUE;
    }
}

static void
pen_flush (Pen *pen)
{
  if (!pen->open)
    return;
  pen->open = FALSE;
  pen_to (pen, pen->column, pen->first);
  if (pen->low != pen->first && pen->low != pen->last)
    pen_to (pen, pen->column, pen->low);
  if (pen->high != pen->first && pen->high != pen->last)
    pen_to (pen, pen->column, pen->high);
  if (pen->last != pen->first)
    pen_to (pen, pen->column, pen->last);
}

/* A gap or the end: a point without neighbours becomes a dot. */
static void
pen_lift (Pen *pen)
{
  cairo_t *cr = pen->plot->cr;

  pen_flush (pen);
  if (pen->n == 1 && !pen->far)
    {
      cairo_new_path (cr);
      cairo_arc (cr, pen->x, pen->y, 2, 0, 2 * G_PI);
      cairo_fill (cr);
    }
  else
    cairo_stroke (cr);
  pen->n = 0;
  pen->far = FALSE;
}

static void
pen_add (Pen *pen, double x, double y)
{
  if (pen->open && floor (x) == floor (pen->column))
    {
      pen->low = fmin (pen->low, y);
      pen->high = fmax (pen->high, y);
      pen->last = y;
      return;
    }
  pen_flush (pen);
  pen->open = TRUE;
  pen->column = x;
  pen->first = pen->low = pen->high = pen->last = y;
}

static void
stroke_series (CltPlot *plot, const CltSeries *series, const CltTicks *ticks)
{
  Pen pen = { .plot = plot };
  CltColor color = clt_plot_get_color (plot, &series->color);

  clt_color_set (&color, 1, plot->cr);
  cairo_set_line_width (plot->cr, 1.8);
  cairo_set_line_join (plot->cr, CAIRO_LINE_JOIN_BEVEL);
  cairo_set_line_cap (plot->cr, CAIRO_LINE_CAP_ROUND);
  cairo_new_path (plot->cr);
  for (guint i = 0; i < series->n; i++)
    {
      if (isnan (series->values[i]))
        pen_lift (&pen);
      else
        pen_add (&pen, clt_plot_x (plot, i), clt_plot_y (plot, ticks, series->values[i]));
    }
  pen_lift (&pen);
  cairo_set_line_cap (plot->cr, CAIRO_LINE_CAP_BUTT);
}

static void
draw_dot (CltPlot *plot, double x, double y, double radius, const CltColor *color)
{
  cairo_new_path (plot->cr);
  cairo_arc (plot->cr, x, y, radius + 1, 0, 2 * G_PI);
  clt_plot_set_ink (plot, CLT_INK_GROUND);
  cairo_fill (plot->cr);
  cairo_arc (plot->cr, x, y, radius, 0, 2 * G_PI);
  clt_color_set (color, 1, plot->cr);
  cairo_fill (plot->cr);
}

static int
find_last (const CltSeries *series)
{
  int last = (int) series->n - 1;

  while (last >= 0 && isnan (series->values[last]))
    last--;
  return last;
}

static void
draw_end_labels (CltPlot *plot)
{
  const CltChart *chart = plot->chart;
  guint n = chart->series->len;
  double *y = g_newa (double, n);

  for (guint i = 0; i < n; i++)
    {
      const CltSeries *series = chart->series->pdata[i];
      int last = find_last (series);

      y[i] = last < 0 ? plot->bottom : clt_plot_y (plot, &plot->y, series->values[last]);
    }
  clt_spread (y, n, plot->line_height, plot->top, plot->bottom);
  for (guint i = 0; i < n; i++)
    {
      const CltSeries *series = chart->series->pdata[i];
      CltColor color = clt_plot_get_color (plot, &series->color);

      clt_plot_key (plot, series->name, &color, plot->right + plot->font_size * 0.6, y[i]);
    }
}

/* A lone line says its last value where it ends. */
static void
draw_end_value (CltPlot *plot)
{
  const CltSeries *series = plot->chart->series->pdata[0];
  CltColor color = clt_plot_get_color (plot, &series->color);
  g_autofree char *text = NULL;
  int last = find_last (series);
  double x, y;

  if (last < 0)
    return;
  x = clt_plot_x (plot, last);
  y = clt_plot_y (plot, &plot->y, series->values[last]);
  draw_dot (plot, x, y, 3, &color);
  text = clt_value_format_short (plot->chart->unit, series->values[last]);
  clt_plot_set_ink (plot, CLT_INK_TEXT);
  clt_plot_text (plot, text, x + plot->font_size * 0.6, y, 0);
}

static void
draw_highlight (CltPlot *plot)
{
  const CltChart *chart = plot->chart;
  g_autofree char *text = NULL;
  double x, top = plot->bottom;

  if (plot->highlight < 0 || (guint) plot->highlight >= clt_plot_get_n_points (plot))
    return;
  x = clt_plot_x (plot, plot->highlight);
  clt_plot_set_ink (plot, CLT_INK_AXIS);
  cairo_set_line_width (plot->cr, 1);
  cairo_move_to (plot->cr, floor (x) + 0.5, plot->top);
  cairo_line_to (plot->cr, floor (x) + 0.5, plot->bottom);
  cairo_stroke (plot->cr);
  for (guint i = 0; i < chart->series->len; i++)
    {
      const CltSeries *series = chart->series->pdata[i];
      CltColor color = clt_plot_get_color (plot, &series->color);
      double y;

      if ((guint) plot->highlight >= series->n || isnan (series->values[plot->highlight]))
        continue;
      y = clt_plot_y (plot, series->second_axis ? &plot->y2 : &plot->y,
                      series->values[plot->highlight]);
      top = fmin (top, y);
      draw_dot (plot, x, y, 4, &color);
    }
  text = clt_chart_dup_callout (chart, plot->highlight);
  clt_plot_callout (plot, text, x, top);
}

void
clt_plot_draw_lines (CltPlot *plot)
{
  const CltChart *chart = plot->chart;

  if (chart->empty_text != NULL)
    return;
  for (guint i = 0; i < chart->series->len; i++)
    {
      const CltSeries *series = chart->series->pdata[i];

      stroke_series (plot, series, series->second_axis ? &plot->y2 : &plot->y);
    }
  if (clt_plot_has_end_labels (plot))
    draw_end_labels (plot);
  else if (chart->series->len == 1 && !((CltSeries *) chart->series->pdata[0])->second_axis)
    draw_end_value (plot);
  draw_highlight (plot);
}

/* Share of all clients across, share of the sum upwards; the further below the diagonal, the
 * fewer carry the most. */
void
clt_plot_draw_lorenz (CltPlot *plot)
{
  const CltSeries *series = plot->chart->series->len > 0 ? plot->chart->series->pdata[0] : NULL;
  CltColor color;

  clt_plot_set_ink (plot, CLT_INK_AXIS);
  cairo_set_line_width (plot->cr, 1);
  cairo_move_to (plot->cr, plot->left, plot->bottom);
  cairo_line_to (plot->cr, plot->right, plot->top);
  cairo_stroke (plot->cr);
  if (series == NULL || series->n < 2 || plot->chart->empty_text != NULL)
    return;
  color = clt_plot_get_color (plot, &series->color);

  cairo_move_to (plot->cr, plot->left, plot->bottom);
  for (guint i = 0; i < series->n; i++)
    if (!isnan (series->values[i]))
      cairo_line_to (plot->cr, clt_plot_x (plot, i),
                     clt_plot_y (plot, &plot->y, series->values[i]));
  cairo_line_to (plot->cr, plot->right, plot->top);
  cairo_close_path (plot->cr);
  clt_color_set (&color, 0.12, plot->cr);
  cairo_fill (plot->cr);
  stroke_series (plot, series, &plot->y);
  draw_highlight (plot);
}
