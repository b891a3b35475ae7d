/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-fact-store.h"

#include <string.h>

#define TRADE_KEY                                                                                  \
  "day = ? AND account_id = ? AND exchange = ? AND number = ? AND side = ? AND effect = ?"
#define POSITION_KEY                                                                               \
  "day = ? AND account_id = ? AND exchange = ? AND contract = ? AND side = ? AND hedge = ?"        \
  " AND open_day = ? AND open_price = ?"

/* Whether @stored says what @value says; CLT_MONEY_NONE says nothing. */
static gboolean
agrees (gint64 value, gint64 stored)
{
  return value == CLT_MONEY_NONE || value == stored;
}

static gboolean
says (const char *text, const char *stored)
{
  return *text == '\0' || g_str_equal (text, stored);
}

static CltFactState
judge (CltConn *conn, gint64 batch, gboolean same)
{
  if (batch == clt_action_get_id (conn))
    return same ? CLT_FACT_AGAIN : CLT_FACT_CONFLICT;
  return same ? CLT_FACT_SAME : CLT_FACT_CHANGED;
}

/* Trades */

static gboolean
look_up_trade (CltConn *conn, const CltTradeFact *trade, CltFactState *state, GError **error)
{
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT batch, hedge, contract, lots, price, turnover, commission, exchange_fee, realized,"
    " second FROM trade WHERE " TRADE_KEY,
    "iitttt", (gint64) trade->day, trade->account_id, trade->exchange, trade->number, trade->side,
    trade->effect);
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  step = clt_stmt_step (stmt, error);
  *state = CLT_FACT_NEW;
  if (step == CLT_STEP_ROW)
    *state = judge (conn, clt_stmt_get_int (stmt, 0),
                    says (trade->hedge, clt_stmt_get_text (stmt, 1)) &&
                      says (trade->contract, clt_stmt_get_text (stmt, 2)) &&
                      trade->lots == clt_stmt_get_int (stmt, 3) &&
                      trade->price == clt_stmt_get_int (stmt, 4) &&
                      agrees (trade->turnover, clt_stmt_get_money (stmt, 5)) &&
                      agrees (trade->commission, clt_stmt_get_money (stmt, 6)) &&
                      agrees (trade->exchange_fee, clt_stmt_get_money (stmt, 7)) &&
                      agrees (trade->realized, clt_stmt_get_money (stmt, 8)) &&
                      agrees (trade->second, clt_stmt_get_money (stmt, 9)));
  clt_stmt_reset (stmt);
  return step != CLT_STEP_ERROR;
}

static gboolean
keep_old_trade (CltConn *conn, const CltTradeFact *trade, GError **error)
{
  return clt_conn_run (conn, error, "INSERT INTO trade_old SELECT ?, * FROM trade WHERE " TRADE_KEY,
                       "iiitttt", clt_action_get_id (conn), (gint64) trade->day, trade->account_id,
                       trade->exchange, trade->number, trade->side, trade->effect);
}

static gboolean
write_trade (CltConn *conn, const CltTradeFact *trade, GError **error)
{
  return clt_conn_run (
    conn, error,
    "INSERT INTO trade (day, account_id, exchange, number, side, effect, hedge, contract, lots,"
    " price, turnover, commission, exchange_fee, realized, second, batch)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (day, account_id, exchange, number, side, effect) DO UPDATE SET"
    " hedge = CASE excluded.hedge WHEN '' THEN hedge ELSE excluded.hedge END,"
    " contract = excluded.contract, lots = excluded.lots, price = excluded.price,"
    " turnover = coalesce (excluded.turnover, turnover),"
    " commission = coalesce (excluded.commission, commission),"
    " exchange_fee = coalesce (excluded.exchange_fee, exchange_fee),"
    " realized = coalesce (excluded.realized, realized),"
    " second = coalesce (excluded.second, second), batch = excluded.batch",
    "iittttttiimmmmmi", (gint64) trade->day, trade->account_id, trade->exchange, trade->number,
    trade->side, trade->effect, trade->hedge, trade->contract, trade->lots, trade->price,
    trade->turnover, trade->commission, trade->exchange_fee, trade->realized, trade->second,
    clt_action_get_id (conn));
}

