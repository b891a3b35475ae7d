/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Services, the ledger: what was owed, delivered and is outstanding, by product and tier; every figure
 * opens its clients, and a delivery is recorded from the list with one key. */

#include "app/widgets/clt-pane.h"

G_BEGIN_DECLS

#define CLT_TYPE_LEDGER_PANE (clt_ledger_pane_get_type ())
G_DECLARE_FINAL_TYPE (CltLedgerPane, clt_ledger_pane, CLT, LEDGER_PANE, CltPane)

const CltCommandGroup *clt_ledger_pane_get_commands (void);

G_END_DECLS
