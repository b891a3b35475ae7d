/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltBadgeLayout: children one after the other, as wide as they want to be, in as many lines as
 * they need. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CLT_TYPE_BADGE_LAYOUT (clt_badge_layout_get_type ())
G_DECLARE_FINAL_TYPE (CltBadgeLayout, clt_badge_layout, CLT, BADGE_LAYOUT, GtkLayoutManager)

G_END_DECLS
