/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The months of an indicator as a control chart. */

#include "core/base/clt-date.h"
#include "core/quality/clt-control-chart.h"
#include "core/store/clt-conn.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name; /* of an indicator */
  CltDay from, to;
  gboolean chosen; /* @kind is the reader's; FALSE: that of clt_control_kind_find() */
  CltControlKind kind;
  guint n_baseline;        /* months that the first limits are made of; 0: all */
  const int *improvements; /* months that begin limits of their own, rising */
  guint n_improvements;
} CltControlQuestion;

typedef struct
{
  guint n;
  int *months;
  CltControlDatum *data;
  CltControlChart *chart;
} CltControlSeries;

void clt_control_series_free (CltControlSeries *series);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltControlSeries, clt_control_series_free)

/* NULL: an error; CLT_STORE_ERROR_INVALID where there is no such indicator, or it is a stock that no
 * limits suit. */
CltControlSeries *
clt_control_series_load (CltConn *conn, const CltControlQuestion *question, GError **error);

G_END_DECLS
