/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-calendar-view.h"

#include <adwaita.h>

#include "core/base/clt-i18n.h"

#define EDGE 6.0      /* pixels at the foot of a session by which its length is changed */
#define THRESHOLD 4.0 /* pixels that a drag is more than a click */

typedef enum
{
  DRAG_NONE,
  DRAG_MOVE,
  DRAG_LENGTH,
  DRAG_NEW,
} Drag;

typedef struct
{
  CltCalendarSheet *sheet; /* owned (nullable) */
  Drag drag;
  gint64 dragged;      /* session */
  gint64 starts, ends; /* of it, or of what is asked for */
  gint64 grabbed;      /* instant under the pointer when the drag began */
  gboolean dragging;   /* it is more than a click */
} CltCalendarViewPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CltCalendarView, clt_calendar_view, GTK_TYPE_WIDGET)

static CltCalendarViewPrivate *
get_private (CltCalendarView *self)
{
  return clt_calendar_view_get_instance_private (self);
}

CltCalendarSheet *
clt_calendar_view_get_sheet (CltCalendarView *self)
{
  return get_private (self)->sheet;
}

GArray *
clt_calendar_view_arrange (CltCalendarView *self)
{
  GArray *boxes = g_array_new (FALSE, TRUE, sizeof (CltCalendarBox));

  if (get_private (self)->sheet != NULL)
    CLT_CALENDAR_VIEW_GET_CLASS (self)->arrange (self, boxes);
  return boxes;
}

gboolean
clt_calendar_view_get_asked (CltCalendarView *self, gint64 *starts, gint64 *ends)
{
  CltCalendarViewPrivate *priv = get_private (self);

  if (priv->drag != DRAG_NEW || !priv->dragging)
    return FALSE;
  *starts = priv->starts;
  *ends = priv->ends;
  return TRUE;
}

static void
on_sheet_moved_cb (CltCalendarView *self)
{
  CltCalendarViewPrivate *priv = get_private (self);
  g_autofree char *title = clt_calendar_sheet_dup_title (priv->sheet);
  g_autofree char *here = clt_calendar_sheet_describe (priv->sheet);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, here,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, title, -1);
}

void
clt_calendar_view_set_sheet (CltCalendarView *self, CltCalendarSheet *sheet)
{
  CltCalendarViewPrivate *priv = get_private (self);

  g_return_if_fail (priv->sheet == NULL);

  priv->sheet = g_object_ref (sheet);
  g_signal_connect_object (sheet, "changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sheet, "moved", G_CALLBACK (on_sheet_moved_cb), self, G_CONNECT_SWAPPED);
}

/* ---- keys --------------------------------------------------------------------------------------- */

static gboolean
get_arrow (guint keyval, int *right, int *down)
{
  *right = (keyval == GDK_KEY_Right) - (keyval == GDK_KEY_Left);
  *down = (keyval == GDK_KEY_Down) - (keyval == GDK_KEY_Up);
  return *right != 0 || *down != 0;
}

static gboolean
handle_arrow (CltCalendarView *self, int right, int down, GdkModifierType held)
{
  CltCalendarSheet *sheet = get_private (self)->sheet;
  gboolean hours = CLT_CALENDAR_VIEW_GET_CLASS (self)->has_hours;

  if (held == (GDK_CONTROL_MASK | GDK_SHIFT_MASK))
    {
      int days = hours ? right : right + 7 * down;

      return clt_calendar_sheet_shift (sheet, days, hours ? down * CLT_CALENDAR_QUARTER : 0);
    }
  if (held == GDK_SHIFT_MASK && hours && down != 0)
    return clt_calendar_sheet_stretch (sheet, down * CLT_CALENDAR_QUARTER);
  if (held != 0)
    return FALSE;
  clt_calendar_sheet_end_shift (sheet);
  CLT_CALENDAR_VIEW_GET_CLASS (self)->step (self, right, down);
  return TRUE;
}

static gboolean
handle_enter (CltCalendarView *self)
{
  CltCalendarSheet *sheet = get_private (self)->sheet;
  gint64 id, starts, ends;

  if (clt_calendar_sheet_get_shift (sheet, &id, &starts, &ends))
    return FALSE; /* the pane keeps it */
  if (clt_calendar_sheet_get_selected (sheet) != NULL)
    clt_calendar_sheet_open (sheet);
  else if (CLT_CALENDAR_VIEW_GET_CLASS (self)->enter == NULL ||
           !CLT_CALENDAR_VIEW_GET_CLASS (self)->enter (self))
    clt_calendar_sheet_ask (sheet, 0, 0);
  return TRUE;
}

static gboolean
on_key_pressed_cb (GtkEventControllerKey *controller,
                   guint keyval,
                   guint keycode,
                   GdkModifierType state,
                   CltCalendarView *self)
{
  CltCalendarSheet *sheet = get_private (self)->sheet;
  GdkModifierType held = state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK);
  int right, down;

  if (sheet == NULL)
    return GDK_EVENT_PROPAGATE;
  if (get_arrow (keyval, &right, &down))
    return handle_arrow (self, right, down, held);
  if ((keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab) && (held & ~GDK_SHIFT_MASK) == 0)
    {
      clt_calendar_sheet_end_shift (sheet);
      return clt_calendar_sheet_step_session (sheet, keyval == GDK_KEY_ISO_Left_Tab ||
                                                       (held & GDK_SHIFT_MASK) != 0);
    }
  if ((keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter) && held == 0)
    return handle_enter (self);
  return GDK_EVENT_PROPAGATE;
}

