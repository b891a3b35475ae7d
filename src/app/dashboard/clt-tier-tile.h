/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltTierTile: one tier in six figures, each a button that opens its list by the action
 * "dashboard.open-list", and their changes against the period before and a year ago. */

#include <gtk/gtk.h>

#include "app/dashboard/clt-period.h"
#include "core/quality/clt-dashboard.h"

G_BEGIN_DECLS

#define CLT_TYPE_TIER_TILE (clt_tier_tile_get_type ())
G_DECLARE_FINAL_TYPE (CltTierTile, clt_tier_tile, CLT, TIER_TILE, GtkWidget)

void clt_tier_tile_show (CltTierTile *self,
                         const CltDashboardTier *tier,
                         const CltPeriod *period,
                         CltDay contact_day);

G_END_DECLS
