/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-result-book.h"

#include <math.h>

#include "core/base/clt-i18n.h"

#define CHART_COLUMN 7
#define CHART_ROWS 13 /* a chart takes so many rows */
#define BAR_COLOR 0x3584e4

/* ---- summary ------------------------------------------------------------------------------- */

typedef struct
{
  CltSheet *sheet;
  guint row;
} Place;

/* Columns of the list of figures. */
enum
{
  MEASURE,
  VALUE,
  LOW,
  HIGH,
  CASES,
  WEIGHTED,
  N_MEASURE_COLUMNS
};

static void
add_titles (Place *place, const char *const *titles, guint n_texts, guint n)
{
  for (guint i = 0; i < n; i++)
    clt_sheet_text (place->sheet, place->row, i,
                    i < n_texts ? CLT_STYLE_HEADER : CLT_STYLE_HEADER_NUMBER, titles[i]);
  place->row++;
}

static void
add_count (Place *place, const char *name, gint64 count)
{
  clt_sheet_text (place->sheet, place->row, MEASURE, CLT_STYLE_GENERAL, name);
  clt_sheet_number (place->sheet, place->row++, VALUE, CLT_STYLE_COUNT, (double) count);
}

static void
add_share (Place *place, const char *name, const CltShare *share, double weighted)
{
  if (share->of == 0)
    return;
  clt_sheet_text (place->sheet, place->row, MEASURE, CLT_STYLE_GENERAL, name);
  clt_sheet_number (place->sheet, place->row, VALUE, CLT_STYLE_PERCENT, share->value);
  clt_sheet_number (place->sheet, place->row, LOW, CLT_STYLE_PERCENT, share->low);
  clt_sheet_number (place->sheet, place->row, HIGH, CLT_STYLE_PERCENT, share->high);
  clt_sheet_number (place->sheet, place->row, CASES, CLT_STYLE_COUNT, (double) share->of);
  clt_sheet_number (place->sheet, place->row++, WEIGHTED, CLT_STYLE_PERCENT, weighted);
}

static void
add_value (Place *place, const char *name, double value, double margin, gint64 n, double weighted)
{
  if (isnan (value))
    return;
  clt_sheet_text (place->sheet, place->row, MEASURE, CLT_STYLE_GENERAL, name);
  clt_sheet_number (place->sheet, place->row, VALUE, CLT_STYLE_RATE, value);
  clt_sheet_number (place->sheet, place->row, LOW, CLT_STYLE_RATE, value - margin);
  clt_sheet_number (place->sheet, place->row, HIGH, CLT_STYLE_RATE, value + margin);
  clt_sheet_number (place->sheet, place->row, CASES, CLT_STYLE_COUNT, n == 0 ? NAN : (double) n);
  clt_sheet_number (place->sheet, place->row++, WEIGHTED, CLT_STYLE_RATE, weighted);
}

static void
add_figures (const CltResultBook *book, Place *place)
{
  const char *const titles[N_MEASURE_COLUMNS] = {
    C_ ("results", "Figure"),    C_ ("results", "Value"), C_ ("results", "From (95 %)"),
    C_ ("results", "To (95 %)"), C_ ("results", "Cases"), C_ ("results", "Weighted to the tiers"),
  };
  const CltResultGroup *all = book->result->all;
  const CltWeighted *weighted = &book->result->overall;

  add_titles (place, titles, 1, N_MEASURE_COLUMNS);
  add_count (place, _ ("Answered forms"), all->responses->len);
  add_share (place, _ ("Response rate"), &book->result->rate, NAN);
  add_share (place, _ ("CSAT (4 and 5)"), &all->csat, weighted->csat);
  add_share (place, _ ("Two best points"), &all->top2, weighted->top2);
  if (all->nps != NULL)
    add_value (place, _ ("NPS"), all->nps->nps, all->nps->nps_margin, all->nps->sums.n, NAN);
  add_value (place, _ ("Mean"), clt_sums_get_mean (&all->sums), NAN, all->sums.n, weighted->mean);
  add_value (place, _ ("Index (0–100)"), all->index, NAN, 0, NAN);
  for (guint i = 0; i < all->dimensions->len; i++)
    {
      const CltDimensionResult *dimension = all->dimensions->pdata[i];
      /* Translators: a dimension of satisfaction and its weight in per cent. */
      g_autofree char *name =
        g_strdup_printf (_ ("%s (weight %d %%)"), dimension->name, dimension->weight);

      add_value (place, name, dimension->score, NAN, 0, NAN);
    }
  add_count (place, _ ("Too fast"), all->fast->len);
  add_count (place, _ ("One answer to everything"), all->straight->len);
  add_count (place, _ ("Taken by staff of their own clients"), all->own->len);
  add_count (place, _ ("Being filled in"), book->result->n_open);
  add_count (place, _ ("Left in the middle"), book->result->n_broken);
  add_count (place, _ ("Replaced by a later form of the same client"), book->result->replaced->len);
}

