/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/clt-control-chart.h"

#include <math.h>

#define N_DATA 40

static void
assert_near (double value, double expected)
{
  if (!(fabs (value - expected) <= 5e-11))
    g_error ("%.12f instead of %.12f", value, expected);
}

/* The values printed in domain rules 2.8. */
static void
test_printed_values (void)
{
  static const CltControlDatum shares[] = { { 12, 400 }, { 9, 410 },  { 15, 395 },
                                            { 11, 405 }, { 10, 402 }, { 22, 398 } };
  static const CltControlDatum rates[] = { { 4, 1.020 },
                                           { 2, 1.015 },
                                           { 5, 1.008 },
                                           { 3, 1.011 },
                                           { 9, 1.003 } };
  g_autoptr (CltControlChart) p = clt_control_chart_new (CLT_CONTROL_P, shares, 6, NULL, 0);
  g_autoptr (CltControlChart) u = clt_control_chart_new (CLT_CONTROL_U, rates, 5, NULL, 0);

  assert_near (p->limits[0].centre, 0.0327800830);
  assert_near (p->points[5].value, 0.0552763819);
  assert_near (p->points[5].high, 0.0595561853);
  g_assert_cmpfloat_with_epsilon (p->points[5].z, 2.5204900, 5e-8);
  g_assert_cmpuint (p->points[5].signals, ==, 0);
  g_assert_cmpint (p->limits[0].state, ==, CLT_CONTROL_PROVISIONAL);

  assert_near (u->limits[0].centre, 4.5481510777);
  assert_near (u->points[4].value, 8.9730807577);
  /* five periods draw no line: what it would be is 3 sigma from the centre */
  g_assert_cmpint (u->limits[0].state, ==, CLT_CONTROL_NO_LIMITS);
  g_assert_true (isnan (u->points[4].high));
  assert_near (u->limits[0].centre +
                 3 * (u->points[4].value - u->limits[0].centre) / u->points[4].z,
               10.9364941273);
}

/* A baseline with centre 0 and sigma 1, then what @z says, as single values. */
static CltControlChart *
chart_of_z (const double *z, guint n)
{
  static const double baseline[] = { 0.564, -0.564 };
  const CltControlPhase phase = { 0, 12 };
  CltControlDatum data[N_DATA];

  g_assert_cmpuint (12 + n, <=, N_DATA);
  for (guint i = 0; i < 12; i++)
    data[i] = (CltControlDatum){ baseline[i % 2], 1 };
  for (guint i = 0; i < n; i++)
    data[12 + i] = (CltControlDatum){ isnan (z[i]) ? 0 : z[i], isnan (z[i]) ? 0 : 1 };
  return clt_control_chart_new (CLT_CONTROL_XMR, data, 12 + n, &phase, 1);
}

static void
test_signals (void)
{
  static const struct
  {
    const char *what;
    guint n, last;
    double z[12];
  } cases[] = {
    { "outside", 1, CLT_SIGNAL_OUTSIDE, { 3.1 } },
    { "on the limit", 1, 0, { 2.999999 } },
    { "two of three", 3, CLT_SIGNAL_TWO_OF_THREE, { 2.1, 0.5, 2.1 } },
    { "two of three around a gap", 3, CLT_SIGNAL_TWO_OF_THREE, { 2.1, NAN, 2.1 } },
    { "two sides", 3, 0, { 2.1, 0.5, -2.1 } },
    { "two of four", 4, 0, { 2.1, 0.5, 0.5, 2.1 } },
    { "completed before", 3, 0, { 2.1, 2.1, 0.5 } },
    { "four of five", 5, CLT_SIGNAL_FOUR_OF_FIVE, { -1.1, -1.1, 0.5, -1.1, -1.1 } },
    { "three of five", 5, 0, { -1.1, 0.5, 0.5, -1.1, -1.1 } },
    { "eight", 8, CLT_SIGNAL_EIGHT, { -.1, -.2, -.1, -.2, -.1, -.2, -.1, -.2 } },
    { "eight and a zero", 8, 0, { .1, .2, .1, 0, .1, .2, .1, .2 } },
    { "eight and a gap", 9, 0, { .1, .2, .1, .3, NAN, .1, .2, .1, .2 } },
  };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr (CltControlChart) chart = chart_of_z (cases[c].z, cases[c].n);
      guint signals = chart->points[chart->n_points - 1].signals;

      g_assert_cmpfloat_with_epsilon (chart->points[12].z, cases[c].z[0], 1e-12);
      if (signals != cases[c].last)
        g_error ("%s: signals %u", cases[c].what, signals);
    }
}

