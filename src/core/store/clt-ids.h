/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Ids that a statement finds. O(rows); on the thread of its connection. */

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

/* The first column of all rows, in order. @stmt NULL: its error is set.
 * (element-type gint64) (transfer full) (nullable) */
GArray *clt_ids_read (CltStmt *stmt, GError **error);
/* O(ids). */
gboolean clt_ids_contain (const GArray *ids, gint64 id);
/* The second column of all rows by the text of the first. (element-type utf8 gint64) (transfer full)
 * (nullable) */
GHashTable *clt_ids_read_by_text (CltStmt *stmt, GError **error);
/* Of a table that clt_ids_read_by_text() has made. */
void clt_ids_add (GHashTable *ids, const char *text, gint64 id);
gint64 clt_ids_find (GHashTable *ids, const char *text); /* 0: none */

G_END_DECLS
