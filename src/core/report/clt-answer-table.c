/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-answer-table.h"

#include "core/base/clt-i18n.h"
#include "core/surveys/clt-flow.h"
#include "core/surveys/clt-response.h"

/* In front of the questions. */
enum
{
  REFERENCE,
  ACCOUNT,
  DAY,
  CHANNEL,
  VERSION,
  N_FIXED
};

static const CltTableColumn fixed[N_FIXED] = {
  [REFERENCE] = { NC_ ("answers", "Reference"), CLT_STYLE_TEXT },
  [ACCOUNT] = { NC_ ("answers", "Account"), CLT_STYLE_TEXT },
  [DAY] = { NC_ ("answers", "Date"), CLT_STYLE_DAY },
  [CHANNEL] = { NC_ ("answers", "Channel"), CLT_STYLE_TEXT },
  [VERSION] = { NC_ ("answers", "Version"), CLT_STYLE_COUNT },
};

/* A column of answers. */
typedef struct
{
  const CltQuestion *question; /* borrowed from the newest form that has it */
  const char *part;            /* borrowed; "" */
  gboolean label;              /* what the code of the column before is called */
  char *title;
} AnswerColumn;

struct _CltAnswerTable
{
  CltConn *conn;          /* borrowed */
  const GPtrArray *forms; /* borrowed: CltForm */
  GPtrArray *flows;       /* CltFlow, one a form */
  GPtrArray *columns;     /* AnswerColumn */
  CltResponse *response;  /* owned (nullable): of the row that was read last */
  char *account;
  GPtrArray *texts;
};

static void
answer_column_free (gpointer data)
{
  g_free (((AnswerColumn *) data)->title);
  g_free (data);
}

void
clt_answer_table_free (CltAnswerTable *table)
{
  g_clear_pointer (&table->response, clt_response_free);
  g_ptr_array_unref (table->flows);
  g_ptr_array_unref (table->columns);
  g_ptr_array_unref (table->texts);
  g_free (table->account);
  g_free (table);
}

/* ---- columns ------------------------------------------------------------------------------- */

static void
add_column (GPtrArray *columns, const CltQuestion *question, const CltOption *part, gboolean label)
{
  AnswerColumn *column = g_new0 (AnswerColumn, 1);

  column->question = question;
  column->part = part == NULL ? "" : part->code;
  column->label = label;
  if (label)
    /* Translators: the column with what the codes of a question mean. */
    column->title = g_strdup_printf (_ ("%s (label)"), question->text);
  else if (part == NULL)
    column->title = g_strdup (question->text);
  else
    column->title = g_strconcat (question->text, " - ", part->label, NULL);
  g_ptr_array_add (columns, column);
}

static gboolean
has_column (const GPtrArray *columns, const char *key)
{
  for (guint i = 0; i < columns->len; i++)
    if (g_str_equal (((AnswerColumn *) columns->pdata[i])->question->key, key))
      return TRUE;
  return FALSE;
}

static void
add_question (GPtrArray *columns, const CltQuestion *question)
{
  const GPtrArray *parts =
    question->type == CLT_QUESTION_MATRIX ? question->lines : question->options;

  for (guint j = 0; clt_question_has_parts (question) && j < parts->len; j++)
    add_column (columns, question, parts->pdata[j], FALSE);
  if (!clt_question_has_parts (question))
    add_column (columns, question, NULL, FALSE);
  if (question->type == CLT_QUESTION_CHOICE || question->type == CLT_QUESTION_YESNO)
    add_column (columns, question, NULL, TRUE);
}

/* Those of the newest form, then what only older ones have. */
static GPtrArray *
list_columns (const GPtrArray *forms)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func (answer_column_free);

  for (guint i = 0; i < forms->len; i++)
    {
      const CltForm *form = forms->pdata[i];

      for (guint j = 0; j < form->questions->len; j++)
        {
          const CltQuestion *question = form->questions->pdata[j];

          if (clt_question_is_asked (question) && !has_column (columns, question->key))
            add_question (columns, question);
        }
    }
  return columns;
}

static void
flow_free (gpointer flow)
{
  if (flow != NULL)
    clt_flow_free (flow);
}

CltAnswerTable *
clt_answer_table_new (CltConn *conn, const GPtrArray *forms)
{
  CltAnswerTable *table = g_new0 (CltAnswerTable, 1);

  table->conn = conn;
  table->forms = forms;
  table->flows = g_ptr_array_new_with_free_func (flow_free);
  g_ptr_array_set_size (table->flows, (int) forms->len);
  table->columns = list_columns (forms);
  table->texts = g_ptr_array_new_with_free_func (g_free);
  return table;
}

