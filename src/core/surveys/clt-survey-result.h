/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What came of a questionnaire: by question, by dimension, over all, and the same by tier, staff,
 * channel, version or month. Every figure has the list of the forms that it counts. Only complete
 * forms of the first keying count, of one client in one survey the one that was handed in last.
 * Channels are not pooled unless it is asked for: who is called answers more kindly (domain 2.2). */

#include "core/base/clt-types.h"
#include "core/surveys/clt-questionnaire.h"
#include "core/surveys/clt-survey-figures.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_RESULT_BY_NOTHING,
  CLT_RESULT_BY_TIER, /* in force on the day of the form */
  CLT_RESULT_BY_STAFF,
  CLT_RESULT_BY_CHANNEL,
  CLT_RESULT_BY_VERSION,
  CLT_RESULT_BY_MONTH,
} CltResultBy;

/* "tier", "staff", "channel", "version", "month" */
gboolean clt_result_by_from_name (const char *name, CltResultBy *by);

typedef struct
{
  gint64 questionnaire_id;
  gint64 survey_id, version_id, staff_id; /* 0: all */
  const char *channel;                    /* (nullable): the one by which most came */
  gboolean pooled;                        /* all channels in one */
  guint tiers;                            /* 1 << CltTier of the day of the form; 0: all */
  gboolean careful; /* without forms that are too fast or say the same to everything */
  CltDay from, to;  /* of the forms, included; CLT_DAY_NONE: open */
  CltResultBy by;
} CltResultQuery;

/* Forms that say one thing. */
typedef struct
{
  char *code, *label;
  CltShare share;    /* of those who answered the question */
  GArray *responses; /* gint64 */
} CltResultCount;

typedef struct
{
  const CltQuestion *question; /* of the newest version that was answered; the result owns it */
  gint64 asked;                /* forms whose version has it */
  gint64 n;                    /* forms that answer it with a value */
  GArray *blank, *refused, *unknown; /* gint64: forms */
  GArray *skipped;        /* gint64: forms in which the answers before left it out; not in @blank */
  GPtrArray *counts;      /* CltResultCount: points, options, "line/option"; of words their tags */
  CltSums sums;           /* rating, NPS, number: of the values as they were given */
  double score;           /* 0-100 of a rating, where 100 is good; NAN */
  CltShare csat;          /* 4 or 5 of 1 … 5; of other questions without a denominator */
  CltShare top2;          /* the two best points of a rating */
  double nps, nps_margin; /* of 0-10 and 1-10; NAN */
} CltQuestionResult;

typedef struct
{
  char *name;
  int weight;   /* per cent */
  double score; /* mean of its questions' scores, 0-100; NAN */
} CltDimensionResult;

/* Of all forms, or of one group of them. */
typedef struct
{
  char *key, *label;     /* "" of all */
  gint64 staff_id;       /* by staff; else 0 */
  GArray *responses;     /* gint64 */
  GPtrArray *questions;  /* CltQuestionResult, those that are asked */
  GPtrArray *dimensions; /* CltDimensionResult */
  double index;          /* 0-100, weighted by dimensions; NAN */
  /* over all answers on the scale that most questions have */
  CltSums sums;
  CltShare top2;
  CltShare csat; /* of all ratings of 1 … 5 */
  /* by which the group recommends: the first 0-10 that was answered, else the first 1-10; NULL */
  const CltQuestionResult *nps;
  GArray *straight; /* gint64: forms that say the same to all of these questions */
  GArray *fast;     /* gint64: forms answered faster than rule survey.fast_seconds a question */
  GArray *own;      /* gint64: forms that staff took of their own clients */
  guint place;      /* by staff: from 1; 0: not ranked, see clt_share_rank() and the rule
                       survey.rank_answers */
} CltResultGroup;

/* To the tiers of the branch; NAN where nobody with a tier answered. */
typedef struct
{
  double csat, top2, mean;
} CltWeighted;

typedef struct
{
  CltResultGroup *all;
  GPtrArray *groups; /* CltResultGroup, in the order of what they are by */
  GArray *weighted;  /* CltWeighted, a question of @all */
  CltWeighted overall;
  gint64 weights[CLT_N_TIERS]; /* clients by CltTier on the first day of the period */
  GPtrArray *channels;         /* CltResultCount: the forms by channel, most first */
  char *channel;               /* the one that @all shows; "": all */
  gint64 n_open, n_broken;     /* forms that the query would ask for if they were complete */
  GArray *replaced;            /* gint64: forms that a later one of the same client stands for */
  GArray *careless; /* gint64: forms that a careful query leaves out, whether it does or not */
  CltShare rate;    /* clients of the tiers asked in surveys of the period who answered */
  GPtrArray *forms; /* CltForm: the versions that were answered, the newest first */
} CltSurveyResult;

void clt_survey_result_free (CltSurveyResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltSurveyResult, clt_survey_result_free)
CltSurveyResult *
clt_survey_result_load (CltConn *conn, const CltResultQuery *query, GError **error);
/* Which forms are counted, in words: “All versions, 2026-01-01 – 2026-03-31, phone”. (transfer full) */
char *clt_result_query_describe (CltConn *conn,
                                 const CltResultQuery *query,
                                 const CltSurveyResult *result,
                                 GError **error);
/* “tier”, “staff” …, translated, for headings. */
const char *clt_result_by_get_label (CltResultBy by);
/* What a share is in words: “86.4 % (84.1 % – 88.4 %)”; of fewer than five cases only the counts; “–”
 * without any. (transfer full) */
char *clt_share_format (const CltShare *share);
/* How many answered, and how many did not for which reason; mean and spread. (transfer full) */
char *clt_question_result_describe (const CltQuestionResult *result);
/* “+28.0”, “−56.8”, with the sign of arithmetic; “–” (transfer full) */
char *clt_score_format (double score);
/* “+28.0 ± 14.7”; “–” (transfer full) */
char *clt_nps_format (double nps, double margin);
/* (nullable) */
const CltQuestionResult *clt_result_group_find (const CltResultGroup *group, const char *key);
/* (nullable) */
const CltResultCount *clt_question_result_find (const CltQuestionResult *result, const char *code);

G_END_DECLS
