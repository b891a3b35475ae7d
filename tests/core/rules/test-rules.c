/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/rules/clt-rules.h"

#include <math.h>

#include "core/rules/clt-settings.h"

#include "../clients/branch-fixture.h"

typedef struct
{
  const CltRuleValue *values;
  guint n;
  CltDay from;
} SetData;

static gboolean
set_all (CltConn *conn, gpointer user_data, GError **error)
{
  const SetData *data = user_data;

  return clt_rules_set_all (conn, data->values, data->n, data->from, NULL, error);
}

static gboolean
run_set (Branch *branch, const CltRuleValue *values, guint n, CltDay from, GError **error)
{
  const CltActionInfo info = { .name = "rules.set", .who = "test" };
  SetData data = { values, n, from };

  return clt_action_run (branch->conn, &info, set_all, &data, NULL, error);
}

static double
get (Branch *branch, const char *name, CltDay day)
{
  g_autoptr (GError) error = NULL;
  double value = -1;

  clt_rules_get (branch->conn, name, day, &value, &error);
  g_assert_no_error (error);
  return value;
}

static void
test_dated (Branch *branch, gconstpointer unused)
{
  const CltDay day = clt_day_from_ymd (1998, 3, 2);
  const CltRuleValue values[] = { { "sleeping.days", 30 } };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rules = NULL;
  guint n = 0;

  g_assert_true (run_set (branch, values, 1, day, &error));
  g_assert_cmpfloat (get (branch, "sleeping.days", day - 1), ==, 90);
  g_assert_cmpfloat (get (branch, "sleeping.days", day), ==, 30);

  rules = clt_rules_list (branch->conn, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rules->len; i++)
    {
      const CltRule *rule = rules->pdata[i];

      n += g_str_equal (rule->name, "sleeping.days");
      /* every rule of the file is known to people by name and unit */
      g_assert_cmpstr (clt_rule_get_label (rule->name), !=, rule->name);
      g_assert_cmpstr (clt_rule_get_unit (rule->name), !=, "");
    }
  g_assert_cmpuint (n, ==, 2);
}

/* All thresholds move below the lowest old one at once, in whatever order they are given. */
static void
test_thresholds (Branch *branch, gconstpointer unused)
{
  const CltDay day = clt_day_from_ymd (1990, 1, 1);
  const CltRuleValue down[] = { { "tier.high-end", 70000 },
                                { "tier.ordinary", 25000 },
                                { "tier.major", 45000 } };
  const CltRuleValue wrong[] = { { "tier.major", 70000 } };
  g_autoptr (GError) error = NULL;
  gint64 fen;

  g_assert_true (run_set (branch, down, G_N_ELEMENTS (down), day, &error));
  g_assert_no_error (error);
  g_assert_true (clt_rules_get_money (branch->conn, "tier.major", day, &fen, &error));
  g_assert_cmpint (fen, ==, 4500000);

  g_assert_false (run_set (branch, wrong, 1, day + 10, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_assert_cmpfloat (get (branch, "tier.major", day + 20), ==, 45000);

  /* an earlier row must not put a later day out of order */
  g_clear_error (&error);
  {
    const CltRuleValue later[] = { { "tier.ordinary", 44000 } };
    const CltRuleValue earlier[] = { { "tier.major", 40000 }, { "tier.ordinary", 30000 } };

    g_assert_true (run_set (branch, later, 1, day + 100, &error));
    g_assert_false (run_set (branch, earlier, 2, day + 50, &error));
    g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  }
}

static void
test_refused (Branch *branch, gconstpointer unused)
{
  static const CltRuleValue wrong[] = {
    { "no.such.rule", 1 },        { "sleeping.days", 0 }, { "sleeping.days", 12.5 },
    { "churn.ratio", 1.5 },       { "tier.major", -1 },   { "tier.window_days", NAN },
    { "tier.downgrade_runs", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (run_set (branch, &wrong[i], 1, 0, &error));
      g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
    }
}

/* What others write afterwards is seen: a statement left open would keep the old state. */
static void
test_setting_is_fresh (Branch *branch, gconstpointer unused)
{
  static const char *const names[] = { "b", "c" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) other = NULL;
  gint64 n;

  g_assert_true (clt_settings_set (branch->conn, "branch.name", "a", &error));
  other = clt_conn_open (branch->path, CLT_CONN_WRITE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *value = clt_settings_get (branch->conn, "branch.name", &error);

      g_assert_no_error (error);
      g_assert_nonnull (value);
      g_assert_true (clt_settings_set (other, "branch.name", names[i], &error));
      g_assert_true (clt_conn_get_int (branch->conn, &n, 0, &error,
                                       "SELECT count(*) FROM setting WHERE value = ?", "t",
                                       names[i]));
      g_assert_cmpint (n, ==, 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/rules/dated", Branch, NULL, branch_set_up, test_dated, branch_tear_down);
  g_test_add ("/rules/thresholds", Branch, NULL, branch_set_up, test_thresholds, branch_tear_down);
  g_test_add ("/rules/refused", Branch, NULL, branch_set_up, test_refused, branch_tear_down);
  g_test_add ("/rules/setting-is-fresh", Branch, NULL, branch_set_up, test_setting_is_fresh,
              branch_tear_down);
  return g_test_run ();
}
