/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-date.h"

static void
test_every_day (void)
{
  CltDay day = clt_day_from_ymd (1900, 1, 1);
  g_autoptr (GDateTime) date = g_date_time_new_utc (1900, 1, 1, 0, 0, 0);

  /* GLib's calendar is the second opinion, day by day over two centuries */
  while (day < clt_day_from_ymd (2100, 1, 1))
    {
      g_autoptr (GDateTime) next = NULL;
      int y, m, d;

      clt_day_get_ymd (day, &y, &m, &d);
      g_assert_cmpint (y, ==, g_date_time_get_year (date));
      g_assert_cmpint (m, ==, g_date_time_get_month (date));
      g_assert_cmpint (d, ==, g_date_time_get_day_of_month (date));
      g_assert_cmpint (clt_day_get_weekday (day), ==, g_date_time_get_day_of_week (date));
      g_assert_cmpint (clt_day_from_ymd (y, m, d), ==, day);
      g_assert_cmpint (clt_day_from_yyyymmdd (clt_day_to_yyyymmdd (day)), ==, day);
      next = g_date_time_add_days (date, 1);
      g_date_time_unref (g_steal_pointer (&date));
      date = g_steal_pointer (&next);
      day++;
    }
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    int expected; /* 0: refused */
  } cases[] = {
    { "20261118", 20261118 },
    { "2026-11-18", 20261118 },
    { "2026/11/18", 20261118 },
    { "2026/1/8", 20260108 },
    { "19980230", 0 },
    { "18-11-2026", 0 },
    { "2026-11/18", 0 },
    { "", 0 },
    { "2026", 0 },
    { "202611180", 0 },
    { "20000229", 20000229 },
    { "19000229", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CltDay day;
      gboolean ok = clt_day_parse (cases[i].text, &day);

      g_assert_cmpint (ok ? clt_day_to_yyyymmdd (day) : 0, ==, cases[i].expected);
    }
}

static void
test_months (void)
{
  g_assert_cmpint (clt_day_to_yyyymmdd (clt_day_add_months (clt_day_from_ymd (2024, 2, 29), -12)),
                   ==, 20230228);
  g_assert_cmpint (clt_day_to_yyyymmdd (clt_day_add_months (clt_day_from_ymd (2026, 1, 31), 1)), ==,
                   20260228);
  g_assert_cmpint (clt_day_to_yyyymmdd (
                     clt_month_last_day (clt_day_get_month (clt_day_from_ymd (2026, 12, 5)))),
                   ==, 20261231);
}

static void
test_instant (void)
{
  gint64 at = 0;

  g_assert_true (clt_instant_parse ("2026-11-20T00:00", &at));
  g_assert_cmpint (at, ==, 1795104000);
  g_assert_cmpint (clt_instant_get_day (at), ==, clt_day_from_ymd (2026, 11, 20));
  g_assert_cmpint (clt_instant_get_day (at - 1), ==, clt_day_from_ymd (2026, 11, 19));
  g_assert_cmpint (clt_day_get_instant (clt_day_from_ymd (2026, 11, 20), 0), ==, at);
  g_assert_cmpint (clt_instant_get_day (-28801), ==, -1);
  g_assert_cmpint (clt_instant_get_day (-28800), ==, 0);
  for (int minute = 0; minute < 24 * 60; minute += 7)
    {
      g_autofree char *text = g_strdup_printf ("1969-12-31T%02d:%02d", minute / 60, minute % 60);

      g_assert_true (clt_instant_parse (text, &at));
      g_assert_cmpint (at, ==, clt_day_get_instant (-1, minute));
      g_assert_cmpint (clt_instant_get_day (at), ==, -1);
    }
  g_assert_true (clt_instant_parse ("2026-11-20 14:30", &at));
  g_assert_cmpint (at, ==, clt_day_get_instant (clt_day_from_ymd (2026, 11, 20), 14 * 60 + 30));
  g_assert_false (clt_instant_parse ("2026-11-20/14:30", &at));
  g_assert_false (clt_instant_parse ("2026-11-20T24:00", &at));
  g_assert_false (clt_instant_parse ("2026-02-29T10:00", &at));
  g_assert_false (clt_instant_parse ("2026-11-20T14:30Z", &at));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date/every-day", test_every_day);
  g_test_add_func ("/date/parse", test_parse);
  g_test_add_func ("/date/months", test_months);
  g_test_add_func ("/date/instant", test_instant);
  return g_test_run ();
}
