/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/funds/clt-scores.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/funds/clt-calendar.h"
#include "core/rules/clt-rules.h"
#include "core/store/clt-lookup.h"
#include "core/store/clt-visit.h"

#define CACHE_KEY "clt-scores"

/* What an action must have touched to change a score; facts beside. */
static const char *const basis[] = { "account", "rule", "spell", "trading_day" };

/* Months that lie in the window as a whole are read from account_month; the month in which it
 * begins is read day by day, and the last one where today lies before the last fact. */
typedef struct
{
  guint32 score; /* index + 1 of its client's score; 0: of nobody who is open */
  gint64 before; /* equity before the window, */
  gint64 after;  /* and at its end */
} Account;

/* Of a client, beside the score. */
typedef struct
{
  CltDay last_trade;
  guint32 n_accounts;
  guint32 days; /* bits: days of the month that is read day by day */
} Client;

typedef struct
{
  CltConn *conn;
  CltScores *out;
  CltCalendar *calendar; /* owned */
  gint64 first_account;
  gsize n_accounts;
  Account *accounts; /* owned: by id less first_account */
  Client *clients;   /* owned: beside out->scores */
  CltDay month;      /* first day of the month that is read day by day */
} Scan;

static void
scan_clear (Scan *scan)
{
  g_clear_pointer (&scan->calendar, clt_calendar_free);
  g_free (scan->accounts);
  g_free (scan->clients);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scan, scan_clear)

static void
scores_free (gpointer data)
{
  CltScores *scores = data;

  g_free (scores->scores);
  g_free (scores);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltScores, scores_free)

static Account *
find_account (const Scan *scan, gint64 id)
{
  gint64 index = id - scan->first_account;

  if (index < 0 || index >= (gint64) scan->n_accounts || scan->accounts[index].score == 0)
    return NULL;
  return &scan->accounts[index];
}

/* Who is scored: clients with a spell that covers the day */

static gboolean
load_clients (Scan *scan, GError **error)
{
  g_autoptr (GArray) scores = g_array_new (FALSE, TRUE, sizeof (CltScore));
  CltStep step;
  CltStmt *stmt = clt_conn_query (scan->conn, error,
                                  "SELECT client_id FROM search_key WHERE prospect = 0"
                                  " AND opened <= ?1 AND (closed IS NULL OR closed > ?1)"
                                  " ORDER BY client_id",
                                  "i", (gint64) scan->out->today);

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const CltScore score = { .client_id = clt_stmt_get_int (stmt, 0) };

      g_array_append_val (scores, score);
    }
  scan->out->n = scores->len;
  scan->out->scores = (CltScore *) (gpointer) g_array_free (g_steal_pointer (&scores), FALSE);
  scan->clients = g_new0 (Client, scan->out->n + 1);
  for (guint i = 0; i < scan->out->n; i++)
    scan->clients[i].last_trade = CLT_DAY_NONE;
  return step == CLT_STEP_DONE;
}

static gboolean
load_accounts (Scan *scan, GError **error)
{
  gint64 last;
  CltStep step;
  CltStmt *stmt;

  if (!clt_conn_get_int (scan->conn, &scan->first_account, 0, error, "SELECT min (id) FROM account",
                         "") ||
      !clt_conn_get_int (scan->conn, &last, -1, error, "SELECT max (id) FROM account", ""))
    return FALSE;
  scan->n_accounts = (gsize) MAX (last - scan->first_account + 1, 0);
  scan->accounts = g_new0 (Account, scan->n_accounts + 1);
  stmt = clt_conn_query (scan->conn, error, "SELECT id, client_id FROM account", "");
  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const CltScore *score = clt_scores_find (scan->out, clt_stmt_get_int (stmt, 1));
      gint64 index = clt_stmt_get_int (stmt, 0) - scan->first_account;

      if (score == NULL)
        continue;
      scan->accounts[index].score = (guint32) (score - scan->out->scores) + 1;
      scan->clients[score - scan->out->scores].n_accounts++;
    }
  return step == CLT_STEP_DONE;
}

/* Reading */

/* Of the month before the window: what was carried into it. */
static void
take_carried (const gint64 *values, gpointer data)
{
  const Scan *scan = data;
  Account *account = find_account (scan, values[0]);
  Client *client;

  if (account == NULL)
    return;
  client = &scan->clients[account->score - 1];
  account->before = account->after = values[1];
  client->last_trade = MAX (client->last_trade, (CltDay) values[2]);
}

