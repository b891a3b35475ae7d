/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sheets of tiers, of contribution and of the last months, with their charts. */

#include "core/report/clt-pack-private.h"

#include <math.h>

#include "core/base/clt-i18n.h"

#define CHART_WIDTH 470
#define CHART_HEIGHT 290

static lxw_chart *
add_chart (CltPack *pack, int type, const char *title)
{
  lxw_chart *chart = workbook_add_chart (clt_book_get_workbook (pack->book), type);
  lxw_chart_font font = { .size = 11, .bold = LXW_TRUE };

  chart_title_set_name (chart, title);
  chart_title_set_name_font (chart, &font);
  return chart;
}

static void
insert_chart (CltSheet *sheet, lxw_chart *chart, guint row, int x)
{
  lxw_chart_options place = { .x_offset = x,
                              .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
                              .x_scale = CHART_WIDTH / 480.0,
                              .y_scale = CHART_HEIGHT / 288.0 };

  worksheet_insert_chart_opt (clt_sheet_get_worksheet (sheet), row, 0, chart, &place);
}

/* A series over rows @first … @last of @column, named by @name, with the labels of column A. */
static lxw_chart_series *
add_series (lxw_chart *chart,
            CltSheet *sheet,
            guint column,
            guint first,
            guint last,
            const char *name)
{
  lxw_chart_series *series = chart_add_series (chart, NULL, NULL);

  chart_series_set_categories (series, clt_sheet_get_name (sheet), first, 0, last, 0);
  chart_series_set_values (series, clt_sheet_get_name (sheet), first, column, last, column);
  chart_series_set_name (series, name);
  return series;
}

/* The ramp of the tiers for the points of a series; @order: the tier of each row. */
static void
color_points (lxw_chart_series *series, const CltTier *order, guint n)
{
  lxw_chart_fill fills[CLT_N_TIERS] = { 0 };
  lxw_chart_point points[CLT_N_TIERS] = { 0 };
  lxw_chart_point *pointers[CLT_N_TIERS + 1] = { 0 };

  for (guint i = 0; i < n; i++)
    {
      fills[i].color =
        (lxw_color_t) g_ascii_strtoull (clt_tier_get_color (order[i], FALSE) + 1, NULL, 16);
      points[i].fill = &fills[i];
      pointers[i] = &points[i];
    }
  chart_series_set_points (series, pointers);
}

static void
plain_axes (lxw_chart *chart, const char *number_format)
{
  lxw_chart_line grid = { .color = 0xe4e3e1, .width = 0.75 };

  chart_axis_set_num_format (chart->y_axis, number_format);
  chart_axis_major_gridlines_set_line (chart->y_axis, &grid);
  chart_legend_set_position (chart, LXW_CHART_LEGEND_NONE);
}

/* "SUM(B5:B9)" stored with its result. */
static void
add_sum (CltSheet *sheet,
         guint row,
         guint column,
         guint first,
         guint last,
         CltStyle style,
         double sum)
{
  char from[LXW_MAX_CELL_NAME_LENGTH], to[LXW_MAX_CELL_NAME_LENGTH];
  g_autofree char *formula = NULL;

  lxw_rowcol_to_cell (from, first, column);
  lxw_rowcol_to_cell (to, last, column);
  formula = g_strdup_printf ("=SUM(%s:%s)", from, to);
  clt_sheet_formula (sheet, row, column, style, formula, sum, NULL);
}

/* @value's share of the total in row @total of column @of, "" where there is no total. */
static void
add_share (CltSheet *sheet,
           guint row,
           guint column,
           guint of,
           guint total,
           double value,
           double sum)
{
  char part[LXW_MAX_CELL_NAME_LENGTH], all[LXW_MAX_CELL_NAME_LENGTH];
  g_autofree char *formula = NULL;

  lxw_rowcol_to_cell (part, row, of);
  lxw_rowcol_to_cell_abs (all, total, of, LXW_TRUE, LXW_FALSE);
  formula = g_strdup_printf ("=IF(%s=0,\"\",%s/%s)", all, part, all);
  clt_sheet_formula (sheet, row, column, CLT_STYLE_PERCENT, formula, sum != 0 ? value / sum : NAN,
                     "");
}

static double
yuan (gint64 fen)
{
  return fen == CLT_MONEY_NONE ? 0 : (double) fen / 100;
}

