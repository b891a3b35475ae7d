/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/catalogue/clt-ledger.h"

#include <string.h>

#include "service-fixture.h"

#define FIRST 20260701 /* the quarter that is looked at */
#define LAST 20260930
#define SPREAD 150 /* days around it in which things happen */

/* What a generated branch holds, kept apart from the file: the naive computation knows only this. */
typedef struct
{
  gint64 id;
  CltDay opened, closed, opened_again; /* CLT_DAY_NONE: no */
} ModelClient;

typedef struct
{
  gint64 client, product; /* product 0: a tier; client 0: a cell of tier */
  int tier;
  CltDay from, to; /* CLT_DAY_NONE: open */
  CltRight right;
  gboolean override;
} ModelRow;

typedef struct
{
  Branch branch;
  GArray *clients;    /* ModelClient */
  GArray *products;   /* gint64 */
  GArray *ends;       /* CltDay: last day of each product; CLT_DAY_NONE: none */
  GArray *tiers;      /* ModelRow, in the order of their days */
  GArray *cells;      /* ModelRow, in the order of their days */
  GArray *exceptions; /* ModelRow, in the order of their making */
  GArray *log;        /* ModelRow: from is the day */
} Model;

static CltDay
random_day (void)
{
  return (CltDay) DAY (FIRST) - SPREAD + g_test_rand_int_range (0, 92 + 2 * SPREAD);
}

static CltRight
random_right (void)
{
  CltRight right = { .kind = (CltRightKind) g_test_rand_int_range (0, 4), .channel = "" };

  if (g_test_rand_bit ())
    right.kind = CLT_RIGHT_COUNT;
  if (right.kind == CLT_RIGHT_COUNT)
    {
      right.count = g_test_rand_int_range (1, 5);
      right.period = (CltPeriodKind) g_test_rand_int_range (CLT_PERIOD_WEEK, CLT_PERIOD_YEAR + 1);
    }
  return right;
}

static const char *
kind_name (const CltRight *right)
{
  static const char *const names[] = { "none", "request", "count", "unlimited" };

  return names[right->kind];
}

static const char *
period_name (const CltRight *right)
{
  static const char *const names[] = { "", "week", "month", "quarter", "year" };

  return names[right->period];
}

/* Generating */

static void
add_clients (Model *model)
{
  int n = g_test_rand_int_range (1, 14);

  for (int i = 0; i < n; i++)
    {
      g_autofree char *number = g_strdup_printf ("%d", 1000 + i);
      CltDay opened = random_day ();
      ModelClient client = { branch_add_client (&model->branch, number, number,
                                                clt_day_to_yyyymmdd (opened)),
                             opened, CLT_DAY_NONE, CLT_DAY_NONE };

      if (g_test_rand_int_range (0, 3) == 0)
        {
          client.closed = opened + g_test_rand_int_range (0, 120);
          branch_run (&model->branch, "UPDATE spell SET closed = ? WHERE client_id = ?", "ii",
                      (gint64) client.closed, client.id);
        }
      if (client.closed != CLT_DAY_NONE && g_test_rand_bit ())
        {
          client.opened_again = client.closed + g_test_rand_int_range (0, 60);
          branch_run (&model->branch, "INSERT INTO spell (id, client_id, opened) VALUES (?, ?, ?)",
                      "iii", branch_new_id (&model->branch), client.id,
                      (gint64) client.opened_again);
        }
      g_array_append_val (model->clients, client);
    }
}

static int
compare_from (gconstpointer a, gconstpointer b)
{
  return ((const ModelRow *) a)->from - ((const ModelRow *) b)->from;
}

