/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-sheet product|bare BRANCH OUT.xlsx: goal 9, the client list as a workbook against
 * libxlsxwriter in constant memory that writes as many of the same cells. One program run each,
 * so that their peaks of memory can be compared; prints ms, MiB and rows. */

#include <stdio.h>
#include <string.h>
#include <xlsxwriter.h>

#include "clt-bench.h"
#include "core/report/clt-export.h"

#define SAMPLE 1000

static CltClientQuery *
new_query (void)
{
  CltClientQuery *query = clt_client_query_new ();

  query->with_closed = TRUE;
  query->today = clt_today ();
  return query;
}

static gint64
write_product (CltConn *conn, const char *path)
{
  g_autoptr (CltClientQuery) query = new_query ();
  const CltExportOptions options = { .path = path, .who = "bench", .purpose = "" };
  CltColumn columns[CLT_N_COLUMNS];
  g_autoptr (GError) error = NULL;
  gint64 rows;

  for (guint i = 0; i < CLT_N_COLUMNS; i++)
    columns[i] = (CltColumn) i;
  clt_export_clients (conn, query, columns, CLT_N_COLUMNS, &options, &rows, &error);
  bench_check (error);
  return rows;
}

static void
write_row (lxw_worksheet *sheet, lxw_row_t row, const CltClientRow *client)
{
  for (lxw_col_t i = 0; i < CLT_N_COLUMNS; i++)
    if (clt_column_is_numeric (i) && client->number[i] != CLT_MONEY_NONE)
      worksheet_write_number (sheet, row, i, (double) client->number[i] / 100, NULL);
    else
      worksheet_write_string (sheet, row, i, client->cell[i], NULL);
}

static gint64
write_bare (CltConn *conn, const char *path, double *start)
{
  g_autoptr (CltClientQuery) query = new_query ();
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_path_get_dirname (path);
  lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = folder };
  g_autoptr (GArray) ids = clt_client_query_ids (conn, query, &error);
  g_autoptr (GPtrArray) sample = NULL;
  lxw_workbook *book;
  lxw_worksheet *sheet;
  guint n;

  bench_check (error);
  n = MIN (SAMPLE, ids->len);
  sample =
    clt_client_query_rows (conn, (const gint64 *) (void *) ids->data, n, 0, query->today, &error);
  bench_check (error);
  bench_reset_peak ();
  *start = bench_now_ms ();
  book = workbook_new_opt (path, &options);
  sheet = workbook_add_worksheet (book, NULL);
  for (guint i = 0; i < ids->len; i++)
    write_row (sheet, i, sample->pdata[i % n]);
  if (workbook_close (book) != LXW_NO_ERROR)
    g_error ("the workbook could not be written");
  return ids->len;
}

int
main (int argc, char **argv)
{
  g_autoptr (CltConn) conn = bench_open (argv[2], CLT_CONN_WRITE);
  double start = bench_now_ms ();
  gint64 rows;

  bench_reset_peak ();
  if (g_str_equal (argv[1], "product"))
    rows = write_product (conn, argv[3]);
  else
    rows = write_bare (conn, argv[3], &start);
  printf ("{\"ms\": %.1f, \"peak_mib\": %.1f, \"rows\": %" G_GINT64_FORMAT "}\n",
          bench_now_ms () - start, bench_peak_mib (), rows);
  return 0;
}
