/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The tab of needs: how many clients of each tier wait for each course; each figure opens its list,
 * with the reason of each. */

#include "app/widgets/clt-pane.h"

G_BEGIN_DECLS

#define CLT_TYPE_NEED_PANE (clt_need_pane_get_type ())
G_DECLARE_FINAL_TYPE (CltNeedPane, clt_need_pane, CLT, NEED_PANE, CltPane)

const CltCommandGroup *clt_need_pane_get_commands (void);

G_END_DECLS
