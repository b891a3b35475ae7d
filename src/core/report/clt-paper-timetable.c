/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calendar of training on paper: a week by the hour, months by the day, a year by level. */
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/charts/clt-chart-colors.h"
#include "core/report/clt-paper-private.h"
#include "core/training/clt-timetable.h"

#define TITLE_SIZE 15.0
#define TEXT_SIZE 7.5
#define HEAD 30.0  /* title */
#define NAMES 16.0 /* names of days */
#define NAME_WIDTH 110.0
#define DAYS 7
#define MONTHS 12
#define SHADE "#f0f0ef"
#define GAP "#9c6500" /* deep enough for a printer without colours */

typedef struct
{
  CltTimetable *table;
  CltDay from, to; /* what is printed; the table has whole weeks */
} Sheet;

static void
sheet_free (gpointer data)
{
  Sheet *sheet = data;

  g_clear_pointer (&sheet->table, clt_timetable_free);
  g_free (sheet);
}

static gboolean
is_week (const Sheet *sheet)
{
  return sheet->to - sheet->from < DAYS;
}

static gboolean
is_year (const Sheet *sheet)
{
  return sheet->to - sheet->from > 200;
}

static guint
lay_out (CltPaper *paper)
{
  const Sheet *sheet = paper->data;

  if (is_week (sheet) || is_year (sheet))
    return 1;
  return (guint) (clt_day_get_month (sheet->to) - clt_day_get_month (sheet->from) + 1);
}

/* ---- pieces ------------------------------------------------------------------------------------- */

static void
set_level (CltInk *ink, guint level, double alpha)
{
  CltColor color = clt_color_get_default (level);

  clt_color_set (&color, alpha, ink->cr);
}

static void
fill (CltInk *ink, double x, double y, double width, double height)
{
  cairo_rectangle (ink->cr, x, y, width, height);
  cairo_fill (ink->cr);
}

static void
draw_box (CltInk *ink,
          const CltTimetableEntry *entry,
          double x,
          double y,
          double width,
          double height)
{
  set_level (ink, entry->level, 0.15);
  fill (ink, x, y, width, height);
  set_level (ink, entry->level, 1);
  fill (ink, x, y, 2, height);
}

static void
draw_weekdays (CltInk *ink, double x, double y, double column)
{
  static const char *const names[] = { N_ ("Mon"), N_ ("Tue"), N_ ("Wed"), N_ ("Thu"),
                                       N_ ("Fri"), N_ ("Sat"), N_ ("Sun") };

  for (guint i = 0; i < DAYS; i++)
    clt_ink_put (ink, _ (names[i]), x + i * column + 3, y + 3, column - 6, TEXT_SIZE, TRUE,
                 CLT_INK_DIM, 0);
}

static void
shade (CltInk *ink, const Sheet *sheet, CltDay day, double x, double y, double width, double height)
{
  if (clt_timetable_get_day (sheet->table, day) == CLT_TIMETABLE_TRADING)
    return;
  clt_ink_set_color (ink, SHADE);
  fill (ink, x, y, width, height);
}

static char *
format_line (const CltTimetableEntry *entry)
{
  g_autofree char *starts = clt_instant_format (entry->starts);
  g_autofree char *seats = clt_timetable_entry_format_seats (entry);

  return g_strdup_printf ("%s %s %s %s %s", starts + strlen ("2026-11-18 "), entry->code,
                          entry->course, entry->lecturer, seats);
}

/* ---- a month ------------------------------------------------------------------------------------- */

