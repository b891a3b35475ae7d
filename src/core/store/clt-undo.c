/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-journal-private.h"

#include "core/base/clt-i18n.h"
#include "core/store/clt-schema.h"

/* Undo applies the inverse of an action's changeset and puts back the bulk rows that it replaced;
 * redo does it again. One transaction each; anything that does not fit refuses the whole.
 *
 * References are checked here and not by SQLite: it would scan each bulk table once for every
 * account that goes (they have no index by account), while one scan for all of them is enough. */

static void
undo_clear (CltUndo *undo)
{
  g_clear_pointer (&undo->changeset, g_bytes_unref);
  g_clear_pointer (&undo->blocked, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CltUndo, undo_clear)

/* The action that is meant when none is named. A redo is possible until a new action is made:
 * ids and undone_seq come from one counter. */
static gboolean
pick_action (CltConn *conn, CltUndo *undo, GError **error)
{
  static const char *const newest[] = {
    "SELECT max (id) FROM action WHERE undone = 0",
    "SELECT id FROM action WHERE undone = 1 AND undone_seq > (SELECT max (id) FROM action)"
    " ORDER BY undone_seq DESC LIMIT 1",
  };

  if (undo->action != 0)
    return TRUE;
  if (!clt_conn_get_int (conn, &undo->action, 0, error, newest[undo->redo ? 1 : 0], ""))
    return FALSE;
  if (undo->action == 0)
    {
      g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOTHING,
                           undo->redo ? _ ("There is nothing to redo.")
                                      : _ ("There is nothing to undo."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_state (CltUndo *undo,
             gboolean undone,
             gboolean redoable,
             gboolean same_layout,
             GError **error)
{
  if (undo->redo != undone)
    g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOTHING,
                         undone ? _ ("This action is undone already.")
                                : _ ("This action is not undone."));
  else if (undo->redo && !redoable)
    g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOTHING,
                         _ ("A new action was made since, so this one cannot be redone."));
  else if (!same_layout)
    g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID,
                         _ ("This action was made before the program's last update changed the"
                            " file's layout, so it cannot be undone or redone any more."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
load (CltConn *conn, CltUndo *undo, GError **error)
{
  CltStmt *stmt;
  CltStep step;
  g_autoptr (GBytes) stored = NULL;
  g_autofree char *number = NULL;
  gboolean ok;

  if (!pick_action (conn, undo, error))
    return FALSE;
  stmt = clt_conn_query (conn, error,
                         "SELECT undone, coalesce (undone_seq > (SELECT max (id) FROM action), 0),"
                         " schema_version >= ?2, changeset FROM action WHERE id = ?1",
                         "ii", undo->action, (gint64) clt_schema_get_undo_floor ());
  step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);
  number = g_strdup_printf ("%" G_GINT64_FORMAT, undo->action);
  if (step == CLT_STEP_DONE)
    g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                 /* Translators: the placeholder is a number. */
                 _ ("There is no action %s."), number);
  if (step != CLT_STEP_ROW)
    return FALSE;

  ok = check_state (undo, clt_stmt_get_int (stmt, 0) != 0, clt_stmt_get_int (stmt, 1) != 0,
                    clt_stmt_get_int (stmt, 2) != 0, error);
  if (ok && !clt_stmt_is_null (stmt, 3))
    stored = clt_stmt_dup_blob (stmt, 3);
  clt_stmt_reset (stmt);
  if (!ok || stored == NULL)
    return ok;

  undo->changeset = clt_changeset_unpack (stored);
  if (undo->changeset == NULL)
    g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_CORRUPT,
                 _ ("The journal of “%s” is damaged; nothing was changed. Run a check."),
                 conn->path);
  return undo->changeset != NULL;
}

static int
on_conflict_cb (void *data, int kind, sqlite3_changeset_iter *iter)
{
  /* REPLACE would overwrite later work, OMIT would do half of it */
  return SQLITE_CHANGESET_ABORT;
}

static gboolean
apply_changeset (CltConn *conn, CltUndo *undo, GError **error)
{
  int rc;

  if (undo->changeset == NULL)
    return TRUE;
  rc = sqlite3changeset_apply_v2 (conn->db, (int) g_bytes_get_size (undo->changeset),
                                  (void *) g_bytes_get_data (undo->changeset, NULL), NULL,
                                  on_conflict_cb, NULL, NULL, NULL,
                                  undo->redo ? 0 : SQLITE_CHANGESETAPPLY_INVERT);
  if (rc == SQLITE_OK)
    return TRUE;
  if (rc == SQLITE_ABORT)
    {
      undo->refused = TRUE;
      return clt_undo_find_conflicts (conn, undo, error);
    }
  return clt_conn_set_error_code (conn, error, rc, "apply a changeset");
}

static gboolean
write_event (CltConn *conn, CltUndo *undo, const char *who, GError **error)
{
  CltChainFacts facts = {
    .kind = undo->redo ? "redo" : "undo",
    .name = "",
    .detail = "",
    .who = who == NULL ? "" : who,
    .at = clt_now (),
    .version = undo->action,
  };
  g_autoptr (GBytes) chain = NULL;

  facts.id = clt_conn_next_id (conn, error);
  if (facts.id == 0)
    return FALSE;
  chain = clt_chain_extend (conn, &facts, error);
  if (chain == NULL ||
      !clt_conn_run (conn, error,
                     "INSERT INTO action_event (id, action, event, who, at, chain)"
                     " VALUES (?, ?, ?, ?, ?, ?)",
                     "iittib", facts.id, undo->action, facts.kind, facts.who, facts.at, chain))
    return FALSE;
  if (undo->redo)
    return clt_conn_run (conn, error,
                         "UPDATE action SET undone = 0, undone_seq = NULL WHERE id = ?", "i",
                         undo->action);
  return clt_conn_run (conn, error, "UPDATE action SET undone = 1, undone_seq = ? WHERE id = ?",
                       "ii", facts.id, undo->action);
}

/* Everything that may stand in the way is looked for before the refusal, so that one message
 * names it all. */
static gboolean
change_rows (CltConn *conn, CltUndo *undo, CltTouched *touched, GArray **blockers, GError **error)
{
  if (!clt_undo_check_bulk (conn, undo, error))
    return FALSE;
  if (!undo->refused && !clt_undo_swap_bulk (conn, undo, touched, error))
    return FALSE;
  if (!apply_changeset (conn, undo, error))
    return FALSE;
  if (!undo->refused && !clt_undo_check_references (conn, undo, error))
    return FALSE;
  if (undo->refused)
    {
      clt_undo_set_error (conn, undo, blockers, error);
      return FALSE;
    }
  return undo->changeset == NULL ||
         clt_changeset_add_touched (conn, undo->changeset, touched, NULL, error);
}

static gboolean
perform (CltConn *conn, CltUndo *undo, const char *who, GArray **blockers, GError **error)
{
  g_autoptr (CltTouched) touched = clt_touched_new ();

  if (!clt_conn_run (conn, error, "BEGIN IMMEDIATE", ""))
    return FALSE;
  if (load (conn, undo, error) && change_rows (conn, undo, touched, blockers, error) &&
      clt_conn_refresh_derived (conn, touched, error) && write_event (conn, undo, who, error) &&
      clt_conn_commit (conn, touched, error))
    return TRUE;
  clt_conn_rollback (conn);
  return FALSE;
}

static gboolean
undo_or_redo (CltConn *conn,
              gboolean redo,
              gint64 action,
              const char *who,
              gint64 *done,
              GArray **blockers,
              GError **error)
{
  g_auto (CltUndo) undo = { .action = action, .redo = redo };
  gboolean ok;

  g_return_val_if_fail (conn->recording == NULL, FALSE);

  undo.blocked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  if (done != NULL)
    *done = 0;
  if (blockers != NULL)
    *blockers = NULL;

  if (!clt_conn_run (conn, error, "PRAGMA foreign_keys = OFF", ""))
    return FALSE;
  ok = perform (conn, &undo, who, blockers, error);
  if (!clt_conn_run (conn, ok ? error : NULL, "PRAGMA foreign_keys = ON", ""))
    g_error ("%s: references cannot be switched on again", conn->path);
  if (ok && done != NULL)
    *done = undo.action;
  return ok;
}

gboolean
clt_action_undo (CltConn *conn,
                 gint64 action,
                 const char *who,
                 gint64 *undone,
                 GArray **blockers,
                 GError **error)
{
  return undo_or_redo (conn, FALSE, action, who, undone, blockers, error);
}

gboolean
clt_action_redo (CltConn *conn,
                 gint64 action,
                 const char *who,
                 gint64 *redone,
                 GArray **blockers,
                 GError **error)
{
  return undo_or_redo (conn, TRUE, action, who, redone, blockers, error);
}
