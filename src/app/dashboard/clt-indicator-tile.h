/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltIndicatorTile: one indicator: value, interval and n, change, course of two years, and one
 * step away the definition with numerator, denominator and as-of date. The value opens the list
 * of the numerator, n that of the denominator. */

#include <gtk/gtk.h>

#include "app/dashboard/clt-period.h"
#include "core/quality/clt-dashboard.h"

G_BEGIN_DECLS

#define CLT_TYPE_INDICATOR_TILE (clt_indicator_tile_get_type ())
G_DECLARE_FINAL_TYPE (CltIndicatorTile, clt_indicator_tile, CLT, INDICATOR_TILE, GtkWidget)

void clt_indicator_tile_show (CltIndicatorTile *self,
                              const CltDashboardIndicator *indicator,
                              const CltPeriod *period,
                              CltDay as_of);
/* The definition, as if the button had been pressed. */
void clt_indicator_tile_show_definition (CltIndicatorTile *self);

G_END_DECLS