/* (this - before) / |before|, empty where before is 0 or unknown. */
static void
add_change (CltSheet *sheet, guint row, guint column, guint now, guint before, double a, double b)
{
  char this_cell[LXW_MAX_CELL_NAME_LENGTH], that_cell[LXW_MAX_CELL_NAME_LENGTH];
  g_autofree char *formula = NULL;

  lxw_rowcol_to_cell (this_cell, row, now);
  lxw_rowcol_to_cell (that_cell, row, before);
  formula = g_strdup_printf ("=IF(N(%s)=0,\"\",(%s-%s)/ABS(%s))", that_cell, this_cell, that_cell,
                             that_cell);
  clt_sheet_formula (sheet, row, column, CLT_STYLE_PERCENT, formula,
                     b != 0 ? (a - b) / fabs (b) : NAN, "");
}

enum
{
  TIER_NAME,
  TIER_CLIENTS,
  TIER_CLIENTS_SHARE,
  TIER_EQUITY,
  TIER_EQUITY_SHARE,
  TIER_COMMISSION,
  TIER_RETAINED,
  TIER_RETAINED_SHARE,
  TIER_CLIENTS_BEFORE,
  TIER_RETAINED_BEFORE,
  TIER_CHANGE,
  TIER_CLIENTS_YEAR,
  TIER_RETAINED_YEAR,
  TIER_CONTACT,
  TIER_OVERDUE,
  TIER_N_COLUMNS
};

typedef struct
{
  double clients, equity, commission, retained;
} Sums;

static Sums
sum_tiers (const CltDashboard *dashboard)
{
  Sums sums = { 0 };

  for (guint i = 0; i < CLT_N_TIERS; i++)
    {
      const CltDashboardTier *tier = &dashboard->tiers[i];

      sums.clients += tier->clients;
      sums.equity += yuan (tier->equity);
      sums.commission += yuan (tier->commission);
      sums.retained += yuan (tier->retained);
    }
  return sums;
}

static void
add_tier (CltSheet *sheet, guint row, guint total, const CltDashboardTier *tier, const Sums *sums)
{
  clt_sheet_text (sheet, row, TIER_NAME, CLT_STYLE_GENERAL, clt_tier_get_label (tier->tier));
  clt_sheet_number (sheet, row, TIER_CLIENTS, CLT_STYLE_COUNT, tier->clients);
  add_share (sheet, row, TIER_CLIENTS_SHARE, TIER_CLIENTS, total, tier->clients, sums->clients);
  clt_sheet_money (sheet, row, TIER_EQUITY, CLT_STYLE_MONEY, tier->equity);
  add_share (sheet, row, TIER_EQUITY_SHARE, TIER_EQUITY, total, yuan (tier->equity), sums->equity);
  clt_sheet_money (sheet, row, TIER_COMMISSION, CLT_STYLE_MONEY, tier->commission);
  clt_sheet_money (sheet, row, TIER_RETAINED, CLT_STYLE_MONEY, tier->retained);
  /* rounded so that the shares sum to 100.0 %, as everywhere; a quotient would not */
  clt_sheet_number (sheet, row, TIER_RETAINED_SHARE, CLT_STYLE_PERCENT, tier->share);
  if (tier->clients_before >= 0)
    clt_sheet_number (sheet, row, TIER_CLIENTS_BEFORE, CLT_STYLE_COUNT, tier->clients_before);
  clt_sheet_money (sheet, row, TIER_RETAINED_BEFORE, CLT_STYLE_MONEY, tier->retained_before);
  add_change (sheet, row, TIER_CHANGE, TIER_RETAINED, TIER_RETAINED_BEFORE, yuan (tier->retained),
              yuan (tier->retained_before));
  if (tier->clients_last_year >= 0)
    clt_sheet_number (sheet, row, TIER_CLIENTS_YEAR, CLT_STYLE_COUNT, tier->clients_last_year);
  clt_sheet_money (sheet, row, TIER_RETAINED_YEAR, CLT_STYLE_MONEY, tier->retained_last_year);
  if (tier->contact.clients == 0)
    return;
  clt_sheet_number (sheet, row, TIER_CONTACT, CLT_STYLE_GENERAL, tier->contact.median);
  clt_sheet_number (sheet, row, TIER_OVERDUE, CLT_STYLE_COUNT, tier->contact.overdue);
}

