/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/today/clt-today.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/clients/clt-client-query.h"

#include "../clients/branch-fixture.h"

#define TODAY 20261118

static CltDay
today (void)
{
  return clt_day_from_yyyymmdd (TODAY);
}

/* The number is that of the list, whether it is kept from before the last change or worked out. Of
 * new files nobody is told. */
static CltTodayItem *find (GPtrArray *items, const char *kind, gint64 client);

static GPtrArray *
list (Branch *branch, const char *who)
{
  g_autoptr (GError) error = NULL;
  gint64 n = clt_today_count (branch->conn, today (), who, &error), n_now = 0;
  GPtrArray *items = clt_today_list (branch->conn, today (), who, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < items->len; i++)
    {
      const CltTodayItem *item = items->pdata[i];

      n_now += !item->done && item->urgency == CLT_URGENCY_NOW;
    }
  if (find (items, "file", 0) == NULL)
    g_assert_cmpint (n, ==, n_now);
  g_assert_cmpint (clt_today_count (branch->conn, today (), who, &error), ==, n_now);
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

/* A client of 李 (7) and one of nobody, both major, and one approved product that they are promised
 * once a month. */
static void
add_service (Branch *branch, gint64 clients[2])
{
  branch_run (branch,
              "INSERT INTO staff (id, number, name, role) VALUES (7, 'S1', '李专员', 'specialist'),"
              " (8, 'A1', '王顾问', 'adviser'), (9, 'A2', '周顾问', 'adviser')",
              "");
  for (guint i = 0; i < 2; i++)
    {
      clients[i] = branch_add_client (branch, i == 0 ? "甲" : "乙", i == 0 ? "1" : "2", 20200101);
      branch_run (branch, "INSERT INTO tier_history VALUES (?, 0, 3, 'first', 0, 60)", "i",
                  clients[i]);
    }
  branch_run (branch,
              "INSERT INTO assignment (id, client_id, staff_id, valid_from) VALUES (?, ?, 7, 0)",
              "ii", branch_new_id (branch), clients[0]);
  branch_run (branch, "INSERT INTO product (id, code, category_id) VALUES (900, 'P', 1)", "");
  branch_run (branch,
              "INSERT INTO product_version (id, product_id, number, state, name, author, created,"
              " valid_from) VALUES (901, 900, 1, 'approved', '周报', 'a', 0, 0)",
              "");
}

static void
add_push (Branch *branch, gint64 id, const char *name, const char *state)
{
  branch_run (branch,
              "INSERT INTO push (id, name, product_id, version_id, audience, first_day, last_day,"
              " state, created, who) VALUES (?, ?, 900, 901, '', 0, 0, ?, 0, 'a')",
              "itt", id, name, state);
}

static void
add_item (Branch *branch, gint64 push, gint64 client, CltDay day, const char *state, gint64 staff)
{
  branch_run (branch,
              "INSERT INTO push_item (id, push_id, client_id, day, channel, state, specialist_id,"
              " evidence) VALUES (?, ?, ?, ?, 'phone', ?, nullif (?, 0), '')",
              "iiiiti", branch_new_id (branch), push, client, (gint64) day, state, staff);
}

static void
test_pushes (Branch *branch, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) own = NULL;
  gint64 clients[2];
  const CltTodayItem *item;

  branch_begin (branch);
  add_service (branch, clients);
  add_push (branch, 910, "铁矿石", "active");
  add_item (branch, 910, clients[0], today () - 1, "planned", 7);
  add_item (branch, 910, clients[1], today (), "planned", 0);
  add_item (branch, 910, clients[1], today () + 1, "planned", 7);
  add_item (branch, 910, clients[1], today () - 2, "queued", 7);
  add_push (branch, 911, "取消", "cancelled");
  add_item (branch, 911, clients[0], today (), "planned", 7);
  branch_commit (branch);

  all = list (branch, NULL);
  item = find (all, "push", 0);
  g_assert_cmpstr (item->title, ==, "“铁矿石”: 2 deliveries are due, 1 of them late.");
  g_assert_cmpstr (item->command, ==, "push.show(int64 910)");
  g_assert_cmpint (item->due, ==, today () - 1);
  own = list (branch, "S1");
  g_assert_cmpstr (find (own, "push", 0)->title, ==,
                   "“铁矿石”: 1 delivery is due, 1 of them late.");
}

static void
add_message (Branch *branch, gint64 client, const char *state)
{
  gint64 id = branch_new_id (branch);

  branch_run (branch,
              "INSERT INTO message (id, client_id, product_id, version_id, channel, address, body,"
              " reference, created) VALUES (?, ?, 900, 901, 'email', 'a@b', '', '', 0)",
              "ii", id, client);
  if (state != NULL)
    branch_run (branch, "INSERT INTO message_state (message_id, state, at) VALUES (?, ?, 0)", "it",
                id, state);
}

