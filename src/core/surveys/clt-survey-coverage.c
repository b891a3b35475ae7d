/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/base/clt-i18n.h"
#include "core/catalogue/clt-workdays.h"
#include "core/surveys/clt-response-sql.h"
#include "core/surveys/clt-survey.h"

/* ---- members ------------------------------------------------------------------------------- */

const char *
clt_survey_reason_get_label (const char *excluded)
{
  static const struct
  {
    const char *name, *label;
  } reasons[] = {
    { "", NC_ ("survey", "Is asked") },
    { "dormant", NC_ ("survey", "Dormant") },
    { "closed", NC_ ("survey", "Closed account") },
    { "refused", NC_ ("survey", "Does not want to be asked") },
    { "recent", NC_ ("survey", "Was asked lately") },
    { "quota", NC_ ("survey", "Quota is full") },
    { "not-drawn", NC_ ("survey", "Not drawn") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_str_equal (reasons[i].name, excluded))
      return g_dpgettext2 (GETTEXT_PACKAGE, "survey", reasons[i].label);
  return excluded;
}

void
clt_survey_member_free (gpointer data)
{
  CltSurveyMember *member = data;

  g_free (member->account);
  g_free (member->name);
  g_free (member->excluded);
  g_free (member->response);
  g_free (member);
}

static gpointer
read_member (CltStmt *stmt)
{
  CltSurveyMember *member = g_new0 (CltSurveyMember, 1);

  member->client_id = clt_stmt_get_int (stmt, 0);
  member->account = g_strdup (clt_stmt_get_text (stmt, 1));
  member->name = g_strdup (clt_stmt_get_text (stmt, 2));
  member->tier = (CltTier) clt_stmt_get_int (stmt, 3);
  member->excluded = g_strdup (clt_stmt_get_text (stmt, 4));
  member->response_id = clt_stmt_get_int (stmt, 5);
  member->response = g_strdup (clt_stmt_get_text (stmt, 6));
  member->answered = clt_stmt_get_day (stmt, 7);
  return member;
}

GPtrArray *
clt_survey_list_members (CltConn *conn, gint64 id, const char *excluded, GError **error)
{
  return clt_stmt_read_all (
    clt_conn_query (conn, error,
                    "SELECT m.client_id, (SELECT min (a.number) FROM account a"
                    " WHERE a.client_id = m.client_id) AS number, c.name, m.tier, m.excluded,"
                    " r.id, coalesce (r.state, ''), r.day"
                    " FROM survey_member m JOIN client c ON c.id = m.client_id"
                    " LEFT JOIN response r ON r.id = (SELECT o.id FROM response o"
                    " WHERE o.survey_id = m.survey_id AND o.client_id = m.client_id"
                    " AND o.keyed = 1 ORDER BY o.state = 'complete' DESC, o.day DESC,"
                    " coalesce (o.finished, 0) DESC, o.id DESC LIMIT 1)"
                    " WHERE m.survey_id = ?1 AND (?2 = '*' OR m.excluded = ?2)"
                    " ORDER BY number, m.client_id",
                    "it", id, excluded == NULL ? "" : excluded),
    read_member, clt_survey_member_free, error);
}

/* ---- quotas -------------------------------------------------------------------------------- */

gboolean
clt_survey_set_quota (CltConn *conn,
                      gint64 id,
                      int tier,
                      const char *channel,
                      gint64 places,
                      gboolean stops,
                      GError **error)
{
  if (places < 0)
    return clt_conn_run (conn, error,
                         "DELETE FROM survey_quota WHERE survey_id = ? AND tier = ?"
                         " AND channel = ?",
                         "iit", id, (gint64) tier, channel);
  return clt_conn_run (conn, error,
                       "INSERT INTO survey_quota (survey_id, tier, channel, places, stops)"
                       " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                       " places = excluded.places, stops = excluded.stops",
                       "iitii", id, (gint64) tier, channel, places, (gint64) stops);
}

static void
quota_free (gpointer data)
{
  CltSurveyQuota *quota = data;

  g_free (quota->channel);
  g_free (quota);
}

static gpointer
read_quota (CltStmt *stmt)
{
  CltSurveyQuota *quota = g_new0 (CltSurveyQuota, 1);

  quota->tier = (int) clt_stmt_get_int (stmt, 0);
  quota->channel = g_strdup (clt_stmt_get_text (stmt, 1));
  quota->places = clt_stmt_get_int (stmt, 2);
  quota->stops = clt_stmt_get_int (stmt, 3) != 0;
  quota->taken = clt_stmt_get_int (stmt, 4);
  return quota;
}

GPtrArray *
clt_survey_list_quotas (CltConn *conn, gint64 id, GError **error)
{
  return clt_stmt_read_all (
    clt_conn_query (conn, error,
                    "SELECT q.tier, q.channel, q.places, q.stops, (SELECT count(*)"
                    " FROM response r LEFT JOIN survey_member m ON m.survey_id = r.survey_id"
                    " AND m.client_id = r.client_id WHERE r.survey_id = q.survey_id"
                    " AND " CLT_RESPONSE_COUNTS
                    " AND (q.tier = -1 OR coalesce (m.tier, 0) = q.tier)"
                    " AND (q.channel = '' OR r.channel = q.channel))"
                    " FROM survey_quota q WHERE q.survey_id = ? ORDER BY q.tier, q.channel",
                    "i", id),
    read_quota, quota_free, error);
}

gboolean
clt_survey_is_full (CltConn *conn,
                    gint64 id,
                    CltTier tier,
                    const char *channel,
                    gboolean *stops,
                    GError **error)
{
  g_autoptr (GPtrArray) quotas = clt_survey_list_quotas (conn, id, error);

  *stops = FALSE;
  for (guint i = 0; quotas != NULL && i < quotas->len; i++)
    {
      const CltSurveyQuota *quota = quotas->pdata[i];

      if (quota->stops && quota->taken >= quota->places &&
          (quota->tier < 0 || quota->tier == (int) tier) &&
          (*quota->channel == '\0' || g_str_equal (quota->channel, channel)))
        *stops = TRUE;
    }
  return quotas != NULL;
}

/* ---- coverage ------------------------------------------------------------------------------ */

void
clt_survey_coverage_free (CltSurveyCoverage *coverage)
{
  g_hash_table_unref (coverage->excluded);
  g_free (coverage);
}

#define FORM(state)                                                                                \
  "EXISTS (SELECT 1 FROM response r WHERE r.survey_id = s.survey_id"                               \
  " AND r.client_id = m.client_id AND r.state = '" state "' AND r.keyed = 1)"
/* A client counts once, however many forms there are. */
#define MEMBERS(condition)                                                                         \
  "(SELECT count(*) FROM survey_member m WHERE m.survey_id = s.survey_id AND m.tier = s.tier"      \
  " AND m.excluded = '' AND " condition ")"

static gboolean
read_strata (CltConn *conn, gint64 id, CltSurveyCoverage *coverage, GError **error)
{
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT s.tier, s.population, s.wanted, " MEMBERS (FORM ("complete")) ", " MEMBERS (
      FORM ("broken") " AND NOT " FORM ("complete")) " FROM survey_stratum s WHERE s.survey_id = ?",
    "i", id);
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      CltSurveyStratum *stratum = &coverage->tiers[clt_stmt_get_int (stmt, 0)];

      stratum->population = clt_stmt_get_int (stmt, 1);
      stratum->wanted = clt_stmt_get_int (stmt, 2);
      stratum->complete = clt_stmt_get_int (stmt, 3);
      stratum->broken = clt_stmt_get_int (stmt, 4);
      coverage->all.population += stratum->population;
      coverage->all.wanted += stratum->wanted;
      coverage->all.complete += stratum->complete;
      coverage->all.broken += stratum->broken;
    }
  for (guint tier = 0; tier < CLT_N_TIERS; tier++)
    coverage->tiers[tier].coverage =
      clt_share_new (coverage->tiers[tier].complete, coverage->tiers[tier].wanted);
  coverage->all.coverage = clt_share_new (coverage->all.complete, coverage->all.wanted);
  return step == CLT_STEP_DONE;
}

