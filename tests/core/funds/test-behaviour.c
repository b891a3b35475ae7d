/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/funds/clt-behaviour.h"

#include <math.h>

#include "support/clt-test-branch.h"

#define DAY(n) (20766 + (n)) /* 2026-11-09, a Monday, and after */

typedef struct
{
  char *dir;
  CltConn *conn;
  int n_trades;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const CltActionInfo info = { .name = "client.new", .who = "test" };
  g_autoptr (GError) error = NULL;

  fixture->conn = clt_test_branch_new (&fixture->dir);
  g_assert_true (clt_action_begin (fixture->conn, &info, &error));
  clt_test_exec (fixture->conn, "INSERT INTO client (id, name) VALUES (1, 'Wang')");
  clt_test_exec (fixture->conn, "INSERT INTO account (id, client_id, number) VALUES"
                                " (2, 1, '00000001'), (3, 1, '00000002')");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_test_branch_free (fixture->conn, fixture->dir);
}

/* @rest: contract, effect, side, lots, realized, hedge as SQL */
static void
trade (Fixture *fixture, CltDay day, const char *exchange, const char *rest)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO trade (day, account_id, exchange, number, price, turnover, second, batch,"
    " contract, effect, side, lots, realized, hedge) VALUES (%d, 2, '%s', '%d', 1, 1000000, %d, 1,"
    " %s)",
    day, exchange, fixture->n_trades, fixture->n_trades * 60, rest);

  fixture->n_trades++;
  clt_test_exec (fixture->conn, sql);
}

static void
funds (Fixture *fixture, CltDay day, int account, gint64 equity, gint64 margin, int lots)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO funds_daily (day, account_id, opening, balance, equity, margin, lots, commission,"
    " retained, batch) VALUES (%d, %d, 0, 0, %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT
    ", %d, 100, 40, 1)",
    day, account, equity, margin, lots);

  clt_test_exec (fixture->conn, sql);
}

static CltBehaviour
load (Fixture *fixture, CltDay day)
{
  g_autoptr (GError) error = NULL;
  CltBehaviour behaviour;

  if (clt_action_get_id (fixture->conn) != 0)
    {
      clt_action_note_bulk (fixture->conn, "funds_daily", DAY (-200), DAY (100));
      clt_action_commit (fixture->conn, NULL, &error);
      g_assert_no_error (error);
    }
  clt_behaviour_load (fixture->conn, 1, day, &behaviour, &error);
  g_assert_no_error (error);
  return behaviour;
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  CltBehaviour b = load (fixture, DAY (0));

  g_assert_cmpint (b.window_days, ==, 60);
  g_assert_cmpint (b.recency, ==, -1);
  g_assert_cmpint (b.style, ==, CLT_STYLE_UNKNOWN);
  g_assert_cmpint (b.n_sectors, ==, 0);
  g_assert_true (isnan (b.win_rate) && isnan (b.margin_mean) && isnan (b.concentration));
}

/* Two days of funds in two accounts: 30 % and 110 % of the equity is margin; a trade long ago. */
static void
test_funds (Fixture *fixture, gconstpointer data)
{
  CltBehaviour b;

  funds (fixture, DAY (-180), 2, 1000000, 0, 3);
  funds (fixture, DAY (0), 2, 1000000, 600000, 0);
  funds (fixture, DAY (0), 3, 1000000, 0, 0);
  funds (fixture, DAY (1), 2, 500000, 1100000, 0);
  funds (fixture, DAY (1), 3, 500000, 0, 0);
  funds (fixture, DAY (2), 2, -100, 100, 0);
  b = load (fixture, DAY (4));
  g_assert_cmpint (b.last_trade, ==, DAY (-180));
  g_assert_cmpint (b.recency, >, 120);
  g_assert_cmpint (b.trade_days, ==, 0);
  g_assert_cmpfloat_with_epsilon (b.margin_mean, (0.3 + 1.1) / 2, 1e-9);
  g_assert_cmpfloat_with_epsilon (b.margin_p95, 1.1, 1e-9);
  g_assert_cmpint (b.days_alert, ==, 2);
  g_assert_cmpint (b.days_call, ==, 2);
  g_assert_cmpint (b.retained, ==, 5 * 40);
}

