/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-view-menu.h"

#include "app/clients/clt-view-row.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"

struct _CltViewMenu
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkPopover *popover;
  GtkListBox *list;

  CltViewBook *book; /* owned (nullable) */
  GtkWidget *page;   /* weak */
  gint64 shown;
  gboolean changed;
};

G_DEFINE_FINAL_TYPE (CltViewMenu, clt_view_menu, GTK_TYPE_WIDGET)

static void
show_label (CltViewMenu *self)
{
  const CltView *view = self->book != NULL ? clt_view_book_find (self->book, self->shown) : NULL;
  g_autofree char *text = NULL;

  if (view == NULL)
    text = g_strdup (C_ ("view", "All Clients"));
  else if (self->changed)
    /* Translators: %s is the name of a view; the list shows it with another filter, order or
     * columns. */
    text = g_strdup_printf (_ ("%s (changed)"), view->name);
  else
    text = g_strdup (view->name);
  gtk_menu_button_set_label (self->button, text);
}

static void
show_counts (CltViewMenu *self)
{
  clt_view_rows_show_counts (self->list, self->book);
}

static void
add_row (CltViewMenu *self, gint64 id, const char *name, gboolean is_default)
{
  g_autoptr (GtkBuilder) builder =
    gtk_builder_new_from_resource ("/io/github/clientele/Clientele/ui/clients/clt-view-row.ui");
  GObject *row = gtk_builder_get_object (builder, "row");

  gtk_label_set_label (GTK_LABEL (gtk_builder_get_object (builder, "label")), name);
  gtk_widget_set_visible (GTK_WIDGET (gtk_builder_get_object (builder, "star")), is_default);
  clt_view_row_set (GTK_LIST_BOX_ROW (row), id,
                    GTK_LABEL (gtk_builder_get_object (builder, "count")));
  gtk_list_box_append (self->list, GTK_WIDGET (row));
  if (id == self->shown)
    gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
}

static void
on_book_loaded_cb (CltViewMenu *self)
{
  GPtrArray *views = clt_view_book_get_views (self->book);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  add_row (self, 0, C_ ("view", "All Clients"), FALSE);
  for (guint i = 0; i < views->len; i++)
    {
      const CltView *view = views->pdata[i];

      add_row (self, view->id, view->name, view->is_default);
    }
  show_label (self);
  show_counts (self);
}

static void
on_row_activated_cb (CltViewMenu *self, GtkListBoxRow *row)
{
  gint64 id = clt_view_row_get_id (row);

  gtk_popover_popdown (self->popover);
  if (self->page != NULL)
    gtk_widget_activate_action (self->page, "clients.show-view", "x", id);
}

static void
on_popover_show_cb (CltViewMenu *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
on_save_clicked_cb (CltViewMenu *self)
{
  gtk_popover_popdown (self->popover);
  if (self->page != NULL)
    gtk_widget_activate_action (self->page, "clients.save-view", NULL);
}

static void
on_manage_clicked_cb (CltViewMenu *self)
{
  gtk_popover_popdown (self->popover);
  if (self->page != NULL)
    gtk_widget_activate_action (self->page, "clients.manage-views", NULL);
}

void
clt_view_menu_set_book (CltViewMenu *self, CltViewBook *book)
{
  g_return_if_fail (CLT_IS_VIEW_MENU (self));

  g_set_object (&self->book, book);
  g_signal_connect_object (book, "loaded", G_CALLBACK (on_book_loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (book, "counted", G_CALLBACK (show_counts), self, G_CONNECT_SWAPPED);
  on_book_loaded_cb (self);
}

void
clt_view_menu_set_shown (CltViewMenu *self, gint64 id, gboolean changed)
{
  g_return_if_fail (CLT_IS_VIEW_MENU (self));

  self->shown = id;
  self->changed = changed;
  show_label (self);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (clt_view_row_get_id (GTK_LIST_BOX_ROW (row)) == id)
      gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
}

void
clt_view_menu_set_page (CltViewMenu *self, GtkWidget *page)
{
  g_return_if_fail (CLT_IS_VIEW_MENU (self));

  g_set_weak_pointer (&self->page, page);
}

void
clt_view_menu_popup (CltViewMenu *self)
{
  g_return_if_fail (CLT_IS_VIEW_MENU (self));

  gtk_menu_button_popup (self->button);
}

static void
clt_view_menu_dispose (GObject *object)
{
  CltViewMenu *self = CLT_VIEW_MENU (object);

  clt_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_VIEW_MENU);
  g_clear_object (&self->book);
  g_clear_weak_pointer (&self->page);
  G_OBJECT_CLASS (clt_view_menu_parent_class)->dispose (object);
}

static void
clt_view_menu_class_init (CltViewMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_view_menu_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/clients/clt-view-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, CltViewMenu, button);
  gtk_widget_class_bind_template_child (widget_class, CltViewMenu, popover);
  gtk_widget_class_bind_template_child (widget_class, CltViewMenu, list);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_popover_show_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_manage_clicked_cb);
}

static void
clt_view_menu_init (CltViewMenu *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_label (self);
}
