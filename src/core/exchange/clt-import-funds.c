/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-import-funds.h"

#include "core/base/clt-i18n.h"
#include "core/rules/clt-rules.h"

/* 资金对账表: from rows to checked amounts. Nearly every row goes the short way, which converts
 * plain ASCII cells and touches no memory of its own; whatever is unusual in a row sends it the
 * long way, which also finds the reason when it must be rejected (order of reading I9). */

/* The identity of domain 1.2: amounts that raise the closing balance and those that lower it. */
static const int rising[] = {
  CLT_FUNDS_OPENING,     CLT_FUNDS_DEPOSIT,    CLT_FUNDS_REALIZED,      CLT_FUNDS_POSITION_PL,
  CLT_FUNDS_EXERCISE_PL, CLT_FUNDS_PREMIUM_IN, CLT_FUNDS_PLEDGE_CHANGE,
};
static const int falling[] = {
  CLT_FUNDS_WITHDRAWAL,   CLT_FUNDS_COMMISSION,  CLT_FUNDS_EXERCISE_FEE,
  CLT_FUNDS_DELIVERY_FEE, CLT_FUNDS_PREMIUM_OUT, CLT_FUNDS_BALANCE,
};

static inline gint64
or_zero (gint64 value)
{
  return value == CLT_MONEY_NONE ? 0 : value;
}

/* How far the row at hand is from adding up, fen. */
static inline gint64
find_gap (const CltFundsImport *funds)
{
  gint64 gap = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rising); i++)
    gap += or_zero (funds->values[rising[i]]);
  for (guint i = 0; i < G_N_ELEMENTS (falling); i++)
    gap -= or_zero (funds->values[falling[i]]);
  return gap;
}

static gboolean
load_tolerance (CltFundsImport *funds, GError **error)
{
  if (funds->tolerance_day == funds->day)
    return TRUE;
  if (!clt_rules_get_money (funds->import->conn, "import.tolerance", funds->day, &funds->tolerance,
                            error))
    return FALSE;
  funds->tolerance_day = funds->day;
  return TRUE;
}

static gboolean
add_row (CltFundsImport *funds, int account, guint32 flag)
{
  gint64 packed[CLT_N_FUNDS_FIELDS];

  for (guint i = 0; i < funds->n_slots; i++)
    packed[i] = funds->values[funds->slots[i]];
  return clt_row_buffer_add (funds->buffer, funds->day, account,
                             (guint32) funds->import->line | flag, packed);
}

/* The short way */

static inline gboolean
read_plain_day (CltFundsImport *funds, const CltCell *cell)
{
  if (cell->length != sizeof funds->day_text)
    return FALSE;
  if (memcmp (cell->text, funds->day_text, sizeof funds->day_text) == 0)
    return TRUE;
  if (clt_value_parse_date (cell->text, cell->length, FALSE, &funds->day) != CLT_VALUE_OK)
    return FALSE;
  memcpy (funds->day_text, cell->text, sizeof funds->day_text);
  return TRUE;
}

static inline gboolean
read_plain_values (CltFundsImport *funds, const CltCell *cells)
{
  const CltImport *import = funds->import;

  for (guint i = 0; i < funds->n_slots + funds->n_checked; i++)
    {
      guint field = funds->slots[i];
      int column = import->fields[field].column;
      CltValue result;

      if (column < 0)
        continue; /* a constant */
      result =
        field == CLT_FUNDS_LOTS
          ? clt_value_parse_integer (cells[column].text, cells[column].length,
                                     &funds->values[field])
          : clt_value_parse_money (cells[column].text, cells[column].length, &funds->values[field]);
      if (result == CLT_VALUE_NULL && !import->kind->fields[field].needed)
        funds->values[field] = CLT_MONEY_NONE;
      else if (result != CLT_VALUE_OK)
        return FALSE;
    }
  return TRUE;
}

static inline gboolean
is_plain_yuan (const CltFundsImport *funds, const CltCell *cells)
{
  int column = funds->import->fields[CLT_FUNDS_CURRENCY].column;

  return column < 0 || (cells[column].length == funds->yuan_length && funds->yuan_length > 0 &&
                        memcmp (cells[column].text, funds->yuan_text, funds->yuan_length) == 0);
}

