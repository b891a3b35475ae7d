/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltViewsWindow: all saved views: their order and names, which one the book starts with, sharing
 * and deleting. Everything is done by keys on the row or from its menu. */

#include <adwaita.h>

#include "app/clients/clt-view-book.h"

G_BEGIN_DECLS

#define CLT_TYPE_VIEWS_WINDOW (clt_views_window_get_type ())
G_DECLARE_FINAL_TYPE (CltViewsWindow, clt_views_window, CLT, VIEWS_WINDOW, AdwWindow)

CltViewsWindow *clt_views_window_new (GtkWindow *parent, CltViewBook *book);

G_END_DECLS
