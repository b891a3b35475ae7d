/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/rules/clt-rules.h"
#include "core/surveys/clt-flow.h"
#include "core/surveys/clt-response-sql.h"
#include "core/surveys/clt-survey-result-private.h"

/* Different numbers than these are not listed one by one. */
#define MAX_NUMBERS 30

static void
column_free (gpointer data)
{
  CltResultColumn *column = data;

  g_ptr_array_unref (column->codes);
  g_ptr_array_unref (column->labels);
  g_hash_table_unref (column->places);
  g_free (column->in_form);
  g_free (column);
}

static void
filled_free (gpointer data)
{
  CltResultFilled *filled = data;

  g_free (filled->channel);
  g_array_unref (filled->said);
  g_clear_pointer (&filled->skipped, g_array_unref);
  g_free (filled);
}

void
clt_survey_result_data_clear (CltSurveyResultData *data)
{
  g_clear_pointer (&data->columns, g_ptr_array_unref);
  g_clear_pointer (&data->forms, g_ptr_array_unref);
  g_clear_pointer (&data->filled, g_ptr_array_unref);
}

/* ---- questions ----------------------------------------------------------------------------- */

static int
add_code (CltResultColumn *column, const char *code, const char *label)
{
  const guint place = GPOINTER_TO_UINT (g_hash_table_lookup (column->places, code));
  char *copy;

  if (place > 0)
    return (int) place - 1;
  copy = g_strdup (code);
  g_ptr_array_add (column->codes, copy);
  g_ptr_array_add (column->labels, g_strdup (label));
  g_hash_table_insert (column->places, copy, GUINT_TO_POINTER (column->codes->len));
  return (int) column->codes->len - 1;
}

static void
add_options (CltResultColumn *column, const CltQuestion *question)
{
  for (guint i = 0; i < MAX (question->lines->len, 1); i++)
    for (guint j = 0; j < question->options->len; j++)
      {
        const CltOption *line = question->lines->len == 0 ? NULL : question->lines->pdata[i];
        const CltOption *option = question->options->pdata[j];
        g_autofree char *code =
          line == NULL ? NULL : g_strconcat (line->code, "/", option->code, NULL);
        g_autofree char *label =
          line == NULL ? NULL : g_strconcat (line->label, " – ", option->label, NULL);

        add_code (column, code == NULL ? option->code : code,
                  label == NULL ? option->label : label);
      }
}

static void
add_codes (CltResultColumn *column, const CltQuestion *question)
{
  static const char *const answers[] = { "yes", "no" };
  int low, high;

  add_options (column, question);
  if (clt_question_get_scale (question, &low, &high))
    for (int point = low; point <= high; point++)
      {
        g_autofree char *code = g_strdup_printf ("%d", point);

        add_code (column, code, code);
      }
  for (guint i = 0; question->type == CLT_QUESTION_YESNO && i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *label = clt_question_format_value (question, answers[i]);

      add_code (column, answers[i], label);
    }
}

static CltResultColumn *
find_column (CltSurveyResultData *data, const char *key)
{
  for (guint i = 0; i < data->columns->len; i++)
    {
      CltResultColumn *column = data->columns->pdata[i];

      if (g_str_equal (column->question->key, key))
        return column;
    }
  return NULL;
}

static void
add_columns (CltSurveyResultData *data, guint index)
{
  const CltForm *form = data->forms->pdata[index];

  for (guint i = 0; i < form->questions->len; i++)
    {
      const CltQuestion *question = form->questions->pdata[i];
      CltResultColumn *column;

      if (!clt_question_is_asked (question))
        continue;
      column = find_column (data, question->key);
      if (column == NULL)
        {
          column = g_new0 (CltResultColumn, 1);
          column->question = question;
          column->codes = g_ptr_array_new_with_free_func (g_free);
          column->labels = g_ptr_array_new_with_free_func (g_free);
          column->places = g_hash_table_new (g_str_hash, g_str_equal);
          column->in_form = g_new0 (gboolean, data->forms->len);
          g_ptr_array_add (data->columns, column);
        }
      column->in_form[index] = TRUE;
      add_codes (column, question);
    }
}

