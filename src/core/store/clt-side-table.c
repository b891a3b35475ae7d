/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-side-table.h"

#include "core/store/clt-conn-private.h"

CltSideTable *
clt_side_table_new (gint64 first, gint64 last, guint width)
{
  CltSideTable *table = g_new0 (CltSideTable, 1);

  table->first = first;
  table->n = last < first ? 0 : (guint) (last - first + 1);
  table->width = width;
  table->cells = g_new (gint64, MAX ((gsize) table->n * width, 1));
  for (gsize i = 0; i < (gsize) table->n * width; i++)
    table->cells[i] = CLT_SIDE_NULL;
  return table;
}

void
clt_side_table_free (CltSideTable *table)
{
  g_free (table->cells);
  g_free (table);
}

static void
on_side_cb (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  const CltConn *conn = sqlite3_user_data (context);
  guint column = (guint) sqlite3_value_int (arguments[1]);
  const gint64 *cells =
    conn->side_table == NULL || column >= conn->side_table->width
      ? NULL
      : clt_side_table_get (conn->side_table, sqlite3_value_int64 (arguments[0]));

  if (cells != NULL && cells[column] != CLT_SIDE_NULL)
    sqlite3_result_int64 (context, cells[column]);
}

static void
on_side_ready_cb (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  const CltConn *conn = sqlite3_user_data (context);

  sqlite3_result_int (context, conn->side_table != NULL);
}

gboolean
clt_side_table_register (CltConn *conn, GError **error)
{
  const int flags = SQLITE_UTF8 | SQLITE_DIRECTONLY;

  /* "deterministic" is said of one statement: whether there is a table is asked once in each */
  if (sqlite3_create_function_v2 (conn->db, "clt_side", 2, flags, conn, on_side_cb, NULL, NULL,
                                  NULL) != SQLITE_OK ||
      sqlite3_create_function_v2 (conn->db, "clt_side_ready", 0, flags | SQLITE_DETERMINISTIC, conn,
                                  on_side_ready_cb, NULL, NULL, NULL) != SQLITE_OK)
    return clt_conn_set_error (conn, error, "set up");
  return TRUE;
}

void
clt_conn_set_side_table (CltConn *conn, CltSideTable *table)
{
  g_clear_pointer (&conn->side_table, clt_side_table_free);
  conn->side_table = table;
}
