/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The calls that are due: to whom, in which order, and who has one on the screen.
 *
 * A call belongs to its owner; while he is absent to his stand-in; without either, when he has left,
 * or when he may not make it (recusal), to everybody. It becomes everybody's, too, when it is overdue
 * by rule call.shared_after: after the time agreed, else after the last hour of its day. A call that
 * its viewer may not make is shown to him only if nobody else is left who may.
 *
 * Order: what this desk has on the screen already; calls whose agreed time has come, earliest first;
 * the others by priority, then by due day; those agreed for later today. */

#include "core/calls/clt-call-rule.h"

G_BEGIN_DECLS

/* Who sits where. @desk names one running program: the same after it was killed and started again,
 * another one for each of two that run at once. */
typedef struct
{
  gint64 staff_id; /* 0: sees the calls of everybody */
  const char *who, *desk;
} CltCallDesk;

typedef struct
{
  CltCall *call;
  gint64 owner_id;  /* in whose queue it is; 0: in everybody's */
  gint64 moment;    /* agreed, else when its day begins */
  gboolean claimed; /* on the screen of this desk */
  gboolean waits;   /* agreed for later today: not before without a reason */
  gboolean shared, overdue;
  CltCallBar bar; /* why it may not be made at this moment */
  guint attempts; /* that count by now */

  gint64 n_contacts; /* private: that were written down when it was read */
} CltQueueItem;
void clt_queue_item_free (CltQueueItem *item);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltQueueItem, clt_queue_item_free)
/* The time that was agreed, “15:00”; NULL: any of its day. (transfer full) */
char *clt_queue_item_dup_time (const CltQueueItem *item);

/* Due up to the day of @at, without those that other desks have on the screen.
 * (element-type CltQueueItem) (transfer full) */
GPtrArray *clt_call_queue_load (CltConn *conn, const CltCallDesk *desk, gint64 at, GError **error);

/* Why a call is not among them; "" if it is. (transfer full): NULL on error. */
char *clt_call_queue_explain (CltConn *conn,
                              const CltCallDesk *desk,
                              gint64 call_id,
                              gint64 at,
                              GError **error);

/* How many of them are @who's, by number or name, and everybody's; somebody who is none of the staff
 * sees all. -1: error. */
gint64 clt_call_queue_count (CltConn *conn, const char *who, gint64 at, GError **error);

/* Outside any action: puts a call on the desk's screen for rule call.lease minutes. @call_id 0: the
 * first one that may be made now; else that one, where @reason (nullable) sets a rule aside.
 * @item: (out) (transfer full) (nullable): NULL when nothing is to be done. FALSE: an error, or why
 * not. Never leaves one call with two desks. */
gboolean clt_call_queue_take (CltConn *conn,
                              const CltCallDesk *desk,
                              gint64 call_id,
                              gint64 at,
                              const char *reason,
                              CltQueueItem **item,
                              GError **error);
/* Another lease, from @at. @kept: (out): FALSE when the call is no longer this desk's. */
gboolean clt_call_queue_keep (CltConn *conn,
                              const CltCallDesk *desk,
                              gint64 call_id,
                              gint64 at,
                              gboolean *kept,
                              GError **error);
/* Off the screen, unfinished. */
gboolean
clt_call_queue_release (CltConn *conn, const CltCallDesk *desk, gint64 call_id, GError **error);

/* What came of a call. */
typedef struct
{
  gint64 call_id;
  const char *outcome;
  /* (nullable); recording: as clt-recording.h names it */
  const char *note, *topic, *next_step, *recording, *line;
  gint64 seconds;      /* of talk */
  gint64 at;           /* when it ended; 0: the action's time */
  CltDay again;        /* CLT_DAY_NONE: what the rules say; "later" needs one */
  int again_time;      /* minutes; -1: any time of that day */
  const char *reason;  /* (nullable): why against the rules, or moved once more */
  const char *promise; /* (nullable): “I will …” */
  CltDay promise_due;
} CltCallEnd;

typedef struct
{
  gint64 contact_id, task_id; /* task: 0: none */
  gint64 next;                /* moment of the next attempt; 0: none */
  gboolean lost;              /* the last attempt was in vain */
} CltCallEnded;

/* Inside an action: writes the contact down and settles the call. A form that was begun is complete with
 * the outcome “complete”, else left in the middle. Ended calls are due no more; wrong numbers open a task to correct them; when no attempt is left the client is lost and a letter is a
 * task; "language" gives the call to everybody; "later" is a change of time by the client. Refused
 * while another desk has it on the screen, and where the rules are against the call and nobody says
 * why. @ended: (out) */
gboolean clt_call_end (CltConn *conn,
                       const CltCallDesk *desk,
                       const CltCallEnd *end,
                       CltCallEnded *ended,
                       GError **error);

/* Inside an action: another time (-1: any of that day); each change is kept, and from the rule
 * call.moves on it needs a reason, as does an hour that the rules forbid. */
gboolean clt_call_move (CltConn *conn,
                        const CltCallDesk *desk,
                        gint64 call_id,
                        CltDay due,
                        int time,
                        const char *reason,
                        GError **error);
gboolean clt_call_count_moves (CltConn *conn, gint64 call_id, gint64 *moves, GError **error);

G_END_DECLS
