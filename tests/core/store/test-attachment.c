/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-attachment.h"

#include <string.h>

#include "../clients/branch-fixture.h"

/* A mebibyte that does not compress: a journal that held it would show. */
static GBytes *
make_bytes (void)
{
  guint8 *data = g_malloc (1 << 20);

  for (guint i = 0; i < 1 << 20; i++)
    data[i] = (guint8) g_test_rand_int_range (0, 256);
  return g_bytes_new_take (data, 1 << 20);
}

static guint
count (Branch *branch, gint64 owner)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = clt_attachment_list (branch->conn, "product_version", owner, &error);

  g_assert_no_error (error);
  return list->len;
}

static void
test_kept_once_and_undone (Branch *branch, gconstpointer data)
{
  g_autoptr (GBytes) bytes = make_bytes ();
  g_autoptr (GBytes) back = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  branch_begin (branch);
  id = clt_attachment_add (branch->conn, "product_version", 7, "说明书.pdf", bytes, &error);
  g_assert_no_error (error);
  g_assert_true (clt_attachment_copy_all (branch->conn, "product_version", 7, 8, &error));
  branch_commit (branch);
  g_assert_cmpint (clt_test_get_int (branch->conn, "SELECT count(*) FROM blob"), ==, 1);
  g_assert_cmpint (clt_test_get_int (branch->conn, "SELECT max (length (changeset)) FROM action"),
                   <, 4096);
  g_assert_cmpint (count (branch, 7), ==, 1);
  g_assert_cmpint (count (branch, 8), ==, 1);

  g_assert_true (clt_action_undo (branch->conn, 0, "test", NULL, NULL, &error));
  g_assert_cmpint (count (branch, 7) + count (branch, 8), ==, 0);
  g_assert_true (clt_action_redo (branch->conn, 0, "test", NULL, NULL, &error));
  back = clt_attachment_load (branch->conn, id, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (bytes, back));

  branch_begin (branch);
  g_assert_true (clt_attachment_remove (branch->conn, id, &error));
  branch_commit (branch);
  g_assert_cmpint (count (branch, 7), ==, 0);
  g_clear_pointer (&back, g_bytes_unref);
  back = clt_attachment_load (branch->conn, id, &error);
  g_assert_null (back);
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND);
}

static void
test_files (Branch *branch, gconstpointer data)
{
  g_autofree char *path = g_build_filename (branch->folder, "note.txt", NULL);
  g_autofree char *large = g_build_filename (branch->folder, "large.bin", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (large);
  g_autoptr (GFileOutputStream) stream = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "words", -1, &error));
  branch_begin (branch);
  g_assert_cmpint (clt_attachment_add_file (branch->conn, "product_version", 7, path, &error), !=,
                   0);
  list = clt_attachment_list (branch->conn, "product_version", 7, &error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (((CltAttachment *) list->pdata[0])->name, ==, "note.txt");
  g_assert_cmpstr (((CltAttachment *) list->pdata[0])->media_type, ==, "text/plain");
  g_assert_cmpint (((CltAttachment *) list->pdata[0])->size, ==, 5);

  stream = g_file_create (file, G_FILE_CREATE_NONE, NULL, &error);
  g_assert_true (g_seekable_truncate (G_SEEKABLE (stream), CLT_ATTACHMENT_MAX + 1, NULL, &error));
  g_assert_cmpint (clt_attachment_add_file (branch->conn, "product_version", 7, large, &error), ==,
                   0);
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  branch_commit (branch);
  g_assert_cmpint (count (branch, 7), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/attachment/kept-once-and-undone", Branch, NULL, branch_set_up,
              test_kept_once_and_undone, branch_tear_down);
  g_test_add ("/attachment/files", Branch, NULL, branch_set_up, test_files, branch_tear_down);
  return g_test_run ();
}