static void
test_styles (Fixture *fixture, gconstpointer data)
{
  CltBehaviour b;

  /* 3 lots within the day, then 2 lots over three days */
  trade (fixture, DAY (0), "SHFE", "'rb2701', 'open', 'buy', 5, NULL, ''");
  trade (fixture, DAY (0), "SHFE", "'rb2701', 'close_today', 'sell', 3, 5000, ''");
  trade (fixture, DAY (3), "SHFE", "'rb2701', 'close_prev', 'sell', 2, -2500, ''");
  /* not of that contract */
  trade (fixture, DAY (3), "DCE", "'i2701', 'open', 'sell', 1, NULL, ''");
  b = load (fixture, DAY (4));
  g_assert_cmpint (b.style, ==, CLT_STYLE_INTRADAY);
  g_assert_cmpfloat (b.median_holding, ==, 0);
  g_assert_cmpint (b.trade_days, ==, 2);
  g_assert_cmpint (b.recency, ==, 1);
  g_assert_cmpint (b.n_closes, ==, 2);
  g_assert_cmpfloat (b.win_rate, ==, 0.5);
  g_assert_cmpfloat (b.pay_off, ==, 2);
  g_assert_cmpfloat_with_epsilon (b.long_share, 5.0 / 6, 1e-9);
  g_assert_cmpint (b.n_sectors, ==, 1);
  g_assert_cmpint (b.sectors[0].sector, ==, CLT_SECTOR_FERROUS);
  g_assert_cmpfloat (b.concentration, ==, 1);
  g_assert_cmpfloat (b.night_share, ==, 1); /* a few minutes past midnight */
}

/* What was opened before the window, or before what is read, still counts as long held. */
static void
test_position (Fixture *fixture, gconstpointer data)
{
  CltBehaviour b;

  trade (fixture, DAY (-100), "DCE", "'m2701', 'open', 'sell', 4, NULL, ''");
  trade (fixture, DAY (0), "DCE", "'m2701', 'close', 'buy', 4, 1, ''");
  trade (fixture, DAY (0), "CFFEX", "'IF2612', 'close', 'buy', 1, 1, ''");
  b = load (fixture, DAY (4));
  g_assert_cmpint (b.style, ==, CLT_STYLE_POSITION);
  g_assert_cmpfloat (b.median_holding, >, 60);
  g_assert_cmpint (b.lots, ==, 5);
  g_assert_cmpint (b.n_sectors, ==, 2);
  g_assert_cmpint (b.sectors[0].sector, ==, CLT_SECTOR_FARM);
  g_assert_cmpfloat_with_epsilon (b.concentration, 0.8 * 0.8 + 0.2 * 0.2, 1e-9);
}

static void
test_hedger (Fixture *fixture, gconstpointer data)
{
  CltBehaviour b;

  trade (fixture, DAY (0), "SHFE", "'cu2701', 'open', 'sell', 5, NULL, 'hedge'");
  trade (fixture, DAY (0), "SHFE", "'cu2701', 'open', 'sell', 5, NULL, 'speculation'");
  b = load (fixture, DAY (0));
  g_assert_cmpint (b.style, ==, CLT_STYLE_HEDGER);
  g_assert_cmpfloat (b.long_share, ==, 0);
}

