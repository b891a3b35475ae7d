/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Control charts (domain rules 2.8, readings R27 and R28): whether a series moves by chance alone.
 * Pure functions, any thread. */

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CLT_CONTROL_P,     /* a share of clients: binomial limits */
  CLT_CONTROL_U,     /* events per size: Poisson limits */
  CLT_CONTROL_LANEY, /* a share that moves for everybody at once: p' (Laney 2002) */
  CLT_CONTROL_XMR,   /* single values: moving ranges */
} CltControlKind;

/* One period. @count events or members of @size (u: in the unit of the rate, such as thousands of
 * clients); XmR: the value is @count, @size is not looked at. @size 0: nothing is known, a gap. */
typedef struct
{
  double count, size;
} CltControlDatum;

/* Periods with limits of their own: from @first to the next phase. An improvement begins one. */
typedef struct
{
  guint first;
  /* The limits are made of its first so many periods, frozen; 0: of all. */
  guint n_baseline;
} CltControlPhase;

typedef enum
{
  CLT_CONTROL_NO_LIMITS,   /* fewer than 6 periods in the baseline */
  CLT_CONTROL_PROVISIONAL, /* fewer than 12 */
  CLT_CONTROL_LIMITS,
} CltControlState;

/* Western Electric; each is marked at the period that completes it, which lies beyond the line. */
typedef enum
{
  CLT_SIGNAL_OUTSIDE = 1 << 0,      /* beyond 3 sigma */
  CLT_SIGNAL_TWO_OF_THREE = 1 << 1, /* beyond 2 sigma on one side */
  CLT_SIGNAL_FOUR_OF_FIVE = 1 << 2, /* beyond 1 sigma on one side */
  CLT_SIGNAL_EIGHT = 1 << 3,        /* in a row on one side of the centre */
} CltControlSignal;

typedef struct
{
  double value;     /* NAN: a gap */
  double centre;    /* of its phase; NAN: nothing is known */
  double low, high; /* limits; a rate's are clipped to what it can be; NAN: without limits */
  double z;         /* distance from the centre in sigmas; NAN: undefined */
  gboolean enough;  /* FALSE: fewer than 5 events are expected, or a gap: gives no signal */
  guint signals;    /* CltControlSignal */
  guint phase;
} CltControlPoint;

typedef struct
{
  CltControlState state;
  guint n;           /* periods of the baseline that are no gaps */
  double centre;     /* NAN: none */
  double dispersion; /* mean of squared z of the baseline, of p and u; above 2 they mislead */
} CltControlLimits;

typedef struct
{
  CltControlKind kind;
  guint n_points, n_phases;
  CltControlPoint *points;
  CltControlLimits *limits; /* by phase */
} CltControlChart;

void clt_control_chart_free (CltControlChart *chart);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltControlChart, clt_control_chart_free)

/* @phases: sorted, the first begins at 0; NULL: one phase, all of it its baseline. */
CltControlChart *clt_control_chart_new (CltControlKind kind,
                                        const CltControlDatum *data,
                                        guint n_data,
                                        const CltControlPhase *phases,
                                        guint n_phases);

/* "p", "u", "laney", "xmr". */
const char *clt_control_kind_get_name (CltControlKind kind);
/* Which chart suits the indicator @name. FALSE: none, it is a stock whose members stay the same from
 * month to month (dormancy: chart newly_dormant) or none of the indicators. */
gboolean clt_control_kind_find (const char *name, CltControlKind *kind);
/* Translated: a sentence about the newest of @signals that weighs most. @high: the side of the centre. */
const char *clt_control_signal_get_sentence (guint signals, gboolean high);

G_END_DECLS
