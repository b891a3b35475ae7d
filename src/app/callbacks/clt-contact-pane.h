/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/clt-pane.h"

G_BEGIN_DECLS

#define CLT_TYPE_CONTACT_PANE (clt_contact_pane_get_type ())
G_DECLARE_FINAL_TYPE (CltContactPane, clt_contact_pane, CLT, CONTACT_PANE, CltPane)

/* The log of contacts: each call, visit and mail with a client, and what they come to. */
const CltCommandGroup *clt_contact_pane_get_commands (void);

G_END_DECLS
