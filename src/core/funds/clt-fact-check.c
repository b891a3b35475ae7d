/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/funds/clt-fact-check.h"

#include <math.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

static const char broken_sql[] =
  "SELECT a.number, f.day,"
  " f.balance - (f.opening + f.deposit - f.withdrawal + f.realized + f.position_pl - f.commission)"
  " AS gap FROM funds_daily f JOIN account a ON a.id = f.account_id"
  " WHERE f.deposit IS NOT NULL AND f.withdrawal IS NOT NULL AND f.realized IS NOT NULL"
  " AND f.position_pl IS NOT NULL AND f.commission IS NOT NULL AND abs (gap) > ?"
  " AND NOT EXISTS (SELECT 1 FROM funds_extra x WHERE x.day = f.day"
  " AND x.account_id = f.account_id) ORDER BY f.day LIMIT 100";

static gboolean
find_tolerance (CltConn *conn, gint64 *fen, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error, "SELECT max (value) FROM rule WHERE name = 'import.tolerance'",
                    "");
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  step = clt_stmt_step (stmt, error);
  *fen = step == CLT_STEP_ROW ? llround (clt_stmt_get_double (stmt, 0) * 100) : 0;
  clt_stmt_reset (stmt);
  return step != CLT_STEP_ERROR;
}

GPtrArray *
clt_fact_check (CltConn *conn, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  CltStmt *stmt;
  CltStep step;
  gint64 tolerance;

  if (!find_tolerance (conn, &tolerance, error))
    return NULL;
  stmt = clt_conn_query (conn, error, broken_sql, "i", tolerance);
  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      g_autofree char *day = clt_day_format (clt_stmt_get_day (stmt, 1));
      g_autofree char *gap = clt_money_format (clt_stmt_get_int (stmt, 2));

      g_ptr_array_add (problems,
                       /* Translators: an account number, a date, an amount in yuan. */
                       g_strdup_printf (_ ("The balance of account %s on %s is off by %s."),
                                        clt_stmt_get_text (stmt, 0), day, gap));
    }
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&problems);
}