/* A month that lies in the window as a whole. */
static void
take_month (const gint64 *values, gpointer data)
{
  const Scan *scan = data;
  Account *account = find_account (scan, values[0]);
  CltScore *score;
  Client *client;

  if (account == NULL)
    return;
  score = &scan->out->scores[account->score - 1];
  client = &scan->clients[account->score - 1];
  account->after = values[1];
  client->last_trade = MAX (client->last_trade, (CltDay) values[2]);
  score->result -= values[3] - values[4];
  score->retained += values[5];
  score->trade_days += (int) values[6];
}

static gboolean
read_month (Scan *scan, int month, CltVisitFunc take, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (scan->conn, error,
                    "SELECT clt_visit (account_id, equity, coalesce (last_trade, ?2), deposit,"
                    " withdrawal, retained, trade_days) FROM account_month WHERE month = ?1",
                    "ii", (gint64) month, (gint64) CLT_DAY_NONE);

  return stmt != NULL && clt_stmt_visit (stmt, take, scan, error);
}

static void
note_trade (const Scan *scan, guint32 index, CltDay day)
{
  Client *client = &scan->clients[index];

  client->last_trade = MAX (client->last_trade, day);
  if (day >= scan->out->first)
    client->days |= 1u << (day - scan->month);
}

static void
take_funds (const gint64 *values, gpointer data)
{
  const Scan *scan = data;
  Account *account = find_account (scan, values[1]);
  CltDay day = (CltDay) values[0];
  CltScore *score;

  if (account == NULL)
    return;
  score = &scan->out->scores[account->score - 1];
  account->after = values[2];
  if (values[3] > 0)
    note_trade (scan, account->score - 1, day);
  if (day < scan->out->first)
    account->before = values[2];
  else
    {
      score->result -= values[4] - values[5];
      score->retained += values[6];
    }
}

static void
take_trade (const gint64 *values, gpointer data)
{
  const Scan *scan = data;
  const Account *account = find_account (scan, values[1]);

  if (account != NULL)
    note_trade (scan, account->score - 1, (CltDay) values[0]);
}

/* The days of a month up to @last. */
static gboolean
read_days (Scan *scan, int month, CltDay last, GError **error)
{
  CltStmt *stmt;

  scan->month = clt_month_first_day (month);
  stmt = clt_conn_query (scan->conn, error,
                         "SELECT clt_visit (day, account_id, equity, lots, deposit, withdrawal,"
                         " coalesce (retained, commission)) FROM funds_daily"
                         " WHERE day BETWEEN ? AND ?",
                         "ii", (gint64) scan->month, (gint64) last);
  if (stmt == NULL || !clt_stmt_visit (stmt, take_funds, scan, error))
    return FALSE;
  stmt = clt_conn_query (scan->conn, error,
                         "SELECT clt_visit (day, account_id) FROM trade WHERE day BETWEEN ? AND ?",
                         "ii", (gint64) scan->month, (gint64) last);
  if (stmt == NULL || !clt_stmt_visit (stmt, take_trade, scan, error))
    return FALSE;
  for (guint i = 0; i < scan->out->n; i++)
    {
      scan->out->scores[i].trade_days += __builtin_popcount (scan->clients[i].days);
      scan->clients[i].days = 0;
    }
  return TRUE;
}

static gboolean
read_window (Scan *scan, CltDay last_fact, GError **error)
{
  const CltScores *out = scan->out;
  int first = clt_day_get_month (out->first), last = clt_day_get_month (out->last);
  gboolean whole = out->last >= MIN (last_fact, clt_month_last_day (last));

  if (!read_month (scan, first - 1, take_carried, error) ||
      !read_days (scan, first, MIN (out->last, clt_month_last_day (first)), error))
    return FALSE;
  for (int month = first + 1; month <= last; month++)
    if (month < last || whole ? !read_month (scan, month, take_month, error)
                              : !read_days (scan, month, out->last, error))
      return FALSE;
  for (gsize i = 0; i < scan->n_accounts; i++)
    if (scan->accounts[i].score != 0)
      scan->out->scores[scan->accounts[i].score - 1].result +=
        scan->accounts[i].after - scan->accounts[i].before;
  return TRUE;
}

