/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Ids that a statement finds. O(rows); on the thread of its connection. */

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

/* The first column of all rows, in order. @stmt NULL: its error is set.
 * (element-type gint64) (transfer full) (nullable) */
GArray *clt_ids_read (CltStmt *stmt, GError **error);

G_END_DECLS
