/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-client.h"

#include <string.h>

#include "core/people/clt-staff.h"

#include "branch-fixture.h"

#define TODAY 20261118

static CltDay
today (void)
{
  return clt_day_from_yyyymmdd (TODAY);
}

static gint64
create (Branch *branch, const char *name, const char *account)
{
  g_autoptr (GError) error = NULL;
  gint64 id;

  branch_begin (branch);
  id =
    clt_client_create (branch->conn, name, account,
                       account == NULL ? CLT_DAY_NONE : clt_day_from_yyyymmdd (20240102), &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  branch_commit (branch);
  return id;
}

/* Returns: the sentence when it was refused. */
static char *
set (Branch *branch, gint64 id, const char *field, const char *text)
{
  g_autoptr (GError) error = NULL;

  branch_begin (branch);
  if (clt_client_set_field (branch->conn, id, field, text, today (), &error))
    {
      g_assert_no_error (error);
      branch_commit (branch);
      return NULL;
    }
  clt_action_rollback (branch->conn);
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_assert_true (g_str_has_suffix (error->message, "."));
  return g_strdup (error->message);
}

static char *
get (Branch *branch, gint64 id, const char *field)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltClient) client = clt_client_load (branch->conn, id, today (), &error);

  g_assert_no_error (error);
  return clt_client_dup_field (client, field);
}

#define assert_set(branch, id, field, text, shown)                                                 \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *refused = set (branch, id, field, text);                                      \
    g_autofree char *now = get (branch, id, field);                                                \
    g_assert_cmpstr (refused, ==, NULL);                                                           \
    g_assert_cmpstr (now, ==, shown);                                                              \
  }                                                                                                \
  G_STMT_END

#define assert_refused(branch, id, field, text)                                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *before = get (branch, id, field);                                             \
    g_autofree char *refused = set (branch, id, field, text);                                      \
    g_autofree char *after = get (branch, id, field);                                              \
    g_assert_cmpstr (refused, !=, NULL);                                                           \
    g_assert_cmpstr (before, ==, after);                                                           \
  }                                                                                                \
  G_STMT_END

static void
add_staff (Branch *branch)
{
  static const char *const people[][2] = { { "S1", "李专员" },
                                           { "S2", "王顾问" },
                                           { "S3", "同名" },
                                           { "S4", "同名" } };
  g_autoptr (GError) error = NULL;

  branch_begin (branch);
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autoptr (CltStaff) staff = clt_staff_new ();

      g_free (staff->number);
      staff->number = g_strdup (people[i][0]);
      g_free (staff->name);
      staff->name = g_strdup (people[i][1]);
      clt_staff_save (branch->conn, staff, &error);
      g_assert_no_error (error);
    }
  branch_commit (branch);
}

/* Every field: one value that is taken, and how it is shown. */
static void
test_every_field (Branch *branch, gconstpointer data)
{
  static const char *const values[][3] = {
    { "name", " 张　三 ", "张 三" },
    { "class", "corporate", "corporate" },
    { "specialist", "S1", "李专员" },
    { "adviser", "王顾问", "王顾问" },
    { "phone", "138 1234 5678", "138 **** 5678" },
    { "email", "zhang@example.com", "z***@example.com" },
    { "address", "浙江省杭州市西湖区文三路1号", "浙江省杭州市西湖区***" },
    { "gender", "female", "female" },
    { "birthday", "19800512", "1980-05-12" },
    { "birth_calendar", "lunar", "lunar" },
    { "birth_leap", "yes", "yes" },
    { "id_type", "护照", "护照" },
    { "id_number", "E12345678", "E*****678" },
    { "investor", "professional", "professional" },
    { "grade", "C4", "C4" },
    { "grade_lowest", "yes", "yes" },
    { "grade_expires", "2027-01-31", "2027-01-31" },
    { "consent_sms", "yes", "yes" },
    { "consent_email", "yes", "yes" },
    { "consent_phone", "yes", "yes" },
    { "opened", "2023-05-06", "2023-05-06" },
    { "closed", "20260101", "2026-01-01" },
    { "close_reason", "transferred", "transferred" },
    { "introducer", "居间人甲", "居间人甲" },
    { "stage", "contacted", "contacted" },
    { "source", "展会", "展会" },
    { "lost_reason", "费用", "费用" },
    { "note", "一\n二", "一\n二" },
  };
  gint64 id = create (branch, "张三", "00000001");
  guint n = 0;

  add_staff (branch);
  for (; clt_client_fields[n].name != NULL; n++)
    {
      g_test_message ("%s", values[n][0]);
      g_assert_cmpstr (values[n][0], ==, clt_client_fields[n].name);
      assert_set (branch, id, values[n][0], values[n][1], values[n][2]);
      g_assert_cmpstr (clt_client_field_get_label (&clt_client_fields[n]), !=, "");
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (values));
}

