/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What stands above a session, in words. */

#include "app/training/clt-session-data.h"

G_BEGIN_DECLS

/* Its state, when, where, by whom and how. (transfer full) */
char *clt_session_dup_state (const CltSessionData *data);
/* Its seats, who waits, and what a head costs. (transfer full) */
char *clt_session_dup_counts (const CltSessionData *data);
/* Why nobody can be enrolled or invited now, and what to do. (nullable): NULL: they can. */
const char *clt_session_get_obstacle (const CltSessionData *data);

G_END_DECLS
