/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-document.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clt-i18n.h"
#include "core/rules/clt-settings.h"

static gboolean
set_io_error (GError **error, int code, const char *path)
{
  /* Translators: the file's path, then the system's reason */
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
               _ ("“%s” could not be written: %s. Nothing was exported; an older file of that name "
                  "is unchanged."),
               path, g_strerror (code));
  return FALSE;
}

gboolean
clt_document_init (CltDocument *document, const char *path, GError **error)
{
  g_autofree char *folder = NULL, *name = NULL, *hidden = NULL;
  int fd;

  document->path = g_canonicalize_filename (path, NULL);
  document->tmp_path = NULL;
  if (g_file_test (document->path, G_FILE_TEST_IS_DIR))
    return set_io_error (error, EISDIR, document->path);
  folder = g_path_get_dirname (document->path);
  name = g_path_get_basename (document->path);
  hidden = g_strdup_printf (".%s.XXXXXX", name);
  document->tmp_path = g_build_filename (folder, hidden, NULL);
  fd = g_mkstemp_full (document->tmp_path, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      int code = errno;

      g_clear_pointer (&document->tmp_path, g_free);
      return set_io_error (error, code, document->path);
    }
  return g_close (fd, error);
}

void
clt_document_clear (CltDocument *document)
{
  if (document->tmp_path != NULL)
    g_unlink (document->tmp_path);
  g_clear_pointer (&document->tmp_path, g_free);
  g_clear_pointer (&document->path, g_free);
}

char *
clt_document_dup_folder (const CltDocument *document)
{
  return g_path_get_dirname (document->path);
}

/* Everything of @path has reached the disk, and this is what it holds. */
static char *
sync_and_hash (const char *path, const char *shown, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *buffer = g_malloc (1 << 16);
  gssize n;
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  int code = errno;

  if (fd < 0)
    {
      set_io_error (error, code, shown);
      return NULL;
    }
  while ((n = read (fd, buffer, 1 << 16)) > 0 || (n < 0 && errno == EINTR))
    if (n > 0)
      g_checksum_update (checksum, buffer, n);
  if (n < 0 || fsync (fd) < 0)
    {
      code = errno;
      close (fd);
      set_io_error (error, code, shown);
      return NULL;
    }
  if (close (fd) < 0)
    {
      set_io_error (error, errno, shown);
      return NULL;
    }
  return g_strdup (g_checksum_get_string (checksum));
}

/* The name of the new file is on the disk too. */
static gboolean
sync_folder (const CltDocument *document, GError **error)
{
  g_autofree char *folder = clt_document_dup_folder (document);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean done = fd >= 0 && fsync (fd) == 0;
  int code = errno;

  if (fd >= 0)
    close (fd);
  return done || set_io_error (error, code, document->path);
}

static gboolean
log_export (CltConn *conn,
            const CltDocument *document,
            const CltExportRecord *record,
            const CltExportOptions *options,
            const char *sha256,
            GError **error)
{
  return clt_conn_run (conn, error,
                       "INSERT INTO export_log (at, who, kind, path, filter, rows, masked, purpose,"
                       " sha256) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                       "ittttiitt", clt_now (), options->who != NULL ? options->who : "",
                       record->kind, document->path, record->filter != NULL ? record->filter : "",
                       record->rows, (gint64) record->masked,
                       options->purpose != NULL ? options->purpose : "", sha256);
}

static gboolean
rename_into_place (CltDocument *document, GError **error)
{
  if (g_rename (document->tmp_path, document->path) < 0)
    return set_io_error (error, errno, document->path);
  g_clear_pointer (&document->tmp_path, g_free);
  return sync_folder (document, error);
}

/* The row of the log and the new name come together: the log is written on a connection of its
 * own, for exports read through one that must not write. */
gboolean
clt_document_commit (CltDocument *document,
                     CltConn *conn,
                     const CltExportRecord *record,
                     const CltExportOptions *options,
                     GError **error)
{
  g_autoptr (CltConn) writer = NULL;
  g_autofree char *sha256 = NULL;

  if (!clt_export_step (options, 1, error))
    return FALSE;
  sha256 = sync_and_hash (document->tmp_path, document->path, error);
  if (sha256 == NULL)
    return FALSE;
  writer = clt_conn_open (clt_conn_get_path (conn), CLT_CONN_WRITE, error);
  if (writer == NULL || !clt_conn_run (writer, error, "BEGIN IMMEDIATE", ""))
    return FALSE;
  if (!log_export (writer, document, record, options, sha256, error) ||
      !rename_into_place (document, error))
    {
      clt_conn_run (writer, NULL, "ROLLBACK", "");
      return FALSE;
    }
  return clt_conn_run (writer, error, "COMMIT", "");
}

gboolean
clt_export_step (const CltExportOptions *options, double fraction, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (options->cancellable, error))
    return FALSE;
  if (options->progress != NULL)
    options->progress (fraction, options->progress_data);
  return TRUE;
}

char *
clt_export_dup_branch (CltConn *conn)
{
  g_autofree char *name = clt_settings_get (conn, "branch.name", NULL);
  char *dot;

  if (name != NULL && *name != '\0')
    return g_steal_pointer (&name);
  g_free (name);
  name = g_path_get_basename (clt_conn_get_path (conn));
  dot = strrchr (name, '.');
  if (dot != NULL && dot != name)
    *dot = '\0';
  return g_steal_pointer (&name);
}

gboolean
clt_document_write (CltConn *conn,
                    GBytes *bytes,
                    const CltExportRecord *record,
                    const CltExportOptions *options,
                    GError **error)
{
  g_auto (CltDocument) document = { 0 };
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  /* in place: the document keeps its rights, and is renamed when it is whole */
  return clt_document_init (&document, options->path, error) &&
         g_file_set_contents_full (document.tmp_path, data, (gssize) size, G_FILE_SET_CONTENTS_NONE,
                                   0600, error) &&
         clt_document_commit (&document, conn, record, options, error);
}
