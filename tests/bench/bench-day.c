/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-day BRANCH FOLDER ROUNDS: goal 4, the file of one trading day of every account, imported
 * with all checks and rollups, against inserting the same facts into a bare table. */

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "clt-bench.h"
#include "core/exchange/clt-import.h"
#include "core/funds/clt-calendar.h"

static gint64
get_int (CltConn *conn, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value;

  clt_conn_get_int (conn, &value, 0, &error, sql, "");
  bench_check (error);
  return value;
}

static void
print_fen (FILE *file, gint64 fen)
{
  fprintf (file, "%s%" G_GINT64_FORMAT ".%02d,", fen < 0 ? "-" : "", ABS (fen) / 100,
           (int) (ABS (fen) % 100));
}

/* The day after the last one: every account wins or loses a little. */
static void
write_day (CltConn *conn, const char *path, CltDay day)
{
  g_autoptr (GError) error = NULL;
  FILE *file = g_fopen (path, "w");
  guint32 state = 1;
  CltStmt *stmt;

  fputs ("交易日,投资者代码,上日结存,入金,出金,平仓盈亏,持仓盈亏,手续费,上交手续费,当日结存,"
         "投资者权益,保证金占用,成交手数\n",
         file);
  stmt = clt_conn_prepare (conn,
                           "SELECT a.number, f.balance, f.margin FROM funds_daily f"
                           " JOIN account a ON a.id = f.account_id"
                           " WHERE f.day = (SELECT max (day) FROM funds_daily)",
                           &error);
  while (stmt != NULL && clt_stmt_step (stmt, &error) == CLT_STEP_ROW)
    {
      gint64 opening = clt_stmt_get_int (stmt, 1);
      gint64 gain, fee;

      state = state * 1664525 + 1013904223;
      gain = (gint64) (state >> 16) - 32768;
      fee = state >> 28 & 1 ? (state >> 18) % 5000 : 0;
      fprintf (file, "%d,%s,", clt_day_to_yyyymmdd (day), clt_stmt_get_text (stmt, 0));
      print_fen (file, opening);
      fputs ("0.00,0.00,", file);
      print_fen (file, fee > 0 ? gain : 0);
      fputs ("0.00,", file);
      print_fen (file, fee);
      print_fen (file, fee / 2);
      opening += fee > 0 ? gain - fee : 0;
      print_fen (file, opening);
      print_fen (file, opening);
      print_fen (file, clt_stmt_get_int (stmt, 2));
      fprintf (file, "%d\n", fee > 0 ? 2 : 0);
    }
  bench_check (error);
  clt_stmt_reset (stmt);
  fclose (file);
}

static double
import_day (CltConn *conn, const char *path)
{
  const CltImportOptions options = {
    .kind = clt_import_kind_find ("funds"),
    .path = path,
    .source = { .header = -1, .quote = -1 },
    .who = "bench",
  };
  g_autoptr (CltImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  double start = bench_now_ms ();

  result = clt_import_run (conn, &options, NULL, NULL, NULL, &error);
  bench_check (error);
  if (result->rejected > 0)
    g_error ("%" G_GUINT64_FORMAT " rows were rejected", result->rejected);
  return bench_now_ms () - start;
}

/* The facts of the last day of @conn into a table of the same layout, nothing else. */
static double
insert_bare (CltConn *conn, const char *path)
{
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s' AS bare", path);
  g_autofree char *insert = NULL;
  double start;

  bench_run_sql (conn, attach);
  bench_run_sql (conn, "PRAGMA bare.journal_mode = WAL");
  bench_run_sql (conn, "PRAGMA bare.synchronous = FULL");
  bench_run_sql (conn, "CREATE TABLE IF NOT EXISTS bare.facts (day INTEGER NOT NULL,"
                       " account_id INTEGER NOT NULL, deposit INTEGER, withdrawal INTEGER,"
                       " opening INTEGER, balance INTEGER, equity INTEGER, realized INTEGER,"
                       " position_pl INTEGER, commission INTEGER, exchange_fee INTEGER,"
                       " retained INTEGER, margin INTEGER, exchange_margin INTEGER,"
                       " available INTEGER, lots INTEGER, batch INTEGER,"
                       " PRIMARY KEY (day, account_id)) STRICT, WITHOUT ROWID");
  start = bench_now_ms ();
  insert = g_strdup ("INSERT INTO bare.facts SELECT * FROM funds_daily"
                     " WHERE day = (SELECT max (day) FROM funds_daily)");
  bench_run_sql (conn, insert);
  start = bench_now_ms () - start;
  bench_run_sql (conn, "DETACH bare");
  return start;
}

static double
wal_mb (const char *path)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  struct stat info;

  return g_stat (wal, &info) == 0 ? (double) info.st_size / 1e6 : 0;
}

int
main (int argc, char **argv)
{
  guint rounds = (guint) atoi (argv[3]);
  g_autofree char *csv = g_build_filename (argv[2], "day.csv", NULL);
  g_autofree char *bare = g_build_filename (argv[2], "bare.db", NULL);
  g_autoptr (GError) error = NULL;
  BenchSeries product = { .n = 0 }, floor = { .n = 0 }, wal = { .n = 0 };

  /* an empty file is an empty database; ATTACH makes none */
  g_file_set_contents (bare, "", 0, &error);
  bench_check (error);
  for (guint i = 0; i < rounds; i++)
    {
      CltConn *conn = bench_open (argv[1], CLT_CONN_WRITE);
      g_autoptr (CltCalendar) calendar = clt_calendar_load (conn, &error);
      CltDay last = (CltDay) get_int (conn, "SELECT max (day) FROM funds_daily");

      bench_check (error);
      write_day (conn, csv, clt_calendar_at_or_after (calendar, last + 1));
      bench_reset_peak ();
      bench_add (&product, import_day (conn, csv));
      bench_add (&wal, wal_mb (argv[1]));
      bench_add (&floor, insert_bare (conn, bare));
      clt_conn_close (conn);
    }
  g_unlink (bare);
  g_unlink (csv);
  bench_report_ratio ("4", "one trading day with rollups", bench_median (&product),
                      "insert of the facts alone", bench_median (&floor), 3.5);
  bench_report ("4", "WAL of one trading day", bench_median (&wal), "MB", 15);
  return 0;
}
