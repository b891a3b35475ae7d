/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A branch file with everything that keeps itself up to date in it. The window and the command
 * line open files here, never through clt_conn_open() directly. */

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

CltConn *clt_branch_open (const char *path, CltConnMode mode, GError **error);

G_END_DECLS
