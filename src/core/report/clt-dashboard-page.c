/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-dashboard-page.h"

#include <math.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/report/clt-ink.h"

#define MARGIN 44
#define GAP 18
#define TILE_HEIGHT 146

typedef struct
{
  const CltDashboard *dashboard;
  CltInk ink;
  double height;
} Page;

/* ---- head and foot ----------------------------------------------------------------------- */

static double
draw_head (Page *page, const char *branch)
{
  const CltDashboard *d = page->dashboard;
  g_autofree char *from = clt_day_format (d->from), *to = clt_day_format (d->to);
  g_autofree char *as_of = clt_day_format (d->as_of);
  /* Translators: first and last day of the period, last day with data */
  g_autofree char *period = g_strdup_printf (_ ("%s to %s, data up to %s"), from, to, as_of);
  double width = CLT_PAGE_WIDTH - 2 * MARGIN;
  double y = MARGIN - 8;

  clt_ink_put (&page->ink, branch, MARGIN, y, width * 0.55, 22, TRUE, CLT_INK_TEXT, 0);
  clt_ink_put (&page->ink, period, MARGIN + width * 0.58, y + 6, width * 0.42, 14, FALSE,
               CLT_INK_DIM, 1);
  y += 40;
  if (d->focus_sentence != NULL && *d->focus_sentence != '\0')
    {
      clt_ink_put (&page->ink, d->focus_sentence, MARGIN, y, width, 18, TRUE, "#1a5fb4", 0);
      y += 34;
    }
  return y;
}

static void
draw_foot (Page *page, const char *who)
{
  g_autofree char *at = clt_instant_format (clt_now ());
  /* Translators: who made the page, when, and the program's version */
  g_autofree char *made = g_strdup_printf (_ ("%s, %s, Clientele %s"), who, at, CLT_VERSION);
  double width = CLT_PAGE_WIDTH - 2 * MARGIN, y = page->height - MARGIN + 4;

  clt_ink_rule (&page->ink, MARGIN, y - 8, width, 1);
  clt_ink_put (
    &page->ink,
    _ ("Equity and clients at the end of the period, money in yuan; contact: median of trading "
       "days since the last one. Intervals are Wilson’s at 95 %; definitions and members are in "
       "the month pack."),
    MARGIN, y, width * 0.7, 12, FALSE, CLT_INK_DIM, 0);
  clt_ink_put (&page->ink, made, MARGIN + width * 0.72, y, width * 0.28, 12, FALSE, CLT_INK_DIM, 1);
}

/* ---- tiles ------------------------------------------------------------------------------- */

/* "▲ 3.1 %", "▼ 0.4 %", "±0.0 %"; "–" where there is nothing to compare with. */
static char *
format_change (double now, double before)
{
  g_autofree char *percent = NULL;
  double change;

  if (isnan (now) || isnan (before) || before == 0)
    return g_strdup ("–");
  change = (now - before) / fabs (before);
  percent = clt_percent_format (fabs (change), 1);
  return g_strconcat (fabs (change) < 0.0005 ? "±" : (change > 0 ? "▲ " : "▼ "), percent, NULL);
}

static double
to_double (gint64 fen)
{
  return fen == CLT_MONEY_NONE ? NAN : (double) fen;
}

static void
draw_line (Page *page,
           double x,
           double y,
           double width,
           const char *name,
           const char *value,
           const char *change)
{
  clt_ink_put (&page->ink, name, x, y, width * 0.40, 13, FALSE, CLT_INK_DIM, 0);
  clt_ink_put (&page->ink, value, x + width * 0.40, y, width * 0.32, 14, FALSE, CLT_INK_TEXT, 1);
  if (change != NULL)
    clt_ink_put (&page->ink, change, x + width * 0.74, y + 1, width * 0.26, 12, FALSE, CLT_INK_DIM,
                 1);
}

