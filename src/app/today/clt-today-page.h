/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltTodayPage: the work list of the person at the desk, urgent first. Enter opens what a line is
 * about, Space marks it done, which can be undone. */

#include "app/widgets/clt-page.h"

G_BEGIN_DECLS

#define CLT_TYPE_TODAY_PAGE (clt_today_page_get_type ())
G_DECLARE_FINAL_TYPE (CltTodayPage, clt_today_page, CLT, TODAY_PAGE, GtkWidget)

const CltCommandGroup *clt_today_page_get_commands (void);
/* How many lines are open and due, for the sidebar; -1: error. In a worker. */
gint64 clt_today_page_count (CltConn *conn, const char *who, GError **error);

G_END_DECLS
