/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/catalogue/clt-ledger-private.h"

/* Product by tier */

static void
add_client (CltLedgerLine *line, const CltRight *right, int delivered)
{
  int owed = right->kind == CLT_RIGHT_COUNT ? right->count : 0;

  line->members++;
  line->owed += owed;
  line->delivered += delivered;
  line->outstanding += MAX (owed - delivered, 0);
  line->surplus += MAX (delivered - owed, 0);
  line->served += delivered > 0;
}

static void
fill_lines (const CltLedgerPass *pass, guint product, CltLedgerLine *lines)
{
  const CltLedgerProduct *source = &g_array_index (pass->products, CltLedgerProduct, product);

  for (CltTier tier = 0; tier < CLT_N_TIERS; tier++)
    {
      CltLedgerLine *line = &lines[tier];
      CltPeriodKind period;

      line->product_id = source->id;
      line->tier = tier;
      line->right = *clt_matrix_get (pass->matrix, source->id, tier);
      period = clt_ledger_period (&line->right);
      line->first = pass->first[period];
      line->last = pass->last[period];
      line->minutes = source->minutes[tier];
      line->cost = source->cost[tier];
    }
  for (int i = 0; i < pass->population->n; i++)
    if (pass->open[i])
      add_client (&lines[pass->tiers[i]], clt_ledger_pass_get_right (pass, product, i),
                  source->delivered[i]);
}

GPtrArray *
clt_ledger_load (CltConn *conn, CltDay day, GError **error)
{
  g_autoptr (CltPopulation) population = clt_population_load (conn, error);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CltLedgerPass) pass = NULL;

  if (population == NULL)
    return NULL;
  pass = clt_ledger_pass_new (conn, population, 0, day, CLT_PERIOD_NONE, error);
  if (pass == NULL)
    return NULL;
  for (guint i = 0; i < pass->products->len; i++)
    {
      gboolean in_force = g_array_index (pass->products, CltLedgerProduct, i).in_force;
      CltLedgerLine lines[CLT_N_TIERS] = { 0 };

      fill_lines (pass, i, lines);
      for (guint t = 0; t < CLT_N_TIERS; t++)
        if (in_force || lines[clt_tier_order[t]].delivered > 0)
          g_ptr_array_add (found, g_memdup2 (&lines[clt_tier_order[t]], sizeof lines[0]));
    }
  return g_steal_pointer (&found);
}

void
clt_ledger_sum (const GPtrArray *lines, gint64 product_id, int tier, CltLedgerLine *sum)
{
  *sum = (CltLedgerLine){ .product_id = product_id };
  for (guint i = 0; i < lines->len; i++)
    {
      const CltLedgerLine *line = lines->pdata[i];

      if ((product_id != 0 && line->product_id != product_id) ||
          (tier >= 0 && line->tier != (CltTier) tier))
        continue;
      sum->members += line->members;
      sum->owed += line->owed;
      sum->delivered += line->delivered;
      sum->outstanding += line->outstanding;
      sum->surplus += line->surplus;
      sum->served += line->served;
      sum->minutes += line->minutes;
      sum->cost += line->cost;
    }
}

/* Debts */

/* What @person is promised, and how much of it he has had. */
static CltDebt
get_debt (const CltLedgerPass *pass, guint product, int person)
{
  const CltLedgerProduct *source = &g_array_index (pass->products, CltLedgerProduct, product);
  CltDebt debt = {
    .client_id = pass->population->people[person].id,
    .product_id = source->id,
    .tier = pass->tiers[person],
    .right = *clt_ledger_pass_get_right (pass, product, person),
    .delivered = source->delivered[person],
  };
  CltPeriodKind period = clt_ledger_period (&debt.right);

  debt.first = pass->first[period];
  debt.last = pass->last[period];
  debt.owed = debt.right.kind == CLT_RIGHT_COUNT ? debt.right.count : 0;
  debt.outstanding = MAX (debt.owed - debt.delivered, 0);
  return debt;
}

static void
add_debts (const CltLedgerPass *pass,
           guint product,
           int tier,
           const gboolean *here,
           GPtrArray *list)
{
  for (int i = 0; i < pass->population->n; i++)
    {
      CltDebt debt;

      if (!pass->open[i] || !here[i] || (tier >= 0 && pass->tiers[i] != (CltTier) tier))
        continue;
      debt = get_debt (pass, product, i);
      if (debt.outstanding > 0 &&
          (pass->only == CLT_PERIOD_NONE || pass->only == debt.right.period))
        g_ptr_array_add (list, g_memdup2 (&debt, sizeof debt));
    }
}

