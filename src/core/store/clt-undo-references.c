/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-journal-private.h"

#include "core/base/clt-i18n.h"

/* The references of the rows that an undo or redo has changed, checked for the whole set at once:
 * children that lost their parent and new children without one. */

/* A refusal needs no complete list of orphans to name the actions that made them. */
#define N_ORPHANS "200"

typedef struct
{
  GPtrArray *references; /* borrowed */
  gboolean inverse;      /* the changeset was applied backwards */
  GHashTable *gone;      /* owned: parent table -> GString, JSON array of ids */
  GHashTable *wanted;    /* owned: parent table -> GString */
} Changed;

static void
string_free (gpointer data)
{
  g_string_free (data, TRUE);
}

static void
changed_clear (Changed *changed)
{
  g_clear_pointer (&changed->gone, g_hash_table_unref);
  g_clear_pointer (&changed->wanted, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Changed, changed_clear)

static void
add_id (GHashTable *sets, const char *table, gint64 id)
{
  GString *json = g_hash_table_lookup (sets, table);

  if (json == NULL)
    {
      json = g_string_new ("[");
      g_hash_table_insert (sets, g_strdup (table), json);
    }
  g_string_append_printf (json, "%s%" G_GINT64_FORMAT, json->len > 1 ? "," : "", id);
}

static gboolean
collect (const CltChange *change, gpointer data, GError **error)
{
  Changed *self = data;
  gboolean removed = change->operation == (self->inverse ? SQLITE_INSERT : SQLITE_DELETE);

  for (guint i = 0; i < self->references->len; i++)
    {
      const CltReference *reference = self->references->pdata[i];
      sqlite3_value *value;

      if (removed && g_str_equal (reference->parent, change->table))
        add_id (self->gone, change->table, clt_change_get_id (change));
      if (removed || !g_str_equal (reference->table, change->table))
        continue;
      value = self->inverse ? clt_change_get_old (change, reference->column)
                            : clt_change_get_new (change, reference->column);
      if (value != NULL && sqlite3_value_type (value) == SQLITE_INTEGER)
        add_id (self->wanted, reference->parent, sqlite3_value_int64 (value));
    }
  return TRUE;
}

static gboolean
is_bulk (CltConn *conn, const char *table, gboolean *bulk, GError **error)
{
  gint64 n;

  if (!clt_conn_get_int (conn, &n, 0, error,
                         "SELECT count(*) FROM pragma_table_info (?) WHERE name = 'batch'", "t",
                         table))
    return FALSE;
  *bulk = n > 0;
  return TRUE;
}

/* "id", or the parts of the key joined as in action_row. */
static char *
build_key (CltConn *conn, const char *table, GError **error)
{
  g_autoptr (GString) key = g_string_new (NULL);
  CltStmt *stmt;
  CltStep step;

  stmt =
    clt_conn_query (conn, error, "SELECT name FROM pragma_table_info (?) WHERE pk > 0 ORDER BY pk",
                    "t", table);
  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    g_string_append_printf (key, "%sc.%s", key->len > 0 ? " || char (31) || " : "",
                            clt_stmt_get_text (stmt, 0));
  return step == CLT_STEP_ERROR ? NULL : g_string_free (g_steal_pointer (&key), FALSE);
}

/* The rows that refer to a row which is gone. */
static char *
build_orphans_query (CltConn *conn, const CltReference *reference, GError **error)
{
  g_autofree char *key = build_key (conn, reference->table, error);

  if (key == NULL)
    return NULL;
  return g_strdup_printf ("SELECT DISTINCT %s FROM %s AS c"
                          " WHERE c.%s IN (SELECT value FROM json_each (?1))"
                          " AND NOT EXISTS (SELECT 1 FROM %s AS p WHERE p.id = c.%s)"
                          " LIMIT " N_ORPHANS,
                          key, reference->table, reference->name, reference->parent,
                          reference->name);
}

/* The other actions whose bulk rows refer to a row which is gone. A row that a later action replaced
 * counts, too: undoing that action would bring it back. (A redo needs no such care: the row was
 * set aside when the action was done first.) */
static char *
build_bulk_orphans_query (CltUndo *undo, const CltReference *reference)
{
  g_autofree char *gone = g_strdup_printf ("c.%s IN (SELECT value FROM json_each (?1))"
                                           " AND NOT EXISTS (SELECT 1 FROM %s AS p"
                                           " WHERE p.id = c.%s)",
                                           reference->name, reference->parent, reference->name);
  g_autofree char *set_aside = NULL;

  if (!undo->redo)
    set_aside =
      g_strdup_printf (" UNION SELECT c.holder FROM %s_old AS c JOIN action AS a ON a.id = c.holder"
                       " WHERE a.undone = 0 AND c.holder <> ?2 AND %s",
                       reference->table, gone);
  return g_strdup_printf ("SELECT DISTINCT c.batch FROM %s AS c WHERE c.batch <> ?2 AND %s%s"
                          " LIMIT " N_ORPHANS,
                          reference->table, gone, set_aside == NULL ? "" : set_aside);
}

/* Tables that the journal does not know: what a row in them says of the row it belongs to. */
static const struct
{
  const char *table;
  const char *reason;
} unjournalled[] = {
  { "message_state", N_ ("Messages of this action have been sent, or their sending has begun; that"
                         " cannot be undone.") },
};

static void
note_reason (CltUndo *undo, const char *table)
{
  for (guint i = 0; i < G_N_ELEMENTS (unjournalled); i++)
    if (g_str_equal (unjournalled[i].table, table))
      undo->reason = unjournalled[i].reason;
}

static gboolean
find_orphans (CltConn *conn,
              CltUndo *undo,
              const CltReference *reference,
              const char *ids,
              GError **error)
{
  g_autofree char *sql = NULL;
  CltStmt *stmt;
  CltStep step;
  gboolean bulk;

  if (!is_bulk (conn, reference->table, &bulk, error))
    return FALSE;
  sql = bulk ? build_bulk_orphans_query (undo, reference)
             : build_orphans_query (conn, reference, error);
  if (sql == NULL)
    return FALSE;
  stmt = bulk ? clt_conn_query (conn, error, sql, "ti", ids, undo->action)
              : clt_conn_query (conn, error, sql, "t", ids);
  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      note_reason (undo, reference->table);
      if (bulk)
        clt_undo_block_action (undo, clt_stmt_get_int (stmt, 0));
      else if (!clt_undo_block_row (conn, undo, reference->table, clt_stmt_get_text (stmt, 0),
                                    error))
        return FALSE;
    }
  return step == CLT_STEP_DONE;
}

