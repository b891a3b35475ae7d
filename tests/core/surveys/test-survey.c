/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/surveys/clt-survey.h"
#include "support/clt-test-branch.h"

#include "survey-fixture.h"

static CltSurvey *
add_survey (Survey *survey, const char *audience)
{
  CltSurvey *run = clt_survey_new ("Yearly", survey->version, "phone");

  run->from = clt_day_from_yyyymmdd (20261116);
  run->to = clt_day_from_yyyymmdd (20261127);
  clt_set_str (&run->audience, audience);
  survey_change (survey, clt_survey_save (survey->branch.conn, run, error));
  return run;
}

static gint64
add_client (Survey *survey, guint number, CltTier tier)
{
  g_autofree char *account = g_strdup_printf ("%08u", number);
  gint64 client;

  branch_begin (&survey->branch);
  client = branch_add_client (&survey->branch, account, account, 20260101);
  if (tier != CLT_TIER_UNRATED)
    branch_run (&survey->branch,
                "INSERT INTO tier_history (client_id, valid_from, tier, move, average, days)"
                " VALUES (?, ?, ?, 'first', 0, 20)",
                "iyi", client, clt_day_from_yyyymmdd (20261001), (gint64) tier);
  branch_commit (&survey->branch);
  return client;
}

/* "00000003 00000007": accounts. */
static char *
list (CltConn *conn, gint64 id, const char *excluded)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GPtrArray) members = clt_survey_list_members (conn, id, excluded, &failure);
  GString *text = g_string_new (NULL);

  g_assert_no_error (failure);
  for (guint i = 0; i < members->len; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : " ",
                            ((CltSurveyMember *) members->pdata[i])->account);
  return g_string_free (text, FALSE);
}

/* ---- sizes --------------------------------------------------------------------------------- */

static void
test_allocate (void)
{
  const gint64 sizes[] = { 7, 120, 53, 20 };
  gint64 parts[4];

  clt_survey_allocate (sizes, 4, 20, parts); /* 0.7 12 5.3 2 */
  g_assert_cmpint (parts[0], ==, 1);
  g_assert_cmpint (parts[1], ==, 12);
  g_assert_cmpint (parts[2], ==, 5);
  g_assert_cmpint (parts[3], ==, 2);
  for (guint round = 0; round < 500; round++)
    {
      gint64 random[4], total = 0, sum = 0, wanted;

      for (guint i = 0; i < 4; i++)
        total += random[i] = g_test_rand_int_range (0, 60);
      wanted = g_test_rand_int_range (0, 260);
      clt_survey_allocate (random, 4, wanted, parts);
      for (guint i = 0; i < 4; i++)
        {
          const double exact = total == 0 ? 0 : (double) MIN (wanted, total) * random[i] / total;

          g_assert_cmpint (parts[i], <=, random[i]);
          g_assert_cmpfloat (fabs (parts[i] - exact), <, 1);
          sum += parts[i];
        }
      g_assert_cmpint (sum, ==, MIN (wanted, total));
    }
}

/* ---- the draw ------------------------------------------------------------------------------ */

static int
compare_accounts (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(CltSurveyMember *const *) a)->account,
                 (*(CltSurveyMember *const *) b)->account);
}

/* The accounts of those whom the draw would give, in the order of list(). */
static char *
list_preview (Survey *survey, const CltSurvey *run, gint64 seed)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GPtrArray) members =
    clt_survey_preview (survey->branch.conn, run, clt_day_from_yyyymmdd (SURVEY_TODAY), seed, -1,
                        &failure);
  GString *text = g_string_new (NULL);

  g_assert_no_error (failure);
  g_assert_cmpuint (members->len, ==, 40);
  g_ptr_array_sort (members, compare_accounts);
  for (guint i = 0; i < members->len; i++)
    {
      const CltSurveyMember *member = members->pdata[i];

      if (*member->excluded == '\0')
        g_string_append_printf (text, "%s%s", text->len == 0 ? "" : " ", member->account);
    }
  return g_string_free (text, FALSE);
}