static gpointer
read_id (CltStmt *stmt)
{
  const gint64 id = clt_stmt_get_int (stmt, 0);

  return g_memdup2 (&id, sizeof id);
}

/* Versions that were answered, or else the one that is put. */
static gboolean
load_forms (CltSurveyResultData *data, GError **error)
{
  g_autoptr (GPtrArray) ids =
    clt_stmt_read_all (clt_conn_query (data->conn, error,
                                       "SELECT v.id FROM questionnaire_version v"
                                       " WHERE v.questionnaire_id = ?1 AND (?2 = 0 OR v.id = ?2)"
                                       " AND EXISTS (SELECT 1 FROM response r"
                                       " WHERE r.version_id = v.id) ORDER BY v.number DESC",
                                       "ii", data->query->questionnaire_id,
                                       data->query->version_id),
                       read_id, g_free, error);

  if (ids == NULL)
    return FALSE;
  if (ids->len == 0)
    {
      const gint64 id =
        clt_questionnaire_get_version (data->conn, data->query->questionnaire_id, error);

      if (id == 0)
        return FALSE;
      g_ptr_array_add (ids, g_memdup2 (&id, sizeof id));
    }
  for (guint i = 0; i < ids->len; i++)
    {
      CltForm *form = clt_form_load (data->conn, *(gint64 *) ids->pdata[i], error);

      if (form == NULL)
        return FALSE;
      g_ptr_array_add (data->forms, form);
    }
  for (guint i = 0; i < data->forms->len; i++)
    add_columns (data, i);
  return TRUE;
}

/* ---- filled forms -------------------------------------------------------------------------- */

static int
find_form (const CltSurveyResultData *data, gint64 version_id)
{
  for (guint i = 0; i < data->forms->len; i++)
    if (((CltForm *) data->forms->pdata[i])->version_id == version_id)
      return (int) i;
  return -1;
}

static gpointer
read_filled (CltStmt *stmt)
{
  CltResultFilled *filled = g_new0 (CltResultFilled, 1);

  filled->id = clt_stmt_get_int (stmt, 0);
  filled->survey_id = clt_stmt_get_int (stmt, 2);
  filled->client_id = clt_stmt_get_int (stmt, 3);
  filled->staff_id = clt_stmt_get_int (stmt, 4);
  filled->channel = g_strdup (clt_stmt_get_text (stmt, 5));
  filled->day = clt_stmt_get_day (stmt, 6);
  filled->spent = clt_stmt_get_int (stmt, 7);
  filled->tier = (CltTier) clt_stmt_get_int (stmt, 8);
  filled->own = clt_stmt_get_int (stmt, 9) != 0;
  filled->last = clt_stmt_get_int (stmt, 10) != 0;
  filled->pace = NAN;
  filled->said = g_array_new (FALSE, FALSE, sizeof (CltResultSaid));
  /* its version until the index of the form is known */
  filled->timed = clt_stmt_get_int (stmt, 1);
  return filled;
}

/* The forms that the query asks for, of all channels and tiers. */
#define ASKED                                                                                      \
  " v.questionnaire_id = ?1 AND (?2 = 0 OR r.version_id = ?2) AND (?3 = 0 OR r.survey_id = ?3)"    \
  " AND (?4 = 0 OR r.staff_id = ?4) AND (?5 IS NULL OR r.day >= ?5)"                               \
  " AND (?6 IS NULL OR r.day <= ?6)"

#define WANTED ASKED " AND " CLT_RESPONSE_COUNTS

