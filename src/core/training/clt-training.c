/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-training-private.h"

gboolean
clt_training_place (CltConn *conn,
                    const char *list,
                    gint64 within,
                    const char *update,
                    gint64 id,
                    guint index,
                    GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  CltStmt *stmt = clt_conn_query (conn, error, list, "i", within);
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gint64 other = clt_stmt_get_int (stmt, 0);

      if (other != id)
        g_array_append_val (ids, other);
    }
  if (step == CLT_STEP_ERROR)
    return FALSE;
  g_array_insert_val (ids, MIN (index, ids->len), id);
  for (guint i = 0; i < ids->len; i++)
    if (!clt_conn_run (conn, error, update, "ii", (gint64) i + 1, g_array_index (ids, gint64, i)))
      return FALSE;
  return TRUE;
}