static void
add_group (const CltResultGroup *group, Place *place)
{
  const guint row = place->row++;

  clt_sheet_text (place->sheet, row, 0, CLT_STYLE_GENERAL, group->label);
  clt_sheet_number (place->sheet, row, 1, CLT_STYLE_COUNT, group->responses->len);
  clt_sheet_number (place->sheet, row, 2, CLT_STYLE_PERCENT, group->csat.value);
  clt_sheet_number (place->sheet, row, 3, CLT_STYLE_PERCENT, group->csat.low);
  clt_sheet_number (place->sheet, row, 4, CLT_STYLE_PERCENT, group->csat.high);
  clt_sheet_number (place->sheet, row, 5, CLT_STYLE_PERCENT, group->top2.value);
  clt_sheet_number (place->sheet, row, 6, CLT_STYLE_RATE, clt_sums_get_mean (&group->sums));
  clt_sheet_number (place->sheet, row, 7, CLT_STYLE_RATE,
                    group->nps == NULL ? NAN : group->nps->nps);
  clt_sheet_number (place->sheet, row, 8, CLT_STYLE_COUNT,
                    group->place == 0 ? NAN : (double) group->place);
}

static void
add_groups (const CltResultBook *book, Place *place)
{
  const char *const titles[] = {
    clt_result_by_get_label (book->query->by),
    _ ("Answered forms"),
    _ ("CSAT (4 and 5)"),
    C_ ("results", "From (95 %)"),
    C_ ("results", "To (95 %)"),
    _ ("Two best points"),
    _ ("Mean"),
    _ ("NPS"),
    C_ ("results", "Place"),
  };
  const gboolean staff = book->query->by == CLT_RESULT_BY_STAFF;

  if (book->result->groups->len == 0)
    return;
  place->row++;
  add_titles (place, titles, 1, staff ? G_N_ELEMENTS (titles) : G_N_ELEMENTS (titles) - 1);
  for (guint i = 0; i < book->result->groups->len; i++)
    add_group (book->result->groups->pdata[i], place);
  if (staff)
    clt_sheet_text (place->sheet, place->row++, 0, CLT_STYLE_DIM,
                    _ ("Nobody is ranked whose interval overlaps that of somebody else."));
}

void
clt_result_book_add_summary (const CltResultBook *book)
{
  Place place = { clt_book_add_sheet (book->book, C_ ("results", "Summary")), 0 };

  clt_sheet_text (place.sheet, place.row++, 0, CLT_STYLE_TITLE, book->title);
  clt_sheet_text (place.sheet, place.row++, 0, CLT_STYLE_DIM, book->description);
  place.row++;
  clt_sheet_set_width (place.sheet, 0, 34);
  for (guint i = 1; i < 9; i++)
    clt_sheet_set_width (place.sheet, i, 14);
  add_figures (book, &place);
  add_groups (book, &place);
}

/* ---- questions ----------------------------------------------------------------------------- */

