/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/funds/clt-scores.h"

#include "core/clt-branch.h"
#include "core/funds/clt-behaviour.h"
#include "core/rules/clt-rules.h"
#include "support/clt-test-branch.h"

typedef struct
{
  char *dir;
  CltConn *conn;
  CltDay last; /* with facts */
} Fixture;

/* A small branch with clients of several accounts, invented anew in each run. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->conn = clt_test_branch_new (&fixture->dir);
  clt_test_branch_fill (fixture->conn, GPOINTER_TO_UINT (data), 130, (guint32) g_test_rand_int ());
  clt_behaviour_get_last_fact (fixture->conn, &fixture->last, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_test_branch_free (fixture->conn, fixture->dir);
}

static const CltScores *
get (CltConn *conn, CltDay today)
{
  g_autoptr (GError) error = NULL;
  const CltScores *scores = clt_scores_get (conn, today, &error);

  g_assert_no_error (error);
  return scores;
}

/* Equity at the window's end and before it, and what went in and out, straight from the facts. */
static gint64
sum_result (CltConn *conn, const CltScores *scores, gint64 client)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT (SELECT coalesce (sum ((SELECT f.equity FROM funds_daily f WHERE f.account_id = a.id"
    " AND f.day <= %2$d ORDER BY f.day DESC LIMIT 1)), 0)"
    " - coalesce (sum ((SELECT f.equity FROM funds_daily f WHERE f.account_id = a.id"
    " AND f.day < %1$d ORDER BY f.day DESC LIMIT 1)), 0)"
    " FROM account a WHERE a.client_id = %3$" G_GINT64_FORMAT ")"
    " - (SELECT coalesce (sum (coalesce (f.deposit, 0) - coalesce (f.withdrawal, 0)), 0)"
    " FROM funds_daily f JOIN account a ON a.id = f.account_id"
    " WHERE a.client_id = %3$" G_GINT64_FORMAT " AND f.day BETWEEN %1$d AND %2$d)",
    scores->first, scores->last, client);

  return clt_test_get_int (conn, sql);
}

/* The measures of all clients at once are those of each one by himself. */
static void
check_measures (Fixture *fixture, CltDay today)
{
  const CltScores *scores = get (fixture->conn, today);
  gint64 n = 0;

  for (guint i = 0; i < scores->n; i++)
    {
      const CltScore *score = &scores->scores[i];
      g_autoptr (GError) error = NULL;
      CltBehaviour b;

      clt_behaviour_load (fixture->conn, score->client_id, MIN (today, fixture->last), &b, &error);
      g_assert_no_error (error);
      g_assert_cmpint (scores->first, ==, b.first);
      g_assert_cmpint (scores->last, ==, b.last);
      g_assert_cmpint (score->recency, ==, b.recency);
      g_assert_cmpint (score->trade_days, ==, b.trade_days);
      g_assert_cmpint (score->retained, ==, b.retained);
      g_assert_cmpint (score->result, ==, sum_result (fixture->conn, scores, score->client_id));
      n += score->trade_days;
    }
  g_assert_cmpint (n, >, 0);
}

/* The definition of a score, once more and slowly. */
static int
score_slowly (const CltScores *scores, const CltScore *one, int which)
{
  gint64 n_less = 0;

  for (guint i = 0; i < scores->n; i++)
    {
      const CltScore *other = &scores->scores[i];

      if (which == 0)
        n_less += one->recency >= 0 && (other->recency < 0 || other->recency > one->recency);
      else if (which == 1)
        n_less += other->trade_days < one->trade_days;
      else
        n_less += other->retained < one->retained;
    }
  return 1 + (int) (5 * n_less / scores->n);
}

static void
check_quintiles (const CltScores *scores)
{
  int seen[3][6] = { 0 };

  g_assert_false (scores->fixed);
  for (guint i = 0; i < scores->n; i++)
    {
      const CltScore *one = &scores->scores[i];

      g_assert_cmpint (one->f, ==, score_slowly (scores, one, 1));
      g_assert_cmpint (one->m, ==, score_slowly (scores, one, 2));
      seen[0][one->r]++;
      seen[1][one->f]++;
      seen[2][one->m]++;
      for (guint k = 0; k < i; k++)
        {
          const CltScore *other = &scores->scores[k];

          /* ties are ties, and order is kept; recency by day, which is finer on no trading day */
          g_assert_true (one->retained != other->retained || one->m == other->m);
          g_assert_true (one->trade_days <= other->trade_days || one->f >= other->f);
          if (one->recency >= 0)
            g_assert_true ((other->recency >= 0 && other->recency <= one->recency) ||
                           one->r >= other->r);
        }
    }
  /* nobody is left out, and the best are not everybody */
  for (int which = 0; which < 3; which++)
    g_assert_cmpint (seen[which][5], <=, (int) scores->n / 5 + 1);
  g_assert_cmpint (seen[2][1], >, 0);
  g_assert_cmpint (seen[2][5], >, 0);
}

static void
test_branch (Fixture *fixture, gconstpointer data)
{
  check_measures (fixture, fixture->last);
  check_quintiles (get (fixture->conn, fixture->last));
  check_measures (fixture, fixture->last + 40);
  for (int i = 0; i < 3; i++)
    check_measures (fixture, fixture->last - g_test_rand_int_range (1, 100));
  check_quintiles (get (fixture->conn, fixture->last - 1));
}

/* Few clients: the rules of the file instead of quintiles. */
static void
test_fixed (Fixture *fixture, gconstpointer data)
{
  const CltScores *scores = get (fixture->conn, fixture->last);

  g_assert_true (scores->fixed);
  g_assert_cmpuint (scores->n, >, 0);
  for (guint i = 0; i < scores->n; i++)
    {
      const CltScore *score = &scores->scores[i];
      int r = score->recency;

      g_assert_cmpint (score->r, ==,
                       r < 0     ? 1
                       : r <= 1  ? 5
                       : r <= 5  ? 4
                       : r <= 20 ? 3
                       : r <= 60 ? 2
                                 : 1);
      g_assert_cmpint (score->f, ==,
                       score->trade_days >= 30   ? 5
                       : score->trade_days >= 15 ? 4
                       : score->trade_days >= 6  ? 3
                       : score->trade_days >= 1  ? 2
                                                 : 1);
      g_assert_cmpint (score->m, ==,
                       score->retained >= 1000000  ? 5
                       : score->retained >= 200000 ? 4
                       : score->retained >= 50000  ? 3
                       : score->retained >= 1      ? 2
                                                   : 1);
    }
}

static gboolean
lengthen (CltConn *conn, gpointer data, GError **error)
{
  return clt_rules_set (conn, "behaviour.window_days", GPOINTER_TO_INT (data),
                        clt_day_from_ymd (2000, 1, 1), NULL, error);
}

static gboolean
close_one (CltConn *conn, gpointer data, GError **error)
{
  return clt_conn_run (conn, error, "UPDATE spell SET closed = opened WHERE client_id = ?", "i",
                       *(gint64 *) data);
}

static void
act (CltConn *conn, CltActionFunc func, gpointer data)
{
  const CltActionInfo info = { .name = "rules.set", .who = "test" };
  g_autoptr (GError) error = NULL;

  clt_action_run (conn, &info, func, data, NULL, &error);
  g_assert_no_error (error);
}

/* What is kept follows the connection's own actions, undo, and what others do. */
static void
test_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) reader =
    clt_branch_open (clt_conn_get_path (fixture->conn), CLT_CONN_READ, &error);
  guint n = get (fixture->conn, fixture->last)->n;
  gint64 client = get (fixture->conn, fixture->last)->scores[0].client_id;

  g_assert_no_error (error);
  g_assert_cmpint (get (reader, fixture->last)->window_days, ==, 60);
  act (fixture->conn, lengthen, GINT_TO_POINTER (20));
  g_assert_cmpint (get (fixture->conn, fixture->last)->window_days, ==, 20);
  g_assert_cmpint (get (reader, fixture->last)->window_days, ==, 20);
  clt_action_undo (fixture->conn, 0, "test", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get (fixture->conn, fixture->last)->window_days, ==, 60);
  g_assert_cmpint (get (reader, fixture->last)->window_days, ==, 60);

  act (fixture->conn, close_one, &client);
  g_assert_cmpuint (get (fixture->conn, fixture->last)->n, ==, n - 1);
  g_assert_null (clt_scores_find (get (reader, fixture->last), client));
}

static void
test_empty (void)
{
  char *dir;
  CltConn *conn = clt_test_branch_new (&dir);

  g_assert_cmpuint (get (conn, 20000)->n, ==, 0);
  g_assert_null (clt_scores_find (get (conn, 20000), 1));
  clt_test_branch_free (conn, dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/scores/branch", Fixture, GUINT_TO_POINTER (90), set_up, test_branch, tear_down);
  g_test_add ("/scores/fixed", Fixture, GUINT_TO_POINTER (20), set_up, test_fixed, tear_down);
  g_test_add ("/scores/kept", Fixture, GUINT_TO_POINTER (40), set_up, test_kept, tear_down);
  g_test_add_func ("/scores/empty", test_empty);
  return g_test_run ();
}