static void
test_refusals (Branch *branch, gconstpointer data)
{
  static const char *const cases[][2] = {
    { "name", "" },
    { "name", "  " },
    { "phone", "12345" },
    { "phone", "打电话" },
    { "email", "zhang" },
    { "email", "a@b" },
    { "email", "a b@c.cn" },
    { "id_number", "110105194912310021" },
    { "id_number", "123" },
    { "gender", "x" },
    { "class", "" },
    { "grade", "C6" },
    { "grade", "" },
    { "consent_sms", "maybe" },
    { "birthday", "1980-13-01" },
    { "birthday", "1981-02-29" },
    { "birthday", "gestern" },
    { "specialist", "Nobody" },
    { "specialist", "同名" },
    { "opened", "" },
    { "opened", "2026-02-30" },
    { "closed", "2020-01-01" },
    { "close_reason", "transferred" },
    { "stage", "gone" },
    { "stage", "lost" },
    { "grade_expires", "2027-01-01" },
  };
  gint64 id = create (branch, "张三", "00000001");

  add_staff (branch);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      if (g_str_equal (cases[i][0], "specialist"))
        {
          g_autoptr (GError) error = NULL;

          branch_begin (branch);
          g_assert_false (
            clt_client_set_field (branch->conn, id, cases[i][0], cases[i][1], today (), &error));
          g_assert_nonnull (error);
          clt_action_rollback (branch->conn);
          continue;
        }
      g_test_message ("%s = %s", cases[i][0], cases[i][1]);
      assert_refused (branch, id, cases[i][0], cases[i][1]);
    }
}

/* A person whose year is not known; a lunar 30th; nobody any more in charge. */
static void
test_edges (Branch *branch, gconstpointer data)
{
  gint64 id = create (branch, "张三", "00000001");

  add_staff (branch);
  assert_set (branch, id, "birthday", "02-29", "02-29");
  assert_set (branch, id, "birthday", "", "");
  assert_refused (branch, id, "birthday", "1980-02-30");
  assert_set (branch, id, "birth_calendar", "lunar", "lunar");
  assert_set (branch, id, "birthday", "1980-02-30", "1980-02-30");
  assert_set (branch, id, "specialist", "S1", "李专员");
  assert_set (branch, id, "specialist", "S2", "王顾问"); /* the same day: corrected */
  assert_set (branch, id, "specialist", "", "");
  assert_set (branch, id, "id_number", "11010519491231002X", "110***********002X");
  assert_set (branch, id, "phone", "", "");
}

/* Who was in charge on an earlier day stays known. */
static void
test_assignments (Branch *branch, gconstpointer data)
{
  gint64 id = create (branch, "张三", "00000001"), staff = 0, expected;
  g_autoptr (GError) error = NULL;
  static const int days[] = { 20260101, 20260601 };
  static const char *const numbers[] = { "S1", "S2" };

  add_staff (branch);
  branch_begin (branch);
  for (guint i = 0; i < 2; i++)
    {
      clt_client_set_field (branch->conn, id, "specialist", numbers[i],
                            clt_day_from_yyyymmdd (days[i]), &error);
      g_assert_no_error (error);
    }
  branch_commit (branch);
  for (guint i = 0; i < 2; i++)
    {
      expected = clt_staff_find (branch->conn, numbers[i], &error);
      clt_assignment_get (branch->conn, id, "service", clt_day_from_yyyymmdd (days[i]) + 10, &staff,
                          &error);
      g_assert_no_error (error);
      g_assert_cmpint (staff, ==, expected);
    }
  clt_assignment_get (branch->conn, id, "service", clt_day_from_yyyymmdd (20251231), &staff,
                      &error);
  g_assert_cmpint (staff, ==, 0);
}

