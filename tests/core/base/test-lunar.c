/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-lunar.h"

#include "astronomy.h"

/* Months (new moons in Beijing) whose start is so near to midnight that only the future rotation
 * of the Earth can say which day it is. */
static gboolean
is_uncertain (double moment)
{
  double seconds = (moment - floor (moment + 0.5)) * 86400;

  return fabs (seconds) < 90;
}

/* Every month start of the table is the day of a new moon, and every new moon starts a month. */
static void
test_new_moons (void)
{
  const CltLunarDate first = { 1930, 1, 1, FALSE };
  int uncertain = 0, k = 0;
  double moment = new_moon (k);
  CltLunarDate date;

  while (floor (moment) > clt_lunar_to_day (&first))
    moment = new_moon (--k);
  for (; clt_lunar_from_day ((CltDay) floor (moment), &date); moment = new_moon (++k))
    {
      if (is_uncertain (moment))
        uncertain++;
      else
        g_assert_cmpint (date.day, ==, 1);
    }
  g_assert_cmpint (uncertain, <=, 3); /* 2057, 2089 and 2097 */
  g_assert_cmpint (k, >, 12 * (2098 - 2000));
}

static int
sign_of (CltDay day)
{
  double noon_jde = day + 2440587.5 - 8.0 / 24 + delta_t (2000 + day / 365.25 - 30) / 86400;

  return (int) floor (sun_longitude (noon_jde) / 30);
}

/* The rule of leap months, from the Sun: the winter solstice is in month 11; of the months
 * between two such months the first without a change of sign is the leap one if they are 13. */
static void
test_leap_months (void)
{
  int leaps = 0;

  for (int year = 1931; year <= 2097; year++)
    {
      const CltLunarDate before = { year - 1, 11, 1, FALSE }, after = { year, 11, 1, FALSE };
      CltDay from = clt_lunar_to_day (&before), to = clt_lunar_to_day (&after);
      CltDay solstice = clt_solar_term_dongzhi (year);
      int months = 0, found = 0;
      CltLunarDate date;

      g_assert_true (clt_lunar_from_day (solstice, &date));
      g_assert_cmpint (date.month, ==, 11);
      g_assert_false (date.leap);
      for (CltDay day = from; day < to;)
        {
          g_assert_true (clt_lunar_from_day (day, &date));
          months++;
          if (date.leap)
            {
              int length = clt_lunar_month_length (date.year, date.month, TRUE);

              found++;
              g_assert_cmpint (clt_lunar_leap_month (date.year), ==, date.month);
              g_assert_cmpint (sign_of (day), ==, sign_of (day + length));
            }
          else if (found == 0 && months > 1)
            {
              int length = clt_lunar_month_length (date.year, date.month, FALSE);

              /* an ordinary month before the leap one has a change of sign */
              if ((to - from) > 360)
                g_assert_cmpint (sign_of (day), !=, sign_of (day + length));
            }
          day += clt_lunar_month_length (date.year, date.month, date.leap);
        }
      g_assert_cmpint (months, ==, to - from > 360 ? 13 : 12);
      g_assert_cmpint (found, ==, months - 12);
      leaps += found;
    }
  g_assert_cmpint (leaps, ==, 61); /* 7 in 19 years */
}

static void
test_solar_terms (void)
{
  for (int year = 1930; year <= 2098; year++)
    {
      double near = clt_day_from_ymd (year, 1, 1) + 2440587.5;
      double qingming = solar_term (near + 94, 15), dongzhi = solar_term (near + 355, 270);

      if (!is_uncertain (qingming))
        g_assert_cmpint (clt_solar_term_qingming (year), ==, (CltDay) floor (qingming));
      if (!is_uncertain (dongzhi))
        g_assert_cmpint (clt_solar_term_dongzhi (year), ==, (CltDay) floor (dongzhi));
    }
}

static void
test_round_trip (void)
{
  const CltLunarDate first = { 1930, 1, 1, FALSE };
  CltDay day = clt_lunar_to_day (&first);
  CltLunarDate date, previous = { 0 };

  g_assert_false (clt_lunar_from_day (day - 1, &date));
  for (; clt_lunar_from_day (day, &date); day++)
    {
      g_assert_cmpint (clt_lunar_to_day (&date), ==, day);
      g_assert_true (date.day == 1 || date.day == previous.day + 1);
      g_assert_cmpint (date.day, <=, clt_lunar_month_length (date.year, date.month, date.leap));
      previous = date;
    }
  g_assert_cmpint (clt_day_to_yyyymmdd (day), ==, 20990121); /* New Year of 2099 */
  g_assert_cmpint (previous.year, ==, 2098);
  g_assert_cmpint (previous.month, ==, 12);
}

static int
find_festival (int year, const char *name)
{
  g_autoptr (GArray) all =
    clt_festivals (clt_day_from_ymd (year, 1, 1), clt_day_from_ymd (year, 12, 31));
  int found = 0;

  for (guint i = 0; i < all->len; i++)
    {
      const CltFestival *festival = &g_array_index (all, CltFestival, i);

      if (g_str_equal (festival->name, name) && found == 0)
        found = clt_day_to_yyyymmdd (festival->day) % 10000;
    }
  return found;
}

