/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-send-list.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-mask.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-delivery.h"
#include "core/catalogue/clt-product.h"
#include "core/exchange/clt-source.h"
#include "core/report/clt-document.h"
#include "core/report/clt-table.h"

/* The columns; those that are read again are known by both languages' titles. */
enum
{
  COLUMN_ITEM,
  COLUMN_ACCOUNT,
  COLUMN_NAME,
  COLUMN_PRODUCT,
  COLUMN_CHANNEL,
  COLUMN_DAY,
  COLUMN_STAFF,
  COLUMN_DELIVERED,
  COLUMN_NOTE,
  N_COLUMNS
};

static const struct
{
  const char *title;
  CltStyle style;
  const char *english, *chinese; /* normalised, of the columns that are read */
} columns[N_COLUMNS] = {
  [COLUMN_ITEM] = { NC_ ("send list", "Item"), CLT_STYLE_TEXT, "item", "项目编号" },
  [COLUMN_ACCOUNT] = { NC_ ("send list", "Account"), CLT_STYLE_TEXT, "account", "资金账号" },
  [COLUMN_NAME] = { NC_ ("send list", "Name"), CLT_STYLE_TEXT, NULL, NULL },
  [COLUMN_PRODUCT] = { NC_ ("send list", "Product"), CLT_STYLE_TEXT, NULL, NULL },
  [COLUMN_CHANNEL] = { NC_ ("send list", "Channel"), CLT_STYLE_TEXT, NULL, NULL },
  [COLUMN_DAY] = { NC_ ("send list", "Planned for"), CLT_STYLE_DAY, NULL, NULL },
  [COLUMN_STAFF] = { NC_ ("send list", "Served by"), CLT_STYLE_TEXT, NULL, NULL },
  [COLUMN_DELIVERED] = { NC_ ("send list", "Delivered on"), CLT_STYLE_TEXT, "deliveredon",
                         "送达日期" },
  [COLUMN_NOTE] = { NC_ ("send list", "Note"), CLT_STYLE_TEXT, "note", "备注" },
};

/* Writing */

typedef struct
{
  gint64 id, client_id, product_id, adviser_id;
  gboolean set_aside, targeted, greeting;
  CltDay day;
  char *account, *name, *product, *channel, *staff; /* owned */
} SendItem;

static void
free_item (gpointer data)
{
  SendItem *item = data;

  g_free (item->account);
  g_free (item->name);
  g_free (item->product);
  g_free (item->channel);
  g_free (item->staff);
  g_free (item);
}

static gpointer
read_item (CltStmt *stmt)
{
  SendItem *item = g_new0 (SendItem, 1);

  item->id = clt_stmt_get_int (stmt, 0);
  item->client_id = clt_stmt_get_int (stmt, 1);
  item->product_id = clt_stmt_get_int (stmt, 2);
  item->adviser_id = clt_stmt_get_int (stmt, 3);
  item->set_aside = clt_stmt_get_int (stmt, 4) != 0;
  item->targeted = clt_stmt_get_int (stmt, 5) != 0;
  item->greeting = clt_stmt_get_int (stmt, 6) != 0;
  item->day = clt_stmt_get_day (stmt, 7);
  item->account = g_strdup (clt_stmt_get_text (stmt, 8));
  item->name = clt_mask (CLT_MASK_NAME, clt_stmt_get_text (stmt, 9));
  item->product = g_strdup (clt_stmt_get_text (stmt, 10));
  item->channel = g_strdup (clt_stmt_get_text (stmt, 11));
  item->staff = g_strdup (clt_stmt_get_text (stmt, 12));
  return item;
}

