/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The columns of a file of answers: each is a question, or an option of one ("Question - Option"), or
 * the words behind an open option. Forms that do not exist yet are made from what stands in them. */

#include "core/exchange/clt-import-private.h"
#include "core/surveys/clt-response.h"
#include "core/surveys/clt-survey.h"

G_BEGIN_DECLS

/* The order of the table in clt-import-answers.c. */
enum
{
  CLT_ANSWER_QUESTIONNAIRE,
  CLT_ANSWER_CREATE,
  CLT_ANSWER_NAME,
  CLT_ANSWER_REFERENCE,
  CLT_ANSWER_ACCOUNT,
  CLT_ANSWER_PHONE,
  CLT_ANSWER_CLIENT,
  CLT_ANSWER_DAY,
  CLT_ANSWER_STAFF,
  CLT_ANSWER_CHANNEL,
  CLT_ANSWER_UNKNOWN,
  CLT_ANSWER_ATTRIBUTE,
  CLT_ANSWER_SURVEY,
  CLT_ANSWER_VERSION,
  CLT_N_ANSWER_FIELDS
};

typedef enum
{
  CLT_ANSWER_NOTHING, /* a field, dropped by hand, or of no question */
  CLT_ANSWER_VALUE,
  CLT_ANSWER_PART, /* an option, or a line of a matrix */
  CLT_ANSWER_NOTE, /* words that go with the option of the column before */
} CltAnswerRole;

typedef struct
{
  char *title;        /* of both header rows */
  char *stem, *tail;  /* (nullable): "Question" and "Option" */
  gboolean taken;     /* by a field, or dropped */
  gboolean attribute; /* of the person, no rating */
  CltAnswerRole role;
  CltQuestion *question; /* borrowed from the form */
  char *part;            /* of CLT_ANSWER_PART, and of a note of an option of several */
} CltAnswerColumn;

/* One an column of the file, none of them of a question yet. @lines: (out): rows of the header, 1 or 2.
 * (element-type CltAnswerColumn) (transfer full); NULL on error. */
GPtrArray *clt_answer_columns_read (CltImport *import, guint *lines, GError **error);
/* Finds the question of each column in @form. Returns: how many were found. */
guint clt_answer_columns_match (GPtrArray *columns, const CltForm *form);
/* Makes the questions that the columns are, in @form; reads all rows. */
gboolean clt_answer_columns_infer (CltImport *import,
                                   GPtrArray *columns,
                                   guint header_lines,
                                   CltForm *form,
                                   GError **error);

/* What a cell says. (transfer full) (nullable) */
typedef enum
{
  CLT_ANSWER_BLANK,
  CLT_ANSWER_REFUSED,
  CLT_ANSWER_UNKNOWN_MARK,
  CLT_ANSWER_SAID
} CltAnswerMark;
CltAnswerMark clt_answer_read_mark (const char *text);
/* The option that @text means, by its code, its label, or both ("1. Good"). (nullable) */
const CltOption *clt_answer_find_option (const GPtrArray *options, const char *text);
/* "是", "x", "0" … as what an option of several says. FALSE: other words. */
gboolean clt_answer_read_tick (const char *text, gboolean *ticked);
/* A whole number, however a spreadsheet writes it: "4", "4.0". */
gboolean clt_answer_read_whole (const char *text, gint64 *number);

/* A kind of file */
extern const CltImportKind clt_import_kind_answers;
gboolean clt_import_answers (CltImport *import, GError **error);

G_END_DECLS
