/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/surveys/clt-questionnaire.h"

/* ---- what may be stored -------------------------------------------------------------------- */

/* Codes name columns of files and are told apart without regard to case. */
static gboolean
check_codes (const CltQuestion *question, const GPtrArray *options, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < options->len; i++)
    {
      const CltOption *option = options->pdata[i];

      if (!clt_text_is_key (option->code))
        return clt_store_refuse (error,
                                 /* Translators: a code, then the key of a question. */
                                 _ ("“%s” cannot be a code of “%s”: a code has 1 to 32 characters, "
                                    "no blanks and no separators. Nothing was changed."),
                                 option->code, question->key);
      if (!g_hash_table_add (seen, g_utf8_casefold (option->code, -1)))
        return clt_store_refuse (error,
                                 /* Translators: the key of a question, then a code. */
                                 _ ("Question “%s” has the code “%s” twice. Nothing was changed."),
                                 question->key, option->code);
    }
  return TRUE;
}

static gboolean
is_whole (double number)
{
  return isnan (number) || number == floor (number);
}

static gboolean
check_limits (const CltQuestion *question, GError **error)
{
  const double low = question->low, high = question->high;
  const gboolean counted =
    question->type == CLT_QUESTION_SEVERAL || question->type == CLT_QUESTION_TEXT;
  int first, last;

  if (isinf (low) || isinf (high) || low > high)
    return clt_store_refuse (error,
                             _ ("The lower limit of “%s” lies above the upper one. "
                                "Nothing was changed."),
                             question->key);
  if (question->type == CLT_QUESTION_RATING)
    {
      clt_question_get_scale (question, &first, &last);
      if (!is_whole (low) || !is_whole (high) || fabs (low) > 1000 || last - first < 1 ||
          last - first > 10)
        return clt_store_refuse (error,
                                 _ ("“%s” is rated with 2 to 11 points, in whole numbers. "
                                    "Nothing was changed."),
                                 question->key);
    }
  if (counted && (!is_whole (low) || !is_whole (high) || low < 0 || high < 1))
    return clt_store_refuse (error,
                             _ ("The limits of “%s” count answers or characters: whole numbers, "
                                "not below zero. Nothing was changed."),
                             question->key);
  if (question->type == CLT_QUESTION_DATE &&
      ((!isnan (low) && clt_day_from_yyyymmdd ((int) low) == CLT_DAY_NONE) ||
       (!isnan (high) && clt_day_from_yyyymmdd ((int) high) == CLT_DAY_NONE)))
    return clt_store_refuse (error,
                             _ ("The limits of “%s” are days, such as 20260131. "
                                "Nothing was changed."),
                             question->key);
  return TRUE;
}

static gboolean
check_dimensions (const CltForm *form, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < form->dimensions->len; i++)
    {
      const CltDimension *dimension = form->dimensions->pdata[i];

      if (*dimension->name == '\0' || !g_hash_table_add (seen, dimension->name))
        return clt_store_refuse (error,
                                 _ ("Each dimension has a name of its own; “%s” is none. "
                                    "Nothing was changed."),
                                 dimension->name);
      if (dimension->weight < 0 || dimension->weight > 100)
        return clt_store_refuse (error,
                                 _ ("The weight of “%s” is a percentage from 0 to 100. "
                                    "Nothing was changed."),
                                 dimension->name);
    }
  return TRUE;
}

gboolean
clt_form_validate (const CltForm *form, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < form->questions->len; i++)
    {
      const CltQuestion *question = form->questions->pdata[i];

      if (!clt_text_is_key (question->key))
        return clt_store_refuse (error,
                                 _ ("“%s” cannot name a question: a key has 1 to 32 characters, no "
                                    "blanks and no separators. Nothing was changed."),
                                 question->key);
      if (!g_hash_table_add (seen, g_utf8_casefold (question->key, -1)))
        return clt_store_refuse (error, _ ("Two questions have the key “%s”. Nothing was changed."),
                                 question->key);
      if (!check_codes (question, question->options, error) ||
          !check_codes (question, question->lines, error) || !check_limits (question, error))
        return FALSE;
    }
  return check_dimensions (form, error);
}

/* Answers say what they said to the words that were asked: those are never changed behind them. */
static gboolean
check_editable (CltConn *conn, const CltForm *form, GError **error)
{
  gint64 drafts, responses;

  if (form->version_id == 0)
    return TRUE;
  if (!clt_conn_get_int (conn, &drafts, 0, error,
                         "SELECT count(*) FROM questionnaire_version WHERE id = ?"
                         " AND state = 'draft'",
                         "i", form->version_id) ||
      !clt_form_count_responses (conn, form->version_id, &responses, error))
    return FALSE;
  if (drafts == 0 || responses > 0)
    return clt_store_refuse (error,
                             _ ("Version %d is no draft, or has been answered: open a new draft "
                                "and change that. Nothing was changed."),
                             form->number);
  return TRUE;
}

/* ---- storing ------------------------------------------------------------------------------- */

