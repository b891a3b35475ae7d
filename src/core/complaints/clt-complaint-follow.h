/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What other work means for complaints: what the client answers when he is called after the closing is
 * taken down. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

/* The questions of the callback after a complaint that count here, in whatever form they are put:
 * "solved" (a choice with “no”, or yes and no) and "satisfaction" (1 … 5); the words of "solved-what"
 * and "comment" go with them. */

/* A consequence of actions (clt_conn_add_consequence()). An answer counts when the form is complete and
 * the call is done, in whichever order that is written, and again when one of these is corrected. */
gboolean clt_complaint_follow (CltConn *conn, const CltTouched *touched, GError **error);

/* The calls that ask what the client thinks of it, latest first. (element-type CltCall)
 * (transfer full) */
GPtrArray *clt_complaint_list_calls (CltConn *conn, gint64 id, GError **error);

G_END_DECLS
