/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/research/clt-study.h"

#include <math.h>

#include "core/base/clt-text.h"

#include "../clients/branch-fixture.h"

#define DAY(n) (20766 + (n)) /* 2026-11-09, a Monday, and after */

static void
set_up (Branch *branch, gconstpointer data)
{
  const CltActionInfo info = { .name = "demo.fill", .who = "test" };
  g_autoptr (GError) error = NULL;

  branch_set_up (branch, data);
  g_assert_true (clt_action_begin (branch->conn, &info, &error));
  clt_test_exec (branch->conn, "INSERT INTO client (id, name) VALUES (1, '王五')");
  clt_test_exec (branch->conn, "INSERT INTO account (id, client_id, number) VALUES"
                               " (2, 1, '00000001'), (3, 1, '00000002')");
  clt_test_exec (branch->conn,
                 "INSERT INTO staff (id, number, name, role, licence) VALUES"
                 " (4, '17', '赵六', 'adviser', 'Z0000017'), (5, '18', '钱七', 'adviser', '')");
  g_assert_true (clt_action_commit (branch->conn, NULL, &error));
}

/* Money in yuan. */
static void
funds (Branch *branch, CltDay day, int account, int equity, int margin, int flow)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO funds_daily (day, account_id, deposit, withdrawal, opening, balance, equity,"
    " margin, batch) VALUES (%d, %d, %d, %d, 0, 0, %d, %d, 1)",
    day, account, MAX (flow, 0) * 100, MAX (-flow, 0) * 100, equity * 100, margin * 100);

  clt_test_exec (branch->conn, sql);
}

static void
load (Branch *branch, CltStudyFacts *facts)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (clt_study_facts_load (branch->conn, 1, DAY (4), facts, &error));
  g_assert_no_error (error);
}

/* Two accounts, a deposit, a withdrawal; worked out by hand. */
static void
test_facts (Branch *branch, gconstpointer data)
{
  CltStudyFacts facts;

  funds (branch, DAY (0), 2, 60000, 20000, 0);
  funds (branch, DAY (0), 3, 40000, 0, 0);         /* 100,000 */
  funds (branch, DAY (1), 2, 70000, 30000, 0);     /* +10,000 */
  funds (branch, DAY (1), 3, 40000, 0, 0);         /* 110,000 */
  funds (branch, DAY (2), 2, 95000, 40000, 30000); /* -5,000 of 140,000 */
  funds (branch, DAY (2), 3, 40000, 0, 0);         /* 135,000 */
  funds (branch, DAY (3), 2, 68000, 60000, 0);     /* -27,000 of 135,000: a fifth */
  funds (branch, DAY (3), 3, 40000, 0, 0);         /* 108,000 */
  funds (branch, DAY (4), 2, 72000, 50000, 0);
  funds (branch, DAY (4), 3, 30000, 0, -10000); /* +4,000; 102,000 */
  load (branch, &facts);

  g_assert_cmpint (facts.first, ==, DAY (0));
  g_assert_cmpint (facts.last, ==, DAY (4));
  g_assert_cmpint (facts.days, ==, 5);
  g_assert_cmpint (facts.equity, ==, 10200000);
  g_assert_cmpint (facts.margin, ==, 5000000);
  g_assert_cmpint (facts.average_equity, ==, 11100000);
  g_assert_cmpint (facts.net_pl, ==, (102000 - 100000 - 30000 + 10000) * 100);
  g_assert_cmpfloat_with_epsilon (facts.risk_ratio, 50.0 / 102, 1e-12);
  g_assert_cmpfloat_with_epsilon (facts.highest_ratio, 60.0 / 108, 1e-12);
  g_assert_cmpfloat_with_epsilon (facts.worst_return, -0.2, 1e-12);
  g_assert_cmpfloat_with_epsilon (facts.bad_return, -0.2, 1e-12);
  g_assert_cmpint (facts.worst_day, ==, DAY (3));
  g_assert_cmpfloat_with_epsilon (facts.drawdown, 1 - (1 - 5.0 / 140) * 0.8, 1e-12);
  g_assert_cmpint (facts.to_alert, ==, (102000 - 62500) * 100);
  g_assert_cmpint (facts.to_call, ==, (102000 - 50000) * 100);
}

