/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The builder's tree and the text are two ways to write the same filter. */
#include "core/clients/clt-filter-node.h"

#include "branch-fixture.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-client-query.h"

/* Text in, text out: what is written again is what was meant. */
static void
test_texts (void)
{
  static const struct
  {
    const char *text, *again; /* NULL: as it was */
  } cases[] = {
    { "", NULL },
    { "tier >= major", NULL },
    { "tier = high-end", NULL },
    { "equity > 10万", "equity > 100000" },
    { "equity between -0.05 and 1.5亿", "equity between -0.05 and 150000000" },
    { "risk >= 80%", "risk >= 0.8" },
    { "name contains 张", "name contains \"张\"" },
    { "note starts 'say \"hello\"'", NULL },
    { "status in (dormant, sleeping)", NULL },
    { "tag in (\"a b\", \"c\")", NULL },
    { "specialist is empty", NULL },
    { "not specialist is empty", "specialist is not empty" },
    { "phone is not empty", NULL },
    { "no trade for 20 trading days", NULL },
    { "has position in 3 days", NULL },
    { "not no trade for 5 days", NULL },
    { "not not tier = major", "tier = major" },
    { "grade_expires <= today + 30 days", NULL },
    { "opened > today - 5 trading days and opened < 2026-01-02",
      "opened > today - 5 trading days and opened < 20260102" },
    { "tier = major and (tier = small or grade = C1) and gender = male", NULL },
    { "tier = major and (grade = C2 and gender = male)",
      "tier = major and grade = C2 and gender = male" },
    { "tier = major or grade = C2 and gender = male",
      "tier = major or (grade = C2 and gender = male)" },
    { "not (tier = major or not tag = \"VIP\")", NULL },
    { "birth_month = 8", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CltFilterNode) node = clt_filter_node_parse (cases[i].text, &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = clt_filter_node_to_text (node);
      g_assert_cmpstr (text, ==, cases[i].again != NULL ? cases[i].again : cases[i].text);
    }
}

/* As people say it; what cannot be read stays. */
static void
test_descriptions (void)
{
  static const char *const cases[][2] = {
    { "", "" },
    { "opened <= 20261020", "Opened up to 2026-10-20" },
    { "grade_expires <= today + 30 days", "Risk grade expires up to 30 days from today" },
    { "opened > 5个交易日前", "Opened after 5 trading days before today" },
    { "last_trade = today", "Last trade is today" },
    { "no trade for 20 trading days", "Last trade not once for 20 trading days" },
    { "equity between 100 and 200", "Equity between 100 and 200" },
    { "equity >= 1234567.5", "Equity at least 1,234,567.50" },
    { "specialist is empty", "Specialist is empty" },
    { "tier in (major, small) and not (tag = \"x\" or equity > 10万)",
      "Tier is one of Major, Small and not (Tag is x or Equity more than 100,000)" },
    { "tier = major and (gender = male or opened >= 20260101)",
      "Tier is Major and (Gender is Male or Opened from 2026-01-01)" },
    { "nonsense <", "nonsense <" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = clt_filter_describe (cases[i][0]);

      g_assert_cmpstr (text, ==, cases[i][1]);
    }
}

/* Random trees */

static const CltFilterField *
pick_field (void)
{
  guint n = 0;

  while (clt_filter_fields[n].name != NULL)
    n++;
  /* the segments of the file have names of their own */
  for (;;)
    {
      const CltFilterField *field = &clt_filter_fields[g_test_rand_int_range (0, (int) n)];

      if (field->type != CLT_FILTER_SEGMENT)
        return field;
    }
}

static char *
pick_value (const CltFilterNode *node)
{
  static const char *const words[] = { "VIP", "a \"b\" c", "张 三", "it's", "and", "(x)", "100%" };
  static const char *const days[] = { "20261118", "today", "today - 3 trading days",
                                      "today + 2 months" };

  if (node->op == CLT_FILTER_SOME_IN || node->op == CLT_FILTER_NONE_FOR)
    return g_strdup_printf ("%d %s", g_test_rand_int_range (1, 99),
                            g_test_rand_bit () ? "days" : "trading days");
  if (node->field->type == CLT_FILTER_CHOICE || node->field->type == CLT_FILTER_TIER)
    {
      g_auto (GStrv) choices = clt_filter_field_dup_choices (node->field);

      return g_strdup (choices[g_test_rand_int_range (0, (int) g_strv_length (choices))]);
    }
  if (node->field->type == CLT_FILTER_DAY)
    return g_strdup (days[g_test_rand_int_range (0, G_N_ELEMENTS (days))]);
  if (node->field->type == CLT_FILTER_TEXT || node->field->type == CLT_FILTER_SET)
    return g_strdup (words[g_test_rand_int_range (0, G_N_ELEMENTS (words))]);
  return g_strdup_printf ("%d", g_test_rand_int_range (-500, 500));
}

static CltFilterNode *
create_test (void)
{
  CltFilterNode *node = clt_filter_node_new_test (pick_field ());

  do
    node->op = (CltFilterOperator) g_test_rand_int_range (0, CLT_N_FILTER_OPERATORS);
  while (!clt_filter_operator_fits (node->op, node->field));
  for (guint i = 0; i < clt_filter_operator_get_n_values (node->op); i++)
    {
      g_free (node->values[i]);
      node->values[i] = pick_value (node);
    }
  node->negated = g_test_rand_int_range (0, 4) == 0;
  return node;
}

static CltFilterNode *
create_node (int depth)
{
  CltFilterNode *node;
  int n = g_test_rand_int_range (1, 4);

  if (depth == 0 || g_test_rand_int_range (0, 3) == 0)
    return create_test ();
  node = clt_filter_node_new_group (g_test_rand_bit () ? CLT_FILTER_NODE_ALL : CLT_FILTER_NODE_ANY);
  node->negated = g_test_rand_int_range (0, 4) == 0;
  for (int i = 0; i < n; i++)
    g_ptr_array_add (node->children, create_node (depth - 1));
  return node;
}

static void
fill (Branch *branch)
{
  branch_begin (branch);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *number = g_strdup_printf ("%08u", i);
      gint64 id = branch_add_client (branch, "张三", number, 20200101 + (int) i);

      if (i % 3 != 0)
        branch_add_funds (branch, id, 20250101 + (int) (i % 9) * 1000, i * 1000, i, i % 2);
      if (i % 4 == 0)
        branch_run (branch, "INSERT INTO tier_history VALUES (?, 0, ?, 'first', 0, 10)", "ii", id,
                    (gint64) i % 5);
      if (i % 5 == 0)
        branch_run (branch, "INSERT INTO client_tag VALUES (?, 'VIP')", "i", id);
      if (i % 7 == 0)
        branch_run (branch,
                    "INSERT INTO grade (id, client_id, level, assessed) VALUES (?, ?, 'C3', 100)",
                    "ii", branch_new_id (branch), id);
      if (i % 11 == 0)
        branch_run (branch, "UPDATE spell SET closed = 20000 WHERE client_id = ?", "i", id);
    }
  branch_commit (branch);
}

/* Whatever is clicked together is understood, and reading it again changes nothing any more.
 * Counted together, all count what each counts alone. */
static void
test_random (Branch *branch, gconstpointer data)
{
  g_autoptr (GPtrArray) queries =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_client_query_free);
  g_autoptr (GArray) expected = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) counts = NULL;
  g_autoptr (GError) problem = NULL;

  fill (branch);
  for (guint i = 0; i < 150; i++)
    {
      g_autoptr (CltFilterNode) node = create_node (3);
      g_autofree char *text = clt_filter_node_to_text (node);
      g_autofree char *again = NULL;
      g_autofree char *last = NULL;
      g_autoptr (CltFilterNode) read = NULL;
      g_autoptr (CltFilterNode) reread = NULL;
      CltClientQuery *query = clt_client_query_new ();
      g_autoptr (GError) error = NULL;
      gint64 n;

      g_test_message ("%s", text);
      read = clt_filter_node_parse (text, &error);
      g_assert_no_error (error);
      again = clt_filter_node_to_text (read);
      reread = clt_filter_node_parse (again, &error);
      g_assert_no_error (error);
      last = clt_filter_node_to_text (reread);
      g_assert_cmpstr (again, ==, last);

      clt_set_str (&query->expression, again);
      query->with_closed = i % 2 == 0;
      query->tiers = i % 3 == 0 ? 1u << CLT_TIER_MAJOR | 1u << CLT_TIER_SMALL : 0;
      clt_set_str (&query->status, i % 5 == 0 ? "sleeping" : "");
      g_ptr_array_add (queries, query);
      clt_client_query_count (branch->conn, query, &n, &error);
      g_assert_no_error (error);
      g_array_append_val (expected, n);
    }
  counts = clt_client_query_count_many (branch->conn, queries, clt_today (), &problem);
  g_assert_no_error (problem);
  for (guint i = 0; i < expected->len; i++)
    g_assert_cmpint (g_array_index (counts, gint64, i), ==, g_array_index (expected, gint64, i));
}

