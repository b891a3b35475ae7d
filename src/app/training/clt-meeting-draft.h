/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A meeting of a session while it is being written or changed: what the form shows, checks and keeps.
 * A new one makes a session of its own; repeated, the session has several meetings. */

#include "core/store/clt-store.h"
#include "core/training/clt-clash.h"
#include "core/training/clt-session.h"
#include "core/training/clt-slot.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_DRAFT_ONCE,
  CLT_DRAFT_TRADING_DAYS,
  CLT_DRAFT_WEEKS,
} CltDraftRepeat;

typedef struct
{
  CltSession *session;
  CltMeeting *meeting;
  int n_meetings;     /* of the session, as stored */
  gint64 lecturer_id; /* of this meeting */
  CltDraftRepeat repeat;
  int every, count;
  CltDay until; /* CLT_DAY_NONE: count */
  gboolean publish;
  gboolean timed; /* its length was chosen, and is not that of the course */
  gint64 *kept;   /* of a draft and its copies: the meeting that it became; 0: none yet */
} CltMeetingDraft;

CltMeetingDraft *clt_meeting_draft_new (gint64 starts, gint64 ends);
CltMeetingDraft *clt_meeting_draft_copy (const CltMeetingDraft *draft);
void clt_meeting_draft_free (CltMeetingDraft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltMeetingDraft, clt_meeting_draft_free)
/* Whether a hard clash may stand for now: of what clients cannot rely on yet. */
gboolean clt_meeting_draft_may_clash (const CltMeetingDraft *draft);

/* What can be chosen. */
typedef struct
{
  GPtrArray *courses;   /* CltCourse */
  GPtrArray *rooms;     /* CltRoom */
  GPtrArray *lecturers; /* CltLecturer */
  GPtrArray *staff;     /* CltStaff */
  GPtrArray *equipment; /* CltEquipment */
  CltMeetingDraft *draft;
} CltMeetingChoices;
void clt_meeting_choices_free (gpointer choices);

/* For the workers of CltStore. @data: a CltMeetingDraft. Returns a CltMeetingChoices with it; when it
 * names a meeting, as the file has that. */
gpointer clt_meeting_draft_read (CltConn *conn, gpointer data, GCancellable *, GError **error);

/* How it stands. */
typedef struct
{
  GPtrArray *clashes; /* CltClash, hard ones first */
  GArray *slots;      /* CltSlot: when it could be instead */
} CltMeetingCheck;
void clt_meeting_check_free (gpointer check);
gpointer clt_meeting_draft_check (CltConn *conn, gpointer data, GCancellable *, GError **error);

/* Inside an action. @data: a CltMeetingDraft. */
gboolean clt_meeting_draft_save (CltConn *conn, gpointer data, GError **error);

/* A meeting that was moved, or made longer. */
typedef struct
{
  gint64 id, starts, ends;
} CltMeetingMove;
/* The clashes of it, (element-type CltClash). @data: a CltMeetingMove. */
gpointer clt_meeting_move_check (CltConn *conn, gpointer data, GCancellable *, GError **error);
gboolean clt_meeting_move_keep (CltConn *conn, gpointer data, GError **error);

G_END_DECLS
