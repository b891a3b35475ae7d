/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a finished export promises whatever its kind: it is there whole, logged with its hash, and
 * leaves nothing beside it; a cancel, an error or a bad name leaves everything as it was. */

#include <glib/gstdio.h>
#include <string.h>

#include "core/demo/clt-demo.h"
#include "core/report/clt-document.h"
#include "core/report/clt-table.h"
#include "support/clt-test-branch.h"

typedef struct
{
  char *dir, *out;
  CltConn *conn;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->conn = clt_test_branch_new (&fixture->dir);
  fixture->out = g_build_filename (fixture->dir, "out", NULL);
  g_assert_cmpint (g_mkdir (fixture->out, 0700), ==, 0);
  clt_test_branch_fill (fixture->conn, 60, 90, CLT_DEMO_SEED);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_test_branch_free (fixture->conn, fixture->dir);
  g_free (fixture->out);
}

static guint
count_files (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

typedef gboolean (*ExportFunc) (CltConn *conn, const CltExportOptions *options, GError **error);

static gboolean
export_clients (CltConn *conn, const CltExportOptions *options, GError **error)
{
  g_autoptr (CltClientQuery) query = clt_client_query_new ();
  const CltColumn columns[] = { CLT_COLUMN_ACCOUNT, CLT_COLUMN_EQUITY, CLT_COLUMN_NAME };

  return clt_export_clients (conn, query, columns, G_N_ELEMENTS (columns), options, NULL, error);
}

static gboolean
export_pack (CltConn *conn, const CltExportOptions *options, GError **error)
{
  return clt_export_month_pack (conn, clt_day_from_ymd (2026, 10, 1),
                                clt_day_from_ymd (2026, 10, 30), options, error);
}

static gboolean
export_dashboard (CltConn *conn, const CltExportOptions *options, GError **error)
{
  return clt_export_dashboard (conn, clt_day_from_ymd (2026, 10, 1),
                               clt_day_from_ymd (2026, 10, 30), options, error);
}

static const struct
{
  const char *kind, *name;
  ExportFunc func;
} exports[] = {
  { "clients", "clients.xlsx", export_clients }, { "clients", "clients.csv", export_clients },
  { "clients", "clients.pdf", export_clients },  { "month-pack", "pack.xlsx", export_pack },
  { "dashboard", "page.pdf", export_dashboard }, { "dashboard", "page.png", export_dashboard },
};

static char *
hash_file (const char *path)
{
  g_autofree char *data = NULL;
  gsize n;

  g_assert_true (g_file_get_contents (path, &data, &n, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guchar *) data, n);
}

static void
test_logged (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (exports); i++)
    {
      g_autofree char *path = g_build_filename (fixture->out, exports[i].name, NULL);
      CltExportOptions options = { .path = path, .who = "王芳", .purpose = "月会" };
      g_autoptr (GError) error = NULL;
      g_autofree char *hash = NULL;
      CltStmt *stmt;

      exports[i].func (fixture->conn, &options, &error);
      g_assert_no_error (error);
      hash = hash_file (path);
      stmt = clt_conn_query (fixture->conn, &error,
                             "SELECT kind, who, purpose, sha256, masked, rows FROM export_log"
                             " WHERE path = ?",
                             "t", path);
      g_assert_no_error (error);
      g_assert_cmpint (clt_stmt_step (stmt, &error), ==, CLT_STEP_ROW);
      g_assert_cmpstr (clt_stmt_get_text (stmt, 0), ==, exports[i].kind);
      g_assert_cmpstr (clt_stmt_get_text (stmt, 1), ==, "王芳");
      g_assert_cmpstr (clt_stmt_get_text (stmt, 2), ==, "月会");
      g_assert_cmpstr (clt_stmt_get_text (stmt, 3), ==, hash);
      g_assert_cmpint (clt_stmt_get_int (stmt, 4), ==, 1);
      g_assert_cmpint (clt_stmt_get_int (stmt, 5), >, 0);
      clt_stmt_reset (stmt);
    }
  g_assert_cmpuint (count_files (fixture->out), ==, G_N_ELEMENTS (exports));
}

typedef struct
{
  GCancellable *cancellable;
  double when;
  int calls;
} Stopper;

static void
stop (double fraction, gpointer data)
{
  Stopper *stopper = data;

  stopper->calls++;
  g_assert_cmpfloat (fraction, >=, 0);
  g_assert_cmpfloat (fraction, <=, 1);
  if (fraction >= stopper->when)
    g_cancellable_cancel (stopper->cancellable);
}

