/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year: a row a level, a column a month, with the courses that are held in it. Months to come in which
 * a level has nothing are marked. */
#include "app/training/clt-year-view.h"

#include "core/base/clt-i18n.h"

#define MONTHS 12
#define NAME 112.0
#define TOTAL 88.0
#define FIGURES 52.0 /* height of those of a cell */
#define COURSES 20.0 /* and of its courses, where there is room for them */
#define NARROW 90.0  /* a column in which all words are small */
#define HEAD 32.0
#define MAX_ROW 136.0
#define MIN_WIDTH 700
#define MIN_HEIGHT 240

struct _CltYearView
{
  CltCalendarView parent_instance;
};

G_DEFINE_FINAL_TYPE (CltYearView, clt_year_view, CLT_TYPE_CALENDAR_VIEW)

typedef struct
{
  const CltTimetable *table; /* borrowed */
  int january;
  int current; /* month of the cursor */
  double column, row;
  guint n_levels;
} Grid;

static gboolean
get_grid (CltYearView *self, Grid *grid)
{
  CltCalendarSheet *sheet = clt_calendar_view_get_sheet (CLT_CALENDAR_VIEW (self));
  CltDay from, to;

  grid->table = sheet == NULL ? NULL : clt_calendar_sheet_get_table (sheet);
  if (grid->table == NULL)
    return FALSE;
  clt_calendar_sheet_get_subject (sheet, &from, &to);
  grid->january = clt_day_get_month (from);
  grid->current = clt_day_get_month (clt_calendar_sheet_get_day (sheet));
  grid->n_levels = grid->table->levels->len;
  grid->column = (gtk_widget_get_width (GTK_WIDGET (self)) - NAME - TOTAL) / MONTHS;
  grid->row =
    MIN ((gtk_widget_get_height (GTK_WIDGET (self)) - HEAD) / (grid->n_levels + 1.0), MAX_ROW);
  return TRUE;
}

static gboolean
locate (CltCalendarView *view, double x, double y, CltDay *day, int *minute)
{
  CltYearView *self = CLT_YEAR_VIEW (view);
  Grid grid;
  int row;

  if (!get_grid (self, &grid) || x < NAME || y < HEAD)
    return FALSE;
  row = (int) ((y - HEAD) / grid.row);
  if (row >= (int) grid.n_levels || x >= NAME + grid.column * MONTHS)
    return FALSE;
  clt_calendar_sheet_set_level (clt_calendar_view_get_sheet (view), (guint) row);
  *day = clt_month_first_day (grid.january + (int) ((x - NAME) / grid.column));
  *minute = clt_calendar_sheet_get_minute (clt_calendar_view_get_sheet (view));
  return TRUE;
}

/* It shows sums, not sessions. */
static void
arrange (CltCalendarView *view, GArray *boxes)
{
}

static void
step (CltCalendarView *view, int right, int down)
{
  CltYearView *self = CLT_YEAR_VIEW (view);
  CltCalendarSheet *sheet = clt_calendar_view_get_sheet (view);
  Grid grid;

  if (!get_grid (self, &grid) || grid.n_levels == 0)
    return;
  clt_calendar_sheet_set_level (sheet,
                                (guint) CLAMP ((int) clt_calendar_sheet_get_level (sheet) + down, 0,
                                               (int) grid.n_levels - 1));
  clt_calendar_sheet_go (sheet, clt_day_add_months (clt_calendar_sheet_get_day (sheet), right),
                         clt_calendar_sheet_get_minute (sheet));
}

/* On to the month. */
static gboolean
enter (CltCalendarView *view)
{
  gtk_widget_activate_action (GTK_WIDGET (view), "training-calendar.month", NULL);
  return TRUE;
}

/* ---- drawing ------------------------------------------------------------------------------------- */