static GPtrArray *
load_items (CltConn *conn, gint64 push_id, const char *channel, GError **error)
{
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT i.id, i.client_id, u.product_id, coalesce(i.adviser_id, 0), i.override_reason <> '',"
    " u.targeted, u.occasion <> '', i.day, (SELECT a.number FROM account a"
    " WHERE a.client_id = i.client_id ORDER BY a.id LIMIT 1), c.name, v.name, i.channel, s.name"
    " FROM push_item i JOIN push u ON u.id = i.push_id JOIN product_version v ON v.id = "
    "u.version_id"
    " JOIN client c ON c.id = i.client_id"
    " LEFT JOIN staff s ON s.id = coalesce(i.specialist_id, i.adviser_id)"
    " WHERE i.push_id = ?1 AND (?2 = '' OR i.channel = ?2) AND i.state IN ('planned', 'queued')"
    " AND u.state <> 'cancelled' AND NOT EXISTS (SELECT 1 FROM delivery d"
    " WHERE d.client_id = i.client_id AND d.push_item_id = i.id) ORDER BY i.day, i.id",
    "it", push_id, channel);

  return clt_stmt_read_all (stmt, read_item, free_item, error);
}

/* As of today: who has refused, closed or lost his grade since it was planned is left out. */
static gboolean
drop_blocked (CltConn *conn, GPtrArray *items, GError **error)
{
  for (guint i = items->len; i > 0; i--)
    {
      const SendItem *item = items->pdata[i - 1];
      const CltGateQuestion question = { .product_id = item->product_id,
                                         .channel = item->channel,
                                         .adviser_id = item->adviser_id,
                                         .day = MAX (item->day, clt_today ()),
                                         .targeted = item->targeted,
                                         .push = TRUE,
                                         .greeting = item->greeting,
                                         .push_item_id = item->id };
      g_autoptr (GPtrArray) verdicts =
        clt_gate_check_all (conn, &question, &item->client_id, 1, error);
      guint blocks;

      if (verdicts == NULL)
        return FALSE;
      blocks = ((CltVerdict *) verdicts->pdata[0])->blocks;
      if ((blocks & ~(item->set_aside ? CLT_BLOCK_OVERRIDABLE : 0u)) != 0)
        g_ptr_array_remove_index (items, i - 1);
    }
  return TRUE;
}

static void
add_row (CltTable *table, const SendItem *item)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, item->id);
  CltTableCell cells[N_COLUMNS] = { { 0 } };

  cells[COLUMN_ITEM].text = id;
  cells[COLUMN_ACCOUNT].text = item->account;
  cells[COLUMN_NAME].text = item->name;
  cells[COLUMN_PRODUCT].text = item->product;
  cells[COLUMN_CHANNEL].text = clt_channel_get_label (item->channel);
  cells[COLUMN_DAY].number = item->day;
  cells[COLUMN_STAFF].text = item->staff;
  clt_table_add_row (table, cells);
}

