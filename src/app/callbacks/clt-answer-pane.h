/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What clients answer to questionnaires, by question, and the forms behind every figure. */

#include "app/widgets/clt-pane.h"

G_BEGIN_DECLS

#define CLT_TYPE_ANSWER_PANE (clt_answer_pane_get_type ())
G_DECLARE_FINAL_TYPE (CltAnswerPane, clt_answer_pane, CLT, ANSWER_PANE, CltPane)

const CltCommandGroup *clt_answer_pane_get_commands (void);

G_END_DECLS
