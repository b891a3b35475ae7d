/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Tab through the parts of a screen in the order of the work, where that is not the one in which they
 * stand: from the list beside it one comes to what is worked on, and its head comes after that. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For the focus function of the widget that holds @parts: @direction is one of Tab's. Returns: whether
 * one of them took the focus; else it leaves them. */
gboolean clt_focus_order_move (GtkWidget *const *parts, guint n_parts, GtkDirectionType direction);

G_END_DECLS
