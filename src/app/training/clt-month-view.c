/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A month: a row a week, sessions as lines in their day; those without a time as bars above these. */
#include "app/training/clt-month-view.h"

#include "app/training/clt-calendar-bars.h"
#include "core/base/clt-i18n.h"

#define DAYS 7
#define HEAD 26.0
#define NUMBER 22.0 /* height of the line with the day's number */
#define LINE CLT_CALENDAR_BAR_HEIGHT
#define MIN_WIDTH 560
#define MIN_HEIGHT 360

struct _CltMonthView
{
  CltCalendarView parent_instance;
};

G_DEFINE_FINAL_TYPE (CltMonthView, clt_month_view, CLT_TYPE_CALENDAR_VIEW)

typedef struct
{
  CltCalendarSheet *sheet; /* borrowed */
  CltDay first, last;
  double column, row;
} Grid;

static void
get_grid (CltMonthView *self, Grid *grid)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));

  grid->sheet = clt_calendar_view_get_sheet (CLT_CALENDAR_VIEW (self));
  clt_calendar_sheet_get_period (grid->sheet, &grid->first, &grid->last);
  grid->column = MAX (width / DAYS, 1);
  grid->row = MAX ((height - HEAD) / ((grid->last - grid->first + 1) / DAYS), 1);
}

static double
get_x (const Grid *grid, CltDay day)
{
  return (day - grid->first) % DAYS * grid->column;
}

static double
get_y (const Grid *grid, CltDay day)
{
  return HEAD + (day - grid->first) / DAYS * grid->row;
}

static guint
get_n_lines (const Grid *grid)
{
  return (guint) MAX ((grid->row - NUMBER) / LINE, 1);
}

/* Of the week of @day; half of the lines at most, so that what has a time is seen. */
static GArray *
list_bars (const Grid *grid, CltDay day, guint *n_lanes)
{
  CltDay monday = day - (day - grid->first) % DAYS;

  return clt_calendar_bars_list (grid->sheet, monday, monday + DAYS - 1,
                                 MAX (get_n_lines (grid) / 2, 1), n_lanes);
}

/* (element-type CltTimetableEntry): those that begin on @day. */
static GPtrArray *
list_day (const Grid *grid, CltDay day)
{
  const GPtrArray *entries = clt_calendar_sheet_get_entries (grid->sheet);
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < entries->len; i++)
    {
      CltTimetableEntry *entry = entries->pdata[i];

      if (!entry->untimed && clt_instant_get_day (entry->starts) == day)
        g_ptr_array_add (list, entry);
    }
  return list;
}

/* Which of a day's sessions are shown below its @n_bars: as many as have room, the selected one among
 * them. @hidden: bars that have none. */
static void
get_shown (const Grid *grid,
           const GPtrArray *list,
           guint n_bars,
           guint hidden,
           guint *first,
           guint *n)
{
  guint fits = MAX (get_n_lines (grid), n_bars + 1) - n_bars, selected;
  const CltTimetableEntry *entry = clt_calendar_sheet_get_selected (grid->sheet);

  *first = 0;
  *n = list->len;
  if (list->len <= fits - (hidden > 0 && fits > 0))
    return;
  *n = MIN (MAX (fits - 1, 1), list->len); /* the last line says how many more there are */
  if (entry != NULL && g_ptr_array_find ((GPtrArray *) list, entry, &selected) && selected >= *n)
    *first = selected - *n + 1;
}

/* ---- where things are --------------------------------------------------------------------------- */

static void
add_box (const Grid *grid,
         const CltTimetableEntry *entry,
         CltDay day,
         int n_days,
         guint line,
         GArray *boxes)
{
  CltCalendarBox box = { .entry = entry };

  box.area = GRAPHENE_RECT_INIT ((float) get_x (grid, day) + 3,
                                 (float) (get_y (grid, day) + NUMBER + line * LINE),
                                 (float) (grid->column * n_days) - 6, (float) LINE - 2);
  g_array_append_val (boxes, box);
}

