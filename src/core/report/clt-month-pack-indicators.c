/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Indicators by month: the sheet of data holds counts only, and every rate and bound is a live
 * formula over it, stored with its result. */

#include "core/report/clt-pack-private.h"

#include <math.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-interval.h"

#define SMALL_N 5 /* below it a fraction is shown, no percentage */

/* columns of the sheet of data */
enum
{
  DATA_MONTH,
  DATA_NAME,
  DATA_LABEL,
  DATA_NUMERATOR,
  DATA_DENOMINATOR,
  DATA_CHART,
  DATA_LOW,
  DATA_HIGH,
  DATA_N_COLUMNS
};
/* beside the list: the quantile of the intervals */
#define Z_COLUMN 9
#define Z_CELL "$J$2"
#define Z 1.959964

/* columns of a block of the sheet of indicators */
enum
{
  RATE_MONTH,
  RATE_NUMERATOR,
  RATE_DENOMINATOR,
  RATE_VALUE,
  RATE_LOW,
  RATE_HIGH,
  RATE_N_COLUMNS
};
#define BLOCK_ROWS 29

double
clt_pack_get_base (const CltIndicator *indicator)
{
  return indicator->average > 0 ? indicator->average : (double) indicator->denominator;
}

gboolean
clt_pack_is_by_thousand (const char *indicator)
{
  return g_str_equal (indicator, "complaint");
}

/* The month's figure of the whole branch; NULL where nothing is known of it. */
static const CltIndicator *
find_month (const CltPack *pack, const char *name, int month)
{
  const GArray *all = pack->months->indicators;

  for (guint i = 0; i < all->len; i++)
    {
      const CltIndicator *indicator = &g_array_index (all, CltIndicator, i);

      if (indicator->grouped && indicator->month == month && indicator->known &&
          g_str_equal (indicator->name, name))
        return indicator;
    }
  return NULL;
}

static int
get_first_month (const CltPack *pack)
{
  return clt_day_get_month (pack->months->from);
}

static guint
count_months (const CltPack *pack)
{
  return clt_day_get_month (pack->months->to) - get_first_month (pack) + 1;
}

static gboolean
is_known (const CltPack *pack, const char *name)
{
  for (guint i = 0; i < count_months (pack); i++)
    if (find_month (pack, name, get_first_month (pack) + i) != NULL)
      return TRUE;
  return FALSE;
}

/* ---- data -------------------------------------------------------------------------------- */

/* For charts: a cell that is no number is no point. */
static void
add_chart_value (CltSheet *sheet, guint row, guint column, const CltIndicator *indicator)
{
  double factor = clt_pack_is_by_thousand (indicator->name) ? 1000 : 1;
  g_autofree char *formula = g_strdup_printf ("=IF(E%u<%d,NA(),%g*D%u/E%u)", row + 1,
                                              factor > 1 ? 1 : SMALL_N, factor, row + 1, row + 1);
  gboolean shown = indicator->denominator >= (factor > 1 ? 1 : SMALL_N);

  clt_sheet_formula (sheet, row, column, CLT_STYLE_GENERAL, formula,
                     shown ? factor * (double) indicator->numerator / clt_pack_get_base (indicator)
                           : NAN,
                     "#N/A");
}

static void
add_chart_bound (CltSheet *sheet, guint row, guint column, const CltIndicator *indicator, int sign)
{
  guint r = row + 1;
  g_autofree char *formula = NULL;
  double low, high;

  if (clt_pack_is_by_thousand (indicator->name))
    return;
  formula = g_strdup_printf ("=IF(E%u<%d,NA(),(D%u/E%u+" Z_CELL "^2/(2*E%u)%c" Z_CELL
                             "*SQRT(D%u/E%u*(1-D%u/E%u)/E%u"
                             "+" Z_CELL "^2/(4*E%u^2)))/(1+" Z_CELL "^2/E%u))",
                             r, SMALL_N, r, r, r, sign > 0 ? '+' : '-', r, r, r, r, r, r, r);
  clt_wilson (indicator->numerator, indicator->denominator, &low, &high);
  clt_sheet_formula (sheet, row, column, CLT_STYLE_GENERAL, formula,
                     indicator->denominator < SMALL_N ? NAN : (sign > 0 ? high : low), "#N/A");
}

