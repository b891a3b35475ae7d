/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/calls/clt-call-rule.h"

G_BEGIN_DECLS

gboolean clt_call_has_words (const char *text);
/* Refused where the call is closed. */
CltCall *clt_call_load_open (CltConn *conn, gint64 id, GError **error);
/* Always FALSE. */
gboolean clt_call_refuse_bar (CltCallBar bar, GError **error);
/* Inside an action: a form that is still open for the call ends with it. */
gboolean clt_call_form_end (CltConn *conn, gint64 call_id, gboolean complete, GError **error);
/* Inside an action: what was kept has been written down. */
gboolean clt_call_forget_words (CltConn *conn, gint64 call_id, GError **error);

G_END_DECLS
