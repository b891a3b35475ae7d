/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_HISTORY_WINDOW (clt_history_window_get_type ())
G_DECLARE_FINAL_TYPE (CltHistoryWindow, clt_history_window, CLT, HISTORY_WINDOW, AdwWindow)

/* Everything that was done in this file, newest first; any action can be undone or redone from
 * here, and a refusal names what stands in the way. */
GtkWidget *clt_history_window_new (GtkWindow *parent, CltDesk *desk);

G_END_DECLS
