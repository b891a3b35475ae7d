/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/report/clt-export.h"

G_BEGIN_DECLS

/* The complete forms of the version of a questionnaire that is put, one a row (.xlsx, .csv): questions
 * by their text, each option of several as “Question - Option”, codes as they are stored and beside
 * them what they are called. The file can be imported again. @rows: (out) (optional). */
gboolean clt_export_answers (CltConn *conn,
                             gint64 questionnaire_id,
                             const CltExportOptions *options,
                             gint64 *rows,
                             GError **error);

G_END_DECLS
