/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Changes of a form that reach further than one question, and keys for what is new. Nothing is stored;
 * the functions with a connection only read. */

#include "core/surveys/clt-questionnaire.h"

G_BEGIN_DECLS

/* The question with @before has been given the key @after: conditions that ask about it follow. What
 * cannot be read stays as it is. */
void clt_form_follow_key (CltForm *form, const char *before, const char *after);
/* Gives the option with @before the code @after, or the @line of a matrix, which may have the code of an
 * option; conditions and bad answers follow. FALSE: there is no such option. */
gboolean clt_form_recode (CltForm *form,
                          CltQuestion *question,
                          gboolean line,
                          const char *before,
                          const char *after);

/* A dimension a line, “Attitude 25”, as clt_form_set_dimensions() reads it. (transfer full) */
char *clt_form_format_dimensions (const CltForm *form);
/* All of them anew. Where one name stands instead of another, the questions follow. Refuses a line
 * that does not end with a weight. */
gboolean clt_form_set_dimensions (CltForm *form, const char *text, GError **error);

/* q1, q2 …: a key that no question of the file has or had, so that answers are never compared with
 * those to something else. (transfer full) */
char *clt_form_dup_free_key (CltConn *conn, GError **error);
/* @stem, or @stem-2 …, that names no questionnaire yet. (transfer full) */
char *clt_questionnaire_dup_free_key (CltConn *conn, const char *stem, GError **error);

G_END_DECLS
