/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The register of complaints, and the one that is chosen. What other places ask for:
 * "complaint.show" (int64 id). */

#include "app/widgets/clt-command.h"
#include "app/widgets/clt-pane.h"

G_BEGIN_DECLS

#define CLT_TYPE_COMPLAINTS_PAGE (clt_complaints_page_get_type ())
G_DECLARE_FINAL_TYPE (CltComplaintsPage, clt_complaints_page, CLT, COMPLAINTS_PAGE, CltPane)

const CltCommandGroup *clt_complaints_page_get_commands (void);
/* For the sidebar: what is near its deadline or past it. */
gint64 clt_complaints_page_count (CltConn *conn, const char *who, GError **error);

G_END_DECLS
