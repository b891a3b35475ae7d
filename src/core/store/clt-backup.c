/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-backup.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/clt-i18n.h"
#include "core/store/clt-backup-private.h"
#include "core/store/clt-conn-private.h"
#include "core/store/clt-filesystem.h"
#include "core/store/clt-mark.h"
#include "core/store/clt-page-vfs.h"

#define N_PAGES_A_STEP 512
#define PAUSE_MS 20

/* Copying */

typedef struct
{
  CltProgressFunc progress;
  gpointer data;
  GCancellable *cancellable;
} Watcher;

static gboolean
run_steps (CltConn *from, sqlite3_backup *backup, const Watcher *watcher, GError **error)
{
  int rc = SQLITE_OK;

  while (rc != SQLITE_DONE)
    {
      int total;

      if (g_cancellable_set_error_if_cancelled (watcher->cancellable, error))
        return FALSE;
      rc = sqlite3_backup_step (backup, N_PAGES_A_STEP);
      total = sqlite3_backup_pagecount (backup);
      if (rc == SQLITE_BUSY || rc == SQLITE_LOCKED)
        sqlite3_sleep (PAUSE_MS);
      else if (rc != SQLITE_OK && rc != SQLITE_DONE)
        return clt_conn_set_error_code (from, error, rc, "copy");
      if (watcher->progress != NULL && total > 0)
        watcher->progress (1 - (double) sqlite3_backup_remaining (backup) / total, watcher->data);
    }
  if (watcher->progress != NULL)
    watcher->progress (1, watcher->data);
  return TRUE;
}

static gboolean
copy_into (CltConn *from, sqlite3 *to, const Watcher *watcher, GError **error)
{
  sqlite3_backup *backup;
  gboolean ok;
  int rc;

  /* the copy is worth nothing until it is whole and synced, so it needs no journal of its own */
  rc = sqlite3_exec (to, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", NULL, NULL, NULL);
  if (rc == SQLITE_OK)
    rc = clt_page_vfs_seal (to);
  if (rc != SQLITE_OK)
    return clt_conn_set_error_code (from, error, rc, "copy");
  backup = sqlite3_backup_init (to, "main", from->db, "main");
  if (backup == NULL)
    return clt_conn_set_error_code (from, error, sqlite3_errcode (to), "copy");
  ok = run_steps (from, backup, watcher, error);
  rc = sqlite3_backup_finish (backup);
  return ok && (rc == SQLITE_OK || clt_conn_set_error_code (from, error, rc, "copy"));
}

/* What tells that a copy is the state that was copied. */
static gboolean
query_state (CltConn *conn, CltBranchState *state, GError **error)
{
  CltMark mark;
  CltStmt *stmt;

  if (!clt_mark_query (conn, &mark, error))
    return FALSE;
  state->count = mark.count;
  state->origin = mark.origin;
  stmt = clt_conn_query (conn, error, "SELECT hex (chain) FROM counter", "");
  if (stmt == NULL || clt_stmt_step (stmt, error) != CLT_STEP_ROW)
    return FALSE;
  g_strlcpy (state->chain, clt_stmt_get_text (stmt, 0), sizeof state->chain);
  clt_stmt_reset (stmt);
  return TRUE;
}

gboolean
clt_backup_query_state (const char *path, CltBranchState *state, GError **error)
{
  g_autoptr (CltConn) conn = clt_conn_open_untouched (path, error);

  return conn != NULL && query_state (conn, state, error);
}

static gboolean
verify (const char *path, const CltBranchState *expected, GError **error)
{
  CltBranchState found;

  if (!clt_check_bytes (path, error) || !clt_backup_query_state (path, &found, error))
    return FALSE;
  if (found.count == expected->count && strcmp (found.chain, expected->chain) == 0)
    return TRUE;
  g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_CORRUPT,
               _ ("The copy “%s” does not hold what was copied, so it was thrown away."), path);
  return FALSE;
}