/* A day on which two accounts of a client trade is one day; months do not tell which days. */
static gboolean
count_shared_days (Scan *scan, GError **error)
{
  CltStep step;
  CltStmt *stmt = clt_conn_query (
    scan->conn, error,
    "WITH RECURSIVE d (day) AS (SELECT ?1 UNION ALL SELECT day + 1 FROM d WHERE day < ?2)"
    " SELECT s.client_id, (SELECT count(*) FROM d WHERE EXISTS (SELECT 1 FROM account a"
    " CROSS JOIN funds_daily f WHERE a.client_id = s.client_id AND f.day = d.day"
    " AND f.account_id = a.id AND f.lots > 0) OR EXISTS (SELECT 1 FROM account a"
    " CROSS JOIN trade t WHERE a.client_id = s.client_id AND t.day = d.day"
    " AND t.account_id = a.id))"
    " FROM (SELECT client_id FROM account GROUP BY client_id HAVING count(*) > 1) s",
    "ii", (gint64) scan->out->first, (gint64) scan->out->last);

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const CltScore *score = clt_scores_find (scan->out, clt_stmt_get_int (stmt, 0));

      if (score != NULL)
        scan->out->scores[score - scan->out->scores].trade_days = (int) clt_stmt_get_int (stmt, 1);
    }
  return step == CLT_STEP_DONE;
}

/* Scoring */

