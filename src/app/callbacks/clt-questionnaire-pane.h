/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The questionnaires, and how one of them runs: designed by the keyboard, published in versions. */

#include "app/widgets/clt-pane.h"

G_BEGIN_DECLS

#define CLT_TYPE_QUESTIONNAIRE_PANE (clt_questionnaire_pane_get_type ())
G_DECLARE_FINAL_TYPE (CltQuestionnairePane,
                      clt_questionnaire_pane,
                      CLT,
                      QUESTIONNAIRE_PANE,
                      CltPane)

const CltCommandGroup *clt_questionnaire_pane_get_commands (void);

G_END_DECLS
