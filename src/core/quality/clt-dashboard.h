/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Everything that the dashboard shows, as one immutable record from one read. Used by the
 * screen, by the printed page and picture, and by the month pack. Reads month_figure where it is
 * fresh and computes (without writing) where it is not. Periods never reach beyond the file's last
 * fact: the month that is going on is shown to date. */

#include "core/quality/clt-contact.h"
#include "core/quality/clt-indicators.h"

G_BEGIN_DECLS

typedef struct
{
  CltTier tier;
  int clients; /* at the period's end, by tier then */
  gint64 equity, retained, commission;
  double share; /* NAN: none */
  /* previous period and the same period a year ago; -1 / CLT_MONEY_NONE: unknown */
  int clients_before, clients_last_year;
  gint64 equity_before, equity_last_year, retained_before, retained_last_year;
  CltContactSummary contact; /* by tier on contact_day */
} CltDashboardTier;

typedef struct
{
  int month;
  gint64 equity; /* at month end, CLT_MONEY_NONE: no facts */
  gint64 retained, commission;
  int clients;
} CltDashboardMonth;

#define CLT_N_MAIN_INDICATORS 5
extern const char *const clt_main_indicators[CLT_N_MAIN_INDICATORS]; /* satisfaction churn … */

typedef struct
{
  CltIndicator now, before, last_year;
  int n_trend; /* up to 24 months, oldest first */
  int trend_month[24];
  double trend[24]; /* NAN: no value */
} CltDashboardIndicator;

typedef struct
{
  CltDay from, to, as_of;
  gboolean empty; /* no client at all */
  gboolean has_facts;
  gboolean incomplete;                 /* months of the trend are still to be computed, see below */
  CltDashboardTier tiers[CLT_N_TIERS]; /* in clt_tier_order */
  gboolean has_focus;
  CltTier focus;
  double focus_share;
  char *focus_sentence; /* translated, whole */
  CltDashboardIndicator indicators[CLT_N_MAIN_INDICATORS];
  GArray *months;        /* CltDashboardMonth, up to 24, oldest first */
  CltDay contact_day;    /* the period's end, or today: contacts are known sooner than funds */
  gboolean has_contacts; /* the file knows of a contact by then */
  int matrix[CLT_N_TIERS][CLT_N_TIERS]; /* tier migration over the period, by CltTier */
  int moved_up, moved_down;
} CltDashboard;

CltDashboard *clt_dashboard_load (CltConn *conn, CltDay from, CltDay to, GError **error);
/* The same without computing months of the trend that month_figure lacks: they are NAN or
 * CLT_MONEY_NONE, and "incomplete" is set. For a big branch whose figures a writer is refreshing
 * (clt_figures_refresh_all()) meanwhile. */
CltDashboard *clt_dashboard_load_kept (CltConn *conn, CltDay from, CltDay to, GError **error);
void clt_dashboard_free (CltDashboard *dashboard);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltDashboard, clt_dashboard_free)
/* The month that holds the last fact of the file (today's month when there is none);
 * -1 on error. */
int clt_dashboard_last_month (CltConn *conn, GError **error);

G_END_DECLS
