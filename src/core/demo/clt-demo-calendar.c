/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/demo/clt-demo-calendar.h"

#include "core/base/clt-lunar.h"

/* 清明 of the years 2000-2099: the mean solar term, good to the day but for rare years. */
static CltDay
qingming (int year)
{
  int y = year % 100;

  return clt_day_from_ymd (year, 4, (y * 2422 + 48100) / 10000 - y / 4);
}

static void
close_days (gboolean *closed, CltDay january, CltDay from, CltDay to)
{
  for (CltDay day = from; day <= to; day++)
    if (day >= january && day < january + 366)
      closed[day - january] = TRUE;
}

/* A holiday of one day; on a weekend the Monday after it is free as well. */
static void
close_single (gboolean *closed, CltDay january, CltDay day)
{
  int weekday = clt_day_get_weekday (day);

  close_days (closed, january, day, weekday < 6 ? day : day + 8 - weekday);
}

static CltDay
lunar_day (int year, int month, int day)
{
  return clt_lunar_to_day (&(CltLunarDate){ .year = year, .month = month, .day = day });
}

static void
close_holidays (gboolean *closed, int year, CltDay january)
{
  CltDay spring = lunar_day (year, 1, 1);

  close_single (closed, january, january);
  close_days (closed, january, spring - 1, spring + 6);
  close_single (closed, january, qingming (year));
  close_days (closed, january, clt_day_from_ymd (year, 5, 1), clt_day_from_ymd (year, 5, 5));
  close_single (closed, january, lunar_day (year, 5, 5));
  close_single (closed, january, lunar_day (year, 8, 15));
  close_days (closed, january, clt_day_from_ymd (year, 10, 1), clt_day_from_ymd (year, 10, 7));
}

GArray *
clt_demo_trading_days (int first_year, int last_year)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (CltDay));

  for (int year = first_year; year <= last_year; year++)
    {
      CltDay january = clt_day_from_ymd (year, 1, 1);
      CltDay end = clt_day_from_ymd (year, 12, 31);
      gboolean closed[366] = { FALSE };

      close_holidays (closed, year, january);
      for (CltDay day = january; day <= end; day++)
        if (clt_day_get_weekday (day) < 6 && !closed[day - january])
          g_array_append_val (days, day);
    }
  return days;
}
