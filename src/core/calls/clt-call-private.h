/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/calls/clt-call-rule.h"

G_BEGIN_DECLS

gboolean clt_call_has_words (const char *text);
/* Always FALSE. */
gboolean clt_call_refuse_bar (CltCallBar bar, GError **error);
/* Inside an action: a form that is still open for the call ends with it. */
gboolean clt_call_form_end (CltConn *conn, gint64 call_id, gboolean complete, GError **error);

G_END_DECLS
