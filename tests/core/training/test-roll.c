/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-roll.h"

#include <math.h>

#include "core/base/clt-interval.h"
#include "core/training/clt-feedback.h"
#include "training-fixture.h"

typedef struct
{
  Training training;
  gint64 session, meeting;
} Class;

static void
set_up (Class *class, gconstpointer data)
{
  Training *training = &class->training;
  static const char *const names[] = { "张伟", "阿明", "曾国", "李雷", "重庆", "解放" };

  training_set_up (training, data);
  branch_begin (&training->branch);
  for (int i = 0; i < N_CLIENTS; i++)
    branch_run (&training->branch, "UPDATE client SET name = ? WHERE id = ?", "ti", names[i],
                training->clients[i]);
  branch_commit (&training->branch);
  class->session = training_add_session (training, training->basics, "2026-1", 20261119, 3, 0);
  class->meeting = training_add_meeting (training, class->session, 20261119, 1600, 90);
  training_change (training, clt_session_publish (training->branch.conn, class->session, error));
}

static void
tear_down (Class *class, gconstpointer data)
{
  training_tear_down (&class->training, data);
}

static void
enrol (Class *class, int client)
{
  training_change (&class->training,
                   clt_enrol (class->training.branch.conn, class->session,
                              class->training.clients[client], "room", "staff", NULL, error));
}

static GPtrArray *
get_roll (Class *class)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = clt_roll_get (class->training.branch.conn, class->meeting, &error);

  g_assert_no_error (error);
  return rows;
}

static void
test_roll (Class *class, gconstpointer data)
{
  Training *training = &class->training;
  CltConn *conn = training->branch.conn;
  const gint64 *clients = training->clients;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  CltRollTotals totals;
  guint n = 0;

  for (int i = 0; i < 3; i++)
    enrol (class, i);
  before = get_roll (class);
  g_assert_cmpuint (before->len, ==, 3);
  /* a, zeng, zhang */
  g_assert_cmpstr (((CltRollRow *) before->pdata[0])->name, ==, "阿明");
  g_assert_cmpstr (((CltRollRow *) before->pdata[1])->name, ==, "曾国");
  g_assert_cmpstr (((CltRollRow *) before->pdata[1])->initials, ==, "zg");
  training_refused (training, clt_roll_mark (conn, class->meeting, clients[0], 'P', error),
                    "lies ahead");
  training_set_clock (training_at (20261119, 1610));
  training_change (training, clt_roll_mark (conn, class->meeting, clients[0], 'P', error));
  training_change (training, clt_roll_mark (conn, class->meeting, clients[0], 'L', error));
  training_change (training, clt_roll_mark_rest (conn, class->meeting, 'A', &n, error));
  g_assert_cmpuint (n, ==, 2);
  training_change (training, clt_roll_mark (conn, class->meeting, clients[1], '\0', error));
  training_refused (training, clt_roll_mark (conn, class->meeting, clients[5], 'P', error),
                    "not enrolled");
  training_refused (training, clt_roll_mark (conn, class->meeting, clients[1], 'X', error),
                    "P, L, E or A");
  after = get_roll (class);
  clt_roll_count (after, &totals);
  g_assert_cmpint (totals.late, ==, 1);
  g_assert_cmpint (totals.absent, ==, 1);
  g_assert_cmpint (totals.open, ==, 1);
  g_assert_cmpint (totals.present, ==, 0);
}

/* Who walks in becomes a prospect with a seat, as long as there is one. */
static void
test_walk_in (Class *class, gconstpointer data)
{
  Training *training = &class->training;
  CltConn *conn = training->branch.conn;
  g_autoptr (GPtrArray) rows = NULL;
  gint64 guest = 0;

  enrol (class, 0);
  enrol (class, 1);
  training_set_clock (training_at (20261119, 1610));
  training_change (training, (guest = clt_roll_walk_in (conn, class->meeting, 0, "路过",
                                                        "13912345678", error)) != 0);
  rows = get_roll (class);
  g_assert_cmpuint (rows->len, ==, 3);
  for (guint i = 0; i < rows->len; i++)
    {
      const CltRollRow *row = rows->pdata[i];

      g_assert_cmpint (row->prospect, ==, row->client_id == guest);
      g_assert_cmpint (row->mark, ==, row->client_id == guest ? 'P' : '\0');
    }
  training_refused (training, clt_roll_walk_in (conn, class->meeting, 0, "另一位", "", error) != 0,
                    "No seat is free");
}

