/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-journal-private.h"

#include "core/base/clt-i18n.h"
#include "core/store/clt-ids.h"

/* An undo stands back when a row is no longer as its action left it. This file finds out whose
 * work that was: table action_row says which actions touched a row. Only refusals pay for it. */

/* How many actions a message names; the caller gets the ids of all. */
#define N_NAMED 5
/* A refused undo of an import may have a conflict for each of its rows. */
#define N_CONFLICTS 1000

typedef struct
{
  char *table;       /* owned */
  char *key;         /* owned */
  guint64 columns;   /* bits of the columns that it sets; all bits for a whole row */
  GPtrArray *values; /* owned, (nullable): for a broken constraint, what it wants to set */
} Conflict;

static void
conflict_free (gpointer data)
{
  Conflict *conflict = data;

  g_free (conflict->table);
  g_free (conflict->key);
  g_clear_pointer (&conflict->values, g_ptr_array_unref);
  g_free (conflict);
}

void
clt_undo_block_action (CltUndo *undo, gint64 action)
{
  undo->refused = TRUE;
  g_hash_table_add (undo->blocked, g_memdup2 (&action, sizeof action));
}

/* An undo is held up by what is in effect and later, a redo by what is undone and earlier. */
static CltStmt *
query_candidates (CltConn *conn, CltUndo *undo, const char *table, const char *key, GError **error)
{
  return clt_conn_query (conn, error,
                         undo->redo
                           ? "SELECT a.id FROM action_row AS r JOIN action AS a ON a.id = r.action"
                             " WHERE r.tbl = ? AND r.key = ? AND a.id < ? AND a.undone = 1"
                           : "SELECT a.id FROM action_row AS r JOIN action AS a ON a.id = r.action"
                             " WHERE r.tbl = ? AND r.key = ? AND a.id > ? AND a.undone = 0",
                         "tti", table, key, undo->action);
}

gboolean
clt_undo_block_row (CltConn *conn,
                    CltUndo *undo,
                    const char *table,
                    const char *key,
                    GError **error)
{
  CltStmt *stmt = query_candidates (conn, undo, table, key, error);
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  undo->refused = TRUE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    clt_undo_block_action (undo, clt_stmt_get_int (stmt, 0));
  return step == CLT_STEP_DONE;
}

/* Conflicting rows */

static guint64
get_columns (const CltChange *change)
{
  guint64 columns = 0;

  if (change->operation != SQLITE_UPDATE)
    return G_MAXUINT64;
  for (int i = 0; i < MIN (change->n_columns, 64); i++)
    if (!change->is_key[i] && clt_change_get_new (change, i) != NULL)
      columns |= G_GUINT64_CONSTANT (1) << i;
  return columns;
}

typedef struct
{
  const Conflict *conflict;
  gboolean meets;
} Meeting;

static gboolean
meet (const CltChange *change, gpointer data, GError **error)
{
  Meeting *self = data;

  if (!self->meets && g_str_equal (change->table, self->conflict->table) &&
      (get_columns (change) & self->conflict->columns) != 0)
    {
      g_autofree char *key = clt_change_dup_key (change);

      self->meets = g_str_equal (key, self->conflict->key);
    }
  return TRUE;
}

/* An edit of another column does not stand in the way and is not named. */
static gboolean
block_if_it_meets (CltConn *conn,
                   CltUndo *undo,
                   const Conflict *conflict,
                   gint64 action,
                   GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error, "SELECT changeset FROM action WHERE id = ?", "i", action);
  g_autoptr (GBytes) stored = NULL;
  g_autoptr (GBytes) changeset = NULL;
  Meeting meeting = { conflict, FALSE };

  if (stmt == NULL || clt_stmt_step (stmt, error) != CLT_STEP_ROW)
    return FALSE;
  stored = clt_stmt_dup_blob (stmt, 0);
  clt_stmt_reset (stmt);
  changeset = clt_changeset_unpack (stored);
  if (changeset == NULL || !clt_changeset_foreach (conn, changeset, meet, &meeting, error))
    return changeset == NULL;
  if (meeting.meets)
    clt_undo_block_action (undo, action);
  return TRUE;
}

