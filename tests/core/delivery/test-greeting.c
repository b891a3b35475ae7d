/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-greeting.h"

#include <string.h>

#include "../catalogue/service-fixture.h"
#include "core/base/clt-lunar.h"
#include "core/base/clt-text.h"

#define NOW "1794974400" /* 2026-11-18, noon in Shanghai */

typedef struct
{
  Branch branch;
  gint64 product;
  gint64 clients[3];
} Greeting;

static void
set_up (Greeting *greeting, gconstpointer data)
{
  g_setenv ("CLT_NOW", NOW, TRUE);
  branch_set_up (&greeting->branch, NULL);
  branch_begin (&greeting->branch);
  greeting->product = service_add_product (&greeting->branch, "G", 4, 1);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *number = g_strdup_printf ("%d", 1001 + i);

      greeting->clients[i] = service_add_client (&greeting->branch, number);
    }
  branch_run (&greeting->branch,
              "INSERT INTO channel (key, name, medium) VALUES ('wechat', 'WeChat', 'log')", "");
  branch_commit (&greeting->branch);
}

static void
tear_down (Greeting *greeting, gconstpointer data)
{
  branch_tear_down (&greeting->branch, NULL);
}

#define change(greeting, ...)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    branch_begin (&(greeting)->branch);                                                            \
    __VA_ARGS__;                                                                                   \
    branch_commit (&(greeting)->branch);                                                           \
  }                                                                                                \
  G_STMT_END

static void
set_birthday (Greeting *greeting, int client, const char *calendar, int month, int day)
{
  change (greeting,
          branch_run (&greeting->branch,
                      "UPDATE client SET birth_calendar = ?, birth_month = ?, birth_day = ?"
                      " WHERE id = ?",
                      "tiii", calendar, (gint64) month, (gint64) day, greeting->clients[client]));
}

static GPtrArray *
plan_birthdays (Greeting *greeting, int first, int last, const char *channel)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *plans =
    clt_greeting_plan_birthdays (greeting->branch.conn, clt_day_from_yyyymmdd (first),
                                 clt_day_from_yyyymmdd (last), greeting->product, "", channel,
                                 &error);

  g_assert_no_error (error);
  return plans;
}

static CltPushPlan *
plan_festival (Greeting *greeting, const char *key, int year, const char *channel)
{
  g_autoptr (GError) error = NULL;
  CltPushPlan *plan = clt_greeting_plan_festival (greeting->branch.conn, key, year,
                                                  greeting->product, "", channel, &error);

  g_assert_no_error (error);
  return plan;
}

static void
create (Greeting *greeting, const CltPushPlan *plan, guint free, guint blocked)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltPushPreview) preview = clt_push_preview (greeting->branch.conn, plan, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (preview->n_free, ==, free);
  g_assert_cmpuint (preview->n_blocked, ==, blocked);
  if (free == 0)
    return;
  change (greeting, clt_push_create (greeting->branch.conn, plan, preview, "S", &error));
  g_assert_no_error (error);
}

static gint64
get_int (Greeting *greeting, const char *sql)
{
  gint64 n = -1;

  clt_conn_get_int (greeting->branch.conn, &n, -1, NULL, sql, "");
  return n;
}

/* On the very day; for calls on the last working day before it. */
static void
test_birthday_day (Greeting *greeting, gconstpointer data)
{
  g_autoptr (GPtrArray) by_mail = NULL;
  g_autoptr (GPtrArray) by_phone = NULL;

  set_birthday (greeting, 0, "solar", 11, 22); /* a Sunday */
  set_birthday (greeting, 1, "lunar", 10, 15); /* Monday, 2026-11-23 */
  by_mail = plan_birthdays (greeting, 20261119, 20261125, "email");
  g_assert_cmpuint (by_mail->len, ==, 1);
  g_assert_cmpstr (((CltPushPlan *) by_mail->pdata[0])->occasion, ==, "birthday:2026");
  create (greeting, by_mail->pdata[0], 2, 0);
  g_assert_cmpint (get_int (greeting, "SELECT min(day) FROM push_item"), ==, DAY (20261122));
  g_assert_cmpint (get_int (greeting, "SELECT max(day) FROM push_item"), ==, DAY (20261123));
  /* one per client and year */
  by_phone = plan_birthdays (greeting, 20261119, 20261125, "phone");
  g_assert_cmpuint (by_phone->len, ==, 0);

  change (greeting, branch_run (&greeting->branch, "UPDATE push_item SET state = 'dropped'", ""));
  g_clear_pointer (&by_phone, g_ptr_array_unref);
  by_phone = plan_birthdays (greeting, 20261119, 20261125, "phone");
  g_assert_cmpuint (by_phone->len, ==, 1);
  create (greeting, by_phone->pdata[0], 2, 0);
  g_assert_cmpint (get_int (greeting, "SELECT min(day) FROM push_item WHERE channel = 'phone'"), ==,
                   DAY (20261120));
}

