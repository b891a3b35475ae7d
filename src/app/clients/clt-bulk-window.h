/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltBulkWindow: one field of many clients: pick it, see before and after with counts, do it as one
 * action with progress and Cancel. */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_BULK_WINDOW (clt_bulk_window_get_type ())
G_DECLARE_FINAL_TYPE (CltBulkWindow, clt_bulk_window, CLT, BULK_WINDOW, AdwWindow)

/* @ids: element-type gint64. @prospects: they are prospects, who have a stage and a source. */
CltBulkWindow *
clt_bulk_window_new (GtkWindow *parent, CltDesk *desk, GArray *ids, gboolean prospects);

G_END_DECLS
