/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For dispose of a class that derives from GtkWidget itself: lets the template's children go.
 * gtk_widget_dispose_template() of GTK 4.8 takes away only those that are bound to a field, and
 * the outermost box seldom is. */
static inline void
clt_widget_dispose_template (GtkWidget *widget, GType type)
{
  GtkWidget *child;

  gtk_widget_dispose_template (widget, type);
  while ((child = gtk_widget_get_first_child (widget)) != NULL)
    gtk_widget_unparent (child);
}

G_END_DECLS
