/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One question, field by field; each is in the file when its row is left. A new question is written
 * here before it is in the file: its words and answers are one action, when Enter is pressed in the
 * last empty row or the editor is left; without words nothing is added.
 *
 * Signals:
 *   "added" (int index): a new question is on its way into the file, at @index
 *   "left": back to the list */

#include <adwaita.h>

#include "app/callbacks/clt-questionnaire-data.h"
#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_QUESTION_EDITOR (clt_question_editor_get_type ())
G_DECLARE_FINAL_TYPE (CltQuestionEditor, clt_question_editor, CLT, QUESTION_EDITOR, AdwBin)

void clt_question_editor_set_desk (CltQuestionEditor *self, CltDesk *desk);
/* @design: borrowed until the next call; @question 0: none. A new question that is being written goes
 * into the file first. */
void clt_question_editor_show (CltQuestionEditor *self, const CltDesign *design, gint64 question);
/* The file changed: what is shown is shown anew, a new question goes on. */
void clt_question_editor_follow (CltQuestionEditor *self, const CltDesign *design);
/* A new question of @type that will stand at @index. */
void clt_question_editor_begin (CltQuestionEditor *self, CltQuestionType type, guint index);
gboolean clt_question_editor_is_writing (CltQuestionEditor *self);
/* Puts the new question into the file. Returns: FALSE when it has no words; it is forgotten then. */
gboolean clt_question_editor_finish (CltQuestionEditor *self);
/* The type of what is shown, and the place behind it. */
gboolean
clt_question_editor_get_next (CltQuestionEditor *self, CltQuestionType *type, guint *index);
/* The focus goes into the words. */
void clt_question_editor_focus (CltQuestionEditor *self);
/* … to when it is asked; a first condition is made. */
void clt_question_editor_branch (CltQuestionEditor *self);
/* … to the list of placeholders. */
void clt_question_editor_open_placeholders (CltQuestionEditor *self);
/* What was typed and not kept yet is written. TRUE: nothing is on its way; else signal “kept” (gboolean)
 * tells of each change, whether it was written. */
gboolean clt_question_editor_keep (CltQuestionEditor *self);
/* Goes to a condition that was typed and refused, which no signal tells of; FALSE: none was. */
gboolean clt_question_editor_focus_refused (CltQuestionEditor *self);

G_END_DECLS
