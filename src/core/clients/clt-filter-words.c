/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days as people say them. English words stand apart, Chinese ones are written together. */
#include <string.h>

#include "core/clients/clt-filter-private.h"

static const struct
{
  const char *word;
  DayUnit unit;
} units[] = {
  { "个交易日", UNIT_TRADING_DAYS },
  { "交易日", UNIT_TRADING_DAYS },
  { "个月", UNIT_MONTHS },
  { "月", UNIT_MONTHS },
  { "天", UNIT_DAYS },
  { "日", UNIT_DAYS },
};

gboolean
clt_filter_match_unit (const char *text, DayUnit *unit, int *direction)
{
  static const char *const before[] = { "前", "以前", "之前", NULL };
  static const char *const after[] = { "后", "以后", "之后", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      const char *rest = text + strlen (units[i].word);

      if (!g_str_has_prefix (text, units[i].word))
        continue;
      *unit = units[i].unit;
      *direction = g_strv_contains (before, rest) ? -1 : g_strv_contains (after, rest) ? 1 : 0;
      return *rest == '\0' || *direction != 0;
    }
  return FALSE;
}

gboolean
clt_filter_find_day (const char *word, int *days)
{
  static const struct
  {
    const char *word;
    int days;
  } words[] = {
    { "today", 0 }, { "今天", 0 },  { "今日", 0 },  { "yesterday", -1 },
    { "昨天", -1 }, { "昨日", -1 }, { "前天", -2 }, { "tomorrow", 1 },
    { "明天", 1 },  { "明日", 1 },  { "后天", 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (words[i].word, word) == 0)
      {
        *days = words[i].days;
        return TRUE;
      }
  return FALSE;
}
