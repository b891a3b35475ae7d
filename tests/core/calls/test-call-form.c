/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of a call: begun, left, gone on with, ended with the call; what a wrong answer brings. */
#include "core/calls/clt-call-form.h"

#include "../surveys/survey-fixture.h"
#include "core/calls/clt-task.h"
#include "support/clt-test-branch.h"

typedef struct
{
  Survey survey;        /* first */
  CltQuestion *signed_; /* owned */
  gint64 client, call, guard;
} Fixture;

static const CltCallDesk desk = { 0, "Li", "1" };

static void
set_up (Fixture *fixture, gconstpointer data)
{
  Branch *branch = &fixture->survey.branch;
  g_autoptr (GError) error = NULL;
  CltCall plan = { .due = clt_day_from_yyyymmdd (SURVEY_TODAY), .due_time = -1, .duty = TRUE };

  survey_set_up (&fixture->survey, data);
  branch_begin (branch);
  fixture->signed_ = survey_add_question (&fixture->survey, "signed", CLT_QUESTION_YESNO, 0, 0, "");
  branch_run (branch, "UPDATE question SET bad = 'no' WHERE id = ?", "i", fixture->signed_->id);
  fixture->guard = branch_new_id (branch);
  branch_run (branch, "INSERT INTO staff (id, number, name, role) VALUES (?1, 'C', 'C', ?2)", "it",
              fixture->guard, "compliance");
  plan.client_id = fixture->client = branch_add_client (branch, "甲", "001", 20200101);
  plan.questionnaire_id = fixture->survey.questionnaire;
  fixture->call = clt_call_plan (branch->conn, &plan, &error);
  g_assert_no_error (error);
  branch_commit (branch);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_question_free (fixture->signed_);
  survey_tear_down (&fixture->survey, data);
}

static gint64
begin_form (Fixture *fixture)
{
  gint64 id;

  survey_change (&fixture->survey, (id = clt_call_form_begin (fixture->survey.branch.conn, &desk,
                                                              fixture->call, error)) != 0);
  return id;
}

/* Returns: whether it is a wrong one. */
static gboolean
answer (Fixture *fixture, gint64 id, const char *key, const char *value, const char *next)
{
  const CltAnswerChange change = { .value = value, .next = next };
  gboolean bad;

  survey_change (&fixture->survey,
                 clt_call_form_answer (fixture->survey.branch.conn, id, key, &change, &bad, error));
  return bad;
}

static void
end_call (Fixture *fixture, const char *outcome)
{
  const CltCallEnd end = { .call_id = fixture->call,
                           .outcome = outcome,
                           .again = CLT_DAY_NONE,
                           .again_time = -1,
                           .reason = "test",
                           .promise_due = CLT_DAY_NONE };
  CltCallEnded ended;

  survey_change (&fixture->survey,
                 clt_call_end (fixture->survey.branch.conn, &desk, &end, &ended, error));
}

static CltResponse *
load (Fixture *fixture, gint64 id)
{
  g_autoptr (GError) error = NULL;
  CltResponse *response = clt_response_load (fixture->survey.branch.conn, id, &error);

  g_assert_no_error (error);
  return response;
}

/* Broken off, and gone on with in the next call, also under another version. */
static void
test_attempts (Fixture *fixture, gconstpointer data)
{
  CltConn *conn = fixture->survey.branch.conn;
  const gint64 id = begin_form (fixture);
  g_autoptr (CltResponse) response = load (fixture, id);
  g_autoptr (GError) error = NULL;
  gint64 found;

  g_assert_cmpstr (response->at_key, ==, "calls");
  g_assert_cmpint (response->call_id, ==, fixture->call);
  g_assert_cmpint (response->client_id, ==, fixture->client);
  g_assert_cmpint (response->version_id, ==, fixture->survey.version);
  g_assert_cmpint (begin_form (fixture), ==, id); /* as after a crash */
  answer (fixture, id, "calls", "4", "where");
  end_call (fixture, "broken");
  g_clear_pointer (&response, clt_response_free);
  response = load (fixture, id);
  g_assert_cmpint (response->state, ==, CLT_RESPONSE_BROKEN);

  g_assert_true (clt_action_undo (conn, 0, "Li", NULL, NULL, &error)); /* the call returns */
  g_clear_pointer (&response, clt_response_free);
  response = load (fixture, id);
  g_assert_cmpint (response->state, ==, CLT_RESPONSE_OPEN);
  g_assert_true (clt_action_redo (conn, 0, "Li", NULL, NULL, &error));

  branch_begin (&fixture->survey.branch);
  branch_run (&fixture->survey.branch, "UPDATE questionnaire_version SET state = 'retired'", "");
  branch_commit (&fixture->survey.branch);
  g_assert_cmpint (begin_form (fixture), ==, id);
  g_clear_pointer (&response, clt_response_free);
  response = load (fixture, id);
  g_assert_cmpint (response->state, ==, CLT_RESPONSE_OPEN);
  g_assert_cmpstr (response->at_key, ==, "where");
  end_call (fixture, "complete");
  g_clear_pointer (&response, clt_response_free);
  response = load (fixture, id);
  g_assert_cmpint (response->state, ==, CLT_RESPONSE_COMPLETE);
  g_assert_true (clt_call_form_find (conn, fixture->call, &found, &error));
  g_assert_cmpint (found, ==, id);
}

