/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The indicators of domain rules 2 with readings R1-R30, computed from account_month and the
 * facts of the windows; each figure has its members. Names (stable): satisfaction churn
 * churn_hard churn_soft churn_capital dormancy sleeping newly_dormant early_warning_30
 * early_warning_60 early_warning_90 loss loss_no_data complaint. Flows cover from … to, stocks
 * are taken at to. */

#include "core/quality/clt-measures.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_BY_NONE,
  CLT_BY_TIER,
  CLT_BY_STAFF,
  CLT_BY_MONTH
} CltGroupBy;

typedef struct
{
  const char *name;                /* stable, static */
  gboolean grouped;                /* FALSE: the whole branch */
  CltTier tier;                    /* with CLT_BY_TIER */
  gint64 staff_id;                 /* with CLT_BY_STAFF; 0: nobody */
  char *staff_number, *staff_name; /* with CLT_BY_STAFF; "" for nobody */
  int month;                       /* with CLT_BY_MONTH */
  gboolean known;                  /* FALSE: no data of this kind exists yet; shown as "–" */
  gint64 numerator;                /* counts, or fen for churn_capital */
  gint64 denominator;
  double average;   /* of complaint: clients on average, which the denominator rounds; else 0 */
  double value;     /* ratio, of complaint per 1,000; NAN when the denominator is 0 or !known */
  double low, high; /* Wilson 95 %; NAN where it does not apply */
} CltIndicator;

typedef struct
{
  CltTier tier;
  int clients;       /* on the first trading day */
  int clients_end;   /* in C(to), by tier at to */
  gint64 equity;     /* at to, by tier at to */
  gint64 commission; /* gross, from … to, by tier on the first trading day */
  gint64 retained;
  double share; /* of retained; shares sum to exactly 1.000 (largest remainder); NAN: all 0 */
} CltContribution;

typedef struct
{
  CltDay from, to;
  CltDay first_trading_day, last_trading_day;
  CltDay as_of; /* last day with facts up to to */
  int clients_start, clients_end, opened, closed;
  int no_equity; /* clients of C(to) without any row */
  double average_clients;
  double churn_annualised;
  gint64 total_net_pl, gross_loss, loss_commission; /* of the loss population T */
  double median_return;                             /* NAN: nobody */
  int flat;
  GArray *indicators; /* CltIndicator: the whole branch first, then the groups */
  CltContribution contribution[CLT_N_TIERS]; /* in clt_tier_order */
  gboolean has_focus;
  CltTier focus; /* service focus 客服主体 */
} CltIndicators;

void clt_indicators_free (CltIndicators *indicators);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltIndicators, clt_indicators_free)

CltIndicators *
clt_indicators_compute (CltConn *conn, CltDay from, CltDay to, CltGroupBy by, GError **error);
/* The whole branch's figures from what is measured already (as_of is left unknown). */
CltIndicators *clt_indicators_from_measures (const CltMeasures *measures);
/* Returns: (transfer none) (nullable): the whole branch's @name. */
const CltIndicator *clt_indicators_find (const CltIndicators *indicators, const char *name);
/* (nullable): @name for @tier (computed with CLT_BY_TIER). */
const CltIndicator *
clt_indicators_find_tier (const CltIndicators *indicators, const char *name, CltTier tier);

/* Ids of the clients who make up the numerator of @name (or, with @denominator, its denominator),
 * optionally of one tier (@tier NULL: all), ordered by first account number. Beside indicator
 * names: "clients" (C(to)), "contribution" (those with retained commission != 0), "opened",
 * "closed", "tier" (C(to) by tier at to). (element-type gint64) (transfer full) */
GArray *clt_indicators_members (CltConn *conn,
                                const char *name,
                                CltDay from,
                                CltDay to,
                                const CltTier *tier,
                                gboolean denominator,
                                GError **error);

/* Translated: name, and the definition with formula, populations and exclusions (features D14). */
const char *clt_indicator_get_label (const char *name);
const char *clt_indicator_get_definition (const char *name);

/* How a proportion is shown: "–" (denominator 0), "2/3" (n < 5), "8.3 % (3.1–19.9 %)" (n < 30),
 * "3.2 %". (transfer full) */
char *clt_indicator_format (const CltIndicator *indicator);

/* Shares of @parts (in clt_tier_order) in whole thousandths that sum to exactly 1.000, by largest
 * remainder; NAN when the parts sum to 0 or less. */
void clt_shares (const gint64 parts[CLT_N_TIERS], double shares[CLT_N_TIERS]);

G_END_DECLS