/* What a crash left in the middle is unknown; what was sent or has failed is no work. */
static void
test_messages (Branch *branch, gconstpointer data)
{
  static const char *const states[] = { "unknown", "sending", "retry", "sent", "failed", NULL };
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) own = NULL;
  gint64 clients[2];
  int n = 0;

  branch_begin (branch);
  add_service (branch, clients);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    add_message (branch, clients[1], states[i]);
  add_message (branch, clients[0], NULL);
  branch_commit (branch);

  all = list (branch, NULL);
  for (guint i = 0; i < all->len; i++)
    {
      const CltTodayItem *item = all->pdata[i];

      if (!g_str_equal (item->kind, "message"))
        continue;
      n++;
      g_assert_nonnull (item->command);
      g_assert_cmpstr (item->title, ==,
                       g_str_equal (item->key, "messages:unknown")
                         ? "2 messages may or may not have gone out: please check."
                         : "3 messages wait to be sent.");
    }
  g_assert_cmpint (n, ==, 2);
  own = list (branch, "S1");
  g_assert_cmpstr (find (own, "message", 0)->title, ==, "1 message waits to be sent.");
}

static const CltTodayItem *
find_key (const GPtrArray *items, const char *key)
{
  for (guint i = 0; i < items->len; i++)
    if (g_str_equal (((CltTodayItem *) items->pdata[i])->key, key))
      return items->pdata[i];
  return NULL;
}

static void
test_calls_and_visits (Branch *branch, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) own = NULL;
  gint64 clients[2];
  const CltTodayItem *item;

  branch_begin (branch);
  add_service (branch, clients);
  branch_run (
    branch,
    "INSERT INTO call_task (id, client_id, staff_id, due, state) VALUES"
    " (920, ?1, 7, ?3, 'open'), (921, ?2, 8, ?3 - 3, 'open'), (922, ?2, 7, ?3 + 1, 'open'),"
    " (923, ?2, 7, ?3, 'done')",
    "iii", clients[0], clients[1], (gint64) today ());
  branch_run (branch,
              "INSERT INTO appointment (id, uid, client_id, staff_id, starts, ends, subject, state)"
              " VALUES (930, 'a', ?1, 8, ?3, ?3, '套保', 'planned'),"
              " (931, 'b', ?2, 8, ?3 - 86400, ?3, '回访', 'planned'),"
              " (932, 'c', ?2, 8, ?3 + 8 * 86400, ?3 + 9 * 86400, '太远', 'planned'),"
              " (933, 'd', ?2, 8, ?3, ?3, '已办', 'done')",
              "iii", clients[0], clients[1], (gint64) today () * 86400 - 8 * 3600);
  branch_commit (branch);

  all = list (branch, NULL);
  item = find (all, "call", 0);
  g_assert_cmpstr (item->title, ==, "2 calls are due, 1 of them late.");
  g_assert_cmpstr (item->place, ==, "callbacks");
  /* midnight of today in Shanghai is today */
  g_assert_cmpint (find (all, "visit", clients[0])->due, ==, today ());
  g_assert_cmpint (find (all, "visit", clients[1])->due, ==, today () - 1);
  g_assert_nonnull (strstr (find (all, "visit", clients[1])->title, "held?"));
  for (guint i = 0; i < all->len; i++)
    g_assert_null (strstr (((CltTodayItem *) all->pdata[i])->title, "太远"));
  own = list (branch, "S1");
  g_assert_cmpstr (find (own, "call", 0)->title, ==, "1 call is due.");
  /* what a colleague has left lying is everybody's */
  g_assert_cmpstr (find_key (own, "calls:shared")->title, ==,
                   "1 call waits for anybody, 1 of them late.");
  g_assert_null (find (own, "visit", 0));
}

static guint
get_place (GPtrArray *items, const char *key)
{
  guint index = G_MAXUINT;

  g_assert_true (g_ptr_array_find (items, find_key (items, key), &index));
  return index;
}

/* Agreed hours have a line each, in their order, promises up to eight; what is nobody's is told to
 * all. */
