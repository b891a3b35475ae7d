/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Calendars from elsewhere that keep rooms, lecturers or everybody busy. A calendar is a snapshot
 * under a name: reading it again brings it up to date, entry by entry. */

#include "core/calendar/clt-ics.h"
#include "core/store/clt-action.h"

G_BEGIN_DECLS

/* Whom the entries of a calendar keep busy; all 0: nobody, they are only shown. */
typedef struct
{
  gint64 room_id, lecturer_id;
  gboolean holiday; /* nobody works; make-up working days of the State Council's lists excepted */
} CltAgendaTarget;

typedef struct
{
  guint added, changed, same, removed;
} CltAgendaChange;

/* Inside an action: the calendar @name is what @entries (element-type CltIcsEntry) say. Of two
 * with the same UID and occurrence the higher sequence, then the later one in the file counts. */
gboolean clt_agenda_take (CltConn *conn,
                          const char *name,
                          GPtrArray *entries,
                          const CltAgendaTarget *target,
                          CltAgendaChange *change,
                          GError **error);
/* Inside an action. FALSE also when there is none of this name. */
gboolean clt_agenda_remove (CltConn *conn, const char *name, GError **error);
/* As it came, entry by entry. (transfer full); NULL also when there is none of this name. */
GBytes *clt_agenda_build_ics (CltConn *conn, const char *name, GError **error);

typedef struct
{
  char *name;
  guint entries;
  gint64 room_id, lecturer_id;
  gboolean holiday;
  char *keeps_busy;  /* name of the room or the lecturer; "": everybody or nobody */
  gint64 changed_at; /* Unix seconds: when it was last read with something new; 0: unknown */
} CltAgenda;
/* By name. (element-type CltAgenda) (transfer full) */
GPtrArray *clt_agenda_list (CltConn *conn, GError **error);

typedef struct
{
  gint64 starts, ends; /* Unix seconds */
  gint64 room_id, lecturer_id;
  gboolean holiday, all_day;
  char *calendar, *summary;
} CltBusySpan;
/* What happens in @from … @to (excluded), earliest first; an occurrence that was moved counts where
 * it was moved to, cancelled ones not at all. (element-type CltBusySpan) (transfer full) */
GPtrArray *clt_agenda_get_spans (CltConn *conn, gint64 from, gint64 to, GError **error);

G_END_DECLS
