/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What every client did in a period, from one walk over account_month and the facts of the
 * windows: the raw material of the indicators (domain rules 2 with readings R1-R30). */

#include "core/funds/clt-fact-pass.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_CHURN_NONE,
  CLT_CHURN_HARD,
  CLT_CHURN_SOFT,
} CltChurn;

typedef enum
{
  CLT_LOSS_NONE,    /* neither trade nor position in the period */
  CLT_LOSS_COUNTED, /* in the population T */
  CLT_LOSS_NO_DATA, /* a first or last snapshot is missing */
} CltLossPopulation;

typedef struct
{
  gboolean at_start;            /* in C(from - 1) */
  gboolean at_first;            /* in C(first trading day) */
  gboolean at_end;              /* in C(to) */
  gboolean opened, closed;      /* within the period */
  CltDay event;                 /* the closing day of a hard churn, else to */
  CltTier tier_first, tier_end; /* in force on the first trading day; on to */

  gboolean effective; /* in the base of churn */
  CltChurn churn;
  gint64 start_equity;                              /* at the end of from - 1, carried */
  gint64 deposit, withdrawal, commission, retained; /* in the period */

  CltLossPopulation loss;
  gint64 equity_before, equity_end; /* of loss, nothing carried */
  gint64 net_pl;
  gboolean lost, flat;
  gint64 equity_sum; /* over the equity_days trading days of the period in C(day) */
  int equity_days;

  CltClientState end; /* at the end of to */
  gboolean dormant, sleeping;
  int warning;                /* would be dormant within so many days: 30, 60, 90; 0: not */
  gboolean newly, newly_base; /* dormant now and not before; not dormant before */

  int answers, satisfied; /* ratings of 1 to 5 in the period; those of 4 and 5 */
  int complaints;         /* registered in the period, as far as they count */
  int points; /* on how many of the days on which clients are averaged he was one; all 0 where the
                 file has no complaints by to */
} CltMeasure;

typedef enum
{
  CLT_EVENT_NONE,
  CLT_EVENT_ANSWER,
  CLT_EVENT_COMPLAINT,
} CltEventKind;

/* What one client said on one day. */
typedef struct
{
  CltEventKind kind;
  int person;
  CltDay day;
  int numerator, denominator; /* satisfied, answers; or complaints, 0 */
} CltMeasureEvent;

typedef struct
{
  CltDay from, to;
  CltDay first_trading_day, last_trading_day; /* the latter may lie before from */
  CltDay recognition;        /* the last one up to to; CLT_DAY_NONE: none in the period */
  CltPopulation *population; /* owned */
  CltMeasure *clients;       /* owned: one for each of the population */
  GArray *events;            /* CltMeasureEvent, owned */
  double average_clients;
} CltMeasures;

CltMeasures *clt_measures_compute (CltConn *conn, CltDay from, CltDay to, GError **error);
void clt_measures_free (CltMeasures *measures);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltMeasures, clt_measures_free)

G_END_DECLS
