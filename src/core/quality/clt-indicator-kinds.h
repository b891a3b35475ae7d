/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The table of indicators: how each is counted, and how it is explained to people. */

#include "core/quality/clt-indicators.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_BASIS_FLOW,  /* by tier on the first trading day, by staff on the event date */
  CLT_BASIS_STOCK, /* by tier and staff on the last day */
} CltIndicatorBasis;

typedef struct
{
  const char *name;
  CltIndicatorBasis basis;
  gboolean proportion;  /* counts of clients: has a Wilson interval */
  CltEventKind event;   /* what it counts by the day on which it was said; CLT_EVENT_NONE: clients.
                          Where none was said there is no data. */
  gboolean by_thousand; /* of clients on average: the denominator counts them on each day */
  gint64 (*numerator) (const CltMeasure *measure);
  gint64 (*denominator) (const CltMeasure *measure);
  const char *label;      /* msgid */
  const char *definition; /* msgid */
} CltIndicatorKind;

extern const CltIndicatorKind clt_indicator_kinds[];
extern const guint clt_n_indicator_kinds;

/* Names @indicator and computes its value and interval from numerator and denominator. @points: on how
 * many days a denominator by the thousand was counted; it becomes their mean. */
void clt_indicator_finish (CltIndicator *indicator, const CltIndicatorKind *kind, int points);
/* (nullable) */
const CltIndicatorKind *clt_indicator_kind_find (const char *name);

G_END_DECLS
