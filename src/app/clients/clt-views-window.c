/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-views-window.h"

#include "app/clients/clt-view-dialog.h"
#include "app/clients/clt-view-row.h"
#include "app/widgets/clt-command.h"
#include "app/widgets/clt-dialogs.h"
#include "core/base/clt-i18n.h"

struct _CltViewsWindow
{
  AdwWindow parent_instance;

  CltViewBook *book; /* owned */

  GtkStack *stack;
  GtkListBox *list;
  GMenuModel *row_menu;
};

G_DEFINE_FINAL_TYPE (CltViewsWindow, clt_views_window, ADW_TYPE_WINDOW)

/* Rows */

static void
show_counts (CltViewsWindow *self)
{
  clt_view_rows_show_counts (self->list, self->book);
}

static GtkListBoxRow *
add_row (CltViewsWindow *self, const CltView *view)
{
  g_autoptr (GtkBuilder) builder =
    gtk_builder_new_from_resource ("/io/github/clientele/Clientele/ui/clients/clt-view-row.ui");
  GtkListBoxRow *row = GTK_LIST_BOX_ROW (gtk_builder_get_object (builder, "row"));
  GtkWidget *menu = gtk_menu_button_new ();

  gtk_label_set_label (GTK_LABEL (gtk_builder_get_object (builder, "label")), view->name);
  gtk_widget_set_visible (GTK_WIDGET (gtk_builder_get_object (builder, "star")), view->is_default);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (menu), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (menu), self->row_menu);
  gtk_widget_add_css_class (menu, "flat");
  gtk_widget_set_tooltip_text (menu, _ ("What to do with this view"));
  gtk_box_append (GTK_BOX (gtk_list_box_row_get_child (row)), menu);
  clt_view_row_set (row, view->id, GTK_LABEL (gtk_builder_get_object (builder, "count")));
  gtk_list_box_append (self->list, GTK_WIDGET (row));
  return row;
}

/* The row that had the focus keeps it, wherever it is now; where it is gone, its neighbour. */
static void
on_book_loaded_cb (CltViewsWindow *self)
{
  GPtrArray *views = clt_view_book_get_views (self->book);
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);
  gint64 id = selected != NULL ? clt_view_row_get_id (selected) : 0;
  int place = selected != NULL ? gtk_list_box_row_get_index (selected) : 0;
  GtkListBoxRow *again = NULL;
  GtkWidget *old;

  while ((old = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, old);
  for (guint i = 0; i < views->len; i++)
    {
      GtkListBoxRow *row = add_row (self, views->pdata[i]);

      if (clt_view_row_get_id (row) == id || again == NULL)
        again = row;
    }
  if (again != NULL && clt_view_row_get_id (again) != id)
    again = gtk_list_box_get_row_at_index (self->list, MIN (place, (int) views->len - 1));
  gtk_stack_set_visible_child_name (self->stack, views->len > 0 ? "list" : "empty");
  show_counts (self);
  if (again == NULL)
    return;
  gtk_list_box_select_row (self->list, again);
  gtk_widget_grab_focus (GTK_WIDGET (again));
}

/* Actions of the row that is chosen */

/* The row whose menu is open, else the chosen one. (nullable) */
static const CltView *
get_view (CltViewsWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;

  if (row == NULL)
    row = GTK_WIDGET (gtk_list_box_get_selected_row (self->list));
  return row != NULL ? clt_view_book_find (self->book, clt_view_row_get_id (GTK_LIST_BOX_ROW (row)))
                     : NULL;
}

static void
rename_view (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltViewsWindow *self = CLT_VIEWS_WINDOW (widget);
  const CltView *view = get_view (self);

  if (view != NULL)
    clt_view_dialog_rename (GTK_WINDOW (self), self->book, view);
}

static void
move_view (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltViewsWindow *self = CLT_VIEWS_WINDOW (widget);
  const CltView *view = get_view (self);

  if (view != NULL)
    clt_view_book_move (self->book, view, g_str_equal (action, "views.down") ? 1 : -1);
}

