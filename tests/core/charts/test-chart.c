/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What must hold of every chart, whatever its data and size. */

#include <math.h>
#include <string.h>

#include "core/base/clt-formula.h"
#include "core/charts/clt-chart-private.h"

static const char *const tiers[] = { "主要客户", "普通客户", "高端客户", "小客户", "未评级" };

static void
test_ticks_cover (void)
{
  for (int i = 0; i < 20000; i++)
    {
      double low = g_test_rand_double_range (-1, 1) * pow (10, g_test_rand_int_range (-4, 11));
      double high =
        low + g_test_rand_double_range (0, 1) * pow (10, g_test_rand_int_range (-4, 11));
      int most = g_test_rand_int_range (2, 8);
      gboolean whole = g_test_rand_bit ();
      double digit;
      CltTicks ticks;

      clt_ticks_init (&ticks, low, high, most, whole);
      digit = ticks.step / pow (10, floor (log10 (ticks.step) + 1e-9));
      g_assert_cmpfloat (ticks.min, <=, low + ticks.step * 1e-6 + fabs (ticks.max) * 1e-12);
      g_assert_cmpfloat (ticks.max, >=, high - ticks.step * 1e-6 - fabs (ticks.max) * 1e-12);
      g_assert_cmpint (ticks.n, >=, 2);
      g_assert_cmpint (ticks.n, <=, MAX (most, 3));
      g_assert_true (fabs (digit - 1) < 1e-6 || fabs (digit - 2) < 1e-6 ||
                     fabs (digit - 2.5) < 1e-6 || fabs (digit - 5) < 1e-6);
      g_assert_true (!whole || ticks.step >= 1);
      g_assert_cmpfloat_with_epsilon (clt_ticks_get (&ticks, ticks.n - 1), ticks.max,
                                      ticks.step * 1e-6 + fabs (ticks.max) * 1e-12);
    }
}

static void
assert_ticks (double low, double high, CltChartUnit unit, const char *expected)
{
  GString *shown = g_string_new (NULL);
  CltTicks ticks;

  clt_ticks_init (&ticks, low, high, 6, unit == CLT_UNIT_COUNT);
  for (int i = 0; i < ticks.n; i++)
    {
      g_autofree char *text = clt_ticks_format (&ticks, unit, clt_ticks_get (&ticks, i));

      g_string_append_printf (shown, "%s%s", i > 0 ? "|" : "", text);
    }
  g_assert_cmpstr (shown->str, ==, expected);
  g_string_free (shown, TRUE);
}

static void
test_ticks_labels (void)
{
  assert_ticks (0, 4170000, CLT_UNIT_MONEY, "0|1 M|2 M|3 M|4 M|5 M");
  assert_ticks (0, 1300, CLT_UNIT_COUNT, "0|0.5 K|1.0 K|1.5 K");
  assert_ticks (0, 3, CLT_UNIT_COUNT, "0|1|2|3");
  assert_ticks (0, 0, CLT_UNIT_COUNT, "0|1");
  assert_ticks (-1200, 900, CLT_UNIT_MONEY, "−1.5 K|−1.0 K|−0.5 K|0|0.5 K|1.0 K");
  assert_ticks (0, 0.031, CLT_UNIT_RATIO, "0 %|1 %|2 %|3 %|4 %");
  assert_ticks (0, 0.004, CLT_UNIT_RATIO, "0.0 %|0.1 %|0.2 %|0.3 %|0.4 %");
}

static CltChart *
make_random_chart (CltChartKind kind)
{
  static const char *const long_names[] = { "Retained commission of the whole branch", "权益",
                                            "=HYPERLINK(1)", "", "平均可用资金余额（日均）" };
  CltChartUnit unit = g_test_rand_int_range (0, 3);
  CltChart *chart =
    clt_chart_new (kind, unit, g_test_rand_bit () ? "主要客户贡献了 41.7 % 的留存手续费" : "");
  guint n = g_test_rand_bit () ? g_test_rand_int_range (0, 7) : g_test_rand_int_range (0, 700);
  guint n_series =
    kind == CLT_CHART_LINE || kind == CLT_CHART_STACK ? g_test_rand_int_range (0, 6) : 1;
  double scale = pow (10, g_test_rand_int_range (-3, 12));
  g_autofree const char **labels = g_new (const char *, n + 1);
  g_autofree double *values = g_new (double, n + 1);

  for (guint i = 0; i < n; i++)
    labels[i] = n < 8 ? tiers[i % 5] : (g_test_rand_int_range (0, 3) == 0 ? "" : "2026-11");
  clt_chart_set_labels (chart, labels, n);
  for (guint s = 0; s < n_series; s++)
    {
      for (guint i = 0; i < n; i++)
        values[i] = g_test_rand_int_range (0, 9) == 0
                      ? NAN
                      : g_test_rand_double_range (-0.2, 1) * (unit == CLT_UNIT_RATIO ? 1 : scale);
      clt_chart_add_series (chart, long_names[s % 5], values, n, s == 2 ? "#1a5fb4" : NULL,
                            g_test_rand_bit ());
    }
  if (g_test_rand_int_range (0, 8) == 0)
    clt_chart_set_empty_text (chart, "导入资金对账表后，这里显示权益走势");
  return chart;
}

