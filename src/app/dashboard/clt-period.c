/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/dashboard/clt-period.h"

#include "core/base/clt-i18n.h"

static const int months_of_kind[] = { 1, 3, 12, 0 };
static const char *const names[] = { "month", "quarter", "year", "custom" };

static CltPeriod
from_month (CltPeriodKind kind, int month)
{
  int n = months_of_kind[kind];
  int first = month - month % n;

  return (CltPeriod){ kind, clt_month_first_day (first), clt_month_last_day (first + n - 1) };
}

CltPeriod
clt_period_around (CltPeriodKind kind, CltDay day)
{
  if (kind == CLT_PERIOD_CUSTOM)
    return clt_period_custom (clt_month_first_day (clt_day_get_month (day)), day);
  return from_month (kind, clt_day_get_month (day));
}

CltPeriod
clt_period_custom (CltDay from, CltDay to)
{
  return (CltPeriod){ CLT_PERIOD_CUSTOM, MIN (from, to), MAX (from, to) };
}

CltPeriod
clt_period_move (const CltPeriod *period, int n)
{
  int length = period->to - period->from + 1;

  if (period->kind == CLT_PERIOD_CUSTOM)
    return clt_period_custom (period->from + n * length, period->to + n * length);
  return from_month (period->kind,
                     clt_day_get_month (period->from) + n * months_of_kind[period->kind]);
}

CltPeriod
clt_period_a_year_before (const CltPeriod *period)
{
  if (period->kind == CLT_PERIOD_CUSTOM)
    return clt_period_custom (clt_day_add_months (period->from, -12),
                              clt_day_add_months (period->to, -12));
  return from_month (period->kind, clt_day_get_month (period->from) - 12);
}

char *
clt_period_format (const CltPeriod *period)
{
  int month = clt_day_get_month (period->from);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  switch (period->kind)
    {
    case CLT_PERIOD_MONTH:
      return g_strdup_printf ("%04d-%02d", month / 12, month % 12 + 1);
    case CLT_PERIOD_QUARTER:
      /* Translators: year and number of the quarter. */
      return g_strdup_printf (_ ("%d Q%d"), month / 12, month % 12 / 3 + 1);
    case CLT_PERIOD_YEAR:
      return g_strdup_printf ("%d", month / 12);
    case CLT_PERIOD_CUSTOM:
    default:
      from = clt_day_format (period->from);
      to = clt_day_format (period->to);
      return g_strdup_printf ("%s – %s", from, to);
    }
}

const char *
clt_period_kind_get_name (CltPeriodKind kind)
{
  return names[kind];
}

CltPeriodKind
clt_period_kind_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      return (CltPeriodKind) i;
  return CLT_PERIOD_MONTH;
}
