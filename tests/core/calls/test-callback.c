/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is to be called back: by when, once, and by whom. */
#include "core/calls/clt-callback.h"

#include <string.h>

#include "core/calls/clt-call-queue.h"
#include "core/calls/clt-task.h"
#include "core/delivery/clt-call.h"
#include "core/surveys/clt-survey.h"

#include "../clients/branch-fixture.h"

/* A Wednesday. */
#define DAY 20260304

static CltDay
today (void)
{
  return clt_day_from_yyyymmdd (DAY);
}

static void
begin (Branch *branch)
{
  const CltActionInfo info = { .name = "call.plan",
                               .who = "test",
                               .at = clt_day_get_instant (today (), 540) };
  g_autoptr (GError) error = NULL;

  clt_action_begin (branch->conn, &info, &error);
  g_assert_no_error (error);
}

static gint64
plan (Branch *branch, int sample)
{
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  if (sample != 0)
    clt_callback_plan_sample (branch->conn, sample, &n, &error);
  else
    clt_callback_plan_due (branch->conn, &n, &error);
  g_assert_no_error (error);
  return n;
}

static gint64
count (Branch *branch, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  clt_conn_get_int (branch->conn, &n, -1, &error, sql, "");
  g_assert_no_error (error);
  return n;
}

static void
test_due (Branch *branch, gconstpointer data)
{
  gint64 fresh, old, won, specialist;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) calls = NULL;

  begin (branch);
  specialist = branch_new_id (branch);
  branch_run (branch, "INSERT INTO staff (id, number, name) VALUES (?, 'K1', '王')", "i",
              specialist);
  fresh = branch_add_client (branch, "甲", "001", 20260302);
  won = branch_add_client (branch, "乙", "002", 20260303);
  old = branch_add_client (branch, "丙", "003", 20200101);
  for (int i = 0; i < 3; i++)
    branch_run (branch,
                "INSERT INTO assignment (id, client_id, staff_id, relation, valid_from)"
                " VALUES (?, ?, ?, ?, 0)",
                "iiit", branch_new_id (branch), i == 0 ? fresh : won, specialist,
                i == 2 ? "development" : "service");
  branch_run (branch,
              "INSERT INTO complaint (id, number, client_id, received, registered, due_accept,"
              " due_close, state, closed) VALUES (?, 'T1', ?, ?3, ?3, ?3, ?3, 'closed', ?3)",
              "iii", branch_new_id (branch), old, (gint64) today () - 3);
  g_assert_cmpint (plan (branch, 0), ==, 3);
  g_assert_cmpint (plan (branch, 0), ==, 0);
  branch_commit (branch);
  begin (branch);
  g_assert_cmpint (plan (branch, 0), ==, 0);
  clt_action_rollback (branch->conn);

  calls = clt_call_list (branch->conn, 0, CLT_DAY_NONE, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (calls->len, ==, 3);
  for (guint i = 0; i < calls->len; i++)
    {
      const CltCall *call = calls->pdata[i];

      g_assert_true (call->duty);
      if (call->client_id == old)
        {
          g_assert_cmpstr (call->occasion, ==, "complaint");
          /* a Sunday plus seven days, moved to Monday */
          g_assert_cmpint (clt_day_to_yyyymmdd (call->due), ==, 20260309);
          continue;
        }
      g_assert_cmpstr (call->occasion, ==, "new-account");
      g_assert_cmpint (clt_day_to_yyyymmdd (call->due), ==,
                       call->client_id == fresh ? 20260309 : 20260310);
      /* who won a client does not call him back */
      g_assert_cmpint (call->staff_id, ==, call->client_id == fresh ? specialist : 0);
    }
}

static void
test_sample (Branch *branch, gconstpointer data)
{
  static const struct
  {
    CltTier tier;
    int clients, drawn;
  } tiers[] = { { CLT_TIER_SMALL, 25, 3 },
                { CLT_TIER_ORDINARY, 40, 4 },
                { CLT_TIER_MAJOR, 1, 1 },
                { CLT_TIER_HIGH_END, 7, 7 } };
  gint64 first;

  begin (branch);
  for (guint i = 0; i < G_N_ELEMENTS (tiers); i++)
    for (int n = 0; n < tiers[i].clients; n++)
      {
        g_autofree char *number = g_strdup_printf ("%u%03d", i, n);
        gint64 client = branch_add_client (branch, "甲", number, 20250601);

        branch_run (branch, "INSERT INTO tier_history VALUES (?, 0, ?, 'first', 0, 60)", "ii",
                    client, (gint64) tiers[i].tier);
      }
  /* came too late, and gone */
  branch_add_client (branch, "乙", "9001", 20260105);
  branch_add_client (branch, "丙", "9002", 20250101);
  branch_run (branch,
              "UPDATE spell SET closed = opened + 10 WHERE client_id = (SELECT client_id"
              " FROM account WHERE number = '9002')",
              "");
  g_assert_cmpint (plan (branch, 2026), ==, 15);
  g_assert_cmpint (plan (branch, 2026), ==, 0);
  first = count (branch, "SELECT sum (client_id * due) FROM call_task");
  g_assert_cmpint (count (branch, "SELECT count (DISTINCT client_id) FROM call_task"), ==, 15);
  for (guint i = 0; i < G_N_ELEMENTS (tiers); i++)
    {
      g_autofree char *sql = g_strdup_printf (
        "SELECT count(*) FROM call_task t JOIN tier_history h ON h.client_id = t.client_id"
        " WHERE h.tier = %d",
        tiers[i].tier);

      g_assert_cmpint (count (branch, sql), ==, tiers[i].drawn);
    }
  /* the same year draws the same ones */
  branch_run (branch, "DELETE FROM call_task", "");
  g_assert_cmpint (plan (branch, 2026), ==, 15);
  g_assert_cmpint (count (branch, "SELECT sum (client_id * due) FROM call_task"), ==, first);
  {
    g_autoptr (GError) error = NULL;
    gint64 n;

    g_assert_false (clt_callback_plan_sample (branch->conn, 2025, &n, &error));
    g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  }
  clt_action_rollback (branch->conn);
}