/* The list of a seed is this one, on every machine and in every version. */
static void
test_seed (Survey *survey, gconstpointer data)
{
  CltConn *conn = survey->branch.conn;
  g_autoptr (CltSurvey) run = NULL;
  g_autofree char *first = NULL, *again = NULL, *other = NULL, *preview = NULL;

  for (guint i = 1; i <= 40; i++)
    add_client (survey, i,
                i <= 2    ? CLT_TIER_HIGH_END
                : i <= 22 ? CLT_TIER_SMALL
                          : CLT_TIER_UNRATED);
  run = add_survey (survey, "");
  survey_refused (survey, clt_survey_open (conn, run->id, error), "who is asked");
  preview = list_preview (survey, run, 7);
  survey_change (survey, clt_survey_draw (conn, run->id, 7, -1, error));
  first = list (conn, run->id, NULL);
  g_assert_cmpstr (first, ==, "00000001 00000002 00000012 00000019 00000026 00000031");
  g_assert_cmpstr (preview, ==, first);
  survey_change (survey, clt_survey_draw (conn, run->id, 8, -1, error));
  other = list (conn, run->id, NULL);
  g_assert_cmpstr (other, !=, first);
  survey_change (survey, clt_survey_draw (conn, run->id, 7, 100000, error));
  again = list (conn, run->id, NULL);
  g_assert_cmpstr (again, ==, first);
  survey_change (survey, clt_survey_open (conn, run->id, error));
  survey_refused (survey, clt_survey_draw (conn, run->id, 7, -1, error), "begun");
  survey_change (survey, clt_survey_close (conn, run->id, error));
}

static void
test_exclusions (Survey *survey, gconstpointer data)
{
  CltConn *conn = survey->branch.conn;
  const gint64 refuses = add_client (survey, 1, CLT_TIER_SMALL);
  const gint64 answered = add_client (survey, 2, CLT_TIER_SMALL);
  const gint64 gone = add_client (survey, 3, CLT_TIER_SMALL);
  const gint64 silent = add_client (survey, 4, CLT_TIER_SMALL);
  g_autoptr (CltResponse) response = clt_response_new (survey->version, "phone");
  g_autoptr (CltSurveyCoverage) coverage = NULL;
  g_autoptr (CltSurvey) run = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *asked = NULL, *refused = NULL, *recent = NULL, *closed = NULL;

  add_client (survey, 5, CLT_TIER_SMALL);
  response->client_id = answered;
  response->state = CLT_RESPONSE_COMPLETE;
  response->day = clt_day_from_yyyymmdd (20261001);
  survey_change (survey, clt_response_store (conn, response, error));
  branch_begin (&survey->branch);
  branch_run (&survey->branch,
              "INSERT INTO refusal (id, client_id, scope, valid_from) VALUES (?, ?, 'all', ?)",
              "iiy", branch_new_id (&survey->branch), refuses, clt_day_from_yyyymmdd (20260601));
  branch_run (&survey->branch, "UPDATE spell SET closed = ? WHERE client_id = ?", "yi",
              clt_day_from_yyyymmdd (20260901), gone);
  branch_run (&survey->branch,
              "INSERT INTO consent (id, client_id, channel, given, valid_from)"
              " VALUES (?, ?, 'phone', 0, ?)",
              "iiy", branch_new_id (&survey->branch), silent, clt_day_from_yyyymmdd (20260601));
  branch_commit (&survey->branch);
  run = add_survey (survey, "");
  survey_change (survey, clt_survey_draw (conn, run->id, CLT_SURVEY_NO_SEED, -1, error));
  asked = list (conn, run->id, NULL);
  g_assert_cmpstr (asked, ==, "00000005");
  refused = list (conn, run->id, "refused");
  g_assert_cmpstr (refused, ==, "00000001 00000004");
  recent = list (conn, run->id, "recent");
  g_assert_cmpstr (recent, ==, "00000002");
  closed = list (conn, run->id, "closed");
  g_assert_cmpstr (closed, ==, "00000003");
  coverage = clt_survey_get_coverage (conn, run->id, clt_day_from_yyyymmdd (20261118), &failure);
  g_assert_no_error (failure);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (coverage->excluded, "refused")), ==, 2);
  g_assert_cmpint (coverage->all.wanted, ==, 1);
}

static void
test_coverage (Survey *survey, gconstpointer data)
{
  CltConn *conn = survey->branch.conn;
  gint64 clients[4];
  g_autoptr (CltSurvey) run = NULL;
  g_autoptr (CltSurveyCoverage) coverage = NULL;
  g_autoptr (GError) failure = NULL;
  gboolean full;

  for (guint i = 0; i < 4; i++)
    clients[i] = add_client (survey, i + 1, i < 2 ? CLT_TIER_MAJOR : CLT_TIER_SMALL);
  run = add_survey (survey, "tier >= major");
  survey_change (survey, clt_survey_draw (conn, run->id, CLT_SURVEY_NO_SEED, -1, error));
  survey_change (survey, clt_survey_set_quota (conn, run->id, CLT_TIER_MAJOR, "", 1, TRUE, error));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (CltResponse) response = clt_response_new (survey->version, "phone");

      response->survey_id = run->id;
      response->client_id = clients[0];
      response->state = CLT_RESPONSE_COMPLETE;
      survey_change (survey, clt_response_store (conn, response, error));
    }
  coverage = clt_survey_get_coverage (conn, run->id, clt_day_from_yyyymmdd (20261118), &failure);
  g_assert_no_error (failure);
  g_assert_cmpint (coverage->all.population, ==, 2);
  g_assert_cmpint (coverage->all.complete, ==, 1); /* a client, not two forms */
  g_assert_cmpint (coverage->days_left, ==, 10);
  g_assert_cmpint (coverage->workdays_left, ==, 8);
  g_assert_cmpfloat_with_epsilon (coverage->a_day, 1.0 / 8, 1e-12);
  g_assert_true (clt_survey_is_full (conn, run->id, CLT_TIER_MAJOR, "phone", &full, &failure));
  g_assert_true (full);
  g_assert_true (clt_survey_is_full (conn, run->id, CLT_TIER_SMALL, "phone", &full, &failure));
  g_assert_false (full);
  survey_change (survey, clt_survey_set_quota (conn, run->id, CLT_TIER_MAJOR, "", 1, FALSE, error));
  g_assert_true (clt_survey_is_full (conn, run->id, CLT_TIER_MAJOR, "phone", &full, &failure));
  g_assert_false (full); /* only told */
}

