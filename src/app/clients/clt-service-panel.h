/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_SERVICE_PANEL (clt_service_panel_get_type ())
G_DECLARE_FINAL_TYPE (CltServicePanel, clt_service_panel, CLT, SERVICE_PANEL, AdwPreferencesGroup)

/* What the client has coming: what is outstanding, the next delivery that is planned, and everything
 * that he is promised. It reads by itself; nothing is shown of prospects and of who has left. */
void
clt_service_panel_set_client (CltServicePanel *self, CltDesk *desk, gint64 id, const char *name);
/* Records one delivery of what is outstanding longest; says so when nothing is. */
void clt_service_panel_record (CltServicePanel *self);
/* Asks how it was delivered first. */
void clt_service_panel_describe (CltServicePanel *self);
/* Ask for a grant or a ban for this client alone; for his own refusal. */
void clt_service_panel_grant (CltServicePanel *self);
void clt_service_panel_refuse (CltServicePanel *self);

G_END_DECLS
