/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* On which days the branch works: the trading days as far as the file lists them; beyond, weekdays
 * that are no statutory holidays (the make-up days of a coming year are not known before they are
 * announced). */

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

typedef struct _CltWorkdays CltWorkdays;

CltWorkdays *clt_workdays_load (CltConn *conn, GError **error);
/* On which days offices work, as deadlines of complaints and callbacks count them: the lists of the
 * State Council, days worked instead included, as far as they were imported as calendars of holidays;
 * beyond, weekdays that are no statutory holidays. */
CltWorkdays *clt_workdays_load_office (CltConn *conn, GError **error);
void clt_workdays_free (CltWorkdays *workdays);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltWorkdays, clt_workdays_free)

gboolean clt_workdays_has (const CltWorkdays *workdays, CltDay day);
/* Domain rules 7.1: the days off that the law lists, without those that are moved to make bridges. */
gboolean clt_workdays_is_holiday (CltDay day);
/* Of the office: a public holiday, not merely a weekend. What the lists say of their years; beyond,
 * what the law says. */
gboolean clt_workdays_is_day_off (const CltWorkdays *office, CltDay day);
/* First working day on or after @day; last one on or before it. */
CltDay clt_workdays_at_or_after (const CltWorkdays *workdays, CltDay day);
CltDay clt_workdays_at_or_before (const CltWorkdays *workdays, CltDay day);
/* @n working days after @day (before, when negative). */
CltDay clt_workdays_move (const CltWorkdays *workdays, CltDay day, int n);
/* Working days in @from … @to, both included. */
int clt_workdays_count (const CltWorkdays *workdays, CltDay from, CltDay to);

G_END_DECLS
