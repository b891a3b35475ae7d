/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/catalogue/clt-ledger-private.h"

#include "core/catalogue/clt-product.h"
#include "core/clients/clt-client-sql.h"

/* The same judgement for one client alone, by look-ups: the card must not wait for a pass over the
 * branch. */

typedef struct
{
  CltConn *conn;
  gint64 client_id;
} Ask;

static gboolean
is_open (const Ask *ask, CltDay day, gboolean *open, GError **error)
{
  gint64 n;

  if (!clt_conn_get_int (ask->conn, &n, 0, error,
                         "SELECT EXISTS (SELECT 1 FROM spell s JOIN client c ON c.id = s.client_id"
                         " WHERE s.client_id = ?1 AND s.opened <= ?2 AND c.prospect = 0"
                         " AND (s.closed IS NULL OR s.closed > ?2))",
                         "ii", ask->client_id, (gint64) day))
    return FALSE;
  *open = n != 0;
  return TRUE;
}

static gboolean
get_tier (const Ask *ask, CltDay day, CltTier *tier, GError **error)
{
  gint64 found;

  if (!clt_conn_get_int (ask->conn, &found, 0, error, "SELECT " CLT_SQL_TIER_ON ("?1", "?2"), "ii",
                         ask->client_id, (gint64) day))
    return FALSE;
  *tier = (CltTier) found;
  return TRUE;
}

static gboolean
judge (const Ask *ask, gint64 product_id, CltDay day, CltDebt *debt, GError **error)
{
  gint64 delivered;

  *debt = (CltDebt){ .client_id = ask->client_id, .product_id = product_id };
  if (!get_tier (ask, day, &debt->tier, error) ||
      !clt_right_of_client (ask->conn, ask->client_id, product_id, day, &debt->right, error))
    return FALSE;
  clt_period_bounds (clt_ledger_period (&debt->right), day, &debt->first, &debt->last);
  if (!clt_conn_get_int (ask->conn, &delivered, 0, error,
                         "SELECT count(*) FROM delivery WHERE client_id = ? AND product_id = ?"
                         " AND day BETWEEN ? AND ?",
                         "iiii", ask->client_id, product_id, (gint64) debt->first, (gint64) day))
    return FALSE;
  debt->delivered = (int) delivered;
  debt->owed = debt->right.kind == CLT_RIGHT_COUNT ? debt->right.count : 0;
  debt->outstanding = MAX (debt->owed - debt->delivered, 0);
  return TRUE;
}

/* The @periods periods of this length before @day. */
static gboolean
add_past (const Ask *ask,
          gint64 product_id,
          CltPeriodKind period,
          CltDay day,
          int periods,
          GPtrArray *past,
          GError **error)
{
  CltDay first, last;

  clt_period_bounds (period, day, &first, &last);
  for (int i = 0; i < periods; i++)
    {
      CltDebt debt;
      gboolean open;

      last = first - 1;
      if (!is_open (ask, last, &open, error) || !judge (ask, product_id, last, &debt, error))
        return FALSE;
      if (open && debt.right.period == period && debt.outstanding > 0)
        g_ptr_array_add (past, g_memdup2 (&debt, sizeof debt));
      clt_period_bounds (period, last, &first, &last);
    }
  return TRUE;
}

static int
compare_past (gconstpointer a, gconstpointer b)
{
  const CltDebt *x = *(CltDebt *const *) a, *y = *(CltDebt *const *) b;

  return x->last > y->last ? -1 : x->last < y->last;
}

GPtrArray *
clt_ledger_of_client (CltConn *conn, gint64 client_id, CltDay day, int periods, GError **error)
{
  const Ask ask = { conn, client_id };
  g_autoptr (GPtrArray) debts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) past = g_ptr_array_new ();
  g_autoptr (GPtrArray) products = NULL;
  gboolean open;

  if (!is_open (&ask, day, &open, error))
    return NULL;
  if (!open)
    return g_steal_pointer (&debts);
  products = clt_product_list (conn, day, TRUE, error);
  if (products == NULL)
    return NULL;
  g_ptr_array_set_free_func (past, g_free);
  for (guint i = 0; i < products->len; i++)
    {
      gint64 id = ((CltProduct *) products->pdata[i])->id;
      CltDebt debt;

      if (!judge (&ask, id, day, &debt, error))
        return NULL;
      if (debt.right.kind != CLT_RIGHT_NONE)
        g_ptr_array_add (debts, g_memdup2 (&debt, sizeof debt));
      for (CltPeriodKind period = CLT_PERIOD_WEEK; period <= CLT_PERIOD_YEAR; period++)
        if (!add_past (&ask, id, period, day, periods, past, error))
          return NULL;
    }
  g_ptr_array_sort (past, compare_past);
  g_ptr_array_extend_and_steal (debts, g_steal_pointer (&past));
  return g_steal_pointer (&debts);
}
