/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/clt-pane.h"

G_BEGIN_DECLS

#define CLT_TYPE_TASK_PANE (clt_task_pane_get_type ())
G_DECLARE_FINAL_TYPE (CltTaskPane, clt_task_pane, CLT, TASK_PANE, CltPane)

/* What was promised, or must be put right: done, dropped, put off, handed on. */
const CltCommandGroup *clt_task_pane_get_commands (void);

G_END_DECLS
