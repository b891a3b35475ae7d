/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The place of callbacks and questionnaires; each of its tabs is a CltPane in app/callbacks/. */

#include "app/widgets/clt-tab-page.h"

G_BEGIN_DECLS

#define CLT_TYPE_CALLBACKS_PAGE (clt_callbacks_page_get_type ())
G_DECLARE_FINAL_TYPE (CltCallbacksPage, clt_callbacks_page, CLT, CALLBACKS_PAGE, CltTabPage)

const CltCommandGroup *clt_callbacks_page_get_commands (void);
/* Calls that wait for @who or for everybody. */
gint64 clt_callbacks_page_count (CltConn *conn, const char *who, GError **error);

G_END_DECLS
