/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* renameat2 */

#include "core/store/clt-filesystem.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "core/base/clt-i18n.h"
#include "core/store/clt-conn.h"

#define FUSE 0x65735546

/* statfs(2) and linux/magic.h */
static const guint64 network_magics[] = {
  0x6969,     /* NFS */
  0x517b,     /* SMB */
  0xff534d42, /* CIFS */
  0xfe534d42, /* SMB2 */
  0x5346414f, /* AFS */
  0x6b414653, /* kAFS */
  0x73757245, /* Coda */
  0x564c,     /* NCP */
  0x00c36400, /* Ceph */
  0x0bd00bd0, /* Lustre */
};

static const char *const network_fuses[] = {
  "fuse.sshfs",     "fuse.gvfsd-fuse", "fuse.davfs",    "fuse.rclone", "fuse.glusterfs",
  "fuse.curlftpfs", "fuse.s3fs",       "fuse.smbnetfs", "fuse.cephfs", "fuse.nfs",
};

gboolean
clt_filesystem_is_network (guint64 magic, const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (network_magics); i++)
    if (magic == network_magics[i])
      return TRUE;
  for (guint i = 0; magic == FUSE && i < G_N_ELEMENTS (network_fuses); i++)
    if (g_strcmp0 (type, network_fuses[i]) == 0)
      return TRUE;
  return FALSE;
}

/* From /proc/self/mountinfo: "id parent major:minor … - type source options". */
static char *
dup_type (dev_t device)
{
  g_autofree char *text = NULL;
  g_autofree char *id = g_strdup_printf (" %u:%u ", major (device), minor (device));
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents ("/proc/self/mountinfo", &text, NULL, NULL))
    return NULL;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *behind = strstr (lines[i], " - ");

      if (behind != NULL && strstr (lines[i], id) != NULL)
        return g_strndup (behind + 3, strcspn (behind + 3, " "));
    }
  return NULL;
}

gboolean
clt_filesystem_check (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  const char *place = g_file_test (path, G_FILE_TEST_EXISTS) ? path : folder;
  g_autofree char *type = NULL;
  struct statfs system;
  struct stat status;

  if (statfs (place, &system) != 0 || stat (place, &status) != 0)
    return TRUE; /* opening it will tell the reason */
  if ((guint64) system.f_type == FUSE)
    type = dup_type (status.st_dev);
  if (!clt_filesystem_is_network ((guint64) system.f_type & 0xffffffff, type))
    return TRUE;
  g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NETWORK,
               _ ("“%s” is on a network share, where programs cannot see each other's locks and the"
                  " file would be damaged. Nothing was changed; keep it on a local disk."),
               path);
  return FALSE;
}

static gboolean
fail (GError **error, const char *path, int number)
{
  int code = number == ENOSPC || number == EDQUOT || number == EFBIG  ? CLT_STORE_ERROR_FULL
             : number == EROFS || number == EACCES || number == EPERM ? CLT_STORE_ERROR_READ_ONLY
             : number == ENOENT || number == ENOTDIR                  ? CLT_STORE_ERROR_NOT_FOUND
                                                                      : CLT_STORE_ERROR_FAILED;

  /* Translators: a file's name and the reason. */
  g_set_error (error, CLT_STORE_ERROR, code, _ ("“%s” cannot be written: %s."), path,
               g_strerror (number));
  return FALSE;
}

static gboolean
sync_path (const char *path, int flags, GError **error)
{
  int fd = open (path, flags | O_CLOEXEC);
  int number = errno;
  gboolean ok;

  if (fd < 0)
    return fail (error, path, number);
  ok = fsync (fd) == 0;
  number = errno;
  close (fd);
  return ok || fail (error, path, number);
}

gboolean
clt_filesystem_sync_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return sync_path (folder, O_RDONLY | O_DIRECTORY, error);
}

gboolean
clt_filesystem_sync_file (const char *path, GError **error)
{
  return sync_path (path, O_RDONLY, error);
}

gboolean
clt_filesystem_rename_new (const char *from, const char *to, GError **error)
{
  int rc = renameat2 (AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);

  /* some file systems cannot do it in one step */
  if (rc != 0 && errno == EINVAL && !g_file_test (to, G_FILE_TEST_EXISTS))
    rc = g_rename (from, to);
  if (rc == 0)
    return clt_filesystem_sync_folder (to, error);
  if (errno != EEXIST)
    return fail (error, to, errno);
  g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_EXISTS,
               _ ("“%s” exists already. It was left untouched; choose another name."), to);
  return FALSE;
}

char *
clt_filesystem_make_beside (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_strdup_printf (".%s.XXXXXX", base);
  g_autofree char *made = g_build_filename (folder, name, NULL);
  int fd = g_mkstemp_full (made, O_RDWR | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      fail (error, path, errno);
      return NULL;
    }
  close (fd);
  return g_steal_pointer (&made);
}

void
clt_filesystem_remove_database (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm", "-journal", "-mark" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (path, endings[i], NULL);

      g_unlink (name);
    }
}
