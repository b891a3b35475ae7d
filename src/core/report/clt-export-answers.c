/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-export-answers.h"

#include "core/base/clt-i18n.h"
#include "core/report/clt-document.h"
#include "core/report/clt-table.h"
#include "core/surveys/clt-response.h"

/* In front of the questions. */
enum
{
  REFERENCE,
  ACCOUNT,
  DAY,
  CHANNEL,
  N_FIXED
};

static const CltTableColumn fixed[N_FIXED] = {
  [REFERENCE] = { NC_ ("answers", "Reference"), CLT_STYLE_TEXT },
  [ACCOUNT] = { NC_ ("answers", "Account"), CLT_STYLE_TEXT },
  [DAY] = { NC_ ("answers", "Date"), CLT_STYLE_DAY },
  [CHANNEL] = { NC_ ("answers", "Channel"), CLT_STYLE_TEXT },
};

/* A column of answers. */
typedef struct
{
  const CltQuestion *question; /* borrowed from the form */
  const char *part;            /* borrowed; "" */
  gboolean label;              /* what the code of the column before is called */
  char *title;
} AnswerColumn;

static void
answer_column_free (gpointer data)
{
  g_free (((AnswerColumn *) data)->title);
  g_free (data);
}

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

static GPtrArray *
list_columns (const CltForm *form)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func (answer_column_free);

  for (guint i = 0; i < form->questions->len; i++)
    {
      const CltQuestion *question = form->questions->pdata[i];
      const GPtrArray *parts =
        question->type == CLT_QUESTION_MATRIX ? question->lines : question->options;

      if (!clt_question_is_asked (question))
        continue;
      for (guint j = 0; clt_question_has_parts (question) && j < parts->len; j++)
        add_column (columns, question, parts->pdata[j], FALSE);
      if (!clt_question_has_parts (question))
        add_column (columns, question, NULL, FALSE);
      if (question->type == CLT_QUESTION_CHOICE || question->type == CLT_QUESTION_YESNO)
        add_column (columns, question, NULL, TRUE);
    }
  return columns;
}

/* A mark is of the whole question: it stands in each of its columns. (transfer full) */
static char *
dup_cell (const CltResponse *response, const AnswerColumn *column)
{
  const CltResponseAnswer *whole = clt_response_find_answer (response, column->question->id, "");
  const CltResponseAnswer *answer =
    clt_response_find_answer (response, column->question->id, column->part);

  if (whole != NULL && *whole->mark != '\0')
    return g_strdup (g_str_equal (whole->mark, "refused") ? C_ ("answers", "refused")
                                                          : C_ ("answers", "don’t know"));
  if (answer == NULL)
    return g_strdup ("");
  if (column->label)
    return clt_question_format_value (column->question, answer->value);
  return g_strdup (*answer->note != '\0' && *column->part != '\0' ? answer->note : answer->value);
}

static gpointer
read_account (CltStmt *stmt)
{
  return g_strdup (clt_stmt_get_text (stmt, 0));
}

static gboolean
add_row (CltConn *conn, CltTable *table, const GPtrArray *columns, gint64 id, GError **error)
{
  g_autoptr (CltResponse) response = clt_response_load (conn, id, error);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree CltTableCell *cells = g_new0 (CltTableCell, N_FIXED + columns->len);
  g_autofree char *account =
    response == NULL
      ? NULL
      : clt_stmt_read_one (clt_conn_query (conn, error,
                                           "SELECT coalesce (min (number), '') FROM account"
                                           " WHERE client_id = ?",
                                           "i", response->client_id),
                           read_account, "", error);

  if (account == NULL)
    return FALSE;
  cells[REFERENCE].text = response->reference;
  cells[ACCOUNT].text = account;
  cells[DAY].number = response->day;
  cells[CHANNEL].text = response->channel;
  for (guint i = 0; i < columns->len; i++)
    {
      g_ptr_array_add (texts, dup_cell (response, columns->pdata[i]));
      cells[N_FIXED + i].text = texts->pdata[i];
    }
  clt_table_add_row (table, cells);
  return TRUE;
}

static gpointer
read_id (CltStmt *stmt)
{
  const gint64 id = clt_stmt_get_int (stmt, 0);

  return g_memdup2 (&id, sizeof id);
}

static CltTable *
start_table (CltConn *conn,
             const GPtrArray *columns,
             const CltExportOptions *options,
             const CltDocument *document,
             guint n_rows,
             GError **error)
{
  g_autofree CltTableColumn *titles = g_new0 (CltTableColumn, N_FIXED + columns->len);
  g_autofree char *branch = clt_export_dup_branch (conn);
  g_autofree char *folder = clt_document_dup_folder (document);
  const CltBookInfo info = { (char *) C_ ("answers", "Answers"), branch,
                             (char *) (options->who != NULL ? options->who : ""),
                             (char *) (options->purpose != NULL ? options->purpose : "") };
  CltTableFormat format;

  if (!clt_table_choose_format (options, &format, error))
    return NULL;
  for (guint i = 0; i < N_FIXED; i++)
    titles[i] =
      (CltTableColumn){ g_dpgettext2 (GETTEXT_PACKAGE, "answers", fixed[i].title), fixed[i].style };
  for (guint i = 0; i < columns->len; i++)
    titles[N_FIXED + i] =
      (CltTableColumn){ ((AnswerColumn *) columns->pdata[i])->title, CLT_STYLE_TEXT };
  return clt_table_new (document->tmp_path, folder, format, &info, titles, N_FIXED + columns->len,
                        n_rows, error);
}

static gboolean
write_rows (CltConn *conn,
            const CltForm *form,
            const CltExportOptions *options,
            const CltDocument *document,
            gint64 *rows,
            GError **error)
{
  g_autoptr (GPtrArray) columns = list_columns (form);
  g_autoptr (GPtrArray) ids =
    clt_stmt_read_all (clt_conn_query (conn, error,
                                       "SELECT id FROM response WHERE version_id = ?"
                                       " AND state = 'complete' AND keyed = 1 ORDER BY day, id",
                                       "i", form->version_id),
                       read_id, g_free, error);
  g_autoptr (CltTable) table =
    ids == NULL ? NULL : start_table (conn, columns, options, document, ids->len, error);

  if (table == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!add_row (conn, table, columns, *(gint64 *) ids->pdata[i], error))
      return FALSE;
  *rows = ids->len;
  return clt_table_close (table, error);
}

gboolean
clt_export_answers (CltConn *conn,
                    gint64 questionnaire_id,
                    const CltExportOptions *options,
                    gint64 *rows,
                    GError **error)
{
  g_auto (CltDocument) document = { 0 };
  g_autofree char *filter = g_strdup_printf ("questionnaire = %" G_GINT64_FORMAT, questionnaire_id);
  CltExportRecord record = { .kind = "answers", .filter = filter, .masked = TRUE };
  const gint64 version = clt_questionnaire_get_version (conn, questionnaire_id, error);
  g_autoptr (CltForm) form = version == 0 ? NULL : clt_form_load (conn, version, error);

  if (form == NULL || !clt_document_init (&document, options->path, error) ||
      !write_rows (conn, form, options, &document, &record.rows, error) ||
      !clt_document_commit (&document, conn, &record, options, error))
    return FALSE;
  if (rows != NULL)
    *rows = record.rows;
  return TRUE;
}
