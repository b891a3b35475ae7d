/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-client-query.h"

#include <string.h>

#include "branch-fixture.h"

#define TODAY 20261118

static gint64 zhang, zeng, wang, gone, prospect;

static void
fill (Branch *branch)
{
  branch_begin (branch);
  zhang = branch_add_client (branch, "张三", "00000003", 20220101);
  zeng = branch_add_client (branch, "曾伟", "00000001", 20210101);
  wang = branch_add_client (branch, "王五", "00000002", 20200101);
  gone = branch_add_client (branch, "安七", "00000004", 20200101);
  prospect = branch_new_id (branch);
  branch_run (branch, "INSERT INTO client (id, prospect, name, stage) VALUES (?, 1, '钱八', 'new')",
              "i", prospect);
  branch_run (branch, "UPDATE spell SET closed = ? WHERE client_id = ?", "ii",
              (gint64) clt_day_from_yyyymmdd (20260301), gone);
  branch_run (branch,
              "UPDATE client SET phone = '13812345678', birth_month = 8, birth_day = 15,"
              " birth_calendar = 'lunar' WHERE id = ?",
              "i", zhang);
  branch_run (branch, "UPDATE client SET birth_month = 2, birth_day = 29 WHERE id = ?", "i", zeng);
  branch_add_funds (branch, zhang, TODAY, 500000, 100, 2);
  branch_add_funds (branch, zeng, 20260801, 800000, 0, 1);
  branch_add_funds (branch, wang, 20251118, 100000, 0, 1);
  branch_run (branch, "INSERT INTO tier_history VALUES (?, 0, 3, 'first', 0, 10)", "i", zhang);
  branch_run (branch, "INSERT INTO tier_history VALUES (?, 0, 1, 'first', 0, 10)", "i", zeng);
  branch_run (branch, "INSERT INTO tier_override VALUES (?, ?, 4, 'VIP', 'a', 'b', ?, ?)", "iiii",
              branch_new_id (branch), zeng, (gint64) clt_day_from_yyyymmdd (20261001),
              (gint64) clt_day_from_yyyymmdd (20261118));
  branch_run (branch, "INSERT INTO staff (id, number, name) VALUES (7, 'S1', '李专员')", "");
  branch_run (branch,
              "INSERT INTO assignment (id, client_id, staff_id, valid_from) VALUES"
              " (?, ?, 7, 100)",
              "ii", branch_new_id (branch), wang);
  branch_run (branch, "INSERT INTO grade (id, client_id, level, assessed) VALUES (?, ?, 'C4', 100)",
              "ii", branch_new_id (branch), wang);
  /* reached on the 1st of October and the 4th of November */
  branch_run (branch,
              "INSERT INTO call_task (id, client_id, due, state, closed) VALUES"
              " (?1, ?2, 0, 'done', 1790827200), (?3, ?4, 0, 'done', 1793764800)",
              "iiii", branch_new_id (branch), wang, branch_new_id (branch), zeng);
  branch_commit (branch);
}

static CltClientQuery *
new_query (void)
{
  CltClientQuery *query = clt_client_query_new ();

  query->today = clt_day_from_yyyymmdd (TODAY);
  return query;
}

static char *
run (Branch *branch, const CltClientQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = clt_client_query_ids (branch->conn, query, &error);
  g_autoptr (GPtrArray) rows = NULL;
  GString *out = g_string_new (NULL);

  g_assert_no_error (error);
  rows = clt_client_query_rows (branch->conn, (const gint64 *) ids->data, ids->len, CLT_COLUMNS_ALL,
                                query->today, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, ids->len);
  for (guint i = 0; i < rows->len; i++)
    {
      const CltClientRow *row = rows->pdata[i];

      g_assert_cmpint (row->id, ==, g_array_index (ids, gint64, i));
      g_string_append_printf (out, "%s%s", i == 0 ? "" : " ", row->cell[CLT_COLUMN_NAME]);
    }
  return g_string_free (out, FALSE);
}

#define assert_query(branch, query, expected)                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *got = run (branch, query);                                                    \
    g_assert_cmpstr (got, ==, expected);                                                           \
  }                                                                                                \
  G_STMT_END

