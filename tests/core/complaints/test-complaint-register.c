/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The register: what waits for whom, in which order, and who could handle a complaint. */
#include "complaint-fixture.h"

#include "core/complaints/clt-complaint-register.h"

static CltRegister *
look (Cases *cases, CltRegisterView view, gint64 staff_id)
{
  g_autoptr (GError) error = NULL;
  const CltComplaintQuery query = CLT_COMPLAINT_QUERY_INIT;
  CltRegister *found =
    clt_register_load (cases->branch.conn, view, &query, staff_id, clt_today (), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->lines->len, ==, found->counts[view]);
  return found;
}

static gint64
get_id (const CltRegister *found, guint i)
{
  return ((const CltRegisterLine *) found->lines->pdata[i])->complaint->id;
}

static gint64
count_pressing (Cases *cases, const char *who)
{
  g_autoptr (GError) error = NULL;
  gint64 n = clt_register_count_pressing (cases->branch.conn, who, clt_today (), &error);

  g_assert_no_error (error);
  return n;
}

/* On Friday the 13th of November 2026, without lists of holidays. */
static void
test_views (Cases *cases, gconstpointer data)
{
  static const guint expected[CLT_N_REGISTER_VIEWS] = {
    [CLT_REGISTER_MINE] = 3,    [CLT_REGISTER_OPEN] = 4,    [CLT_REGISTER_NEAR] = 1,
    [CLT_REGISTER_OVERDUE] = 1, [CLT_REGISTER_WAITING] = 1, [CLT_REGISTER_CLOSED] = 1,
    [CLT_REGISTER_ALL] = 5,
  };
  gint64 late, near, fresh, waiting, ended;
  g_autoptr (CltRegister) all = NULL;

  cases_set_day (20261102);
  late = cases_add (cases, cases->client, "fees", "");
  waiting = cases_add (cases, 0, "service", "");
  cases_change (cases, clt_complaint_stop (cases->branch.conn, waiting, "a statement", error));
  ended = cases_add (cases, cases->other, "orders", "");
  cases_move (cases, ended, "withdrawn", "");
  cases_set_day (20261109);
  near = cases_add (cases, cases->client, "orders", "");
  cases_set_day (20261113);
  fresh = cases_add (cases, cases->client, "staff", "");
  cases_set (cases, fresh, "handler", "Lin");

  for (guint view = 0; view < CLT_N_REGISTER_VIEWS; view++)
    {
      g_autoptr (CltRegister) found = look (cases, (CltRegisterView) view, cases->qian);
      CltRegisterView same;

      g_test_message ("%s", clt_register_view_get_name ((CltRegisterView) view));
      g_assert_cmpuint (found->counts[view], ==, expected[view]);
      g_assert_true (
        clt_register_view_from_name (clt_register_view_get_name ((CltRegisterView) view), &same));
      g_assert_cmpuint (same, ==, view);
    }
  all = look (cases, CLT_REGISTER_ALL, 0);
  g_assert_cmpuint (all->counts[CLT_REGISTER_MINE], ==, 0);
  g_assert_cmpint (get_id (all, 0), ==, late);
  g_assert_cmpint (get_id (all, 1), ==, near);
  g_assert_cmpint (get_id (all, 4), ==, ended);
  /* Qian sees his own two, the manager and who is not of the staff all, Lin none */
  g_assert_cmpint (count_pressing (cases, "Qian"), ==, 2);
  g_assert_cmpint (count_pressing (cases, "Lin"), ==, 0);
  g_assert_cmpint (count_pressing (cases, "Wu"), ==, 2);
  g_assert_cmpint (count_pressing (cases, "login"), ==, 2);
  g_assert_cmpint (count_pressing (cases, NULL), ==, 2);
}

