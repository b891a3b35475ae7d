/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The version of a questionnaire that is shown, as a file and on paper. */

#include "app/callbacks/clt-questionnaire-data.h"
#include "app/widgets/clt-page.h"

G_BEGIN_DECLS

/* As a web page, a PDF or JSON. (transfer full) */
CltExportJob *clt_questionnaire_job_export (const CltDesign *design);
/* (transfer full) */
CltPrintJob *clt_questionnaire_job_print (const CltDesign *design);

G_END_DECLS
