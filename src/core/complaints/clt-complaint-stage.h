/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How a complaint moves through its states (domain rules 5.4):
 * registered – accepted or refused – investigating – proposal – answered – agreed or disagreed –
 * mediation, escalated – closed; withdrawn from anywhere. To leave stages out, to refuse and to
 * reopen needs a reason. What writes belongs inside an action. */

#include "core/complaints/clt-complaint.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_MOVE_NONE,   /* not allowed */
  CLT_MOVE_NEXT,   /* the usual one */
  CLT_MOVE_REASON, /* allowed with a reason: a refusal, stages left out */
  CLT_MOVE_REOPEN, /* done already: a reason, and it begins again */
} CltComplaintMove;

/* All states; NULL-terminated. */
extern const char *const clt_complaint_states[];
CltComplaintMove clt_complaint_get_move (const char *from, const char *to);

/* (nullable): where it goes from there when all goes well; NULL: it is done. */
const char *clt_complaint_get_next (const char *state);

/* @staff_id: who does it; 0: not told. @reason, @note: "" for none. Closing needs finding, cause and
 * remedy, and makes the callback of rule callback.complaint; reopening takes a callback back that was
 * not made yet. */
gboolean clt_complaint_move (CltConn *conn,
                             gint64 id,
                             const char *state,
                             gint64 staff_id,
                             const char *reason,
                             const char *note,
                             GError **error);
/* What the client says after it was closed. @satisfied: 1 … 5, 0: not asked. One that is not solved is
 * reopened. */
gboolean clt_complaint_take_answer (CltConn *conn,
                                    gint64 id,
                                    int satisfied,
                                    gboolean solved,
                                    const char *words,
                                    GError **error);
/* The same when what he said is corrected later: a complaint that has begun anew meanwhile learns of it,
 * but stays where it is. */
gboolean clt_complaint_correct_answer (CltConn *conn,
                                       gint64 id,
                                       int satisfied,
                                       gboolean solved,
                                       const char *words,
                                       GError **error);

typedef struct
{
  gint64 id;
  char *state; /* a state, or "reopened" "stopped" "resumed" "extended" "asked" */
  CltDay day;
  gint64 at;
  char *staff; /* or "" */
  char *reason, *note;
} CltComplaintStep;
void clt_complaint_step_free (CltComplaintStep *step);
/* Oldest first. (element-type CltComplaintStep) (transfer full) */
GPtrArray *clt_complaint_list_steps (CltConn *conn, gint64 id, GError **error);
/* For clt-complaint-deadline.c: a step that is no change of state. */
gboolean clt_complaint_note_step (CltConn *conn,
                                  gint64 id,
                                  const char *what,
                                  gint64 staff_id,
                                  const char *reason,
                                  const char *note,
                                  GError **error);

/* ---- putting it right ---------------------------------------------------------------------- */

typedef struct
{
  gint64 id, owner_id;
  char *owner;
  CltDay due;                  /* when it is looked whether it was done */
  char *text, *state, *result; /* state: open done dropped */
  CltDay done;
} CltComplaintRemedy;
void clt_complaint_remedy_free (CltComplaintRemedy *remedy);
/* A task for somebody. Returns: its id; 0 on error. */
gint64 clt_complaint_add_remedy (CltConn *conn,
                                 gint64 id,
                                 gint64 owner_id,
                                 CltDay due,
                                 const char *text,
                                 GError **error);
gboolean
clt_complaint_finish_remedy (CltConn *conn, gint64 task_id, const char *result, GError **error);
/* By day. (element-type CltComplaintRemedy) (transfer full) */
GPtrArray *clt_complaint_list_remedies (CltConn *conn, gint64 id, GError **error);

G_END_DECLS
