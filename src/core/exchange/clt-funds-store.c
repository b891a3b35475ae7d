/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-import-funds.h"

#include "core/base/clt-i18n.h"

/* Buffered funds rows against the stored ones: a merge of two sorted lists, day by day. New rows
 * go in through clt_feed; rows that change keep what they replace in funds_daily_old. */

static const char *
get_name (const CltFundsImport *funds, guint slot)
{
  return funds->import->kind->fields[funds->slots[slot]].name;
}

/* ", deposit, withdrawal": the file's columns of funds_daily, each with @suffix. */
static GString *
list_columns (const CltFundsImport *funds, const char *suffix)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < funds->n_daily; i++)
    g_string_append_printf (text, ", %s%s", get_name (funds, i), suffix);
  return text;
}

/* Stored rows of one day */

typedef struct
{
  CltFundsImport *funds;
  CltStmt *stmt; /* NULL: nothing is stored for the days of this chunk */
  gboolean any;
  CltDay day;
  gboolean have; /* a row stands ready */
  gint64 account_id;
  gint64 batch;
} Stored;

static gboolean
advance (Stored *stored, GError **error)
{
  CltStep step = clt_stmt_step (stored->stmt, error);

  stored->have = step == CLT_STEP_ROW;
  if (stored->have)
    {
      stored->account_id = clt_stmt_get_int (stored->stmt, 0);
      stored->batch = clt_stmt_get_int (stored->stmt, 1);
    }
  return step != CLT_STEP_ERROR;
}

static gboolean
open_stored (Stored *stored, GError **error)
{
  CltFundsImport *funds = stored->funds;
  CltRowBuffer *buffer = funds->buffer;
  CltConn *conn = funds->import->conn;
  g_autoptr (GString) columns = list_columns (funds, "");
  g_autofree char *sql = NULL;
  gint64 first = clt_row_get_day (clt_row_buffer_get (buffer, 0));
  gint64 last = clt_row_get_day (clt_row_buffer_get (buffer, buffer->n - 1));
  gint64 any;

  if (!clt_conn_get_int (conn, &any, 0, error,
                         "SELECT EXISTS (SELECT 1 FROM funds_daily WHERE day BETWEEN ? AND ?)",
                         "ii", first, last))
    return FALSE;
  stored->any = any != 0;
  stored->day = CLT_DAY_NONE;
  if (!stored->any)
    return TRUE;
  sql = g_strconcat ("SELECT account_id, batch", columns->str,
                     " FROM funds_daily WHERE day = ? ORDER BY account_id", NULL);
  stored->stmt = clt_conn_prepare (conn, sql, error);
  return stored->stmt != NULL;
}

/* Moves to the stored row of @day and @account, if there is one. */
static gboolean
seek (Stored *stored, CltDay day, gint64 account_id, gboolean *found, GError **error)
{
  *found = FALSE;
  if (!stored->any)
    return TRUE;
  if (stored->day != day)
    {
      clt_stmt_reset (stored->stmt);
      clt_stmt_bind_int (stored->stmt, 1, day);
      stored->day = day;
      if (!advance (stored, error))
        return FALSE;
    }
  while (stored->have && stored->account_id < account_id)
    if (!advance (stored, error))
      return FALSE;
  *found = stored->have && stored->account_id == account_id;
  return TRUE;
}

static gboolean
equals_stored (const Stored *stored, const guint8 *row)
{
  for (guint i = 0; i < stored->funds->n_daily; i++)
    if (clt_row_get_value (row, i) != clt_stmt_get_money (stored->stmt, 2 + i))
      return FALSE;
  return TRUE;
}

/* Sums, chain, calendar */

static void
add_sums (CltFundsImport *funds, const guint8 *row)
{
  gint64 *sums = funds->import->sums;

  for (guint i = 0; i < funds->n_slots; i++)
    {
      gint64 value = clt_row_get_value (row, i);

      if (value != CLT_MONEY_NONE)
        sums[funds->slots[i]] += value;
    }
}

static void
check_chain (CltFundsImport *funds, const guint8 *row)
{
  guint32 account = clt_row_get_account (row);
  CltDay day = clt_row_get_day (row);
  CltDay before = funds->last_day[account];

  if (before != CLT_DAY_NONE && before < day &&
      clt_row_get_value (row, funds->slot_of[CLT_FUNDS_OPENING]) != funds->last_balance[account])
    funds->chain_breaks++;
  if (before == CLT_DAY_NONE || before < day)
    {
      funds->last_day[account] = day;
      funds->last_balance[account] = clt_row_get_value (row, funds->slot_of[CLT_FUNDS_BALANCE]);
    }
}

