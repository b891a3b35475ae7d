/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A call that a survey planned, when the answer comes by another way. */
#include "core/calls/clt-call-form.h"

#include "../surveys/survey-fixture.h"
#include "support/clt-test-branch.h"

typedef struct
{
  Survey survey; /* first */
  gint64 client, other, call, others_call;
} Fixture;

static gint64
plan_call (Fixture *fixture, gint64 client)
{
  g_autoptr (GError) error = NULL;
  const CltCall plan = { .due = clt_day_from_yyyymmdd (SURVEY_TODAY),
                         .due_time = -1,
                         .client_id = client,
                         .survey_id = 1,
                         .occasion = (char *) "survey",
                         .questionnaire_id = fixture->survey.questionnaire };
  const gint64 id = clt_call_plan (fixture->survey.branch.conn, &plan, &error);

  g_assert_no_error (error);
  return id;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  Branch *branch = &fixture->survey.branch;

  survey_set_up (&fixture->survey, data);
  branch_begin (branch);
  branch_run (branch,
              "INSERT INTO survey (id, name, version_id, channel, state, valid_from, valid_to)"
              " VALUES (1, 'yearly', ?, 'phone', 'open', 0, 99999)",
              "i", fixture->survey.version);
  fixture->client = branch_add_client (branch, "甲", "001", 20200101);
  fixture->other = branch_add_client (branch, "乙", "002", 20200101);
  fixture->call = plan_call (fixture, fixture->client);
  fixture->others_call = plan_call (fixture, fixture->other);
  branch_commit (branch);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  survey_tear_down (&fixture->survey, data);
}

static void
answer (Fixture *fixture, gint64 survey, int keyed, CltResponseState state)
{
  g_autoptr (CltResponse) response = clt_response_new (fixture->survey.version, "website");

  response->client_id = fixture->client;
  response->survey_id = survey;
  response->keyed = keyed;
  response->state = state;
  survey_change (&fixture->survey,
                 clt_response_store (fixture->survey.branch.conn, response, error));
}

static gboolean
is_open (Fixture *fixture, gint64 call)
{
  gint64 open;
  g_autoptr (GError) error = NULL;

  g_assert_true (clt_conn_get_int (fixture->survey.branch.conn, &open, 0, &error,
                                   "SELECT state = 'open' FROM call_task WHERE id = ?", "i", call));
  return open != 0;
}

/* Only a complete first keying of this very survey counts; undo plans the call again. */
static void
test_dropped (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  answer (fixture, 0, 1, CLT_RESPONSE_COMPLETE);
  answer (fixture, 1, 2, CLT_RESPONSE_COMPLETE);
  answer (fixture, 1, 1, CLT_RESPONSE_BROKEN);
  g_assert_true (is_open (fixture, fixture->call));
  answer (fixture, 1, 1, CLT_RESPONSE_COMPLETE);
  g_assert_false (is_open (fixture, fixture->call));
  g_assert_true (is_open (fixture, fixture->others_call));
  g_assert_true (clt_action_undo (fixture->survey.branch.conn, 0, "tester", NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (is_open (fixture, fixture->call));
}

/* Who talks to the client just then is not interrupted; an hour later the call is nobody's. */
static void
test_on_screen (Fixture *fixture, gconstpointer data)
{
  clt_test_exec (fixture->survey.branch.conn, "INSERT INTO call_claim (call_id, who, desk, until)"
                                              " SELECT id, 'Li', '1', 99999999999 FROM call_task");
  answer (fixture, 1, 1, CLT_RESPONSE_COMPLETE);
  g_assert_true (is_open (fixture, fixture->call));
  clt_test_exec (fixture->survey.branch.conn, "UPDATE call_claim SET until = 1");
  answer (fixture, 1, 1, CLT_RESPONSE_COMPLETE);
  g_assert_false (is_open (fixture, fixture->call));
}

/* The form of the call itself ends with the call, and one that was begun stays in the middle. */
static void
test_own_form (Fixture *fixture, gconstpointer data)
{
  const CltCallDesk desk = { 0, "Li", "1" };
  gint64 form;

  survey_change (&fixture->survey, (form = clt_call_form_begin (fixture->survey.branch.conn, &desk,
                                                                fixture->call, error)) != 0);
  clt_test_exec (fixture->survey.branch.conn, "UPDATE call_claim SET until = 1");
  answer (fixture, 1, 1, CLT_RESPONSE_COMPLETE);
  g_assert_false (is_open (fixture, fixture->call));
  g_assert_cmpint (clt_test_get_int (fixture->survey.branch.conn,
                                     "SELECT count(*) FROM response WHERE call_id IS NOT NULL"
                                     " AND state = 'broken'"),
                   ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/call-answered/dropped", Fixture, NULL, set_up, test_dropped, tear_down);
  g_test_add ("/call-answered/on-screen", Fixture, NULL, set_up, test_on_screen, tear_down);
  g_test_add ("/call-answered/own-form", Fixture, NULL, set_up, test_own_form, tear_down);
  return g_test_run ();
}
