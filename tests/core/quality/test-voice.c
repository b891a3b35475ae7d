/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What clients say, as indicators: satisfaction and complaints, by tier, by staff and by month; and that
 * the figures which are kept are those which would be computed, whatever changes. */
#include <math.h>

#include "../complaints/complaint-fixture.h"
#include "core/quality/clt-complaint-figures.h"
#include "core/quality/clt-figures.h"
#include "core/quality/clt-indicator-kinds.h"
#include "core/surveys/clt-survey-result.h"

/* A published questionnaire with a rating of 1 to 5 (twice, once turned round) and one of 0 to 10. */
typedef struct
{
  gint64 questionnaire, version, plain, reverse, wide;
} Form;

static gint64
add_question (Branch *branch, gint64 version, const char *key, int low, int high, int reverse)
{
  gint64 id = branch_new_id (branch);

  branch_run (branch,
              "INSERT INTO question (id, version_id, position, key, type, text, low, high, reverse)"
              " VALUES (?1, ?2, ?1, ?3, 'rating', ?3, ?4, ?5, ?6)",
              "iitiii", id, version, key, (gint64) low, (gint64) high, (gint64) reverse);
  return id;
}

static void
add_form (Branch *branch, Form *form)
{
  form->questionnaire = branch_new_id (branch);
  form->version = branch_new_id (branch);
  branch_run (branch, "INSERT INTO questionnaire (id, key, name) VALUES (?1, ?1, 'q')", "i",
              form->questionnaire);
  branch_run (branch,
              "INSERT INTO questionnaire_version (id, questionnaire_id, number, state, created)"
              " VALUES (?, ?, 1, 'published', 0)",
              "ii", form->version, form->questionnaire);
  form->plain = add_question (branch, form->version, "plain", 1, 5, 0);
  form->reverse = add_question (branch, form->version, "reverse", 1, 5, 1);
  form->wide = add_question (branch, form->version, "wide", 0, 10, 0);
}

static gint64
add_survey (Branch *branch, const Form *form)
{
  gint64 id = branch_new_id (branch);

  branch_run (branch,
              "INSERT INTO survey (id, name, version_id, channel, valid_from, valid_to)"
              " VALUES (?, 's', ?, 'phone', 0, 99999)",
              "ii", id, form->version);
  return id;
}

static gint64
add_response (Branch *branch, const Form *form, gint64 client, gint64 survey, gint64 day)
{
  gint64 id = branch_new_id (branch);

  branch_run (branch,
              "INSERT INTO response (id, version_id, survey_id, client_id, channel, state, day)"
              " VALUES (?, ?, nullif (?, 0), nullif (?, 0), 'phone', 'complete', ?)",
              "iiiii", id, form->version, survey, client, day);
  return id;
}

static void
add_answer (Branch *branch, gint64 response, gint64 question, const char *mark, const char *value)
{
  branch_run (branch,
              "INSERT INTO answer (response_id, question_id, mark, value) VALUES (?, ?, ?, ?)",
              "iitt", response, question, mark, value);
}

static CltIndicators *
compute (Cases *cases, int from, int to, CltGroupBy by)
{
  g_autoptr (GError) error = NULL;
  CltIndicators *indicators =
    clt_indicators_compute (cases->branch.conn, (CltDay) DAY (from), (CltDay) DAY (to), by, &error);

  g_assert_no_error (error);
  return indicators;
}

static void
check (const CltIndicator *indicator, gint64 numerator, gint64 denominator, double value)
{
  g_test_message ("%s", indicator->name);
  g_assert_cmpint (indicator->numerator, ==, numerator);
  g_assert_cmpint (indicator->denominator, ==, denominator);
  g_assert_cmpfloat_with_epsilon (indicator->value, value, 1e-12);
}

static void
set_up (Cases *cases, gconstpointer data)
{
  cases_set_up (cases, data);
  branch_begin (&cases->branch);
  for (int month = 9; month <= 11; month++)
    branch_add_funds (&cases->branch, cases->client, 20260000 + month * 100 + 16, 100000, 0, 0);
  branch_commit (&cases->branch);
}

/* ---- satisfaction -------------------------------------------------------------------------- */

