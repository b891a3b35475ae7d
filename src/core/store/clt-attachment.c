/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-attachment.h"

#include "core/base/clt-i18n.h"
#include "core/store/clt-conn-private.h"

void
clt_attachment_free (CltAttachment *attachment)
{
  g_free (attachment->name);
  g_free (attachment->media_type);
  g_free (attachment);
}

static gboolean
store_bytes (CltConn *conn, GBytes *bytes, const char *sha256, GError **error)
{
  return clt_conn_run (conn, error,
                       "INSERT INTO blob (sha256, data) VALUES (?, ?)"
                       " ON CONFLICT (sha256) DO NOTHING",
                       "tb", sha256, bytes);
}

static gboolean
check_size (const char *name, goffset size, GError **error)
{
  if (size <= CLT_ATTACHMENT_MAX)
    return TRUE;
  return clt_store_refuse (error,
                           /* Translators: a file's name, then a number of MiB. */
                           _ ("“%s” is larger than %d MiB; it was not attached."), name,
                           CLT_ATTACHMENT_MAX / 1024 / 1024);
}

gint64
clt_attachment_add (CltConn *conn,
                    const char *owner,
                    gint64 owner_id,
                    const char *name,
                    GBytes *bytes,
                    GError **error)
{
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *content_type = NULL, *media_type = NULL;
  gsize size;
  const guchar *data = g_bytes_get_data (bytes, &size);
  gint64 id;

  if (!check_size (name, (goffset) size, error))
    return 0;
  content_type = g_content_type_guess (name, data, size, NULL);
  media_type = g_content_type_get_mime_type (content_type);
  id = clt_conn_new_id (conn, error);
  if (id == 0 || !store_bytes (conn, bytes, sha256, error) ||
      !clt_conn_run (conn, error,
                     "INSERT INTO attachment (id, owner, owner_id, name, media_type, size, sha256)"
                     " VALUES (?, ?, ?, ?, ?, ?, ?)",
                     "itittit", id, owner, owner_id, name,
                     media_type == NULL ? "application/octet-stream" : media_type, (gint64) size,
                     sha256))
    return 0;
  return id;
}

gint64
clt_attachment_add_file (CltConn *conn,
                         const char *owner,
                         gint64 owner_id,
                         const char *path,
                         GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info =
    g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, error);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = g_path_get_basename (path);

  /* what is too large is not even read */
  if (info == NULL || !check_size (name, g_file_info_get_size (info), error))
    return 0;
  bytes = g_file_load_bytes (file, NULL, NULL, error);
  return bytes == NULL ? 0 : clt_attachment_add (conn, owner, owner_id, name, bytes, error);
}

gboolean
clt_attachment_remove (CltConn *conn, gint64 id, GError **error)
{
  return clt_conn_run (conn, error, "DELETE FROM attachment WHERE id = ?", "i", id);
}

gboolean
clt_attachment_copy_all (CltConn *conn, const char *owner, gint64 from, gint64 to, GError **error)
{
  g_autoptr (GPtrArray) attachments = clt_attachment_list (conn, owner, from, error);

  if (attachments == NULL)
    return FALSE;
  for (guint i = 0; i < attachments->len; i++)
    {
      const CltAttachment *attachment = attachments->pdata[i];
      gint64 id = clt_conn_new_id (conn, error);

      if (id == 0 ||
          !clt_conn_run (conn, error,
                         "INSERT INTO attachment (id, owner, owner_id, name, media_type, size,"
                         " sha256) SELECT ?, owner, ?, name, media_type, size, sha256"
                         " FROM attachment WHERE id = ?",
                         "iii", id, to, attachment->id))
        return FALSE;
    }
  return TRUE;
}

static gpointer
read_attachment (CltStmt *stmt)
{
  CltAttachment *attachment = g_new0 (CltAttachment, 1);

  attachment->id = clt_stmt_get_int (stmt, 0);
  attachment->name = g_strdup (clt_stmt_get_text (stmt, 1));
  attachment->media_type = g_strdup (clt_stmt_get_text (stmt, 2));
  attachment->size = clt_stmt_get_int (stmt, 3);
  return attachment;
}

GPtrArray *
clt_attachment_list (CltConn *conn, const char *owner, gint64 owner_id, GError **error)
{
  return clt_stmt_read_all (clt_conn_query (conn, error,
                                            "SELECT id, name, media_type, size FROM attachment"
                                            " WHERE owner = ? AND owner_id = ? ORDER BY name, id",
                                            "ti", owner, owner_id),
                            read_attachment, (GDestroyNotify) clt_attachment_free, error);
}

GBytes *
clt_attachment_load (CltConn *conn, gint64 id, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT b.data FROM attachment AS a JOIN blob AS b"
                                  " ON b.sha256 = a.sha256 WHERE a.id = ?",
                                  "i", id);
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);
  GBytes *bytes = NULL;

  if (step == CLT_STEP_ROW)
    bytes = clt_stmt_dup_blob (stmt, 0);
  else if (step == CLT_STEP_DONE)
    g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                         _ ("This attachment does not exist any more."));
  if (stmt != NULL)
    clt_stmt_reset (stmt);
  return bytes;
}