static void
draw_day (CltInk *ink,
          const Sheet *sheet,
          CltDay day,
          double x,
          double y,
          double width,
          double height)
{
  g_autofree char *number = clt_day_format (day);
  double line = y + 13, bottom = y + height - 1;
  guint hidden = 0;

  shade (ink, sheet, day, x, y, width, height);
  clt_ink_put (ink, number + strlen ("2026-11-"), x + 3, y + 3, 20, 8, TRUE, CLT_INK_TEXT, 0);
  if (clt_timetable_get_holiday (sheet->table, day) != NULL)
    clt_ink_put (ink, clt_timetable_get_holiday (sheet->table, day), x + 24, y + 3, width - 28,
                 TEXT_SIZE, FALSE, CLT_INK_DIM, 1);
  for (guint i = 0; i < sheet->table->entries->len; i++)
    {
      const CltTimetableEntry *entry = sheet->table->entries->pdata[i];
      g_autofree char *text = NULL;
      double box;

      if (clt_instant_get_day (entry->starts) != day)
        continue;
      text = format_line (entry);
      box = clt_ink_measure_lines (ink, text, width - 10, TEXT_SIZE, FALSE) + 3;
      if (line + box > bottom)
        {
          hidden++;
          continue;
        }
      draw_box (ink, entry, x + 2, line, width - 4, box);
      clt_ink_put_lines (ink, text, x + 6, line + 1, width - 10, TEXT_SIZE, FALSE, CLT_INK_TEXT, 0);
      line += box + 1.5;
    }
  if (hidden > 0)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("%u more", "%u more", hidden), hidden);

      clt_ink_put (ink, more, x + 24, y + 3, width - 28, TEXT_SIZE, FALSE, CLT_INK_DIM, 1);
    }
}

static void
draw_month (const CltPaper *paper, CltInk *ink, int month)
{
  const Sheet *sheet = paper->data;
  CltDay first = clt_month_first_day (month), last = clt_month_last_day (month);
  CltDay monday = first - clt_day_get_weekday (first) + 1;
  int n_weeks = (last - monday) / DAYS + 1;
  double x = CLT_PAPER_MARGIN, y = CLT_PAPER_MARGIN + HEAD;
  double column = clt_paper_get_inner_width (paper) / DAYS;
  double row = (clt_paper_get_bottom (paper) - y - NAMES - 8) / n_weeks;

  draw_weekdays (ink, x, y, column);
  for (CltDay day = first; day <= last; day++)
    draw_day (ink, sheet, day, x + (day - monday) % DAYS * column,
              y + NAMES + (day - monday) / DAYS * row, column, row);
  for (int i = 0; i <= n_weeks; i++)
    clt_ink_rule (ink, x, y + NAMES + i * row, column * DAYS, 0.5);
  for (int i = 0; i <= DAYS; i++)
    clt_ink_rule (ink, x + i * column, y + NAMES, 0.5, n_weeks * row);
}

/* ---- a week -------------------------------------------------------------------------------------- */

static int
get_minute (gint64 instant, CltDay day)
{
  return (int) ((instant - clt_day_get_instant (day, 0)) / 60);
}

static void
draw_entry (CltInk *ink,
            const CltTimetableEntry *entry,
            double x,
            double y,
            double width,
            double height)
{
  g_autofree char *when = format_line (entry);
  const char *const lines[] = { when, entry->room };
  double line = y + 2;

  draw_box (ink, entry, x, y, width, height);
  for (guint i = 0; i < G_N_ELEMENTS (lines) && line + TEXT_SIZE < y + height; i++)
    line +=
      clt_ink_put_lines (ink, lines[i], x + 4, line, width - 6, TEXT_SIZE, i == 0, CLT_INK_TEXT, 0);
}

static void
draw_column (CltInk *ink,
             const Sheet *sheet,
             CltDay day,
             double x,
             double y,
             double width,
             double height)
{
  const CltTimetable *table = sheet->table;
  g_autoptr (GArray) spans = g_array_new (FALSE, TRUE, sizeof (CltLaneSpan));
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  double minute = height / (table->close - table->open);

  shade (ink, sheet, day, x, y, width, height);
  for (guint i = 0; i < table->entries->len; i++)
    {
      CltTimetableEntry *entry = table->entries->pdata[i];
      CltLaneSpan span = { entry->starts, entry->ends, 0, 0 };

      if (clt_instant_get_day (entry->starts) != day)
        continue;
      g_array_append_val (spans, span);
      g_ptr_array_add (entries, entry);
    }
  clt_lanes_assign ((CltLaneSpan *) (gpointer) spans->data, spans->len);
  for (guint i = 0; i < spans->len; i++)
    {
      const CltLaneSpan *span = &g_array_index (spans, CltLaneSpan, i);
      double lane = (width - 2) / span->n_lanes;
      int from = CLAMP (get_minute (span->starts, day), table->open, table->close - 15);
      int to = CLAMP (get_minute (span->ends, day), from + 15, table->close);

      draw_entry (ink, entries->pdata[i], x + 1 + span->lane * lane,
                  y + (from - table->open) * minute, lane - 1, (to - from) * minute);
    }
}

