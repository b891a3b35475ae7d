/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the tab of results reads: which answers are counted, what came of them, and the forms behind a
 * figure. All of it is read by workers. */

#include "app/widgets/clt-cell-rows.h"
#include "core/surveys/clt-response-list.h"
#include "core/surveys/clt-survey-result.h"
#include "core/surveys/clt-survey.h"

G_BEGIN_DECLS

/* Which answers are counted: a value, copied freely. */
typedef struct
{
  gint64 questionnaire_id; /* 0: the one with the most answers */
  gint64 version_id, survey_id, staff_id;
  char channel[40]; /* "": the one by which most came */
  gboolean pooled;
  CltDay from, to; /* CLT_DAY_NONE: open */
  guint tiers;     /* as in CltResultQuery */
  gboolean careful;
  CltResultBy by;
} CltAnswerChoice;

/* Its channel is borrowed from @choice. */
CltResultQuery clt_answer_choice_get_query (const CltAnswerChoice *choice);

typedef struct
{
  CltAnswerChoice choice;    /* as it was carried out */
  GPtrArray *questionnaires; /* CltQuestionnaire that were answered */
  GPtrArray *versions;       /* CltForm of the questionnaire, newest first */
  GPtrArray *surveys;        /* CltSurvey of the questionnaire */
  GPtrArray *staff;          /* CltStaff who took forms of it */
  CltSurveyResult *result;   /* NULL: nothing is answered yet */
  char *description;         /* which forms are counted */
} CltAnswerRecord;

void clt_answer_record_free (gpointer record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltAnswerRecord, clt_answer_record_free)
/* A CltStoreFunc; @data: CltAnswerChoice. */
gpointer
clt_answer_record_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);
/* The questionnaire that is looked at. (nullable) */
const CltQuestionnaire *clt_answer_record_get_questionnaire (const CltAnswerRecord *record);

/* ---- the forms behind a figure ------------------------------------------------------------- */

typedef enum
{
  CLT_ANSWER_CLIENT,
  CLT_ANSWER_ACCOUNT,
  CLT_ANSWER_TIER,
  CLT_ANSWER_DAY,
  CLT_ANSWER_CHANNEL,
  CLT_ANSWER_STAFF,
  CLT_ANSWER_REFERENCE,
  CLT_ANSWER_SECONDS,
  CLT_N_ANSWER_COLUMNS,
} CltAnswerColumn;

/* @ids: gint64, copied; none twice. */
CltCellRows *clt_answer_form_rows_new (const GArray *ids);

/* ---- free words ---------------------------------------------------------------------------- */

typedef struct
{
  GPtrArray *words; /* CltResponseWords */
  char **tags;      /* known ones, used most first */
} CltAnswerWords;

void clt_answer_words_free (gpointer words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltAnswerWords, clt_answer_words_free)

/* Whose words are asked for; its CltStoreFunc gives a CltAnswerWords. */
typedef struct
{
  gint64 questionnaire_id;
  char *key;
  GArray *ids;
} CltAnswerWordQuestion;

CltAnswerWordQuestion *
clt_answer_word_question_new (gint64 questionnaire_id, const char *key, GArray *ids);
void clt_answer_word_question_free (gpointer question);
gpointer
clt_answer_words_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

/* ---- one form ------------------------------------------------------------------------------ */

typedef struct
{
  CltResponseLine *line;
  CltResponse *response;
  CltForm *form;
  CltFlow *flow;
  GPtrArray *edits;   /* CltResponseEdit */
  GPtrArray *tags;    /* char **, one a question of the form */
  GPtrArray *answers; /* char *, one a question of the form, as people read them */
} CltAnswerSheet;

void clt_answer_sheet_free (gpointer sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltAnswerSheet, clt_answer_sheet_free)
/* A CltStoreFunc; @data: gint64 *, the form. */
gpointer
clt_answer_sheet_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
