/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-journal-private.h"

/* Bulk rows carry "batch", the action that wrote them. "<table>_old" keeps
 *   under holder = action:  the rows that it replaced or removed (also while it is undone),
 *   under holder = -action: the rows that it wrote, while it is undone.
 * Cost of an undo: one pass over the table's days of the action, and the rows themselves. */

typedef struct
{
  char *name;        /* owned */
  char *columns;     /* owned: all but "holder" */
  char *keys;        /* owned */
  char *same_keys;   /* owned: condition that rows m and o have the same key */
  char *same_keys_p; /* owned: the same for rows p and o */
  CltDay first, last;
} Bulk;

static void
bulk_free (gpointer data)
{
  Bulk *bulk = data;

  g_free (bulk->name);
  g_free (bulk->columns);
  g_free (bulk->keys);
  g_free (bulk->same_keys);
  g_free (bulk->same_keys_p);
  g_free (bulk);
}

static gboolean
describe_columns (CltConn *conn, Bulk *bulk, GError **error)
{
  g_autoptr (GString) columns = g_string_new (NULL);
  g_autoptr (GString) keys = g_string_new (NULL);
  g_autoptr (GString) same = g_string_new (NULL);
  g_autoptr (GString) same_p = g_string_new (NULL);
  CltStmt *stmt;
  CltStep step;

  stmt =
    clt_conn_query (conn, error, "SELECT name, pk FROM pragma_table_info (?)", "t", bulk->name);
  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const char *name = clt_stmt_get_text (stmt, 0);

      g_string_append_printf (columns, "%s%s", columns->len > 0 ? ", " : "", name);
      if (clt_stmt_get_int (stmt, 1) == 0)
        continue;
      g_string_append_printf (keys, "%s%s", keys->len > 0 ? ", " : "", name);
      g_string_append_printf (same, "%sm.%s = o.%s", same->len > 0 ? " AND " : "", name, name);
      g_string_append_printf (same_p, "%sp.%s = o.%s", same_p->len > 0 ? " AND " : "", name, name);
    }
  if (step == CLT_STEP_ERROR)
    return FALSE;
  bulk->columns = g_string_free (g_steal_pointer (&columns), FALSE);
  bulk->keys = g_string_free (g_steal_pointer (&keys), FALSE);
  bulk->same_keys = g_string_free (g_steal_pointer (&same), FALSE);
  bulk->same_keys_p = g_string_free (g_steal_pointer (&same_p), FALSE);
  return TRUE;
}

/* The bulk tables of the action. (element-type Bulk) */
static GPtrArray *
list_bulk (CltConn *conn, CltUndo *undo, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (bulk_free);
  CltStmt *stmt;
  CltStep step;

  stmt = clt_conn_query (conn, error,
                         "SELECT tbl, first_day, last_day FROM action_bulk WHERE action = ?", "i",
                         undo->action);
  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      Bulk *bulk = g_new0 (Bulk, 1);

      bulk->name = g_strdup (clt_stmt_get_text (stmt, 0));
      bulk->first = (CltDay) clt_stmt_get_int (stmt, 1);
      bulk->last = (CltDay) clt_stmt_get_int (stmt, 2);
      g_ptr_array_add (all, bulk);
    }
  if (step == CLT_STEP_ERROR)
    return NULL;
  for (guint i = 0; i < all->len; i++)
    if (!describe_columns (conn, all->pdata[i], error))
      return NULL;
  return g_steal_pointer (&all);
}

/* Expands @template: $T the table, $C its columns, $K its keys, $S rows m and o have one key, $P
 * rows p and o have. */
static char *
expand (const Bulk *bulk, const char *template)
{
  g_autoptr (GString) sql = g_string_new (template);

  g_string_replace (sql, "$P", bulk->same_keys_p, 0);
  g_string_replace (sql, "$T", bulk->name, 0);
  g_string_replace (sql, "$C", bulk->columns, 0);
  g_string_replace (sql, "$K", bulk->keys, 0);
  g_string_replace (sql, "$S", bulk->same_keys, 0);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* Each template takes ?1 the action, ?2 and ?3 its first and last day. */
static CltStmt *
query (CltConn *conn, const Bulk *bulk, CltUndo *undo, const char *template, GError **error)
{
  g_autofree char *sql = expand (bulk, template);
  CltStmt *stmt = clt_conn_prepare (conn, sql, error);
  const gint64 values[] = { undo->action, bulk->first, bulk->last };

  if (stmt != NULL)
    for (int i = 0; i < sqlite3_bind_parameter_count (stmt->stmt); i++)
      clt_stmt_bind_int (stmt, i + 1, values[i]);
  return stmt;
}

static gboolean
run (CltConn *conn, const Bulk *bulk, CltUndo *undo, const char *template, GError **error)
{
  CltStmt *stmt = query (conn, bulk, undo, template, error);

  return stmt != NULL && clt_stmt_step (stmt, error) != CLT_STEP_ERROR;
}

/* @template selects actions that stand in the way. */
static gboolean
block (CltConn *conn, const Bulk *bulk, CltUndo *undo, const char *template, GError **error)
{
  CltStmt *stmt = query (conn, bulk, undo, template, error);
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      undo->refused = TRUE;
      if (!clt_stmt_is_null (stmt, 0))
        clt_undo_block_action (undo, clt_stmt_get_int (stmt, 0));
    }
  return step == CLT_STEP_DONE;
}