/* Takes the row at hand if it is as rows usually are. */
static gboolean
take_plain_row (CltFundsImport *funds)
{
  CltImport *import = funds->import;
  const CltCell *cells = import->cells;
  const CltCell *account_cell;
  int account;

  if (!funds->plain || import->n_cells != import->width ||
      !read_plain_day (funds, &cells[import->fields[CLT_FUNDS_DAY].column]))
    return FALSE;
  account_cell = &cells[import->fields[CLT_FUNDS_ACCOUNT].column];
  account = clt_accounts_find (funds->accounts, account_cell->text, account_cell->length);
  if (account < 0 || funds->tolerance_day != funds->day || !is_plain_yuan (funds, cells) ||
      !read_plain_values (funds, cells))
    return FALSE;
  if (funds->check_identity && ABS (find_gap (funds)) > funds->tolerance)
    return FALSE;
  if (!add_row (funds, account, 0))
    return FALSE;
  import->result->rows++;
  return TRUE;
}

/* The long way */

static gboolean
read_day (CltFundsImport *funds)
{
  g_autofree char *text = NULL;
  CltValue result = clt_import_get_day (funds->import, CLT_FUNDS_DAY, &funds->day);

  funds->day_text[0] = '\0';
  if (result == CLT_VALUE_OK)
    return TRUE;
  text = clt_import_dup_text (funds->import, CLT_FUNDS_DAY);
  clt_import_reject (funds->import,
                     result == CLT_VALUE_NULL ? CLT_REASON_MISSING_VALUE : CLT_REASON_BAD_DATE,
                     CLT_FUNDS_DAY, text);
  return FALSE;
}

/* @reason, @wrong: (out): what is wrong with which field, when the answer is FALSE. */
static gboolean
read_values (CltFundsImport *funds, CltReason *reason, int *wrong)
{
  CltImport *import = funds->import;

  *wrong = -1;
  for (guint i = 0; i < funds->n_slots + funds->n_checked; i++)
    {
      guint field = funds->slots[i];
      CltValue result = clt_import_get_number (import, field, &funds->values[field]);

      if (result == CLT_VALUE_NULL)
        funds->values[field] = CLT_MONEY_NONE;
      if (result == CLT_VALUE_NULL && import->kind->fields[field].needed)
        {
          *reason = CLT_REASON_MISSING_VALUE;
          *wrong = field;
          return FALSE;
        }
      if (result == CLT_VALUE_BAD && *wrong < 0)
        *wrong = field;
    }
  *reason = CLT_REASON_BAD_VALUE;
  return *wrong < 0;
}

static gboolean
check_values (CltFundsImport *funds)
{
  g_autofree char *text = NULL;
  CltReason reason;
  int wrong;

  if (read_values (funds, &reason, &wrong))
    return TRUE;
  text = clt_import_dup_text (funds->import, wrong);
  clt_import_reject (funds->import, reason, wrong, text);
  return FALSE;
}

/* A row whose account has lost its zeros is rejected, but the same row may stand in the file
 * unharmed: it is the second of the two then. */
static void
remember_short_row (CltFundsImport *funds, int account)
{
  CltReason reason;
  int wrong;

  if (account >= 0 && read_values (funds, &reason, &wrong))
    add_row (funds, account, CLT_ROW_GHOST);
}

/* The next rows say it in the same bytes. */
static void
remember_yuan (CltFundsImport *funds)
{
  int column = funds->import->fields[CLT_FUNDS_CURRENCY].column;

  if (column < 0 || (guint) column >= funds->import->n_cells)
    return;
  funds->yuan_length = MIN (funds->import->cells[column].length, sizeof funds->yuan_text);
  memcpy (funds->yuan_text, funds->import->cells[column].text, funds->yuan_length);
}

static gboolean
read_currency (CltFundsImport *funds)
{
  g_autofree char *text = NULL;

  if (!clt_import_has_field (funds->import, CLT_FUNDS_CURRENCY))
    return TRUE;
  text = clt_import_dup_text (funds->import, CLT_FUNDS_CURRENCY);
  if (clt_word_is_yuan (text))
    {
      remember_yuan (funds);
      return TRUE;
    }
  clt_import_reject (funds->import, CLT_REASON_OTHER_CURRENCY, CLT_FUNDS_CURRENCY, text);
  return FALSE;
}