static void
add_tiers (Model *model, gint64 client)
{
  CltDay day = (CltDay) DAY (FIRST) - SPREAD;

  while (g_test_rand_int_range (0, 4) != 0)
    {
      ModelRow row = { .client = client, .tier = g_test_rand_int_range (0, 5) };

      row.from = day += g_test_rand_int_range (1, 60);
      row.to = CLT_DAY_NONE;
      service_tier (&model->branch, client, row.tier, clt_day_to_yyyymmdd (day));
      g_array_append_val (model->tiers, row);
    }
  if (g_test_rand_int_range (0, 4) == 0)
    {
      ModelRow row = { .client = client, .tier = g_test_rand_int_range (1, 5), .override = TRUE };

      row.from = random_day ();
      row.to = row.from + g_test_rand_int_range (0, 90);
      branch_run (&model->branch, "INSERT INTO tier_override VALUES (?, ?, ?, 'r', 'p', 'a', ?, ?)",
                  "iiiii", branch_new_id (&model->branch), client, (gint64) row.tier,
                  (gint64) row.from, (gint64) row.to);
      g_array_append_val (model->tiers, row);
    }
}

static void
add_cells (Model *model, gint64 product)
{
  for (int tier = 1; tier < CLT_N_TIERS; tier++)
    {
      CltDay day = (CltDay) DAY (FIRST) - SPREAD;

      while (g_test_rand_int_range (0, 5) != 0)
        {
          ModelRow row = { .product = product, .tier = tier, .right = random_right () };

          row.from = day += g_test_rand_int_range (1, 80);
          branch_run (&model->branch,
                      "INSERT INTO entitlement (id, product_id, tier, valid_from, kind, count,"
                      " period) VALUES (?, ?, ?, ?, ?, ?, ?)",
                      "iiiitit", branch_new_id (&model->branch), product, (gint64) tier,
                      (gint64) row.from, kind_name (&row.right), (gint64) row.right.count,
                      period_name (&row.right));
          g_array_append_val (model->cells, row);
        }
    }
}

static void
add_products (Model *model)
{
  int n = g_test_rand_int_range (1, 6);

  for (int i = 0; i < n; i++)
    {
      g_autofree char *code = g_strdup_printf ("P%d", i);
      gint64 id = service_add_product (&model->branch, code, 1 + i % 4, 1);
      CltDay end = g_test_rand_int_range (0, 5) == 0 ? random_day () : CLT_DAY_NONE;

      if (end != CLT_DAY_NONE)
        branch_run (&model->branch,
                    "UPDATE product_version SET state = 'retired', valid_to = ?"
                    " WHERE product_id = ?",
                    "ii", (gint64) end, id);
      g_array_append_val (model->products, id);
      g_array_append_val (model->ends, end);
      add_cells (model, id);
    }
}

static gint64
any_client (Model *model)
{
  return g_array_index (model->clients, ModelClient,
                        g_test_rand_int_range (0, (int) model->clients->len))
    .id;
}

static gint64
any_product (Model *model)
{
  return g_array_index (model->products, gint64,
                        g_test_rand_int_range (0, (int) model->products->len));
}

static void
add_exceptions (Model *model)
{
  int n = g_test_rand_int_range (0, 12);

  for (int i = 0; i < n; i++)
    {
      ModelRow row = { .client = any_client (model),
                       .product = any_product (model),
                       .right = random_right (),
                       .from = random_day () };

      row.to = g_test_rand_bit () ? CLT_DAY_NONE : row.from + g_test_rand_int_range (0, 100);
      branch_run (&model->branch,
                  "INSERT INTO entitlement_exception (id, client_id, product_id, kind, count,"
                  " period, reason, who, valid_from, valid_to)"
                  " VALUES (?, ?, ?, ?, ?, ?, 'r', 'w', ?, ?)",
                  "iiititiy", branch_new_id (&model->branch), row.client, row.product,
                  kind_name (&row.right), (gint64) row.right.count, period_name (&row.right),
                  (gint64) row.from, row.to);
      g_array_append_val (model->exceptions, row);
    }
}

static void
add_log (Model *model)
{
  int n = g_test_rand_int_range (0, 250);

  for (int i = 0; i < n; i++)
    {
      ModelRow row = { .client = any_client (model),
                       .product = any_product (model),
                       .from = random_day () };

      branch_run (
        &model->branch,
        "INSERT INTO delivery (id, client_id, product_id, day, at, channel, minutes, cost)"
        " VALUES (?, ?, ?, ?, 0, 'phone', 10, 250)",
        "iiii", branch_new_id (&model->branch), row.client, row.product, (gint64) row.from);
      g_array_append_val (model->log, row);
    }
}

