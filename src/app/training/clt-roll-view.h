/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltRollView: the roll of a session, called by keyboard. The focus stays on a person; a mark goes to
 * him and the next who is not called yet has the focus. */

#include <adwaita.h>

#include "app/training/clt-session-data.h"
#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_ROLL_VIEW (clt_roll_view_get_type ())
G_DECLARE_FINAL_TYPE (CltRollView, clt_roll_view, CLT, ROLL_VIEW, AdwBin)

void clt_roll_view_set_desk (CltRollView *self, CltDesk *desk);
/* Reads @data only during the call. Of another session than before: at the meeting of today, else the
 * last one that has begun. */
void clt_roll_view_show (CltRollView *self, const CltSessionData *data);
/* 0: the session has none. */
gint64 clt_roll_view_get_meeting (CltRollView *self);

/* The person who has the focus: P, L, E or A. */
void clt_roll_view_mark (CltRollView *self, char mark);
/* All who are not called yet are present. */
void clt_roll_view_mark_rest (CltRollView *self);
/* The last mark of this meeting that was made here. */
void clt_roll_view_take_back (CltRollView *self);
void clt_roll_view_jump (CltRollView *self);
/* One further, or one back. */
void clt_roll_view_step_meeting (CltRollView *self, int step);
/* A new prospect who came unannounced. */
void clt_roll_view_walk_in (CltRollView *self);
/* A client who came unannounced. */
void clt_roll_view_walk_in_client (CltRollView *self);
void clt_roll_view_focus (CltRollView *self);

G_END_DECLS
