/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltCallTalk: what is said before the form and after it, and what came of the call: an outcome a key,
 * and before it, where there is something to say, a note, the next step, a promise. “Later” asks when,
 * in words, and shows the time in full before Enter.
 *
 * Signals:
 *   "go-on": Enter: to the form
 *   "go-back": Backspace
 *   "typed": words to be kept
 *   "end" (const char *outcome): the fields may be asked for */

#include "app/callbacks/clt-call-order.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CLT_TYPE_CALL_TALK (clt_call_talk_get_type ())
G_DECLARE_FINAL_TYPE (CltCallTalk, clt_call_talk, CLT, CALL_TALK, AdwBin)

typedef enum
{
  CLT_CALL_START,
  CLT_CALL_MIDDLE,   /* the form was left for a moment, or the call breaks off */
  CLT_CALL_END,      /* the form is at its end */
  CLT_CALL_STRANGER, /* so it is, for it was not the client who answered */
  CLT_CALL_DECLINED, /* so it is, for nobody would say who it was */
} CltCallStage;

/* @call is read only during the call. @anew: of another call than before: what was typed goes.
 * @n_open: questions that have no answer. */
void clt_call_talk_show (CltCallTalk *self,
                         const CltCallCase *call,
                         CltCallStage stage,
                         guint n_open,
                         gboolean anew);
void clt_call_talk_focus (CltCallTalk *self);
/* Of CltCallWords, for "typed". (transfer full) */
char **clt_call_talk_dup_words (CltCallTalk *self);
/* What was typed, for "end". */
void clt_call_talk_fill (CltCallTalk *self, CltCallOrder *order);
/* The outcome was refused: says why; what was typed stays. */
void clt_call_talk_refuse (CltCallTalk *self, const GError *error);

G_END_DECLS
