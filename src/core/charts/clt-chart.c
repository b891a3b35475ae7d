/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/charts/clt-chart-private.h"

#include <math.h>

static void
series_free (gpointer data)
{
  CltSeries *series = data;

  g_free (series->name);
  g_free (series->values);
  g_free (series);
}

CltChart *
clt_chart_new (CltChartKind kind, CltChartUnit unit, const char *title)
{
  CltChart *chart = g_new0 (CltChart, 1);

  g_atomic_ref_count_init (&chart->ref_count);
  chart->kind = kind;
  chart->unit = unit;
  chart->title = g_strdup (title != NULL ? title : "");
  chart->series = g_ptr_array_new_with_free_func (series_free);
  chart->bar_colors = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return chart;
}

CltChart *
clt_chart_ref (CltChart *chart)
{
  g_return_val_if_fail (chart != NULL, NULL);
  g_atomic_ref_count_inc (&chart->ref_count);
  return chart;
}

void
clt_chart_unref (CltChart *chart)
{
  g_return_if_fail (chart != NULL);
  if (!g_atomic_ref_count_dec (&chart->ref_count))
    return;
  g_free (chart->title);
  g_strfreev (chart->labels);
  g_strfreev (chart->point_names);
  g_ptr_array_unref (chart->series);
  g_hash_table_unref (chart->bar_colors);
  g_free (chart->empty_text);
  g_free (chart->shares);
  g_free (chart);
}

static char **
dup_texts (const char *const *texts, guint n)
{
  char **copy = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    copy[i] = g_strdup (texts[i] != NULL ? texts[i] : "");
  return copy;
}

void
clt_chart_set_labels (CltChart *chart, const char *const *labels, guint n)
{
  g_return_if_fail (chart != NULL);
  g_strfreev (chart->labels);
  chart->labels = dup_texts (labels, n);
  chart->n_labels = n;
}

void
clt_chart_set_point_names (CltChart *chart, const char *const *names, guint n)
{
  g_return_if_fail (chart != NULL);
  g_strfreev (chart->point_names);
  chart->point_names = dup_texts (names, n);
  chart->n_point_names = n;
}

guint
clt_chart_add_series (CltChart *chart,
                      const char *name,
                      const double *values,
                      guint n,
                      const char *color,
                      gboolean second_axis)
{
  CltSeries *series;

  g_return_val_if_fail (chart != NULL, 0);
  series = g_new0 (CltSeries, 1);
  series->name = g_strdup (name != NULL ? name : "");
  series->values = g_memdup2 (values, n * sizeof *values);
  series->n = n;
  series->second_axis = second_axis && chart->kind == CLT_CHART_LINE;
  if (!clt_color_parse (color, &series->color))
    series->color = clt_color_get_default (chart->series->len);
  /* what is no number is a gap, so that nothing below meets an infinity */
  for (guint i = 0; i < n; i++)
    if (!isfinite (series->values[i]))
      series->values[i] = NAN;
    else if (chart->kind == CLT_CHART_LORENZ)
      series->values[i] = CLAMP (series->values[i], 0, 1);
  g_ptr_array_add (chart->series, series);
  return chart->series->len - 1;
}

void
clt_chart_set_bar_color (CltChart *chart, guint index, const char *color)
{
  CltColor parsed;

  g_return_if_fail (chart != NULL);
  if (clt_color_parse (color, &parsed))
    g_hash_table_insert (chart->bar_colors, GUINT_TO_POINTER (index),
                         g_memdup2 (&parsed, sizeof parsed));
}

void
clt_chart_set_shares (CltChart *chart, const double *shares, guint n)
{
  g_return_if_fail (chart != NULL);
  g_free (chart->shares);
  chart->shares = g_memdup2 (shares, n * sizeof *shares);
  chart->n_shares = n;
}

void
clt_chart_set_empty_text (CltChart *chart, const char *text)
{
  g_return_if_fail (chart != NULL);
  g_free (chart->empty_text);
  chart->empty_text = g_strdup (text);
}

guint
clt_chart_get_n_points (const CltChart *chart)
{
  guint n = 0;

  g_return_val_if_fail (chart != NULL, 0);
  for (guint i = 0; i < chart->series->len; i++)
    n = MAX (n, ((CltSeries *) chart->series->pdata[i])->n);
  return n;
}

const char *
clt_chart_get_title (const CltChart *chart)
{
  g_return_val_if_fail (chart != NULL, NULL);
  return chart->title;
}

void
clt_chart_draw (const CltChart *chart,
                cairo_t *cr,
                double width,
                double height,
                const CltChartStyle *style)
{
  CltPlot plot;

  g_return_if_fail (chart != NULL);
  if (width < 1 || height < 1)
    return;
  cairo_save (cr);
  clt_plot_init (&plot, chart, cr, width, height, style);
  clt_plot_draw_frame (&plot);
  switch (chart->kind)
    {
    case CLT_CHART_LINE:
      clt_plot_draw_lines (&plot);
      break;
    case CLT_CHART_BARS:
      clt_plot_draw_bars (&plot);
      break;
    case CLT_CHART_PARETO:
      clt_plot_draw_pareto (&plot);
      break;
    case CLT_CHART_STACK:
      clt_plot_draw_stack (&plot);
      break;
    case CLT_CHART_LORENZ:
      clt_plot_draw_lorenz (&plot);
      break;
    default:
      g_assert_not_reached ();
    }
  clt_plot_clear (&plot);
  cairo_restore (cr);
}

int
clt_chart_pick (const CltChart *chart, double x, double y, double width, double height)
{
  CltPlot plot;
  int index;

  g_return_val_if_fail (chart != NULL, -1);
  if (width < 1 || height < 1)
    return -1;
  clt_plot_init (&plot, chart, NULL, width, height, NULL);
  index = clt_plot_pick (&plot, x, y);
  clt_plot_clear (&plot);
  return index;
}