gboolean
clt_trade_store (CltConn *conn, const CltTradeFact *trade, CltFactState *state, GError **error)
{
  if (!look_up_trade (conn, trade, state, error))
    return FALSE;
  if (*state == CLT_FACT_CHANGED && !keep_old_trade (conn, trade, error))
    return FALSE;
  if (*state != CLT_FACT_NEW && *state != CLT_FACT_CHANGED)
    return TRUE;
  clt_action_note_bulk (conn, "trade", trade->day, trade->day);
  return write_trade (conn, trade, error);
}

gboolean
clt_trade_take_out (CltConn *conn, const CltTradeFact *trade, CltFactState *state, GError **error)
{
  static const char count[] = "SELECT count(*) FROM trade_old WHERE " TRADE_KEY " AND holder = ?";
  static const char remove[] = "DELETE FROM trade WHERE " TRADE_KEY " AND batch = ?";
  static const char put_back[] =
    "INSERT INTO trade SELECT day, account_id, exchange, number, side, effect, hedge, contract,"
    " lots, price, turnover, commission, exchange_fee, realized, second, batch"
    " FROM trade_old WHERE " TRADE_KEY " AND holder = ?";
  static const char forget[] = "DELETE FROM trade_old WHERE " TRADE_KEY " AND holder = ?";
  const char *const steps[] = { remove, put_back, forget };
  gint64 n;

  if (!clt_conn_get_int (conn, &n, 0, error, count, "iitttti", (gint64) trade->day,
                         trade->account_id, trade->exchange, trade->number, trade->side,
                         trade->effect, clt_action_get_id (conn)))
    return FALSE;
  *state = n > 0 ? CLT_FACT_CHANGED : CLT_FACT_NEW;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (!clt_conn_run (conn, error, steps[i], "iitttti", (gint64) trade->day, trade->account_id,
                       trade->exchange, trade->number, trade->side, trade->effect,
                       clt_action_get_id (conn)))
      return FALSE;
  return TRUE;
}

/* Positions */

static gboolean
look_up_position (CltConn *conn,
                  const CltPositionFact *position,
                  CltFactState *state,
                  GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error,
                    "SELECT batch, lots, prev_settle, settle, floating, mtm, margin FROM position"
                    " WHERE " POSITION_KEY,
                    "iittttii", (gint64) position->day, position->account_id, position->exchange,
                    position->contract, position->side, position->hedge,
                    (gint64) position->open_day, position->open_price);
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  step = clt_stmt_step (stmt, error);
  *state = CLT_FACT_NEW;
  if (step == CLT_STEP_ROW)
    *state = judge (conn, clt_stmt_get_int (stmt, 0),
                    position->lots == clt_stmt_get_int (stmt, 1) &&
                      agrees (position->prev_settle, clt_stmt_get_money (stmt, 2)) &&
                      agrees (position->settle, clt_stmt_get_money (stmt, 3)) &&
                      agrees (position->floating, clt_stmt_get_money (stmt, 4)) &&
                      agrees (position->mtm, clt_stmt_get_money (stmt, 5)) &&
                      agrees (position->margin, clt_stmt_get_money (stmt, 6)));
  clt_stmt_reset (stmt);
  return step != CLT_STEP_ERROR;
}

static gboolean
write_position (CltConn *conn, const CltPositionFact *position, GError **error)
{
  return clt_conn_run (
    conn, error,
    "INSERT INTO position (day, account_id, exchange, contract, side, hedge, open_day, open_price,"
    " lots, prev_settle, settle, floating, mtm, margin, batch)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (day, account_id, exchange, contract, side, hedge, open_day, open_price)"
    " DO UPDATE SET lots = excluded.lots,"
    " prev_settle = coalesce (excluded.prev_settle, prev_settle),"
    " settle = coalesce (excluded.settle, settle),"
    " floating = coalesce (excluded.floating, floating), mtm = coalesce (excluded.mtm, mtm),"
    " margin = coalesce (excluded.margin, margin), batch = excluded.batch",
    "iittttiiimmmmmi", (gint64) position->day, position->account_id, position->exchange,
    position->contract, position->side, position->hedge, (gint64) position->open_day,
    position->open_price, position->lots, position->prev_settle, position->settle,
    position->floating, position->mtm, position->margin, clt_action_get_id (conn));
}

