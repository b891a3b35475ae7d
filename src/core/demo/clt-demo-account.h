/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One fund account's life: trades out of a book of positions on the common market. Because each
 * day's money follows from its trades and settlement prices, every identity of a settlement
 * statement holds to the fen. */

#include "core/demo/clt-demo-market.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_DEMO_SMALL,
  CLT_DEMO_ORDINARY,
  CLT_DEMO_MAJOR,
  CLT_DEMO_HIGH_END,
  CLT_DEMO_N_SEGMENTS
} CltDemoSegment;

typedef enum
{
  CLT_DEMO_INTRADAY,
  CLT_DEMO_SWING,
  CLT_DEMO_LONG,
  CLT_DEMO_HEDGER,
} CltDemoStyle;

#define CLT_DEMO_MAX_POSITIONS 3
#define CLT_DEMO_MAX_TRADES 16
#define CLT_DEMO_NEVER G_MAXINT

typedef struct
{
  guint8 product;
  gint8 side; /* 1 bought, -1 sold */
  int lots;
  int contract;
  int open_index, close_index;
  gint64 open_price;
} CltDemoPosition;

typedef struct
{
  CltRandom random;
  gint64 account_id;
  CltDemoSegment segment;
  CltDemoStyle style;
  CltDay opened;
  /* Days are counted from the first one with facts. */
  int start;                       /* first row */
  int stop;                        /* no trade from here on; positions are closed on it */
  int leave;                       /* the money is taken out */
  int closed;                      /* no row from here on */
  gint64 capital, balance, margin; /* fen */
  gint64 remnant;                  /* fen left in the account when the money is taken out */
  int activity;                    /* permille of days with a decision */
  int use;                         /* permille of equity that goes into margin */
  int skill;                       /* permille by which a guess is better than a coin */
  int markup;                      /* percent that the branch adds to the exchange's fee */
  guint8 products[CLT_DEMO_MAX_POSITIONS];
  guint n_positions;
  CltDemoPosition positions[CLT_DEMO_MAX_POSITIONS];
} CltDemoAccount;

typedef struct
{
  guint8 product;
  gint8 side;
  const char *effect; /* as stored */
  int contract;
  int lots;
  gint64 price, turnover, commission, exchange_fee;
  gint64 realized; /* CLT_MONEY_NONE: an opening trade */
  int second;
} CltDemoTrade;

typedef struct
{
  gint64 deposit, withdrawal, opening, balance, realized, position_pl, commission, exchange_fee;
  gint64 margin, exchange_margin;
  gint64 lots;
  guint n_trades;
  CltDemoTrade trades[CLT_DEMO_MAX_TRADES];
} CltDemoDay;

/* Draws the life of an account of @segment out of @random. @days: (element-type CltDay): the days
 * with facts. */
void clt_demo_account_plan (CltDemoAccount *account,
                            CltDemoSegment segment,
                            GArray *days,
                            CltRandom random);
/* What happens on the @index-th day, start <= @index < closed; days are stepped in order. */
void clt_demo_account_step (CltDemoAccount *account,
                            const CltDemoMarket *market,
                            int index,
                            CltDemoDay *day);
/* Whether the trades of @account are flagged as hedging. */
const char *clt_demo_account_hedge (const CltDemoAccount *account, guint product);

G_END_DECLS
