/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/today/clt-today.h"

#include <string.h>

#include "core/clients/clt-client-query.h"

#include "../clients/branch-fixture.h"

#define TODAY 20261118

static CltDay
today (void)
{
  return clt_day_from_yyyymmdd (TODAY);
}

static GPtrArray *
list (Branch *branch, const char *who)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *items = clt_today_list (branch->conn, today (), who, &error);

  g_assert_no_error (error);
  return items;
}

static CltTodayItem *
find (GPtrArray *items, const char *kind, gint64 client)
{
  for (guint i = 0; i < items->len; i++)
    {
      CltTodayItem *item = items->pdata[i];

      if (g_str_equal (item->kind, kind) && (client == 0 || item->client_id == client))
        return item;
    }
  return NULL;
}

static void
set_birthday (Branch *branch, gint64 id, const char *calendar, int month, int day)
{
  branch_run (branch,
              "UPDATE client SET birth_calendar = ?, birth_month = ?, birth_day = ? WHERE id = ?",
              "tiii", calendar, (gint64) month, (gint64) day, id);
}

/* Two high-end clients were last reached 30 days ago, one of them belongs to 李; a third one was
 * reached yesterday. The line opens those whom it counts. */
static void
test_contacts (Branch *branch, gconstpointer data)
{
  static const int days_ago[] = { 30, 30, 1 };
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) own = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CltClientQuery) query = clt_client_query_new ();
  const CltTodayItem *item;
  gint64 n;

  branch_begin (branch);
  branch_run (branch, "INSERT INTO staff (id, number, name) VALUES (7, 'S1', '李专员')", "");
  for (guint i = 0; i < G_N_ELEMENTS (days_ago); i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      gint64 client = branch_add_client (branch, number, number, 20200101);

      branch_run (branch, "INSERT INTO tier_history VALUES (?, 0, 4, 'first', 0, 60)", "i", client);
      branch_run (branch,
                  "INSERT INTO call_task (id, client_id, due, state, closed)"
                  " VALUES (?, ?, 0, 'done', ?)",
                  "iii", branch_new_id (branch), client,
                  ((gint64) today () - days_ago[i]) * 86400 + 4 * 3600);
      if (i == 0)
        branch_run (branch,
                    "INSERT INTO assignment (id, client_id, staff_id, valid_from)"
                    " VALUES (?, ?, 7, 0)",
                    "ii", branch_new_id (branch), client);
    }
  branch_commit (branch);

  items = list (branch, NULL);
  item = find (items, "contact", 0);
  g_assert_cmpint (item->urgency, ==, CLT_URGENCY_NOW);
  g_assert_nonnull (strstr (item->title, "2 clients are"));
  own = list (branch, "S1");
  item = find (own, "contact", 0);
  g_assert_nonnull (strstr (item->title, "1 client of yours is"));
  g_free (query->expression);
  query->expression = g_strdup (item->filter);
  query->staff_id = item->staff_id;
  query->today = today ();
  g_assert_true (clt_client_query_count (branch->conn, query, &n, &error));
  g_assert_cmpint (n, ==, 1);
}

