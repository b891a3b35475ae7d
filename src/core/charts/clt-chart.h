/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One module draws every chart, for screen, paper and PNG: thin axes, few ticks at round numbers,
 * direct labels, no legends where a label fits. A chart is an immutable value prepared in a worker;
 * clt_chart_draw() allocates nothing that grows with the data. */

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CLT_CHART_LINE,   /* one or more series over a common x axis */
  CLT_CHART_BARS,   /* one value a category */
  CLT_CHART_PARETO, /* bars, and the cumulative share as a line */
  CLT_CHART_STACK,  /* stacked bars */
  CLT_CHART_LORENZ,
} CltChartKind;

typedef enum
{
  CLT_UNIT_COUNT,
  CLT_UNIT_MONEY,
  CLT_UNIT_RATIO
} CltChartUnit;

typedef struct _CltChart CltChart;

/* @title: the finding or the measure and period. */
CltChart *clt_chart_new (CltChartKind kind, CltChartUnit unit, const char *title);
CltChart *clt_chart_ref (CltChart *chart);
void clt_chart_unref (CltChart *chart);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltChart, clt_chart_unref)

/* x labels, one a point; long series give a label only where a tick may stand ("" elsewhere). */
void clt_chart_set_labels (CltChart *chart, const char *const *labels, guint n);
/* What a point is called in words (a day), where that is more than its label. */
void clt_chart_set_point_names (CltChart *chart, const char *const *names, guint n);
/* @values: NAN is a gap. Money in yuan. @color: "#rrggbb" or NULL for the default; @second_axis draws
 * against an axis on the right (line charts). Returns the index of the series. */
guint clt_chart_add_series (CltChart *chart,
                            const char *name,
                            const double *values,
                            guint n,
                            const char *color,
                            gboolean second_axis);
/* Bars: a colour of its own for category @index (the tier ramp). */
void clt_chart_set_bar_color (CltChart *chart, guint index, const char *color);
/* Pareto: the shares of the bars in their order, rounded as they stand beside the chart; what is said
 * of its line then adds up to the same. NAN counts as nothing. */
void clt_chart_set_shares (CltChart *chart, const double *shares, guint n);
/* Shown instead of a line when there is too little data; axes are still drawn. */
void clt_chart_set_empty_text (CltChart *chart, const char *text);

typedef struct
{
  gboolean dark;
  double font_size; /* in units of the drawing (pixels, points); 0: 12 */
  int highlight;    /* index of the point under the pointer or keyboard, -1: none */
} CltChartStyle;

void clt_chart_draw (const CltChart *chart,
                     cairo_t *cr,
                     double width,
                     double height,
                     const CltChartStyle *style);
/* Index of the point at @x in a drawing with the default font size, -1: none; and its description
 * ("2026-03: 1.2 M"). */
int clt_chart_pick (const CltChart *chart, double x, double y, double width, double height);
char *clt_chart_describe_point (const CltChart *chart, int index);
guint clt_chart_get_n_points (const CltChart *chart);
/* A summary for screen readers, and the data as tab-separated text. */
char *clt_chart_describe (const CltChart *chart);
char *clt_chart_to_tsv (const CltChart *chart);
const char *clt_chart_get_title (const CltChart *chart);

/* The ramp of the four tiers, "#rrggbb". */
const char *clt_tier_get_color (int tier, gboolean dark);

G_END_DECLS
