/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/clients/clt-client-query.h"
#include "core/clients/clt-filter.h"

#include "branch-fixture.h"

#define TODAY 20261118 /* a Wednesday */

static void
test_mistakes (void)
{
  static const struct
  {
    const char *text;
    guint position;
  } cases[] = {
    { "", 0 },
    { "tier", 4 },
    { "tier =", 6 },
    { "tier = huge", 7 },
    { "tier major", 5 },
    { "nothing = 1", 0 },
    { "equity > 10x", 9 },
    { "equity > abc", 9 },
    { "equity > 5 and", 14 },
    { "(equity > 5", 11 },
    { "equity > 5)", 10 },
    { "equity between 1 or 2", 17 },
    { "opened > 20260230", 9 },
    { "opened > today - 3", 18 },
    { "opened > 30", 11 },
    { "opened > 30 days", 16 },
    { "opened > 30天", 9 },
    { "opened > 30年前", 9 },
    { "opened > 明天 - 3 days", 12 },
    { "no trade for ten days", 13 },
    { "no trade for 3 months", 15 },
    { "no trade for 3 个月", 15 },
    { "no trade for 3个月", 13 },
    { "name contains \"张", 14 },
    { "phone = 13812345678", 6 },
    { "phone starts 138", 6 },
    { "id_number contains 1", 10 },
    { "客户 = 1", 0 },
    { "name ~ a ; drop", 9 },
    { "tag > a", 4 },
    { "segment > steady", 8 },
    { "segment contains s", 8 },
    { "r contains 1", 2 },
    { "status in (active, gone)", 19 },
    { "\xff", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      guint position = G_MAXUINT;
      g_autoptr (CltFilter) filter = clt_filter_parse_at (cases[i].text, &position, &error);

      g_assert_error (error, CLT_FILTER_ERROR, CLT_FILTER_ERROR_SYNTAX);
      g_assert_null (filter);
      g_assert_cmpuint (position, ==, cases[i].position);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

/* Nothing that comes in breaks the parser, and what it accepts is SQL. */
static void
test_noise (Branch *branch, gconstpointer data)
{
  static const char *const pieces[] = {
    "tier", "equity",   "name",    "tag",     "opened", "=",      ">=",   "(",     ")",
    "and",  "or",       "not",     "is",      "empty",  "in",     ",",    "5",     "today",
    "-",    "3",        "days",    "trading", "major",  "“张”",   "no",   "trade", "for",
    "has",  "contains", "between", "'",       "status", "active", "phone"
  };
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  int accepted = 0;

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (CltFilter) filter = NULL;

      for (int n = g_rand_int_range (random, 1, 9); n > 0; n--)
        g_string_append_printf (text, "%s ",
                                pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      filter = clt_filter_parse (text->str, NULL);
      if (filter != NULL)
        {
          g_autoptr (CltClientQuery) query = clt_client_query_new ();
          g_autoptr (GError) error = NULL;
          g_autoptr (GArray) ids = NULL;

          accepted++;
          query->expression = (g_free (query->expression), g_strdup (text->str));
          ids = clt_client_query_ids (branch->conn, query, &error);
          g_assert_no_error (error);
        }
    }
  g_assert_cmpint (accepted, >, 0);
}

static char *
select_clients (Branch *branch, const char *expression)
{
  g_autoptr (CltClientQuery) query = clt_client_query_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  GString *out = g_string_new (NULL);

  g_free (query->expression);
  query->expression = g_strdup (expression);
  query->with_closed = TRUE;
  query->sort = CLT_COLUMN_ACCOUNT;
  query->sort2 = CLT_COLUMN_ACCOUNT;
  query->today = clt_day_from_yyyymmdd (TODAY);
  ids = clt_client_query_ids (branch->conn, query, &error);
  g_assert_no_error (error);
  rows = clt_client_query_rows (branch->conn, (const gint64 *) ids->data, ids->len, CLT_COLUMNS_ALL,
                                query->today, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      const CltClientRow *row = rows->pdata[i];

      g_string_append (out, row->cell[CLT_COLUMN_ACCOUNT]);
    }
  return g_string_free (out, FALSE);
}

static void
test_meaning (Branch *branch, gconstpointer data)
{
  static const struct
  {
    const char *expression, *found;
  } cases[] = {
    { "equity > 0", "ABC" },
    { "equity >= 10万", "AB" },
    { "equity > 100000", "A" },
    { "equity between 1000 and 10万", "B" },
    { "equity = 999.99", "C" },
    { "not equity > 0", "D" },
    { "equity is empty", "D" },
    { "equity is not empty and tier = unrated", "C" },
    { "tier >= major", "A" },
    { "tier = high-end or tier = small", "AB" },
    { "tier in (small, high-end)", "AB" },
    { "name contains 三", "A" },
    { "name ~ \"三\" or name starts 李", "AB" },
    { "account starts B", "B" },
    { "tag = VIP", "A" },
    { "tag != VIP", "BCD" },
    { "tag in (VIP, \"iron ore\")", "AB" },
    { "tag is empty", "CD" },
    { "status = active", "AB" },
    { "status in (closed, active)", "ABD" },
    { "opened < 2021-01-01", "CD" },
    { "opened >= today - 1 month", "" },
    { "last_trade = today", "A" },
    { "last_trade = 今天", "A" },
    { "last_trade > 昨天", "A" },
    { "last_trade <= yesterday", "BC" },
    { "last_trade between 9 days ago and 明天", "AB" },
    { "last_trade >= 8天前", "A" },
    { "last_trade >= 9 天前", "AB" },
    { "last_trade < 9日之前 or last_trade > today - 9天", "AC" },
    { "last_trade >= 7个交易日前", "AB" },
    { "last_trade >= 6 个交易日以前", "A" },
    { "last_trade >= 25个月前", "ABC" },
    { "opened < 60 months ago and opened < 3天后", "CD" },
    { "grade_expires <= 13 days later", "AB" },
    { "grade_expires <= 12天后", "A" },
    { "last_trade >= today - 6 trading days", "A" },
    { "last_trade >= today - 7 trading days", "AB" },
    { "no trade for 7 trading days", "BCD" },
    { "no trade for 7个交易日", "BCD" },
    { "has trade in 10 天", "AB" },
    { "no trade for 8 trading days", "CD" },
    { "no trade for 9 days", "BCD" },
    { "no trade for 10 days", "CD" },
    { "has trade in 10 days", "AB" },
    { "has position in 1 day", "A" },
    { "risk > 50%", "A" },
    { "risk > 0.8", "" },
    { "not (tier = small or tag = VIP)", "CD" },
    { "tier = small or tag = VIP and equity > 0", "AB" },
    { "specialist is empty", "ABCD" },
    { "phone is empty", "BCD" },
    { "phone is not empty", "A" },
    { "consent_sms = yes", "A" },
    { "consent_sms = no", "BCD" },
    { "grade = C3", "B" },
    { "grade_expires <= today + 30 days", "AB" },
    { "grade_expires = 20260228", "A" }, /* 29 February 2024 and 24 months */
    { "grade_expires < today", "A" },
    { "grade is empty", "CD" },
    { "r = 5", "A" },
    { "recency = 7", "B" },
    { "trade_days = 1 and frequency between 1% and 2%", "AB" },
    { "window_retained = 6", "AB" },
    { "window_result >= 10万", "AB" },
    { "win_rate is empty", "ABCD" },
    { "style is empty and concentration is empty", "ABCD" },
    { "margin_use >= 69%", "A" },
    { "margin_use = 0", "B" },
    { "segment = quiet_money", "" },
    { "segment in (steady, Dormant)", "ABC" },
    { "segment != Dormant", "AB" },
    { "segment is empty", "D" }, /* closed */
    { "closed is not empty", "D" },
  };
  gint64 a, b, c, d;

  branch_begin (branch);
  a = branch_add_client (branch, "张三", "A", 20220101);
  b = branch_add_client (branch, "李四", "B", 20220101);
  c = branch_add_client (branch, "王五", "C", 20200101);
  d = branch_add_client (branch, "赵六", "D", 20200101);
  /* Mondays to Fridays: there is no calendar */
  branch_add_funds (branch, a, TODAY, 10000001, 7000000, 3);
  branch_add_funds (branch, b, 20261109, 10000000, 0, 1);
  branch_add_funds (branch, c, 20241118, 99999, 0, 1);
  branch_run (branch,
              "INSERT INTO tier_history VALUES (?, 0, 4, 'first', 0, 10), (?, 0, 1,"
              " 'first', 0, 10)",
              "ii", a, b);
  branch_run (branch, "INSERT INTO client_tag VALUES (?, 'VIP'), (?, 'iron ore')", "ii", a, b);
  branch_run (branch, "UPDATE client SET phone = '13812345678' WHERE id = ?", "i", a);
  branch_run (branch,
              "INSERT INTO consent (id, client_id, channel, given, valid_from)"
              " VALUES (?, ?, 'sms', 1, 100)",
              "ii", branch_new_id (branch), a);
  branch_run (branch,
              "INSERT INTO grade (id, client_id, level, assessed, expires)"
              " VALUES (?, ?, 'C3', 100, ?)",
              "iii", branch_new_id (branch), b, (gint64) clt_day_from_yyyymmdd (20261201));
  branch_run (branch, "INSERT INTO grade (id, client_id, level, assessed) VALUES (?, ?, 'C2', ?)",
              "iii", branch_new_id (branch), a, (gint64) clt_day_from_yyyymmdd (20240229));
  branch_run (branch, "UPDATE spell SET closed = ? WHERE client_id = ?", "ii",
              (gint64) clt_day_from_yyyymmdd (20260101), d);
  branch_commit (branch);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = select_clients (branch, cases[i].expression);

      g_test_message ("%s", cases[i].expression);
      g_assert_cmpstr (found, ==, cases[i].found);
    }
}

int
main (int argc, char **argv)
{
  g_setenv ("CLT_NOW", "1795000000", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filter/mistakes", test_mistakes);
  g_test_add ("/filter/noise", Branch, NULL, branch_set_up, test_noise, branch_tear_down);
  g_test_add ("/filter/meaning", Branch, NULL, branch_set_up, test_meaning, branch_tear_down);
  return g_test_run ();
}
