/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What is written about complaints, for clt_desk_act(): a job and the functions that carry it out. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;       /* of the complaint, or of what stands below it */
  gint64 staff_id; /* manager, owner; 0: none */
  char *who;       /* at the desk */
  char *key;       /* a state, a field, a kind of letter */
  char *text, *reason;
  CltDay day;
  GPtrArray *fields; /* char *: names and values in turn, set first; (nullable) */
} CltComplaintJob;

/* @key, @text, @reason: (nullable): "" */
CltComplaintJob *clt_complaint_job_new (gint64 id,
                                        const char *who,
                                        const char *key,
                                        const char *text,
                                        const char *reason);
void clt_complaint_job_free (gpointer job);
/* To be set before the job does the rest; takes @value. */
void clt_complaint_job_take_field (CltComplaintJob *job, const char *field, char *value);

/* CltActionFunc; @data is a CltComplaintJob. */
gboolean clt_complaint_job_set (CltConn *conn, gpointer data, GError **error);
gboolean clt_complaint_job_move (CltConn *conn, gpointer data, GError **error);
gboolean clt_complaint_job_stop (CltConn *conn, gpointer data, GError **error);
gboolean clt_complaint_job_resume (CltConn *conn, gpointer data, GError **error);
gboolean clt_complaint_job_extend (CltConn *conn, gpointer data, GError **error);
gboolean clt_complaint_job_add_remedy (CltConn *conn, gpointer data, GError **error);
/* id: of the task */
gboolean clt_complaint_job_finish_remedy (CltConn *conn, gpointer data, GError **error);
gboolean clt_complaint_job_write_letter (CltConn *conn, gpointer data, GError **error);
/* The same, and it has gone out. */
gboolean clt_complaint_job_write_and_send (CltConn *conn, gpointer data, GError **error);
/* id: of the letter */
gboolean clt_complaint_job_send_letter (CltConn *conn, gpointer data, GError **error);
/* text: a path */
gboolean clt_complaint_job_attach (CltConn *conn, gpointer data, GError **error);
/* text: a name */
gboolean clt_complaint_job_detach (CltConn *conn, gpointer data, GError **error);

G_END_DECLS