static void
draw_week (const CltPaper *paper, CltInk *ink)
{
  const Sheet *sheet = paper->data;
  const CltTimetable *table = sheet->table;
  double x = CLT_PAPER_MARGIN + 30, y = CLT_PAPER_MARGIN + HEAD + NAMES;
  double column = (clt_paper_get_inner_width (paper) - 30) / DAYS;
  double height = clt_paper_get_bottom (paper) - y - 8;
  double hour = height / (table->close - table->open) * 60;

  for (CltDay day = sheet->from; day <= sheet->to; day++)
    {
      g_autofree char *name = clt_day_format (day);

      clt_ink_put (ink, name, x + (day - sheet->from) * column + 3, y - NAMES + 3, column - 6, 8,
                   TRUE, CLT_INK_TEXT, 0);
      draw_column (ink, sheet, day, x + (day - sheet->from) * column, y, column, height);
      clt_ink_rule (ink, x + (day - sheet->from) * column, y, 0.5, height);
    }
  for (int minute = table->open; minute <= table->close; minute += 60)
    {
      g_autofree char *text = g_strdup_printf ("%02d:00", minute / 60);
      double line = y + (minute - table->open) / 60.0 * hour;

      clt_ink_rule (ink, x, line, column * DAYS, 0.3);
      clt_ink_put (ink, text, CLT_PAPER_MARGIN, line + 1, 26, TEXT_SIZE, FALSE, CLT_INK_DIM, 1);
    }
}

/* ---- a year -------------------------------------------------------------------------------------- */

/* A month to come without sessions. The dashes and the word are there without colours, too. */
static void
draw_gap (CltInk *ink, double x, double y, double width, double height)
{
  const double dash = 3;

  clt_ink_set_color (ink, GAP);
  cairo_set_dash (ink->cr, &dash, 1, 0);
  cairo_set_line_width (ink->cr, 0.8);
  cairo_rectangle (ink->cr, x + 2, y + 2, width - 4, height - 4);
  cairo_stroke (ink->cr);
  cairo_set_dash (ink->cr, NULL, 0, 0);
  clt_ink_put (ink, C_ ("month without sessions", "Nothing planned"), x + 4, y + 6, width - 8, 9,
               FALSE, GAP, 0.5);
}

static void
draw_cell (CltInk *ink,
           const CltTimetableCell *cell,
           int month,
           const char *courses,
           guint level,
           double x,
           double y,
           double width,
           double height)
{
  g_autofree char *sessions = NULL, *hours = NULL;

  if (clt_timetable_cell_is_gap (cell, month))
    {
      draw_gap (ink, x, y, width, height);
      return;
    }
  if (cell->sessions == 0)
    {
      clt_ink_put (ink, "–", x, y + 6, width, 9, FALSE, CLT_INK_DIM, 0.5);
      return;
    }
  set_level (ink, level, 0.15);
  fill (ink, x + 1, y + 1, width - 2, height - 2);
  sessions =
    g_strdup_printf (ngettext ("%u session", "%u sessions", cell->sessions), cell->sessions);
  hours = g_strdup_printf (_ ("%.1f h"), cell->minutes / 60.0);
  clt_ink_put (ink, sessions, x + 2, y + 6, width - 4, 9, TRUE, CLT_INK_TEXT, 0.5);
  clt_ink_put (ink, courses, x + 2, y + 20, width - 4, TEXT_SIZE, FALSE, CLT_INK_TEXT, 0.5);
  if (cell->minutes > 0) /* there is none where all is studied alone */
    clt_ink_put (ink, hours, x + 2, y + 34, width - 4, TEXT_SIZE, FALSE, CLT_INK_DIM, 0.5);
}

