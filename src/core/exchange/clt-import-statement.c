/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-import-private.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/exchange/clt-fact-store.h"
#include "core/exchange/clt-statement.h"
#include "core/rules/clt-rules.h"

/* 交易结算单: one client's day as one funds row, trades and positions. It goes in whole or not at
 * all: everything is read and checked (domain 1.2) before anything is written. */

static const struct
{
  const char *label;
  int field;
} summary[] = {
  { "期初结存", CLT_FUNDS_OPENING },         { "期末结存", CLT_FUNDS_BALANCE },
  { "客户权益", CLT_FUNDS_EQUITY },          { "平仓盈亏", CLT_FUNDS_REALIZED },
  { "持仓盯市盈亏", CLT_FUNDS_POSITION_PL }, { "手续费", CLT_FUNDS_COMMISSION },
  { "保证金占用", CLT_FUNDS_MARGIN },        { "可用资金", CLT_FUNDS_AVAILABLE },
  { "市值权益", CLT_FUNDS_MARKET_EQUITY },   { "质押金", CLT_FUNDS_PLEDGE },
  { "权利金收入", CLT_FUNDS_PREMIUM_IN },    { "权利金支出", CLT_FUNDS_PREMIUM_OUT },
  { "期权执行盈亏", CLT_FUNDS_EXERCISE_PL }, { "行权手续费", CLT_FUNDS_EXERCISE_FEE },
  { "交割手续费", CLT_FUNDS_DELIVERY_FEE },  { "质押变化金额", CLT_FUNDS_PLEDGE_CHANGE },
};

typedef struct
{
  CltImport *import;       /* borrowed */
  CltStatement *statement; /* owned */
  gint64 account_id;
  gint64 values[CLT_N_FUNDS_FIELDS];
  gint64 net;         /* 出入金 */
  gint64 delivery_pl; /* 交割盈亏 */
  gint64 tolerance;
  GArray *trades;       /* owned: CltTradeFact */
  GArray *positions;    /* owned: CltPositionFact */
  GStringChunk *chunk;  /* owned: their texts */
  guint counted_trades; /* without a number */
} StatementImport;

