/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/demo/clt-demo-market.h"

#define EVERY 0x1ffe
#define MONTHS(a, b, c) (1 << (a) | 1 << (b) | 1 << (c))
#define EVEN 0x1554
#define QUARTERS 0x1248
#define CLOCK(h, m) (((h) *60 + (m)) * 60)

static const CltDemoProduct products[] = {
  { "rb", "SHFE", 10, 3150, 1000, 110, 70, 100, 0, MONTHS (1, 5, 10), CLOCK (23, 0), FALSE },
  { "hc", "SHFE", 10, 3300, 1000, 105, 70, 100, 0, MONTHS (1, 5, 10), CLOCK (23, 0), FALSE },
  { "cu", "SHFE", 5, 86000, 10000, 100, 90, 50, 0, EVERY, CLOCK (1, 0), FALSE },
  { "al", "SHFE", 5, 21300, 5000, 85, 90, 0, 300, EVERY, CLOCK (1, 0), FALSE },
  { "zn", "SHFE", 5, 22500, 5000, 105, 90, 0, 300, EVERY, CLOCK (1, 0), FALSE },
  { "ni", "SHFE", 1, 118000, 10000, 130, 120, 0, 300, EVERY, CLOCK (1, 0), FALSE },
  { "au", "SHFE", 1000, 945, 20, 95, 140, 0, 1000, EVEN, CLOCK (2, 30), FALSE },
  { "ag", "SHFE", 15, 11800, 1000, 160, 140, 50, 0, EVEN, CLOCK (2, 30), FALSE },
  { "ru", "SHFE", 10, 15200, 5000, 140, 100, 0, 300, MONTHS (1, 5, 9), CLOCK (23, 0), FALSE },
  { "fu", "SHFE", 10, 2750, 1000, 150, 120, 50, 0, MONTHS (1, 5, 9), CLOCK (23, 0), FALSE },
  { "sc", "INE", 1000, 465, 100, 170, 130, 0, 2000, EVERY, CLOCK (2, 30), FALSE },
  { "m", "DCE", 10, 3000, 1000, 100, 70, 0, 150, MONTHS (1, 5, 9), CLOCK (23, 0), FALSE },
  { "c", "DCE", 10, 2250, 1000, 65, 70, 0, 120, MONTHS (1, 5, 9), CLOCK (23, 0), FALSE },
  { "y", "DCE", 10, 8100, 2000, 110, 80, 0, 250, MONTHS (1, 5, 9), CLOCK (23, 0), FALSE },
  { "p", "DCE", 10, 8800, 2000, 150, 100, 0, 250, MONTHS (1, 5, 9), CLOCK (23, 0), FALSE },
  { "i", "DCE", 100, 780, 500, 160, 120, 100, 0, MONTHS (1, 5, 9), CLOCK (23, 0), FALSE },
  { "jm", "DCE", 60, 1150, 500, 190, 140, 100, 0, MONTHS (1, 5, 9), CLOCK (23, 0), FALSE },
  { "v", "DCE", 5, 5000, 1000, 105, 80, 0, 100, MONTHS (1, 5, 9), CLOCK (23, 0), FALSE },
  { "pp", "DCE", 5, 7000, 1000, 90, 80, 0, 100, MONTHS (1, 5, 9), CLOCK (23, 0), FALSE },
  { "TA", "CZCE", 5, 4700, 2000, 120, 80, 0, 300, MONTHS (1, 5, 9), CLOCK (23, 0), TRUE },
  { "MA", "CZCE", 10, 2350, 1000, 125, 90, 0, 200, MONTHS (1, 5, 9), CLOCK (23, 0), TRUE },
  { "FG", "CZCE", 20, 1150, 1000, 170, 100, 0, 600, MONTHS (1, 5, 9), CLOCK (23, 0), TRUE },
  { "SA", "CZCE", 20, 1300, 1000, 170, 110, 200, 0, MONTHS (1, 5, 9), CLOCK (23, 0), TRUE },
  { "SR", "CZCE", 10, 5600, 1000, 70, 70, 0, 300, MONTHS (1, 5, 9), CLOCK (23, 0), TRUE },
  { "CF", "CZCE", 5, 13600, 5000, 80, 80, 0, 430, MONTHS (1, 5, 9), CLOCK (23, 0), TRUE },
  { "RM", "CZCE", 10, 2450, 1000, 120, 80, 0, 150, MONTHS (1, 5, 9), CLOCK (23, 0), TRUE },
  { "AP", "CZCE", 10, 8200, 1000, 140, 110, 0, 500, MONTHS (1, 5, 10), 0, TRUE },
  { "IF", "CFFEX", 300, 4550, 200, 105, 120, 23, 0, EVERY, 0, FALSE },
  { "IM", "CFFEX", 200, 7100, 200, 150, 120, 23, 0, EVERY, 0, FALSE },
  { "T", "CFFEX", 10000, 108, 5, 16, 20, 0, 300, QUARTERS, 0, FALSE },
  { "si", "GFEX", 5, 9000, 5000, 160, 110, 100, 0, EVERY, 0, FALSE },
  { "lc", "GFEX", 1, 90000, 20000, 200, 130, 80, 0, EVERY, 0, FALSE },
};

