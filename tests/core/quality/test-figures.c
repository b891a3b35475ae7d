/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept in account_month, month_figure and contact_figure must always be what would be
 * computed anew: after random actions of every kind that figures rest on, after undo and redo. */
#include <string.h>

#include "core/clt-branch.h"
#include "core/funds/clt-fact-check.h"
#include "core/funds/clt-rollup.h"
#include "core/funds/clt-tiers.h"
#include "core/quality/clt-contact-figures.h"
#include "core/quality/clt-dashboard.h"
#include "core/quality/clt-figures.h"
#include "core/rules/clt-rules.h"
#include "support/clt-test-branch.h"

#define FIRST_DAY 10000 /* 1997-05-19 */
#define N_DAYS 300
#define N_CLIENTS 12

typedef struct
{
  CltConn *conn;
  GRand *random;
  gint64 client[N_CLIENTS], account[N_CLIENTS];
  int n_clients;
  gint64 set_up; /* the last action of work_init() */
} Work;

static CltDay
random_day (Work *work)
{
  return FIRST_DAY + g_rand_int_range (work->random, 0, N_DAYS);
}

static gboolean
add_client (CltConn *conn, gpointer data, GError **error)
{
  Work *work = data;
  gint64 client = clt_conn_new_id (conn, error), account = clt_conn_new_id (conn, error);
  g_autofree char *number = g_strdup_printf ("%08d", work->n_clients);

  if (!clt_conn_run (conn, error, "INSERT INTO client (id, name) VALUES (?, 'x')", "i", client) ||
      !clt_conn_run (conn, error, "INSERT INTO account (id, client_id, number) VALUES (?, ?, ?)",
                     "iit", account, client, number) ||
      !clt_conn_run (conn, error, "INSERT INTO spell (id, client_id, opened) VALUES (?, ?, ?)",
                     "iii", clt_conn_new_id (conn, error), client,
                     (gint64) random_day (work) - N_DAYS))
    return FALSE;
  work->client[work->n_clients] = client;
  work->account[work->n_clients++] = account;
  return TRUE;
}

/* A few days of some accounts; rows that are there already stay. */
static gboolean
add_funds (CltConn *conn, gpointer data, GError **error)
{
  Work *work = data;
  CltDay first = random_day (work), last = first + g_rand_int_range (work->random, 0, 40);

  for (CltDay day = first; day <= last; day++)
    for (int i = 0; i < work->n_clients; i++)
      if (g_rand_int_range (work->random, 0, 3) > 0 &&
          !clt_conn_run (conn, error,
                         "INSERT INTO funds_daily (day, account_id, deposit, opening, balance,"
                         " equity, commission, lots, margin, batch)"
                         " VALUES (?, ?, ?, 0, 0, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                         "iiiiiiii", (gint64) day, work->account[i],
                         (gint64) g_rand_int_range (work->random, 0, 3) * 100000,
                         (gint64) g_rand_int_range (work->random, 0, 200) * 100000,
                         (gint64) g_rand_int_range (work->random, 0, 300),
                         (gint64) MAX (g_rand_int_range (work->random, -20, 5), 0),
                         (gint64) MAX (g_rand_int_range (work->random, -20, 5), 0),
                         clt_action_get_id (conn)))
        return FALSE;
  clt_action_note_bulk (conn, "funds_daily", first, last);
  return TRUE;
}

