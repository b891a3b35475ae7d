/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltFormView: puts a form question by question, by keyboard alone. The question is in large type, its
 * answers are numbered keys below it; core/surveys/clt-flow.h says which question comes next. It
 * stores nothing: who shows it writes what "answered" hands over, or does not (a try-out).
 *
 * Keys. Choice, yes/no: a digit answers and goes on; so does it with ratings and NPS, where the key
 * bears its number and minus is 10. Several: digits choose, Enter goes on. Matrix: a digit for each
 * line. Ranking: digits in order. Number, date, words: typed, Enter goes on. R: refused, D: does not
 * know (Alt+R, Alt+D while words are typed). Enter skips, or goes on where an answer stands; Backspace
 * goes back (from an empty entry); Delete makes blank. What is required is asked for once more.
 *
 * Signals:
 *   "answered" (CltFormReply *reply): valid during the call
 *   "moved" (const char *key): another question is on the screen without an answer; "": the end
 *   "ended": the last question was left forwards, after "answered" or "moved" */

#include <adwaita.h>

#include "core/surveys/clt-flow.h"

G_BEGIN_DECLS

#define CLT_TYPE_FORM_VIEW (clt_form_view_get_type ())
G_DECLARE_FINAL_TYPE (CltFormView, clt_form_view, CLT, FORM_VIEW, AdwBin)

/* What became of a question, as clt_response_set() takes it. */
typedef struct
{
  const CltQuestion *question;
  const char *part;  /* option or line; "": all of the question */
  const char *value; /* NULL: blank, or a mark */
  const char *mark;  /* "refused", "unknown", "" */
  const char *note;  /* words that go with an open option */
  gint64 seconds;    /* that the question was on the screen since the last reply */
  const char *next;  /* key of what is on the screen now; "": the end */
} CltFormReply;

/* Texts are shown as they stand in @form (transfer full): placeholders are filled by then.
 * @answers: (transfer full) (nullable): what is answered already. @at_key: (nullable): the question to
 * go on with; NULL or not known: the first one; "": the end where anything is answered.
 * FALSE: a condition cannot be read; the view is empty then. */
gboolean clt_form_view_show (CltFormView *self,
                             CltForm *form,
                             CltAnswers *answers,
                             const char *at_key,
                             GError **error);
/* Other answers to the same form, as after an undo. @answers: (transfer full) */
void clt_form_view_set_answers (CltFormView *self, CltAnswers *answers, const char *at_key);
/* Shows nothing. */
void clt_form_view_clear (CltFormView *self);

/* (nullable) (transfer none) */
const CltForm *clt_form_view_get_form (CltFormView *self);
/* (nullable) (transfer none): all of them, also those that are not relevant now. */
const CltFlow *clt_form_view_get_flow (CltFormView *self);
/* Key of what is on the screen; "": the end, or nothing. */
const char *clt_form_view_get_key (CltFormView *self);
/* Takes what is typed and not entered yet. FALSE: it may not stand, which the form says. */
gboolean clt_form_view_keep (CltFormView *self);
/* As Backspace does; from the end to the last question. FALSE: it is the first. */
gboolean clt_form_view_back (CltFormView *self);
/* Turns to the first question that may not stand as it is when the form is complete, and says why.
 * FALSE: there is none. */
gboolean clt_form_view_ask_missing (CltFormView *self);
void clt_form_view_focus (CltFormView *self);

G_END_DECLS
