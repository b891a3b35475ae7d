/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the screens of plans and notes write: functions inside an action. */

#include "core/research/clt-study-delivery.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 version_id;
  char *who;
  char *section; /* of a change: its key; NULL: the title */
  char *text;    /* … what is to stand there; of a review the remark; of a new note the title */
  /* of a new one */
  CltStudyKind kind;
  gint64 client_id; /* of a plan */
  gint64 author_id;
  /* of a delivery */
  CltStudyOrder *order; /* (nullable) */
} CltStudyJob;

CltStudyJob *clt_study_job_new (gint64 version_id, const char *who);
void clt_study_job_free (gpointer job);

/* CltActionFuncs; @data is a CltStudyJob. */
gboolean clt_study_job_create (CltConn *conn, gpointer data, GError **error);
gboolean clt_study_job_set (CltConn *conn, gpointer data, GError **error);
gboolean clt_study_job_refresh (CltConn *conn, gpointer data, GError **error);
gboolean clt_study_job_submit (CltConn *conn, gpointer data, GError **error);
gboolean clt_study_job_approve (CltConn *conn, gpointer data, GError **error);
gboolean clt_study_job_return (CltConn *conn, gpointer data, GError **error);
gboolean clt_study_job_revise (CltConn *conn, gpointer data, GError **error);
gboolean clt_study_job_deliver (CltConn *conn, gpointer data, GError **error);

G_END_DECLS
