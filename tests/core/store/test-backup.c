/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-backup.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/store/clt-action.h"
#include "core/store/clt-filesystem.h"
#include "support/clt-test-branch.h"
#include "support/clt-test-work.h"

typedef struct
{
  char *dir, *path, *dest;
  CltConn *conn;
  GRand *random;
} Fixture;

static void
work (Fixture *fixture, int n)
{
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < n; i++)
    clt_test_work_do (fixture->conn, fixture->random, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->dir = clt_test_dir_new ();
  fixture->path = g_build_filename (fixture->dir, "b.clientele", NULL);
  fixture->dest = g_build_filename (fixture->dir, "copy.clientele", NULL);
  fixture->random = g_rand_new_with_seed (7);
  fixture->conn = clt_conn_open (fixture->path, CLT_CONN_CREATE, &error);
  g_assert_no_error (error);
  work (fixture, 60);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unsetenv ("CLT_NOW");
  g_clear_pointer (&fixture->conn, clt_conn_close);
  g_rand_free (fixture->random);
  clt_test_dir_remove (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->path);
  g_free (fixture->dest);
}

static char *
hash_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_conn_open (path, CLT_CONN_READ, &error);

  g_assert_no_error (error);
  return clt_test_hash_branch (conn);
}

static void
assert_sound (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = clt_check (path, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
on_progress_cb (double fraction, gpointer data)
{
  double *last = data;

  g_assert_cmpfloat (fraction, >=, *last);
  *last = fraction;
}

/* A copy of a file that is in use is the file's state, and stays so. */
static void
test_copy (Fixture *fixture, gconstpointer data)
{
  g_autofree char *expected = clt_test_hash_branch (fixture->conn);
  g_autofree char *found = NULL;
  g_autofree char *later = NULL;
  g_autoptr (GError) error = NULL;
  double last = 0;
  GStatBuf status;

  g_assert_true (clt_backup (fixture->path, fixture->dest, on_progress_cb, &last, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (last, ==, 1);
  found = hash_file (fixture->dest);
  g_assert_cmpstr (found, ==, expected);
  assert_sound (fixture->dest);
  g_assert_cmpint (g_stat (fixture->dest, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  /* an older copy of the same branch may be replaced */
  work (fixture, 10);
  later = clt_test_hash_branch (fixture->conn);
  g_assert_true (clt_backup (fixture->path, fixture->dest, NULL, NULL, NULL, &error));
  g_free (found);
  found = hash_file (fixture->dest);
  g_assert_cmpstr (found, ==, later);
}

static void
assert_refused (Fixture *fixture, const char *dest, int code)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize length_before = 0, length_after = 0;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (dest, &before, &length_before, NULL);
  g_assert_false (clt_backup (fixture->path, dest, NULL, NULL, NULL, &error));
  g_assert_error (error, CLT_STORE_ERROR, code);
  g_assert_nonnull (
    strstr (error->message, code == CLT_STORE_ERROR_CORRUPT ? fixture->path : dest));
  g_file_get_contents (dest, &after, &length_after, NULL);
  g_assert_cmpmem (before, length_before, after, length_after);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (fixture->dir, "no", "folder", NULL);
  g_autoptr (CltConn) other = NULL;

  g_assert_true (g_file_set_contents (fixture->dest, "a letter", -1, NULL));
  assert_refused (fixture, fixture->dest, CLT_STORE_ERROR_EXISTS);
  assert_refused (fixture, fixture->path, CLT_STORE_ERROR_EXISTS);
  assert_refused (fixture, nowhere, CLT_STORE_ERROR_NOT_FOUND);

  /* another branch */
  g_unlink (fixture->dest);
  other = clt_conn_open (fixture->dest, CLT_CONN_CREATE, NULL);
  g_assert_true (clt_test_work_do_kind (other, fixture->random, 10, NULL, NULL));
  g_clear_pointer (&other, clt_conn_close);
  assert_refused (fixture, fixture->dest, CLT_STORE_ERROR_EXISTS);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_cancellable_cancel (cancellable);
  g_assert_false (clt_backup (fixture->path, fixture->dest, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  dir = g_dir_open (fixture->dir, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_true (g_str_has_prefix (name, "b.clientele"));
}

/* A damaged file makes no backup, and a damaged backup is not restored. */
static void
damage (const char *path)
{
  FILE *file = fopen (path, "r+b");

  fseek (file, 3 * 4096 + 100, SEEK_SET);
  fputs ("damage", file);
  fclose (file);
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (clt_backup (fixture->path, fixture->dest, NULL, NULL, NULL, &error));
  g_clear_pointer (&fixture->conn, clt_conn_close);
  before = hash_file (fixture->path);
  damage (fixture->dest);
  g_assert_false (clt_restore (fixture->path, fixture->dest, NULL, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_CORRUPT);
  after = hash_file (fixture->path);
  g_assert_cmpstr (after, ==, before);

  damage (fixture->path);
  assert_refused (fixture, fixture->dest, CLT_STORE_ERROR_CORRUPT);
}

static void
test_restore (Fixture *fixture, gconstpointer data)
{
  g_autofree char *then = clt_test_hash_branch (fixture->conn);
  g_autofree char *now = NULL;
  g_autofree char *found = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *kept_hash = NULL;
  g_autoptr (GPtrArray) differences = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (clt_backup (fixture->path, fixture->dest, NULL, NULL, NULL, &error));
  work (fixture, 40);
  now = clt_test_hash_branch (fixture->conn);
  differences = clt_restore_preview (fixture->path, fixture->dest, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (differences->len, >=, 3);

  g_assert_false (clt_restore (fixture->path, fixture->dest, &kept, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_BUSY);
  g_clear_error (&error);
  g_clear_pointer (&fixture->conn, clt_conn_close);

  g_assert_true (clt_restore (fixture->path, fixture->dest, &kept, &error));
  g_assert_no_error (error);
  found = hash_file (fixture->path);
  g_assert_cmpstr (found, ==, then);
  assert_sound (fixture->path);
  kept_hash = hash_file (kept);
  g_assert_cmpstr (kept_hash, ==, now);
}

/* A damaged file is kept byte by byte, its WAL does not get into the restored one. */
static void
test_restore_over_damage (Fixture *fixture, gconstpointer data)
{
  g_autofree char *then = clt_test_hash_branch (fixture->conn);
  g_autofree char *found = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  g_assert_true (clt_backup (fixture->path, fixture->dest, NULL, NULL, NULL, &error));
  g_clear_pointer (&fixture->conn, clt_conn_close);
  damage (fixture->path);
  g_assert_true (clt_restore (fixture->path, fixture->dest, &kept, &error));
  g_assert_no_error (error);
  found = hash_file (fixture->path);
  g_assert_cmpstr (found, ==, then);
  assert_sound (fixture->path);
  g_assert_cmpint (g_stat (kept, &status), ==, 0);
}

static int
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  int n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Two years of daily backups: 7 days, 4 weeks, 12 months stay. */
static void
test_rotate (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_strconcat (fixture->path, "-backups", NULL);
  g_autoptr (GError) error = NULL;

  for (gint64 i = 0; i < 400; i++)
    {
      g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, 1700000000 + i * 86400);
      g_autofree char *soon = g_strdup_printf ("%" G_GINT64_FORMAT, 1700000000 + i * 86400 + 3600);
      g_autofree char *made = NULL;

      g_setenv ("CLT_NOW", now, TRUE);
      made = clt_backup_rotate (fixture->path, NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (made);
      g_setenv ("CLT_NOW", soon, TRUE);
      g_assert_null (clt_backup_rotate (fixture->path, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpint (count_files (folder), <=, 7 + 4 + 12);
    }
  g_assert_cmpint (count_files (folder), >=, 18);
}

static void
test_network (void)
{
  g_assert_true (clt_filesystem_is_network (0x6969, NULL));
  g_assert_true (clt_filesystem_is_network (0xff534d42, NULL));
  g_assert_true (clt_filesystem_is_network (0xfe534d42, NULL));
  g_assert_true (clt_filesystem_is_network (0x65735546, "fuse.sshfs"));
  g_assert_false (clt_filesystem_is_network (0x65735546, "fuseblk"));
  g_assert_false (clt_filesystem_is_network (0x65735546, NULL));
  g_assert_false (clt_filesystem_is_network (0xef53, NULL));     /* ext4 */
  g_assert_false (clt_filesystem_is_network (0x01021994, NULL)); /* tmpfs */
}

#define ADD(path, func) g_test_add ("/backup/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("copy", test_copy);
  ADD ("refused", test_refused);
  ADD ("cancelled", test_cancelled);
  ADD ("damaged", test_damaged);
  ADD ("restore", test_restore);
  ADD ("restore-over-damage", test_restore_over_damage);
  ADD ("rotate", test_rotate);
  g_test_add_func ("/backup/network", test_network);
  return g_test_run ();
}