static void
start_with_view (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltViewsWindow *self = CLT_VIEWS_WINDOW (widget);
  const CltView *view = get_view (self);

  if (view != NULL)
    clt_view_book_set_default (self->book, view->is_default ? NULL : view);
}

static void
delete_view (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltViewsWindow *self = CLT_VIEWS_WINDOW (widget);
  const CltView *view = get_view (self);

  if (view != NULL)
    clt_view_book_remove (self->book, view);
}

typedef struct
{
  CltViewBook *book; /* owned */
  gint64 view;       /* 0: one is added */
} Sharing;

static void
on_file_chosen_cb (GFile *file, gpointer user_data)
{
  g_autofree Sharing *sharing = user_data;
  g_autoptr (CltViewBook) book = sharing->book;
  const CltView *view = clt_view_book_find (book, sharing->view);

  if (file == NULL)
    return;
  if (sharing->view == 0)
    clt_view_book_import (book, file);
  else if (view != NULL)
    clt_view_book_share (book, view, file);
}

static void
share_view (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char *const endings[] = { "json", NULL };
  CltViewsWindow *self = CLT_VIEWS_WINDOW (widget);
  const CltView *view = get_view (self);
  Sharing *sharing;

  if (view == NULL)
    return;
  sharing = g_new0 (Sharing, 1);
  sharing->book = g_object_ref (self->book);
  sharing->view = view->id;
  clt_dialogs_save_file (GTK_WINDOW (self), _ ("Share the View as a File"), view->name, endings,
                         on_file_chosen_cb, sharing);
}

static void
import_view (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltViewsWindow *self = CLT_VIEWS_WINDOW (widget);
  Sharing *sharing = g_new0 (Sharing, 1);

  sharing->book = g_object_ref (self->book);
  clt_dialogs_open_file (GTK_WINDOW (self), _ ("Add a Shared View"), CLT_FILES_VIEW, NULL,
                         on_file_chosen_cb, sharing);
}

static void
on_row_activated_cb (CltViewsWindow *self, GtkListBoxRow *row)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_widget_activate_action (GTK_WIDGET (parent), "win.show-view", "x", clt_view_row_get_id (row));
  gtk_window_close (GTK_WINDOW (self));
}

/* Class */

static void
clt_views_window_dispose (GObject *object)
{
  CltViewsWindow *self = CLT_VIEWS_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_VIEWS_WINDOW);
  g_clear_object (&self->book);
  G_OBJECT_CLASS (clt_views_window_parent_class)->dispose (object);
}

static void
clt_views_window_class_init (CltViewsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_views_window_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/clients/clt-views-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CltViewsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CltViewsWindow, list);
  gtk_widget_class_bind_template_child (widget_class, CltViewsWindow, row_menu);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);

  gtk_widget_class_install_action (widget_class, "views.rename", NULL, rename_view);
  gtk_widget_class_install_action (widget_class, "views.up", NULL, move_view);
  gtk_widget_class_install_action (widget_class, "views.down", NULL, move_view);
  gtk_widget_class_install_action (widget_class, "views.start", NULL, start_with_view);
  gtk_widget_class_install_action (widget_class, "views.share", NULL, share_view);
  gtk_widget_class_install_action (widget_class, "views.delete", NULL, delete_view);
  gtk_widget_class_install_action (widget_class, "views.import", NULL, import_view);
  gtk_widget_class_install_action (widget_class, "views.undo", NULL, clt_command_undo_behind);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "views.undo",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "views.rename", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "views.up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "views.down",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "views.start",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "views.share",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_i, GDK_CONTROL_MASK, "views.import",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "views.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
clt_views_window_init (CltViewsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

CltViewsWindow *
clt_views_window_new (GtkWindow *parent, CltViewBook *book)
{
  CltViewsWindow *self =
    g_object_new (CLT_TYPE_VIEWS_WINDOW, "transient-for", parent, "modal", TRUE, NULL);

  self->book = g_object_ref (book);
  g_signal_connect_object (book, "loaded", G_CALLBACK (on_book_loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (book, "counted", G_CALLBACK (show_counts), self, G_CONNECT_SWAPPED);
  on_book_loaded_cb (self);
  return self;
}