static void
set_up (Model *model, gconstpointer data)
{
  branch_set_up (&model->branch, NULL);
  model->clients = g_array_new (FALSE, FALSE, sizeof (ModelClient));
  model->products = g_array_new (FALSE, FALSE, sizeof (gint64));
  model->ends = g_array_new (FALSE, FALSE, sizeof (CltDay));
  model->tiers = g_array_new (FALSE, FALSE, sizeof (ModelRow));
  model->cells = g_array_new (FALSE, FALSE, sizeof (ModelRow));
  model->exceptions = g_array_new (FALSE, FALSE, sizeof (ModelRow));
  model->log = g_array_new (FALSE, FALSE, sizeof (ModelRow));
  branch_begin (&model->branch);
  add_clients (model);
  for (guint i = 0; i < model->clients->len; i++)
    add_tiers (model, g_array_index (model->clients, ModelClient, i).id);
  add_products (model);
  add_exceptions (model);
  add_log (model);
  branch_commit (&model->branch);
  g_array_sort (model->cells, compare_from);
}

static void
tear_down (Model *model, gconstpointer data)
{
  g_array_unref (model->clients);
  g_array_unref (model->products);
  g_array_unref (model->ends);
  g_array_unref (model->tiers);
  g_array_unref (model->cells);
  g_array_unref (model->exceptions);
  g_array_unref (model->log);
  branch_tear_down (&model->branch, NULL);
}

/* The naive computation: one client, one product, one day at a time. */

static gboolean
naive_is_open (const ModelClient *client, CltDay day)
{
  if (client->opened_again != CLT_DAY_NONE && day >= client->opened_again)
    return TRUE;
  return day >= client->opened && (client->closed == CLT_DAY_NONE || day < client->closed);
}

static int
naive_tier (const Model *model, gint64 client, CltDay day)
{
  int tier = 0, override = -1;

  for (guint i = 0; i < model->tiers->len; i++)
    {
      const ModelRow *row = &g_array_index (model->tiers, ModelRow, i);

      if (row->client != client || row->from > day)
        continue;
      if (!row->override)
        tier = row->tier;
      else if (row->to >= day)
        override = row->tier;
    }
  return override >= 0 ? override : tier;
}

static CltRight
naive_right (const Model *model, gint64 client, guint product, int tier, CltDay day)
{
  gint64 id = g_array_index (model->products, gint64, product);
  CltDay end = g_array_index (model->ends, CltDay, product), newest = G_MININT32;
  CltRight right = { .kind = CLT_RIGHT_NONE, .channel = "" };

  if (end != CLT_DAY_NONE && day > end)
    return right;
  for (guint i = 0; i < model->cells->len; i++)
    {
      const ModelRow *row = &g_array_index (model->cells, ModelRow, i);

      if (row->product == id && row->tier == tier && row->from <= day)
        right = row->right;
    }
  for (guint i = 0; i < model->exceptions->len; i++)
    {
      const ModelRow *row = &g_array_index (model->exceptions, ModelRow, i);

      if (row->product != id || row->client != client || row->from > day || row->from < newest ||
          (row->to != CLT_DAY_NONE && row->to < day))
        continue;
      newest = row->from;
      right = row->right;
    }
  return right;
}

/* The first day of the period around @day: walking back until the calendar says so. */
static CltDay
naive_first (const CltRight *right, CltDay day)
{
  for (;; day--)
    {
      int year, month, mday;

      clt_day_get_ymd (day, &year, &month, &mday);
      switch (right->kind == CLT_RIGHT_COUNT ? right->period : CLT_PERIOD_MONTH)
        {
        case CLT_PERIOD_WEEK:
          if (clt_day_get_weekday (day) == 1)
            return day;
          break;
        case CLT_PERIOD_QUARTER:
          if (mday == 1 && (month == 1 || month == 4 || month == 7 || month == 10))
            return day;
          break;
        case CLT_PERIOD_YEAR:
          if (mday == 1 && month == 1)
            return day;
          break;
        case CLT_PERIOD_MONTH:
        case CLT_PERIOD_NONE:
        default:
          if (mday == 1)
            return day;
        }
    }
}

