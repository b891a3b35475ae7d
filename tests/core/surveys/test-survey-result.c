/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/base/clt-interval.h"
#include "core/rules/clt-rules.h"
#include "core/surveys/clt-survey-result.h"

#include "support/clt-test-branch.h"
#include "survey-fixture.h"

#define assert_near(a, b, eps) g_assert_cmpfloat_with_epsilon (a, b, eps)

/* ---- the values printed in domain 2.8 ------------------------------------------------------ */

static void
test_wilson (void)
{
  static const struct
  {
    gint64 n, of;
    double low, high;
  } rows[] = { { 3, 40, 0.025836, 0.198642 },
               { 0, 25, 0, 0.133192 },
               { 25, 25, 0.866808, 1 },
               { 57, 400, 0.111638, 0.180163 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const CltShare share = clt_share_new (rows[i].n, rows[i].of);

      assert_near (share.low, rows[i].low, 5e-7);
      assert_near (share.high, rows[i].high, 5e-7);
    }
  g_assert_true (isnan (clt_share_new (0, 0).value));
}

static void
test_nps (void)
{
  double margin;

  assert_near (clt_nps (46, 18, 100, &margin), 28, 1e-9);
  assert_near (margin, 14.69, 0.005);
  g_assert_true (isnan (clt_nps (0, 0, 0, &margin)));
  g_assert_true (isnan (margin));
}

static void
test_weighting (void)
{
  const gint64 weights[] = { 50, 30, 15, 5 };
  const double shares[] = { 0.6, 0.8, 0.9, NAN };

  assert_near (clt_weighted_mean (weights, shares, 4), 0.7105263158, 5e-11);
  assert_near (clt_share_new (55, 80).value, 0.6875, 1e-12);
  g_assert_true (isnan (clt_weighted_mean (weights, shares + 3, 1)));
}

/* Nobody is ranked whose interval overlaps that of somebody else. */
static void
test_rank (void)
{
  const CltShare shares[] = { clt_share_new (95, 100), clt_share_new (40, 100),
                              clt_share_new (45, 100), clt_share_new (5, 100),
                              clt_share_new (9, 9) };
  guint places[5];

  clt_share_rank (shares, 5, 30, places);
  g_assert_cmpuint (places[0], ==, 1);
  g_assert_cmpuint (places[1], ==, 0);
  g_assert_cmpuint (places[2], ==, 0);
  g_assert_cmpuint (places[3], ==, 4);
  g_assert_cmpuint (places[4], ==, 0); /* too few */
}

static void
test_rank_random (void)
{
  for (guint round = 0; round < 300; round++)
    {
      const guint n = (guint) g_test_rand_int_range (1, 12);
      CltShare shares[12];
      guint places[12];

      for (guint i = 0; i < n; i++)
        {
          const gint64 of = g_test_rand_int_range (0, 200);

          shares[i] = clt_share_new (g_test_rand_int_range (0, (int) of + 1), of);
        }
      clt_share_rank (shares, n, 30, places);
      for (guint i = 0; i < n; i++)
        for (guint j = 0; j < n; j++)
          if (i != j && places[i] > 0 && places[j] > 0)
            {
              g_assert_false (clt_share_overlaps (&shares[i], &shares[j]));
              g_assert_cmpint (places[i]<places[j], ==, shares[i].value> shares[j].value);
            }
    }
}

/* ---- forms --------------------------------------------------------------------------------- */

static gint64
add_form (Survey *survey,
          const char *channel,
          gint64 client,
          int day,
          const char *rating,
          const char *nps)
{
  g_autoptr (CltResponse) response = clt_response_new (survey->version, channel);

  response->client_id = client;
  response->day = clt_day_from_yyyymmdd (day);
  response->state = CLT_RESPONSE_COMPLETE;
  if (g_str_equal (rating, "refused") || g_str_equal (rating, "unknown"))
    clt_response_add_answer (response, survey->rating->id, "", rating, "", "");
  else if (*rating != '\0')
    clt_response_add_answer (response, survey->rating->id, "", "", rating, "");
  if (*nps != '\0')
    clt_response_add_answer (response, survey->nps->id, "", "", nps, "");
  survey_change (survey, clt_response_store (survey->branch.conn, response, error));
  return response->id;
}

static CltSurveyResult *
load_query (Survey *survey, const CltResultQuery *query)
{
  g_autoptr (GError) failure = NULL;
  CltSurveyResult *result = clt_survey_result_load (survey->branch.conn, query, &failure);

  g_assert_no_error (failure);
  return result;
}

static gint64
add_rated_client (Survey *survey, const char *account, CltTier tier)
{
  gint64 client;

  branch_begin (&survey->branch);
  client = branch_add_client (&survey->branch, account, account, 20200101);
  branch_run (&survey->branch,
              "INSERT INTO tier_history (client_id, valid_from, tier, move, average, days)"
              " VALUES (?, ?, ?, 'first', 0, 20)",
              "iyi", client, clt_day_from_yyyymmdd (20261001), (gint64) tier);
  branch_commit (&survey->branch);
  return client;
}

static CltSurveyResult *
load (Survey *survey, CltResultBy by, const char *channel, gboolean pooled)
{
  const CltResultQuery query = { .questionnaire_id = survey->questionnaire,
                                 .channel = channel,
                                 .pooled = pooled,
                                 .from = CLT_DAY_NONE,
                                 .to = CLT_DAY_NONE,
                                 .by = by };

  return load_query (survey, &query);
}

static void
test_counts (Survey *survey, gconstpointer data)
{
  g_autoptr (CltSurveyResult) result = NULL;
  const CltQuestionResult *rating, *nps;
  const CltResultCount *count;
  const gint64 five = add_form (survey, "phone", 0, 20261101, "5", "10");
  const gint64 open = survey_begin (survey, 0, 1), second = survey_begin (survey, 0, 2);
  gint64 blank;

  add_form (survey, "phone", 0, 20261102, "4", "7");
  add_form (survey, "phone", 0, 20261103, "2", "0");
  add_form (survey, "phone", 0, 20261104, "refused", "9");
  add_form (survey, "phone", 0, 20261105, "unknown", "6");
  blank = add_form (survey, "phone", 0, 20261106, "", "");
  survey_answer (survey, open, survey->rating, .value = "1");
  survey_answer (survey, second, survey->rating, .value = "1");
  survey_change (survey,
                 clt_response_finish (survey->branch.conn, second, CLT_RESPONSE_COMPLETE, error));

  result = load (survey, CLT_RESULT_BY_NOTHING, NULL, FALSE);
  g_assert_cmpuint (result->all->responses->len, ==, 6);
  g_assert_cmpint (result->n_open, ==, 1);
  rating = clt_result_group_find (result->all, "calls");
  g_assert_cmpint (rating->n, ==, 3);
  g_assert_cmpint (rating->asked, ==, 6);
  g_assert_cmpuint (rating->refused->len, ==, 1);
  g_assert_cmpuint (rating->unknown->len, ==, 1);
  g_assert_cmpuint (rating->blank->len, ==, 1);
  g_assert_cmpint (g_array_index (rating->blank, gint64, 0), ==, blank);
  assert_near (clt_sums_get_mean (&rating->sums), 11.0 / 3, 1e-12);
  assert_near (clt_sums_get_deviation (&rating->sums), sqrt (7.0 / 3), 1e-12);
  assert_near (rating->score, (11.0 / 3 - 1) / 4 * 100, 1e-9);
  assert_near (rating->csat.value, 2.0 / 3, 1e-12);
  count = clt_question_result_find (rating, "5");
  g_assert_cmpuint (count->responses->len, ==, 1);
  g_assert_cmpint (g_array_index (count->responses, gint64, 0), ==, five);
  g_assert_cmpuint (clt_question_result_find (rating, "3")->responses->len, ==, 0);
  nps = clt_result_group_find (result->all, "nps");
  assert_near (nps->nps, 100.0 * (2 - 2) / 5, 1e-12); /* 10 and 9; 0 and 6 */
  g_assert_cmpint (nps->csat.of, ==, 0);
}

/* The last one of a client stands; channels stay apart unless it is asked for. */
static void
test_clients_and_channels (Survey *survey, gconstpointer data)
{
  g_autoptr (CltSurveyResult) apart = NULL, phone = NULL, web = NULL, pooled = NULL, by = NULL;
  g_autoptr (CltSurveyResult) single = NULL;
  gint64 first, client;

  branch_begin (&survey->branch);
  client = branch_add_client (&survey->branch, "张三", "0001", 20200101);
  branch_commit (&survey->branch);
  first = add_form (survey, "phone", client, 20261101, "1", "");
  add_form (survey, "phone", client, 20261105, "5", "");
  add_form (survey, "phone", 0, 20261105, "4", "");
  /* all channels are that one as long as there is no other */
  single = load (survey, CLT_RESULT_BY_NOTHING, NULL, TRUE);
  g_assert_cmpstr (single->channel, ==, "phone");
  add_form (survey, "website", 0, 20261105, "2", "");

  /* two callbacks are two answers; within a survey the later one counts */
  apart = load (survey, CLT_RESULT_BY_NOTHING, NULL, FALSE);
  g_assert_cmpuint (apart->replaced->len, ==, 0);
  g_assert_cmpuint (apart->all->responses->len, ==, 3);
  clt_test_exec (survey->branch.conn,
                 "INSERT INTO survey (id, name, version_id, channel, valid_from, valid_to)"
                 " SELECT 1, 'yearly', version_id, 'phone', day, day FROM response LIMIT 1");
  clt_test_exec (survey->branch.conn,
                 "UPDATE response SET survey_id = 1 WHERE client_id IS NOT NULL");

  phone = load (survey, CLT_RESULT_BY_NOTHING, NULL, FALSE);
  g_assert_cmpstr (phone->channel, ==, "phone");
  g_assert_cmpuint (phone->replaced->len, ==, 1);
  g_assert_cmpint (g_array_index (phone->replaced, gint64, 0), ==, first);
  assert_near (clt_sums_get_mean (&clt_result_group_find (phone->all, "calls")->sums), 4.5, 1e-12);
  web = load (survey, CLT_RESULT_BY_NOTHING, "website", FALSE);
  assert_near (clt_sums_get_mean (&clt_result_group_find (web->all, "calls")->sums), 2, 1e-12);
  pooled = load (survey, CLT_RESULT_BY_NOTHING, NULL, TRUE);
  g_assert_cmpstr (pooled->channel, ==, "");
  g_assert_cmpuint (pooled->all->responses->len, ==, 3);
  by = load (survey, CLT_RESULT_BY_CHANNEL, NULL, FALSE);
  g_assert_cmpuint (by->groups->len, ==, 2);
  g_assert_cmpuint (by->all->responses->len, ==, 2);
}

/* The example of domain 2.8, with people: raw 0.6875, to the mix of tiers 0.7105. */
static void
test_tiers (Survey *survey, gconstpointer data)
{
  static const struct
  {
    CltTier tier;
    guint clients, answers, good;
  } tiers[] = { { CLT_TIER_SMALL, 50, 50, 30 },
                { CLT_TIER_ORDINARY, 30, 20, 16 },
                { CLT_TIER_MAJOR, 15, 10, 9 },
                { CLT_TIER_HIGH_END, 5, 0, 0 } };
  g_autoptr (CltSurveyResult) result = NULL;
  guint number = 1;

  for (guint i = 0; i < G_N_ELEMENTS (tiers); i++)
    for (guint j = 0; j < tiers[i].clients; j++)
      {
        g_autofree char *account = g_strdup_printf ("%08u", number++);
        const gint64 client = add_rated_client (survey, account, tiers[i].tier);

        if (j < tiers[i].answers)
          add_form (survey, "phone", client, 20261102, j < tiers[i].good ? "5" : "2", "");
      }
  result = load (survey, CLT_RESULT_BY_TIER, NULL, FALSE);
  assert_near (clt_result_group_find (result->all, "calls")->csat.value, 0.6875, 1e-12);
  assert_near (g_array_index (result->weighted, CltWeighted, 0).csat, 0.7105263158, 5e-11);
  g_assert_cmpint (result->weights[CLT_TIER_HIGH_END], ==, 5);
  g_assert_cmpuint (result->groups->len, ==, 3);
  g_assert_cmpstr (((CltResultGroup *) result->groups->pdata[1])->key, ==, "ordinary");
}

/* Tags are what is counted of words. */
static void
test_words (Survey *survey, gconstpointer data)
{
  const gint64 id = survey_begin (survey, 0, 1);
  g_autoptr (CltSurveyResult) result = NULL;
  CltConn *conn = survey->branch.conn;
  const CltQuestionResult *words;

  survey_answer (survey, id, survey->words, .value = "too slow", .seconds = 1);
  survey_answer (survey, id, survey->rating, .value = "2", .seconds = 1);
  survey_change (survey, clt_response_finish (conn, id, CLT_RESPONSE_COMPLETE, error));
  survey_change (survey, clt_response_tag (conn, id, survey->words->id, "speed", TRUE, error));
  result = load (survey, CLT_RESULT_BY_MONTH, NULL, FALSE);
  words = clt_result_group_find (result->all, "words");
  g_assert_cmpint (words->n, ==, 1);
  g_assert_cmpuint (clt_question_result_find (words, "speed")->responses->len, ==, 1);
  g_assert_cmpuint (result->all->fast->len, ==, 1); /* a second a question */
  g_assert_cmpuint (result->all->straight->len, ==, 0);
  g_assert_cmpstr (((CltResultGroup *) result->groups->pdata[0])->key, ==, "202611");
}

/* The tags of words that a correction took away are not counted. */
static void
test_words_gone (Survey *survey, gconstpointer data)
{
  const gint64 id = survey_begin (survey, 0, 1);
  const CltAnswerChange change = { .mark = "refused", .reason = "heard again" };
  g_autoptr (CltSurveyResult) result = NULL;
  CltConn *conn = survey->branch.conn;

  survey_answer (survey, id, survey->words, .value = "too slow", .seconds = 1);
  survey_change (survey, clt_response_finish (conn, id, CLT_RESPONSE_COMPLETE, error));
  survey_change (survey, clt_response_tag (conn, id, survey->words->id, "speed", TRUE, error));
  survey_change (survey, clt_response_set (conn, id, survey->words, &change, error));
  result = load (survey, CLT_RESULT_BY_MONTH, NULL, FALSE);
  g_assert_null (clt_question_result_find (clt_result_group_find (result->all, "words"), "speed"));
}

/* What the answers before leave out was not left blank; what was answered all the same counts. */
static void
test_skipped (Survey *survey, gconstpointer data)
{
  g_autoptr (CltSurveyResult) result = NULL;
  const CltQuestionResult *nps;
  const CltQuestion *low;
  gint64 left_out;

  branch_begin (&survey->branch);
  branch_run (&survey->branch, "UPDATE question SET condition = 'calls <= 3' WHERE key = 'nps'",
              "");
  branch_commit (&survey->branch);
  left_out = add_form (survey, "phone", 0, 20261101, "5", "");
  add_form (survey, "phone", 0, 20261102, "2", "");
  add_form (survey, "phone", 0, 20261103, "3", "6");
  add_form (survey, "phone", 0, 20261104, "4", "9");
  add_form (survey, "phone", 0, 20261105, "refused", "");
  result = load (survey, CLT_RESULT_BY_NOTHING, NULL, FALSE);
  nps = clt_result_group_find (result->all, "nps");
  low = nps->question;
  g_assert_cmpstr (low->condition, ==, "calls <= 3");
  g_assert_cmpint (nps->n, ==, 2);
  g_assert_cmpuint (nps->blank->len, ==, 1);
  g_assert_cmpuint (nps->skipped->len, ==, 2);
  g_assert_cmpint (g_array_index (nps->skipped, gint64, 0), ==, left_out);
  g_assert_cmpint (nps->asked, ==,
                   nps->n + nps->blank->len + nps->refused->len + nps->unknown->len +
                     nps->skipped->len);
  g_assert_cmpuint (clt_result_group_find (result->all, "calls")->skipped->len, ==, 0);
}

/* Forms answered without reading are told, and left out where that is asked for. */
static void
test_careful (Survey *survey, gconstpointer data)
{
  const gint64 fast = survey_begin (survey, 0, 1);
  CltResultQuery query = { .questionnaire_id = survey->questionnaire,
                           .from = CLT_DAY_NONE,
                           .to = CLT_DAY_NONE };
  g_autoptr (CltSurveyResult) all = NULL, careful = NULL, high_end = NULL;
  CltConn *conn = survey->branch.conn;
  g_autoptr (GError) failure = NULL;

  survey_answer (survey, fast, survey->rating, .value = "1", .seconds = 1);
  survey_change (survey, clt_response_finish (conn, fast, CLT_RESPONSE_COMPLETE, error));
  add_form (survey, "phone", 0, 20261101, "5", "9");
  all = clt_survey_result_load (conn, &query, &failure);
  g_assert_no_error (failure);
  g_assert_cmpuint (all->all->responses->len, ==, 2);
  g_assert_cmpuint (all->careless->len, ==, 1);
  g_assert_cmpint (g_array_index (all->careless, gint64, 0), ==, fast);
  query.careful = TRUE;
  careful = clt_survey_result_load (conn, &query, &failure);
  g_assert_cmpuint (careful->all->responses->len, ==, 1);
  g_assert_cmpuint (careful->careless->len, ==, 1);
  assert_near (clt_sums_get_mean (&clt_result_group_find (careful->all, "calls")->sums), 5, 1e-12);
  query.tiers = 1u << CLT_TIER_HIGH_END;
  high_end = clt_survey_result_load (conn, &query, &failure);
  g_assert_cmpuint (high_end->all->responses->len, ==, 0);
  g_assert_cmpint (high_end->rate.of, ==, 0);
}

/* Who was asked and what is unfinished is of the same tiers, version, channel and staff as the rest. */
static void
test_filters (Survey *survey, gconstpointer data)
{
  CltConn *conn = survey->branch.conn;
  const gint64 major = add_rated_client (survey, "1", CLT_TIER_MAJOR);
  const gint64 small = add_rated_client (survey, "2", CLT_TIER_SMALL);
  const gint64 late = add_rated_client (survey, "3", CLT_TIER_SMALL);
  CltResultQuery query = { .questionnaire_id = survey->questionnaire,
                           .from = CLT_DAY_NONE,
                           .to = CLT_DAY_NONE };
  g_autoptr (CltSurveyResult) all = NULL, majors = NULL, smalls = NULL, other = NULL, web = NULL,
                              staff = NULL;
  gint64 left;

  clt_test_exec (conn, "INSERT INTO survey (id, name, version_id, channel, state, valid_from,"
                       " valid_to) SELECT 1, 'yearly', id, 'phone', 'open', 0, 99999"
                       " FROM questionnaire_version");
  clt_test_exec (conn, "INSERT INTO survey_member (survey_id, client_id, tier)"
                       " SELECT 1, client_id, tier FROM tier_history");
  add_form (survey, "phone", major, 20261101, "5", "");
  survey_begin (survey, small, 1);
  survey_begin (survey, late, 1);
  left = survey_begin (survey, late, 1);
  survey_change (survey, clt_response_finish (conn, left, CLT_RESPONSE_BROKEN, error));
  clt_test_exec (conn, "UPDATE response SET survey_id = 1");

  all = load_query (survey, &query);
  g_assert_cmpint (all->rate.n, ==, 1);
  g_assert_cmpint (all->rate.of, ==, 3);
  g_assert_cmpint (all->n_open, ==, 2);
  g_assert_cmpint (all->n_broken, ==, 1);
  query.tiers = 1u << CLT_TIER_MAJOR;
  majors = load_query (survey, &query);
  g_assert_cmpint (majors->rate.n, ==, 1);
  g_assert_cmpint (majors->rate.of, ==, 1);
  g_assert_cmpint (majors->n_open, ==, 0);
  g_assert_cmpint (majors->n_broken, ==, 0);
  query.tiers = 1u << CLT_TIER_SMALL | 1u << CLT_TIER_UNRATED;
  smalls = load_query (survey, &query);
  g_assert_cmpint (smalls->rate.n, ==, 0);
  g_assert_cmpint (smalls->rate.of, ==, 2);
  g_assert_cmpint (smalls->n_open, ==, 2);
  g_assert_cmpint (smalls->n_broken, ==, 1);
  query.tiers = 0;
  query.channel = "website";
  web = load_query (survey, &query);
  g_assert_cmpint (web->n_open, ==, 0);
  g_assert_cmpint (web->n_broken, ==, 0);
  query.channel = NULL;
  query.staff_id = 1;
  staff = load_query (survey, &query);
  g_assert_cmpint (staff->n_open, ==, 0);
  query.staff_id = 0;
  clt_test_exec (conn, "INSERT INTO questionnaire_version (id, questionnaire_id, number, state,"
                       " created) SELECT 7, questionnaire_id, 2, 'published', 0"
                       " FROM questionnaire_version");
  query.version_id = 7;
  other = load_query (survey, &query);
  g_assert_cmpint (other->rate.of, ==, 0);
  g_assert_cmpint (other->n_open, ==, 0);
  g_assert_cmpint (other->n_broken, ==, 0);
}

static gint64
add_staff (Survey *survey, const char *name)
{
  gint64 id;

  branch_begin (&survey->branch);
  id = branch_new_id (&survey->branch);
  branch_run (&survey->branch, "INSERT INTO staff (id, number, name) VALUES (?1, ?1, ?2)", "it", id,
              name);
  branch_commit (&survey->branch);
  return id;
}

/* Twelve forms that somebody took. */
static void
add_forms_by (Survey *survey, gint64 staff, const char *rating)
{
  for (guint i = 0; i < 12; i++)
    {
      const gint64 id = add_form (survey, "phone", 0, 20261101, rating, "");

      branch_begin (&survey->branch);
      branch_run (&survey->branch, "UPDATE response SET staff_id = ? WHERE id = ?", "ii", staff,
                  id);
      branch_commit (&survey->branch);
    }
}

/* Two whose intervals lie apart have places once each of them has as many answers as the rule asks for;
 * a third who is close to one of them takes that one's place away. */
static void
test_places (Survey *survey, gconstpointer data)
{
  const gint64 good = add_staff (survey, "a"), bad = add_staff (survey, "b"),
               near = add_staff (survey, "c");
  g_autoptr (CltSurveyResult) few = NULL, enough = NULL, close = NULL;
  CltConn *conn = survey->branch.conn;

  add_forms_by (survey, good, "5");
  add_forms_by (survey, bad, "1");
  few = load (survey, CLT_RESULT_BY_STAFF, NULL, FALSE);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpuint (((CltResultGroup *) few->groups->pdata[i])->place, ==, 0);
  survey_change (survey, clt_rules_set (conn, "survey.rank_answers", 12,
                                        clt_day_from_yyyymmdd (20260101), "", error));
  enough = load (survey, CLT_RESULT_BY_STAFF, NULL, FALSE);
  for (guint i = 0; i < 2; i++)
    {
      const CltResultGroup *group = enough->groups->pdata[i];

      g_assert_cmpuint (group->place, ==, group->staff_id == good ? 1 : 2);
    }
  add_forms_by (survey, near, "2");
  close = load (survey, CLT_RESULT_BY_STAFF, NULL, FALSE);
  g_assert_cmpuint (close->groups->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const CltResultGroup *group = close->groups->pdata[i];

      g_assert_cmpuint (group->place, ==, group->staff_id == good ? 1 : 0);
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Survey *survey, gconstpointer data);
  } tests[] = {
    { "/survey-result/counts", test_counts },
    { "/survey-result/channels", test_clients_and_channels },
    { "/survey-result/tiers", test_tiers },
    { "/survey-result/words", test_words },
    { "/survey-result/words-gone", test_words_gone },
    { "/survey-result/skipped", test_skipped },
    { "/survey-result/careful", test_careful },
    { "/survey-result/filters", test_filters },
    { "/survey-result/places", test_places },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/survey-result/wilson", test_wilson);
  g_test_add_func ("/survey-result/nps", test_nps);
  g_test_add_func ("/survey-result/weighting", test_weighting);
  g_test_add_func ("/survey-result/rank", test_rank);
  g_test_add_func ("/survey-result/rank/random", test_rank_random);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Survey, NULL, survey_set_up, tests[i].test, survey_tear_down);
  return g_test_run ();
}
