/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/catalogue/clt-ledger-private.h"

#include "core/catalogue/clt-product.h"

static const CltRight nothing = { .kind = CLT_RIGHT_NONE, .channel = "" };

const CltRight *
clt_ledger_pass_get_right (const CltLedgerPass *pass, guint product, int person)
{
  const CltLedgerProduct *line = &g_array_index (pass->products, CltLedgerProduct, product);
  const CltRight *own = NULL;

  if (!line->in_force)
    return &nothing;
  if (line->exceptional)
    {
      gint64 key = (gint64) product * pass->population->n + person;

      own = g_hash_table_lookup (pass->exceptions, &key);
    }
  return own != NULL ? own : clt_matrix_get (pass->matrix, line->id, pass->tiers[person]);
}

static void
clear_product (gpointer data)
{
  g_free (((CltLedgerProduct *) data)->delivered);
}

static gboolean
load_products (CltLedgerPass *pass, CltConn *conn, gint64 product_id, GError **error)
{
  g_autoptr (GPtrArray) products = clt_product_list (conn, pass->day, TRUE, error);

  if (products == NULL)
    return FALSE;
  for (guint i = 0; i < products->len; i++)
    {
      const CltProduct *product = products->pdata[i];
      CltLedgerProduct line = { .id = product->id, .in_force = product->current != NULL };

      if (product_id != 0 && product_id != product->id)
        continue;
      line.delivered = g_new0 (gint32, pass->population->n + 1);
      g_hash_table_insert (pass->product_index, g_memdup2 (&line.id, sizeof line.id),
                           GUINT_TO_POINTER (pass->products->len));
      g_array_append_val (pass->products, line);
    }
  return TRUE;
}

static gboolean
load_people (CltLedgerPass *pass, CltConn *conn, GError **error)
{
  int n = pass->population->n;

  pass->tiers = g_new0 (CltTier, n + 1);
  pass->open = g_new0 (gboolean, n + 1);
  for (int i = 0; i < n; i++)
    pass->open[i] = clt_population_has (pass->population, i, pass->day);
  return clt_population_get_tiers (pass->population, conn, pass->day, pass->tiers, error);
}

/* In the order of their days: of several the one that began last stays. */
static gboolean
load_exceptions (CltLedgerPass *pass, CltConn *conn, gint64 product_id, GError **error)
{
  g_autoptr (GPtrArray) list = clt_exception_list (conn, 0, product_id, pass->day, error);

  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      const CltException *exception = list->pdata[i];
      int person = clt_population_find (pass->population, exception->client_id);
      gpointer index;
      gint64 key;

      if (person < 0 ||
          !g_hash_table_lookup_extended (pass->product_index, &exception->product_id, NULL, &index))
        continue;
      key = (gint64) GPOINTER_TO_UINT (index) * pass->population->n + person;
      g_array_index (pass->products, CltLedgerProduct, GPOINTER_TO_UINT (index)).exceptional = TRUE;
      g_hash_table_insert (pass->exceptions, g_memdup2 (&key, sizeof key),
                           g_memdup2 (&exception->right, sizeof exception->right));
    }
  return TRUE;
}

/* The first day that any right looks back to: few read the log of a whole year. */
static CltDay
find_first_day (const CltLedgerPass *pass)
{
  CltDay first =
    pass->only != CLT_PERIOD_NONE ? pass->first[pass->only] : pass->first[CLT_PERIOD_MONTH];
  GHashTableIter iter;
  gpointer right;

  if (pass->only != CLT_PERIOD_NONE)
    return first;
  for (guint i = 0; i < pass->products->len; i++)
    for (CltTier tier = 0; tier < CLT_N_TIERS; tier++)
      {
        gint64 id = g_array_index (pass->products, CltLedgerProduct, i).id;

        first =
          MIN (first, pass->first[clt_ledger_period (clt_matrix_get (pass->matrix, id, tier))]);
      }
  g_hash_table_iter_init (&iter, pass->exceptions);
  while (g_hash_table_iter_next (&iter, NULL, &right))
    first = MIN (first, pass->first[clt_ledger_period (right)]);
  return first;
}

static void
count_delivery (CltLedgerPass *pass, guint product, CltStmt *stmt)
{
  CltLedgerProduct *line = &g_array_index (pass->products, CltLedgerProduct, product);
  int person = clt_population_find (pass->population, clt_stmt_get_int (stmt, 1));
  CltPeriodKind period;

  if (person < 0 || !pass->open[person])
    return;
  period = clt_ledger_period (clt_ledger_pass_get_right (pass, product, person));
  if ((pass->only != CLT_PERIOD_NONE && pass->only != period) ||
      clt_stmt_get_day (stmt, 2) < pass->first[period])
    return;
  line->delivered[person]++;
  line->minutes[pass->tiers[person]] += clt_stmt_get_int (stmt, 3);
  line->cost[pass->tiers[person]] += clt_stmt_get_int (stmt, 4);
}

/* Both statements read an index alone. */
static gboolean
count_deliveries (CltLedgerPass *pass, CltConn *conn, gint64 product_id, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error,
                    product_id != 0
                      ? "SELECT product_id, client_id, day, minutes, cost FROM delivery"
                        " WHERE day BETWEEN ?2 AND ?3 AND product_id = ?1"
                      : "SELECT product_id, client_id, day, minutes, cost FROM delivery"
                        " WHERE day BETWEEN ?2 AND ?3 AND ?1 = 0",
                    "iii", product_id, (gint64) find_first_day (pass), (gint64) pass->day);
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gint64 id = clt_stmt_get_int (stmt, 0);
      gpointer index;

      if (g_hash_table_lookup_extended (pass->product_index, &id, NULL, &index))
        count_delivery (pass, GPOINTER_TO_UINT (index), stmt);
    }
  return step == CLT_STEP_DONE;
}

CltLedgerPass *
clt_ledger_pass_new (CltConn *conn,
                     const CltPopulation *population,
                     gint64 product_id,
                     CltDay day,
                     CltPeriodKind only,
                     GError **error)
{
  g_autoptr (CltLedgerPass) pass = g_new0 (CltLedgerPass, 1);

  pass->day = day;
  pass->only = only;
  pass->population = population;
  pass->products = g_array_new (FALSE, FALSE, sizeof (CltLedgerProduct));
  g_array_set_clear_func (pass->products, clear_product);
  pass->product_index = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  pass->exceptions = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  for (CltPeriodKind period = CLT_PERIOD_WEEK; period <= CLT_PERIOD_YEAR; period++)
    clt_period_bounds (period, day, &pass->first[period], &pass->last[period]);
  pass->matrix = clt_matrix_load (conn, day, error);
  if (pass->matrix == NULL || !load_people (pass, conn, error) ||
      !load_products (pass, conn, product_id, error) ||
      !load_exceptions (pass, conn, product_id, error) ||
      !count_deliveries (pass, conn, product_id, error))
    return NULL;
  return g_steal_pointer (&pass);
}

void
clt_ledger_pass_free (CltLedgerPass *pass)
{
  g_free (pass->tiers);
  g_free (pass->open);
  g_clear_pointer (&pass->matrix, clt_matrix_unref);
  g_array_unref (pass->products);
  g_hash_table_unref (pass->product_index);
  g_hash_table_unref (pass->exceptions);
  g_free (pass);
}
