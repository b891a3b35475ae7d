/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What those who came say: a short form, three questions of 1 … 5, 0 where one
 * was not answered. */

#include "core/training/clt-session.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id; /* 0: not stored yet */
  gint64 session_id;
  gint64 client_id; /* 0: without a name */
  CltDay day;
  int lecturer, topic, usefulness; /* 1 … 5; 0: not answered */
  char *comment;
  char *name; /* of the client, "" */
} CltFeedback;

CltFeedback *clt_feedback_new (void);
void clt_feedback_free (CltFeedback *feedback);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltFeedback, clt_feedback_free)
/* Oldest first. (element-type CltFeedback) (transfer full) */
GPtrArray *clt_feedback_list (CltConn *conn, gint64 session_id, GError **error);
/* Inside an action: a new form (id 0, which it then gets) or a changed one. One
 * that says nothing is refused, as is a second one of the same client. */
gboolean clt_feedback_save (CltConn *conn, CltFeedback *feedback, GError **error);

/* Of one question: skipped ones do not count. */
typedef struct
{
  int n;
  double mean;      /* NAN: nobody answered */
  double low, high; /* 95 % interval of the mean by Student's t, inside 1 … 5;
                       NAN below two answers */
} CltRating;

typedef struct
{
  int forms;
  CltRating lecturer, topic, usefulness;
  int satisfied;                       /* 4 or 5 for usefulness */
  double share, share_low, share_high; /* of them; Wilson 95 %; NAN: nobody answered */
} CltFeedbackResult;
/* @session_id 0: of all sessions of @lecturer_id, of @course_id (0: any). */
gboolean clt_feedback_get_result (CltConn *conn,
                                  gint64 session_id,
                                  gint64 lecturer_id,
                                  gint64 course_id,
                                  CltFeedbackResult *result,
                                  GError **error);
/* Of fewer answers neither a share nor an interval is shown: two that agree would seem certain. */
#define CLT_RATING_LEAST 5
/* "4.3 (3.9–4.7, n = 12)", "4.3 (n = 3)" of too few, "–" without answers. (transfer full) */
char *clt_rating_format (const CltRating *rating);

G_END_DECLS