static int
compare_values (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static int
judge_quintile (const gint64 *sorted, guint n, gint64 value)
{
  guint from = 0, to = n;

  while (from < to)
    {
      guint middle = (from + to) / 2;

      if (sorted[middle] < value)
        from = middle + 1;
      else
        to = middle;
    }
  return 1 + (int) (5 * (guint64) from / n);
}

typedef gint64 (*MeasureFunc) (const Scan *scan, guint i);

static gint64
get_last_trade (const Scan *scan, guint i)
{
  return scan->clients[i].last_trade;
}

static gint64
get_trade_days (const Scan *scan, guint i)
{
  return scan->out->scores[i].trade_days;
}

static gint64
get_retained (const Scan *scan, guint i)
{
  return scan->out->scores[i].retained;
}

/* @offset: of the score in CltScore. */
static void
score_quintiles (Scan *scan, MeasureFunc get, gsize offset)
{
  guint n = scan->out->n;
  g_autofree gint64 *sorted = g_new (gint64, n);

  for (guint i = 0; i < n; i++)
    sorted[i] = get (scan, i);
  qsort (sorted, n, sizeof *sorted, compare_values);
  for (guint i = 0; i < n; i++)
    G_STRUCT_MEMBER (int, &scan->out->scores[i], offset) =
      judge_quintile (sorted, n, get (scan, i));
}

static gboolean
score_fixed (Scan *scan, GError **error)
{
  const CltScores *out = scan->out;
  double recency[6] = { 0 }, frequency[6] = { 0 };
  gint64 monetary[6] = { 0 };

  for (int k = 2; k <= 5; k++)
    {
      g_autofree char *r = g_strdup_printf ("score.recency_%d", k);
      g_autofree char *f = g_strdup_printf ("score.frequency_%d", k);
      g_autofree char *m = g_strdup_printf ("score.monetary_%d", k);

      if (!clt_rules_get (scan->conn, r, out->today, &recency[k], error) ||
          !clt_rules_get (scan->conn, f, out->today, &frequency[k], error) ||
          !clt_rules_get_money (scan->conn, m, out->today, &monetary[k], error))
        return FALSE;
    }
  for (guint i = 0; i < out->n; i++)
    {
      CltScore *score = &out->scores[i];

      score->r = score->f = score->m = 1;
      for (int k = 2; k <= 5; k++)
        {
          if (score->recency >= 0 && score->recency <= recency[k])
            score->r = k;
          if (score->trade_days >= frequency[k] * out->window_days)
            score->f = k;
          if (score->retained >= monetary[k])
            score->m = k;
        }
    }
  return TRUE;
}

static gboolean
judge (Scan *scan, GError **error)
{
  CltScores *out = scan->out;
  int min_clients;

  if (!clt_rules_get_count (scan->conn, "score.min_clients", out->today, &min_clients, error))
    return FALSE;
  for (guint i = 0; i < out->n; i++)
    {
      CltDay day = scan->clients[i].last_trade;

      out->scores[i].recency =
        day == CLT_DAY_NONE ? -1 : clt_calendar_count (scan->calendar, day + 1, out->last);
    }
  out->fixed = (int) out->n < min_clients;
  if (out->fixed)
    return score_fixed (scan, error);
  score_quintiles (scan, get_last_trade, G_STRUCT_OFFSET (CltScore, r));
  score_quintiles (scan, get_trade_days, G_STRUCT_OFFSET (CltScore, f));
  score_quintiles (scan, get_retained, G_STRUCT_OFFSET (CltScore, m));
  return TRUE;
}

static CltScores *
load (CltConn *conn, CltDay today, GError **error)
{
  g_autoptr (CltScores) scores = g_new0 (CltScores, 1);
  g_auto (Scan) scan = { .conn = conn, .out = scores };
  CltDay last_fact;

  scores->today = today;
  scores->first = scores->last = CLT_DAY_NONE;
  if (!clt_behaviour_get_last_fact (conn, &last_fact, error))
    return NULL;
  if (last_fact == CLT_DAY_NONE)
    return g_steal_pointer (&scores);
  scan.calendar = clt_calendar_load (conn, error);
  if (scan.calendar == NULL ||
      !clt_rules_get_count (conn, "behaviour.window_days", today, &scores->window_days, error))
    return NULL;
  scores->last = clt_calendar_at_or_before (scan.calendar, MIN (today, last_fact));
  scores->first = clt_calendar_move (scan.calendar, scores->last, 1 - scores->window_days);
  if (!load_clients (&scan, error) || !load_accounts (&scan, error) ||
      !read_window (&scan, last_fact, error) || !count_shared_days (&scan, error) ||
      !judge (&scan, error))
    return NULL;
  return g_steal_pointer (&scores);
}

/* Keeping */

/* The newest action or undo that may have changed a score. */
static gboolean
get_stamp (CltConn *conn, gint64 *stamp, GError **error)
{
  return clt_conn_get_int (conn, stamp, 0, error,
                           "SELECT max ((SELECT coalesce (max (action), 0) FROM action_bulk),"
                           " (SELECT coalesce (max (id), 0) FROM action_event),"
                           " (SELECT coalesce (max (action), 0) FROM action_row"
                           " WHERE tbl IN ('account', 'rule', 'spell', 'trading_day')))",
                           "");
}

const CltScores *
clt_scores_get (CltConn *conn, CltDay today, GError **error)
{
  CltScores *scores = clt_conn_get_cache (conn, CACHE_KEY);
  gint64 version, stamp;

  /* moves with every commit of another connection; our own drop the cache */
  if (!clt_conn_get_data_version (conn, &version, error))
    return NULL;
  if (scores != NULL && scores->today == today && scores->version == version)
    return scores;
  if (!get_stamp (conn, &stamp, error))
    return NULL;
  if (scores == NULL || scores->today != today || scores->stamp != stamp)
    {
      scores = load (conn, today, error);
      clt_conn_set_cache (conn, CACHE_KEY, scores, scores_free);
    }
  if (scores != NULL)
    {
      scores->version = version;
      scores->stamp = stamp;
    }
  return scores;
}

static int
compare_client (gconstpointer key, gconstpointer score)
{
  gint64 id = *(const gint64 *) key, other = ((const CltScore *) score)->client_id;

  return (id > other) - (id < other);
}

const CltScore *
clt_scores_find (const CltScores *scores, gint64 client_id)
{
  if (scores->n == 0)
    return NULL;
  return bsearch (&client_id, scores->scores, scores->n, sizeof (CltScore), compare_client);
}

/* Closing trades are counted when somebody asks for them: they are many more than days. */
static gboolean
load_closes (CltConn *conn, CltScores *scores, GError **error)
{
  CltStep step;
  CltStmt *stmt;

  if (scores->with_closes || scores->last == CLT_DAY_NONE)
    return TRUE;
  stmt = clt_conn_query (conn, error,
                         "SELECT a.client_id, count(*), sum (t.realized > 0) FROM trade t"
                         " JOIN account a ON a.id = t.account_id WHERE t.day BETWEEN ? AND ?"
                         " AND t.effect <> 'open' AND t.realized IS NOT NULL GROUP BY a.client_id",
                         "ii", (gint64) scores->first, (gint64) scores->last);
  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const CltScore *score = clt_scores_find (scores, clt_stmt_get_int (stmt, 0));

      if (score == NULL)
        continue;
      scores->scores[score - scores->scores].n_closes = (int) clt_stmt_get_int (stmt, 1);
      scores->scores[score - scores->scores].n_gains = (int) clt_stmt_get_int (stmt, 2);
    }
  scores->with_closes = step == CLT_STEP_DONE;
  return scores->with_closes;
}

