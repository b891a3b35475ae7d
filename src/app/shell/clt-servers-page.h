/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltServersPage: the mail server and the SMS gateway, the same settings as those of the commands “mail
 * server” and “sms gateway”; and a test mail to oneself. */

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_SERVERS_PAGE (clt_servers_page_get_type ())
G_DECLARE_FINAL_TYPE (CltServersPage, clt_servers_page, CLT, SERVERS_PAGE, AdwPreferencesPage)

void clt_servers_page_set_desk (CltServersPage *self, CltDesk *desk);

G_END_DECLS