static void
test_sort (Branch *branch, gconstpointer data)
{
  static const struct
  {
    CltColumn column;
    const char *up, *down; /* no value: last both ways */
  } cases[] = {
    { CLT_COLUMN_NAME, "王五 曾伟 张三", "张三 曾伟 王五" },
    { CLT_COLUMN_ACCOUNT, "曾伟 王五 张三", "张三 王五 曾伟" },
    { CLT_COLUMN_TIER, "王五 张三 曾伟", "曾伟 张三 王五" },
    { CLT_COLUMN_STATUS, "张三 王五 曾伟", "曾伟 王五 张三" },
    { CLT_COLUMN_GRADE, "王五 曾伟 张三", "王五 曾伟 张三" },
    { CLT_COLUMN_EQUITY, "王五 张三 曾伟", "曾伟 张三 王五" },
    { CLT_COLUMN_RETAINED, "王五 张三 曾伟", "张三 曾伟 王五" },
    { CLT_COLUMN_LAST_TRADE, "王五 曾伟 张三", "张三 曾伟 王五" },
    { CLT_COLUMN_SPECIALIST, "王五 曾伟 张三", "王五 曾伟 张三" },
    { CLT_COLUMN_ADVISER, "王五 曾伟 张三", "王五 曾伟 张三" },
    { CLT_COLUMN_OPENED, "王五 曾伟 张三", "张三 曾伟 王五" },
    { CLT_COLUMN_PHONE, "张三 曾伟 王五", "张三 曾伟 王五" },
    { CLT_COLUMN_BIRTHDAY, "曾伟 张三 王五", "张三 曾伟 王五" },
    { CLT_COLUMN_SEGMENT, "王五 曾伟 张三", "张三 曾伟 王五" },
    { CLT_COLUMN_SCORES, "王五 曾伟 张三", "张三 王五 曾伟" },
    { CLT_COLUMN_CONTACT, "王五 曾伟 张三", "曾伟 王五 张三" },
    { CLT_COLUMN_OVERDUE, "曾伟 张三 王五", "张三 曾伟 王五" },
  };

  fill (branch);
  g_assert_cmpuint (G_N_ELEMENTS (cases), ==, CLT_N_COLUMNS);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CltClientQuery) query = new_query ();

      g_test_message ("%s", clt_column_get_name (cases[i].column));
      g_assert_cmpstr (clt_column_get_title (cases[i].column), !=, "");
      query->sort = query->sort2 = cases[i].column;
      assert_query (branch, query, cases[i].up);
      query->descending = TRUE;
      assert_query (branch, query, cases[i].down);
    }
}

static void
test_second_key (Branch *branch, gconstpointer data)
{
  g_autoptr (CltClientQuery) query = new_query ();

  fill (branch);
  query->sort = CLT_COLUMN_SPECIALIST; /* one has one, two have none */
  query->sort2 = CLT_COLUMN_OPENED;
  assert_query (branch, query, "王五 曾伟 张三");
  query->descending2 = TRUE;
  assert_query (branch, query, "王五 张三 曾伟");
}

static void
test_conditions (Branch *branch, gconstpointer data)
{
  g_autoptr (CltClientQuery) query = new_query ();
  g_autoptr (CltClientQuery) copy = NULL;

  fill (branch);
  query->with_closed = TRUE;
  assert_query (branch, query, "安七 王五 曾伟 张三");
  query->with_closed = FALSE;
  query->tiers = 1 << CLT_TIER_HIGH_END; /* by override, on its last day */
  assert_query (branch, query, "曾伟");
  query->today++;
  assert_query (branch, query, "");
  query->today--;
  query->tiers = 1 << CLT_TIER_UNRATED | 1 << CLT_TIER_MAJOR;
  assert_query (branch, query, "王五 张三");
  query->tiers = 0;
  query->staff_id = 7;
  assert_query (branch, query, "王五");
  query->staff_id = 0;
  g_free (query->status);
  query->status = g_strdup ("closed");
  assert_query (branch, query, "安七");
  g_free (query->status);
  query->status = g_strdup ("dormant");
  assert_query (branch, query, "王五");
  g_free (query->status);
  query->status = g_strdup ("sleeping");
  assert_query (branch, query, "曾伟");
  g_free (query->status);
  query->status = g_strdup ("");

  g_free (query->search);
  query->search = g_strdup ("z");
  assert_query (branch, query, "曾伟 张三");
  query->only = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (query->only, zhang);
  g_array_append_val (query->only, gone);
  copy = clt_client_query_copy (query);
  assert_query (branch, copy, "张三");
  g_free (copy->search);
  copy->search = g_strdup ("");
  assert_query (branch, copy, "安七 张三"); /* members are shown also when closed */

  g_free (query->search);
  query->search = g_strdup ("");
  g_clear_pointer (&query->only, g_array_unref);
  query->prospects = TRUE;
  assert_query (branch, query, "钱八");
}

