/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How a client trades (domain rules 3.2): the trading days of rule behaviour.window_days up to a
 * day. */

#include "core/funds/clt-product.h"
#include "core/store/clt-conn.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_STYLE_UNKNOWN, /* nothing closed in the window */
  CLT_STYLE_INTRADAY,
  CLT_STYLE_SWING,    /* median holding up to 10 trading days */
  CLT_STYLE_POSITION, /* longer */
  CLT_STYLE_HEDGER,   /* half of the lots or more are flagged as hedge or arbitrage */
} CltHoldingStyle;

typedef struct
{
  CltSector sector;
  gint64 lots;
  double share; /* of all lots */
} CltSectorShare;

typedef struct
{
  CltDay first, last; /* the window */
  int window_days;    /* trading days in it */

  CltDay last_trade; /* ever, up to last; CLT_DAY_NONE: never */
  int recency;       /* trading days since then; -1: never */
  int trade_days;
  double frequency;         /* trade days by trading days */
  gint64 n_trades;          /* rows of the list of trades; 0 also where it was not imported */
  gint64 lots;              /* of the list of trades */
  gint64 retained;          /* fen */
  double turnover_multiple; /* turnover by average equity; NAN: unknown */

  CltHoldingStyle style;
  double median_holding; /* trading days, by lots; NAN: nothing closed */
  int n_sectors;         /* up to 3, by lots */
  CltSectorShare sectors[3];
  double concentration; /* Herfindahl: 1 one sector only; NAN: no trades */

  double margin_mean, margin_p95; /* risk ratio of days with positive equity; NAN: none */
  int days_alert, days_call;      /* above rule risk.alert; above 100 %, or no equity left */

  double long_share;  /* of opened lots; NAN: nothing opened */
  double night_share; /* of lots, where trades have a time; NAN: none has */
  gint64 n_closes;    /* with a result */
  double win_rate;    /* NAN: none */
  double pay_off;     /* average gain by average loss; NAN: no gain or no loss */
} CltBehaviour;

/* The last day with a row of funds or a trade; CLT_DAY_NONE: no facts. */
gboolean clt_behaviour_get_last_fact (CltConn *conn, CltDay *day, GError **error);
gboolean clt_behaviour_load (CltConn *conn,
                             gint64 client_id,
                             CltDay day,
                             CltBehaviour *behaviour,
                             GError **error);
/* The same of everybody with an account, as far as trades tell: window, style, sectors and
 * concentration are set, and margin_mean. @func gets each of those with a trade or a day of funds.
 * Two passes over the facts. */
typedef void (*CltBehaviourFunc) (gint64 client_id, const CltBehaviour *behaviour, gpointer data);
gboolean clt_behaviour_load_all (CltConn *conn,
                                 CltDay day,
                                 CltBehaviourFunc func,
                                 gpointer data,
                                 GError **error);
/* Translated. */
const char *clt_holding_style_get_label (CltHoldingStyle style);

G_END_DECLS
