/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Capital tiers: domain rules 3.1 with readings R6-R12 (60 trading days ending before the run
 * day, mean over days since opening with carried equity, upgrade at once, downgrade one step after
 * two runs below 0.8 x the threshold, first run in the month of the first fact). */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 client_id;
  char *account; /* the client's first account number */
  char *name;
  CltTier from;
  CltTier to;
  gint64 average;     /* fen, 在户日均 rounded half away from zero */
  int days;           /* days behind it */
  gboolean missing;   /* more than 10 % of the days were carried */
  const char *reason; /* "first", "up", "down" */
} CltTierMove;

typedef struct
{
  CltDay day;
  int clients;            /* in C(day) */
  int count[CLT_N_TIERS]; /* state after the run */
  int first, up, down, missing;
  GPtrArray *moves; /* CltTierMove, up and down only */
} CltTierRun;

typedef struct
{
  CltDay as_of;
  int count[CLT_N_TIERS]; /* clients of C(as_of) by tier in force */
  GPtrArray *runs;        /* CltTierRun, oldest first: due (or just carried out) */
} CltTierReport;

void clt_tier_report_free (CltTierReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltTierReport, clt_tier_report_free)

/* What every monthly run due up to @as_of would do; writes nothing. */
CltTierReport *clt_tiers_preview (CltConn *conn, CltDay as_of, GError **error);
/* Carries them out, inside an action. Does nothing when done again. */
CltTierReport *clt_tiers_apply (CltConn *conn, CltDay as_of, GError **error);

/* How far a client is from the next tier up and from falling, on @day (features N18). */
typedef struct
{
  CltTier tier;          /* in force, with override */
  CltTier computed;      /* of the runs alone */
  gint64 average;        /* 在户日均 fen or CLT_MONEY_NONE */
  gint64 window_average; /* 日均权益: all window days in the denominator; or CLT_MONEY_NONE */
  int days;
  CltTier next;    /* next tier up; same as tier at the top */
  gint64 short_of; /* fen of average equity short of it */
  CltDay next_run;
  int trading_days_left;  /* until the next run */
  gboolean about_to_fall; /* below the downgrade line now */
} CltTierDistance;
gboolean clt_tiers_get_distance (CltConn *conn,
                                 gint64 client_id,
                                 CltDay day,
                                 CltTierDistance *distance,
                                 GError **error);

/* Inside an action: manual override (reason required, at most 12 months). */
gboolean clt_tiers_override (CltConn *conn,
                             gint64 client_id,
                             CltTier tier,
                             const char *reason,
                             const char *proposer,
                             const char *approver,
                             CltDay from,
                             CltDay to,
                             GError **error);
/* The transition matrix between two days: counts[from][to]; clients of C(a); closed ones by b
 * in *closed by tier. */
gboolean clt_tiers_matrix (CltConn *conn,
                           CltDay a,
                           CltDay b,
                           int counts[CLT_N_TIERS][CLT_N_TIERS],
                           int closed[CLT_N_TIERS],
                           GError **error);

G_END_DECLS
