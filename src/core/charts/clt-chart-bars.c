/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bars, Pareto bars with their cumulative line, and stacks. */

#include "core/charts/clt-chart-private.h"

#include <math.h>

#define BAR_SHARE 0.66 /* of a slot */
#define MAX_BAR 72     /* a lone bar is no wall */

static double
get_bar_width (const CltPlot *plot)
{
  double slot = (plot->right - plot->left) / MAX (clt_plot_get_n_points (plot), 1);

  return fmax (round (fmin (slot * BAR_SHARE, MAX_BAR * plot->font_size / 12)), 1);
}

/* From @from to @to upwards; edges on whole units so that they are sharp. */
static void
fill_bar (CltPlot *plot,
          guint index,
          double from,
          double to,
          const CltColor *color,
          gboolean strong)
{
  double width = get_bar_width (plot);
  double x = round (clt_plot_x (plot, index) - width / 2);
  double a = round (clt_plot_y (plot, &plot->y, from)), b = round (clt_plot_y (plot, &plot->y, to));
  double top = fmin (a, b), height = fabs (a - b);

  /* what is not nothing can be seen */
  if (height < 1 && from != to)
    {
      top = to > from ? a - 1 : a;
      height = 1;
    }
  clt_color_set (color, 1, plot->cr);
  cairo_rectangle (plot->cr, x, top, width, height);
  if (strong)
    {
      cairo_fill_preserve (plot->cr);
      clt_plot_set_ink (plot, CLT_INK_TEXT);
      cairo_set_line_width (plot->cr, 1.5);
      cairo_stroke (plot->cr);
    }
  else
    cairo_fill (plot->cr);
}

/* All values stand at their bars, or, where one has no room, none. */
static gboolean
values_fit (CltPlot *plot, const CltSeries *series)
{
  double slot = (plot->right - plot->left) / MAX (series->n, 1), width;

  for (guint i = 0; i < series->n; i++)
    {
      g_autofree char *text = clt_value_format_short (plot->chart->unit, series->values[i]);

      clt_plot_measure (plot, text, &width, NULL);
      if (width > slot - plot->font_size * 0.3)
        return FALSE;
    }
  return series->n > 0;
}

static void
draw_value (CltPlot *plot, const CltSeries *series, guint i)
{
  g_autofree char *text = clt_value_format_short (plot->chart->unit, series->values[i]);
  double y = clt_plot_y (plot, &plot->y, series->values[i]);

  clt_plot_set_ink (plot, CLT_INK_TEXT);
  clt_plot_text (plot, text, clt_plot_x (plot, i),
                 y + (series->values[i] < 0 ? 0.6 : -0.6) * plot->line_height, 0.5);
}

static void
draw_highlight (CltPlot *plot, double y)
{
  g_autofree char *text = NULL;

  if (plot->highlight < 0 || (guint) plot->highlight >= clt_plot_get_n_points (plot))
    return;
  text = clt_chart_dup_callout (plot->chart, plot->highlight);
  clt_plot_callout (plot, text, clt_plot_x (plot, plot->highlight) + get_bar_width (plot) / 2, y);
}

static void
draw_zero (CltPlot *plot)
{
  clt_plot_draw_rule (plot, clt_plot_y (plot, &plot->y, 0), CLT_INK_AXIS);
}

void
clt_plot_draw_bars (CltPlot *plot)
{
  const CltChart *chart = plot->chart;
  const CltSeries *series = chart->series->len > 0 ? chart->series->pdata[0] : NULL;
  gboolean values;

  if (series == NULL || chart->empty_text != NULL)
    return;
  values = values_fit (plot, series);
  for (guint i = 0; i < series->n; i++)
    {
      CltColor color = clt_plot_get_bar_color (plot, series, i);

      if (isnan (series->values[i]))
        continue;
      fill_bar (plot, i, 0, series->values[i], &color, (int) i == plot->highlight);
      if (values)
        draw_value (plot, series, i);
    }
  draw_zero (plot);
  if (plot->highlight >= 0 && (guint) plot->highlight < series->n &&
      !isnan (series->values[plot->highlight]))
    draw_highlight (plot, clt_plot_y (plot, &plot->y, series->values[plot->highlight]));
}

