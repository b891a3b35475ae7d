/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Questionnaires put to an audience: the runs, how far each is, who is asked; and a new one. */

#include "app/widgets/clt-pane.h"

G_BEGIN_DECLS

#define CLT_TYPE_SURVEY_PANE (clt_survey_pane_get_type ())
G_DECLARE_FINAL_TYPE (CltSurveyPane, clt_survey_pane, CLT, SURVEY_PANE, CltPane)

const CltCommandGroup *clt_survey_pane_get_commands (void);

G_END_DECLS
