/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-scan FILE.csv ROUNDS: goal 2, the reader of CSV files against the least that any reader
 * must do: find every delimiter, turn the amounts into fen, hash the account. */

#include <stdlib.h>
#include <string.h>

#include "clt-bench.h"
#include "core/base/clt-text.h"
#include "core/exchange/clt-source.h"

typedef struct
{
  gint64 sum;
  guint64 hash;
  guint64 rows;
} Sum;

/* The yardstick: knows that the file has neither quotes nor blanks, a day, an account, a name,
 * then amounts. */
static Sum
scan_bare (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &error);
  Sum sum = { 0 };
  const char *p, *end;

  bench_check (error);
  p = g_mapped_file_get_contents (file);
  end = p + g_mapped_file_get_length (file);
  p = (const char *) memchr (p, '\n', (gsize) (end - p)) + 1;
  for (; p < end; sum.rows++)
    for (guint field = 0;; field++)
      {
        const char *start = p;
        gint64 value = 0;

        while (*p != ',' && *p != '\r')
          {
            if (field == 1)
              sum.hash = (sum.hash ^ (guint8) *p) * G_GUINT64_CONSTANT (1099511628211);
            else if (*p >= '0' && *p <= '9')
              value = value * 10 + (*p - '0');
            p++;
          }
        sum.sum += *start == '-' ? -value : value;
        if (*p++ == '\r')
          {
            p++;
            break;
          }
      }
  return sum;
}

/* The product: any encoding, any dialect, quotes, and the rules for amounts. */
static Sum
scan_product (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltSource) source = clt_source_open (path, NULL, &error);
  Sum sum = { 0 };
  const CltCell *cells;
  guint n;
  guint64 line;
  int more;

  bench_check (error);
  while ((more = clt_source_next (source, &cells, &n, &line, &error)) > 0)
    {
      if (line == 1)
        continue;
      for (guint i = 0; i < cells[1].length; i++)
        sum.hash = (sum.hash ^ (guint8) cells[1].text[i]) * G_GUINT64_CONSTANT (1099511628211);
      for (guint i = 3; i < n; i++)
        {
          gint64 fen = 0;

          if (clt_value_parse_money (cells[i].text, cells[i].length, &fen) == CLT_VALUE_OK)
            sum.sum += fen;
        }
      sum.rows++;
    }
  bench_check (error);
  return sum;
}

int
main (int argc, char **argv)
{
  BenchSeries product = { .n = 0 }, bare = { .n = 0 };
  guint rounds = (guint) atoi (argv[2]);

  for (guint i = 0; i < rounds; i++)
    {
      double start = bench_now_ms ();
      Sum a = scan_bare (argv[1]);
      double middle = bench_now_ms ();
      Sum b = scan_product (argv[1]);

      bench_add (&bare, middle - start);
      bench_add (&product, bench_now_ms () - middle);
      if (a.rows != b.rows || a.hash != b.hash)
        g_error ("the two readers disagree");
    }
  bench_report_ratio ("2", "CSV scanner", bench_median (&product), "bare scan",
                      bench_median (&bare), 1.5);
  return 0;
}
