/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/catalogue/clt-entitlement.h"

#include <math.h>

#include "catalogue-fixture.h"

#define DAY(yyyymmdd) clt_day_from_yyyymmdd (yyyymmdd)

static void
assert_refused (gboolean done, GError **error)
{
  g_assert_false (done);
  g_assert_error (*error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (error);
}

static CltRight
right_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  CltRight right;

  clt_right_parse (text, &right, &error);
  g_assert_no_error (error);
  return right;
}

static void
test_periods (void)
{
  static const struct
  {
    CltPeriodKind period;
    int day, first, last;
  } cases[] = {
    { CLT_PERIOD_WEEK, 20261122, 20261116, 20261122 }, /* a Sunday ends its week */
    { CLT_PERIOD_WEEK, 20261123, 20261123, 20261129 },
    { CLT_PERIOD_WEEK, 20260101, 20251229, 20260104 },
    { CLT_PERIOD_MONTH, 20240229, 20240201, 20240229 },
    { CLT_PERIOD_QUARTER, 20261122, 20261001, 20261231 },
    { CLT_PERIOD_QUARTER, 20260331, 20260101, 20260331 },
    { CLT_PERIOD_YEAR, 20261231, 20260101, 20261231 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CltDay first, last;

      clt_period_bounds (cases[i].period, DAY (cases[i].day), &first, &last);
      g_assert_cmpint (clt_day_to_yyyymmdd (first), ==, cases[i].first);
      g_assert_cmpint (clt_day_to_yyyymmdd (last), ==, cases[i].last);
    }
}

static void
test_parse (void)
{
  static const char *const same[][2] = {
    { "2m", "2 a month" },
    { "1q sms", "1 a quarter · SMS" },
    { "U", "unlimited" },
    { "", "-" },
    { "–", "none" },
    { "r email", "on request · E-mail" },
    { "１２ｙ", "12 a year" },
    { "2 周", "2w" },
    { "3季 短信群", "3q 短信群" },
  };
  static const char *const wrong[] = { "x",     "2",    "m", "-1m", "0m", "1000m", "2m sms phone",
                                       "- sms", "1.5m", "2d" };

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      CltRight a = right_of (same[i][0]), b = right_of (same[i][1]);

      g_assert_true (clt_right_equal (&a, &b));
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      CltRight right;

      assert_refused (clt_right_parse (wrong[i], &right, &error), &error);
      g_assert_cmpint (right.kind, ==, CLT_RIGHT_NONE);
    }
}

static CltRight
random_right (void)
{
  static const char *const channels[] = { "", "", "sms", "phone" };
  CltRight right = { .kind = (CltRightKind) g_test_rand_int_range (0, 4), .channel = "" };

  if (right.kind == CLT_RIGHT_COUNT)
    {
      right.count = g_test_rand_int_range (1, 13);
      right.period = (CltPeriodKind) g_test_rand_int_range (1, 5);
    }
  if (right.kind != CLT_RIGHT_NONE)
    right.channel = g_intern_string (channels[g_test_rand_int_range (0, 4)]);
  return right;
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < 500; i++)
    {
      const CltRight right = random_right (), other = random_right ();
      g_autofree char *text = clt_right_format (&right);
      g_autofree char *brief = clt_right_format_short (&right);
      CltRight a = right_of (text), b = right_of (brief);

      g_assert_true (clt_right_equal (&right, &a));
      g_assert_true (clt_right_equal (&right, &b));
      g_assert_cmpint (clt_right_compare (&right, &other), ==, -clt_right_compare (&other, &right));
    }
}

static CltRight
cell (Branch *branch, gint64 product, CltTier tier, int yyyymmdd)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltMatrix) matrix = clt_matrix_load (branch->conn, DAY (yyyymmdd), &error);

  g_assert_no_error (error);
  return *clt_matrix_get (matrix, product, tier);
}

