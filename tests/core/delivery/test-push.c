/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-push.h"

#include <string.h>

#include "../catalogue/service-fixture.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-delivery.h"
#include "core/catalogue/clt-ledger.h"
#include "core/clients/clt-client-list.h"
#include "core/delivery/clt-message.h"

#define TODAY 20261118   /* a Wednesday */
#define NOW "1794974400" /* that day at noon in Shanghai */
#define TOMORROW "1795060800"

typedef struct
{
  Branch branch;
  gint64 product, specialist, adviser;
  gint64 clients[6];
} Push;

static void
set_up (Push *push, gconstpointer data)
{
  g_setenv ("CLT_NOW", NOW, TRUE);
  branch_set_up (&push->branch, NULL);
  branch_begin (&push->branch);
  push->product = service_add_product (&push->branch, "P", 2, 3);
  push->specialist = service_add_staff (&push->branch, "S1", "specialist", "");
  push->adviser = service_add_staff (&push->branch, "A1", "adviser", "Z1");
  service_add_staff (&push->branch, "M1", "manager", "");
  for (int i = 0; i < 6; i++)
    {
      g_autofree char *number = g_strdup_printf ("%d", 1001 + i);

      push->clients[i] = service_add_client (&push->branch, number);
      service_assign (&push->branch, push->clients[i], push->specialist, "service", 20200101);
    }
  branch_run (&push->branch,
              "INSERT INTO channel (key, name, medium) VALUES ('wechat', 'WeChat', 'log')", "");
  branch_run (&push->branch, "DELETE FROM message_template WHERE channel = 'phone'", "");
  branch_commit (&push->branch);
}

static void
tear_down (Push *push, gconstpointer data)
{
  branch_tear_down (&push->branch, NULL);
}

#define change(push, ...)                                                                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    branch_begin (&(push)->branch);                                                                \
    __VA_ARGS__;                                                                                   \
    branch_commit (&(push)->branch);                                                               \
  }                                                                                                \
  G_STMT_END

static CltPushPlan *
make_plan (Push *push, const char *channel, int first, int last)
{
  CltPushPlan *plan = clt_push_plan_new ();

  plan->product_id = push->product;
  clt_set_str (&plan->name, "iron ore weekly");
  clt_set_str (&plan->channel, channel);
  clt_set_str (&plan->expression, "opened >= 20000101");
  plan->first = clt_day_from_yyyymmdd (first);
  plan->last = clt_day_from_yyyymmdd (last);
  return plan;
}

static CltPushPreview *
preview (Push *push, const CltPushPlan *plan)
{
  g_autoptr (GError) error = NULL;
  CltPushPreview *result = clt_push_preview (push->branch.conn, plan, &error);

  g_assert_no_error (error);
  return result;
}

static gint64
create (Push *push, const CltPushPlan *plan)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltPushPreview) result = preview (push, plan);
  gint64 id;

  change (push, id = clt_push_create (push->branch.conn, plan, result, "S1", &error));
  g_assert_no_error (error);
  g_assert_cmpint (id, !=, 0);
  return id;
}

