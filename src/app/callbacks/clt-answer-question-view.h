/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltAnswerQuestionView: what came of one question, or of all together: how often each answer was
 * given, groups beside each other, free words with their tags. Every line opens its forms.
 *
 * Signals:
 *   "forms-asked" (GArray *ids, char *title): a figure was opened */

#include "app/callbacks/clt-answer-data.h"
#include "app/widgets/clt-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CLT_TYPE_ANSWER_QUESTION_VIEW (clt_answer_question_view_get_type ())
G_DECLARE_FINAL_TYPE (CltAnswerQuestionView,
                      clt_answer_question_view,
                      CLT,
                      ANSWER_QUESTION_VIEW,
                      AdwBin)

#define CLT_ANSWER_ALL -1

void clt_answer_question_view_set_desk (CltAnswerQuestionView *self, CltDesk *desk);
/* @index: of the questions of @record's result, or CLT_ANSWER_ALL. @record is borrowed until the next
 * call. */
void clt_answer_question_view_show (CltAnswerQuestionView *self,
                                    const CltAnswerRecord *record,
                                    int index);
typedef enum
{
  CLT_ANSWER_SHOW_COUNTS,
  CLT_ANSWER_SHOW_GROUPS,
  CLT_ANSWER_SHOW_WORDS,
} CltAnswerShow;
/* With the focus in it. */
void clt_answer_question_view_turn_to (CltAnswerQuestionView *self, CltAnswerShow show);
void clt_answer_question_view_focus (CltAnswerQuestionView *self);
/* Of the words that are chosen. */
void clt_answer_question_view_tag (CltAnswerQuestionView *self);
/* Gives them the @number-th known tag, from 1, or takes it away. */
void clt_answer_question_view_tag_by_number (CltAnswerQuestionView *self, int number);

G_END_DECLS
