/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/clients/clt-card-panel.h"

G_BEGIN_DECLS

#define CLT_TYPE_COMPLAINT_PANEL (clt_complaint_panel_get_type ())
/* What the client complains of and has complained of: the open ones with their deadline, the others in
 * an expander. Where there is nothing, nothing is shown. */
G_DECLARE_FINAL_TYPE (CltComplaintPanel, clt_complaint_panel, CLT, COMPLAINT_PANEL, CltCardPanel)

G_END_DECLS
