/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Products of the six exchanges with invented prices. Multipliers, ticks and fees are of the usual
 * size; they are no reference data. */

#include "core/base/clt-date.h"
#include "core/base/clt-random.h"

G_BEGIN_DECLS

typedef struct
{
  const char *code; /* in the exchange's own case */
  const char *exchange;
  int multiplier;        /* units a lot */
  int base;              /* yuan */
  int tick;              /* thousandths of a yuan */
  int volatility;        /* of a day, 1/10,000 */
  int margin;            /* the exchange's, permille */
  int fee_rate;          /* of turnover, millionths; or */
  int fee_lot;           /* fen a lot */
  guint16 months;        /* bit n: a contract of month n is traded */
  int night_end;         /* second of the day at which the night session ends; 0: none */
  gboolean three_digits; /* AP611 instead of AP2611 */
} CltDemoProduct;

typedef struct
{
  guint n_days;
  GArray *days;   /* CltDay of each trading day */
  gint32 *settle; /* product-major, n_days + 1 each: the first is the day before */
} CltDemoMarket;

guint clt_demo_n_products (void);
const CltDemoProduct *clt_demo_product (guint product);

/* @days: (element-type CltDay) (transfer none), ascending. */
CltDemoMarket *clt_demo_market_new (guint32 seed, GArray *days);
void clt_demo_market_free (CltDemoMarket *market);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltDemoMarket, clt_demo_market_free)

/* Settlement price in thousandths on the @index-th day; -1 is the day before the first. */
gint64 clt_demo_market_settle (const CltDemoMarket *market, guint product, int index);
/* A price at which somebody trades on that day, on the tick. */
gint64
clt_demo_market_trade (const CltDemoMarket *market, guint product, int index, CltRandom *random);

/* The month (year * 12 + month - 1) of the contract that most trade on @day, and the last day on
 * which a private client may hold it. */
int clt_demo_main_contract (guint product, CltDay day);
CltDay clt_demo_contract_last_day (int contract);
/* rb2701, AP611, IF2612. @text has room for 16 bytes. */
void clt_demo_contract_write (guint product, int contract, char *text);

/* In fen. */
gint64 clt_demo_turnover (guint product, gint64 price, gint64 lots);
gint64 clt_demo_exchange_margin (guint product, gint64 price, gint64 lots);
/* What the company asks for, a quarter more than the exchange. */
gint64 clt_demo_margin (guint product, gint64 price, gint64 lots);
gint64 clt_demo_exchange_fee (guint product, gint64 price, gint64 lots);

G_END_DECLS