/* One task a question, of this very day, for who watches over the rules. */
static void
test_bad_answer (Branch *branch, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tasks = NULL;
  gint64 client, guard, first, second;

  begin (branch);
  client = branch_add_client (branch, "甲", "001", 20200101);
  guard = branch_new_id (branch);
  branch_run (branch,
              "INSERT INTO staff (id, number, name, role) VALUES (?, 'C', 'C', 'compliance')", "i",
              guard);
  branch_run (branch, "INSERT INTO questionnaire (id, key, name) VALUES (901, 'n', 'n')", "");
  branch_run (branch,
              "INSERT INTO questionnaire_version (id, questionnaire_id, number, created)"
              " VALUES (902, 901, 1, 0)",
              "");
  branch_run (branch,
              "INSERT INTO question (id, version_id, position, key, type, text, bad)"
              " VALUES (903, 902, 1, 'signed', 'yesno', 'Did you sign yourself?', 'no')",
              "");
  branch_run (branch,
              "INSERT INTO response (id, version_id, client_id, channel, day)"
              " VALUES (904, 902, ?, 'phone', 0)",
              "i", client);
  g_assert_true (clt_task_open_bad_answer (branch->conn, client, 904, "signed", &first, &error));
  g_assert_true (clt_task_open_bad_answer (branch->conn, client, 904, "signed", &second, &error));
  g_assert_cmpint (first, ==, second);
  tasks = clt_task_list (branch->conn, guard, client, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tasks->len, ==, 1);
  g_assert_cmpint (((CltTask *) tasks->pdata[0])->due, ==, today ());
  g_assert_cmpstr (((CltTask *) tasks->pdata[0])->kind, ==, "compliance");
  g_assert_false (clt_task_finish (branch->conn, first, "dropped", "", NULL));
  g_assert_true (clt_task_finish (branch->conn, first, "done", "", &error));
  g_assert_false (clt_task_finish (branch->conn, first, "done", "", NULL));
  clt_action_rollback (branch->conn);
}

/* ---- surveys by telephone ------------------------------------------------------------------ */

static gint64
add_survey (Branch *branch, const char *channel)
{
  const gint64 questionnaire = branch_new_id (branch), version = branch_new_id (branch);
  g_autofree char *key = g_strdup_printf ("care-%s", channel);
  g_autoptr (CltSurvey) survey = clt_survey_new ("Care", version, channel);
  g_autoptr (GError) error = NULL;

  branch_run (branch, "INSERT INTO questionnaire (id, key, name) VALUES (?1, ?2, ?2)", "it",
              questionnaire, key);
  branch_run (branch,
              "INSERT INTO questionnaire_version (id, questionnaire_id, number, state, created)"
              " VALUES (?, ?, 1, 'published', 0)",
              "ii", version, questionnaire);
  survey->from = today ();
  survey->to = today () + 20;
  clt_survey_save (branch->conn, survey, &error);
  g_assert_no_error (error);
  clt_survey_draw (branch->conn, survey->id, CLT_SURVEY_NO_SEED, 0, &error);
  g_assert_no_error (error);
  return survey->id;
}

static gint64
count_calls (Branch *branch, gint64 survey, const char *state)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  clt_conn_get_int (branch->conn, &n, -1, &error,
                    "SELECT count(*) FROM call_task WHERE survey_id = ? AND occasion = 'survey'"
                    " AND state = ?",
                    "it", survey, state);
  g_assert_no_error (error);
  return n;
}

/* Opening a survey plans its calls, closing it drops those that were not made; undo takes all of it
 * back, and redo brings it again. */
