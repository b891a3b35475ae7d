/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Plain settings of the branch that have no date: "branch.name". What belongs to one desk (window
 * sizes, who sits there) is no business of the file. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): "" when it was never set; NULL on error. */
char *clt_settings_get (CltConn *conn, const char *name, GError **error);
/* Inside an action. "" takes it away. */
gboolean clt_settings_set (CltConn *conn, const char *name, const char *value, GError **error);

G_END_DECLS