/* Below the list, over the whole width of the page. */
static void
add_contact_note (CltSheet *sheet, guint row, CltDay day)
{
  g_autofree char *date = clt_day_format (day);
  g_autofree char *note =
    /* Translators: a date, a definition. */
    g_strdup_printf (_ ("Contact as of %s. %s"), date, clt_contacts_get_definition ());

  clt_sheet_set_height (sheet, row, 15.5 * (1 + clt_text_get_columns (note) / 140));
  worksheet_merge_range (clt_sheet_get_worksheet (sheet), row, 0, row, TIER_N_COLUMNS - 1, "",
                         NULL);
  clt_sheet_text (sheet, row, 0, CLT_STYLE_WRAP, note);
}

void
clt_pack_fill_tiers (CltPack *pack)
{
  const char *titles[TIER_N_COLUMNS] = { _ ("Tier"),
                                         C_ ("figure", "Clients"),
                                         _ ("Share of clients"),
                                         _ ("Equity (yuan)"),
                                         _ ("Share of equity"),
                                         _ ("Commission (yuan)"),
                                         _ ("Retained (yuan)"),
                                         _ ("Share of retained"),
                                         _ ("Clients before"),
                                         _ ("Retained before (yuan)"),
                                         _ ("Change of retained"),
                                         _ ("Clients a year ago"),
                                         _ ("Retained a year ago (yuan)"),
                                         _ ("Days since contact (median)"),
                                         _ ("Overdue for a contact") };
  const CltStyle styles[TIER_N_COLUMNS] = { CLT_STYLE_GENERAL, CLT_STYLE_COUNT,   CLT_STYLE_PERCENT,
                                            CLT_STYLE_MONEY,   CLT_STYLE_PERCENT, CLT_STYLE_MONEY,
                                            CLT_STYLE_MONEY,   CLT_STYLE_PERCENT, CLT_STYLE_COUNT,
                                            CLT_STYLE_MONEY,   CLT_STYLE_PERCENT, CLT_STYLE_COUNT,
                                            CLT_STYLE_MONEY,   CLT_STYLE_COUNT,   CLT_STYLE_COUNT };
  const CltDashboard *dashboard = pack->dashboard;
  CltSheet *sheet = pack->tiers;
  Sums sums = sum_tiers (dashboard);
  guint first = clt_pack_begin_list (pack, sheet, _ ("Tiers"), titles, styles, TIER_N_COLUMNS);
  guint last = first + CLT_N_TIERS - 1, total = last + 1;
  CltTier order[CLT_N_TIERS];
  lxw_chart *columns, *pie;

  for (guint i = 0; i < CLT_N_TIERS; i++)
    {
      order[i] = dashboard->tiers[i].tier;
      add_tier (sheet, first + i, total, &dashboard->tiers[i], &sums);
    }
  clt_sheet_text (sheet, total, TIER_NAME, CLT_STYLE_TOTAL, _ ("Total"));
  add_sum (sheet, total, TIER_CLIENTS, first, last, CLT_STYLE_TOTAL_COUNT, sums.clients);
  add_sum (sheet, total, TIER_EQUITY, first, last, CLT_STYLE_TOTAL_MONEY, sums.equity);
  add_sum (sheet, total, TIER_COMMISSION, first, last, CLT_STYLE_TOTAL_MONEY, sums.commission);
  add_sum (sheet, total, TIER_RETAINED, first, last, CLT_STYLE_TOTAL_MONEY, sums.retained);
  add_sum (sheet, total, TIER_RETAINED_SHARE, first, last, CLT_STYLE_TOTAL_PERCENT,
           sums.retained != 0 ? 1 : 0);
  if (dashboard->has_contacts)
    add_contact_note (sheet, total + 1, dashboard->contact_day);

  columns = add_chart (pack, LXW_CHART_COLUMN, _ ("Retained commission by tier (yuan)"));
  color_points (add_series (columns, sheet, TIER_RETAINED, first, last, titles[TIER_RETAINED]),
                order, CLT_N_TIERS);
  plain_axes (columns, "#,##0");
  insert_chart (sheet, columns, total + 3, 0);
  pie = add_chart (pack, LXW_CHART_PIE, _ ("Clients by tier"));
  color_points (add_series (pie, sheet, TIER_CLIENTS, first, last, titles[TIER_CLIENTS]), order,
                CLT_N_TIERS);
  chart_legend_set_position (pie, LXW_CHART_LEGEND_RIGHT);
  insert_chart (sheet, pie, total + 3, CHART_WIDTH + 12);
  worksheet_fit_to_pages (clt_sheet_get_worksheet (sheet), 1, 1);
}

/* ---- contribution ------------------------------------------------------------------------ */