static void
test_survey (Branch *branch, gconstpointer data)
{
  gint64 served, other, specialist, survey, web, answered, n;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) calls = NULL;

  begin (branch);
  specialist = branch_new_id (branch);
  branch_run (branch, "INSERT INTO staff (id, number, name) VALUES (?, 'K1', '王')", "i",
              specialist);
  served = branch_add_client (branch, "甲", "001", 20260101); /* who is new is not dormant */
  other = branch_add_client (branch, "乙", "002", 20260101);
  branch_run (branch,
              "INSERT INTO assignment (id, client_id, staff_id, relation, valid_from)"
              " VALUES (?, ?, ?, 'service', 0)",
              "iii", branch_new_id (branch), served, specialist);
  branch_commit (branch);
  begin (branch);
  survey = add_survey (branch, "phone");
  web = add_survey (branch, "website");
  branch_commit (branch);

  begin (branch);
  clt_callback_open_survey (branch->conn, web, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 0);
  branch_commit (branch);
  begin (branch);
  clt_callback_open_survey (branch->conn, survey, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 2);
  branch_commit (branch);
  calls = clt_call_list (branch->conn, 0, CLT_DAY_NONE, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (calls->len, ==, 2);
  for (guint i = 0; i < calls->len; i++)
    {
      const CltCall *call = calls->pdata[i];

      g_assert_false (call->duty);
      g_assert_cmpint (call->survey_id, ==, survey);
      g_assert_cmpint (call->questionnaire_id, !=, 0);
      g_assert_cmpint (call->staff_id, ==, call->client_id == served ? specialist : 0);
      g_assert_cmpint (call->due, >=, today ());
      g_assert_cmpint (call->due, <=, today () + 14);
      g_assert_true (call->client_id == served || call->client_id == other);
    }

  g_assert_true (clt_action_undo (branch->conn, 0, "test", NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_calls (branch, survey, "open"), ==, 0);
  g_assert_true (clt_action_redo (branch->conn, 0, "test", NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_calls (branch, survey, "open"), ==, 2);
  begin (branch);
  g_assert_false (clt_callback_open_survey (branch->conn, survey, &n, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  clt_action_rollback (branch->conn);
  begin (branch);
  branch_run (branch,
              "UPDATE call_task SET state = 'dropped', closed = 1 WHERE client_id = ?"
              " AND survey_id = ?",
              "ii", served, survey);
  answered = clt_action_get_id (branch->conn);
  branch_commit (branch);
  begin (branch);
  clt_callback_close_survey (branch->conn, survey, &n, &error);
  g_assert_no_error (error);
  branch_commit (branch);
  g_assert_cmpint (n, ==, 1);
  g_assert_cmpint (count_calls (branch, survey, "dropped"), ==, 2);
  /* one is closed when it was dropped, the other one now */
  g_assert_cmpint (count (branch, "SELECT count(*) FROM call_task WHERE closed < 10"), ==, 1);

  /* a call of a closed survey does not come back by itself */
  g_assert_false (clt_action_undo (branch->conn, answered, "test", NULL, NULL, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_IN_THE_WAY);
  g_assert_cmpint (count_calls (branch, survey, "open"), ==, 0);
}

/* The call on somebody's screen stays there; what a lease has left behind goes with the call. */
static void
test_survey_on_screen (Branch *branch, gconstpointer data)
{
  const CltCallDesk desk = { 0, "Li", "1" };
  const gint64 at = clt_day_get_instant (today (), 600);
  g_autoptr (GError) error = NULL;
  CltQueueItem *item = NULL;
  gint64 survey, n;

  begin (branch);
  branch_add_client (branch, "甲", "001", 20260101);
  branch_commit (branch);
  begin (branch);
  survey = add_survey (branch, "phone");
  clt_callback_open_survey (branch->conn, survey, &n, &error);
  g_assert_no_error (error);
  branch_commit (branch);
  g_assert_true (clt_call_queue_take (branch->conn, &desk,
                                      count (branch, "SELECT id FROM call_task"), at,
                                      "asked for it", &item, &error));
  g_assert_no_error (error);
  g_assert_nonnull (item);

  begin (branch);
  g_assert_false (clt_callback_close_survey (branch->conn, survey, &n, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "Li"));
  g_clear_error (&error);
  clt_action_rollback (branch->conn);
  g_assert_cmpint (count_calls (branch, survey, "open"), ==, 1);

  /* the program was killed long ago */
  g_assert_true (clt_conn_run (branch->conn, &error, "UPDATE call_claim SET until = 1", ""));
  begin (branch);
  clt_callback_close_survey (branch->conn, survey, &n, &error);
  g_assert_no_error (error);
  branch_commit (branch);
  g_assert_cmpint (count_calls (branch, survey, "dropped"), ==, 1);
  g_assert_cmpint (count (branch, "SELECT count(*) FROM call_claim"), ==, 0);
  clt_queue_item_free (item);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/callback/due", Branch, NULL, branch_set_up, test_due, branch_tear_down);
  g_test_add ("/callback/sample", Branch, NULL, branch_set_up, test_sample, branch_tear_down);
  g_test_add ("/callback/survey-on-screen", Branch, NULL, branch_set_up, test_survey_on_screen,
              branch_tear_down);
  g_test_add ("/callback/survey", Branch, NULL, branch_set_up, test_survey, branch_tear_down);
  g_test_add ("/callback/bad-answer", Branch, NULL, branch_set_up, test_bad_answer,
              branch_tear_down);
  return g_test_run ();
}
