/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_COMPLAINT_PANEL (clt_complaint_panel_get_type ())
G_DECLARE_FINAL_TYPE (CltComplaintPanel,
                      clt_complaint_panel,
                      CLT,
                      COMPLAINT_PANEL,
                      AdwPreferencesGroup)

/* What the client complains of and has complained of: the open ones with their deadline, the others in
 * an expander. It reads by itself, after the card; where there is nothing, nothing is shown. */
void clt_complaint_panel_set_client (CltComplaintPanel *self, CltDesk *desk, gint64 id);

G_END_DECLS
