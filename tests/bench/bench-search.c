/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-search BRANCH WORDS: goals 11 and 12, the ids of the client list in every order, and each
 * keystroke of typed words against LIKE on five columns. */

#include <stdlib.h>
#include <string.h>

#include "clt-bench.h"
#include "core/base/clt-pinyin.h"
#include "core/clients/clt-client-query.h"

typedef struct
{
  GArray *prefix, *inner, *like; /* double: ms a keystroke */
} Times;

static double
search (CltConn *conn, const char *words)
{
  g_autoptr (GError) error = NULL;
  double start = bench_now_ms ();
  g_autoptr (GPtrArray) hits = clt_search (conn, words, 200, clt_today (), &error);

  bench_check (error);
  return bench_now_ms () - start;
}

static double
search_like (CltConn *conn, const char *words)
{
  g_autofree char *pattern = g_strdup_printf ("%%%s%%", words);
  g_autoptr (GError) error = NULL;
  double start = bench_now_ms ();
  CltStmt *stmt = clt_conn_query (
    conn, &error,
    "SELECT client_id FROM search_key WHERE name LIKE ?1 OR pinyin LIKE ?1 OR initials LIKE ?1"
    " OR accounts LIKE ?1 OR phone LIKE ?1 LIMIT 200",
    "t", pattern);

  while (stmt != NULL && clt_stmt_step (stmt, &error) == CLT_STEP_ROW)
    ;
  bench_check (error);
  clt_stmt_reset (stmt);
  return bench_now_ms () - start;
}

static void
add_time (GArray *times, double value)
{
  g_array_append_val (times, value);
}

/* Every beginning of @word, as it is typed. */
static void
type_word (CltConn *conn, const char *word, GArray *times, GArray *like)
{
  for (const char *end = g_utf8_next_char (word);; end = g_utf8_next_char (end))
    {
      g_autofree char *typed = g_strndup (word, (gsize) (end - word));

      add_time (times, search (conn, typed));
      if (like != NULL)
        add_time (like, search_like (conn, typed));
      if (*end == '\0')
        break;
    }
}

static void
type_client (CltConn *conn, const char *name, const char *account, const char *phone, Times *times)
{
  g_autofree char *full = clt_pinyin_full (name);
  g_autofree char *initials = clt_pinyin_initials (name);

  type_word (conn, name, times->prefix, times->like);
  type_word (conn, full, times->prefix, NULL);
  type_word (conn, initials, times->prefix, NULL);
  type_word (conn, account, times->prefix, NULL);
  type_word (conn, g_utf8_next_char (name), times->inner, NULL);
  if (strlen (phone) > 4)
    type_word (conn, phone + strlen (phone) - 4, times->inner, NULL);
  type_word (conn, account + 3, times->inner, times->like);
}

static double
percentile (GArray *times, double percent)
{
  return bench_percentile ((double *) (void *) times->data, times->len, percent);
}

static void
measure_search (CltConn *conn, int n)
{
  Times times = { g_array_new (FALSE, FALSE, sizeof (double)),
                  g_array_new (FALSE, FALSE, sizeof (double)),
                  g_array_new (FALSE, FALSE, sizeof (double)) };
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  CltStmt *stmt = clt_conn_query (
    conn, &error,
    "SELECT c.name, min (a.number), c.phone FROM client c JOIN account a ON a.client_id = c.id"
    " GROUP BY c.id ORDER BY (c.id * 7919) % 100003 LIMIT ?",
    "i", (gint64) n);

  while (stmt != NULL && clt_stmt_step (stmt, &error) == CLT_STEP_ROW)
    for (int i = 0; i < 3; i++)
      g_ptr_array_add (words, g_strdup (clt_stmt_get_text (stmt, i)));
  bench_check (error);
  clt_stmt_reset (stmt);
  search (conn, "a");
  for (guint i = 0; i < words->len; i += 3)
    type_client (conn, words->pdata[i], words->pdata[i + 1], words->pdata[i + 2], &times);

  bench_report ("12", "keystroke, prefixes, p99", percentile (times.prefix, 99), "ms", 1);
  bench_report ("12", "keystroke, any substring, p99", percentile (times.inner, 99), "ms", 8);
  bench_report_ratio ("12", "keystroke, median", percentile (times.inner, 50),
                      "LIKE on five columns", percentile (times.like, 50), 0.1);
  g_array_unref (times.prefix);
  g_array_unref (times.inner);
  g_array_unref (times.like);
}

int
main (int argc, char **argv)
{
  g_autoptr (CltConn) conn = bench_open (argv[1], CLT_CONN_READ);

  measure_search (conn, atoi (argv[2]));
  return 0;
}
