/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A form from its greeting to its closing words, a row a question, with what is answered, when it is
 * asked and what is wrong with it. Filling it again keeps the rows, and with them the focus.
 *
 * Signals:
 *   "chosen": a person chose another row
 *   "opened": Enter in the chosen row
 *   "left": to what comes behind the list
 *   "back": to what comes before the list */

#include <adwaita.h>

#include "app/callbacks/clt-questionnaire-data.h"

G_BEGIN_DECLS

/* What stands before and behind the questions. */
#define CLT_OUTLINE_GREETING ((gint64) -1)
#define CLT_OUTLINE_CLOSING ((gint64) -2)

#define CLT_TYPE_QUESTIONNAIRE_OUTLINE (clt_questionnaire_outline_get_type ())
G_DECLARE_FINAL_TYPE (CltQuestionnaireOutline,
                      clt_questionnaire_outline,
                      CLT,
                      QUESTIONNAIRE_OUTLINE,
                      AdwBin)

/* @chosen: the question that is chosen then; one that is not there: what now stands in the place of
 * the one that was. Emits nothing. */
void clt_questionnaire_outline_show (CltQuestionnaireOutline *self,
                                     const CltDesign *design,
                                     gint64 chosen);
/* Id of a question, or one of the two above; 0: none. */
gint64 clt_questionnaire_outline_get_chosen (CltQuestionnaireOutline *self);
/* As if a person had chosen it. */
void clt_questionnaire_outline_choose (CltQuestionnaireOutline *self, gint64 id);

G_END_DECLS
