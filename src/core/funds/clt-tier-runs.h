/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The monthly tier runs as one walk over the facts: sums that only grow are kept for every
 * client, and a window's sum is the difference of two of their states, so that windows that
 * overlap cost nothing. */

#include "core/funds/clt-fact-pass.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_MOVE_NONE,
  CLT_MOVE_FIRST,
  CLT_MOVE_UP,
  CLT_MOVE_DOWN,
} CltTierMoveKind;

/* One client in one run. */
typedef struct
{
  gboolean counted;  /* in C(run day) */
  gint64 equity_sum; /* fen, over the days below */
  int days;          /* in C(day) and known: the denominator of 在户日均 */
  int window_days;   /* all of the window: the denominator of 日均权益 */
  gboolean rated;    /* enough days for an average */
  gboolean missing;  /* too many of the days were carried */
  CltTier from, to;  /* computed tier before and after the run */
  CltTierMoveKind move;
} CltTierRow;

/* Called for each due run in order with a row for each client of @population. */
typedef gboolean (*CltTierRunFunc) (const CltPopulation *population,
                                    CltDay run,
                                    const CltTierRow *rows,
                                    gpointer data,
                                    GError **error);

/* Walks through every run that is due up to @as_of: the first trading day of each month after the
 * last run that was carried out, or from the month of the first fact. Months before the last run
 * are history and never due again. Writes nothing. */
gboolean clt_tier_runs_walk (CltConn *conn,
                             CltDay as_of,
                             CltTierRunFunc func,
                             gpointer data,
                             GError **error);

/* What tiers the averages, on one day. */
typedef struct
{
  int window_days, min_days, downgrade_runs;
  gint64 threshold[CLT_N_TIERS]; /* fen, by CltTier; 0 for unrated and small */
  gint64 downgrade_ppm, missing_ppm;
} CltTierRules;

gboolean clt_tier_rules_load (CltTierRules *rules, CltConn *conn, CltDay day, GError **error);
/* The tier of an average of @equity_sum / @days; on a threshold: the higher tier. */
CltTier clt_tier_rules_judge (const CltTierRules *rules, gint64 equity_sum, int days);
/* Is the average below the line under which @tier is lost? */
gboolean
clt_tier_rules_is_below (const CltTierRules *rules, CltTier tier, gint64 equity_sum, int days);
/* @sum / @n, rounded half away from zero. */
gint64 clt_tier_average (gint64 sum, int n);

G_END_DECLS