static void
test_satisfaction (Cases *cases, gconstpointer data)
{
  Branch *branch = &cases->branch;
  g_autoptr (CltIndicators) indicators = NULL;
  g_autoptr (GError) error = NULL;
  const CltIndicator *found;
  gint64 survey, first, last, alone;
  Form form;

  indicators = compute (cases, 20261101, 20261130, CLT_BY_NONE);
  found = clt_indicators_find (indicators, "satisfaction");
  g_assert_false (found->known);
  g_assert_true (isnan (found->value));
  clt_indicators_free (g_steal_pointer (&indicators));

  branch_begin (branch);
  add_form (branch, &form);
  survey = add_survey (branch, &form);
  /* of one survey the last form counts; what was said outside of surveys counts each time */
  first = add_response (branch, &form, cases->client, survey, DAY (20261102));
  add_answer (branch, first, form.plain, "", "1");
  last = add_response (branch, &form, cases->client, survey, DAY (20261103));
  add_answer (branch, last, form.plain, "", "4");
  add_answer (branch, last, form.reverse, "", "2"); /* a 4 */
  add_answer (branch, last, form.wide, "", "3");    /* another scale */
  alone = add_response (branch, &form, cases->other, 0, DAY (20261104));
  add_answer (branch, alone, form.plain, "", "5");
  add_answer (branch, alone, form.reverse, "unknown", "");
  alone = add_response (branch, &form, cases->other, 0, DAY (20261105));
  add_answer (branch, alone, form.plain, "refused", "");
  add_answer (branch, alone, form.reverse, "", "5"); /* a 1 */
  add_answer (branch, add_response (branch, &form, 0, survey, DAY (20261105)), form.plain, "", "1");
  branch_commit (branch);

  indicators = compute (cases, 20261101, 20261130, CLT_BY_STAFF);
  found = clt_indicators_find (indicators, "satisfaction");
  check (found, 3, 4, 0.75);
  g_assert_cmpfloat_with_epsilon (found->low, 0.300642, 1e-6);
  g_assert_cmpfloat_with_epsilon (found->high, 0.954413, 1e-6);
  for (guint i = 0; i < indicators->indicators->len; i++)
    {
      const CltIndicator *group = &g_array_index (indicators->indicators, CltIndicator, i);

      if (!group->grouped || !g_str_equal (group->name, "satisfaction"))
        continue;
      g_assert_cmpint (group->denominator, ==,
                       group->staff_id == cases->lin ? 2
                       : group->staff_id == 0        ? 2
                                                     : 0);
    }
  {
    g_autoptr (GArray) members =
      clt_indicators_members (branch->conn, "satisfaction", (CltDay) DAY (20261101),
                              (CltDay) DAY (20261130), NULL, FALSE, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (members->len, ==, 2);
  }
}

/* Of @cases' clients, who all have a name: what the indicator counts is what the results count. */
static void
check_same (Cases *cases, const Form *form, int from, int to, gint64 numerator, gint64 denominator)
{
  const CltResultQuery query = { .questionnaire_id = form->questionnaire,
                                 .pooled = TRUE,
                                 .from = (CltDay) DAY (from),
                                 .to = (CltDay) DAY (to) };
  g_autoptr (CltIndicators) indicators = compute (cases, from, to, CLT_BY_NONE);
  g_autoptr (CltSurveyResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const CltIndicator *indicator = clt_indicators_find (indicators, "satisfaction");

  result = clt_survey_result_load (cases->branch.conn, &query, &error);
  g_assert_no_error (error);
  g_assert_cmpint (indicator->numerator, ==, result->all->csat.n);
  g_assert_cmpint (indicator->denominator, ==, result->all->csat.of);
  if (denominator < 0)
    return;
  g_assert_cmpint (indicator->numerator, ==, numerator);
  g_assert_cmpint (indicator->denominator, ==, denominator);
}

/* A form that a later one of the survey stands for counts in no period, not even in its own. */
static void
test_same_figure (Cases *cases, gconstpointer data)
{
  Branch *branch = &cases->branch;
  gint64 survey, before, after;
  Form form;

  branch_begin (branch);
  add_form (branch, &form);
  survey = add_survey (branch, &form);
  before = add_response (branch, &form, cases->client, survey, DAY (20261030));
  add_answer (branch, before, form.plain, "", "1");
  after = add_response (branch, &form, cases->client, survey, DAY (20261103));
  add_answer (branch, after, form.plain, "", "5");
  branch_commit (branch);
  check_same (cases, &form, 20261001, 20261031, 0, 0);
  check_same (cases, &form, 20261101, 20261130, 1, 1);
  check_same (cases, &form, 20261001, 20261130, 1, 1);
}

static void
test_same_figure_random (Cases *cases, gconstpointer data)
{
  Branch *branch = &cases->branch;
  gint64 surveys[3] = { 0 };
  Form form;

  branch_begin (branch);
  add_form (branch, &form);
  surveys[1] = add_survey (branch, &form);
  surveys[2] = add_survey (branch, &form);
  for (guint i = 0; i < 60; i++)
    {
      const gint64 response =
        add_response (branch, &form, g_test_rand_bit () ? cases->client : cases->other,
                      surveys[g_test_rand_int_range (0, 3)],
                      DAY (20260901) + g_test_rand_int_range (0, 91));
      g_autofree char *plain = g_strdup_printf ("%d", g_test_rand_int_range (1, 6));
      g_autofree char *reverse = g_strdup_printf ("%d", g_test_rand_int_range (1, 6));

      add_answer (branch, response, form.plain, "", plain);
      if (g_test_rand_bit ())
        add_answer (branch, response, form.reverse, "", reverse);
    }
  branch_commit (branch);
  for (int month = 9; month <= 11; month++)
    check_same (cases, &form, 20260000 + month * 100 + 1, 20260000 + month * 100 + 30, 0, -1);
  check_same (cases, &form, 20260901, 20261130, 0, -1);
}

/* ---- complaints ---------------------------------------------------------------------------- */

static void
test_complaints (Cases *cases, gconstpointer data)
{
  Branch *branch = &cases->branch;
  g_autoptr (CltIndicators) indicators = NULL;
  g_autoptr (GError) error = NULL;
  CltComplaintFigures figures;
  const CltIndicator *found;
  gint64 first, id, prospect;

  indicators = compute (cases, 20261101, 20261130, CLT_BY_NONE);
  g_assert_false (clt_indicators_find (indicators, "complaint")->known);
  clt_indicators_free (g_steal_pointer (&indicators));

  /* a client of November only: 2 on 31 October, 3 on 30 November */
  branch_begin (branch);
  id = branch_add_client (branch, "late", "1003", 20261110);
  prospect = branch_new_id (branch);
  branch_run (branch, "INSERT INTO client (id, prospect, name) VALUES (?, 1, 'p')", "i", prospect);
  branch_commit (branch);
  first = cases_add (cases, cases->client, "orders", "x");
  cases_add (cases, id, "orders", "x");
  id = cases_add (cases, cases->client, "orders", "x");
  cases_set (cases, id, "same_as", "2026-00001");
  id = cases_add (cases, cases->other, "orders", "");
  cases_set (cases, id, "kind", "suggestion");
  cases_move (cases, cases_add (cases, cases->other, "orders", ""), "withdrawn", "");
  id = cases_add (cases, cases->other, "orders", "");
  cases_move (cases, id, "accepted", "");
  cases_move (cases, id, "withdrawn", "");
  cases_add (cases, prospect, "orders", "");
  cases_add (cases, 0, "orders", "");

  indicators = compute (cases, 20261101, 20261130, CLT_BY_STAFF);
  found = clt_indicators_find (indicators, "complaint");
  check (found, 3, 3, 3000 / 2.5); /* 2.5 clients on average */
  g_assert_true (isnan (found->low) && isnan (found->high));
  for (guint i = 0; i < indicators->indicators->len; i++)
    {
      const CltIndicator *group = &g_array_index (indicators->indicators, CltIndicator, i);

      if (group->grouped && g_str_equal (group->name, "complaint") && group->staff_id == cases->lin)
        check (group, 1, 1, 1000);
      if (group->grouped && g_str_equal (group->name, "complaint") && group->staff_id == 0)
        check (group, 2, 2, 2000 / 1.5);
    }
  clt_indicators_free (g_steal_pointer (&indicators));

  cases_set (cases, first, "finding", "partly");
  cases_set (cases, first, "cause", "c");
  cases_set (cases, first, "remedy", "r");
  cases_set_day (20261120);
  cases_move (cases, first, "closed", "at once");
  g_assert_true (clt_complaint_figures_load (branch->conn, (CltDay) DAY (20261101),
                                             (CltDay) DAY (20261130), &figures, &error));
  g_assert_cmpint (figures.registered, ==, 8);
  g_assert_cmpint (figures.counted, ==, 3);
  g_assert_cmpint (figures.merged, ==, 1);
  g_assert_cmpint (figures.dropped, ==, 2);
  g_assert_cmpint (figures.prospects, ==, 1);
  g_assert_cmpint (figures.nameless, ==, 1);
  g_assert_cmpint (figures.founded, ==, 1);
  g_assert_cmpint (figures.judged, ==, 1);
  g_assert_cmpint (figures.on_time, ==, 1);
  g_assert_cmpfloat (figures.median_days, ==, 2);
}

/* ---- what is kept -------------------------------------------------------------------------- */

static gint64
pick_day (void)
{
  return DAY (20260901) + g_test_rand_int_range (0, 90);
}

/* Anything that may happen to answers and complaints. */
static void
do_something (Cases *cases, const Form *form, gint64 survey)
{
  Branch *branch = &cases->branch;
  const gint64 client = g_test_rand_bit () ? cases->client : cases->other;
  const char *score = "12345";
  g_autofree char *value = g_strdup_printf ("%c", score[g_test_rand_int_range (0, 5)]);
  gint64 day = pick_day ();

  switch (g_test_rand_int_range (0, 8))
    {
    case 0:
    case 1:
      add_answer (branch, add_response (branch, form, client, g_test_rand_bit () ? survey : 0, day),
                  form->plain, "", value);
      break;
    case 2:
      branch_run (branch,
                  "UPDATE answer SET value = ? WHERE response_id = (SELECT max (id)"
                  " FROM response WHERE client_id = ?)",
                  "ti", value, client);
      break;
    case 3:
      branch_run (branch,
                  "UPDATE response SET day = ? WHERE id = (SELECT min (id) FROM response"
                  " WHERE client_id = ?)",
                  "ii", day, client);
      break;
    case 4:
    case 5:
      {
        g_autoptr (CltComplaint) complaint = clt_complaint_new ();
        g_autoptr (GError) error = NULL;

        complaint->client_id = client;
        complaint->registered = (CltDay) day;
        clt_complaint_add (branch->conn, complaint, &error);
        g_assert_no_error (error);
        break;
      }
    case 6:
      branch_run (branch,
                  "UPDATE complaint SET kind = CASE kind WHEN 'inquiry' THEN 'complaint'"
                  " ELSE 'inquiry' END WHERE id = (SELECT max (id) FROM complaint"
                  " WHERE client_id = ?)",
                  "i", client);
      break;
    default:
      branch_run (branch,
                  "UPDATE complaint SET registered = ? WHERE id = (SELECT min (id)"
                  " FROM complaint WHERE client_id = ?)",
                  "ii", day, client);
    }
}

static void
check_kept (Cases *cases)
{
  for (int month = clt_day_get_month ((CltDay) DAY (20260901));
       month <= clt_day_get_month ((CltDay) DAY (20261101)); month++)
    {
      g_autoptr (GError) error = NULL;
      CltFigures kept, fresh;
      gboolean found;

      g_assert_true (clt_figures_read (cases->branch.conn, month, 1, &kept, &found, &error));
      if (!found)
        continue;
      g_assert_true (clt_figures_compute (cases->branch.conn, kept.from, kept.to, &fresh, &error));
      for (guint i = 0; i < clt_n_indicator_kinds; i++)
        {
          g_test_message ("%d %s", month, clt_indicator_kinds[i].name);
          g_assert_cmpint (kept.indicator[i].numerator, ==, fresh.indicator[i].numerator);
          g_assert_cmpint (kept.indicator[i].denominator, ==, fresh.indicator[i].denominator);
        }
    }
}

#define ROUNDS 40

static void
test_kept (Cases *cases, gconstpointer data)
{
  Branch *branch = &cases->branch;
  g_autoptr (GError) error = NULL;
  gint64 survey;
  int done = 0; /* actions that may be undone: not the form's */
  Form form;

  branch_begin (branch);
  add_form (branch, &form);
  survey = add_survey (branch, &form);
  branch_commit (branch);
  for (int round = 0; round < ROUNDS; round++)
    {
      g_assert_true (clt_figures_refresh_all (branch->conn, &error));
      if (g_test_rand_int_range (0, 4) == 0 && done > 0)
        {
          g_assert_true (clt_action_undo (branch->conn, 0, "tester", NULL, NULL, &error));
          done--;
        }
      else
        {
          branch_begin (branch);
          do_something (cases, &form, survey);
          done += branch_commit (branch) != 0;
        }
      check_kept (cases);
    }
}

/* A month that nobody has said anything about stays as it is. */
static void
test_untouched (Cases *cases, gconstpointer data)
{
  Branch *branch = &cases->branch;
  g_autoptr (GError) error = NULL;
  gint64 kept;

  g_assert_true (clt_figures_refresh_all (branch->conn, &error));
  cases_set_day (20261020);
  cases_add (cases, cases->client, "", "");
  g_assert_true (clt_conn_get_int (branch->conn, &kept, 0, &error,
                                   "SELECT group_concat (month % 12 + 1, '') FROM month_figure"
                                   " WHERE name = 'period'",
                                   ""));
  g_assert_cmpint (kept, ==, 9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/voice/satisfaction", Cases, NULL, set_up, test_satisfaction, cases_tear_down);
  g_test_add ("/voice/same", Cases, NULL, set_up, test_same_figure, cases_tear_down);
  g_test_add ("/voice/same/random", Cases, NULL, set_up, test_same_figure_random, cases_tear_down);
  g_test_add ("/voice/complaints", Cases, NULL, set_up, test_complaints, cases_tear_down);
  g_test_add ("/voice/kept", Cases, NULL, set_up, test_kept, cases_tear_down);
  g_test_add ("/voice/untouched", Cases, NULL, set_up, test_untouched, cases_tear_down);
  return g_test_run ();
}