/* Nothing is drawn outside the drawing, so nothing is cut. @round: for the message. */
static void
assert_ink_inside (CltChart *chart, int round, double width, double height, CltChartStyle *style)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  double x, y, w, h;

  clt_chart_draw (chart, cr, width, height, style);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_recording_surface_ink_extents (surface, &x, &y, &w, &h);
  if (x < -1 || y < -1 || x + w > width + 1 || y + h > height + 1)
    g_error ("chart %d, %u points, highlight %d, %gx%g: ink at %g,%g %gx%g", round,
             clt_chart_get_n_points (chart), style->highlight, width, height, x, y, w, h);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_ink_stays_inside (void)
{
  for (int round = 0; round < 300; round++)
    {
      g_autoptr (CltChart) chart = make_random_chart (round % 5);
      double width = g_test_rand_int_range (320, 1300), height = g_test_rand_int_range (180, 700);
      guint n = clt_chart_get_n_points (chart);
      CltChartStyle style = { .dark = g_test_rand_bit (),
                              .highlight = n > 0 ? g_test_rand_int_range (-1, n) : -1 };

      assert_ink_inside (chart, round, width, height, &style);
    }
}

/* The words of a point, wider than the drawing. */
static void
test_long_callout_stays_inside (void)
{
  const double values[] = { 123456789012.3, 98765432109.8, 45678901234.5 };
  const char *const labels[] = { "2026-09", "2026-10", "2026-11" };

  for (int n_series = 1; n_series <= 3; n_series++)
    {
      g_autoptr (CltChart) chart = clt_chart_new (CLT_CHART_LINE, CLT_UNIT_COUNT, "");

      clt_chart_set_labels (chart, labels, 3);
      clt_chart_set_point_names (chart,
                                 (const char *[]){
                                   "", "The second Tuesday of the tenth month of the year", "" },
                                 3);
      for (int i = 0; i < n_series; i++)
        clt_chart_add_series (chart, "Retained commission of the whole branch", values, 3, NULL,
                              FALSE);
      for (int i = 0; i < 3; i++)
        assert_ink_inside (chart, n_series, 320, 180, &(CltChartStyle){ .highlight = i });
    }
}

static void
test_pick_finds_each_point (void)
{
  for (int round = 0; round < 100; round++)
    {
      g_autoptr (CltChart) chart = make_random_chart (round % 5);
      guint n = clt_chart_get_n_points (chart);
      CltPlot plot;

      g_assert_cmpint (clt_chart_pick (chart, -50, 100, 900, 320), ==, -1);
      clt_plot_init (&plot, chart, NULL, 900, 320, NULL);
      g_assert_cmpint (clt_plot_pick (&plot, plot.right + 13, 100), ==, -1);
      g_assert_cmpint (clt_plot_pick (&plot, plot.right, 321), ==, -1);
      for (guint i = 0; i < n; i++)
        g_assert_cmpint (clt_plot_pick (&plot, clt_plot_x (&plot, i), 100), ==, (int) i);
      if (n > 0)
        g_assert_cmpint (clt_chart_pick (chart, clt_plot_x (&plot, n / 2), 100, 900, 320), ==,
                         (int) n / 2);
      clt_plot_clear (&plot);
    }
}

static void
test_spread (void)
{
  for (int round = 0; round < 2000; round++)
    {
      double y[5], before[5];
      guint n = g_test_rand_int_range (1, 6);

      for (guint i = 0; i < n; i++)
        y[i] = before[i] = g_test_rand_double_range (0, 100);
      clt_spread (y, n, 15, 0, 100);
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpfloat (y[i], >=, -1e-9);
          g_assert_cmpfloat (y[i], <=, 100 + 1e-9);
          for (guint j = 0; j < n; j++)
            if (before[i] < before[j])
              g_assert_cmpfloat (y[j] - y[i], >=, 15 - 1e-9);
        }
    }
}

static CltChart *
make_pareto (void)
{
  const double values[] = { 41.70, 30, 20.5, 7.8, 0 };
  CltChart *chart = clt_chart_new (CLT_CHART_PARETO, CLT_UNIT_MONEY, "Commission by tier");

  clt_chart_set_labels (chart, tiers, 5);
  clt_chart_add_series (chart, "Commission", values, 5, NULL, FALSE);
  return chart;
}

