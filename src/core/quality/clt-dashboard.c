/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/clt-dashboard.h"

#include <math.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/quality/clt-contact-figures.h"
#include "core/quality/clt-figures.h"
#include "core/quality/clt-indicator-kinds.h"
#include "core/quality/clt-measure-events.h"

#define N_TREND 24

const char *const clt_main_indicators[CLT_N_MAIN_INDICATORS] = { "satisfaction", "churn",
                                                                 "dormancy", "loss", "complaint" };

/* A period; whole months can be found in month_figure. */
typedef struct
{
  CltDay from, to;
  gboolean whole;
  int month, months; /* of whole months: the last one, and how many */
} Period;

typedef struct
{
  CltConn *conn;
  CltDay first_fact, last_fact;
  gboolean compute; /* also the months of the trend */
} Load;

static Period
period_new (const Load *load, CltDay from, CltDay to)
{
  Period period = { from, to, FALSE, clt_day_get_month (to), 1 };
  CltDay end = clt_month_last_day (period.month);

  /* the month of the last fact is whole to date */
  if (clt_day_get_month (load->last_fact) == period.month)
    end = MIN (end, load->last_fact);
  period.months = period.month - clt_day_get_month (from) + 1;
  period.whole = from == clt_month_first_day (clt_day_get_month (from)) && to >= end;
  if (load->last_fact >= from)
    period.to = MIN (to, load->last_fact);
  return period;
}

/* The period as long as @period that ends @months months earlier; without whole months: as many
 * days, either right before (@months 0) or on the same dates. */
static Period
period_before (const Load *load, const Period *period, int months)
{
  int days = period->to - period->from + 1;
  int last = period->month - (months == 0 ? period->months : months);

  if (period->whole)
    return period_new (load, clt_month_first_day (last - period->months + 1),
                       clt_month_last_day (last));
  if (months == 0)
    return period_new (load, period->from - days, period->from - 1);
  return period_new (load, clt_day_add_months (period->from, -months),
                     clt_day_add_months (period->to, -months));
}

/* @known FALSE: the file has no fact of the period, all figures are 0. */
static gboolean
get_figures (const Load *load,
             const Period *period,
             CltFigures *figures,
             gboolean *known,
             GError **error)
{
  memset (figures, 0, sizeof *figures);
  *known = load->first_fact != CLT_DAY_NONE && period->to >= load->first_fact &&
           period->from <= load->last_fact;
  if (!*known)
    return TRUE;
  if (period->whole)
    {
      gboolean found;

      if (!clt_figures_read (load->conn, period->month, period->months, figures, &found, error))
        return FALSE;
      if (found)
        return TRUE;
    }
  return clt_figures_compute (load->conn, period->from, period->to, figures, error);
}

/* Indicators */

static CltIndicator
make_indicator (const CltFigures *figures, gboolean known, guint main)
{
  const CltIndicatorKind *kind = clt_indicator_kind_find (clt_main_indicators[main]);
  CltIndicator indicator = { 0 };

  indicator.numerator = figures->indicator[kind - clt_indicator_kinds].numerator;
  indicator.denominator = figures->indicator[kind - clt_indicator_kinds].denominator;
  clt_indicator_finish (&indicator, kind, clt_measures_count_points (figures->from, figures->to));
  if (!known)
    {
      indicator.known = FALSE;
      indicator.value = indicator.low = indicator.high = NAN;
    }
  return indicator;
}

static void
add_month (CltDashboard *dashboard, const CltFigures *figures, int month, gboolean known)
{
  CltDashboardMonth sums = { month, CLT_MONEY_NONE, CLT_MONEY_NONE, CLT_MONEY_NONE, 0 };

  if (known)
    sums.equity = sums.retained = sums.commission = 0;
  for (guint tier = 0; known && tier < CLT_N_TIERS; tier++)
    {
      sums.equity += figures->equity[tier];
      sums.retained += figures->retained[tier];
      sums.commission += figures->commission[tier];
      sums.clients += figures->clients[tier];
    }
  g_array_append_val (dashboard->months, sums);
  for (guint i = 0; i < CLT_N_MAIN_INDICATORS; i++)
    {
      CltDashboardIndicator *indicator = &dashboard->indicators[i];

      indicator->trend_month[indicator->n_trend] = month;
      indicator->trend[indicator->n_trend++] = make_indicator (figures, known, i).value;
    }
}