static gboolean
block_conflict (CltConn *conn, CltUndo *undo, const Conflict *conflict, GError **error)
{
  CltStmt *stmt = query_candidates (conn, undo, conflict->table, conflict->key, error);
  g_autoptr (GArray) candidates = clt_ids_read (stmt, error);

  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    if (!block_if_it_meets (conn, undo, conflict, g_array_index (candidates, gint64, i), error))
      return FALSE;
  return candidates != NULL;
}

/* Unique values: another row has taken what this one wants back */

/* Rows that hold the values which conflict ?n wants (n: column + 1); a column that the change does
 * not set keeps the value of the row itself. */
static char *
build_unique_query (CltConn *conn,
                    const Conflict *conflict,
                    const char *index,
                    guint64 *columns,
                    GError **error)
{
  g_autoptr (GString) where = g_string_new (NULL);
  CltStmt *stmt;
  CltStep step;

  *columns = 0;
  stmt = clt_conn_query (conn, error, "SELECT cid, name FROM pragma_index_info (?)", "t", index);
  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      int column = (int) clt_stmt_get_int (stmt, 0);
      const char *name = clt_stmt_get_text (stmt, 1);

      *columns |= G_GUINT64_CONSTANT (1) << MIN (column, 63);
      g_string_append_printf (where,
                              " AND %s = coalesce (?%d, (SELECT %s FROM %s WHERE rowid = %s))",
                              name, column + 1, name, conflict->table, conflict->key);
    }
  if (step == CLT_STEP_ERROR)
    return NULL;
  return g_strdup_printf ("SELECT rowid FROM %s WHERE rowid <> %s%s", conflict->table,
                          conflict->key, where->str);
}

static gboolean
block_unique (CltConn *conn,
              CltUndo *undo,
              const Conflict *conflict,
              const char *index,
              GError **error)
{
  g_autoptr (GPtrArray) takers = g_ptr_array_new_with_free_func (conflict_free);
  guint64 columns;
  g_autofree char *sql = build_unique_query (conn, conflict, index, &columns, error);
  CltStmt *stmt = sql == NULL ? NULL : clt_conn_prepare (conn, sql, error);
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  for (int i = 0; i < sqlite3_bind_parameter_count (stmt->stmt); i++)
    if (i < (int) conflict->values->len && conflict->values->pdata[i] != NULL)
      sqlite3_bind_value (stmt->stmt, i + 1, conflict->values->pdata[i]);
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      Conflict *taker = g_new0 (Conflict, 1);

      taker->table = g_strdup (conflict->table);
      taker->key = g_strdup (clt_stmt_get_text (stmt, 0));
      taker->columns = columns;
      g_ptr_array_add (takers, taker);
    }
  for (guint i = 0; step == CLT_STEP_DONE && i < takers->len; i++)
    if (!block_conflict (conn, undo, takers->pdata[i], error))
      return FALSE;
  return step == CLT_STEP_DONE;
}

static gboolean
block_all_unique (CltConn *conn, CltUndo *undo, const Conflict *conflict, GError **error)
{
  g_autoptr (GPtrArray) indexes = g_ptr_array_new_with_free_func (g_free);
  CltStmt *stmt;
  CltStep step;

  stmt = clt_conn_query (conn, error, "SELECT name FROM pragma_index_list (?) WHERE origin = 'u'",
                         "t", conflict->table);
  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    g_ptr_array_add (indexes, g_strdup (clt_stmt_get_text (stmt, 0)));
  for (guint i = 0; step == CLT_STEP_DONE && i < indexes->len; i++)
    if (!block_unique (conn, undo, conflict, indexes->pdata[i], error))
      return FALSE;
  return step == CLT_STEP_DONE;
}

/* Finding the conflicts */

static void
value_free (gpointer data)
{
  sqlite3_value_free (data);
}