static void
release (Push *push, gint64 id, guint queued, guint blocked)
{
  g_autoptr (GError) error = NULL;
  guint n_queued, n_blocked;

  change (push,
          clt_push_release (push->branch.conn, id, clt_today (), &n_queued, &n_blocked, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_queued, ==, queued);
  g_assert_cmpuint (n_blocked, ==, blocked);
}

static gint64
count (Push *push, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  clt_conn_get_int (push->branch.conn, &n, 0, &error, sql, "");
  g_assert_no_error (error);
  return n;
}

static const CltPushLine *
find_line (const CltPushPreview *result, gint64 client)
{
  for (guint i = 0; i < result->lines->len; i++)
    if (((CltPushLine *) result->lines->pdata[i])->client_id == client)
      return result->lines->pdata[i];
  return NULL;
}

static void
block_grade (Push *push, int client)
{
  change (push, service_grade (&push->branch, push->clients[client], "C2", 0, 20260601));
}

/* Who would get it, who is blocked and why; and nothing is written. */
static void
test_preview (Push *push, gconstpointer data)
{
  g_autoptr (CltPushPlan) plan = make_plan (push, "sms", TODAY, TODAY);
  g_autoptr (CltPushPreview) result = NULL;

  block_grade (push, 1);
  change (push, service_consent (&push->branch, push->clients[2], "sms", 0, TODAY));
  result = preview (push, plan);
  g_assert_cmpuint (result->lines->len, ==, 6);
  g_assert_cmpuint (result->n_free, ==, 4);
  g_assert_cmpuint (result->n_blocked, ==, 2);
  g_assert_cmphex (find_line (result, push->clients[1])->blocks, ==, CLT_BLOCK_RISK);
  g_assert_cmpint (find_line (result, push->clients[1])->day, ==, CLT_DAY_NONE);
  g_assert_cmphex (find_line (result, push->clients[2])->blocks, ==, CLT_BLOCK_NO_CONSENT);
  g_assert_cmpuint (result->by_block[0], ==, 1);
  g_assert_cmpint (result->minutes, ==, 40);
  g_assert_cmpint (result->cost, ==, 1000);
  g_assert_cmpint (result->capacity, ==, 240 + 180);
  g_assert_cmpint (result->planned, ==, 40);
  g_assert_true (result->targeted);
  g_assert_cmpint (count (push, "SELECT count(*) FROM push"), ==, 0);
  /* the blocked come last */
  g_assert_cmphex (((CltPushLine *) result->lines->pdata[3])->blocks, ==, 0);
  g_assert_cmphex (((CltPushLine *) result->lines->pdata[4])->blocks, !=, 0);
}

/* Each client by the first channel in the product's order that is open to him. */
static void
test_channels (Push *push, gconstpointer data)
{
  g_autoptr (CltPushPlan) plan = make_plan (push, "", TODAY, TODAY);
  g_autoptr (CltPushPreview) result = NULL;

  change (push, {
    service_consent (&push->branch, push->clients[1], "email", 0, TODAY);
    branch_run (&push->branch, "UPDATE client SET email = '' WHERE id = ?", "i", push->clients[2]);
    service_consent (&push->branch, push->clients[2], "sms", 0, TODAY);
    branch_run (&push->branch,
                "INSERT INTO entitlement (id, product_id, tier, valid_from, kind, channel)"
                " VALUES (?, ?, 3, 0, 'unlimited', 'onsite')",
                "ii", branch_new_id (&push->branch), push->product);
    service_tier (&push->branch, push->clients[3], CLT_TIER_MAJOR, TODAY);
  });
  result = preview (push, plan);
  g_assert_cmpuint (result->n_free, ==, 6);
  g_assert_cmpstr (find_line (result, push->clients[0])->channel, ==, "email");
  g_assert_cmpstr (find_line (result, push->clients[1])->channel, ==, "sms");
  g_assert_cmpstr (find_line (result, push->clients[2])->channel, ==, "phone");
  g_assert_cmpstr (find_line (result, push->clients[3])->channel, ==, "onsite"); /* promised so */
}

static void
test_audience (Push *push, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltPushPlan) plan = make_plan (push, "sms", TODAY, TODAY);
  g_autoptr (CltClientList) list = clt_client_list_new ();
  g_autoptr (GPtrArray) members =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_list_member_free);
  g_autoptr (CltPushPreview) of_list = NULL, owned = NULL, promised = NULL, owed = NULL;

  for (int i = 0; i < 3; i++)
    g_ptr_array_add (members, clt_list_member_new (push->clients[i], "asked"));
  clt_set_str (&list->name, "meeting");
  change (push, {
    clt_client_list_save (push->branch.conn, list, &error);
    clt_client_list_add_members (push->branch.conn, list->id, members, &error);
    service_assign (&push->branch, push->clients[0], push->adviser, "adviser", 20260101);
    branch_run (&push->branch,
                "INSERT INTO entitlement (id, product_id, tier, valid_from, kind, count, period)"
                " VALUES (?, ?, 4, 0, 'count', 1, 'month')",
                "ii", branch_new_id (&push->branch), push->product);
    service_tier (&push->branch, push->clients[5], CLT_TIER_SMALL, TODAY);
    branch_run (&push->branch,
                "INSERT INTO delivery (id, client_id, product_id, day, at, channel)"
                " VALUES (?, ?, ?, ?, 0, 'phone')",
                "iiii", branch_new_id (&push->branch), push->clients[4], push->product,
                DAY (20261102));
  });
  g_assert_no_error (error);
  /* a list by hand is not aimed by tier or behaviour */
  clt_set_str (&plan->expression, "");
  plan->list_id = list->id;
  of_list = preview (push, plan);
  g_assert_cmpuint (of_list->n_free, ==, 3);
  g_assert_false (of_list->targeted);
  plan->owner_id = push->adviser;
  owned = preview (push, plan);
  g_assert_cmpuint (owned->n_free, ==, 1);
  /* whoever is promised it: all but the small one; still owed: not who has had it */
  plan->owner_id = plan->list_id = 0;
  promised = preview (push, plan);
  g_assert_cmpuint (promised->n_free, ==, 5);
  g_assert_null (find_line (promised, push->clients[5]));
  g_assert_true (promised->targeted);
  plan->owed = TRUE;
  owed = preview (push, plan);
  g_assert_cmpuint (owed->n_free, ==, 4);
  g_assert_null (find_line (owed, push->clients[4]));
}

