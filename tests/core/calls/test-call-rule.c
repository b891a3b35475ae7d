/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may not make a call, and to whom none is made. */
#include "core/calls/clt-call-rule.h"

#include "../clients/branch-fixture.h"

/* A Wednesday at ten. */
#define DAY 20261118

static gint64
add_staff (Branch *branch, const char *number, const char *name)
{
  gint64 id = branch_new_id (branch);

  branch_run (branch, "INSERT INTO staff (id, number, name) VALUES (?, ?, ?)", "itt", id, number,
              name);
  return id;
}

static CltCallBar
check (Branch *branch, const char *occasion, gboolean duty, gint64 client, gint64 staff)
{
  CltDay day = clt_day_from_yyyymmdd (DAY);
  g_autoptr (GError) error = NULL;
  g_autoptr (CltCallRules) rules = clt_call_rules_load (branch->conn, day, &error);
  CltCall plan = { .client_id = client,
                   .occasion = (char *) occasion,
                   .duty = duty,
                   .due = day,
                   .due_time = -1 };
  CltCallBar bar = CLT_CALL_ALLOWED;

  g_assert_no_error (error);
  clt_call_rule_check (branch->conn, rules, &plan, staff, clt_day_get_instant (day, 600), &bar,
                       &error);
  g_assert_no_error (error);
  return bar;
}

static void
test_recusal (Branch *branch, gconstpointer data)
{
  static const struct
  {
    const char *relation;
    int from, to;
    const char *introducer, *occasion;
    gboolean recused;
  } cases[] = {
    { "adviser", 20200101, 0, "", "sample", TRUE },
    { "adviser", 20200101, 0, "", "new-account", TRUE },
    { "adviser", 20200101, 0, "", "survey", TRUE },
    { "adviser", 20200101, 0, "", "complaint", TRUE },
    { "adviser", 20200101, 0, "", "override", TRUE },
    { "adviser", 20200101, 0, "", "plain", FALSE },
    { "adviser", 20200101, 0, "", "promise", FALSE },
    { "adviser", 20200101, 0, "", "training", FALSE },
    { "adviser", 20200101, 20261117, "", "sample", FALSE },
    { "adviser", 20261119, 0, "", "sample", FALSE },
    { "introducer", 20200101, 20210101, "", "sample", TRUE },
    { "development", 20200101, 20210101, "", "sample", TRUE },
    { "service", 20200101, 0, "", "sample", FALSE },
    { "maintenance", 20200101, 0, "", "sample", FALSE },
    { "service", 20200101, 0, "王居间", "sample", TRUE },
    { "service", 20200101, 0, "K7", "new-account", TRUE },
    { "service", 20200101, 0, "K7", "plain", FALSE },
    { "service", 20200101, 0, "王居", "sample", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *number = g_strdup_printf ("9%03u", i);
      gint64 staff, client;

      g_test_message ("%u", i);
      branch_begin (branch);
      staff = add_staff (branch, "K7", "王居间");
      client = branch_add_client (branch, "甲", number, 20200101);
      branch_run (branch, "UPDATE client SET introducer = ? WHERE id = ?", "ti",
                  cases[i].introducer, client);
      branch_run (branch,
                  "INSERT INTO assignment (id, client_id, staff_id, relation, valid_from, valid_to)"
                  " VALUES (?, ?, ?, ?, ?, ?)",
                  "iiityy", branch_new_id (branch), client, staff, cases[i].relation,
                  clt_day_from_yyyymmdd (cases[i].from),
                  cases[i].to == 0 ? CLT_DAY_NONE : clt_day_from_yyyymmdd (cases[i].to));
      g_assert_cmpint (check (branch, cases[i].occasion, TRUE, client, staff), ==,
                       cases[i].recused ? CLT_CALL_RECUSED : CLT_CALL_ALLOWED);
      g_assert_cmpint (check (branch, cases[i].occasion, TRUE, client, 0), ==, CLT_CALL_ALLOWED);
      clt_action_rollback (branch->conn);
    }
}

static void
test_opt_out (Branch *branch, gconstpointer data)
{
  gint64 client;

  branch_begin (branch);
  client = branch_add_client (branch, "甲", "001", 20200101);
  g_assert_cmpint (check (branch, "plain", FALSE, client, 0), ==, CLT_CALL_ALLOWED);
  branch_run (branch,
              "INSERT INTO consent (id, client_id, channel, given, valid_from)"
              " VALUES (?, ?, 'phone', 0, 18000)",
              "ii", branch_new_id (branch), client);
  g_assert_cmpint (check (branch, "plain", FALSE, client, 0), ==, CLT_CALL_OPTED_OUT);
  g_assert_cmpint (check (branch, "survey", FALSE, client, 0), ==, CLT_CALL_OPTED_OUT);
  g_assert_cmpint (check (branch, "new-account", TRUE, client, 0), ==, CLT_CALL_ALLOWED);
  g_assert_cmpint (check (branch, "promise", FALSE, client, 0), ==, CLT_CALL_ALLOWED);
  branch_run (branch,
              "INSERT INTO consent (id, client_id, channel, given, valid_from)"
              " VALUES (?, ?, 'phone', 1, 18500)",
              "ii", branch_new_id (branch), client);
  g_assert_cmpint (check (branch, "plain", FALSE, client, 0), ==, CLT_CALL_ALLOWED);
  branch_run (branch,
              "INSERT INTO refusal (id, client_id, scope, valid_from) VALUES (?, ?, 'all', 18600)",
              "ii", branch_new_id (branch), client);
  g_assert_cmpint (check (branch, "plain", FALSE, client, 0), ==, CLT_CALL_OPTED_OUT);
  clt_action_rollback (branch->conn);
}

static void
test_own_hours (Branch *branch, gconstpointer data)
{
  static const struct
  {
    int from, to;
    gboolean good;
  } cases[] = {
    { 18 * 60, 20 * 60, TRUE },  { 0, 1440, TRUE },           { 21 * 60, 22 * 60, FALSE },
    { 7 * 60, 9 * 60, FALSE },   { 690, 810, FALSE },         { 690, 811, TRUE },
    { 20 * 60, 18 * 60, FALSE }, { 10 * 60, 10 * 60, FALSE },
  };
  gint64 client;

  branch_begin (branch);
  client = branch_add_client (branch, "甲", "001", 20200101);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%u", i);
      g_assert_cmpint (clt_call_hours_set (branch->conn, client, cases[i].from, cases[i].to, "",
                                           &error),
                       ==, cases[i].good);
    }
  branch_run (branch, "UPDATE call_hours SET from_time = 1080, to_time = 1200", "");
  g_assert_cmpint (check (branch, "plain", FALSE, client, 0), ==, CLT_CALL_OWN_HOURS);
  clt_action_rollback (branch->conn);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/call-rule/recusal", Branch, NULL, branch_set_up, test_recusal, branch_tear_down);
  g_test_add ("/call-rule/opt-out", Branch, NULL, branch_set_up, test_opt_out, branch_tear_down);
  g_test_add ("/call-rule/own-hours", Branch, NULL, branch_set_up, test_own_hours,
              branch_tear_down);
  return g_test_run ();
}
