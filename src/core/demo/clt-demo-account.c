/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/demo/clt-demo-account.h"

#include <string.h>

#include "core/base/clt-types.h"

#define YUAN G_GINT64_CONSTANT (100)
#define WAN (10000 * YUAN)

/* How the clients of a segment are: ranges, in the units of CltDemoAccount. */
typedef struct
{
  gint64 capital[5]; /* fen, at equal distances of rank: the money is where few are */
  int activity[2], use[2], skill[2], markup[2];
  int loyalty; /* percent of the usual chance to leave */
} Segment;

static const Segment segments[CLT_DEMO_N_SEGMENTS] = {
  { { 6000 * YUAN, 13000 * YUAN, 24000 * YUAN, 4 * WAN, 9 * WAN },
    { 60, 620 },
    { 150, 480 },
    { -120, -10 },
    { 80, 300 },
    110 },
  { { 11 * WAN, 15 * WAN, 20 * WAN, 28 * WAN, 47 * WAN },
    { 90, 680 },
    { 150, 420 },
    { -60, 25 },
    { 60, 240 },
    90 },
  { { 55 * WAN, 75 * WAN, 110 * WAN, 170 * WAN, 420 * WAN },
    { 120, 700 },
    { 110, 340 },
    { -10, 70 },
    { 40, 160 },
    70 },
  { { 520 * WAN, 700 * WAN, 1000 * WAN, 1700 * WAN, 5200 * WAN },
    { 60, 420 },
    { 50, 160 },
    { 10, 130 },
    { 8, 45 },
    40 },
};

static int
draw (CltRandom *random, const int range[2])
{
  return (int) clt_random_range (random, range[0], range[1]);
}

static gint64
draw_capital (CltRandom *random, const gint64 steps[5])
{
  gint64 rank = clt_random_range (random, 0, 3999);
  gint64 low = steps[rank / 1000];
  gint64 high = steps[rank / 1000 + 1];
  gint64 fen = low + (high - low) * (rank % 1000) / 1000;

  return fen / (1000 * YUAN) * (1000 * YUAN);
}

static CltDemoStyle
draw_style (CltRandom *random, CltDemoSegment segment)
{
  static const guint8 weights[CLT_DEMO_N_SEGMENTS][4] = {
    { 34, 46, 20, 0 },
    { 30, 46, 22, 2 },
    { 24, 42, 24, 10 },
    { 14, 36, 24, 26 },
  };

  return clt_random_pick (random, weights[segment], 4, 100);
}

/* Products of which he can carry some lots; the last draw counts if there is none. */
static void
draw_products (CltDemoAccount *account)
{
  for (guint i = 0; i < CLT_DEMO_MAX_POSITIONS; i++)
    for (guint attempt = 0; attempt < 16; attempt++)
      {
        guint product = (guint) clt_random_range (&account->random, 0, clt_demo_n_products () - 1);
        gint64 price = clt_demo_product (product)->base * G_GINT64_CONSTANT (1000);

        account->products[i] = (guint8) product;
        if (clt_demo_margin (product, price, 1) <= account->capital / 6)
          break;
      }
}

/* When the account was opened, and so its first row. */
static void
plan_start (CltDemoAccount *account, GArray *days)
{
  CltRandom *random = &account->random;
  CltDay first = g_array_index (days, CltDay, 0);

  if (clt_random_chance (random, 740))
    {
      /* the younger the more */
      gint64 a = clt_random_range (random, 20, 3600);
      gint64 b = clt_random_range (random, 20, 3600);

      account->start = 0;
      account->opened = first - (CltDay) MIN (a, b);
      while (clt_day_get_weekday (account->opened) > 5)
        account->opened--;
      account->balance = account->capital * clt_random_range (random, 35, 125) / 100;
    }
  else
    {
      account->start = (int) clt_random_range (random, 0, days->len - 1);
      account->opened = g_array_index (days, CltDay, account->start);
      account->balance = 0;
    }
}

/* A scrap of money and not one trade: dormant, if the account is old enough. */
static void
plan_forgotten (CltDemoAccount *account, gboolean poor)
{
  account->activity = 0;
  account->stop = account->start;
  account->balance = poor ? clt_random_range (&account->random, 0, 999 * YUAN)
                          : account->capital * clt_random_range (&account->random, 5, 60) / 100;
  account->capital = account->balance;
}

