/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Against the Hong Kong Observatory's day-by-day table of 2000-2049 (folder $CLT_TEST_DATA). */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clt-lunar.h"

static char *
read_data (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("CLT_TEST_DATA"), name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* The table names a month on its first day only; the same number twice running is a leap month. */
typedef struct
{
  int month;
  gboolean leap;
  int days, month_starts, qingming, dongzhi;
} Reading;

static void
check_line (char **cells, Reading *reading)
{
  int year, month, mday;
  CltLunarDate date, back;
  CltDay day;

  g_assert_cmpint (sscanf (cells[0], "%d/%d/%d", &year, &month, &mday), ==, 3);
  day = clt_day_from_ymd (year, month, mday);
  g_assert_true (clt_lunar_from_day (day, &date));
  if (strstr (cells[1], "Lunar") != NULL)
    {
      int number = atoi (cells[1]);

      reading->leap = number == reading->month;
      reading->month = number;
      reading->month_starts++;
      g_assert_cmpint (date.day, ==, 1);
    }
  else
    g_assert_cmpint (date.day, ==, atoi (cells[1]));
  if (reading->month_starts > 0)
    {
      g_assert_cmpint (date.month, ==, reading->month);
      g_assert_cmpint (date.leap, ==, reading->leap);
    }

  /* and back: built from the Observatory's words alone */
  back = (CltLunarDate){ date.year, reading->month_starts > 0 ? reading->month : 11, date.day,
                         reading->leap };
  g_assert_cmpint (clt_lunar_to_day (&back), ==, day);
  if (cells[3] != NULL && month == 4 && mday < 10)
    {
      g_assert_cmpint (clt_solar_term_qingming (year), ==, day);
      reading->qingming++;
    }
  if (cells[3] != NULL && month == 12 && mday > 15)
    {
      g_assert_cmpint (clt_solar_term_dongzhi (year), ==, day);
      reading->dongzhi++;
    }
  reading->days++;
}

static void
test_observatory (void)
{
  g_autofree char *text = read_data ("lunar/hko_calendar_2000_2049.txt");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  Reading reading = { 0 };

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_ascii_isdigit (lines[i][0]))
      {
        g_auto (GStrv) cells = g_strsplit (g_strstrip (lines[i]), "\t", -1);

        check_line (cells, &reading);
      }
  g_assert_cmpint (reading.days, ==, 18263);
  g_assert_cmpint (reading.month_starts, ==, 619);
  g_assert_cmpint (reading.qingming, ==, 50);
  g_assert_cmpint (reading.dongzhi, ==, 50);
}

static void
test_leap_months (void)
{
  static const int starts[] = { 20170723, 20331222, 20060824 };
  static const int months[] = { 6, 11, 7 };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      CltDay day = clt_day_from_yyyymmdd (starts[i]);
      CltLunarDate date;

      g_assert_true (clt_lunar_from_day (day, &date));
      g_assert_true (date.leap);
      g_assert_cmpint (date.month, ==, months[i]);
      g_assert_cmpint (date.day, ==, 1);
    }
}

/* The calendar file holds three years of days by their Chinese names. */
static void
test_names (void)
{
  g_autofree char *text = read_data ("lunar/chinese_lunar_prev_year_next_year.ics");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  CltDay day = CLT_DAY_NONE;
  int checked = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strchomp (lines[i]);

      if (g_str_has_prefix (line, "DTSTART;VALUE=DATE:"))
        day = clt_day_from_yyyymmdd (atoi (line + strlen ("DTSTART;VALUE=DATE:")));
      else if (g_str_has_prefix (line, "SUMMARY:") && day != CLT_DAY_NONE)
        {
          g_auto (GStrv) words = g_strsplit (line + strlen ("SUMMARY:"), " ", 2);
          CltLunarDate date;
          g_autofree char *name = NULL;

          g_assert_true (clt_lunar_from_day (day, &date));
          name = clt_lunar_format (&date);
          if (date.day > 1)
            {
              g_assert_true (g_str_has_suffix (name, words[0]));
              checked++;
            }
          day = CLT_DAY_NONE;
        }
    }
  g_assert_cmpint (checked, >, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lunar-data/observatory", test_observatory);
  g_test_add_func ("/lunar-data/leap-months", test_leap_months);
  g_test_add_func ("/lunar-data/names", test_names);
  return g_test_run ();
}