static gboolean
check_one (CltConn *conn, const Bulk *bulk, CltUndo *undo, GError **error)
{
  if (undo->redo)
    /* what it replaces must be there again, and where it adds there must be nothing */
    return block (conn, bulk, undo,
                  "SELECT DISTINCT o.batch FROM $T_old AS o LEFT JOIN $T AS m ON $S"
                  " WHERE o.holder = ?1 AND o.batch <> ?1 AND m.batch IS NOT o.batch",
                  error) &&
           block (conn, bulk, undo,
                  "SELECT DISTINCT m.batch FROM $T_old AS o CROSS JOIN $T AS m ON $S"
                  " WHERE o.holder = -?1"
                  " AND NOT EXISTS (SELECT 1 FROM $T_old AS p WHERE p.holder = ?1 AND $P)",
                  error);

  /* a later action has replaced or removed rows of this one, or put rows where it removed some */
  return block (conn, bulk, undo,
                "SELECT b.action FROM action_bulk AS b JOIN action AS a ON a.id = b.action"
                " WHERE b.tbl = '$T' AND a.undone = 0 AND a.id > ?1 AND b.first_day <= ?3"
                " AND b.last_day >= ?2 AND EXISTS (SELECT 1 FROM $T_old AS o"
                " WHERE o.holder = b.action AND o.batch = ?1 AND o.day BETWEEN ?2 AND ?3)",
                error) &&
         block (conn, bulk, undo,
                "SELECT DISTINCT m.batch FROM $T_old AS o CROSS JOIN $T AS m ON $S"
                " WHERE o.holder = ?1 AND o.batch <> ?1 AND m.batch <> ?1",
                error);
}

gboolean
clt_undo_check_bulk (CltConn *conn, CltUndo *undo, GError **error)
{
  g_autoptr (GPtrArray) all = list_bulk (conn, undo, error);

  if (all == NULL)
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    if (!check_one (conn, all->pdata[i], undo, error))
      return FALSE;
  return TRUE;
}

static gboolean
swap_one (CltConn *conn, const Bulk *bulk, CltUndo *undo, GError **error)
{
  if (undo->redo)
    return run (conn, bulk, undo,
                "DELETE FROM $T WHERE ($K) IN"
                " (SELECT $K FROM $T_old WHERE holder = ?1 AND batch <> ?1)",
                error) &&
           run (conn, bulk, undo, "INSERT INTO $T ($C) SELECT $C FROM $T_old WHERE holder = -?1",
                error) &&
           run (conn, bulk, undo, "DELETE FROM $T_old WHERE holder = -?1", error);

  return run (conn, bulk, undo,
              "INSERT INTO $T_old (holder, $C) SELECT -?1, $C FROM $T"
              " WHERE day BETWEEN ?2 AND ?3 AND batch = ?1",
              error) &&
         run (conn, bulk, undo, "DELETE FROM $T WHERE day BETWEEN ?2 AND ?3 AND batch = ?1",
              error) &&
         run (conn, bulk, undo,
              "INSERT INTO $T ($C) SELECT $C FROM $T_old WHERE holder = ?1 AND batch <> ?1", error);
}

gboolean
clt_undo_swap_bulk (CltConn *conn, CltUndo *undo, CltTouched *touched, GError **error)
{
  g_autoptr (GPtrArray) all = list_bulk (conn, undo, error);

  if (all == NULL)
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    {
      const Bulk *bulk = all->pdata[i];

      clt_touched_add_bulk (touched, bulk->name, bulk->first, bulk->last);
      if (!swap_one (conn, bulk, undo, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
clt_undo_check_bulk_accounts (CltConn *conn, CltUndo *undo, GError **error)
{
  g_autoptr (GPtrArray) all = list_bulk (conn, undo, error);

  if (all == NULL)
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    {
      CltStmt *stmt = query (conn, all->pdata[i], undo,
                             undo->redo ? "SELECT DISTINCT account_id FROM $T WHERE batch = ?1"
                                          " AND day BETWEEN ?2 AND ?3"
                                          " AND account_id NOT IN (SELECT id FROM account)"
                                        : "SELECT DISTINCT account_id FROM $T_old WHERE holder = ?1"
                                          " AND batch <> ?1"
                                          " AND account_id NOT IN (SELECT id FROM account)",
                             error);
      CltStep step;

      if (stmt == NULL)
        return FALSE;
      while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
        if (!clt_undo_block_row (conn, undo, "account", clt_stmt_get_text (stmt, 0), error))
          return FALSE;
      if (step == CLT_STEP_ERROR)
        return FALSE;
    }
  return TRUE;
}
