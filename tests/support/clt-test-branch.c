/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/clt-test-branch.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <unistd.h>

#include "core/clt-branch.h"

char *
clt_test_dir_new (void)
{
  const char *memory = g_access ("/dev/shm", W_OK) == 0 ? "/dev/shm" : g_get_tmp_dir ();
  char *dir = g_build_filename (memory, "clientele-test-XXXXXX", NULL);

  g_assert_nonnull (g_mkdtemp (dir));
  return dir;
}

void
clt_test_dir_remove (const char *dir)
{
  g_autoptr (GDir) entries = g_dir_open (dir, 0, NULL);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        clt_test_dir_remove (path);
      else
        g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (dir), ==, 0);
}

CltConn *
clt_test_branch_new (char **dir)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  CltConn *conn;

  *dir = clt_test_dir_new ();
  path = g_build_filename (*dir, "b.clientele", NULL);
  conn = clt_branch_open (path, CLT_CONN_CREATE, &error);
  g_assert_no_error (error);
  return conn;
}

CltDay
clt_test_branch_fill (CltConn *conn, guint clients, guint days, guint32 seed)
{
  g_autoptr (GError) error = NULL;
  CltDemoOptions options;

  clt_demo_options_init (&options);
  options.clients = clients;
  options.days = days;
  options.seed = seed;
  options.who = "test";
  g_test_message ("seed %u", seed);
  clt_demo_fill (conn, &options, &error);
  g_assert_no_error (error);
  return options.as_of;
}

void
clt_test_branch_free (CltConn *conn, char *dir)
{
  clt_conn_close (conn);
  clt_test_dir_remove (dir);
  g_free (dir);
}

static GPtrArray *
list_tables (CltConn *conn)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func (g_free);
  CltStmt *stmt = clt_conn_query (
    conn, NULL,
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    " AND name NOT LIKE 'action%' AND name NOT LIKE '%_log' AND name NOT LIKE '%\\_old' ESCAPE '\\'"
    " AND name NOT IN ('counter', 'call_claim', 'seen_file', 'import_profile', 'account_month',"
    " 'contact_figure', 'month_figure', 'search_key') ORDER BY name",
    "");

  while (clt_stmt_step (stmt, NULL) == CLT_STEP_ROW)
    g_ptr_array_add (tables, g_strdup (clt_stmt_get_text (stmt, 0)));
  g_assert_cmpuint (tables->len, >=, 20);
  return tables;
}

static void
hash_value (GChecksum *sum, sqlite3_stmt *stmt, int column)
{
  guint8 type = (guint8) sqlite3_column_type (stmt, column);
  gint64 number;
  int size;

  g_checksum_update (sum, &type, 1);
  if (type == SQLITE_INTEGER)
    {
      number = sqlite3_column_int64 (stmt, column);
      g_checksum_update (sum, (guchar *) &number, sizeof number);
    }
  else if (type != SQLITE_NULL)
    {
      const guchar *data = sqlite3_column_blob (stmt, column);

      size = sqlite3_column_bytes (stmt, column);
      g_checksum_update (sum, (guchar *) &size, sizeof size);
      if (size > 0)
        g_checksum_update (sum, data, size);
    }
}

static void
hash_table (GChecksum *sum, sqlite3 *db, const char *table)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *stmt = NULL;
  int n_columns, rc;

  g_string_printf (sql, "SELECT * FROM %s", table);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql->str, -1, &stmt, NULL), ==, SQLITE_OK);
  n_columns = sqlite3_column_count (stmt);
  sqlite3_finalize (stmt);

  for (int i = 0; i < n_columns; i++)
    g_string_append_printf (sql, "%s%d", i == 0 ? " ORDER BY " : ", ", i + 1);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql->str, -1, &stmt, NULL), ==, SQLITE_OK);
  g_checksum_update (sum, (const guchar *) table, -1);
  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    for (int i = 0; i < n_columns; i++)
      hash_value (sum, stmt, i);
  g_assert_cmpint (rc, ==, SQLITE_DONE);
  sqlite3_finalize (stmt);
}

char *
clt_test_hash_branch (CltConn *conn)
{
  g_autoptr (GPtrArray) tables = list_tables (conn);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < tables->len; i++)
    hash_table (sum, clt_conn_get_sqlite (conn), tables->pdata[i]);
  return g_strdup (g_checksum_get_string (sum));
}

void
clt_test_exec (CltConn *conn, const char *sql)
{
  g_autoptr (GError) error = NULL;

  clt_conn_run (conn, &error, sql, "");
  g_assert_no_error (error);
}

gint64
clt_test_get_int (CltConn *conn, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = 0;

  clt_conn_get_int (conn, &value, 0, &error, sql, "");
  g_assert_no_error (error);
  return value;
}