gboolean
clt_position_store (CltConn *conn,
                    const CltPositionFact *position,
                    CltFactState *state,
                    GError **error)
{
  if (!look_up_position (conn, position, state, error))
    return FALSE;
  if (*state == CLT_FACT_CHANGED &&
      !clt_conn_run (conn, error,
                     "INSERT INTO position_old SELECT ?, * FROM position WHERE " POSITION_KEY,
                     "iiittttii", clt_action_get_id (conn), (gint64) position->day,
                     position->account_id, position->exchange, position->contract, position->side,
                     position->hedge, (gint64) position->open_day, position->open_price))
    return FALSE;
  if (*state != CLT_FACT_NEW && *state != CLT_FACT_CHANGED)
    return TRUE;
  clt_action_note_bulk (conn, "position", position->day, position->day);
  return write_position (conn, position, error);
}

/* What a corrected statement no longer has */

/* Within one day of one account; words of the exchanges hold no line break. */
#define TRADE_NAME "exchange || char (10) || number || char (10) || side || char (10) || effect"
#define POSITION_NAME                                                                              \
  "exchange || char (10) || contract || char (10) || side || char (10) || hedge || char (10)"      \
  " || open_day || char (10) || open_price"

/* The names of the rows that are not in @wanted. */
static GPtrArray *
list_others (CltConn *conn,
             const char *table,
             const char *name,
             CltDay day,
             gint64 account_id,
             GHashTable *wanted,
             GError **error)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sql =
    g_strconcat ("SELECT ", name, " FROM ", table, " WHERE day = ? AND account_id = ?", NULL);
  CltStmt *stmt = clt_conn_query (conn, error, sql, "ii", (gint64) day, account_id);
  CltStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    if (!g_hash_table_contains (wanted, clt_stmt_get_text (stmt, 0)))
      g_ptr_array_add (others, g_strdup (clt_stmt_get_text (stmt, 0)));
  clt_stmt_reset (stmt);
  return step == CLT_STEP_DONE ? g_steal_pointer (&others) : NULL;
}

static gboolean
take_others (CltConn *conn,
             const char *table,
             const char *name,
             CltDay day,
             gint64 account_id,
             GHashTable *wanted,
             guint *removed,
             GError **error)
{
  g_autoptr (GPtrArray) others = list_others (conn, table, name, day, account_id, wanted, error);
  g_autofree char *where =
    g_strconcat (" FROM ", table, " WHERE day = ? AND account_id = ? AND ", name, " = ?", NULL);
  g_autofree char *keep = g_strconcat ("INSERT INTO ", table, "_old SELECT ?, *", where, NULL);
  g_autofree char *remove = g_strconcat ("DELETE", where, NULL);

  if (others == NULL)
    return FALSE;
  for (guint i = 0; i < others->len; i++)
    if (!clt_conn_run (conn, error, keep, "iiit", clt_action_get_id (conn), (gint64) day,
                       account_id, others->pdata[i]) ||
        !clt_conn_run (conn, error, remove, "iit", (gint64) day, account_id, others->pdata[i]))
      return FALSE;
  if (others->len > 0)
    clt_action_note_bulk (conn, table, day, day);
  *removed = others->len;
  return TRUE;
}

gboolean
clt_trades_take_others (CltConn *conn,
                        CltDay day,
                        gint64 account_id,
                        const GArray *facts,
                        guint *removed,
                        GError **error)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < facts->len; i++)
    {
      const CltTradeFact *trade = &g_array_index (facts, CltTradeFact, i);

      g_hash_table_add (wanted, g_strdup_printf ("%s\n%s\n%s\n%s", trade->exchange, trade->number,
                                                 trade->side, trade->effect));
    }
  return take_others (conn, "trade", TRADE_NAME, day, account_id, wanted, removed, error);
}

