/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltSessionView: one session: what it is in the head, then its people, whom to invite, the roll, marks
 * and feedback. */

#include <adwaita.h>

#include "app/widgets/clt-page.h"

G_BEGIN_DECLS

#define CLT_TYPE_SESSION_VIEW (clt_session_view_get_type ())
G_DECLARE_FINAL_TYPE (CltSessionView, clt_session_view, CLT, SESSION_VIEW, AdwBin)

void clt_session_view_set_desk (CltSessionView *self, CltDesk *desk);
/* Another one than before comes up with what is to be done next. */
void clt_session_view_show (CltSessionView *self, gint64 id);
/* What is shown; 0: nothing yet. */
gint64 clt_session_view_get_session (CltSessionView *self);

/* "people" "invite" "roll" "marks" "feedback" */
void clt_session_view_show_part (CltSessionView *self, const char *name);
gboolean clt_session_view_is_part (CltSessionView *self, const char *name);
void clt_session_view_focus (CltSessionView *self);
void clt_session_view_search (CltSessionView *self);

void clt_session_view_publish (CltSessionView *self);
void clt_session_view_hold (CltSessionView *self);
void clt_session_view_cancel (CltSessionView *self);
void clt_session_view_close_course (CltSessionView *self);

/* A client who asks for a seat. */
void clt_session_view_enrol (CltSessionView *self);
/* All who may come; first it is shown who that would be. */
void clt_session_view_enrol_all (CltSessionView *self);
void clt_session_view_invite (CltSessionView *self);
/* The person chosen says yes or no to what was offered. */
void clt_session_view_answer (CltSessionView *self, gboolean yes);
/* The person chosen does not come. */
void clt_session_view_drop (CltSessionView *self);
/* Lets offers expire and offers what is free. */
void clt_session_view_offer (CltSessionView *self);
/* On to the invitations that wait in the push centre. */
void clt_session_view_release (CltSessionView *self);

/* The roll: it is shown first. */
void clt_session_view_mark (CltSessionView *self, char mark);
void clt_session_view_mark_rest (CltSessionView *self);
void clt_session_view_take_back (CltSessionView *self);
void clt_session_view_step_meeting (CltSessionView *self, int step);
void clt_session_view_walk_in (CltSessionView *self, gboolean client);
void clt_session_view_add_form (CltSessionView *self);
/* Prints the certificates of the people chosen. */
void clt_session_view_print_chosen (CltSessionView *self);

/* See CltPage. */
CltExportJob *clt_session_view_create_export (CltSessionView *self);
CltPrintJob *clt_session_view_create_print (CltSessionView *self);

G_END_DECLS