static void
test_birthdays (Branch *branch, gconstpointer data)
{
  gint64 on_day, last, late, lunar, closed;
  g_autoptr (GPtrArray) items = NULL;

  branch_begin (branch);
  on_day = branch_add_client (branch, "张三", "1", 20200101);
  set_birthday (branch, on_day, "solar", 11, 18);
  last = branch_add_client (branch, "李四", "2", 20200101);
  set_birthday (branch, last, "solar", 11, 25);
  late = branch_add_client (branch, "王五", "3", 20200101);
  set_birthday (branch, late, "solar", 11, 26);
  lunar = branch_add_client (branch, "赵六", "4", 20200101);
  set_birthday (branch, lunar, "lunar", 10, 15); /* 2026-11-23 */
  closed = branch_add_client (branch, "钱七", "5", 20200101);
  set_birthday (branch, closed, "solar", 11, 18);
  branch_run (branch, "UPDATE spell SET closed = 20000 WHERE client_id = ?", "i", closed);
  branch_commit (branch);

  items = list (branch, NULL);
  g_assert_cmpint (find (items, "birthday", on_day)->due, ==, today ());
  g_assert_cmpint (find (items, "birthday", on_day)->urgency, ==, CLT_URGENCY_NOW);
  g_assert_cmpint (find (items, "birthday", last)->due, ==, today () + 7);
  g_assert_cmpint (find (items, "birthday", last)->urgency, ==, CLT_URGENCY_SOON);
  g_assert_null (find (items, "birthday", late));
  g_assert_cmpint (clt_day_to_yyyymmdd (find (items, "birthday", lunar)->due), ==, 20261123);
  g_assert_nonnull (strstr (find (items, "birthday", lunar)->title, "十月十五"));
  g_assert_null (find (items, "birthday", closed));
  /* the 29th of February in a year without one */
  g_ptr_array_unref (g_steal_pointer (&items));
  branch_begin (branch);
  set_birthday (branch, on_day, "solar", 2, 29);
  branch_commit (branch);
  {
    g_autoptr (GError) error = NULL;

    items = clt_today_list (branch->conn, clt_day_from_yyyymmdd (20260225), NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpint (clt_day_to_yyyymmdd (find (items, "birthday", on_day)->due), ==, 20260228);
  }
}

static void
test_margin (Branch *branch, gconstpointer data)
{
  gint64 over, at, gone;
  g_autoptr (GPtrArray) items = NULL;

  branch_begin (branch);
  over = branch_add_client (branch, "张三", "1", 20200101);
  at = branch_add_client (branch, "李四", "2", 20200101);
  gone = branch_add_client (branch, "王五", "3", 20200101);
  branch_add_funds (branch, over, 20261117, 100000, 80001, 1);
  branch_add_funds (branch, at, 20261117, 100000, 80000, 1);
  branch_add_funds (branch, gone, 20261117, -5, 100, 1);
  branch_commit (branch);
  items = list (branch, NULL);
  g_assert_nonnull (find (items, "margin", over));
  g_assert_null (find (items, "margin", at)); /* exactly at the line is not above it */
  g_assert_nonnull (find (items, "margin", gone));
  g_assert_cmpint (find (items, "margin", over)->urgency, ==, CLT_URGENCY_NOW);
}

static void
test_dormancy (Branch *branch, gconstpointer data)
{
  gint64 soon, rich;
  g_autoptr (GPtrArray) items = NULL;

  branch_begin (branch);
  soon = branch_add_client (branch, "张三", "1", 20200101);
  rich = branch_add_client (branch, "李四", "2", 20200101);
  branch_add_funds (branch, soon, 20251201, 100000, 0, 1);
  branch_add_funds (branch, rich, 20251201, 100001, 0, 1);
  branch_commit (branch);
  items = list (branch, NULL);
  g_assert_cmpint (clt_day_to_yyyymmdd (find (items, "dormancy", soon)->due), ==, 20261201);
  g_assert_null (find (items, "dormancy", rich));
}

static void
test_expiries (Branch *branch, gconstpointer data)
{
  gint64 by_rule, by_date, renewed, override;
  g_autoptr (CltClientQuery) query = clt_client_query_new ();
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GError) error = NULL;
  const CltTodayItem *line;

  branch_begin (branch);
  by_rule = branch_add_client (branch, "张三", "1", 20200101);
  by_date = branch_add_client (branch, "李四", "2", 20200101);
  renewed = branch_add_client (branch, "王五", "3", 20200101);
  override = branch_add_client (branch, "赵六", "4", 20200101);
  branch_run (branch,
              "INSERT INTO grade (id, client_id, level, assessed, expires) VALUES"
              " (?, ?, 'C3', ?, NULL), (?, ?, 'C2', 100, ?), (?, ?, 'C1', ?, NULL),"
              " (?, ?, 'C1', ?, NULL)",
              "iiiiiiiiiiii", branch_new_id (branch), by_rule,
              (gint64) clt_day_from_yyyymmdd (20241201), branch_new_id (branch), by_date,
              (gint64) today () + 30, branch_new_id (branch), renewed,
              (gint64) clt_day_from_yyyymmdd (20241201), branch_new_id (branch), renewed,
              (gint64) clt_day_from_yyyymmdd (20260101));
  branch_run (branch, "INSERT INTO tier_override VALUES (?, ?, 4, 'x', 'a', 'b', 100, ?)", "iii",
              branch_new_id (branch), override, (gint64) today () + 3);
  branch_commit (branch);
  items = list (branch, NULL);
  g_assert_cmpint (clt_day_to_yyyymmdd (find (items, "grade", by_rule)->due), ==, 20261201);
  g_assert_cmpint (find (items, "grade", by_date)->due, ==, today () + 30);
  g_assert_null (find (items, "grade", renewed));
  /* all of them in one line, which opens as a list; the fourth has none */
  line = find (items, "grade", 0);
  g_assert_nonnull (strstr (line->title, "2 risk grades expire within 30 days"));
  g_assert_nonnull (strstr (line->title, "expired: 0; clients without one: 1"));
  g_free (query->expression);
  query->expression = g_strdup (line->filter);
  query->staff_id = line->staff_id;
  query->today = today ();
  ids = clt_client_query_ids (branch->conn, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 3);
  g_assert_cmpint (find (items, "override", override)->due, ==, today () + 3);
}