/* Lines without a value are no part of the text; wrong values are told. */
static void
test_incomplete (void)
{
  g_autoptr (CltFilterNode) group = clt_filter_node_new_group (CLT_FILTER_NODE_ANY);
  CltFilterNode *line = clt_filter_node_new_test (clt_filter_fields);
  CltFilterNode *money = NULL;
  g_autofree char *text = NULL;

  for (const CltFilterField *field = clt_filter_fields; field->name != NULL; field++)
    if (field->type == CLT_FILTER_MONEY && money == NULL)
      money = clt_filter_node_new_test (field);
  g_ptr_array_add (group->children, line);
  g_ptr_array_add (group->children, clt_filter_node_new_group (CLT_FILTER_NODE_ALL));
  g_ptr_array_add (group->children, money);
  g_assert_false (clt_filter_node_is_complete (group));
  g_assert_true (clt_filter_node_check (line, NULL));
  text = clt_filter_node_to_text (group);
  g_assert_cmpstr (text, ==, "");

  clt_set_str (&money->values[0], "much");
  g_assert_false (clt_filter_node_check (money, NULL));
  clt_set_str (&money->values[0], "5 or tier = small");
  g_assert_false (clt_filter_node_check (money, NULL));
  clt_set_str (&money->values[0], "5万");
  g_assert_true (clt_filter_node_check (money, NULL));
}

int
main (int argc, char **argv)
{
  g_setenv ("CLT_NOW", "1795000000", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filter-node/texts", test_texts);
  g_test_add_func ("/filter-node/descriptions", test_descriptions);
  g_test_add ("/filter-node/random", Branch, NULL, branch_set_up, test_random, branch_tear_down);
  g_test_add_func ("/filter-node/incomplete", test_incomplete);
  return g_test_run ();
}
