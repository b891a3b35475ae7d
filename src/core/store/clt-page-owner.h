/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

/* Which table or index the page @number belongs to, as far as the pages above it can be read.
 * @conn has the file open. (transfer full) (nullable) */
char *clt_page_find_owner (CltConn *conn, guint32 number);

G_END_DECLS
