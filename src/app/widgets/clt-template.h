/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

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

/* The same for a class that derives from AdwBin. The template would let the child go behind the back
 * of the bin. */
static inline void
clt_bin_dispose_template (AdwBin *bin, GType type)
{
  adw_bin_set_child (bin, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (bin), type);
}

G_END_DECLS
