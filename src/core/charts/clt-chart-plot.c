/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The frame of a chart: where the plotting area lies, its axes and their labels. Everything is
 * measured before anything is drawn, so that no text is cut or overlaps another. */

#include "core/charts/clt-chart-private.h"

#include <math.h>

#define DEFAULT_FONT_SIZE 12
/* the Chinese face is named, for a face chosen by coverage alone may have Japanese forms */
#define FONT_FAMILY "Cantarell, Noto Sans CJK SC, Sans"
#define MAX_TITLE_LINES 2
#define KEY_GAP 1.2 /* letters between two names */
#define FEW_BARS 8  /* bars that all get their name and value */

static const struct
{
  const char *light;
  const char *dark;
} inks[] = {
  [CLT_INK_TEXT] = { "#241f31", "#f6f5f4" },   [CLT_INK_DIM] = { "#5e5c64", "#c0bfbc" },
  [CLT_INK_AXIS] = { "#9a9996", "#77767b" },   [CLT_INK_GRID] = { "#e4e3e1", "#48464d" },
  [CLT_INK_GROUND] = { "#ffffff", "#303030" },
};

CltColor
clt_plot_get_ink (const CltPlot *plot, CltInk ink)
{
  CltColor color = { 0 };

  clt_color_parse (plot->dark ? inks[ink].dark : inks[ink].light, &color);
  return color;
}

void
clt_plot_set_ink (const CltPlot *plot, CltInk ink)
{
  CltColor color = clt_plot_get_ink (plot, ink);

  clt_color_set (&color, 1, plot->cr);
}

CltColor
clt_plot_get_color (const CltPlot *plot, const CltColor *color)
{
  return plot->dark ? clt_color_on_dark (color) : *color;
}

CltColor
clt_plot_get_bar_color (const CltPlot *plot, const CltSeries *series, guint index)
{
  const CltColor *own = g_hash_table_lookup (plot->chart->bar_colors, GUINT_TO_POINTER (index));

  return clt_plot_get_color (plot, own != NULL ? own : &series->color);
}

guint
clt_plot_get_n_points (const CltPlot *plot)
{
  return clt_chart_get_n_points (plot->chart);
}

static gboolean
has_bars (const CltChart *chart)
{
  return chart->kind != CLT_CHART_LINE && chart->kind != CLT_CHART_LORENZ;
}

/* Bars stand in the middle of equal slots; lines reach from edge to edge. */
double
clt_plot_x (const CltPlot *plot, guint index)
{
  guint n = clt_plot_get_n_points (plot);
  double span = plot->right - plot->left;

  if (has_bars (plot->chart) || n < 2)
    return plot->left + span * (index + 0.5) / MAX (n, 1);
  return plot->left + span * index / (n - 1);
}

double
clt_plot_y (const CltPlot *plot, const CltTicks *ticks, double value)
{
  return plot->bottom - (plot->bottom - plot->top) * clt_ticks_place (ticks, value);
}

int
clt_plot_pick (const CltPlot *plot, double x, double y)
{
  guint n = clt_plot_get_n_points (plot);
  double first = clt_plot_x (plot, 0);
  double pitch = n > 1 ? clt_plot_x (plot, 1) - first : 0;

  /* half a letter beyond the edges still belongs to the first and the last point */
  if (n == 0 || x < plot->left - plot->font_size || x > plot->right + plot->font_size || y < 0 ||
      y > plot->height)
    return -1;
  return pitch > 0 ? (int) CLAMP (round ((x - first) / pitch), 0, n - 1.0) : 0;
}

/* ---- range ------------------------------------------------------------------------------ */

static void
widen (double value, double *low, double *high)
{
  if (isnan (value))
    return;
  *low = fmin (*low, value);
  *high = fmax (*high, value);
}

/* Sums of the positive and of the negative parts of each stack. */
static void
find_stack_range (const CltChart *chart, double *low, double *high)
{
  for (guint i = 0; i < clt_chart_get_n_points (chart); i++)
    {
      double below = 0, above = 0;

      for (guint s = 0; s < chart->series->len; s++)
        {
          const CltSeries *series = chart->series->pdata[s];
          double value = i < series->n && !isnan (series->values[i]) ? series->values[i] : 0;

          below += fmin (value, 0);
          above += fmax (value, 0);
        }
      widen (below, low, high);
      widen (above, low, high);
    }
}

static void
find_series_range (const CltChart *chart, gboolean second_axis, double *low, double *high)
{
  for (guint s = 0; s < chart->series->len; s++)
    {
      const CltSeries *series = chart->series->pdata[s];

      for (guint i = 0; series->second_axis == second_axis && i < series->n; i++)
        widen (series->values[i], low, high);
    }
}

