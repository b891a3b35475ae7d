/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-lunar.h"

#include "core/base/clt-i18n.h"

typedef enum
{
  BY_DATE,   /* a, b: month and day */
  BY_LUNAR,  /* a, b: lunar month and day */
  BY_SUNDAY, /* a, b: month and which Sunday */
  BY_EVE,    /* the day before the lunar New Year */
  BY_QINGMING,
  BY_DONGZHI,
} FestivalRule;

/* Domain rules 7.1. The exchanges' own closing days are imported, never computed: "statutory" is
 * what the law lists. */
static const struct
{
  const char *name;
  FestivalRule rule;
  int a, b;
  gboolean statutory, solemn;
} festivals[] = {
  { NC_ ("festival", "New Year’s Day"), BY_DATE, 1, 1, TRUE, FALSE },
  { NC_ ("festival", "Laba Festival"), BY_LUNAR, 12, 8, FALSE, FALSE },
  { NC_ ("festival", "Little New Year (north)"), BY_LUNAR, 12, 23, FALSE, FALSE },
  { NC_ ("festival", "Little New Year (south)"), BY_LUNAR, 12, 24, FALSE, FALSE },
  { NC_ ("festival", "New Year’s Eve"), BY_EVE, 0, 0, TRUE, FALSE },
  { NC_ ("festival", "Spring Festival"), BY_LUNAR, 1, 1, TRUE, FALSE },
  { NC_ ("festival", "Lantern Festival"), BY_LUNAR, 1, 15, FALSE, FALSE },
  { NC_ ("festival", "Dragon Head Festival"), BY_LUNAR, 2, 2, FALSE, FALSE },
  { NC_ ("festival", "Women’s Day"), BY_DATE, 3, 8, FALSE, FALSE },
  { NC_ ("festival", "Qingming"), BY_QINGMING, 0, 0, TRUE, TRUE },
  { NC_ ("festival", "Labour Day"), BY_DATE, 5, 1, TRUE, FALSE },
  { NC_ ("festival", "Youth Day"), BY_DATE, 5, 4, FALSE, FALSE },
  { NC_ ("festival", "Mother’s Day"), BY_SUNDAY, 5, 2, FALSE, FALSE },
  { NC_ ("festival", "Children’s Day"), BY_DATE, 6, 1, FALSE, FALSE },
  { NC_ ("festival", "Father’s Day"), BY_SUNDAY, 6, 3, FALSE, FALSE },
  { NC_ ("festival", "Dragon Boat Festival"), BY_LUNAR, 5, 5, TRUE, FALSE },
  { NC_ ("festival", "Qixi"), BY_LUNAR, 7, 7, FALSE, FALSE },
  { NC_ ("festival", "Zhongyuan"), BY_LUNAR, 7, 15, FALSE, TRUE },
  { NC_ ("festival", "Teachers’ Day"), BY_DATE, 9, 10, FALSE, FALSE },
  { NC_ ("festival", "Mid-Autumn Festival"), BY_LUNAR, 8, 15, TRUE, FALSE },
  { NC_ ("festival", "National Day"), BY_DATE, 10, 1, TRUE, FALSE },
  { NC_ ("festival", "Double Ninth Festival"), BY_LUNAR, 9, 9, FALSE, FALSE },
  { NC_ ("festival", "Winter Solstice"), BY_DONGZHI, 0, 0, FALSE, FALSE },
  { NC_ ("festival", "Christmas"), BY_DATE, 12, 25, FALSE, FALSE },
};

static CltDay
nth_sunday (int year, int month, int n)
{
  CltDay first = clt_day_from_ymd (year, month, 1);

  return first + 7 - clt_day_get_weekday (first) + 7 * (n - 1);
}

/* In the solar @year; a lunar rule takes the lunar year of that number. */
static CltDay
festival_in (guint i, int year)
{
  CltLunarDate date = { year, festivals[i].a, festivals[i].b, FALSE };
  const CltLunarDate spring = { year, 1, 1, FALSE };
  CltDay day;

  switch (festivals[i].rule)
    {
    case BY_DATE:
      return clt_day_from_ymd (year, festivals[i].a, festivals[i].b);
    case BY_LUNAR:
      return clt_lunar_to_day (&date);
    case BY_SUNDAY:
      return nth_sunday (year, festivals[i].a, festivals[i].b);
    case BY_EVE: /* the twelfth month has 29 days as often as 30 */
      day = clt_lunar_to_day (&spring);
      return day == CLT_DAY_NONE ? day : day - 1;
    case BY_QINGMING:
      return clt_solar_term_qingming (year);
    case BY_DONGZHI:
      return clt_solar_term_dongzhi (year);
    default:
      g_assert_not_reached ();
    }
}

static int
compare_festivals (gconstpointer a, gconstpointer b)
{
  const CltFestival *x = a, *y = b;

  return x->day - y->day;
}

GArray *
clt_festivals (CltDay from, CltDay to)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (CltFestival));
  int first, last, m, d;

  clt_day_get_ymd (from, &first, &m, &d);
  clt_day_get_ymd (to, &last, &m, &d);
  for (int year = first - 1; year <= last; year++)
    for (guint i = 0; i < G_N_ELEMENTS (festivals); i++)
      {
        CltFestival festival = { festival_in (i, year), festivals[i].name, festivals[i].solemn,
                                 festivals[i].statutory };

        if (festival.day != CLT_DAY_NONE && festival.day >= from && festival.day <= to)
          g_array_append_val (found, festival);
      }
  g_array_sort (found, compare_festivals);
  return found;
}

const char *
clt_festival_get_label (const char *name)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "festival", name);
}