static int
compare_retained (gconstpointer a, gconstpointer b)
{
  const CltDashboardTier *const *left = a, *const *right = b;
  gint64 x = (*left)->retained, y = (*right)->retained;

  return x != y ? (x < y ? 1 : -1) : 0;
}

enum
{
  PART_NAME,
  PART_CLIENTS,
  PART_COMMISSION,
  PART_RETAINED,
  PART_SHARE,
  PART_CUMULATIVE,
  PART_EACH,
  PART_N_COLUMNS
};

static void
add_part (CltSheet *sheet, guint row, guint first, const CltDashboardTier *tier, double cumulative)
{
  g_autofree char *sum = NULL, *each = NULL;
  char clients[LXW_MAX_CELL_NAME_LENGTH], retained[LXW_MAX_CELL_NAME_LENGTH];
  char top[LXW_MAX_CELL_NAME_LENGTH], share[LXW_MAX_CELL_NAME_LENGTH];

  clt_sheet_text (sheet, row, PART_NAME, CLT_STYLE_GENERAL, clt_tier_get_label (tier->tier));
  clt_sheet_number (sheet, row, PART_CLIENTS, CLT_STYLE_COUNT, tier->clients);
  clt_sheet_money (sheet, row, PART_COMMISSION, CLT_STYLE_MONEY, tier->commission);
  clt_sheet_money (sheet, row, PART_RETAINED, CLT_STYLE_MONEY, tier->retained);
  clt_sheet_number (sheet, row, PART_SHARE, CLT_STYLE_PERCENT, tier->share);
  lxw_rowcol_to_cell_abs (top, first, PART_SHARE, LXW_TRUE, LXW_FALSE);
  lxw_rowcol_to_cell (share, row, PART_SHARE);
  sum = g_strdup_printf ("=SUM(%s:%s)", top, share);
  clt_sheet_formula (sheet, row, PART_CUMULATIVE, CLT_STYLE_PERCENT, sum, cumulative, NULL);
  lxw_rowcol_to_cell (clients, row, PART_CLIENTS);
  lxw_rowcol_to_cell (retained, row, PART_RETAINED);
  each = g_strdup_printf ("=IF(%s=0,\"\",%s/%s)", clients, retained, clients);
  clt_sheet_formula (sheet, row, PART_EACH, CLT_STYLE_MONEY, each,
                     tier->clients > 0 ? yuan (tier->retained) / tier->clients : NAN, "");
}

void
clt_pack_fill_contribution (CltPack *pack)
{
  const char *titles[PART_N_COLUMNS] = { _ ("Tier"),
                                         C_ ("figure", "Clients"),
                                         _ ("Commission (yuan)"),
                                         _ ("Retained (yuan)"),
                                         _ ("Share of retained"),
                                         _ ("Cumulative share"),
                                         _ ("Retained per client (yuan)") };
  const CltStyle styles[PART_N_COLUMNS] = { CLT_STYLE_GENERAL, CLT_STYLE_COUNT,   CLT_STYLE_MONEY,
                                            CLT_STYLE_MONEY,   CLT_STYLE_PERCENT, CLT_STYLE_PERCENT,
                                            CLT_STYLE_MONEY };
  const CltDashboardTier *parts[CLT_N_TIERS];
  CltTier order[CLT_N_TIERS];
  CltSheet *sheet = pack->contribution;
  Sums sums = sum_tiers (pack->dashboard);
  guint first =
    clt_pack_begin_list (pack, sheet, _ ("Contribution"), titles, styles, PART_N_COLUMNS);
  guint last = first + CLT_N_TIERS - 1, total = last + 1;
  double cumulative = 0;
  lxw_chart *bars, *line;

  for (guint i = 0; i < CLT_N_TIERS; i++)
    parts[i] = &pack->dashboard->tiers[i];
  qsort (parts, CLT_N_TIERS, sizeof parts[0], compare_retained);
  for (guint i = 0; i < CLT_N_TIERS; i++)
    {
      order[i] = parts[i]->tier;
      cumulative += isnan (parts[i]->share) ? 0 : parts[i]->share;
      add_part (sheet, first + i, first, parts[i], cumulative);
    }
  clt_sheet_text (sheet, total, PART_NAME, CLT_STYLE_TOTAL, _ ("Total"));
  add_sum (sheet, total, PART_CLIENTS, first, last, CLT_STYLE_TOTAL_COUNT, sums.clients);
  add_sum (sheet, total, PART_COMMISSION, first, last, CLT_STYLE_TOTAL_MONEY, sums.commission);
  add_sum (sheet, total, PART_RETAINED, first, last, CLT_STYLE_TOTAL_MONEY, sums.retained);
  add_sum (sheet, total, PART_SHARE, first, last, CLT_STYLE_TOTAL_PERCENT,
           sums.retained != 0 ? 1 : 0);

  bars = add_chart (pack, LXW_CHART_COLUMN, _ ("Retained commission, largest first (yuan)"));
  color_points (add_series (bars, sheet, PART_RETAINED, first, last, titles[PART_RETAINED]), order,
                CLT_N_TIERS);
  plain_axes (bars, "#,##0");
  insert_chart (sheet, bars, total + 2, 0);
  line = add_chart (pack, LXW_CHART_LINE, _ ("Cumulative share of retained commission"));
  chart_series_set_marker_type (add_series (line, sheet, PART_CUMULATIVE, first, last,
                                            titles[PART_CUMULATIVE]),
                                LXW_CHART_MARKER_CIRCLE);
  plain_axes (line, "0%");
  chart_axis_set_min (line->y_axis, 0);
  chart_axis_set_max (line->y_axis, 1);
  insert_chart (sheet, line, total + 2, CHART_WIDTH + 12);
  worksheet_fit_to_pages (clt_sheet_get_worksheet (sheet), 1, 1);
}