static double
sum_bars (const CltChart *chart)
{
  const CltSeries *series = chart->series->len > 0 ? chart->series->pdata[0] : NULL;
  double sum = 0;

  for (guint i = 0; series != NULL && i < series->n; i++)
    sum += isnan (series->values[i]) ? 0 : series->values[i];
  return sum;
}

/* The cumulative line of a Pareto chart; a negative part lets it fall again. */
static void
find_sums_range (const CltChart *chart, double *low, double *high)
{
  const CltSeries *series = chart->series->pdata[0];
  double sum = 0;

  for (guint i = 0; i < series->n; i++)
    {
      sum += isnan (series->values[i]) ? 0 : series->values[i];
      widen (sum, low, high);
    }
}

/* FALSE: no value at all. Bars start from zero; so do lines whose lowest value is nearer to zero
 * than to their highest, and shares. */
static gboolean
find_range (const CltChart *chart, gboolean second_axis, double *low, double *high)
{
  *low = INFINITY;
  *high = -INFINITY;
  if (chart->kind == CLT_CHART_STACK)
    find_stack_range (chart, low, high);
  else
    find_series_range (chart, second_axis, low, high);
  if (*low > *high)
    {
      *low = 0;
      *high = 1;
      return FALSE;
    }
  if (chart->kind == CLT_CHART_PARETO)
    find_sums_range (chart, low, high);
  if (has_bars (chart) || chart->unit == CLT_UNIT_RATIO || (*low >= 0 && *low < *high * 0.6))
    widen (0, low, high);
  return TRUE;
}

/* A Pareto chart of few parts, none of them negative, needs no axis of money: its bars carry
 * their values, and the shares at the right rule the plot. */
gboolean
clt_plot_has_share_axis (const CltPlot *plot)
{
  const CltChart *chart = plot->chart;
  double low = 0, high = 0;

  if (chart->kind != CLT_CHART_PARETO || clt_chart_get_n_points (chart) > FEW_BARS)
    return FALSE;
  find_series_range (chart, FALSE, &low, &high);
  return low >= 0 && sum_bars (chart) > 0;
}

static void
init_ticks (CltPlot *plot, CltTicks *ticks, gboolean second_axis)
{
  int most = (int) CLAMP ((plot->bottom - plot->top) / (plot->line_height * 2.2), 3, 6);
  double low, high;

  if (plot->chart->kind == CLT_CHART_LORENZ)
    {
      clt_ticks_init (ticks, 0, 1, most, FALSE);
      return;
    }
  find_range (plot->chart, second_axis, &low, &high);
  if (clt_plot_has_share_axis (plot) && !second_axis)
    {
      *ticks = (CltTicks){ .min = 0, .max = sum_bars (plot->chart), .n = 2 };
      ticks->step = ticks->max;
      return;
    }
  clt_ticks_init (ticks, low, high, most, plot->chart->unit == CLT_UNIT_COUNT);
}

static CltChartUnit
get_unit (const CltPlot *plot)
{
  return plot->chart->kind == CLT_CHART_LORENZ ? CLT_UNIT_RATIO : plot->chart->unit;
}

static double
measure_ticks (CltPlot *plot, const CltTicks *ticks, CltChartUnit unit)
{
  double widest = 0, width;

  if (clt_plot_has_share_axis (plot))
    return 0;
  for (int i = 0; i < ticks->n; i++)
    {
      g_autofree char *text = clt_ticks_format (ticks, unit, clt_ticks_get (ticks, i));

      clt_plot_measure (plot, text, &width, NULL);
      widest = MAX (widest, width);
    }
  return widest;
}

/* ---- layout ----------------------------------------------------------------------------- */

static gboolean
has_second_axis (const CltChart *chart)
{
  for (guint i = 0; i < chart->series->len; i++)
    if (((CltSeries *) chart->series->pdata[i])->second_axis)
      return TRUE;
  return FALSE;
}

static int
get_title_lines (const CltPlot *plot)
{
  return plot->height >= plot->line_height * 14 ? MAX_TITLE_LINES : 1;
}

static double
measure_title (CltPlot *plot, gboolean draw)
{
  const char *title = plot->chart->title;

  if (*title == '\0')
    return 0;
  if (draw)
    clt_plot_set_ink (plot, CLT_INK_TEXT);
  return clt_plot_paragraph (plot, title, 0, 0, plot->width, get_title_lines (plot), 0, 1, TRUE,
                             draw) +
         plot->font_size * 0.5;
}

