/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How courses and sessions ended: registrations, attendance, results, what the tests gained, and what
 * changed for those who came, beside others like them. Behind each figure stands its list of clients;
 * the workbook and the certificates of a session are one key away. Actions “result.…”. */

#include "app/widgets/clt-pane.h"

G_BEGIN_DECLS

#define CLT_TYPE_RESULT_PANE (clt_result_pane_get_type ())
G_DECLARE_FINAL_TYPE (CltResultPane, clt_result_pane, CLT, RESULT_PANE, CltPane)

const CltCommandGroup *clt_result_pane_get_commands (void);

G_END_DECLS