/* The balances of the last stored day before this chunk. */
static gboolean
load_chain (CltFundsImport *funds, GError **error)
{
  const gint64 *ids = clt_accounts_get_ids (funds->accounts);
  guint n = clt_accounts_get_size (funds->accounts);
  guint index = 0;
  CltStep step;
  CltStmt *stmt =
    clt_conn_query (funds->import->conn, error,
                    "SELECT account_id, day, balance FROM funds_daily WHERE day ="
                    " (SELECT max (day) FROM funds_daily WHERE day < ?) ORDER BY account_id",
                    "i", (gint64) clt_row_get_day (clt_row_buffer_get (funds->buffer, 0)));

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      while (index < n && ids[index] < clt_stmt_get_int (stmt, 0))
        index++;
      if (index == n || ids[index] != clt_stmt_get_int (stmt, 0))
        continue;
      funds->last_day[index] = clt_stmt_get_day (stmt, 1);
      funds->last_balance[index] = clt_stmt_get_int (stmt, 2);
    }
  clt_stmt_reset (stmt);
  return step != CLT_STEP_ERROR;
}

/* Judging */

static gboolean
group_differs (const CltFundsImport *funds, guint from, guint to)
{
  gsize size = funds->buffer->stride - CLT_ROW_HEAD;
  const guint8 *first = clt_row_buffer_get (funds->buffer, from);

  for (guint i = from + 1; i < to; i++)
    if (memcmp (first + CLT_ROW_HEAD, clt_row_buffer_get (funds->buffer, i) + CLT_ROW_HEAD, size) !=
        0)
      return TRUE;
  return FALSE;
}

static void
reject_group (CltFundsImport *funds, guint from, guint to, gboolean seen)
{
  guint64 key = clt_row_get_key (clt_row_buffer_get (funds->buffer, from));

  for (guint i = from; i < to; i++)
    {
      const guint8 *row = clt_row_buffer_get (funds->buffer, i);

      funds->buffer->states[i] = CLT_ROW_OUT;
      if (!clt_row_is_ghost (row))
        clt_import_reject_line (funds->import, clt_row_get_line (row),
                                CLT_REASON_DUPLICATE_CONFLICT, CLT_FUNDS_ACCOUNT, NULL);
    }
  if (g_hash_table_contains (funds->conflicts, &key))
    return;
  g_hash_table_add (funds->conflicts, g_memdup2 (&key, sizeof key));
  if (seen)
    {
      g_array_append_val (funds->take_out, key);
      funds->second_pass = TRUE;
    }
}

/* The rollup */

static gboolean
start_feed (CltFundsImport *funds, GError **error)
{
  CltDay first = clt_row_get_day (clt_row_buffer_get (funds->buffer, 0));

  if (!clt_rollup_feed_new (funds->import->conn, first, &funds->feed, error))
    return FALSE;
  if (funds->feed != NULL)
    clt_action_attach (funds->import->conn, funds->feed, (GDestroyNotify) clt_rollup_feed_free);
  return TRUE;
}

static gint64
get_amount (const CltFundsImport *funds, const guint8 *row, int field)
{
  int slot = funds->slot_of[field];
  gint64 value = slot < 0 ? CLT_MONEY_NONE : clt_row_get_value (row, slot);

  return value == CLT_MONEY_NONE ? 0 : value;
}

static gboolean
feed_row (CltFundsImport *funds, const guint8 *row, GError **error)
{
  int slot = funds->slot_of[CLT_FUNDS_RETAINED];
  CltRollupRow values = {
    .equity = get_amount (funds, row, CLT_FUNDS_EQUITY),
    .margin = get_amount (funds, row, CLT_FUNDS_MARGIN),
    .deposit = get_amount (funds, row, CLT_FUNDS_DEPOSIT),
    .withdrawal = get_amount (funds, row, CLT_FUNDS_WITHDRAWAL),
    .realized = get_amount (funds, row, CLT_FUNDS_REALIZED),
    .position_pl = get_amount (funds, row, CLT_FUNDS_POSITION_PL),
    .commission = get_amount (funds, row, CLT_FUNDS_COMMISSION),
    .exchange_fee = get_amount (funds, row, CLT_FUNDS_EXCHANGE_FEE),
    .retained = get_amount (funds, row, CLT_FUNDS_RETAINED),
    .lots = get_amount (funds, row, CLT_FUNDS_LOTS),
  };

  if (slot < 0 || clt_row_get_value (row, slot) == CLT_MONEY_NONE)
    values.retained = values.commission;
  return clt_rollup_feed_add (funds->feed, clt_row_get_day (row),
                              clt_accounts_get_ids (funds->accounts)[clt_row_get_account (row)],
                              &values, error);
}