/* Cancelled early and late: the older file of the name is what it was. */
static void
test_cancel_leaves_no_file (Fixture *fixture, gconstpointer data)
{
  const double moments[] = { 0, 0.5, 0.95 };

  for (guint i = 0; i < G_N_ELEMENTS (exports); i++)
    for (guint m = 0; m < G_N_ELEMENTS (moments); m++)
      {
        g_autofree char *path = g_build_filename (fixture->out, exports[i].name, NULL);
        g_autoptr (GCancellable) cancellable = g_cancellable_new ();
        Stopper stopper = { cancellable, moments[m], 0 };
        CltExportOptions options = { .path = path,
                                     .who = "me",
                                     .purpose = "",
                                     .progress = stop,
                                     .progress_data = &stopper,
                                     .cancellable = cancellable };
        g_autofree char *held = NULL;
        g_autoptr (GError) error = NULL;

        g_assert_true (g_file_set_contents (path, "older", -1, NULL));
        /* what is stopped by its very last step is done all the same */
        if (exports[i].func (fixture->conn, &options, &error))
          {
            g_assert_cmpint (g_unlink (path), ==, 0);
            continue;
          }
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
        g_assert_cmpint (stopper.calls, >, 0);
        g_assert_true (g_file_get_contents (path, &held, NULL, NULL));
        g_assert_cmpstr (held, ==, "older");
        g_assert_cmpint (g_unlink (path), ==, 0);
        g_assert_cmpuint (count_files (fixture->out), ==, 0);
      }
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  const char *const names[] = { "x.docx", "nowhere/x.xlsx", "" };

  for (guint i = 0; i < G_N_ELEMENTS (exports); i++)
    for (guint n = 0; n < G_N_ELEMENTS (names); n++)
      {
        g_autofree char *path = g_build_filename (fixture->out, names[n], NULL);
        CltExportOptions options = { .path = path, .who = "me", .purpose = "" };
        g_autoptr (GError) error = NULL;

        g_assert_false (exports[i].func (fixture->conn, &options, &error));
        g_assert_nonnull (error);
        g_assert_cmpuint (count_files (fixture->out), ==, 0);
      }
  g_assert_cmpint (clt_test_get_int (fixture->conn, "SELECT count(*) FROM export_log"), ==, 0);
}

/* More rows than a table object gets are streamed; every row arrives. */
static void
test_long_list (Fixture *fixture, gconstpointer data)
{
  const CltTableColumn columns[] = { { "Account", CLT_STYLE_TEXT }, { "Equity", CLT_STYLE_MONEY } };
  CltBookInfo info = { (char *) "Long", (char *) "b", (char *) "w", (char *) "" };
  g_autofree char *path = g_build_filename (fixture->out, "long.xlsx", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CltTable) table = clt_table_new (path, fixture->out, CLT_TABLE_XLSX, &info, columns, 2,
                                              CLT_BOOK_TABLE_ROWS, &error);

  g_assert_no_error (error);
  g_assert_true (clt_book_is_streaming (clt_table_get_book (table)));
  for (gint64 i = 0; i < CLT_BOOK_TABLE_ROWS; i++)
    {
      g_autofree char *account = g_strdup_printf ("%08d", (int) i);
      const CltTableCell cells[] = { { account, 0 }, { NULL, i % 7 == 0 ? CLT_MONEY_NONE : i } };

      clt_table_add_row (table, cells);
    }
  clt_table_close (table, &error);
  g_assert_no_error (error);
  /* only the book itself: temporary files are gone */
  g_assert_cmpuint (count_files (fixture->out), ==, 1);
}

static void
test_text_columns (void)
{
  g_assert_cmpuint (clt_text_get_columns (""), ==, 0);
  g_assert_cmpuint (clt_text_get_columns ("abc"), ==, 3);
  g_assert_cmpuint (clt_text_get_columns ("张三 a"), ==, 6);
  g_assert_cmpuint (clt_text_get_columns ("ab\n张三\nc"), ==, 4);
  g_assert_cmpuint (clt_text_get_columns ("e\u0301"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/text-columns", test_text_columns);
  g_test_add ("/export/logged", Fixture, NULL, set_up, test_logged, tear_down);
  g_test_add ("/export/cancel", Fixture, NULL, set_up, test_cancel_leaves_no_file, tear_down);
  g_test_add ("/export/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/export/long-list", Fixture, NULL, set_up, test_long_list, tear_down);
  return g_test_run ();
}
