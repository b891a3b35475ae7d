/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltFilterWindow: the filter builder. Lines and groups on top, the expression below; both write
 * the same filter, and what one of them says the other shows. Signal "changed" (char *expression):
 * the filter is another one and can be read; the list behind the window follows at once. */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"
#include "core/clients/clt-client-query.h"

G_BEGIN_DECLS

#define CLT_TYPE_FILTER_WINDOW (clt_filter_window_get_type ())
G_DECLARE_FINAL_TYPE (CltFilterWindow, clt_filter_window, CLT, FILTER_WINDOW, AdwWindow)

/* Begins with the expression of @query, which also says whether clients or prospects, with closed
 * ones or without, are counted. */
CltFilterWindow *
clt_filter_window_new (GtkWindow *parent, CltDesk *desk, const CltClientQuery *query);

G_END_DECLS
