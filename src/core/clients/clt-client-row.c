/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-client-query.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-lunar.h"
#include "core/base/clt-mask.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-client-facts.h"
#include "core/clients/clt-client-sql.h"
#include "core/clients/clt-segment.h"

#define NOTHING "–"

enum
{
  FIELD_NAME,
  FIELD_PHONE,
  FIELD_CALENDAR,
  FIELD_MONTH,
  FIELD_DAY,
  FIELD_LEAP,
  FIELD_ACCOUNTS,
  FIELD_OPENED,
  FIELD_TIER,
  FIELD_STATUS,
  FIELD_GRADE,
  FIELD_EQUITY,
  FIELD_RETAINED,
  FIELD_LAST_TRADE,
  FIELD_SPECIALIST,
  FIELD_ADVISER,
  FIELD_ID,
};

/* One statement for many clients: starting one costs as much as reading a client. CROSS JOIN keeps
 * the order of the ids. */
static const char row_sql[] =
  "SELECT c.name, c.phone, c.birth_calendar, c.birth_month, c.birth_day, c.birth_leap, k.accounts,"
  " k.opened, " CLT_SQL_TIER ", " CLT_SQL_STATUS ", " CLT_SQL_GRADE ", " CLT_SQL_EQUITY
  ", " CLT_SQL_RETAINED ", " CLT_SQL_LAST_TRADE ", " CLT_SQL_SPECIALIST ", " CLT_SQL_ADVISER
  ", c.id FROM json_each (?7) j CROSS JOIN client c ON c.id = j.value"
  " CROSS JOIN search_key k ON k.client_id = c.id";

CltClientRow *
clt_client_row_ref (CltClientRow *row)
{
  g_atomic_ref_count_inc (&row->ref_count);
  return row;
}

void
clt_client_row_unref (CltClientRow *row)
{
  if (!g_atomic_ref_count_dec (&row->ref_count))
    return;
  for (guint i = 0; i < CLT_N_COLUMNS; i++)
    g_free (row->cell[i]);
  g_free (row->status);
  g_free (row);
}

static char *
text_or_nothing (const char *text)
{
  return g_strdup (text == NULL || *text == '\0' ? NOTHING : text);
}

static void
set_text (CltClientRow *row, CltColumn column, CltStmt *stmt, int field)
{
  row->cell[column] = text_or_nothing (clt_stmt_get_text (stmt, field));
}

static void
set_money (CltClientRow *row, CltColumn column, CltStmt *stmt, int field)
{
  row->number[column] = clt_stmt_get_money (stmt, field);
  row->cell[column] = clt_money_format (row->number[column]);
}

static void
set_day (CltClientRow *row, CltColumn column, CltStmt *stmt, int field)
{
  CltDay day = clt_stmt_get_day (stmt, field);

  row->cell[column] = clt_day_format (day);
  if (day != CLT_DAY_NONE)
    row->number[column] = day;
}

/* "00812345", or "00812345 +1" when there are more. */
static void
set_account (CltClientRow *row, CltStmt *stmt)
{
  const char *accounts = clt_stmt_get_text (stmt, FIELD_ACCOUNTS);
  gsize n = strcspn (accounts, " ");
  int more = 0;

  for (const char *p = accounts + n; *p != '\0'; p++)
    more += *p == ' ';
  if (more > 0)
    row->cell[CLT_COLUMN_ACCOUNT] = g_strdup_printf ("%.*s +%d", (int) n, accounts, more);
  else
    row->cell[CLT_COLUMN_ACCOUNT] = text_or_nothing (accounts);
}

/* The day as it is celebrated, and the next time it comes. */
static void
set_birthday (CltClientRow *row, CltStmt *stmt, CltDay today)
{
  gboolean lunar = g_str_equal (clt_stmt_get_text (stmt, FIELD_CALENDAR), "lunar");
  int month = (int) clt_stmt_get_int (stmt, FIELD_MONTH);
  int day = (int) clt_stmt_get_int (stmt, FIELD_DAY);
  CltDay next = clt_birthday_next (lunar, month, day, today);

  if (next == CLT_DAY_NONE)
    row->cell[CLT_COLUMN_BIRTHDAY] = g_strdup (NOTHING);
  else if (lunar)
    {
      CltLunarDate date = { 0, month, day, clt_stmt_get_int (stmt, FIELD_LEAP) != 0 };

      row->cell[CLT_COLUMN_BIRTHDAY] = clt_lunar_format (&date);
    }
  else
    row->cell[CLT_COLUMN_BIRTHDAY] = g_strdup_printf ("%02d-%02d", month, day);
  if (next != CLT_DAY_NONE)
    row->number[CLT_COLUMN_BIRTHDAY] = next;
}

