/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/funds/clt-calendar.h"

#include <glib/gstdio.h>

#include "core/clt-branch.h"
#include "core/store/clt-action.h"

#define YEAR 2024

static gboolean
add_days (CltConn *conn, gpointer data, GError **error)
{
  GHashTable *days = data;
  GHashTableIter iter;
  gpointer day;

  g_hash_table_iter_init (&iter, days);
  while (g_hash_table_iter_next (&iter, &day, NULL))
    if (!clt_conn_run (conn, error, "INSERT INTO trading_day (day) VALUES (?)", "i",
                       (gint64) GPOINTER_TO_INT (day)))
      return FALSE;
  return TRUE;
}

/* Weekdays of one year with one in eight left out. */
static GHashTable *
choose_days (void)
{
  GHashTable *days = g_hash_table_new (NULL, NULL);

  for (CltDay day = clt_day_from_ymd (YEAR, 1, 1); day <= clt_day_from_ymd (YEAR, 12, 31); day++)
    if (clt_day_get_weekday (day) <= 5 && g_test_rand_int_range (0, 8) != 0)
      g_hash_table_add (days, GINT_TO_POINTER (day));
  return days;
}

static gboolean
is_trading_day (GHashTable *days, CltDay day)
{
  if (day < clt_day_from_ymd (YEAR, 1, 1) || day > clt_day_from_ymd (YEAR, 12, 31))
    return clt_day_get_weekday (day) <= 5;
  return g_hash_table_contains (days, GINT_TO_POINTER (day));
}

/* Every answer against a plain walk over the days, over the edges of the known year. */
static void
check_calendar (const CltCalendar *calendar, GHashTable *days)
{
  const CltDay first = clt_day_from_ymd (YEAR - 1, 11, 1);
  const CltDay last = clt_day_from_ymd (YEAR + 1, 2, 28);
  CltDay before = CLT_DAY_NONE;
  int n = 0;

  for (CltDay day = first; day <= last; day++)
    {
      gboolean trading = is_trading_day (days, day);

      g_assert_cmpint (clt_calendar_is_trading_day (calendar, day), ==, trading);
      n += trading;
      g_assert_cmpint (clt_calendar_count (calendar, first, day), ==, n);
      if (trading)
        {
          g_assert_cmpint (clt_calendar_at_or_after (calendar, day), ==, day);
          if (before != CLT_DAY_NONE)
            {
              g_assert_cmpint (clt_calendar_at_or_after (calendar, before + 1), ==, day);
              g_assert_cmpint (clt_calendar_at_or_before (calendar, day - 1), ==, before);
              g_assert_cmpint (clt_calendar_move (calendar, before, 1), ==, day);
              g_assert_cmpint (clt_calendar_move (calendar, day, 1 - n), ==,
                               clt_calendar_at_or_after (calendar, first));
            }
          before = day;
        }
    }
  g_assert_cmpint (clt_calendar_count (calendar, last, first), ==, 0);
}

static void
test_walk (void)
{
  const CltActionInfo info = { .name = "calendar.import", .who = "test" };
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("clt-calendar-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "b.clientele", NULL);
  g_autoptr (GHashTable) days = choose_days ();
  CltConn *conn = clt_branch_open (path, CLT_CONN_CREATE, &error);

  g_assert_no_error (error);
  g_assert_true (clt_action_run (conn, &info, add_days, days, NULL, &error));
  {
    g_autoptr (CltCalendar) calendar = clt_calendar_load (conn, &error);

    g_assert_no_error (error);
    g_assert_true (clt_calendar_has_year (calendar, YEAR));
    g_assert_false (clt_calendar_has_year (calendar, YEAR + 1));
    check_calendar (calendar, days);
  }
  clt_conn_close (conn);
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar/walk", test_walk);
  return g_test_run ();
}
