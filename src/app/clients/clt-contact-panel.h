/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/clients/clt-card-panel.h"

G_BEGIN_DECLS

#define CLT_TYPE_CONTACT_PANEL (clt_contact_panel_get_type ())
/* When the client is called next, what was promised him, how content he said he is, and the contacts
 * of late. */
G_DECLARE_FINAL_TYPE (CltContactPanel, clt_contact_panel, CLT, CONTACT_PANEL, CltCardPanel)

G_END_DECLS
