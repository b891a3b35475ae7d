/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-mark.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "core/store/clt-conn-private.h"

#define MAGIC G_GUINT64_CONSTANT (0x316b72614d746c43) /* "CltMark1" */

/* Written in one piece: a torn or damaged one does not add up. */
typedef struct
{
  guint64 magic, count, origin, check;
} Stored;

static guint64
compute_check (const Stored *stored)
{
  return stored->magic ^ (stored->count * G_GUINT64_CONSTANT (0xd6e8feb86659fd93)) ^
         (stored->origin << 1 | stored->origin >> 63);
}

static char *
get_name (const char *path)
{
  return g_strconcat (path, "-mark", NULL);
}

static gboolean
read_stored (int fd, CltMark *mark)
{
  Stored stored;

  if (pread (fd, &stored, sizeof stored, 0) != sizeof stored || stored.magic != MAGIC ||
      stored.check != compute_check (&stored))
    return FALSE;
  mark->count = stored.count;
  mark->origin = stored.origin;
  return TRUE;
}

gboolean
clt_mark_read (const char *path, CltMark *mark)
{
  g_autofree char *name = get_name (path);
  int fd = open (name, O_RDONLY | O_CLOEXEC);
  gboolean ok;

  if (fd < 0)
    return FALSE;
  ok = read_stored (fd, mark);
  close (fd);
  return ok;
}

gboolean
clt_mark_query (CltConn *conn, CltMark *mark, GError **error)
{
  gint64 count, origin;
  CltStmt *stmt;

  if (!clt_conn_get_int (conn, &count, 0, error, "SELECT value FROM counter WHERE id = 1", ""))
    return FALSE;
  mark->count = (guint64) count;
  if (conn->origin == 0)
    {
      g_autoptr (GBytes) chain = NULL;
      CltStep step;

      stmt = clt_conn_query (conn, error, "SELECT chain FROM action ORDER BY id LIMIT 1", "");
      step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);
      if (step == CLT_STEP_ERROR)
        return FALSE;
      if (step == CLT_STEP_ROW)
        {
          chain = clt_stmt_dup_blob (stmt, 0);
          if (g_bytes_get_size (chain) >= sizeof origin)
            memcpy (&origin, g_bytes_get_data (chain, NULL), sizeof origin);
          else
            origin = 0;
          conn->origin = (guint64) origin;
          clt_stmt_reset (stmt);
        }
    }
  mark->origin = conn->origin;
  return TRUE;
}

void
clt_mark_write (CltConn *conn, const CltMark *mark)
{
  Stored stored = { MAGIC, mark->count, mark->origin, 0 };
  CltMark before;

  if (conn->mark == -1)
    {
      g_autofree char *name = get_name (conn->path);

      conn->mark = open (name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
      if (conn->mark < 0)
        conn->mark = -2; /* not tried again */
    }
  if (conn->mark < 0)
    return;
  /* another program may be ahead */
  if (read_stored (conn->mark, &before) && before.origin == mark->origin &&
      before.count >= mark->count)
    return;
  stored.check = compute_check (&stored);
  if (pwrite (conn->mark, &stored, sizeof stored, 0) != sizeof stored)
    g_debug ("%s: the mark could not be written", conn->path);
}

void
clt_mark_remove (const char *path)
{
  g_autofree char *name = get_name (path);

  unlink (name);
}
