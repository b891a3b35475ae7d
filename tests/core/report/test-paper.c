/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is printed fits its paper, whatever the size of that is, and a print is logged. */

#include <cairo.h>
#include <string.h>

#include "core/demo/clt-demo.h"
#include "core/report/clt-listing-private.h"
#include "core/report/clt-paper.h"
#include "support/clt-test-branch.h"

typedef struct
{
  char *dir;
  CltConn *conn;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->conn = clt_test_branch_new (&fixture->dir);
  clt_test_branch_fill (fixture->conn, 80, 60, CLT_DEMO_SEED);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_test_branch_free (fixture->conn, fixture->dir);
}

/* What a page leaves ink on. */
static cairo_rectangle_t
measure_page (const CltPaper *paper, guint page)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  cairo_rectangle_t ink;

  clt_paper_draw (paper, cr, page);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_recording_surface_ink_extents (surface, &ink.x, &ink.y, &ink.width, &ink.height);
  cairo_surface_destroy (surface);
  return ink;
}

static guint
check_fits (CltPaper *paper, double width, double height)
{
  guint n = clt_paper_lay_out (paper, width, height);

  g_assert_cmpuint (n, >, 0);
  for (guint page = 0; page < n; page++)
    {
      cairo_rectangle_t ink = measure_page (paper, page);

      g_assert_cmpfloat (ink.x, >=, 30);
      g_assert_cmpfloat (ink.y, >=, 25);
      g_assert_cmpfloat (ink.x + ink.width, <=, width - 30);
      g_assert_cmpfloat (ink.y + ink.height, <=, height - 30);
    }
  return n;
}

static CltPaper *
read_clients (Fixture *fixture, guint n_columns)
{
  g_autoptr (CltClientQuery) query = clt_client_query_new ();
  const CltExportOptions options = { .who = "王芳" };
  g_autoptr (GError) error = NULL;
  CltColumn columns[CLT_N_COLUMNS];
  CltPaper *paper;

  for (guint i = 0; i < CLT_N_COLUMNS; i++)
    columns[i] = i;
  paper = clt_paper_new_clients (fixture->conn, query, columns, n_columns, &options, &error);
  g_assert_no_error (error);
  return paper;
}

static void
test_list_fits (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    double width, height;
  } sizes[] = { { 595, 842 }, { 842, 595 }, { 612, 792 }, { 420, 595 }, { 1191, 842 } };

  for (guint columns = 1; columns <= CLT_N_COLUMNS; columns += 4)
    {
      g_autoptr (CltPaper) paper = read_clients (fixture, columns);

      for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
        check_fits (paper, sizes[i].width, sizes[i].height);
      /* twice as high takes fewer pages */
      g_assert_cmpuint (check_fits (paper, 595, 1684), <, check_fits (paper, 595, 400));
    }
}

/* A text of which no column is wide enough goes over more lines. */
static void
test_long_names_fit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltPaper) before = read_clients (fixture, CLT_N_COLUMNS);
  g_autoptr (CltPaper) paper = NULL;

  clt_test_exec (fixture->conn,
                 "UPDATE client SET name = name ||"
                 " '示例市示例省示例有限责任公司与示例合作伙伴关系投资管理中心（有限合伙）'"
                 " WHERE id % 3 = 0");
  paper = read_clients (fixture, CLT_N_COLUMNS);
  g_assert_cmpuint (check_fits (paper, 595, 300), >, check_fits (before, 595, 300));
}

static gint64
find_client (Fixture *fixture, gboolean prospect)
{
  return clt_test_get_int (fixture->conn, prospect ? "SELECT max(id) FROM client WHERE prospect = 1"
                                                   : "SELECT client_id FROM account LIMIT 1");
}

static void
test_card_fits (Fixture *fixture, gconstpointer data)
{
  const CltExportOptions options = { .who = "王芳" };

  /* a history that fits one sheet: what was delivered fills more */
  clt_test_exec (fixture->conn, "DELETE FROM delivery");
  for (int prospect = 0; prospect < 2; prospect++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CltPaper) paper =
        clt_paper_new_card (fixture->conn, find_client (fixture, prospect), &options, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (check_fits (paper, 595, 842), ==, 1);
      g_assert_cmpuint (check_fits (paper, 595, 300), >, 1);
    }
}

static void
test_dashboard_fits (Fixture *fixture, gconstpointer data)
{
  const CltExportOptions options = { .who = "王芳" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CltPaper) paper =
    clt_paper_new_dashboard (fixture->conn, clt_day_from_ymd (2026, 10, 1),
                             clt_day_from_ymd (2026, 10, 30), &options, &error);

  g_assert_no_error (error);
  g_assert_true (clt_paper_is_landscape (paper));
  g_assert_cmpuint (clt_paper_lay_out (paper, 842, 595), ==, 1);
  g_assert_cmpuint (clt_paper_lay_out (paper, 595, 842), ==, 1);
}