static int
naive_delivered (const Model *model, gint64 client, guint product, CltDay from, CltDay to)
{
  int n = 0;

  for (guint i = 0; i < model->log->len; i++)
    {
      const ModelRow *row = &g_array_index (model->log, ModelRow, i);

      n += row->client == client &&
           row->product == g_array_index (model->products, gint64, product) && row->from >= from &&
           row->from <= to;
    }
  return n;
}

typedef struct
{
  int members, served;
  gint64 owed, delivered, outstanding;
} Naive;

static void
naive_line (const Model *model, guint product, int tier, CltDay day, Naive *line)
{
  *line = (Naive){ 0 };
  for (guint i = 0; i < model->clients->len; i++)
    {
      const ModelClient *client = &g_array_index (model->clients, ModelClient, i);
      CltRight right;
      int owed, delivered;

      if (!naive_is_open (client, day) || naive_tier (model, client->id, day) != tier)
        continue;
      right = naive_right (model, client->id, product, tier, day);
      owed = right.count;
      delivered = naive_delivered (model, client->id, product, naive_first (&right, day), day);
      line->members++;
      line->owed += owed;
      line->delivered += delivered;
      line->served += delivered > 0;
      for (int missing = owed; missing > delivered; missing--)
        line->outstanding++;
    }
}

/* Tests */

static guint
find_product (const Model *model, gint64 id)
{
  for (guint i = 0; i < model->products->len; i++)
    if (g_array_index (model->products, gint64, i) == id)
      return i;
  g_assert_not_reached ();
}

static void
check_lines (Model *model, CltDay day)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = clt_ledger_load (model->branch.conn, day, &error);
  gint64 balance = 0, naive_balance = 0;
  Naive naive;

  g_assert_no_error (error);
  for (guint i = 0; i < lines->len; i++)
    {
      const CltLedgerLine *line = lines->pdata[i];

      naive_line (model, find_product (model, line->product_id), (int) line->tier, day, &naive);
      g_assert_cmpint (line->members, ==, naive.members);
      g_assert_cmpint (line->owed, ==, naive.owed);
      g_assert_cmpint (line->delivered, ==, naive.delivered);
      g_assert_cmpint (line->outstanding, ==, naive.outstanding);
      g_assert_cmpint (line->served, ==, naive.served);
      g_assert_cmpint (line->minutes, ==, 10 * naive.delivered);
      g_assert_cmpint (line->cost, ==, 250 * naive.delivered);
      g_assert_cmpint (line->outstanding - line->surplus, ==, line->owed - line->delivered);
      g_assert_true (line->first <= day && line->last >= day);
      balance += line->owed - line->delivered;
    }
  /* nothing was left out: the whole matrix times its members, less the whole log */
  for (guint product = 0; product < model->products->len; product++)
    for (int tier = 0; tier < CLT_N_TIERS; tier++)
      {
        naive_line (model, product, tier, day, &naive);
        naive_balance += naive.owed - naive.delivered;
      }
  g_assert_cmpint (balance, ==, naive_balance);
}

/* A month and a quarter may begin on one day. */
static gint64
debt_key (const CltDebt *debt)
{
  return debt->client_id << 46 ^ debt->product_id << 32 ^ (gint64) debt->first << 16 ^ debt->last;
}

