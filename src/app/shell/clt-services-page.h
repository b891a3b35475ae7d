/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The place “Services”: its tabs. */

#include "app/widgets/clt-tab-page.h"

G_BEGIN_DECLS

#define CLT_TYPE_SERVICES_PAGE (clt_services_page_get_type ())
G_DECLARE_FINAL_TYPE (CltServicesPage, clt_services_page, CLT, SERVICES_PAGE, CltTabPage)

const CltCommandGroup *clt_services_page_get_commands (void);

G_END_DECLS
