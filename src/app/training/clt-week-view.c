/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A week: seven columns, the hours of the day downwards. Sessions that overlap stand side by side;
 * those without a time are bars above the hours. */
#include "app/training/clt-week-view.h"

#include "app/training/clt-calendar-bars.h"
#include "core/base/clt-i18n.h"
#include "core/training/clt-clash.h"

#define DAYS 7
#define GUTTER 52.0
#define HEAD 46.0
#define MIN_HOUR 26 /* pixels */
#define MIN_WIDTH 560
#define MOST_BARS 5

struct _CltWeekView
{
  CltCalendarView parent_instance;

  guint minute_source;
};

G_DEFINE_FINAL_TYPE (CltWeekView, clt_week_view, CLT_TYPE_CALENDAR_VIEW)

/* How days and hours lie in the widget. */
typedef struct
{
  CltCalendarSheet *sheet; /* borrowed */
  CltDay monday;
  int open, close; /* minutes */
  guint n_bars;    /* lines of sessions without a time */
  double top;      /* where the hours begin */
  double column, minute;
} Grid;

static GArray *
list_bars (const Grid *grid, guint *n_lanes)
{
  return clt_calendar_bars_list (grid->sheet, grid->monday, grid->monday + DAYS - 1, MOST_BARS,
                                 n_lanes);
}

static void
get_grid (CltWeekView *self, Grid *grid)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  g_autoptr (GArray) bars = NULL;
  CltDay sunday;

  grid->sheet = clt_calendar_view_get_sheet (CLT_CALENDAR_VIEW (self));
  clt_calendar_sheet_get_period (grid->sheet, &grid->monday, &sunday);
  clt_calendar_sheet_get_hours (grid->sheet, &grid->open, &grid->close);
  bars = list_bars (grid, &grid->n_bars);
  grid->top = HEAD + (grid->n_bars == 0 ? 0 : grid->n_bars * CLT_CALENDAR_BAR_HEIGHT + 4);
  grid->column = MAX ((width - GUTTER) / DAYS, 1);
  grid->minute = MAX ((height - grid->top) / (grid->close - grid->open), 0.1);
}

static double
get_x (const Grid *grid, CltDay day)
{
  return GUTTER + (day - grid->monday) * grid->column;
}

static double
get_y (const Grid *grid, int minute)
{
  return grid->top + (CLAMP (minute, grid->open, grid->close) - grid->open) * grid->minute;
}

static int
get_minute (gint64 instant, CltDay day)
{
  return (int) ((instant - clt_day_get_instant (day, 0)) / 60);
}

static graphene_rect_t
get_area (const Grid *grid, gint64 starts, gint64 ends, guint lane, guint n_lanes)
{
  CltDay day = clt_instant_get_day (starts);
  double top = get_y (grid, get_minute (starts, day)),
         bottom = get_y (grid, get_minute (ends, day));
  double room = MAX (grid->column - 4, 1), width = room / n_lanes;

  return GRAPHENE_RECT_INIT ((float) (get_x (grid, day) + 2 + lane * width), (float) top + 1,
                             (float) width - (n_lanes > 1 ? 1 : 0),
                             (float) MAX (bottom - top - 1, 10));
}

/* ---- where things are --------------------------------------------------------------------------- */

static void
arrange_day (const Grid *grid, CltDay day, GArray *boxes)
{
  const GPtrArray *entries = clt_calendar_sheet_get_entries (grid->sheet);
  g_autoptr (GArray) spans = g_array_new (FALSE, TRUE, sizeof (CltLaneSpan));
  guint first = boxes->len;

  for (guint i = 0; i < entries->len; i++)
    {
      const CltTimetableEntry *entry = entries->pdata[i];
      CltLaneSpan span = { entry->starts, entry->ends, 0, 0 };
      CltCalendarBox box = { .entry = entry };

      if (entry->untimed || clt_instant_get_day (entry->starts) != day)
        continue;
      g_array_append_val (spans, span);
      g_array_append_val (boxes, box);
    }
  clt_lanes_assign ((CltLaneSpan *) (gpointer) spans->data, spans->len);
  for (guint i = 0; i < spans->len; i++)
    {
      const CltLaneSpan *span = &g_array_index (spans, CltLaneSpan, i);

      g_array_index (boxes, CltCalendarBox, first + i).area =
        get_area (grid, span->starts, span->ends, span->lane, span->n_lanes);
    }
}

