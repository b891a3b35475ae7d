/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the client says when he is called after the closing reaches the complaint, in whichever order
 * form and call end, and goes with undo. */
#include "complaint-fixture.h"

#include "core/complaints/clt-complaint-follow.h"
#include "core/delivery/clt-call.h"
#include "core/surveys/clt-response.h"

typedef struct
{
  Cases cases;
  gint64 complaint, call, version;
  CltForm *form; /* owned */
} Asked;

static void
close_complaint (Cases *cases, gint64 id)
{
  cases_set (cases, id, "finding", "founded");
  cases_set (cases, id, "cause", "the order was keyed twice");
  cases_set (cases, id, "remedy", "commission returned");
  cases_move (cases, id, "closed", "at once");
}

static gint64
find_call (Cases *cases, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) calls = clt_complaint_list_calls (cases->branch.conn, id, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (calls->len, >, 0);
  return ((CltCall *) calls->pdata[0])->id;
}

static void
set_up (Asked *asked, gconstpointer preset)
{
  Cases *cases = &asked->cases;
  CltConn *conn;
  g_autoptr (GError) failure = NULL;
  gint64 questionnaire = 0;

  cases_set_up (cases, NULL);
  conn = cases->branch.conn;
  cases_change (cases, (questionnaire = clt_questionnaire_add_preset (conn, preset, "en", error)));
  asked->version = clt_questionnaire_get_version (conn, questionnaire, &failure);
  g_assert_no_error (failure);
  asked->form = clt_form_load (conn, asked->version, &failure);
  g_assert_no_error (failure);
  asked->complaint = cases_add (cases, cases->client, "orders", "");
  close_complaint (cases, asked->complaint);
  asked->call = find_call (cases, asked->complaint);
  cases_set_day (20261127);
}

static void
tear_down (Asked *asked, gconstpointer data)
{
  clt_form_free (asked->form);
  cases_tear_down (&asked->cases, NULL);
}

/* With an answer to each question that must have one: refused, but for who it is. */
static gint64
begin (Asked *asked)
{
  Cases *cases = &asked->cases;
  g_autoptr (CltResponse) response = clt_response_new (asked->version, "phone");

  response->client_id = cases->client;
  response->call_id = asked->call;
  cases_change (cases, clt_response_begin (cases->branch.conn, response, error));
  for (guint i = 0; i < asked->form->questions->len; i++)
    {
      const CltQuestion *question = asked->form->questions->pdata[i];
      const CltAnswerChange change = { .value = question->identity ? "yes" : NULL,
                                       .mark = question->identity ? NULL : "refused" };

      if (question->required)
        cases_change (cases, clt_response_set (cases->branch.conn, response->id, question, &change,
                                               error));
    }
  return response->id;
}

static void
answer (Asked *asked, gint64 response, const char *key, const char *value)
{
  Cases *cases = &asked->cases;
  const CltQuestion *question = clt_form_find_question (asked->form, key);

  g_assert_nonnull (question);
  cases_change (cases, clt_response_set (cases->branch.conn, response, question,
                                         &(const CltAnswerChange){ .value = value }, error));
}

static void
finish (Asked *asked, gint64 response)
{
  cases_change (&asked->cases, clt_response_finish (asked->cases.branch.conn, response,
                                                    CLT_RESPONSE_COMPLETE, error));
}

static void
end_call (Asked *asked)
{
  cases_change (&asked->cases, clt_call_finish (asked->cases.branch.conn, asked->call, "complete",
                                                "", CLT_DAY_NONE, error));
}

static gint64
count_asked (Asked *asked)
{
  return cases_count (&asked->cases,
                      "SELECT count(*) FROM complaint_step WHERE complaint_id = ?"
                      " AND state = 'asked'",
                      asked->complaint);
}

static void
assert_complaint (Asked *asked, const char *state, int satisfied)
{
  g_autoptr (CltComplaint) complaint = cases_load (&asked->cases, asked->complaint);

  g_assert_cmpstr (complaint->state, ==, state);
  g_assert_cmpint (complaint->satisfied, ==, satisfied);
}

static void
undo (Asked *asked)
{
  g_autoptr (GError) error = NULL;
  gint64 action;

  g_assert_true (clt_action_undo (asked->cases.branch.conn, 0, "tester", &action, NULL, &error));
  g_assert_no_error (error);
}

/* The form is complete first, as the workbench does it; it counts with the end of the call. */
static void
test_solved (Asked *asked, gconstpointer data)
{
  gint64 response = begin (asked);

  answer (asked, response, "solved", "yes");
  answer (asked, response, "satisfaction", "5");
  finish (asked, response);
  assert_complaint (asked, "closed", 0);
  end_call (asked);
  assert_complaint (asked, "closed", 5);
  g_assert_cmpint (count_asked (asked), ==, 1);
  undo (asked);
  assert_complaint (asked, "closed", 0);
  g_assert_cmpint (count_asked (asked), ==, 0);
}

/* The call ends first; “not solved” begins it anew, with the client's words. */
static void
test_not_solved (Asked *asked, gconstpointer data)
{
  Cases *cases = &asked->cases;
  gint64 response = begin (asked);
  g_autoptr (GPtrArray) steps = NULL;
  g_autoptr (GError) error = NULL;
  const CltComplaintStep *last;

  answer (asked, response, "solved", "no");
  answer (asked, response, "solved-what", "nothing came");
  answer (asked, response, "satisfaction", "2");
  end_call (asked);
  assert_complaint (asked, "closed", 0);
  finish (asked, response);
  assert_complaint (asked, "investigating", 2);
  steps = clt_complaint_list_steps (cases->branch.conn, asked->complaint, &error);
  g_assert_no_error (error);
  last = steps->pdata[steps->len - 1];
  g_assert_cmpstr (last->state, ==, "reopened");
  g_assert_nonnull (strstr (last->reason, "nothing came"));
  /* closed again, the old answer is not taken once more */
  close_complaint (cases, asked->complaint);
  assert_complaint (asked, "closed", 2);
}

