/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/surveys/clt-response.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/surveys/clt-flow.h"

/* ---- records ------------------------------------------------------------------------------- */

static const struct
{
  const char *name;
  const char *label;
} states[] = {
  { "open", NC_ ("response", "Open") },
  { "complete", NC_ ("response", "Complete") },
  { "broken", NC_ ("response", "Left in the middle") },
};

const char *
clt_response_state_get_name (CltResponseState state)
{
  return states[state].name;
}

const char *
clt_response_state_get_label (CltResponseState state)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "response", states[state].label);
}

CltResponseState
clt_response_state_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].name, name))
      return i;
  return CLT_RESPONSE_OPEN;
}

static void
answer_free (gpointer data)
{
  CltResponseAnswer *answer = data;

  g_free (answer->part);
  g_free (answer->mark);
  g_free (answer->value);
  g_free (answer->note);
  g_free (answer);
}

CltResponseAnswer *
clt_response_add_answer (CltResponse *response,
                         gint64 question_id,
                         const char *part,
                         const char *mark,
                         const char *value,
                         const char *note)
{
  CltResponseAnswer *answer = g_new0 (CltResponseAnswer, 1);

  answer->question_id = question_id;
  answer->part = g_strdup (part);
  answer->mark = g_strdup (mark);
  answer->value = g_strdup (value);
  answer->note = g_strdup (note);
  g_ptr_array_add (response->answers, answer);
  return answer;
}

CltResponse *
clt_response_new (gint64 version_id, const char *channel)
{
  CltResponse *response = g_new0 (CltResponse, 1);

  response->version_id = version_id;
  response->channel = g_strdup (channel);
  response->keyed = 1;
  response->day = CLT_DAY_NONE;
  response->at_key = g_strdup ("");
  response->reference = g_strdup ("");
  response->answers = g_ptr_array_new_with_free_func (answer_free);
  return response;
}

void
clt_response_free (CltResponse *response)
{
  g_free (response->channel);
  g_free (response->at_key);
  g_free (response->reference);
  g_ptr_array_unref (response->answers);
  g_free (response);
}

/* ---- reading ------------------------------------------------------------------------------- */

static gpointer
read_response (CltStmt *stmt)
{
  CltResponse *response =
    clt_response_new (clt_stmt_get_int (stmt, 1), clt_stmt_get_text (stmt, 7));

  response->id = clt_stmt_get_int (stmt, 0);
  response->survey_id = clt_stmt_get_int (stmt, 2);
  response->client_id = clt_stmt_get_int (stmt, 3);
  response->staff_id = clt_stmt_get_int (stmt, 4);
  response->call_id = clt_stmt_get_int (stmt, 5);
  response->session_id = clt_stmt_get_int (stmt, 6);
  response->state = clt_response_state_from_name (clt_stmt_get_text (stmt, 8));
  response->keyed = (int) clt_stmt_get_int (stmt, 9);
  response->day = clt_stmt_get_day (stmt, 10);
  response->started = clt_stmt_get_int (stmt, 11);
  response->finished = clt_stmt_get_int (stmt, 12);
  clt_set_str (&response->at_key, clt_stmt_get_text (stmt, 13));
  clt_set_str (&response->reference, clt_stmt_get_text (stmt, 14));
  return response;
}

static gpointer
read_answer (CltStmt *stmt)
{
  CltResponseAnswer *answer = g_new0 (CltResponseAnswer, 1);

  answer->question_id = clt_stmt_get_int (stmt, 0);
  answer->part = g_strdup (clt_stmt_get_text (stmt, 1));
  answer->mark = g_strdup (clt_stmt_get_text (stmt, 2));
  answer->value = g_strdup (clt_stmt_get_text (stmt, 3));
  answer->note = g_strdup (clt_stmt_get_text (stmt, 4));
  answer->seconds = clt_stmt_get_int (stmt, 5);
  return answer;
}

