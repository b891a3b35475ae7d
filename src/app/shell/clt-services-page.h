/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The place “Services”: one tab a screen, each a CltPage that is made on its first visit. */

#include <adwaita.h>

#include "app/widgets/clt-page.h"

G_BEGIN_DECLS

#define CLT_TYPE_SERVICES_PAGE (clt_services_page_get_type ())
G_DECLARE_FINAL_TYPE (CltServicesPage, clt_services_page, CLT, SERVICES_PAGE, AdwBin)

const CltCommandGroup *clt_services_page_get_commands (void);

G_END_DECLS
