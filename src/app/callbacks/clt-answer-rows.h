/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Results as the tables and charts of the tab show them. Rows are numbered from 1. */

#include "app/callbacks/clt-answer-data.h"
#include "app/widgets/clt-cell-rows.h"
#include "core/charts/clt-chart.h"

G_BEGIN_DECLS

/* ---- the questions --------------------------------------------------------------------------- */

enum
{
  CLT_ANSWER_LINE_NUMBER,
  CLT_ANSWER_LINE_TEXT,
  CLT_ANSWER_LINE_N,
  CLT_ANSWER_LINE_MEAN,
  CLT_ANSWER_LINE_TOP2,
  CLT_ANSWER_LINE_NPS,
  CLT_N_ANSWER_LINES,
};

/* Row 1 is all questions together, row n + 2 the n-th; those whose text has @words. */
CltCellRows *clt_answer_line_rows_new (const CltSurveyResult *result, const char *words);

/* ---- the answers to one question ------------------------------------------------------------- */

enum
{
  CLT_ANSWER_COUNT_LABEL,
  CLT_ANSWER_COUNT_FORMS,
  CLT_ANSWER_COUNT_SHARE,
  CLT_ANSWER_COUNT_INTERVAL,
  CLT_N_ANSWER_COUNTS,
};

/* A line, and the forms behind it. */
typedef struct
{
  char *label;
  GArray *ids; /* owned (nullable): NULL: it opens nothing */
  char *share, *interval;
} CltAnswerTarget;

/* (element-type CltAnswerTarget) */
typedef GPtrArray CltAnswerTargets;

/* @question NULL: of all together. */
CltAnswerTargets *clt_answer_targets_new (const CltSurveyResult *result,
                                          const CltQuestionResult *question);
CltCellRows *clt_answer_count_rows_new (const CltAnswerTargets *targets);

/* ---- groups ---------------------------------------------------------------------------------- */

enum
{
  CLT_ANSWER_GROUP_LABEL,
  CLT_ANSWER_GROUP_FORMS,
  CLT_ANSWER_GROUP_MEAN,
  CLT_ANSWER_GROUP_TOP2,
  CLT_ANSWER_GROUP_NPS,
  CLT_ANSWER_GROUP_PLACE,
  CLT_N_ANSWER_GROUPS,
};

/* @index: of a question; negative: over all. */
CltCellRows *clt_answer_group_rows_new (const CltSurveyResult *result, int index);

/* ---- words ----------------------------------------------------------------------------------- */

enum
{
  CLT_ANSWER_WORD_TEXT,
  CLT_ANSWER_WORD_TAGS,
  CLT_N_ANSWER_WORDS,
};

/* @words: CltResponseWords. */
CltCellRows *clt_answer_word_rows_new (const GPtrArray *words);

/* ---- sentences and charts -------------------------------------------------------------------- */

/* Two best points, CSAT and NPS with their intervals, and what they are weighted. (transfer full) */
char *clt_answer_question_describe (const CltQuestionResult *question, const CltWeighted *weighted);
/* Dimensions, mean and the mix of tiers. (transfer full) */
char *clt_answer_overview_describe (const CltSurveyResult *result);
/* Scores of the dimensions, else of the ratings. (transfer full) (nullable) */
CltChart *clt_answer_overview_chart_new (const CltSurveyResult *result);
/* Two best points by group, else NPS. (transfer full) (nullable) */
CltChart *clt_answer_group_chart_new (const CltSurveyResult *result, int index);

G_END_DECLS
