/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Services, the outbox: e-mails and short messages that wait, went wrong, or whose fate nobody knows;
 * sending them, and saying what became of them. */

#include "app/widgets/clt-pane.h"

G_BEGIN_DECLS

#define CLT_TYPE_OUTBOX_PANE (clt_outbox_pane_get_type ())
G_DECLARE_FINAL_TYPE (CltOutboxPane, clt_outbox_pane, CLT, OUTBOX_PANE, CltPane)

const CltCommandGroup *clt_outbox_pane_get_commands (void);

G_END_DECLS
