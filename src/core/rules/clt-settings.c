/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/rules/clt-settings.h"

char *
clt_settings_get (CltConn *conn, const char *name, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error, "SELECT value FROM setting WHERE name = ?", "t", name);
  char *value;

  if (stmt == NULL)
    return NULL;
  switch (clt_stmt_step (stmt, error))
    {
    case CLT_STEP_ROW:
      value = g_strdup (clt_stmt_get_text (stmt, 0));
      clt_stmt_reset (stmt);
      return value;
    case CLT_STEP_DONE:
      return g_strdup ("");
    case CLT_STEP_ERROR:
    default:
      return NULL;
    }
}

gboolean
clt_settings_set (CltConn *conn, const char *name, const char *value, GError **error)
{
  if (*value == '\0')
    return clt_conn_run (conn, error, "DELETE FROM setting WHERE name = ?", "t", name);
  return clt_conn_run (conn, error,
                       "INSERT INTO setting (name, value) VALUES (?, ?)"
                       " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                       "tt", name, value);
}