/* Judges @day, or the last day of a past period. */
static gboolean
judge (CltConn *conn,
       const CltPopulation *population,
       gint64 product_id,
       int tier,
       CltDay day,
       CltPeriodKind only,
       const gboolean *here,
       GPtrArray *list,
       GError **error)
{
  g_autoptr (CltLedgerPass) pass =
    clt_ledger_pass_new (conn, population, product_id, day, only, error);

  if (pass == NULL)
    return FALSE;
  for (guint i = 0; i < pass->products->len; i++)
    add_debts (pass, i, tier, here, list);
  return TRUE;
}

static int
compare_debts (gconstpointer a, gconstpointer b)
{
  const CltDebt *x = *(CltDebt *const *) a, *y = *(CltDebt *const *) b;

  if (x->last != y->last)
    return x->last < y->last ? -1 : 1;
  return y->outstanding - x->outstanding;
}

GPtrArray *
clt_ledger_debts (CltConn *conn,
                  gint64 product_id,
                  int tier,
                  CltDay day,
                  int periods,
                  GError **error)
{
  g_autoptr (CltPopulation) population = clt_population_load (conn, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_autofree gboolean *here = NULL;

  if (population == NULL)
    return NULL;
  here = g_new0 (gboolean, population->n + 1);
  for (int i = 0; i < population->n; i++)
    here[i] = clt_population_has (population, i, day);
  if (!judge (conn, population, product_id, tier, day, CLT_PERIOD_NONE, here, list, error))
    return NULL;
  for (CltPeriodKind period = CLT_PERIOD_WEEK; period <= CLT_PERIOD_YEAR; period++)
    {
      CltDay first, last;

      clt_period_bounds (period, day, &first, &last);
      for (int i = 0; i < periods; i++)
        {
          last = first - 1;
          if (!judge (conn, population, product_id, tier, last, period, here, list, error))
            return NULL;
          clt_period_bounds (period, last, &first, &last);
        }
    }
  /* stable: what is alike stays in the order of the catalogue, then of the accounts */
  g_ptr_array_sort (list, compare_debts);
  return g_steal_pointer (&list);
}

GPtrArray *
clt_ledger_promised (CltConn *conn, gint64 product_id, CltDay day, GError **error)
{
  g_autoptr (CltPopulation) population = clt_population_load (conn, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CltLedgerPass) pass = NULL;

  if (population == NULL)
    return NULL;
  pass = clt_ledger_pass_new (conn, population, product_id, day, CLT_PERIOD_NONE, error);
  if (pass == NULL)
    return NULL;
  for (int i = 0; pass->products->len > 0 && i < population->n; i++)
    if (pass->open[i] && clt_ledger_pass_get_right (pass, 0, i)->kind != CLT_RIGHT_NONE)
      {
        CltDebt debt = get_debt (pass, 0, i);

        g_ptr_array_add (list, g_memdup2 (&debt, sizeof debt));
      }
  return g_steal_pointer (&list);
}

/* Who makes up a figure */

static void
add_members (const CltLedgerPass *pass,
             guint product,
             int tier,
             gboolean delivered,
             GPtrArray *list)
{
  const CltLedgerProduct *source = &g_array_index (pass->products, CltLedgerProduct, product);

  for (int i = 0; i < pass->population->n; i++)
    {
      const CltRight *right;
      CltPeriodKind period;
      CltDebt debt = { .product_id = source->id, .delivered = source->delivered[i] };

      if (!pass->open[i] || (tier >= 0 && pass->tiers[i] != (CltTier) tier))
        continue;
      right = clt_ledger_pass_get_right (pass, product, i);
      debt.owed = right->kind == CLT_RIGHT_COUNT ? right->count : 0;
      if ((delivered ? debt.delivered : debt.owed) == 0)
        continue;
      period = clt_ledger_period (right);
      debt.client_id = pass->population->people[i].id;
      debt.tier = pass->tiers[i];
      debt.right = *right;
      debt.first = pass->first[period];
      debt.last = pass->last[period];
      debt.outstanding = MAX (debt.owed - debt.delivered, 0);
      g_ptr_array_add (list, g_memdup2 (&debt, sizeof debt));
    }
}

GPtrArray *
clt_ledger_members (CltConn *conn,
                    gint64 product_id,
                    int tier,
                    CltDay day,
                    gboolean delivered,
                    GError **error)
{
  g_autoptr (CltPopulation) population = clt_population_load (conn, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CltLedgerPass) pass = NULL;

  if (population == NULL)
    return NULL;
  pass = clt_ledger_pass_new (conn, population, product_id, day, CLT_PERIOD_NONE, error);
  if (pass == NULL)
    return NULL;
  for (guint i = 0; i < pass->products->len; i++)
    add_members (pass, i, tier, delivered, list);
  return g_steal_pointer (&list);
}
