/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-ids.h"

GArray *
clt_ids_read (CltStmt *stmt, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const gint64 id = clt_stmt_get_int (stmt, 0);

      g_array_append_val (ids, id);
    }
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&ids);
}
