/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-import-funds.h"

/* What few accounts have on few days (table funds_extra), and taking rows of a conflict out again.
 * Both are rare, so they use plain statements. */

#define EXTRA_COLUMNS                                                                              \
  "market_equity, pledge, premium_in, premium_out, exercise_pl, exercise_fee, delivery_fee"

/* The amounts of the row at hand; those that the file lacks keep what is stored. FALSE: there is
 * nothing to keep. */
static gboolean
collect_extra (CltFundsImport *funds, const guint8 *row, gint64 *values)
{
  gint64 equity = clt_row_get_value (row, funds->slot_of[CLT_FUNDS_EQUITY]);
  gboolean any = FALSE;

  for (guint i = 0; i < CLT_N_EXTRA; i++)
    {
      int slot = funds->slot_of[CLT_FUNDS_MARKET_EQUITY + i];

      if (slot >= 0)
        {
          values[i] = clt_row_get_value (row, slot);
          /* zeros, and a market value that is the equity, say nothing */
          if (values[i] == 0 || (i == 0 && values[i] == equity))
            values[i] = CLT_MONEY_NONE;
        }
      any = any || values[i] != CLT_MONEY_NONE;
    }
  return any;
}

static gboolean
load_extra (CltFundsImport *funds,
            CltDay day,
            gint64 account_id,
            gint64 *values,
            gboolean *found,
            GError **error)
{
  CltStmt *stmt =
    clt_conn_query (funds->import->conn, error,
                    "SELECT " EXTRA_COLUMNS " FROM funds_extra WHERE day = ? AND account_id = ?",
                    "ii", (gint64) day, account_id);
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  step = clt_stmt_step (stmt, error);
  *found = step == CLT_STEP_ROW;
  for (guint i = 0; i < CLT_N_EXTRA; i++)
    values[i] = *found ? clt_stmt_get_money (stmt, i) : CLT_MONEY_NONE;
  clt_stmt_reset (stmt);
  return step != CLT_STEP_ERROR;
}

static gboolean
remove_extra (CltFundsImport *funds, CltDay day, gint64 account_id, GError **error)
{
  CltConn *conn = funds->import->conn;

  return clt_conn_run (conn, error,
                       "INSERT INTO funds_extra_old SELECT ?, * FROM funds_extra"
                       " WHERE day = ? AND account_id = ?",
                       "iii", clt_action_get_id (conn), (gint64) day, account_id) &&
         clt_conn_run (conn, error, "DELETE FROM funds_extra WHERE day = ? AND account_id = ?",
                       "ii", (gint64) day, account_id);
}

gboolean
clt_funds_store_extra (CltFundsImport *funds, const guint8 *row, gboolean *changed, GError **error)
{
  CltConn *conn = funds->import->conn;
  CltDay day = clt_row_get_day (row);
  gint64 account_id = clt_accounts_get_ids (funds->accounts)[clt_row_get_account (row)];
  gint64 values[CLT_N_EXTRA], before[CLT_N_EXTRA];
  gboolean found, any;

  if (!load_extra (funds, day, account_id, values, &found, error))
    return FALSE;
  memcpy (before, values, sizeof before);
  any = collect_extra (funds, row, values);
  *changed = memcmp (before, values, sizeof before) != 0;
  if (!*changed)
    return TRUE;

  funds->first_extra = funds->first_extra == CLT_DAY_NONE ? day : MIN (funds->first_extra, day);
  funds->last_extra = MAX (funds->last_extra, day);
  if (found && !remove_extra (funds, day, account_id, error))
    return FALSE;
  return !any ||
         clt_conn_run (conn, error,
                       "INSERT INTO funds_extra (day, account_id, " EXTRA_COLUMNS ", batch)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                       "iimmmmmmmi", (gint64) day, account_id, values[0], values[1], values[2],
                       values[3], values[4], values[5], values[6], clt_action_get_id (conn));
}

/* Taking out */

/* Removes this action's row of @table and puts back what it had replaced. @ours: (out): whether
 * there was one; @restored: (out): whether it had replaced something. */