static double
measure_end_labels (CltPlot *plot)
{
  const CltChart *chart = plot->chart;
  double widest = 0;

  for (guint i = 0; i < chart->series->len; i++)
    widest = MAX (widest, clt_plot_key_width (plot, ((CltSeries *) chart->series->pdata[i])->name));
  return widest + plot->font_size * 0.8;
}

/* Names of the series stand over the axes that they belong to, or at the right of what they
 * name; in a row above the plot where there is no room for that. */
static gboolean
needs_key_row (CltPlot *plot)
{
  const CltChart *chart = plot->chart;

  if (chart->series->len < 2 || (chart->kind != CLT_CHART_LINE && chart->kind != CLT_CHART_STACK))
    return FALSE;
  return has_second_axis (chart) || plot->width < plot->font_size * 32 ||
         plot->height < plot->line_height * (6 + 1.2 * chart->series->len) ||
         measure_end_labels (plot) > plot->width * 0.3;
}

gboolean
clt_plot_has_end_labels (CltPlot *plot)
{
  const CltChart *chart = plot->chart;

  return chart->series->len > 1 &&
         (chart->kind == CLT_CHART_LINE || chart->kind == CLT_CHART_STACK) && !needs_key_row (plot);
}

/* Width of the names of one axis in a row, with the gaps between them. */
static double
measure_keys (CltPlot *plot, gboolean second_axis)
{
  double width = 0;

  for (guint i = 0; i < plot->chart->series->len; i++)
    {
      const CltSeries *series = plot->chart->series->pdata[i];

      if (series->second_axis == second_axis)
        width += clt_plot_key_width (plot, series->name) + plot->font_size * KEY_GAP;
    }
  return width;
}

/* One row: the names of the second axis stand at the right. Where they take more, they follow
 * each other. Returns: the foot of the last row. */
static double
lay_keys (CltPlot *plot, double y, gboolean draw)
{
  const CltChart *chart = plot->chart;
  double gap = plot->font_size * KEY_GAP, row = plot->line_height * 1.1;
  double second = measure_keys (plot, TRUE) - gap;
  gboolean split = measure_keys (plot, FALSE) + second <= plot->width;
  double x[2] = { 0, split ? plot->width - second : 0 };

  for (guint i = 0; i < chart->series->len; i++)
    {
      const CltSeries *series = chart->series->pdata[i];
      double *at = &x[split && series->second_axis];
      double width = clt_plot_key_width (plot, series->name);
      CltColor color = clt_plot_get_color (plot, &series->color);

      if (!split && *at > 0 && *at + width > plot->width)
        {
          *at = 0;
          y += row;
        }
      if (draw)
        clt_plot_key (plot, series->name, &color, *at, y + row / 2);
      *at += width + gap;
    }
  return y + row;
}

/* Room at the right: the second axis, the names of the series, or the value at a line's end. */
static double
measure_right (CltPlot *plot)
{
  const CltChart *chart = plot->chart;
  double em = plot->font_size, width = 0;

  if (has_second_axis (chart))
    return measure_ticks (plot, &plot->y2, chart->unit) + em * 0.6;
  if (chart->kind == CLT_CHART_PARETO)
    {
      clt_plot_measure (plot, "100 %", &width, NULL);
      return width + em * 0.6;
    }
  if (clt_plot_has_end_labels (plot))
    return measure_end_labels (plot);
  if (chart->kind == CLT_CHART_LINE && chart->series->len == 1)
    {
      const CltSeries *series = chart->series->pdata[0];
      double last = NAN;

      for (guint i = 0; i < series->n; i++)
        last = isnan (series->values[i]) ? last : series->values[i];
      if (!isnan (last))
        {
          g_autofree char *text = clt_value_format_short (chart->unit, last);

          clt_plot_measure (plot, text, &width, NULL);
          return width + em;
        }
    }
  return em;
}

/* Whether the names of a few bars, on one line, are wider than the bars' slots. */
static gboolean
wraps_labels (CltPlot *plot)
{
  const CltChart *chart = plot->chart;
  guint n = clt_chart_get_n_points (chart);
  double slot = (plot->right - plot->left) / MAX (n, 1), width;

  if (!has_bars (chart) || n > FEW_BARS)
    return FALSE;
  for (guint i = 0; i < chart->n_labels; i++)
    {
      clt_plot_measure (plot, chart->labels[i], &width, NULL);
      if (width > slot - plot->font_size * 0.3)
        return TRUE;
    }
  return FALSE;
}

