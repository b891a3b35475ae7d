/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The fields of a question by name, as they are typed and read: what the command line and the designer
 * change. The names are those of the members of a form's JSON. */

#include "core/surveys/clt-questionnaire.h"

G_BEGIN_DECLS

/* key type text help required low high low_label high_label reverse dimension condition identity bad;
 * NULL-terminated. */
extern const char *const clt_question_fields[];
/* What the limits and so on are of a question of this type. Translated. */
const char *clt_question_field_get_label (const char *field, CltQuestionType type);
/* Questions of this type have it. */
gboolean clt_question_field_applies (const char *field, CltQuestionType type);

/* As it is typed: "yes" and "no" of flags; days as 2026-01-31; bad answers by their words.
 * (transfer full) */
char *clt_question_dup_field (const CltQuestion *question, const char *field);
/* Besides the fields: "option.CODE" and "line.CODE" add or rename, "" removes; "exclusive" and "open"
 * take the codes of all options that are so. Refuses what cannot be. */
gboolean
clt_question_set_field (CltQuestion *question, const char *field, const char *text, GError **error);
/* Limits, options and lines that a question of @type does not have go. */
void clt_question_set_type (CltQuestion *question, CltQuestionType type);

/* It has options, or lines, to be listed. */
gboolean clt_question_type_has_options (CltQuestionType type);

/* The highest number that was ever a code of an option or line of the question with @key, in any
 * version; a new code lies above it, so that no answer is taken for another. */
gboolean
clt_question_find_highest_code (CltConn *conn, const char *key, gint64 *highest, GError **error);
/* Adds an option at the end of @options; its code is a number above @highest and all that are there. */
void clt_options_append (GPtrArray *options, const char *label, gint64 highest);

G_END_DECLS
