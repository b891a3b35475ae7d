/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The trading calendar as a sorted array in memory. Years of which the file has no trading day
 * count their weekdays; clt_calendar_has_year() tells, so that screens can warn. */

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

typedef struct _CltCalendar CltCalendar;

CltCalendar *clt_calendar_load (CltConn *conn, GError **error);
void clt_calendar_free (CltCalendar *calendar);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltCalendar, clt_calendar_free)

/* The first day that the file lists; CLT_DAY_NONE when it lists none. */
CltDay clt_calendar_get_first (const CltCalendar *calendar);
gboolean clt_calendar_has_year (const CltCalendar *calendar, int year);
gboolean clt_calendar_is_trading_day (const CltCalendar *calendar, CltDay day);
/* First trading day on or after @day; last one on or before @day. O(log n). */
CltDay clt_calendar_at_or_after (const CltCalendar *calendar, CltDay day);
CltDay clt_calendar_at_or_before (const CltCalendar *calendar, CltDay day);
/* @n trading days after (before, when negative) the trading day @day. */
CltDay clt_calendar_move (const CltCalendar *calendar, CltDay day, int n);
/* Trading days in @from … @to, both included. */
int clt_calendar_count (const CltCalendar *calendar, CltDay from, CltDay to);

G_END_DECLS
