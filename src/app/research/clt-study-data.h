/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the screens of plans and notes read: functions for the threads of the store. */

#include "core/lists/clt-key-list.h"
#include "core/research/clt-study-delivery.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_STUDY_COLUMN_CLIENT,
  CLT_STUDY_COLUMN_TITLE,
  CLT_STUDY_COLUMN_KIND,
  CLT_STUDY_COLUMN_AUTHOR,
  CLT_STUDY_COLUMN_VERSION,
  CLT_STUDY_COLUMN_STATE,
  CLT_STUDY_COLUMN_DELIVERY,
  CLT_N_STUDY_COLUMNS,
} CltStudyColumn;

/* Which lines are shown. */
typedef enum
{
  CLT_STUDY_SHOW_ALL,
  CLT_STUDY_SHOW_DRAFTS,
  CLT_STUDY_SHOW_REVIEW,
  CLT_STUDY_SHOW_RETURNED,
  CLT_STUDY_SHOW_READY, /* approved, and nobody has got it */
  CLT_STUDY_SHOW_DELIVERED,
  CLT_N_STUDY_SHOWS,
} CltStudyShow;

/* The newest version of a study. */
typedef struct
{
  gatomicrefcount refs;
  gint64 study_id;
  CltStudyShow show; /* the one that it belongs to */
  char *cell[CLT_N_STUDY_COLUMNS];
  char *words; /* in small letters, what a search looks in */
} CltStudyLine;

CltStudyLine *clt_study_line_ref (CltStudyLine *line);
void clt_study_line_unref (CltStudyLine *line);
/* A CltStoreFunc without data. (element-type CltStudyLine) */
gpointer
clt_study_lines_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);
/* Of @lines those that belong to @show and have @words in them. (transfer full) */
GPtrArray *clt_study_lines_filter (GPtrArray *lines, CltStudyShow show, const char *words);
/* A question is an array of lines, a key the id of a study. */
extern const CltKeyListSource clt_study_lines_source;

/* One study with all that was ever written of it. */
typedef struct
{
  GPtrArray *versions; /* CltStudy, newest first; none: it is gone */
} CltStudyRecord;

void clt_study_record_free (CltStudyRecord *record);
/* A CltStoreFunc; @data is a gint64* id of a study. */
gpointer
clt_study_record_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

/* What a new plan or note begins with. */
typedef struct
{
  gint64 client_id; /* 0: to be asked for */
  char *client, *account;
  GPtrArray *authors; /* CltStaff: advisers in office with a qualification number */
  gint64 author_id;   /* the client's own adviser, or who sits at the desk; 0: neither */
} CltStudyStart;

/* The question: client and who sits at the desk. */
typedef struct
{
  gint64 client_id;
  char *who;
} CltStudyStartQuestion;

void clt_study_start_question_free (gpointer question);
void clt_study_start_free (CltStudyStart *start);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltStudyStart, clt_study_start_free)
/* A CltStoreFunc; @data is a CltStudyStartQuestion. */
gpointer
clt_study_start_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

/* By which ways an approved study may reach its client. */
typedef struct
{
  CltStudy *study;
  GPtrArray *offers; /* CltStudyOffer; of a note without a word on who may get it */
  int follow_up;     /* working days */
} CltStudyWays;

void clt_study_ways_free (CltStudyWays *ways);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltStudyWays, clt_study_ways_free)
/* A CltStoreFunc; @data is a gint64* id of a version. */
gpointer
clt_study_ways_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
