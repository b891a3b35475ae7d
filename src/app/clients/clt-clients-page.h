/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltClientsPage: the client book: list, quick search and filter at the left, the card of the
 * chosen client at the right. The list keeps its width, order and place. */

#include <adwaita.h>

#include "app/widgets/clt-page.h"

G_BEGIN_DECLS

#define CLT_TYPE_CLIENTS_PAGE (clt_clients_page_get_type ())
G_DECLARE_FINAL_TYPE (CltClientsPage, clt_clients_page, CLT, CLIENTS_PAGE, AdwBin)

const CltCommandGroup *clt_clients_page_get_commands (void);

G_END_DECLS