/* In one action both. */
static gboolean
end_both (CltConn *conn, const Asked *asked, gint64 response, GError **error)
{
  return clt_response_finish (conn, response, CLT_RESPONSE_COMPLETE, error) &&
         clt_call_finish (conn, asked->call, "complete", "", CLT_DAY_NONE, error);
}

static void
test_at_once (Asked *asked, gconstpointer data)
{
  Cases *cases = &asked->cases;
  gint64 response = begin (asked);

  answer (asked, response, "solved", "no");
  cases_change (cases, end_both (cases->branch.conn, asked, response, error));
  assert_complaint (asked, "investigating", 0);
  g_assert_cmpint (count_asked (asked), ==, 1);
  undo (asked);
  assert_complaint (asked, "closed", 0);
  g_assert_cmpint (cases_count (cases, "SELECT state = 'open' FROM call_task WHERE id = ?",
                                asked->call),
                   ==, 1);
}

/* Another form says nothing about it, and one that was broken off neither. */
static void
test_other_form (Asked *asked, gconstpointer data)
{
  gint64 response = begin (asked);

  finish (asked, response);
  end_call (asked);
  assert_complaint (asked, "closed", 0);
  g_assert_cmpint (count_asked (asked), ==, 0);
}

static void
test_broken_off (Asked *asked, gconstpointer data)
{
  Cases *cases = &asked->cases;
  gint64 response = begin (asked);

  answer (asked, response, "solved", "no");
  cases_change (cases,
                clt_response_finish (cases->branch.conn, response, CLT_RESPONSE_BROKEN, error));
  end_call (asked);
  assert_complaint (asked, "closed", 0);
}

static void
correct (Asked *asked, gint64 response, const char *key, const char *value)
{
  Cases *cases = &asked->cases;
  const CltQuestion *question = clt_form_find_question (asked->form, key);
  const char *part =
    question->lines->len == 0 ? NULL : ((CltOption *) question->lines->pdata[0])->code;
  const CltAnswerChange change = { .part = part, .value = value, .reason = "heard again" };

  g_assert_nonnull (question);
  cases_change (cases, clt_response_set (cases->branch.conn, response, question, &change, error));
}

/* What is corrected after the call reaches the complaint, too: “not solved” begins it anew. A question
 * that says nothing about it changes nothing there. */
static void
test_corrected (Asked *asked, gconstpointer data)
{
  gint64 response = begin (asked);

  answer (asked, response, "solved", "yes");
  answer (asked, response, "satisfaction", "5");
  finish (asked, response);
  end_call (asked);
  correct (asked, response, "satisfaction", "3");
  assert_complaint (asked, "closed", 3);
  correct (asked, response, "handling", "2");
  g_assert_cmpint (count_asked (asked), ==, 2);
  correct (asked, response, "solved", "no");
  assert_complaint (asked, "investigating", 3);
  undo (asked);
  assert_complaint (asked, "closed", 3);
}

/* It has begun anew because of what was written down wrong: it is told, and whoever handles it decides.
 * Closed once more, it is not concerned by the call of before. */
static void
test_corrected_anew (Asked *asked, gconstpointer data)
{
  Cases *cases = &asked->cases;
  gint64 response = begin (asked);
  g_autofree char *letter = NULL;
  g_autoptr (GError) error = NULL;

  answer (asked, response, "solved", "no");
  answer (asked, response, "satisfaction", "2");
  finish (asked, response);
  end_call (asked);
  assert_complaint (asked, "investigating", 2);
  correct (asked, response, "satisfaction", "4");
  correct (asked, response, "solved", "partly");
  assert_complaint (asked, "investigating", 4);
  /* “partly” is not “solved” */
  g_assert_cmpint (cases_count (cases,
                                "SELECT count(*) FROM complaint_step WHERE complaint_id = ?"
                                " AND reason LIKE 'Corrected later%is solved.%'",
                                asked->complaint),
                   ==, 0);
  letter = clt_complaint_letter_fill (cases->branch.conn, asked->complaint, "{reason}", &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (letter, "not solved"));
  g_assert_null (strstr (letter, "Corrected"));
  g_assert_cmpint (cases_count (cases,
                                "SELECT count(*) FROM complaint_step WHERE complaint_id = ?"
                                " AND reason LIKE 'Corrected later%does not say any more%'",
                                asked->complaint),
                   ==, 1);
  close_complaint (cases, asked->complaint);
  correct (asked, response, "satisfaction", "1");
  assert_complaint (asked, "closed", 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/complaint-follow/solved", Asked, "complaint", set_up, test_solved, tear_down);
  g_test_add ("/complaint-follow/not-solved", Asked, "complaint", set_up, test_not_solved,
              tear_down);
  g_test_add ("/complaint-follow/at-once", Asked, "complaint", set_up, test_at_once, tear_down);
  g_test_add ("/complaint-follow/other-form", Asked, "nps", set_up, test_other_form, tear_down);
  g_test_add ("/complaint-follow/corrected", Asked, "complaint", set_up, test_corrected, tear_down);
  g_test_add ("/complaint-follow/corrected-anew", Asked, "complaint", set_up, test_corrected_anew,
              tear_down);
  g_test_add ("/complaint-follow/broken-off", Asked, "complaint", set_up, test_broken_off,
              tear_down);
  return g_test_run ();
}