static gboolean
accept_row (CltFundsImport *funds, guint place, CltRowState state, GError **error)
{
  CltImportResult *result = funds->import->result;
  const guint8 *row = clt_row_buffer_get (funds->buffer, place);
  CltDay day = clt_row_get_day (row);
  gboolean extra = FALSE;

  funds->buffer->states[place] = state;
  add_sums (funds, row);
  check_chain (funds, row);
  if (day != funds->known_day)
    {
      funds->known_day = day;
      funds->known_off = !clt_calendar_is_trading_day (funds->calendar, day);
    }
  funds->off_days += funds->known_off;
  if (funds->n_slots > funds->n_daily && !clt_funds_store_extra (funds, row, &extra, error))
    return FALSE;
  if (funds->feed != NULL && !feed_row (funds, row, error))
    return FALSE;

  if (state == CLT_ROW_NEW)
    result->added++;
  else if (state == CLT_ROW_CHANGED || extra)
    result->changed++;
  else
    result->same++;
  if (state != CLT_ROW_OUT)
    {
      funds->first_written =
        funds->first_written == CLT_DAY_NONE ? day : MIN (funds->first_written, day);
      funds->last_written = MAX (funds->last_written, day);
    }
  return TRUE;
}

/* Rows @from … @to - 1 have one key. */
static gboolean
judge_group (CltFundsImport *funds, Stored *stored, guint from, guint to, GError **error)
{
  const guint8 *row = clt_row_buffer_get (funds->buffer, from);
  guint64 key = clt_row_get_key (row);
  gint64 account_id = clt_accounts_get_ids (funds->accounts)[clt_row_get_account (row)];
  gboolean seen = funds->chunked && clt_key_set_contains (funds->seen, key);
  gboolean found;

  if (!seek (stored, clt_row_get_day (row), account_id, &found, error))
    return FALSE;
  if ((to - from > 1 && group_differs (funds, from, to)) ||
      (seen && (!found || !equals_stored (stored, row))) ||
      (funds->chunked && g_hash_table_contains (funds->conflicts, &key)))
    {
      reject_group (funds, from, to, seen);
      return TRUE;
    }
  for (guint i = seen ? from : from + 1; i < to; i++)
    {
      const guint8 *again = clt_row_buffer_get (funds->buffer, i);

      funds->buffer->states[i] = CLT_ROW_OUT;
      if (!clt_row_is_ghost (again))
        clt_import_skip (funds->import, clt_row_get_line (again));
    }
  if (seen)
    return TRUE;
  if (clt_row_is_ghost (row))
    {
      funds->buffer->states[from] = CLT_ROW_OUT;
      return TRUE;
    }
  return accept_row (funds, from,
                     !found                        ? CLT_ROW_NEW
                     : equals_stored (stored, row) ? CLT_ROW_OUT
                                                   : CLT_ROW_CHANGED,
                     error);
}

static gboolean
judge_chunk (CltFundsImport *funds, GError **error)
{
  Stored stored = { .funds = funds };
  CltRowBuffer *buffer = funds->buffer;
  gboolean ok = open_stored (&stored, error);

  for (guint from = 0, to; ok && from < buffer->n; from = to)
    {
      guint64 key = clt_row_get_key (clt_row_buffer_get (buffer, from));

      for (to = from + 1; to < buffer->n; to++)
        if (clt_row_get_key (clt_row_buffer_get (buffer, to)) != key)
          break;
      ok = judge_group (funds, &stored, from, to, error);
    }
  if (stored.stmt != NULL)
    clt_stmt_reset (stored.stmt);
  return ok;
}

/* Writing */