CltResponse *
clt_response_load (CltConn *conn, gint64 id, GError **error)
{
  g_autoptr (CltResponse) response =
    clt_stmt_read_one (clt_conn_query (conn, error,
                                       "SELECT id, version_id, survey_id, client_id, staff_id,"
                                       " call_id, session_id, channel, state, keyed, day, started,"
                                       " finished, at_key, reference FROM response WHERE id = ?",
                                       "i", id),
                       read_response, _ ("There is no such answered form."), error);
  g_autoptr (GPtrArray) answers = NULL;

  if (response == NULL)
    return NULL;
  answers =
    clt_stmt_read_all (clt_conn_query (conn, error,
                                       "SELECT question_id, part, mark, value, note, seconds"
                                       " FROM answer WHERE response_id = ?"
                                       " ORDER BY question_id, part",
                                       "i", id),
                       read_answer, answer_free, error);
  if (answers == NULL)
    return NULL;
  g_ptr_array_unref (response->answers);
  response->answers = g_steal_pointer (&answers);
  return g_steal_pointer (&response);
}

const CltResponseAnswer *
clt_response_find_answer (const CltResponse *response, gint64 question_id, const char *part)
{
  for (guint i = 0; i < response->answers->len; i++)
    {
      const CltResponseAnswer *answer = response->answers->pdata[i];

      if (answer->question_id == question_id &&
          g_str_equal (answer->part, part == NULL ? "" : part))
        return answer;
    }
  return NULL;
}

gboolean
clt_response_answer_equal (const CltResponseAnswer *a, const CltResponseAnswer *b)
{
  return g_str_equal (a->value, b->value) && g_str_equal (a->mark, b->mark) &&
         g_str_equal (a->note, b->note);
}

CltAnswers *
clt_response_dup_answers (const CltResponse *response, const CltForm *form)
{
  CltAnswers *answers = clt_answers_new ();

  for (guint i = 0; i < response->answers->len; i++)
    {
      const CltResponseAnswer *answer = response->answers->pdata[i];
      const CltQuestion *question = clt_form_find_question_by_id (form, answer->question_id);

      if (question != NULL && *answer->mark != '\0')
        clt_answers_set_mark (answers, question->key, clt_reply_mark_from_name (answer->mark));
      else if (question != NULL)
        clt_answers_set (answers, question->key, answer->part, answer->value, answer->note);
    }
  return answers;
}

/* ---- beginning and ending ------------------------------------------------------------------ */

static gboolean
get_state (CltConn *conn, gint64 id, CltResponseState *state, char **at_key, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error, "SELECT state, at_key FROM response WHERE id = ?", "i", id);
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);

  if (step == CLT_STEP_DONE)
    g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                         _ ("There is no such answered form."));
  if (step != CLT_STEP_ROW)
    return FALSE;
  *state = clt_response_state_from_name (clt_stmt_get_text (stmt, 0));
  if (at_key != NULL)
    *at_key = g_strdup (clt_stmt_get_text (stmt, 1));
  clt_stmt_reset (stmt);
  return TRUE;
}

/* A form and the way through it, as its answers stand. */
typedef struct
{
  CltForm *form; /* owned */
  CltFlow *flow; /* owned */
} Way;

