/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-conn-private.h"

#include <errno.h>
#include <unistd.h>

#include "core/base/clt-i18n.h"
#include "core/store/clt-page-vfs.h"

/* SQLite's codes as errors with a sentence for people: what happened, what is unchanged, what to
 * do. The statement and SQLite's own words go to the debug log. */

G_DEFINE_QUARK (clt_store_error, clt_store_error)

static int
code_from_errno (int number)
{
  switch (number)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return CLT_STORE_ERROR_FULL;
    case EROFS:
    case EACCES:
    case EPERM:
      return CLT_STORE_ERROR_READ_ONLY;
    default:
      return CLT_STORE_ERROR_FAILED;
    }
}

static int
code_from_sqlite (int rc, int system_errno)
{
  switch (rc & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return CLT_STORE_ERROR_BUSY;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
      return CLT_STORE_ERROR_CONSTRAINT;
    case SQLITE_CORRUPT:
      return CLT_STORE_ERROR_CORRUPT;
    case SQLITE_NOTADB:
      return CLT_STORE_ERROR_NOT_OURS;
    case SQLITE_FULL:
      return CLT_STORE_ERROR_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return CLT_STORE_ERROR_READ_ONLY;
    case SQLITE_CANTOPEN:
      return code_from_errno (system_errno) == CLT_STORE_ERROR_FAILED
               ? CLT_STORE_ERROR_NOT_FOUND
               : code_from_errno (system_errno);
    case SQLITE_IOERR:
      return code_from_errno (system_errno);
    default:
      return CLT_STORE_ERROR_FAILED;
    }
}

/* Each has one placeholder: the file. */
static const char *
get_sentence (int code)
{
  switch (code)
    {
    case CLT_STORE_ERROR_BUSY:
      return _ ("“%s” is being written by another program. Nothing was changed; try again in a"
                " moment.");
    case CLT_STORE_ERROR_CONSTRAINT:
      return _ ("The rules of “%s” forbid this entry. Nothing was changed.");
    case CLT_STORE_ERROR_CORRUPT:
      return _ ("“%s” is damaged. Nothing was changed; run a check and restore a backup.");
    case CLT_STORE_ERROR_NOT_OURS:
      return _ ("“%s” is not a branch file. It was left untouched.");
    case CLT_STORE_ERROR_FULL:
      return _ ("There is no space left for “%s”. Nothing was changed; free some space and do it"
                " again.");
    case CLT_STORE_ERROR_READ_ONLY:
      return _ ("“%s” cannot be written: the file, its folder or its disk is read-only. Nothing was"
                " changed.");
    case CLT_STORE_ERROR_NOT_FOUND:
      return _ (
        "“%s” cannot be opened. Check that its folder exists and that you may write there.");
    default:
      return _ ("“%s” could not be read or written. Nothing was changed.");
    }
}

/* SQLite says of a file without a writable place for its WAL only that it cannot be opened. */
static gboolean
is_read_only (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return access (path, F_OK) == 0 && (access (path, W_OK) != 0 || access (folder, W_OK) != 0);
}

static void
set_error (CltConn *conn, GError **error, int rc, const char *doing, const char *words)
{
  int reason = sqlite3_system_errno (conn->db), written = clt_page_vfs_take_errno ();
  int code = code_from_sqlite (rc, written != 0 ? written : reason);
  g_autoptr (GString) sentence = NULL;

  if (code == CLT_STORE_ERROR_NOT_FOUND && is_read_only (conn->path))
    code = CLT_STORE_ERROR_READ_ONLY;
  sentence = g_string_new (get_sentence (code));

  g_debug ("%s: %s: %s (%d)", conn->path, doing, words, rc);
  g_string_replace (sentence, "%s", conn->path, 1);
  /* a rule's name helps whoever looks for the reason; other words of SQLite's do not */
  if (code == CLT_STORE_ERROR_CONSTRAINT || code == CLT_STORE_ERROR_FAILED)
    g_string_append_printf (sentence, " (%s)", words);
  g_set_error_literal (error, CLT_STORE_ERROR, code, sentence->str);
}

gboolean
clt_conn_set_error (CltConn *conn, GError **error, const char *doing)
{
  int rc = sqlite3_extended_errcode (conn->db);

  if ((rc & 0xff) == SQLITE_INTERRUPT)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled."));
  else
    set_error (conn, error, rc, doing, sqlite3_errmsg (conn->db));
  return FALSE;
}

gboolean
clt_conn_set_error_code (CltConn *conn, GError **error, int code, const char *doing)
{
  if ((code & 0xff) == SQLITE_INTERRUPT)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled."));
  else
    set_error (conn, error, code, doing, sqlite3_errstr (code));
  return FALSE;
}

gboolean
clt_store_refuse (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID, format, args);
  va_end (args);
  return FALSE;
}
