/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Who learns in the demo branch, and how far everybody is: kept in memory while the sessions are
 * made up, so that nobody sits in a course for which he lacks what comes first. */

#include "core/base/clt-random.h"
#include "core/training/clt-course.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;
  gboolean prospect, institution;
  CltDay opened, closed; /* closed: CLT_DAY_NONE: still here */
  int tier;
  int grade;       /* of C1 … C5 that is good, or good for ever; 0: none */
  int diligence;   /* permille of the meetings to which he comes */
  CltDay *passed;  /* by course; CLT_DAY_NONE: not yet */
  CltDay *expires; /* by course */
  CltDay *busy;    /* by course: until when he sits in a session of it */
} CltDemoLearner;

typedef struct
{
  GPtrArray *courses;  /* CltCourse, from shallow to deep */
  GPtrArray *learners; /* CltDemoLearner, by id */
  GHashTable *numbers; /* "A1-2026-" -> last number of a certificate */
  CltDay last;         /* day with facts */
} CltDemoSchool;

gboolean clt_demo_school_load (CltDemoSchool *school, CltConn *conn, CltDay last, GError **error);
void clt_demo_school_clear (CltDemoSchool *school);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CltDemoSchool, clt_demo_school_clear)
/* Index of the course with @code; -1: there is none. */
int clt_demo_school_find (const CltDemoSchool *school, const char *code);
/* Inside an action: what had been learnt before @from, in sessions that the file does not know. */
gboolean clt_demo_school_add_past (CltDemoSchool *school,
                                   CltConn *conn,
                                   CltDay from,
                                   CltRandom *random,
                                   GError **error);
/* At most @n who may take the course on @from and are free until @to; they are busy with it from now
 * on. (element-type CltDemoLearner) (transfer container) */
GPtrArray *clt_demo_school_choose (CltDemoSchool *school,
                                   int course,
                                   CltDay from,
                                   CltDay to,
                                   guint n,
                                   CltRandom *random);
/* Inside an action: how the course ended for @learner. @result: distinction pass fail withdrawn. */
gboolean clt_demo_school_end (CltDemoSchool *school,
                              CltConn *conn,
                              CltDemoLearner *learner,
                              int course,
                              gint64 session_id,
                              const char *result,
                              CltDay day,
                              GError **error);

G_END_DECLS
