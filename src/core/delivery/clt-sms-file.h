/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/delivery/clt-outbox.h"
#include "core/delivery/clt-sms.h"

G_BEGIN_DECLS

/* FALSE and a sentence when @columns is not a list of HEADING=phone|text|id|day with a phone and a
 * text in it. */
gboolean clt_sms_check_columns (const char *columns, GError **error);
/* The gateway's file of these messages (element-type CltOutgoing). Every message is one row; in txt,
 * line breaks and separators inside a text become blanks. (transfer full) */
GBytes *clt_sms_render (const CltSmsGateway *gateway, GPtrArray *messages, GError **error);

G_END_DECLS
