/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-export-answers.h"

#include "core/base/clt-i18n.h"
#include "core/report/clt-answer-table.h"
#include "core/report/clt-document.h"
#include "core/store/clt-ids.h"
#include "core/surveys/clt-response-sql.h"

static CltTable *
start_table (CltConn *conn,
             const CltAnswerTable *answers,
             const CltExportOptions *options,
             const CltDocument *document,
             guint n_rows,
             GError **error)
{
  const guint n = clt_answer_table_get_n_columns (answers);
  g_autofree CltTableColumn *titles = g_new0 (CltTableColumn, n);
  g_autofree char *branch = clt_export_dup_branch (conn);
  g_autofree char *folder = clt_document_dup_folder (document);
  const CltBookInfo info = { (char *) C_ ("answers", "Answers"), branch,
                             (char *) (options->who != NULL ? options->who : ""),
                             (char *) (options->purpose != NULL ? options->purpose : "") };
  CltTableFormat format;

  if (!clt_table_choose_format (options, &format, error))
    return NULL;
  clt_answer_table_fill_titles (answers, titles);
  return clt_table_new (document->tmp_path, folder, format, &info, titles, n, n_rows, error);
}

static gboolean
write_rows (CltConn *conn,
            const GPtrArray *forms,
            const GArray *ids,
            const CltExportOptions *options,
            const CltDocument *document,
            GError **error)
{
  g_autoptr (CltAnswerTable) answers = clt_answer_table_new (conn, forms);
  g_autofree CltTableCell *cells = g_new0 (CltTableCell, clt_answer_table_get_n_columns (answers));
  g_autoptr (CltTable) table = start_table (conn, answers, options, document, ids->len, error);

  if (table == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      if (!clt_answer_table_read (answers, g_array_index (ids, gint64, i), cells, error) ||
          !clt_export_step (options, (double) i / ids->len, error))
        return FALSE;
      clt_table_add_row (table, cells);
    }
  return clt_table_close (table, error);
}

/* Into the file of @options. */
static gboolean
export_forms (CltConn *conn,
              gint64 questionnaire_id,
              const GPtrArray *forms,
              const GArray *ids,
              const CltExportOptions *options,
              GError **error)
{
  g_auto (CltDocument) document = { 0 };
  g_autofree char *filter = g_strdup_printf ("questionnaire = %" G_GINT64_FORMAT, questionnaire_id);
  const CltExportRecord record = { .kind = "answers",
                                   .filter = filter,
                                   .rows = ids->len,
                                   .masked = TRUE };

  return clt_document_init (&document, options->path, error) &&
         write_rows (conn, forms, ids, options, &document, error) &&
         clt_document_commit (&document, conn, &record, options, error);
}

static GArray *
list_forms (CltConn *conn, gint64 version_id, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT r.id FROM response r WHERE r.version_id = ?"
                                  " AND " CLT_RESPONSE_COUNTS " ORDER BY r.day, r.id",
                                  "i", version_id);

  return clt_ids_read (stmt, error);
}

gboolean
clt_export_answers (CltConn *conn,
                    gint64 questionnaire_id,
                    const CltExportOptions *options,
                    gint64 *rows,
                    GError **error)
{
  const gint64 version = clt_questionnaire_get_version (conn, questionnaire_id, error);
  g_autoptr (CltForm) form = version == 0 ? NULL : clt_form_load (conn, version, error);
  g_autoptr (GArray) ids = form == NULL ? NULL : list_forms (conn, version, error);
  g_autoptr (GPtrArray) forms = g_ptr_array_new ();

  if (ids == NULL)
    return FALSE;
  g_ptr_array_add (forms, form);
  if (!export_forms (conn, questionnaire_id, forms, ids, options, error))
    return FALSE;
  if (rows != NULL)
    *rows = ids->len;
  return TRUE;
}

gboolean
clt_export_result_answers (CltConn *conn,
                           gint64 questionnaire_id,
                           const CltSurveyResult *result,
                           const CltExportOptions *options,
                           GError **error)
{
  return export_forms (conn, questionnaire_id, result->forms, result->all->responses, options,
                       error);
}
