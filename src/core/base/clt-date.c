/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-date.h"

#include <stdio.h>
#include <stdlib.h>

/* Days from the civil calendar and back: the 400-year cycle counted from 1 March, so that the
 * leap day is the last of its year. */
static CltDay
days_from_civil (int y, int m, int d)
{
  int era, yoe, doy, doe;

  y -= m <= 2;
  era = (y >= 0 ? y : y - 399) / 400;
  yoe = y - era * 400;
  doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097 + doe - 719468;
}

static int
month_length (int year, int month)
{
  static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

  return month == 2 && leap ? 29 : lengths[month - 1];
}

CltDay
clt_day_from_ymd (int year, int month, int day)
{
  if (year < 1800 || year > 2400 || month < 1 || month > 12 || day < 1 ||
      day > month_length (year, month))
    return CLT_DAY_NONE;
  return days_from_civil (year, month, day);
}

CltDay
clt_day_from_yyyymmdd (int yyyymmdd)
{
  return clt_day_from_ymd (yyyymmdd / 10000, yyyymmdd / 100 % 100, yyyymmdd % 100);
}

void
clt_day_get_ymd (CltDay day, int *year, int *month, int *mday)
{
  int z = day + 719468;
  int era = (z >= 0 ? z : z - 146096) / 146097;
  int doe = z - era * 146097;
  int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  int mp = (5 * doy + 2) / 153;
  int m = mp + (mp < 10 ? 3 : -9);

  *mday = doy - (153 * mp + 2) / 5 + 1;
  *month = m;
  *year = yoe + era * 400 + (m <= 2);
}

int
clt_day_to_yyyymmdd (CltDay day)
{
  int y, m, d;

  clt_day_get_ymd (day, &y, &m, &d);
  return y * 10000 + m * 100 + d;
}

int
clt_day_get_weekday (CltDay day)
{
  int w = (day + 3) % 7; /* 1970-01-01 was a Thursday */

  return (w < 0 ? w + 7 : w) + 1;
}

CltDay
clt_day_add_months (CltDay day, int months)
{
  int y, m, d, total;

  clt_day_get_ymd (day, &y, &m, &d);
  total = y * 12 + m - 1 + months;
  y = total / 12;
  m = total % 12 + 1;
  return days_from_civil (y, m, MIN (d, month_length (y, m)));
}

int
clt_day_get_month (CltDay day)
{
  int y, m, d;

  clt_day_get_ymd (day, &y, &m, &d);
  return y * 12 + m - 1;
}

CltDay
clt_month_first_day (int month)
{
  return days_from_civil (month / 12, month % 12 + 1, 1);
}

CltDay
clt_month_last_day (int month)
{
  return clt_month_first_day (month + 1) - 1;
}

gint64
clt_now (void)
{
  const char *fixed = g_getenv ("CLT_NOW");

  if (fixed != NULL && *fixed != '\0')
    return g_ascii_strtoll (fixed, NULL, 10);
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* China has kept UTC+8 without summer time since 1991, so the zone needs no database. */
#define BRANCH_OFFSET (8 * 3600)

#define SECONDS_A_DAY 86400

CltDay
clt_today (void)
{
  return clt_instant_get_day (clt_now ());
}

CltDay
clt_instant_get_day (gint64 unix_seconds)
{
  gint64 local = unix_seconds + BRANCH_OFFSET;

  return (CltDay) (local / SECONDS_A_DAY - (local % SECONDS_A_DAY < 0));
}

gint64
clt_day_get_instant (CltDay day, int minutes)
{
  return (gint64) day * SECONDS_A_DAY + minutes * 60 - BRANCH_OFFSET;
}

static GDateTime *
branch_time (gint64 unix_seconds)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (unix_seconds);
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (BRANCH_OFFSET);

  return utc == NULL ? NULL : g_date_time_to_timezone (utc, zone);
}

char *
clt_instant_format_iso (gint64 unix_seconds)
{
  g_autoptr (GDateTime) local = branch_time (unix_seconds);

  return local == NULL ? g_strdup ("") : g_date_time_format (local, "%Y-%m-%dT%H:%M:%S%:z");
}

char *
clt_instant_format (gint64 unix_seconds)
{
  g_autoptr (GDateTime) local = branch_time (unix_seconds);

  return local == NULL ? g_strdup ("") : g_date_time_format (local, "%Y-%m-%d %H:%M");
}

gboolean
clt_instant_parse (const char *text, gint64 *unix_seconds)
{
  int year, month, mday, hour, minute, end = 0;
  char between;
  CltDay day;

  if (sscanf (text, "%4d-%2d-%2d%c%2d:%2d%n", &year, &month, &mday, &between, &hour, &minute,
              &end) != 6 ||
      (between != 'T' && between != ' ') || text[end] != '\0' || hour < 0 || hour > 23 ||
      minute < 0 || minute > 59)
    return FALSE;
  day = clt_day_from_ymd (year, month, mday);
  if (day != CLT_DAY_NONE)
    *unix_seconds = clt_day_get_instant (day, hour * 60 + minute);
  return day != CLT_DAY_NONE;
}

char *
clt_day_format (CltDay day)
{
  int y, m, d;

  if (day == CLT_DAY_NONE)
    return g_strdup ("–");
  clt_day_get_ymd (day, &y, &m, &d);
  return g_strdup_printf ("%04d-%02d-%02d", y, m, d);
}

gboolean
clt_day_parse (const char *text, CltDay *day)
{
  int parts[3] = { 0 };
  int digits[3] = { 0 };
  int n = 0;
  char separator = '\0';

  for (const char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p))
        {
          parts[n] = parts[n] * 10 + (*p - '0');
          if (++digits[n] > 8)
            return FALSE;
        }
      else if ((*p == '-' || *p == '/') && n < 2 && digits[n] > 0 &&
               (separator == '\0' || separator == *p))
        {
          separator = *p;
          n++;
        }
      else
        return FALSE;
    }

  if (n == 0 && digits[0] == 8)
    *day = clt_day_from_yyyymmdd (parts[0]);
  else if (n == 2 && digits[0] == 4 && digits[1] >= 1 && digits[1] <= 2 && digits[2] >= 1 &&
           digits[2] <= 2)
    *day = clt_day_from_ymd (parts[0], parts[1], parts[2]);
  else
    return FALSE;
  return *day != CLT_DAY_NONE;
}