/* ---- mouse --------------------------------------------------------------------------------------- */

static gboolean
find_box (CltCalendarView *self, double x, double y, CltCalendarBox *found)
{
  g_autoptr (GArray) boxes = clt_calendar_view_arrange (self);
  const graphene_point_t point = GRAPHENE_POINT_INIT ((float) x, (float) y);

  for (guint i = boxes->len; i-- > 0;)
    {
      *found = g_array_index (boxes, CltCalendarBox, i);
      if (graphene_rect_contains_point (&found->area, &point))
        return TRUE;
    }
  return FALSE;
}

static gint64
round_instant (gint64 instant)
{
  const int quarter = CLT_CALENDAR_QUARTER * 60;

  return (instant + quarter / 2) / quarter * quarter;
}

static gboolean
locate (CltCalendarView *self, double x, double y, gint64 *instant)
{
  CltDay day;
  int minute;

  if (!CLT_CALENDAR_VIEW_GET_CLASS (self)->locate (self, x, y, &day, &minute))
    return FALSE;
  *instant = clt_day_get_instant (day, minute);
  return TRUE;
}

static void
on_drag_begin_cb (GtkGestureDrag *gesture, double x, double y, CltCalendarView *self)
{
  CltCalendarViewPrivate *priv = get_private (self);
  CltCalendarBox box;
  gboolean over;

  priv->drag = DRAG_NONE;
  priv->dragging = FALSE;
  if (priv->sheet == NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  clt_calendar_sheet_end_shift (priv->sheet);
  over = find_box (self, x, y, &box);
  if (over && box.entry->untimed)
    clt_calendar_sheet_select (priv->sheet, box.entry->id);
  if ((over && box.entry->untimed) || !locate (self, x, y, &priv->grabbed))
    return;
  if (over)
    {
      gboolean edge = y > box.area.origin.y + box.area.size.height - EDGE;

      priv->drag = edge && CLT_CALENDAR_VIEW_GET_CLASS (self)->has_hours ? DRAG_LENGTH : DRAG_MOVE;
      priv->dragged = box.entry->id;
      priv->starts = box.entry->starts;
      priv->ends = box.entry->ends;
      clt_calendar_sheet_select (priv->sheet, box.entry->id);
      return;
    }
  priv->drag = CLT_CALENDAR_VIEW_GET_CLASS (self)->has_hours ? DRAG_NEW : DRAG_NONE;
  clt_calendar_sheet_go (priv->sheet, clt_instant_get_day (priv->grabbed),
                         (int) (priv->grabbed -
                                clt_day_get_instant (clt_instant_get_day (priv->grabbed), 0)) /
                           60);
}

static void
drag_new (CltCalendarView *self, gint64 here)
{
  CltCalendarViewPrivate *priv = get_private (self);
  CltDay day = clt_instant_get_day (priv->grabbed);
  gint64 from = round_instant (priv->grabbed), to = round_instant (here);

  if (clt_instant_get_day (here) != day)
    return;
  priv->starts = MIN (from, to);
  priv->ends = MAX (MAX (from, to), priv->starts + CLT_CALENDAR_SLOT * 60);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, CltCalendarView *self)
{
  CltCalendarViewPrivate *priv = get_private (self);
  double x, y;
  gint64 here, by;

  priv->dragging |= ABS (dx) > THRESHOLD || ABS (dy) > THRESHOLD;
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (priv->drag == DRAG_NONE || !priv->dragging || !locate (self, x + dx, y + dy, &here))
    return;
  by = round_instant (here - priv->grabbed + (gint64) 86400 * 7) - (gint64) 86400 * 7;
  if (priv->drag == DRAG_NEW)
    drag_new (self, here);
  else if (priv->drag == DRAG_MOVE)
    clt_calendar_sheet_place (priv->sheet, priv->dragged, priv->starts + by, priv->ends + by);
  else
    clt_calendar_sheet_place (priv->sheet, priv->dragged, priv->starts,
                              MAX (priv->ends + by, priv->starts + CLT_CALENDAR_QUARTER * 60));
}

static void
on_drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, CltCalendarView *self)
{
  CltCalendarViewPrivate *priv = get_private (self);
  gboolean dragged = priv->dragging;
  Drag drag = priv->drag;

  priv->drag = DRAG_NONE;
  priv->dragging = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (!dragged || drag == DRAG_NONE)
    return;
  if (drag == DRAG_NEW)
    clt_calendar_sheet_ask (priv->sheet, priv->starts, priv->ends);
  else
    clt_calendar_sheet_drop (priv->sheet);
}

