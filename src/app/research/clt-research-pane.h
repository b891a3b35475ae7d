/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Risk-management plans and research notes: the list of all, and one of them in its place. */

#include "app/widgets/clt-pane.h"

G_BEGIN_DECLS

#define CLT_TYPE_RESEARCH_PANE (clt_research_pane_get_type ())
G_DECLARE_FINAL_TYPE (CltResearchPane, clt_research_pane, CLT, RESEARCH_PANE, CltPane)

const CltCommandGroup *clt_research_pane_get_commands (void);

G_END_DECLS