static void
test_status_edges (Branch *branch, gconstpointer data)
{
  /* rule of the notice: exactly one year counts, 1,000.00 counts */
  static const struct
  {
    int opened, traded;
    gint64 equity;
    const char *status;
  } cases[] = {
    { 20240101, 20251118, 100000, "dormant" },  { 20240101, 20251119, 100000, "sleeping" },
    { 20240101, 20251118, 100001, "sleeping" }, { 20240101, 20251118, -5, "dormant" },
    { 20251118, 20251118, 100000, "dormant" },  { 20240101, 20260820, 100000, "sleeping" },
    { 20240101, 20260821, 100000, "active" },
  };
  gint64 ids[G_N_ELEMENTS (cases)];
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  branch_begin (branch);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);

      ids[i] = branch_add_client (branch, "甲", number, cases[i].opened);
      branch_add_funds (branch, ids[i], cases[i].traded, cases[i].equity, 0, 1);
    }
  branch_commit (branch);
  rows = clt_client_query_rows (branch->conn, ids, G_N_ELEMENTS (ids), CLT_COLUMNS_ALL,
                                clt_day_from_yyyymmdd (TODAY), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpstr (((CltClientRow *) rows->pdata[i])->status, ==, cases[i].status);
}

static void
test_cells (Branch *branch, gconstpointer data)
{
  static const char *const expected[CLT_N_COLUMNS] = {
    "张三",     "00000003",   "Major", "Active", "–",          "5,000.00",
    "6.00",     "2026-11-18", "–",     "–",      "2022-01-01", "138****5678",
    "八月十五", "Steady",     "522",   "–",      "14",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (CltClientRow) row = NULL;
  const gint64 missing = 999999;

  fill (branch);
  rows = clt_client_query_rows (branch->conn, &zhang, 1, CLT_COLUMNS_ALL,
                                clt_day_from_yyyymmdd (TODAY), &error);
  g_assert_no_error (error);
  row = clt_client_row_ref (rows->pdata[0]);
  for (guint i = 0; i < CLT_N_COLUMNS; i++)
    g_assert_cmpstr (row->cell[i], ==, expected[i]);
  g_assert_cmpint (row->number[CLT_COLUMN_EQUITY], ==, 500000);
  g_assert_cmpint (row->number[CLT_COLUMN_BIRTHDAY], ==, clt_day_from_yyyymmdd (20270915));
  g_assert_cmpint (row->number[CLT_COLUMN_NAME], ==, CLT_MONEY_NONE);

  g_ptr_array_unref (g_steal_pointer (&rows));
  rows = clt_client_query_rows (branch->conn, &missing, 1, CLT_COLUMNS_ALL,
                                clt_day_from_yyyymmdd (TODAY), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (((CltClientRow *) rows->pdata[0])->cell[CLT_COLUMN_NAME], ==, "–");
}

static void
add_random_funds (Branch *branch, CltDay day, int n_accounts)
{
  for (int i = 1; i <= n_accounts; i++)
    if (g_test_rand_int_range (0, 4) == 0)
      {
        g_autofree char *number = g_strdup_printf ("%08d", i);

        branch_run (branch,
                    "INSERT INTO funds_daily (day, account_id, opening, balance, equity, margin,"
                    " lots, retained, batch) SELECT ?, id, 0, 0, ?, ?, ?, ?, ? FROM account"
                    " WHERE number = ?",
                    "iiiiiit", (gint64) day, (gint64) g_test_rand_int_range (0, 5) * 50000,
                    (gint64) g_test_rand_bit (), (gint64) (g_test_rand_int_range (0, 9) / 8),
                    (gint64) g_test_rand_int_range (0, 3), clt_action_get_id (branch->conn),
                    number);
      }
  clt_action_note_bulk (branch->conn, "funds_daily", day, day);
}

/* Clients of few accounts, few names and few different days, so that much is equal. */
static void
fill_at_random (Branch *branch)
{
  static const char *const names[] = { "张三", "曾伟", "王五", "安七" };
  int number = 0;

  branch_begin (branch);
  for (int i = 0; i < 120; i++)
    {
      gint64 client = branch_new_id (branch);

      branch_run (branch, "INSERT INTO client (id, name, prospect) VALUES (?, ?, ?)", "iti", client,
                  names[g_test_rand_int_range (0, 4)], (gint64) (i % 10 == 0));
      if (g_test_rand_int_range (0, 8) > 0)
        branch_run (branch, "INSERT INTO spell (id, client_id, opened) VALUES (?, ?, ?)", "iii",
                    branch_new_id (branch), client,
                    (gint64) clt_day_from_yyyymmdd (20250601 + g_test_rand_int_range (0, 3)));
      for (int n = g_test_rand_int_range (0, 4); n > 0; n--)
        {
          g_autofree char *text = g_strdup_printf ("%08d", ++number);

          branch_run (branch, "INSERT INTO account (id, client_id, number) VALUES (?, ?, ?)", "iit",
                      branch_new_id (branch), client, text);
        }
    }
  for (int month = 202510; month <= 202611; month = month == 202512 ? 202601 : month + 1)
    add_random_funds (branch, clt_day_from_yyyymmdd (month * 100 + 16), number);
  branch_commit (branch);
}

static void
assert_same_rows (Branch *branch, const GArray *ids, CltDay today)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) one_by_one =
    clt_client_query_rows (branch->conn, (const gint64 *) ids->data, ids->len, CLT_COLUMNS_ALL,
                           today, &error);
  g_autoptr (GPtrArray) walked = NULL;

  g_assert_no_error (error);
  g_assert_true (clt_client_query_begin_rows (branch->conn, G_MAXUINT, today, &error));
  walked = clt_client_query_rows (branch->conn, (const gint64 *) ids->data, ids->len,
                                  CLT_COLUMNS_ALL, today, &error);
  clt_client_query_end_rows (branch->conn);
  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    for (guint column = 0; column < CLT_N_COLUMNS; column++)
      g_assert_cmpstr (((CltClientRow *) walked->pdata[i])->cell[column], ==,
                       ((CltClientRow *) one_by_one->pdata[i])->cell[column]);
}

