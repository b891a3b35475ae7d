/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The calls that are due, and the one that is being made. */

#include "app/widgets/clt-pane.h"

G_BEGIN_DECLS

#define CLT_TYPE_CALL_PANE (clt_call_pane_get_type ())
G_DECLARE_FINAL_TYPE (CltCallPane, clt_call_pane, CLT, CALL_PANE, CltPane)

const CltCommandGroup *clt_call_pane_get_commands (void);

G_END_DECLS
