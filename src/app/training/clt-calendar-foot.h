/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltCalendarFoot: the line below the calendar: what the cursor is on; while a session is being moved,
 * whereto and what stands against that, told before it is kept. At its end the colours of the levels. */

#include <adwaita.h>

#include "app/training/clt-calendar-sheet.h"
#include "app/training/clt-plan-bar.h"
#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_CALENDAR_FOOT (clt_calendar_foot_get_type ())
G_DECLARE_FINAL_TYPE (CltCalendarFoot, clt_calendar_foot, CLT, CALENDAR_FOOT, AdwBin)

void clt_calendar_foot_attach (CltCalendarFoot *self,
                               CltDesk *desk,
                               CltCalendarSheet *sheet,
                               CltPlanBar *plan_bar);
/* The levels changed. */
void clt_calendar_foot_update (CltCalendarFoot *self);
/* Keeps the move, once it has been checked; FALSE: there is none. */
gboolean clt_calendar_foot_keep (CltCalendarFoot *self);
/* What stands against the session of the meeting @id, while the cursor is on that. */
void clt_calendar_foot_check_session (CltCalendarFoot *self, gint64 id);
const char *clt_calendar_foot_get_text (CltCalendarFoot *self);

G_END_DECLS
