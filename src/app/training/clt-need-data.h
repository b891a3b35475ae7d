/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The list behind a figure of the tab of needs: who waits for a course, and why. It is taken from the
 * same reading as the figures, so that its length is the figure. */

#include "app/training/clt-curriculum-data.h"
#include "core/lists/clt-key-list.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 course_id; /* 0: of any course */
  int tier;         /* -1: of all tiers */
} CltNeedQuestion;

typedef enum
{
  CLT_NEED_CLIENT,
  CLT_NEED_TIER,
  CLT_NEED_SOURCE, /* required, asked, observed, next */
  CLT_NEED_REASON,
  CLT_NEED_NEXT, /* the recommended next course */
  CLT_N_NEED_COLUMNS,
} CltNeedColumn;

typedef struct
{
  gint64 client_id;
  gint64 course_id; /* what he waits for: the question's, or what presses most */
  char *course;     /* its code and name */
  char *sentence;   /* why, and what comes next */
  char *cell[CLT_N_NEED_COLUMNS];
} CltNeedRow;

/* How many wait. */
guint clt_need_question_count (const CltNeedQuestion *question, const CltCurriculum *curriculum);

/* Of which a list makes its questions: the keys of its rows are the ids of clients. */
typedef struct _CltNeedList CltNeedList;
/* @curriculum: is kept. */
CltNeedList *clt_need_list_new (const CltNeedQuestion *question, CltCurriculum *curriculum);
void clt_need_list_unref (gpointer list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltNeedList, clt_need_list_unref)
/* The most pressing first. (element-type gint64) (transfer full) */
GArray *clt_need_list_dup_clients (const CltNeedList *list);
extern const CltKeyListSource clt_need_list_source;

/* What changes: actions on the writer thread. */
typedef struct
{
  gint64 client_id, course_id;
  gboolean required; /* by a permission; else he asked for it */
  char *note;        /* his words, the permission */
} CltNeedEntry;

void clt_need_entry_free (gpointer entry);
/* CltActionFuncs; @data is a CltNeedEntry. */
gboolean clt_need_entry_add (CltConn *conn, gpointer data, GError **error);
gboolean clt_need_entry_close (CltConn *conn, gpointer data, GError **error);

/* A plan for those who wait for one course. */
typedef struct
{
  gint64 course_id;
  GArray *clients; /* gint64, the most pressing first */
  CltDay from, to;
  int minute; /* atomic: of the day when the first session begins; 0: it has no hour */
  int first;  /* atomic: the CltDay of the first session once there is one, else CLT_DAY_NONE */
} CltNeedPlan;

/* Counted: whoever asks for a plan reads from it what came of it. */
CltNeedPlan *clt_need_plan_new (gint64 course_id, GArray *clients, CltDay from, CltDay to);
void clt_need_plan_unref (gpointer plan);
/* A CltActionFunc; @data is a CltNeedPlan. Refused, with the reason, when no hour was found. */
gboolean clt_need_plan_run (CltConn *conn, gpointer data, GError **error);

G_END_DECLS