static gboolean
load_filled (CltSurveyResultData *data, GError **error)
{
  const CltResultQuery *query = data->query;

  data->filled = clt_stmt_read_all (
    clt_conn_query (
      data->conn, error,
      "SELECT r.id, r.version_id, r.survey_id, r.client_id, r.staff_id, r.channel, r.day,"
      " coalesce (r.finished - r.started, 0), " CLT_RESPONSE_TIER
      ", EXISTS (SELECT 1 FROM assignment a WHERE a.client_id = r.client_id"
      " AND a.staff_id = r.staff_id AND a.relation IN ('service', 'adviser', 'development')"
      " AND a.valid_from <= r.day AND (a.valid_to IS NULL OR a.valid_to >= r.day)),"
      " " CLT_RESPONSE_IS_LAST
      " FROM response r JOIN questionnaire_version v ON v.id = r.version_id WHERE" WANTED
      " ORDER BY r.day, coalesce (r.finished, 0), r.id",
      "iiiiyy", query->questionnaire_id, query->version_id, query->survey_id, query->staff_id,
      query->from, query->to),
    read_filled, filled_free, error);
  for (guint i = 0; data->filled != NULL && i < data->filled->len; i++)
    {
      CltResultFilled *filled = data->filled->pdata[i];
      const int form = find_form (data, filled->timed);

      filled->form = (guint) MAX (form, 0);
      filled->timed = 0;
    }
  return data->filled != NULL;
}

gboolean
clt_survey_result_count_others (const CltSurveyResultData *data,
                                CltResponseState state,
                                const char *channel,
                                gint64 *n,
                                GError **error)
{
  const CltResultQuery *query = data->query;

  return clt_conn_get_int (data->conn, n, 0, error,
                           "SELECT count(*) FROM response r"
                           " JOIN questionnaire_version v ON v.id = r.version_id WHERE" ASKED
                           " AND r.keyed = 1 AND r.state = ?7 AND (?8 = '' OR r.channel = ?8)"
                           " AND (?9 = 0 OR (?9 >> " CLT_RESPONSE_TIER ") & 1)",
                           "iiiiyytti", query->questionnaire_id, query->version_id,
                           query->survey_id, query->staff_id, query->from, query->to,
                           clt_response_state_get_name (state), channel, (gint64) query->tiers);
}

/* ---- answers ------------------------------------------------------------------------------- */

typedef struct
{
  GHashTable *filled;  /* id -> CltResultFilled */
  GHashTable *columns; /* question id -> index + 1 */
  GHashTable *answers; /* CltResultFilled -> CltAnswers, of forms with conditions */
} Places;

static void
index_columns (const CltSurveyResultData *data, GHashTable *columns)
{
  for (guint i = 0; i < data->forms->len; i++)
    {
      const CltForm *form = data->forms->pdata[i];

      for (guint j = 0; j < form->questions->len; j++)
        {
          CltQuestion *question = form->questions->pdata[j];

          for (guint k = 0; k < data->columns->len; k++)
            if (g_str_equal (((CltResultColumn *) data->columns->pdata[k])->question->key,
                             question->key))
              g_hash_table_insert (columns, &question->id, GUINT_TO_POINTER (k + 1));
        }
    }
}

/* Which of the codes an answer is; -1: words, and numbers of which there are too many. */
static int
find_place (CltResultColumn *column, const char *part, const char *value)
{
  g_autofree char *code = NULL;

  switch (column->question->type)
    {
    case CLT_QUESTION_SEVERAL:
    case CLT_QUESTION_RANKING:
      return add_code (column, part, part);
    case CLT_QUESTION_MATRIX:
      code = g_strconcat (part, "/", value, NULL);
      return add_code (column, code, code);
    case CLT_QUESTION_NUMBER:
      if (column->codes->len >= MAX_NUMBERS && !g_hash_table_contains (column->places, value))
        return -1;
      return add_code (column, value, value);
    case CLT_QUESTION_TEXT:
    case CLT_QUESTION_DATE:
      return -1;
    case CLT_QUESTION_YESNO:
    case CLT_QUESTION_CHOICE:
    case CLT_QUESTION_RATING:
    case CLT_QUESTION_NPS:
    case CLT_QUESTION_SECTION:
    case CLT_QUESTION_INFO:
    default:
      return add_code (column, value, value);
    }
}

static gboolean
is_counted (CltQuestionType type)
{
  return type == CLT_QUESTION_RATING || type == CLT_QUESTION_NPS || type == CLT_QUESTION_NUMBER;
}

