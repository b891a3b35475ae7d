/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Keeps the keyboard where the person is working. When the widget that has the focus goes – its row
 * was read anew, its button was hidden or may not be pressed any more – GTK hands the focus to what
 * comes next in the order of Tab: a button that overrides something, or “Undo” of a message, while
 * the keys of the screen are dead. Here it returns to the list that it was in, to the same row or
 * the nearest, else to where the page begins. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Gives the focus to something of @window; for when nothing that is left had it before. */
typedef void (*CltFocusFallback) (GtkWindow *window);

/* For as long as @window lives. */
void clt_focus_keeper_attach (GtkWindow *window, CltFocusFallback fallback);

G_END_DECLS