static void
draw_tile (Page *page, const CltDashboardTier *tier, double x, double y, double width)
{
  g_autofree char *clients = clt_count_format (tier->clients);
  /* Translators: after a number of clients on a tile */
  const char *unit = ngettext ("client", "clients", tier->clients);
  g_autofree char *equity = clt_money_format_short (tier->equity);
  g_autofree char *retained = clt_money_format_short (tier->retained);
  g_autofree char *share = clt_percent_format (tier->share, 1);
  g_autofree char *gap = clt_contact_format_gap (tier->contact.median);
  g_autofree char *overdue = clt_count_format (tier->contact.overdue);
  g_autofree char *late = g_strdup_printf (C_ ("contact", "%s overdue"), overdue);
  g_autofree char *more =
    format_change (tier->clients, tier->clients_before < 0 ? NAN : tier->clients_before);
  g_autofree char *equity_change =
    format_change (to_double (tier->equity), to_double (tier->equity_before));
  g_autofree char *retained_change =
    format_change (to_double (tier->retained), to_double (tier->retained_before));
  double w, left = x + 14, inner = width - 14;

  clt_ink_set_color (&page->ink, clt_tier_get_color (tier->tier, FALSE));
  cairo_rectangle (page->ink.cr, x, y, 5, TILE_HEIGHT);
  cairo_fill (page->ink.cr);
  clt_ink_put (&page->ink, clt_tier_get_label (tier->tier), left, y, inner, 15, TRUE, CLT_INK_TEXT,
               0);
  w = clt_ink_put (&page->ink, clients, left, y + 22, inner * 0.5, 30, TRUE, CLT_INK_TEXT, 0);
  clt_ink_put (&page->ink, unit, left + w + 6, y + 37, inner * 0.25, 14, FALSE, CLT_INK_DIM, 0);
  clt_ink_put (&page->ink, more, left + inner * 0.74, y + 38, inner * 0.26, 12, FALSE, CLT_INK_DIM,
               1);
  draw_line (page, left, y + 65, inner, _ ("Equity"), equity, equity_change);
  draw_line (page, left, y + 87, inner, _ ("Retained"), retained, retained_change);
  draw_line (page, left, y + 109, inner, _ ("Share"), share, NULL);
  draw_line (page, left, y + 131, inner, C_ ("figure", "Contact"), gap, late);
}

/* The group without a tier: only its size, small. */
static void
draw_unrated (Page *page, const CltDashboardTier *tier, double x, double y, double width)
{
  g_autofree char *clients = clt_count_format (tier->clients);
  g_autofree char *equity = clt_money_format_short (tier->equity);
  g_autofree char *share = clt_percent_format (tier->share, 1);

  clt_ink_set_color (&page->ink, clt_tier_get_color (tier->tier, FALSE));
  cairo_rectangle (page->ink.cr, x, y, 3, TILE_HEIGHT);
  cairo_fill (page->ink.cr);
  clt_ink_put (&page->ink, clt_tier_get_label (tier->tier), x + 12, y, width - 12, 13, FALSE,
               CLT_INK_DIM, 0);
  clt_ink_put (&page->ink, clients, x + 12, y + 22, width - 12, 20, TRUE, CLT_INK_TEXT, 0);
  clt_ink_put (&page->ink, equity, x + 12, y + 65, width - 12, 13, FALSE, CLT_INK_DIM, 0);
  clt_ink_put (&page->ink, share, x + 12, y + 109, width - 12, 13, FALSE, CLT_INK_DIM, 0);
}

static double
draw_tiles (Page *page, double y)
{
  double small = 118, width = (CLT_PAGE_WIDTH - 2 * MARGIN - small - 4 * GAP) / 4, x = MARGIN;

  for (guint i = 0; i < CLT_N_TIERS; i++)
    {
      const CltDashboardTier *tier = &page->dashboard->tiers[i];

      if (tier->tier == CLT_TIER_UNRATED)
        draw_unrated (page, tier, CLT_PAGE_WIDTH - MARGIN - small, y, small);
      else
        {
          draw_tile (page, tier, x, y, width);
          x += width + GAP;
        }
    }
  return y + TILE_HEIGHT + GAP;
}

/* ---- indicators -------------------------------------------------------------------------- */

static gboolean
is_by_thousand (const CltIndicator *indicator)
{
  return g_str_equal (indicator->name, "complaint");
}

/* "–" without data, "2/3" below five, else the rate. */
static char *
format_rate (const CltIndicator *indicator)
{
  if (!indicator->known || indicator->denominator == 0)
    return g_strdup ("–");
  if (is_by_thousand (indicator))
    return g_strdup_printf ("%.1f ‰", indicator->value);
  if (indicator->denominator < 5)
    return g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, indicator->numerator,
                            indicator->denominator);
  return clt_percent_format (indicator->value, 1);
}

static char *
format_interval (const CltIndicator *indicator)
{
  g_autofree char *low = NULL, *high = NULL;

  if (!indicator->known)
    return g_strdup (_ ("no data yet"));
  if (isnan (indicator->low) || indicator->denominator < 5)
    return g_strdup_printf ("n = %" G_GINT64_FORMAT, indicator->denominator);
  low = g_strdup_printf ("%.1f", indicator->low * 100);
  high = clt_percent_format (indicator->high, 1);
  return g_strdup_printf ("%s–%s, n = %" G_GINT64_FORMAT, low, high, indicator->denominator);
}

