/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-answer-data.h"

#include "core/base/clt-text.h"
#include "core/catalogue/clt-product.h"
#include "core/people/clt-staff.h"

CltResultQuery
clt_answer_choice_get_query (const CltAnswerChoice *choice)
{
  return (CltResultQuery){ .questionnaire_id = choice->questionnaire_id,
                           .version_id = choice->version_id,
                           .survey_id = choice->survey_id,
                           .staff_id = choice->staff_id,
                           .channel = *choice->channel == '\0' ? NULL : choice->channel,
                           .pooled = choice->pooled,
                           .tiers = choice->tiers,
                           .careful = choice->careful,
                           .from = choice->from,
                           .to = choice->to,
                           .by = choice->by };
}

/* ---- the record ---------------------------------------------------------------------------- */

void
clt_answer_record_free (gpointer data)
{
  CltAnswerRecord *record = data;

  g_clear_pointer (&record->questionnaires, g_ptr_array_unref);
  g_clear_pointer (&record->versions, g_ptr_array_unref);
  g_clear_pointer (&record->surveys, g_ptr_array_unref);
  g_clear_pointer (&record->staff, g_ptr_array_unref);
  g_clear_pointer (&record->result, clt_survey_result_free);
  g_free (record->description);
  g_free (record);
}

const CltQuestionnaire *
clt_answer_record_get_questionnaire (const CltAnswerRecord *record)
{
  for (guint i = 0; i < record->questionnaires->len; i++)
    {
      const CltQuestionnaire *questionnaire = record->questionnaires->pdata[i];

      if (questionnaire->id == record->choice.questionnaire_id)
        return questionnaire;
    }
  return NULL;
}

/* The answered ones; what was chosen and is no more gives way to the one with the most answers. */
static gboolean
load_questionnaires (CltConn *conn, CltAnswerRecord *record, GError **error)
{
  const CltQuestionnaire *most = NULL;

  record->questionnaires = clt_questionnaire_list (conn, TRUE, error);
  for (guint i = 0; record->questionnaires != NULL && i < record->questionnaires->len;)
    {
      const CltQuestionnaire *questionnaire = record->questionnaires->pdata[i];

      if (questionnaire->n_responses == 0)
        {
          g_ptr_array_remove_index (record->questionnaires, i);
          continue;
        }
      if (most == NULL || questionnaire->n_responses > most->n_responses)
        most = questionnaire;
      i++;
    }
  if (record->questionnaires == NULL)
    return FALSE;
  if (most != NULL && clt_answer_record_get_questionnaire (record) == NULL)
    {
      record->choice.questionnaire_id = most->id;
      record->choice.version_id = record->choice.survey_id = record->choice.staff_id = 0;
      *record->choice.channel = '\0';
    }
  return TRUE;
}

static gpointer
read_id (CltStmt *stmt)
{
  const gint64 id = clt_stmt_get_int (stmt, 0);

  return g_memdup2 (&id, sizeof id);
}

static gboolean
load_versions (CltConn *conn, CltAnswerRecord *record, GError **error)
{
  g_autoptr (GPtrArray) ids = clt_stmt_read_all (
    clt_conn_query (conn, error,
                    "SELECT v.id FROM questionnaire_version v WHERE v.questionnaire_id = ?"
                    " AND EXISTS (SELECT 1 FROM response r WHERE r.version_id = v.id)"
                    " ORDER BY v.number DESC",
                    "i", record->choice.questionnaire_id),
    read_id, g_free, error);

  record->versions = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_form_free);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      CltForm *form = clt_form_load (conn, *(gint64 *) ids->pdata[i], error);

      if (form == NULL)
        return FALSE;
      g_ptr_array_add (record->versions, form);
    }
  return ids != NULL;
}

static gboolean
load_surveys (CltConn *conn, CltAnswerRecord *record, GError **error)
{
  const CltQuestionnaire *questionnaire = clt_answer_record_get_questionnaire (record);

  record->surveys = clt_survey_list (conn, error);
  for (guint i = 0; record->surveys != NULL && i < record->surveys->len;)
    {
      const CltSurvey *survey = record->surveys->pdata[i];

      if (survey->state == CLT_SURVEY_DRAFT ||
          !g_str_equal (survey->questionnaire, questionnaire->key))
        g_ptr_array_remove_index (record->surveys, i);
      else
        i++;
    }
  return record->surveys != NULL;
}

static gboolean
load_staff (CltConn *conn, CltAnswerRecord *record, GError **error)
{
  g_autoptr (GPtrArray) ids = clt_stmt_read_all (
    clt_conn_query (conn, error,
                    "SELECT DISTINCT s.id FROM response r"
                    " JOIN questionnaire_version v ON v.id = r.version_id"
                    " JOIN staff s ON s.id = r.staff_id WHERE v.questionnaire_id = ?"
                    " ORDER BY s.name, s.id",
                    "i", record->choice.questionnaire_id),
    read_id, g_free, error);

  record->staff = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_staff_free);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      CltStaff *staff = clt_staff_load (conn, *(gint64 *) ids->pdata[i], error);

      if (staff == NULL)
        return FALSE;
      g_ptr_array_add (record->staff, staff);
    }
  return ids != NULL;
}