/* Work is spread over the working days and the people; weekends and holidays are free. */
static void
test_days (Push *push, gconstpointer data)
{
  g_autoptr (CltPushPlan) plan = make_plan (push, "phone", 20260924, 20260928);
  g_autoptr (CltPushPreview) result = NULL;
  guint by_day[5] = { 0 };

  /* Thursday; Friday is Mid-Autumn; Saturday, Sunday; Monday */
  result = preview (push, plan);
  for (guint i = 0; i < result->lines->len; i++)
    by_day[((CltPushLine *) result->lines->pdata[i])->day - plan->first]++;
  g_assert_cmpuint (by_day[0], ==, 3);
  g_assert_cmpuint (by_day[4], ==, 3);
  g_assert_cmpuint (result->days->len, ==, 2);
  g_assert_cmpint (g_array_index (result->days, CltPushDay, 0).minutes, ==, 30);
  g_assert_cmpint (find_line (result, push->clients[0])->specialist_id, ==, push->specialist);
  g_assert_cmpint (find_line (result, push->clients[0])->adviser_id, ==, 0);
}

static void
test_people (Push *push, gconstpointer data)
{
  g_autoptr (CltPushPlan) plan = make_plan (push, "phone", TODAY, TODAY);
  g_autoptr (CltPushPreview) result = NULL;
  gint64 second;
  guint n = 0;

  change (push, {
    second = service_add_staff (&push->branch, "S2", "specialist", "");
    branch_run (&push->branch, "DELETE FROM assignment WHERE client_id <> ?", "i",
                push->clients[0]);
    branch_run (&push->branch, "UPDATE product_version SET provider = 'both'", "");
  });
  result = preview (push, plan);
  for (guint i = 0; i < result->lines->len; i++)
    {
      const CltPushLine *line = result->lines->pdata[i];

      g_assert_true (line->client_id != push->clients[0] ||
                     line->specialist_id == push->specialist);
      g_assert_cmpint (line->adviser_id, ==, push->adviser);
      n += line->specialist_id == second;
    }
  g_assert_cmpuint (n, ==, 3); /* each of the two has three */
  g_assert_cmpint (result->planned, ==, 60);
}

/* As often as each is promised in every period between. */
static void
test_repeat (Push *push, gconstpointer data)
{
  g_autoptr (CltPushPlan) plan = make_plan (push, "website", 20261001, 20261231);
  g_autoptr (CltPushPreview) result = NULL;
  CltDay last = 0;
  guint n = 0;

  change (push, {
    branch_run (&push->branch,
                "INSERT INTO entitlement (id, product_id, tier, valid_from, kind, count, period)"
                " VALUES (?, ?, 4, 0, 'count', 2, 'month')",
                "ii", branch_new_id (&push->branch), push->product);
    branch_run (&push->branch,
                "INSERT INTO delivery (id, client_id, product_id, day, at, channel)"
                " VALUES (?, ?, ?, ?, 0, 'phone')",
                "iiii", branch_new_id (&push->branch), push->clients[4], push->product,
                DAY (20261001));
  });
  plan->repeat = TRUE;
  result = preview (push, plan);
  g_assert_cmpuint (result->n_free, ==, 6 * 6 - 1);
  for (guint i = 0; i < result->lines->len; i++)
    {
      const CltPushLine *line = result->lines->pdata[i];

      if (line->client_id != push->clients[0])
        continue;
      n++;
      g_assert_cmpint (line->day - last, >, 3);
      last = line->day;
    }
  g_assert_cmpuint (n, ==, 6);
}

