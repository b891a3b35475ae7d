/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-widget-tree.h"

GtkWidget *
clt_widget_find (GtkWidget *widget, GType type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = clt_widget_find (child, type);
  return found;
}

void
clt_widget_bring_into_view (GtkWidget *widget, int space)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *viewport =
    scroller == NULL ? NULL : gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scroller));
  GtkWidget *child = viewport == NULL ? NULL : gtk_widget_get_first_child (viewport);
  graphene_rect_t place;

  if (child != NULL && gtk_widget_compute_bounds (widget, child, &place))
    gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)),
                               place.origin.y, place.origin.y + place.size.height + space);
}