static void
test_sectors (void)
{
  static const struct
  {
    const char *exchange, *contract;
    CltSector sector;
  } cases[] = {
    { "SHFE", "rb2701", CLT_SECTOR_FERROUS },       { "SHFE", "au2612", CLT_SECTOR_PRECIOUS },
    { "SHFE", "a2701", CLT_SECTOR_OTHER },          { "DCE", "a2701", CLT_SECTOR_FARM },
    { "DCE", "i2607-P-750", CLT_SECTOR_FERROUS },   { "CZCE", "SR701C5800", CLT_SECTOR_FARM },
    { "CZCE", "AP111", CLT_SECTOR_FARM },           { "CFFEX", "T2612", CLT_SECTOR_BONDS },
    { "CFFEX", "IO2612-C-4000", CLT_SECTOR_INDEX }, { "GFEX", "lc2701", CLT_SECTOR_NEW_ENERGY },
    { "INE", "ec2702", CLT_SECTOR_SHIPPING },       { "INE", "", CLT_SECTOR_OTHER },
    { "XX", "rb2701", CLT_SECTOR_OTHER },           { "DCE", "2701", CLT_SECTOR_OTHER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (clt_sector_of (cases[i].exchange, cases[i].contract), ==, cases[i].sector);
}

/* Everybody at once is told the same as one by one. */

typedef struct
{
  CltConn *conn;
  CltDay day;
  guint n, styles;
} All;

static void
compare_with_one (gint64 client, const CltBehaviour *all, gpointer data)
{
  All *self = data;
  g_autoptr (GError) error = NULL;
  CltBehaviour one;

  clt_behaviour_load (self->conn, client, self->day, &one, &error);
  g_assert_no_error (error);
  g_assert_cmpint (all->first, ==, one.first);
  g_assert_cmpint (all->style, ==, one.style);
  g_assert_cmpint (isnan (all->concentration), ==, isnan (one.concentration));
  g_assert_false (fabs (all->concentration - one.concentration) > 1e-9);
  g_assert_cmpint (isnan (all->margin_mean), ==, isnan (one.margin_mean));
  g_assert_false (fabs (all->margin_mean - one.margin_mean) > 1e-9);
  self->n++;
  self->styles |= 1u << all->style;
}

/* A client of two accounts: opens now and then, and closes what is @patience days old. */
static void
add_random_trades (Fixture *fixture, GRand *random, int client, int patience)
{
  static const char *const contracts[] = { "SHFE', 'rb2701", "CFFEX', 'IF2612", "DCE', 'm2705" };

  for (int day = -90; day <= 0; day++)
    for (int close = 0; close < 2; close++)
      {
        g_autofree char *sql = g_strdup_printf (
          "INSERT INTO trade (day, account_id, number, price, turnover, second, batch, effect,"
          " side, lots, realized, hedge, exchange, contract) VALUES (%d, %d, '%d', 1, 1, %d, 1,"
          " '%s', '%s', %d, %d, '%s', '%s')",
          DAY (close ? day + patience : day), 10 * client + g_rand_int_range (random, 1, 3),
          fixture->n_trades, g_rand_int_range (random, 0, 86400), close ? "close" : "open",
          close ? "sell" : "buy", g_rand_int_range (random, 1, 9), g_rand_int_range (random, -9, 9),
          client % 5 == 0 ? "hedge" : "speculation",
          contracts[g_rand_int_range (random, 0, client % 3 + 1)]);

        fixture->n_trades++;
        if (day % 3 == 0)
          clt_test_exec (fixture->conn, sql);
      }
}

static void
test_everybody (Fixture *fixture, gconstpointer data)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GError) error = NULL;
  All all = { .conn = fixture->conn, .day = DAY (0) };

  g_test_message ("seed %u", seed);
  for (int client = 10; client < 30; client++)
    {
      g_autofree char *who =
        g_strdup_printf ("INSERT INTO client (id, name) VALUES (%d, 'x')", client);
      g_autofree char *accounts = g_strdup_printf (
        "INSERT INTO account (id, client_id, number) VALUES (%1$d1, %1$d, '%1$d1'),"
        " (%1$d2, %1$d, '%1$d2')",
        client);

      clt_test_exec (fixture->conn, who);
      clt_test_exec (fixture->conn, accounts);
      if (client % 7 != 0)
        add_random_trades (fixture, random, client, (client % 4) * 7);
      for (int day = -100; day < 0; day += 1 + client % 3)
        funds (fixture, DAY (day), 10 * client + 1 + (day & 1),
               g_rand_int_range (random, -1000, 9000), g_rand_int_range (random, 0, 5000), 0);
    }
  load (fixture, DAY (0));
  clt_behaviour_load_all (fixture->conn, DAY (0), compare_with_one, &all, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all.n, ==, 20);
  g_assert_cmpuint (all.styles & (1u << CLT_STYLE_HEDGER), !=, 0);
  g_assert_cmpuint (all.styles & (1u << CLT_STYLE_UNKNOWN), !=, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/behaviour/nothing", Fixture, NULL, set_up, test_nothing, tear_down);
  g_test_add ("/behaviour/funds", Fixture, NULL, set_up, test_funds, tear_down);
  g_test_add ("/behaviour/styles", Fixture, NULL, set_up, test_styles, tear_down);
  g_test_add ("/behaviour/position", Fixture, NULL, set_up, test_position, tear_down);
  g_test_add ("/behaviour/hedger", Fixture, NULL, set_up, test_hedger, tear_down);
  g_test_add ("/behaviour/everybody", Fixture, NULL, set_up, test_everybody, tear_down);
  g_test_add_func ("/behaviour/sectors", test_sectors);
  return g_test_run ();
}
