/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What goes out of the house as files: short messages for the gateway, visits for calendars,
 * bulletins for the website and the trading software. Written and logged like every export. */

#include "core/base/clt-types.h"
#include "core/report/clt-export.h"

G_BEGIN_DECLS

/* All short messages that are due, for the gateway as the branch's settings describe its file. Phone
 * numbers stand in it unmasked, which the log of exports says. @n 0: nothing was due, no file. */
gboolean clt_export_sms (CltConn *conn,
                         const CltExportOptions *options,
                         guint *n,
                         guint *n_blocked,
                         GError **error);
/* Visits that begin on @from … @to as iCalendar (.ics), those that took place left out; @staff_id 0:
 * anybody's. @n: of them still to come; the rest was cancelled. */
gboolean clt_export_appointments (CltConn *conn,
                                  CltDay from,
                                  CltDay to,
                                  gint64 staff_id,
                                  const CltExportOptions *options,
                                  guint *n,
                                  GError **error);
/* An imported calendar as it came (clt_agenda_build_ics()). */
gboolean clt_export_calendar (CltConn *conn,
                              const char *name,
                              const CltExportOptions *options,
                              GError **error);
/* What clients of @tier see on @day: a page (.html) or the text of a pop-up window (.txt). */
gboolean clt_export_bulletin (CltConn *conn,
                              const char *channel,
                              CltDay day,
                              CltTier tier,
                              const CltExportOptions *options,
                              guint *n,
                              GError **error);

G_END_DECLS
