/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The period that the dashboard looks at: a value, copied freely. */

#include "core/base/clt-date.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_PERIOD_MONTH,
  CLT_PERIOD_QUARTER,
  CLT_PERIOD_YEAR,
  CLT_PERIOD_CUSTOM,
} CltPeriodKind;

typedef struct
{
  CltPeriodKind kind;
  CltDay from, to; /* both included */
} CltPeriod;

/* The period of @kind that holds @day (a custom period keeps its days). */
CltPeriod clt_period_around (CltPeriodKind kind, CltDay day);
CltPeriod clt_period_custom (CltDay from, CltDay to);
/* @n periods later, or earlier; a custom period moves by its own length. */
CltPeriod clt_period_move (const CltPeriod *period, int n);
CltPeriod clt_period_a_year_before (const CltPeriod *period);
/* "2026-11", "2026 Q4", "2026", "2026-11-01 – 2026-11-18". (transfer full) */
char *clt_period_format (const CltPeriod *period);

/* "month", "quarter", "year", "custom": the values of the setting. */
const char *clt_period_kind_get_name (CltPeriodKind kind);
CltPeriodKind clt_period_kind_from_name (const char *name);

G_END_DECLS
