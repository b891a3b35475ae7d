/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The calendar of training as iCalendar: out to any calendar program, and back edited. */

#include "core/calendar/clt-agenda.h"

G_BEGIN_DECLS

/* The meetings that begin on @from … @to (CLT_DAY_NONE: open); those of planned sessions are not
 * for others yet. @n: (out): how many. (transfer full) */
GBytes *clt_training_build_ics (CltConn *conn, CltDay from, CltDay to, guint *n, GError **error);

/* The same of what one lecturer teaches. */
GBytes *clt_training_build_lecturer_ics (CltConn *conn,
                                         gint64 lecturer_id,
                                         CltDay from,
                                         CltDay to,
                                         guint *n,
                                         GError **error);

typedef struct
{
  guint updated, cancelled, agreed; /* of our own meetings */
  CltAgendaChange change;           /* of the calendar */
  GPtrArray *refused;               /* element-type char*: a sentence with line and reason */
} CltTrainingRead;
void clt_training_read_clear (CltTrainingRead *read);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CltTrainingRead, clt_training_read_clear)

/* Inside an action: entries with the UID of a meeting are that meeting, moved or cancelled elsewhere;
 * refused when they are older than it, repeated, or make a hard clash. All others become the
 * calendar @name. FALSE only when nothing can be read or written. */
gboolean clt_training_read_ics (CltConn *conn,
                                const char *name,
                                GBytes *bytes,
                                const CltAgendaTarget *target,
                                CltTrainingRead *read,
                                GError **error);

G_END_DECLS
