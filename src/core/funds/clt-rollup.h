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
/* What the rollup takes from a row of funds, fen; an empty cell is 0, retained is the commission
 * where the file lacks the split. */
typedef struct
{
  gint64 equity, margin, deposit, withdrawal, realized, position_pl, commission, exchange_fee,
    retained, lots;
} CltRollupRow;

/* For a writer of funds that only appends: its rows are summed up while they are written, so that
 * the hook need not read them again. The feed becomes part of the action by clt_action_attach(). */
typedef struct _CltRollupFeed CltRollupFeed;

/* Inside the action, before anything is written. @first: day of the first row. @feed: (out): NULL
 * when there are facts on or after @first. */
gboolean clt_rollup_feed_new (CltConn *conn, CltDay first, CltRollupFeed **feed, GError **error);
void clt_rollup_feed_free (CltRollupFeed *feed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltRollupFeed, clt_rollup_feed_free)
/* Rows come in order of days; one that does not breaks the feed. */
gboolean clt_rollup_feed_add (CltRollupFeed *feed,
                              CltDay day,
                              gint64 account_id,
                              const CltRollupRow *row,
                              GError **error);
/* The action does more than append: the hook reads the rows after all. */
void clt_rollup_feed_break (CltRollupFeed *feed);

/* The hook for clt_conn_add_derived(): keeps account_month right after every action, undo and
 * redo: from a feed, else by rebuilding from the first touched month on. */
gboolean clt_rollup_derived (CltConn *conn, const CltTouched *touched, GError **error);
/* The first day whose figures may have changed, from touched facts and trading days;
 * CLT_DAY_NONE: none. */
CltDay clt_rollup_find_first (const CltTouched *touched);
/* Compares account_month with plain SQL over the facts; differences as sentences, at most 100.
 * (element-type utf8) (transfer full) */
GPtrArray *clt_rollup_check (CltConn *conn, GError **error);

G_END_DECLS