gpointer
clt_answer_record_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CltAnswerRecord) record = g_new0 (CltAnswerRecord, 1);
  CltResultQuery query;

  record->choice = *(const CltAnswerChoice *) data;
  if (!load_questionnaires (conn, record, error))
    return NULL;
  if (record->questionnaires->len == 0)
    return g_steal_pointer (&record);
  if (!load_versions (conn, record, error) || !load_surveys (conn, record, error) ||
      !load_staff (conn, record, error))
    return NULL;
  query = clt_answer_choice_get_query (&record->choice);
  record->result = clt_survey_result_load (conn, &query, error);
  record->description =
    record->result == NULL ? NULL : clt_result_query_describe (conn, &query, record->result, error);
  return record->description == NULL ? NULL : g_steal_pointer (&record);
}

/* ---- the forms behind a figure ------------------------------------------------------------- */

static char *
dup_or_dash (const char *text)
{
  return g_strdup (*text == '\0' ? "–" : text);
}

static gboolean
read_cells (CltConn *conn, gint64 id, char **cells, GError **error)
{
  g_autoptr (CltResponseLine) line = clt_response_line_load (conn, id, error);

  if (line == NULL)
    return FALSE;
  cells[CLT_ANSWER_CLIENT] = dup_or_dash (*line->client == '\0' ? line->reference : line->client);
  cells[CLT_ANSWER_ACCOUNT] = dup_or_dash (line->account);
  cells[CLT_ANSWER_TIER] = g_strdup (line->client_id == 0 ? "–" : clt_tier_get_label (line->tier));
  cells[CLT_ANSWER_DAY] = clt_day_format (line->day);
  cells[CLT_ANSWER_CHANNEL] = g_strdup (clt_channel_get_label (line->channel));
  cells[CLT_ANSWER_STAFF] = dup_or_dash (line->staff);
  cells[CLT_ANSWER_REFERENCE] = g_strdup (line->reference);
  cells[CLT_ANSWER_SECONDS] =
    line->seconds == 0
      ? g_strdup ("–")
      : g_strdup_printf ("%d:%02d", (int) (line->seconds / 60), (int) (line->seconds % 60));
  return TRUE;
}

CltCellRows *
clt_answer_form_rows_new (const GArray *ids)
{
  return clt_cell_rows_new_read (CLT_N_ANSWER_COLUMNS, ids, read_cells);
}

/* ---- free words ---------------------------------------------------------------------------- */

CltAnswerWordQuestion *
clt_answer_word_question_new (gint64 questionnaire_id, const char *key, GArray *ids)
{
  CltAnswerWordQuestion *question = g_new0 (CltAnswerWordQuestion, 1);

  question->questionnaire_id = questionnaire_id;
  question->key = g_strdup (key);
  question->ids = g_array_copy (ids);
  return question;
}

void
clt_answer_word_question_free (gpointer data)
{
  CltAnswerWordQuestion *question = data;

  g_free (question->key);
  g_array_unref (question->ids);
  g_free (question);
}

void
clt_answer_words_free (gpointer data)
{
  CltAnswerWords *words = data;

  g_clear_pointer (&words->words, g_ptr_array_unref);
  g_strfreev (words->tags);
  g_free (words);
}

gpointer
clt_answer_words_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltAnswerWordQuestion *question = data;
  g_autoptr (CltAnswerWords) words = g_new0 (CltAnswerWords, 1);

  words->words = clt_response_list_words (conn, question->ids, question->key, error);
  if (words->words == NULL)
    return NULL;
  words->tags =
    clt_response_list_known_tags (conn, question->questionnaire_id, question->key, error);
  return words->tags == NULL ? NULL : g_steal_pointer (&words);
}

/* ---- one form ------------------------------------------------------------------------------ */

void
clt_answer_sheet_free (gpointer data)
{
  CltAnswerSheet *sheet = data;

  g_clear_pointer (&sheet->line, clt_response_line_free);
  g_clear_pointer (&sheet->response, clt_response_free);
  g_clear_pointer (&sheet->flow, clt_flow_free);
  g_clear_pointer (&sheet->form, clt_form_free);
  g_clear_pointer (&sheet->edits, g_ptr_array_unref);
  g_clear_pointer (&sheet->tags, g_ptr_array_unref);
  g_clear_pointer (&sheet->answers, g_ptr_array_unref);
  g_free (sheet);
}

static void
free_strings (gpointer strings)
{
  g_strfreev (strings);
}

static gboolean
load_answers (CltConn *conn, CltAnswerSheet *sheet, GError **error)
{
  sheet->tags = g_ptr_array_new_with_free_func (free_strings);
  sheet->answers = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < sheet->form->questions->len; i++)
    {
      const CltQuestion *question = sheet->form->questions->pdata[i];
      char **tags = clt_response_list_tags (conn, sheet->line->id, question->id, error);

      if (tags == NULL)
        return FALSE;
      g_ptr_array_add (sheet->tags, tags);
      g_ptr_array_add (sheet->answers, clt_response_format_answer (sheet->response, sheet->flow,
                                                                   sheet->form, question));
    }
  return TRUE;
}

gpointer
clt_answer_sheet_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const gint64 id = *(gint64 *) data;
  g_autoptr (CltAnswerSheet) sheet = g_new0 (CltAnswerSheet, 1);

  if ((sheet->line = clt_response_line_load (conn, id, error)) == NULL ||
      (sheet->response = clt_response_load (conn, id, error)) == NULL ||
      (sheet->form = clt_form_load (conn, sheet->response->version_id, error)) == NULL ||
      (sheet->edits = clt_response_list_edits (conn, id, error)) == NULL)
    return NULL;
  sheet->flow =
    clt_flow_new (sheet->form, clt_response_dup_answers (sheet->response, sheet->form), error);
  return sheet->flow != NULL && load_answers (conn, sheet, error) ? g_steal_pointer (&sheet) : NULL;
}
