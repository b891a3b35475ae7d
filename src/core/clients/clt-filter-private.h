/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/clients/clt-filter.h"

G_BEGIN_DECLS

typedef enum
{
  NODE_AND, /* left, right */
  NODE_OR,  /* left, right */
  NODE_NOT, /* left */
  NODE_COMPARE,
  NODE_CONTAINS,
  NODE_STARTS,
  NODE_IN,
  NODE_BETWEEN,
  NODE_EMPTY,
  NODE_SINCE, /* the field's day is on or after "n units ago" */
} NodeKind;

typedef enum
{
  UNIT_DAYS,
  UNIT_TRADING_DAYS,
  UNIT_MONTHS,
} DayUnit;

/* A day is @number (absolute) or today + @number @unit. */
typedef struct
{
  gboolean relative;
  DayUnit unit;
  gint64 number;
  char *text; /* owned; of text fields */
} FilterValue;

struct _CltFilter
{
  NodeKind kind;
  CltFilter *left, *right;     /* owned */
  const CltFilterField *field; /* static */
  const char *operator;        /* static: "=", "<>" … */
  GArray *values;              /* owned: FilterValue */
};

/* Takes over @left and @right (nullable). */
CltFilter *clt_filter_new (NodeKind kind, CltFilter *left, CltFilter *right);

/* "天", "个交易日前": the whole of @text is a unit. @direction: (out): -1 before, 1 after, 0 when
 * nothing is said. */
gboolean clt_filter_match_unit (const char *text, DayUnit *unit, int *direction);
/* "today", "昨天" … @days: (out): from today. */
gboolean clt_filter_find_day (const char *word, int *days);

G_END_DECLS