static gboolean
restore (CltFundsImport *funds,
         const char *table,
         CltDay day,
         gint64 account_id,
         gboolean *ours,
         gboolean *restored,
         GError **error)
{
  static const char condition[] = " WHERE day = ? AND account_id = ?";
  CltConn *conn = funds->import->conn;
  gboolean daily = g_str_equal (table, "funds_daily");
  gint64 action = clt_action_get_id (conn);
  gint64 n_ours, n_old;
  g_autofree char *delete = g_strconcat ("DELETE FROM ", table, condition, " AND batch = ?", NULL);
  g_autofree char *count =
    g_strconcat ("SELECT count(*) FROM ", table, condition, " AND batch = ?", NULL);
  g_autofree char *count_old =
    g_strconcat ("SELECT count(*) FROM ", table, "_old", condition, " AND holder = ?", NULL);
  g_autofree char *put_back = NULL;
  g_autofree char *forget =
    g_strconcat ("DELETE FROM ", table, "_old", condition, " AND holder = ?", NULL);

  if (!clt_conn_get_int (conn, &n_ours, 0, error, count, "iii", (gint64) day, account_id, action) ||
      !clt_conn_get_int (conn, &n_old, 0, error, count_old, "iii", (gint64) day, account_id,
                         action))
    return FALSE;
  *ours = n_ours > 0;
  *restored = n_old > 0;
  put_back = g_strconcat (
    "INSERT INTO ", table, " SELECT day, account_id, ",
    daily ? "deposit, withdrawal, opening, balance, equity, realized, position_pl, commission,"
            " exchange_fee, retained, margin, exchange_margin, available, lots"
          : EXTRA_COLUMNS,
    ", batch FROM ", table, "_old", condition, " AND holder = ?", NULL);
  if (*ours && !clt_conn_run (conn, error, delete, "iii", (gint64) day, account_id, action))
    return FALSE;
  return !*restored ||
         (clt_conn_run (conn, error, put_back, "iii", (gint64) day, account_id, action) &&
          clt_conn_run (conn, error, forget, "iii", (gint64) day, account_id, action));
}

/* The sums of the file hold accepted rows only. */
static gboolean
subtract_sums (CltFundsImport *funds, CltDay day, gint64 account_id, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT 0");
  CltImport *import = funds->import;
  CltStmt *stmt;
  CltStep step;

  for (guint i = 0; i < funds->n_slots; i++)
    g_string_append_printf (sql, ", %s", import->kind->fields[funds->slots[i]].name);
  g_string_append (sql, " FROM funds_daily LEFT JOIN funds_extra USING (day, account_id)"
                        " WHERE day = ? AND account_id = ?");
  stmt = clt_conn_query (import->conn, error, sql->str, "ii", (gint64) day, account_id);
  if (stmt == NULL)
    return FALSE;
  step = clt_stmt_step (stmt, error);
  for (guint i = 0; step == CLT_STEP_ROW && i < funds->n_slots; i++)
    import->sums[funds->slots[i]] -= clt_stmt_get_int (stmt, 1 + i);
  clt_stmt_reset (stmt);
  return step != CLT_STEP_ERROR;
}

gboolean
clt_funds_take_out (CltFundsImport *funds, guint64 key, GError **error)
{
  CltImportResult *result = funds->import->result;
  CltDay day = clt_row_key_get_day (key);
  gint64 account_id = clt_accounts_get_ids (funds->accounts)[(guint32) key];
  gboolean daily, daily_before, extra, extra_before;

  if (!subtract_sums (funds, day, account_id, error) ||
      !restore (funds, "funds_daily", day, account_id, &daily, &daily_before, error) ||
      !restore (funds, "funds_extra", day, account_id, &extra, &extra_before, error))
    return FALSE;
  if (daily && !daily_before)
    result->added--;
  else if (daily || extra || extra_before)
    result->changed--;
  else
    result->same--;
  return TRUE;
}
