/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/catalogue/clt-catalogue-private.h"
#include "core/catalogue/clt-entitlement.h"
#include "core/catalogue/clt-product.h"
#include "core/funds/clt-calendar.h"
#include "core/funds/clt-population.h"
#include "core/rules/clt-rules.h"

#define MONTHS_A_YEAR 12.0

static gboolean
count_clients (CltConn *conn, CltDay day, int clients[CLT_N_TIERS], GError **error)
{
  g_autoptr (CltPopulation) population = clt_population_load (conn, error);
  g_autofree CltTier *tiers = NULL;

  if (population == NULL)
    return FALSE;
  tiers = g_new (CltTier, MAX (population->n, 1));
  if (!clt_population_get_tiers (population, conn, day, tiers, error))
    return FALSE;
  for (int i = 0; i < population->n; i++)
    if (clt_population_has (population, i, day))
      clients[tiers[i]]++;
  return TRUE;
}

/* The work of all cells of the matrix, in minutes a month. */
static gboolean
add_up_cells (CltConn *conn, CltDay day, CltMatrixBase *base, GError **error)
{
  g_autoptr (CltMatrix) matrix = clt_matrix_load (conn, day, error);
  g_autoptr (GPtrArray) products = NULL;
  gint64 a_year = 0;

  if (matrix == NULL || (products = clt_product_list (conn, day, TRUE, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < products->len; i++)
    {
      const CltProduct *product = products->pdata[i];

      for (CltTier tier = CLT_TIER_SMALL; product->current != NULL && tier < CLT_N_TIERS; tier++)
        a_year += (gint64) clt_right_get_yearly (clt_matrix_get (matrix, product->id, tier)) *
                  base->clients[tier] * product->current->minutes;
    }
  base->used_minutes = (double) a_year / MONTHS_A_YEAR;
  return TRUE;
}

/* Specialists and advisers in office on @day, on every trading day of its month. */
static gboolean
add_up_staff (CltConn *conn, CltDay day, CltMatrixBase *base, GError **error)
{
  g_autoptr (CltCalendar) calendar = clt_calendar_load (conn, error);
  const int month = clt_day_get_month (day);
  gint64 specialists, advisers;
  int specialist_minutes, adviser_minutes, days;

  if (calendar == NULL ||
      !clt_conn_get_int (conn, &specialists, 0, error,
                         "SELECT count(*) FROM staff WHERE role = 'specialist'"
                         " AND (entered IS NULL OR entered <= ?1)"
                         " AND (left_on IS NULL OR left_on > ?1)",
                         "i", (gint64) day) ||
      !clt_conn_get_int (conn, &advisers, 0, error,
                         "SELECT count(*) FROM staff WHERE role = 'adviser'"
                         " AND (entered IS NULL OR entered <= ?1)"
                         " AND (left_on IS NULL OR left_on > ?1)",
                         "i", (gint64) day) ||
      !clt_rules_get_count (conn, "capacity.specialist", day, &specialist_minutes, error) ||
      !clt_rules_get_count (conn, "capacity.adviser", day, &adviser_minutes, error))
    return FALSE;
  days = clt_calendar_count (calendar, clt_month_first_day (month), clt_month_last_day (month));
  base->capacity_minutes = days * (specialists * specialist_minutes + advisers * adviser_minutes);
  return TRUE;
}

gboolean
clt_matrix_base_load (CltConn *conn, CltDay day, CltMatrixBase *base, GError **error)
{
  *base = (CltMatrixBase){ 0 };
  return count_clients (conn, day, base->clients, error) && add_up_cells (conn, day, base, error) &&
         add_up_staff (conn, day, base, error);
}

void
clt_matrix_cost (const CltMatrixBase *base,
                 const CltRight *before,
                 const CltRight *after,
                 CltTier tier,
                 int minutes,
                 gint64 fen,
                 CltMatrixCost *cost)
{
  const double more = (clt_right_get_yearly (after) - clt_right_get_yearly (before)) *
                      (double) base->clients[tier] / MONTHS_A_YEAR;

  cost->clients = clt_right_compare (before, after) == 0 ? 0 : base->clients[tier];
  cost->minutes = more * minutes;
  cost->cost = more * (double) fen;
  cost->left_minutes = (double) base->capacity_minutes - base->used_minutes - cost->minutes;
}