static void
arrange_week (const Grid *grid, CltDay monday, GArray *boxes)
{
  guint n_bars;
  g_autoptr (GArray) bars = list_bars (grid, monday, &n_bars);

  for (guint i = 0; i < bars->len; i++)
    {
      const CltCalendarBar *bar = &g_array_index (bars, CltCalendarBar, i);

      if (bar->shown)
        add_box (grid, bar->entry, bar->first, bar->last - bar->first + 1, bar->lane, boxes);
    }
  for (CltDay day = monday; day < monday + DAYS; day++)
    {
      g_autoptr (GPtrArray) list = list_day (grid, day);
      guint first, n;

      get_shown (grid, list, n_bars, clt_calendar_bars_count_hidden (bars, day), &first, &n);
      for (guint i = 0; i < n; i++)
        add_box (grid, list->pdata[first + i], day, 1, n_bars + i, boxes);
    }
}

static void
arrange (CltCalendarView *view, GArray *boxes)
{
  Grid grid;

  get_grid (CLT_MONTH_VIEW (view), &grid);
  for (CltDay monday = grid.first; monday <= grid.last; monday += DAYS)
    arrange_week (&grid, monday, boxes);
}

static gboolean
locate (CltCalendarView *view, double x, double y, CltDay *day, int *minute)
{
  Grid grid;

  get_grid (CLT_MONTH_VIEW (view), &grid);
  if (y < HEAD)
    return FALSE;
  *day = MIN (grid.first + (int) ((y - HEAD) / grid.row) * DAYS +
                CLAMP ((int) (x / grid.column), 0, DAYS - 1),
              grid.last);
  *minute = clt_calendar_sheet_get_minute (grid.sheet);
  return TRUE;
}

/* ---- drawing ------------------------------------------------------------------------------------- */

static void
draw_weekdays (CltCalendarPaint *paint, const Grid *grid)
{
  static const char *const names[] = { N_ ("Monday"),   N_ ("Tuesday"), N_ ("Wednesday"),
                                       N_ ("Thursday"), N_ ("Friday"),  N_ ("Saturday"),
                                       N_ ("Sunday") };

  for (int i = 0; i < DAYS; i++)
    clt_calendar_paint_text (paint, _ (names[i]), i * grid->column + 6, 4, grid->column - 12, 20,
                             CLT_CALENDAR_TEXT_DIM | CLT_CALENDAR_TEXT_SMALL);
}

static void
draw_number (CltCalendarPaint *paint, const Grid *grid, CltDay day, gboolean inside)
{
  const CltTimetable *table = clt_calendar_sheet_get_table (grid->sheet);
  const char *holiday = clt_timetable_get_day_off (table, day);
  double x = get_x (grid, day), y = get_y (grid, day);
  CltCalendarText flags = inside ? 0 : CLT_CALENDAR_TEXT_DIM;
  g_autofree char *number = NULL;
  int year, month, mday;

  clt_day_get_ymd (day, &year, &month, &mday);
  number = g_strdup_printf ("%d", mday);
  if (day == clt_today ())
    {
      clt_calendar_paint_tint (paint,
                               &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) grid->column,
                                                    (float) NUMBER - 1));
      flags |= CLT_CALENDAR_TEXT_BOLD;
    }
  clt_calendar_paint_text (paint, number, x + 6, y + 2, 30, NUMBER, flags);
  if (holiday != NULL)
    clt_calendar_paint_text (paint, holiday, x + 36, y + 3, grid->column - 42, NUMBER,
                             CLT_CALENDAR_TEXT_DIM | CLT_CALENDAR_TEXT_SMALL |
                               CLT_CALENDAR_TEXT_END);
}

static void
draw_ground (CltCalendarPaint *paint, const Grid *grid, CltDay day, gboolean inside)
{
  const CltTimetable *table = clt_calendar_sheet_get_table (grid->sheet);
  CltTimetableDay kind = clt_timetable_get_day (table, day);
  double x = get_x (grid, day), y = get_y (grid, day);

  if (kind != CLT_TIMETABLE_TRADING)
    clt_calendar_paint_fill (paint, x, y, grid->column, grid->row,
                             kind == CLT_TIMETABLE_HOLIDAY ? 0.09 : 0.05);
  if (!inside)
    clt_calendar_paint_fill (paint, x, y, grid->column, grid->row, 0.02);
}

