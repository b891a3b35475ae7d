/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The forms of a questionnaire, read once, from which all groups are counted. */

#include "core/surveys/clt-response.h"
#include "core/surveys/clt-survey-result.h"

G_BEGIN_DECLS

/* A question over all versions. */
typedef struct
{
  const CltQuestion *question; /* of the newest version that has it */
  GPtrArray *codes, *labels;   /* char*: what is counted */
  GHashTable *places;          /* code -> place + 1 in codes */
  gboolean *in_form;           /* owned: by the index of the form */
} CltResultColumn;

/* One answer of a form. */
typedef struct
{
  guint column;
  int place;     /* in codes; -1: not counted */
  char mark;     /* 'r', 'u'; 0: a value; 't': a tag of it */
  double number; /* NAN: none */
} CltResultSaid;

typedef struct
{
  gint64 id, survey_id, client_id, staff_id;
  guint form; /* index */
  char *channel;
  CltDay day;
  CltTier tier;
  gboolean own;    /* the member of staff is in charge of the client */
  gboolean last;   /* no later form of the client stands for it, see CLT_RESPONSE_IS_LAST */
  double pace;     /* seconds a question; NAN: not known */
  gint64 spent;    /* seconds from beginning to end; 0: not known */
  gint64 timed;    /* seconds of all its answers */
  GArray *said;    /* CltResultSaid */
  GArray *skipped; /* guint: columns that were not asked as the answers stand; NULL: none */
} CltResultFilled;

typedef struct
{
  CltConn *conn;               /* borrowed */
  const CltResultQuery *query; /* borrowed */
  GPtrArray *forms;            /* CltForm: newest version first */
  GPtrArray *columns;          /* CltResultColumn */
  GPtrArray *filled;           /* CltResultFilled, earliest handed in first */
  double fast_seconds;
  int straight_items;
  int rank_answers; /* staff with fewer get no place */
} CltSurveyResultData;

void clt_survey_result_data_clear (CltSurveyResultData *data);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CltSurveyResultData, clt_survey_result_data_clear)
/* Forms, the filled ones that @query asks for, and what they say. */
gboolean clt_survey_result_read (CltSurveyResultData *data, GError **error);

/* @n: (out): forms of @channel ("": any) that the query asks for and that are in @state instead. */
gboolean clt_survey_result_count_others (const CltSurveyResultData *data,
                                         CltResponseState state,
                                         const char *channel,
                                         gint64 *n,
                                         GError **error);

/* (clt-survey-result-group.c) @filled: of @data. */
CltResultGroup *clt_result_group_new (const CltSurveyResultData *data, const GPtrArray *filled);
void clt_result_group_free (CltResultGroup *group);
void clt_result_count_free (CltResultCount *count);

G_END_DECLS
