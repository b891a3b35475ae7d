/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* An event as files: its guests as a list, itself as an entry for calendars. */

#include "core/report/clt-export.h"

G_BEGIN_DECLS

/* Guests in their order, with answers and attendance (.xlsx, .csv); phone numbers are masked. @rows:
 * (out) (optional). */
gboolean clt_export_event_guests (CltConn *conn,
                                  gint64 event_id,
                                  const CltExportOptions *options,
                                  gint64 *rows,
                                  GError **error);
/* iCalendar (.ics): this event; 0: all. */
gboolean clt_export_event_calendar (CltConn *conn,
                                    gint64 event_id,
                                    const CltExportOptions *options,
                                    GError **error);

G_END_DECLS
