/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/funds/clt-behaviour.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/funds/clt-calendar.h"
#include "core/rules/clt-rules.h"

/* Closes are matched with opens first in, first out. Opens are looked for this much further back
 * than the window; what was opened earlier still counts as held since then. */
#define LOOK_BACK 2

/* An open lot or several, of one contract and direction. */
typedef struct
{
  char *key; /* exchange, contract and direction of the position */
  CltDay day;
  gint64 lots;
} Open;

/* Lots that were closed after so many trading days. */
typedef struct
{
  int days;
  gint64 lots;
} Holding;

typedef struct
{
  CltConn *conn;
  CltBehaviour *out;
  CltCalendar *calendar; /* owned */
  GArray *accounts;      /* owned: gint64 */
  GPtrArray *opens;      /* owned: Open, oldest first */
  GArray *holdings;      /* owned: Holding */
  GArray *ratios;        /* owned: double */
  CltDay search;         /* first day that is read */
  double alert;
  gint64 sector_lots[CLT_N_SECTORS];
  gint64 hedged, opened, opened_long, timed, night, turnover;
  gint64 gains, losses, n_gains, n_losses;
  double equity_sum;
  int equity_days;
} Scan;

static void
open_free (gpointer data)
{
  g_free (((Open *) data)->key);
  g_free (data);
}

static void
scan_clear (Scan *scan)
{
  g_clear_pointer (&scan->calendar, clt_calendar_free);
  g_clear_pointer (&scan->accounts, g_array_unref);
  g_clear_pointer (&scan->opens, g_ptr_array_unref);
  g_clear_pointer (&scan->holdings, g_array_unref);
  g_clear_pointer (&scan->ratios, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scan, scan_clear)

static gboolean
scan_init (Scan *scan, CltConn *conn, CltDay day, GError **error)
{
  CltBehaviour *out = scan->out;

  scan->conn = conn;
  scan->accounts = g_array_new (FALSE, FALSE, sizeof (gint64));
  scan->opens = g_ptr_array_new_with_free_func (open_free);
  scan->holdings = g_array_new (FALSE, FALSE, sizeof (Holding));
  scan->ratios = g_array_new (FALSE, FALSE, sizeof (double));
  scan->calendar = clt_calendar_load (conn, error);
  if (scan->calendar == NULL ||
      !clt_rules_get_count (conn, "behaviour.window_days", day, &out->window_days, error) ||
      !clt_rules_get (conn, "risk.alert", day, &scan->alert, error))
    return FALSE;
  out->last = clt_calendar_at_or_before (scan->calendar, day);
  out->first = clt_calendar_move (scan->calendar, out->last, 1 - out->window_days);
  scan->search = clt_calendar_move (scan->calendar, out->last, 1 - LOOK_BACK * out->window_days);
  return TRUE;
}

static gboolean
find_accounts (Scan *scan, gint64 client_id, GError **error)
{
  CltStep step;
  CltStmt *stmt = clt_conn_query (scan->conn, error, "SELECT id FROM account WHERE client_id = ?",
                                  "i", client_id);

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gint64 id = clt_stmt_get_int (stmt, 0);

      g_array_append_val (scan->accounts, id);
    }
  return step == CLT_STEP_DONE;
}

/* Funds of a day, all accounts together */

static gboolean
scan_funds (Scan *scan, CltDay day, GError **error)
{
  gint64 equity = 0, margin = 0;
  gboolean known = FALSE, traded = FALSE;
  double ratio;

  for (guint i = 0; i < scan->accounts->len; i++)
    {
      CltStmt *stmt =
        clt_conn_query (scan->conn, error,
                        "SELECT equity, margin, lots, coalesce (retained, commission) FROM"
                        " funds_daily WHERE day = ? AND account_id = ?",
                        "ii", (gint64) day, g_array_index (scan->accounts, gint64, i));
      CltStep step;

      if (stmt == NULL || (step = clt_stmt_step (stmt, error)) == CLT_STEP_ERROR)
        return FALSE;
      if (step == CLT_STEP_ROW)
        {
          known = TRUE;
          equity += clt_stmt_get_int (stmt, 0);
          margin += clt_stmt_get_int (stmt, 1);
          traded = traded || clt_stmt_get_int (stmt, 2) > 0;
          scan->out->retained += clt_stmt_get_int (stmt, 3);
        }
      clt_stmt_reset (stmt);
    }
  if (traded)
    {
      scan->out->last_trade = day;
      scan->out->trade_days++;
    }
  if (!known)
    return TRUE;
  scan->equity_sum += (double) equity;
  scan->equity_days++;
  scan->out->days_call += margin > MAX (equity, 0);
  if (equity <= 0)
    {
      scan->out->days_alert += margin > 0;
      return TRUE;
    }
  ratio = (double) margin / (double) equity;
  scan->out->days_alert += ratio > scan->alert;
  g_array_append_val (scan->ratios, ratio);
  return TRUE;
}