static void
arrange_bars (const Grid *grid, GArray *boxes)
{
  guint n_lanes;
  g_autoptr (GArray) bars = list_bars (grid, &n_lanes);

  for (guint i = 0; i < bars->len; i++)
    {
      const CltCalendarBar *bar = &g_array_index (bars, CltCalendarBar, i);
      CltCalendarBox box = { .entry = bar->entry };

      if (!bar->shown)
        continue;
      box.area = GRAPHENE_RECT_INIT ((float) get_x (grid, bar->first) + 2,
                                     (float) (HEAD + 2 + bar->lane * CLT_CALENDAR_BAR_HEIGHT),
                                     (float) (grid->column * (bar->last - bar->first + 1)) - 4,
                                     (float) CLT_CALENDAR_BAR_HEIGHT - 2);
      g_array_append_val (boxes, box);
    }
}

static void
arrange (CltCalendarView *view, GArray *boxes)
{
  Grid grid;

  get_grid (CLT_WEEK_VIEW (view), &grid);
  arrange_bars (&grid, boxes);
  for (CltDay day = grid.monday; day < grid.monday + DAYS; day++)
    arrange_day (&grid, day, boxes);
}

static gboolean
locate (CltCalendarView *view, double x, double y, CltDay *day, int *minute)
{
  Grid grid;

  get_grid (CLT_WEEK_VIEW (view), &grid);
  if (x < GUTTER || y < grid.top)
    return FALSE;
  *day = grid.monday + MIN ((int) ((x - GUTTER) / grid.column), DAYS - 1);
  *minute = grid.open + (int) ((y - grid.top) / grid.minute);
  return TRUE;
}

/* ---- drawing ------------------------------------------------------------------------------------- */

static const char *
get_weekday_name (int weekday)
{
  static const char *const names[] = { N_ ("Mon"), N_ ("Tue"), N_ ("Wed"), N_ ("Thu"),
                                       N_ ("Fri"), N_ ("Sat"), N_ ("Sun") };

  return _ (names[weekday - 1]);
}

static void
draw_head (CltCalendarPaint *paint, const Grid *grid, CltDay day)
{
  const CltTimetable *table = clt_calendar_sheet_get_table (grid->sheet);
  const char *holiday = clt_timetable_get_day_off (table, day);
  double x = get_x (grid, day), width = grid->column - 6;
  g_autofree char *number = NULL;
  int year, month, mday;

  clt_day_get_ymd (day, &year, &month, &mday);
  /* Translators: month and day of the month. */
  number = g_strdup_printf (C_ ("calendar", "%02d-%02d"), month, mday);
  if (day == clt_today ())
    clt_calendar_paint_tint (paint, &GRAPHENE_RECT_INIT ((float) x, 0, (float) grid->column,
                                                         (float) HEAD));
  clt_calendar_paint_text (paint, get_weekday_name (clt_day_get_weekday (day)), x + 6, 4, width, 20,
                           CLT_CALENDAR_TEXT_DIM | CLT_CALENDAR_TEXT_SMALL);
  clt_calendar_paint_text (paint, number, x + 6, 20, width, 24,
                           day == clt_today () ? CLT_CALENDAR_TEXT_BOLD : 0);
  if (holiday != NULL)
    clt_calendar_paint_text (paint, holiday, x + 54, 22, width - 52, 20,
                             CLT_CALENDAR_TEXT_DIM | CLT_CALENDAR_TEXT_SMALL);
}

