/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-view-list.h"

#include "app/clients/clt-view-row.h"
#include "app/widgets/clt-template.h"

struct _CltViewList
{
  GtkWidget parent_instance;

  GtkListBox *list;

  CltViewBook *book; /* owned (nullable) */
};

G_DEFINE_FINAL_TYPE (CltViewList, clt_view_list, GTK_TYPE_WIDGET)

static void
show_counts (CltViewList *self)
{
  clt_view_rows_show_counts (self->list, self->book);
}

static void
add_row (CltViewList *self, const CltView *view)
{
  g_autoptr (GtkBuilder) builder =
    gtk_builder_new_from_resource ("/io/github/clientele/Clientele/ui/shell/clt-place-row.ui");
  GObject *row = gtk_builder_get_object (builder, "row");
  GtkLabel *label = GTK_LABEL (gtk_builder_get_object (builder, "label"));
  GtkWidget *count = GTK_WIDGET (gtk_builder_get_object (builder, "count"));

  gtk_image_set_from_icon_name (GTK_IMAGE (gtk_builder_get_object (builder, "icon")),
                                "clt-filter-symbolic");
  gtk_label_set_label (label, view->name);
  gtk_widget_set_visible (count, TRUE);
  clt_view_row_set (GTK_LIST_BOX_ROW (row), view->id, GTK_LABEL (count));
  gtk_list_box_append (self->list, GTK_WIDGET (row));
}

static void
on_book_loaded_cb (CltViewList *self)
{
  GPtrArray *views = clt_view_book_get_views (self->book);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < views->len; i++)
    add_row (self, views->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self), views->len > 0);
  show_counts (self);
}

static void
on_row_activated_cb (CltViewList *self, GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-view", "x", clt_view_row_get_id (row));
}

void
clt_view_list_set_desk (CltViewList *self, CltDesk *desk)
{
  g_return_if_fail (CLT_IS_VIEW_LIST (self));

  if (self->book != NULL)
    g_signal_handlers_disconnect_by_data (self->book, self);
  g_clear_object (&self->book);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (desk == NULL)
    return;
  self->book = clt_view_book_get (desk);
  g_signal_connect_object (self->book, "loaded", G_CALLBACK (on_book_loaded_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->book, "counted", G_CALLBACK (show_counts), self,
                           G_CONNECT_SWAPPED);
  on_book_loaded_cb (self);
}

static void
clt_view_list_dispose (GObject *object)
{
  CltViewList *self = CLT_VIEW_LIST (object);

  if (self->book != NULL)
    g_signal_handlers_disconnect_by_data (self->book, self);
  g_clear_object (&self->book);
  clt_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_VIEW_LIST);
  G_OBJECT_CLASS (clt_view_list_parent_class)->dispose (object);
}

static void
clt_view_list_class_init (CltViewListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_view_list_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/clients/clt-view-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CltViewList, list);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
}

static void
clt_view_list_init (CltViewList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
