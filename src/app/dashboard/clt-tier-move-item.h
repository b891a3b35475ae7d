/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltTierMoveItem: one client whom a tier run moves, as lines of text. */

#include <gio/gio.h>

#include "core/funds/clt-tiers.h"

G_BEGIN_DECLS

#define CLT_TYPE_TIER_MOVE_ITEM (clt_tier_move_item_get_type ())
G_DECLARE_FINAL_TYPE (CltTierMoveItem, clt_tier_move_item, CLT, TIER_MOVE_ITEM, GObject)

CltTierMoveItem *clt_tier_move_item_new (const CltTierMove *move, CltDay day);

G_END_DECLS