/* What the branch's list of debts says of a client is what his card says. */
static void
check_debts (Model *model, CltDay day, int periods)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) listed = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GPtrArray) debts = clt_ledger_debts (model->branch.conn, 0, -1, day, periods, &error);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint found = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < debts->len; i++)
    {
      gint64 key = debt_key (debts->pdata[i]);

      g_array_append_val (keys, key);
      if (i > 0)
        g_assert_cmpint (((CltDebt *) debts->pdata[i - 1])->last, <=,
                         ((CltDebt *) debts->pdata[i])->last);
    }
  for (guint i = 0; i < debts->len; i++)
    g_assert_true (g_hash_table_insert (listed, &g_array_index (keys, gint64, i), debts->pdata[i]));
  for (guint i = 0; i < model->clients->len; i++)
    {
      const ModelClient *client = &g_array_index (model->clients, ModelClient, i);
      g_autoptr (GPtrArray) own =
        clt_ledger_of_client (model->branch.conn, client->id, day, periods, &error);

      g_assert_no_error (error);
      g_assert_true (naive_is_open (client, day) || own->len == 0);
      for (guint j = 0; j < own->len; j++)
        {
          const CltDebt *debt = own->pdata[j], *same;
          gint64 key = debt_key (debt);

          if (debt->outstanding == 0)
            continue;
          same = g_hash_table_lookup (listed, &key);
          g_assert_nonnull (same);
          g_assert_cmpint (same->owed, ==, debt->owed);
          g_assert_cmpint (same->delivered, ==, debt->delivered);
          g_assert_cmpint (same->last, ==, debt->last);
          g_assert_cmpint (same->tier, ==, debt->tier);
          g_assert_true (clt_right_equal (&same->right, &debt->right));
          found++;
        }
    }
  g_assert_cmpuint (found, ==, debts->len);
}

/* On every day of a quarter, in a branch of which nothing is known but what the model says. */
static void
test_quarter (Model *model, gconstpointer data)
{
  for (CltDay day = (CltDay) DAY (FIRST); day <= (CltDay) DAY (LAST); day++)
    check_lines (model, day);
  for (CltDay day = (CltDay) DAY (FIRST); day <= (CltDay) DAY (LAST); day += 13)
    check_debts (model, day, g_test_rand_int_range (0, 4));
}

/* A past period is judged on its last day, for a client who is still here. */
static void
test_aged (Branch *branch, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) debts = NULL;
  gint64 client, product;
  const CltDebt *debt;

  branch_begin (branch);
  product = service_add_product (branch, "P", 1, 1);
  client = service_add_client (branch, "1001");
  branch_run (branch,
              "INSERT INTO entitlement (id, product_id, tier, valid_from, kind, count, period)"
              " VALUES (?, ?, 4, ?, 'count', 2, 'month')",
              "iii", branch_new_id (branch), product, DAY (20260815));
  branch_run (branch,
              "INSERT INTO delivery (id, client_id, product_id, day, at, channel)"
              " VALUES (?, ?, ?, ?, 0, 'phone')",
              "iiii", branch_new_id (branch), client, product, DAY (20260901));
  branch_commit (branch);
  debts =
    clt_ledger_debts (branch->conn, product, CLT_TIER_HIGH_END, (CltDay) DAY (20261010), 6, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (debts->len, ==, 3); /* August, September, October; nothing before */
  debt = debts->pdata[0];
  g_assert_cmpint (debt->first, ==, DAY (20260801)); /* promised on its last day */
  g_assert_cmpint (debt->last, ==, DAY (20260831));
  g_assert_cmpint (debt->outstanding, ==, 2);
  debt = debts->pdata[1];
  g_assert_cmpint (debt->first, ==, DAY (20260901));
  g_assert_cmpint (debt->outstanding, ==, 1);
  debt = debts->pdata[2];
  g_assert_cmpint (debt->last, ==, DAY (20261031));
  g_clear_pointer (&debts, g_ptr_array_unref);
  debts =
    clt_ledger_debts (branch->conn, product, CLT_TIER_MAJOR, (CltDay) DAY (20261010), 6, &error);
  g_assert_cmpuint (debts->len, ==, 0);
  g_clear_pointer (&debts, g_ptr_array_unref);

  branch_begin (branch);
  branch_run (branch, "UPDATE spell SET closed = ?", "i", DAY (20261010));
  branch_commit (branch);
  debts = clt_ledger_debts (branch->conn, 0, -1, (CltDay) DAY (20261010), 6, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (debts->len, ==, 0); /* he is gone */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/ledger/aged", Branch, NULL, branch_set_up, test_aged, branch_tear_down);
  for (int i = 0; i < 12; i++)
    {
      g_autofree char *path = g_strdup_printf ("/ledger/quarter/%d", i);

      g_test_add (path, Model, NULL, set_up, test_quarter, tear_down);
    }
  return g_test_run ();
}
