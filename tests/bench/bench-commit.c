/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-commit BRANCH FOLDER ROUNDS: goal 15, a typed record against appending a page and flushing
 * it, and a backup against a plain copy. FOLDER lies on the disk in question. */

#define _GNU_SOURCE /* copy_file_range */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "clt-bench.h"
#include "core/store/clt-action.h"
#include "core/store/clt-backup.h"

#define COMMITS 100

static double
append_page (int fd, guint index)
{
  static char page[4096] = { 1 };
  double start = bench_now_ms ();

  if (pwrite (fd, page, sizeof page, (off_t) index * 4096) != sizeof page || fdatasync (fd) != 0)
    g_error ("the page could not be written");
  return bench_now_ms () - start;
}

static double
commit_record (CltConn *conn, gint64 client, guint index)
{
  const CltActionInfo info = { .name = "client.edit", .detail = "bench", .who = "bench" };
  g_autofree char *note = g_strdup_printf ("Called back, all is well (%u)", index);
  g_autoptr (GError) error = NULL;
  double start = bench_now_ms ();

  clt_action_begin (conn, &info, &error);
  bench_check (error);
  clt_conn_run (conn, &error, "UPDATE client SET note = ? WHERE id = ?", "ti", note, client);
  bench_check (error);
  clt_action_commit (conn, NULL, &error);
  bench_check (error);
  return bench_now_ms () - start;
}

static void
measure_commits (const char *path, const char *folder, guint rounds)
{
  g_autofree char *name = g_build_filename (folder, "append", NULL);
  g_autoptr (CltConn) conn = bench_open (path, CLT_CONN_WRITE);
  BenchSeries product = { .n = 0 }, floor = { .n = 0 };
  int fd = open (name, O_CREAT | O_RDWR | O_TRUNC, 0600);
  gint64 first;

  clt_conn_get_int (conn, &first, 0, NULL, "SELECT min (id) FROM client", "");
  for (guint round = 0; round < rounds; round++)
    {
      double commits[COMMITS], appends[COMMITS];

      for (guint i = 0; i < COMMITS; i++)
        {
          appends[i] = append_page (fd, round * COMMITS + i);
          commits[i] = commit_record (conn, first, round * COMMITS + i);
        }
      bench_add (&product, bench_percentile (commits, COMMITS, 50));
      bench_add (&floor, bench_percentile (appends, COMMITS, 50));
    }
  close (fd);
  g_unlink (name);
  bench_report_ratio ("15", "commit of one typed record", bench_median (&product),
                      "append + fdatasync", bench_median (&floor), 1.5);
}

static double
copy_file (const char *from, const char *to)
{
  double start = bench_now_ms ();
  int in = open (from, O_RDONLY);
  int out = open (to, O_CREAT | O_WRONLY | O_TRUNC, 0600);
  ssize_t n;

  while ((n = copy_file_range (in, NULL, out, NULL, 1 << 24, 0)) > 0)
    ;
  if (n < 0 || fsync (out) != 0)
    g_error ("the file could not be copied");
  close (in);
  close (out);
  return bench_now_ms () - start;
}

static void
measure_backup (const char *path, const char *folder, guint rounds)
{
  g_autofree char *copy = g_build_filename (folder, "copy", NULL);
  g_autofree char *backup = g_build_filename (folder, "backup.clientele", NULL);
  BenchSeries product = { .n = 0 }, floor = { .n = 0 };
  struct stat info;

  g_stat (path, &info);
  for (guint i = 0; i < rounds; i++)
    {
      g_autoptr (GError) error = NULL;
      double start;

      g_unlink (copy);
      g_unlink (backup);
      bench_add (&floor, copy_file (path, copy));
      start = bench_now_ms ();
      clt_backup (path, backup, NULL, NULL, NULL, &error);
      bench_check (error);
      bench_add (&product, bench_now_ms () - start);
    }
  g_unlink (copy);
  g_unlink (backup);
  bench_report_ratio ("15", "verified backup", bench_median (&product), "copy + fsync",
                      bench_median (&floor), 3);
  bench_report ("15", "verified backup, MB/s (limit: at least)",
                (double) info.st_size / 1e3 / bench_median (&product), "MB/s", -200);
}

int
main (int argc, char **argv)
{
  guint rounds = (guint) atoi (argv[3]);

  measure_commits (argv[1], argv[2], rounds);
  measure_backup (argv[1], argv[2], rounds);
  return 0;
}
