/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-export-results.h"

#include "core/base/clt-i18n.h"
#include "core/report/clt-answer-table.h"
#include "core/report/clt-document.h"
#include "core/report/clt-export-answers.h"
#include "core/report/clt-result-book.h"
#include "core/surveys/clt-response-list.h"

/* ---- answers and words --------------------------------------------------------------------- */

static gboolean
add_answers (const CltResultBook *book, const CltExportOptions *options, GError **error)
{
  const GArray *ids = book->result->all->responses;
  g_autoptr (CltAnswerTable) table = clt_answer_table_new (book->conn, book->result->forms);
  const guint n = clt_answer_table_get_n_columns (table);
  g_autofree CltTableColumn *columns = g_new0 (CltTableColumn, n);
  g_autofree CltTableCell *cells = g_new0 (CltTableCell, n);
  g_autofree const char **titles = g_new0 (const char *, n);
  g_autofree CltStyle *styles = g_new0 (CltStyle, n);
  CltSheet *sheet = clt_book_add_sheet (book->book, C_ ("answers", "Answers"));

  clt_answer_table_fill_titles (table, columns);
  for (guint i = 0; i < n; i++)
    {
      titles[i] = columns[i].title;
      styles[i] = columns[i].style;
    }
  clt_sheet_header (sheet, 0, titles, styles, n);
  for (guint i = 0; i < ids->len; i++)
    {
      if (!clt_answer_table_read (table, g_array_index (ids, gint64, i), cells, error) ||
          !clt_export_step (options, (i + 1.0) / (ids->len + 1.0), error))
        return FALSE;
      for (guint j = 0; j < n; j++)
        clt_sheet_cell (sheet, i + 1, j, styles[j], &cells[j]);
    }
  clt_sheet_finish_list (sheet, ids->len);
  return TRUE;
}

enum
{
  QUESTION,
  REFERENCE,
  ACCOUNT,
  DAY,
  WORDS,
  TAGS,
  N_WORD_COLUMNS
};

static gboolean
add_words_row (const CltResultBook *book,
               CltSheet *sheet,
               guint row,
               const CltQuestion *question,
               const CltResponseWords *words,
               GError **error)
{
  g_autoptr (CltResponseLine) line = clt_response_line_load (book->conn, words->response_id, error);
  g_autofree char *tags = g_strjoinv (" ", words->tags);

  if (line == NULL)
    return FALSE;
  clt_sheet_text (sheet, row, QUESTION, CLT_STYLE_TEXT, question->text);
  clt_sheet_text (sheet, row, REFERENCE, CLT_STYLE_TEXT, line->reference);
  clt_sheet_text (sheet, row, ACCOUNT, CLT_STYLE_TEXT, line->account);
  clt_sheet_day (sheet, row, DAY, CLT_STYLE_DAY, line->day);
  clt_sheet_text (sheet, row, WORDS, CLT_STYLE_WRAP, words->text);
  clt_sheet_text (sheet, row, TAGS, CLT_STYLE_TEXT, tags);
  return TRUE;
}

static gboolean
add_words (const CltResultBook *book, GError **error)
{
  const char *const titles[N_WORD_COLUMNS] = {
    C_ ("results", "Question"), C_ ("answers", "Reference"), C_ ("answers", "Account"),
    C_ ("answers", "Date"),     C_ ("results", "Words"),     C_ ("results", "Tags"),
  };
  const CltStyle styles[N_WORD_COLUMNS] = { CLT_STYLE_TEXT, CLT_STYLE_TEXT, CLT_STYLE_TEXT,
                                            CLT_STYLE_DAY,  CLT_STYLE_WRAP, CLT_STYLE_TEXT };
  const CltResultGroup *all = book->result->all;
  CltSheet *sheet = clt_book_add_sheet (book->book, C_ ("results", "Free words"));
  guint row = 0;

  clt_sheet_header (sheet, 0, titles, styles, N_WORD_COLUMNS);
  clt_sheet_set_width (sheet, WORDS, 70);
  for (guint i = 0; i < all->questions->len; i++)
    {
      const CltQuestion *question = ((CltQuestionResult *) all->questions->pdata[i])->question;
      g_autoptr (GPtrArray) list = NULL;

      if (!clt_question_has_words (question))
        continue;
      list = clt_response_list_words (book->conn, all->responses, question->key, error);
      if (list == NULL)
        return FALSE;
      for (guint j = 0; j < list->len; j++)
        if (!add_words_row (book, sheet, ++row, question, list->pdata[j], error))
          return FALSE;
    }
  clt_sheet_finish_list (sheet, row);
  return TRUE;
}

/* ---- the file ------------------------------------------------------------------------------ */

static gboolean
write_book (CltResultBook *book,
            const CltExportOptions *options,
            const CltDocument *document,
            GError **error)
{
  g_autofree char *folder = clt_document_dup_folder (document);
  g_autofree char *branch = clt_export_dup_branch (book->conn);
  const CltBookInfo info = { (char *) book->title, branch,
                             (char *) (options->who != NULL ? options->who : ""),
                             (char *) (options->purpose != NULL ? options->purpose : "") };
  g_autoptr (CltBook) sheets = clt_book_new (document->tmp_path, folder, &info, FALSE, error);

  if (sheets == NULL)
    return FALSE;
  book->book = sheets;
  clt_result_book_add_summary (book);
  clt_result_book_add_questions (book);
  clt_result_book_add_counts (book);
  if (!add_answers (book, options, error) || !add_words (book, error))
    return FALSE;
  clt_result_book_add_definitions (book);
  return clt_book_close (sheets, error);
}

static gboolean
export_book (CltConn *conn,
             const CltResultQuery *query,
             const CltSurveyResult *result,
             const CltExportOptions *options,
             GError **error)
{
  g_auto (CltDocument) document = { 0 };
  g_autoptr (CltQuestionnaire) questionnaire =
    clt_questionnaire_load (conn, query->questionnaire_id, error);
  g_autofree char *description =
    questionnaire == NULL ? NULL : clt_result_query_describe (conn, query, result, error);
  CltResultBook book = { .conn = conn, .query = query, .result = result };
  CltExportRecord record = { .kind = "results", .filter = description, .masked = TRUE };

  if (description == NULL)
    return FALSE;
  book.title = questionnaire->name;
  book.description = description;
  record.rows = result->all->responses->len;
  return clt_document_init (&document, options->path, error) &&
         write_book (&book, options, &document, error) &&
         clt_document_commit (&document, conn, &record, options, error);
}

static gboolean
export_paper (CltConn *conn,
              const CltResultQuery *query,
              const CltExportOptions *options,
              GError **error)
{
  g_autoptr (CltPaper) paper = clt_paper_new_results (conn, query, options, error);

  return paper != NULL && clt_paper_export (paper, conn, options, error);
}

gboolean
clt_export_results (CltConn *conn,
                    const CltResultQuery *query,
                    const CltExportOptions *options,
                    gint64 *rows,
                    GError **error)
{
  g_autoptr (CltSurveyResult) result = clt_survey_result_load (conn, query, error);
  gboolean done;

  if (result == NULL)
    return FALSE;
  if (g_str_has_suffix (options->path, ".xlsx"))
    done = export_book (conn, query, result, options, error);
  else if (g_str_has_suffix (options->path, ".csv"))
    done = clt_export_result_answers (conn, query->questionnaire_id, result, options, error);
  else
    done = export_paper (conn, query, options, error);
  if (done && rows != NULL)
    *rows = result->all->responses->len;
  return done;
}