static void
test_prospect (Branch *branch, gconstpointer data)
{
  gint64 id = create (branch, "钱八", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CltClient) client = NULL;

  assert_refused (branch, id, "opened", "2026-01-01");
  assert_set (branch, id, "stage", "simulating", "simulating");
  assert_set (branch, id, "note", "喜欢铁矿石", "喜欢铁矿石");
  assert_refused (branch, id, "stage", "lost");
  assert_set (branch, id, "lost_reason", "嫌贵", "嫌贵");
  assert_set (branch, id, "stage", "lost", "lost");
  branch_begin (branch);
  clt_client_convert (branch->conn, id, "00000009", today (), &error);
  g_assert_no_error (error);
  branch_commit (branch);

  client = clt_client_load (branch->conn, id, today (), &error);
  g_assert_no_error (error);
  g_assert_false (client->prospect);
  g_assert_cmpstr (client->stage, ==, "won");
  g_assert_cmpstr (client->note, ==, "喜欢铁矿石");
  g_assert_cmpstr (client->accounts[0], ==, "00000009");
  g_assert_null (client->accounts[1]);
  g_assert_cmpint (client->opened, ==, today ());

  branch_begin (branch);
  g_assert_false (clt_client_convert (branch->conn, id, "00000010", today (), &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  clt_action_rollback (branch->conn);
}

static void
test_accounts_are_unique (Branch *branch, gconstpointer data)
{
  gint64 first = create (branch, "张三", "00000001");
  g_autoptr (GError) error = NULL;
  g_autoptr (CltClient) client = NULL;

  branch_begin (branch);
  g_assert_cmpint (clt_client_create (branch->conn, "李四", "00000001", today (), &error), ==, 0);
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "00000001"));
  clt_action_rollback (branch->conn);
  g_clear_error (&error);

  branch_begin (branch);
  clt_client_add_account (branch->conn, first, "00000002", &error);
  g_assert_no_error (error);
  branch_commit (branch);
  client = clt_client_load (branch->conn, first, today (), &error);
  g_assert_cmpuint (g_strv_length (client->accounts), ==, 2);
  g_assert_cmpstr (client->accounts[0], ==, "00000001");
}

/* Closed and back: two spells, one client. */
static void
test_second_spell (Branch *branch, gconstpointer data)
{
  gint64 id = create (branch, "张三", "00000001"), spells;
  g_autoptr (GError) error = NULL;

  assert_set (branch, id, "closed", "2025-06-30", "2025-06-30");
  assert_set (branch, id, "opened", "2026-02-01", "2026-02-01");
  clt_conn_get_int (branch->conn, &spells, 0, &error, "SELECT count(*) FROM spell", "");
  g_assert_cmpint (spells, ==, 2);
  {
    g_autofree char *closed = get (branch, id, "closed");

    g_assert_cmpstr (closed, ==, "");
  }
}

