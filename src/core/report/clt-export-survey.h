/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/report/clt-export.h"

G_BEGIN_DECLS

/* A survey on its way to those who are asked: everybody on its list with the reason or the answer
 * (.xlsx, .csv), its form to be filled in: on paper, prefilled for each client who has not answered (.pdf), or
 * in a browser (.html). @rows: (out)
 * (optional): clients of the list; 0 of a form. */
gboolean clt_export_survey_members (CltConn *conn,
                                    gint64 survey_id,
                                    const CltExportOptions *options,
                                    gint64 *rows,
                                    GError **error);

G_END_DECLS
