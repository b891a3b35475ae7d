/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What a questionnaire has beside its questions: name and occasion, greeting and closing words,
 * dimensions with their weights, and its versions with what each changed. */

#include <adwaita.h>

#include "app/callbacks/clt-questionnaire-data.h"
#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_QUESTIONNAIRE_HEAD (clt_questionnaire_head_get_type ())
G_DECLARE_FINAL_TYPE (CltQuestionnaireHead, clt_questionnaire_head, CLT, QUESTIONNAIRE_HEAD, AdwBin)

void clt_questionnaire_head_set_desk (CltQuestionnaireHead *self, CltDesk *desk);
/* @design: borrowed until the next call; NULL: none. */
void clt_questionnaire_head_show (CltQuestionnaireHead *self, const CltDesign *design);
/* The focus goes into the greeting, or the closing words. */
void clt_questionnaire_head_focus (CltQuestionnaireHead *self, gboolean closing);
/* … to the list of placeholders of what is being written. */
void clt_questionnaire_head_open_placeholders (CltQuestionnaireHead *self);
/* What was typed and not kept yet is written. TRUE: nothing is on its way; else signal “kept” (gboolean)
 * tells of each change, whether it was written. */
gboolean clt_questionnaire_head_keep (CltQuestionnaireHead *self);

G_END_DECLS
