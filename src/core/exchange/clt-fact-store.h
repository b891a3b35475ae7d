/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One trade or position against what is stored, inside an action: written by batch, with what it
 * replaces kept in the shadow table. Values that are CLT_MONEY_NONE or "" leave what is stored. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_FACT_NEW,
  CLT_FACT_CHANGED,
  CLT_FACT_SAME,
  CLT_FACT_AGAIN,    /* this action wrote the same row before */
  CLT_FACT_CONFLICT, /* this action wrote another row of this key before */
} CltFactState;

typedef struct
{
  CltDay day;
  gint64 account_id;
  const char *exchange, *number, *side, *effect; /* the key */
  const char *hedge, *contract;
  gint64 lots, price;
  gint64 turnover, commission, exchange_fee, realized, second;
} CltTradeFact;

typedef struct
{
  CltDay day;
  gint64 account_id;
  const char *exchange, *contract, *side, *hedge;
  CltDay open_day;
  gint64 open_price; /* up to here the key */
  gint64 lots;
  gint64 prev_settle, settle, floating, mtm, margin;
} CltPositionFact;

gboolean
clt_trade_store (CltConn *conn, const CltTradeFact *trade, CltFactState *state, GError **error);
/* Takes out what this action wrote under the key of @trade, and puts back what that replaced.
 * @state: (out): what had been done: CLT_FACT_NEW or CLT_FACT_CHANGED. */
gboolean
clt_trade_take_out (CltConn *conn, const CltTradeFact *trade, CltFactState *state, GError **error);
gboolean clt_position_store (CltConn *conn,
                             const CltPositionFact *position,
                             CltFactState *state,
                             GError **error);

/* @facts are all that @account has on @day: takes the other rows of the day out, those of earlier
 * batches; they are kept for undo. (element-type CltTradeFact or CltPositionFact)
 * @removed: (out): how many there were. */
gboolean clt_trades_take_others (CltConn *conn,
                                 CltDay day,
                                 gint64 account_id,
                                 const GArray *facts,
                                 guint *removed,
                                 GError **error);
gboolean clt_positions_take_others (CltConn *conn,
                                    CltDay day,
                                    gint64 account_id,
                                    const GArray *facts,
                                    guint *removed,
                                    GError **error);

/* Amounts of one account on one day: @table is funds_daily or funds_extra, @columns its amounts
 * (NULL-terminated), @values as many, CLT_MONEY_NONE leaves what is stored. */
gboolean clt_amounts_store (CltConn *conn,
                            const char *table,
                            CltDay day,
                            gint64 account_id,
                            const char *const *columns,
                            const gint64 *values,
                            CltFactState *state,
                            GError **error);

G_END_DECLS