/* ---- the last months --------------------------------------------------------------------- */

enum
{
  MONTH_MONTH,
  MONTH_CLIENTS,
  MONTH_EQUITY,
  MONTH_COMMISSION,
  MONTH_RETAINED,
  MONTH_N_COLUMNS
};

static void
add_month_chart (CltPack *pack,
                 guint column,
                 guint first,
                 guint last,
                 const char *title,
                 guint row,
                 int x)
{
  lxw_chart *chart = add_chart (pack, LXW_CHART_LINE, title);
  lxw_chart_line stroke = { .color = 0x1c71d8, .width = 2 };

  chart_series_set_line (add_series (chart, pack->trend, column, first, last, title), &stroke);
  plain_axes (chart, "#,##0");
  chart_axis_set_num_format (chart->x_axis, "yyyy-mm");
  chart_axis_set_interval_unit (chart->x_axis, 4);
  insert_chart (pack->trend, chart, row, x);
}

void
clt_pack_fill_trend (CltPack *pack)
{
  const char *titles[MONTH_N_COLUMNS] = { _ ("Month"), C_ ("figure", "Clients"),
                                          _ ("Equity at month end (yuan)"), _ ("Commission (yuan)"),
                                          _ ("Retained (yuan)") };
  const CltStyle styles[MONTH_N_COLUMNS] = { CLT_STYLE_MONTH, CLT_STYLE_COUNT, CLT_STYLE_MONEY,
                                             CLT_STYLE_MONEY, CLT_STYLE_MONEY };
  const GArray *months = pack->dashboard->months;
  CltSheet *sheet = pack->trend;
  guint first = clt_pack_begin_list (pack, sheet, _ ("By month"), titles, styles, MONTH_N_COLUMNS);
  guint last = first + months->len - 1;

  for (guint i = 0; i < months->len; i++)
    {
      const CltDashboardMonth *month = &g_array_index (months, CltDashboardMonth, i);

      clt_sheet_day (sheet, first + i, MONTH_MONTH, CLT_STYLE_MONTH,
                     clt_month_first_day (month->month));
      clt_sheet_number (sheet, first + i, MONTH_CLIENTS, CLT_STYLE_COUNT, month->clients);
      clt_sheet_money (sheet, first + i, MONTH_EQUITY, CLT_STYLE_MONEY, month->equity);
      clt_sheet_money (sheet, first + i, MONTH_COMMISSION, CLT_STYLE_MONEY, month->commission);
      clt_sheet_money (sheet, first + i, MONTH_RETAINED, CLT_STYLE_MONEY, month->retained);
    }
  clt_sheet_finish_list (sheet, months->len);
  worksheet_fit_to_pages (clt_sheet_get_worksheet (sheet), 1, 1);
  if (months->len == 0)
    return;
  add_month_chart (pack, MONTH_EQUITY, first, last, titles[MONTH_EQUITY], last + 3, 0);
  add_month_chart (pack, MONTH_RETAINED, first, last, titles[MONTH_RETAINED], last + 3,
                   CHART_WIDTH + 12);
}
