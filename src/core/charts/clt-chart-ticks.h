/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Few ticks at round numbers, and numbers as axes and labels show them. Pure functions. */

#include "core/charts/clt-chart.h"

G_BEGIN_DECLS

typedef struct
{
  double min, max; /* both are ticks */
  double step;     /* 1, 2, 2.5 or 5 times a power of ten */
  int n;           /* ticks, at least 2 */
} CltTicks;

/* Ticks that cover @low … @high with at most @most of them (but never fewer than two).
 * @whole: steps below one make no sense. */
void clt_ticks_init (CltTicks *ticks, double low, double high, int most, gboolean whole);
double clt_ticks_get (const CltTicks *ticks, int i);
/* 0 … 1 from the lowest to the highest tick. */
double clt_ticks_place (const CltTicks *ticks, double value);

/* A tick's label: all labels of one axis share one unit (万, 亿; K, M, B) and have as many
 * decimals as the step needs. (transfer full) */
char *clt_ticks_format (const CltTicks *ticks, CltChartUnit unit, double value);
/* A value on its own: three significant digits with the unit that suits it. (transfer full) */
char *clt_value_format_short (CltChartUnit unit, double value);
/* The exact value: money with fen, ratios with one decimal of a percent. (transfer full) */
char *clt_value_format_exact (CltChartUnit unit, double value);

G_END_DECLS