typedef struct
{
  const char *title;
  CltStyle style;
  double (*get) (const CltQuestionResult *result, const CltWeighted *weighted);
} QuestionColumn;

#define FIGURE(name, expression)                                                                   \
  static double get_##name (const CltQuestionResult *result, const CltWeighted *weighted)          \
  {                                                                                                \
    return (double) (expression);                                                                  \
  }

FIGURE (asked, result->asked)
FIGURE (n, result->n)
FIGURE (blank, result->blank->len)
FIGURE (refused, result->refused->len)
FIGURE (unknown, result->unknown->len)
FIGURE (skipped, result->skipped->len)
FIGURE (mean, clt_sums_get_mean (&result->sums))
FIGURE (deviation, clt_sums_get_deviation (&result->sums))
FIGURE (score, result->score)
FIGURE (csat, result->csat.value)
FIGURE (csat_low, result->csat.low)
FIGURE (csat_high, result->csat.high)
FIGURE (top2, result->top2.value)
FIGURE (top2_low, result->top2.low)
FIGURE (top2_high, result->top2.high)
FIGURE (nps, result->nps)
FIGURE (nps_margin, result->nps_margin)
FIGURE (weighted_mean, weighted->mean)
FIGURE (weighted_csat, weighted->csat)
FIGURE (weighted_top2, weighted->top2)

static const QuestionColumn question_columns[] = {
  { NC_ ("results", "Put to (forms)"), CLT_STYLE_COUNT, get_asked },
  { NC_ ("results", "Answered"), CLT_STYLE_COUNT, get_n },
  { NC_ ("results", "Blank"), CLT_STYLE_COUNT, get_blank },
  { NC_ ("results", "Refused"), CLT_STYLE_COUNT, get_refused },
  { NC_ ("results", "Don’t know"), CLT_STYLE_COUNT, get_unknown },
  { NC_ ("results", "Skipped"), CLT_STYLE_COUNT, get_skipped },
  { NC_ ("results", "Mean"), CLT_STYLE_RATE, get_mean },
  { NC_ ("results", "Standard deviation"), CLT_STYLE_RATE, get_deviation },
  { NC_ ("results", "Score (0–100)"), CLT_STYLE_RATE, get_score },
  { NC_ ("results", "CSAT"), CLT_STYLE_PERCENT, get_csat },
  { NC_ ("results", "CSAT from"), CLT_STYLE_PERCENT, get_csat_low },
  { NC_ ("results", "CSAT to"), CLT_STYLE_PERCENT, get_csat_high },
  { NC_ ("results", "Two best points"), CLT_STYLE_PERCENT, get_top2 },
  { NC_ ("results", "Two best points from"), CLT_STYLE_PERCENT, get_top2_low },
  { NC_ ("results", "Two best points to"), CLT_STYLE_PERCENT, get_top2_high },
  { NC_ ("results", "NPS"), CLT_STYLE_RATE, get_nps },
  { NC_ ("results", "NPS margin"), CLT_STYLE_RATE, get_nps_margin },
  { NC_ ("results", "Mean, weighted"), CLT_STYLE_RATE, get_weighted_mean },
  { NC_ ("results", "CSAT, weighted"), CLT_STYLE_PERCENT, get_weighted_csat },
  { NC_ ("results", "Two best points, weighted"), CLT_STYLE_PERCENT, get_weighted_top2 },
};

enum
{
  KEY,
  QUESTION,
  TYPE,
  N_NAMES
};

static void
add_question_titles (CltSheet *sheet)
{
  const char *titles[N_NAMES + G_N_ELEMENTS (question_columns)];
  CltStyle styles[G_N_ELEMENTS (titles)];

  titles[KEY] = C_ ("results", "Key");
  titles[QUESTION] = C_ ("results", "Question");
  titles[TYPE] = C_ ("results", "Type");
  styles[KEY] = styles[QUESTION] = styles[TYPE] = CLT_STYLE_TEXT;
  for (guint i = 0; i < G_N_ELEMENTS (question_columns); i++)
    {
      titles[N_NAMES + i] = g_dpgettext2 (GETTEXT_PACKAGE, "results", question_columns[i].title);
      styles[N_NAMES + i] = question_columns[i].style;
    }
  clt_sheet_header (sheet, 0, titles, styles, G_N_ELEMENTS (titles));
  clt_sheet_set_width (sheet, QUESTION, 44);
}

