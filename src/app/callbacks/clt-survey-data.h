/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the tab of surveys reads: the runs with how far each is, who is on the list of one, and whom a
 * new one would ask. All of it is read by workers. */

#include "app/widgets/clt-audience-view.h"
#include "core/surveys/clt-response.h"
#include "core/surveys/clt-survey-result.h"
#include "core/surveys/clt-survey.h"

G_BEGIN_DECLS

/* ---- the runs ------------------------------------------------------------------------------ */

typedef struct
{
  CltSurvey *survey;
  CltSurveyCoverage *coverage;
  gint64 questionnaire_id;
  char *questionnaire; /* its name */
  char *code;          /* of its paper forms: key and number of the version */
  char *owner;         /* name; "" */
} CltSurveyRun;

typedef struct
{
  GPtrArray *runs;           /* CltSurveyRun, newest first */
  GPtrArray *questionnaires; /* CltQuestionnaire that may be put */
  GPtrArray *channels;       /* CltChannel */
} CltSurveyRecord;

void clt_survey_record_free (gpointer record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltSurveyRecord, clt_survey_record_free)
/* A CltStoreFunc. */
gpointer
clt_survey_record_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);
/* (nullable) */
const CltSurveyRun *clt_survey_record_find (const CltSurveyRecord *record, gint64 id);

enum
{
  CLT_SURVEY_ROW_NAME,
  CLT_SURVEY_ROW_CHANNEL,
  CLT_SURVEY_ROW_STATE,
  CLT_SURVEY_ROW_DONE,
  CLT_SURVEY_ROW_COVERAGE,
  CLT_SURVEY_ROW_LEFT,
  CLT_N_SURVEY_ROWS,
};
/* By id of the survey; those whose name or questionnaire has @words. */
CltCellRows *clt_survey_rows_new (const CltSurveyRecord *record, const char *words);
/* Two sentences: what it is, and what is left to do. (transfer full) */
char *clt_survey_run_describe (const CltSurveyRun *run);
char *clt_survey_run_describe_rest (const CltSurveyRun *run);

/* ---- who is on the list -------------------------------------------------------------------- */

typedef struct
{
  GPtrArray *members; /* CltSurveyMember */
  GPtrArray *quotas;  /* CltSurveyQuota */
} CltSurveyPeople;

void clt_survey_people_free (gpointer people);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltSurveyPeople, clt_survey_people_free)
/* A CltStoreFunc; @data: gint64 *, the survey. */
gpointer
clt_survey_people_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

/* Which of them. */
typedef enum
{
  CLT_SURVEY_PEOPLE_ASKED,
  CLT_SURVEY_PEOPLE_COMPLETE,
  CLT_SURVEY_PEOPLE_BROKEN,
  CLT_SURVEY_PEOPLE_WAITING,
  CLT_SURVEY_PEOPLE_THERE, /* asked, or not drawn */
  CLT_SURVEY_PEOPLE_OUT,
  CLT_N_SURVEY_PEOPLE,
} CltSurveyWhich;
/* Translated. */
const char *clt_survey_which_get_label (CltSurveyWhich which);

enum
{
  CLT_SURVEY_MEMBER_NAME,
  CLT_SURVEY_MEMBER_ACCOUNT,
  CLT_SURVEY_MEMBER_TIER,
  CLT_SURVEY_MEMBER_STATE,
  CLT_N_SURVEY_MEMBERS,
};
/* By id of the client. @tier -1: of any; @reason: of those left out, NULL: any. */
CltCellRows *clt_survey_member_rows_new (const CltSurveyPeople *people,
                                         CltSurveyWhich which,
                                         int tier,
                                         const char *reason,
                                         guint *n);

/* ---- a new one ----------------------------------------------------------------------------- */

/* A draft with its draw. */
typedef struct
{
  CltSurvey *survey; /* owned */
  gint64 questionnaire_id;
  gint64 seed, ppm; /* as clt_survey_draw() takes them */
  gboolean open;    /* at once */
} CltSurveyDraft;

CltSurveyDraft *clt_survey_draft_new (const char *name, const char *channel);
void clt_survey_draft_free (gpointer draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltSurveyDraft, clt_survey_draft_free)
/* A CltActionFunc. */
gboolean clt_survey_draft_keep (CltConn *conn, gpointer draft, GError **error);
/* A CltStoreFunc that gives a CltAudience. */
gpointer
clt_survey_draft_preview (CltConn *conn, gpointer draft, GCancellable *cancellable, GError **error);

enum
{
  CLT_SURVEY_PREVIEW_NAME,
  CLT_SURVEY_PREVIEW_ACCOUNT,
  CLT_SURVEY_PREVIEW_TIER,
  CLT_SURVEY_PREVIEW_WHY,
  CLT_N_SURVEY_PREVIEW,
};

G_END_DECLS