static void
plan_end (CltDemoAccount *account, int n_days, int loyalty)
{
  CltRandom *random = &account->random;
  /* chances are of two years, and in permille */
  int scale = MIN (n_days, 490) * loyalty / 100;
  int fate = (int) clt_random_range (random, 0, 490 * 1000 - 1);
  int left = n_days - account->start;

  account->stop = account->leave = account->closed = CLT_DEMO_NEVER;
  if (account->start == 0 && fate < 490 * 70 && account->segment < CLT_DEMO_MAJOR)
    {
      plan_forgotten (account, fate < 490 * 34);
      return;
    }
  fate -= 490 * 70;
  if (fate < 0 || fate >= 300 * scale || left < 10)
    return;

  account->stop = account->start + (int) clt_random_range (random, 5, left - 1);
  if (fate < 80 * scale) /* goes quiet, leaves the money */
    return;
  account->remnant = account->capital * clt_random_range (random, 0, 25) / 1000;
  account->leave = account->stop + (int) clt_random_range (random, 1, 50);
  if (fate < 190 * scale) /* takes the money, keeps the account */
    return;
  account->remnant = 0;
  account->leave = account->stop + (int) clt_random_range (random, 1, 6);
  account->closed = account->leave + (int) clt_random_range (random, 1, 9);
}

void
clt_demo_account_plan (CltDemoAccount *account,
                       CltDemoSegment segment,
                       GArray *days,
                       CltRandom random)
{
  const Segment *s = &segments[segment];

  *account = (CltDemoAccount){ .random = random, .segment = segment };
  account->capital = draw_capital (&account->random, s->capital);
  account->style = draw_style (&account->random, segment);
  account->activity = draw (&account->random, s->activity);
  account->use = draw (&account->random, s->use);
  account->skill = draw (&account->random, s->skill);
  account->markup = draw (&account->random, s->markup);
  if (clt_random_chance (&account->random, segment < CLT_DEMO_MAJOR ? 90 : 15))
    {
      /* plays with all he has, overnight */
      account->use = 1700;
      account->style = MAX (account->style, CLT_DEMO_SWING);
    }
  draw_products (account);
  plan_start (account, days);
  plan_end (account, (int) days->len, s->loyalty);
}

const char *
clt_demo_account_hedge (const CltDemoAccount *account, guint product)
{
  if (account->style == CLT_DEMO_HEDGER)
    return "hedge";
  return g_str_equal (clt_demo_product (product)->exchange, "CFFEX") ? "trade" : "speculation";
}

/* Trading */

/* Money of a price difference, in fen. */
static gint64
profit (guint product, int side, gint64 from, gint64 to, int lots)
{
  return side * clt_demo_turnover (product, to - from, lots);
}

/* A second of the day at which the product is traded; @night is drawn once for trades that belong
 * together. */
static int
draw_second (CltRandom *random, const CltDemoProduct *product, gboolean night)
{
  int third = (int) clt_random_range (random, 0, 2);

  if (night)
    {
      int evening = 21 * 3600;
      int length = (product->night_end - evening + 86400) % 86400;

      return (evening + (int) clt_random_range (random, 0, length - 1)) % 86400;
    }
  if (third == 0)
    return (int) clt_random_range (random, 9 * 3600 + 1800, 10 * 3600 + 900);
  if (third == 1)
    return (int) clt_random_range (random, 10 * 3600 + 1800, 11 * 3600 + 1799);
  return (int) clt_random_range (random, 13 * 3600 + 1800, 15 * 3600 - 1);
}

static CltDemoTrade *
add_trade (CltDemoAccount *account,
           CltDemoDay *day,
           guint product,
           int side,
           int lots,
           gint64 price,
           gboolean night)
{
  CltDemoTrade *trade = &day->trades[day->n_trades++];

  *trade = (CltDemoTrade){
    .product = (guint8) product,
    .side = (gint8) side,
    .effect = "open",
    .lots = lots,
    .price = price,
    .turnover = clt_demo_turnover (product, price, lots),
    .exchange_fee = clt_demo_exchange_fee (product, price, lots),
    .realized = CLT_MONEY_NONE,
    .second = draw_second (&account->random, clt_demo_product (product), night),
  };
  trade->commission = trade->exchange_fee * (100 + account->markup) / 100;
  day->commission += trade->commission;
  day->exchange_fee += trade->exchange_fee;
  day->lots += lots;
  return trade;
}

static gboolean
draw_night (CltDemoAccount *account, guint product)
{
  return clt_demo_product (product)->night_end != 0 && clt_random_chance (&account->random, 300);
}

