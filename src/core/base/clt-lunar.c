/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-lunar.h"

#include <string.h>

/* Why a table and not a library: what ICU offers puts two of the next New Years on the wrong day.
 * The table is our own computation (new moons and solar terms at 120° E by tests/core/base/
 * astronomy.h, which judges it again in every test run); it agrees with the Hong Kong
 * Observatory's tables of 2000-2049 day by day. Two months start within half a minute or so of
 * midnight by the best prediction of the Earth's rotation (September 2057, August 2097): tables
 * printed elsewhere differ there by a day.
 *
 * One word a lunar year from 1930 on: bits 0-12 which of its months, in order, have 30 days;
 * 13-16 the leap month (it follows the ordinary month of that number); 17-22 New Year's Day in
 * days after 20 January; 23-24 清明 in days after 4 April; 25-26 冬至 in days after 21 December. */
#define FIRST_YEAR 1930
#define LAST_YEAR 2098

static const guint32 years[LAST_YEAR - FIRST_YEAR + 1] = {
  0x294cd26, 0x538052b, 0x2a20a57, 0x28cb2b6, 0x2b20b5a, 0x51e06d4, 0x2886ec9, 0x2ac0749, 0x296f693,
  0x53c0a93, 0x2a6052b, 0x28eca5b, 0x2b40aad, 0x520056a, 0x28a9b55, 0x2b00ba4, 0x29a0b49, 0x4845a93,
  0x2aa0a95, 0x292f52d, 0x2b80536, 0x4a20aad, 0x28eb5aa, 0x2b205b2, 0x29c0da5, 0x2887d4a, 0x2ae0d4a,
  0x2970a95, 0x2ba0a97, 0x2a60556, 0x290cab5, 0x2b40ad5, 0x2a006d2, 0x28a8ea5, 0x2b00ea5, 0x29a064a,
  0x2826c97, 0x2a80a9b, 0x294f55a, 0x2b8056a, 0x2a20b69, 0x28eb752, 0x2b40b52, 0x29c0b25, 0x286964b,
  0x2ac0a4b, 0x21714ab, 0x2ba02ad, 0x2a4056d, 0x290cb69, 0x2360da9, 0x2a00d92, 0x28a9d25, 0x2b00d25,
  0x21b5a4d, 0x2be0a56, 0x2a802b6, 0x292c5b5, 0x03806d5, 0x2a20ea9, 0x28ebe92, 0x2b40e92, 0x01e0d26,
  0x2866a56, 0x2aa0a57, 0x29714d6, 0x03c035a, 0x2a406d5, 0x290b6c9, 0x2b60749, 0x0200693, 0x288952b,
  0x2ae052b, 0x2980a5b, 0x004555a, 0x2a8056a, 0x292fb55, 0x2ba0ba4, 0x0240b49, 0x20cba93, 0x2b20a95,
  0x29c052d, 0x0068aad, 0x22a0ab5, 0x29735aa, 0x2bc05d2, 0x0260da5, 0x210dd4a, 0x2b60d4a, 0x2a00c95,
  0x00a952e, 0x02e0556, 0x2980ab5, 0x28455b2, 0x02a06d2, 0x012cea5, 0x2b80725, 0x2a2064b, 0x00cac97,
  0x0300cab, 0x29c055a, 0x2866ad6, 0x02c0b69, 0x0177752, 0x2bc0b52, 0x2a60b25, 0x010da4b, 0x0340a4b,
  0x29e04ab, 0x288a55b, 0x02e05ad, 0x0180b6a, 0x2045b52, 0x2aa0d92, 0x014fd25, 0x0380d25, 0x2220a55,
  0x28cb4ad, 0x03204b6, 0x01a05b5, 0x2066daa, 0x2ac0ec9, 0x0191e92, 0x03c0e92, 0x2260d26, 0x290ca56,
  0x0340a57, 0x01e04d6, 0x00886d5, 0x2ae0755, 0x01a0749, 0x0026e93, 0x0280693, 0x292f52b, 0x038052b,
  0x0200a5b, 0x00cb55a, 0x2b2056a, 0x01c0b65, 0x006974a, 0x02c0b4a, 0x2971a95, 0x03c0a95, 0x024052d,
  0x00ecaad, 0x2340ab5, 0x02005aa, 0x0088ba5, 0x02e0da5, 0x21a0d4a, 0x0047c95, 0x0280c96, 0x012f94e,
  0x2380556, 0x0220ab5, 0x00cb5b2, 0x03206d2, 0x21c0ea5, 0x0088e4a, 0x02a068b, 0x0150c97, 0x03a04ab,
  0x024055b, 0x00ecad6, 0x0340b6a, 0x0200752, 0x00a9725, 0x02e0b25, 0x0180a8b,
};

static gboolean
has_year (int year)
{
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}

static guint
bits (int year, int shift, int n)
{
  return (years[year - FIRST_YEAR] >> shift) & ((1u << n) - 1);
}

static CltDay
new_year (int year)
{
  return clt_day_from_ymd (year, 1, 20) + (CltDay) bits (year, 17, 6);
}