static void
test_scenarios (Branch *branch, gconstpointer data)
{
  CltStudyFacts facts;
  CltScenario scenario;

  funds (branch, DAY (0), 2, 100000, 20000, 0);
  funds (branch, DAY (1), 2, 90000, 45000, 0);
  load (branch, &facts);

  g_assert_true (clt_study_facts_scenario (&facts, CLT_SCENARIO_WORST_DAY, &scenario));
  g_assert_cmpint (scenario.loss, ==, 900000);
  g_assert_cmpint (scenario.equity, ==, 8100000);
  g_assert_cmpfloat_with_epsilon (scenario.risk_ratio, 45.0 / 81, 1e-12);
  g_assert_true (clt_study_facts_scenario (&facts, CLT_SCENARIO_THREE_BAD, &scenario));
  g_assert_cmpint (scenario.equity, ==, 6561000); /* 90,000 × 0.9³ */
}

/* Ten lots of 100 t: long five and short two of iron ore, a copper whose size only its gain tells. */
static void
test_exposure (Branch *branch, gconstpointer data)
{
  CltStudyFacts facts;
  CltScenario scenario;

  funds (branch, DAY (0), 2, 1000000, 300000, 0);
  funds (branch, DAY (4), 2, 900000, 300000, 0);
  clt_test_exec (
    branch->conn,
    "INSERT INTO trade (day, account_id, exchange, number, side, effect, contract, lots,"
    " price, turnover, batch) VALUES"
    " (20767, 2, 'DCE', '1', 'buy', 'open', 'i2701', 5, 800000, 40000000, 1),"
    " (20768, 2, 'DCE', '2', 'sell', 'open', 'i2705', 2, 790000, 15800000, 1)");
  clt_test_exec (branch->conn,
                 "INSERT INTO position (day, account_id, exchange, contract, side, open_day,"
                 " open_price, lots, settle, floating, batch) VALUES"
                 " (20770, 2, 'DCE', 'i2701', 'buy', 20767, 800000, 5, 810000, NULL, 1),"
                 " (20770, 2, 'DCE', 'i2705', 'sell', 20768, 790000, 2, 800000, NULL, 1),"
                 " (20770, 2, 'SHFE', 'cu2701', 'sell', 20700, 70000000, 1, 71000000, -500000, 1)");
  load (branch, &facts);
  /* 5 × 100 × 810 - 2 × 100 × 800, and 5 × 71,000 */
  g_assert_cmpint (facts.exposure, ==, (405000 - 160000 + 355000) * 100);
  g_assert_true (clt_study_facts_scenario (&facts, CLT_SCENARIO_PRICES_5, &scenario));
  g_assert_cmpint (scenario.loss, ==, 3000000);
  g_assert_cmpint (scenario.equity, ==, 87000000);
  g_assert_cmpfloat_with_epsilon (scenario.risk_ratio, 300.0 / 870, 1e-12);

  clt_test_exec (branch->conn,
                 "INSERT INTO position (day, account_id, exchange, contract, side, open_day,"
                 " open_price, lots, settle, floating, batch) VALUES"
                 " (20770, 2, 'DCE', 'i2701-C-800', 'buy', 20767, 20000, 5, 21000, 50000, 1)");
  load (branch, &facts);
  g_assert_cmpint (facts.exposure, ==, CLT_MONEY_NONE);
  g_assert_false (clt_study_facts_scenario (&facts, CLT_SCENARIO_PRICES_5, &scenario));
}

static void
test_nothing_known (Branch *branch, gconstpointer data)
{
  CltStudyFacts facts;
  CltScenario scenario;

  load (branch, &facts);
  g_assert_cmpint (facts.days, ==, 0);
  g_assert_true (isnan (facts.risk_ratio));
  g_assert_cmpint (facts.to_call, ==, CLT_MONEY_NONE);
  g_assert_false (clt_study_facts_scenario (&facts, CLT_SCENARIO_BAD_DAY, &scenario));
}

