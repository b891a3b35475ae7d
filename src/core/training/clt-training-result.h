/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How courses and their sessions ended: who registered, who came, with what result, and what the tests
 * before and after say. Behind every figure stands its list. */

#include "core/training/clt-course-result.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_TALLY_REGISTERED, /* asked for a seat; an invitation alone is none */
  CLT_TALLY_CANCELLED,  /* of them */
  CLT_TALLY_CAME,       /* to one meeting at least */
  CLT_TALLY_DISTINCTION,
  CLT_TALLY_PASS,
  CLT_TALLY_FAIL,
  CLT_TALLY_WITHDRAWN,
  CLT_TALLY_GAIN,         /* took a test at the beginning and one after */
  CLT_TALLY_UNREGISTERED, /* of the results: of who had not registered, or of no session */
  CLT_N_TALLIES,
} CltTallyFigure;
/* Translated. */
const char *clt_tally_figure_get_label (CltTallyFigure figure);

/* session_id of a line: of all of the course, and of what was learnt outside sessions. */
#define CLT_TALLY_ALL G_GINT64_CONSTANT (0)
#define CLT_TALLY_ELSEWHERE G_GINT64_CONSTANT (-1)

typedef struct
{
  gint64 course_id; /* 0: of all */
  gint64 session_id;
  char *code, *name; /* of the course; "" */
  char *session;     /* its code; "" */
  CltDay first, last;
  int n[CLT_N_TALLIES];
  int called, present;    /* marks of the roll; late is present */
  double gain, low, high; /* points: mean of the best test less the best at the beginning, and its
                             95 % interval; NAN as clt_mean_interval() has it */
  double gains, squares;  /* sums */
} CltTally;

/* (transfer full): "87.3 %", "–" when no roll was called; of who ended the course, who passed; "21.4
 * (19.8–23.1)". */
char *clt_tally_format_attendance (const CltTally *tally);
char *clt_tally_format_completion (const CltTally *tally);
char *clt_tally_format_gain (const CltTally *tally);

typedef enum
{
  CLT_TALLY_COLUMN_COURSE,
  CLT_TALLY_COLUMN_SESSION,
  CLT_TALLY_COLUMN_DAYS,
  CLT_TALLY_COLUMN_REGISTERED,
  CLT_TALLY_COLUMN_CANCELLED,
  CLT_TALLY_COLUMN_ATTENDANCE,
  CLT_TALLY_COLUMN_DISTINCTION,
  CLT_TALLY_COLUMN_PASS,
  CLT_TALLY_COLUMN_FAIL,
  CLT_TALLY_COLUMN_WITHDRAWN,
  CLT_TALLY_COLUMN_COMPLETION,
  CLT_TALLY_COLUMN_GAIN,
  CLT_N_TALLY_COLUMNS,
} CltTallyColumn;
/* Translated. */
const char *clt_tally_column_get_title (CltTallyColumn column);
/* What a list of lines shows in it. (transfer full) */
char *clt_tally_dup_cell (const CltTally *tally, CltTallyColumn column);
/* The figure that the column counts; CLT_N_TALLIES: it is no count. */
CltTallyFigure clt_tally_column_get_figure (CltTallyColumn column);

/* All together, then each course that was held or taken, from shallow to deep, and below it its
 * sessions by day. Every line is the sum of those below. (element-type CltTally) (transfer full) */
GPtrArray *clt_tally_load (CltConn *conn, GError **error);

typedef struct
{
  gint64 course_id, session_id;
  CltTallyFigure figure;
} CltTallyQuestion;

typedef struct
{
  gint64 client_id, course_id;
  gint64 session_id; /* 0: none */
  gint64 result_id;  /* 0: none; of figures that are results */
} CltTallyMember;

/* By session, then name in pinyin order. (element-type CltTallyMember) (transfer full) */
GArray *clt_tally_list_members (CltConn *conn, const CltTallyQuestion *question, GError **error);

/* A member for people. */
typedef struct
{
  char *name, *number; /* account, or the number by which lists of courses know him; "" */
  char *session;       /* "A1/2026-3", the course's code where there is none */
  const char *state;   /* of the enrolment, translated; "" */
  const char *result;  /* translated; "" */
  char *certificate;
  int called, present;
  double gain; /* NAN */
} CltTallyRow;

void clt_tally_row_clear (CltTallyRow *row);
gboolean
clt_tally_row_load (CltConn *conn, const CltTallyMember *member, CltTallyRow *row, GError **error);

G_END_DECLS
