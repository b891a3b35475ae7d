/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What is typed while a call is made. It is kept with the open call as it is typed, so that a program
 * that ends loses none of it, until clt_call_end() writes it into the contact and the promise. */

#include "core/delivery/clt-call.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_CALL_WORDS_NOTE,
  CLT_CALL_WORDS_NEXT_STEP,
  CLT_CALL_WORDS_PROMISE,
  CLT_CALL_WORDS_DUE, /* of the promise: as clt_day_format() writes it, else as it was typed */
  CLT_N_CALL_WORDS
} CltCallWords;

/* Inside an action. @words: CLT_N_CALL_WORDS of them, "" for none. */
gboolean
clt_call_keep_words (CltConn *conn, gint64 call_id, const char *const *words, GError **error);
/* What was kept since the last attempt. (transfer full): CLT_N_CALL_WORDS of them; NULL on error. */
char **clt_call_dup_kept_words (CltConn *conn, const CltCall *call, GError **error);

G_END_DECLS
