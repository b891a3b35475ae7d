/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/surveys/clt-response.h"

static gboolean
insert (CltConn *conn, CltResponse *response, GError **error)
{
  if (response->day == CLT_DAY_NONE)
    response->day = clt_action_get_day (conn);
  response->id = clt_conn_new_id (conn, error);
  return response->id != 0 &&
         clt_conn_run (
           conn, error,
           "INSERT INTO response (id, version_id, survey_id, client_id, staff_id, call_id,"
           " session_id, channel, keyed, day, started, finished, at_key, reference, state)"
           " VALUES (?1, ?2, nullif (?3, 0), nullif (?4, 0), nullif (?5, 0), nullif (?6, 0),"
           " nullif (?7, 0), ?8, ?9, ?10, nullif (?11, 0), nullif (?12, 0), ?13, ?14, ?15)",
           "iiiiiiitiyiittt", response->id, response->version_id, response->survey_id,
           response->client_id, response->staff_id, response->call_id, response->session_id,
           response->channel, (gint64) response->keyed, response->day, response->started,
           response->finished, response->at_key, response->reference,
           clt_response_state_get_name (response->state));
}

gboolean
clt_response_begin (CltConn *conn, CltResponse *response, GError **error)
{
  response->state = CLT_RESPONSE_OPEN;
  return insert (conn, response, error);
}

gboolean
clt_response_store (CltConn *conn, CltResponse *response, GError **error)
{
  if (!insert (conn, response, error))
    return FALSE;
  for (guint i = 0; i < response->answers->len; i++)
    {
      const CltResponseAnswer *answer = response->answers->pdata[i];

      if (!clt_conn_run (conn, error,
                         "INSERT INTO answer (response_id, question_id, part, mark, value, note,"
                         " seconds) VALUES (?, ?, ?, ?, ?, ?, ?)",
                         "iitttti", response->id, answer->question_id, answer->part, answer->mark,
                         answer->value, answer->note, answer->seconds))
        return FALSE;
    }
  return TRUE;
}

/* ---- what was said last -------------------------------------------------------------------- */

void
clt_latest_answer_free (CltLatestAnswer *answer)
{
  g_free (answer->questionnaire);
  g_free (answer->value);
  g_free (answer);
}

gboolean
clt_response_get_latest (CltConn *conn,
                         gint64 client_id,
                         const char *key,
                         CltLatestAnswer **answer,
                         GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT r.id, r.day, n.name, a.value FROM response r"
                                  " JOIN questionnaire_version v ON v.id = r.version_id"
                                  " JOIN questionnaire n ON n.id = v.questionnaire_id"
                                  " JOIN question q ON q.version_id = v.id AND q.key = ?2"
                                  " JOIN answer a ON a.response_id = r.id AND a.question_id = q.id"
                                  " WHERE r.client_id = ?1 AND r.keyed = 1 AND a.value <> ''"
                                  " ORDER BY r.day DESC, r.id DESC LIMIT 1",
                                  "it", client_id, key);
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);

  *answer = NULL;
  if (step != CLT_STEP_ROW)
    return step == CLT_STEP_DONE;
  *answer = g_new0 (CltLatestAnswer, 1);
  (*answer)->response_id = clt_stmt_get_int (stmt, 0);
  (*answer)->day = clt_stmt_get_day (stmt, 1);
  (*answer)->questionnaire = g_strdup (clt_stmt_get_text (stmt, 2));
  (*answer)->value = g_strdup (clt_stmt_get_text (stmt, 3));
  clt_stmt_reset (stmt);
  return TRUE;
}