static void
assert_cell (Branch *branch, gint64 product, CltTier tier, int yyyymmdd, const char *expected)
{
  CltRight right = cell (branch, product, tier, yyyymmdd);
  g_autofree char *text = clt_right_format_short (&right);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_dated (Branch *branch, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltProduct) loaded = NULL;
  gint64 product, action;

  branch_begin (branch);
  product = catalogue_add_product (branch, "weekly", 2);
  catalogue_approve (branch, product, 20260101);
  catalogue_promise (branch, product, CLT_TIER_MAJOR, "1m", 20260101);
  catalogue_promise (branch, product, CLT_TIER_MAJOR, "2m sms", 20260401);
  catalogue_promise (branch, product, CLT_TIER_MAJOR, "1w", 20260701);
  branch_commit (branch);
  assert_cell (branch, product, CLT_TIER_MAJOR, 20251231, "-");
  assert_cell (branch, product, CLT_TIER_MAJOR, 20260331, "1m");
  assert_cell (branch, product, CLT_TIER_MAJOR, 20260630, "2m sms");
  assert_cell (branch, product, CLT_TIER_MAJOR, 20260701, "1w");
  assert_cell (branch, product, CLT_TIER_SMALL, 20260701, "-");

  /* later cells give way, also to a change on the day of an earlier one; undo brings them back */
  branch_begin (branch);
  catalogue_promise (branch, product, CLT_TIER_MAJOR, "u", 20260401);
  action = branch_commit (branch);
  assert_cell (branch, product, CLT_TIER_MAJOR, 20260331, "1m");
  assert_cell (branch, product, CLT_TIER_MAJOR, 20260401, "u");
  assert_cell (branch, product, CLT_TIER_MAJOR, 20261231, "u");
  g_assert_true (clt_action_undo (branch->conn, action, "tester", NULL, NULL, &error));
  assert_cell (branch, product, CLT_TIER_MAJOR, 20260401, "2m sms");
  assert_cell (branch, product, CLT_TIER_MAJOR, 20260701, "1w");
  g_assert_true (clt_action_redo (branch->conn, action, "tester", NULL, NULL, &error));
  assert_cell (branch, product, CLT_TIER_MAJOR, 20260701, "u");

  /* nobody is promised what has been retired */
  branch_begin (branch);
  loaded = clt_product_load (branch->conn, product, DAY (20260801), &error);
  g_assert_true (clt_version_retire (branch->conn, loaded->current->id, DAY (20260831), &error));
  branch_commit (branch);
  assert_cell (branch, product, CLT_TIER_MAJOR, 20260831, "u");
  assert_cell (branch, product, CLT_TIER_MAJOR, 20260901, "-");
}

static void
test_refused (Branch *branch, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltVersion) version = NULL;
  const CltRight monthly = right_of ("1m"), by_mail = right_of ("1m email"), none = right_of ("-");
  gint64 product;

  branch_begin (branch);
  product = catalogue_add_product (branch, "plan", 2);
  assert_refused (clt_matrix_set (branch->conn, product, CLT_TIER_MAJOR, &monthly, DAY (20260101),
                                  &error),
                  &error);
  catalogue_approve (branch, product, 20260101);
  assert_refused (clt_matrix_set (branch->conn, product, CLT_TIER_UNRATED, &monthly, DAY (20260101),
                                  &error),
                  &error);
  assert_refused (clt_matrix_set (branch->conn, product, CLT_TIER_MAJOR, &by_mail, DAY (20260101),
                                  &error),
                  &error);
  assert_refused (clt_matrix_set (branch->conn, product, CLT_TIER_MAJOR, &monthly, DAY (20251231),
                                  &error),
                  &error);
  catalogue_promise (branch, product, CLT_TIER_SMALL, "1m", 20260101);

  /* a higher minimum waits until nobody below it is promised anything */
  version = clt_version_get (branch->conn, product, DAY (20260101), &error);
  version->min_tier = CLT_TIER_MAJOR;
  g_assert_true (clt_version_save (branch->conn, version, &error));
  assert_refused (clt_version_approve (branch->conn, version->id, CATALOGUE_APPROVER,
                                       DAY (20260701), &error),
                  &error);
  g_assert_true (
    clt_matrix_set (branch->conn, product, CLT_TIER_SMALL, &none, DAY (20260701), &error));
  catalogue_approve (branch, product, 20260701);
  assert_refused (clt_matrix_set (branch->conn, product, CLT_TIER_ORDINARY, &monthly,
                                  DAY (20260201), &error),
                  &error);
  catalogue_promise (branch, product, CLT_TIER_MAJOR, "1m", 20260801);
  branch_commit (branch);
}

static void
test_inverted (Branch *branch, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltMatrix) matrix = NULL;
  gint64 product;

  branch_begin (branch);
  product = catalogue_add_product (branch, "weekly", 2);
  catalogue_approve (branch, product, 20260101);
  catalogue_promise (branch, product, CLT_TIER_SMALL, "1q", 20260101);
  catalogue_promise (branch, product, CLT_TIER_ORDINARY, "1w", 20260101);
  catalogue_promise (branch, product, CLT_TIER_MAJOR, "4m", 20260101); /* 48 a year, not 52 */
  catalogue_promise (branch, product, CLT_TIER_HIGH_END, "u", 20260101);
  branch_commit (branch);
  matrix = clt_matrix_load (branch->conn, DAY (20260101), &error);
  g_assert_false (clt_matrix_is_inverted (matrix, product, CLT_TIER_SMALL));
  g_assert_true (clt_matrix_is_inverted (matrix, product, CLT_TIER_ORDINARY));
  g_assert_false (clt_matrix_is_inverted (matrix, product, CLT_TIER_MAJOR));
  g_assert_false (clt_matrix_is_inverted (matrix, product, CLT_TIER_HIGH_END));
}

