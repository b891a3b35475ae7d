/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-visit.h"

#include "core/store/clt-conn-private.h"

/* An SQL aggregate is called once a row; it has nothing to say at the end. */

static void
on_visit_step_cb (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  const CltConn *conn = sqlite3_user_data (context);
  gint64 values[CLT_VISIT_MAX];

  if (conn->visit == NULL || n > CLT_VISIT_MAX)
    return;
  for (int i = 0; i < n; i++)
    values[i] = sqlite3_value_int64 (arguments[i]);
  conn->visit (values, conn->visit_data);
}

static void
on_visit_final_cb (sqlite3_context *context)
{
  sqlite3_result_null (context);
}

gboolean
clt_visit_register (CltConn *conn, GError **error)
{
  if (sqlite3_create_function_v2 (conn->db, "clt_visit", -1, SQLITE_UTF8 | SQLITE_DIRECTONLY, conn,
                                  NULL, on_visit_step_cb, on_visit_final_cb, NULL) != SQLITE_OK)
    return clt_conn_set_error (conn, error, "set up");
  return TRUE;
}

gboolean
clt_stmt_visit (CltStmt *stmt, CltVisitFunc func, gpointer data, GError **error)
{
  CltConn *conn = stmt->conn;
  CltStep step;

  g_return_val_if_fail (conn->visit == NULL, FALSE);

  conn->visit = func;
  conn->visit_data = data;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    ;
  conn->visit = NULL;
  return step == CLT_STEP_DONE;
}