/* Hours in which most clients trade, days on which nobody does. */
static void
draw_ground (CltCalendarPaint *paint, const Grid *grid, CltDay day)
{
  const CltTimetable *table = clt_calendar_sheet_get_table (grid->sheet);
  double x = get_x (grid, day);
  int from, to;

  switch (clt_timetable_get_day (table, day))
    {
    case CLT_TIMETABLE_HOLIDAY:
      clt_calendar_paint_fill (paint, x, HEAD, grid->column, paint->height - HEAD, 0.09);
      break;
    case CLT_TIMETABLE_WORKING:
      clt_calendar_paint_fill (paint, x, HEAD, grid->column, paint->height - HEAD, 0.05);
      break;
    case CLT_TIMETABLE_TRADING:
    default:
      for (guint i = 0; clt_clash_get_trading_hours (i, &from, &to); i++)
        clt_calendar_paint_fill (paint, x, get_y (grid, from), grid->column,
                                 get_y (grid, to) - get_y (grid, from), 0.04);
    }
}

static void
draw_lines (CltCalendarPaint *paint, const Grid *grid)
{
  for (int minute = grid->open; minute <= grid->close; minute += 60)
    {
      g_autofree char *hour = g_strdup_printf ("%02d:00", minute / 60);
      double y = get_y (grid, minute);

      clt_calendar_paint_fill (paint, GUTTER, y, paint->width - GUTTER, 1, 0.12);
      if (minute < grid->close)
        clt_calendar_paint_text (paint, hour, 0, y + 1, GUTTER - 8, 20,
                                 CLT_CALENDAR_TEXT_DIM | CLT_CALENDAR_TEXT_SMALL |
                                   CLT_CALENDAR_TEXT_END);
    }
  for (int i = 0; i <= DAYS; i++)
    clt_calendar_paint_fill (paint, GUTTER + i * grid->column, 0, 1, paint->height, 0.12);
}

/* What the bars above the hours are, and how many have no room. */
static void
draw_gutter (CltCalendarPaint *paint, const Grid *grid)
{
  guint n_lanes, hidden = 0;
  g_autoptr (GArray) bars = list_bars (grid, &n_lanes);
  g_autofree char *more = NULL;
  const CltCalendarText flags =
    CLT_CALENDAR_TEXT_DIM | CLT_CALENDAR_TEXT_SMALL | CLT_CALENDAR_TEXT_END;

  if (n_lanes == 0)
    return;
  for (guint i = 0; i < bars->len; i++)
    hidden += !g_array_index (bars, CltCalendarBar, i).shown;
  /* Translators: beside sessions without a time of day; short, above hours such as 09:00. */
  clt_calendar_paint_text (paint, C_ ("calendar", "No time"), 2, HEAD + 3, GUTTER - 8, 18, flags);
  if (hidden == 0)
    return;
  more = g_strdup_printf ("+%u", hidden);
  clt_calendar_paint_text (paint, more, 0, HEAD + 3 + (n_lanes - 1) * CLT_CALENDAR_BAR_HEIGHT,
                           GUTTER - 8, 18, flags);
}

/* What calendars from elsewhere say, dimmed, behind the sessions. */
static void
draw_span (CltCalendarPaint *paint, const Grid *grid, const CltTimetableSpan *span)
{
  CltDay first = MAX (clt_instant_get_day (span->starts), grid->monday);
  CltDay last = MIN (clt_instant_get_day (span->ends - 1), grid->monday + DAYS - 1);

  for (CltDay day = first; !span->holiday && day <= last; day++)
    {
      double x = get_x (grid, day), top = get_y (grid, get_minute (span->starts, day));
      double bottom = get_y (grid, get_minute (span->ends, day));

      clt_calendar_paint_fill (paint, x + 2, top + 1, grid->column - 4, bottom - top - 1, 0.1);
      clt_calendar_paint_text (paint, span->summary, x + 8, top + 2, grid->column - 16,
                               bottom - top - 2, CLT_CALENDAR_TEXT_DIM | CLT_CALENDAR_TEXT_SMALL);
    }
}

