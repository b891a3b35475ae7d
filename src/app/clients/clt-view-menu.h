/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltViewMenu: the button in the header bar that says which view of the book is shown and opens
 * the list of all views with their counts. Choosing one activates "clients.show-view" (x). */

#include "app/clients/clt-view-book.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CLT_TYPE_VIEW_MENU (clt_view_menu_get_type ())
G_DECLARE_FINAL_TYPE (CltViewMenu, clt_view_menu, CLT, VIEW_MENU, GtkWidget)

void clt_view_menu_set_book (CltViewMenu *self, CltViewBook *book);
/* @id 0: the whole book. @changed: what is shown differs from what was saved. */
void clt_view_menu_set_shown (CltViewMenu *self, gint64 id, gboolean changed);
/* The widget whose actions are meant: the menu stands in the header bar, away from its page. */
void clt_view_menu_set_page (CltViewMenu *self, GtkWidget *page);
void clt_view_menu_popup (CltViewMenu *self);

G_END_DECLS