/* The daily import: one to three days right after, or some time after, the last ones. */
static gboolean
append_days (CltConn *conn, gpointer data, GError **error)
{
  static const char *const inserts[] = {
    "INSERT INTO funds_daily (day, account_id, opening, balance, equity, retained, lots, margin,"
    " batch) VALUES (?1, ?2, 0, 0, ?3, 7, ?3 % 2, ?3 % 3 = 0, ?4) ON CONFLICT DO NOTHING",
    "INSERT INTO trade (day, account_id, exchange, number, side, effect, contract, lots, price,"
    " batch) VALUES (?1, ?2, 'SHFE', '1', 'buy', 'open', 'rb2701', ?3, 1, ?4) ON CONFLICT DO "
    "NOTHING",
    "INSERT INTO position (day, account_id, exchange, contract, side, open_day, open_price, lots,"
    " batch) VALUES (?1, ?2, 'SHFE', 'rb2701', 'buy', ?1, ?3, 1, ?4) ON CONFLICT DO NOTHING",
  };
  static const char *const tables[] = { "funds_daily", "trade", "position" };
  Work *work = data;
  CltDay first, last;
  int gap = g_rand_int_range (work->random, 0, 4) == 0 ? g_rand_int_range (work->random, 1, 70) : 1;

  if (!clt_figures_get_span (conn, &first, &last, error))
    return FALSE;
  first = last == CLT_DAY_NONE ? FIRST_DAY : last + gap;
  last = first + g_rand_int_range (work->random, 0, 3);
  for (CltDay day = first; day <= last; day++)
    for (int i = 0; i < 3 * work->n_clients; i++)
      if (g_rand_boolean (work->random) &&
          !clt_conn_run (conn, error, inserts[i % 3], "iiii", (gint64) day, work->account[i / 3],
                         (gint64) g_rand_int_range (work->random, 1, 99999),
                         clt_action_get_id (conn)))
        return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    clt_action_note_bulk (conn, tables[i], first, last);
  return TRUE;
}

static gboolean
edit_spell (CltConn *conn, gpointer data, GError **error)
{
  Work *work = data;
  gint64 client = work->client[g_rand_int_range (work->random, 0, work->n_clients)];
  CltDay day = random_day (work);

  if (g_rand_boolean (work->random))
    return clt_conn_run (conn, error,
                         "UPDATE spell SET closed = max (opened, ?) WHERE client_id = ?", "ii",
                         (gint64) day, client);
  return clt_conn_run (conn, error,
                       "UPDATE spell SET opened = ?, closed = NULL WHERE client_id = ?", "ii",
                       (gint64) day, client);
}

static gboolean
set_rule (CltConn *conn, gpointer data, GError **error)
{
  Work *work = data;

  return clt_rules_set (conn, "sleeping.days", g_rand_int_range (work->random, 5, 60),
                        random_day (work), NULL, error);
}

static gboolean
override_tier (CltConn *conn, gpointer data, GError **error)
{
  Work *work = data;
  CltDay day = random_day (work);

  return clt_tiers_override (conn,
                             work->client[g_rand_int_range (work->random, 0, work->n_clients)],
                             g_rand_int_range (work->random, 1, CLT_N_TIERS), "test", "li", "wang",
                             day, day + 30, error);
}

static gboolean
run_tiers (CltConn *conn, gpointer data, GError **error)
{
  g_autoptr (CltTierReport) report = clt_tiers_apply (conn, random_day (data), error);

  return report != NULL;
}

/* A whole year's weekdays, one in ten a holiday. */
static gboolean
list_days (CltConn *conn, gpointer data, GError **error)
{
  Work *work = data;
  int month = clt_day_get_month (random_day (work));
  CltDay first = clt_month_first_day (month - month % 12);

  for (CltDay day = first; day <= clt_month_last_day (month - month % 12 + 11); day++)
    if (clt_day_get_weekday (day) <= 5 && g_rand_int_range (work->random, 0, 10) > 0 &&
        !clt_conn_run (conn, error,
                       "INSERT INTO trading_day (day) VALUES (?) ON CONFLICT DO NOTHING", "i",
                       (gint64) day))
      return FALSE;
  return TRUE;
}

static gboolean
move_account (CltConn *conn, gpointer data, GError **error)
{
  Work *work = data;

  return clt_conn_run (conn, error, "UPDATE account SET client_id = ? WHERE id = ?", "ii",
                       work->client[g_rand_int_range (work->random, 0, work->n_clients)],
                       work->account[g_rand_int_range (work->random, 0, work->n_clients)]);
}

static const CltActionFunc fact_actions[] = {
  add_funds,     append_days, append_days, edit_spell,   set_rule,
  override_tier, run_tiers,   list_days,   move_account, NULL,
};

