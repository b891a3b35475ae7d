/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

/* For walks over millions of facts: SQLite hands each row to C from within its own loop, which
 * costs half of what stepping and reading column by column does. The statement must be
 * "SELECT clt_visit (a, b, …) FROM …" with at most CLT_VISIT_MAX integers; NULL arrives as 0. Rows
 * come in the order of the table's key where the statement reads one table by a range of it. */

#define CLT_VISIT_MAX 32

typedef void (*CltVisitFunc) (const gint64 *values, gpointer data);

/* Runs @stmt to its end; @func must not use the connection. FALSE on error. */
gboolean clt_stmt_visit (CltStmt *stmt, CltVisitFunc func, gpointer data, GError **error);

G_END_DECLS