static void
test_tier_runs (Branch *branch, gconstpointer data)
{
  gint64 id;
  g_autoptr (GPtrArray) items = NULL;

  branch_begin (branch);
  id = branch_add_client (branch, "张三", "1", 20200101);
  for (CltDay day = clt_day_from_ymd (2026, 10, 1); day <= today (); day++)
    if (clt_day_get_weekday (day) <= 5)
      branch_add_funds (branch, id, clt_day_to_yyyymmdd (day), 6000000000, 0, 1);
  branch_commit (branch);
  items = list (branch, NULL);
  g_assert_nonnull (find (items, "tier-run", 0));
  g_assert_cmpint (find (items, "tier-run", 0)->urgency, ==, CLT_URGENCY_NOW);
}

static void
test_files (Branch *branch, gconstpointer data)
{
  g_autofree char *path = g_build_filename (branch->folder, "资金对账表.csv", NULL);
  g_autofree char *other = g_build_filename (branch->folder, "notes.doc", NULL);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "x", -1, &error);
  g_assert_no_error (error);
  g_file_set_contents (other, "x", -1, &error);
  branch_begin (branch);
  branch_run (branch, "INSERT INTO setting (name, value) VALUES ('import.folder', ?)", "t",
              branch->folder);
  branch_commit (branch);
  items = list (branch, NULL);
  g_assert_cmpstr (find (items, "file", 0)->path, ==, path);
  clt_today_dismiss_file (branch->conn, path, TRUE, &error);
  g_assert_no_error (error);
  g_ptr_array_unref (g_steal_pointer (&items));
  items = list (branch, NULL);
  g_assert_null (find (items, "file", 0));

  /* a changed file is new again */
  g_file_set_contents (path, "longer", -1, &error);
  g_ptr_array_unref (g_steal_pointer (&items));
  items = list (branch, NULL);
  g_assert_nonnull (find (items, "file", 0));
  g_remove (path);
  g_remove (other);

  branch_begin (branch);
  branch_run (branch, "UPDATE setting SET value = '/no/such/folder'", "");
  branch_commit (branch);
  g_ptr_array_unref (g_steal_pointer (&items));
  items = list (branch, NULL);
  g_assert_null (find (items, "file", 0)->path);
}

static void
test_calendar (Branch *branch, gconstpointer data)
{
  g_autoptr (GPtrArray) items = NULL;

  branch_begin (branch);
  branch_run (branch, "INSERT INTO trading_day VALUES (?)", "i", (gint64) today ());
  branch_commit (branch);
  items = list (branch, NULL);
  g_assert_cmpstr (find (items, "calendar", 0)->key, ==, "calendar:2027");
  branch_begin (branch);
  branch_run (branch, "INSERT INTO trading_day VALUES (?)", "i",
              (gint64) clt_day_from_ymd (2027, 1, 4));
  branch_commit (branch);
  g_ptr_array_unref (g_steal_pointer (&items));
  items = list (branch, NULL);
  g_assert_null (find (items, "calendar", 0));
}