static void
test_agreed_and_promised (Branch *branch, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) own = NULL;
  gint64 clients[2];
  const CltTodayItem *item;

  branch_begin (branch);
  add_service (branch, clients);
  branch_run (branch,
              "INSERT INTO call_task (id, client_id, staff_id, due, due_time, occasion) VALUES"
              " (919, ?2, 7, ?3, 1215, 'plain'), (920, ?1, 7, ?3, 1200, 'promise'),"
              " (921, ?2, NULL, ?3, NULL, 'sample')",
              "iii", clients[0], clients[1], (gint64) today ());
  branch_run (branch,
              "INSERT INTO task (id, kind, client_id, owner_id, due, text, created) VALUES"
              " (940, 'promise', ?1, 7, ?3, '寄资料', 0), (941, 'letter', ?2, NULL, ?3 - 1, '写信',"
              " 0), (942, 'promise', ?2, 7, ?3 + 1, '明天', 0), (943, 'promise', ?2, 8, ?3, '别人',"
              " 0)",
              "iii", clients[0], clients[1], (gint64) today ());
  branch_commit (branch);

  own = list (branch, "S1");
  item = find_key (own, "call:920");
  g_assert_cmpstr (item->command, ==, "call.show(int64 920)");
  g_assert_nonnull (strstr (item->title, "20:00"));
  g_assert_true (get_place (own, "call:920") + 1 == get_place (own, "call:919"));
  g_assert_cmpstr (find_key (own, "calls:shared")->title, ==, "1 call waits for anybody.");
  g_assert_cmpstr (find_key (own, "task:940")->command, ==, "task.show(int64 940)");
  g_assert_nonnull (find_key (own, "task:941"));
  g_assert_null (find_key (own, "task:942"));
  g_assert_null (find_key (own, "task:943"));

  branch_begin (branch);
  for (int i = 0; i < 8; i++)
    branch_run (branch,
                "INSERT INTO task (id, kind, owner_id, due, text, created)"
                " VALUES (?, 'promise', 7, ?, '多', 0)",
                "ii", branch_new_id (branch), (gint64) today ());
  branch_commit (branch);
  all = list (branch, NULL);
  g_assert_cmpstr (find_key (all, "tasks")->title, ==, "3 more tasks and promises are due.");
  g_assert_nonnull (find_key (all, "task:941")); /* the late one */
  g_assert_cmpstr (find_key (all, "calls:shared")->title, ==, "1 call waits for anybody.");

  /* whoever keeps what he promised has fewer lines */
  for (gint64 before = clt_today_count (branch->conn, today (), NULL, NULL), left = 11; left > 0;
       left--)
    {
      gint64 n;

      branch_begin (branch);
      branch_run (branch,
                  "UPDATE task SET state = 'done' WHERE id = (SELECT max (id) FROM task"
                  " WHERE state = 'open' AND due <= ?)",
                  "i", (gint64) today ());
      branch_commit (branch);
      n = clt_today_count (branch->conn, today (), NULL, NULL);
      g_assert_cmpint (n, ==, left > 9 ? before : before - 1);
      before = n;
    }
}

/* One that is late, one whose receipt is still to go out, one whose receipt has gone, one that is done:
 * told to who handles them, and the line leads to the case. */
static void
test_complaints (Branch *branch, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) own = NULL;
  const CltTodayItem *item;
  guint lines = 0;

  branch_begin (branch);
  branch_run (branch,
              "INSERT INTO staff (id, number, name) VALUES (7, 'S1', '李专员'), (8, 'S2', '周')",
              "");
  branch_run (branch,
              "INSERT INTO complaint (id, number, person, handler_id, received, registered, state,"
              " due_accept, due_close) VALUES (950, '2026-00001', '王女士', 7, ?1 - 20, ?1 - 20,"
              " 'investigating', 0, 0), (951, '2026-00002', '', 8, ?1, ?1, 'registered', 0, 0),"
              " (952, '2026-00003', '', 8, ?1, ?1, 'registered', 0, 0),"
              " (953, '2026-00004', '', 7, ?1 - 40, ?1 - 40, 'withdrawn', 0, 0)",
              "i", (gint64) today ());
  branch_run (branch,
              "INSERT INTO complaint_letter (id, complaint_id, kind, number, text, day, sent)"
              " VALUES (960, 952, 'receipt', 1, 'x', ?1, ?1), (961, 951, 'receipt', 1, 'x', ?1,"
              " NULL)",
              "i", (gint64) today ());
  branch_commit (branch);
  all = list (branch, NULL);
  for (guint i = 0; i < all->len; i++)
    lines += g_str_equal (((CltTodayItem *) all->pdata[i])->kind, "complaint");
  g_assert_cmpuint (lines, ==, 2);
  item = find (all, "complaint", 0);
  g_assert_nonnull (strstr (item->title, "2026-00001 (王女士)"));
  g_assert_nonnull (strstr (item->title, "late"));
  g_assert_cmpstr (item->command, ==, "complaint.show(int64 950)");
  g_assert_cmpstr (item->place, ==, "complaints");
  own = list (branch, "S2");
  item = find (own, "complaint", 0);
  g_assert_nonnull (strstr (item->title, "2026-00002"));
  g_assert_nonnull (strstr (item->title, "receipt"));
  g_assert_cmpstr (item->command, ==, "complaint.show(int64 951)");
}

