/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltTierRunWindow: the tier runs that are due: who would move and why, before it is done. */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_TIER_RUN_WINDOW (clt_tier_run_window_get_type ())
G_DECLARE_FINAL_TYPE (CltTierRunWindow, clt_tier_run_window, CLT, TIER_RUN_WINDOW, AdwWindow)

GtkWidget *clt_tier_run_window_new (GtkWindow *parent, CltDesk *desk);

G_END_DECLS