static void
add_data_row (CltPack *pack, guint row, int month, const CltIndicator *indicator)
{
  CltSheet *sheet = pack->data;

  clt_sheet_day (sheet, row, DATA_MONTH, CLT_STYLE_MONTH, clt_month_first_day (month));
  clt_sheet_text (sheet, row, DATA_NAME, CLT_STYLE_GENERAL, indicator->name);
  clt_sheet_text (sheet, row, DATA_LABEL, CLT_STYLE_GENERAL,
                  clt_indicator_get_label (indicator->name));
  clt_sheet_number (sheet, row, DATA_NUMERATOR, CLT_STYLE_COUNT, (double) indicator->numerator);
  clt_sheet_number (sheet, row, DATA_DENOMINATOR, CLT_STYLE_COUNT, clt_pack_get_base (indicator));
  add_chart_value (sheet, row, DATA_CHART, indicator);
  add_chart_bound (sheet, row, DATA_LOW, indicator, -1);
  add_chart_bound (sheet, row, DATA_HIGH, indicator, 1);
  if (row == 1)
    clt_sheet_number (sheet, row, Z_COLUMN, CLT_STYLE_GENERAL, Z);
}

void
clt_pack_fill_data (CltPack *pack)
{
  const char *titles[DATA_N_COLUMNS] = { _ ("Month"),           C_ ("indicator", "Name"),
                                         _ ("Indicator"),       _ ("Count"),
                                         _ ("Out of"),          _ ("For charts"),
                                         _ ("Low, for charts"), _ ("High, for charts") };
  const CltStyle styles[DATA_N_COLUMNS] = { CLT_STYLE_MONTH, CLT_STYLE_GENERAL, CLT_STYLE_GENERAL,
                                            CLT_STYLE_COUNT, CLT_STYLE_COUNT,   CLT_STYLE_RATE,
                                            CLT_STYLE_RATE,  CLT_STYLE_RATE };
  guint row = 1;

  clt_sheet_header (pack->data, 0, titles, styles, DATA_N_COLUMNS);
  /* Translators: z is the quantile of the normal distribution behind 95 % intervals */
  clt_sheet_text (pack->data, 0, Z_COLUMN, CLT_STYLE_HEADER_NUMBER, _ ("z of 95 %"));
  for (guint i = 0; i < CLT_N_MAIN_INDICATORS; i++)
    for (guint m = 0; m < count_months (pack); m++)
      {
        int month = get_first_month (pack) + m;
        const CltIndicator *indicator = find_month (pack, clt_main_indicators[i], month);

        if (indicator != NULL)
          add_data_row (pack, row++, month, indicator);
      }
  pack->n_data = row - 1;
  if (pack->n_data == 0)
    clt_sheet_number (pack->data, 1, Z_COLUMN, CLT_STYLE_GENERAL, Z);
  clt_sheet_finish_list (pack->data, pack->n_data);
}

/* ---- indicators -------------------------------------------------------------------------- */

void
clt_pack_add_rate (CltSheet *sheet,
                   guint row,
                   guint column,
                   const char *x,
                   const char *n,
                   const CltIndicator *indicator)
{
  gboolean thousand = clt_pack_is_by_thousand (indicator->name);
  gint64 a = indicator->numerator, b = indicator->denominator;
  g_autofree char *formula = NULL, *fraction = NULL;

  if (thousand)
    formula = g_strdup_printf ("=IF(%s=0,\"\",1000*%s/%s)", n, x, n);
  else
    formula =
      g_strdup_printf ("=IF(%s=0,\"\",IF(%s<%d,%s&\"/\"&%s,%s/%s))", n, n, SMALL_N, x, n, x, n);
  if (b == 0)
    clt_sheet_formula (sheet, row, column, CLT_STYLE_PERCENT, formula, NAN, "");
  else if (thousand)
    clt_sheet_formula (sheet, row, column, CLT_STYLE_RATE, formula,
                       1000.0 * (double) a / clt_pack_get_base (indicator), NULL);
  else if (b < SMALL_N)
    {
      fraction = g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, a, b);
      clt_sheet_formula (sheet, row, column, CLT_STYLE_PERCENT, formula, NAN, fraction);
    }
  else
    clt_sheet_formula (sheet, row, column, CLT_STYLE_PERCENT, formula, (double) a / b, NULL);
}