static void
test_json (Branch *branch, gconstpointer data)
{
  CltStudyFacts facts, back;
  g_autofree char *json = NULL, *again = NULL;
  g_autoptr (GError) error = NULL;

  funds (branch, DAY (0), 2, 100000, 20000, 0);
  funds (branch, DAY (1), 2, 90001, 45000, 0);
  load (branch, &facts);
  json = clt_study_facts_to_json (&facts);
  g_assert_true (clt_study_facts_from_json (json, &back, &error));
  again = clt_study_facts_to_json (&back);
  g_assert_cmpstr (json, ==, again);
  g_assert_cmpint (back.equity, ==, 9000100);
  g_assert_cmpfloat (back.worst_return, ==, facts.worst_return);
  g_assert_false (clt_study_facts_from_json ("[]", &back, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_CORRUPT);
}

/* Stores a plan with every section filled. */
static gint64
write_plan (Branch *branch, gint64 author)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltStudy) study =
    clt_study_prepare (branch->conn, CLT_STUDY_PLAN, 1, author, DAY (4), &error);

  g_assert_no_error (error);
  for (guint i = 0; i < study->sections->len; i++)
    {
      CltStudySection *section = study->sections->pdata[i];

      if (*section->text == '\0')
        clt_set_str (&section->text, "one sentence");
    }
  branch_begin (branch);
  g_assert_true (clt_study_save (branch->conn, study, &error));
  branch_commit (branch);
  return study->version_id;
}

static CltStudyState
get_state (Branch *branch, gint64 version)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltStudy) study = clt_study_load (branch->conn, version, &error);

  g_assert_no_error (error);
  return study->state;
}

#define assert_refused(call)                                                                       \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GError) refused = NULL;                                                             \
    GError **error = &refused;                                                                     \
                                                                                                   \
    g_assert_false (call);                                                                         \
    g_assert_error (refused, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);                            \
  }                                                                                                \
  G_STMT_END

#define assert_done(call)                                                                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GError) failed = NULL;                                                              \
    GError **error = &failed;                                                                      \
    gboolean ok = (call) != 0;                                                                     \
                                                                                                   \
    g_assert_no_error (failed);                                                                    \
    g_assert_true (ok);                                                                            \
  }                                                                                                \
  G_STMT_END

static void
test_review (Branch *branch, gconstpointer data)
{
  gint64 first = write_plan (branch, 4), second;
  CltConn *conn = branch->conn;

  branch_begin (branch);
  assert_refused (clt_study_review (conn, first, "boss", TRUE, "", error));
  assert_done (clt_study_submit (conn, first, error));
  assert_refused (clt_study_submit (conn, first, error));
  assert_refused (clt_study_review (conn, first, "赵六", TRUE, "", error));
  assert_refused (clt_study_review (conn, first, "17", TRUE, "", error));
  assert_refused (clt_study_review (conn, first, "boss", FALSE, "", error));
  assert_refused (clt_study_revise (conn, first, DAY (4), error));
  assert_done (clt_study_review (conn, first, "boss", FALSE, "too short", error));
  branch_commit (branch);
  g_assert_cmpint (get_state (branch, first), ==, CLT_STUDY_RETURNED);

  branch_begin (branch);
  second = clt_study_revise (conn, first, DAY (4), NULL);
  g_assert_cmpint (second, !=, 0);
  assert_done (clt_study_submit (conn, second, error));
  assert_done (clt_study_review (conn, second, "boss", TRUE, NULL, error));
  branch_commit (branch);
  g_assert_cmpint (get_state (branch, second), ==, CLT_STUDY_APPROVED);
  g_assert_cmpint (get_state (branch, first), ==, CLT_STUDY_RETURNED);

  assert_done (clt_action_undo (conn, 0, "test", NULL, NULL, error));
  assert_done (clt_action_undo (conn, 0, "test", NULL, NULL, error));
  g_assert_cmpint (get_state (branch, first), ==, CLT_STUDY_DRAFT);
  g_assert_cmpint (clt_test_get_int (conn, "SELECT count(*) FROM study_version"), ==, 1);
}

