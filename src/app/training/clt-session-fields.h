/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltSessionFields: the rows of a session or a meeting that is being written: what is held, when,
 * where, by whom and for whom. It knows what suits a course, a method and a room; whether it can be
 * held is not asked here.
 *
 * Signals:
 *   "changed": something else stands in the rows
 *   "activated": Enter in a row */

#include <adwaita.h>

#include "app/training/clt-meeting-draft.h"

G_BEGIN_DECLS

#define CLT_TYPE_SESSION_FIELDS (clt_session_fields_get_type ())
G_DECLARE_FINAL_TYPE (CltSessionFields, clt_session_fields, CLT, SESSION_FIELDS, AdwBin)

/* @choices must live as long as the widget is used. */
void clt_session_fields_fill (CltSessionFields *self, const CltMeetingChoices *choices);
/* Puts what the rows say into @draft; FALSE: something that cannot be, whose row is marked. */
gboolean clt_session_fields_read (CltSessionFields *self, CltMeetingDraft *draft, GError **error);
/* Fills in when it is, and goes there. */
void clt_session_fields_take_time (CltSessionFields *self, gint64 starts, gint64 ends);
/* Whether anything was typed or chosen since they were filled. */
gboolean clt_session_fields_is_changed (CltSessionFields *self);
/* To the first row that can be changed. */
void clt_session_fields_focus (CltSessionFields *self);

G_END_DECLS
