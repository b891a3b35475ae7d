/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The pages as they will come out of the printer, and the way to it. What is sent is entered in
 * the export log. */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"
#include "core/report/clt-paper.h"

G_BEGIN_DECLS

#define CLT_TYPE_PRINT_WINDOW (clt_print_window_get_type ())
G_DECLARE_FINAL_TYPE (CltPrintWindow, clt_print_window, CLT, PRINT_WINDOW, AdwWindow)

GtkWidget *clt_print_window_new (GtkWindow *parent, CltDesk *desk, CltPaper *paper);

G_END_DECLS
