/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Services, the push centre: pushes and messages to the left; a new plan, one push or the messages to
 * the right. */

#include "app/widgets/clt-pane.h"

G_BEGIN_DECLS

#define CLT_TYPE_PUSH_PANE (clt_push_pane_get_type ())
G_DECLARE_FINAL_TYPE (CltPushPane, clt_push_pane, CLT, PUSH_PANE, CltPane)

const CltCommandGroup *clt_push_pane_get_commands (void);

G_END_DECLS