/* Length of the month at @index (0 the first) of the months of @year in order. */
static int
length_at (int year, int index)
{
  return bits (year, index, 1) ? 30 : 29;
}

static int
n_months (int year)
{
  return clt_lunar_leap_month (year) != 0 ? 13 : 12;
}

/* Where a month stands among the months of its year; -1: there is none. */
static int
month_index (int year, int month, gboolean leap)
{
  int leap_month;

  if (!has_year (year) || month < 1 || month > 12)
    return -1;
  leap_month = clt_lunar_leap_month (year);
  if (leap)
    return month == leap_month ? month : -1;
  return leap_month != 0 && month > leap_month ? month : month - 1;
}

int
clt_lunar_leap_month (int year)
{
  return has_year (year) ? (int) bits (year, 13, 4) : 0;
}

int
clt_lunar_month_length (int year, int month, gboolean leap)
{
  int index = month_index (year, month, leap);

  return index < 0 ? 0 : length_at (year, index);
}

gboolean
clt_lunar_from_day (CltDay day, CltLunarDate *lunar)
{
  int year, month, mday, index, leap_month;
  CltDay start;

  if (day < new_year (FIRST_YEAR))
    return FALSE;
  clt_day_get_ymd (day, &year, &month, &mday);
  if (year > LAST_YEAR + 1)
    return FALSE;
  if (year > LAST_YEAR || day < new_year (year))
    year--;

  start = new_year (year);
  for (index = 0; index < n_months (year) && day - start >= length_at (year, index); index++)
    start += length_at (year, index);
  if (index == n_months (year)) /* past the last year's end */
    return FALSE;

  leap_month = clt_lunar_leap_month (year);
  lunar->year = year;
  lunar->month = leap_month != 0 && index >= leap_month ? index : index + 1;
  lunar->day = day - start + 1;
  lunar->leap = leap_month != 0 && index == leap_month;
  return TRUE;
}

CltDay
clt_lunar_to_day (const CltLunarDate *lunar)
{
  int index = month_index (lunar->year, lunar->month, lunar->leap);
  CltDay day;

  if (index < 0 || lunar->day < 1 || lunar->day > length_at (lunar->year, index))
    return CLT_DAY_NONE;
  day = new_year (lunar->year) + lunar->day - 1;
  for (int i = 0; i < index; i++)
    day += length_at (lunar->year, i);
  return day;
}

CltDay
clt_solar_term_qingming (int year)
{
  return has_year (year) ? clt_day_from_ymd (year, 4, 4) + (CltDay) bits (year, 23, 2)
                         : CLT_DAY_NONE;
}

CltDay
clt_solar_term_dongzhi (int year)
{
  return has_year (year) ? clt_day_from_ymd (year, 12, 21) + (CltDay) bits (year, 25, 2)
                         : CLT_DAY_NONE;
}

char *
clt_lunar_format (const CltLunarDate *lunar)
{
  static const char *const months[] = { "正月", "二月", "三月", "四月", "五月",   "六月",
                                        "七月", "八月", "九月", "十月", "十一月", "腊月" };
  static const char *const digits[] = {
    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"
  };
  const char *tens;

  g_return_val_if_fail (lunar->month >= 1 && lunar->month <= 12, NULL);
  g_return_val_if_fail (lunar->day >= 1 && lunar->day <= 30, NULL);

  if (lunar->day == 20 || lunar->day == 30)
    return g_strdup_printf ("%s%s%s十", lunar->leap ? "闰" : "", months[lunar->month - 1],
                            lunar->day == 20 ? "二" : "三");
  tens = lunar->day <= 10 ? "初" : lunar->day < 20 ? "十" : "廿";
  return g_strdup_printf ("%s%s%s%s", lunar->leap ? "闰" : "", months[lunar->month - 1], tens,
                          digits[(lunar->day - 1) % 10]);
}

/* Birthdays */

/* The birthday in lunar or solar @year. */
static CltDay
birthday_in (gboolean lunar, int year, int month, int day)
{
  CltLunarDate date = { year, month, day, FALSE };
  CltDay first;

  if (lunar)
    {
      date.day = MIN (day, clt_lunar_month_length (year, month, FALSE));
      return clt_lunar_to_day (&date);
    }
  first = clt_day_from_ymd (year, month, 1);
  if (first == CLT_DAY_NONE)
    return CLT_DAY_NONE;
  return MIN (first + day - 1, clt_month_last_day (clt_day_get_month (first)));
}

CltDay
clt_birthday_next (gboolean lunar, int month, int day, CltDay today)
{
  int year, m, d;

  if (month < 1 || month > 12 || day < 1 || day > 31 || (lunar && day > 30))
    return CLT_DAY_NONE;
  clt_day_get_ymd (today, &year, &m, &d);
  /* a birthday of the twelfth lunar month may fall in the next solar year's January */
  for (int y = year - 1; y <= year + 1; y++)
    {
      CltDay birthday = birthday_in (lunar, y, month, day);

      if (birthday != CLT_DAY_NONE && birthday >= today)
        return birthday;
    }
  return CLT_DAY_NONE;
}
