/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltDashboardPage: what the branch has achieved in a period. Every figure is a button that opens
 * the list of those who make it up. */

#include "app/widgets/clt-page.h"

G_BEGIN_DECLS

#define CLT_TYPE_DASHBOARD_PAGE (clt_dashboard_page_get_type ())
G_DECLARE_FINAL_TYPE (CltDashboardPage, clt_dashboard_page, CLT, DASHBOARD_PAGE, GtkWidget)

const CltCommandGroup *clt_dashboard_page_get_commands (void);

G_END_DECLS