static void
test_words (void)
{
  g_autoptr (CltChart) chart = make_pareto ();
  g_autofree char *point = clt_chart_describe_point (chart, 1);
  g_autofree char *none = clt_chart_describe_point (chart, 5);
  g_autofree char *all = clt_chart_describe (chart);
  g_autofree char *tsv = clt_chart_to_tsv (chart);

  g_assert_cmpstr (point, ==, "普通客户: 30, cumulative 71.7 %");
  g_assert_cmpstr (none, ==, "");
  g_assert_true (g_str_has_prefix (all, "Commission by tier. 主要客户: 42, cumulative 41.7 %;"));
  g_assert_true (g_str_has_prefix (tsv, "Commission by tier\tCommission\tCumulative share\n"
                                        "主要客户\t41.7\t0.417\n普通客户\t30\t0.717\n"));
}

/* Where rounded shares stand beside the chart, what is said of its line adds up to the same. */
static void
test_shares (void)
{
  g_autoptr (CltChart) chart = make_pareto ();
  const double shares[] = { 0.418, 0.300, 0.205, 0.077, NAN };
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  clt_chart_set_shares (chart, shares, G_N_ELEMENTS (shares));
  first = clt_chart_describe_point (chart, 0);
  last = clt_chart_describe_point (chart, 4);
  g_assert_cmpstr (first, ==, "主要客户: 42, cumulative 41.8 %");
  g_assert_true (g_str_has_suffix (last, "cumulative 100.0 %"));
}

static void
test_line_in_words (void)
{
  const double values[] = { 1, 2, NAN, 4 };
  const char *const labels[] = { "2026-01", "2026-02", "2026-03", "2026-04" };
  g_autoptr (CltChart) chart = clt_chart_new (CLT_CHART_LINE, CLT_UNIT_COUNT, "Clients");
  g_autofree char *all = NULL, *tsv = NULL;

  clt_chart_set_labels (chart, labels, 4);
  clt_chart_add_series (chart, "=cmd|' /C calc'!A0\n", values, 4, NULL, FALSE);
  all = clt_chart_describe (chart);
  tsv = clt_chart_to_tsv (chart);
  g_assert_nonnull (strstr (all, "3 values from 2026-01 to 2026-04, lowest 1 (2026-01), "
                                 "highest 4 (2026-04), last 4, rising."));
  g_assert_nonnull (strstr (tsv, "\t'=cmd|' /C calc'!A0 \n"));
  g_assert_nonnull (strstr (tsv, "2026-03\t\n"));
}

static void
test_formula_like (void)
{
  static const char *const yes[] = {
    "=1", "+86 138", "-", "@x", "\tx", "\rx", "＝1", "'=1", "''@"
  };
  static const char *const no[] = { "", "'", "张三", "1-2", " =1", "'x", "\xff" };

  for (guint i = 0; i < G_N_ELEMENTS (yes); i++)
    g_assert_true (clt_text_is_formula_like (yes[i]));
  for (guint i = 0; i < G_N_ELEMENTS (no); i++)
    g_assert_false (clt_text_is_formula_like (no[i]));
}

/* The ramp goes from light to deep, on both grounds. */
static void
test_ramp (void)
{
  for (int dark = 0; dark < 2; dark++)
    for (int tier = 2; tier <= 4; tier++)
      {
        CltColor lower, higher;

        g_assert_true (clt_color_parse (clt_tier_get_color (tier - 1, dark), &lower));
        g_assert_true (clt_color_parse (clt_tier_get_color (tier, dark), &higher));
        g_assert_cmpfloat (0.3 * lower.red + 0.59 * lower.green + 0.11 * lower.blue, >,
                           0.3 * higher.red + 0.59 * higher.green + 0.11 * higher.blue);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/ticks/cover", test_ticks_cover);
  g_test_add_func ("/chart/ticks/labels", test_ticks_labels);
  g_test_add_func ("/chart/ink-stays-inside", test_ink_stays_inside);
  g_test_add_func ("/chart/long-callout-stays-inside", test_long_callout_stays_inside);
  g_test_add_func ("/chart/pick", test_pick_finds_each_point);
  g_test_add_func ("/chart/spread", test_spread);
  g_test_add_func ("/chart/words", test_words);
  g_test_add_func ("/chart/shares", test_shares);
  g_test_add_func ("/chart/line-in-words", test_line_in_words);
  g_test_add_func ("/chart/formula-like", test_formula_like);
  g_test_add_func ("/chart/ramp", test_ramp);
  return g_test_run ();
}
