/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-combo-focus.h"

#define LONG_CHARS 32

/* (nullable) (transfer none): the first of @type in or below @widget. */
static GtkWidget *
find (GtkWidget *widget, GType type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

static void
on_popover_notify_visible_cb (GtkWidget *popover, GParamSpec *pspec, AdwComboRow *row)
{
  GtkWidget *list = find (popover, GTK_TYPE_LIST_VIEW);
  guint selected = adw_combo_row_get_selected (row), n = 0;
  GtkWidget *ticked = NULL;

  if (!gtk_widget_get_visible (popover) || list == NULL)
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (list); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (n++ == selected)
      ticked = child;
  /* a list too long to have a widget for each of its rows does not say which row a widget is */
  if (ticked != NULL && n == g_list_model_get_n_items (adw_combo_row_get_model (row)))
    gtk_widget_grab_focus (ticked);
}

void
clt_combo_focus_tick (AdwComboRow *row)
{
  GtkWidget *popover = find (GTK_WIDGET (row), GTK_TYPE_POPOVER);

  g_return_if_fail (popover != NULL);

  g_signal_connect_object (popover, "notify::visible", G_CALLBACK (on_popover_notify_visible_cb),
                           row, G_CONNECT_AFTER);
}

static void
on_item_setup_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *child = gtk_list_item_get_child (item);
  GtkWidget *label = child == NULL ? NULL : find (child, GTK_TYPE_LABEL);

  if (label != NULL)
    gtk_label_set_max_width_chars (GTK_LABEL (label), LONG_CHARS);
}

void
clt_combo_show_long (AdwComboRow *row)
{
  GtkListItemFactory *factory = adw_combo_row_get_factory (row);

  if (GTK_IS_SIGNAL_LIST_ITEM_FACTORY (factory))
    g_signal_connect (factory, "setup", G_CALLBACK (on_item_setup_cb), NULL);
}