/* What somebody looks at stays in the list that he took it from; it is not counted there. */
static void
test_kept (Cases *cases, gconstpointer data)
{
  CltComplaintQuery query = CLT_COMPLAINT_QUERY_INIT;
  gint64 id = cases_add (cases, cases->client, "fees", "");
  g_autoptr (CltRegister) with = NULL, without = NULL;
  g_autoptr (GError) failure = NULL;

  cases_move (cases, id, "withdrawn", "");
  without = look (cases, CLT_REGISTER_OPEN, 0);
  g_assert_cmpuint (without->lines->len, ==, 0);
  query.kept_id = id;
  with =
    clt_register_load (cases->branch.conn, CLT_REGISTER_OPEN, &query, 0, clt_today (), &failure);
  g_assert_no_error (failure);
  g_assert_cmpuint (with->lines->len, ==, 1);
  g_assert_cmpint (get_id (with, 0), ==, id);
  g_assert_cmpuint (with->counts[CLT_REGISTER_OPEN], ==, 0);
}

static void
test_words (Cases *cases, gconstpointer data)
{
  static const struct
  {
    CltComplaintTime time;
    const char *words;
  } table[] = {
    { { CLT_LIGHT_NONE, CLT_DAY_NONE, 0 }, "" },
    { { CLT_LIGHT_GREEN, 20000, 3 }, "3 working days left" },
    { { CLT_LIGHT_AMBER, 20000, 1 }, "1 working day left" },
    { { CLT_LIGHT_AMBER, 20000, 0 }, "last day" },
    { { CLT_LIGHT_RED, 20000, -2 }, "2 working days late" },
    { { CLT_LIGHT_STOPPED, 20000, 4 }, "waiting for the client" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *words = clt_complaint_time_dup_words (&table[i].time);

      g_assert_cmpstr (words, ==, table[i].words);
    }
}

static gint64
suggest (Cases *cases, gint64 client, gint64 about)
{
  g_autoptr (GError) error = NULL;
  gint64 staff_id;

  clt_complaint_suggest_handler (cases->branch.conn, client, about, clt_today (), &staff_id,
                                 &error);
  g_assert_no_error (error);
  return staff_id;
}

/* Whoever serves the client, never the person complained about, else who has the fewest. */
static void
test_handler (Cases *cases, gconstpointer data)
{
  g_assert_cmpint (suggest (cases, cases->client, 0), ==, cases->lin);
  g_assert_cmpint (suggest (cases, cases->client, cases->lin), ==, cases->qian);
  cases_add (cases, cases->other, "orders", ""); /* Qian's */
  g_assert_cmpint (suggest (cases, 0, 0), ==, cases->lin);
  g_assert_cmpint (suggest (cases, 0, cases->lin), ==, cases->qian);
  branch_begin (&cases->branch);
  branch_run (&cases->branch, "UPDATE staff SET left_on = ? WHERE id = ?", "yi", clt_today (),
              cases->qian);
  branch_commit (&cases->branch);
  g_assert_cmpint (suggest (cases, cases->client, cases->lin), ==, cases->manager);
}

/* A repeat does not go to the person about whom the client complained before, until that is long ago. */
static void
test_handler_of_repeat (Cases *cases, gconstpointer data)
{
  const gint64 id = cases_add (cases, cases->client, "orders", "");

  cases_set (cases, id, "about", "Lin");
  g_assert_cmpint (suggest (cases, cases->client, 0), ==, cases->qian);
  g_assert_cmpint (suggest (cases, cases->other, 0), ==, cases->lin);
  cases_set_day (20270301);
  g_assert_cmpint (suggest (cases, cases->client, 0), ==, cases->lin);
}

/* The suggested way through all stages ends closed. */
static void
test_next (void)
{
  const char *state = "registered";
  guint n = 0;

  while (clt_complaint_get_next (state) != NULL)
    {
      const char *next = clt_complaint_get_next (state);

      g_assert_cmpint (clt_complaint_get_move (state, next), ==, CLT_MOVE_NEXT);
      state = next;
      g_assert_cmpuint (++n, <, 12);
    }
  g_assert_cmpstr (state, ==, "closed");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CASES_TEST ("/complaint-register/views", test_views);
  CASES_TEST ("/complaint-register/kept", test_kept);
  CASES_TEST ("/complaint-register/words", test_words);
  CASES_TEST ("/complaint-register/handler", test_handler);
  CASES_TEST ("/complaint-register/handler-of-repeat", test_handler_of_repeat);
  g_test_add_func ("/complaint-register/next", test_next);
  return g_test_run ();
}
