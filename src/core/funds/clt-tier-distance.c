/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/funds/clt-tiers.h"

#include "core/funds/clt-tier-runs.h"

/* One client's window, day by day, from the facts of his accounts alone. */
typedef struct
{
  gint64 id;
  gint64 equity;
  gboolean known;
} Account;

typedef struct
{
  CltConn *conn;
  gint64 client_id;
  GArray *accounts; /* Account */
} Client;

static gboolean
load_accounts (Client *client, GError **error)
{
  CltStep step;
  CltStmt *stmt = clt_conn_query (client->conn, error, "SELECT id FROM account WHERE client_id = ?",
                                  "i", client->client_id);

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      Account account = { .id = clt_stmt_get_int (stmt, 0) };

      g_array_append_val (client->accounts, account);
    }
  return step == CLT_STEP_DONE;
}

/* What each account carries out of the months before the one of @day. */
static gboolean
load_carried (Client *client, CltDay day, GError **error)
{
  for (guint i = 0; i < client->accounts->len; i++)
    {
      Account *account = &g_array_index (client->accounts, Account, i);
      CltStmt *stmt =
        clt_conn_query (client->conn, error,
                        "SELECT equity, last_row FROM account_month WHERE account_id = ? AND month"
                        " = (SELECT max (month) FROM account_month WHERE month < ?)",
                        "ii", account->id, (gint64) clt_day_get_month (day));
      CltStep step;

      if (stmt == NULL)
        return FALSE;
      step = clt_stmt_step (stmt, error);
      if (step == CLT_STEP_ERROR)
        return FALSE;
      account->known = step == CLT_STEP_ROW && !clt_stmt_is_null (stmt, 1);
      account->equity = account->known ? clt_stmt_get_int (stmt, 0) : 0;
      clt_stmt_reset (stmt);
    }
  return TRUE;
}

static gboolean
take_day (Client *client, CltDay day, GError **error)
{
  for (guint i = 0; i < client->accounts->len; i++)
    {
      Account *account = &g_array_index (client->accounts, Account, i);
      CltStmt *stmt =
        clt_conn_query (client->conn, error,
                        "SELECT equity FROM funds_daily WHERE day = ? AND account_id = ?", "ii",
                        (gint64) day, account->id);
      CltStep step;

      if (stmt == NULL)
        return FALSE;
      step = clt_stmt_step (stmt, error);
      if (step == CLT_STEP_ERROR)
        return FALSE;
      if (step == CLT_STEP_ROW)
        {
          account->equity = clt_stmt_get_int (stmt, 0);
          account->known = TRUE;
          clt_stmt_reset (stmt);
        }
    }
  return TRUE;
}

static gboolean
is_client (Client *client, CltDay day, gboolean *is, GError **error)
{
  gint64 n;

  if (!clt_conn_get_int (client->conn, &n, 0, error,
                         "SELECT count(*) FROM spell WHERE client_id = ? AND opened <= ?"
                         " AND (closed IS NULL OR closed > ?)",
                         "iii", client->client_id, (gint64) day, (gint64) day))
    return FALSE;
  *is = n > 0;
  return TRUE;
}

/* Sum of the equity over the trading days @first … @last, and how many of them count. */
static gboolean
sum_window (Client *client,
            const CltCalendar *calendar,
            CltDay first,
            CltDay last,
            gint64 *sum,
            int *days,
            GError **error)
{
  *sum = 0;
  *days = 0;
  if (!load_accounts (client, error) || !load_carried (client, first, error))
    return FALSE;
  for (CltDay day = clt_month_first_day (clt_day_get_month (first)); day <= last; day++)
    {
      gboolean known = FALSE, is = FALSE;

      if (!take_day (client, day, error))
        return FALSE;
      if (day < first || !clt_calendar_is_trading_day (calendar, day))
        continue;
      for (guint i = 0; i < client->accounts->len; i++)
        known = known || g_array_index (client->accounts, Account, i).known;
      if (known && !is_client (client, day, &is, error))
        return FALSE;
      if (!is)
        continue;
      (*days)++;
      for (guint i = 0; i < client->accounts->len; i++)
        *sum += g_array_index (client->accounts, Account, i).equity;
    }
  return TRUE;
}

static gboolean
load_tiers (CltConn *conn, gint64 client_id, CltDay day, CltTierDistance *distance, GError **error)
{
  gint64 tier;

  if (!clt_conn_get_int (conn, &tier, CLT_TIER_UNRATED, error,
                         "SELECT tier FROM tier_history WHERE client_id = ? AND valid_from <= ?"
                         " ORDER BY valid_from DESC LIMIT 1",
                         "ii", client_id, (gint64) day))
    return FALSE;
  distance->computed = (CltTier) tier;
  if (!clt_conn_get_int (conn, &tier, tier, error,
                         "SELECT tier FROM tier_override WHERE client_id = ? AND valid_from <= ?"
                         " AND valid_to >= ? ORDER BY valid_from DESC, id DESC LIMIT 1",
                         "iii", client_id, (gint64) day, (gint64) day))
    return FALSE;
  distance->tier = (CltTier) tier;
  return TRUE;
}

/* The first run after @day. */
static CltDay
find_next_run (const CltCalendar *calendar, CltDay day)
{
  int month = clt_day_get_month (day);
  CltDay run = clt_calendar_at_or_after (calendar, clt_month_first_day (month));

  return run > day ? run : clt_calendar_at_or_after (calendar, clt_month_first_day (month + 1));
}

gboolean
clt_tiers_get_distance (CltConn *conn,
                        gint64 client_id,
                        CltDay day,
                        CltTierDistance *distance,
                        GError **error)
{
  g_autoptr (CltCalendar) calendar = clt_calendar_load (conn, error);
  g_autoptr (GArray) accounts = g_array_new (FALSE, FALSE, sizeof (Account));
  Client client = { conn, client_id, accounts };
  CltTierRules rules;
  CltDay first, last;
  gint64 sum;

  *distance = (CltTierDistance){ .average = CLT_MONEY_NONE, .window_average = CLT_MONEY_NONE };
  if (calendar == NULL || !clt_tier_rules_load (&rules, conn, day, error) ||
      !load_tiers (conn, client_id, day, distance, error))
    return FALSE;
  last = clt_calendar_at_or_before (calendar, day);
  first = clt_calendar_move (calendar, last, 1 - rules.window_days);
  if (!sum_window (&client, calendar, first, last, &sum, &distance->days, error))
    return FALSE;

  distance->next_run = find_next_run (calendar, day);
  distance->trading_days_left = clt_calendar_count (calendar, day + 1, distance->next_run);
  if (distance->days > 0)
    distance->window_average = clt_tier_average (sum, rules.window_days);
  distance->next = MIN (distance->computed + 1, CLT_TIER_HIGH_END);
  if (distance->days < rules.min_days)
    return TRUE;
  distance->average = clt_tier_average (sum, distance->days);
  distance->short_of = MAX (rules.threshold[distance->next] - distance->average, 0);
  distance->about_to_fall =
    clt_tier_rules_is_below (&rules, distance->computed, sum, distance->days);
  return TRUE;
}
