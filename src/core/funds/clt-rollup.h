/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* account_month: one row an account and month, derived from funds_daily, trade and position. Idle
 * months are kept, from the account's first month to the file's last, so that what holds at a
 * month's end is one read. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

/* Rebuilds every month from the one that holds @first on. Inside an action. O(facts from there
 * on). */
gboolean clt_rollup_rebuild (CltConn *conn, CltDay first, GError **error);
/* The hook for clt_conn_add_derived(): keeps account_month right after every action, undo and
 * redo. Days that come after all others are added to their month; anything else rebuilds. */
gboolean clt_rollup_derived (CltConn *conn, const CltTouched *touched, GError **error);
/* The first day whose figures may have changed, from touched facts and trading days;
 * CLT_DAY_NONE: none. */
CltDay clt_rollup_find_first (const CltTouched *touched);
/* Compares account_month with plain SQL over the facts; differences as sentences, at most 100.
 * (element-type utf8) (transfer full) */
GPtrArray *clt_rollup_check (CltConn *conn, GError **error);

G_END_DECLS