/* What a change is said to cost is the difference between the matrix before and after it. */
static void
test_cost (Branch *branch, gconstpointer unused)
{
  gint64 products[4];

  branch_begin (branch);
  branch_run (branch,
              "INSERT INTO staff (id, number, name, role, left_on) VALUES"
              " (801, 'S1', 'a', 'specialist', NULL), (802, 'S2', 'b', 'adviser', NULL),"
              " (803, 'S3', 'c', 'specialist', 19000), (804, 'S4', 'd', 'manager', NULL)",
              "");
  for (guint i = 0; i < G_N_ELEMENTS (products); i++)
    {
      const char code[] = { (char) ('a' + i), '\0' };

      products[i] = catalogue_add_product (branch, code, 1 + i);
      catalogue_approve (branch, products[i], 20260101);
    }
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *number = g_strdup_printf ("%08u", i);
      gint64 client = branch_add_client (branch, "x", number, 20250101);

      if (g_test_rand_int_range (0, 5) != 0)
        catalogue_rate (branch, client, (CltTier) g_test_rand_int_range (1, 5), 20250601);
    }
  branch_commit (branch);

  for (guint round = 0; round < 60; round++)
    {
      const CltDay day = DAY (20260102) + (int) round;
      const gint64 product = products[g_test_rand_int_range (0, 4)];
      const CltTier tier = (CltTier) g_test_rand_int_range (1, 5);
      const CltRight before = cell (branch, product, tier, clt_day_to_yyyymmdd (day));
      CltRight after = random_right ();
      CltMatrixBase old_base, new_base;
      CltMatrixCost cost;
      g_autoptr (GError) error = NULL;

      g_assert_true (clt_matrix_base_load (branch->conn, day, &old_base, &error));
      clt_matrix_cost (&old_base, &before, &after, tier, 10, 250, &cost);
      branch_begin (branch);
      g_assert_true (clt_matrix_set (branch->conn, product, tier, &after, day, &error));
      branch_commit (branch);
      g_assert_true (clt_matrix_base_load (branch->conn, day, &new_base, &error));
      g_assert_cmpfloat_with_epsilon (new_base.used_minutes - old_base.used_minutes, cost.minutes,
                                      1e-6);
      g_assert_cmpfloat_with_epsilon (cost.cost, cost.minutes * 25, 1e-6);
      g_assert_cmpfloat_with_epsilon (cost.left_minutes,
                                      (double) new_base.capacity_minutes - new_base.used_minutes,
                                      1e-6);
      g_assert_cmpint (cost.clients, ==,
                       clt_right_compare (&before, &after) == 0 ? 0 : old_base.clients[tier]);
    }
}

static void
test_capacity (Branch *branch, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  CltMatrixBase base;

  branch_begin (branch);
  branch_run (
    branch,
    "INSERT INTO staff (id, number, name, role, entered, left_on) VALUES"
    " (801, 'S1', 'a', 'specialist', NULL, NULL), (802, 'S2', 'b', 'adviser', NULL, NULL),"
    " (803, 'S3', 'c', 'specialist', NULL, ?1), (804, 'S4', 'd', 'manager', NULL, NULL),"
    " (805, 'S5', 'e', 'specialist', ?1 + 1, NULL)",
    "i", (gint64) DAY (20260115));
  branch_commit (branch);
  g_assert_true (clt_matrix_base_load (branch->conn, DAY (20260115), &base, &error));
  /* January 2026 has 22 weekdays, and the file knows no other calendar */
  g_assert_cmpint (base.capacity_minutes, ==, 22 * (240 + 180));
  g_assert_cmpfloat (base.used_minutes, ==, 0);
}

/* One client */

