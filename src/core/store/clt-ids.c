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

gboolean
clt_ids_contain (const GArray *ids, gint64 id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;
  return FALSE;
}

void
clt_ids_add (GHashTable *ids, const char *text, gint64 id)
{
  g_hash_table_insert (ids, g_strdup (text), g_memdup2 (&id, sizeof id));
}

gint64
clt_ids_find (GHashTable *ids, const char *text)
{
  const gint64 *id = g_hash_table_lookup (ids, text);

  return id == NULL ? 0 : *id;
}

GHashTable *
clt_ids_read_by_text (CltStmt *stmt, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    clt_ids_add (ids, clt_stmt_get_text (stmt, 0), clt_stmt_get_int (stmt, 1));
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&ids);
}