static void
do_one_of (Work *work, const CltActionFunc *funcs)
{
  const CltActionInfo info = { .name = "client.edit", .who = "test" };
  g_autoptr (GError) error = NULL;
  int n_funcs = 0, kind;

  while (funcs[n_funcs] != NULL)
    n_funcs++;
  kind = g_rand_int_range (work->random, 0, n_funcs + 2);
  if (kind < n_funcs)
    clt_action_run (work->conn, &info, funcs[kind], work, NULL, &error);
  else if (kind == n_funcs)
    {
      /* the clients stay: the actions count on them */
      if (clt_test_get_int (work->conn, "SELECT max (id) FROM action WHERE undone = 0") >
          work->set_up)
        clt_action_undo (work->conn, 0, "test", NULL, NULL, &error);
    }
  else
    clt_action_redo (work->conn, 0, "test", NULL, NULL, &error);
  if (!g_error_matches (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOTHING) &&
      !g_error_matches (error, CLT_STORE_ERROR, CLT_STORE_ERROR_IN_THE_WAY))
    g_assert_no_error (error);
}

static void
do_something (Work *work)
{
  do_one_of (work, fact_actions);
}

static void
check_kept (Work *work, guint *n_kept)
{
  g_autoptr (GError) error = NULL;
  CltDay first, last;

  g_assert_true (clt_figures_get_span (work->conn, &first, &last, &error));
  if (first == CLT_DAY_NONE)
    return;
  for (int month = clt_day_get_month (first) - 2; month <= clt_day_get_month (last) + 2; month++)
    for (int months = 1; months <= 3; months += 2)
      {
        CltFigures kept, computed;
        gboolean found;

        g_assert_true (clt_figures_read (work->conn, month, months, &kept, &found, &error));
        if (!found)
          continue;
        (*n_kept)++;
        g_assert_true (clt_figures_compute (work->conn, clt_month_first_day (month - months + 1),
                                            MIN (clt_month_last_day (month), last), &computed,
                                            &error));
        g_assert_cmpmem (&kept, sizeof kept, &computed, sizeof computed);
      }
}

static void
check_rollup (Work *work)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = clt_rollup_check (work->conn, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_error ("%s", (const char *) problems->pdata[i]);
}

static void
work_init (Work *work, const char *path)
{
  const CltActionInfo info = { .name = "client.edit", .who = "test" };
  const CltRuleValue rules[] = { { "tier.ordinary", 50000 },
                                 { "tier.major", 100000 },
                                 { "tier.high-end", 150000 } };
  g_autoptr (GError) error = NULL;
  guint32 seed = g_test_rand_int ();

  g_test_message ("seed %u", seed);
  *work = (Work){ .random = g_rand_new_with_seed (seed) };
  work->conn = clt_branch_open (path, CLT_CONN_CREATE, &error);
  g_assert_no_error (error);
  for (int i = 0; i < N_CLIENTS; i++)
    clt_action_run (work->conn, &info, add_client, work, NULL, &error);
  g_assert_no_error (error);
  clt_action_begin (work->conn, &info, &error);
  clt_rules_set_all (work->conn, rules, G_N_ELEMENTS (rules), 0, NULL, &error);
  clt_action_commit (work->conn, &work->set_up, &error);
  g_assert_no_error (error);
}

