/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltAnswerFormsView: the forms behind a figure, and the one that is chosen in full: its questions,
 * answers, times, tags and what was changed later. */

#include "app/callbacks/clt-answer-data.h"
#include "app/widgets/clt-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CLT_TYPE_ANSWER_FORMS_VIEW (clt_answer_forms_view_get_type ())
G_DECLARE_FINAL_TYPE (CltAnswerFormsView, clt_answer_forms_view, CLT, ANSWER_FORMS_VIEW, AdwBin)

void clt_answer_forms_view_set_desk (CltAnswerFormsView *self, CltDesk *desk);
/* Shows the forms @ids (element-type gint64), which are @title. */
void clt_answer_forms_view_show (CltAnswerFormsView *self, const GArray *ids, const char *title);
/* The file changed. */
void clt_answer_forms_view_follow (CltAnswerFormsView *self);
void clt_answer_forms_view_focus (CltAnswerFormsView *self);
/* Of the question that is chosen. */
void clt_answer_forms_view_change (CltAnswerFormsView *self);
void clt_answer_forms_view_tag (CltAnswerFormsView *self);
/* Takes the last tag of the chosen answer away. */
void clt_answer_forms_view_untag (CltAnswerFormsView *self);
/* The client of the form that is chosen. */
void clt_answer_forms_view_open_client (CltAnswerFormsView *self);

G_END_DECLS
