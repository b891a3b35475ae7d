/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

/* Figures that no table holds, for statements: "clt_lookup (id, 'name', day)" asks C for the figure
 * @name of row @id on @day. What needs all rows to say something of one (a quintile) is worked out
 * once, kept by clt_conn_set_cache(), and found here. NULL where nobody has set a function. */

/* @day: of the question. @fresh: nothing was asked since a statement began, so what is kept may
 * have grown old. @value: (out): CLT_MONEY_NONE is NULL. May use @conn for reading. FALSE on
 * error, which ends the statement. */
typedef gboolean (*CltLookupFunc) (CltConn *conn,
                                   gint64 id,
                                   const char *name,
                                   CltDay day,
                                   gboolean fresh,
                                   gint64 *value,
                                   GError **error);
void clt_conn_set_lookup (CltConn *conn, CltLookupFunc func);

G_END_DECLS