static const char *
get_text (const CltStudy *study, const char *key)
{
  for (guint i = 0; i < study->sections->len; i++)
    if (g_str_equal (((CltStudySection *) study->sections->pdata[i])->key, key))
      return ((CltStudySection *) study->sections->pdata[i])->text;
  g_assert_not_reached ();
}

/* What a person wrote stays; what the template wrote follows the figures, and the difference says it. */
static void
test_refresh (Branch *branch, gconstpointer data)
{
  gint64 version;
  g_autoptr (CltStudy) before = NULL, after = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  const CltVersionChange *change;

  funds (branch, DAY (0), 2, 100000, 20000, 0);
  version = write_plan (branch, 4);
  before = clt_study_load (branch->conn, version, NULL);
  funds (branch, DAY (1), 2, 90000, 45000, 0);
  branch_begin (branch);
  assert_done (clt_study_refresh (branch->conn, version, DAY (4), error));
  branch_commit (branch);
  after = clt_study_load (branch->conn, version, NULL);

  g_assert_cmpint (after->facts.equity, ==, 9000000);
  g_assert_cmpstr (get_text (after, "goals"), ==, "one sentence");
  g_assert_nonnull (strstr (get_text (before, "situation"), "100,000.00"));
  g_assert_nonnull (strstr (get_text (after, "situation"), "90,000.00"));
  changes = clt_study_compare (before, after);
  g_assert_cmpuint (changes->len, >, 3);
  change = changes->pdata[0];
  g_assert_cmpstr (change->field, ==, "Situation");
  g_ptr_array_unref (g_steal_pointer (&changes));
  changes = clt_study_compare (after, after);
  g_assert_cmpuint (changes->len, ==, 0);
}

static void
test_approved_stays (Branch *branch, gconstpointer data)
{
  gint64 version = write_plan (branch, 4);
  g_autoptr (CltStudy) study = NULL;

  branch_begin (branch);
  assert_done (clt_study_submit (branch->conn, version, error));
  assert_done (clt_study_review (branch->conn, version, "boss", TRUE, NULL, error));
  study = clt_study_load (branch->conn, version, NULL);
  clt_set_str (&((CltStudySection *) study->sections->pdata[0])->text, "something else");
  assert_refused (clt_study_save (branch->conn, study, error));
  branch_commit (branch);
}

static void
test_unlicensed (Branch *branch, gconstpointer data)
{
  gint64 version = write_plan (branch, 5);

  branch_begin (branch);
  assert_refused (clt_study_submit (branch->conn, version, error));
  clt_action_rollback (branch->conn);
}

static void
test_promises (Branch *branch, gconstpointer data)
{
  gint64 version = write_plan (branch, 4);
  g_autoptr (CltStudy) study = clt_study_load (branch->conn, version, NULL);

  g_assert_cmpstr (clt_study_find_promise ("本品稳赚不赔"), ==, "稳赚");
  g_assert_cmpstr (clt_study_find_promise ("A Guaranteed Profit"), ==, "guaranteed profit");
  g_assert_null (clt_study_find_promise ("期货有风险"));

  clt_set_str (&((CltStudySection *) study->sections->pdata[0])->text, "每月保证收益");
  branch_begin (branch);
  assert_done (clt_study_save (branch->conn, study, error));
  assert_refused (clt_study_submit (branch->conn, version, error));
  clt_set_str (&((CltStudySection *) study->sections->pdata[0])->text, " \n");
  assert_done (clt_study_save (branch->conn, study, error));
  assert_refused (clt_study_submit (branch->conn, version, error));
  branch_commit (branch);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/study/" name, Branch, NULL, set_up, func, branch_tear_down)
  ADD ("facts", test_facts);
  ADD ("scenarios", test_scenarios);
  ADD ("exposure", test_exposure);
  ADD ("refresh", test_refresh);
  ADD ("nothing-known", test_nothing_known);
  ADD ("json", test_json);
  ADD ("review", test_review);
  ADD ("approved-stays", test_approved_stays);
  ADD ("unlicensed", test_unlicensed);
  ADD ("promises", test_promises);
  return g_test_run ();
}