static gboolean
read_excluded (CltConn *conn, gint64 id, CltSurveyCoverage *coverage, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT excluded, count(*) FROM survey_member"
                                  " WHERE survey_id = ? AND excluded <> '' GROUP BY excluded",
                                  "i", id);
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    g_hash_table_insert (coverage->excluded, g_strdup (clt_stmt_get_text (stmt, 0)),
                         GUINT_TO_POINTER ((guint) clt_stmt_get_int (stmt, 1)));
  return step == CLT_STEP_DONE;
}

CltSurveyCoverage *
clt_survey_get_coverage (CltConn *conn, gint64 id, CltDay day, GError **error)
{
  g_autoptr (CltSurvey) survey = clt_survey_load (conn, id, error);
  g_autoptr (CltWorkdays) workdays = NULL;
  g_autoptr (CltSurveyCoverage) coverage = NULL;
  CltDay first;

  if (survey == NULL || (workdays = clt_workdays_load_office (conn, error)) == NULL)
    return NULL;
  coverage = g_new0 (CltSurveyCoverage, 1);
  coverage->excluded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!read_strata (conn, id, coverage, error) || !read_excluded (conn, id, coverage, error))
    return NULL;
  first = MAX (day, survey->from);
  coverage->days_left = MAX (survey->to - first + 1, 0);
  if (coverage->days_left > 0)
    coverage->workdays_left = clt_workdays_count (workdays, first, survey->to);
  coverage->a_day =
    coverage->workdays_left == 0
      ? NAN
      : (double) MAX (coverage->all.wanted - coverage->all.complete, 0) / coverage->workdays_left;
  return g_steal_pointer (&coverage);
}
