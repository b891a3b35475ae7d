/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-ledger-data.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-gate.h"
#include "core/clients/clt-client-query.h"

/* Debts are listed back to this many past periods of each kind. */
#define PAST_PERIODS 2

/* ---- figures ------------------------------------------------------------------------------------- */

void
clt_ledger_data_free (CltLedgerData *data)
{
  g_clear_pointer (&data->products, g_ptr_array_unref);
  g_clear_pointer (&data->lines, g_ptr_array_unref);
  g_free (data);
}

gpointer
clt_ledger_data_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CltLedgerData) result = g_new0 (CltLedgerData, 1);

  result->day = *(CltDay *) data;
  result->products = clt_product_list (conn, result->day, TRUE, error);
  if (result->products == NULL)
    return NULL;
  result->lines = clt_ledger_load (conn, result->day, error);
  return result->lines == NULL ? NULL : g_steal_pointer (&result);
}

/* ---- the list behind a figure ---------------------------------------------------------------------- */

struct _CltLedgerList
{
  CltLedgerQuestion question;
  char *words; /* owned: of the question */
  GMutex lock;
  GPtrArray *debts;     /* owned (nullable): CltDebt, the answer */
  GHashTable *products; /* owned (nullable): id -> name */
};

CltLedgerList *
clt_ledger_list_new (const CltLedgerQuestion *question)
{
  CltLedgerList *list = g_atomic_rc_box_new0 (CltLedgerList);

  g_mutex_init (&list->lock);
  list->question = *question;
  list->question.words = list->words = g_strdup (question->words);
  return list;
}

static void
clear_list (gpointer data)
{
  CltLedgerList *list = data;

  g_clear_pointer (&list->debts, g_ptr_array_unref);
  g_clear_pointer (&list->products, g_hash_table_unref);
  g_mutex_clear (&list->lock);
  g_free (list->words);
}

void
clt_ledger_list_unref (gpointer list)
{
  g_atomic_rc_box_release_full (list, clear_list);
}

const CltLedgerQuestion *
clt_ledger_list_get_question (CltLedgerList *list)
{
  return &list->question;
}

static gboolean
is_of_debts (const CltLedgerQuestion *question)
{
  return question->figure == CLT_LEDGER_AGED || question->figure == CLT_LEDGER_DEBTS;
}

/* Those that @question wants to see; the others go. */
static gboolean
keep_shown (CltConn *conn, GPtrArray *debts, const CltLedgerQuestion *question, GError **error)
{
  gboolean held = question->show == CLT_LEDGER_SHOW_HELD;
  g_autofree guint *blocks = g_new0 (guint, debts->len + 1);

  if (!clt_ledger_judge (conn, debts, question->day, blocks, error))
    return FALSE;
  for (guint i = debts->len; i > 0; i--)
    if ((blocks[i - 1] != 0) != held)
      g_ptr_array_remove_index (debts, i - 1);
  return TRUE;
}

/* Those of the clients whom the words of @question find. */
static gboolean
keep_found (CltConn *conn, GPtrArray *debts, const CltLedgerQuestion *question, GError **error)
{
  g_autoptr (GArray) ids = clt_search_ids (conn, question->words, error);
  g_autoptr (GHashTable) found = NULL;

  if (ids == NULL)
    return FALSE;
  found = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (found, &g_array_index (ids, gint64, i));
  for (guint i = debts->len; i > 0; i--)
    if (!g_hash_table_contains (found, &((CltDebt *) debts->pdata[i - 1])->client_id))
      g_ptr_array_remove_index (debts, i - 1);
  return TRUE;
}

static GPtrArray *
ask (CltConn *conn, const CltLedgerQuestion *question, GError **error)
{
  switch (question->figure)
    {
    case CLT_LEDGER_OWED:
    case CLT_LEDGER_DELIVERED:
      return clt_ledger_members (conn, question->product_id, question->tier, question->day,
                                 question->figure == CLT_LEDGER_DELIVERED, error);
    case CLT_LEDGER_AGED:
    case CLT_LEDGER_DEBTS:
    default:
      return clt_ledger_debts (conn, question->product_id, question->tier, question->day,
                               question->figure == CLT_LEDGER_AGED ? PAST_PERIODS : 0, error);
    }
}

