/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/report/clt-export.h"

G_BEGIN_DECLS

/* One version of a questionnaire; the ending decides: .html is filled in elsewhere and its answers are
 * imported, .pdf with a pen, .json goes from branch to branch. @client_id: of a PDF, see
 * clt_paper_new_questionnaire(); else 0. */
gboolean clt_export_questionnaire (CltConn *conn,
                                   gint64 version_id,
                                   gint64 client_id,
                                   const CltExportOptions *options,
                                   GError **error);

G_END_DECLS
