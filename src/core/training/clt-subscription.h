/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The folder that calendar programs subscribe to: training.ics with all meetings of published sessions,
 * and one file for each lecturer. Written anew after each action that touches them. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

/* Setting of the branch: where the folder is; "": there is none. */
#define CLT_SUBSCRIPTION_FOLDER "training.calendar_folder"

/* Whether what changed shows in calendars. @touched NULL: another program wrote, so perhaps. */
gboolean clt_subscription_concerns (const CltTouched *touched);
/* Writes the files whose content has changed, each as a whole or not at all; nothing without a folder.
 * Reads only the branch. */
gboolean clt_subscription_write (CltConn *conn, GError **error);

G_END_DECLS
