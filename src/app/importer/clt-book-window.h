/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_BOOK_WINDOW (clt_book_window_get_type ())
G_DECLARE_FINAL_TYPE (CltBookWindow, clt_book_window, CLT, BOOK_WINDOW, AdwWindow)

/* An edited copy of the catalogue and the matrix comes back: what was edited, what the branch has
 * changed meanwhile, what is not allowed; then all of it as one action, which @desk is told of. */
GtkWidget *clt_book_window_new (GtkWindow *parent, CltDesk *desk, const char *path);

G_END_DECLS