/* Once a month, promised since September: October is open for both, the running month is no debt
 * yet. */
static void
test_debts (Branch *branch, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) own = NULL;
  gint64 clients[2];

  branch_begin (branch);
  add_service (branch, clients);
  branch_run (branch,
              "INSERT INTO entitlement (id, product_id, tier, valid_from, kind, count, period)"
              " VALUES (940, 900, 3, ?, 'count', 1, 'month')",
              "i", (gint64) clt_day_from_yyyymmdd (20261001));
  branch_commit (branch);
  all = list (branch, NULL);
  g_assert_cmpstr (find (all, "debt", 0)->title, ==,
                   "2 clients are still owed 2 deliveries of a period that is over.");
  g_assert_cmpuint (find (all, "debt", 0)->clients->len, ==, 2);
  own = list (branch, "S1");
  g_assert_cmpstr (find (own, "debt", 0)->title, ==,
                   "1 client is still owed 1 delivery of a period that is over.");

  branch_begin (branch);
  for (guint i = 0; i < 2; i++)
    branch_run (branch,
                "INSERT INTO delivery (id, client_id, product_id, version_id, day, at, channel)"
                " VALUES (?, ?, 900, 901, ?, 0, 'phone')",
                "iii", branch_new_id (branch), clients[i],
                (gint64) clt_day_from_yyyymmdd (20261015));
  branch_commit (branch);
  g_ptr_array_unref (g_steal_pointer (&all));
  all = list (branch, NULL);
  g_assert_null (find (all, "debt", 0));
}

static void
test_products_and_studies (Branch *branch, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) author = NULL;
  g_autoptr (GPtrArray) reviewer = NULL;
  g_autoptr (GPtrArray) specialist = NULL;
  gint64 clients[2];
  const CltTodayItem *item;

  branch_begin (branch);
  add_service (branch, clients);
  branch_run (branch, "UPDATE product_version SET valid_to = ? WHERE id = 901", "i",
              (gint64) today () + 30);
  branch_run (branch,
              "INSERT INTO study (id, kind, client_id, author_id, title, created)"
              " VALUES (950, 'plan', ?, 8, '风控方案', 0)",
              "i", clients[0]);
  branch_run (branch,
              "INSERT INTO study_version (id, study_id, number, state, sections, facts,"
              " created) VALUES (951, 950, 1, 'review', '[]', '[]', 0)",
              "");
  branch_commit (branch);

  all = list (branch, NULL);
  item = find (all, "product", 0);
  g_assert_cmpint (item->due, ==, today () + 30);
  g_assert_cmpstr (item->command, ==, "catalogue.show(int64 900)");
  item = find (all, "study", clients[0]);
  g_assert_cmpstr (item->title, ==, "“风控方案” by 王顾问 waits for review.");
  author = list (branch, "A1");
  g_assert_null (find (author, "study", 0));
  reviewer = list (branch, "A2");
  g_assert_nonnull (find (reviewer, "study", 0));
  specialist = list (branch, "S1");
  g_assert_null (find (specialist, "study", 0));
  g_assert_null (find (specialist, "product", 0));

  /* a draft waits; once it is approved it follows the one that ends */
  branch_begin (branch);
  branch_run (branch,
              "INSERT INTO product_version (id, product_id, number, state, name, author, created)"
              " VALUES (902, 900, 2, 'draft', '周报二', 'a', 0)",
              "");
  branch_commit (branch);
  g_ptr_array_unref (g_steal_pointer (&all));
  all = list (branch, NULL);
  g_assert_cmpstr (find (all, "product", 0)->title, ==, "“周报二” waits for approval.");
  branch_begin (branch);
  branch_run (branch,
              "UPDATE product_version SET state = 'approved', valid_from = ? WHERE id = 902", "i",
              (gint64) today () + 31);
  branch_commit (branch);
  g_ptr_array_unref (g_steal_pointer (&all));
  all = list (branch, NULL);
  g_assert_null (find (all, "product", 0));
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
  add ("/today/complaints", test_complaints);
  add ("/today/pushes", test_pushes);
  add ("/today/messages", test_messages);
  add ("/today/calls-and-visits", test_calls_and_visits);
  add ("/today/agreed-and-promised", test_agreed_and_promised);
  add ("/today/debts", test_debts);
  add ("/today/products-and-studies", test_products_and_studies);
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
