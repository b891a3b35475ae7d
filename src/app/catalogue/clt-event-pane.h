/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Services, tab of events: report meetings, forums and trips on the left, the chosen one beside. */

#include "app/widgets/clt-pane.h"

G_BEGIN_DECLS

#define CLT_TYPE_EVENT_PANE (clt_event_pane_get_type ())
G_DECLARE_FINAL_TYPE (CltEventPane, clt_event_pane, CLT, EVENT_PANE, CltPane)

const CltCommandGroup *clt_event_pane_get_commands (void);

G_END_DECLS