/* An improvement begins limits of its own, and no run crosses it. */
static void
test_phases (void)
{
  CltControlDatum data[24];
  const CltControlPhase phases[] = { { 0, 0 }, { 12, 0 } };
  g_autoptr (CltControlChart) one = NULL;
  g_autoptr (CltControlChart) two = NULL;

  for (guint i = 0; i < 24; i++)
    data[i] = (CltControlDatum){ i < 12 ? 60 + i % 3 : 20 + i % 3, 400 };
  one = clt_control_chart_new (CLT_CONTROL_P, data, 24, NULL, 0);
  two = clt_control_chart_new (CLT_CONTROL_P, data, 24, phases, 2);
  g_assert_cmpuint (one->points[7].signals & CLT_SIGNAL_EIGHT, !=, 0);
  g_assert_cmpuint (one->points[23].signals & CLT_SIGNAL_EIGHT, !=, 0);
  assert_near (two->limits[0].centre, 61.0 / 400);
  assert_near (two->limits[1].centre, 21.0 / 400);
  for (guint i = 0; i < 24; i++)
    {
      g_assert_cmpuint (two->points[i].phase, ==, i / 12);
      g_assert_cmpuint (two->points[i].signals, ==, 0);
    }
}

/* Few events, or too few periods: no line that misleads, and no signal. */
static void
test_not_enough (void)
{
  CltControlDatum data[12];
  g_autoptr (CltControlChart) rare = NULL;
  g_autoptr (CltControlChart) never = NULL;
  g_autoptr (CltControlChart) none = clt_control_chart_new (CLT_CONTROL_P, NULL, 0, NULL, 0);

  for (guint i = 0; i < 12; i++)
    data[i] = (CltControlDatum){ i == 11 ? 9 : 0, 400 };
  rare = clt_control_chart_new (CLT_CONTROL_P, data, 12, NULL, 0);
  g_assert_cmpfloat (rare->points[11].z, >, 3);
  g_assert_false (rare->points[11].enough);
  g_assert_cmpuint (rare->points[11].signals, ==, 0);
  data[11].count = 0;
  never = clt_control_chart_new (CLT_CONTROL_P, data, 12, NULL, 0);
  g_assert_true (isnan (never->points[0].z));
  g_assert_true (isnan (never->limits[0].dispersion));
  g_assert_cmpint (none->limits[0].state, ==, CLT_CONTROL_NO_LIMITS);
  g_assert_true (isnan (none->limits[0].centre));
}

/* Where the market moves all clients, binomial limits cry wolf and p' does not. */
static void
test_common_movement (void)
{
  CltControlDatum data[24];
  g_autoptr (CltControlChart) p = NULL;
  g_autoptr (CltControlChart) laney = NULL;
  guint alarms = 0;

  for (guint i = 0; i < 24; i++)
    data[i] = (CltControlDatum){ 5000 + (i * 7 % 5 - 2.0) * 400, 10000 };
  p = clt_control_chart_new (CLT_CONTROL_P, data, 24, NULL, 0);
  laney = clt_control_chart_new (CLT_CONTROL_LANEY, data, 24, NULL, 0);
  g_assert_cmpfloat (p->limits[0].dispersion, >, 2);
  for (guint i = 0; i < 24; i++)
    {
      alarms += (p->points[i].signals & CLT_SIGNAL_OUTSIDE) != 0;
      g_assert_cmpuint (laney->points[i].signals & CLT_SIGNAL_OUTSIDE, ==, 0);
    }
  g_assert_cmpuint (alarms, >, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/control-chart/printed-values", test_printed_values);
  g_test_add_func ("/control-chart/signals", test_signals);
  g_test_add_func ("/control-chart/phases", test_phases);
  g_test_add_func ("/control-chart/not-enough", test_not_enough);
  g_test_add_func ("/control-chart/common-movement", test_common_movement);
  return g_test_run ();
}
