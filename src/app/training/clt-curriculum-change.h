/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the tab of the curriculum writes: functions for the writer thread of the store. */

#include "app/training/clt-course-field.h"

G_BEGIN_DECLS

/* A change of one course: an action on the writer thread. */
typedef enum
{
  CLT_COURSE_SET,         /* field := text */
  CLT_COURSE_ADD_NEED,    /* other comes first */
  CLT_COURSE_REMOVE_NEED, /* other need not */
  CLT_COURSE_ARCHIVE,     /* or brought back */
  CLT_COURSE_DELETE,
  CLT_COURSE_MOVE, /* by step places in its level */
} CltCourseChangeKind;

typedef struct
{
  CltCourseChangeKind kind;
  gint64 course_id, other_id;
  const CltCourseField *field;
  char *text;
  int step;
} CltCourseChange;

CltCourseChange *clt_course_change_new (CltCourseChangeKind kind, gint64 course_id);
void clt_course_change_free (gpointer change);
/* A CltActionFunc; @data is a CltCourseChange. */
gboolean clt_course_change_run (CltConn *conn, gpointer data, GError **error);

/* A new course or a level, new or changed: an action. */
typedef struct
{
  gint64 id;       /* of a level that is changed, else 0 */
  gint64 level_id; /* of a course */
  char *code, *name;
  gboolean archived;
  int step; /* a level that is moved goes by so many places: 1 is deeper */
} CltCurriculumEntry;

void clt_curriculum_entry_free (gpointer entry);
/* CltActionFuncs; @data is a CltCurriculumEntry. */
gboolean clt_curriculum_add_course (CltConn *conn, gpointer data, GError **error);
gboolean clt_curriculum_save_level (CltConn *conn, gpointer data, GError **error);
gboolean clt_curriculum_move_level (CltConn *conn, gpointer data, GError **error);
/* A CltActionFunc; needs no data. */
gboolean clt_curriculum_run_preset (CltConn *conn, gpointer data, GError **error);

G_END_DECLS