static const char *
close_effect (guint product, gboolean today)
{
  const char *exchange = clt_demo_product (product)->exchange;
  gboolean told_apart = g_str_equal (exchange, "SHFE") || g_str_equal (exchange, "INE");

  return today && told_apart ? "close_today" : "close";
}

static void
close_position (CltDemoAccount *account,
                const CltDemoMarket *market,
                int index,
                guint which,
                gboolean forced,
                CltDemoDay *day)
{
  CltDemoPosition *position = &account->positions[which];
  gint64 before = clt_demo_market_settle (market, position->product, index - 1);
  gint64 price = clt_demo_market_trade (market, position->product, index, &account->random);
  gboolean night = draw_night (account, position->product);
  CltDemoTrade *trade =
    add_trade (account, day, position->product, -position->side, position->lots, price, night);

  trade->contract = position->contract;
  trade->effect = forced ? "forced" : close_effect (position->product, FALSE);
  trade->realized = profit (position->product, position->side, before, price, position->lots);
  day->realized += trade->realized;
  *position = account->positions[--account->n_positions];
}

static void
close_due (CltDemoAccount *account, const CltDemoMarket *market, int index, CltDemoDay *day)
{
  gboolean forced = account->margin > account->balance && account->n_positions > 0;
  CltDay today = g_array_index (market->days, CltDay, index);

  for (guint i = account->n_positions; i-- > 0;)
    {
      const CltDemoPosition *position = &account->positions[i];

      if (forced || index >= position->close_index || index >= account->stop ||
          today >= clt_demo_contract_last_day (position->contract))
        close_position (account, market, index, i, forced, day);
    }
}

/* The lots that @account can and would carry of @product; 0: too dear. Who has little puts half of
 * it into one lot rather than watch. */
static int
draw_lots (CltDemoAccount *account, guint product, gint64 price, gint64 money)
{
  gint64 margin = MAX (clt_demo_margin (product, price, 1), 1);
  gint64 use = account->use * clt_random_range (&account->random, 40, 100) / 100;
  gint64 lots = money * use / 1000 / margin;
  gint64 most = (account->balance - account->margin) / margin;

  if (lots == 0 && account->balance >= 2 * margin)
    lots = 1;
  return (int) CLAMP (MIN (lots, most), 0, 400);
}

/* The side that @gain, the coming move, rewards, or the other one: skill decides how often. */
static int
guess_side (CltDemoAccount *account, gint64 move)
{
  gboolean right = clt_random_chance (&account->random, 500 + account->skill);
  gboolean up = move > 0 || (move == 0 && clt_random_chance (&account->random, 500));

  return up == right ? 1 : -1;
}

static gboolean
holds (const CltDemoAccount *account, guint product)
{
  for (guint i = 0; i < account->n_positions; i++)
    if (account->positions[i].product == product)
      return TRUE;
  return FALSE;
}

static void
open_position (CltDemoAccount *account,
               const CltDemoMarket *market,
               int index,
               gint64 money,
               CltDemoDay *day)
{
  static const int holding[][2] = { { 1, 2 }, { 2, 9 }, { 12, 55 }, { 15, 70 } };
  CltRandom *random = &account->random;
  guint product = account->products[clt_random_range (random, 0, CLT_DEMO_MAX_POSITIONS - 1)];
  gint64 price = clt_demo_market_trade (market, product, index, random);
  int hold = draw (random, holding[account->style]);
  int end = MIN (index + hold, (int) market->n_days - 1);
  int lots = draw_lots (account, product, price, money / CLT_DEMO_MAX_POSITIONS);
  int side = guess_side (account, clt_demo_market_settle (market, product, end) - price);
  CltDay today = g_array_index (market->days, CltDay, index);
  CltDemoTrade *trade;

  if (lots == 0 || holds (account, product))
    return;
  if (account->style == CLT_DEMO_HEDGER)
    side = product % 3 == 0 ? 1 : -1; /* buys what he needs, sells what he makes */
  trade = add_trade (account, day, product, side, lots, price, draw_night (account, product));
  trade->contract = clt_demo_main_contract (product, today);
  account->positions[account->n_positions++] = (CltDemoPosition){
    .product = (guint8) product,
    .side = (gint8) side,
    .lots = lots,
    .contract = trade->contract,
    .open_index = index,
    .close_index = index + hold,
    .open_price = price,
  };
}