static void
way_clear (Way *way)
{
  g_clear_pointer (&way->flow, clt_flow_free);
  g_clear_pointer (&way->form, clt_form_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Way, way_clear)

static gboolean
way_load (Way *way, CltConn *conn, gint64 id, GError **error)
{
  g_autoptr (CltResponse) response = clt_response_load (conn, id, error);

  way->form = response == NULL ? NULL : clt_form_load (conn, response->version_id, error);
  way->flow = way->form == NULL
                ? NULL
                : clt_flow_new (way->form, clt_response_dup_answers (response, way->form), error);
  return way->flow != NULL;
}

/* All that is asked as the answers stand has an answer that may stand. What was answered on a branch
 * that was left again was not asked: it goes. */
static gboolean
complete (CltConn *conn, gint64 id, GError **error)
{
  g_auto (Way) way = { 0 };
  g_autoptr (GPtrArray) hidden = NULL;

  if (!way_load (&way, conn, id, error) || !clt_flow_check (way.flow, NULL, error))
    return FALSE;
  hidden = clt_flow_list_hidden (way.flow);
  for (guint i = 0; i < hidden->len; i++)
    if (!clt_conn_run (conn, error, "DELETE FROM answer WHERE response_id = ? AND question_id = ?",
                       "ii", id, clt_form_find_question (way.form, hidden->pdata[i])->id))
      return FALSE;
  return TRUE;
}

gboolean
clt_response_finish (CltConn *conn, gint64 id, CltResponseState state, GError **error)
{
  CltResponseState before;

  g_return_val_if_fail (state != CLT_RESPONSE_OPEN, FALSE);
  if (!get_state (conn, id, &before, NULL, error))
    return FALSE;
  if (before != CLT_RESPONSE_OPEN)
    return clt_store_refuse (error, _ ("This form has ended already. Nothing was changed."));
  if (state == CLT_RESPONSE_COMPLETE && !complete (conn, id, error))
    return FALSE;
  return clt_conn_run (conn, error, "UPDATE response SET state = ?2, finished = ?3 WHERE id = ?1",
                       "iti", id, states[state].name, clt_action_get_time (conn));
}

gboolean
clt_response_reopen (CltConn *conn, gint64 id, char **at_key, GError **error)
{
  CltResponseState state;
  g_autofree char *key = NULL;

  if (!get_state (conn, id, &state, &key, error))
    return FALSE;
  if (state == CLT_RESPONSE_COMPLETE)
    return clt_store_refuse (error, _ ("This form is complete: change an answer and say why."
                                       " Nothing was changed."));
  if (state == CLT_RESPONSE_BROKEN &&
      !clt_conn_run (conn, error,
                     "UPDATE response SET state = 'open', finished = NULL WHERE id = ?", "i", id))
    return FALSE;
  if (at_key != NULL)
    *at_key = g_steal_pointer (&key);
  return TRUE;
}

gboolean
clt_response_turn_to (CltConn *conn, gint64 id, const char *key, GError **error)
{
  CltResponseState state;

  if (!get_state (conn, id, &state, NULL, error))
    return FALSE;
  if (state != CLT_RESPONSE_OPEN)
    return clt_store_refuse (error, _ ("This form has ended already. Nothing was changed."));
  return clt_conn_run (conn, error, "UPDATE response SET at_key = ?2 WHERE id = ?1", "it", id, key);
}

/* ---- answers ------------------------------------------------------------------------------- */

static gboolean
refuse_value (const CltQuestion *question, const char *value, GError **error)
{
  /* Translators: an answer and the question */
  return clt_store_refuse (error, _ ("“%s” is no answer to “%s”. Nothing was changed."), value,
                           question->text);
}

gboolean
clt_response_check_value (const CltQuestion *question,
                          const char *part,
                          const char *value,
                          GError **error)
{
  g_autofree char *stored =
    clt_question_parse_value (question, part == NULL ? "" : part, value, error);

  if (stored == NULL)
    return FALSE;
  return (*value != '\0' && g_str_equal (stored, value)) || refuse_value (question, value, error);
}

/* What goes when @change comes: all rows of the question for a mark or for blank, else a mark, and of
 * several the exclusive options or those beside one. One statement lists them. */
static gboolean
goes (const CltQuestion *question,
      const CltAnswerChange *change,
      const char *part,
      const char *mark)
{
  if (change->part == NULL || *change->part == '\0')
    return TRUE;
  if (*mark != '\0' || g_str_equal (part, change->part))
    return TRUE;
  return change->value != NULL && clt_question_excludes (question, change->part, part);
}

static GPtrArray *
list_rows (CltConn *conn, gint64 id, gint64 question_id, GError **error)
{
  return clt_stmt_read_all (
    clt_conn_query (conn, error,
                    "SELECT question_id, part, mark, value, note, seconds FROM answer"
                    " WHERE response_id = ? AND question_id = ? ORDER BY part",
                    "ii", id, question_id),
    read_answer, answer_free, error);
}

/* As an edit keeps it: the mark, or the value with the words behind it. (transfer full) */
static char *
say (const char *value, const char *mark, const char *note)
{
  if (*mark != '\0')
    return g_strdup (mark);
  return g_strconcat (value, *note == '\0' ? "" : " ", note, NULL);
}

static gboolean
note_edit (CltConn *conn,
           gint64 id,
           const CltQuestion *question,
           const CltAnswerChange *change,
           const char *part,
           const char *before,
           const char *after,
           GError **error)
{
  gint64 row;

  if (g_str_equal (before, after))
    return TRUE;
  row = clt_conn_new_id (conn, error);
  return row != 0 &&
         clt_conn_run (conn, error,
                       "INSERT INTO answer_change (id, response_id, question_id, part, old, new,"
                       " reason, staff_id, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, nullif (?8, 0),"
                       " ?9)",
                       "iiittttii", row, id, question->id, part, before, after, change->reason,
                       change->staff_id, clt_action_get_time (conn));
}

/* What a change found where it came. */
typedef struct
{
  char *said; /* owned */
  char *note; /* owned: the words that stay with an answer that stays the same */
  gint64 seconds;
} Before;

static void
before_clear (Before *before)
{
  g_free (before->said);
  g_free (before->note);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Before, before_clear)

/* Takes away what goes. */
static gboolean
put_away (CltConn *conn,
          gint64 id,
          const CltQuestion *question,
          const CltAnswerChange *change,
          gboolean complete,
          Before *before,
          GError **error)
{
  const char *part = change->part == NULL ? "" : change->part;
  g_autoptr (GPtrArray) rows = list_rows (conn, id, question->id, error);

  before->said = g_strdup ("");
  before->note = g_strdup ("");
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const CltResponseAnswer *row = rows->pdata[i];
      g_autofree char *said = say (row->value, row->mark, row->note);

      if (!goes (question, change, row->part, row->mark))
        continue;
      before->seconds += row->seconds;
      if (g_str_equal (row->part, part))
        {
          clt_set_str (&before->said, said);
          if (g_strcmp0 (row->value, change->value) == 0)
            clt_set_str (&before->note, row->note);
        }
      else if (complete && !note_edit (conn, id, question, change, row->part, said, "", error))
        return FALSE;
      if (!clt_conn_run (conn, error,
                         "DELETE FROM answer WHERE response_id = ? AND question_id = ?"
                         " AND part = ?",
                         "iit", id, question->id, row->part))
        return FALSE;
    }
  return rows != NULL;
}

