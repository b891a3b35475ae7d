/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltChartView: a chart on screen. The pointer or the arrow keys choose a point, whose values the
 * chart writes beside it; Ctrl+C copies a picture and a table; the button, or T, shows the
 * numbers as a table. The drawing itself is core's, as on paper. */

#include <gtk/gtk.h>

#include "core/charts/clt-chart.h"

G_BEGIN_DECLS

#define CLT_TYPE_CHART_VIEW (clt_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (CltChartView, clt_chart_view, CLT, CHART_VIEW, GtkWidget)

/* @chart: (nullable) */
void clt_chart_view_set_chart (CltChartView *self, CltChart *chart);
/* (nullable) (transfer none) */
CltChart *clt_chart_view_get_chart (CltChartView *self);

G_END_DECLS
