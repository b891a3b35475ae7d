/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/funds/clt-calendar.h"

/* The listed days and, for years that the file knows nothing of, weekdays. "Known" years lie
 * between FIRST_YEAR and LAST_YEAR only, so a bitmap holds them. */

#define FIRST_YEAR 1900
#define LAST_YEAR 2200

struct _CltCalendar
{
  GArray *days; /* CltDay, ascending */
  gboolean known[LAST_YEAR - FIRST_YEAR + 1];
};

CltCalendar *
clt_calendar_load (CltConn *conn, GError **error)
{
  g_autoptr (CltCalendar) calendar = g_new0 (CltCalendar, 1);
  CltStmt *stmt = clt_conn_query (conn, error, "SELECT day FROM trading_day ORDER BY day", "");
  CltStep step;

  calendar->days = g_array_new (FALSE, FALSE, sizeof (CltDay));
  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      CltDay day = clt_stmt_get_day (stmt, 0);
      int year = clt_day_get_month (day) / 12;

      g_array_append_val (calendar->days, day);
      if (year >= FIRST_YEAR && year <= LAST_YEAR)
        calendar->known[year - FIRST_YEAR] = TRUE;
    }
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&calendar);
}

void
clt_calendar_free (CltCalendar *calendar)
{
  g_array_unref (calendar->days);
  g_free (calendar);
}

gboolean
clt_calendar_has_year (const CltCalendar *calendar, int year)
{
  return year >= FIRST_YEAR && year <= LAST_YEAR && calendar->known[year - FIRST_YEAR];
}

CltDay
clt_calendar_get_first (const CltCalendar *calendar)
{
  return calendar->days->len == 0 ? CLT_DAY_NONE : g_array_index (calendar->days, CltDay, 0);
}

/* Index of the first listed day on or after @day. */
static guint
lower_bound (const CltCalendar *calendar, CltDay day)
{
  guint low = 0, high = calendar->days->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (calendar->days, CltDay, middle) < day)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static gboolean
is_weekday (CltDay day)
{
  return clt_day_get_weekday (day) <= 5;
}

gboolean
clt_calendar_is_trading_day (const CltCalendar *calendar, CltDay day)
{
  guint i;

  if (!clt_calendar_has_year (calendar, clt_day_get_month (day) / 12))
    return is_weekday (day);
  i = lower_bound (calendar, day);
  return i < calendar->days->len && g_array_index (calendar->days, CltDay, i) == day;
}

/* A known year may end before its last weekday (the coming part of it is not announced yet), so
 * the walk goes on into the next year; a year has at most a few hundred steps. */
CltDay
clt_calendar_at_or_after (const CltCalendar *calendar, CltDay day)
{
  while (!clt_calendar_is_trading_day (calendar, day))
    day++;
  return day;
}

CltDay
clt_calendar_at_or_before (const CltCalendar *calendar, CltDay day)
{
  while (!clt_calendar_is_trading_day (calendar, day))
    day--;
  return day;
}

CltDay
clt_calendar_move (const CltCalendar *calendar, CltDay day, int n)
{
  for (; n > 0; n--)
    day = clt_calendar_at_or_after (calendar, day + 1);
  for (; n < 0; n++)
    day = clt_calendar_at_or_before (calendar, day - 1);
  return day;
}

static int
count_year_part (const CltCalendar *calendar, int year, CltDay from, CltDay to)
{
  int n = 0;

  if (clt_calendar_has_year (calendar, year))
    return (int) (lower_bound (calendar, to + 1) - lower_bound (calendar, from));
  for (CltDay day = from; day <= to; day++)
    n += is_weekday (day);
  return n;
}

int
clt_calendar_count (const CltCalendar *calendar, CltDay from, CltDay to)
{
  int n = 0;

  while (from <= to)
    {
      int year = clt_day_get_month (from) / 12;
      CltDay end = MIN (to, clt_month_last_day (year * 12 + 11));

      n += count_year_part (calendar, year, from, end);
      from = end + 1;
    }
  return n;
}
