/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clt-bench.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/clt-branch.h"

double
bench_now_ms (void)
{
  return g_get_monotonic_time () / 1000.0;
}

void
bench_check (GError *error)
{
  if (error == NULL)
    return;
  g_printerr ("%s: %s\n", g_get_prgname (), error->message);
  exit (1);
}

void
bench_add (BenchSeries *series, double value)
{
  g_assert (series->n < BENCH_MAX_ROUNDS);
  series->value[series->n++] = value;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

double
bench_percentile (double *values, guint n, double percent)
{
  guint index = (guint) (n * percent / 100);

  qsort (values, n, sizeof (double), compare_doubles);
  return values[MIN (index, n - 1)];
}

double
bench_median (const BenchSeries *series)
{
  BenchSeries copy = *series;

  return bench_percentile (copy.value, copy.n, 50);
}

void
bench_report_ratio (const char *goal,
                    const char *what,
                    double product_ms,
                    const char *reference,
                    double reference_ms,
                    double limit)
{
  printf ("{\"goal\": \"%s\", \"what\": \"%s\", \"product\": %.4f, \"reference\": %.4f,"
          " \"reference_name\": \"%s\", \"unit\": \"ms\", \"figure\": %.5f, \"limit\": %g,"
          " \"peak_mib\": %.1f}\n",
          goal, what, product_ms, reference_ms, reference, product_ms / reference_ms, limit,
          bench_peak_mib ());
  fflush (stdout);
}

void
bench_report (const char *goal, const char *what, double figure, const char *unit, double limit)
{
  printf ("{\"goal\": \"%s\", \"what\": \"%s\", \"figure\": %.4f, \"unit\": \"%s\","
          " \"limit\": %g, \"peak_mib\": %.1f}\n",
          goal, what, figure, unit, limit, bench_peak_mib ());
  fflush (stdout);
}

double
bench_peak_mib (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, "VmHWM:");
  return line == NULL ? 0 : g_ascii_strtod (line + 6, NULL) / 1024;
}

void
bench_reset_peak (void)
{
  int fd = open ("/proc/self/clear_refs", O_WRONLY);

  if (fd < 0)
    return;
  if (write (fd, "5", 1) != 1)
    g_printerr ("the peak of memory could not be reset\n");
  close (fd);
}

void
bench_drop_cache (const char *path)
{
  static const char *const endings[] = { "", "-wal" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (path, endings[i], NULL);
      int fd = open (name, O_RDONLY);

      if (fd < 0)
        continue;
      fdatasync (fd);
      posix_fadvise (fd, 0, 0, POSIX_FADV_DONTNEED);
      close (fd);
    }
}

CltConn *
bench_open (const char *path, CltConnMode mode)
{
  g_autoptr (GError) error = NULL;
  CltConn *conn = clt_branch_open (path, mode, &error);

  bench_check (error);
  return conn;
}

void
bench_run_sql (CltConn *conn, const char *sql)
{
  g_autoptr (GError) error = NULL;
  CltStmt *stmt = clt_conn_prepare (conn, sql, &error);

  while (error == NULL && clt_stmt_step (stmt, &error) == CLT_STEP_ROW)
    ;
  bench_check (error);
  clt_stmt_reset (stmt);
}
