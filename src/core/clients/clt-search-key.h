/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The derived table search_key: what lists and the search read of a client. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

/* Hook for clt_conn_add_derived(): keeps search_key right after every action, undo and redo.
 * O(touched clients); after deleted accounts or spells one pass over all keys. */
gboolean clt_search_derived (CltConn *conn, const CltTouched *touched, GError **error);
/* How names, account numbers and what people type are compared: NFKC, lower case, single blanks.
 * (transfer full) */
char *clt_search_fold (const char *text);
/* Clients whose row differs from what it derives from, as sentences.
 * (element-type utf8) (transfer full) */
GPtrArray *clt_search_check (CltConn *conn, GError **error);

G_END_DECLS
