/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The demo branch's tailored research: a risk-management plan that was approved, one that waits for its
 * review, and a note that is being written. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

/* Makes its own action. @last: day with facts. */
gboolean
clt_demo_studies_write (CltConn *conn, CltDay last, const CltActionInfo *info, GError **error);

G_END_DECLS
