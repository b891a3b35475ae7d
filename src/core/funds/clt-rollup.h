/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* account_month: one row an account and month, derived from funds_daily and trade. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

/* Rebuilds the rows of the months that hold @first … @last and carries forward into every later
 * month. Inside an action. O(facts of those months + accounts x later months). */
gboolean clt_rollup_rebuild (CltConn *conn, CltDay first, CltDay last, GError **error);
/* The hook for clt_conn_add_derived(): keeps account_month and month_figure right after every
 * action, undo and redo. */
gboolean clt_rollup_derived (CltConn *conn, const CltTouched *touched, GError **error);
/* Compares account_month with a plain SQL GROUP BY over the facts; differences as sentences.
 * (element-type utf8) (transfer full) */
GPtrArray *clt_rollup_check (CltConn *conn, GError **error);

G_END_DECLS