static void
on_click_pressed_cb (GtkGestureClick *gesture,
                     int n_press,
                     double x,
                     double y,
                     CltCalendarView *self)
{
  if (n_press == 2 && get_private (self)->sheet != NULL)
    handle_enter (self);
}

static void
on_motion_cb (GtkEventControllerMotion *controller, double x, double y, CltCalendarView *self)
{
  CltCalendarBox box;
  gboolean over = get_private (self)->sheet != NULL && find_box (self, x, y, &box);
  gboolean edge = over && !box.entry->untimed && CLT_CALENDAR_VIEW_GET_CLASS (self)->has_hours &&
                  y > box.area.origin.y + box.area.size.height - EDGE;
  g_autofree char *text = over ? clt_timetable_entry_describe (box.entry) : NULL;

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), edge ? "ns-resize" : NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
}

/* ---- drawing --------------------------------------------------------------------------------------- */

void
clt_calendar_view_draw_boxes (CltCalendarView *self, CltCalendarPaint *paint, gboolean focused)
{
  CltCalendarSheet *sheet = get_private (self)->sheet;
  gboolean hours = CLT_CALENDAR_VIEW_GET_CLASS (self)->has_hours;
  const CltTimetableEntry *selected = clt_calendar_sheet_get_selected (sheet);
  g_autoptr (GArray) boxes = clt_calendar_view_arrange (self);
  gint64 shifted = 0, starts, ends;

  clt_calendar_sheet_get_shift (sheet, &shifted, &starts, &ends);
  for (guint i = 0; i < boxes->len; i++)
    {
      const CltCalendarBox *box = &g_array_index (boxes, CltCalendarBox, i);
      CltCalendarBlock flags = hours && !box->entry->untimed ? 0 : CLT_CALENDAR_BLOCK_ONE_LINE;

      if (box->entry->id == shifted)
        flags |= CLT_CALENDAR_BLOCK_GHOST;
      else if (box->entry == selected)
        flags |= CLT_CALENDAR_BLOCK_SELECTED | (focused ? CLT_CALENDAR_BLOCK_FOCUSED : 0);
      clt_calendar_paint_block (paint, box->entry, &box->area, flags);
    }
}

static void
clt_calendar_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CltCalendarSheet *sheet = get_private (CLT_CALENDAR_VIEW (widget))->sheet;
  CltCalendarPaint paint;

  if (sheet == NULL || clt_calendar_sheet_get_table (sheet) == NULL)
    return;
  clt_calendar_paint_begin (&paint, widget, snapshot);
  CLT_CALENDAR_VIEW_GET_CLASS (widget)->draw (CLT_CALENDAR_VIEW (widget), &paint,
                                              gtk_widget_has_focus (widget));
  clt_calendar_paint_end (&paint);
}

static void
clt_calendar_view_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  const CltCalendarViewClass *klass = CLT_CALENDAR_VIEW_GET_CLASS (widget);

  *minimum = *natural =
    orientation == GTK_ORIENTATION_HORIZONTAL ? klass->min_width : klass->min_height;
}

/* ---- the class ------------------------------------------------------------------------------------ */

static void
step (CltCalendarView *self, int right, int down)
{
  clt_calendar_sheet_step (get_private (self)->sheet, right, down);
}

static void
clt_calendar_view_dispose (GObject *object)
{
  g_clear_object (&get_private (CLT_CALENDAR_VIEW (object))->sheet);
  G_OBJECT_CLASS (clt_calendar_view_parent_class)->dispose (object);
}

static void
clt_calendar_view_class_init (CltCalendarViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_calendar_view_dispose;
  widget_class->snapshot = clt_calendar_view_snapshot;
  widget_class->measure = clt_calendar_view_measure;
  klass->step = step;
  gtk_widget_class_set_css_name (widget_class, "calendarview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
add_controller (CltCalendarView *self, gpointer controller)
{
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (controller));
}

static void
clt_calendar_view_init (CltCalendarView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion_cb), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (gtk_widget_queue_draw), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (gtk_widget_queue_draw), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (on_click_pressed_cb), self);
  add_controller (self, keys);
  add_controller (self, motion);
  add_controller (self, focus);
  add_controller (self, drag);
  add_controller (self, click);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}
