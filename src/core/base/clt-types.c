/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-types.h"

#include "core/base/clt-i18n.h"

const CltTier clt_tier_order[CLT_N_TIERS] = { CLT_TIER_SMALL, CLT_TIER_ORDINARY, CLT_TIER_MAJOR,
                                              CLT_TIER_HIGH_END, CLT_TIER_UNRATED };

static const struct
{
  const char *name;
  const char *label;
} tiers[CLT_N_TIERS] = {
  [CLT_TIER_UNRATED] = { "unrated", NC_ ("tier", "Unrated") },
  [CLT_TIER_SMALL] = { "small", NC_ ("tier", "Small") },
  [CLT_TIER_ORDINARY] = { "ordinary", NC_ ("tier", "Ordinary") },
  [CLT_TIER_MAJOR] = { "major", NC_ ("tier", "Major") },
  [CLT_TIER_HIGH_END] = { "high-end", NC_ ("tier", "High-end") },
};

const char *
clt_tier_get_name (CltTier tier)
{
  g_return_val_if_fail (tier < CLT_N_TIERS, NULL);
  return tiers[tier].name;
}

const char *
clt_tier_get_label (CltTier tier)
{
  g_return_val_if_fail (tier < CLT_N_TIERS, NULL);
  return g_dpgettext2 (GETTEXT_PACKAGE, "tier", tiers[tier].label);
}

gboolean
clt_tier_from_name (const char *name, CltTier *tier)
{
  for (guint i = 0; i < CLT_N_TIERS; i++)
    if (g_strcmp0 (name, tiers[i].name) == 0)
      {
        *tier = i;
        return TRUE;
      }
  return FALSE;
}
