/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-view-private.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/rules/clt-settings.h"

#define KIND "clients"
#define DEFAULT_SETTING "clients.view"

CltView *
clt_view_new (const char *name,
              const CltClientQuery *query,
              const CltColumn *columns,
              guint n_columns)
{
  CltView *view = g_new0 (CltView, 1);

  g_return_val_if_fail (n_columns <= CLT_N_COLUMNS, view);

  view->name = g_strdup (name);
  view->query = clt_client_query_copy (query);
  g_clear_pointer (&view->query->only, g_array_unref);
  for (guint i = 0; i < n_columns; i++)
    view->columns[i] = columns[i];
  view->n_columns = n_columns;
  return view;
}

CltView *
clt_view_copy (const CltView *view)
{
  CltView *copy = clt_view_new (view->name, view->query, view->columns, view->n_columns);

  copy->id = view->id;
  copy->is_default = view->is_default;
  return copy;
}

void
clt_view_free (CltView *view)
{
  g_free (view->name);
  clt_client_query_free (view->query);
  g_free (view);
}

gboolean
clt_view_shows_same (const CltView *a, const CltView *b)
{
  g_autofree char *first = clt_view_to_json (a);
  g_autofree char *second = clt_view_to_json (b);

  return g_str_equal (first, second);
}

/* Reading */

static gboolean
get_default (CltConn *conn, gint64 *id, GError **error)
{
  g_autofree char *text = clt_settings_get (conn, DEFAULT_SETTING, error);

  if (text == NULL)
    return FALSE;
  *id = g_ascii_strtoll (text, NULL, 10);
  return TRUE;
}

GPtrArray *
clt_view_list (CltConn *conn, GError **error)
{
  g_autoptr (GPtrArray) views = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_view_free);
  gint64 is_default;
  CltStmt *stmt;
  CltStep step;

  if (!get_default (conn, &is_default, error))
    return NULL;
  stmt = clt_conn_query (conn, error,
                         "SELECT id, name, query FROM saved_view WHERE kind = '" KIND "'"
                         " ORDER BY position, id",
                         "");
  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      g_autofree char *name = g_strdup (clt_stmt_get_text (stmt, 1));
      CltView *view = clt_view_from_json (name, clt_stmt_get_text (stmt, 2));

      view->id = clt_stmt_get_int (stmt, 0);
      view->is_default = view->id == is_default;
      g_ptr_array_add (views, view);
    }
  clt_stmt_reset (stmt);
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&views);
}

GArray *
clt_view_count (CltConn *conn, GPtrArray *views, CltDay today, GError **error)
{
  g_autoptr (GPtrArray) queries =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_client_query_free);
  GArray *counts;

  for (guint i = 0; i < views->len; i++)
    {
      CltClientQuery *query = clt_client_query_copy (((CltView *) views->pdata[i])->query);

      query->today = today;
      g_ptr_array_add (queries, query);
    }
  if (!clt_conn_begin_read (conn, error))
    return NULL;
  counts = clt_client_query_count_many (conn, queries, today, error);
  clt_conn_end_read (conn);
  return counts;
}

/* Writing */

static gboolean
check_name (CltConn *conn, const CltView *view, GError **error)
{
  gint64 taken;

  if (*view->name == '\0')
    return clt_store_refuse (error, _ ("A view needs a name. Nothing was changed."));
  if (g_utf8_strlen (view->name, -1) > 60)
    return clt_store_refuse (error, _ ("A name of a view has at most 60 characters."
                                       " Nothing was changed."));
  if (!clt_conn_get_int (conn, &taken, 0, error,
                         "SELECT count(*) FROM saved_view WHERE kind = '" KIND "' AND name = ?"
                         " AND id <> ?",
                         "ti", view->name, view->id))
    return FALSE;
  if (taken > 0)
    /* Translators: %s is the name of a view. */
    clt_store_refuse (error, _ ("There is a view “%s” already. Nothing was changed."), view->name);
  return taken == 0;
}

gboolean
clt_view_save (CltConn *conn, CltView *view, GError **error)
{
  g_autofree char *json = clt_view_to_json (view);
  char *name = clt_text_normalize (view->name, -1);

  g_free (view->name);
  view->name = name;
  if (!check_name (conn, view, error))
    return FALSE;
  if (view->id != 0)
    return clt_conn_run (conn, error, "UPDATE saved_view SET name = ?, query = ? WHERE id = ?",
                         "tti", view->name, json, view->id);
  view->id = clt_conn_new_id (conn, error);
  return view->id != 0 &&
         clt_conn_run (conn, error,
                       "INSERT INTO saved_view (id, kind, name, query, position)"
                       " SELECT ?, '" KIND "', ?, ?, coalesce(max(position), 0) + 1"
                       " FROM saved_view",
                       "itt", view->id, view->name, json);
}

gboolean
clt_view_delete (CltConn *conn, gint64 id, GError **error)
{
  gint64 is_default;

  if (!get_default (conn, &is_default, error) ||
      (is_default == id && !clt_settings_set (conn, DEFAULT_SETTING, "", error)))
    return FALSE;
  return clt_conn_run (conn, error, "DELETE FROM saved_view WHERE id = ?", "i", id);
}

static guint
find (GPtrArray *views, gint64 id)
{
  for (guint i = 0; i < views->len; i++)
    if (((CltView *) views->pdata[i])->id == id)
      return i;
  return G_MAXUINT;
}

/* Only the places that change are written. */
gboolean
clt_view_move (CltConn *conn, gint64 id, int step, GError **error)
{
  g_autoptr (GPtrArray) views = clt_view_list (conn, error);
  guint from, to;
  gpointer view;

  if (views == NULL)
    return FALSE;
  from = find (views, id);
  if (from == G_MAXUINT)
    return clt_store_refuse (error, _ ("This view is no longer in the file."));
  to = (guint) CLAMP ((gint64) from + step, 0, (gint64) views->len - 1);
  view = g_ptr_array_steal_index (views, from);
  g_ptr_array_insert (views, (int) to, view);
  for (guint i = 0; i < views->len; i++)
    if (!clt_conn_run (conn, error,
                       "UPDATE saved_view SET position = ?1 WHERE id = ?2 AND position <> ?1", "ii",
                       (gint64) i + 1, ((CltView *) views->pdata[i])->id))
      return FALSE;
  return TRUE;
}

gboolean
clt_view_set_default (CltConn *conn, gint64 id, GError **error)
{
  g_autofree char *text = id == 0 ? g_strdup ("") : g_strdup_printf ("%" G_GINT64_FORMAT, id);

  return clt_settings_set (conn, DEFAULT_SETTING, text, error);
}
