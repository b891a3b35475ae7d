/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/complaints/clt-complaint-follow.h"

#include "core/complaints/clt-complaint-stage.h"
#include "core/delivery/clt-call.h"
#include "core/surveys/clt-response-sql.h"
#include "core/surveys/clt-response.h"

/* ---- answers ------------------------------------------------------------------------------- */

/* What leads to an answer, and to whom it is given. */
typedef struct
{
  const char *table;
  const char *sql; /* the condition with the id of a row of it */
  gboolean (*take) (CltConn *conn,
                    gint64 id,
                    int satisfied,
                    gboolean solved,
                    const char *words,
                    GError **error);
} Way;

/* An answer that is corrected concerns what has begun anew since, too. */
static const Way ways[] = {
  { "response", "r.id = ? AND c.state = 'closed'", clt_complaint_take_answer },
  { "call_task", "t.id = ? AND c.state = 'closed'", clt_complaint_take_answer },
  { "answer_change",
    "r.id = (SELECT a.response_id FROM answer_change a JOIN question q ON q.id = a.question_id"
    " WHERE a.id = ? AND q.key IN ('solved', 'satisfaction', 'solved-what', 'comment'))",
    clt_complaint_correct_answer },
};

/* @response: (out): its answer counts now; 0: none does. What was asked after an earlier closing than the
 * last counts no more: the call was planned before that. */
static gboolean
find_answered (CltConn *conn,
               const Way *way,
               gint64 id,
               gint64 *response,
               gint64 *complaint,
               GError **error)
{
  g_autofree char *sql =
    g_strconcat ("SELECT r.id, c.id FROM response r JOIN call_task t ON t.id = r.call_id"
                 " JOIN complaint c ON c.id = t.complaint_id WHERE ",
                 way->sql,
                 " AND " CLT_RESPONSE_COUNTS " AND t.state = 'done'"
                 " AND NOT EXISTS (SELECT 1 FROM complaint_step s WHERE s.complaint_id = c.id"
                 " AND s.state = 'closed' AND s.id > t.id) ORDER BY r.id DESC LIMIT 1",
                 NULL);
  CltStmt *stmt = clt_conn_query (conn, error, sql, "i", id);
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);

  *response = 0;
  if (step == CLT_STEP_ROW)
    {
      *response = clt_stmt_get_int (stmt, 0);
      *complaint = clt_stmt_get_int (stmt, 1);
      clt_stmt_reset (stmt);
    }
  return step != CLT_STEP_ERROR;
}

/* "" where it was not answered. (transfer none) */
static const char *
get_answer (const CltForm *form, const CltResponse *response, const char *key)
{
  const CltQuestion *question = clt_form_find_question (form, key);
  const CltResponseAnswer *answer =
    question == NULL ? NULL : clt_response_find_answer (response, question->id, NULL);

  return answer == NULL || answer->value == NULL ? "" : answer->value;
}

/* 0: not told, or on a scale of another length. */
static int
get_satisfaction (const CltForm *form, const CltResponse *response)
{
  const CltQuestion *question = clt_form_find_question (form, "satisfaction");
  const char *value = get_answer (form, response, "satisfaction");
  int low, high;

  if (question == NULL || !clt_question_get_scale (question, &low, &high) || low != 1 || high != 5)
    return 0;
  return (int) g_ascii_strtoll (value, NULL, 10);
}

static char *
dup_words (const CltForm *form, const CltResponse *response)
{
  const char *open = get_answer (form, response, "solved-what");
  const char *comment = get_answer (form, response, "comment");

  return g_strconcat (open, *open != '\0' && *comment != '\0' ? "\n" : "", comment, NULL);
}

static gboolean
take_answer (CltConn *conn, const Way *way, gint64 response_id, gint64 complaint_id, GError **error)
{
  g_autoptr (CltResponse) response = clt_response_load (conn, response_id, error);
  g_autoptr (CltForm) form =
    response == NULL ? NULL : clt_form_load (conn, response->version_id, error);
  g_autofree char *words = NULL;

  if (form == NULL)
    return FALSE;
  if (clt_form_find_question (form, "solved") == NULL &&
      clt_form_find_question (form, "satisfaction") == NULL)
    return TRUE; /* it asks something else */
  words = dup_words (form, response);
  return way->take (conn, complaint_id, get_satisfaction (form, response),
                    !g_str_equal (get_answer (form, response, "solved"), "no"), words, error);
}

/* @taken: answers that were taken already. */
static gboolean
follow_way (CltConn *conn,
            const CltTouched *touched,
            const Way *way,
            GHashTable *taken,
            GError **error)
{
  const GArray *rows = clt_touched_get_rows (touched, way->table);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      gint64 response, complaint = 0;

      if (!find_answered (conn, way, g_array_index (rows, gint64, i), &response, &complaint, error))
        return FALSE;
      if (response != 0 && g_hash_table_add (taken, g_memdup2 (&response, sizeof response)) &&
          !take_answer (conn, way, response, complaint, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
clt_complaint_follow (CltConn *conn, const CltTouched *touched, GError **error)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (!follow_way (conn, touched, &ways[i], taken, error))
      return FALSE;
  return TRUE;
}

/* ---- calls --------------------------------------------------------------------------------- */

static gpointer
read_id (CltStmt *stmt)
{
  gint64 id = clt_stmt_get_int (stmt, 0);

  return g_memdup2 (&id, sizeof id);
}

GPtrArray *
clt_complaint_list_calls (CltConn *conn, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) ids = clt_stmt_read_all (
    clt_conn_query (conn, error, "SELECT id FROM call_task WHERE complaint_id = ? ORDER BY id DESC",
                    "i", id),
    read_id, g_free, error);
  g_autoptr (GPtrArray) calls = NULL;

  if (ids == NULL)
    return NULL;
  calls = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_call_free);
  for (guint i = 0; i < ids->len; i++)
    {
      CltCall *call = clt_call_load (conn, *(gint64 *) ids->pdata[i], error);

      if (call == NULL)
        return NULL;
      g_ptr_array_add (calls, call);
    }
  return g_steal_pointer (&calls);
}
