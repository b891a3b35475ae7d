/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/surveys/clt-questionnaire.h"

static double
get_limit (CltStmt *stmt, int column)
{
  return clt_stmt_is_null (stmt, column) ? NAN : clt_stmt_get_double (stmt, column);
}

static gpointer
read_question (CltStmt *stmt)
{
  CltQuestionType type = CLT_QUESTION_INFO;
  CltQuestion *question;

  clt_question_type_from_name (clt_stmt_get_text (stmt, 3), &type);
  question = clt_question_new (clt_stmt_get_text (stmt, 2), type, clt_stmt_get_text (stmt, 4));
  question->id = clt_stmt_get_int (stmt, 0);
  question->position = (int) clt_stmt_get_int (stmt, 1);
  clt_set_str (&question->help, clt_stmt_get_text (stmt, 5));
  question->required = clt_stmt_get_int (stmt, 6) != 0;
  question->low = get_limit (stmt, 7);
  question->high = get_limit (stmt, 8);
  clt_set_str (&question->low_label, clt_stmt_get_text (stmt, 9));
  clt_set_str (&question->high_label, clt_stmt_get_text (stmt, 10));
  question->reverse = clt_stmt_get_int (stmt, 11) != 0;
  clt_set_str (&question->dimension, clt_stmt_get_text (stmt, 12));
  clt_set_str (&question->condition, clt_stmt_get_text (stmt, 13));
  question->identity = clt_stmt_get_int (stmt, 14) != 0;
  clt_set_str (&question->bad, clt_stmt_get_text (stmt, 15));
  return question;
}

static gpointer
read_dimension (CltStmt *stmt)
{
  return clt_dimension_new (clt_stmt_get_text (stmt, 0), (int) clt_stmt_get_int (stmt, 1));
}

static gpointer
read_form (CltStmt *stmt)
{
  CltForm *form = clt_form_new ();
  const char *state = clt_stmt_get_text (stmt, 3);

  form->version_id = clt_stmt_get_int (stmt, 0);
  form->questionnaire_id = clt_stmt_get_int (stmt, 1);
  form->number = (int) clt_stmt_get_int (stmt, 2);
  while (!g_str_equal (state, clt_form_state_get_name (form->state)) &&
         form->state < CLT_FORM_RETIRED)
    form->state++;
  clt_set_str (&form->greeting, clt_stmt_get_text (stmt, 4));
  clt_set_str (&form->closing, clt_stmt_get_text (stmt, 5));
  form->published = clt_stmt_get_day (stmt, 6);
  return form;
}

/* Rows of question, code, label, exclusive, open: to the question each. */
static gboolean
read_options (CltForm *form, gboolean lines, CltStmt *stmt, GError **error)
{
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      CltQuestion *question = clt_form_find_question_by_id (form, clt_stmt_get_int (stmt, 0));
      CltOption *option;

      if (question == NULL)
        continue;
      option = clt_option_new (clt_stmt_get_text (stmt, 1), clt_stmt_get_text (stmt, 2));
      option->exclusive = clt_stmt_get_int (stmt, 3) != 0;
      option->open = clt_stmt_get_int (stmt, 4) != 0;
      g_ptr_array_add (lines ? question->lines : question->options, option);
    }
  return step == CLT_STEP_DONE;
}

static gboolean
read_parts (CltConn *conn, CltForm *form, GError **error)
{
  const gint64 id = form->version_id;

  return read_options (form, FALSE,
                       clt_conn_query (conn, error,
                                       "SELECT o.question_id, o.code, o.label, o.exclusive, o.open"
                                       " FROM question_option o"
                                       " JOIN question q ON q.id = o.question_id"
                                       " WHERE q.version_id = ? ORDER BY o.question_id,"
                                       " o.position, o.code",
                                       "i", id),
                       error) &&
         read_options (form, TRUE,
                       clt_conn_query (conn, error,
                                       "SELECT l.question_id, l.code, l.label, 0, 0"
                                       " FROM question_line l"
                                       " JOIN question q ON q.id = l.question_id"
                                       " WHERE q.version_id = ? ORDER BY l.question_id,"
                                       " l.position, l.code",
                                       "i", id),
                       error);
}

static gboolean
read_questions (CltConn *conn, CltForm *form, GError **error)
{
  g_autoptr (GPtrArray) questions = clt_stmt_read_all (
    clt_conn_query (conn, error,
                    "SELECT id, position, key, type, text, help, required, low, high, low_label,"
                    " high_label, reverse, dimension, condition, identity, bad FROM question"
                    " WHERE version_id = ? ORDER BY position, id",
                    "i", form->version_id),
    read_question, (GDestroyNotify) clt_question_free, error);

  if (questions == NULL)
    return FALSE;
  g_ptr_array_extend_and_steal (form->questions, g_steal_pointer (&questions));
  return TRUE;
}

static gboolean
read_dimensions (CltConn *conn, CltForm *form, GError **error)
{
  g_autoptr (GPtrArray) dimensions = clt_stmt_read_all (
    clt_conn_query (conn, error,
                    "SELECT name, weight FROM question_dimension WHERE version_id = ?"
                    " ORDER BY position, name",
                    "i", form->version_id),
    read_dimension, (GDestroyNotify) clt_dimension_free, error);

  if (dimensions == NULL)
    return FALSE;
  g_ptr_array_extend_and_steal (form->dimensions, g_steal_pointer (&dimensions));
  return TRUE;
}

CltForm *
clt_form_load (CltConn *conn, gint64 version_id, GError **error)
{
  g_autoptr (CltForm) form =
    clt_stmt_read_one (clt_conn_query (conn, error,
                                       "SELECT id, questionnaire_id, number, state, greeting,"
                                       " closing, published FROM questionnaire_version"
                                       " WHERE id = ?",
                                       "i", version_id),
                       read_form, _ ("This questionnaire is no longer in the file."), error);

  if (form == NULL || !read_questions (conn, form, error) || !read_parts (conn, form, error) ||
      !read_dimensions (conn, form, error))
    return NULL;
  return g_steal_pointer (&form);
}

static gpointer
read_version_id (CltStmt *stmt)
{
  const gint64 id = clt_stmt_get_int (stmt, 0);

  return g_memdup2 (&id, sizeof id);
}

GPtrArray *
clt_form_list (CltConn *conn, gint64 questionnaire_id, GError **error)
{
  g_autoptr (GPtrArray) forms = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_form_free);
  g_autoptr (GPtrArray) ids =
    clt_stmt_read_all (clt_conn_query (conn, error,
                                       "SELECT id FROM questionnaire_version"
                                       " WHERE questionnaire_id = ? ORDER BY number DESC",
                                       "i", questionnaire_id),
                       read_version_id, g_free, error);

  if (ids == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      CltForm *form = clt_form_load (conn, *(const gint64 *) ids->pdata[i], error);

      if (form == NULL)
        return NULL;
      g_ptr_array_add (forms, form);
    }
  return g_steal_pointer (&forms);
}

gboolean
clt_form_count_responses (CltConn *conn, gint64 version_id, gint64 *n, GError **error)
{
  return clt_conn_get_int (conn, n, 0, error, "SELECT count(*) FROM response WHERE version_id = ?",
                           "i", version_id);
}
