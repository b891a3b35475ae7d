/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/clt-date.h"

G_BEGIN_DECLS

/* The Chinese lunar calendar 1930-2098 (Beijing time). O(1). */
typedef struct
{
  int year, month, day;
  gboolean leap;
} CltLunarDate;

gboolean clt_lunar_from_day (CltDay day, CltLunarDate *lunar);
/* Returns: CLT_DAY_NONE when there is no such lunar date. */
CltDay clt_lunar_to_day (const CltLunarDate *lunar);
/* 30 or 29; 0 when the month does not exist. */
int clt_lunar_month_length (int year, int month, gboolean leap);
int clt_lunar_leap_month (int year);                /* 0: none */
char *clt_lunar_format (const CltLunarDate *lunar); /* 闰六月初三 */
/* The days of two solar terms in the solar year @year; CLT_DAY_NONE outside the table. */
CltDay clt_solar_term_qingming (int year);
CltDay clt_solar_term_dongzhi (int year);

/* The next birthday on or after @today (domain 7.2: leap month -> ordinary month, 30th of a short
 * month -> 29th, 29 February -> 28 February in common years). CLT_DAY_NONE: unknown. */
CltDay clt_birthday_next (gboolean lunar, int month, int day, CltDay today);

/* Festivals of domain 7.1 in @from … @to, by day. (element-type CltFestival) (transfer full) */
typedef struct
{
  CltDay day;
  const char *name;   /* msgid, translated by clt_festival_get_label() */
  gboolean solemn;    /* no "happy" wording */
  gboolean statutory; /* exchanges and offices closed */
} CltFestival;
GArray *clt_festivals (CltDay from, CltDay to);
const char *clt_festival_get_label (const char *name);

G_END_DECLS