static gboolean
find_missing_parents (CltConn *conn,
                      CltUndo *undo,
                      const char *parent,
                      const char *ids,
                      GError **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT DISTINCT value FROM json_each (?)"
                     " WHERE value NOT IN (SELECT id FROM %s) LIMIT " N_ORPHANS,
                     parent);
  CltStmt *stmt = clt_conn_query (conn, error, sql, "t", ids);
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    if (!clt_undo_block_row (conn, undo, parent, clt_stmt_get_text (stmt, 0), error))
      return FALSE;
  return step == CLT_STEP_DONE;
}

static const char *
close_list (GHashTable *sets, const char *table)
{
  GString *json = g_hash_table_lookup (sets, table);

  if (json != NULL && json->str[json->len - 1] != ']')
    g_string_append_c (json, ']');
  return json == NULL ? NULL : json->str;
}

gboolean
clt_undo_check_references (CltConn *conn, CltUndo *undo, GError **error)
{
  g_auto (Changed) changed = { clt_conn_get_references (conn, error), !undo->redo };
  GHashTableIter iter;
  gpointer parent;

  changed.gone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, string_free);
  changed.wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, string_free);
  if (changed.references == NULL || !clt_undo_check_bulk_accounts (conn, undo, error))
    return FALSE;
  if (undo->changeset == NULL)
    return TRUE;
  if (!clt_changeset_foreach (conn, undo->changeset, collect, &changed, error))
    return FALSE;

  for (guint i = 0; i < changed.references->len; i++)
    {
      const CltReference *reference = changed.references->pdata[i];
      const char *ids = close_list (changed.gone, reference->parent);

      if (ids != NULL && !find_orphans (conn, undo, reference, ids, error))
        return FALSE;
    }
  g_hash_table_iter_init (&iter, changed.wanted);
  while (g_hash_table_iter_next (&iter, &parent, NULL))
    if (!find_missing_parents (conn, undo, parent, close_list (changed.wanted, parent), error))
      return FALSE;
  return TRUE;
}
