/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Visits: appointments with a client, which go to any calendar program as iCalendar and come back
 * edited. */

#include "core/catalogue/clt-product.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id; /* 0: not stored yet */
  gint64 client_id;
  gint64 product_id, staff_id, push_item_id; /* 0: none */
  char *uid;                                 /* of its entry in calendars; never changes */
  int sequence;                              /* rises with each change that calendars show */
  gint64 starts, ends;                       /* Unix seconds */
  char *subject, *place, *note;
  char *state;                    /* planned done cancelled */
  char *client, *product, *staff; /* names; "" */
} CltAppointment;

CltAppointment *clt_appointment_new (void);
void clt_appointment_free (CltAppointment *appointment);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltAppointment, clt_appointment_free)

CltAppointment *clt_appointment_load (CltConn *conn, gint64 id, GError **error);
/* Those that begin on @from … @to (CLT_DAY_NONE: open), earliest first; 0: anybody's, any client's.
 * (element-type CltAppointment) (transfer full) */
GPtrArray *clt_appointment_list (CltConn *conn,
                                 CltDay from,
                                 CltDay to,
                                 gint64 staff_id,
                                 gint64 client_id,
                                 GError **error);
/* Gives a new one its first free time from @day on: nothing that its person or its client has
 * overlaps, and not before now. Reads only. @minutes: how long it takes. */
gboolean clt_appointment_propose (CltConn *conn,
                                  CltAppointment *appointment,
                                  CltDay day,
                                  int minutes,
                                  GError **error);
/* Inside an action: stores a new one, which passes the gate for its day, or the time, place, subject
 * and note of a planned one. */
gboolean clt_appointment_save (CltConn *conn, CltAppointment *appointment, GError **error);
/* Inside an action: it took place. The product goes into the delivery log. */
gboolean clt_appointment_finish (CltConn *conn, gint64 id, const char *note, GError **error);
gboolean clt_appointment_cancel (CltConn *conn, gint64 id, GError **error);
/* Inside an action: nobody goes out for this push any more. */
gboolean clt_appointment_cancel_push (CltConn *conn, gint64 push_id, GError **error);

/* iCalendar (RFC 5545) of appointments (element-type CltAppointment), each named by its client and
 * its subject. (transfer full) */
GBytes *clt_appointment_build_ics (GPtrArray *appointments);

typedef struct
{
  guint updated, cancelled, same;
  GPtrArray *refused; /* char*: entry and reason */
} CltIcsResult;
void clt_ics_result_clear (CltIcsResult *result);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CltIcsResult, clt_ics_result_clear)
/* Inside an action: entries that were exported and edited elsewhere come back. An entry is found by
 * its UID. Refused, with the reason: one that is not ours, older than ours, repeated, of whole days,
 * or of a visit that has taken place. FALSE only when nothing can be read or written. */
gboolean
clt_appointment_read_ics (CltConn *conn, GBytes *ics, CltIcsResult *result, GError **error);

G_END_DECLS