/* For who asks later what was left out. */
static void
note_answer (Places *places, const CltResultFilled *filled, const char *key, CltStmt *stmt)
{
  CltAnswers *answers = g_hash_table_lookup (places->answers, filled);
  const char *mark = clt_stmt_get_text (stmt, 3);

  if (answers != NULL && *mark != '\0')
    clt_answers_set_mark (answers, key, clt_reply_mark_from_name (mark));
  else if (answers != NULL)
    clt_answers_set (answers, key, clt_stmt_get_text (stmt, 2), clt_stmt_get_text (stmt, 4), NULL);
}

static void
take_answer (CltSurveyResultData *data, Places *places, CltStmt *stmt)
{
  const gint64 id = clt_stmt_get_int (stmt, 0), question = clt_stmt_get_int (stmt, 1);
  CltResultFilled *filled = g_hash_table_lookup (places->filled, &id);
  const guint index = GPOINTER_TO_UINT (g_hash_table_lookup (places->columns, &question));
  const char *mark = clt_stmt_get_text (stmt, 3), *value = clt_stmt_get_text (stmt, 4);
  CltResultSaid said = { .column = index - 1, .place = -1, .number = NAN, .mark = *mark };
  CltResultColumn *column;

  if (filled == NULL || index == 0)
    return;
  column = data->columns->pdata[index - 1];
  filled->timed += clt_stmt_get_int (stmt, 5);
  if (*mark == '\0')
    said.place = find_place (column, clt_stmt_get_text (stmt, 2), value);
  if (*mark == '\0' && is_counted (column->question->type))
    said.number = g_ascii_strtod (value, NULL);
  g_array_append_val (filled->said, said);
  note_answer (places, filled, column->question->key, stmt);
}

static gboolean
read_answers (CltSurveyResultData *data, Places *places, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (data->conn, error,
                    "SELECT a.response_id, a.question_id, a.part, a.mark, a.value, a.seconds"
                    " FROM response r JOIN questionnaire_version v ON v.id = r.version_id"
                    " JOIN answer a ON a.response_id = r.id WHERE" WANTED,
                    "iiiiyy", data->query->questionnaire_id, data->query->version_id,
                    data->query->survey_id, data->query->staff_id, data->query->from,
                    data->query->to);
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    take_answer (data, places, stmt);
  return step == CLT_STEP_DONE;
}

/* What is said of words; those of a correction that took them away say nothing. */
static gboolean
read_tags (CltSurveyResultData *data, Places *places, GError **error)
{
  CltStmt *stmt = clt_conn_query (data->conn, error,
                                  "SELECT t.response_id, t.question_id, t.tag FROM answer_tag t"
                                  " JOIN question q ON q.id = t.question_id"
                                  " JOIN questionnaire_version v ON v.id = q.version_id"
                                  " WHERE v.questionnaire_id = ? AND EXISTS (SELECT 1"
                                  " FROM answer a WHERE a.response_id = t.response_id"
                                  " AND a.question_id = t.question_id AND a.mark = '')"
                                  " ORDER BY t.tag",
                                  "i", data->query->questionnaire_id);
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const gint64 id = clt_stmt_get_int (stmt, 0), question = clt_stmt_get_int (stmt, 1);
      CltResultFilled *filled = g_hash_table_lookup (places->filled, &id);
      const guint index = GPOINTER_TO_UINT (g_hash_table_lookup (places->columns, &question));
      CltResultSaid said = { .column = index - 1, .number = NAN, .mark = 't' };

      if (filled == NULL || index == 0)
        continue;
      said.place = add_code (data->columns->pdata[index - 1], clt_stmt_get_text (stmt, 2),
                             clt_stmt_get_text (stmt, 2));
      g_array_append_val (filled->said, said);
    }
  return step == CLT_STEP_DONE;
}

/* How long a question took, on the screen or from beginning to end. */
static void
set_pace (CltResultFilled *filled)
{
  const gint64 seconds = filled->timed > 0 ? filled->timed : filled->spent;
  g_autoptr (GHashTable) questions = g_hash_table_new (NULL, NULL);

  /* six things ticked are one question */
  for (guint i = 0; i < filled->said->len; i++)
    {
      const CltResultSaid *said = &g_array_index (filled->said, CltResultSaid, i);

      if (said->mark != 't')
        g_hash_table_add (questions, GUINT_TO_POINTER (said->column));
    }
  if (seconds > 0 && g_hash_table_size (questions) > 0)
    filled->pace = (double) seconds / g_hash_table_size (questions);
}

