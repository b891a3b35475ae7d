/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A branch file with everything that keeps itself up to date in it. The window and the command
 * line open files here, never through clt_conn_open() directly. */

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

CltConn *clt_branch_open (const char *path, CltConnMode mode, GError **error);
/* clt_check() of the file, then of what is in it: identities, and rollups against facts. Every
 * problem as a sentence; empty: all is well. (element-type utf8) (transfer full) */
GPtrArray *clt_branch_check (const char *path, GError **error);

G_END_DECLS
