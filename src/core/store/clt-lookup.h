/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

/* Figures that no table holds, for statements: "clt_lookup (id, 'name', day)" asks C for the figure
 * @name of row @id on @day. What needs all rows to say something of one (a quintile) is worked out
 * once, kept by clt_conn_set_cache(), and found here. NULL where nobody knows the name. */

/* @day: of the question. @fresh: this function was not asked since a statement began, so what it
 * keeps may have grown old. @value: (out): CLT_MONEY_NONE is NULL. May use @conn for reading. FALSE
 * on error, which ends the statement. */
typedef gboolean (*CltLookupFunc) (CltConn *conn,
                                   gint64 id,
                                   const char *name,
                                   CltDay day,
                                   gboolean fresh,
                                   gint64 *value,
                                   GError **error);
/* @names: static and NULL-terminated: what @func is asked for. */
void clt_conn_add_lookup (CltConn *conn, const char *const *names, CltLookupFunc func);

G_END_DECLS
