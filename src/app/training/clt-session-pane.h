/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltSessionPane: the tab of sessions: a list, and behind each line the session itself. */

#include "app/widgets/clt-pane.h"

G_BEGIN_DECLS

#define CLT_TYPE_SESSION_PANE (clt_session_pane_get_type ())
G_DECLARE_FINAL_TYPE (CltSessionPane, clt_session_pane, CLT, SESSION_PANE, CltPane)

const CltCommandGroup *clt_session_pane_get_commands (void);

G_END_DECLS
