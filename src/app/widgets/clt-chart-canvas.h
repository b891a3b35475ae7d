/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltChartCanvas: the drawing inside a CltChartView. */

#include <gtk/gtk.h>

#include "core/charts/clt-chart.h"

G_BEGIN_DECLS

#define CLT_TYPE_CHART_CANVAS (clt_chart_canvas_get_type ())
G_DECLARE_FINAL_TYPE (CltChartCanvas, clt_chart_canvas, CLT, CHART_CANVAS, GtkWidget)

/* @chart: (nullable) */
void clt_chart_canvas_set_chart (CltChartCanvas *self, CltChart *chart);
CltChart *clt_chart_canvas_get_chart (CltChartCanvas *self);

G_END_DECLS
