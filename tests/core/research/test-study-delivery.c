/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/research/clt-study-delivery.h"

#include "../catalogue/service-fixture.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-ledger.h"
#include "support/clt-test-branch.h"

#define TODAY 20261118   /* a Wednesday */
#define NOW "1794974400" /* that day at noon in Shanghai */

typedef struct
{
  Branch branch;
  gint64 product, adviser, client, version;
} Fixture;

static gint64
add_version (Fixture *fixture, gint64 study, int number, const char *state)
{
  gint64 id = branch_new_id (&fixture->branch);

  branch_run (&fixture->branch,
              "INSERT INTO study_version (id, study_id, number, state, sections, facts, created)"
              " VALUES (?, ?, ?, ?, '[{\"key\":\"goals\",\"text\":\"g\"}]', '{}', 0)",
              "iiit", id, study, (gint64) number, state);
  return id;
}

static gint64
add_plan (Fixture *fixture, gint64 study, gint64 client)
{
  branch_run (&fixture->branch,
              "INSERT INTO study (id, kind, client_id, product_id, author_id, title, created)"
              " VALUES (?, 'plan', ?, ?, ?, 'Plan', 0)",
              "iiii", study, client, fixture->product, fixture->adviser);
  return add_version (fixture, study, 1, "approved");
}

static void
promise (Fixture *fixture, gint64 tier)
{
  branch_run (&fixture->branch,
              "INSERT INTO entitlement (id, product_id, tier, valid_from, kind, count, period)"
              " VALUES (?, ?, ?, ?, 'count', 1, 'quarter')",
              "iiii", branch_new_id (&fixture->branch), fixture->product, tier, DAY (20200101));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_setenv ("CLT_NOW", NOW, TRUE);
  branch_set_up (&fixture->branch, NULL);
  branch_begin (&fixture->branch);
  fixture->product = service_add_product (&fixture->branch, "R05", 2, 3);
  fixture->adviser = service_add_staff (&fixture->branch, "A1", "adviser", "Z1");
  service_add_staff (&fixture->branch, "M1", "manager", "");
  service_set_version (&fixture->branch, fixture->product, "needs_licence", 1);
  fixture->client = service_add_client (&fixture->branch, "1001");
  promise (fixture, CLT_TIER_HIGH_END);
  fixture->version = add_plan (fixture, branch_new_id (&fixture->branch), fixture->client);
  branch_commit (&fixture->branch);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  branch_tear_down (&fixture->branch, NULL);
}

static CltStudyOrder *
make_order (Fixture *fixture, gboolean done)
{
  CltStudyOrder *order = clt_study_order_new (fixture->version, "test");

  order->done = done;
  return order;
}

/* In an action of its own, which stands only when it was delivered. Returns: the push; 0. */
static gint64
deliver (Fixture *fixture, const CltStudyOrder *order, const char *paper, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (paper, strlen (paper));
  gint64 push;

  branch_begin (&fixture->branch);
  push = clt_study_deliver (fixture->branch.conn, order, bytes, error);
  if (push != 0)
    branch_commit (&fixture->branch);
  else
    clt_action_rollback (fixture->branch.conn);
  return push;
}

static void
assert_refused (Fixture *fixture, const CltStudyOrder *order, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (deliver (fixture, order, "p", &error), ==, 0);
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
  g_assert_cmpint (clt_test_get_int (fixture->branch.conn, "SELECT count(*) FROM push"), ==, 0);
}

static void
assert_delivered (Fixture *fixture, const CltStudyOrder *order, const char *paper)
{
  g_autoptr (GError) error = NULL;

  deliver (fixture, order, paper, &error);
  g_assert_no_error (error);
}

#define run(fixture, ...)                                                                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    branch_begin (&(fixture)->branch);                                                             \
    branch_run (&(fixture)->branch, __VA_ARGS__);                                                  \
    branch_commit (&(fixture)->branch);                                                            \
  }                                                                                                \
  G_STMT_END

static CltStudy *
load (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  CltStudy *study = clt_study_load (fixture->branch.conn, fixture->version, &error);

  g_assert_no_error (error);
  return study;
}

static gint64
get_outstanding (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) debts =
    clt_ledger_promised (fixture->branch.conn, fixture->product, DAY (TODAY), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (debts->len, ==, 1);
  return ((CltDebt *) debts->pdata[0])->outstanding;
}

static void
test_pays_the_debt (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltStudyOrder) order = make_order (fixture, TRUE);
  g_autoptr (CltStudy) study = NULL;
  g_autofree char *words = NULL;

  clt_set_str (&order->channel, "onsite");
  g_assert_cmpint (get_outstanding (fixture), ==, 1);
  assert_delivered (fixture, order, "paper");
  g_assert_cmpint (get_outstanding (fixture), ==, 0);
  study = load (fixture);
  g_assert_cmpuint (study->n_delivered, ==, 1);
  g_assert_cmpint (study->delivered, ==, DAY (TODAY));
  g_assert_cmpstr (study->channel, ==, "onsite");
  words = clt_study_format_delivery (study);
  g_assert_nonnull (strstr (words, "2026-11-18"));
  /* a Wednesday and five working days, by the adviser, for nobody looks after the client */
  g_assert_cmpint (clt_test_get_int (fixture->branch.conn, "SELECT due FROM call_task"), ==,
                   DAY (20261125));
  g_assert_cmpint (clt_test_get_int (fixture->branch.conn, "SELECT staff_id FROM call_task"), ==,
                   fixture->adviser);
  g_assert_true (clt_action_undo (fixture->branch.conn, 0, "test", NULL, NULL, NULL));
  g_assert_cmpint (get_outstanding (fixture), ==, 1);
}