/* ---- on invented branches ------------------------------------------------------------------ */

static void
assert_draw (CltConn *conn, gint64 id)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GPtrArray) all = clt_survey_list_members (conn, id, "*", &failure);
  g_autoptr (CltSurveyCoverage) coverage =
    clt_survey_get_coverage (conn, id, clt_today (), &failure);
  gint64 asked[CLT_N_TIERS] = { 0 }, there[CLT_N_TIERS] = { 0 }, others = 0, drawn = 0;

  g_assert_no_error (failure);
  for (guint i = 0; i < all->len; i++)
    {
      const CltSurveyMember *member = all->pdata[i];

      asked[member->tier] += *member->excluded == '\0';
      there[member->tier] +=
        *member->excluded == '\0' || g_str_equal (member->excluded, "not-drawn");
    }
  for (guint tier = 0; tier < CLT_N_TIERS; tier++)
    {
      g_assert_cmpint (coverage->tiers[tier].wanted, ==, asked[tier]);
      g_assert_cmpint (coverage->tiers[tier].population, ==, there[tier]);
      if (tier != CLT_TIER_HIGH_END)
        {
          others += there[tier];
          drawn += asked[tier];
        }
    }
  g_assert_cmpint (asked[CLT_TIER_HIGH_END], ==, there[CLT_TIER_HIGH_END]);
  g_assert_cmpint (drawn, ==, (others + 9) / 10);
  g_assert_cmpint (clt_test_get_int (conn, "SELECT count(*) FROM survey_member m"
                                           " JOIN client c ON c.id = m.client_id"
                                           " WHERE c.prospect = 1"),
                   ==, 0);
}

static void
test_random (Survey *survey, gconstpointer data)
{
  for (guint round = 0; round < 3; round++)
    {
      g_autofree char *dir = NULL, *hash = NULL, *undone = NULL, *first = NULL, *again = NULL;
      CltConn *conn = clt_test_branch_new (&dir);
      const guint32 seed = (guint32) g_test_rand_int ();
      Survey demo = { .branch.conn = conn };
      g_autoptr (CltSurvey) run = NULL;
      g_autoptr (GError) failure = NULL;

      g_test_message ("seed %u", seed);
      clt_test_branch_fill (conn, 150, 80, seed);
      branch_begin (&demo.branch);
      demo.questionnaire = branch_new_id (&demo.branch);
      demo.version = branch_new_id (&demo.branch);
      branch_run (&demo.branch,
                  "INSERT INTO questionnaire (id, key, name) VALUES (?, 'care-7', 'Care')", "i",
                  demo.questionnaire);
      branch_run (&demo.branch,
                  "INSERT INTO questionnaire_version (id, questionnaire_id, number, created)"
                  " VALUES (?, ?, 1, 0)",
                  "ii", demo.version, demo.questionnaire);
      branch_commit (&demo.branch);
      run = add_survey (&demo, "");
      hash = clt_test_hash_branch (conn);
      survey_change (&demo, clt_survey_draw (conn, run->id, seed, 100000, error));
      assert_draw (conn, run->id);
      first = list (conn, run->id, NULL);
      g_assert_true (clt_action_undo (conn, 0, "tester", NULL, NULL, &failure));
      g_assert_no_error (failure);
      undone = clt_test_hash_branch (conn);
      g_assert_cmpstr (undone, ==, hash);
      survey_change (&demo, clt_survey_draw (conn, run->id, seed, 100000, error));
      again = list (conn, run->id, NULL);
      g_assert_cmpstr (again, ==, first);
      clt_test_branch_free (conn, g_steal_pointer (&dir));
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
    { "/survey/seed", test_seed },
    { "/survey/exclusions", test_exclusions },
    { "/survey/coverage", test_coverage },
    { "/survey/random", test_random },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/survey/allocate", test_allocate);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Survey, NULL, survey_set_up, tests[i].test, survey_tear_down);
  return g_test_run ();
}
