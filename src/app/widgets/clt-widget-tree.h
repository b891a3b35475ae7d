/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (nullable) (transfer none): the first of @type in or below @widget. */
GtkWidget *clt_widget_find (GtkWidget *widget, GType type);
/* Scrolls what @widget lies in so far that it is seen, with @space pixels below it; a widget that is
 * higher than the place is seen from its top. Nothing happens before it has a place. */
void clt_widget_bring_into_view (GtkWidget *widget, int space);

G_END_DECLS