/* The table of domain rules 7.1. */
static void
test_festivals (void)
{
  static const char *const names[] = { "New Year’s Eve",       "Spring Festival",
                                       "Lantern Festival",     "Qingming",
                                       "Dragon Boat Festival", "Qixi",
                                       "Mid-Autumn Festival",  "Double Ninth Festival",
                                       "Winter Solstice" };
  static const struct
  {
    int year, days[9], leap;
  } expected[] = {
    { 2026, { 216, 217, 303, 405, 619, 819, 925, 1018, 1222 }, 0 },
    { 2027, { 205, 206, 220, 405, 609, 808, 915, 1008, 1222 }, 0 },
    { 2028, { 125, 126, 209, 404, 528, 826, 1003, 1026, 1221 }, 5 },
    { 2029, { 212, 213, 227, 404, 616, 816, 922, 1016, 1221 }, 0 },
    { 2030, { 202, 203, 217, 405, 605, 805, 912, 1005, 1222 }, 0 },
    { 2031, { 122, 123, 206, 405, 624, 824, 1001, 1024, 1222 }, 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (names); j++)
        g_assert_cmpint (find_festival (expected[i].year, names[j]), ==, expected[i].days[j]);
      g_assert_cmpint (clt_lunar_leap_month (expected[i].year), ==, expected[i].leap);
    }
  g_assert_cmpint (find_festival (2026, "Mother’s Day"), ==, 510);
  g_assert_cmpint (find_festival (2026, "Father’s Day"), ==, 621);
  g_assert_cmpint (find_festival (2026, "Laba Festival"), ==, 126);
  g_assert_cmpint (find_festival (2026, "Little New Year (north)"), ==, 210);
}

static void
test_no_greeting (void)
{
  g_autoptr (GArray) all =
    clt_festivals (clt_day_from_ymd (2026, 1, 1), clt_day_from_ymd (2026, 12, 31));
  int solemn = 0;

  for (guint i = 0; i < all->len; i++)
    {
      const CltFestival *festival = &g_array_index (all, CltFestival, i);

      g_assert_true (i == 0 || g_array_index (all, CltFestival, i - 1).day <= festival->day);
      if (festival->solemn)
        {
          solemn++;
          g_assert_true (g_str_equal (festival->name, "Qingming") ||
                         g_str_equal (festival->name, "Zhongyuan"));
        }
    }
  g_assert_cmpint (solemn, ==, 2);
}

static int
next (gboolean lunar, int month, int day, int today)
{
  CltDay found = clt_birthday_next (lunar, month, day, clt_day_from_yyyymmdd (today));

  return found == CLT_DAY_NONE ? 0 : clt_day_to_yyyymmdd (found);
}

static void
test_birthdays (void)
{
  g_assert_cmpint (next (FALSE, 11, 18, 20261118), ==, 20261118);
  g_assert_cmpint (next (FALSE, 11, 18, 20261119), ==, 20271118);
  g_assert_cmpint (next (FALSE, 2, 29, 20260101), ==, 20260228);
  g_assert_cmpint (next (FALSE, 2, 29, 20280101), ==, 20280229);
  g_assert_cmpint (next (TRUE, 1, 1, 20260101), ==, 20260217);
  /* the twelfth month of lunar 2026 lies in January and February 2027 */
  g_assert_cmpint (next (TRUE, 12, 8, 20261118), ==, 20270115);
  /* born on the 30th: lunar 2026 ends with a month of 29 days */
  g_assert_cmpint (next (TRUE, 12, 30, 20261118), ==, 20270205);
  /* born in a leap fifth month: kept in the ordinary one, also in 2028 which has both */
  g_assert_cmpint (next (TRUE, 5, 5, 20280101), ==, 20280528);
  g_assert_cmpint (next (TRUE, 13, 1, 20261118), ==, 0);
  g_assert_cmpint (next (TRUE, 1, 31, 20261118), ==, 0);
  g_assert_cmpint (next (FALSE, 0, 0, 20261118), ==, 0);
}

/* Every lunar birthday comes within 385 days of any day, on that lunar day or the 29th. */
static void
test_birthdays_come (void)
{
  for (int today = clt_day_from_ymd (2020, 1, 1); today < clt_day_from_ymd (2040, 1, 1); today += 7)
    for (int month = 1; month <= 12; month++)
      for (int day = 28; day <= 30; day++)
        {
          CltDay birthday = clt_birthday_next (TRUE, month, day, today);
          CltLunarDate date;

          g_assert_cmpint (birthday, >=, today);
          g_assert_cmpint (birthday, <=, today + 385);
          g_assert_true (clt_lunar_from_day (birthday, &date));
          g_assert_cmpint (date.month, ==, month);
          g_assert_false (date.leap);
          g_assert_true (date.day == day || (day == 30 && date.day == 29));
        }
}

static void
test_format (void)
{
  static const struct
  {
    CltLunarDate date;
    const char *text;
  } cases[] = {
    { { 2025, 6, 3, TRUE }, "闰六月初三" },    { { 2026, 1, 1, FALSE }, "正月初一" },
    { { 2026, 11, 10, FALSE }, "十一月初十" }, { { 2026, 12, 20, FALSE }, "腊月二十" },
    { { 2026, 12, 29, FALSE }, "腊月廿九" },   { { 2026, 8, 15, FALSE }, "八月十五" },
    { { 2026, 8, 30, FALSE }, "八月三十" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = clt_lunar_format (&cases[i].date);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lunar/new-moons", test_new_moons);
  g_test_add_func ("/lunar/leap-months", test_leap_months);
  g_test_add_func ("/lunar/solar-terms", test_solar_terms);
  g_test_add_func ("/lunar/round-trip", test_round_trip);
  g_test_add_func ("/lunar/festivals", test_festivals);
  g_test_add_func ("/lunar/no-greeting", test_no_greeting);
  g_test_add_func ("/lunar/birthdays", test_birthdays);
  g_test_add_func ("/lunar/birthdays-come", test_birthdays_come);
  g_test_add_func ("/lunar/format", test_format);
  return g_test_run ();
}