guint
clt_answer_table_get_n_columns (const CltAnswerTable *table)
{
  return N_FIXED + table->columns->len;
}

void
clt_answer_table_fill_titles (const CltAnswerTable *table, CltTableColumn *columns)
{
  for (guint i = 0; i < N_FIXED; i++)
    columns[i] =
      (CltTableColumn){ g_dpgettext2 (GETTEXT_PACKAGE, "answers", fixed[i].title), fixed[i].style };
  for (guint i = 0; i < table->columns->len; i++)
    columns[N_FIXED + i] =
      (CltTableColumn){ ((AnswerColumn *) table->columns->pdata[i])->title, CLT_STYLE_TEXT };
}

/* ---- rows ---------------------------------------------------------------------------------- */

/* The flow of the version, with the answers of the row. */
static CltFlow *
prepare_flow (CltAnswerTable *table, const CltForm **form, GError **error)
{
  for (guint i = 0; i < table->forms->len; i++)
    {
      *form = table->forms->pdata[i];
      if ((*form)->version_id != table->response->version_id)
        continue;
      if (table->flows->pdata[i] == NULL)
        table->flows->pdata[i] = clt_flow_new (*form, NULL, error);
      if (table->flows->pdata[i] != NULL)
        clt_flow_take_answers (table->flows->pdata[i],
                               clt_response_dup_answers (table->response, *form));
      return table->flows->pdata[i];
    }
  g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                       _ ("There is no such version of the questionnaire."));
  return NULL;
}

/* A mark is of the whole question: it stands in each of its columns. (transfer full) */
static char *
dup_cell (const CltAnswerTable *table,
          const CltForm *form,
          const CltFlow *flow,
          const AnswerColumn *column)
{
  const int index = clt_form_index_of (form, column->question->key);
  const CltQuestion *question = index < 0 ? NULL : form->questions->pdata[index];
  const CltResponseAnswer *whole, *answer;

  if (question == NULL)
    return g_strdup ("");
  whole = clt_response_find_answer (table->response, question->id, "");
  answer = clt_response_find_answer (table->response, question->id, column->part);
  if (whole != NULL && *whole->mark != '\0')
    return g_strdup (g_str_equal (whole->mark, "refused") ? C_ ("answers", "refused")
                                                          : C_ ("answers", "don’t know"));
  if (answer != NULL && column->label)
    return clt_question_format_value (question, answer->value);
  if (answer != NULL)
    return g_strdup (*answer->note != '\0' && *column->part != '\0' ? answer->note : answer->value);
  /* of several the options that were not chosen are blank, too */
  return g_strdup (!clt_flow_is_relevant (flow, index) &&
                       clt_answers_is_blank (clt_flow_get_answers (flow), question->key)
                     ? C_ ("answers", "skipped")
                     : "");
}

static gpointer
read_account (CltStmt *stmt)
{
  return g_strdup (clt_stmt_get_text (stmt, 0));
}

gboolean
clt_answer_table_read (CltAnswerTable *table, gint64 id, CltTableCell *cells, GError **error)
{
  const CltForm *form;
  CltFlow *flow;

  g_clear_pointer (&table->response, clt_response_free);
  g_clear_pointer (&table->account, g_free);
  g_ptr_array_set_size (table->texts, 0);
  table->response = clt_response_load (table->conn, id, error);
  if (table->response == NULL || (flow = prepare_flow (table, &form, error)) == NULL)
    return FALSE;
  table->account =
    clt_stmt_read_one (clt_conn_query (table->conn, error,
                                       "SELECT coalesce (min (number), '') FROM account"
                                       " WHERE client_id = ?",
                                       "i", table->response->client_id),
                       read_account, "", error);
  if (table->account == NULL)
    return FALSE;
  cells[REFERENCE].text = table->response->reference;
  cells[ACCOUNT].text = table->account;
  cells[DAY].number = table->response->day;
  cells[CHANNEL].text = table->response->channel;
  cells[VERSION].number = form->number;
  for (guint i = 0; i < table->columns->len; i++)
    {
      g_ptr_array_add (table->texts, dup_cell (table, form, flow, table->columns->pdata[i]));
      cells[N_FIXED + i].text = table->texts->pdata[i];
    }
  return TRUE;
}
