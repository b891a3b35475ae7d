/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/surveys/clt-survey.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-filter.h"

static const struct
{
  const char *name, *label;
} states[] = {
  { "draft", NC_ ("survey", "Draft") },
  { "open", NC_ ("survey", "Open") },
  { "closed", NC_ ("survey", "Closed") },
};

const char *
clt_survey_state_get_name (CltSurveyState state)
{
  return states[state].name;
}

const char *
clt_survey_state_get_label (CltSurveyState state)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "survey", states[state].label);
}

CltSurvey *
clt_survey_new (const char *name, gint64 version_id, const char *channel)
{
  CltSurvey *survey = g_new0 (CltSurvey, 1);

  survey->name = g_strdup (name);
  survey->version_id = version_id;
  survey->channel = g_strdup (channel);
  survey->from = survey->to = survey->drawn = CLT_DAY_NONE;
  survey->audience = g_strdup ("");
  survey->seed = CLT_SURVEY_NO_SEED;
  survey->note = g_strdup ("");
  survey->questionnaire = g_strdup ("");
  return survey;
}

void
clt_survey_free (CltSurvey *survey)
{
  g_free (survey->name);
  g_free (survey->channel);
  g_free (survey->audience);
  g_free (survey->note);
  g_free (survey->questionnaire);
  g_free (survey);
}

static gpointer
read_survey (CltStmt *stmt)
{
  CltSurvey *survey = clt_survey_new (clt_stmt_get_text (stmt, 1), clt_stmt_get_int (stmt, 2),
                                      clt_stmt_get_text (stmt, 3));
  const char *state = clt_stmt_get_text (stmt, 4);

  survey->id = clt_stmt_get_int (stmt, 0);
  while (!g_str_equal (state, states[survey->state].name) && survey->state < CLT_SURVEY_CLOSED)
    survey->state++;
  survey->from = clt_stmt_get_day (stmt, 5);
  survey->to = clt_stmt_get_day (stmt, 6);
  clt_set_str (&survey->audience, clt_stmt_get_text (stmt, 7));
  survey->seed = clt_stmt_get_int (stmt, 8);
  survey->drawn = clt_stmt_get_day (stmt, 9);
  survey->owner_id = clt_stmt_get_int (stmt, 10);
  clt_set_str (&survey->note, clt_stmt_get_text (stmt, 11));
  clt_set_str (&survey->questionnaire, clt_stmt_get_text (stmt, 12));
  return survey;
}

#define SELECT_SURVEY                                                                              \
  "SELECT s.id, s.name, s.version_id, s.channel, s.state, s.valid_from, s.valid_to, s.audience,"   \
  " coalesce (s.seed, -1), s.drawn, s.owner_id, s.note, q.key FROM survey s"                       \
  " JOIN questionnaire_version v ON v.id = s.version_id"                                           \
  " JOIN questionnaire q ON q.id = v.questionnaire_id"

CltSurvey *
clt_survey_load (CltConn *conn, gint64 id, GError **error)
{
  return clt_stmt_read_one (clt_conn_query (conn, error, SELECT_SURVEY " WHERE s.id = ?", "i", id),
                            read_survey, _ ("There is no such survey."), error);
}

CltSurvey *
clt_survey_find (CltConn *conn, const char *questionnaire, const char *text, GError **error)
{
  g_autoptr (GPtrArray) surveys = clt_survey_list (conn, error);

  for (guint i = 0; surveys != NULL && i < surveys->len; i++)
    {
      const CltSurvey *survey = surveys->pdata[i];
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, survey->id);

      if (survey->state != CLT_SURVEY_DRAFT && g_str_equal (survey->questionnaire, questionnaire) &&
          (g_str_equal (number, text) || g_str_equal (survey->name, text)))
        return g_ptr_array_steal_index (surveys, i);
    }
  if (surveys != NULL)
    clt_store_refuse (error,
                      /* Translators: the number or name of a survey, then the key of a
                       * questionnaire. */
                      _ ("“%s” is no survey of the questionnaire “%s” that was opened. Nothing was"
                         " changed."),
                      text, questionnaire);
  return NULL;
}

GPtrArray *
clt_survey_list (CltConn *conn, GError **error)
{
  return clt_stmt_read_all (clt_conn_query (conn, error,
                                            SELECT_SURVEY " ORDER BY s.valid_from DESC, s.id DESC",
                                            ""),
                            read_survey, (GDestroyNotify) clt_survey_free, error);
}

static gboolean
check (const CltSurvey *survey, GError **error)
{
  g_autoptr (CltFilter) filter = NULL;

  if (*survey->name == '\0')
    return clt_store_refuse (error, _ ("A survey needs a name. Nothing was changed."));
  if (survey->from == CLT_DAY_NONE || survey->to == CLT_DAY_NONE || survey->to < survey->from)
    return clt_store_refuse (error, _ ("The last day of a survey is not before its first."
                                       " Nothing was changed."));
  if (survey->state != CLT_SURVEY_DRAFT)
    return clt_store_refuse (error, _ ("This survey has begun: only a draft is changed."
                                       " Nothing was changed."));
  if (*survey->audience != '\0' && (filter = clt_filter_parse (survey->audience, error)) == NULL)
    return FALSE;
  return TRUE;
}

gboolean
clt_survey_save (CltConn *conn, CltSurvey *survey, GError **error)
{
  if (!check (survey, error) ||
      (survey->id == 0 && (survey->id = clt_conn_new_id (conn, error)) == 0))
    return FALSE;
  return clt_conn_run (
    conn, error,
    "INSERT INTO survey (id, name, version_id, channel, state, valid_from, valid_to, audience,"
    " owner_id, note) VALUES (?1, ?2, ?3, ?4, 'draft', ?5, ?6, ?7, nullif (?8, 0), ?9)"
    " ON CONFLICT (id) DO UPDATE SET name = excluded.name, version_id = excluded.version_id,"
    " channel = excluded.channel, valid_from = excluded.valid_from, valid_to = excluded.valid_to,"
    " audience = excluded.audience, owner_id = excluded.owner_id, note = excluded.note",
    "itityytit", survey->id, survey->name, survey->version_id, survey->channel, survey->from,
    survey->to, survey->audience, survey->owner_id, survey->note);
}

static gboolean
set_state (CltConn *conn, gint64 id, CltSurveyState state, GError **error)
{
  return clt_conn_run (conn, error, "UPDATE survey SET state = ?2 WHERE id = ?1", "it", id,
                       states[state].name);
}

gboolean
clt_survey_open (CltConn *conn, gint64 id, GError **error)
{
  g_autoptr (CltSurvey) survey = clt_survey_load (conn, id, error);

  if (survey == NULL)
    return FALSE;
  if (survey->state != CLT_SURVEY_DRAFT)
    return clt_store_refuse (error, _ ("This survey has begun already. Nothing was changed."));
  if (survey->drawn == CLT_DAY_NONE)
    return clt_store_refuse (error, _ ("Say first who is asked: draw a sample, or take all."
                                       " Nothing was changed."));
  return set_state (conn, id, CLT_SURVEY_OPEN, error);
}

gboolean
clt_survey_close (CltConn *conn, gint64 id, GError **error)
{
  g_autoptr (CltSurvey) survey = clt_survey_load (conn, id, error);

  if (survey == NULL)
    return FALSE;
  if (survey->state != CLT_SURVEY_OPEN)
    return clt_store_refuse (error, _ ("This survey is not open. Nothing was changed."));
  return set_state (conn, id, CLT_SURVEY_CLOSED, error);
}
