/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Money is int64 fen (1/100 yuan), prices are int64 thousandths of a yuan.
 * CLT_MONEY_NONE is "no value" (an empty cell), never zero. */
#define CLT_MONEY_NONE G_MININT64

/* The four capital tiers, lowest first; unrated is a group of its own and is never dropped.
 * The numbers are stored in the file. */
typedef enum
{
  CLT_TIER_UNRATED = 0,
  CLT_TIER_SMALL = 1,
  CLT_TIER_ORDINARY = 2,
  CLT_TIER_MAJOR = 3,
  CLT_TIER_HIGH_END = 4,
} CltTier;

#define CLT_N_TIERS 5

/* The order in which tiers are listed everywhere: small … high-end, unrated. */
extern const CltTier clt_tier_order[CLT_N_TIERS];

/* clt_tier_get_name:
 *
 * The stable name used in JSON and on the command line: "small" … "unrated". */
const char *clt_tier_get_name (CltTier tier);

/* clt_tier_get_label:
 *
 * The translated name for people. */
const char *clt_tier_get_label (CltTier tier);

/* clt_tier_from_name:
 *
 * Returns: FALSE when @name is no tier. */
gboolean clt_tier_from_name (const char *name, CltTier *tier);

G_END_DECLS
