/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Who has answered a survey by another way – on paper, in a file – is not called for it any more. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

/* A consequence of actions (clt_conn_add_consequence()): drops the open calls of the survey for which
 * a complete form came otherwise, and leaves what was begun in them in the middle. A call that somebody
 * has on the screen goes on. */
gboolean clt_call_drop_answered (CltConn *conn, const CltTouched *touched, GError **error);

G_END_DECLS
