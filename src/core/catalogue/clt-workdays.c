/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/catalogue/clt-workdays.h"

#include "core/base/clt-lunar.h"
#include "core/funds/clt-calendar.h"

struct _CltWorkdays
{
  CltCalendar *calendar; /* owned; NULL: of the office, not of the exchanges */
  CltDay last;           /* that it lists; CLT_DAY_NONE: none */

  /* of the office: (element-type CltDay), both; a day off has FALSE, one worked instead TRUE */
  GHashTable *listed; /* owned (nullable) */
  GHashTable *years;  /* owned (nullable): that the lists tell of */
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

static void
list_day (CltWorkdays *workdays, CltDay day, gboolean worked)
{
  int month = clt_day_get_month (day) % 12;

  g_hash_table_insert (workdays->listed, GINT_TO_POINTER (day), GINT_TO_POINTER (worked));
  /* New Year's days off are listed with the year before, too */
  if (month > 0 && month < 11)
    g_hash_table_add (workdays->years, GINT_TO_POINTER (clt_day_get_month (day) / 12));
}

/* The entries of calendars of holidays; what is no day off in one is a day worked instead. */
CltWorkdays *
clt_workdays_load_office (CltConn *conn, GError **error)
{
  g_autoptr (CltWorkdays) workdays = g_new0 (CltWorkdays, 1);
  CltStmt *stmt;
  CltStep step = CLT_STEP_ERROR;

  workdays->last = CLT_DAY_NONE;
  workdays->listed = g_hash_table_new (NULL, NULL);
  workdays->years = g_hash_table_new (NULL, NULL);
  stmt = clt_conn_query (conn, error,
                         "SELECT starts, ends, holiday FROM calendar_entry e WHERE all_day = 1"
                         " AND cancelled = 0 AND room_id IS NULL AND lecturer_id IS NULL AND EXISTS"
                         " (SELECT 1 FROM calendar_entry h WHERE h.calendar = e.calendar"
                         " AND h.holiday = 1) ORDER BY holiday, id",
                         "");
  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    for (gint64 at = clt_stmt_get_int (stmt, 0); at < clt_stmt_get_int (stmt, 1); at += 86400)
      list_day (workdays, clt_instant_get_day (at), clt_stmt_get_int (stmt, 2) == 0);
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&workdays);
}

void
clt_workdays_free (CltWorkdays *workdays)
{
  g_clear_pointer (&workdays->listed, g_hash_table_unref);
  g_clear_pointer (&workdays->years, g_hash_table_unref);
  g_clear_pointer (&workdays->calendar, clt_calendar_free);
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

static gboolean
office_has (const CltWorkdays *workdays, CltDay day)
{
  gpointer worked;

  if (g_hash_table_lookup_extended (workdays->listed, GINT_TO_POINTER (day), NULL, &worked))
    return GPOINTER_TO_INT (worked);
  /* a year that the lists tell of has no other holidays */
  return clt_day_get_weekday (day) <= 5 &&
         (g_hash_table_contains (workdays->years, GINT_TO_POINTER (clt_day_get_month (day) / 12)) ||
          !clt_workdays_is_holiday (day));
}

gboolean
clt_workdays_is_day_off (const CltWorkdays *office, CltDay day)
{
  gpointer worked;

  g_return_val_if_fail (office->listed != NULL, FALSE);

  if (g_hash_table_lookup_extended (office->listed, GINT_TO_POINTER (day), NULL, &worked))
    return !GPOINTER_TO_INT (worked);
  return !g_hash_table_contains (office->years, GINT_TO_POINTER (clt_day_get_month (day) / 12)) &&
         clt_workdays_is_holiday (day);
}

gboolean
clt_workdays_has (const CltWorkdays *workdays, CltDay day)
{
  if (workdays->calendar == NULL)
    return office_has (workdays, day);
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
