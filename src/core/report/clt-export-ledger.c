/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-export-ledger.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-types.h"
#include "core/catalogue/clt-gate.h"
#include "core/catalogue/clt-ledger.h"
#include "core/report/clt-document.h"
#include "core/report/clt-table.h"

typedef struct
{
  CltConn *conn;
  const CltExportOptions *options;
  const char *title, *kind, *filter;
  const CltTableColumn *columns; /* titles are msgids of context “ledger export” */
  guint n_columns;
} Writing;

#define MAX_COLUMNS 12

static CltTable *
open_table (const Writing *writing, const CltDocument *document, guint n_rows, GError **error)
{
  const CltExportOptions *options = writing->options;
  g_autofree char *branch = clt_export_dup_branch (writing->conn);
  g_autofree char *folder = clt_document_dup_folder (document);
  const CltBookInfo info = { (char *) writing->title, branch,
                             (char *) (options->who != NULL ? options->who : ""),
                             (char *) (options->purpose != NULL ? options->purpose : "") };
  CltTableFormat format = g_str_has_suffix (options->path, ".xlsx") ? CLT_TABLE_XLSX
                          : options->gb18030                        ? CLT_TABLE_CSV_GB18030
                                                                    : CLT_TABLE_CSV;
  CltTableColumn titles[MAX_COLUMNS];

  for (guint i = 0; i < writing->n_columns; i++)
    titles[i] =
      (CltTableColumn){ g_dpgettext2 (GETTEXT_PACKAGE, "ledger export", writing->columns[i].title),
                        writing->columns[i].style };
  return clt_table_new (document->tmp_path, folder, format, &info, titles, writing->n_columns,
                        n_rows, error);
}

static gboolean
check_ending (const char *path, GError **error)
{
  if (g_str_has_suffix (path, ".xlsx") || g_str_has_suffix (path, ".csv"))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               _ ("“%s” ends neither in .xlsx nor in .csv. Nothing was exported."), path);
  return FALSE;
}

/* Every row of @stmt, column by column as the styles say; a tier in text is its number. */
static gboolean
write_rows (const Writing *writing, CltTable *table, CltStmt *stmt, int tier_column, GError **error)
{
  CltStep step;

  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      CltTableCell cells[MAX_COLUMNS] = { { 0 } };

      for (guint i = 0; i < writing->n_columns; i++)
        if ((int) i == tier_column)
          cells[i].text = clt_tier_get_label ((CltTier) clt_stmt_get_int (stmt, (int) i));
        else if (writing->columns[i].style == CLT_STYLE_TEXT)
          cells[i].text = clt_stmt_get_text (stmt, (int) i);
        else
          cells[i].number = clt_stmt_get_int (stmt, (int) i);
      clt_table_add_row (table, cells);
    }
  return step == CLT_STEP_DONE;
}

static gboolean
finish (const Writing *writing, CltTable *table, CltDocument *document, gint64 rows, GError **error)
{
  const CltExportRecord record = { .kind = writing->kind,
                                   .filter = (char *) writing->filter,
                                   .rows = rows,
                                   .masked = TRUE };

  return clt_table_close (table, error) &&
         clt_document_commit (document, writing->conn, &record, writing->options, error);
}

/* ---- the list of the ledger ----------------------------------------------------------------- */

#define FIRST_ACCOUNT                                                                              \
  "coalesce((SELECT a.number FROM account a WHERE a.client_id = c.id ORDER BY a.id LIMIT 1), '')"
#define SHOWN_NAME                                                                                 \
  "coalesce((SELECT v.name FROM product_version v WHERE v.product_id = p.id"                       \
  " AND v.state <> 'draft' ORDER BY v.valid_from DESC, v.number DESC LIMIT 1), p.code)"

static const CltTableColumn debt_columns[] = {
  { NC_ ("ledger export", "Account"), CLT_STYLE_TEXT },
  { NC_ ("ledger export", "Name"), CLT_STYLE_TEXT },
  { NC_ ("ledger export", "Tier"), CLT_STYLE_TEXT },
  { NC_ ("ledger export", "Product"), CLT_STYLE_TEXT },
  { NC_ ("ledger export", "From"), CLT_STYLE_DAY },
  { NC_ ("ledger export", "Due by"), CLT_STYLE_DAY },
  { NC_ ("ledger export", "Owed"), CLT_STYLE_COUNT },
  { NC_ ("ledger export", "Delivered"), CLT_STYLE_COUNT },
  { NC_ ("ledger export", "Outstanding"), CLT_STYLE_COUNT },
  { NC_ ("ledger export", "Held back by"), CLT_STYLE_TEXT },
};