static gboolean
check_change (const CltQuestion *question,
              const CltAnswerChange *change,
              CltResponseState state,
              GError **error)
{
  const gboolean marked = change->mark != NULL && *change->mark != '\0';

  if (state == CLT_RESPONSE_BROKEN)
    return clt_store_refuse (error, _ ("This form was left in the middle: reopen it first."
                                       " Nothing was changed."));
  if (state == CLT_RESPONSE_COMPLETE && (change->reason == NULL || *change->reason == '\0'))
    return clt_store_refuse (error, _ ("This form is complete: say why the answer is changed."
                                       " Nothing was changed."));
  if (marked && !g_str_equal (change->mark, "refused") && !g_str_equal (change->mark, "unknown"))
    return refuse_value (question, change->mark, error);
  if (marked && change->part != NULL && *change->part != '\0')
    return refuse_value (question, change->mark, error);
  return marked || change->value == NULL ||
         clt_response_check_value (question, change->part, change->value, error);
}

static gboolean
set (CltConn *conn,
     gint64 id,
     const CltQuestion *question,
     const CltAnswerChange *change,
     CltResponseState state,
     GError **error)
{
  const gboolean complete = state == CLT_RESPONSE_COMPLETE;
  const char *part = change->part == NULL ? "" : change->part;
  const char *mark = change->mark == NULL ? "" : change->mark;
  const char *value = change->value == NULL || *mark != '\0' ? "" : change->value;
  const gboolean blank = *value == '\0' && *mark == '\0';
  g_auto (Before) before = { 0 };
  g_autofree char *after = NULL;
  const char *note;

  if (!put_away (conn, id, question, change, complete, &before, error))
    return FALSE;
  note = blank || *mark != '\0' ? "" : change->note != NULL ? change->note : before.note;
  after = say (value, mark, note);
  if (complete && !note_edit (conn, id, question, change, part, before.said, after, error))
    return FALSE;
  if (!blank && !clt_conn_run (conn, error,
                               "INSERT INTO answer (response_id, question_id, part, mark, value,"
                               " note, seconds) VALUES (?, ?, ?, ?, ?, ?, ?)",
                               "iitttti", id, question->id, part, mark, value, note,
                               before.seconds + change->seconds))
    return FALSE;
  return change->next == NULL ||
         clt_conn_run (conn, error, "UPDATE response SET at_key = ?2 WHERE id = ?1", "it", id,
                       change->next);
}