/* Trades */

static void
add_holding (Scan *scan, CltDay opened, CltDay closed, gint64 lots)
{
  Holding holding = { clt_calendar_count (scan->calendar, opened + 1, closed), lots };

  g_array_append_val (scan->holdings, holding);
}

/* Takes @lots off the oldest opens of @key; those of the same day only, or of earlier ones only,
 * where the exchange tells. */
static void
match_close (Scan *scan, const char *key, const char *effect, CltDay day, gint64 lots)
{
  gboolean today = g_str_equal (effect, "close_today"), before = g_str_equal (effect, "close_prev");

  for (guint i = 0; i < scan->opens->len && lots > 0;)
    {
      Open *open = scan->opens->pdata[i];
      gint64 taken = MIN (lots, open->lots);

      if (!g_str_equal (open->key, key) || (today && open->day != day) ||
          (before && open->day == day))
        {
          i++;
          continue;
        }
      lots -= taken;
      open->lots -= taken;
      if (day >= scan->out->first)
        add_holding (scan, open->day, day, taken);
      if (open->lots == 0)
        g_ptr_array_remove_index (scan->opens, i);
    }
  if (lots > 0 && day >= scan->out->first)
    add_holding (scan, today ? day : scan->search - 1, day, lots);
}

static void
take_position (Scan *scan, CltStmt *stmt, CltDay day)
{
  gint64 lots = clt_stmt_get_int (stmt, 4);
  const char *effect = clt_stmt_get_text (stmt, 3);
  gboolean opens = g_str_equal (effect, "open");
  gboolean buys = g_str_equal (clt_stmt_get_text (stmt, 2), "buy");
  g_autofree char *key = g_strdup_printf ("%s %s %d", clt_stmt_get_text (stmt, 0),
                                          clt_stmt_get_text (stmt, 1), opens == buys);

  if (opens)
    {
      Open *open = g_new0 (Open, 1);

      open->key = g_steal_pointer (&key);
      open->day = day;
      open->lots = lots;
      g_ptr_array_add (scan->opens, open);
    }
  else
    match_close (scan, key, effect, day, lots);
  if (opens && day >= scan->out->first)
    {
      scan->opened += lots;
      scan->opened_long += buys ? lots : 0;
    }
}

static void
take_trade (Scan *scan, CltStmt *stmt)
{
  gint64 lots = clt_stmt_get_int (stmt, 4);
  gint64 realized = clt_stmt_get_money (stmt, 6);
  const char *hedge = clt_stmt_get_text (stmt, 7);
  CltSector sector = clt_sector_of (clt_stmt_get_text (stmt, 0), clt_stmt_get_text (stmt, 1));

  scan->out->n_trades++;
  scan->out->lots += lots;
  scan->sector_lots[sector] += lots;
  scan->turnover += clt_stmt_get_int (stmt, 5);
  if (g_str_equal (hedge, "hedge") || g_str_equal (hedge, "arbitrage"))
    scan->hedged += lots;
  if (!clt_stmt_is_null (stmt, 8))
    {
      int hour = (int) clt_stmt_get_int (stmt, 8) / 3600;

      scan->timed += lots;
      scan->night += hour >= 20 || hour < 6 ? lots : 0;
    }
  if (realized == CLT_MONEY_NONE || g_str_equal (clt_stmt_get_text (stmt, 3), "open"))
    return;
  scan->out->n_closes++;
  scan->n_gains += realized > 0;
  scan->n_losses += realized < 0;
  scan->gains += MAX (realized, 0);
  scan->losses += MAX (-realized, 0);
}

#define TRADE_COLUMNS                                                                              \
  "t.exchange, t.contract, t.side, t.effect, t.lots, t.turnover, t.realized, t.hedge, t.second"
