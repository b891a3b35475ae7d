/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the ledger shows, as a list to work with (.xlsx, .csv): who is owed or got what, and the log of
 * deliveries. Names and account numbers are shown, as in all lists. */

#include "core/report/clt-export.h"

G_BEGIN_DECLS

/* @debts: CltDebt, in the order of the list, and what would hold each back on @day. @title: of the
 * list. */
gboolean clt_export_debts (CltConn *conn,
                           const GPtrArray *debts,
                           CltDay day,
                           const char *title,
                           const CltExportOptions *options,
                           GError **error);
/* Deliveries of @from … @to, the newest first; CLT_DAY_NONE: open. */
gboolean clt_export_deliveries (CltConn *conn,
                                CltDay from,
                                CltDay to,
                                const CltExportOptions *options,
                                gint64 *rows,
                                GError **error);

G_END_DECLS
