/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-text.h"
#include "core/catalogue/clt-catalogue-private.h"

gboolean
clt_catalogue_is_same_person (const char *a, const char *b)
{
  g_autofree char *plain_a = clt_text_normalize_header (a, -1);
  g_autofree char *plain_b = clt_text_normalize_header (b, -1);

  return g_str_equal (plain_a, plain_b);
}

GArray *
clt_catalogue_read_ids (CltStmt *stmt, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  CltStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gint64 id = clt_stmt_get_int (stmt, 0);

      g_array_append_val (ids, id);
    }
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&ids);
}