static CltClientRow *
read_row (CltStmt *stmt, CltDay today)
{
  CltClientRow *row = g_new0 (CltClientRow, 1);
  g_autofree char *phone = clt_mask (CLT_MASK_PHONE, clt_stmt_get_text (stmt, FIELD_PHONE));

  g_atomic_ref_count_init (&row->ref_count);
  row->id = clt_stmt_get_int (stmt, FIELD_ID);
  for (guint i = 0; i < CLT_N_COLUMNS; i++)
    row->number[i] = CLT_MONEY_NONE;
  row->tier = (CltTier) clt_stmt_get_int (stmt, FIELD_TIER);
  row->status = g_strdup (clt_stmt_get_text (stmt, FIELD_STATUS));

  set_text (row, CLT_COLUMN_NAME, stmt, FIELD_NAME);
  set_account (row, stmt);
  row->cell[CLT_COLUMN_TIER] = g_strdup (clt_tier_get_label (row->tier));
  row->cell[CLT_COLUMN_STATUS] = text_or_nothing (clt_client_status_get_label (row->status));
  set_text (row, CLT_COLUMN_GRADE, stmt, FIELD_GRADE);
  set_money (row, CLT_COLUMN_EQUITY, stmt, FIELD_EQUITY);
  set_money (row, CLT_COLUMN_RETAINED, stmt, FIELD_RETAINED);
  set_day (row, CLT_COLUMN_LAST_TRADE, stmt, FIELD_LAST_TRADE);
  set_text (row, CLT_COLUMN_SPECIALIST, stmt, FIELD_SPECIALIST);
  set_text (row, CLT_COLUMN_ADVISER, stmt, FIELD_ADVISER);
  set_day (row, CLT_COLUMN_OPENED, stmt, FIELD_OPENED);
  row->cell[CLT_COLUMN_PHONE] = text_or_nothing (phone);
  set_birthday (row, stmt, today);
  for (guint i = CLT_COLUMN_SEGMENT; i < CLT_N_COLUMNS; i++)
    row->cell[i] = g_strdup (NOTHING);
  return row;
}

/* An id that is no more (deleted meanwhile) gives a row without text, so that positions stay. */
static CltClientRow *
empty_row (gint64 id)
{
  CltClientRow *row = g_new0 (CltClientRow, 1);

  g_atomic_ref_count_init (&row->ref_count);
  row->id = id;
  row->status = g_strdup ("");
  for (guint i = 0; i < CLT_N_COLUMNS; i++)
    {
      row->cell[i] = g_strdup (NOTHING);
      row->number[i] = CLT_MONEY_NONE;
    }
  return row;
}

/* From segment on: what they are worked out from is not in the client's own rows. */

static const struct
{
  CltColumn column;
  const char *sql;
} lookups[] = {
  { CLT_COLUMN_SCORES, CLT_SQL_LOOKUP ("rfm") },
  { CLT_COLUMN_CONTACT, CLT_SQL_LOOKUP ("last_contact") },
  { CLT_COLUMN_OVERDUE, CLT_SQL_LOOKUP ("contact_overdue") },
};

/* Of the statement below. */
enum
{
  DEAR_KEY,
  DEAR_SEGMENT,
  DEAR_LOOKUPS,
};

static void
set_dear_cells (CltClientRow *row, CltStmt *stmt, const GPtrArray *segments)
{
  if (!clt_stmt_is_null (stmt, DEAR_SEGMENT))
    clt_set_str (&row->cell[CLT_COLUMN_SEGMENT],
                 clt_segment_get_label (
                   segments->pdata[clt_stmt_get_int (stmt, DEAR_SEGMENT) - 1]));
  for (guint i = 0; i < G_N_ELEMENTS (lookups); i++)
    {
      CltColumn column = lookups[i].column;
      int field = DEAR_LOOKUPS + (int) i;

      if (clt_stmt_is_null (stmt, field))
        continue;
      g_free (row->cell[column]);
      row->cell[column] = column == CLT_COLUMN_CONTACT
                            ? clt_day_format (clt_stmt_get_day (stmt, field))
                            : clt_count_format (clt_stmt_get_int (stmt, field));
      if (column != CLT_COLUMN_SCORES)
        row->number[column] = clt_stmt_get_int (stmt, field);
    }
}

