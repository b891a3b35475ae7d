/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/funds/clt-rollup.h"

#include "core/base/clt-i18n.h"
#include "core/funds/clt-calendar.h"

/* The second opinion on account_month: SQL over the facts, month by month, that shares nothing
 * with the program that keeps it. */

#define MAX_PROBLEMS 100

static const char own_sql[] =
  "WITH fact AS (SELECT account_id, count(*) AS rows, min (day) AS first_day, max (day) AS "
  "last_day,"
  " sum (coalesce (deposit, 0)) AS deposit, sum (coalesce (withdrawal, 0)) AS withdrawal,"
  " sum (coalesce (realized, 0)) AS realized, sum (coalesce (position_pl, 0)) AS position_pl,"
  " sum (coalesce (commission, 0)) AS commission, sum (coalesce (exchange_fee, 0)) AS exchange_fee,"
  " sum (coalesce (retained, commission, 0)) AS retained, sum (coalesce (lots, 0)) AS lots"
  " FROM funds_daily WHERE day BETWEEN ?1 AND ?2 GROUP BY account_id),"
  " traded AS (SELECT account_id, day FROM funds_daily WHERE day BETWEEN ?1 AND ?2 AND lots > 0"
  " UNION SELECT account_id, day FROM trade WHERE day BETWEEN ?1 AND ?2),"
  " held AS (SELECT account_id, day FROM funds_daily WHERE day BETWEEN ?1 AND ?2 AND margin > 0"
  " UNION SELECT account_id, day FROM position WHERE day BETWEEN ?1 AND ?2)"
  " SELECT a.number FROM account_month m LEFT JOIN account a ON a.id = m.account_id"
  " LEFT JOIN fact f ON f.account_id = m.account_id"
  " LEFT JOIN (SELECT account_id, count(*) AS n FROM traded GROUP BY account_id) t"
  " ON t.account_id = m.account_id"
  " LEFT JOIN (SELECT account_id, count(*) AS n FROM held GROUP BY account_id) h"
  " ON h.account_id = m.account_id"
  " WHERE m.month = ?3 AND (m.rows, m.first_day, m.last_day, m.deposit, m.withdrawal, m.realized,"
  " m.position_pl, m.commission, m.exchange_fee, m.retained, m.lots, m.trade_days, m.position_days)"
  " IS NOT (coalesce (f.rows, 0), f.first_day, f.last_day, coalesce (f.deposit, 0),"
  " coalesce (f.withdrawal, 0), coalesce (f.realized, 0), coalesce (f.position_pl, 0),"
  " coalesce (f.commission, 0), coalesce (f.exchange_fee, 0), coalesce (f.retained, 0),"
  " coalesce (f.lots, 0), coalesce (t.n, 0), coalesce (h.n, 0))"
  " UNION SELECT a.number FROM fact f JOIN account a ON a.id = f.account_id WHERE NOT EXISTS"
  " (SELECT 1 FROM account_month m WHERE m.month = ?3 AND m.account_id = f.account_id)"
  " LIMIT 100";

/* Carried from month to month: equity, margin and the last days. */
static const char carried_sql[] =
  "SELECT a.number FROM account_month m LEFT JOIN account a ON a.id = m.account_id"
  " LEFT JOIN account_month p ON p.month = ?2 - 1 AND p.account_id = m.account_id"
  " LEFT JOIN funds_daily f ON f.day = m.last_day AND f.account_id = m.account_id"
  " WHERE m.month = ?2 AND (m.last_row IS NOT coalesce (m.last_day, p.last_row)"
  " OR m.equity IS NOT CASE WHEN m.last_day IS NULL THEN coalesce (p.equity, 0) ELSE f.equity END"
  " OR m.margin IS NOT CASE WHEN m.last_day IS NULL THEN coalesce (p.margin, 0)"
  " ELSE coalesce (f.margin, 0) END"
  " OR (m.trade_days = 0 AND m.last_trade IS NOT p.last_trade)"
  " OR (m.trade_days > 0 AND coalesce (m.last_trade, 0) < ?1)"
  " OR (m.position_days = 0 AND m.last_position IS NOT p.last_position)"
  " OR (m.position_days > 0 AND coalesce (m.last_position, 0) < ?1))"
  " UNION SELECT a.number FROM account_month p LEFT JOIN account a ON a.id = p.account_id"
  " WHERE p.month = ?2 - 1 AND NOT EXISTS (SELECT 1 FROM account_month m WHERE m.month = ?2"
  " AND m.account_id = p.account_id) LIMIT 100";

