/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A day is the number of days since 1970-01-01 (proleptic Gregorian); this is also how the
 * file stores it. A month is year * 12 + (month - 1). Pure functions, any thread, O(1). */
typedef gint32 CltDay;

#define CLT_DAY_NONE G_MININT32

/* Returns: CLT_DAY_NONE when there is no such date. */
CltDay clt_day_from_ymd (int year, int month, int day);
/* @yyyymmdd: 20261118. Returns: CLT_DAY_NONE when there is no such date. */
CltDay clt_day_from_yyyymmdd (int yyyymmdd);
void clt_day_get_ymd (CltDay day, int *year, int *month, int *mday);
int clt_day_to_yyyymmdd (CltDay day);
/* 1 = Monday … 7 = Sunday. */
int clt_day_get_weekday (CltDay day);
/* The same date @months later or earlier; the 29th-31st become the month's last day where it
 * has fewer (29 February minus one year is 28 February). */
CltDay clt_day_add_months (CltDay day, int months);

int clt_day_get_month (CltDay day);
CltDay clt_month_first_day (int month);
CltDay clt_month_last_day (int month);

/* Now, Unix seconds. The environment variable CLT_NOW (Unix seconds) replaces the clock, for
 * tests and reproducible demo files. */
gint64 clt_now (void);
/* Today in the branch's time zone (Asia/Shanghai), whatever the machine's zone. */
CltDay clt_today (void);
/* The day of the branch on which an instant lies. */
CltDay clt_instant_get_day (gint64 unix_seconds);
/* The instant @minutes after the midnight with which @day begins. */
gint64 clt_day_get_instant (CltDay day, int minutes);
/* ISO 8601 with the branch's offset: 2026-11-18T09:30:00+08:00. */
char *clt_instant_format_iso (gint64 unix_seconds);
/* For people: 2026-11-18 09:30. */
char *clt_instant_format (gint64 unix_seconds);
/* What people type: 2026-11-18T09:30, or with a blank, in the time of the branch. */
gboolean clt_instant_parse (const char *text, gint64 *unix_seconds);
/* For people: 2026-11-18; "–" for CLT_DAY_NONE. */
char *clt_day_format (CltDay day);
/* What people type and files hold: 20261118, 2026-11-18, 2026/11/18, 2026-1-8. No other form is
 * guessed. */
gboolean clt_day_parse (const char *text, CltDay *day);

G_END_DECLS
