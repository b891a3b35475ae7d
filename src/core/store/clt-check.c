/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-backup.h"

#include "core/base/clt-i18n.h"
#include "core/store/clt-conn-private.h"
#include "core/store/clt-journal-private.h"
#include "core/store/clt-mark.h"
#include "core/store/clt-page-check.h"
#include "core/store/clt-page-owner.h"

/* First the bytes (SQLite's own check misses a quarter of single-bit damage), then the database.
 * A check changes nothing: it does not fold the WAL in, and where there is none it makes none. */

/* A damaged file may have a problem a page. */
#define N_SHOWN 20
#define N_TRIES 3
#define PAUSE 100000

static GPtrArray *added; /* CltCheckFunc */

void
clt_check_add (CltCheckFunc func)
{
  if (added == NULL)
    added = g_ptr_array_new ();
  if (!g_ptr_array_find (added, func, NULL))
    g_ptr_array_add (added, func);
}

static void
take_all (GPtrArray *problems, GPtrArray *more)
{
  g_ptr_array_extend_and_steal (problems, more);
}

/* The bytes */

typedef struct
{
  CltWalState *wal;
  CltPageState *pages;
} Bytes;

static void
bytes_clear (Bytes *bytes)
{
  g_clear_pointer (&bytes->wal, clt_wal_state_free);
  g_clear_pointer (&bytes->pages, clt_page_state_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bytes, bytes_clear)

static gboolean
read_bytes (Bytes *bytes, const char *path, GError **error)
{
  g_autofree char *shared = g_strconcat (path, "-shm", NULL);
  /* WAL and file are read one after the other; a program at work between them is not damage */
  int n = g_file_test (shared, G_FILE_TEST_EXISTS) ? N_TRIES : 1;

  for (int i = 0; i < n; i++)
    {
      if (i > 0)
        g_usleep (PAUSE);
      bytes_clear (bytes);
      bytes->wal = clt_wal_check (path, error);
      if (bytes->wal == NULL)
        return FALSE;
      bytes->pages = clt_page_check (path, bytes->wal, error);
      if (bytes->pages == NULL)
        return FALSE;
      if (bytes->wal->problems->len == 0 && bytes->pages->problems->len == 0 &&
          bytes->pages->bad->len == 0)
        break;
    }
  if (!bytes->pages->ours && bytes->wal->n_frames == 0)
    {
      g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_OURS,
                   _ ("“%s” is not a branch file. It was left untouched."), path);
      return FALSE;
    }
  return TRUE;
}

gboolean
clt_check_bytes (const char *path, GError **error)
{
  g_auto (Bytes) bytes = { NULL };
  const char *problem;

  if (!read_bytes (&bytes, path, error))
    return FALSE;
  if (bytes.wal->problems->len > 0)
    problem = bytes.wal->problems->pdata[0];
  else if (bytes.pages->problems->len > 0)
    problem = bytes.pages->problems->pdata[0];
  else if (bytes.pages->bad->len > 0)
    problem = _ ("Pages do not match their checksums.");
  else
    return TRUE;
  /* Translators: a file's name and a sentence about what is wrong with it. */
  g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_CORRUPT, _ ("“%s” is damaged: %s"), path,
               problem);
  return FALSE;
}

static void
tell_bad_pages (GPtrArray *problems, CltConn *conn, GArray *bad)
{
  for (guint i = 0; i < MIN (bad->len, N_SHOWN); i++)
    {
      guint32 number = g_array_index (bad, guint32, i);
      g_autofree char *owner = conn == NULL ? NULL : clt_page_find_owner (conn, number);

      if (owner != NULL)
        g_ptr_array_add (problems,
                         g_strdup_printf (_ ("Page %u (table %s) is damaged."), number, owner));
      else
        g_ptr_array_add (problems, g_strdup_printf (_ ("Page %u is damaged."), number));
    }
  if (bad->len > N_SHOWN)
    g_ptr_array_add (problems,
                     g_strdup_printf (ngettext ("%u more page is damaged.",
                                                "%u more pages are damaged.", bad->len - N_SHOWN),
                                      bad->len - N_SHOWN));
}

/* The database */

static gboolean
add_rows (CltConn *conn, GPtrArray *problems, const char *sql, const char *sound, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error, sql, "");
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    if (g_strcmp0 (clt_stmt_get_text (stmt, 0), sound) != 0)
      g_ptr_array_add (problems, g_strdup_printf (_ ("Database: %s"), clt_stmt_get_text (stmt, 0)));
  return step == CLT_STEP_DONE;
}

static gboolean
check_mark (CltConn *conn, GPtrArray *problems, GError **error)
{
  CltMark mark, found;

  if (!clt_mark_read (conn->path, &mark))
    return TRUE;
  if (!clt_mark_query (conn, &found, error))
    return FALSE;
  /* a mark that belongs to another file, one that was here before, says nothing */
  if (found.count < mark.count && (found.origin == mark.origin || found.origin == 0))
    g_ptr_array_add (problems, g_strdup (_ ("The newest actions are missing: more was committed"
                                            " than the file and its write-ahead log hold.")));
  return TRUE;
}

static gboolean
check_database (CltConn *conn, GPtrArray *problems, GError **error)
{
  GPtrArray *more;

  if (!check_mark (conn, problems, error) ||
      !add_rows (conn, problems, "PRAGMA integrity_check (20)", "ok", error) ||
      !add_rows (conn, problems,
                 "SELECT 'a row of ' || \"table\" || ' refers to a missing row of ' || parent"
                 " FROM pragma_foreign_key_check LIMIT 20",
                 NULL, error))
    return FALSE;
  more = clt_chain_check (conn, error);
  if (more == NULL)
    return FALSE;
  take_all (problems, more);
  for (guint i = 0; added != NULL && i < added->len; i++)
    {
      more = ((CltCheckFunc) added->pdata[i]) (conn, error);
      if (more == NULL)
        return FALSE;
      take_all (problems, more);
    }
  return TRUE;
}

static gboolean
is_of_the_file (const GError *error)
{
  return g_error_matches (error, CLT_STORE_ERROR, CLT_STORE_ERROR_SCHEMA_TOO_NEW) ||
         g_error_matches (error, CLT_STORE_ERROR, CLT_STORE_ERROR_READ_ONLY) ||
         g_error_matches (error, CLT_STORE_ERROR, CLT_STORE_ERROR_BUSY);
}

GPtrArray *
clt_check (const char *path, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_auto (Bytes) bytes = { NULL };
  g_autoptr (GError) local = NULL;
  g_autoptr (CltConn) conn = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND, _ ("“%s” does not exist."),
                   path);
      return NULL;
    }
  if (!read_bytes (&bytes, path, error))
    return NULL;

  conn = clt_conn_open_untouched (path, &local);
  tell_bad_pages (problems, conn, bytes.pages->bad);
  take_all (problems, g_ptr_array_ref (bytes.pages->problems));
  take_all (problems, g_ptr_array_ref (bytes.wal->problems));
  if (problems->len > 0)
    return g_steal_pointer (&problems);

  if (conn != NULL && check_database (conn, problems, &local))
    return g_steal_pointer (&problems);
  if (is_of_the_file (local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  g_ptr_array_add (problems, g_strdup (local->message));
  return g_steal_pointer (&problems);
}