static void
statement_clear (StatementImport *self)
{
  g_clear_pointer (&self->statement, clt_statement_free);
  g_clear_pointer (&self->trades, g_array_unref);
  g_clear_pointer (&self->positions, g_array_unref);
  g_clear_pointer (&self->chunk, g_string_chunk_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (StatementImport, statement_clear)

static gboolean
is_monthly (const StatementImport *self)
{
  return self->statement->first_day != self->statement->day;
}

static gint64
or_zero (gint64 value)
{
  return value == CLT_MONEY_NONE ? 0 : value;
}

/* Cells */

/* One row of a table of the statement. */
typedef struct
{
  StatementImport *self;
  const CltStatementTable *table;
  const GPtrArray *cells;
  guint64 line;
} Row;

/* The cell below the first of @names (separated by |) that the table has; "" when it has none. */
static const char *
get_cell (const Row *row, const char *names)
{
  g_auto (GStrv) list = g_strsplit (names, "|", -1);

  for (guint i = 0; list[i] != NULL; i++)
    for (guint column = 0; column < row->table->columns->len && column < row->cells->len; column++)
      {
        g_autofree char *name = clt_text_normalize_header (row->table->columns->pdata[column], -1);

        if (g_str_equal (name, list[i]))
          return row->cells->pdata[column];
      }
  return "";
}

static gboolean
reject_cell (const Row *row, CltReason reason, const char *names)
{
  g_autofree char *column = g_strndup (names, strcspn (names, "|"));

  clt_import_reject_column (row->self->import, row->line, reason, column, get_cell (row, names));
  return FALSE;
}

static gboolean
read_number (const Row *row, CltFieldType type, const char *names, gboolean needed, gint64 *value)
{
  const char *text = get_cell (row, names);

  switch (clt_import_parse_number (type, text, strlen (text), FALSE, value))
    {
    case CLT_VALUE_OK:
      return TRUE;
    case CLT_VALUE_NULL:
      *value = CLT_MONEY_NONE;
      return !needed || reject_cell (row, CLT_REASON_MISSING_VALUE, names);
    case CLT_VALUE_BAD:
    default:
      return reject_cell (row, CLT_REASON_BAD_VALUE, names);
    }
}

static gboolean
read_word (const Row *row, const char *names, const char *(*find) (const char *), const char **word)
{
  const char *text = get_cell (row, names);

  *word = find (text);
  if (*word == NULL)
    return reject_cell (row, *text == '\0' ? CLT_REASON_MISSING_VALUE : CLT_REASON_BAD_VALUE,
                        names);
  *word = g_string_chunk_insert_const (row->self->chunk, *word);
  return TRUE;
}

static gboolean
read_day (const Row *row, const char *names, CltDay fallback, CltDay *day)
{
  const char *text = get_cell (row, names);

  switch (clt_value_parse_date (text, strlen (text), FALSE, day))
    {
    case CLT_VALUE_OK:
      return TRUE;
    case CLT_VALUE_NULL:
      *day = fallback;
      return fallback != CLT_DAY_NONE || reject_cell (row, CLT_REASON_MISSING_VALUE, names);
    case CLT_VALUE_BAD:
    default:
      return reject_cell (row, CLT_REASON_BAD_DATE, names);
    }
}

typedef gboolean (*RowFunc) (const Row *row);

/* Runs @func over the rows of a table, and compares their number with what the table says. */
static gboolean
for_each_row (StatementImport *self, const char *title, RowFunc func)
{
  const CltStatementTable *table = clt_statement_get_table (self->statement, title);
  gboolean ok = TRUE;

  if (table == NULL)
    return TRUE;
  for (guint i = 0; i < table->rows->len; i++)
    {
      const Row row = { self, table, table->rows->pdata[i],
                        g_array_index (table->lines, guint64, i) };

      ok = func (&row) && ok;
    }
  if (table->stated_rows >= 0 && (guint) table->stated_rows != table->rows->len)
    {
      g_autofree char *stated = g_strdup_printf ("%d", table->stated_rows);

      clt_import_reject_column (self->import, 1, CLT_REASON_ROW_COUNT, title, stated);
      ok = FALSE;
    }
  return ok;
}

/* Sections */

static gboolean
read_trade (const Row *row)
{
  StatementImport *self = row->self;
  CltTradeFact trade = { .account_id = self->account_id,
                         .second = CLT_MONEY_NONE,
                         .exchange_fee = CLT_MONEY_NONE,
                         .day = self->statement->day };
  const char *number = get_cell (row, "成交序号|成交编号");
  const char *contract = get_cell (row, "合约");
  CltDay day;

  if (*contract == '\0')
    return reject_cell (row, CLT_REASON_MISSING_VALUE, "合约");
  if (!read_day (row, "成交日期", self->statement->day, &day) ||
      !read_word (row, "交易所", clt_word_exchange, &trade.exchange) ||
      !read_word (row, "买/卖|买卖", clt_word_side, &trade.side) ||
      !read_word (row, "开平|开/平", clt_word_effect, &trade.effect) ||
      !read_word (row, "投/保|投保", clt_word_hedge, &trade.hedge) ||
      !read_number (row, CLT_FIELD_INTEGER, "手数", TRUE, &trade.lots) ||
      !read_number (row, CLT_FIELD_PRICE, "成交价|成交价格", TRUE, &trade.price) ||
      !read_number (row, CLT_FIELD_MONEY, "成交额|成交金额", FALSE, &trade.turnover) ||
      !read_number (row, CLT_FIELD_MONEY, "手续费", FALSE, &trade.commission) ||
      !read_number (row, CLT_FIELD_MONEY, "平仓盈亏", FALSE, &trade.realized))
    return FALSE;
  /* a daily statement is of one trading day, whatever the actual date of a night session */
  if (is_monthly (self))
    trade.day = day;
  if (*number == '\0')
    {
      g_autofree char *counted = g_strdup_printf ("#%u", ++self->counted_trades);

      trade.number = g_string_chunk_insert_const (self->chunk, counted);
    }
  else
    trade.number = g_string_chunk_insert_const (self->chunk, number);
  trade.contract = g_string_chunk_insert_const (self->chunk, contract);
  g_array_append_val (self->trades, trade);
  return TRUE;
}

/* One lot opened in several trades at one price is one position. */
static gboolean
merge_position (StatementImport *self, const CltPositionFact *position)
{
  for (guint i = 0; i < self->positions->len; i++)
    {
      CltPositionFact *before = &g_array_index (self->positions, CltPositionFact, i);

      if (before->open_day != position->open_day || before->open_price != position->open_price ||
          strcmp (before->contract, position->contract) != 0 ||
          strcmp (before->side, position->side) != 0 ||
          strcmp (before->hedge, position->hedge) != 0 ||
          strcmp (before->exchange, position->exchange) != 0)
        continue;
      before->lots += position->lots;
      before->floating = or_zero (before->floating) + or_zero (position->floating);
      before->mtm = or_zero (before->mtm) + or_zero (position->mtm);
      before->margin = or_zero (before->margin) + or_zero (position->margin);
      return TRUE;
    }
  return FALSE;
}

static gboolean
read_position (const Row *row)
{
  StatementImport *self = row->self;
  CltPositionFact position = { .account_id = self->account_id, .day = self->statement->day };
  const char *contract = get_cell (row, "合约");

  if (*contract == '\0')
    return reject_cell (row, CLT_REASON_MISSING_VALUE, "合约");
  if (!read_day (row, "开仓日期", CLT_DAY_NONE, &position.open_day) ||
      !read_word (row, "交易所", clt_word_exchange, &position.exchange) ||
      !read_word (row, "买/卖|买卖", clt_word_side, &position.side) ||
      !read_word (row, "投/保|投保", clt_word_hedge, &position.hedge) ||
      !read_number (row, CLT_FIELD_INTEGER, "持仓量|手数", TRUE, &position.lots) ||
      !read_number (row, CLT_FIELD_PRICE, "开仓价", TRUE, &position.open_price) ||
      !read_number (row, CLT_FIELD_PRICE, "昨结算", FALSE, &position.prev_settle) ||
      !read_number (row, CLT_FIELD_PRICE, "结算价|今结算", FALSE, &position.settle) ||
      !read_number (row, CLT_FIELD_MONEY, "浮动盈亏", FALSE, &position.floating) ||
      !read_number (row, CLT_FIELD_MONEY, "盯市盈亏|持仓盯市盈亏", FALSE, &position.mtm) ||
      !read_number (row, CLT_FIELD_MONEY, "保证金|保证金占用", FALSE, &position.margin))
    return FALSE;
  position.contract = g_string_chunk_insert_const (self->chunk, contract);
  if (!merge_position (self, &position))
    g_array_append_val (self->positions, position);
  return TRUE;
}

static gboolean
read_transfer (const Row *row)
{
  StatementImport *self = row->self;
  gint64 in, out;

  if (!read_number (row, CLT_FIELD_MONEY, "入金", FALSE, &in) ||
      !read_number (row, CLT_FIELD_MONEY, "出金", FALSE, &out))
    return FALSE;
  self->values[CLT_FUNDS_DEPOSIT] = or_zero (self->values[CLT_FUNDS_DEPOSIT]) + or_zero (in);
  self->values[CLT_FUNDS_WITHDRAWAL] = or_zero (self->values[CLT_FUNDS_WITHDRAWAL]) + or_zero (out);
  return TRUE;
}

/* The summary */

static gboolean
read_label (StatementImport *self, const char *label, gint64 *value)
{
  const char *text = clt_statement_get_value (self->statement, label);

  *value = CLT_MONEY_NONE;
  if (text == NULL)
    return TRUE;
  if (clt_value_parse_money (text, strlen (text), value) != CLT_VALUE_BAD)
    return TRUE;
  clt_import_reject_column (self->import, 1, CLT_REASON_BAD_VALUE, label, text);
  return FALSE;
}

static gboolean
require (StatementImport *self, guint index)
{
  if (self->values[summary[index].field] != CLT_MONEY_NONE)
    return TRUE;
  clt_import_reject_column (self->import, 1, CLT_REASON_MISSING_VALUE, summary[index].label, NULL);
  return FALSE;
}

/* Deposits and withdrawals by the table of transfers; without one the net is one of the two. */
static gboolean
split_net (StatementImport *self)
{
  if (clt_statement_get_table (self->statement, "出入金明细") != NULL)
    return for_each_row (self, "出入金明细", read_transfer);
  self->values[CLT_FUNDS_DEPOSIT] = MAX (or_zero (self->net), 0);
  self->values[CLT_FUNDS_WITHDRAWAL] = MAX (-or_zero (self->net), 0);
  return TRUE;
}

static gboolean
read_summary (StatementImport *self)
{
  gboolean ok = TRUE;

  for (guint i = 0; i < CLT_N_FUNDS_FIELDS; i++)
    self->values[i] = CLT_MONEY_NONE;
  for (guint i = 0; i < G_N_ELEMENTS (summary); i++)
    ok = read_label (self, summary[i].label, &self->values[summary[i].field]) && ok;
  ok = read_label (self, "出入金", &self->net) && ok;
  ok = read_label (self, "交割盈亏", &self->delivery_pl) && ok;
  for (guint i = 0; i < 3 && !is_monthly (self); i++)
    ok = require (self, i) && ok;
  return split_net (self) && ok;
}

/* Identities of domain 1.2 */

static gboolean
check_equal (StatementImport *self, const char *what, gint64 got, gint64 wanted)
{
  g_autofree char *difference = clt_money_format (got - wanted);

  if (ABS (got - wanted) <= self->tolerance)
    return TRUE;
  clt_import_reject_column (self->import, 1, CLT_REASON_IDENTITY, what, difference);
  return FALSE;
}

static gboolean
check_roll_forward (StatementImport *self)
{
  const gint64 *values = self->values;
  gint64 balance =
    or_zero (values[CLT_FUNDS_OPENING]) + or_zero (self->net) +
    or_zero (values[CLT_FUNDS_REALIZED]) + or_zero (self->delivery_pl) +
    or_zero (values[CLT_FUNDS_EXERCISE_PL]) - or_zero (values[CLT_FUNDS_COMMISSION]) -
    or_zero (values[CLT_FUNDS_EXERCISE_FEE]) - or_zero (values[CLT_FUNDS_DELIVERY_FEE]) +
    or_zero (values[CLT_FUNDS_PREMIUM_IN]) - or_zero (values[CLT_FUNDS_PREMIUM_OUT]) +
    or_zero (values[CLT_FUNDS_PLEDGE_CHANGE]);

  /* by trade, profit of open positions is no part of the balance */
  if (!self->statement->by_trade)
    balance += or_zero (values[CLT_FUNDS_POSITION_PL]);
  return check_equal (self, "期末结存", balance, or_zero (values[CLT_FUNDS_BALANCE]));
}

/* The sum of a column of a table against the summary; a section that is not there is empty. */
static gboolean
check_sum (StatementImport *self, const char *title, const char *names, int field)
{
  const CltStatementTable *table = clt_statement_get_table (self->statement, title);
  gint64 sum = 0, value;

  if (table == NULL || self->values[field] == CLT_MONEY_NONE)
    return TRUE;
  for (guint i = 0; i < table->rows->len; i++)
    {
      const Row row = { self, table, table->rows->pdata[i],
                        g_array_index (table->lines, guint64, i) };

      if (!read_number (&row, CLT_FIELD_MONEY, names, FALSE, &value))
        return FALSE;
      sum += or_zero (value);
    }
  return check_equal (self, title, sum, self->values[field]);
}

static gboolean
check_identities (StatementImport *self)
{
  gboolean ok = check_roll_forward (self);

  ok = check_sum (self, "成交记录", "手续费", CLT_FUNDS_COMMISSION) && ok;
  if (self->statement->by_trade)
    return ok;
  ok = check_sum (self, "平仓明细", "平仓盈亏", CLT_FUNDS_REALIZED) && ok;
  ok = check_sum (self, "持仓汇总", "持仓盯市盈亏|盯市盈亏", CLT_FUNDS_POSITION_PL) && ok;
  return ok;
}

static gboolean
find_account (StatementImport *self, GError **error)
{
  CltImport *import = self->import;
  g_autoptr (CltAccounts) accounts =
    clt_accounts_load (import->conn, import->options->pad_accounts, error);
  int index;

  if (accounts == NULL)
    return FALSE;
  if (clt_accounts_resolve (accounts, self->statement->account, FALSE, &index, NULL) ==
      CLT_ACCOUNT_FOUND)
    self->account_id = clt_accounts_get_ids (accounts)[index];
  else
    clt_import_reject_column (import, 1, CLT_REASON_UNKNOWN_ACCOUNT, "客户号",
                              self->statement->account);
  return TRUE;
}

/* Everything that can be wrong with it; what is found is in the result. */
static gboolean
read_all (StatementImport *self, GError **error)
{
  CltStatement *statement = self->statement;

  if (statement->day == CLT_DAY_NONE)
    {
      clt_import_reject_column (self->import, 1, CLT_REASON_MISSING_VALUE, "日期", NULL);
      return TRUE;
    }
  if (!find_account (self, error) || !clt_rules_get_money (self->import->conn, "import.tolerance",
                                                           statement->day, &self->tolerance, error))
    return FALSE;
  if (self->account_id == 0)
    return TRUE;
  if (read_summary (self) && for_each_row (self, "成交记录", read_trade) &&
      for_each_row (self, "持仓明细", read_position))
    check_identities (self);
  return TRUE;
}

/* Writing */

static void
count_state (CltImportResult *result, CltFactState state)
{
  result->rows++;
  if (state == CLT_FACT_NEW)
    result->added++;
  else if (state == CLT_FACT_CHANGED)
    result->changed++;
  else if (state == CLT_FACT_SAME)
    result->same++;
  else
    result->skipped++;
}

#define N_EXTRA 7

/* What an import before has said; CLT_MONEY_NONE: nothing. */
static gboolean
load_extra (StatementImport *self, const char *const *columns, gint64 *stored, GError **error)
{
  g_autofree char *list = g_strjoinv (", ", (char **) columns);
  g_autofree char *sql =
    g_strconcat ("SELECT ", list, " FROM funds_extra WHERE day = ? AND account_id = ?", NULL);
  CltStmt *stmt = clt_conn_query (self->import->conn, error, sql, "ii",
                                  (gint64) self->statement->day, self->account_id);
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  step = clt_stmt_step (stmt, error);
  for (guint i = 0; i < N_EXTRA; i++)
    stored[i] = step == CLT_STEP_ROW ? clt_stmt_get_money (stmt, (int) i) : CLT_MONEY_NONE;
  clt_stmt_reset (stmt);
  return step != CLT_STEP_ERROR;
}

/* What few accounts have is written where there is something to say, or to take back. */
static gboolean
store_extra (StatementImport *self, gboolean *changed, GError **error)
{
  static const char *const columns[N_EXTRA + 1] = { "market_equity", "pledge",      "premium_in",
                                                    "premium_out",   "exercise_pl", "exercise_fee",
                                                    "delivery_fee",  NULL };
  gint64 *values = &self->values[CLT_FUNDS_MARKET_EQUITY];
  gint64 stored[N_EXTRA];
  gboolean any = FALSE;
  CltFactState state;

  *changed = FALSE;
  if (!load_extra (self, columns, stored, error))
    return FALSE;
  for (guint i = 0; i < N_EXTRA; i++)
    {
      gboolean usual = values[i] == 0 || (i == 0 && values[i] == self->values[CLT_FUNDS_EQUITY]);

      if (usual && stored[i] == CLT_MONEY_NONE)
        values[i] = CLT_MONEY_NONE;
      any = any || values[i] != CLT_MONEY_NONE;
    }
  if (!any)
    return TRUE;
  if (!clt_amounts_store (self->import->conn, "funds_extra", self->statement->day, self->account_id,
                          columns, values, &state, error))
    return FALSE;
  *changed = state != CLT_FACT_SAME;
  return TRUE;
}

static gboolean
store_funds (StatementImport *self, GError **error)
{
  static const char *const columns[] = { "deposit",     "withdrawal", "opening",
                                         "balance",     "equity",     "realized",
                                         "position_pl", "commission", "exchange_fee",
                                         "retained",    "margin",     "exchange_margin",
                                         "available",   "lots",       NULL };
  gint64 lots = 0;
  gboolean extra;
  CltFactState state;

  if (is_monthly (self))
    {
      clt_import_note (self->import, g_strdup (_ ("A statement of several days has no daily "
                                                  "balances; its trades were taken.")));
      return TRUE;
    }
  for (guint i = 0; i < self->trades->len; i++)
    lots += g_array_index (self->trades, CltTradeFact, i).lots;
  self->values[CLT_FUNDS_LOTS] = lots;
  if (!clt_amounts_store (self->import->conn, "funds_daily", self->statement->day, self->account_id,
                          columns, &self->values[CLT_FUNDS_DEPOSIT], &state, error) ||
      !store_extra (self, &extra, error))
    return FALSE;
  count_state (self->import->result, state == CLT_FACT_SAME && extra ? CLT_FACT_CHANGED : state);
  return TRUE;
}

/* A section that is not there is empty if the summary says so, else it was left out. */
static gboolean
is_complete (const StatementImport *self, const char *title, int field)
{
  return clt_statement_get_table (self->statement, title) != NULL ||
         or_zero (self->values[field]) == 0;
}

/* A statement is the whole day of its client: what an earlier one had and this one has not was
 * wrong. A statement of several days has no complete day. */
static gboolean
take_others (StatementImport *self, GError **error)
{
  CltImportResult *result = self->import->result;
  CltConn *conn = self->import->conn;
  CltDay day = self->statement->day;
  guint trades = 0, positions = 0;

  if (is_monthly (self))
    return TRUE;
  if (is_complete (self, "成交记录", CLT_FUNDS_COMMISSION) &&
      !clt_trades_take_others (conn, day, self->account_id, self->trades, &trades, error))
    return FALSE;
  if (is_complete (self, "持仓明细", CLT_FUNDS_MARGIN) &&
      !clt_positions_take_others (conn, day, self->account_id, self->positions, &positions, error))
    return FALSE;
  if (trades + positions == 0)
    return TRUE;
  /* the day's own line is another one now */
  if (result->added + result->changed == 0)
    {
      result->same--;
      result->changed++;
    }
  clt_import_note_count (self->import, trades,
                         ngettext ("%s trade that this statement no longer has was taken out.",
                                   "%s trades that this statement no longer has were taken out.",
                                   trades));
  clt_import_note_count (self->import, positions,
                         ngettext ("%s position that this statement no longer has was taken out.",
                                   "%s positions that this statement no longer has were taken out.",
                                   positions));
  return TRUE;
}

static gboolean
store_all (StatementImport *self, GError **error)
{
  CltConn *conn = self->import->conn;
  CltFactState state;

  if (!store_funds (self, error))
    return FALSE;
  for (guint i = 0; i < self->trades->len; i++)
    {
      if (!clt_trade_store (conn, &g_array_index (self->trades, CltTradeFact, i), &state, error))
        return FALSE;
      count_state (self->import->result, state);
    }
  for (guint i = 0; i < self->positions->len && !is_monthly (self); i++)
    {
      if (!clt_position_store (conn, &g_array_index (self->positions, CltPositionFact, i), &state,
                               error))
        return FALSE;
      count_state (self->import->result, state);
    }
  return take_others (self, error);
}

gboolean
clt_import_statement (CltImport *import, GError **error)
{
  g_auto (StatementImport) self = { .import = import };

  if (clt_source_get_kind (import->source) != CLT_SOURCE_STATEMENT)
    {
      g_set_error (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_HEADER,
                   _ ("%s is no settlement statement. Nothing was imported."),
                   import->options->path);
      return FALSE;
    }
  self.statement = clt_statement_read (import->source, error);
  if (self.statement == NULL)
    return FALSE;
  self.trades = g_array_new (FALSE, FALSE, sizeof (CltTradeFact));
  self.positions = g_array_new (FALSE, FALSE, sizeof (CltPositionFact));
  self.chunk = g_string_chunk_new (1024);
  if (!read_all (&self, error))
    return FALSE;
  if (import->result->rejected > 0)
    {
      import->result->rows = import->result->rejected;
      return TRUE;
    }
  return store_all (&self, error);
}