static void
draw_year (const CltPaper *paper, CltInk *ink)
{
  const Sheet *sheet = paper->data;
  const GPtrArray *levels = sheet->table->levels;
  int january = clt_day_get_month (sheet->from);
  double x = CLT_PAPER_MARGIN + NAME_WIDTH, y = CLT_PAPER_MARGIN + HEAD;
  double column = (clt_paper_get_inner_width (paper) - NAME_WIDTH) / MONTHS;
  double row = (clt_paper_get_bottom (paper) - y - NAMES - 8) / MAX (levels->len, 1);

  for (int i = 0; i < MONTHS; i++)
    clt_ink_put (ink, clt_timetable_get_month_label ((guint) i), x + i * column, y + 3, column, 9,
                 TRUE, CLT_INK_DIM, 0.5);
  for (guint level = 0; level < levels->len; level++)
    {
      double top = y + NAMES + level * row;

      clt_ink_rule (ink, CLT_PAPER_MARGIN, top, NAME_WIDTH + column * MONTHS, 0.5);
      clt_ink_put_lines (ink, levels->pdata[level], CLT_PAPER_MARGIN, top + 6, NAME_WIDTH - 8, 9,
                         TRUE, CLT_INK_TEXT, 0);
      for (int i = 0; i < MONTHS; i++)
        {
          g_autofree char *courses =
            clt_timetable_list_month (sheet->table, level, january + i, FALSE);
          CltTimetableCell cell;

          clt_timetable_sum (sheet->table, level, january + i, &cell);
          draw_cell (ink, &cell, january + i, courses, level, x + i * column, top, column, row);
        }
    }
}

/* ---- the paper ----------------------------------------------------------------------------------- */

/* What has days, but no place among the hours. */
static void
draw_untimed (const CltPaper *paper, CltInk *ink, CltDay from, CltDay to)
{
  const GPtrArray *untimed = ((const Sheet *) paper->data)->table->untimed;
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < untimed->len; i++)
    {
      const CltTimetableEntry *entry = untimed->pdata[i];
      g_autofree char *seats = clt_timetable_entry_format_seats (entry);

      if (clt_timetable_entry_touches (entry, from, to))
        g_string_append_printf (names, "%s%s %s %s", names->len > 0 ? " · " : "", entry->session,
                                entry->course, seats);
    }
  if (names->len == 0)
    return;
  /* Translators: sessions that have days, but no hours: codes, names and seats. */
  text = g_strdup_printf (_ ("No time of day: %s"), names->str);
  clt_ink_put (ink, text, CLT_PAPER_MARGIN, CLT_PAPER_MARGIN + HEAD - TEXT_SIZE - 3,
               clt_paper_get_inner_width (paper), TEXT_SIZE, FALSE, CLT_INK_DIM, 0);
}

static void
draw (const CltPaper *paper, cairo_t *cr, guint page)
{
  const Sheet *sheet = paper->data;
  int month = clt_day_get_month (sheet->from) + (int) page;
  g_autofree char *title =
    is_week (sheet) || is_year (sheet)
      ? g_strdup (paper->title)
      /* Translators: year, month. */
      : g_strdup_printf (_ ("Training, %d-%02d"), month / 12, month % 12 + 1);
  g_auto (CltInk) ink = { 0 };

  clt_ink_init (&ink, cr);
  clt_ink_put (&ink, title, CLT_PAPER_MARGIN, CLT_PAPER_MARGIN, clt_paper_get_inner_width (paper),
               TITLE_SIZE, TRUE, CLT_INK_TEXT, 0);
  if (is_year (sheet))
    draw_year (paper, &ink);
  else if (is_week (sheet))
    {
      draw_untimed (paper, &ink, sheet->from, sheet->to);
      draw_week (paper, &ink);
    }
  else
    {
      draw_untimed (paper, &ink, clt_month_first_day (month), clt_month_last_day (month));
      draw_month (paper, &ink, month);
    }
  clt_paper_draw_foot (paper, &ink, "", page);
}

static const CltPaperKind timetable_kind = { "timetable", lay_out, draw, sheet_free };

CltPaper *
clt_paper_new_timetable (CltConn *conn,
                         CltDay from,
                         CltDay to,
                         const CltExportOptions *options,
                         GError **error)
{
  g_autofree char *first = clt_day_format (from);
  g_autofree char *last = clt_day_format (to);
  CltTimetable *table = clt_timetable_load (conn, from, to, error);
  Sheet *sheet;
  CltPaper *paper;

  if (table == NULL)
    return NULL;
  sheet = g_new0 (Sheet, 1);
  sheet->table = table;
  sheet->from = from;
  sheet->to = to;
  paper =
    clt_paper_new (&timetable_kind, sheet, conn,
                   /* Translators: first and last day. */
                   g_strdup_printf (_ ("Training, %s to %s"), first, last), g_strdup (""), options);
  paper->rows = table->entries->len;
  paper->landscape = TRUE;
  return paper;
}
