/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/surveys/clt-response-list.h"

#include "core/base/clt-i18n.h"
#include "core/surveys/clt-response-sql.h"

GArray *
clt_response_query_ids (CltConn *conn, const CltResponseQuery *query, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT r.id FROM response r JOIN questionnaire_version v ON v.id = r.version_id"
    " WHERE (?1 = 0 OR v.questionnaire_id = ?1) AND (?2 = 0 OR r.survey_id = ?2)"
    " AND (?3 = 0 OR r.client_id = ?3) AND (?4 IS NULL OR r.state = ?4)"
    " AND (?5 = 0 OR r.keyed = ?5) ORDER BY r.day DESC, r.id DESC",
    "iiiti", query->questionnaire_id, query->survey_id, query->client_id,
    query->state < 0 ? NULL : clt_response_state_get_name ((CltResponseState) query->state),
    (gint64) query->keyed);
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const gint64 id = clt_stmt_get_int (stmt, 0);

      g_array_append_val (ids, id);
    }
  return step == CLT_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

/* ---- lines --------------------------------------------------------------------------------- */

void
clt_response_line_free (CltResponseLine *line)
{
  g_free (line->account);
  g_free (line->client);
  g_free (line->staff);
  g_free (line->survey);
  g_free (line->channel);
  g_free (line->reference);
  g_free (line);
}

static gpointer
read_line (CltStmt *stmt)
{
  CltResponseLine *line = g_new0 (CltResponseLine, 1);

  line->id = clt_stmt_get_int (stmt, 0);
  line->version_id = clt_stmt_get_int (stmt, 1);
  line->survey_id = clt_stmt_get_int (stmt, 2);
  line->client_id = clt_stmt_get_int (stmt, 3);
  line->staff_id = clt_stmt_get_int (stmt, 4);
  line->account = g_strdup (clt_stmt_get_text (stmt, 5));
  line->client = g_strdup (clt_stmt_get_text (stmt, 6));
  line->staff = g_strdup (clt_stmt_get_text (stmt, 7));
  line->survey = g_strdup (clt_stmt_get_text (stmt, 8));
  line->channel = g_strdup (clt_stmt_get_text (stmt, 9));
  line->reference = g_strdup (clt_stmt_get_text (stmt, 10));
  line->tier = (CltTier) clt_stmt_get_int (stmt, 11);
  line->day = clt_stmt_get_day (stmt, 12);
  line->state = clt_response_state_from_name (clt_stmt_get_text (stmt, 13));
  line->keyed = (int) clt_stmt_get_int (stmt, 14);
  line->version = (int) clt_stmt_get_int (stmt, 15);
  line->seconds = clt_stmt_get_int (stmt, 16);
  line->edits = clt_stmt_get_int (stmt, 17);
  return line;
}

CltResponseLine *
clt_response_line_load (CltConn *conn, gint64 id, GError **error)
{
  return clt_stmt_read_one (
    clt_conn_query (
      conn, error,
      "SELECT r.id, r.version_id, r.survey_id, r.client_id, r.staff_id,"
      " coalesce ((SELECT min (a.number) FROM account a WHERE a.client_id = r.client_id), ''),"
      " coalesce (c.name, ''), coalesce (s.name, ''), coalesce (u.name, ''), r.channel,"
      " r.reference, " CLT_RESPONSE_TIER ", r.day, r.state, r.keyed, v.number,"
      " coalesce (nullif ((SELECT sum(a.seconds) FROM answer a WHERE a.response_id = r.id), 0),"
      " r.finished - r.started, 0),"
      " (SELECT count(*) FROM answer_change h WHERE h.response_id = r.id)"
      " FROM response r JOIN questionnaire_version v ON v.id = r.version_id"
      " LEFT JOIN client c ON c.id = r.client_id LEFT JOIN staff s ON s.id = r.staff_id"
      " LEFT JOIN survey u ON u.id = r.survey_id WHERE r.id = ?",
      "i", id),
    read_line, _ ("There is no such answered form."), error);
}

/* ---- words --------------------------------------------------------------------------------- */

static void
words_free (gpointer data)
{
  CltResponseWords *words = data;

  g_free (words->text);
  g_strfreev (words->tags);
  g_free (words);
}

static gpointer
read_words (CltStmt *stmt)
{
  CltResponseWords *words = g_new0 (CltResponseWords, 1);

  words->response_id = clt_stmt_get_int (stmt, 0);
  words->question_id = clt_stmt_get_int (stmt, 1);
  words->text = g_strdup (clt_stmt_get_text (stmt, 2));
  return words;
}

/* A text has one answer; of the open options of several each has words. */
static gboolean
add_words (CltConn *conn, GPtrArray *list, gint64 id, const char *key, GError **error)
{
  g_autoptr (GPtrArray) found = clt_stmt_read_all (
    clt_conn_query (conn, error,
                    "SELECT a.response_id, a.question_id, group_concat (CASE q.type"
                    " WHEN 'text' THEN a.value ELSE a.note END, char (10))"
                    " FROM answer a JOIN question q ON q.id = a.question_id"
                    " WHERE a.response_id = ? AND q.key = ? AND a.mark = ''"
                    " AND CASE q.type WHEN 'text' THEN a.value ELSE a.note END <> ''"
                    " GROUP BY a.question_id",
                    "it", id, key),
    read_words, words_free, error);

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      CltResponseWords *words = found->pdata[i];

      words->tags = clt_response_list_tags (conn, id, words->question_id, error);
      if (words->tags == NULL)
        return FALSE;
    }
  if (found != NULL)
    g_ptr_array_extend_and_steal (list, g_steal_pointer (&found));
  else
    return FALSE;
  return TRUE;
}

GPtrArray *
clt_response_list_words (CltConn *conn, const GArray *ids, const char *key, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (words_free);

  for (guint i = 0; i < ids->len; i++)
    if (!add_words (conn, list, g_array_index (ids, gint64, i), key, error))
      return NULL;
  return g_steal_pointer (&list);
}

char **
clt_response_list_known_tags (CltConn *conn,
                              gint64 questionnaire_id,
                              const char *key,
                              GError **error)
{
  g_autoptr (GStrvBuilder) tags = g_strv_builder_new ();
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT t.tag FROM answer_tag t JOIN question q"
                                  " ON q.id = t.question_id JOIN questionnaire_version v"
                                  " ON v.id = q.version_id WHERE v.questionnaire_id = ?"
                                  " AND q.key = ? GROUP BY t.tag ORDER BY count(*) DESC, t.tag",
                                  "it", questionnaire_id, key);
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    g_strv_builder_add (tags, clt_stmt_get_text (stmt, 0));
  return step == CLT_STEP_DONE ? g_strv_builder_end (tags) : NULL;
}
