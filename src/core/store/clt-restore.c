/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-backup-private.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/store/clt-action.h"
#include "core/store/clt-conn-private.h"
#include "core/store/clt-filesystem.h"
#include "core/store/clt-mark.h"

static const struct
{
  const char *table;
  const char *label;
} shown[] = {
  { "client", N_ ("clients") },
  { "account", N_ ("accounts") },
  { "staff", N_ ("members of staff") },
  { "assignment", N_ ("assignments") },
  { "rule", N_ ("rules") },
  { "funds_daily", N_ ("daily funds") },
  { "trade", N_ ("trades") },
  { "position", N_ ("positions") },
  { "action", N_ ("actions") },
};

/* The preview */

static char *
describe_newest (CltConn *conn)
{
  gint64 id = 0;

  clt_conn_get_int (conn, &id, 0, NULL, "SELECT max (id) FROM action", "");
  return id == 0 ? g_strdup (_ ("nothing")) : clt_action_describe (conn, id);
}

static gboolean
compare_tables (CltConn *now, CltConn *then, GPtrArray *sentences, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", shown[i].table);
      gint64 before, after;

      if (!clt_conn_get_int (now, &before, 0, error, sql, "") ||
          !clt_conn_get_int (then, &after, 0, error, sql, ""))
        return FALSE;
      if (before != after)
        {
          g_autofree char *first = g_strdup_printf ("%" G_GINT64_FORMAT, before);
          g_autofree char *second = g_strdup_printf ("%" G_GINT64_FORMAT, after);

          /* Translators: what is counted, how many now, how many after the restore. */
          g_ptr_array_add (sentences, g_strdup_printf (_ ("%s: %s now, %s then."),
                                                       g_dgettext (GETTEXT_PACKAGE, shown[i].label),
                                                       first, second));
        }
    }
  return TRUE;
}

GPtrArray *
clt_restore_preview (const char *path, const char *source, GError **error)
{
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CltConn) then = clt_conn_open (source, CLT_CONN_READ, error);
  g_autoptr (CltConn) now = NULL;
  g_autofree char *newest_then = NULL;
  g_autofree char *newest_now = NULL;

  if (then == NULL)
    return NULL;
  newest_then = describe_newest (then);
  /* what is restored over may be damaged or gone */
  now = clt_conn_open (path, CLT_CONN_READ, NULL);
  if (now == NULL || !compare_tables (now, then, sentences, NULL))
    g_ptr_array_add (sentences, g_strdup_printf (_ ("“%s” cannot be read now."), path));
  else
    {
      newest_now = describe_newest (now);
      g_ptr_array_add (sentences, g_strdup_printf (_ ("Newest action now: %s."), newest_now));
    }
  g_ptr_array_add (sentences, g_strdup_printf (_ ("Newest action then: %s."), newest_then));
  return g_steal_pointer (&sentences);
}

/* Restoring */

static gboolean
copy_bytes (const char *from, const char *to, GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) dest = g_file_new_for_path (to);

  return g_file_copy (source, dest, G_FILE_COPY_NOFOLLOW_SYMLINKS, NULL, NULL, NULL, error) &&
         clt_filesystem_sync_file (to, error);
}

/* A damaged file is kept byte by byte, with its WAL: something may be saved from it. */
static char *
keep_damaged (const char *path, GError **error)
{
  g_autofree char *name = clt_backup_dup_name (path, TRUE, error);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *wal_name = name == NULL ? NULL : g_strconcat (name, "-wal", NULL);

  if (name == NULL || !copy_bytes (path, name, error))
    return NULL;
  if (g_file_test (wal, G_FILE_TEST_EXISTS) && !copy_bytes (wal, wal_name, error))
    return NULL;
  return g_steal_pointer (&name);
}

static char *
keep_present (const char *path, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *kept = clt_backup_keep (path, &local);

  if (kept != NULL)
    return kept;
  if (g_error_matches (local, CLT_STORE_ERROR, CLT_STORE_ERROR_CORRUPT) ||
      g_error_matches (local, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_OURS))
    return keep_damaged (path, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* Folds the WAL in and takes it away. A program that has the file open would go on writing to a
 * file without a name. */
static gboolean
check_unused (const char *path, GError **error)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autoptr (CltConn) conn = clt_conn_open (path, CLT_CONN_WRITE, NULL);
  gboolean busy = FALSE;

  if (conn == NULL)
    return TRUE; /* damaged */
  sqlite3_busy_timeout (conn->db, 0);
  busy = sqlite3_exec (conn->db, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT", NULL,
                       NULL, NULL) != SQLITE_OK;
  g_clear_pointer (&conn, clt_conn_close);
  if (!busy && !g_file_test (wal, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_BUSY,
               _ ("“%s” is open in another program. Nothing was changed; close it there first."),
               path);
  return FALSE;
}

static gboolean
check_source (const char *source, GError **error)
{
  g_autoptr (GPtrArray) problems = clt_check (source, error);

  if (problems == NULL || problems->len == 0)
    return problems != NULL;
  g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_CORRUPT,
               /* Translators: a file's name and a sentence about what is wrong with it. */
               _ ("“%s” is damaged, so nothing was restored: %s"), source,
               (const char *) problems->pdata[0]);
  return FALSE;
}

static gboolean
replace (const char *path, const char *made, GError **error)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);

  /* SQLite would play a WAL that is left into the new file */
  g_unlink (wal);
  g_unlink (shm);
  if (g_rename (made, path) != 0)
    {
      g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_FAILED, _ ("“%s” cannot be written."),
                   path);
      return FALSE;
    }
  clt_mark_remove (path);
  return clt_filesystem_sync_folder (path, error);
}

gboolean
clt_restore (const char *path, const char *source, char **kept, GError **error)
{
  g_autofree char *copy = NULL;
  g_autofree char *before = NULL;
  gboolean exists = g_file_test (path, G_FILE_TEST_EXISTS);

  if (kept != NULL)
    *kept = NULL;
  if (!clt_filesystem_check (path, error) || !check_source (source, error) ||
      (exists && !check_unused (path, error)))
    return FALSE;
  if (exists)
    {
      before = keep_present (path, error);
      if (before == NULL)
        return FALSE;
    }
  copy = clt_backup_make_copy (source, path, NULL, NULL, NULL, error);
  if (copy == NULL)
    return FALSE;
  if (!replace (path, copy, error))
    {
      clt_filesystem_remove_database (copy);
      return FALSE;
    }
  if (kept != NULL)
    *kept = g_steal_pointer (&before);
  return TRUE;
}