static int
on_conflict_cb (void *data, int kind, sqlite3_changeset_iter *iter)
{
  GPtrArray *conflicts = data;
  Conflict *conflict;
  CltChange change;

  if (kind == SQLITE_CHANGESET_FOREIGN_KEY || conflicts->len == N_CONFLICTS)
    return SQLITE_CHANGESET_OMIT;

  clt_change_init (&change, iter);
  conflict = g_new0 (Conflict, 1);
  conflict->table = g_strdup (change.table);
  conflict->key = clt_change_dup_key (&change);
  conflict->columns = get_columns (&change);
  if (kind == SQLITE_CHANGESET_CONSTRAINT)
    {
      conflict->values = g_ptr_array_new_with_free_func (value_free);
      for (int i = 0; i < change.n_columns; i++)
        g_ptr_array_add (conflict->values, sqlite3_value_dup (clt_change_get_new (&change, i)));
    }
  g_ptr_array_add (conflicts, conflict);
  /* REPLACE where it is allowed: all of this is taken back, and references that would break show
   * only when the rows go */
  return kind == SQLITE_CHANGESET_DATA ? SQLITE_CHANGESET_REPLACE : SQLITE_CHANGESET_OMIT;
}

/* Forces the changes through, to see everything that does not fit, and takes them back. */
static gboolean
collect_conflicts (CltConn *conn, CltUndo *undo, GPtrArray *conflicts, GError **error)
{
  int rc;

  if (!clt_conn_run (conn, error, "SAVEPOINT conflicts", ""))
    return FALSE;
  rc = sqlite3changeset_apply_v2 (conn->db, (int) g_bytes_get_size (undo->changeset),
                                  (void *) g_bytes_get_data (undo->changeset, NULL), NULL,
                                  on_conflict_cb, conflicts, NULL, NULL,
                                  undo->redo ? 0 : SQLITE_CHANGESETAPPLY_INVERT);
  if (rc == SQLITE_OK && !clt_undo_check_references (conn, undo, error))
    return FALSE;
  if (!clt_conn_run (conn, error, "ROLLBACK TO conflicts", "") ||
      !clt_conn_run (conn, error, "RELEASE conflicts", ""))
    return FALSE;
  return rc == SQLITE_OK || clt_conn_set_error_code (conn, error, rc, "look for conflicts");
}

gboolean
clt_undo_find_conflicts (CltConn *conn, CltUndo *undo, GError **error)
{
  g_autoptr (GPtrArray) conflicts = g_ptr_array_new_with_free_func (conflict_free);

  if (!collect_conflicts (conn, undo, conflicts, error))
    return FALSE;
  for (guint i = 0; i < conflicts->len; i++)
    {
      const Conflict *conflict = conflicts->pdata[i];

      if (!block_conflict (conn, undo, conflict, error))
        return FALSE;
      if (conflict->values != NULL && !block_all_unique (conn, undo, conflict, error))
        return FALSE;
    }
  return TRUE;
}

/* The message */

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return first < second ? 1 : first > second ? -1 : 0;
}

static GArray *
list_blockers (CltUndo *undo)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, undo->blocked);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_array_append_val (ids, *(gint64 *) id);
  g_array_sort (ids, compare_newest_first);
  return ids;
}

static char *
describe_blockers (CltConn *conn, GArray *ids)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_more = ids->len > N_NAMED ? ids->len - N_NAMED : 0;

  for (guint i = 0; i < ids->len - n_more; i++)
    {
      g_autofree char *one = clt_action_describe (conn, g_array_index (ids, gint64, i));

      /* Translators: between the items of a list in a sentence. */
      g_string_append_printf (text, "%s%s", i > 0 ? C_ ("list", ", ") : "", one);
    }
  if (n_more > 0)
    g_string_append_printf (text, ngettext (" and %u more", " and %u more", n_more), n_more);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
clt_undo_set_error (CltConn *conn, CltUndo *undo, GArray **blockers, GError **error)
{
  g_autoptr (GArray) ids = list_blockers (undo);
  g_autofree char *names = describe_blockers (conn, ids);

  if (undo->reason != NULL)
    g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_IN_THE_WAY,
                 /* Translators: a whole sentence. */
                 _ ("%s Nothing was changed."), _ (undo->reason));
  else if (ids->len == 0)
    g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_IN_THE_WAY,
                         _ ("Rows of this action have been changed since in a way that the journal"
                            " does not know. Nothing was changed."));
  else
    g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_IN_THE_WAY,
                 undo->redo
                   /* Translators: the placeholder is a list of actions. */
                   ? _ ("Redo first what this builds on: %s. Nothing was changed.")
                   /* Translators: the placeholder is a list of actions. */
                   : _ ("Later work stands in the way: %s. Nothing was changed."),
                 names);
  if (blockers != NULL)
    *blockers = g_steal_pointer (&ids);
}