static gboolean
check_gap (CltFundsImport *funds)
{
  gint64 gap = find_gap (funds);
  g_autofree char *amount = NULL;

  if (!funds->check_identity || ABS (gap) <= funds->tolerance)
    return TRUE;
  /* new pledges move the balance, and a level does not tell how much of it is new */
  if (or_zero (funds->values[CLT_FUNDS_PLEDGE]) != 0 && funds->slot_of[CLT_FUNDS_PLEDGE_CHANGE] < 0)
    {
      funds->unchecked_pledges++;
      return TRUE;
    }
  amount = clt_money_format (gap);
  clt_import_reject (funds->import, CLT_REASON_IDENTITY, CLT_FUNDS_BALANCE, amount);
  return FALSE;
}

static gboolean
take_row_closely (CltFundsImport *funds, GError **error)
{
  CltImport *import = funds->import;
  int account;

  if (!clt_import_row_is_data (import) || !clt_import_check_width (import) || !read_day (funds))
    return TRUE;
  if (!clt_import_get_account (import, funds->accounts, CLT_FUNDS_ACCOUNT, &account))
    {
      remember_short_row (funds, account);
      return TRUE;
    }
  if (!check_values (funds) || !read_currency (funds))
    return TRUE;
  if (!load_tolerance (funds, error))
    return FALSE;
  if (!check_gap (funds))
    return TRUE;
  if (account < 0)
    {
      g_autofree char *text = clt_import_dup_text (import, CLT_FUNDS_ACCOUNT);

      clt_import_reject (import, CLT_REASON_UNKNOWN_ACCOUNT, CLT_FUNDS_ACCOUNT, text);
    }
  else if (!add_row (funds, account, 0))
    clt_import_reject (import, CLT_REASON_BAD_VALUE, CLT_FUNDS_EQUITY, NULL);
  return TRUE;
}

static gboolean
read_rows (CltFundsImport *funds, GError **error)
{
  CltImport *import = funds->import;
  int more;

  while ((more = clt_import_next (import, error)) == 1)
    {
      if (!take_plain_row (funds) && !take_row_closely (funds, error))
        return FALSE;
      if (funds->buffer->n == CLT_ROW_BUFFER_CAPACITY &&
          !clt_funds_store_chunk (funds, FALSE, error))
        return FALSE;
    }
  return more == 0 && clt_funds_store_chunk (funds, TRUE, error);
}

/* Conflicts over several chunks: the lines of the earlier rows are found by reading again. */

static gboolean
find_earlier_lines (CltFundsImport *funds, GError **error)
{
  CltImport *import = funds->import;
  g_autoptr (GHashTable) told = clt_import_list_rejected (import);
  guint64 rows = import->result->rows;
  int more;

  if (!clt_import_rewind (import, error))
    return FALSE;
  while ((more = clt_import_next (import, error)) == 1)
    {
      int account;
      CltDay day;
      guint64 key;

      if (!clt_import_row_is_data (import) || g_hash_table_contains (told, &import->line) ||
          clt_import_get_day (import, CLT_FUNDS_DAY, &day) != CLT_VALUE_OK ||
          !clt_import_get_account (import, funds->accounts, CLT_FUNDS_ACCOUNT, &account) ||
          account < 0)
        continue;
      key = clt_row_make_key (day, account);
      if (!g_hash_table_contains (funds->conflicts, &key))
        continue;
      clt_import_unskip (import, import->line);
      clt_import_reject (import, CLT_REASON_DUPLICATE_CONFLICT, CLT_FUNDS_ACCOUNT, NULL);
    }
  import->result->rows = rows;
  return more == 0;
}

/* Set up */

static void
add_slot (CltFundsImport *funds, guint field, guint *count)
{
  CltImport *import = funds->import;
  const char *constant = import->fields[field].constant;
  CltFieldType type = import->kind->fields[field].type;

  if (!clt_import_has_field (import, field))
    return;
  funds->slot_of[field] = funds->n_slots + funds->n_checked;
  funds->slots[funds->slot_of[field]] = field;
  (*count)++;
  if (import->fields[field].column < 0 &&
      clt_import_parse_number (type, constant, strlen (constant), FALSE, &funds->values[field]) !=
        CLT_VALUE_OK)
    funds->values[field] = CLT_MONEY_NONE;
}