/* Where a session that is being moved will be. */
static void
draw_move (CltCalendarPaint *paint, const Grid *grid)
{
  gint64 shifted, starts, ends;
  CltTimetableEntry moved;
  graphene_rect_t area;

  if (!clt_calendar_sheet_get_shift (grid->sheet, &shifted, &starts, &ends))
    return;
  moved = *clt_calendar_sheet_find (grid->sheet, shifted);
  moved.starts = starts;
  moved.ends = ends;
  area = get_area (grid, starts, ends, 0, 1);
  clt_calendar_paint_block (paint, &moved, &area, CLT_CALENDAR_BLOCK_MOVING);
}

static void
draw_cursor (CltCalendarPaint *paint, CltWeekView *self, const Grid *grid, gboolean focused)
{
  gint64 starts = clt_day_get_instant (clt_calendar_sheet_get_day (grid->sheet),
                                       clt_calendar_sheet_get_minute (grid->sheet));
  gint64 ends = starts + CLT_CALENDAR_SLOT * 60;
  graphene_rect_t area;

  if (clt_calendar_view_get_asked (CLT_CALENDAR_VIEW (self), &starts, &ends))
    {
      area = get_area (grid, starts, ends, 0, 1);
      clt_calendar_paint_tint (paint, &area);
    }
  else if (clt_calendar_sheet_get_selected (grid->sheet) != NULL)
    return;
  area = get_area (grid, starts, ends, 0, 1);
  clt_calendar_paint_cursor (paint, &area, focused);
}

static void
draw_now (CltCalendarPaint *paint, const Grid *grid)
{
  CltDay today = clt_today ();
  int minute = get_minute (clt_now (), today);

  if (today < grid->monday || today >= grid->monday + DAYS || minute < grid->open ||
      minute > grid->close)
    return;
  gtk_snapshot_append_color (paint->snapshot, &paint->now,
                             &GRAPHENE_RECT_INIT ((float) get_x (grid, today),
                                                  (float) get_y (grid, minute) - 1,
                                                  (float) grid->column, 2));
}

static void
draw (CltCalendarView *view, CltCalendarPaint *paint, gboolean focused)
{
  CltWeekView *self = CLT_WEEK_VIEW (view);
  const CltTimetable *table;
  Grid grid;

  get_grid (self, &grid);
  table = clt_calendar_sheet_get_table (grid.sheet);
  for (CltDay day = grid.monday; day < grid.monday + DAYS; day++)
    {
      draw_ground (paint, &grid, day);
      draw_head (paint, &grid, day);
    }
  draw_lines (paint, &grid);
  draw_gutter (paint, &grid);
  for (guint i = 0; i < table->spans->len; i++)
    draw_span (paint, &grid, table->spans->pdata[i]);
  draw_now (paint, &grid);
  clt_calendar_view_draw_boxes (view, paint, focused);
  draw_move (paint, &grid);
  draw_cursor (paint, self, &grid, focused);
}

/* ---- the class ------------------------------------------------------------------------------------ */

static gboolean
on_minute_passed_cb (gpointer data)
{
  gtk_widget_queue_draw (data);
  return G_SOURCE_CONTINUE;
}

static void
clt_week_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (clt_week_view_parent_class)->map (widget);
  CLT_WEEK_VIEW (widget)->minute_source = g_timeout_add_seconds (60, on_minute_passed_cb, widget);
}

static void
clt_week_view_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&CLT_WEEK_VIEW (widget)->minute_source, g_source_remove);
  GTK_WIDGET_CLASS (clt_week_view_parent_class)->unmap (widget);
}

static void
clt_week_view_class_init (CltWeekViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CltCalendarViewClass *view_class = CLT_CALENDAR_VIEW_CLASS (klass);

  widget_class->map = clt_week_view_map;
  widget_class->unmap = clt_week_view_unmap;
  view_class->arrange = arrange;
  view_class->locate = locate;
  view_class->draw = draw;
  view_class->has_hours = TRUE;
  view_class->min_width = MIN_WIDTH;
  view_class->min_height = (int) HEAD + MIN_HOUR * 12;
}

static void
clt_week_view_init (CltWeekView *self)
{
}