static void
add_form (Class *class, int client, int lecturer, int usefulness)
{
  g_autoptr (CltFeedback) feedback = clt_feedback_new ();

  feedback->session_id = class->session;
  feedback->client_id = client < 0 ? 0 : class->training.clients[client];
  feedback->lecturer = lecturer;
  feedback->usefulness = usefulness;
  training_change (&class->training,
                   clt_feedback_save (class->training.branch.conn, feedback, error));
}

static void
test_feedback (Class *class, gconstpointer data)
{
  CltConn *conn = class->training.branch.conn;
  g_autoptr (CltFeedback) second = clt_feedback_new ();
  g_autoptr (CltFeedback) empty = clt_feedback_new ();
  g_autofree char *text = NULL;
  g_autoptr (GError) failure = NULL;
  CltFeedbackResult result;

  g_assert_true (clt_feedback_get_result (conn, class->session, 0, 0, &result, &failure));
  g_assert_cmpint (result.forms, ==, 0);
  g_assert_true (isnan (result.lecturer.mean));
  add_form (class, 0, 5, 4);
  add_form (class, 1, 4, 0); /* skipped is not nothing */
  add_form (class, -1, 3, 2);
  g_assert_true (clt_feedback_get_result (conn, class->session, 0, 0, &result, &failure));
  g_assert_cmpint (result.forms, ==, 3);
  g_assert_cmpint (result.lecturer.n, ==, 3);
  g_assert_cmpfloat_with_epsilon (result.lecturer.mean, 4, 1e-9);
  /* 4 ± 4.3027 / sqrt (3), cut to the scale */
  g_assert_cmpfloat_with_epsilon (result.lecturer.low, 4 - 4.3027 / sqrt (3), 1e-6);
  g_assert_cmpfloat_with_epsilon (result.lecturer.high, 5, 1e-9);
  g_assert_cmpint (result.usefulness.n, ==, 2);
  text = clt_rating_format (&result.usefulness);
  g_assert_cmpstr (text, ==, "3.0 (n = 2)");
  g_assert_cmpint (result.topic.n, ==, 0);
  g_assert_cmpint (result.satisfied, ==, 1);
  g_assert_cmpfloat_with_epsilon (result.share, 0.5, 1e-9);

  second->session_id = empty->session_id = class->session;
  second->client_id = class->training.clients[0];
  second->lecturer = 1;
  training_refused (&class->training, clt_feedback_save (conn, second, error), "already");
  training_refused (&class->training, clt_feedback_save (conn, empty, error), "says nothing");
}

/* Student's quantiles beyond the table: 40, 60 and 120 degrees of freedom. */
static void
test_interval (void)
{
  static const struct
  {
    gint64 n;
    double t;
  } known[] = { { 2, 12.7062 }, { 31, 2.0423 }, { 41, 2.0211 }, { 61, 2.0003 }, { 121, 1.9799 } };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      double n = (double) known[i].n, mean, low, high;

      /* sum 0, variance n, so that the half width is t */
      clt_mean_interval (known[i].n, 0, n * (n - 1), &mean, &low, &high);
      g_assert_cmpfloat_with_epsilon (high, known[i].t, 1e-4);
      g_assert_cmpfloat_with_epsilon (low, -known[i].t, 1e-4);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/roll/marks", Class, NULL, set_up, test_roll, tear_down);
  g_test_add ("/roll/walk-in", Class, NULL, set_up, test_walk_in, tear_down);
  g_test_add ("/roll/feedback", Class, NULL, set_up, test_feedback, tear_down);
  g_test_add_func ("/roll/interval", test_interval);
  return g_test_run ();
}
