/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-lookup.h"

#include "core/store/clt-conn-private.h"

static void
on_lookup_cb (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  CltConn *conn = sqlite3_user_data (context);
  g_autoptr (GError) error = NULL;
  gboolean fresh = !conn->lookup_checked;
  gint64 value = CLT_MONEY_NONE;

  if (conn->lookup != NULL &&
      !conn->lookup (conn, sqlite3_value_int64 (arguments[0]),
                     (const char *) sqlite3_value_text (arguments[1]),
                     (CltDay) sqlite3_value_int64 (arguments[2]), fresh, &value, &error))
    {
      sqlite3_result_error (context, error->message, -1);
      return;
    }
  /* the statements that it ran itself do not count */
  conn->lookup_checked = TRUE;
  if (value == CLT_MONEY_NONE)
    sqlite3_result_null (context);
  else
    sqlite3_result_int64 (context, value);
}

gboolean
clt_lookup_register (CltConn *conn, GError **error)
{
  if (sqlite3_create_function_v2 (conn->db, "clt_lookup", 3, SQLITE_UTF8 | SQLITE_DIRECTONLY, conn,
                                  on_lookup_cb, NULL, NULL, NULL) != SQLITE_OK)
    return clt_conn_set_error (conn, error, "set up");
  return TRUE;
}

void
clt_conn_set_lookup (CltConn *conn, CltLookupFunc func)
{
  conn->lookup = func;
}
