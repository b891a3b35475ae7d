/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One questionnaire put to an audience: everybody, or a sample that is drawn by tier. The draw is
 * written down with its seed: the same clients, the same seed and the same day give the same list on
 * every machine. Who is left out is kept with the reason. What writes belongs inside an action. */

#include "core/base/clt-types.h"
#include "core/surveys/clt-questionnaire.h"
#include "core/surveys/clt-survey-figures.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_SURVEY_DRAFT,
  CLT_SURVEY_OPEN,
  CLT_SURVEY_CLOSED,
} CltSurveyState;

/* "draft", "open", "closed"; translated. */
const char *clt_survey_state_get_name (CltSurveyState state);
const char *clt_survey_state_get_label (CltSurveyState state);

#define CLT_SURVEY_NO_SEED -1

typedef struct
{
  gint64 id; /* 0: not stored yet */
  char *name;
  gint64 version_id;
  char *channel;
  CltSurveyState state;
  CltDay from, to; /* first and last day of asking */
  char *audience;  /* filter expression; "": all clients */
  gint64 seed;     /* of the sample; CLT_SURVEY_NO_SEED: everybody is asked */
  CltDay drawn;    /* CLT_DAY_NONE: not yet */
  gint64 owner_id; /* 0: nobody */
  char *note;
  char *questionnaire; /* key, of a loaded one */
} CltSurvey;

CltSurvey *clt_survey_new (const char *name, gint64 version_id, const char *channel);
void clt_survey_free (CltSurvey *survey);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltSurvey, clt_survey_free)

CltSurvey *clt_survey_load (CltConn *conn, gint64 id, GError **error);
/* One of the questionnaire with key @questionnaire that is no draft, by its number or its name; of one
 * name the newest. */
CltSurvey *
clt_survey_find (CltConn *conn, const char *questionnaire, const char *text, GError **error);
/* Newest first. (element-type CltSurvey) (transfer full) */
GPtrArray *clt_survey_list (CltConn *conn, GError **error);
/* Stores a new one (id 0, which it then gets) or a changed draft. */
gboolean clt_survey_save (CltConn *conn, CltSurvey *survey, GError **error);
/* Open: needs a draw. Closed: nobody is asked any more. Who is to be called about it is a matter of
 * calls/clt-callback.h, by which surveys are opened and closed. */
gboolean clt_survey_open (CltConn *conn, gint64 id, GError **error);
gboolean clt_survey_close (CltConn *conn, gint64 id, GError **error);

/* ---- who is asked -------------------------------------------------------------------------- */

/* Of a draft, on the action's day; a draw before it is thrown away. All high-end clients are asked,
 * of the others a share of @ppm millionths (rounded up), by tier in proportion (largest remainder).
 * @ppm negative: rule survey.sample; @seed CLT_SURVEY_NO_SEED: everybody who is not left out. */
gboolean clt_survey_draw (CltConn *conn, gint64 id, gint64 seed, gint64 ppm, GError **error);

/* Sizes of strata to a total of @wanted, by largest remainder; of equal remainders the first gets
 * more. @sizes: clients a stratum. Nothing is larger than its stratum. Pure. */
void clt_survey_allocate (const gint64 *sizes, guint n, gint64 wanted, gint64 *parts);

/* "", "dormant", "closed", "refused", "recent", "quota", "not-drawn": translated. */
const char *clt_survey_reason_get_label (const char *excluded);

typedef struct
{
  gint64 client_id;
  char *account; /* the first */
  char *name;
  CltTier tier;
  char *excluded;     /* "": is asked */
  gint64 response_id; /* the last form of this survey; 0: none yet */
  char *response;     /* its state, as clt_response_state_get_name(); "" */
  CltDay answered;    /* its day */
} CltSurveyMember;
void clt_survey_member_free (gpointer member);
/* Whom that draw would give, on @day, without writing it: those who are asked by lot, then those who
 * are left out. Of @survey only audience and channel count.
 * (element-type CltSurveyMember) (transfer full) */
GPtrArray *clt_survey_preview (CltConn *conn,
                               const CltSurvey *survey,
                               CltDay day,
                               gint64 seed,
                               gint64 ppm,
                               GError **error);

/* @excluded NULL: those who are asked; "*": all; else those left out for it. By account.
 * (element-type CltSurveyMember) (transfer full) */
GPtrArray *clt_survey_list_members (CltConn *conn, gint64 id, const char *excluded, GError **error);

/* ---- how far it is ------------------------------------------------------------------------- */

/* At most @places complete answers. @tier -1: of any; @channel "": by any. @stops FALSE: only told.
 * @places -1 takes the quota away. */
gboolean clt_survey_set_quota (CltConn *conn,
                               gint64 id,
                               int tier,
                               const char *channel,
                               gint64 places,
                               gboolean stops,
                               GError **error);

typedef struct
{
  int tier;
  char *channel;
  gint64 places, taken;
  gboolean stops;
} CltSurveyQuota;
/* (element-type CltSurveyQuota) (transfer full) */
GPtrArray *clt_survey_list_quotas (CltConn *conn, gint64 id, GError **error);
/* Whether one more of @tier by @channel is wanted. @stops: (out): a quota that is full says no. */
gboolean clt_survey_is_full (CltConn *conn,
                             gint64 id,
                             CltTier tier,
                             const char *channel,
                             gboolean *stops,
                             GError **error);

typedef struct
{
  gint64 population; /* of the audience on the day of the draw */
  gint64 wanted;
  gint64 complete, broken; /* clients of the list */
  CltShare coverage;       /* complete of wanted */
} CltSurveyStratum;

typedef struct
{
  CltSurveyStratum tiers[CLT_N_TIERS]; /* by CltTier */
  CltSurveyStratum all;
  GHashTable *excluded; /* reason -> count as GUINT_TO_POINTER */
  int days_left;        /* from the day asked for on, both ends included; 0: over */
  int workdays_left;    /* of them, on which offices work */
  double a_day;         /* complete answers that each of these has to bring; NAN: none is left */
} CltSurveyCoverage;

void clt_survey_coverage_free (CltSurveyCoverage *coverage);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltSurveyCoverage, clt_survey_coverage_free)
CltSurveyCoverage *clt_survey_get_coverage (CltConn *conn, gint64 id, CltDay day, GError **error);

G_END_DECLS