/* Wilson 1927: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n). */
static void
add_bound (CltPack *pack, guint row, guint column, const CltIndicator *indicator, int sign)
{
  g_autofree char *z = g_strconcat (clt_sheet_get_reference (pack->data), Z_CELL, NULL);
  guint r = row + 1;
  g_autofree char *formula = g_strdup_printf (
    "=IF(C%u<%d,\"\",(B%u/C%u+%s^2/(2*C%u)%c%s*SQRT(B%u/C%u*(1-B%u/C%u)/C%u+%s^2/(4*C%u^2)))"
    "/(1+%s^2/C%u))",
    r, SMALL_N, r, r, z, r, sign > 0 ? '+' : '-', z, r, r, r, r, r, z, r, z, r);
  double low, high;

  clt_wilson (indicator->numerator, indicator->denominator, &low, &high);
  clt_sheet_formula (pack->indicators, row, column, CLT_STYLE_PERCENT, formula,
                     indicator->denominator < SMALL_N ? NAN : (sign > 0 ? high : low), "");
}

/* A count looked up in the sheet of data by month and indicator. */
static void
add_count (CltPack *pack, guint row, guint column, const char *name, char from, double value)
{
  const char *data = clt_sheet_get_reference (pack->data);
  guint last = pack->n_data + 1;
  g_autofree char *formula =
    g_strdup_printf ("=SUMIFS(%s$%c$2:$%c$%u,%s$A$2:$A$%u,$A%u,%s$B$2:$B$%u,\"%s\")", data, from,
                     from, last, data, last, row + 1, data, last, name);

  clt_sheet_formula (pack->indicators, row, column, CLT_STYLE_COUNT, formula, value, NULL);
}

static void
add_month_row (CltPack *pack, guint row, const char *name, int month)
{
  const CltIndicator *found = find_month (pack, name, month);
  const CltIndicator none = { .name = name };
  const CltIndicator *indicator = found != NULL ? found : &none;
  g_autofree char *x = g_strdup_printf ("B%u", row + 1), *n = g_strdup_printf ("C%u", row + 1);

  clt_sheet_day (pack->indicators, row, RATE_MONTH, CLT_STYLE_MONTH, clt_month_first_day (month));
  add_count (pack, row, RATE_NUMERATOR, name, 'D', (double) indicator->numerator);
  add_count (pack, row, RATE_DENOMINATOR, name, 'E', clt_pack_get_base (indicator));
  clt_pack_add_rate (pack->indicators, row, RATE_VALUE, x, n, indicator);
  if (!clt_pack_is_by_thousand (name))
    {
      add_bound (pack, row, RATE_LOW, indicator, -1);
      add_bound (pack, row, RATE_HIGH, indicator, 1);
    }
}

/* Rows of @name in the sheet of data, counted from its first. */
static gboolean
find_data_rows (const CltPack *pack, const char *name, guint *first, guint *last)
{
  guint row = 1;

  *first = *last = 0;
  for (guint i = 0; i < CLT_N_MAIN_INDICATORS; i++)
    for (guint m = 0; m < count_months (pack); m++)
      {
        if (find_month (pack, clt_main_indicators[i], get_first_month (pack) + m) == NULL)
          continue;
        if (g_str_equal (clt_main_indicators[i], name))
          {
            *first = *first == 0 ? row : *first;
            *last = row;
          }
        row++;
      }
  return *first > 0;
}

static void
add_chart_line (lxw_chart *chart,
                CltPack *pack,
                guint column,
                guint first,
                guint last,
                const char *name)
{
  const char *data = clt_sheet_get_name (pack->data);
  lxw_chart_line stroke = { .color = column == DATA_CHART ? 0x1c71d8 : 0x9a9996,
                            .width = column == DATA_CHART ? 2.25 : 1,
                            .dash_type = column == DATA_CHART ? LXW_CHART_LINE_DASH_SOLID
                                                              : LXW_CHART_LINE_DASH_DASH };
  lxw_chart_series *series = chart_add_series (chart, NULL, NULL);

  chart_series_set_categories (series, data, first, DATA_MONTH, last, DATA_MONTH);
  chart_series_set_values (series, data, first, column, last, column);
  chart_series_set_name (series, name);
  chart_series_set_line (series, &stroke);
}

