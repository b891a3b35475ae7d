/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/report/clt-export.h"
#include "core/surveys/clt-survey-result.h"

G_BEGIN_DECLS

/* The complete forms of the version of a questionnaire that is put, one a row (.xlsx, .csv): questions
 * by their text, each option of several as “Question - Option”, codes as they are stored and beside
 * them what they are called; what was not asked is told from what is blank. The file can be imported
 * again. @rows: (out) (optional). */
gboolean clt_export_answers (CltConn *conn,
                             gint64 questionnaire_id,
                             const CltExportOptions *options,
                             gint64 *rows,
                             GError **error);
/* The same of the forms that @result counts, of all versions. */
gboolean clt_export_result_answers (CltConn *conn,
                                    gint64 questionnaire_id,
                                    const CltSurveyResult *result,
                                    const CltExportOptions *options,
                                    GError **error);

G_END_DECLS
