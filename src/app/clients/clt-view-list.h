/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltViewList: the saved views with their live counts, for the sidebar of the window. It hides
 * itself while there are none. Choosing one activates "win.show-view" (x). */

#include "app/clients/clt-view-book.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CLT_TYPE_VIEW_LIST (clt_view_list_get_type ())
G_DECLARE_FINAL_TYPE (CltViewList, clt_view_list, CLT, VIEW_LIST, GtkWidget)

/* @desk NULL: no file is open. */
void clt_view_list_set_desk (CltViewList *self, CltDesk *desk);

G_END_DECLS
