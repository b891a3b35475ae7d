/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-focus-keeper.h"

#include <adwaita.h>

#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-page.h"

/* Lists and pages around the focus; deeper nesting than this is not remembered. */
#define MAX_HOMES 8

typedef struct
{
  GtkWindow *window; /* borrowed: owns this */
  CltFocusFallback fallback;
  GtkWidget *focus;            /* weak: who had it last */
  gulong unmap_id;             /* of its signal */
  GtkWidget *homes[MAX_HOMES]; /* weak: lists, menus and pages around it, from inside to outside */
  int rows[MAX_HOMES];         /* of a list box: which row it was in */
  guint idle_id;
  GdkFrameClock *clock; /* owned (nullable): its frame is awaited */
} Keeper;

/* ---- remembering ---------------------------------------------------------------------------- */

/* Who leaves a menu of the screen goes on from its button; from one in the title he goes back to the
 * list that he came from. */
static gboolean
is_home (GtkWidget *widget)
{
  if (GTK_IS_MENU_BUTTON (widget))
    return gtk_widget_get_ancestor (widget, ADW_TYPE_HEADER_BAR) == NULL;
  return CLT_IS_DATA_TABLE (widget) || CLT_IS_PAGE (widget) || GTK_IS_LIST_BOX (widget) ||
         GTK_IS_LIST_VIEW (widget);
}

static void
forget_focus (Keeper *keeper)
{
  if (keeper->focus != NULL)
    g_signal_handler_disconnect (keeper->focus, keeper->unmap_id);
  g_clear_weak_pointer (&keeper->focus);
}

static void
forget_homes (Keeper *keeper)
{
  for (guint i = 0; i < MAX_HOMES; i++)
    g_clear_weak_pointer (&keeper->homes[i]);
}

static void schedule_return (Keeper *keeper);

static void
watch (Keeper *keeper, GtkWidget *focus)
{
  forget_focus (keeper);
  g_set_weak_pointer (&keeper->focus, focus);
  keeper->unmap_id =
    g_signal_connect_swapped (focus, "unmap", G_CALLBACK (schedule_return), keeper);
}

static void
note_homes (Keeper *keeper, GtkWidget *focus)
{
  guint n = 0;
  int row = -1;

  forget_homes (keeper);
  for (GtkWidget *widget = focus; widget != NULL && n < MAX_HOMES;
       widget = gtk_widget_get_parent (widget))
    {
      if (GTK_IS_LIST_BOX_ROW (widget))
        row = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (widget));
      if (!is_home (widget))
        continue;
      keeper->rows[n] = row;
      g_set_weak_pointer (&keeper->homes[n++], widget);
    }
}

/* A message is no place to stay. */
static gboolean
is_in_toast (GtkWidget *widget)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  GtkWidget *child =
    overlay == NULL ? NULL : adw_toast_overlay_get_child (ADW_TOAST_OVERLAY (overlay));

  return child != NULL && widget != child && !gtk_widget_is_ancestor (widget, child);
}

/* ---- returning ------------------------------------------------------------------------------ */

static gboolean
is_there (Keeper *keeper)
{
  GtkWidget *focus = gtk_window_get_focus (keeper->window);

  return focus != NULL && gtk_widget_get_mapped (focus) && gtk_widget_is_sensitive (focus) &&
         gtk_widget_get_root (focus) == GTK_ROOT (keeper->window);
}

/* The row that is chosen, else the one that stands where the focus was, else the last one. */
static gboolean
focus_row (GtkListBox *list, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (list);

  for (int i = index; row == NULL && i >= 0; i--)
    row = gtk_list_box_get_row_at_index (list, i);
  return row != NULL && gtk_widget_get_mapped (GTK_WIDGET (row)) &&
         gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
enter (GtkWidget *home, int row)
{
  if (GTK_IS_LIST_BOX (home))
    focus_row (GTK_LIST_BOX (home), row);
  else if (CLT_IS_PAGE (home))
    clt_page_take_focus (CLT_PAGE (home));
  else
    gtk_widget_grab_focus (home);
}

static void
note_focus (Keeper *keeper, GtkWidget *focus)
{
  watch (keeper, focus);
  if (!is_in_toast (focus))
    note_homes (keeper, focus);
}

/* Before the next frame, in which GTK would choose. What took the focus by itself keeps it. */
static gboolean
on_idle_cb (gpointer user_data)
{
  Keeper *keeper = user_data;

  keeper->idle_id = 0;
  if (!gtk_widget_get_mapped (GTK_WIDGET (keeper->window)))
    return G_SOURCE_REMOVE;
  if (is_there (keeper))
    note_focus (keeper, gtk_window_get_focus (keeper->window));
  for (guint i = 0; i < MAX_HOMES && !is_there (keeper); i++)
    {
      g_autoptr (GtkWidget) home =
        keeper->homes[i] == NULL ? NULL : g_object_ref (keeper->homes[i]);

      if (home != NULL && gtk_widget_get_mapped (home) && gtk_widget_is_sensitive (home))
        enter (home, keeper->rows[i]);
    }
  if (!is_there (keeper) && keeper->fallback != NULL)
    keeper->fallback (keeper->window);
  return G_SOURCE_REMOVE;
}

static void
schedule_return (Keeper *keeper)
{
  if (keeper->idle_id == 0)
    keeper->idle_id = g_idle_add_full (G_PRIORITY_HIGH, on_idle_cb, keeper, NULL);
}

/* The list scrolls to its row in the next frame: End and the like go to one that is not in sight. */
static gboolean
is_coming (GtkWidget *focus)
{
  GtkWidget *list = focus == NULL ? NULL : gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_VIEW);

  return list != NULL && gtk_widget_get_mapped (list);
}

static void
stop_waiting (Keeper *keeper)
{
  /* a clock that is disposed of with its window has forgotten its handlers */
  if (keeper->clock != NULL)
    g_signal_handlers_disconnect_by_data (keeper->clock, keeper);
  g_clear_object (&keeper->clock);
}

static void
on_clock_after_paint_cb (Keeper *keeper)
{
  stop_waiting (keeper);
  schedule_return (keeper);
}

static void
wait_for_frame (Keeper *keeper)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (keeper->window));

  if (clock == NULL || keeper->clock != NULL)
    return;
  keeper->clock = g_object_ref (clock);
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (on_clock_after_paint_cb), keeper);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
}

static void
on_focus_notify_cb (Keeper *keeper)
{
  GtkWidget *focus = gtk_window_get_focus (keeper->window);

  /* GTK goes to rows of a list that are not shown, too: no key would leave them */
  if (focus != NULL && gtk_widget_get_mapped (focus))
    note_focus (keeper, focus);
  else if (is_coming (focus))
    wait_for_frame (keeper);
  else
    schedule_return (keeper);
}

static void
keeper_free (gpointer data)
{
  Keeper *keeper = data;

  g_clear_handle_id (&keeper->idle_id, g_source_remove);
  stop_waiting (keeper);
  forget_focus (keeper);
  forget_homes (keeper);
  g_free (keeper);
}

void
clt_focus_keeper_attach (GtkWindow *window, CltFocusFallback fallback)
{
  Keeper *keeper = g_new0 (Keeper, 1);

  keeper->window = window;
  keeper->fallback = fallback;
  g_signal_connect_swapped (window, "notify::focus-widget", G_CALLBACK (on_focus_notify_cb),
                            keeper);
  g_object_set_data_full (G_OBJECT (window), "clt-focus-keeper", keeper, keeper_free);
}