static gboolean
add_dear_columns (CltClientSql *sql,
                  CltConn *conn,
                  const GPtrArray *segments,
                  guint columns,
                  CltDay today,
                  GError **error)
{
  if ((columns & (1u << CLT_COLUMN_SEGMENT)) == 0)
    g_string_append (sql->where, "NULL");
  else if (!clt_segments_add_sql (segments, conn, today, sql, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (lookups); i++)
    g_string_append_printf (sql->where, ", %s",
                            columns & (1u << lookups[i].column) ? lookups[i].sql : "NULL");
  return TRUE;
}

/* @list: the ids of @rows. */
static gboolean
add_dear_cells (CltConn *conn,
                GPtrArray *rows,
                const char *list,
                guint columns,
                CltDay today,
                GError **error)
{
  g_autoptr (GPtrArray) segments = clt_segments_load (conn, today, error);
  g_autoptr (CltClientSql) sql = clt_client_sql_new ();
  g_autofree char *text = NULL;
  CltStmt *stmt;
  CltStep step;

  if (segments == NULL)
    return FALSE;
  clt_client_sql_add_text (sql, list);
  g_string_truncate (sql->where, 0);
  if (!add_dear_columns (sql, conn, segments, columns, today, error))
    return FALSE;
  text = g_strdup_printf ("SELECT j.key, %s"
                          " FROM json_each (?%d) j CROSS JOIN search_key k ON k.client_id = j.value"
                          " CROSS JOIN client c ON c.id = k.client_id",
                          sql->where->str, CLT_SQL_N_COMMON + 1);
  stmt = clt_conn_prepare (conn, text, error);
  if (stmt == NULL || !clt_client_sql_bind (conn, stmt, sql, today, error))
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    set_dear_cells (rows->pdata[clt_stmt_get_int (stmt, DEAR_KEY)], stmt, segments);
  return step == CLT_STEP_DONE;
}

GPtrArray *
clt_client_query_rows (CltConn *conn,
                       const gint64 *ids,
                       guint n_ids,
                       guint columns,
                       CltDay today,
                       GError **error)
{
  g_autoptr (GPtrArray) rows =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_client_row_unref);
  g_autofree char *list = clt_client_ids_to_json (ids, n_ids);
  CltStmt *stmt = clt_conn_prepare (conn, row_sql, error);
  CltStep step;

  if (stmt == NULL || !clt_client_sql_bind (conn, stmt, NULL, today, error))
    return NULL;
  clt_stmt_bind_text (stmt, CLT_SQL_N_COMMON + 1, list);
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      CltClientRow *row = read_row (stmt, today);

      while (ids[rows->len] != row->id)
        g_ptr_array_add (rows, empty_row (ids[rows->len]));
      g_ptr_array_add (rows, row);
    }
  while (rows->len < n_ids)
    g_ptr_array_add (rows, empty_row (ids[rows->len]));
  if (step == CLT_STEP_ERROR || (columns >> CLT_COLUMN_SEGMENT != 0 &&
                                 !add_dear_cells (conn, rows, list, columns, today, error)))
    return NULL;
  return g_steal_pointer (&rows);
}

gboolean
clt_client_query_begin_rows (CltConn *conn, guint n_ids, CltDay today, GError **error)
{
  return n_ids <= CLT_CLIENT_FEW || clt_client_facts_load (conn, row_sql, today, error);
}

void
clt_client_query_end_rows (CltConn *conn)
{
  clt_conn_set_side_table (conn, NULL);
}

GHashTable *
clt_client_query_names (CltConn *conn, const GArray *ids, CltDay today, GError **error)
{
  g_autoptr (GHashTable) names =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) each = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) rows = NULL;

  for (guint i = 0; i < ids->len; i++)
    if (g_hash_table_add (seen, &g_array_index (ids, gint64, i)))
      g_array_append_val (each, g_array_index (ids, gint64, i));
  rows = clt_client_query_rows (conn, (const gint64 *) each->data, each->len, 1u << CLT_COLUMN_NAME,
                                today, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const CltClientRow *row = rows->pdata[i];

      g_hash_table_insert (names, g_memdup2 (&row->id, sizeof row->id),
                           g_strdup (row->cell[CLT_COLUMN_NAME]));
    }
  return rows == NULL ? NULL : g_steal_pointer (&names);
}