static void
draw_head (CltCalendarPaint *paint, const Grid *grid)
{
  for (int i = 0; i < MONTHS; i++)
    {
      if (grid->january + i == clt_day_get_month (clt_today ()))
        clt_calendar_paint_tint (paint, &GRAPHENE_RECT_INIT ((float) (NAME + i * grid->column), 0,
                                                             (float) grid->column, (float) HEAD));
      clt_calendar_paint_text (paint, clt_timetable_get_month_label ((guint) i),
                               NAME + i * grid->column, 6, grid->column, 22,
                               CLT_CALENDAR_TEXT_CENTER);
    }
  clt_calendar_paint_text (paint, C_ ("calendar sum", "Year"), NAME + MONTHS * grid->column, 6,
                           TOTAL, 22, CLT_CALENDAR_TEXT_CENTER | CLT_CALENDAR_TEXT_BOLD);
}

/* @courses: over the figures where there is room; NULL: none. */
static void
draw_figures (CltCalendarPaint *paint,
              const CltTimetableCell *cell,
              const char *courses,
              double x,
              double y,
              double width,
              double height)
{
  const CltCalendarText flags = CLT_CALENDAR_TEXT_CENTER | CLT_CALENDAR_TEXT_FIT;
  /* Translators: how many sessions of courses. */
  g_autofree char *sessions =
    g_strdup_printf (ngettext ("%u session", "%u sessions", cell->sessions), cell->sessions);
  /* Translators: hours of teaching. */
  g_autofree char *hours = g_strdup_printf (_ ("%.1f h"), cell->minutes / 60.0);
  g_autofree char *seats = g_strdup_printf ("%d/%d", cell->taken, cell->seats);

  if (cell->sessions == 0)
    {
      clt_calendar_paint_text (paint, "–", x, y + MAX ((height - 22) / 2, 4), width, 22,
                               CLT_CALENDAR_TEXT_CENTER | CLT_CALENDAR_TEXT_DIM);
      return;
    }
  if (height < FIGURES + COURSES + 8)
    courses = NULL;
  y += MAX ((height - FIGURES - (courses == NULL ? 0 : COURSES)) / 2, 4);
  x += 3;
  width -= 6;
  if (courses != NULL)
    y += clt_calendar_paint_text (paint, courses, x, y, width, COURSES,
                                  flags | CLT_CALENDAR_TEXT_BOLD |
                                    (width < NARROW ? CLT_CALENDAR_TEXT_SMALL : 0));
  y += clt_calendar_paint_text (paint, sessions, x, y, width, 22,
                                flags | (width < NARROW ? CLT_CALENDAR_TEXT_SMALL : 0));
  if (cell->minutes > 0) /* there is none where all is studied alone */
    y += clt_calendar_paint_text (paint, hours, x, y, width, 20, flags | CLT_CALENDAR_TEXT_SMALL);
  clt_calendar_paint_text (paint, seats, x, y, width, 20,
                           flags | CLT_CALENDAR_TEXT_SMALL | CLT_CALENDAR_TEXT_DIM);
}

static void
add_cell (CltTimetableCell *sum, const CltTimetableCell *cell)
{
  sum->sessions += cell->sessions;
  sum->meetings += cell->meetings;
  sum->minutes += cell->minutes;
  sum->seats += cell->seats;
  sum->taken += cell->taken;
}

static void
draw_cell (CltCalendarPaint *paint,
           const Grid *grid,
           guint level,
           int month,
           const CltTimetableCell *cell)
{
  double x = NAME + (month - grid->january) * grid->column, y = HEAD + level * grid->row;
  g_autofree char *courses = clt_timetable_list_month (grid->table, level, month, FALSE);
  GdkRGBA color = clt_calendar_paint_get_level (paint, level);
  graphene_rect_t area = GRAPHENE_RECT_INIT ((float) x + 2, (float) y + 2, (float) grid->column - 4,
                                             (float) grid->row - 4);

  if (cell->sessions > 0)
    {
      color.alpha = (float) MIN (0.10 + cell->minutes / 60.0 * 0.02, 0.45);
      gtk_snapshot_append_color (paint->snapshot, &color, &area);
    }
  else if (clt_timetable_cell_is_gap (cell, month))
    {
      GdkRGBA gap = paint->now;

      gap.alpha = 0.6f;
      clt_calendar_paint_frame (paint, &area, &gap, 1);
    }
  draw_figures (paint, cell, courses, x, y, grid->column, grid->row);
}