gboolean
clt_positions_take_others (CltConn *conn,
                           CltDay day,
                           gint64 account_id,
                           const GArray *facts,
                           guint *removed,
                           GError **error)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < facts->len; i++)
    {
      const CltPositionFact *position = &g_array_index (facts, CltPositionFact, i);

      g_hash_table_add (wanted, g_strdup_printf ("%s\n%s\n%s\n%s\n%d\n%" G_GINT64_FORMAT,
                                                 position->exchange, position->contract,
                                                 position->side, position->hedge,
                                                 position->open_day, position->open_price));
    }
  return take_others (conn, "position", POSITION_NAME, day, account_id, wanted, removed, error);
}

/* Amounts */

static gboolean
look_up_amounts (CltConn *conn,
                 const char *table,
                 CltDay day,
                 gint64 account_id,
                 const char *list,
                 const gint64 *values,
                 guint n,
                 CltFactState *state,
                 GError **error)
{
  g_autofree char *sql = g_strconcat ("SELECT batch, ", list, " FROM ", table,
                                      " WHERE day = ? AND account_id = ?", NULL);
  CltStmt *stmt = clt_conn_query (conn, error, sql, "ii", (gint64) day, account_id);
  CltStep step;
  gboolean same = TRUE;

  if (stmt == NULL)
    return FALSE;
  step = clt_stmt_step (stmt, error);
  for (guint i = 0; step == CLT_STEP_ROW && i < n; i++)
    same = same && agrees (values[i], clt_stmt_get_money (stmt, 1 + i));
  *state = step == CLT_STEP_ROW ? judge (conn, clt_stmt_get_int (stmt, 0), same) : CLT_FACT_NEW;
  clt_stmt_reset (stmt);
  return step != CLT_STEP_ERROR;
}

static char *
format_upsert (const char *table, const char *list, const char *const *columns)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_printf (sql, "INSERT INTO %s (day, account_id, batch, %s) VALUES (?, ?, ?", table, list);
  for (guint i = 0; columns[i] != NULL; i++)
    g_string_append (sql, ", ?");
  g_string_append (sql, ") ON CONFLICT (day, account_id) DO UPDATE SET batch = excluded.batch");
  for (guint i = 0; columns[i] != NULL; i++)
    g_string_append_printf (sql, ", %s = coalesce (excluded.%s, %s)", columns[i], columns[i],
                            columns[i]);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

gboolean
clt_amounts_store (CltConn *conn,
                   const char *table,
                   CltDay day,
                   gint64 account_id,
                   const char *const *columns,
                   const gint64 *values,
                   CltFactState *state,
                   GError **error)
{
  g_autofree char *list = g_strjoinv (", ", (char **) columns);
  g_autofree char *keep = g_strconcat ("INSERT INTO ", table, "_old SELECT ?, * FROM ", table,
                                       " WHERE day = ? AND account_id = ?", NULL);
  g_autofree char *upsert = format_upsert (table, list, columns);
  guint n = g_strv_length ((char **) columns);
  CltStmt *stmt;

  if (!look_up_amounts (conn, table, day, account_id, list, values, n, state, error))
    return FALSE;
  if (*state != CLT_FACT_NEW && *state != CLT_FACT_CHANGED)
    return TRUE;
  if (*state == CLT_FACT_CHANGED &&
      !clt_conn_run (conn, error, keep, "iii", clt_action_get_id (conn), (gint64) day, account_id))
    return FALSE;
  clt_action_note_bulk (conn, table, day, day);
  stmt =
    clt_conn_query (conn, error, upsert, "iii", (gint64) day, account_id, clt_action_get_id (conn));
  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    clt_stmt_bind_money (stmt, 4 + i, values[i]);
  return clt_stmt_step (stmt, error) != CLT_STEP_ERROR;
}