/* How many more there are, else what calendars from elsewhere say. */
static void
draw_rest (CltCalendarPaint *paint, const Grid *grid, CltDay day)
{
  const CltTimetable *table = clt_calendar_sheet_get_table (grid->sheet);
  g_autoptr (GPtrArray) list = list_day (grid, day);
  gint64 starts = clt_day_get_instant (day, 0), ends = clt_day_get_instant (day + 1, 0);
  double x = get_x (grid, day) + 9, y, bottom = get_y (grid, day) + grid->row;
  guint first, n, n_bars, hidden;
  g_autoptr (GArray) bars = list_bars (grid, day, &n_bars);

  hidden = clt_calendar_bars_count_hidden (bars, day);
  get_shown (grid, list, n_bars, hidden, &first, &n);
  y = get_y (grid, day) + NUMBER + (n_bars + n) * LINE;
  hidden += list->len - n;
  if (hidden > 0)
    {
      g_autofree char *more = /* Translators: sessions of a day that have no room in its box. */
        g_strdup_printf (ngettext ("%u more", "%u more", hidden), hidden);

      clt_calendar_paint_text (paint, more, x, y, grid->column - 15, LINE,
                               CLT_CALENDAR_TEXT_DIM | CLT_CALENDAR_TEXT_SMALL);
      return;
    }
  for (guint i = 0; i < table->spans->len && y + LINE <= bottom; i++)
    {
      const CltTimetableSpan *span = table->spans->pdata[i];

      if (span->holiday || span->starts >= ends || span->ends <= starts)
        continue;
      clt_calendar_paint_fill (paint, x - 6, y, grid->column - 6, LINE - 2, 0.08);
      clt_calendar_paint_text (paint, span->summary, x, y + 1, grid->column - 15, LINE - 2,
                               CLT_CALENDAR_TEXT_DIM | CLT_CALENDAR_TEXT_SMALL);
      y += LINE;
    }
}

/* Where a session that is being moved will be. */
static void
draw_move (CltCalendarPaint *paint, const Grid *grid)
{
  gint64 shifted, starts, ends;
  graphene_rect_t area;
  CltDay day;

  if (!clt_calendar_sheet_get_shift (grid->sheet, &shifted, &starts, &ends))
    return;
  day = clt_instant_get_day (starts);
  area = GRAPHENE_RECT_INIT ((float) get_x (grid, day) + 3,
                             (float) (get_y (grid, day) + grid->row - LINE),
                             (float) grid->column - 6, (float) LINE - 2);
  clt_calendar_paint_block (paint, clt_calendar_sheet_find (grid->sheet, shifted), &area,
                            CLT_CALENDAR_BLOCK_ONE_LINE | CLT_CALENDAR_BLOCK_MOVING);
}

static void
draw_grid (CltCalendarPaint *paint, const Grid *grid)
{
  for (CltDay day = grid->first; day <= grid->last; day += DAYS)
    clt_calendar_paint_fill (paint, 0, get_y (grid, day), paint->width, 1, 0.12);
  for (int i = 1; i < DAYS; i++)
    clt_calendar_paint_fill (paint, i * grid->column, HEAD, 1, paint->height - HEAD, 0.12);
}

static void
draw (CltCalendarView *view, CltCalendarPaint *paint, gboolean focused)
{
  CltDay from, to, day;
  Grid grid;

  get_grid (CLT_MONTH_VIEW (view), &grid);
  clt_calendar_sheet_get_subject (grid.sheet, &from, &to);
  draw_weekdays (paint, &grid);
  for (day = grid.first; day <= grid.last; day++)
    {
      draw_ground (paint, &grid, day, day >= from && day <= to);
      draw_number (paint, &grid, day, day >= from && day <= to);
      draw_rest (paint, &grid, day);
    }
  draw_grid (paint, &grid);
  clt_calendar_view_draw_boxes (view, paint, focused);
  draw_move (paint, &grid);
  day = clt_calendar_sheet_get_day (grid.sheet);
  if (clt_calendar_sheet_get_selected (grid.sheet) == NULL)
    clt_calendar_paint_cursor (paint,
                               &GRAPHENE_RECT_INIT ((float) get_x (&grid, day),
                                                    (float) get_y (&grid, day), (float) grid.column,
                                                    (float) grid.row),
                               focused);
}

/* ---- the class ------------------------------------------------------------------------------------ */

static void
clt_month_view_class_init (CltMonthViewClass *klass)
{
  CltCalendarViewClass *view_class = CLT_CALENDAR_VIEW_CLASS (klass);

  view_class->arrange = arrange;
  view_class->locate = locate;
  view_class->draw = draw;
  view_class->min_width = MIN_WIDTH;
  view_class->min_height = MIN_HEIGHT;
}

static void
clt_month_view_init (CltMonthView *self)
{
}