static void
draw_level (CltCalendarPaint *paint, const Grid *grid, guint level, CltTimetableCell *sums)
{
  double y = HEAD + level * grid->row;
  GdkRGBA color = clt_calendar_paint_get_level (paint, level);
  CltTimetableCell year = { 0 };

  gtk_snapshot_append_color (paint->snapshot, &color,
                             &GRAPHENE_RECT_INIT (0, (float) y + 2, 4, (float) grid->row - 4));
  clt_calendar_paint_text (paint, grid->table->levels->pdata[level], 12,
                           y + MAX ((grid->row - 22) / 2, 4), NAME - 16, grid->row - 8,
                           CLT_CALENDAR_TEXT_BOLD | CLT_CALENDAR_TEXT_WRAP);
  for (int i = 0; i < MONTHS; i++)
    {
      CltTimetableCell cell;

      clt_timetable_sum (grid->table, level, grid->january + i, &cell);
      draw_cell (paint, grid, level, grid->january + i, &cell);
      add_cell (&year, &cell);
      add_cell (&sums[i], &cell);
    }
  draw_figures (paint, &year, NULL, NAME + MONTHS * grid->column, y, TOTAL, grid->row);
}

static void
draw_sums (CltCalendarPaint *paint, const Grid *grid, const CltTimetableCell *sums)
{
  double y = HEAD + grid->n_levels * grid->row;
  CltTimetableCell year = { 0 };

  clt_calendar_paint_fill (paint, 0, y, paint->width, 1, 0.2);
  clt_calendar_paint_text (paint, _ ("All Levels"), 12, y + MAX ((grid->row - 22) / 2, 4),
                           NAME - 16, 22, CLT_CALENDAR_TEXT_BOLD);
  for (int i = 0; i < MONTHS; i++)
    {
      draw_figures (paint, &sums[i], NULL, NAME + i * grid->column, y, grid->column, grid->row);
      add_cell (&year, &sums[i]);
    }
  draw_figures (paint, &year, NULL, NAME + MONTHS * grid->column, y, TOTAL, grid->row);
}

static void
draw (CltCalendarView *view, CltCalendarPaint *paint, gboolean focused)
{
  CltYearView *self = CLT_YEAR_VIEW (view);
  CltTimetableCell sums[MONTHS] = { { 0 } };
  double x, y;
  Grid grid;

  get_grid (self, &grid);
  draw_head (paint, &grid);
  for (guint i = 0; i < grid.n_levels; i++)
    draw_level (paint, &grid, i, sums);
  draw_sums (paint, &grid, sums);
  x = NAME + (grid.current - grid.january) * grid.column;
  y = HEAD + clt_calendar_sheet_get_level (clt_calendar_view_get_sheet (view)) * grid.row;
  clt_calendar_paint_cursor (paint,
                             &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) grid.column,
                                                  (float) grid.row),
                             focused);
}

/* ---- the class ------------------------------------------------------------------------------------ */

static void
clt_year_view_class_init (CltYearViewClass *klass)
{
  CltCalendarViewClass *view_class = CLT_CALENDAR_VIEW_CLASS (klass);

  view_class->arrange = arrange;
  view_class->locate = locate;
  view_class->draw = draw;
  view_class->step = step;
  view_class->enter = enter;
  view_class->min_width = MIN_WIDTH;
  view_class->min_height = MIN_HEIGHT;
}

static void
clt_year_view_init (CltYearView *self)
{
}