/* How trades are held is a matter of single trades, too. */
static void
take_behaviour (gint64 client_id, const CltBehaviour *behaviour, gpointer data)
{
  CltScores *scores = data;
  const CltScore *found = clt_scores_find (scores, client_id);
  CltScore *score = found == NULL ? NULL : &scores->scores[found - scores->scores];

  if (score == NULL)
    return;
  score->style = behaviour->style;
  score->concentration = behaviour->concentration;
  score->margin_use = behaviour->margin_mean;
}

static gboolean
load_behaviour (CltConn *conn, CltScores *scores, GError **error)
{
  if (scores->with_behaviour || scores->last == CLT_DAY_NONE)
    return TRUE;
  for (guint i = 0; i < scores->n; i++)
    scores->scores[i].concentration = scores->scores[i].margin_use = NAN;
  scores->with_behaviour =
    clt_behaviour_load_all (conn, scores->last, take_behaviour, scores, error);
  return scores->with_behaviour;
}

const char *const clt_scores_names[] = {
  "r",        "f",        "m",      "rfm",   "recency",       "trade_days", "frequency",
  "retained", "win_rate", "result", "style", "concentration", "margin_use", NULL,
};

static gboolean
needs_behaviour (const char *name)
{
  return g_str_equal (name, "style") || g_str_equal (name, "concentration") ||
         g_str_equal (name, "margin_use");
}

static gint64
get_millionths (double ratio)
{
  return isnan (ratio) ? CLT_MONEY_NONE : llround (ratio * 1e6);
}

static gint64
get_figure (const CltScores *scores, const CltScore *score, const char *name)
{
  if (g_str_equal (name, "r"))
    return score->r;
  if (g_str_equal (name, "f"))
    return score->f;
  if (g_str_equal (name, "m"))
    return score->m;
  if (g_str_equal (name, "rfm"))
    return score->r * 100 + score->f * 10 + score->m;
  if (g_str_equal (name, "recency"))
    return score->recency < 0 ? CLT_MONEY_NONE : score->recency;
  if (g_str_equal (name, "trade_days"))
    return score->trade_days;
  if (g_str_equal (name, "frequency"))
    return (gint64) score->trade_days * 1000000 / scores->window_days;
  if (g_str_equal (name, "retained"))
    return score->retained;
  if (g_str_equal (name, "result"))
    return score->result;
  if (g_str_equal (name, "win_rate") && score->n_closes > 0)
    return (gint64) score->n_gains * 1000000 / score->n_closes;
  if (g_str_equal (name, "style") && score->style != CLT_STYLE_UNKNOWN)
    return score->style;
  if (g_str_equal (name, "concentration"))
    return get_millionths (score->concentration);
  if (g_str_equal (name, "margin_use"))
    return get_millionths (score->margin_use);
  return CLT_MONEY_NONE;
}

gboolean
clt_scores_lookup (CltConn *conn,
                   gint64 id,
                   const char *name,
                   CltDay day,
                   gboolean fresh,
                   gint64 *value,
                   GError **error)
{
  CltScores *scores = fresh ? NULL : clt_conn_get_cache (conn, CACHE_KEY);
  const CltScore *score;

  if (scores == NULL || scores->today != day)
    {
      if (clt_scores_get (conn, day, error) == NULL)
        return FALSE;
      scores = clt_conn_get_cache (conn, CACHE_KEY);
    }
  if ((g_str_equal (name, "win_rate") && !load_closes (conn, scores, error)) ||
      (needs_behaviour (name) && !load_behaviour (conn, scores, error)))
    return FALSE;
  score = clt_scores_find (scores, id);
  if (score != NULL)
    *value = get_figure (scores, score, name);
  return TRUE;
}

gboolean
clt_scores_derived (CltConn *conn, const CltTouched *touched, GError **error)
{
  gboolean changed = clt_touched_get_bulk (touched, "funds_daily") != NULL ||
                     clt_touched_get_bulk (touched, "trade") != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (basis) && !changed; i++)
    changed = clt_touched_get_rows (touched, basis[i]) != NULL;
  if (changed)
    clt_conn_set_cache (conn, CACHE_KEY, NULL, NULL);
  return TRUE;
}
