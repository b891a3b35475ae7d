/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Tests and how courses end. Of several attempts the best counts; the test at the beginning
 * ("before") passes nobody, the gain is counted from it. */

#include "core/training/clt-course.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id; /* 0: not stored yet */
  gint64 client_id, course_id;
  gint64 session_id; /* 0: of none */
  char *kind;        /* before quiz exam simulation case review */
  CltDay day;
  double mark;      /* points of 100; NAN: none */
  int days, trades; /* of a simulation; -1: none */
  char *note;
} CltAttempt;

CltAttempt *clt_attempt_new (void);
void clt_attempt_free (CltAttempt *attempt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltAttempt, clt_attempt_free)
/* Inside an action. Refused when the course allows no further attempt. */
gboolean clt_attempt_add (CltConn *conn, CltAttempt *attempt, GError **error);
/* By day. @course_id 0: of all courses. (element-type CltAttempt) (transfer full) */
GPtrArray *clt_attempt_list (CltConn *conn, gint64 client_id, gint64 course_id, GError **error);

/* How far a client is with a course. */
typedef struct
{
  double before;          /* best mark of the tests at the beginning; NAN: none */
  double best;            /* of the others; NAN: none */
  double gain;            /* best - before; NAN: one of them is missing */
  int attempts;           /* without those at the beginning */
  int days, trades;       /* of the simulation that came furthest */
  int meetings, attended; /* of the session; late is attended */
  gboolean fulfilled;     /* what passes the course is there */
} CltStanding;

/* @session_id 0: of none; what passes by attendance is never fulfilled then. */
gboolean clt_course_get_standing (CltConn *conn,
                                  const CltCourse *course,
                                  gint64 client_id,
                                  gint64 session_id,
                                  CltDay day,
                                  CltStanding *standing,
                                  GError **error);

typedef struct
{
  gint64 id, client_id, course_id;
  gint64 session_id; /* 0: of none */
  char *result;      /* distinction pass fail withdrawn */
  CltDay day;
  CltDay expires; /* last day of the certificate; CLT_DAY_NONE: for ever, or none */
  char *certificate;
  char *client, *course; /* name, "A1 What futures are" */
} CltCourseResult;

void clt_course_result_free (CltCourseResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltCourseResult, clt_course_result_free)
/* Translated name of a result. */
const char *clt_course_result_get_label (const char *result);
/* Latest first. An id of 0: of all. (element-type CltCourseResult) (transfer full) */
GPtrArray *clt_course_result_list (CltConn *conn,
                                   gint64 client_id,
                                   gint64 course_id,
                                   gint64 session_id,
                                   GError **error);

/* Inside an action: ends the course for a client: a pass with the number and the expiry of its
 * certificate when what passes it is there, else a fail. Who holds a certificate that is good on @day
 * and longer than rule training.expiry_notice passes again only with a @reason. @id: (out) (optional): of the result. */
gboolean clt_course_close (CltConn *conn,
                           gint64 course_id,
                           gint64 session_id,
                           gint64 client_id,
                           CltDay day,
                           const char *reason,
                           gint64 *id,
                           GError **error);
/* Inside an action: the same for everybody who is enrolled in a session and has no result of it, or
 * has failed it and has since done what passes it, but for those whose certificate is good. Refused before its last day. Returns: how many got a result; -1 on error. */
int clt_course_close_session (CltConn *conn, gint64 session_id, CltDay day, GError **error);

G_END_DECLS
