/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/report/clt-export.h"
#include "core/report/clt-paper.h"
#include "core/surveys/clt-survey-result.h"

G_BEGIN_DECLS

/* What came of a questionnaire: the figures, every question with a native chart, the answers, free
 * words and definitions as a workbook (.xlsx), the answers alone (.csv), the figures on paper (.pdf).
 * @rows: (out) (optional): forms. */
gboolean clt_export_results (CltConn *conn,
                             const CltResultQuery *query,
                             const CltExportOptions *options,
                             gint64 *rows,
                             GError **error);
CltPaper *clt_paper_new_results (CltConn *conn,
                                 const CltResultQuery *query,
                                 const CltExportOptions *options,
                                 GError **error);
/* How often each answer was given, as bars; of words their tags. (transfer full) (nullable): NULL
 * when nothing is counted. */
CltChart *clt_result_chart_new (const CltQuestionResult *result);

G_END_DECLS
