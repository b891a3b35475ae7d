/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The options of a question, or the lines of a matrix, written one below the other: Enter in the last,
 * empty row adds what was typed there, Alt+Up and Alt+Down move, an emptied row goes.
 *
 * Property "lines": lines of a matrix.
 * Signals:
 *   "change" (int kind, string code, string field, string text, int step): a CltDesignKind of one
 *     option is wanted
 *   "finished": Enter in the empty row */

#include <adwaita.h>

#include "app/widgets/clt-field-row.h"
#include "core/surveys/clt-questionnaire.h"

G_BEGIN_DECLS

#define CLT_TYPE_QUESTION_OPTIONS (clt_question_options_get_type ())
G_DECLARE_FINAL_TYPE (CltQuestionOptions, clt_question_options, CLT, QUESTION_OPTIONS, AdwBin)

/* @same: of the same question as before. */
void
clt_question_options_show (CltQuestionOptions *self, const CltQuestion *question, gboolean same);
/* Hands over what was typed and not kept yet. */
void clt_question_options_flush (CltQuestionOptions *self);
/* (nullable): the row in which the words of the option @code stand. */
CltFieldRow *clt_question_options_find_row (CltQuestionOptions *self, const char *code);
/* The focus into the row for a new one. */
void clt_question_options_focus_new (CltQuestionOptions *self);

G_END_DECLS