GPtrArray *
clt_ledger_question_ask (CltConn *conn, const CltLedgerQuestion *question, GError **error)
{
  g_autoptr (GPtrArray) debts = ask (conn, question, error);

  if (debts != NULL && question->words != NULL && *question->words != '\0' &&
      !keep_found (conn, debts, question, error))
    return NULL;
  if (debts != NULL && is_of_debts (question) && question->show != CLT_LEDGER_SHOW_ALL &&
      !keep_shown (conn, debts, question, error))
    return NULL;
  return g_steal_pointer (&debts);
}

static GHashTable *
load_names (CltConn *conn, CltDay day, GError **error)
{
  g_autoptr (GPtrArray) products = clt_product_list (conn, day, TRUE, error);
  g_autoptr (GHashTable) names =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);

  if (products == NULL)
    return NULL;
  for (guint i = 0; i < products->len; i++)
    {
      const CltProduct *product = products->pdata[i];
      const CltVersion *version = clt_product_get_version (product);

      g_hash_table_insert (names, g_memdup2 (&product->id, sizeof product->id),
                           g_strdup (version != NULL ? version->name : product->code));
    }
  return g_steal_pointer (&names);
}

static GArray *
load_keys (CltConn *conn, gconstpointer query, GError **error)
{
  CltLedgerList *list = (CltLedgerList *) query;
  g_autoptr (GPtrArray) debts = clt_ledger_question_ask (conn, &list->question, error);
  g_autoptr (GHashTable) names =
    debts == NULL ? NULL : load_names (conn, list->question.day, error);
  GArray *keys;

  if (names == NULL)
    return NULL;
  keys = g_array_sized_new (FALSE, FALSE, sizeof (gint64), debts->len);
  for (gint64 key = 1; key <= debts->len; key++)
    g_array_append_val (keys, key);
  g_mutex_lock (&list->lock);
  g_clear_pointer (&list->debts, g_ptr_array_unref);
  g_clear_pointer (&list->products, g_hash_table_unref);
  list->debts = g_steal_pointer (&debts);
  list->products = g_steal_pointer (&names);
  g_mutex_unlock (&list->lock);
  return keys;
}

static void
clear_row (gpointer data)
{
  CltLedgerRow *row = data;

  for (guint i = 0; i < CLT_N_LEDGER_COLUMNS; i++)
    g_free (row->cell[i]);
  g_free (row->product);
  g_free (row->held);
  g_free (row->past);
}

static void
row_unref (gpointer row)
{
  g_atomic_rc_box_release_full (row, clear_row);
}

static char *
format_period (const CltDebt *debt, CltDay day)
{
  if (debt->last >= day)
    return clt_day_format (debt->last);
  /* Translators: %d is a number of days since the period ended. */
  return g_strdup_printf (ngettext ("%d day late", "%d days late", (gulong) (day - debt->last)),
                          day - debt->last);
}

/* (nullable) */
static char *
dup_past (const CltDebt *debt)
{
  g_autofree char *first = clt_day_format (debt->first);
  g_autofree char *last = clt_day_format (debt->last);

  if (debt->last >= clt_today ())
    return NULL;
  /* Translators: first and last day of a period. */
  return g_strdup_printf (C_ ("ledger", "%s – %s"), first, last);
}

