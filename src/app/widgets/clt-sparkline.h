/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltSparkline: the course of a rate in a few pixels, last point marked. It carries no words of its
 * own; the figure beside it does. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CLT_TYPE_SPARKLINE (clt_sparkline_get_type ())
G_DECLARE_FINAL_TYPE (CltSparkline, clt_sparkline, CLT, SPARKLINE, GtkWidget)

#define CLT_SPARKLINE_MAX 36

/* @values: NAN is a gap; the last CLT_SPARKLINE_MAX are shown. */
void clt_sparkline_set_values (CltSparkline *self, const double *values, guint n);

G_END_DECLS
