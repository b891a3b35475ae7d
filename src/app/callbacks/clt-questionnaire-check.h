/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One line that says what is wrong with a questionnaire and in how many ways it can run; it opens the
 * list of the faults.
 *
 * Signals:
 *   "fault" (uint index): to the one at that place of design->faults
 *   "closed": the list has gone, and with it the keyboard */

#include <adwaita.h>

#include "app/callbacks/clt-questionnaire-data.h"

G_BEGIN_DECLS

#define CLT_TYPE_QUESTIONNAIRE_CHECK (clt_questionnaire_check_get_type ())
G_DECLARE_FINAL_TYPE (CltQuestionnaireCheck,
                      clt_questionnaire_check,
                      CLT,
                      QUESTIONNAIRE_CHECK,
                      AdwBin)

void clt_questionnaire_check_show (CltQuestionnaireCheck *self, const CltDesign *design);
void clt_questionnaire_check_open (CltQuestionnaireCheck *self);

G_END_DECLS
