/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/catalogue/clt-workdays.h"

#include "core/base/clt-lunar.h"
#include "core/funds/clt-calendar.h"

struct _CltWorkdays
{
  CltCalendar *calendar; /* owned */
  CltDay last;           /* that it lists; CLT_DAY_NONE: none */
};

CltWorkdays *
clt_workdays_load (CltConn *conn, GError **error)
{
  g_autoptr (CltCalendar) calendar = clt_calendar_load (conn, error);
  CltWorkdays *workdays;
  gint64 last;

  if (calendar == NULL ||
      !clt_conn_get_int (conn, &last, CLT_DAY_NONE, error, "SELECT max(day) FROM trading_day", ""))
    return NULL;
  workdays = g_new0 (CltWorkdays, 1);
  workdays->calendar = g_steal_pointer (&calendar);
  workdays->last = (CltDay) last;
  return workdays;
}

void
clt_workdays_free (CltWorkdays *workdays)
{
  clt_calendar_free (workdays->calendar);
  g_free (workdays);
}

gboolean
clt_workdays_is_holiday (CltDay day)
{
  CltLunarDate lunar;
  int year, month, mday;

  clt_day_get_ymd (day, &year, &month, &mday);
  if ((month == 1 && mday == 1) || (month == 5 && mday <= 2) || (month == 10 && mday <= 3) ||
      day == clt_solar_term_qingming (year))
    return TRUE;
  if (clt_lunar_from_day (day, &lunar) && !lunar.leap &&
      ((lunar.month == 1 && lunar.day <= 3) || (lunar.month == 5 && lunar.day == 5) ||
       (lunar.month == 8 && lunar.day == 15)))
    return TRUE;
  /* the eve has no date of its own: it is the day before the first */
  return clt_lunar_from_day (day + 1, &lunar) && lunar.month == 1 && lunar.day == 1 && !lunar.leap;
}

gboolean
clt_workdays_has (const CltWorkdays *workdays, CltDay day)
{
  if (workdays->last != CLT_DAY_NONE && day <= workdays->last &&
      clt_calendar_has_year (workdays->calendar, clt_day_get_month (day) / 12))
    return clt_calendar_is_trading_day (workdays->calendar, day);
  return clt_day_get_weekday (day) <= 5 && !clt_workdays_is_holiday (day);
}

CltDay
clt_workdays_at_or_after (const CltWorkdays *workdays, CltDay day)
{
  while (!clt_workdays_has (workdays, day))
    day++;
  return day;
}

CltDay
clt_workdays_at_or_before (const CltWorkdays *workdays, CltDay day)
{
  while (!clt_workdays_has (workdays, day))
    day--;
  return day;
}

CltDay
clt_workdays_move (const CltWorkdays *workdays, CltDay day, int n)
{
  for (; n > 0; n--)
    day = clt_workdays_at_or_after (workdays, day + 1);
  for (; n < 0; n++)
    day = clt_workdays_at_or_before (workdays, day - 1);
  return day;
}

int
clt_workdays_count (const CltWorkdays *workdays, CltDay from, CltDay to)
{
  int n = 0;

  for (CltDay day = from; day <= to; day++)
    n += clt_workdays_has (workdays, day);
  return n;
}