static void
lay_out (CltFundsImport *funds)
{
  static const int essential[] = { CLT_FUNDS_DEPOSIT, CLT_FUNDS_WITHDRAWAL, CLT_FUNDS_REALIZED,
                                   CLT_FUNDS_COMMISSION };
  CltImport *import = funds->import;

  for (guint i = 0; i < CLT_N_FUNDS_FIELDS; i++)
    funds->slot_of[i] = -1;
  for (guint i = CLT_FUNDS_DEPOSIT; i <= CLT_FUNDS_LOTS; i++)
    add_slot (funds, i, &funds->n_slots);
  funds->n_daily = funds->n_slots;
  for (guint i = CLT_FUNDS_MARKET_EQUITY; i <= CLT_FUNDS_DELIVERY_FEE; i++)
    add_slot (funds, i, &funds->n_slots);
  add_slot (funds, CLT_FUNDS_PLEDGE_CHANGE, &funds->n_checked);

  funds->check_identity = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (essential); i++)
    if (!clt_import_has_field (import, essential[i]))
      funds->check_identity = FALSE;
  /* a constant currency is looked at closely, row by row: nobody has one */
  funds->plain = import->fields[CLT_FUNDS_CURRENCY].constant == NULL &&
                 import->fields[CLT_FUNDS_DAY].column >= 0 &&
                 import->fields[CLT_FUNDS_ACCOUNT].column >= 0 &&
                 import->options->date_order == NULL;
}

static gboolean
set_up (CltFundsImport *funds, GError **error)
{
  CltConn *conn = funds->import->conn;
  guint n;

  funds->day = funds->tolerance_day = funds->known_day = CLT_DAY_NONE;
  funds->first_written = funds->last_written = CLT_DAY_NONE;
  funds->first_extra = funds->last_extra = CLT_DAY_NONE;
  funds->accounts = clt_accounts_load (conn, funds->import->options->pad_accounts, error);
  if (funds->accounts == NULL)
    return FALSE;
  funds->calendar = clt_calendar_load (conn, error);
  if (funds->calendar == NULL)
    return FALSE;
  n = clt_accounts_get_size (funds->accounts);
  funds->last_day = g_new (CltDay, n + 1);
  funds->last_balance = g_new (gint64, n + 1);
  for (guint i = 0; i < n; i++)
    funds->last_day[i] = CLT_DAY_NONE;
  lay_out (funds);
  funds->buffer = clt_row_buffer_new (funds->n_slots);
  funds->seen = clt_key_set_new ();
  funds->conflicts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  funds->take_out = g_array_new (FALSE, FALSE, sizeof (guint64));
  return TRUE;
}

static void
funds_clear (CltFundsImport *funds)
{
  g_clear_pointer (&funds->accounts, clt_accounts_free);
  g_clear_pointer (&funds->calendar, clt_calendar_free);
  g_clear_pointer (&funds->buffer, clt_row_buffer_free);
  g_clear_pointer (&funds->seen, clt_key_set_free);
  g_clear_pointer (&funds->conflicts, g_hash_table_unref);
  g_clear_pointer (&funds->take_out, g_array_unref);
  g_free (funds->last_day);
  g_free (funds->last_balance);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CltFundsImport, funds_clear)

static void
add_notes (CltFundsImport *funds)
{
  CltImportResult *result = funds->import->result;

  result->warnings += funds->off_days + funds->chain_breaks + funds->unchecked_pledges;
  /* Translators: in these notes the placeholder is a count of rows. */
  clt_import_note_count (funds->import, funds->off_days,
                         ngettext ("%s row is of a day that is no trading day.",
                                   "%s rows are of days that are no trading days.",
                                   funds->off_days));
  clt_import_note_count (
    funds->import, funds->chain_breaks,
    ngettext ("In %s row the opening balance is not the closing balance of the day before.",
              "In %s rows the opening balance is not the closing balance of the day "
              "before.",
              funds->chain_breaks));
  clt_import_note_count (
    funds->import, funds->unchecked_pledges,
    ngettext ("%s row with a pledge does not add up and was taken as it is.",
              "%s rows with a pledge do not add up and were taken as they are.",
              funds->unchecked_pledges));
  if (!funds->check_identity)
    clt_import_note (funds->import,
                     g_strdup (_ ("The file lacks columns of the balance, so that it could not be"
                                  " checked whether the rows add up.")));
}

gboolean
clt_import_funds (CltImport *import, GError **error)
{
  g_auto (CltFundsImport) funds = { .import = import };

  if (!set_up (&funds, error) || !read_rows (&funds, error))
    return FALSE;
  if (funds.second_pass && !find_earlier_lines (&funds, error))
    return FALSE;
  clt_funds_note_days (&funds);
  add_notes (&funds);
  return TRUE;
}
