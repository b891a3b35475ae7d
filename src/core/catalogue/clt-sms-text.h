/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The text of a short message: signature, the way to refuse, and how many messages it makes. */

#include <glib.h>

G_BEGIN_DECLS

/* 【signature】 first, the way to refuse last; each is left out when it is "" and not doubled when
 * @text has it already. (transfer full) */
char *clt_sms_compose (const char *text, const char *signature, const char *opt_out);
/* Number of short messages that the composed @text makes: one up to @single characters (rule
 * sms.length), beyond that one for each @part of them (rule sms.part_length). A character is a
 * UTF-16 unit, as the networks count. @characters: (out) (optional) */
int clt_sms_count (const char *text, int single, int part, int *characters);
/* FALSE and CLT_STORE_ERROR_INVALID for what the networks refuse: no words at all, brackets 【】 that
 * are not those of one signature at the beginning or end, control characters. */
gboolean clt_sms_check (const char *text, GError **error);

G_END_DECLS