/* The paper that went out first is the paper of the version. */
static void
test_keeps_the_paper (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltStudyOrder) order = make_order (fixture, FALSE);
  g_autoptr (GBytes) kept = clt_study_load_paper (fixture->branch.conn, fixture->version, NULL);

  g_assert_null (kept);
  clt_set_str (&order->channel, "email");
  assert_delivered (fixture, order, "first");
  run (fixture, "UPDATE rule SET value = 0 WHERE name = 'push.gap'", "");
  clt_set_str (&order->channel, "phone");
  assert_delivered (fixture, order, "second");
  kept = clt_study_load_paper (fixture->branch.conn, fixture->version, NULL);
  g_assert_cmpmem (g_bytes_get_data (kept, NULL), g_bytes_get_size (kept), "first", 5);
  g_assert_cmpint (clt_test_get_int (fixture->branch.conn,
                                     "SELECT count(DISTINCT sha256) * 10 + count(*)"
                                     " FROM attachment WHERE owner = 'push'"),
                   ==, 12);
  g_assert_cmpint (clt_test_get_int (fixture->branch.conn, "SELECT count(*) FROM message"), ==, 1);
  g_assert_cmpint (clt_test_get_int (fixture->branch.conn,
                                     "SELECT count(*) FROM call_task WHERE product_id > 0"),
                   ==, 1);
}

static void
test_entitlement_decides (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltStudyOrder) order = make_order (fixture, TRUE);

  run (fixture, "UPDATE tier_history SET tier = 2", "");
  assert_refused (fixture, order, "not entitled");
  run (
    fixture,
    "INSERT INTO entitlement_exception (id, client_id, product_id, kind, reason, who, valid_from)"
    " VALUES (90, ?, ?, 'request', 'r', 'w', ?)",
    "iii", fixture->client, fixture->product, DAY (20260101));
  assert_delivered (fixture, order, "paper");
}

static void
test_gate_decides (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltStudyOrder) order = make_order (fixture, TRUE);

  run (fixture,
       "INSERT INTO refusal (id, client_id, scope, valid_from) VALUES (90, ?, 'research', ?)", "ii",
       fixture->client, DAY (20260101));
  assert_refused (fixture, order, "the client has refused it");
  clt_set_str (&order->override_reason, "never mind");
  clt_set_str (&order->who, "M1");
  assert_refused (fixture, order, "the client has refused it");
  clt_set_str (&order->channel, "website");
  assert_refused (fixture, order, "no such channel");
}

/* Only who has been contacted too recently is let through by a manager, and the log says so. */
static void
test_manager (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltStudyOrder) order = make_order (fixture, TRUE);

  clt_set_str (&order->channel, "onsite");
  assert_delivered (fixture, order, "paper");
  clt_set_str (&order->override_reason, "he asked for it");
  clt_set_str (&order->who, "A1");
  g_assert_cmpint (deliver (fixture, order, "p", NULL), ==, 0);
  clt_set_str (&order->who, "M1");
  assert_delivered (fixture, order, "paper");
  g_assert_cmpint (clt_test_get_int (fixture->branch.conn,
                                     "SELECT count(*) FROM push_item WHERE state = 'done'"
                                     " AND override_who = 'M1'"),
                   ==, 1);
}

static void
test_only_the_newest_of_the_qualified (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltStudyOrder) order = make_order (fixture, TRUE);
  gint64 study;

  run (fixture, "UPDATE study_version SET state = 'review'", "");
  assert_refused (fixture, order, "Only what was approved");
  run (fixture, "UPDATE study_version SET state = 'approved'", "");
  run (fixture, "UPDATE staff SET licence = '' WHERE number = 'A1'", "");
  assert_refused (fixture, order, "qualification number");
  run (fixture, "UPDATE staff SET licence = 'Z1', left_on = ? WHERE number = 'A1'", "i",
       DAY (TODAY) - 1);
  assert_refused (fixture, order, "qualification number");
  run (fixture, "UPDATE staff SET left_on = NULL WHERE number = 'A1'", "");
  study = clt_test_get_int (fixture->branch.conn, "SELECT id FROM study");
  branch_begin (&fixture->branch);
  add_version (fixture, study, 2, "approved");
  branch_commit (&fixture->branch);
  assert_refused (fixture, order, "newer version");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/study-delivery/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("pays-the-debt", test_pays_the_debt);
  ADD ("keeps-the-paper", test_keeps_the_paper);
  ADD ("entitlement-decides", test_entitlement_decides);
  ADD ("gate-decides", test_gate_decides);
  ADD ("manager", test_manager);
  ADD ("only-the-newest-of-the-qualified", test_only_the_newest_of_the_qualified);
  return g_test_run ();
}
