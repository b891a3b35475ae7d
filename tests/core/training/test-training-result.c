/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every figure of the results is the length of its list, and every line the sum of those below, on a
 * branch that is invented anew in each run. */
#include "core/training/clt-training-result.h"

#include <math.h>

#include "support/clt-test-branch.h"

typedef struct
{
  char *dir;
  CltConn *conn;
  GPtrArray *lines; /* CltTally */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->conn = clt_test_branch_new (&fixture->dir);
  clt_test_exec (fixture->conn, "PRAGMA synchronous = OFF");
  clt_test_branch_fill (fixture->conn, 90, 60, (guint32) g_test_rand_int ());
  fixture->lines = clt_tally_load (fixture->conn, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->lines);
  clt_test_branch_free (fixture->conn, fixture->dir);
}

static void
test_lists (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < fixture->lines->len; i++)
    for (CltTallyFigure figure = 0; figure < CLT_N_TALLIES; figure++)
      {
        const CltTally *line = fixture->lines->pdata[i];
        const CltTallyQuestion question = { line->course_id, line->session_id, figure };
        g_autoptr (GArray) members = clt_tally_list_members (fixture->conn, &question, &error);
        double gains = 0;

        g_assert_no_error (error);
        g_assert_cmpint ((int) members->len, ==, line->n[figure]);
        for (guint j = 0; figure == CLT_TALLY_GAIN && j < members->len; j++)
          {
            CltTallyRow row;

            clt_tally_row_load (fixture->conn, &g_array_index (members, CltTallyMember, j), &row,
                                &error);
            g_assert_no_error (error);
            gains += row.gain;
            clt_tally_row_clear (&row);
          }
        if (figure == CLT_TALLY_GAIN)
          g_assert_cmpfloat_with_epsilon (gains, line->gains, 1e-6);
      }
}

static void
test_sums (Fixture *fixture, gconstpointer data)
{
  const CltTally *total = fixture->lines->pdata[0];

  for (CltTallyFigure figure = 0; figure < CLT_N_TALLIES; figure++)
    {
      int courses = 0, sessions = 0;

      for (guint i = 1; i < fixture->lines->len; i++)
        {
          const CltTally *line = fixture->lines->pdata[i];

          *(line->session_id == CLT_TALLY_ALL ? &courses : &sessions) += line->n[figure];
        }
      g_assert_cmpint (courses, ==, total->n[figure]);
      g_assert_cmpint (sessions, ==, total->n[figure]);
    }
  g_assert_cmpint (total->n[CLT_TALLY_REGISTERED], ==,
                   clt_test_get_int (fixture->conn, "SELECT count(*) FROM enrolment WHERE state"
                                                    " NOT IN ('invited', 'declined')"));
  /* what is more than registered is told */
  for (guint i = 0; i < fixture->lines->len; i++)
    {
      const int *n = ((CltTally *) fixture->lines->pdata[i])->n;

      g_assert_cmpint (n[CLT_TALLY_DISTINCTION] + n[CLT_TALLY_PASS] + n[CLT_TALLY_FAIL] +
                         n[CLT_TALLY_WITHDRAWN],
                       <=, n[CLT_TALLY_REGISTERED] + n[CLT_TALLY_UNREGISTERED]);
    }
  g_assert_cmpint (total->n[CLT_TALLY_UNREGISTERED], >, 0);
  g_assert_cmpint (total->called, ==,
                   clt_test_get_int (fixture->conn, "SELECT count(*) FROM attendance"));
  g_assert_cmpint (total->n[CLT_TALLY_GAIN], >=, 2);
  g_assert_true (total->low < total->gain && total->gain < total->high);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/training-result/lists", Fixture, NULL, set_up, test_lists, tear_down);
  g_test_add ("/training-result/sums", Fixture, NULL, set_up, test_sums, tear_down);
  return g_test_run ();
}
