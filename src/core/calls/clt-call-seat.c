/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calls/clt-call-seat.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/base/clt-i18n.h"

/* More programs than anybody starts. */
#define MAX_SEATS 64

struct _CltCallSeat
{
  int fd; /* holds the lock */
  char *desk;
};

static gboolean
fail (GError **error, const char *path)
{
  const int code = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
               /* Translators: the path of a file; what the system says. */
               _ ("“%s” cannot be locked: %s. Calls cannot be kept apart from those of other "
                  "programs."),
               path, g_strerror (code));
  return FALSE;
}

/* Two machines on one network drive are two desks, whatever they are called. (transfer full) */
static char *
dup_machine (void)
{
  g_autofree char *id = NULL;

  if (g_file_get_contents ("/etc/machine-id", &id, NULL, NULL) && g_str_is_ascii (id) &&
      strlen (g_strstrip (id)) >= 8)
    return g_strndup (id, 8);
  return g_strdup (g_get_host_name ());
}

/* The file itself, by whatever name it was opened. (transfer full) */
static char *
dup_stem (const char *path, GError **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_runtime_dir (), "clientele", NULL);
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    {
      fail (error, path);
      return NULL;
    }
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      fail (error, folder);
      return NULL;
    }
  return g_strdup_printf ("%s/seat-%" G_GUINT64_FORMAT "-%" G_GUINT64_FORMAT, folder,
                          (guint64) info.st_dev, (guint64) info.st_ino);
}

/* @fd: (out): -1: somebody sits there. FALSE: it cannot be known. */
static gboolean
try_seat (const char *path, int *fd, GError **error)
{
  gboolean taken;

  *fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (*fd < 0)
    return fail (error, path);
  if (flock (*fd, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  taken = errno == EWOULDBLOCK;
  if (!taken)
    fail (error, path);
  close (*fd);
  *fd = -1;
  return taken;
}

CltCallSeat *
clt_call_seat_new (const char *path, GError **error)
{
  g_autofree char *stem = dup_stem (path, error);
  g_autofree char *machine = dup_machine ();

  for (int i = 0; stem != NULL && i < MAX_SEATS; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s-%d", stem, i);
      CltCallSeat *seat;
      int fd;

      if (!try_seat (name, &fd, error))
        return NULL;
      if (fd < 0)
        continue;
      seat = g_new0 (CltCallSeat, 1);
      seat->fd = fd;
      seat->desk = g_strdup_printf ("%s-%u-%d", machine, (guint) getuid (), i);
      return seat;
    }
  if (stem != NULL)
    {
      errno = EAGAIN;
      fail (error, stem);
    }
  return NULL;
}

void
clt_call_seat_free (CltCallSeat *seat)
{
  close (seat->fd);
  g_free (seat->desk);
  g_free (seat);
}

const char *
clt_call_seat_get_desk (const CltCallSeat *seat)
{
  return seat->desk;
}
