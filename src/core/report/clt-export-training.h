/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/report/clt-export.h"

G_BEGIN_DECLS

/* The workbook of training (.xlsx): sessions, roster, attendance, results and lecturer hours of all
 * sessions that touch @from … @to; CLT_DAY_NONE: open. Or the calendar of the meetings that begin on
 * these days (.ics). @rows: (out) (optional): of the roster; meetings. */
gboolean clt_export_training (CltConn *conn,
                              CltDay from,
                              CltDay to,
                              const CltExportOptions *options,
                              gint64 *rows,
                              GError **error);
/* The same workbook of one session. */
gboolean clt_export_training_session (CltConn *conn,
                                      gint64 session_id,
                                      const CltExportOptions *options,
                                      gint64 *rows,
                                      GError **error);

G_END_DECLS