static CltLedgerRow *
make_row (CltLedgerList *list, const CltDebt *debt, guint blocks, const char *name)
{
  CltLedgerRow *row = g_atomic_rc_box_new0 (CltLedgerRow);
  const char *product = g_hash_table_lookup (list->products, &debt->product_id);

  row->client_id = debt->client_id;
  row->product_id = debt->product_id;
  row->product = g_strdup (product == NULL ? "" : product);
  row->past = dup_past (debt);
  row->cell[CLT_LEDGER_CLIENT] = g_strdup (name == NULL ? "–" : name);
  row->cell[CLT_LEDGER_TIER] = g_strdup (clt_tier_get_label (debt->tier));
  row->cell[CLT_LEDGER_PRODUCT] = g_strdup (product == NULL ? "–" : product);
  row->cell[CLT_LEDGER_PERIOD] = format_period (debt, list->question.day);
  /* Translators: delivered of owed: 1 / 3. */
  row->cell[CLT_LEDGER_DONE] =
    g_strdup_printf (C_ ("ledger", "%d / %d"), debt->delivered, debt->owed);
  row->cell[CLT_LEDGER_OPEN] = clt_count_format (debt->outstanding);
  row->held = blocks == 0 ? NULL : clt_block_set_to_label (blocks);
  row->remedy = clt_block_set_get_remedy (blocks);
  row->cell[CLT_LEDGER_HELD] = clt_block_set_to_note (blocks);
  return row;
}

/* Names of the clients of a page: id -> name. */
static GHashTable *
load_clients (CltConn *conn, const GPtrArray *debts, CltDay day, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < debts->len; i++)
    g_array_append_val (ids, ((const CltDebt *) debts->pdata[i])->client_id);
  return clt_client_query_names (conn, ids, day, error);
}

static GPtrArray *
load_rows (CltConn *conn, const gint64 *ids, guint n_ids, gconstpointer query, GError **error)
{
  CltLedgerList *list = (CltLedgerList *) query;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_unref);
  g_autoptr (GPtrArray) debts = g_ptr_array_new_with_free_func (g_free);
  g_autofree guint *blocks = g_new0 (guint, n_ids + 1);
  g_autoptr (GHashTable) names = NULL;

  g_mutex_lock (&list->lock);
  for (guint i = 0; i < n_ids; i++)
    g_ptr_array_add (debts, g_memdup2 (list->debts->pdata[ids[i] - 1], sizeof (CltDebt)));
  g_mutex_unlock (&list->lock);
  names = load_clients (conn, debts, list->question.day, error);
  if (names == NULL || (is_of_debts (&list->question) &&
                        !clt_ledger_judge (conn, debts, list->question.day, blocks, error)))
    return NULL;
  for (guint i = 0; i < debts->len; i++)
    {
      const CltDebt *debt = debts->pdata[i];

      g_ptr_array_add (rows, make_row (list, debt, blocks[i],
                                       g_hash_table_lookup (names, &debt->client_id)));
    }
  return g_steal_pointer (&rows);
}

const CltKeyListSource clt_ledger_list_source = {
  .load_keys = load_keys,
  .load_rows = load_rows,
  .record_ref = g_atomic_rc_box_acquire,
  .record_unref = row_unref,
  .query_copy = clt_key_list_share_query,
  .query_free = clt_ledger_list_unref,
};

static int
get_number (CltLedgerFigure figure, const CltDebt *debt)
{
  switch (figure)
    {
    case CLT_LEDGER_OWED:
      return debt->owed;
    case CLT_LEDGER_DELIVERED:
      return debt->delivered;
    case CLT_LEDGER_AGED:
    case CLT_LEDGER_DEBTS:
    default:
      return debt->outstanding;
    }
}

GArray *
clt_ledger_list_dup_clients (CltLedgerList *list, gint64 *sum, gint64 *past)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  *sum = *past = 0;
  g_mutex_lock (&list->lock);
  for (guint i = 0; list->debts != NULL && i < list->debts->len; i++)
    {
      CltDebt *debt = list->debts->pdata[i];
      int n = get_number (list->question.figure, debt);

      *sum += n;
      *past += debt->last < list->question.day ? n : 0;
      if (g_hash_table_add (seen, &debt->client_id))
        g_array_append_val (ids, debt->client_id);
    }
  g_mutex_unlock (&list->lock);
  return ids;
}