/* What a complete form would not have asked after the change goes with it, and is told like it. */
static gboolean
follow (CltConn *conn, gint64 id, const Way *before, const CltAnswerChange *change, GError **error)
{
  const CltAnswerChange nothing = { .reason = change->reason, .staff_id = change->staff_id };
  g_auto (Way) after = { 0 };

  if (!way_load (&after, conn, id, error))
    return FALSE;
  for (guint i = 0; i < after.form->questions->len; i++)
    if (clt_flow_is_answered (before->flow, (int) i) &&
        !clt_flow_is_relevant (after.flow, (int) i) &&
        !set (conn, id, after.form->questions->pdata[i], &nothing, CLT_RESPONSE_COMPLETE, error))
      return FALSE;
  return TRUE;
}

gboolean
clt_response_set (CltConn *conn,
                  gint64 id,
                  const CltQuestion *question,
                  const CltAnswerChange *change,
                  GError **error)
{
  g_auto (Way) before = { 0 };
  CltResponseState state;

  if (!get_state (conn, id, &state, NULL, error) || !check_change (question, change, state, error))
    return FALSE;
  if (state != CLT_RESPONSE_COMPLETE)
    return set (conn, id, question, change, state, error);
  return way_load (&before, conn, id, error) && set (conn, id, question, change, state, error) &&
         follow (conn, id, &before, change, error);
}

/* ---- later edits --------------------------------------------------------------------------- */

static void
edit_free (gpointer data)
{
  CltResponseEdit *edit = data;

  g_free (edit->part);
  g_free (edit->before);
  g_free (edit->after);
  g_free (edit->reason);
  g_free (edit);
}

static gpointer
read_edit (CltStmt *stmt)
{
  CltResponseEdit *edit = g_new0 (CltResponseEdit, 1);

  edit->question_id = clt_stmt_get_int (stmt, 0);
  edit->part = g_strdup (clt_stmt_get_text (stmt, 1));
  edit->before = g_strdup (clt_stmt_get_text (stmt, 2));
  edit->after = g_strdup (clt_stmt_get_text (stmt, 3));
  edit->reason = g_strdup (clt_stmt_get_text (stmt, 4));
  edit->staff_id = clt_stmt_get_int (stmt, 5);
  edit->at = clt_stmt_get_int (stmt, 6);
  return edit;
}

GPtrArray *
clt_response_list_edits (CltConn *conn, gint64 id, GError **error)
{
  return clt_stmt_read_all (
    clt_conn_query (conn, error,
                    "SELECT question_id, part, old, new, reason, staff_id, at FROM answer_change"
                    " WHERE response_id = ? ORDER BY id",
                    "i", id),
    read_edit, edit_free, error);
}

/* ---- tags ---------------------------------------------------------------------------------- */

gboolean
clt_response_tag (CltConn *conn,
                  gint64 id,
                  gint64 question_id,
                  const char *tag,
                  gboolean on,
                  GError **error)
{
  g_autofree char *clean = clt_text_clean (tag, -1);

  if (*clean == '\0')
    return clt_store_refuse (error, _ ("A tag needs a name. Nothing was changed."));
  return clt_conn_run (conn, error,
                       on ? "INSERT INTO answer_tag (response_id, question_id, tag)"
                            " VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
                          : "DELETE FROM answer_tag WHERE response_id = ? AND question_id = ?"
                            " AND tag = ?",
                       "iit", id, question_id, clean);
}

char **
clt_response_list_tags (CltConn *conn, gint64 id, gint64 question_id, GError **error)
{
  g_autoptr (GStrvBuilder) tags = g_strv_builder_new ();
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT tag FROM answer_tag WHERE response_id = ?"
                                  " AND question_id = ? ORDER BY tag",
                                  "ii", id, question_id);
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    g_strv_builder_add (tags, clt_stmt_get_text (stmt, 0));
  return step == CLT_STEP_DONE ? g_strv_builder_end (tags) : NULL;
}