/* The last months without axes: the direction, no figures. */
static void
draw_sparkline (Page *page,
                const CltDashboardIndicator *indicator,
                double x,
                double y,
                double width,
                double height)
{
  double low = INFINITY, high = -INFINITY;
  int n = indicator->n_trend;
  gboolean open = FALSE;

  for (int i = 0; i < n; i++)
    if (!isnan (indicator->trend[i]))
      {
        low = fmin (low, indicator->trend[i]);
        high = fmax (high, indicator->trend[i]);
      }
  if (n < 2 || low > high)
    return;
  high = high > low ? high : low + 1;
  clt_ink_set_color (&page->ink, "#1c71d8");
  cairo_set_line_width (page->ink.cr, 1.5);
  cairo_set_line_join (page->ink.cr, CAIRO_LINE_JOIN_ROUND);
  for (int i = 0; i < n; i++)
    {
      double px = x + width * i / (n - 1);
      double py = y + height * (1 - (indicator->trend[i] - low) / (high - low));

      if (isnan (indicator->trend[i]))
        open = FALSE;
      else if (open)
        cairo_line_to (page->ink.cr, px, py);
      else
        cairo_move_to (page->ink.cr, px, py);
      open = open || !isnan (indicator->trend[i]);
    }
  cairo_stroke (page->ink.cr);
}

static void
draw_indicator (Page *page,
                const CltDashboardIndicator *indicator,
                double x,
                double y,
                double width)
{
  g_autofree char *rate = format_rate (&indicator->now);
  g_autofree char *interval = format_interval (&indicator->now);
  g_autofree char *before = format_rate (&indicator->before);
  /* Translators: the figure of the period before */
  g_autofree char *compared = g_strdup_printf (_ ("before: %s"), before);

  clt_ink_put (&page->ink, clt_indicator_get_label (indicator->now.name), x, y, width, 14, FALSE,
               CLT_INK_DIM, 0);
  clt_ink_put (&page->ink, rate, x, y + 20, width * 0.52, 26, TRUE, CLT_INK_TEXT, 0);
  draw_sparkline (page, indicator, x + width * 0.56, y + 22, width * 0.36, 26);
  clt_ink_put (&page->ink, interval, x, y + 54, width - 6, 12, FALSE, CLT_INK_DIM, 0);
  clt_ink_put (&page->ink, compared, x, y + 71, width - 6, 12, FALSE, CLT_INK_DIM, 0);
}

static double
draw_indicators (Page *page, double y)
{
  double width =
    (CLT_PAGE_WIDTH - 2 * MARGIN - GAP * (CLT_N_MAIN_INDICATORS - 1.0)) / CLT_N_MAIN_INDICATORS;

  clt_ink_rule (&page->ink, MARGIN, y, CLT_PAGE_WIDTH - 2 * MARGIN, 1);
  y += 14;
  for (guint i = 0; i < CLT_N_MAIN_INDICATORS; i++)
    draw_indicator (page, &page->dashboard->indicators[i], MARGIN + i * (width + GAP), y, width);
  y += 100;
  clt_ink_rule (&page->ink, MARGIN, y, CLT_PAGE_WIDTH - 2 * MARGIN, 1);
  return y + 16;
}

/* ---- charts ------------------------------------------------------------------------------ */

static void
draw_chart (Page *page, CltChart *chart, double x, double y, double width, double height)
{
  const CltChartStyle style = { .font_size = 12.5, .highlight = -1 };

  cairo_save (page->ink.cr);
  cairo_translate (page->ink.cr, x, y);
  clt_chart_draw (chart, page->ink.cr, width, height, &style);
  cairo_restore (page->ink.cr);
}

void
clt_dashboard_page_draw (const CltDashboard *dashboard,
                         const char *branch,
                         const char *who,
                         cairo_t *cr,
                         double height)
{
  Page page = { .dashboard = dashboard, .height = height };
  g_autoptr (CltChart) pareto = clt_dashboard_pareto_chart (dashboard);
  g_autoptr (CltChart) trend = clt_dashboard_trend_chart (dashboard);
  double width = (CLT_PAGE_WIDTH - 2 * MARGIN - 2 * GAP) / 2, y;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  clt_ink_init (&page.ink, cr);
  y = draw_head (&page, branch);
  y = draw_tiles (&page, y);
  y = draw_indicators (&page, y);
  draw_chart (&page, pareto, MARGIN, y, width, height - MARGIN - 16 - y);
  draw_chart (&page, trend, MARGIN + width + 2 * GAP, y, width, height - MARGIN - 16 - y);
  draw_foot (&page, who);
  clt_ink_clear (&page.ink);
}