static void
test_kept (void)
{
  g_autofree char *dir = clt_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "b.clientele", NULL);
  guint n_kept = 0;
  Work work;

  work_init (&work, path);
  for (int i = 0; i < 80; i++)
    {
      g_autoptr (GError) error = NULL;

      do_something (&work);
      check_rollup (&work);
      check_kept (&work, &n_kept);
      for (gboolean more = TRUE; more;)
        {
          clt_figures_refresh_next (work.conn, &more, &error);
          g_assert_no_error (error);
        }
      clt_figures_refresh (work.conn, 0, G_MAXINT, 3, NULL, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpuint (n_kept, >, 50);
  clt_conn_close (work.conn);
  g_rand_free (work.random);
  clt_test_dir_remove (dir);
}

/* Contacts */

static gint64
random_client (Work *work)
{
  return work->client[g_rand_int_range (work->random, 0, work->n_clients)];
}

static gint64
random_instant (Work *work)
{
  return (gint64) random_day (work) * 86400 + g_rand_int_range (work->random, 0, 86400);
}

static gboolean
add_delivery (CltConn *conn, gpointer data, GError **error)
{
  static const char *const channels[] = { "website", "email", "phone" };

  return clt_conn_run (conn, error,
                       "INSERT OR IGNORE INTO product (id, code, category_id) VALUES (900, 'P', 1)",
                       "") &&
         clt_conn_run (conn, error,
                       "INSERT INTO delivery (id, client_id, product_id, day, at, channel)"
                       " VALUES (?, ?, 900, ?, 0, ?)",
                       "iiit", clt_conn_new_id (conn, error), random_client (data),
                       (gint64) random_day (data), channels[g_test_rand_int_range (0, 3)]);
}

/* Moves, removes or relabels what there is of one kind. */
static gboolean
change_contact (CltConn *conn, gpointer data, GError **error)
{
  static const char *const statements[] = {
    "UPDATE delivery SET day = ?1 WHERE id % 3 = ?2",
    "UPDATE delivery SET channel = iif (channel = 'email', 'website', 'email') WHERE id % 3 = ?2",
    "DELETE FROM delivery WHERE id % 7 = ?2",
    "UPDATE call_task SET state = 'done', closed = ?1 * 86400 WHERE id % 3 = ?2",
    "UPDATE call_task SET state = 'open', closed = NULL WHERE id % 3 = ?2",
    "UPDATE appointment SET starts = ?1 * 86400, ends = ?1 * 86400 + 60 WHERE id % 3 = ?2",
    "UPDATE appointment SET state = iif (state = 'done', 'planned', 'done') WHERE id % 3 = ?2",
    "UPDATE event SET starts = ?1 * 86400, ends = ?1 * 86400 + 60 WHERE id % 3 = ?2",
    "UPDATE event SET state = iif (state = 'held', 'planned', 'held') WHERE id % 3 = ?2",
    "UPDATE event_guest SET attended = 1 - attended WHERE client_id % 3 = ?2",
    "UPDATE channel SET medium = iif (medium = 'log', 'website', 'log') WHERE key = 'email' AND ?1",
    "UPDATE client SET prospect = 1 - prospect WHERE id % 5 = ?2",
    "DELETE FROM tier_override WHERE id % 3 = ?2",
  };
  const char *sql = statements[g_test_rand_int_range (0, G_N_ELEMENTS (statements))];

  return clt_conn_run (conn, error, sql, "ii", (gint64) random_day (data),
                       (gint64) g_test_rand_int_range (0, 3));
}

static gboolean
add_call (CltConn *conn, gpointer data, GError **error)
{
  return clt_conn_run (conn, error,
                       "INSERT INTO call_task (id, client_id, due, state, closed)"
                       " VALUES (?, ?, 0, 'done', ?)",
                       "iii", clt_conn_new_id (conn, error), random_client (data),
                       random_instant (data));
}

static gboolean
add_visit (CltConn *conn, gpointer data, GError **error)
{
  return clt_conn_run (conn, error,
                       "INSERT INTO appointment (id, uid, client_id, starts, ends, subject, state)"
                       " VALUES (?1, ?1, ?2, ?3, ?3, 'visit', 'done')",
                       "iii", clt_conn_new_id (conn, error), random_client (data),
                       random_instant (data));
}

static gboolean
hold_event (CltConn *conn, gpointer data, GError **error)
{
  gint64 id = clt_conn_new_id (conn, error);

  return clt_conn_run (conn, error,
                       "INSERT INTO event (id, kind, theme, starts, ends, state)"
                       " VALUES (?1, 'forum', 'x', ?2, ?2, 'held')",
                       "ii", id, random_instant (data)) &&
         clt_conn_run (conn, error,
                       "INSERT INTO event_guest (event_id, client_id, invited, attended)"
                       " SELECT ?, id, 0, id % 2 FROM client WHERE id % 3 = ?",
                       "ii", id, (gint64) g_test_rand_int_range (0, 3));
}

static gboolean
set_cadence (CltConn *conn, gpointer data, GError **error)
{
  return clt_rules_set (conn, "cadence.small", g_test_rand_int_range (5, 200), random_day (data),
                        NULL, error);
}

static void
check_contacts (Work *work, guint *n_kept)
{
  for (CltDay day = FIRST_DAY - 40; day < FIRST_DAY + N_DAYS + 400; day++)
    {
      g_autoptr (GError) error = NULL;
      CltContactFigures kept, computed;
      gboolean found;

      g_assert_true (clt_contact_figures_are_kept (work->conn, day, &found, &error));
      if (!found)
        continue;
      (*n_kept)++;
      g_assert_true (clt_contact_figures_load (work->conn, day, &kept, &error));
      g_assert_true (clt_contact_figures_compute (work->conn, day, &computed, &error));
      g_assert_cmpint (kept.day, ==, computed.day);
      g_assert_cmpint (kept.since, ==, computed.since);
      for (guint i = 0; i < CLT_N_TIERS; i++)
        {
          const CltContactSummary *x = &kept.tiers[i], *y = &computed.tiers[i];

          g_assert_cmpint (x->clients, ==, y->clients);
          g_assert_cmpint (x->overdue, ==, y->overdue);
          g_assert_true (x->median == y->median || (x->clients == 0 && y->clients == 0));
        }
    }
}

/* Months end, and the present goes on while they do. */
static void
test_contacts (void)
{
  static const CltActionFunc funcs[] = {
    append_days,    add_delivery,   add_delivery,   add_call,  add_visit, hold_event,
    set_cadence,    edit_spell,     override_tier,  run_tiers, list_days, change_contact,
    change_contact, change_contact, change_contact, NULL,
  };
  g_autofree char *dir = clt_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "b.clientele", NULL);
  guint n_kept = 0;
  Work work;

  work_init (&work, path);
  for (int i = 0; i < 150; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *now =
        g_strdup_printf ("%" G_GINT64_FORMAT, ((gint64) FIRST_DAY + i * 2) * 86400);

      g_setenv ("CLT_NOW", now, TRUE);
      do_one_of (&work, funcs);
      check_contacts (&work, &n_kept);
      clt_figures_refresh_all (work.conn, &error);
      g_assert_no_error (error);
    }
  g_unsetenv ("CLT_NOW");
  g_assert_cmpuint (n_kept, >, 50);
  clt_conn_close (work.conn);
  g_rand_free (work.random);
  clt_test_dir_remove (dir);
}