/* The next call says that all is said: the form that was left in the middle is complete, or it says
 * what it lacks. */
static void
test_complete_broken (Fixture *fixture, gconstpointer data)
{
  const CltCallEnd end = { .call_id = fixture->call,
                           .outcome = "complete",
                           .again = CLT_DAY_NONE,
                           .again_time = -1,
                           .reason = "test",
                           .promise_due = CLT_DAY_NONE };
  const gint64 id = begin_form (fixture);
  g_autoptr (CltResponse) response = NULL;
  CltCallEnded ended;

  branch_begin (&fixture->survey.branch);
  branch_run (&fixture->survey.branch, "UPDATE question SET required = 1 WHERE key = 'where'", "");
  branch_commit (&fixture->survey.branch);
  answer (fixture, id, "calls", "4", "where");
  end_call (fixture, "broken");
  survey_refused (&fixture->survey,
                  clt_call_end (fixture->survey.branch.conn, &desk, &end, &ended, error), "where");
  g_assert_cmpint (begin_form (fixture), ==, id);
  answer (fixture, id, "where", "home", "what");
  end_call (fixture, "broken");
  end_call (fixture, "complete");
  response = load (fixture, id);
  g_assert_cmpint (response->state, ==, CLT_RESPONSE_COMPLETE);
}

static guint
count_tasks (Fixture *fixture)
{
  g_autoptr (GPtrArray) tasks =
    clt_task_list (fixture->survey.branch.conn, fixture->guard, fixture->client, FALSE, NULL);

  g_assert_nonnull (tasks);
  return tasks->len;
}

/* It is found by a key, so that it is the same one for people with another language. Returns: its id. */
static gint64
get_task (Fixture *fixture)
{
  CltConn *conn = fixture->survey.branch.conn;
  g_autoptr (GPtrArray) tasks = clt_task_list (conn, fixture->guard, fixture->client, FALSE, NULL);
  const CltTask *task = tasks->pdata[0];
  gint64 n;

  g_assert_cmpuint (tasks->len, ==, 1);
  g_assert_cmpstr (task->text, ==, "Wrong answer to “signed”");
  g_assert_true (clt_conn_get_int (conn, &n, 0, NULL,
                                   "SELECT count(*) FROM task WHERE id = ? AND text = 'signed'",
                                   "i", task->id));
  g_assert_cmpint (n, ==, 1);
  return task->id;
}

/* A task at once; taken back with a wrong key; not twice. */
static void
test_bad_answer (Fixture *fixture, gconstpointer data)
{
  const gint64 id = begin_form (fixture);
  gboolean bad;
  gint64 task;

  g_assert_false (answer (fixture, id, "signed", "yes", ""));
  g_assert_cmpuint (count_tasks (fixture), ==, 0);
  g_assert_true (answer (fixture, id, "signed", "no", ""));
  task = get_task (fixture);
  g_assert_false (answer (fixture, id, "signed", "yes", ""));
  g_assert_cmpuint (count_tasks (fixture), ==, 0);
  g_assert_true (answer (fixture, id, "signed", "no", ""));
  g_assert_cmpint (get_task (fixture), ==, task);
  /* what is done stays done */
  survey_change (&fixture->survey,
                 clt_task_finish (fixture->survey.branch.conn, task, "done", "", error));
  answer (fixture, id, "signed", "yes", "");
  answer (fixture, id, "signed", "no", "");
  g_assert_cmpuint (count_tasks (fixture), ==, 0);
  survey_refused (&fixture->survey,
                  clt_call_form_answer (fixture->survey.branch.conn, id, "nothing",
                                        &(const CltAnswerChange){ .value = "1" }, &bad, error),
                  "nothing");
}

