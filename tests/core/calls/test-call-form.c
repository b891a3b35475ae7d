/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of a call: begun, left, gone on with, ended with the call; what a wrong answer brings. */
#include "core/calls/clt-call-form.h"

#include "../surveys/survey-fixture.h"
#include "core/calls/clt-task.h"

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

static gint64
answer (Fixture *fixture, gint64 id, const char *key, const char *value, const char *next)
{
  const CltAnswerChange change = { .value = value, .next = next };
  gint64 task;

  survey_change (&fixture->survey, clt_call_form_answer (fixture->survey.branch.conn, id, key,
                                                         &change, &task, error));
  return task;
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

/* It is found by a key, so that it is the same one for people with another language. */
static void
assert_task (Fixture *fixture, gint64 id)
{
  CltConn *conn = fixture->survey.branch.conn;
  g_autoptr (GPtrArray) tasks = clt_task_list (conn, fixture->guard, fixture->client, FALSE, NULL);
  gint64 n;

  g_assert_cmpstr (((CltTask *) tasks->pdata[0])->text, ==, "Wrong answer to “signed”");
  g_assert_true (clt_conn_get_int (conn, &n, 0, NULL,
                                   "SELECT count(*) FROM task WHERE id = ? AND text = 'signed'",
                                   "i", id));
  g_assert_cmpint (n, ==, 1);
}

/* A task at once; taken back with a wrong key; not twice. */
static void
test_bad_answer (Fixture *fixture, gconstpointer data)
{
  const gint64 id = begin_form (fixture);
  gint64 task;

  g_assert_cmpint (answer (fixture, id, "signed", "yes", ""), ==, 0);
  g_assert_cmpuint (count_tasks (fixture), ==, 0);
  task = answer (fixture, id, "signed", "no", "");
  g_assert_cmpint (task, !=, 0);
  g_assert_cmpuint (count_tasks (fixture), ==, 1);
  assert_task (fixture, task);
  g_assert_cmpint (answer (fixture, id, "signed", "yes", ""), ==, 0);
  g_assert_cmpuint (count_tasks (fixture), ==, 0);
  g_assert_cmpint (answer (fixture, id, "signed", "no", ""), ==, task);
  g_assert_cmpuint (count_tasks (fixture), ==, 1);
  /* what is done stays done */
  survey_change (&fixture->survey,
                 clt_task_finish (fixture->survey.branch.conn, task, "done", "", error));
  answer (fixture, id, "signed", "yes", "");
  answer (fixture, id, "signed", "no", "");
  g_assert_cmpuint (count_tasks (fixture), ==, 0);
  survey_refused (&fixture->survey,
                  clt_call_form_answer (fixture->survey.branch.conn, id, "nothing",
                                        &(const CltAnswerChange){ .value = "1" }, &task, error),
                  "nothing");
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
  ADD ("left-branch", test_left_branch);
  ADD ("none", test_none);
  return g_test_run ();
}