/* Every column of account_month, and the identity of the facts, is looked at. */
static void
test_check (void)
{
  static const char *const columns[] = {
    "rows",     "first_day",  "last_day",   "last_row",      "equity",     "margin",
    "deposit",  "withdrawal", "realized",   "position_pl",   "commission", "exchange_fee",
    "retained", "lots",       "trade_days", "position_days", "equity_sum", "last_trade",
  };
  g_autofree char *dir = clt_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "b.clientele", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) facts = NULL;
  Work work;

  work_init (&work, path);
  while (clt_test_get_int (work.conn, "SELECT count(*) FROM account_month WHERE trade_days = 0"
                                      " AND rows > 0") == 0)
    do_something (&work);
  check_rollup (&work);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (GPtrArray) problems = NULL;
      g_autofree char *sql = g_strdup_printf (
        "UPDATE account_month SET %s = coalesce (%s, 0) + 1 WHERE (month, account_id) ="
        " (SELECT month, account_id FROM account_month WHERE trade_days = 0 AND rows > 0 LIMIT 1)",
        columns[i], columns[i]);

      clt_test_exec (work.conn, "BEGIN");
      clt_test_exec (work.conn, sql);
      problems = clt_rollup_check (work.conn, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (problems->len, >, 0);
      clt_test_exec (work.conn, "ROLLBACK");
    }

  clt_test_exec (work.conn, "UPDATE funds_daily SET deposit = 0, withdrawal = 0, realized = 0,"
                            " position_pl = 0, commission = 0, opening = balance - 3");
  facts = clt_fact_check (work.conn, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (facts->len, >, 0);
  g_clear_pointer (&facts, g_ptr_array_unref);
  clt_test_exec (work.conn, "UPDATE funds_daily SET opening = balance + 2");
  facts = clt_fact_check (work.conn, &error);
  g_assert_cmpuint (facts->len, ==, 0);
  clt_conn_close (work.conn);
  g_rand_free (work.random);
  clt_test_dir_remove (dir);
}