/* A form that came by another way, with the answer @value. */
static gint64
store_form (Fixture *fixture, gint64 client, int keyed, const char *value)
{
  g_autoptr (CltResponse) response = clt_response_new (fixture->survey.version, "onsite");

  response->client_id = client;
  response->keyed = keyed;
  response->state = CLT_RESPONSE_COMPLETE;
  clt_response_add_answer (response, fixture->signed_->id, "", "", value, "");
  survey_change (&fixture->survey,
                 clt_response_store (fixture->survey.branch.conn, response, error));
  return response->id;
}

/* The same of what comes on paper or in a file, and of what is corrected later. */
static void
test_other_ways (Fixture *fixture, gconstpointer data)
{
  Survey *survey = &fixture->survey;
  g_autoptr (GError) undo_error = NULL;
  gint64 form, task;

  store_form (fixture, fixture->client, 2, "no"); /* the first keying counts */
  form = store_form (fixture, fixture->client, 1, "yes");
  g_assert_cmpuint (count_tasks (fixture), ==, 0);
  survey_answer (survey, form, fixture->signed_, .value = "no", .reason = "misheard");
  task = get_task (fixture);
  g_assert_true (clt_action_undo (survey->branch.conn, 0, "tester", NULL, NULL, &undo_error));
  g_assert_no_error (undo_error);
  g_assert_cmpuint (count_tasks (fixture), ==, 0);
  g_assert_true (clt_action_redo (survey->branch.conn, 0, "tester", NULL, NULL, &undo_error));
  g_assert_cmpint (get_task (fixture), ==, task);
  survey_answer (survey, form, fixture->signed_, .value = "yes", .reason = "heard again");
  g_assert_cmpuint (count_tasks (fixture), ==, 0);

  store_form (fixture, fixture->client, 1, "no");
  task = get_task (fixture);
  store_form (fixture, 0, 1, "no"); /* nobody with whom to put it right */
  g_assert_cmpint (clt_test_get_int (survey->branch.conn, "SELECT count(*) FROM task"), ==, 2);
}

/* What a person has decided about one answer stands while another answer of the form changes. */
static void
test_decided (Fixture *fixture, gconstpointer data)
{
  Survey *survey = &fixture->survey;
  const gint64 form = store_form (fixture, fixture->client, 1, "no");
  const gint64 task = get_task (fixture);

  survey_change (survey, clt_task_finish (survey->branch.conn, task, "dropped", "joke", error));
  survey_answer (survey, form, survey->words, .value = "well", .reason = "left out");
  g_assert_cmpuint (count_tasks (fixture), ==, 0);
}

/* A wrong answer on a branch that is left does not stand when the form is complete. */
static void
test_left_branch (Fixture *fixture, gconstpointer data)
{
  const gint64 id = begin_form (fixture);
  g_autoptr (CltResponse) response = NULL;

  branch_begin (&fixture->survey.branch);
  branch_run (&fixture->survey.branch,
              "UPDATE question SET condition = 'where = home' WHERE id = ?", "i",
              fixture->signed_->id);
  branch_commit (&fixture->survey.branch);
  answer (fixture, id, "where", "home", "signed");
  answer (fixture, id, "signed", "no", "");
  answer (fixture, id, "where", "desk", "");
  g_assert_cmpuint (count_tasks (fixture), ==, 1); /* he may come back to it */
  end_call (fixture, "complete");
  g_assert_cmpuint (count_tasks (fixture), ==, 0);
  response = load (fixture, id);
  g_assert_null (clt_response_find_answer (response, fixture->signed_->id, NULL));
}

static void
test_none (Fixture *fixture, gconstpointer data)
{
  CltConn *conn = fixture->survey.branch.conn;
  gint64 found = -1;

  branch_begin (&fixture->survey.branch);
  branch_run (&fixture->survey.branch, "UPDATE questionnaire_version SET state = 'draft'", "");
  branch_commit (&fixture->survey.branch);
  survey_refused (&fixture->survey, clt_call_form_begin (conn, &desk, fixture->call, error) != 0,
                  "questionnaire");
  g_assert_true (clt_call_form_find (conn, fixture->call, &found, NULL));
  g_assert_cmpint (found, ==, 0);
  end_call (fixture, "complete");
}

#define ADD(path, func) g_test_add ("/call-form/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("attempts", test_attempts);
  ADD ("complete-broken", test_complete_broken);
  ADD ("bad-answer", test_bad_answer);
  ADD ("other-ways", test_other_ways);
  ADD ("decided", test_decided);
  ADD ("left-branch", test_left_branch);
  ADD ("none", test_none);
  return g_test_run ();
}
