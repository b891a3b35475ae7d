/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The charts of the dashboard, the same on the screen, on paper and in the picture. */

#include "core/report/clt-export.h"

#include <math.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

static double
yuan (gint64 fen)
{
  return fen == CLT_MONEY_NONE ? NAN : (double) fen / 100;
}

static int
compare_retained (gconstpointer a, gconstpointer b)
{
  const CltDashboardTier *const *left = a, *const *right = b;
  gint64 x = (*left)->retained, y = (*right)->retained;

  return x != y ? (x < y ? 1 : -1) : 0;
}

CltChart *
clt_dashboard_pareto_chart (const CltDashboard *dashboard)
{
  CltChart *chart =
    clt_chart_new (CLT_CHART_PARETO, CLT_UNIT_MONEY, _ ("Retained commission by tier"));
  const CltDashboardTier *tiers[CLT_N_TIERS];
  const char *labels[CLT_N_TIERS];
  double values[CLT_N_TIERS], shares[CLT_N_TIERS], sum = 0;

  for (guint i = 0; i < CLT_N_TIERS; i++)
    tiers[i] = &dashboard->tiers[i];
  qsort (tiers, CLT_N_TIERS, sizeof tiers[0], compare_retained);
  for (guint i = 0; i < CLT_N_TIERS; i++)
    {
      labels[i] = clt_tier_get_label (tiers[i]->tier);
      values[i] = yuan (tiers[i]->retained);
      shares[i] = tiers[i]->share;
      sum += isnan (values[i]) ? 0 : fabs (values[i]);
      clt_chart_set_bar_color (chart, i, clt_tier_get_color (tiers[i]->tier, FALSE));
    }
  clt_chart_set_labels (chart, labels, CLT_N_TIERS);
  clt_chart_add_series (chart, _ ("Retained commission"), values, CLT_N_TIERS, NULL, FALSE);
  clt_chart_set_shares (chart, shares, CLT_N_TIERS);
  if (sum == 0)
    clt_chart_set_empty_text (chart, _ ("No commission in this period"));
  return chart;
}

CltChart *
clt_dashboard_trend_chart (const CltDashboard *dashboard)
{
  guint n = dashboard->months->len;
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autofree double *equity = g_new (double, n + 1), *retained = g_new (double, n + 1);
  g_autofree char *title =
    g_strdup_printf (ngettext ("Equity and retained commission, %u month",
                               "Equity and retained commission, %u months", n),
                     n);
  CltChart *chart = clt_chart_new (CLT_CHART_LINE, CLT_UNIT_MONEY, title);

  for (guint i = 0; i < n; i++)
    {
      const CltDashboardMonth *month = &g_array_index (dashboard->months, CltDashboardMonth, i);

      g_ptr_array_add (labels,
                       g_strdup_printf ("%d-%02d", month->month / 12, month->month % 12 + 1));
      equity[i] = yuan (month->equity);
      retained[i] = yuan (month->retained);
    }
  clt_chart_set_labels (chart, (const char *const *) labels->pdata, n);
  clt_chart_add_series (chart, _ ("Equity at month end"), equity, n, "#1c71d8", FALSE);
  clt_chart_add_series (chart, _ ("Retained commission"), retained, n, "#e66100", TRUE);
  if (!dashboard->has_facts)
    clt_chart_set_empty_text (chart, _ ("Import daily funds to see equity and commission here"));
  return chart;
}

/* ---- Lorenz ------------------------------------------------------------------------------ */

#define LORENZ_POINTS 101

/* Retained commission (gross where the file lacks the split) of each client of the branch on the
 * last day, or who brought any in the period. */
static const char months_sql[] =
  "SELECT coalesce(sum(m.retained), 0) AS retained FROM client c"
  " JOIN account a ON a.client_id = c.id"
  " LEFT JOIN account_month m ON m.account_id = a.id AND m.month BETWEEN ?1 AND ?2"
  " WHERE c.prospect = 0 GROUP BY c.id"
  " HAVING retained <> 0 OR EXISTS (SELECT 1 FROM spell s WHERE s.client_id = c.id"
  "  AND s.opened <= ?3 AND (s.closed IS NULL OR s.closed > ?3))"
  " ORDER BY retained";