static void
compare_dashboards (const CltDashboard *a, const CltDashboard *b)
{
  g_assert_cmpmem (a->tiers, sizeof a->tiers, b->tiers, sizeof b->tiers);
  g_assert_cmpmem (a->matrix, sizeof a->matrix, b->matrix, sizeof b->matrix);
  g_assert_cmpstr (a->focus_sentence, ==, b->focus_sentence);
  g_assert_cmpuint (a->months->len, ==, b->months->len);
  for (guint i = 0; i < a->months->len; i++)
    {
      const CltDashboardMonth *x = &g_array_index (a->months, CltDashboardMonth, i);
      const CltDashboardMonth *y = &g_array_index (b->months, CltDashboardMonth, i);

      g_assert_cmpint (x->month, ==, y->month);
      g_assert_cmpint (x->clients, ==, y->clients);
      g_assert_cmpint (x->equity, ==, y->equity);
      g_assert_cmpint (x->retained, ==, y->retained);
      g_assert_cmpint (x->commission, ==, y->commission);
    }
  for (guint i = 0; i < CLT_N_MAIN_INDICATORS; i++)
    {
      const CltDashboardIndicator *x = &a->indicators[i], *y = &b->indicators[i];

      g_assert_cmpstr (x->now.name, ==, clt_main_indicators[i]);
      g_assert_cmpint (x->now.numerator, ==, y->now.numerator);
      g_assert_cmpint (x->before.denominator, ==, y->before.denominator);
      g_assert_cmpint (x->last_year.numerator, ==, y->last_year.numerator);
      g_assert_cmpint (x->n_trend, ==, y->n_trend);
      g_assert_cmpmem (x->trend, x->n_trend * sizeof (double), y->trend,
                       y->n_trend * sizeof (double));
    }
}

/* The same dashboard whether its months are computed on the spot or read; what it shows is what
 * the indicators say. */
static void
test_dashboard (void)
{
  g_autofree char *dir = clt_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "b.clientele", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CltDashboard) computed = NULL;
  g_autoptr (CltDashboard) gaps = NULL;
  g_autoptr (CltDashboard) read = NULL;
  g_autoptr (CltIndicators) figures = NULL;
  CltDay from, to, first, last;
  Work work;

  work_init (&work, path);
  computed = clt_dashboard_load (work.conn, FIRST_DAY, FIRST_DAY + 30, &error);
  g_assert_no_error (error);
  g_assert_false (computed->empty);
  g_assert_false (computed->has_facts);
  g_clear_pointer (&computed, clt_dashboard_free);

  for (int i = 0; i < 40; i++)
    do_something (&work);
  from = clt_month_first_day (clt_dashboard_last_month (work.conn, &error) - 2);
  to = clt_month_last_day (clt_day_get_month (from));
  gaps = clt_dashboard_load_kept (work.conn, from, to, &error);
  computed = clt_dashboard_load (work.conn, from, to, &error);
  clt_figures_refresh_all (work.conn, &error);
  g_assert_no_error (error);
  read = clt_dashboard_load_kept (work.conn, from, to, &error);
  g_assert_no_error (error);
  /* where the facts begin later there is no month to be missed */
  g_assert_true (clt_figures_get_span (work.conn, &first, &last, &error));
  g_assert_true (gaps->incomplete || first >= from);
  g_assert_false (computed->incomplete);
  g_assert_false (read->incomplete);
  compare_dashboards (computed, read);

  figures = clt_indicators_compute (work.conn, from, to, CLT_BY_NONE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < CLT_N_TIERS; i++)
    {
      g_assert_cmpint (read->tiers[i].clients, ==, figures->contribution[i].clients_end);
      g_assert_cmpint (read->tiers[i].equity, ==, figures->contribution[i].equity);
      g_assert_cmpint (read->tiers[i].retained, ==, figures->contribution[i].retained);
    }
  g_assert_cmpint (read->indicators[1].now.denominator, ==,
                   clt_indicators_find (figures, "churn")->denominator);

  clt_conn_close (work.conn);
  g_rand_free (work.random);
  clt_test_dir_remove (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figures/kept", test_kept);
  g_test_add_func ("/figures/contacts", test_contacts);
  g_test_add_func ("/figures/check", test_check);
  g_test_add_func ("/figures/dashboard", test_dashboard);
  return g_test_run ();
}