/* ---- what was left out --------------------------------------------------------------------- */

static gboolean
has_conditions (const CltForm *form)
{
  for (guint i = 0; i < form->questions->len; i++)
    if (*((CltQuestion *) form->questions->pdata[i])->condition != '\0')
      return TRUE;
  return FALSE;
}

/* Room for the answers of forms whose questions depend on each other. */
static void
prepare_answers (const CltSurveyResultData *data, Places *places)
{
  g_autofree gboolean *wanted = g_new0 (gboolean, data->forms->len);

  for (guint i = 0; i < data->forms->len; i++)
    wanted[i] = has_conditions (data->forms->pdata[i]);
  for (guint i = 0; i < data->filled->len; i++)
    {
      CltResultFilled *filled = data->filled->pdata[i];

      if (wanted[filled->form])
        g_hash_table_insert (places->answers, filled, clt_answers_new ());
    }
}

static void
note_skipped (const Places *places,
              const CltForm *form,
              const CltFlow *flow,
              CltResultFilled *filled)
{
  filled->skipped = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < form->questions->len; i++)
    {
      const CltQuestion *question = form->questions->pdata[i];
      const guint index = GPOINTER_TO_UINT (g_hash_table_lookup (places->columns, &question->id));

      if (index > 0 && !clt_flow_is_relevant (flow, (int) i))
        g_array_append_vals (filled->skipped, &(guint){ index - 1 }, 1);
    }
}

static gboolean
find_skipped (CltSurveyResultData *data, Places *places, GError **error)
{
  for (guint i = 0; i < data->forms->len; i++)
    {
      const CltForm *form = data->forms->pdata[i];
      g_autoptr (CltFlow) flow = NULL;

      for (guint j = 0; j < data->filled->len; j++)
        {
          CltResultFilled *filled = data->filled->pdata[j];
          CltAnswers *answers;

          if (filled->form != i ||
              !g_hash_table_steal_extended (places->answers, filled, NULL, (gpointer *) &answers))
            continue;
          if (flow == NULL && (flow = clt_flow_new (form, NULL, error)) == NULL)
            {
              clt_answers_free (answers);
              return FALSE;
            }
          clt_flow_take_answers (flow, answers);
          note_skipped (places, form, flow, filled);
        }
    }
  return TRUE;
}

static gboolean
load_answers (CltSurveyResultData *data, GError **error)
{
  g_autoptr (GHashTable) filled = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) columns = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) answers =
    g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) clt_answers_free);
  Places places = { filled, columns, answers };

  for (guint i = 0; i < data->filled->len; i++)
    {
      CltResultFilled *form = data->filled->pdata[i];

      g_hash_table_insert (filled, &form->id, form);
    }
  index_columns (data, columns);
  prepare_answers (data, &places);
  if (!read_answers (data, &places, error) || !read_tags (data, &places, error) ||
      !find_skipped (data, &places, error))
    return FALSE;
  for (guint i = 0; i < data->filled->len; i++)
    set_pace (data->filled->pdata[i]);
  return TRUE;
}

gboolean
clt_survey_result_read (CltSurveyResultData *data, GError **error)
{
  /* a period is judged by the rules of its last day */
  const CltDay today = clt_today ();
  const CltDay day = data->query->to == CLT_DAY_NONE ? today : MIN (data->query->to, today);

  data->forms = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_form_free);
  data->columns = g_ptr_array_new_with_free_func (column_free);
  return clt_rules_get (data->conn, "survey.fast_seconds", day, &data->fast_seconds, error) &&
         clt_rules_get_count (data->conn, "survey.straight_items", day, &data->straight_items,
                              error) &&
         clt_rules_get_count (data->conn, "survey.rank_answers", day, &data->rank_answers, error) &&
         load_forms (data, error) && load_filled (data, error) && load_answers (data, error);
}