/* In and out on the same day. */
static void
round_trip (CltDemoAccount *account,
            const CltDemoMarket *market,
            int index,
            gint64 money,
            CltDemoDay *day)
{
  CltRandom *random = &account->random;
  guint product = account->products[clt_random_range (random, 0, CLT_DEMO_MAX_POSITIONS - 1)];
  gint64 open = clt_demo_market_trade (market, product, index, random);
  gint64 close = clt_demo_market_trade (market, product, index, random);
  int lots = draw_lots (account, product, open, money / 2);
  int side = guess_side (account, close - open);
  gboolean night = draw_night (account, product);
  CltDay today = g_array_index (market->days, CltDay, index);
  CltDemoTrade *first, *second;

  if (lots == 0 || holds (account, product))
    return;
  first = add_trade (account, day, product, side, lots, open, night);
  second = add_trade (account, day, product, -side, lots, close, night);
  first->contract = second->contract = clt_demo_main_contract (product, today);
  second->effect = close_effect (product, TRUE);
  second->realized = profit (product, side, open, close, lots);
  day->realized += second->realized;
  /* in the order of the trading day, which begins in the evening */
  if ((first->second + 10800) % 86400 > (second->second + 10800) % 86400)
    {
      int later = first->second;

      first->second = second->second;
      second->second = later;
    }
}

static void
trade_today (CltDemoAccount *account, const CltDemoMarket *market, int index, CltDemoDay *day)
{
  gint64 money = account->balance + day->realized - account->margin;

  if (money <= 0 || !clt_random_chance (&account->random, account->activity))
    return;
  if (account->style == CLT_DEMO_INTRADAY)
    {
      int rounds = (int) clt_random_range (&account->random, 1, 4);

      for (int i = 0; i < rounds; i++)
        round_trip (account, market, index, money, day);
    }
  else if (account->n_positions < CLT_DEMO_MAX_POSITIONS)
    open_position (account, market, index, account->balance, day);
}

/* Money */

/* @low … @high percent of the capital, in hundreds of yuan. */
static gint64
draw_amount (CltDemoAccount *account, int low, int high)
{
  gint64 fen = account->capital * clt_random_range (&account->random, low, high) / 100;

  return fen / (100 * YUAN) * (100 * YUAN);
}

/* Losses are made good and profits taken out; beside that money comes and goes. */
static void
draw_transfer (CltDemoAccount *account, CltDemoDay *day)
{
  CltRandom *random = &account->random;
  gint64 spare = account->balance - 2 * account->margin;

  if (account->balance < account->capital / 4 && clt_random_chance (random, 22))
    day->deposit = draw_amount (account, 25, 80);
  else if (account->balance > account->capital * 3 / 2 && clt_random_chance (random, 25))
    day->withdrawal = draw_amount (account, 15, 60);
  else if (clt_random_chance (random, 5))
    day->deposit = draw_amount (account, 3, 25);
  else if (clt_random_chance (random, 5))
    day->withdrawal = draw_amount (account, 3, 25);
  if (day->withdrawal > spare)
    day->withdrawal = 0;
}

static void
move_money (CltDemoAccount *account, int index, CltDemoDay *day)
{
  if (index == account->start && account->balance == 0)
    day->deposit = account->capital;
  else if (index == account->leave)
    day->withdrawal = MAX (account->balance - account->remnant, 0);
  else if (index < account->stop)
    draw_transfer (account, day);
  account->balance += day->deposit - day->withdrawal;
}

static void
settle (CltDemoAccount *account, const CltDemoMarket *market, int index, CltDemoDay *day)
{
  for (guint i = 0; i < account->n_positions; i++)
    {
      const CltDemoPosition *position = &account->positions[i];
      gint64 price = clt_demo_market_settle (market, position->product, index);
      gint64 from = position->open_index == index
                      ? position->open_price
                      : clt_demo_market_settle (market, position->product, index - 1);

      day->position_pl += profit (position->product, position->side, from, price, position->lots);
      day->exchange_margin += clt_demo_exchange_margin (position->product, price, position->lots);
      day->margin += clt_demo_margin (position->product, price, position->lots);
    }
  account->balance += day->realized + day->position_pl - day->commission;
  account->margin = day->margin;
  day->balance = account->balance;
}

void
clt_demo_account_step (CltDemoAccount *account,
                       const CltDemoMarket *market,
                       int index,
                       CltDemoDay *day)
{
  /* the trades need no clearing: n_trades says how many there are */
  memset (day, 0, G_STRUCT_OFFSET (CltDemoDay, trades));
  day->opening = account->balance;
  move_money (account, index, day);
  close_due (account, market, index, day);
  if (index < account->stop)
    trade_today (account, market, index, day);
  settle (account, market, index, day);
}
