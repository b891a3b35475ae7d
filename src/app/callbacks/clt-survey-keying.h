/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltSurveyKeying: paper forms of a survey keyed in, one after the other: the number on the form, its
 * answers by the keys of CltFormView, and the next one. A number that was keyed before is keyed again
 * by somebody else: then both are compared, and each difference is settled by one key. */

#include "app/callbacks/clt-survey-data.h"
#include "app/widgets/clt-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CLT_TYPE_SURVEY_KEYING (clt_survey_keying_get_type ())
G_DECLARE_FINAL_TYPE (CltSurveyKeying, clt_survey_keying, CLT, SURVEY_KEYING, AdwBin)

void clt_survey_keying_set_desk (CltSurveyKeying *self, CltDesk *desk);
/* For the survey; @client_id: whose form is at hand, 0: not known. */
void clt_survey_keying_begin (CltSurveyKeying *self, const CltSurveyRun *run, gint64 client_id);
/* Takes what the @which-th keying, 1 or 2, says to the chosen question. */
void clt_survey_keying_settle (CltSurveyKeying *self, int which);
/* One step back: from the answers to the number. FALSE: it is there already. */
gboolean clt_survey_keying_back (CltSurveyKeying *self);

G_END_DECLS
