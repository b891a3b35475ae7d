/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Inside charts/ only: the value, and the plot, which is what one drawing of it works with. */

#include <pango/pangocairo.h>

#include "core/charts/clt-chart-colors.h"
#include "core/charts/clt-chart-ticks.h"
#include "core/charts/clt-chart.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  double *values;
  guint n;
  CltColor color;
  gboolean second_axis;
} CltSeries;

/* The share of the bars up to @index, that one too, as it is told; NAN without a total. */
double clt_chart_get_cumulative_share (const CltChart *chart, guint index);

struct _CltChart
{
  gatomicrefcount ref_count;
  CltChartKind kind;
  CltChartUnit unit;
  char *title;
  char **labels;
  guint n_labels;
  char **point_names; /* or NULL */
  guint n_point_names;
  GPtrArray *series;      /* owned: CltSeries */
  GHashTable *bar_colors; /* owned: index -> CltColor */
  char *empty_text;       /* or NULL */
  double *shares;         /* or NULL: of the bars, as they are shown elsewhere */
  guint n_shares;
};

typedef struct
{
  const CltChart *chart;
  cairo_t *cr;         /* NULL while only measuring */
  PangoLayout *layout; /* owned; reused for every text */
  gboolean dark;
  int highlight;
  double width, height;
  double font_size;
  double line_height;
  /* edges of the plotting area */
  double left, right, top, bottom;
  CltTicks y, y2; /* y2: second axis, or the share of a Pareto chart */
} CltPlot;

/* The inks that are no data. */
typedef enum
{
  CLT_INK_TEXT,
  CLT_INK_DIM,
  CLT_INK_AXIS,
  CLT_INK_GRID,
  CLT_INK_GROUND
} CltInk;

/* clt-chart-words.c: a point in words, one line a series. (transfer full) */
char *clt_chart_dup_callout (const CltChart *chart, guint index);

/* clt-chart-plot.c */
void clt_plot_init (CltPlot *plot,
                    const CltChart *chart,
                    cairo_t *cr,
                    double width,
                    double height,
                    const CltChartStyle *style);
void clt_plot_clear (CltPlot *plot);
void clt_plot_draw_frame (CltPlot *plot);
gboolean clt_plot_has_share_axis (const CltPlot *plot);
/* Names of series stand at the right end of what they name. */
gboolean clt_plot_has_end_labels (CltPlot *plot);
void clt_plot_draw_rule (CltPlot *plot, double y, CltInk ink);
double clt_plot_x (const CltPlot *plot, guint index);
double clt_plot_y (const CltPlot *plot, const CltTicks *ticks, double value);
/* Index of the point at @x, -1: @x, @y lies outside. */
int clt_plot_pick (const CltPlot *plot, double x, double y);
guint clt_plot_get_n_points (const CltPlot *plot);
CltColor clt_plot_get_color (const CltPlot *plot, const CltColor *color);
CltColor clt_plot_get_bar_color (const CltPlot *plot, const CltSeries *series, guint index);
CltColor clt_plot_get_ink (const CltPlot *plot, CltInk ink);
void clt_plot_set_ink (const CltPlot *plot, CltInk ink);

/* clt-chart-label.c: text. Sizes in user units; @align 0 left of, 0.5 centred on, 1 right of @x. */
void clt_plot_measure (CltPlot *plot, const char *text, double *width, double *height);
void clt_plot_text (CltPlot *plot, const char *text, double x, double y, double align);
/* The same on at most @lines lines of @width, the last ellipsized, in a font @scale times the
 * usual size. @y is the top. Returns: the height. */
double clt_plot_paragraph (CltPlot *plot,
                           const char *text,
                           double x,
                           double y,
                           double width,
                           int lines,
                           double align,
                           double scale,
                           gboolean bold,
                           gboolean draw);
void clt_plot_callout (CltPlot *plot, const char *text, double x, double y);
/* A swatch and a name. Returns: the width. */
double clt_plot_key (CltPlot *plot, const char *name, const CltColor *color, double x, double y);
double clt_plot_key_width (CltPlot *plot, const char *name);
/* Moves the @n heights in @y apart to @gap and keeps them within @top … @bottom; order kept. */
void clt_spread (double *y, guint n, double gap, double top, double bottom);

/* clt-chart-line.c, clt-chart-bars.c */
void clt_plot_draw_lines (CltPlot *plot);
void clt_plot_draw_lorenz (CltPlot *plot);
void clt_plot_draw_bars (CltPlot *plot);
void clt_plot_draw_pareto (CltPlot *plot);
void clt_plot_draw_stack (CltPlot *plot);

G_END_DECLS