static void
lay_out (CltPlot *plot)
{
  double em = plot->font_size, below;
  double top = measure_title (plot, FALSE);

  if (needs_key_row (plot))
    top = lay_keys (plot, top, FALSE);
  plot->top = top + plot->line_height * (has_bars (plot->chart) ? 1.2 : 0.7);
  plot->bottom = plot->height - plot->line_height - em * 0.5;
  plot->right = plot->width;
  plot->left = 0;
  /* the second turn knows how wide the slots are, and so how many lines the labels take */
  for (int turn = 0; turn < 2; turn++)
    {
      init_ticks (plot, &plot->y, FALSE);
      init_ticks (plot, &plot->y2, TRUE);
      plot->left = measure_ticks (plot, &plot->y, get_unit (plot)) + em * 0.6;
      plot->right = plot->width - measure_right (plot);
      below = plot->line_height * (wraps_labels (plot) ? 2 : 1) + em * 0.5;
      if (has_bars (plot->chart) && plot->y.min < 0)
        below += plot->line_height;
      plot->bottom = MAX (plot->height - below, plot->top + 1);
    }
  plot->right = MAX (plot->right, plot->left + 1);
}

void
clt_plot_init (CltPlot *plot,
               const CltChart *chart,
               cairo_t *cr,
               double width,
               double height,
               const CltChartStyle *style)
{
  PangoContext *context;
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (FONT_FAMILY);
  PangoAttrList *attributes = pango_attr_list_new ();
  cairo_font_options_t *options = cairo_font_options_create ();

  *plot = (CltPlot){ .chart = chart, .cr = cr, .width = width, .height = height };
  plot->dark = style != NULL && style->dark;
  plot->highlight = style != NULL ? style->highlight : -1;
  plot->font_size = style != NULL && style->font_size > 0 ? style->font_size : DEFAULT_FONT_SIZE;

  context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  if (cr != NULL)
    pango_cairo_update_context (cr, context);
  /* the same widths on the screen, on paper and while only measuring */
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (context, FALSE);

  plot->layout = pango_layout_new (context);
  g_object_unref (context);
  pango_font_description_set_absolute_size (font, plot->font_size * PANGO_SCALE);
  pango_layout_set_font_description (plot->layout, font);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  pango_layout_set_attributes (plot->layout, attributes);
  pango_attr_list_unref (attributes);
  clt_plot_measure (plot, "0国", NULL, &plot->line_height);
  lay_out (plot);
}

void
clt_plot_clear (CltPlot *plot)
{
  g_clear_object (&plot->layout);
}

/* ---- drawing ---------------------------------------------------------------------------- */

void
clt_plot_draw_rule (CltPlot *plot, double y, CltInk ink)
{
  y = floor (y) + 0.5;
  clt_plot_set_ink (plot, ink);
  cairo_set_line_width (plot->cr, 1);
  cairo_move_to (plot->cr, plot->left, y);
  cairo_line_to (plot->cr, plot->right, y);
  cairo_stroke (plot->cr);
}

static gboolean
has_values (const CltChart *chart)
{
  double low, high;

  return chart->kind == CLT_CHART_LORENZ ||
         (chart->empty_text == NULL &&
          (find_range (chart, FALSE, &low, &high) || find_range (chart, TRUE, &low, &high)));
}

static void
draw_y_axis (CltPlot *plot)
{
  if (clt_plot_has_share_axis (plot) && has_values (plot->chart))
    return;
  for (int i = 0; i < plot->y.n; i++)
    {
      double value = clt_ticks_get (&plot->y, i);
      double y = clt_plot_y (plot, &plot->y, value);
      g_autofree char *text = clt_ticks_format (&plot->y, get_unit (plot), value);

      if (has_values (plot->chart) || i == 0)
        clt_plot_draw_rule (plot, y,
                            value == 0 || (i == 0 && value > 0) ? CLT_INK_AXIS : CLT_INK_GRID);
      if (!has_values (plot->chart))
        continue;
      clt_plot_set_ink (plot, CLT_INK_DIM);
      clt_plot_text (plot, text, plot->left - plot->font_size * 0.6, y, 1);
    }
}

static void
draw_second_axis (CltPlot *plot)
{
  if (!has_second_axis (plot->chart) || !has_values (plot->chart))
    return;
  for (int i = 0; i < plot->y2.n; i++)
    {
      double value = clt_ticks_get (&plot->y2, i);
      g_autofree char *text = clt_ticks_format (&plot->y2, plot->chart->unit, value);

      clt_plot_set_ink (plot, CLT_INK_DIM);
      clt_plot_text (plot, text, plot->right + plot->font_size * 0.6,
                     clt_plot_y (plot, &plot->y2, value), 0);
    }
}

