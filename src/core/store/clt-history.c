/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-action.h"

#include "core/base/clt-i18n.h"

void
clt_action_free (CltAction *action)
{
  g_free (action->name);
  g_free (action->detail);
  g_free (action->who);
  g_free (action);
}

static gpointer
read_action (CltStmt *stmt)
{
  CltAction *action = g_new (CltAction, 1);

  action->id = clt_stmt_get_int (stmt, 0);
  action->name = g_strdup (clt_stmt_get_text (stmt, 1));
  action->detail = g_strdup (clt_stmt_get_text (stmt, 2));
  action->who = g_strdup (clt_stmt_get_text (stmt, 3));
  action->at = clt_stmt_get_int (stmt, 4);
  action->rows = clt_stmt_get_int (stmt, 5);
  action->undone = clt_stmt_get_int (stmt, 6) != 0;
  return action;
}

GPtrArray *
clt_action_list (CltConn *conn, guint limit, GError **error)
{
  return clt_stmt_read_all (
    clt_conn_query (conn, error,
                    "SELECT a.id, a.name, a.detail, a.who, a.at,"
                    " a.row_count + coalesce (l.added + l.changed, 0), a.undone"
                    " FROM action AS a LEFT JOIN import_log AS l ON l.action = a.id AND EXISTS"
                    " (SELECT 1 FROM action_bulk AS b WHERE b.action = a.id)"
                    " ORDER BY a.id DESC LIMIT ?",
                    "i", limit == 0 ? (gint64) -1 : (gint64) limit),
    read_action, (GDestroyNotify) clt_action_free, error);
}

char *
clt_action_describe (CltConn *conn, gint64 id)
{
  CltStmt *stmt =
    clt_conn_query (conn, NULL, "SELECT name, detail, who, at FROM action WHERE id = ?", "i", id);
  g_autofree char *at = NULL;
  g_autofree char *what = NULL;
  const char *label, *detail;
  char *text;

  if (stmt == NULL || clt_stmt_step (stmt, NULL) != CLT_STEP_ROW)
    return g_strdup_printf ("%" G_GINT64_FORMAT, id);
  at = clt_instant_format (clt_stmt_get_int (stmt, 3));
  label = clt_action_get_label (clt_stmt_get_text (stmt, 0));
  detail = clt_stmt_get_text (stmt, 1);
  what = *detail == '\0' ? g_strdup (label)
                         /* Translators: what was done and to whom or what: “Edit client – 王伟”. */
                         : g_strdup_printf (_ ("%s – %s"), label, detail);
  /* Translators: an action in a sentence: what, who, when. */
  text = g_strdup_printf (_ ("“%s” (%s, %s)"), what, clt_stmt_get_text (stmt, 2), at);
  clt_stmt_reset (stmt);
  return text;
}
