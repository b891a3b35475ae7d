/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calls/clt-bad-answer.h"

#include "core/calls/clt-task.h"

gboolean
clt_bad_answer_is_given (const CltResponse *response, const CltQuestion *question)
{
  const gboolean by_part =
    question->type == CLT_QUESTION_SEVERAL || question->type == CLT_QUESTION_RANKING;

  for (guint i = 0; i < response->answers->len; i++)
    {
      const CltResponseAnswer *said = response->answers->pdata[i];

      if (said->question_id != question->id || *said->mark != '\0' ||
          (by_part && !g_str_equal (said->value, "1")))
        continue;
      if (clt_question_is_bad (question, by_part ? said->part : said->value))
        return TRUE;
    }
  return FALSE;
}

/* What one action has touched. */
typedef struct
{
  GHashTable *questions; /* gint64: whose answers */
  GHashTable *forms;     /* gint64 version -> CltForm: an import brings many responses to one */
} Answered;

static void
answered_clear (Answered *answered)
{
  g_hash_table_unref (answered->questions);
  g_hash_table_unref (answered->forms);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answered, answered_clear)

/* (transfer full) */
static GHashTable *
collect (const GArray *rows)
{
  GHashTable *ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    g_hash_table_add (ids, g_memdup2 (&g_array_index (rows, gint64, i), sizeof (gint64)));
  return ids;
}

/* @version: (out): 0: nothing in the form concerns compliance, or it does not count. */
static gboolean
find_version (CltConn *conn, gint64 response_id, gint64 *version, GError **error)
{
  return clt_conn_get_int (conn, version, 0, error,
                           "SELECT r.version_id FROM response r WHERE r.id = ? AND r.keyed = 1"
                           " AND r.client_id IS NOT NULL AND EXISTS (SELECT 1 FROM question q"
                           " WHERE q.version_id = r.version_id AND q.bad <> '')",
                           "i", response_id);
}

/* (transfer none) */
static const CltForm *
get_form (CltConn *conn, const Answered *answered, gint64 version, GError **error)
{
  CltForm *form = g_hash_table_lookup (answered->forms, &version);

  if (form == NULL && (form = clt_form_load (conn, version, error)) != NULL)
    g_hash_table_insert (answered->forms, g_memdup2 (&version, sizeof version), form);
  return form;
}

static gboolean
follow_form (CltConn *conn, const Answered *answered, gint64 response_id, GError **error)
{
  g_autoptr (CltResponse) response = NULL;
  const CltForm *form;
  gint64 version, task;

  if (!find_version (conn, response_id, &version, error))
    return FALSE;
  if (version == 0)
    return TRUE;
  if ((form = get_form (conn, answered, version, error)) == NULL ||
      (response = clt_response_load (conn, response_id, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < form->questions->len; i++)
    {
      const CltQuestion *question = form->questions->pdata[i];

      if (*question->bad == '\0' || !g_hash_table_contains (answered->questions, &question->id))
        continue;
      if (clt_bad_answer_is_given (response, question)
            ? !clt_task_open_bad_answer (conn, response->client_id, response_id, question->key,
                                         &task, error)
            : !clt_task_drop_bad_answer (conn, response_id, question->key, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
clt_bad_answer_follow (CltConn *conn, const CltTouched *touched, GError **error)
{
  g_autoptr (GHashTable) responses = collect (clt_touched_get_rows (touched, "answer"));
  g_auto (Answered) answered = { collect (clt_touched_get_rows (touched, "answer.question_id")),
                                 g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                                        (GDestroyNotify) clt_form_free) };
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, responses);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!follow_form (conn, &answered, *(gint64 *) id, error))
      return FALSE;
  return TRUE;
}