/* Up to 24 months that end with the period's last one, from the first month with facts on. */
static gboolean
add_trend (const Load *load, CltDashboard *dashboard, int last, GError **error)
{
  int first;

  if (load->first_fact == CLT_DAY_NONE)
    return TRUE;
  last = MIN (last, clt_day_get_month (load->last_fact));
  first = MAX (last - N_TREND + 1, clt_day_get_month (load->first_fact));
  for (int month = first; month <= last; month++)
    {
      Period period = period_new (load, clt_month_first_day (month), clt_month_last_day (month));
      CltFigures figures;
      gboolean known = TRUE;

      if (!clt_figures_read (load->conn, month, 1, &figures, &known, error))
        return FALSE;
      if (!known && load->compute && !get_figures (load, &period, &figures, &known, error))
        return FALSE;
      dashboard->incomplete |= !known;
      add_month (dashboard, &figures, month, known);
    }
  return TRUE;
}

/* Tiers */

static void
add_tiers (CltDashboard *dashboard,
           const CltFigures *now,
           const CltFigures *before,
           gboolean knows_before,
           const CltFigures *last_year,
           gboolean knows_last_year)
{
  gint64 retained[CLT_N_TIERS];
  double share[CLT_N_TIERS];

  for (guint i = 0; i < CLT_N_TIERS; i++)
    retained[i] = now->retained[clt_tier_order[i]];
  clt_shares (retained, share);
  for (guint i = 0; i < CLT_N_TIERS; i++)
    {
      CltTier tier = clt_tier_order[i];

      dashboard->tiers[i] = (CltDashboardTier){
        .tier = tier,
        .clients = now->clients[tier],
        .equity = now->equity[tier],
        .retained = now->retained[tier],
        .commission = now->commission[tier],
        .share = share[i],
        .clients_before = knows_before ? before->clients[tier] : -1,
        .clients_last_year = knows_last_year ? last_year->clients[tier] : -1,
        .equity_before = knows_before ? before->equity[tier] : CLT_MONEY_NONE,
        .equity_last_year = knows_last_year ? last_year->equity[tier] : CLT_MONEY_NONE,
        .retained_before = knows_before ? before->retained[tier] : CLT_MONEY_NONE,
        .retained_last_year = knows_last_year ? last_year->retained[tier] : CLT_MONEY_NONE,
      };
    }
}

static void
add_focus (CltDashboard *dashboard)
{
  g_autofree char *percent = NULL;
  gint64 most = 0;

  for (guint i = 0; i < CLT_N_TIERS; i++)
    {
      const CltDashboardTier *tier = &dashboard->tiers[i];

      if (tier->tier == CLT_TIER_UNRATED || tier->retained <= most)
        continue;
      most = tier->retained;
      dashboard->has_focus = TRUE;
      dashboard->focus = tier->tier;
      dashboard->focus_share = tier->share;
    }
  if (!dashboard->has_focus)
    {
      dashboard->focus_sentence =
        g_strdup (_ ("No tier brought commission in this period, so there is no service focus."));
      return;
    }
  percent = clt_percent_format (dashboard->focus_share, 1);
  /* Translators: a tier (Small … High-end), then its share, such as 41.7 %. */
  dashboard->focus_sentence =
    g_strdup_printf (_ ("Service focus: “%s” clients bring %s of the retained commission."),
                     clt_tier_get_label (dashboard->focus), percent);
}

static void
add_matrix (CltDashboard *dashboard, const CltFigures *now)
{
  memcpy (dashboard->matrix, now->matrix, sizeof dashboard->matrix);
  for (int from = CLT_TIER_SMALL; from < CLT_N_TIERS; from++)
    for (int to = CLT_TIER_SMALL; to < CLT_N_TIERS; to++)
      if (to > from)
        dashboard->moved_up += now->matrix[from][to];
      else if (to < from)
        dashboard->moved_down += now->matrix[from][to];
}

