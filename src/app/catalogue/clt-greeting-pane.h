/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Services, tab of greetings: the birthdays and festivals to come on the left; who would be greeted on
 * the chosen one, with what words, and who is held back. */

#include "app/widgets/clt-pane.h"

G_BEGIN_DECLS

#define CLT_TYPE_GREETING_PANE (clt_greeting_pane_get_type ())
G_DECLARE_FINAL_TYPE (CltGreetingPane, clt_greeting_pane, CLT, GREETING_PANE, CltPane)

const CltCommandGroup *clt_greeting_pane_get_commands (void);

G_END_DECLS
