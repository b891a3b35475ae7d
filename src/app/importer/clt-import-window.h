/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_IMPORT_WINDOW (clt_import_window_get_type ())
G_DECLARE_FINAL_TYPE (CltImportWindow, clt_import_window, CLT, IMPORT_WINDOW, AdwWindow)

/* The import assistant: choose a file, see how it is understood and what it would do, correct
 * that, import. @path (nullable): starts with this file. What was imported is told to @desk, which
 * offers Undo. */
GtkWidget *clt_import_window_new (GtkWindow *parent, CltDesk *desk, const char *path);

G_END_DECLS