/* ---- Pareto ------------------------------------------------------------------------------ */

static double
sum_up_to (const CltSeries *series, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += isnan (series->values[i]) ? 0 : series->values[i];
  return sum;
}

/* The right axis: shares of the sum, at the height where the left axis has the sum. */
static void
draw_share_axis (CltPlot *plot, double total)
{
  gboolean quarters =
    fabs (clt_plot_y (plot, &plot->y, total) - plot->bottom) > plot->line_height * 7;

  for (int percent = 0; percent <= 100; percent += quarters ? 25 : 50)
    {
      g_autofree char *text = g_strdup_printf ("%d %%", percent);
      double y = clt_plot_y (plot, &plot->y, total * percent / 100);

      if (clt_plot_has_share_axis (plot))
        clt_plot_draw_rule (plot, y, CLT_INK_GRID);
      clt_plot_set_ink (plot, CLT_INK_DIM);
      clt_plot_text (plot, text, plot->right + plot->font_size * 0.6, y, 0);
    }
}

/* The bars' own values: inside a tall bar, else above it. The line's first point stands on the
 * first bar, the others rise away from theirs. */
static void
draw_pareto_value (CltPlot *plot, const CltSeries *series, guint i)
{
  CltColor color = clt_plot_get_bar_color (plot, series, i);
  double top = clt_plot_y (plot, &plot->y, series->values[i]);
  double foot = clt_plot_y (plot, &plot->y, 0);
  g_autofree char *text = clt_value_format_short (plot->chart->unit, series->values[i]);
  double width;

  clt_plot_measure (plot, text, &width, NULL);
  if (foot - top > plot->line_height * 1.5 && width < get_bar_width (plot) - 2)
    {
      if (clt_color_is_deep (&color))
        cairo_set_source_rgb (plot->cr, 1, 1, 1);
      else
        cairo_set_source_rgba (plot->cr, 0, 0, 0, 0.85);
      clt_plot_text (plot, text, clt_plot_x (plot, i), top + plot->line_height * 0.75, 0.5);
    }
  else if (i > 0)
    draw_value (plot, series, i);
}

static void
draw_cumulative_line (CltPlot *plot, const CltSeries *series, double total)
{
  CltColor ink = clt_plot_get_ink (plot, CLT_INK_TEXT);
  double slot = (plot->right - plot->left) / MAX (series->n, 1), width;
  double previous = -INFINITY;

  cairo_new_path (plot->cr);
  clt_color_set (&ink, 0.75, plot->cr);
  cairo_set_line_join (plot->cr, CAIRO_LINE_JOIN_BEVEL);
  cairo_set_line_width (plot->cr, 1.5);
  for (guint i = 0; i < series->n; i++)
    cairo_line_to (plot->cr, clt_plot_x (plot, i),
                   clt_plot_y (plot, &plot->y, sum_up_to (series, i + 1)));
  cairo_stroke (plot->cr);
  for (guint i = 0; i < series->n; i++)
    {
      double sum = sum_up_to (series, i + 1);
      double x = clt_plot_x (plot, i), y = clt_plot_y (plot, &plot->y, sum);
      g_autofree char *text =
        clt_value_format_exact (CLT_UNIT_RATIO, clt_chart_get_cumulative_share (plot->chart, i));

      clt_plot_set_ink (plot, CLT_INK_TEXT);
      cairo_new_path (plot->cr);
      cairo_arc (plot->cr, x, y, fmin (2.5, slot / 4), 0, 2 * G_PI);
      cairo_fill (plot->cr);
      /* above and left of its point the line never passes */
      clt_plot_measure (plot, text, &width, NULL);
      if (width > slot - plot->font_size * 0.2 && x - width < previous)
        continue;
      clt_plot_text (plot, text, fmax (x + plot->font_size * 0.3, plot->left + width),
                     y - plot->line_height * 0.7, 1);
      previous = x + plot->font_size * 0.3;
    }
}

