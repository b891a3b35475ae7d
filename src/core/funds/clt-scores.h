/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Recency, frequency, monetary (domain rules 3.2): scores from 1 to 5 of every open client within
 * the branch, over the trading days of rule behaviour.window_days up to the last day with facts
 * (or to today, when that is earlier).
 *
 * A score is 1 + floor (5 L / n): L of the n clients have strictly less (recency: traded strictly
 * earlier). So equal values have equal scores, and each score is given to a fifth of the clients
 * as far as ties allow. Who never traded has traded earliest. Branches of fewer clients than rule
 * score.min_clients go by the fixed rules score.recency_5 … score.monetary_2 instead. */

#include "core/funds/clt-behaviour.h"
#include "core/store/clt-action.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 client_id;
  int recency;           /* trading days since the last trade; -1: never */
  int trade_days;        /* days of the window with a trade */
  gint64 retained;       /* fen in the window */
  gint64 result;         /* fen: equity at its end - before it - deposits + withdrawals */
  int r, f, m;           /* 1 … 5 */
  int n_closes;          /* trades that closed something with a result, */
  int n_gains;           /* and those with a profit; private: see clt_scores_lookup() */
  CltHoldingStyle style; /* private, too */
  double concentration, margin_use; /* likewise; NAN: unknown */
} CltScore;

typedef struct
{
  CltDay today;       /* of the question */
  CltDay first, last; /* the window; CLT_DAY_NONE: no facts, no scores */
  int window_days;
  gboolean fixed; /* by the fixed rules */
  guint n;
  CltScore *scores; /* owned: @n, by client_id */

  gint64 version, stamp; /* private: of what they were worked out from */
  gboolean with_closes, with_behaviour;
} CltScores;

/* Worked out once and kept with the connection until the facts, accounts, spells, rules or the day
 * change. (transfer none): valid until the next call. O(clients + rows of one month). */
const CltScores *clt_scores_get (CltConn *conn, CltDay today, GError **error);
/* (transfer none) (nullable): NULL is not an open client, or there are no facts. O(log n) */
const CltScore *clt_scores_find (const CltScores *scores, gint64 client_id);

/* For clt_conn_add_lookup(): r, f, m, rfm (r f m as digits), recency, trade_days, frequency and
 * win_rate (millionths), retained, result; style (CltHoldingStyle), concentration and margin_use
 * (millionths) as clt_behaviour_load() has them for the window. */
extern const char *const clt_scores_names[];
gboolean clt_scores_lookup (CltConn *conn,
                            gint64 id,
                            const char *name,
                            CltDay day,
                            gboolean fresh,
                            gint64 *value,
                            GError **error);
/* The hook for clt_conn_add_derived(): forgets what the connection's own action has changed. */
gboolean clt_scores_derived (CltConn *conn, const CltTouched *touched, GError **error);

G_END_DECLS