/* Done is done for this line on this day, goes to the end, and can be undone. */
static void
test_done (Branch *branch, gconstpointer data)
{
  gint64 first, second;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  CltTodayItem *item;

  branch_begin (branch);
  first = branch_add_client (branch, "张三", "1", 20200101);
  set_birthday (branch, first, "solar", 11, 18);
  second = branch_add_client (branch, "李四", "2", 20200101);
  set_birthday (branch, second, "solar", 11, 20);
  branch_commit (branch);
  items = list (branch, NULL);
  item = find (items, "birthday", first);
  g_assert_true (items->pdata[0] == item);
  branch_begin (branch);
  clt_today_set_done (branch->conn, item->key, item->due, TRUE, "li", &error);
  g_assert_no_error (error);
  branch_commit (branch);
  g_ptr_array_unref (g_steal_pointer (&items));
  items = list (branch, NULL);
  g_assert_true (find (items, "birthday", first)->done);
  g_assert_true (items->pdata[items->len - 1] == find (items, "birthday", first));
  g_assert_false (find (items, "birthday", second)->done);
  clt_action_undo (branch->conn, 0, "li", NULL, NULL, &error);
  g_assert_no_error (error);
  g_ptr_array_unref (g_steal_pointer (&items));
  items = list (branch, NULL);
  g_assert_false (find (items, "birthday", first)->done);
}

/* A specialist sees his own clients, a manager all of them. */
static void
test_desks (Branch *branch, gconstpointer data)
{
  gint64 own, other;
  g_autoptr (GPtrArray) specialist = NULL, manager = NULL, stranger = NULL;

  branch_begin (branch);
  own = branch_add_client (branch, "张三", "1", 20200101);
  set_birthday (branch, own, "solar", 11, 18);
  other = branch_add_client (branch, "李四", "2", 20200101);
  set_birthday (branch, other, "solar", 11, 18);
  branch_run (branch,
              "INSERT INTO staff (id, number, name, role) VALUES"
              " (7, 'S1', '李专员', 'specialist'), (8, 'M1', '王经理', 'manager')",
              "");
  branch_run (branch,
              "INSERT INTO assignment (id, client_id, staff_id, valid_from)"
              " VALUES (?, ?, 7, 100)",
              "ii", branch_new_id (branch), own);
  branch_commit (branch);
  specialist = list (branch, "李专员");
  g_assert_nonnull (find (specialist, "birthday", own));
  g_assert_null (find (specialist, "birthday", other));
  g_assert_nonnull (find (specialist, "calendar", 0));
  manager = list (branch, "M1");
  g_assert_nonnull (find (manager, "birthday", other));
  stranger = list (branch, "root");
  g_assert_nonnull (find (stranger, "birthday", other));
}

/* Every kind that comes out has a name for people and a key of its own. */
static void
test_kinds (Branch *branch, gconstpointer data)
{
  g_autoptr (GPtrArray) items = list (branch, NULL);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  test_tier_runs (branch, data);
  g_ptr_array_unref (g_steal_pointer (&items));
  items = list (branch, NULL);
  g_assert_cmpuint (items->len, >, 0);
  for (guint i = 0; i < items->len; i++)
    {
      CltTodayItem *item = items->pdata[i];
      g_autofree char *key = g_strdup_printf ("%s@%d", item->key, item->due);

      g_assert_cmpstr (clt_today_kind_get_label (item->kind), !=, "");
      g_assert_cmpstr (item->title, !=, "");
      g_assert_true (g_hash_table_add (keys, g_steal_pointer (&key)));
    }
}

#define add(path, func) g_test_add (path, Branch, NULL, branch_set_up, func, branch_tear_down)

int
main (int argc, char **argv)
{
  g_setenv ("CLT_NOW", "1795000000", TRUE);
  g_test_init (&argc, &argv, NULL);
  add ("/today/contacts", test_contacts);
  add ("/today/birthdays", test_birthdays);
  add ("/today/margin", test_margin);
  add ("/today/dormancy", test_dormancy);
  add ("/today/expiries", test_expiries);
  add ("/today/tier-runs", test_tier_runs);
  add ("/today/files", test_files);
  add ("/today/calendar", test_calendar);
  add ("/today/done", test_done);
  add ("/today/desks", test_desks);
  add ("/today/kinds", test_kinds);
  return g_test_run ();
}