void
clt_result_book_add_questions (const CltResultBook *book)
{
  const GPtrArray *questions = book->result->all->questions;
  CltSheet *sheet = clt_book_add_sheet (book->book, C_ ("results", "Questions"));

  add_question_titles (sheet);
  for (guint i = 0; i < questions->len; i++)
    {
      const CltQuestionResult *result = questions->pdata[i];
      const CltWeighted *weighted = &g_array_index (book->result->weighted, CltWeighted, i);

      clt_sheet_text (sheet, i + 1, KEY, CLT_STYLE_TEXT, result->question->key);
      clt_sheet_text (sheet, i + 1, QUESTION, CLT_STYLE_TEXT, result->question->text);
      clt_sheet_text (sheet, i + 1, TYPE, CLT_STYLE_TEXT,
                      clt_question_type_get_label (result->question->type));
      for (guint j = 0; j < G_N_ELEMENTS (question_columns); j++)
        clt_sheet_number (sheet, i + 1, N_NAMES + j, question_columns[j].style,
                          question_columns[j].get (result, weighted));
    }
  clt_sheet_finish_list (sheet, questions->len);
}

/* ---- counts -------------------------------------------------------------------------------- */

/* Bars that lie, so that long answers can be read; the first on top, as in the table. */
static void
add_chart (const CltResultBook *book,
           CltSheet *sheet,
           const CltQuestionResult *result,
           guint row,
           guint n)
{
  lxw_chart *chart = workbook_add_chart (clt_book_get_workbook (book->book), LXW_CHART_BAR);
  lxw_chart_series *series = chart_add_series (chart, NULL, NULL);
  lxw_chart_font font = { .size = 10, .bold = LXW_FALSE };
  lxw_chart_fill fill = { .color = BAR_COLOR };
  lxw_chart_options place = { .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
                              .x_scale = 1.1,
                              .y_scale = MAX (n + 4, CHART_ROWS) * 20.0 / 288.0 };
  const char *name = clt_sheet_get_name (sheet);

  chart_series_set_categories (series, name, row, 1, row + n - 1, 1);
  chart_series_set_values (series, name, row, 2, row + n - 1, 2);
  chart_series_set_name (series, result->question->text);
  chart_series_set_fill (series, &fill);
  chart_series_set_labels (series);
  chart_title_set_name (chart, result->question->text);
  chart_title_set_name_font (chart, &font);
  chart_axis_set_reverse (chart->y_axis);
  chart_axis_set_min (chart->x_axis, 0);
  chart_legend_set_position (chart, LXW_CHART_LEGEND_NONE);
  worksheet_insert_chart_opt (clt_sheet_get_worksheet (sheet), row - 2, CHART_COLUMN, chart,
                              &place);
}

static void
add_counts (const CltQuestionResult *result, Place *place)
{
  const char *const titles[] = { C_ ("results", "Code"),        C_ ("results", "Answer"),
                                 C_ ("results", "Forms"),       C_ ("results", "Share"),
                                 C_ ("results", "From (95 %)"), C_ ("results", "To (95 %)") };

  add_titles (place, titles, 2, G_N_ELEMENTS (titles));
  for (guint i = 0; i < result->counts->len; i++)
    {
      const CltResultCount *count = result->counts->pdata[i];
      const guint row = place->row++;

      clt_sheet_text (place->sheet, row, 0, CLT_STYLE_TEXT, count->code);
      clt_sheet_text (place->sheet, row, 1, CLT_STYLE_TEXT, count->label);
      clt_sheet_number (place->sheet, row, 2, CLT_STYLE_COUNT, count->responses->len);
      clt_sheet_number (place->sheet, row, 3, CLT_STYLE_PERCENT, count->share.value);
      clt_sheet_number (place->sheet, row, 4, CLT_STYLE_PERCENT, count->share.low);
      clt_sheet_number (place->sheet, row, 5, CLT_STYLE_PERCENT, count->share.high);
    }
}