/* All columns stand beside each other, and the table goes on as a file. */
static void
test_results_fit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = clt_tally_load (fixture->conn, &error);
  g_autofree char *path = g_build_filename (fixture->dir, "results.csv", NULL), *text = NULL;
  const CltExportOptions options = { .who = "王芳", .path = path };
  g_autoptr (CltListing) listing = NULL;
  g_autoptr (CltPaper) paper = NULL;
  g_auto (GStrv) rows = NULL;

  g_assert_no_error (error);
  listing = clt_listing_new_results (lines);
  paper = clt_paper_new_listing (fixture->conn, listing, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpint (clt_paper_get_rows (paper), ==, lines->len);
  g_assert_true (clt_paper_is_landscape (paper));
  g_assert_cmpuint (check_fits (paper, 842, 300), >, 1);
  check_fits (paper, 595, 842);

  clt_export_listing (fixture->conn, listing, &options, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  rows = g_strsplit (g_strchomp (text), "\n", -1);
  g_assert_cmpuint (g_strv_length (rows), ==, lines->len + 1);
}

/* Every figure once for all tiers and once for each, and they add up. */
static void
test_ledger_adds_up (Fixture *fixture, gconstpointer data)
{
  const CltExportOptions options = { .who = "王芳" };
  const CltDay day = clt_day_from_ymd (2026, 10, 30);
  g_autoptr (GError) error = NULL;
  g_autoptr (CltListing) listing = clt_listing_new_ledger (fixture->conn, day, -1, &error);
  g_autoptr (CltPaper) paper = NULL;
  gint64 all = 0, by_tier = 0;

  g_assert_no_error (error);
  for (guint row = 0; row < clt_listing_count_rows (listing); row++)
    {
      guint first = row * listing->n_columns;
      gint64 owed = g_array_index (listing->numbers, gint64, first + 3);

      if (*(const char *) listing->texts->pdata[first] != '\0')
        all += owed;
      else
        by_tier += owed;
    }
  g_assert_cmpint (all, >, 0);
  g_assert_cmpint (all, ==, by_tier);
  paper = clt_paper_new_listing (fixture->conn, listing, &options, &error);
  g_assert_no_error (error);
  check_fits (paper, CLT_PAPER_SHORT_SIDE, CLT_PAPER_LONG_SIDE);
  check_fits (paper, CLT_PAPER_LONG_SIDE, CLT_PAPER_SHORT_SIDE);
}

/* A client gets one sheet, and the four together are as many. */
static void
test_service_card_is_a_page (Fixture *fixture, gconstpointer data)
{
  const CltExportOptions options = { .who = "王芳" };
  guint wanted[CLT_N_TIERS] = { [CLT_TIER_UNRATED] = 4 };

  for (CltTier tier = CLT_TIER_UNRATED; tier < CLT_N_TIERS; tier++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CltPaper) paper =
        clt_paper_new_service_card (fixture->conn, tier, clt_today (), &options, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (check_fits (paper, CLT_PAPER_SHORT_SIDE, CLT_PAPER_LONG_SIDE), ==,
                        MAX (wanted[tier], 1));
      g_assert_cmpuint (check_fits (paper, CLT_PAPER_SHORT_SIDE, 300), >, MAX (wanted[tier], 1));
    }
}

static void
test_print_is_logged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltPaper) paper = read_clients (fixture, 3);
  g_autoptr (GError) error = NULL;
  CltStmt *stmt;

  clt_paper_log_print (paper, fixture->conn, "二楼", &error);
  g_assert_no_error (error);
  stmt = clt_conn_query (fixture->conn, &error,
                         "SELECT kind, who, path, rows, masked FROM export_log", "");
  g_assert_no_error (error);
  g_assert_cmpint (clt_stmt_step (stmt, &error), ==, CLT_STEP_ROW);
  g_assert_cmpstr (clt_stmt_get_text (stmt, 0), ==, "print-clients");
  g_assert_cmpstr (clt_stmt_get_text (stmt, 1), ==, "王芳");
  g_assert_cmpstr (clt_stmt_get_text (stmt, 2), ==, "二楼");
  g_assert_cmpint (clt_stmt_get_int (stmt, 3), ==, clt_paper_get_rows (paper));
  g_assert_cmpint (clt_stmt_get_int (stmt, 4), ==, 1);
  g_assert_cmpint (clt_stmt_step (stmt, &error), ==, CLT_STEP_DONE);
  clt_stmt_reset (stmt);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/paper/list-fits", Fixture, NULL, set_up, test_list_fits, tear_down);
  g_test_add ("/paper/long-names-fit", Fixture, NULL, set_up, test_long_names_fit, tear_down);
  g_test_add ("/paper/card-fits", Fixture, NULL, set_up, test_card_fits, tear_down);
  g_test_add ("/paper/dashboard-fits", Fixture, NULL, set_up, test_dashboard_fits, tear_down);
  g_test_add ("/paper/results-fit", Fixture, NULL, set_up, test_results_fit, tear_down);
  g_test_add ("/paper/ledger-adds-up", Fixture, NULL, set_up, test_ledger_adds_up, tear_down);
  g_test_add ("/paper/service-card-is-a-page", Fixture, NULL, set_up, test_service_card_is_a_page,
              tear_down);
  g_test_add ("/paper/print-is-logged", Fixture, NULL, set_up, test_print_is_logged, tear_down);
  return g_test_run ();
}