static gboolean
write_debt (const Writing *writing,
            CltTable *table,
            const CltDebt *debt,
            guint blocks,
            GError **error)
{
  g_autofree char *reasons = blocks == 0 ? g_strdup ("") : clt_block_set_to_label (blocks);
  CltStmt *stmt =
    clt_conn_query (writing->conn, error,
                    "SELECT " FIRST_ACCOUNT ", c.name, ?3, " SHOWN_NAME ", ?4, ?5, ?6, ?7, ?8, ?9"
                    " FROM client c, product p WHERE c.id = ?1 AND p.id = ?2",
                    "iiiyyiiit", debt->client_id, debt->product_id, (gint64) debt->tier,
                    debt->first, debt->last, (gint64) debt->owed, (gint64) debt->delivered,
                    (gint64) debt->outstanding, reasons);

  return stmt != NULL && write_rows (writing, table, stmt, 2, error);
}

gboolean
clt_export_debts (CltConn *conn,
                  const GPtrArray *debts,
                  CltDay day,
                  const char *title,
                  const CltExportOptions *options,
                  GError **error)
{
  g_autofree guint *blocks = g_new0 (guint, debts->len + 1);
  const Writing writing = {
    conn, options, title, "ledger", title, debt_columns, G_N_ELEMENTS (debt_columns)
  };
  g_auto (CltDocument) document = { 0 };
  g_autoptr (CltTable) table = NULL;

  if (!check_ending (options->path, error) || !clt_ledger_judge (conn, debts, day, blocks, error) ||
      !clt_document_init (&document, options->path, error))
    return FALSE;
  table = open_table (&writing, &document, debts->len, error);
  if (table == NULL)
    return FALSE;
  for (guint i = 0; i < debts->len; i++)
    if (!write_debt (&writing, table, debts->pdata[i], blocks[i], error) ||
        !clt_export_step (options, (double) i / debts->len, error))
      return FALSE;
  return finish (&writing, table, &document, debts->len, error);
}

/* ---- the log -------------------------------------------------------------------------------- */

static const CltTableColumn delivery_columns[] = {
  { NC_ ("ledger export", "Day"), CLT_STYLE_DAY },
  { NC_ ("ledger export", "Account"), CLT_STYLE_TEXT },
  { NC_ ("ledger export", "Name"), CLT_STYLE_TEXT },
  { NC_ ("ledger export", "Product"), CLT_STYLE_TEXT },
  { NC_ ("ledger export", "Version"), CLT_STYLE_COUNT },
  { NC_ ("ledger export", "Channel"), CLT_STYLE_TEXT },
  { NC_ ("ledger export", "Delivered by"), CLT_STYLE_TEXT },
  { NC_ ("ledger export", "Minutes"), CLT_STYLE_COUNT },
  { NC_ ("ledger export", "Cost (yuan)"), CLT_STYLE_MONEY },
  { NC_ ("ledger export", "Asked for"), CLT_STYLE_TEXT },
  { NC_ ("ledger export", "Note"), CLT_STYLE_TEXT },
};

#define IN_PERIOD " (?1 IS NULL OR d.day >= ?1) AND (?2 IS NULL OR d.day <= ?2)"

gboolean
clt_export_deliveries (CltConn *conn,
                       CltDay from,
                       CltDay to,
                       const CltExportOptions *options,
                       gint64 *rows,
                       GError **error)
{
  g_autofree char *first = clt_day_format (from);
  g_autofree char *last = clt_day_format (to);
  g_autofree char *filter = g_strdup_printf ("%s … %s", first, last);
  const Writing writing = { conn,
                            options,
                            _ ("Delivery log"),
                            "deliveries",
                            filter,
                            delivery_columns,
                            G_N_ELEMENTS (delivery_columns) };
  g_auto (CltDocument) document = { 0 };
  g_autoptr (CltTable) table = NULL;
  CltStmt *stmt;
  gint64 n;

  if (!check_ending (options->path, error) ||
      !clt_conn_get_int (conn, &n, 0, error, "SELECT count(*) FROM delivery d WHERE" IN_PERIOD,
                         "yy", from, to) ||
      !clt_document_init (&document, options->path, error))
    return FALSE;
  table = open_table (&writing, &document, (guint) n, error);
  stmt = table == NULL
           ? NULL
           : clt_conn_query (conn, error,
                             "SELECT d.day, " FIRST_ACCOUNT ", c.name, coalesce(v.name, p.code),"
                             " v.number, coalesce(h.name, d.channel), coalesce(s.name, ''),"
                             " d.minutes, d.cost, CASE WHEN d.requested THEN ?3 ELSE '' END, d.note"
                             " FROM delivery d JOIN client c ON c.id = d.client_id"
                             " JOIN product p ON p.id = d.product_id"
                             " LEFT JOIN product_version v ON v.id = d.version_id"
                             " LEFT JOIN channel h ON h.key = d.channel"
                             " LEFT JOIN staff s ON s.id = d.staff_id WHERE" IN_PERIOD
                             " ORDER BY d.day DESC, d.id DESC",
                             "yyt", from, to, C_ ("ledger export", "yes"));
  if (stmt == NULL || !write_rows (&writing, table, stmt, -1, error) ||
      !finish (&writing, table, &document, n, error))
    return FALSE;
  if (rows != NULL)
    *rows = n;
  return TRUE;
}
