/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltSurveyForm: a new survey: what is asked, by which channel, when, whom: everybody whom a filter
 * finds, or a sample by tier. The list stands beside it before anything is kept.
 *
 * Signals:
 *   "kept": it is in the file */

#include "app/callbacks/clt-survey-data.h"
#include "app/widgets/clt-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CLT_TYPE_SURVEY_FORM (clt_survey_form_get_type ())
G_DECLARE_FINAL_TYPE (CltSurveyForm, clt_survey_form, CLT, SURVEY_FORM, AdwBin)

void clt_survey_form_set_desk (CltSurveyForm *self, CltDesk *desk);
/* What there is to choose from; borrowed until the next call. */
void clt_survey_form_set_record (CltSurveyForm *self, const CltSurveyRecord *record);
/* Empty, with another seed. */
void clt_survey_form_begin (CltSurveyForm *self);
/* @open: and asks at once. */
void clt_survey_form_keep (CltSurveyForm *self, gboolean open);

G_END_DECLS
