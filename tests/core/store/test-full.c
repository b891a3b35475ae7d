/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* unshare */

#include "core/store/clt-action.h"
#include "core/store/clt-backup.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/clt-test-branch.h"
#include "support/clt-test-work.h"

/* No space: the error says so, nothing is half done, and once there is space the next action works
 * without a restart. Where this process may mount, the disk is a tmpfs of every size in turn;
 * everywhere, files may not grow beyond a limit. */

#define BALLAST (64 * 1024)
#define STEP (16 * 4096)
#define LAST (4 * 1024 * 1024)

static gboolean
is_of_space (const GError *error)
{
  return g_error_matches (error, CLT_STORE_ERROR, CLT_STORE_ERROR_FULL);
}

/* Works until there is no space. Returns: FALSE when there was enough. */
static gboolean
fill (CltConn *conn, GRand *random)
{
  for (int i = 0; i < 400; i++)
    {
      g_autofree char *before = i % 8 == 0 ? clt_test_hash_branch (conn) : NULL;
      g_autoptr (GError) error = NULL;
      gint64 id = 0;

      if (clt_test_work_do (conn, random, &id, &error))
        continue;
      if (!is_of_space (error))
        g_error ("%s", error->message);
      g_assert_cmpint (id, ==, 0);
      if (before != NULL)
        {
          g_autofree char *after = clt_test_hash_branch (conn);

          g_assert_cmpstr (after, ==, before);
        }
      return TRUE;
    }
  return FALSE;
}

static void
assert_sound (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = clt_check (path, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (const char *) problems->pdata[i]);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
assert_works (CltConn *conn, GRand *random)
{
  g_autoptr (GError) error = NULL;

  clt_test_work_do_kind (conn, random, 0, NULL, &error);
  clt_test_work_do_kind (conn, random, 9, NULL, &error);
  g_assert_no_error (error);
}

/* A disk of some size */

static gboolean
mount_disk (const char *dir, guint size)
{
  g_autofree char *options = g_strdup_printf ("size=%u,mode=0700", size);

  return mount ("tmpfs", dir, "tmpfs", 0, options) == 0;
}

/* Returns: whether the branch fitted at all. */
static gboolean
try_size (const char *dir, GRand *random, guint size, int *n_full)
{
  g_autofree char *path = g_build_filename (dir, "b.clientele", NULL);
  g_autofree char *ballast = g_build_filename (dir, "ballast", NULL);
  g_autofree char *zeros = g_malloc0 (BALLAST);
  g_autoptr (GError) error = NULL;
  CltConn *conn;

  g_assert_true (mount_disk (dir, size));
  g_file_set_contents (ballast, zeros, BALLAST, NULL);
  conn = clt_conn_open (path, CLT_CONN_CREATE, &error);
  if (conn == NULL)
    {
      g_assert_true (is_of_space (error));
      /* whole or not there; with space it can be made */
      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        {
          g_assert_cmpint (mount ("tmpfs", dir, "tmpfs", MS_REMOUNT, "size=16m"), ==, 0);
          conn = clt_conn_open (path, CLT_CONN_CREATE, NULL);
        }
      else
        {
          g_assert_cmpint (mount ("tmpfs", dir, "tmpfs", MS_REMOUNT, "size=16m"), ==, 0);
          conn = clt_conn_open (path, CLT_CONN_WRITE, NULL);
        }
      g_assert_nonnull (conn);
    }
  else if (fill (conn, random))
    {
      (*n_full)++;
      g_assert_cmpint (mount ("tmpfs", dir, "tmpfs", MS_REMOUNT, "size=16m"), ==, 0);
    }
  assert_works (conn, random);
  clt_conn_close (conn);
  assert_sound (path);
  g_assert_cmpint (umount (dir), ==, 0);
  return error == NULL;
}

static void
test_disks (void)
{
  g_autofree char *dir = clt_test_dir_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  int n_full = 0, n_fitted = 0;

  for (guint size = 64 * 1024; size <= LAST; size += STEP)
    n_fitted += try_size (dir, random, size, &n_full);
  g_test_message ("%d disks held the new branch, %d of them got full", n_fitted, n_full);
  g_assert_cmpint (n_fitted, >, 20);
  g_assert_cmpint (n_full, >, 3);
  clt_test_dir_remove (dir);
}

/* A read-only disk: the message says so. */
static void
test_read_only (void)
{
  g_autofree char *dir = clt_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "b.clientele", NULL);
  g_autofree char *other = g_build_filename (dir, "c.clientele", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;

  g_assert_true (mount_disk (dir, LAST));
  clt_conn_close (clt_conn_open (path, CLT_CONN_CREATE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (mount ("tmpfs", dir, "tmpfs", MS_REMOUNT | MS_RDONLY, NULL), ==, 0);
  g_assert_null (clt_conn_open (other, CLT_CONN_CREATE, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_null (clt_conn_open (path, CLT_CONN_WRITE, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_READ_ONLY);
  g_clear_error (&error);
  assert_sound (path);
  g_assert_cmpint (umount (dir), ==, 0);
  clt_test_dir_remove (dir);
}

/* A limit on the size of files */

static void
set_limit (rlim_t size)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = size;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
test_limits (void)
{
  g_autofree char *dir = clt_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "b.clientele", NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  g_autoptr (GError) error = NULL;
  CltConn *conn = clt_conn_open (path, CLT_CONN_CREATE, &error);
  int n_full = 0;

  g_assert_no_error (error);
  signal (SIGXFSZ, SIG_IGN);
  for (rlim_t size = 40000; size < 1000000; size += 60000)
    {
      set_limit (size);
      n_full += fill (conn, random);
      set_limit (RLIM_INFINITY);
      assert_works (conn, random);
      clt_conn_close (conn);
      assert_sound (path);
      conn = clt_conn_open (path, CLT_CONN_WRITE, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpint (n_full, >, 5);

  set_limit (8192);
  g_assert_false (clt_backup (path, "copy", NULL, NULL, NULL, &error));
  set_limit (RLIM_INFINITY);
  g_assert_true (is_of_space (error));
  g_assert_false (g_file_test ("copy", G_FILE_TEST_EXISTS));
  clt_conn_close (conn);
  clt_test_dir_remove (dir);
}

/* A mount namespace of its own, so that nothing is left behind whatever happens. */
static gboolean
may_mount (void)
{
  return unshare (CLONE_NEWNS) == 0 && mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/full/limits", test_limits);
  if (may_mount ())
    {
      g_test_add_func ("/full/disks", test_disks);
      g_test_add_func ("/full/read-only", test_read_only);
    }
  return g_test_run ();
}