static void
assert_right (Branch *branch, gint64 client, gint64 product, int yyyymmdd, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  CltRight right;

  g_assert_true (
    clt_right_of_client (branch->conn, client, product, DAY (yyyymmdd), &right, &error));
  text = clt_right_format_short (&right);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_exceptions (Branch *branch, gconstpointer unused)
{
  CltException grant = { .reason = (char *) "pilot", .who = (char *) "tester" };
  CltException ban = { .reason = (char *) "", .who = (char *) "tester" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;
  gint64 product, client, action;

  branch_begin (branch);
  product = catalogue_add_product (branch, "weekly", 2);
  catalogue_approve (branch, product, 20260101);
  client = branch_add_client (branch, "x", "1", 20250101);
  catalogue_rate (branch, client, CLT_TIER_ORDINARY, 20260201);
  catalogue_promise (branch, product, CLT_TIER_ORDINARY, "1m", 20260101);
  assert_right (branch, client, product, 20260131, "-"); /* not rated yet */
  assert_right (branch, client, product, 20260201, "1m");

  grant.client_id = ban.client_id = client;
  grant.product_id = ban.product_id = product;
  grant.right = right_of ("1w phone");
  grant.valid_from = DAY (20260301);
  grant.valid_to = DAY (20260331);
  g_assert_true (clt_exception_save (branch->conn, &grant, &error));
  ban.right = right_of ("-");
  ban.valid_from = DAY (20260401);
  ban.valid_to = CLT_DAY_NONE;
  assert_refused (clt_exception_save (branch->conn, &ban, &error), &error); /* no reason */
  ban.reason = (char *) "asked for it";
  ban.valid_from = DAY (20260331);
  assert_refused (clt_exception_save (branch->conn, &ban, &error), &error); /* two at once */
  ban.valid_from = DAY (20260401);
  g_assert_true (clt_exception_save (branch->conn, &ban, &error));
  branch_commit (branch);

  assert_right (branch, client, product, 20260228, "1m");
  assert_right (branch, client, product, 20260301, "1w phone");
  assert_right (branch, client, product, 20260331, "1w phone");
  assert_right (branch, client, product, 20260401, "-");
  list = clt_exception_list (branch->conn, client, 0, DAY (20260315), &error);
  g_assert_cmpuint (list->len, ==, 1);

  branch_begin (branch);
  g_assert_true (clt_exception_end (branch->conn, ban.id, DAY (20260430), &error));
  action = branch_commit (branch);
  assert_right (branch, client, product, 20260430, "-");
  assert_right (branch, client, product, 20260501, "1m");
  g_assert_true (clt_action_undo (branch->conn, action, "tester", NULL, NULL, &error));
  assert_right (branch, client, product, 20260501, "-");
  branch_begin (branch);
  g_assert_true (clt_exception_end (branch->conn, ban.id, DAY (20260331), &error));
  branch_commit (branch);
  assert_right (branch, client, product, 20260401, "1m");
  g_ptr_array_unref (g_steal_pointer (&list));
  list = clt_exception_list (branch->conn, 0, product, CLT_DAY_NONE, &error);
  g_assert_cmpuint (list->len, ==, 1);
}

/* An override counts before the computed tier. */
static void
test_override (Branch *branch, gconstpointer unused)
{
  gint64 product, client;

  branch_begin (branch);
  product = catalogue_add_product (branch, "weekly", 2);
  catalogue_approve (branch, product, 20260101);
  client = branch_add_client (branch, "x", "1", 20250101);
  catalogue_rate (branch, client, CLT_TIER_SMALL, 20260101);
  catalogue_promise (branch, product, CLT_TIER_HIGH_END, "u", 20260101);
  branch_run (branch,
              "INSERT INTO tier_override (id, client_id, tier, reason, proposer, approver,"
              " valid_from, valid_to) VALUES (?, ?, 4, 'r', 'p', 'a', ?, ?)",
              "iiii", branch_new_id (branch), client, (gint64) DAY (20260201),
              (gint64) DAY (20260228));
  branch_commit (branch);
  assert_right (branch, client, product, 20260131, "-");
  assert_right (branch, client, product, 20260228, "u");
  assert_right (branch, client, product, 20260301, "-");
}

#define BRANCH_TEST(path, func)                                                                    \
  g_test_add (path, Branch, NULL, branch_set_up, func, branch_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/right/periods", test_periods);
  g_test_add_func ("/right/parse", test_parse);
  g_test_add_func ("/right/round-trip", test_round_trip);
  BRANCH_TEST ("/matrix/dated", test_dated);
  BRANCH_TEST ("/matrix/refused", test_refused);
  BRANCH_TEST ("/matrix/inverted", test_inverted);
  BRANCH_TEST ("/matrix/cost", test_cost);
  BRANCH_TEST ("/matrix/capacity", test_capacity);
  BRANCH_TEST ("/exception/dated", test_exceptions);
  BRANCH_TEST ("/exception/override", test_override);
  return g_test_run ();
}