/* One snapshot, whatever others write meanwhile. */
static gboolean
copy_snapshot (const char *path,
               const char *made,
               const Watcher *watcher,
               CltBranchState *state,
               GError **error)
{
  g_autoptr (CltConn) from = clt_conn_open (path, CLT_CONN_READ, error);
  sqlite3 *to = NULL;
  gboolean ok;
  int rc;

  if (from == NULL || !clt_conn_begin_read (from, error))
    return FALSE;
  ok = query_state (from, state, error);
  if (ok)
    {
      rc = sqlite3_open_v2 (made, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                            clt_page_vfs_get_name ());
      ok = rc == SQLITE_OK ? copy_into (from, to, watcher, error)
                           : clt_conn_set_error_code (from, error, rc, "copy");
      sqlite3_close (to);
    }
  clt_conn_end_read (from);
  return ok;
}

char *
clt_backup_make_copy (const char *path,
                      const char *beside,
                      CltProgressFunc progress,
                      gpointer data,
                      GCancellable *cancellable,
                      GError **error)
{
  const Watcher watcher = { progress, data, cancellable };
  g_autofree char *made = NULL;
  CltBranchState state;

  if (!clt_check_bytes (path, error))
    return NULL;
  made = clt_filesystem_make_beside (beside, error);
  if (made == NULL)
    return NULL;
  if (copy_snapshot (path, made, &watcher, &state, error) &&
      clt_filesystem_sync_file (made, error) && verify (made, &state, error))
    return g_steal_pointer (&made);
  clt_filesystem_remove_database (made);
  return NULL;
}

/* Where it goes */

static gboolean
refuse (const char *dest, const char *sentence, GError **error)
{
  g_autoptr (GString) text = g_string_new (sentence);

  g_string_replace (text, "%s", dest, 1);
  g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_EXISTS, text->str);
  return FALSE;
}

static gboolean
may_overwrite (const char *path, const char *dest, GError **error)
{
  g_autofree char *wal = g_strconcat (dest, "-wal", NULL);
  CltBranchState ours, theirs;
  GStatBuf from, to;

  if (g_stat (dest, &to) != 0)
    return TRUE;
  if (g_stat (path, &from) == 0 && from.st_dev == to.st_dev && from.st_ino == to.st_ino)
    return refuse (dest, _ ("“%s” is the branch file itself. Choose another name."), error);
  if (g_file_test (wal, G_FILE_TEST_EXISTS))
    return refuse (dest, _ ("“%s” is in use. It was left untouched; choose another name."), error);
  if (!clt_backup_query_state (path, &ours, error))
    return FALSE;
  if (!clt_backup_query_state (dest, &theirs, NULL))
    return refuse (dest,
                   _ ("“%s” exists already and is not a branch file. It was left untouched; choose"
                      " another name."),
                   error);
  /* one in which nothing was done yet has no origin, and nothing to lose */
  if ((theirs.origin != ours.origin && theirs.origin != 0) || theirs.count > ours.count)
    return refuse (dest,
                   _ ("“%s” exists already and is not an older copy of this branch. It was left"
                      " untouched; choose another name."),
                   error);
  return TRUE;
}

gboolean
clt_backup (const char *path,
            const char *dest,
            CltProgressFunc progress,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *made = NULL;
  int code;

  /* a missing or foreign file gets its own message */
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND, _ ("“%s” does not exist."),
                   path);
      return FALSE;
    }
  if (!may_overwrite (path, dest, error))
    return FALSE;
  made = clt_backup_make_copy (path, dest, progress, data, cancellable, error);
  if (made == NULL)
    return FALSE;
  code = g_rename (made, dest);
  if (code != 0)
    {
      clt_filesystem_remove_database (made);
      g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_FAILED, _ ("“%s” cannot be written."),
                   dest);
      return FALSE;
    }
  clt_mark_remove (dest);
  return clt_filesystem_sync_folder (dest, error);
}