void
clt_result_book_add_counts (const CltResultBook *book)
{
  const GPtrArray *questions = book->result->all->questions;
  Place place = { clt_book_add_sheet (book->book, C_ ("results", "Counts")), 0 };

  clt_sheet_set_width (place.sheet, 0, 12);
  clt_sheet_set_width (place.sheet, 1, 40);
  for (guint i = 2; i < 6; i++)
    clt_sheet_set_width (place.sheet, i, 12);
  for (guint i = 0; i < questions->len; i++)
    {
      const CltQuestionResult *result = questions->pdata[i];
      const guint first = place.row, n = result->counts->len;

      if (n == 0)
        continue;
      clt_sheet_text (place.sheet, place.row++, 0, CLT_STYLE_HEADING, result->question->text);
      add_counts (result, &place);
      add_chart (book, place.sheet, result, first + 2, n);
      place.row = MAX (place.row + 1, first + MAX (n + 4, CHART_ROWS) + 1);
    }
}

/* ---- definitions --------------------------------------------------------------------------- */

void
clt_result_book_add_definitions (const CltResultBook *book)
{
  const struct
  {
    const char *name, *text;
  } definitions[] = {
    { _ ("Answered forms"),
      _ ("Complete forms of the first keying; of one client in one survey the last one.") },
    { _ ("Response rate"), _ ("Clients with a complete form by clients who are asked.") },
    { _ ("CSAT (4 and 5)"),
      _ ("Answers of 4 or 5 by valid answers (1 to 5). Blank, refused, “don’t know” and skipped "
         "answers are left out; ratings whose high end is bad are turned round.") },
    { _ ("Two best points"), _ ("The same for the two best points of any scale.") },
    { _ ("NPS"), _ ("Per cent of 9 and 10 less per cent of 0 to 6, with 1.96 standard errors.") },
    { _ ("Index (0–100)"),
      _ ("Mean of the questions of a dimension on 0–100, dimensions by their weights.") },
    { C_ ("results", "From (95 %)"), _ ("Wilson’s interval, z = 1.959964.") },
    { C_ ("results", "Weighted to the tiers"),
      _ (
        "The figures of the tiers, weighted by the clients of the branch in each tier on the first "
        "day of the period.") },
    { C_ ("results", "Blank"), _ ("Was asked, and nothing was said.") },
    { C_ ("results", "Skipped"), _ ("Was not asked, because of the answers before.") },
    { _ ("Too fast"), _ ("Fewer seconds a question than the rule says.") },
    { _ ("One answer to everything"), _ ("The same point for all ratings of the common scale.") },
  };
  const char *const titles[] = { C_ ("results", "Figure"), C_ ("results", "Meaning") };
  const CltStyle styles[] = { CLT_STYLE_TEXT, CLT_STYLE_WRAP };
  CltSheet *sheet = clt_book_add_sheet (book->book, C_ ("results", "Definitions"));

  clt_sheet_header (sheet, 0, titles, styles, G_N_ELEMENTS (titles));
  clt_sheet_set_width (sheet, 0, 34);
  clt_sheet_set_width (sheet, 1, 90);
  for (guint i = 0; i < G_N_ELEMENTS (definitions); i++)
    {
      clt_sheet_text (sheet, i + 1, 0, CLT_STYLE_TEXT, definitions[i].name);
      clt_sheet_text (sheet, i + 1, 1, CLT_STYLE_WRAP, definitions[i].text);
    }
  clt_sheet_finish_list (sheet, G_N_ELEMENTS (definitions));
}