static void
test_tags_and_delete (Branch *branch, gconstpointer data)
{
  gint64 id = create (branch, "张三", "00000001");
  g_autoptr (GError) error = NULL;
  g_autoptr (CltClient) client = NULL;

  branch_begin (branch);
  g_assert_true (clt_client_add_tag (branch->conn, id, " 铁矿石 ", &error));
  g_assert_true (clt_client_add_tag (branch->conn, id, "VIP", &error));
  g_assert_true (clt_client_add_tag (branch->conn, id, "VIP", &error));
  g_assert_true (clt_client_remove_tag (branch->conn, id, "nothing", &error));
  g_assert_false (clt_client_add_tag (branch->conn, id, " ", NULL));
  branch_commit (branch);
  client = clt_client_load (branch->conn, id, today (), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (client->tags->len, ==, 2);

  branch_begin (branch);
  branch_add_funds (branch, id, TODAY, 100, 0, 0);
  branch_commit (branch);
  branch_begin (branch);
  g_assert_false (clt_client_delete (branch->conn, id, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  clt_action_rollback (branch->conn);
  g_clear_error (&error);

  clt_action_undo (branch->conn, 0, "tester", NULL, NULL, &error);
  g_assert_no_error (error);

  /* who has refused a service has left a trace that stays */
  branch_begin (branch);
  branch_run (branch,
              "INSERT INTO refusal (id, client_id, scope, valid_from) VALUES (?, ?, 'all', ?)",
              "iii", branch_new_id (branch), id, (gint64) today ());
  branch_commit (branch);
  branch_begin (branch);
  g_assert_false (clt_client_delete (branch->conn, id, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  clt_action_rollback (branch->conn);
  g_clear_error (&error);
  clt_action_undo (branch->conn, 0, "tester", NULL, NULL, &error);
  g_assert_no_error (error);
  branch_begin (branch);
  clt_client_delete (branch->conn, id, &error);
  g_assert_no_error (error);
  branch_commit (branch);
  g_clear_pointer (&client, clt_client_free);
  client = clt_client_load (branch->conn, id, today (), &error);
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  clt_action_undo (branch->conn, 0, "tester", NULL, NULL, &error);
  g_assert_no_error (error);
  client = clt_client_load (branch->conn, id, today (), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (client->tags->len, ==, 2);
}

static void
test_timeline (Branch *branch, gconstpointer data)
{
  static const char *const kinds[] = { "edit", "edit", "edit",       "override", "grade", "consent",
                                       "tier", "tier", "assignment", "closed",   "opened" };
  gint64 id = create (branch, "张三", "00000001");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GHashTable) left = g_hash_table_new (g_str_hash, g_str_equal);

  add_staff (branch);
  assert_set (branch, id, "phone", "13812345678", "138****5678");
  assert_set (branch, id, "grade", "C3", "C3");
  assert_set (branch, id, "consent_sms", "yes", "yes");
  assert_set (branch, id, "specialist", "S1", "李专员");
  branch_begin (branch);
  branch_run (branch,
              "INSERT INTO tier_history VALUES (?1, 100, 2, 'first', 0, 10),"
              " (?1, 200, 3, 'up', 0, 10)",
              "i", id);
  branch_run (branch, "INSERT INTO tier_override VALUES (?, ?, 4, '老客户', 'a', '经理', 300, 400)",
              "ii", branch_new_id (branch), id);
  clt_client_add_tag (branch->conn, id, "VIP", &error);
  branch_commit (branch);
  assert_set (branch, id, "closed", "2026-11-01", "2026-11-01");

  items = clt_client_timeline (branch->conn, id, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < items->len; i++)
    {
      const CltTimelineItem *item = items->pdata[i];

      if (i > 0)
        g_assert_cmpint (((CltTimelineItem *) items->pdata[i - 1])->at, >=, item->at);
      g_assert_cmpstr (item->title, !=, "");
      if (g_str_equal (item->kind, "edit"))
        g_assert_cmpint (item->action, >, 0);
      if (g_str_equal (item->kind, "assignment"))
        g_assert_nonnull (strstr (item->title, "李专员"));
      if (g_str_equal (item->kind, "override"))
        g_assert_nonnull (strstr (item->title, "老客户"));
      /* nobody's number is told in passing */
      g_assert_null (strstr (item->title, "13812345678"));
      g_hash_table_insert (left, (gpointer) item->kind,
                           GINT_TO_POINTER (
                             GPOINTER_TO_INT (g_hash_table_lookup (left, item->kind)) + 1));
    }
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_hash_table_insert (left, (gpointer) kinds[i],
                         GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (left, kinds[i])) -
                                          1));
  {
    GHashTableIter iter;
    gpointer kind, n;

    /* made, phone and tag touch the record itself; the dated fields have their own lines */
    g_hash_table_iter_init (&iter, left);
    while (g_hash_table_iter_next (&iter, &kind, &n))
      g_assert_cmpint (GPOINTER_TO_INT (n), ==, 0);
  }
}

static void
test_reveal (Branch *branch, gconstpointer data)
{
  gint64 id = create (branch, "张三", "00000001"), n = 0;
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;

  assert_set (branch, id, "phone", "13812345678", "138****5678");
  g_assert_null (clt_client_reveal (branch->conn, id, "phone", "li", "  ", &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  clt_conn_get_int (branch->conn, &n, -1, &error, "SELECT count(*) FROM reveal_log", "");
  g_assert_cmpint (n, ==, 0);

  value = clt_client_reveal (branch->conn, id, "phone", "li", "回访", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (value, ==, "13812345678");
  clt_conn_get_int (branch->conn, &n, -1, &error,
                    "SELECT count(*) FROM reveal_log WHERE who = 'li' AND client_id = ?"
                    " AND field = 'phone' AND reason = '回访'",
                    "i", id);
  g_assert_cmpint (n, ==, 1);
  g_assert_null (clt_client_reveal (branch->conn, 99999, "phone", "li", "x", &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND);
}

/* The series by look-ups is what a plain query gives; two accounts are summed, and one without a
 * row on a day keeps its last equity. */
static void
test_equity (Branch *branch, gconstpointer data)
{
  gint64 id = create (branch, "张三", "00000001"), other;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) points = NULL;
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  CltStmt *stmt;
  guint i = 0;

  g_test_message ("seed %u", seed);
  other = create (branch, "李四", "00000002");
  branch_begin (branch);
  for (CltDay day = clt_day_from_ymd (2026, 1, 1); day < clt_day_from_ymd (2026, 6, 1); day++)
    if (g_rand_int_range (random, 0, 3) > 0)
      {
        branch_add_funds (branch, id, clt_day_to_yyyymmdd (day),
                          g_rand_int_range (random, -1000, 100000), 0, 0);
        branch_add_funds (branch, other, clt_day_to_yyyymmdd (day), 1, 0, 0);
      }
  branch_commit (branch);
  points = clt_client_equity (branch->conn, id, clt_day_from_ymd (2026, 2, 10), today (), &error);
  g_assert_no_error (error);
  stmt = clt_conn_query (branch->conn, &error,
                         "SELECT f.day, f.equity FROM funds_daily f"
                         " JOIN account a ON a.id = f.account_id"
                         " WHERE a.client_id = ? AND f.day >= ? ORDER BY f.day",
                         "ii", id, (gint64) clt_day_from_ymd (2026, 2, 10));
  for (; clt_stmt_step (stmt, &error) == CLT_STEP_ROW; i++)
    {
      g_assert_cmpint (g_array_index (points, CltEquityPoint, i).day, ==,
                       clt_stmt_get_int (stmt, 0));
      g_assert_cmpint (g_array_index (points, CltEquityPoint, i).equity, ==,
                       clt_stmt_get_int (stmt, 1));
    }
  g_assert_no_error (error);
  g_assert_cmpuint (points->len, ==, i);
  g_assert_cmpuint (i, >, 50);
}

static void
test_equity_of_two_accounts (Branch *branch, gconstpointer data)
{
  static const CltEquityPoint expected[] = { { 20000, 100 }, { 20001, 150 }, { 20002, 250 } };
  gint64 id = create (branch, "张三", "00000001");
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) points = NULL;

  branch_begin (branch);
  clt_client_add_account (branch->conn, id, "00000002", &error);
  g_assert_no_error (error);
  branch_run (branch,
              "INSERT INTO funds_daily (day, account_id, opening, balance, equity, batch)"
              " SELECT v.day, a.id, 0, 0, v.equity, ?1 FROM account a JOIN"
              " (SELECT 20000 AS day, '00000001' AS number, 100 AS equity"
              "  UNION ALL SELECT 20001, '00000002', 50 UNION ALL SELECT 20002, '00000001', 200) v"
              " ON v.number = a.number",
              "i", clt_action_get_id (branch->conn));
  clt_action_note_bulk (branch->conn, "funds_daily", 20000, 20002);
  branch_commit (branch);
  points = clt_client_equity (branch->conn, id, 0, today (), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (points->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < points->len; i++)
    {
      g_assert_cmpint (g_array_index (points, CltEquityPoint, i).day, ==, expected[i].day);
      g_assert_cmpint (g_array_index (points, CltEquityPoint, i).equity, ==, expected[i].equity);
    }
}

static void
test_staff (Branch *branch, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (CltStaff) staff = NULL;
  gint64 id, client = create (branch, "张三", "00000001");

  add_staff (branch);
  all = clt_staff_list (branch->conn, CLT_DAY_NONE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 4);
  id = clt_staff_find (branch->conn, "S1", &error);
  staff = clt_staff_load (branch->conn, id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (staff->name, ==, "李专员");
  g_assert_cmpint (clt_staff_find (branch->conn, "同名", &error), ==, 0);
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);

  staff->left = clt_day_from_yyyymmdd (20260101);
  branch_begin (branch);
  clt_staff_save (branch->conn, staff, &error);
  g_assert_no_error (error);
  g_free (staff->number);
  staff->number = g_strdup ("S2");
  g_assert_false (clt_staff_save (branch->conn, staff, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  clt_client_set_field (branch->conn, client, "adviser", "S2", today (), &error);
  g_assert_no_error (error);
  branch_commit (branch);
  g_ptr_array_unref (g_steal_pointer (&all));
  all = clt_staff_list (branch->conn, today (), &error);
  g_assert_cmpuint (all->len, ==, 3);

  branch_begin (branch);
  g_assert_false (
    clt_staff_delete (branch->conn, clt_staff_find (branch->conn, "S2", NULL), &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (
    clt_staff_delete (branch->conn, clt_staff_find (branch->conn, "S4", NULL), &error));
  branch_commit (branch);
}

#define add(path, func) g_test_add (path, Branch, NULL, branch_set_up, func, branch_tear_down)

int
main (int argc, char **argv)
{
  g_setenv ("CLT_NOW", "1795000000", TRUE);
  g_test_init (&argc, &argv, NULL);
  add ("/client/every-field", test_every_field);
  add ("/client/refusals", test_refusals);
  add ("/client/edges", test_edges);
  add ("/client/assignments", test_assignments);
  add ("/client/prospect", test_prospect);
  add ("/client/accounts-are-unique", test_accounts_are_unique);
  add ("/client/second-spell", test_second_spell);
  add ("/client/tags-and-delete", test_tags_and_delete);
  add ("/client/timeline", test_timeline);
  add ("/client/reveal", test_reveal);
  add ("/client/equity", test_equity);
  add ("/client/equity-of-two-accounts", test_equity_of_two_accounts);
  add ("/client/staff", test_staff);
  return g_test_run ();
}