static gboolean
take_problems (CltStmt *stmt, int month, GPtrArray *problems, GError **error)
{
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    if (problems->len < MAX_PROBLEMS)
      g_ptr_array_add (
        problems,
        /* Translators: a month (year, month), then an account number. */
        g_strdup_printf (_ ("The summary of %d-%02d of account %s differs from its daily funds."),
                         month / 12, month % 12 + 1, clt_stmt_get_text (stmt, 0)));
  return step == CLT_STEP_DONE;
}

/* Sum of the carried equity over the month's trading days, by account: what is carried in, plus
 * every change for the trading days from its day to the month's end. */
static gboolean
check_equity_sum (CltConn *conn,
                  const CltCalendar *calendar,
                  int month,
                  GPtrArray *problems,
                  GError **error)
{
  g_autoptr (GHashTable) sums = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  CltDay first = clt_month_first_day (month), last = clt_month_last_day (month);
  int n_days = clt_calendar_count (calendar, first, last);
  CltStep step;
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT account_id, ?1, equity FROM account_month WHERE month = ?3 - 1"
    " UNION ALL SELECT f.account_id, f.day, f.equity - lag (f.equity, 1, coalesce (p.equity, 0))"
    " OVER (PARTITION BY f.account_id ORDER BY f.day) FROM funds_daily f"
    " LEFT JOIN account_month p ON p.month = ?3 - 1 AND p.account_id = f.account_id"
    " WHERE f.day BETWEEN ?1 AND ?2",
    "iii", (gint64) first, (gint64) last, (gint64) month);

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gint64 id = clt_stmt_get_int (stmt, 0);
      CltDay day = clt_stmt_get_day (stmt, 1);
      int days = day == first ? n_days : clt_calendar_count (calendar, day, last);
      gint64 *sum = g_hash_table_lookup (sums, &id);

      if (sum == NULL)
        {
          sum = g_new0 (gint64, 1);
          g_hash_table_insert (sums, g_memdup2 (&id, sizeof id), sum);
        }
      *sum += clt_stmt_get_int (stmt, 2) * days;
    }
  if (step == CLT_STEP_ERROR)
    return FALSE;

  stmt = clt_conn_query (conn, error,
                         "SELECT m.account_id, m.equity_sum, a.number FROM account_month m"
                         " LEFT JOIN account a ON a.id = m.account_id WHERE m.month = ?",
                         "i", (gint64) month);
  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gint64 id = clt_stmt_get_int (stmt, 0);
      const gint64 *sum = g_hash_table_lookup (sums, &id);

      if ((sum == NULL ? 0 : *sum) != clt_stmt_get_int (stmt, 1) && problems->len < MAX_PROBLEMS)
        g_ptr_array_add (
          problems,
          /* Translators: a month (year, month), then an account number. */
          g_strdup_printf (_ ("The average equity of %d-%02d of account %s differs from its daily"
                              " funds."),
                           month / 12, month % 12 + 1, clt_stmt_get_text (stmt, 2)));
    }
  return step == CLT_STEP_DONE;
}

GPtrArray *
clt_rollup_check (CltConn *conn, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CltCalendar) calendar = clt_calendar_load (conn, error);
  gint64 from, to;

  if (calendar == NULL ||
      !clt_conn_get_int (conn, &from, 0, error,
                         "SELECT min (day) FROM (SELECT min (day) AS day FROM funds_daily"
                         " UNION ALL SELECT min (day) FROM trade"
                         " UNION ALL SELECT min (day) FROM position)",
                         "") ||
      !clt_conn_get_int (conn, &to, -1, error,
                         "SELECT max (day) FROM (SELECT max (day) AS day FROM funds_daily"
                         " UNION ALL SELECT max (day) FROM trade"
                         " UNION ALL SELECT max (day) FROM position)",
                         ""))
    return NULL;
  for (int month = clt_day_get_month ((CltDay) from);
       from <= to && month <= clt_day_get_month ((CltDay) to) && problems->len < MAX_PROBLEMS;
       month++)
    {
      const gint64 first = clt_month_first_day (month), last = clt_month_last_day (month);

      if (!take_problems (clt_conn_query (conn, error, own_sql, "iii", first, last, (gint64) month),
                          month, problems, error) ||
          !take_problems (clt_conn_query (conn, error, carried_sql, "ii", first, (gint64) month),
                          month, problems, error) ||
          !check_equity_sum (conn, calendar, month, problems, error))
        return NULL;
    }
  return g_steal_pointer (&problems);
}
