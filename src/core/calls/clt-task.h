/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What somebody has promised, or must put right, with the day by which it is done. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;   /* 0: not stored yet */
  char *kind;  /* promise compliance contact-data letter remedy */
  char *state; /* open done dropped */
  gint64 client_id, owner_id, contact_id, response_id, complaint_id; /* 0: none */
  char *client, *owner;                                              /* names; only when read */
  CltDay due, done; /* done: CLT_DAY_NONE while it is open */
  char *text, *result;
} CltTask;

CltTask *clt_task_new (const char *kind);
void clt_task_free (CltTask *task);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltTask, clt_task_free)
const char *clt_task_kind_get_label (const char *kind);

/* Inside an action; @task gets its id. */
gboolean clt_task_add (CltConn *conn, CltTask *task, GError **error);
/* Those due first. @owner_id 0: of everybody; else his and those of nobody who is still here, so that
 * none is forgotten. @client_id 0: of any. @closed: those that are done or dropped, newest first.
 * (element-type CltTask) (transfer full) */
GPtrArray *
clt_task_list (CltConn *conn, gint64 owner_id, gint64 client_id, gboolean closed, GError **error);
/* Inside an action: @state done or dropped; what is dropped needs words in @result. */
gboolean
clt_task_finish (CltConn *conn, gint64 id, const char *state, const char *result, GError **error);
/* Inside an action: an open one is due on another day, or is somebody else's (0: nobody's). */
gboolean clt_task_move (CltConn *conn, gint64 id, CltDay due, GError **error);
gboolean clt_task_give (CltConn *conn, gint64 id, gint64 owner_id, GError **error);
/* Inside an action: the wrong answer to the question @key, which asks whether the rules were kept
 * (question.bad) opens a task of this very day, once, for who watches over them: compliance, else the
 * manager. @task_id: (out): of that task. */
gboolean clt_task_open_bad_answer (CltConn *conn,
                                   gint64 client_id,
                                   gint64 response_id,
                                   const char *key,
                                   gint64 *task_id,
                                   GError **error);

/* Inside an action: the answer is another one now: a task that was opened for it and is still open is
 * dropped. */
gboolean
clt_task_drop_bad_answer (CltConn *conn, gint64 response_id, const char *key, GError **error);

/* Promises of a person (0: of all) that fell due up to @day: how many, and how many of them were kept
 * by then. */
gboolean clt_task_count_kept (CltConn *conn,
                              gint64 owner_id,
                              CltDay day,
                              gint64 *promises,
                              gint64 *kept,
                              GError **error);

G_END_DECLS
