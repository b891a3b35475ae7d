/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Finished documents: written to a temporary file beside the target, synced and renamed; a cancel
 * or an error leaves no file. Every export is logged outside the journal (who, when, filter, rows,
 * masked, purpose, hash). */

#include <gio/gio.h>

#include "core/charts/clt-chart.h"
#include "core/clients/clt-client-query.h"
#include "core/quality/clt-dashboard.h"

G_BEGIN_DECLS

typedef struct
{
  const char *path; /* the ending decides: .xlsx .csv .pdf .png */
  const char *who;
  const char *purpose; /* "" allowed */
  gboolean gb18030;    /* CSV: GB18030 instead of UTF-8 with BOM */
  double scale;        /* PNG: pixels a unit of 1280 x 800; 0: 1 */
  void (*progress) (double fraction, gpointer data);
  gpointer progress_data;
  GCancellable *cancellable;
} CltExportOptions;

/* The client list exactly as filtered and sorted, with @columns (n of them). */
gboolean clt_export_clients (CltConn *conn,
                             const CltClientQuery *query,
                             const CltColumn *columns,
                             guint n_columns,
                             const CltExportOptions *options,
                             gint64 *rows,
                             GError **error);
/* The manager's workbook for @from … @to (.xlsx). */
gboolean clt_export_month_pack (CltConn *conn,
                                CltDay from,
                                CltDay to,
                                const CltExportOptions *options,
                                GError **error);
/* The dashboard on one page (.pdf A4 or .png). */
gboolean clt_export_dashboard (CltConn *conn,
                               CltDay from,
                               CltDay to,
                               const CltExportOptions *options,
                               GError **error);

/* The two dashboard charts, for the screen too. (transfer full) */
CltChart *clt_dashboard_pareto_chart (const CltDashboard *dashboard);
CltChart *clt_dashboard_trend_chart (const CltDashboard *dashboard);
CltChart *clt_dashboard_lorenz_chart (CltConn *conn, const CltDashboard *dashboard, GError **error);

G_END_DECLS