static const char days_sql[] =
  "SELECT coalesce(sum(coalesce(f.retained, f.commission)), 0) AS retained FROM client c"
  " JOIN account a ON a.client_id = c.id"
  " LEFT JOIN funds_daily f ON f.account_id = a.id AND f.day BETWEEN ?1 AND ?2"
  " WHERE c.prospect = 0 GROUP BY c.id"
  " HAVING retained <> 0 OR EXISTS (SELECT 1 FROM spell s WHERE s.client_id = c.id"
  "  AND s.opened <= ?3 AND (s.closed IS NULL OR s.closed > ?3))"
  " ORDER BY retained";

static CltStmt *
query_retained (CltConn *conn, const CltDashboard *dashboard, GError **error)
{
  int first = clt_day_get_month (dashboard->from), last = clt_day_get_month (dashboard->to);

  /* whole months, or one that reaches as far as there are facts, are summed already */
  if (dashboard->from == clt_month_first_day (first) &&
      (dashboard->to == clt_month_last_day (last) || dashboard->to >= dashboard->as_of))
    return clt_conn_query (conn, error, months_sql, "iii", (gint64) first, (gint64) last,
                           (gint64) dashboard->to);
  return clt_conn_query (conn, error, days_sql, "iii", (gint64) dashboard->from,
                         (gint64) dashboard->to, (gint64) dashboard->to);
}

/* Running sums, smallest first. */
static GArray *
load_sums (CltConn *conn, const CltDashboard *dashboard, GError **error)
{
  g_autoptr (GArray) sums = g_array_new (FALSE, FALSE, sizeof (double));
  CltStmt *stmt = query_retained (conn, dashboard, error);
  double sum = 0;
  CltStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      sum += (double) clt_stmt_get_int (stmt, 0);
      g_array_append_val (sums, sum);
    }
  return step == CLT_STEP_DONE ? g_steal_pointer (&sums) : NULL;
}

/* Share of the sum that the smallest @share of the clients bring; between two clients, a line. */
static double
interpolate (const GArray *sums, double share)
{
  double place = share * sums->len, total = g_array_index (sums, double, sums->len - 1);
  guint whole = (guint) floor (place);
  double below = whole > 0 ? g_array_index (sums, double, whole - 1) : 0;
  double next = whole < sums->len ? g_array_index (sums, double, whole) : total;

  return (below + (next - below) * (place - whole)) / total;
}

CltChart *
clt_dashboard_lorenz_chart (CltConn *conn, const CltDashboard *dashboard, GError **error)
{
  g_autoptr (GArray) sums = load_sums (conn, dashboard, error);
  g_autofree char *share = NULL, *title = NULL;
  double values[LORENZ_POINTS];
  CltChart *chart;

  if (sums == NULL)
    return NULL;
  if (sums->len == 0 || !(g_array_index (sums, double, sums->len - 1) > 0))
    {
      chart = clt_chart_new (CLT_CHART_LORENZ, CLT_UNIT_RATIO, _ ("Concentration of commission"));
      clt_chart_set_empty_text (chart, _ ("No commission in this period"));
      return chart;
    }
  for (guint i = 0; i < LORENZ_POINTS; i++)
    values[i] = interpolate (sums, i / (LORENZ_POINTS - 1.0));
  share = clt_percent_format (1 - interpolate (sums, 0.9), 1);
  /* Translators: title of a Lorenz curve; %s is a percentage */
  title =
    g_strdup_printf (_ ("A tenth of the clients brings %s of the retained commission"), share);
  chart = clt_chart_new (CLT_CHART_LORENZ, CLT_UNIT_RATIO, title);
  clt_chart_add_series (chart, _ ("Share of retained commission"), values, LORENZ_POINTS, NULL,
                        FALSE);
  return chart;
}
