/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Files that leave the house and come back: for an SMS gateway that is not on the web, send lists,
 * visits for calendars, bulletins for the website and the trading software. What came of them is told
 * through the desk; what was not understood, in a dialog. */

#include "app/widgets/clt-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks where to, and writes what waits. Nothing is told once @parent is gone. */
void clt_outbox_gateway_export (GtkWidget *parent, CltDesk *desk);
/* Asks which file, and reads it. */
void clt_outbox_gateway_open_results (GtkWidget *parent, CltDesk *desk);
void clt_outbox_gateway_read_results (GtkWidget *parent, CltDesk *desk, GFile *file);
/* Asks which file: a send list that came back with the days on which each client was served. What it
 * says goes into the log as one action. */
void clt_outbox_gateway_open_send_list (GtkWidget *parent, CltDesk *desk);
/* Visits from today on as iCalendar, and the same after they were edited elsewhere. */
void clt_outbox_gateway_export_visits (GtkWidget *parent, CltDesk *desk);
void clt_outbox_gateway_read_visits (GtkWidget *parent, CltDesk *desk);
/* What each tier sees today, a page or a text each, into a folder; and that it is there to be seen,
 * which goes into the delivery log. */
void clt_outbox_gateway_write_bulletins (GtkWidget *parent, CltDesk *desk);
void clt_outbox_gateway_publish (GtkWidget *parent, CltDesk *desk);

G_END_DECLS