/* January's lunar birthday is that of the lunar year before. */
static void
test_birthday_years (Greeting *greeting, gconstpointer data)
{
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (GPtrArray) none = NULL;

  set_birthday (greeting, 0, "lunar", 12, 8); /* 2027-01-15 */
  set_birthday (greeting, 1, "solar", 1, 15);
  set_birthday (greeting, 2, "solar", 2, 29);
  plans = plan_birthdays (greeting, 20270101, 20270131, "email");
  g_assert_cmpuint (plans->len, ==, 2);
  g_assert_cmpstr (((CltPushPlan *) plans->pdata[0])->occasion, ==, "birthday:2026");
  g_assert_cmpstr (((CltPushPlan *) plans->pdata[1])->occasion, ==, "birthday:2027");
  g_ptr_array_set_size (plans, 0);
  none = plan_birthdays (greeting, 20270227, 20270227, "email");
  g_assert_cmpuint (none->len, ==, 0);
  g_ptr_array_set_size (none, 0);
  g_clear_pointer (&none, g_ptr_array_unref);
  none = plan_birthdays (greeting, 20270228, 20270228, "email");
  g_assert_cmpuint (none->len, ==, 1);
}

/* Two occasions near each other: the second one finds him greeted. */
static void
test_gap (Greeting *greeting, gconstpointer data)
{
  g_autoptr (CltPushPlan) festival = plan_festival (greeting, "winter-solstice", 2026, "wechat");
  g_autoptr (GPtrArray) within = NULL;
  g_autoptr (GPtrArray) exactly = NULL;

  g_assert_cmpint (festival->first, ==, DAY (20261222));
  create (greeting, festival, 3, 0);
  set_birthday (greeting, 0, "solar", 12, 28);
  set_birthday (greeting, 1, "solar", 12, 29); /* seven days later */
  set_birthday (greeting, 2, "solar", 12, 16); /* six days before */
  within = plan_birthdays (greeting, 20261210, 20261231, "wechat");
  g_assert_cmpuint (within->len, ==, 1);
  create (greeting, within->pdata[0], 1, 2);
  g_assert_cmpint (get_int (greeting, "SELECT count(*) FROM push_item WHERE reasons = 'gap'"), ==,
                   2);
  g_assert_cmpint (get_int (greeting, "SELECT i.day FROM push_item i JOIN push u ON u.id ="
                                      " i.push_id WHERE i.state = 'planned'"
                                      " AND u.occasion LIKE 'birthday%'"),
                   ==, DAY (20261229));
}