/* A grade that expires between the first day and the day that was found. */
static void
test_expires (Push *push, gconstpointer data)
{
  g_autoptr (CltPushPlan) plan = make_plan (push, "phone", TODAY, 20261130);
  g_autoptr (CltPushPreview) result = NULL;

  change (push, branch_run (&push->branch, "UPDATE grade SET expires = ?", "i", DAY (20261119)));
  result = preview (push, plan);
  g_assert_cmpuint (result->n_free, ==, 2);
  g_assert_cmpuint (result->n_blocked, ==, 4);
  for (guint i = 0; i < result->lines->len; i++)
    {
      const CltPushLine *line = result->lines->pdata[i];

      g_assert_cmphex (line->blocks, ==, i < 2 ? 0 : CLT_BLOCK_EXPIRED_GRADE);
      g_assert_true (i >= 2 || line->day <= (CltDay) DAY (20261119));
    }
}

static void
test_create (Push *push, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltPushPlan) plan = make_plan (push, "wechat", TODAY, TODAY);
  g_autoptr (GPtrArray) pushes = NULL;
  g_autoptr (GPtrArray) items = NULL;
  const CltPushItem *blocked;
  const CltPush *found;
  gint64 id;

  block_grade (push, 0);
  id = create (push, plan);
  pushes = clt_push_list (push->branch.conn, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pushes->len, ==, 1);
  found = pushes->pdata[0];
  g_assert_cmpstr (found->state, ==, "planned");
  g_assert_cmpstr (found->product, ==, "P");
  g_assert_cmpstr (found->audience, ==, "opened >= 20000101");
  g_assert_cmpuint (found->planned, ==, 5);
  g_assert_cmpuint (found->blocked, ==, 1);
  items = clt_push_get_items (push->branch.conn, id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 6);
  blocked = items->pdata[5];
  g_assert_cmphex (blocked->blocks, ==, CLT_BLOCK_RISK);
  g_assert_nonnull (strstr (blocked->evidence, "\"grade\":\"C2\""));
  g_assert_cmpstr (blocked->account, ==, "1001");
}

