/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-import-private.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/exchange/clt-fact-store.h"
#include "core/exchange/clt-key-set.h"

/* 成交明细 of a counter and 客户成交明细: one trade a row. */

typedef struct
{
  CltImport *import;               /* borrowed */
  CltAccounts *accounts;           /* owned */
  char *texts[CLT_N_TRADE_FIELDS]; /* owned: of the row at hand */
  gint64 values[CLT_N_TRADE_FIELDS];
  CltTradeFact fact;
  char *contract;        /* owned */
  char *number;          /* owned */
  GHashTable *counters;  /* owned: day and account -> number of the last trade without one */
  GHashTable *conflicts; /* owned: keys that the file has with different values */
  CltKeySet *same;       /* owned: hashes of keys that were stored alike before */
} TradesImport;

static void
clear_row (TradesImport *trades)
{
  for (guint i = 0; i < CLT_N_TRADE_FIELDS; i++)
    g_clear_pointer (&trades->texts[i], g_free);
  g_clear_pointer (&trades->contract, g_free);
  g_clear_pointer (&trades->number, g_free);
}

static void
trades_clear (TradesImport *trades)
{
  clear_row (trades);
  g_clear_pointer (&trades->accounts, clt_accounts_free);
  g_clear_pointer (&trades->counters, g_hash_table_unref);
  g_clear_pointer (&trades->conflicts, g_hash_table_unref);
  g_clear_pointer (&trades->same, clt_key_set_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TradesImport, trades_clear)

static gboolean
reject (TradesImport *trades, CltReason reason, guint field)
{
  clt_import_reject (trades->import, reason, field, trades->texts[field]);
  return FALSE;
}

/* Lines between the clients of a counter's export have neither client nor contract. */
static gboolean
is_filler (const TradesImport *trades)
{
  return *trades->texts[CLT_TRADE_ACCOUNT] == '\0' && *trades->texts[CLT_TRADE_CONTRACT] == '\0' &&
         *trades->texts[CLT_TRADE_PRODUCT] == '\0';
}

static gboolean
read_day (TradesImport *trades)
{
  CltValue result = clt_import_get_day (trades->import, CLT_TRADE_DAY, &trades->fact.day);

  if (result == CLT_VALUE_OK)
    return TRUE;
  return reject (trades, result == CLT_VALUE_NULL ? CLT_REASON_MISSING_VALUE : CLT_REASON_BAD_DATE,
                 CLT_TRADE_DAY);
}

static gboolean
read_numbers (TradesImport *trades)
{
  CltImport *import = trades->import;

  for (guint i = CLT_TRADE_LOTS; i <= CLT_TRADE_REALIZED; i++)
    {
      CltValue result = clt_import_get_number (import, i, &trades->values[i]);

      if (result == CLT_VALUE_BAD)
        return reject (trades, CLT_REASON_BAD_VALUE, i);
      if (result == CLT_VALUE_NULL)
        {
          if (import->kind->fields[i].needed)
            return reject (trades, CLT_REASON_MISSING_VALUE, i);
          trades->values[i] = CLT_MONEY_NONE;
        }
    }
  if (trades->values[CLT_TRADE_LOTS] <= 0)
    return reject (trades, CLT_REASON_BAD_VALUE, CLT_TRADE_LOTS);
  return TRUE;
}

static gboolean
read_word (TradesImport *trades,
           guint field,
           const char *(*find) (const char *),
           const char *fallback,
           const char **word)
{
  *word = fallback;
  if (*trades->texts[field] == '\0' && fallback != NULL)
    return TRUE;
  if (*trades->texts[field] == '\0')
    return reject (trades, CLT_REASON_MISSING_VALUE, field);
  *word = find (trades->texts[field]);
  return *word != NULL || reject (trades, CLT_REASON_BAD_VALUE, field);
}

static gboolean
read_words (TradesImport *trades)
{
  CltTradeFact *fact = &trades->fact;
  gboolean forced = FALSE;

  if (!read_word (trades, CLT_TRADE_EXCHANGE, clt_word_exchange, NULL, &fact->exchange) ||
      !read_word (trades, CLT_TRADE_SIDE, clt_word_side, NULL, &fact->side) ||
      !read_word (trades, CLT_TRADE_EFFECT, clt_word_effect, NULL, &fact->effect) ||
      !read_word (trades, CLT_TRADE_HEDGE, clt_word_hedge, "", &fact->hedge))
    return FALSE;
  if (*trades->texts[CLT_TRADE_FORCED] != '\0' &&
      clt_word_bool (trades->texts[CLT_TRADE_FORCED], &forced) && forced &&
      g_str_has_prefix (fact->effect, "close"))
    fact->effect = "forced";
  return TRUE;
}

/* rb2701, or the product and its delivery month apart. */
static gboolean
read_contract (TradesImport *trades)
{
  const char *contract = trades->texts[CLT_TRADE_CONTRACT];

  if (*contract != '\0')
    trades->contract = g_strdup (contract);
  else if (*trades->texts[CLT_TRADE_PRODUCT] != '\0')
    trades->contract =
      g_strconcat (trades->texts[CLT_TRADE_PRODUCT], trades->texts[CLT_TRADE_DELIVERY], NULL);
  else
    return reject (trades, CLT_REASON_MISSING_VALUE,
                   clt_import_has_field (trades->import, CLT_TRADE_CONTRACT) ? CLT_TRADE_CONTRACT
                                                                             : CLT_TRADE_PRODUCT);
  trades->fact.contract = trades->contract;
  return TRUE;
}

gboolean
clt_import_parse_time (const char *text, gint64 *second)
{
  const char *p = strchr (text, ' ') != NULL ? strchr (text, ' ') + 1 : text;
  int part[3] = { 0 };
  int n = 0;

  if (strspn (p, "0123456789") == strlen (p) && strlen (p) >= 5 && strlen (p) <= 6)
    {
      int number = (int) g_ascii_strtoll (p, NULL, 10);

      part[0] = number / 10000;
      part[1] = number / 100 % 100;
      part[2] = number % 100;
    }
  else if (g_str_has_prefix (p, "0.") && strspn (p + 2, "0123456789") == strlen (p + 2))
    {
      *second = (gint64) (g_ascii_strtod (p, NULL) * 86400 + 0.5);
      return *second < 86400;
    }
  else
    {
      for (; *p != '\0' && n < 3; n++)
        {
          char *end;

          part[n] = (int) g_ascii_strtoull (p, &end, 10);
          if (end == p || end - p > 2 || (*end != ':' && *end != '\0' && *end != '.'))
            return FALSE;
          p = *end == ':' ? end + 1 : "";
        }
      if (n < 2)
        return FALSE;
    }
  *second = part[0] * 3600 + part[1] * 60 + part[2];
  return part[0] < 24 && part[1] < 60 && part[2] < 60;
}

static gboolean
read_time (TradesImport *trades)
{
  const char *text = trades->texts[CLT_TRADE_TIME];

  trades->fact.second = CLT_MONEY_NONE;
  if (text[strspn (text, "-")] == '\0')
    return TRUE;
  return clt_import_parse_time (text, &trades->fact.second) ||
         reject (trades, CLT_REASON_BAD_VALUE, CLT_TRADE_TIME);
}

static void
take_amounts (TradesImport *trades)
{
  CltTradeFact *fact = &trades->fact;
  const gint64 *values = trades->values;

  fact->lots = values[CLT_TRADE_LOTS];
  fact->price = values[CLT_TRADE_PRICE];
  fact->turnover = values[CLT_TRADE_TURNOVER];
  fact->commission = values[CLT_TRADE_COMMISSION];
  fact->exchange_fee = values[CLT_TRADE_EXCHANGE_FEE];
  fact->realized = values[CLT_TRADE_REALIZED];
  if (fact->exchange_fee == CLT_MONEY_NONE && fact->commission != CLT_MONEY_NONE &&
      values[CLT_TRADE_RETAINED] != CLT_MONEY_NONE)
    fact->exchange_fee = fact->commission - values[CLT_TRADE_RETAINED];
}

/* Trades of a file without numbers are counted, by day and account, in the file's order, so that
 * the same file gives the same numbers again. */
static void
take_number (TradesImport *trades)
{
  if (trades->texts[CLT_TRADE_NUMBER][strspn (trades->texts[CLT_TRADE_NUMBER], "-")] != '\0')
    trades->number = g_strdup (trades->texts[CLT_TRADE_NUMBER]);
  else
    {
      g_autofree char *key =
        g_strdup_printf ("%d %" G_GINT64_FORMAT, trades->fact.day, trades->fact.account_id);
      int n = GPOINTER_TO_INT (g_hash_table_lookup (trades->counters, key)) + 1;

      trades->number = g_strdup_printf ("#%d", n);
      g_hash_table_insert (trades->counters, g_steal_pointer (&key), GINT_TO_POINTER (n));
    }
  trades->fact.number = trades->number;
}

static char *
make_key (const CltTradeFact *fact)
{
  return g_strdup_printf ("%d %" G_GINT64_FORMAT " %s\n%s\n%s\n%s", fact->day, fact->account_id,
                          fact->exchange, fact->number, fact->side, fact->effect);
}

static guint64
hash_key (const char *key)
{
  guint64 hash = 0xcbf29ce484222325;

  for (const char *p = key; *p != '\0'; p++)
    hash = (hash ^ (guchar) *p) * 0x100000001b3;
  return hash;
}

/* Fills the fact from the row at hand. FALSE: the row is rejected, or no data. */
static gboolean
read_row (TradesImport *trades)
{
  CltImport *import = trades->import;
  int account;

  clear_row (trades);
  for (guint i = 0; i < CLT_N_TRADE_FIELDS; i++)
    trades->texts[i] = clt_import_dup_text (import, i);
  if (is_filler (trades))
    {
      import->result->rows--;
      return FALSE;
    }
  if (!clt_import_check_width (import) || !read_day (trades) ||
      !clt_import_get_account (import, trades->accounts, CLT_TRADE_ACCOUNT, &account) ||
      !read_numbers (trades) || !read_words (trades) || !read_contract (trades) ||
      !read_time (trades))
    return FALSE;
  if (!clt_word_is_yuan (trades->texts[CLT_TRADE_CURRENCY]))
    return reject (trades, CLT_REASON_OTHER_CURRENCY, CLT_TRADE_CURRENCY);
  if (account < 0)
    return reject (trades, CLT_REASON_UNKNOWN_ACCOUNT, CLT_TRADE_ACCOUNT);
  trades->fact.account_id = clt_accounts_get_ids (trades->accounts)[account];
  take_amounts (trades);
  take_number (trades);
  return TRUE;
}

static void
add_sums (TradesImport *trades, int sign)
{
  for (guint i = CLT_TRADE_LOTS; i <= CLT_TRADE_REALIZED; i++)
    if (trades->values[i] != CLT_MONEY_NONE)
      trades->import->sums[i] += sign * trades->values[i];
}

static gboolean
store_row (TradesImport *trades, GError **error)
{
  CltImportResult *result = trades->import->result;
  g_autofree char *key = make_key (&trades->fact);
  guint64 hash = hash_key (key);
  CltFactState state = CLT_FACT_CONFLICT, undone;

  if (g_hash_table_contains (trades->conflicts, key))
    return reject (trades, CLT_REASON_DUPLICATE_CONFLICT, CLT_TRADE_NUMBER) || TRUE;
  if (!clt_trade_store (trades->import->conn, &trades->fact, &state, error))
    return FALSE;
  if (clt_key_set_contains (trades->same, hash) && state == CLT_FACT_SAME)
    state = CLT_FACT_AGAIN;
  else if (clt_key_set_contains (trades->same, hash) && state == CLT_FACT_CHANGED)
    state = CLT_FACT_CONFLICT;

  switch (state)
    {
    case CLT_FACT_NEW:
      result->added++;
      break;
    case CLT_FACT_CHANGED:
      result->changed++;
      break;
    case CLT_FACT_SAME:
      result->same++;
      clt_key_set_add (trades->same, hash);
      break;
    case CLT_FACT_AGAIN:
      clt_import_skip (trades->import, trades->import->line);
      return TRUE;
    case CLT_FACT_CONFLICT:
    default:
      reject (trades, CLT_REASON_DUPLICATE_CONFLICT, CLT_TRADE_NUMBER);
      if (!clt_trade_take_out (trades->import->conn, &trades->fact, &undone, error))
        return FALSE;
      if (clt_key_set_contains (trades->same, hash))
        result->same--;
      else if (undone == CLT_FACT_NEW)
        result->added--;
      else
        result->changed--;
      g_hash_table_add (trades->conflicts, g_steal_pointer (&key));
      return TRUE;
    }
  add_sums (trades, 1);
  return TRUE;
}

/* The first rows of conflicts went in before the second ones were seen. */
static gboolean
reject_earlier (TradesImport *trades, GError **error)
{
  CltImport *import = trades->import;
  g_autoptr (GHashTable) told = clt_import_list_rejected (import);
  guint64 rows = import->result->rows;
  int more;

  g_hash_table_remove_all (trades->counters);
  if (!clt_import_rewind (import, error))
    return FALSE;
  while ((more = clt_import_next (import, error)) == 1)
    {
      g_autofree char *key = NULL;

      if (g_hash_table_contains (told, &import->line) || !clt_import_row_is_data (import) ||
          !read_row (trades))
        continue;
      key = make_key (&trades->fact);
      if (!g_hash_table_contains (trades->conflicts, key))
        continue;
      if (!clt_import_unskip (import, import->line))
        add_sums (trades, -1);
      reject (trades, CLT_REASON_DUPLICATE_CONFLICT, CLT_TRADE_NUMBER);
    }
  import->result->rows = rows;
  return more == 0;
}

gboolean
clt_import_trades (CltImport *import, GError **error)
{
  g_auto (TradesImport) trades = { .import = import };
  int more;

  trades.accounts = clt_accounts_load (import->conn, import->options->pad_accounts, error);
  if (trades.accounts == NULL)
    return FALSE;
  trades.counters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  trades.conflicts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  trades.same = clt_key_set_new ();
  while ((more = clt_import_next (import, error)) == 1)
    if (clt_import_row_is_data (import) && read_row (&trades) && !store_row (&trades, error))
      return FALSE;
  if (more < 0)
    return FALSE;
  if (g_hash_table_size (trades.conflicts) > 0)
    return reject_earlier (&trades, error);
  return TRUE;
}