static gboolean
write_table (CltConn *conn,
             const GPtrArray *items,
             const CltExportOptions *options,
             CltTableFormat format,
             const CltDocument *document,
             GError **error)
{
  g_autofree char *branch = clt_export_dup_branch (conn);
  g_autofree char *folder = clt_document_dup_folder (document);
  const CltBookInfo info = { _ ("Send list"), branch,
                             (char *) (options->who != NULL ? options->who : ""),
                             (char *) (options->purpose != NULL ? options->purpose : "") };
  CltTableColumn titles[N_COLUMNS];
  g_autoptr (CltTable) table = NULL;

  for (guint i = 0; i < N_COLUMNS; i++)
    titles[i] = (CltTableColumn){ g_dpgettext2 (GETTEXT_PACKAGE, "send list", columns[i].title),
                                  columns[i].style };
  table =
    clt_table_new (document->tmp_path, folder, format, &info, titles, N_COLUMNS, items->len, error);
  if (table == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    add_row (table, items->pdata[i]);
  return clt_table_close (table, error);
}

gboolean
clt_send_list_export (CltConn *conn,
                      gint64 push_id,
                      const char *channel,
                      const CltExportOptions *options,
                      gint64 *rows,
                      GError **error)
{
  g_auto (CltDocument) document = { 0 };
  g_autofree char *filter = g_strdup_printf ("push = %" G_GINT64_FORMAT, push_id);
  CltExportRecord record = { .kind = "send-list", .filter = filter, .masked = TRUE };
  g_autoptr (GPtrArray) items = NULL;
  CltTableFormat format;

  if (!clt_table_choose_format (options, &format, error))
    return FALSE;
  items = load_items (conn, push_id, channel, error);
  if (items == NULL || !drop_blocked (conn, items, error) ||
      !clt_document_init (&document, options->path, error) ||
      !write_table (conn, items, options, format, &document, error))
    return FALSE;
  record.rows = items->len;
  if (!clt_document_commit (&document, conn, &record, options, error))
    return FALSE;
  if (rows != NULL)
    *rows = record.rows;
  return TRUE;
}

/* Taking back */

static void
free_reject (gpointer data)
{
  g_free (((CltSendReject *) data)->reason);
  g_free (data);
}

void
clt_send_result_free (CltSendResult *result)
{
  g_ptr_array_unref (result->rejects);
  g_free (result);
}

static void
reject (CltSendResult *result, guint64 line, const char *reason)
{
  CltSendReject *row = g_new (CltSendReject, 1);

  row->line = line;
  row->reason = g_strdup (reason);
  g_ptr_array_add (result->rejects, row);
}

static int
find_column (const char *normalized)
{
  for (int i = 0; i < N_COLUMNS; i++)
    if (g_strcmp0 (columns[i].english, normalized) == 0 ||
        g_strcmp0 (columns[i].chinese, normalized) == 0)
      return i;
  return -1;
}

static gboolean
is_known (const char *normalized, gpointer data)
{
  return find_column (normalized) >= 0;
}

/* Where the columns are in this file: @at[column] is the cell, -1: missing. */
static gboolean
read_header (CltSource *source, int *at, GError **error)
{
  guint64 header = clt_source_find_header (source, is_known, NULL, error), line = 0;
  const CltCell *cells;
  guint n_cells;

  for (int i = 0; i < N_COLUMNS; i++)
    at[i] = -1;
  while (header > 0 && line < header)
    if (clt_source_next (source, &cells, &n_cells, &line, error) != 1)
      return FALSE;
  for (guint i = 0; header > 0 && i < n_cells; i++)
    {
      g_autofree char *text = clt_source_dup_cell (source, &cells[i]);
      g_autofree char *normalized = clt_text_normalize_header (text, -1);
      int column = find_column (normalized);

      if (column >= 0)
        at[column] = (int) i;
    }
  if (at[COLUMN_ITEM] >= 0 && at[COLUMN_DELIVERED] >= 0)
    return TRUE;
  if (error != NULL && *error == NULL)
    g_set_error_literal (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_HEADER,
                         _ ("This is no send list: the columns “Item” and “Delivered on” are "
                            "missing. Nothing was changed."));
  return FALSE;
}

typedef struct
{
  char *item, *account, *note; /* owned */
  CltDay day;
  CltValue has_day;
} Row;

static void
clear_row (Row *row)
{
  g_free (row->item);
  g_free (row->account);
  g_free (row->note);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, clear_row)

static char *
dup_text (CltSource *source, const CltCell *cells, guint n_cells, int at)
{
  g_autofree char *text = NULL;

  if (at < 0 || (guint) at >= n_cells)
    return g_strdup ("");
  text = clt_source_dup_cell (source, &cells[at]);
  return clt_text_clean (text, -1);
}

static void
read_row (CltSource *source, const CltCell *cells, guint n_cells, const int *at, Row *row)
{
  g_autofree char *day = dup_text (source, cells, n_cells, at[COLUMN_DELIVERED]);

  row->item = dup_text (source, cells, n_cells, at[COLUMN_ITEM]);
  row->account = dup_text (source, cells, n_cells, at[COLUMN_ACCOUNT]);
  row->note = dup_text (source, cells, n_cells, at[COLUMN_NOTE]);
  row->has_day = clt_value_parse_date (day, strlen (day), TRUE, &row->day);
}

/* TRUE: @delivery is to be saved. Else the reason has been told, or there is nothing to do. */
static gboolean
match_item (CltConn *conn,
            const Row *row,
            guint64 line,
            CltDelivery *delivery,
            CltSendResult *result,
            GError **error)
{
  const char *reason = NULL;
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT i.client_id, u.product_id, i.channel, coalesce(i.specialist_id, i.adviser_id, 0),"
    " i.state, EXISTS (SELECT 1 FROM account a WHERE a.client_id = i.client_id AND a.number = ?2),"
    " EXISTS (SELECT 1 FROM delivery d WHERE d.client_id = i.client_id AND d.push_item_id = i.id),"
    " EXISTS (SELECT 1 FROM message m WHERE m.push_item_id = i.id)"
    " FROM push_item i JOIN push u ON u.id = i.push_id WHERE i.id = ?1",
    "it", (gint64) g_ascii_strtoll (row->item, NULL, 10), row->account);
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);

  if (step == CLT_STEP_ERROR)
    return FALSE;
  if (step == CLT_STEP_DONE)
    reason = _ ("There is no such item.");
  else if (*row->account != '\0' && !clt_stmt_get_int (stmt, 5))
    reason = _ ("The account is not that of the item.");
  else if (clt_stmt_get_int (stmt, 6))
    result->same++;
  else if (clt_stmt_get_int (stmt, 7))
    reason = _ ("This goes out as a message, which writes itself into the log.");
  else
    {
      delivery->client_id = clt_stmt_get_int (stmt, 0);
      delivery->product_id = clt_stmt_get_int (stmt, 1);
      clt_set_str (&delivery->channel, clt_stmt_get_text (stmt, 2));
      delivery->staff_id = clt_stmt_get_int (stmt, 3);
    }
  clt_stmt_reset (stmt);
  if (reason != NULL)
    reject (result, line, reason);
  return delivery->client_id != 0;
}

