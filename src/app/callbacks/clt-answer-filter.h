/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltAnswerFilter: which answers are counted: questionnaire, survey, version, days, channel, tier,
 * staff; by what they are grouped; with or without careless forms.
 *
 * Signals:
 *   "changed": the choice is another one */

#include "app/callbacks/clt-answer-data.h"
#include "app/widgets/clt-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CLT_TYPE_ANSWER_FILTER (clt_answer_filter_get_type ())
G_DECLARE_FINAL_TYPE (CltAnswerFilter, clt_answer_filter, CLT, ANSWER_FILTER, AdwBin)

const CltAnswerChoice *clt_answer_filter_get_choice (CltAnswerFilter *self);
/* What there is to choose from, and what is chosen; emits nothing. */
void clt_answer_filter_show (CltAnswerFilter *self, const CltAnswerRecord *record);
/* Asks for the first and the last day. */
void clt_answer_filter_ask_days (CltAnswerFilter *self, CltDesk *desk);
void clt_answer_filter_toggle_careful (CltAnswerFilter *self);
void
clt_answer_filter_choose_survey (CltAnswerFilter *self, gint64 questionnaire_id, gint64 survey_id);
void clt_answer_filter_focus (CltAnswerFilter *self);

G_END_DECLS
