/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The tab of the curriculum: the ladder of courses. */

#include "app/widgets/clt-pane.h"

G_BEGIN_DECLS

#define CLT_TYPE_CURRICULUM_PANE (clt_curriculum_pane_get_type ())
G_DECLARE_FINAL_TYPE (CltCurriculumPane, clt_curriculum_pane, CLT, CURRICULUM_PANE, CltPane)

const CltCommandGroup *clt_curriculum_pane_get_commands (void);

G_END_DECLS
