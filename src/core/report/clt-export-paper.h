/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/report/clt-export.h"
#include "core/research/clt-paper.h"

G_BEGIN_DECLS

/* A plan or a note as PDF on A4: the branch, the adviser with his qualification number, the client's
 * figures, the sections, the risk warning. One that is not approved says so. */
gboolean clt_export_paper (CltConn *conn,
                           gint64 version_id,
                           const CltExportOptions *options,
                           GError **error);

G_END_DECLS