static gboolean
add_contacts (const Load *load, CltDashboard *dashboard, CltDay to, GError **error)
{
  CltContactFigures figures;

  dashboard->contact_day = MIN (to, clt_today ());
  if (!clt_contact_figures_load (load->conn, dashboard->contact_day, &figures, error))
    return FALSE;
  dashboard->has_contacts = figures.since != CLT_DAY_NONE;
  for (guint i = 0; i < CLT_N_TIERS; i++)
    dashboard->tiers[i].contact = figures.tiers[dashboard->tiers[i].tier];
  return TRUE;
}

/* Loading */

static gboolean
fill (const Load *load, CltDashboard *dashboard, const Period *period, GError **error)
{
  Period before = period_before (load, period, 0);
  Period last_year = period_before (load, period, 12);
  g_autofree CltFigures *figures = g_new (CltFigures, 3);
  gboolean known[3];

  if (!get_figures (load, period, &figures[0], &known[0], error) ||
      /* clients and tiers are there without facts */
      (!known[0] &&
       !clt_figures_compute (load->conn, period->from, period->to, &figures[0], error)) ||
      !get_figures (load, &before, &figures[1], &known[1], error) ||
      !get_figures (load, &last_year, &figures[2], &known[2], error) ||
      !add_trend (load, dashboard, period->month, error))
    return FALSE;
  for (guint i = 0; i < CLT_N_MAIN_INDICATORS; i++)
    {
      dashboard->indicators[i].now = make_indicator (&figures[0], known[0], i);
      dashboard->indicators[i].before = make_indicator (&figures[1], known[1], i);
      dashboard->indicators[i].last_year = make_indicator (&figures[2], known[2], i);
    }
  add_tiers (dashboard, &figures[0], &figures[1], known[1], &figures[2], known[2]);
  add_focus (dashboard);
  add_matrix (dashboard, &figures[0]);
  return TRUE;
}

static CltDashboard *
load_dashboard (CltConn *conn, CltDay from, CltDay to, gboolean compute, GError **error)
{
  g_autoptr (CltDashboard) dashboard = g_new0 (CltDashboard, 1);
  Load load = { conn, CLT_DAY_NONE, CLT_DAY_NONE, compute };
  Period period;
  gint64 any, as_of;

  dashboard->months = g_array_new (FALSE, FALSE, sizeof (CltDashboardMonth));
  if (!clt_conn_get_int (conn, &any, 0, error,
                         "SELECT EXISTS (SELECT 1 FROM client WHERE prospect = 0)", "") ||
      !clt_figures_get_span (conn, &load.first_fact, &load.last_fact, error) ||
      !clt_conn_get_int (conn, &as_of, CLT_DAY_NONE, error,
                         "SELECT max (day) FROM funds_daily WHERE day <= ?", "i", (gint64) to))
    return NULL;
  period = period_new (&load, from, to);
  dashboard->from = from;
  dashboard->to = period.to;
  dashboard->as_of = (CltDay) as_of;
  dashboard->empty = any == 0;
  dashboard->has_facts = load.first_fact != CLT_DAY_NONE;
  if (!fill (&load, dashboard, &period, error) || !add_contacts (&load, dashboard, to, error))
    return NULL;
  return g_steal_pointer (&dashboard);
}

CltDashboard *
clt_dashboard_load (CltConn *conn, CltDay from, CltDay to, GError **error)
{
  return load_dashboard (conn, from, to, TRUE, error);
}

CltDashboard *
clt_dashboard_load_kept (CltConn *conn, CltDay from, CltDay to, GError **error)
{
  return load_dashboard (conn, from, to, FALSE, error);
}

void
clt_dashboard_free (CltDashboard *dashboard)
{
  g_array_unref (dashboard->months);
  g_free (dashboard->focus_sentence);
  g_free (dashboard);
}

int
clt_dashboard_last_month (CltConn *conn, GError **error)
{
  gint64 day;

  if (!clt_conn_get_int (conn, &day, clt_today (), error, "SELECT max (day) FROM funds_daily", ""))
    return -1;
  return clt_day_get_month ((CltDay) day);
}
