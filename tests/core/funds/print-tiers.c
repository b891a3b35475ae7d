/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Not a test by itself: prints every due tier run up to a day, one line a client, for the tests in
 * Python to compare: run,account,days,average,window average,missing,tier,move (money in fen). */
#include "core/clt-branch.h"
#include "core/funds/clt-tier-runs.h"

static const char *const moves[] = { "", "first", "up", "down" };

static gboolean
print_run (const CltPopulation *population,
           CltDay run,
           const CltTierRow *rows,
           gpointer data,
           GError **error)
{
  for (int i = 0; i < population->n; i++)
    {
      const CltTierRow *row = &rows[i];

      if (!row->counted)
        continue;
      g_print ("%d,%s,%d,", clt_day_to_yyyymmdd (run), population->people[i].account, row->days);
      if (row->rated)
        g_print ("%" G_GINT64_FORMAT, clt_tier_average (row->equity_sum, row->days));
      g_print (",%" G_GINT64_FORMAT ",%d,%s,%s\n",
               clt_tier_average (row->equity_sum, row->window_days), row->missing,
               clt_tier_get_name (row->to), moves[row->move]);
    }
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  CltDay as_of;

  g_assert_cmpint (argc, ==, 3);
  g_assert_true (clt_day_parse (argv[2], &as_of));
  conn = clt_branch_open (argv[1], CLT_CONN_READ, &error);
  g_assert_no_error (error);
  clt_tier_runs_walk (conn, as_of, print_run, NULL, &error);
  g_assert_no_error (error);
  return 0;
}