static void
test_create_refused (Push *push, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltPushPlan) plan = make_plan (push, "sms", TODAY, TODAY);
  g_autoptr (CltPushPreview) result = NULL, nobody = NULL;

  result = preview (push, plan);
  clt_set_str (&plan->name, " ");
  branch_begin (&push->branch);
  g_assert_cmpint (clt_push_create (push->branch.conn, plan, result, "S1", &error), ==, 0);
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  clt_action_rollback (push->branch.conn);

  change (push, branch_run (&push->branch, "UPDATE product SET archived = 1", ""));
  clt_set_str (&plan->name, "n");
  nobody = preview (push, plan);
  g_assert_cmpuint (nobody->n_free, ==, 0);
  branch_begin (&push->branch);
  g_assert_cmpint (clt_push_create (push->branch.conn, plan, nobody, "S1", &error), ==, 0);
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  clt_action_rollback (push->branch.conn);

  plan->last = plan->first - 1;
  g_clear_error (&error);
  g_assert_null (clt_push_preview (push->branch.conn, plan, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
}

/* What other pushes have planned is a contact as well. */
static void
test_gap (Push *push, gconstpointer data)
{
  g_autoptr (CltPushPlan) plan = make_plan (push, "sms", TODAY, TODAY);
  g_autoptr (CltPushPlan) next = make_plan (push, "phone", 20261124, 20261124);
  g_autoptr (CltPushPlan) before = make_plan (push, "phone", 20261112, 20261112);
  g_autoptr (CltPushPlan) later = make_plan (push, "phone", 20261125, 20261125);
  g_autoptr (CltPushPreview) near = NULL, earlier = NULL, far = NULL, gone = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = create (push, plan);

  near = preview (push, next);
  g_assert_cmpuint (near->n_free, ==, 0);
  g_assert_cmpuint (near->by_block[13], ==, 6);
  earlier = preview (push, before);
  g_assert_cmpuint (earlier->by_block[13], ==, 6);
  far = preview (push, later);
  g_assert_cmpuint (far->n_free, ==, 6);
  change (push, clt_push_cancel (push->branch.conn, id, &error));
  g_assert_no_error (error);
  gone = preview (push, next);
  g_assert_cmpuint (gone->n_free, ==, 6);
}

static void
test_override (Push *push, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltPushPlan) plan = make_plan (push, "wechat", TODAY, TODAY);
  gint64 id, gap, grade;

  block_grade (push, 0);
  change (push, branch_run (&push->branch,
                            "INSERT INTO delivery (id, client_id, product_id, day, at, channel)"
                            " VALUES (?, ?, ?, ?, 0, 'phone')",
                            "iiii", branch_new_id (&push->branch), push->clients[1], push->product,
                            DAY (20261117)));
  id = create (push, plan);
  gap = count (push, "SELECT id FROM push_item WHERE reasons = 'gap'");
  grade = count (push, "SELECT id FROM push_item WHERE reasons = 'risk'");
  branch_begin (&push->branch);
  g_assert_false (clt_push_override (push->branch.conn, gap, "S1", "margin call", &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID); /* no manager */
  g_clear_error (&error);
  g_assert_false (clt_push_override (push->branch.conn, gap, "M1", " ", &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID); /* no reason */
  g_clear_error (&error);
  g_assert_false (clt_push_override (push->branch.conn, grade, "M1", "margin call", &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID); /* nobody may */
  g_clear_error (&error);
  g_assert_true (clt_push_override (push->branch.conn, gap, "M1", "margin call", &error));
  branch_commit (&push->branch);
  /* it goes out, and the log says who answers for it */
  release (push, id, 5, 0);
  g_assert_cmpint (count (push, "SELECT count(*) FROM delivery d JOIN push_item i"
                                " ON i.id = d.push_item_id WHERE i.override_who = 'M1'"),
                   ==, 1);
}

/* Set aside was the gap; what else has come up since stops it all the same. */
static void
test_override_only_gap (Push *push, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltPushPlan) plan = make_plan (push, "wechat", TODAY, TODAY);
  gint64 id, gap;

  change (push, branch_run (&push->branch,
                            "INSERT INTO delivery (id, client_id, product_id, day, at, channel)"
                            " VALUES (?, ?, ?, ?, 0, 'phone')",
                            "iiii", branch_new_id (&push->branch), push->clients[1], push->product,
                            DAY (20261117)));
  id = create (push, plan);
  gap = count (push, "SELECT id FROM push_item WHERE reasons = 'gap'");
  change (push, clt_push_override (push->branch.conn, gap, "M1", "margin call", &error));
  g_assert_no_error (error);
  change (push, clt_refusal_add (push->branch.conn, push->clients[1], "all", (CltDay) DAY (TODAY),
                                 "", &error));
  release (push, id, 5, 1);
}

/* Each medium gets what it needs. */
static void
test_release (Push *push, gconstpointer data)
{
  static const struct
  {
    const char *channel;
    const char *sql;
    gint64 n;
    const char *state;
  } ways[] = {
    { "wechat", "SELECT count(*) FROM delivery WHERE channel = 'wechat'", 6, "done" },
    { "email", "SELECT count(*) FROM message WHERE channel = 'email'", 6, "queued" },
    { "sms", "SELECT count(*) FROM message WHERE channel = 'sms'", 6, "queued" },
    { "phone", "SELECT count(*) FROM call_task WHERE due = 20775 AND staff_id IS NOT NULL", 6,
      "queued" },
    { "onsite",
      "SELECT count(*) FROM appointment a WHERE a.staff_id IS NOT NULL AND a.subject = 'P'"
      " AND NOT EXISTS (SELECT 1 FROM appointment b WHERE b.id <> a.id AND b.staff_id = a.staff_id"
      " AND b.starts < a.ends AND b.ends > a.starts)",
      6, "queued" },
    { "website", "SELECT count(*) FROM bulletin WHERE tiers = 16", 1, "queued" },
    { "software", "SELECT count(*) FROM bulletin WHERE channel = 'software'", 1, "queued" },
  };

  change (push,
          branch_run (&push->branch, "UPDATE rule SET value = 0 WHERE name = 'push.gap'", ""));
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (CltPushPlan) plan = make_plan (push, ways[i].channel, TODAY, TODAY);
      g_autoptr (GPtrArray) items = NULL;
      gint64 id = create (push, plan);

      release (push, id, 6, 0);
      g_assert_cmpint (count (push, ways[i].sql), ==, ways[i].n);
      items = clt_push_get_items (push->branch.conn, id, NULL);
      for (guint j = 0; j < items->len; j++)
        g_assert_cmpstr (((CltPushItem *) items->pdata[j])->state, ==, ways[i].state);
    }
}

/* What is planned for tomorrow waits for tomorrow. */
static void
test_release_day (Push *push, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltPushPlan) plan = make_plan (push, "wechat", TODAY, 20261119);
  gint64 id = create (push, plan);

  release (push, id, 3, 0);
  release (push, id, 0, 0); /* nothing goes twice */
  branch_begin (&push->branch);
  g_assert_false (clt_push_release (push->branch.conn, id, clt_today () + 1, NULL, NULL, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  clt_action_rollback (push->branch.conn);
  g_setenv ("CLT_NOW", TOMORROW, TRUE);
  release (push, id, 3, 0);
  g_assert_cmpint (count (push, "SELECT count(*) FROM push WHERE state = 'done'"), ==, 1);
  branch_begin (&push->branch);
  g_assert_false (clt_push_release (push->branch.conn, id, clt_today (), NULL, NULL, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  clt_action_rollback (push->branch.conn);
}

/* Between plan and release a client closes, refuses, loses his consent, is graded down … */
static void
test_last_moment (Push *push, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltPushPlan) plan = make_plan (push, "sms", TODAY, TODAY);
  g_autoptr (GPtrArray) items = NULL;
  gint64 id = create (push, plan);

  change (push, {
    branch_run (&push->branch, "UPDATE spell SET closed = ? WHERE client_id = ?", "ii", DAY (TODAY),
                push->clients[0]);
    clt_refusal_add (push->branch.conn, push->clients[1], "research", (CltDay) DAY (TODAY), "",
                     &error);
    service_consent (&push->branch, push->clients[2], "sms", 0, TODAY);
    service_grade (&push->branch, push->clients[3], "C2", 0, TODAY);
    branch_run (&push->branch, "UPDATE client SET phone = '' WHERE id = ?", "i", push->clients[4]);
  });
  g_assert_no_error (error);
  release (push, id, 1, 5);
  g_assert_cmpint (count (push, "SELECT count(*) FROM message"), ==, 1);
  items = clt_push_get_items (push->branch.conn, id, &error);
  for (guint i = 0; i < items->len; i++)
    {
      const CltPushItem *item = items->pdata[i];
      guint expected = item->client_id == push->clients[0]   ? CLT_BLOCK_CLOSED
                       : item->client_id == push->clients[1] ? CLT_BLOCK_REFUSED
                       : item->client_id == push->clients[2] ? CLT_BLOCK_NO_CONSENT
                       : item->client_id == push->clients[3] ? CLT_BLOCK_RISK
                       : item->client_id == push->clients[4] ? CLT_BLOCK_CHANNEL
                                                             : 0;

      g_assert_cmphex (item->blocks, ==, expected);
    }
}

static void
test_cancel (Push *push, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltPushPlan) plan = make_plan (push, "phone", TODAY, 20261119);
  gint64 id = create (push, plan);

  release (push, id, 3, 0);
  change (push, clt_push_cancel (push->branch.conn, id, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count (push, "SELECT count(*) FROM call_task WHERE state = 'dropped'"), ==, 3);
  g_assert_cmpint (count (push, "SELECT count(*) FROM push_item WHERE state = 'dropped'"), ==, 6);
  branch_begin (&push->branch);
  g_assert_false (clt_push_release (push->branch.conn, id, clt_today (), NULL, NULL, &error));
  clt_action_rollback (push->branch.conn);
}

/* Whatever door is tried, a blocked push does not get through: every rule against every door. */
static void
try_doors (Push *push, gint64 client, gint64 item, const char *channel)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltDelivery) plain = clt_delivery_new ();
  g_autoptr (CltDelivery) of_item = clt_delivery_new ();
  const CltGateQuestion question = { .product_id = push->product,
                                     .channel = channel,
                                     .day = clt_today (),
                                     .push = TRUE };

  plain->client_id = of_item->client_id = client;
  plain->product_id = of_item->product_id = push->product;
  clt_set_str (&plain->channel, channel);
  clt_set_str (&of_item->channel, channel);
  of_item->push_item_id = item;
  branch_begin (&push->branch);
  g_assert_false (clt_delivery_save (push->branch.conn, plain, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (clt_delivery_save (push->branch.conn, of_item, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (clt_gate_check (push->branch.conn, &question, client, ~0u, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (clt_push_override (push->branch.conn, item, "M1", "must go", &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (clt_message_queue (push->branch.conn, i == 0 ? 0 : item, client,
                                          push->product, i == 0 ? "email" : "sms", clt_today (),
                                          &error),
                       ==, 0);
      g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
      g_clear_error (&error);
    }
  clt_action_rollback (push->branch.conn);
}

static void
test_doors (Push *push, gconstpointer data)
{
  static const char *const bars[] = {
    "UPDATE grade SET level = 'C2'",
    "UPDATE grade SET level = 'C1', lowest = 1",
    "DELETE FROM grade",
    "UPDATE grade SET expires = 20774",
    "DELETE FROM consent",
    "INSERT INTO refusal (id, client_id, scope, valid_from) SELECT id + 5000000, id, 'all', 20000"
    " FROM client",
    "UPDATE spell SET closed = 20775",
    "UPDATE product_version SET needs_licence = 1",
    "UPDATE product_version SET valid_to = 20774",
    "UPDATE product SET archived = 1",
    "DELETE FROM product_channel",
    "INSERT INTO entitlement_exception (id, client_id, product_id, kind, reason, who, valid_from)"
    " SELECT c.id + 6000000, c.id, p.id, 'none', 'r', 'w', 20000 FROM client c, product p",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bars); i++)
    {
      Push fresh = { 0 };
      g_autoptr (CltPushPlan) plan = NULL;
      gint64 id, item;

      set_up (&fresh, NULL);
      plan = make_plan (&fresh, "sms", TODAY, TODAY);
      id = create (&fresh, plan);
      change (&fresh, branch_run (&fresh.branch, bars[i], ""));
      release (&fresh, id, 0, 6);
      item = count (&fresh, "SELECT min(id) FROM push_item");
      try_doors (&fresh, fresh.clients[0], item, "sms");
      /* even a row that somebody has set back by hand finds the last door closed */
      change (&fresh, branch_run (&fresh.branch,
                                  "UPDATE push_item SET state = 'planned', reasons = '',"
                                  " override_reason = 'x', override_who = 'M1'",
                                  ""));
      change (&fresh, branch_run (&fresh.branch, "UPDATE push SET state = 'active'", ""));
      release (&fresh, id, 0, 6);
      g_assert_cmpint (count (&fresh, "SELECT (SELECT count(*) FROM delivery)"
                                      " + (SELECT count(*) FROM message)"
                                      " + (SELECT count(*) FROM call_task)"),
                       ==, 0);
      tear_down (&fresh, NULL);
    }
}

#define ADD(path, func) g_test_add ("/push/" path, Push, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("preview", test_preview);
  ADD ("channels", test_channels);
  ADD ("audience", test_audience);
  ADD ("days", test_days);
  ADD ("people", test_people);
  ADD ("repeat", test_repeat);
  ADD ("expires", test_expires);
  ADD ("create", test_create);
  ADD ("create-refused", test_create_refused);
  ADD ("gap", test_gap);
  ADD ("override", test_override);
  ADD ("override-only-gap", test_override_only_gap);
  ADD ("release", test_release);
  ADD ("release-day", test_release_day);
  ADD ("last-moment", test_last_moment);
  ADD ("cancel", test_cancel);
  ADD ("doors", test_doors);
  return g_test_run ();
}
