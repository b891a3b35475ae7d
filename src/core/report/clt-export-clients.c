/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-client-list.h"

#include "core/base/clt-i18n.h"
#include "core/report/clt-paper.h"

static CltTableFormat
choose_format (const CltExportOptions *options, GError **error)
{
  if (g_str_has_suffix (options->path, ".xlsx"))
    return CLT_TABLE_XLSX;
  if (g_str_has_suffix (options->path, ".csv"))
    return options->gb18030 ? CLT_TABLE_CSV_GB18030 : CLT_TABLE_CSV;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               _ ("“%s” ends in none of .xlsx, .csv and .pdf. Nothing was exported."),
               options->path);
  return -1;
}

static CltTable *
begin_table (const CltDocument *document,
             CltTableFormat format,
             const CltBookInfo *info,
             const CltColumn *columns,
             guint n_columns,
             guint n_rows,
             GError **error)
{
  g_autofree char *folder = clt_document_dup_folder (document);
  CltTableColumn titles[CLT_N_COLUMNS];

  for (guint i = 0; i < n_columns; i++)
    titles[i] =
      (CltTableColumn){ clt_column_get_title (columns[i]), clt_client_list_get_style (columns[i]) };
  return clt_table_new (document->tmp_path, folder, format, info, titles, n_columns, n_rows, error);
}

static void
add_row (const CltTableCell *cells, guint n, guint index, gpointer data)
{
  clt_table_add_row (data, cells);
}

static void
add_fact (CltSheet *sheet, guint row, const char *name, const char *value)
{
  clt_sheet_text (sheet, row, 0, CLT_STYLE_HEADER, name);
  clt_sheet_text (sheet, row, 1, CLT_STYLE_GENERAL, value);
}

/* What a reader of the book must know of it: features X6. */
static void
add_about (CltBook *book, const CltBookInfo *info, const char *filter, CltDay today, guint n_rows)
{
  CltSheet *sheet = clt_book_add_sheet (book, _ ("About"));
  g_autofree char *day = clt_day_format (today);
  g_autofree char *at = clt_instant_format (clt_now ());
  /* Translators: the program and its version */
  g_autofree char *version = g_strdup_printf (_ ("Clientele %s"), CLT_VERSION);
  g_autofree char *rows = g_strdup_printf ("%u", n_rows);

  add_fact (sheet, 0, _ ("Branch"), info->branch);
  add_fact (sheet, 1, _ ("Contents"), info->title);
  add_fact (sheet, 2, _ ("Filter"), *filter != '\0' ? filter : _ ("none: all clients"));
  add_fact (sheet, 3, C_ ("figure", "Clients"), rows);
  add_fact (sheet, 4, _ ("As of"), day);
  add_fact (sheet, 5, _ ("Exported"), at);
  add_fact (sheet, 6, _ ("By"), info->who);
  add_fact (sheet, 7, _ ("Purpose"), info->purpose);
  add_fact (sheet, 8, _ ("Program"), version);
  add_fact (sheet, 9, _ ("Masked"),
            _ ("Phone numbers show their first and last digits only. Money is in yuan; retained "
               "commission is of the calendar year."));
}

static gboolean
write_clients (CltConn *conn,
               const CltClientQuery *query,
               const CltColumn *columns,
               guint n_columns,
               const CltExportOptions *options,
               CltDocument *document,
               CltExportRecord *record,
               GError **error)
{
  g_autofree char *branch = clt_export_dup_branch (conn);
  CltBookInfo info = { query->prospects ? _ ("Prospects") : _ ("Clients"), branch,
                       (char *) (options->who != NULL ? options->who : ""),
                       (char *) (options->purpose != NULL ? options->purpose : "") };
  g_autoptr (GArray) ids = NULL;
  g_autoptr (CltTable) table = NULL;
  CltTableFormat format = choose_format (options, error);

  if ((int) format < 0)
    return FALSE;
  ids = clt_client_query_ids (conn, query, error);
  if (ids == NULL)
    return FALSE;
  record->rows = ids->len;
  table = begin_table (document, format, &info, columns, n_columns, ids->len, error);
  if (table == NULL || !clt_client_list_foreach (conn, ids, query->today, columns, n_columns,
                                                 options, 0, 0.9, add_row, table, error))
    return FALSE;
  if (clt_table_get_book (table) != NULL)
    add_about (clt_table_get_book (table), &info, record->filter, query->today, ids->len);
  return clt_table_close (table, error);
}

/* As it is printed. */
static gboolean
export_paper (CltConn *conn,
              const CltClientQuery *query,
              const CltColumn *columns,
              guint n_columns,
              const CltExportOptions *options,
              gint64 *rows,
              GError **error)
{
  g_autoptr (CltPaper) paper =
    clt_paper_new_clients (conn, query, columns, n_columns, options, error);

  if (paper == NULL || !clt_paper_export (paper, conn, options, error))
    return FALSE;
  if (rows != NULL)
    *rows = clt_paper_get_rows (paper);
  return TRUE;
}

gboolean
clt_export_clients (CltConn *conn,
                    const CltClientQuery *query,
                    const CltColumn *columns,
                    guint n_columns,
                    const CltExportOptions *options,
                    gint64 *rows,
                    GError **error)
{
  g_auto (CltDocument) document = { 0 };
  g_autofree char *filter = clt_client_list_dup_filter (query);
  CltExportRecord record = { .kind = "clients", .filter = filter, .masked = TRUE };
  gboolean written;

  g_return_val_if_fail (n_columns > 0 && n_columns <= CLT_N_COLUMNS, FALSE);
  if (g_str_has_suffix (options->path, ".pdf"))
    return export_paper (conn, query, columns, n_columns, options, rows, error);
  if (!clt_document_init (&document, options->path, error) || !clt_conn_begin_read (conn, error))
    return FALSE;
  written = write_clients (conn, query, columns, n_columns, options, &document, &record, error);
  clt_conn_end_read (conn);
  if (!written || !clt_document_commit (&document, conn, &record, options, error))
    return FALSE;
  if (rows != NULL)
    *rows = record.rows;
  return TRUE;
}