guint
clt_demo_n_products (void)
{
  return G_N_ELEMENTS (products);
}

const CltDemoProduct *
clt_demo_product (guint product)
{
  return &products[product];
}

static gint64
round_to_tick (gint64 price, int tick)
{
  return MAX ((price + tick / 2) / tick, 1) * tick;
}

/* A walk that is drawn back to the product's usual price, half of it common to all products. */
static void
walk (CltDemoMarket *market, guint product, guint32 seed, const int *common)
{
  const CltDemoProduct *p = &products[product];
  CltRandom random = clt_random_new (seed, 1000 + product);
  gint32 *settle = market->settle + (gsize) product * (market->n_days + 1);
  gint64 base = p->base * G_GINT64_CONSTANT (1000);
  gint64 price = base + base * clt_random_range (&random, -120, 120) / 1000;

  settle[0] = (gint32) round_to_tick (price, p->tick);
  for (guint i = 0; i < market->n_days; i++)
    {
      int z = (common[i] * 5 + clt_random_normal (&random) * 8) / 10;

      z = CLAMP (z, -3000, 3000);
      price += price * p->volatility / 10000 * z / 1000 + (base - price) / 250;
      settle[i + 1] = (gint32) round_to_tick (price, p->tick);
    }
}

CltDemoMarket *
clt_demo_market_new (guint32 seed, GArray *days)
{
  CltDemoMarket *market = g_new0 (CltDemoMarket, 1);
  CltRandom random = clt_random_new (seed, 999);
  g_autofree int *common = g_new (int, days->len);

  market->n_days = days->len;
  market->days = g_array_ref (days);
  market->settle = g_new (gint32, (gsize) G_N_ELEMENTS (products) * (days->len + 1));
  for (guint i = 0; i < days->len; i++)
    common[i] = clt_random_normal (&random);
  for (guint i = 0; i < G_N_ELEMENTS (products); i++)
    walk (market, i, seed, common);
  return market;
}

void
clt_demo_market_free (CltDemoMarket *market)
{
  g_array_unref (market->days);
  g_free (market->settle);
  g_free (market);
}

gint64
clt_demo_market_settle (const CltDemoMarket *market, guint product, int index)
{
  return market->settle[(gsize) product * (market->n_days + 1) + (gsize) (index + 1)];
}

gint64
clt_demo_market_trade (const CltDemoMarket *market, guint product, int index, CltRandom *random)
{
  gint64 before = clt_demo_market_settle (market, product, index - 1);
  gint64 after = clt_demo_market_settle (market, product, index);
  gint64 way = (after - before) * clt_random_range (random, 0, 1000) / 1000;
  gint64 noise = before * products[product].volatility / 10000 * clt_random_normal (random) / 4000;

  return round_to_tick (before + way + noise, products[product].tick);
}

int
clt_demo_main_contract (guint product, CltDay day)
{
  int month = clt_day_get_month (day + 40) + 1;

  while ((products[product].months >> (month % 12 + 1) & 1) == 0)
    month++;
  return month;
}

CltDay
clt_demo_contract_last_day (int contract)
{
  return clt_month_first_day (contract) - 12;
}

void
clt_demo_contract_write (guint product, int contract, char *text)
{
  const CltDemoProduct *p = &products[product];
  int year = contract / 12 % (p->three_digits ? 10 : 100);

  g_snprintf (text, 16, p->three_digits ? "%s%01d%02d" : "%s%02d%02d", p->code, year,
              contract % 12 + 1);
}

gint64
clt_demo_turnover (guint product, gint64 price, gint64 lots)
{
  return price * lots * products[product].multiplier / 10;
}

gint64
clt_demo_exchange_margin (guint product, gint64 price, gint64 lots)
{
  return clt_demo_turnover (product, price, lots) * products[product].margin / 1000;
}

gint64
clt_demo_margin (guint product, gint64 price, gint64 lots)
{
  return clt_demo_exchange_margin (product, price, lots) * 5 / 4;
}

gint64
clt_demo_exchange_fee (guint product, gint64 price, gint64 lots)
{
  return clt_demo_turnover (product, price, lots) * products[product].fee_rate / 1000000 +
         lots * products[product].fee_lot;
}