void
clt_plot_draw_pareto (CltPlot *plot)
{
  const CltChart *chart = plot->chart;
  const CltSeries *series = chart->series->len > 0 ? chart->series->pdata[0] : NULL;
  gboolean values;
  double total;

  if (series == NULL || chart->empty_text != NULL)
    return;
  values = values_fit (plot, series);
  total = sum_up_to (series, series->n);
  if (total > 0)
    draw_share_axis (plot, total);
  for (guint i = 0; i < series->n; i++)
    {
      CltColor color = clt_plot_get_bar_color (plot, series, i);

      if (!isnan (series->values[i]))
        fill_bar (plot, i, 0, series->values[i], &color, (int) i == plot->highlight);
    }
  draw_zero (plot);
  for (guint i = 0; values && i < series->n; i++)
    if (!isnan (series->values[i]) && series->values[i] != 0)
      draw_pareto_value (plot, series, i);
  if (total > 0)
    draw_cumulative_line (plot, series, total);
  if (plot->highlight >= 0 && (guint) plot->highlight < series->n)
    draw_highlight (plot, clt_plot_y (plot, &plot->y, sum_up_to (series, plot->highlight + 1)));
}

/* ---- stacks ------------------------------------------------------------------------------ */

static double
get_part (const CltChart *chart, guint part, guint index)
{
  const CltSeries *series = chart->series->pdata[part];

  return index < series->n && !isnan (series->values[index]) ? series->values[index] : 0;
}

static double
draw_one_stack (CltPlot *plot, guint index)
{
  const CltChart *chart = plot->chart;
  double above = 0, below = 0;

  for (guint s = 0; s < chart->series->len; s++)
    {
      const CltSeries *series = chart->series->pdata[s];
      CltColor color = clt_plot_get_color (plot, &series->color);
      double value = get_part (chart, s, index);
      double *end = value < 0 ? &below : &above;

      if (value != 0)
        fill_bar (plot, index, *end, *end + value, &color, FALSE);
      *end += value;
    }
  return above;
}

/* The names stand beside the parts of the last stack. */
static void
draw_part_names (CltPlot *plot)
{
  const CltChart *chart = plot->chart;
  guint n = chart->series->len, last = clt_plot_get_n_points (plot) - 1;
  double *y = g_newa (double, n);
  double above = 0, below = 0;

  for (guint s = 0; s < n; s++)
    {
      double value = get_part (chart, s, last);
      double *end = value < 0 ? &below : &above;

      y[s] = clt_plot_y (plot, &plot->y, *end + value / 2);
      *end += value;
    }
  clt_spread (y, n, plot->line_height, plot->top, plot->bottom);
  for (guint s = 0; s < n; s++)
    {
      const CltSeries *series = chart->series->pdata[s];
      CltColor color = clt_plot_get_color (plot, &series->color);

      clt_plot_key (plot, series->name, &color, plot->right + plot->font_size * 0.6, y[s]);
    }
}

void
clt_plot_draw_stack (CltPlot *plot)
{
  const CltChart *chart = plot->chart;
  guint n = clt_plot_get_n_points (plot);

  if (n == 0 || chart->empty_text != NULL)
    return;
  for (guint i = 0; i < n; i++)
    {
      double top = draw_one_stack (plot, i);

      if ((int) i == plot->highlight)
        {
          double width = get_bar_width (plot);
          double y = clt_plot_y (plot, &plot->y, top);

          cairo_rectangle (plot->cr, clt_plot_x (plot, i) - width / 2, y, width,
                           clt_plot_y (plot, &plot->y, 0) - y);
          clt_plot_set_ink (plot, CLT_INK_TEXT);
          cairo_set_line_width (plot->cr, 1.5);
          cairo_stroke (plot->cr);
        }
    }
  draw_zero (plot);
  if (clt_plot_has_end_labels (plot))
    draw_part_names (plot);
  draw_highlight (plot, plot->top);
}
