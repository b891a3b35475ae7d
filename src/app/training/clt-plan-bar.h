/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltPlanBar: above the calendar while a plan is proposed: how it stands, and what ends it. It puts
 * the proposal into the sheet; nothing is written before it is published. */

#include <adwaita.h>

#include "app/training/clt-calendar-sheet.h"
#include "app/training/clt-plan-proposal.h"
#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_PLAN_BAR (clt_plan_bar_get_type ())
G_DECLARE_FINAL_TYPE (CltPlanBar, clt_plan_bar, CLT, PLAN_BAR, AdwBin)

void clt_plan_bar_attach (CltPlanBar *self, CltDesk *desk, CltCalendarSheet *sheet);
/* (nullable) (transfer none) */
const CltPlanProposal *clt_plan_bar_get_proposal (CltPlanBar *self);
gboolean clt_plan_bar_is_busy (CltPlanBar *self);

/* Asks for which days, and proposes. */
void clt_plan_bar_propose (CltPlanBar *self);
void clt_plan_bar_publish (CltPlanBar *self);
void clt_plan_bar_discard (CltPlanBar *self);
/* The sheet goes to the next time that clashes, a hard clash first. */
void clt_plan_bar_show_next_clash (CltPlanBar *self);
/* What found no place, and why. */
void clt_plan_bar_show_left (CltPlanBar *self);

/* The time with @id of the sheet. */
void clt_plan_bar_move (CltPlanBar *self, gint64 id, gint64 starts, gint64 ends);
/* Its whole session. */
void clt_plan_bar_drop (CltPlanBar *self, gint64 id);
void clt_plan_bar_ask_lecturer (CltPlanBar *self, gint64 id);

G_END_DECLS