/* Where the label of point @index may stand without leaving the drawing. */
static double
place_label (CltPlot *plot, guint index, double *width)
{
  double x = clt_plot_x (plot, index);

  clt_plot_measure (plot, plot->chart->labels[index], width, NULL);
  return CLAMP (x, *width / 2, MAX (plot->width - *width / 2, *width / 2));
}

static guint
count_labels (const CltChart *chart)
{
  guint n = 0;

  for (guint i = 0; i < MIN (chart->n_labels, clt_chart_get_n_points (chart)); i++)
    n += *chart->labels[i] != '\0';
  return n;
}

/* Whether every @stride-th of the labels that are not empty, counted from the last, leaves a letter between neighbours. */
static gboolean
labels_fit (CltPlot *plot, guint stride)
{
  double end = -INFINITY, width;
  guint left = count_labels (plot->chart);

  for (guint i = 0; left > 0; i++)
    {
      double x;

      if (*plot->chart->labels[i] == '\0' || --left % stride != 0)
        continue;
      x = place_label (plot, i, &width);
      if (x - width / 2 < end + plot->font_size)
        return FALSE;
      end = x + width / 2;
    }
  return TRUE;
}

/* The one rule for the density of labels: the smallest of 1, 2, 3, 4, 6, 12, 24 … at which they
 * stand apart, so that months fall on quarters and years. */
static guint
choose_stride (CltPlot *plot)
{
  static const guint strides[] = { 1, 2, 3, 4, 6, 12, 24, 36, 60, 120, 240 };

  for (guint i = 0; i < G_N_ELEMENTS (strides); i++)
    if (labels_fit (plot, strides[i]))
      return strides[i];
  return MAX (plot->chart->n_labels, 1);
}

/* Across, a Lorenz curve has the same shares as upwards. */
static void
draw_share_labels (CltPlot *plot)
{
  for (int i = 0; i < plot->y.n; i++)
    {
      double share = clt_ticks_get (&plot->y, i);
      g_autofree char *text = clt_ticks_format (&plot->y, CLT_UNIT_RATIO, share);
      double width;

      clt_plot_measure (plot, text, &width, NULL);
      clt_plot_text (plot, text,
                     fmin (plot->left + (plot->right - plot->left) * share,
                           plot->width - width / 2),
                     plot->height - plot->line_height / 2, 0.5);
    }
}

static void
draw_x_labels (CltPlot *plot)
{
  const CltChart *chart = plot->chart;
  guint n = MIN (chart->n_labels, clt_chart_get_n_points (chart));
  gboolean wraps = wraps_labels (plot);
  guint stride = has_bars (chart) && n <= FEW_BARS ? 1 : choose_stride (plot),
        left = count_labels (chart);
  double slot = (plot->right - plot->left) / MAX (n, 1) - plot->font_size * 0.4;
  double lines = plot->line_height * (wraps ? 2 : 1), width;
  double y = plot->height - lines;

  clt_plot_set_ink (plot, CLT_INK_DIM);
  if (chart->kind == CLT_CHART_LORENZ && n == 0)
    draw_share_labels (plot);
  for (guint i = 0; i < n; i++)
    {
      if (*chart->labels[i] == '\0' || --left % stride != 0)
        continue;
      if (wraps)
        clt_plot_paragraph (plot, chart->labels[i], clt_plot_x (plot, i), y, slot, 2, 0.5, 0.85,
                            FALSE, TRUE);
      else
        clt_plot_text (plot, chart->labels[i], place_label (plot, i, &width),
                       y + plot->line_height / 2, 0.5);
    }
}

void
clt_plot_draw_frame (CltPlot *plot)
{
  double top = measure_title (plot, TRUE);

  if (needs_key_row (plot))
    lay_keys (plot, top, TRUE);
  draw_y_axis (plot);
  draw_second_axis (plot);
  draw_x_labels (plot);
  if (plot->chart->empty_text != NULL)
    {
      double width = (plot->right - plot->left) * 0.9;
      double x = (plot->left + plot->right) / 2;
      double height =
        clt_plot_paragraph (plot, plot->chart->empty_text, x, 0, width, 3, 0.5, 1, FALSE, FALSE);

      clt_plot_set_ink (plot, CLT_INK_DIM);
      clt_plot_paragraph (plot, plot->chart->empty_text, x, (plot->top + plot->bottom - height) / 2,
                          width, 3, 0.5, 1, FALSE, TRUE);
    }
}