static gboolean
take_row (CltConn *conn, const Row *row, guint64 line, CltSendResult *result, GError **error)
{
  g_autoptr (CltDelivery) delivery = clt_delivery_new ();
  g_autoptr (GError) problem = NULL;

  if (row->has_day == CLT_VALUE_NULL)
    {
      result->open++;
      return TRUE;
    }
  if (row->has_day == CLT_VALUE_BAD)
    {
      reject (result, line, _ ("The day of delivery is no date."));
      return TRUE;
    }
  if (!match_item (conn, row, line, delivery, result, &problem))
    {
      if (problem == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  delivery->push_item_id = g_ascii_strtoll (row->item, NULL, 10);
  delivery->day = row->day;
  clt_set_str (&delivery->note, row->note);
  if (clt_delivery_save (conn, delivery, &problem))
    {
      result->delivered++;
      return TRUE;
    }
  if (!g_error_matches (problem, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  reject (result, line, problem->message);
  return TRUE;
}

CltSendResult *
clt_send_list_take_back (CltConn *conn, const char *path, GError **error)
{
  g_autoptr (CltSource) source = clt_source_open (path, NULL, error);
  g_autoptr (CltSendResult) result = g_new0 (CltSendResult, 1);
  const CltCell *cells;
  int at[N_COLUMNS], more;
  guint n_cells;
  guint64 line;

  result->rejects = g_ptr_array_new_with_free_func (free_reject);
  if (source == NULL || !read_header (source, at, error))
    return NULL;
  while ((more = clt_source_next (source, &cells, &n_cells, &line, error)) == 1)
    {
      g_auto (Row) row = { 0 };

      read_row (source, cells, n_cells, at, &row);
      if (*row.item != '\0' && !take_row (conn, &row, line, result, error))
        return NULL;
    }
  return more < 0 ? NULL : g_steal_pointer (&result);
}