/* All columns in the order of the table, so that SQLite need not rearrange them. */
static gboolean
write_new (CltFundsImport *funds, GError **error)
{
  g_autoptr (GString) names = g_string_new ("INSERT INTO funds_daily (day, account_id, batch");
  g_autoptr (GString) values = g_string_new (") SELECT v0, v1, v2");

  for (guint field = CLT_FUNDS_DEPOSIT; field <= CLT_FUNDS_LOTS; field++)
    {
      g_string_append_printf (names, ", %s", funds->import->kind->fields[field].name);
      if (funds->slot_of[field] < 0)
        g_string_append (values, ", NULL");
      else
        g_string_append_printf (values, ", v%d", CLT_ROW_FIRST_VALUE + funds->slot_of[field]);
    }
  g_string_append_printf (names, "%s FROM clt_feed", values->str);
  return clt_row_buffer_run (funds->buffer, funds->import->conn, names->str,
                             clt_action_get_id (funds->import->conn),
                             clt_accounts_get_ids (funds->accounts), error);
}

static gboolean
keep_old (CltFundsImport *funds, CltDay day, gint64 account_id, GError **error)
{
  return clt_conn_run (funds->import->conn, error,
                       "INSERT INTO funds_daily_old SELECT ?, * FROM funds_daily"
                       " WHERE day = ? AND account_id = ?",
                       "iii", clt_action_get_id (funds->import->conn), (gint64) day, account_id);
}

static gboolean
write_changed (CltFundsImport *funds, GError **error)
{
  g_autoptr (GString) sets = list_columns (funds, " = ?");
  g_autofree char *sql = g_strconcat ("UPDATE funds_daily SET batch = ?", sets->str,
                                      " WHERE day = ? AND account_id = ?", NULL);
  const gint64 *ids = clt_accounts_get_ids (funds->accounts);

  for (guint place = 0; place < funds->buffer->n; place++)
    {
      const guint8 *row = clt_row_buffer_get (funds->buffer, place);
      gint64 account_id = ids[clt_row_get_account (row)];
      CltStmt *stmt;

      if (funds->buffer->states[place] != CLT_ROW_CHANGED)
        continue;
      if (!keep_old (funds, clt_row_get_day (row), account_id, error))
        return FALSE;
      stmt = clt_conn_prepare (funds->import->conn, sql, error);
      if (stmt == NULL)
        return FALSE;
      clt_stmt_bind_int (stmt, 1, clt_action_get_id (funds->import->conn));
      for (guint i = 0; i < funds->n_daily; i++)
        clt_stmt_bind_money (stmt, 2 + i, clt_row_get_value (row, i));
      clt_stmt_bind_int (stmt, 2 + funds->n_daily, clt_row_get_day (row));
      clt_stmt_bind_int (stmt, 3 + funds->n_daily, account_id);
      if (clt_stmt_step (stmt, error) == CLT_STEP_ERROR)
        return FALSE;
    }
  return TRUE;
}

static void
remember_keys (CltFundsImport *funds)
{
  for (guint i = 0; i < funds->buffer->n; i++)
    {
      const guint8 *row = clt_row_buffer_get (funds->buffer, i);

      if (!clt_row_is_ghost (row))
        clt_key_set_add (funds->seen, clt_row_get_key (row));
    }
}

gboolean
clt_funds_store_chunk (CltFundsImport *funds, gboolean last, GError **error)
{
  CltRowBuffer *buffer = funds->buffer;

  if (buffer->n == 0)
    return TRUE;
  clt_row_buffer_sort (buffer);
  if (!funds->chunked && (!load_chain (funds, error) || !start_feed (funds, error)))
    return FALSE;
  if (!judge_chunk (funds, error))
    return FALSE;
  if (funds->take_out->len > 0 && funds->feed != NULL)
    clt_rollup_feed_break (funds->feed);
  for (guint i = 0; i < funds->take_out->len; i++)
    if (!clt_funds_take_out (funds, g_array_index (funds->take_out, guint64, i), error))
      return FALSE;
  g_array_set_size (funds->take_out, 0);
  if (!write_new (funds, error) || !write_changed (funds, error))
    return FALSE;
  if (!last)
    remember_keys (funds);
  funds->chunked = TRUE;
  clt_row_buffer_clear (buffer);
  return TRUE;
}

void
clt_funds_note_days (CltFundsImport *funds)
{
  CltConn *conn = funds->import->conn;

  if (funds->first_written != CLT_DAY_NONE)
    clt_action_note_bulk (conn, "funds_daily", funds->first_written, funds->last_written);
  if (funds->first_extra != CLT_DAY_NONE)
    clt_action_note_bulk (conn, "funds_extra", funds->first_extra, funds->last_extra);
}
