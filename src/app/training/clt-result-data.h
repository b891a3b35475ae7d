/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the pane of results shows: the lines of courses and sessions, and the clients behind a figure. */

#include "core/lists/clt-key-list.h"
#include "core/training/clt-training-effect.h"
#include "core/training/clt-training-result.h"

G_BEGIN_DECLS

/* The lines that contain a text, as they were read. Ref-counted: the list keeps what it asks. */
typedef struct _CltResultLines CltResultLines;

/* Takes @lines (element-type CltTally). */
CltResultLines *clt_result_lines_new (GPtrArray *lines);
CltResultLines *clt_result_lines_ref (CltResultLines *lines);
void clt_result_lines_unref (CltResultLines *lines);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltResultLines, clt_result_lines_unref)
/* (element-type CltTally) (transfer none) */
const GPtrArray *clt_result_lines_list (const CltResultLines *lines);
guint clt_result_lines_count (const CltResultLines *lines);
/* (transfer none): key counts from 1. */
const CltTally *clt_result_lines_get (const CltResultLines *lines, gint64 key);
/* Key of the line of a course and session; 0: there is none. */
gint64 clt_result_lines_find (const CltResultLines *lines, gint64 course_id, gint64 session_id);
/* What a list shows of them: those in which all words of @text are found. (transfer full) */
CltResultLines *clt_result_lines_filter (CltResultLines *lines, const char *text);

typedef enum
{
  CLT_RESULT_CLIENT,
  CLT_RESULT_NUMBER,
  CLT_RESULT_SESSION,
  CLT_RESULT_STATE,
  CLT_RESULT_ATTENDANCE,
  CLT_RESULT_RESULT,
  CLT_RESULT_GAIN,
  CLT_RESULT_CERTIFICATE,
  CLT_N_RESULT_COLUMNS,
} CltResultColumn;

/* A row of either list. */
typedef struct
{
  gatomicrefcount refs;
  gint64 client_id;                /* 0: a line */
  char *cell[CLT_N_TALLY_COLUMNS]; /* by CltTallyColumn or CltResultColumn */
} CltResultRow;

extern const CltKeyListSource clt_result_line_source; /* asks a CltResultLines */

/* The clients behind a figure. Ref-counted. */
typedef struct _CltResultMembers CltResultMembers;
CltResultMembers *clt_result_members_new (const CltTallyQuestion *question);
void clt_result_members_unref (CltResultMembers *members);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltResultMembers, clt_result_members_unref)
extern const CltKeyListSource clt_result_member_source; /* asks a CltResultMembers */
/* After the list has loaded: its clients, each once. (element-type gint64) (transfer full) */
GArray *clt_result_members_dup_clients (CltResultMembers *members);

/* CltStoreFunc; @data: unused. (element-type CltTally) */
gpointer
clt_result_data_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);
/* CltStoreFunc; @data: gint64 *, a course. CltTrainingEffect. */
gpointer
clt_result_effect_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
