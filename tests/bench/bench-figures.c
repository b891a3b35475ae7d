/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-figures BRANCH ROUNDS GOAL…: the dashboard (5), the rollups (7) and one client's history
 * (8) against SQL over the raw facts of the same file. */

#include <stdlib.h>
#include <string.h>

#include "clt-bench.h"
#include "core/clients/clt-client.h"
#include "core/funds/clt-rollup.h"
#include "core/quality/clt-dashboard.h"

static gint64
get_int (CltConn *conn, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value;

  clt_conn_get_int (conn, &value, 0, &error, sql, "");
  bench_check (error);
  return value;
}

/* What a dashboard without rollups would ask for. */
static const char dashboard_sql[] =
  "SELECT t.tier, f.day / 30, count(DISTINCT a.client_id), sum (f.equity), sum (f.commission),"
  " sum (f.retained), sum (f.deposit - f.withdrawal),"
  " sum (f.realized + f.position_pl - f.commission < 0), sum (f.lots > 0)"
  " FROM funds_daily f JOIN account a ON a.id = f.account_id"
  " LEFT JOIN tier_history t ON t.client_id = a.client_id AND t.valid_from ="
  " (SELECT max (valid_from) FROM tier_history h WHERE h.client_id = a.client_id)"
  " GROUP BY 1, 2";

static double
load_dashboard (CltConn *conn, CltDay from, CltDay to)
{
  g_autoptr (GError) error = NULL;
  double start = bench_now_ms ();
  g_autoptr (CltDashboard) dashboard = clt_dashboard_load (conn, from, to, &error);

  bench_check (error);
  return bench_now_ms () - start;
}

static void
measure_dashboard (const char *path, guint rounds)
{
  CltConn *conn = bench_open (path, CLT_CONN_READ);
  BenchSeries warm = { .n = 0 }, cold = { .n = 0 }, raw = { .n = 0 };
  int month = clt_dashboard_last_month (conn, NULL);
  CltDay from = clt_month_first_day (month);
  CltDay to = clt_month_last_day (month);

  load_dashboard (conn, from, to);
  for (guint i = 0; i < rounds; i++)
    {
      bench_add (&warm, load_dashboard (conn, from, to));
      clt_conn_close (conn);
      bench_drop_cache (path);
      conn = bench_open (path, CLT_CONN_READ);
      bench_add (&cold, load_dashboard (conn, from, to));
    }
  for (guint i = 0; i < MIN (rounds, 3); i++)
    {
      double start = bench_now_ms ();

      bench_run_sql (conn, dashboard_sql);
      bench_add (&raw, bench_now_ms () - start);
    }
  clt_conn_close (conn);
  bench_report_ratio ("5", "dashboard data", bench_median (&warm), "SQL GROUP BY over facts",
                      bench_median (&raw), 0.001);
  bench_report ("5", "dashboard data, warm", bench_median (&warm), "ms", 5);
  bench_report ("5", "dashboard data, cold", bench_median (&cold), "ms", 10);
}

static double
rebuild (CltConn *conn, CltDay first)
{
  const CltActionInfo info = { .name = "bench", .who = "bench" };
  g_autoptr (GError) error = NULL;
  double start;

  clt_action_begin (conn, &info, &error);
  bench_check (error);
  start = bench_now_ms ();
  clt_rollup_rebuild (conn, first, &error);
  bench_check (error);
  start = bench_now_ms () - start;
  clt_action_rollback (conn);
  return start;
}

static void
measure_rebuild (const char *path, guint rounds)
{
  static const char sql[] =
    "SELECT a.id, f.day / 30, count(*), max (f.day), sum (f.deposit), sum (f.withdrawal),"
    " sum (f.realized), sum (f.position_pl), sum (f.commission), sum (f.exchange_fee),"
    " sum (coalesce (f.retained, f.commission)), sum (f.lots), sum (f.lots > 0),"
    " sum (f.margin > 0), max (CASE WHEN f.lots > 0 THEN f.day END),"
    " max (CASE WHEN f.margin > 0 THEN f.day END)"
    " FROM funds_daily f JOIN account a ON a.id = f.account_id GROUP BY 1, 2";
  g_autoptr (CltConn) conn = bench_open (path, CLT_CONN_WRITE);
  BenchSeries product = { .n = 0 }, raw = { .n = 0 };
  CltDay first = (CltDay) get_int (conn, "SELECT min (day) FROM funds_daily");

  bench_reset_peak ();
  for (guint i = 0; i < rounds; i++)
    {
      double start;

      bench_add (&product, rebuild (conn, first));
      start = bench_now_ms ();
      bench_run_sql (conn, sql);
      bench_add (&raw, bench_now_ms () - start);
    }
  bench_report_ratio ("7", "rebuild of all rollups", bench_median (&product),
                      "SQL GROUP BY over facts", bench_median (&raw), 0.3);
}

static double
load_history (CltConn *conn, gint64 client)
{
  g_autoptr (GError) error = NULL;
  double start = bench_now_ms ();
  g_autoptr (GArray) points = clt_client_equity (conn, client, -100000, 100000, &error);

  bench_check (error);
  return bench_now_ms () - start;
}

static void
measure_history (const char *path, guint rounds)
{
  CltConn *conn = bench_open (path, CLT_CONN_READ);
  GRand *random = g_rand_new_with_seed (1);
  BenchSeries warm = { .n = 0 }, cold = { .n = 0 };
  g_autoptr (GArray) clients = g_array_new (FALSE, FALSE, sizeof (gint64));
  CltStmt *stmt = clt_conn_prepare (conn, "SELECT id FROM client WHERE prospect = 0", NULL);

  while (clt_stmt_step (stmt, NULL) == CLT_STEP_ROW)
    {
      gint64 id = clt_stmt_get_int (stmt, 0);

      g_array_append_val (clients, id);
    }
  clt_stmt_reset (stmt);
  for (guint i = 0; i < MIN (rounds * 4, BENCH_MAX_ROUNDS); i++)
    {
      gint64 id = g_array_index (clients, gint64,
                                 (guint) g_rand_int_range (random, 0, (gint32) clients->len));

      clt_conn_close (conn);
      bench_drop_cache (path);
      conn = bench_open (path, CLT_CONN_READ);
      bench_add (&cold, load_history (conn, id));
      bench_add (&warm, load_history (conn, id));
    }
  g_rand_free (random);
  clt_conn_close (conn);
  bench_report ("8", "one client's full history, warm", bench_median (&warm), "ms", 5);
  bench_report ("8", "one client's full history, cold", bench_median (&cold), "ms", 30);
}

int
main (int argc, char **argv)
{
  guint rounds = (guint) atoi (argv[2]);

  for (int i = 3; i < argc; i++)
    switch (atoi (argv[i]))
      {
      case 5:
        measure_dashboard (argv[1], rounds);
        break;
      case 7:
        measure_rebuild (argv[1], rounds);
        break;
      case 8:
        measure_history (argv[1], rounds);
        break;
      default:
        g_printerr ("no goal %s here\n", argv[i]);
        return 2;
      }
  return 0;
}