#define TRADE_ORDER "coalesce (t.second, 0), t.effect <> 'open', t.exchange, t.number"

static gboolean
scan_trades (Scan *scan, CltDay day, GError **error)
{
  gboolean any = FALSE;

  for (guint i = 0; i < scan->accounts->len; i++)
    {
      CltStep step;
      CltStmt *stmt =
        clt_conn_query (scan->conn, error,
                        "SELECT " TRADE_COLUMNS " FROM trade t WHERE t.day = ? AND t.account_id = ?"
                        " ORDER BY " TRADE_ORDER,
                        "ii", (gint64) day, g_array_index (scan->accounts, gint64, i));

      if (stmt == NULL)
        return FALSE;
      while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
        {
          any = TRUE;
          take_position (scan, stmt, day);
          if (day >= scan->out->first)
            take_trade (scan, stmt);
        }
      if (step == CLT_STEP_ERROR)
        return FALSE;
    }
  if (any && scan->out->last_trade != day)
    {
      scan->out->last_trade = day;
      scan->out->trade_days += day >= scan->out->first;
    }
  return TRUE;
}

/* Summing up */

static int
compare_holdings (gconstpointer a, gconstpointer b)
{
  return ((const Holding *) a)->days - ((const Holding *) b)->days;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static int
compare_shares (gconstpointer a, gconstpointer b)
{
  const CltSectorShare *x = a, *y = b;

  return (x->lots < y->lots) - (x->lots > y->lots);
}

static void
judge_style (Scan *scan)
{
  CltBehaviour *out = scan->out;
  gint64 total = 0, same_day = 0, seen = 0;

  out->median_holding = NAN;
  g_array_sort (scan->holdings, compare_holdings);
  for (guint i = 0; i < scan->holdings->len; i++)
    {
      const Holding *holding = &g_array_index (scan->holdings, Holding, i);

      total += holding->lots;
      same_day += holding->days == 0 ? holding->lots : 0;
    }
  for (guint i = 0; i < scan->holdings->len && isnan (out->median_holding); i++)
    {
      const Holding *holding = &g_array_index (scan->holdings, Holding, i);

      seen += holding->lots;
      if (2 * seen >= total)
        out->median_holding = holding->days;
    }
  if (out->lots > 0 && 2 * scan->hedged >= out->lots)
    out->style = CLT_STYLE_HEDGER;
  else if (total == 0)
    out->style = CLT_STYLE_UNKNOWN;
  else if (10 * same_day >= 6 * total)
    out->style = CLT_STYLE_INTRADAY;
  else
    out->style = out->median_holding <= 10 ? CLT_STYLE_SWING : CLT_STYLE_POSITION;
}

static void
judge_sectors (Scan *scan)
{
  CltBehaviour *out = scan->out;
  CltSectorShare shares[CLT_N_SECTORS];

  out->concentration = out->lots > 0 ? 0 : NAN;
  for (int i = 0; i < CLT_N_SECTORS; i++)
    {
      double share = out->lots > 0 ? (double) scan->sector_lots[i] / (double) out->lots : 0;

      shares[i] = (CltSectorShare){ (CltSector) i, scan->sector_lots[i], share };
      out->concentration += share * share;
    }
  qsort (shares, CLT_N_SECTORS, sizeof *shares, compare_shares);
  while (out->n_sectors < 3 && shares[out->n_sectors].lots > 0)
    {
      out->sectors[out->n_sectors] = shares[out->n_sectors];
      out->n_sectors++;
    }
}

static void
judge_margin (Scan *scan)
{
  GArray *ratios = scan->ratios;
  double sum = 0;

  scan->out->margin_mean = scan->out->margin_p95 = NAN;
  if (ratios->len == 0)
    return;
  g_array_sort (ratios, compare_doubles);
  for (guint i = 0; i < ratios->len; i++)
    sum += g_array_index (ratios, double, i);
  scan->out->margin_mean = sum / ratios->len;
  /* nearest rank */
  scan->out->margin_p95 = g_array_index (ratios, double, (ratios->len * 95 + 99) / 100 - 1);
}

static double
divide (double a, double b)
{
  return b == 0 ? NAN : a / b;
}

/* The last trade before the window: from the days of its month, then from the months before. */
static gboolean
find_earlier_trade (Scan *scan, GError **error)
{
  CltBehaviour *out = scan->out;
  int month = clt_day_get_month (out->first);

  for (guint i = 0; i < scan->accounts->len && out->trade_days == 0; i++)
    {
      gint64 id = g_array_index (scan->accounts, gint64, i), day;

      for (CltDay d = out->first - 1; d >= clt_month_first_day (month) && d > out->last_trade; d--)
        {
          if (!clt_conn_get_int (scan->conn, &day, CLT_DAY_NONE, error,
                                 "SELECT day FROM funds_daily WHERE day = ? AND account_id = ?"
                                 " AND lots > 0",
                                 "ii", (gint64) d, id))
            return FALSE;
          out->last_trade = MAX (out->last_trade, (CltDay) day);
        }
      if (!clt_conn_get_int (scan->conn, &day, CLT_DAY_NONE, error,
                             "SELECT last_trade FROM account_month WHERE account_id = ?1 AND month"
                             " = (SELECT max (month) FROM account_month WHERE month < ?2)",
                             "ii", id, (gint64) month))
        return FALSE;
      out->last_trade = MAX (out->last_trade, (CltDay) day);
    }
  return TRUE;
}

static void
judge (Scan *scan)
{
  CltBehaviour *out = scan->out;

  judge_style (scan);
  judge_sectors (scan);
  judge_margin (scan);
  out->recency = out->last_trade == CLT_DAY_NONE
                   ? -1
                   : clt_calendar_count (scan->calendar, out->last_trade + 1, out->last);
  out->frequency = (double) out->trade_days / out->window_days;
  out->turnover_multiple = scan->turnover > 0 && scan->equity_sum > 0
                             ? (double) scan->turnover / (scan->equity_sum / scan->equity_days)
                             : NAN;
  out->long_share = divide ((double) scan->opened_long, (double) scan->opened);
  out->night_share = divide ((double) scan->night, (double) scan->timed);
  out->win_rate = divide ((double) scan->n_gains, (double) out->n_closes);
  out->pay_off = scan->n_gains > 0 && scan->n_losses > 0
                   ? ((double) scan->gains / (double) scan->n_gains) /
                       ((double) scan->losses / (double) scan->n_losses)
                   : NAN;
}

gboolean
clt_behaviour_get_last_fact (CltConn *conn, CltDay *day, GError **error)
{
  gint64 funds, trade;

  if (!clt_conn_get_int (conn, &funds, CLT_DAY_NONE, error, "SELECT max (day) FROM funds_daily",
                         "") ||
      !clt_conn_get_int (conn, &trade, CLT_DAY_NONE, error, "SELECT max (day) FROM trade", ""))
    return FALSE;
  *day = (CltDay) MAX (funds, trade);
  return TRUE;
}

gboolean
clt_behaviour_load (CltConn *conn,
                    gint64 client_id,
                    CltDay day,
                    CltBehaviour *behaviour,
                    GError **error)
{
  g_auto (Scan) scan = { .out = behaviour };

  *behaviour = (CltBehaviour){ .last_trade = CLT_DAY_NONE };
  if (!scan_init (&scan, conn, day, error) || !find_accounts (&scan, client_id, error))
    return FALSE;
  for (CltDay d = scan.search; d <= behaviour->last; d++)
    {
      if (d >= behaviour->first && !scan_funds (&scan, d, error))
        return FALSE;
      if (!scan_trades (&scan, d, error))
        return FALSE;
    }
  if (!find_earlier_trade (&scan, error))
    return FALSE;
  judge (&scan);
  return TRUE;
}

/* Everybody */

typedef struct
{
  Scan scan; /* of the client whose trades are being read */
  CltBehaviour blank, current;
  gint64 client;   /* 0: nobody yet */
  GHashTable *all; /* owned: client -> CltBehaviour */
} Everybody;

static void
everybody_clear (Everybody *everybody)
{
  scan_clear (&everybody->scan);
  g_clear_pointer (&everybody->all, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Everybody, everybody_clear)

static CltBehaviour *
get_behaviour (Everybody *everybody, gint64 client)
{
  CltBehaviour *behaviour = g_hash_table_lookup (everybody->all, &client);

  if (behaviour == NULL)
    {
      behaviour = g_memdup2 (&everybody->blank, sizeof everybody->blank);
      g_hash_table_insert (everybody->all, g_memdup2 (&client, sizeof client), behaviour);
    }
  return behaviour;
}

/* What was read of the current client becomes his; @next begins. */
static void
turn_to (Everybody *everybody, gint64 next)
{
  Scan *scan = &everybody->scan;

  if (everybody->client != 0)
    {
      judge_style (scan);
      judge_sectors (scan);
      *get_behaviour (everybody, everybody->client) = everybody->current;
    }
  g_ptr_array_set_size (scan->opens, 0);
  g_array_set_size (scan->holdings, 0);
  memset (scan->sector_lots, 0, sizeof scan->sector_lots);
  scan->hedged = 0;
  everybody->current = everybody->blank;
  everybody->client = next;
}

static gboolean
read_all_trades (Everybody *everybody, GError **error)
{
  Scan *scan = &everybody->scan;
  CltStep step;
  CltStmt *stmt =
    clt_conn_query (scan->conn, error,
                    "SELECT " TRADE_COLUMNS ", a.client_id, t.day FROM trade t JOIN account a"
                    " ON a.id = t.account_id WHERE t.day BETWEEN ? AND ?"
                    " ORDER BY a.client_id, t.day, a.id, " TRADE_ORDER,
                    "ii", (gint64) scan->search, (gint64) everybody->blank.last);

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      CltDay day = clt_stmt_get_day (stmt, 10);

      if (clt_stmt_get_int (stmt, 9) != everybody->client)
        turn_to (everybody, clt_stmt_get_int (stmt, 9));
      take_position (scan, stmt, day);
      if (day >= scan->out->first)
        take_trade (scan, stmt);
    }
  turn_to (everybody, 0);
  return step == CLT_STEP_DONE;
}

/* The mean over days with positive equity, all accounts of a client together. */
static gboolean
read_all_margins (Everybody *everybody, GError **error)
{
  CltStep step;
  CltStmt *stmt = clt_conn_query (
    everybody->scan.conn, error,
    "SELECT client_id, avg (margin * 1.0 / equity) FROM (SELECT a.client_id,"
    " sum (f.equity) AS equity, sum (f.margin) AS margin FROM funds_daily f JOIN account a"
    " ON a.id = f.account_id WHERE f.day BETWEEN ? AND ? GROUP BY a.client_id, f.day)"
    " WHERE equity > 0 GROUP BY client_id",
    "ii", (gint64) everybody->blank.first, (gint64) everybody->blank.last);

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    get_behaviour (everybody, clt_stmt_get_int (stmt, 0))->margin_mean =
      clt_stmt_get_double (stmt, 1);
  return step == CLT_STEP_DONE;
}

gboolean
clt_behaviour_load_all (CltConn *conn,
                        CltDay day,
                        CltBehaviourFunc func,
                        gpointer data,
                        GError **error)
{
  g_auto (Everybody) everybody = { .scan.out = &everybody.current };
  GHashTableIter iter;
  gpointer client, behaviour;

  everybody.all = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  everybody.current.last_trade = CLT_DAY_NONE;
  everybody.current.margin_mean = everybody.current.margin_p95 = NAN;
  everybody.current.concentration = everybody.current.median_holding = NAN;
  if (!scan_init (&everybody.scan, conn, day, error))
    return FALSE;
  everybody.blank = everybody.current;
  if (!read_all_trades (&everybody, error) || !read_all_margins (&everybody, error))
    return FALSE;
  g_hash_table_iter_init (&iter, everybody.all);
  while (g_hash_table_iter_next (&iter, &client, &behaviour))
    func (*(const gint64 *) client, behaviour, data);
  return TRUE;
}

const char *
clt_holding_style_get_label (CltHoldingStyle style)
{
  static const char *const labels[] = {
    [CLT_STYLE_UNKNOWN] = NC_ ("style", "Unknown"),
    [CLT_STYLE_INTRADAY] = NC_ ("style", "Intraday"),
    [CLT_STYLE_SWING] = NC_ ("style", "Swing"),
    [CLT_STYLE_POSITION] = NC_ ("style", "Position"),
    [CLT_STYLE_HEDGER] = NC_ ("style", "Hedger"),
  };

  return g_dpgettext2 (GETTEXT_PACKAGE, "style", labels[style]);
}