static gboolean
save_version (CltConn *conn, CltForm *form, GError **error)
{
  gint64 number;

  if (form->version_id != 0)
    return clt_conn_run (conn, error,
                         "UPDATE questionnaire_version SET greeting = ?, closing = ? WHERE id = ?",
                         "tti", form->greeting, form->closing, form->version_id);
  if (!clt_conn_get_int (conn, &number, 0, error,
                         "SELECT coalesce (max (number), 0) + 1 FROM questionnaire_version"
                         " WHERE questionnaire_id = ?",
                         "i", form->questionnaire_id) ||
      (form->version_id = clt_conn_new_id (conn, error)) == 0)
    return FALSE;
  form->number = (int) number;
  form->state = CLT_FORM_DRAFT;
  return clt_conn_run (conn, error,
                       "INSERT INTO questionnaire_version (id, questionnaire_id, number, greeting,"
                       " closing, created) VALUES (?, ?, ?, ?, ?, ?)",
                       "iiitti", form->version_id, form->questionnaire_id, number, form->greeting,
                       form->closing, clt_action_get_time (conn));
}

static gboolean
remove_question (CltConn *conn, gint64 id, GError **error)
{
  return clt_conn_run (conn, error, "DELETE FROM question_option WHERE question_id = ?", "i", id) &&
         clt_conn_run (conn, error, "DELETE FROM question_line WHERE question_id = ?", "i", id) &&
         clt_conn_run (conn, error, "DELETE FROM question WHERE id = ?", "i", id);
}

static gpointer
read_id (CltStmt *stmt)
{
  gint64 *id = g_new (gint64, 1);

  *id = clt_stmt_get_int (stmt, 0);
  return id;
}

static gboolean
remove_missing (CltConn *conn, const CltForm *form, GError **error)
{
  g_autoptr (GPtrArray) ids =
    clt_stmt_read_all (clt_conn_query (conn, error, "SELECT id FROM question WHERE version_id = ?",
                                       "i", form->version_id),
                       read_id, g_free, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      gint64 id = *(gint64 *) ids->pdata[i];

      if (clt_form_find_question_by_id (form, id) == NULL && !remove_question (conn, id, error))
        return FALSE;
    }
  return ids != NULL;
}

/* Written anew: what is the same in the end leaves no trace in the journal. */
static gboolean
save_options (CltConn *conn, const CltQuestion *question, GError **error)
{
  if (!clt_conn_run (conn, error, "DELETE FROM question_option WHERE question_id = ?", "i",
                     question->id) ||
      !clt_conn_run (conn, error, "DELETE FROM question_line WHERE question_id = ?", "i",
                     question->id))
    return FALSE;
  for (guint i = 0; i < question->options->len; i++)
    {
      const CltOption *option = question->options->pdata[i];

      if (!clt_conn_run (conn, error,
                         "INSERT INTO question_option (question_id, code, position, label,"
                         " exclusive, open) VALUES (?, ?, ?, ?, ?, ?)",
                         "ititii", question->id, option->code, (gint64) i + 1, option->label,
                         (gint64) option->exclusive, (gint64) option->open))
        return FALSE;
    }
  for (guint i = 0; i < question->lines->len; i++)
    {
      const CltOption *line = question->lines->pdata[i];

      if (!clt_conn_run (conn, error,
                         "INSERT INTO question_line (question_id, code, position, label)"
                         " VALUES (?, ?, ?, ?)",
                         "itit", question->id, line->code, (gint64) i + 1, line->label))
        return FALSE;
    }
  return TRUE;
}

static gboolean
save_question (CltConn *conn, const CltForm *form, CltQuestion *question, GError **error)
{
  if (question->id == 0 && (question->id = clt_conn_new_id (conn, error)) == 0)
    return FALSE;
  return clt_conn_run (
           conn, error,
           "INSERT INTO question (id, version_id, position, key, type, text, help, required, low,"
           " high, low_label, high_label, reverse, dimension, condition, identity, bad)"
           " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
           " ON CONFLICT (id) DO UPDATE SET position = excluded.position, key = excluded.key,"
           " type = excluded.type, text = excluded.text, help = excluded.help,"
           " required = excluded.required, low = excluded.low, high = excluded.high,"
           " low_label = excluded.low_label, high_label = excluded.high_label,"
           " reverse = excluded.reverse, dimension = excluded.dimension,"
           " condition = excluded.condition, identity = excluded.identity, bad = excluded.bad",
           "iiittttiddttittit", question->id, form->version_id, (gint64) question->position,
           question->key, clt_question_type_get_name (question->type), question->text,
           question->help, (gint64) question->required, question->low, question->high,
           question->low_label, question->high_label, (gint64) question->reverse,
           question->dimension, question->condition, (gint64) question->identity, question->bad) &&
         save_options (conn, question, error);
}

static gboolean
save_dimensions (CltConn *conn, const CltForm *form, GError **error)
{
  if (!clt_conn_run (conn, error, "DELETE FROM question_dimension WHERE version_id = ?", "i",
                     form->version_id))
    return FALSE;
  for (guint i = 0; i < form->dimensions->len; i++)
    {
      const CltDimension *dimension = form->dimensions->pdata[i];

      if (!clt_conn_run (conn, error,
                         "INSERT INTO question_dimension (version_id, name, position, weight)"
                         " VALUES (?, ?, ?, ?)",
                         "itii", form->version_id, dimension->name, (gint64) i + 1,
                         (gint64) dimension->weight))
        return FALSE;
    }
  return TRUE;
}

gboolean
clt_form_save (CltConn *conn, CltForm *form, GError **error)
{
  if (!clt_form_validate (form, error) || !check_editable (conn, form, error) ||
      !save_version (conn, form, error) || !remove_missing (conn, form, error))
    return FALSE;
  for (guint i = 0; i < form->questions->len; i++)
    {
      CltQuestion *question = form->questions->pdata[i];

      question->position = (int) i + 1;
      if (!save_question (conn, form, question, error))
        return FALSE;
    }
  return save_dimensions (conn, form, error);
}
