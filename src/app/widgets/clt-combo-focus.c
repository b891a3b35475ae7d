/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-combo-focus.h"

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
