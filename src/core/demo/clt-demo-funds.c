/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/demo/clt-demo-funds.h"

#include "core/demo/clt-demo-people.h"
#include "core/store/clt-action.h"

/* How many trading days have trades and positions, by accounts. */
static guint
detail_days (guint n_accounts)
{
  return n_accounts <= 5000 ? 90 : (n_accounts <= 50000 ? 20 : 5);
}

static gboolean
insert_funds (CltConn *conn, CltDay date, gint64 account, const CltDemoDay *day, GError **error)
{
  return clt_conn_run (
    conn, error,
    "INSERT INTO funds_daily (day, account_id, deposit, withdrawal, opening, balance, equity,"
    " realized, position_pl, commission, exchange_fee, retained, margin, exchange_margin,"
    " available, lots, batch) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "iiiiiiiiiiiiiiiii", (gint64) date, account, day->deposit, day->withdrawal, day->opening,
    day->balance, day->balance, day->realized, day->position_pl, day->commission, day->exchange_fee,
    day->commission - day->exchange_fee, day->margin, day->exchange_margin,
    day->balance - day->margin, day->lots, clt_action_get_id (conn));
}

/* @number: the last trade number of the day, which goes on. */
static gboolean
insert_trades (CltConn *conn,
               CltDay date,
               const CltDemoAccount *account,
               const CltDemoDay *day,
               guint *number,
               GError **error)
{
  for (guint i = 0; i < day->n_trades; i++)
    {
      const CltDemoTrade *trade = &day->trades[i];
      char contract[16];
      char text[16];

      clt_demo_contract_write (trade->product, trade->contract, contract);
      g_snprintf (text, sizeof text, "%08u", ++*number);
      if (!clt_conn_run (
            conn, error,
            "INSERT INTO trade (day, account_id, exchange, number, side, effect, hedge, contract,"
            " lots, price, turnover, commission, exchange_fee, realized, second, batch)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            "iittttttiiiiimii", (gint64) date, account->account_id,
            clt_demo_product (trade->product)->exchange, text, trade->side > 0 ? "buy" : "sell",
            trade->effect, clt_demo_account_hedge (account, trade->product), contract,
            (gint64) trade->lots, trade->price, trade->turnover, trade->commission,
            trade->exchange_fee, trade->realized, (gint64) trade->second, clt_action_get_id (conn)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
insert_position (CltConn *conn,
                 const CltDemoMarket *market,
                 int index,
                 const CltDemoAccount *account,
                 const CltDemoPosition *position,
                 GError **error)
{
  gint64 before = clt_demo_market_settle (market, position->product, index - 1);
  gint64 settle = clt_demo_market_settle (market, position->product, index);
  gint64 from = position->open_index == index ? position->open_price : before;
  char contract[16];

  clt_demo_contract_write (position->product, position->contract, contract);
  return clt_conn_run (
    conn, error,
    "INSERT INTO position (day, account_id, exchange, contract, side, hedge, open_day, open_price,"
    " lots, prev_settle, settle, floating, mtm, margin, batch)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "iittttiiiiiiiii", (gint64) g_array_index (market->days, CltDay, index), account->account_id,
    clt_demo_product (position->product)->exchange, contract, position->side > 0 ? "buy" : "sell",
    clt_demo_account_hedge (account, position->product),
    (gint64) g_array_index (market->days, CltDay, position->open_index), position->open_price,
    (gint64) position->lots, before, settle,
    position->side *
      clt_demo_turnover (position->product, settle - position->open_price, position->lots),
    position->side * clt_demo_turnover (position->product, settle - from, position->lots),
    clt_demo_margin (position->product, settle, position->lots), clt_action_get_id (conn));
}

static gboolean
insert_details (CltConn *conn,
                const CltDemoMarket *market,
                int index,
                const CltDemoAccount *account,
                const CltDemoDay *day,
                guint *number,
                GError **error)
{
  CltDay date = g_array_index (market->days, CltDay, index);

  if (!insert_trades (conn, date, account, day, number, error))
    return FALSE;
  for (guint i = 0; i < account->n_positions; i++)
    if (!insert_position (conn, market, index, account, &account->positions[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
write_day (const CltDemoFunds *funds,
           CltConn *conn,
           const CltDemoMarket *market,
           int index,
           gboolean detailed,
           GError **error)
{
  CltDay date = g_array_index (market->days, CltDay, index);
  guint number = 0;
  CltDemoDay day;

  for (guint i = 0; i < funds->lives->len; i++)
    {
      CltDemoAccount *account = &g_array_index (funds->lives, CltDemoLife, i).account;

      if (index < account->start || index >= account->closed)
        continue;
      clt_demo_account_step (account, market, index, &day);
      clt_action_count_bulk (conn, 1 + (detailed ? day.n_trades + account->n_positions : 0));
      if (!insert_funds (conn, date, account->account_id, &day, error) ||
          (detailed && !insert_details (conn, market, index, account, &day, &number, error)))
        return FALSE;
    }
  return TRUE;
}

gboolean
clt_demo_funds_write (const CltDemoFunds *funds, CltConn *conn, GError **error)
{
  g_autoptr (CltDemoMarket) market = clt_demo_market_new (funds->seed, funds->days);
  guint n = funds->days->len;
  guint first_detailed = n - MIN (n, detail_days (funds->lives->len));
  CltDay first = g_array_index (funds->days, CltDay, 0);
  CltDay last = g_array_index (funds->days, CltDay, n - 1);
  CltDay detailed = g_array_index (funds->days, CltDay, first_detailed);

  clt_action_note_bulk (conn, "funds_daily", first, last);
  clt_action_note_bulk (conn, "trade", detailed, last);
  clt_action_note_bulk (conn, "position", detailed, last);
  for (guint i = 0; i < n; i++)
    {
      if (g_cancellable_set_error_if_cancelled (funds->cancellable, error) ||
          !write_day (funds, conn, market, (int) i, i >= first_detailed, error))
        return FALSE;
      if (funds->progress != NULL)
        funds->progress (funds->progress_from +
                           (funds->progress_to - funds->progress_from) * (i + 1) / n,
                         funds->progress_data);
    }
  return TRUE;
}
