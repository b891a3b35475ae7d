/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* When a question is asked: tests that are picked – an earlier question, a comparison, an answer – or
 * the same as an expression. What cannot be picked is told, and kept as it is.
 *
 * Signal: "change" (string condition): another one is wanted. */

#include <adwaita.h>

#include "app/widgets/clt-field-row.h"
#include "core/surveys/clt-flow-condition.h"

G_BEGIN_DECLS

#define CLT_TYPE_QUESTION_BRANCH (clt_question_branch_get_type ())
G_DECLARE_FINAL_TYPE (CltQuestionBranch, clt_question_branch, CLT, QUESTION_BRANCH, AdwBin)

/* @form: borrowed until the next call; @condition: of the question that stands, or will stand, at
 * @index. @same: of the same question as before. */
void clt_question_branch_show (CltQuestionBranch *self,
                               const CltForm *form,
                               guint index,
                               const char *condition,
                               gboolean same);
void clt_question_branch_flush (CltQuestionBranch *self);
/* Goes to what was typed and refused; FALSE: nothing was. */
gboolean clt_question_branch_focus_refused (CltQuestionBranch *self);
/* The row in which an expression is typed. */
CltFieldRow *clt_question_branch_get_row (CltQuestionBranch *self);
/* Adds a test when there is none, and goes there. */
void clt_question_branch_begin (CltQuestionBranch *self);

G_END_DECLS