static void
add_block_chart (CltPack *pack, guint row, const char *name)
{
  lxw_chart_font font = { .size = 11, .bold = LXW_TRUE };
  lxw_chart_line grid = { .color = 0xe4e3e1, .width = 0.75 };
  lxw_chart_options place = { .x_scale = 540 / 480.0, .y_scale = 360 / 288.0, .x_offset = 12 };
  guint first, last;
  lxw_chart *chart;

  if (!find_data_rows (pack, name, &first, &last))
    return;
  chart = workbook_add_chart (clt_book_get_workbook (pack->book), LXW_CHART_LINE);
  chart_title_set_name (chart, clt_indicator_get_label (name));
  chart_title_set_name_font (chart, &font);
  add_chart_line (chart, pack, DATA_CHART, first, last, clt_indicator_get_label (name));
  if (!clt_pack_is_by_thousand (name))
    {
      add_chart_line (chart, pack, DATA_LOW, first, last, _ ("Low 95 %"));
      add_chart_line (chart, pack, DATA_HIGH, first, last, _ ("High 95 %"));
    }
  chart_axis_set_num_format (chart->x_axis, "yyyy-mm");
  chart_axis_set_interval_unit (chart->x_axis, 4);
  chart_axis_set_num_format (chart->y_axis, clt_pack_is_by_thousand (name) ? "0.0" : "0%");
  chart_axis_set_min (chart->y_axis, 0);
  chart_axis_major_gridlines_set_line (chart->y_axis, &grid);
  chart_legend_set_position (chart, LXW_CHART_LEGEND_BOTTOM);
  chart_show_blanks_as (chart, LXW_CHART_BLANKS_AS_GAP);
  worksheet_insert_chart_opt (clt_sheet_get_worksheet (pack->indicators), row, RATE_N_COLUMNS,
                              chart, &place);
}

/* Name and definition over the whole width of the page. */
static void
add_block_head (CltPack *pack, guint row, const char *name)
{
  const char *definition = clt_indicator_get_definition (name);
  lxw_worksheet *worksheet = clt_sheet_get_worksheet (pack->indicators);
  guint lines = 1 + clt_text_get_columns (definition) / 105;

  clt_sheet_text (pack->indicators, row, 0, CLT_STYLE_HEADING, clt_indicator_get_label (name));
  clt_sheet_set_height (pack->indicators, row + 1, 15.5 * lines);
  worksheet_merge_range (worksheet, row + 1, 0, row + 1, 11, "", NULL);
  clt_sheet_text (pack->indicators, row + 1, 0, CLT_STYLE_WRAP, definition);
}

static void
add_block (CltPack *pack, guint row, const char *name)
{
  const char *titles[RATE_N_COLUMNS] = {
    _ ("Month"),    _ ("Count"),
    _ ("Out of"),   clt_pack_is_by_thousand (name) ? _ ("Per 1,000 clients") : _ ("Rate"),
    _ ("Low 95 %"), _ ("High 95 %")
  };

  add_block_head (pack, row, name);
  for (guint i = 0; i < RATE_N_COLUMNS; i++)
    clt_sheet_text (pack->indicators, row + 2, i,
                    i == RATE_MONTH ? CLT_STYLE_HEADER : CLT_STYLE_HEADER_NUMBER, titles[i]);
  for (guint m = 0; m < count_months (pack); m++)
    add_month_row (pack, row + 3 + m, name, get_first_month (pack) + m);
  add_block_chart (pack, row + 3, name);
}

/* One page for each indicator that has data; the others follow with what they will show. */
void
clt_pack_fill_indicators (CltPack *pack)
{
  lxw_worksheet *worksheet = clt_sheet_get_worksheet (pack->indicators);
  lxw_row_t breaks[CLT_N_MAIN_INDICATORS + 1] = { 0 };
  guint row = 0, n_breaks = 0;

  for (guint i = 0; i < CLT_N_MAIN_INDICATORS; i++)
    if (is_known (pack, clt_main_indicators[i]))
      {
        add_block (pack, row, clt_main_indicators[i]);
        row += BLOCK_ROWS;
        breaks[n_breaks++] = row;
      }
  for (guint i = 0; i < CLT_N_MAIN_INDICATORS; i++)
    if (!is_known (pack, clt_main_indicators[i]))
      {
        add_block_head (pack, row, clt_main_indicators[i]);
        clt_sheet_text (pack->indicators, row + 2, 0, CLT_STYLE_DIM,
                        _ ("There is no data for this indicator yet."));
        row += 4;
      }
  /* breaks count only where the page is scaled by hand */
  worksheet_set_print_scale (worksheet, 70);
  if (n_breaks > 0)
    worksheet_set_h_pagebreaks (worksheet, breaks);
}