/* The gap of other pushes is no gap of greetings, and a greeting keeps the rule when it goes out. */
static void
test_gap_of_pushes (Greeting *greeting, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plans = NULL;
  guint queued, blocked;
  gint64 id;

  change (greeting, branch_run (&greeting->branch,
                                "INSERT INTO delivery (id, client_id, product_id, day, at, channel)"
                                " VALUES (?, ?, ?, ?, 0, 'phone')",
                                "iiii", branch_new_id (&greeting->branch), greeting->clients[0],
                                greeting->product, DAY (20261117)));
  set_birthday (greeting, 0, "solar", 11, 18);
  plans = plan_birthdays (greeting, 20261118, 20261118, "wechat");
  create (greeting, plans->pdata[0], 1, 0);
  id = get_int (greeting, "SELECT id FROM push");
  change (greeting,
          clt_push_release (greeting->branch.conn, id, clt_today (), &queued, &blocked, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (queued, ==, 1);
  {
    g_autoptr (CltPushPlan) plan = plan_festival (greeting, "winter-solstice", 2026, "wechat");

    plan->first = plan->last = clt_today () + 6;
    for (guint i = 0; i < plan->targets->len; i++)
      g_array_index (plan->targets, CltPushTarget, i).day = plan->first;
    create (greeting, plan, 2, 1);
  }
}

static void
set_complaint (Greeting *greeting, const char *kind, const char *state, gint64 closed)
{
  change (greeting, {
    branch_run (&greeting->branch, "DELETE FROM complaint", "");
    branch_run (
      &greeting->branch,
      "INSERT INTO complaint (id, number, client_id, kind, state, received, registered,"
      " closed, due_accept, due_close) VALUES (?1, 'T-1', ?2, ?3, ?4, ?5, ?5, nullif (?6, 0),"
      " ?5, ?5)",
      "iittii", branch_new_id (&greeting->branch), greeting->clients[1], kind, state,
      DAY (20261110), closed);
  });
}

/* Who complains is not wished well meanwhile: neither when it is planned nor when it is due. */
static void
test_complaint (Greeting *greeting, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltPushPlan) plan = plan_festival (greeting, "winter-solstice", 2026, "wechat");
  guint queued, blocked;

  set_complaint (greeting, "complaint", "investigating", 0);
  create (greeting, plan, 2, 1);
  g_assert_cmpint (get_int (greeting, "SELECT count(*) FROM push_item WHERE reasons = 'complaint'"),
                   ==, 1);
  change (greeting, branch_run (&greeting->branch, "DELETE FROM push_item", "");
          branch_run (&greeting->branch, "DELETE FROM push", ""));

  set_complaint (greeting, "suggestion", "investigating", 0);
  create (greeting, plan, 3, 0);
  set_complaint (greeting, "complaint", "investigating", 0);
  change (greeting, branch_run (&greeting->branch, "UPDATE push_item SET day = ?", "i",
                                (gint64) clt_today ()));
  change (greeting,
          clt_push_release (greeting->branch.conn, get_int (greeting, "SELECT id FROM push"),
                            clt_today (), &queued, &blocked, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (queued, ==, 2);
  g_assert_cmpuint (blocked, ==, 1);
}

/* A complaint that came to its end holds nobody back. */
static void
test_complaint_ended (Greeting *greeting, gconstpointer data)
{
  g_autoptr (CltPushPlan) plan = plan_festival (greeting, "winter-solstice", 2026, "wechat");
  g_autoptr (CltPushPreview) preview = NULL;

  set_complaint (greeting, "complaint", "withdrawn", 0);
  preview = clt_push_preview (greeting->branch.conn, plan, NULL);
  g_assert_cmpuint (preview->n_free, ==, 3);
  g_clear_pointer (&preview, clt_push_preview_free);
  set_complaint (greeting, "complaint", "closed", DAY (20261222));
  preview = clt_push_preview (greeting->branch.conn, plan, NULL);
  g_assert_cmpuint (preview->n_free, ==, 3);
  g_clear_pointer (&preview, clt_push_preview_free);
  set_complaint (greeting, "complaint", "escalated", 0);
  preview = clt_push_preview (greeting->branch.conn, plan, NULL);
  g_assert_cmpuint (preview->n_free, ==, 2);
}

static void
assert_refused (Greeting *greeting, const char *key)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (clt_greeting_plan_festival (greeting->branch.conn, key, 2027, greeting->product,
                                             "", "", &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
}

static void
test_solemn (Greeting *greeting, gconstpointer data)
{
  g_autoptr (CltPushPlan) plan = plan_festival (greeting, "qingming", 2027, "sms");

  g_assert_cmpint (plan->first, ==, DAY (20270405));
  assert_refused (greeting, "zhongyuan");
  assert_refused (greeting, "halloween");
  change (greeting,
          branch_run (
            &greeting->branch,
            "UPDATE message_template SET body = '{称呼}，祝您清明快乐' WHERE channel = 'sms'", ""));
  assert_refused (greeting, "qingming");
  g_assert_true (clt_greeting_is_joyful ("Happy New Year"));
  g_assert_true (clt_greeting_is_joyful ("恭贺新禧"));
  g_assert_false (clt_greeting_is_joyful ("清明时节，愿您安康"));
}

static void
test_product (Greeting *greeting, gconstpointer data)
{
  change (greeting, service_set_version (&greeting->branch, greeting->product, "risk", 2));
  assert_refused (greeting, "spring");
  change (greeting, {
    service_set_version (&greeting->branch, greeting->product, "risk", 1);
    branch_run (&greeting->branch, "UPDATE message_template SET body = '{称呼}，恭请光临{event}'",
                "");
  });
  assert_refused (greeting, "spring"); /* an invitation */
  change (greeting, {
    branch_run (&greeting->branch, "UPDATE message_template SET body = '{称呼}，新年好'", "");
    branch_run (&greeting->branch, "UPDATE product SET category_id = 2", "");
  });
  assert_refused (greeting, "spring");
}

static void
test_once (Greeting *greeting, gconstpointer data)
{
  g_autoptr (CltPushPlan) first = plan_festival (greeting, "spring", 2027, "email");
  g_autoptr (CltPushPlan) second = NULL;

  g_assert_cmpuint (first->targets->len, ==, 3);
  create (greeting, first, 3, 0);
  second = plan_festival (greeting, "spring", 2027, "sms");
  g_assert_cmpuint (second->targets->len, ==, 0);
}

/* A festival belongs to one year, and each year has it: Laba falls into two years of the sun. */
static void
test_keys (void)
{
  g_autoptr (GArray) days =
    clt_greeting_days (clt_day_from_ymd (2019, 12, 1), clt_day_from_ymd (2031, 1, 31));
  guint n = 0;

  for (guint i = 0; i < days->len; i++)
    {
      const CltGreetingDay *day = &g_array_index (days, CltGreetingDay, i);

      if (day->year < 2020 || day->year > 2030)
        continue;
      n++;
      g_assert_cmpint (clt_greeting_find_day (day->key, day->year), ==, day->day);
    }
  g_assert_cmpuint (n, ==, 11 * 23);
  g_assert_cmpint (clt_day_to_yyyymmdd (clt_greeting_find_day ("laba", 2022)), ==, 20220110);
  g_assert_cmpint (clt_day_to_yyyymmdd (clt_greeting_find_day ("laba", 2023)), ==, 20221230);
}

static GArray *
find_occasions (Greeting *greeting, int from, int to)
{
  g_autoptr (GError) error = NULL;
  GArray *occasions =
    clt_greeting_find_occasions (greeting->branch.conn, clt_day_from_yyyymmdd (from),
                                 clt_day_from_yyyymmdd (to), &error);

  g_assert_no_error (error);
  return occasions;
}

/* What a year holds: all its festivals, and for each client one birthday, as the plans say. */
static void
test_occasions (Greeting *greeting, gconstpointer data)
{
  g_autoptr (GArray) occasions = NULL;
  g_autoptr (GArray) festivals =
    clt_greeting_days ((CltDay) DAY (20260301), (CltDay) DAY (20270228));
  g_autoptr (GPtrArray) plans = NULL;
  guint n_festivals = 0, n_birthdays = 0, n_planned = 0;

  for (int i = 0; i < 3; i++)
    set_birthday (greeting, i, g_test_rand_bit () ? "lunar" : "solar",
                  g_test_rand_int_range (1, 13), g_test_rand_int_range (1, 29));
  occasions = find_occasions (greeting, 20260301, 20270228);
  for (guint i = 0; i < occasions->len; i++)
    {
      const CltGreetingOccasion *occasion = &g_array_index (occasions, CltGreetingOccasion, i);

      n_festivals += occasion->key != NULL;
      n_birthdays += occasion->n;
      g_assert_cmpint (occasion->key == NULL, ==, occasion->n > 0);
      if (i > 0)
        g_assert_cmpint (occasion->day, >=, (occasion - 1)->day);
      if (occasion->key != NULL)
        g_assert_cmpint (occasion->day, ==, clt_greeting_find_day (occasion->key, occasion->year));
    }
  plans = plan_birthdays (greeting, 20260301, 20270228, "email");
  for (guint i = 0; i < plans->len; i++)
    n_planned += ((CltPushPlan *) plans->pdata[i])->targets->len;
  g_assert_cmpuint (n_festivals, ==, festivals->len);
  /* a lunar birthday may fall into a span of 365 days twice, or not at all; a year has one greeting */
  g_assert_cmpuint (n_planned, <=, n_birthdays);
  g_assert_cmpuint (n_birthdays, <=, 6);
}

static guint
count_greeted (Greeting *greeting, const CltGreetingOccasion *occasion)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) greeted =
    clt_greeting_list_greeted (greeting->branch.conn, occasion, "", &error);

  g_assert_no_error (error);
  for (guint i = 0; i < greeted->len; i++)
    {
      const CltPushItem *item = greeted->pdata[i];

      g_assert_cmpint (item->day, ==, occasion->day);
      g_assert_cmpstr (item->state, ==, "planned");
      g_assert_cmpstr (item->channel, ==, "email");
    }
  return greeted->len;
}

static void
test_greeted (Greeting *greeting, gconstpointer data)
{
  g_autoptr (GArray) day = NULL;
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (CltPushPlan) festival = NULL;
  g_autoptr (GArray) later = NULL;

  set_birthday (greeting, 0, "solar", 11, 20);
  set_birthday (greeting, 1, "solar", 11, 20);
  day = find_occasions (greeting, 20261120, 20261120);
  g_assert_cmpuint (day->len, ==, 1);
  g_assert_cmpuint (g_array_index (day, CltGreetingOccasion, 0).n, ==, 2);
  g_assert_cmpuint (count_greeted (greeting, &g_array_index (day, CltGreetingOccasion, 0)), ==, 0);
  plans = plan_birthdays (greeting, 20261120, 20261120, "email");
  create (greeting, plans->pdata[0], 2, 0);
  g_assert_cmpuint (count_greeted (greeting, &g_array_index (day, CltGreetingOccasion, 0)), ==, 2);
  festival = plan_festival (greeting, "christmas", 2026, "email");
  create (greeting, festival, 3, 0);
  later = find_occasions (greeting, 20261225, 20261225);
  g_assert_cmpuint (later->len, ==, 1);
  g_assert_cmpuint (count_greeted (greeting, &g_array_index (later, CltGreetingOccasion, 0)), ==,
                    3);
}

/* What one client would read; a value that lacks is named. */
static void
test_compose (Greeting *greeting, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *none = NULL;

  change (greeting, branch_run (&greeting->branch,
                                "UPDATE message_template SET subject = '{日期}', body = '{姓名}!'"
                                " WHERE channel = 'email'",
                                ""));
  text = clt_greeting_compose (greeting->branch.conn, greeting->product, "email",
                               greeting->clients[1], (CltDay) DAY (20261120), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "2026年11月20日\n1002!");
  none = clt_greeting_compose (greeting->branch.conn, greeting->product, "wechat",
                               greeting->clients[1], (CltDay) DAY (20261120), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (none, ==, "");
  change (greeting, branch_run (&greeting->branch,
                                "UPDATE message_template SET body = '{客户经理}' WHERE channel ="
                                " 'email'",
                                ""));
  g_assert_null (clt_greeting_compose (greeting->branch.conn, greeting->product, "email",
                                       greeting->clients[1], (CltDay) DAY (20261120), &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "{客户经理}"));
}

#define ADD(path, func) g_test_add ("/greeting/" path, Greeting, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("birthday-day", test_birthday_day);
  ADD ("birthday-years", test_birthday_years);
  ADD ("gap", test_gap);
  ADD ("gap-of-pushes", test_gap_of_pushes);
  ADD ("complaint", test_complaint);
  ADD ("complaint-ended", test_complaint_ended);
  ADD ("solemn", test_solemn);
  ADD ("product", test_product);
  ADD ("once", test_once);
  ADD ("occasions", test_occasions);
  ADD ("greeted", test_greeted);
  ADD ("compose", test_compose);
  g_test_add_func ("/greeting/keys", test_keys);
  return g_test_run ();
}
