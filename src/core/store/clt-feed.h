/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

/* The way back of clt_stmt_visit(): SQLite fetches rows of integers from C within its own loop,
 * which costs half of what binding and stepping row by row does. The statement reads them from the
 * table clt_feed (v0, v1 …), at most CLT_FEED_MAX columns:
 * "INSERT INTO account_month SELECT v0, v1 FROM clt_feed". */

#define CLT_FEED_MAX 32
#define CLT_FEED_NULL G_MININT64

/* Returns: the next row, valid until the next call; NULL after the last. */
typedef const gint64 *(*CltFeedFunc) (gpointer data);

/* Runs @sql to its end; @next must not use the connection. FALSE on error. */
gboolean
clt_conn_feed (CltConn *conn, const char *sql, CltFeedFunc next, gpointer data, GError **error);

G_END_DECLS