/* What all clients carry is read in one walk, what few carry one by one: both sort and show the
 * same. */
static void
test_all_like_few (Branch *branch, gconstpointer data)
{
  fill_at_random (branch);
  for (CltColumn column = 0; column < CLT_N_COLUMNS; column++)
    for (int way = 0; way < 4; way++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (CltClientQuery) query = new_query ();
        g_autoptr (GArray) all = NULL, few = NULL;

        query->with_closed = TRUE;
        query->sort = column;
        query->sort2 = way < 2 ? column : (CltColumn) g_test_rand_int_range (0, CLT_N_COLUMNS);
        query->descending = way % 2 == 1;
        all = clt_client_query_ids (branch->conn, query, &error);
        g_assert_no_error (error);
        query->only = g_array_ref (all);
        few = clt_client_query_ids (branch->conn, query, &error);
        g_assert_no_error (error);
        g_assert_cmpmem (all->data, all->len * sizeof (gint64), few->data,
                         few->len * sizeof (gint64));
        if (way == 0)
          assert_same_rows (branch, all, query->today);
      }
}

#define add(path, func) g_test_add (path, Branch, NULL, branch_set_up, func, branch_tear_down)

int
main (int argc, char **argv)
{
  g_setenv ("CLT_NOW", "1795000000", TRUE);
  g_test_init (&argc, &argv, NULL);
  add ("/client-query/sort", test_sort);
  add ("/client-query/second-key", test_second_key);
  add ("/client-query/conditions", test_conditions);
  add ("/client-query/status-edges", test_status_edges);
  add ("/client-query/cells", test_cells);
  add ("/client-query/all-like-few", test_all_like_few);
  return g_test_run ();
}
