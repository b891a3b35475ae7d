/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-appointment.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-delivery.h"
#include "core/catalogue/clt-workdays.h"
#include "core/delivery/clt-door.h"

CltAppointment *
clt_appointment_new (void)
{
  CltAppointment *appointment = g_new0 (CltAppointment, 1);
  g_autofree char *uuid = g_uuid_string_random ();

  appointment->uid = g_strconcat (uuid, "@clientele", NULL);
  appointment->subject = g_strdup ("");
  appointment->place = g_strdup ("");
  appointment->note = g_strdup ("");
  appointment->state = g_strdup ("planned");
  appointment->client = g_strdup ("");
  appointment->product = g_strdup ("");
  appointment->staff = g_strdup ("");
  return appointment;
}

void
clt_appointment_free (CltAppointment *appointment)
{
  g_free (appointment->uid);
  g_free (appointment->subject);
  g_free (appointment->place);
  g_free (appointment->note);
  g_free (appointment->state);
  g_free (appointment->client);
  g_free (appointment->product);
  g_free (appointment->staff);
  g_free (appointment);
}

#define APPOINTMENT_SQL                                                                            \
  "SELECT a.id, a.client_id, coalesce(a.product_id, 0), coalesce(a.staff_id, 0),"                  \
  " coalesce(a.push_item_id, 0), a.uid, a.sequence, a.starts, a.ends, a.subject, a.place, a.note," \
  " a.state, c.name, coalesce((SELECT v.name FROM product_version v"                               \
  " WHERE v.product_id = a.product_id AND v.state <> 'draft'"                                      \
  " ORDER BY v.valid_from DESC, v.number DESC LIMIT 1), ''), coalesce(s.name, '')"                 \
  " FROM appointment a JOIN client c ON c.id = a.client_id LEFT JOIN staff s ON s.id = a.staff_id"

static gpointer
read_appointment (CltStmt *stmt)
{
  CltAppointment *appointment = g_new0 (CltAppointment, 1);

  appointment->id = clt_stmt_get_int (stmt, 0);
  appointment->client_id = clt_stmt_get_int (stmt, 1);
  appointment->product_id = clt_stmt_get_int (stmt, 2);
  appointment->staff_id = clt_stmt_get_int (stmt, 3);
  appointment->push_item_id = clt_stmt_get_int (stmt, 4);
  appointment->uid = g_strdup (clt_stmt_get_text (stmt, 5));
  appointment->sequence = (int) clt_stmt_get_int (stmt, 6);
  appointment->starts = clt_stmt_get_int (stmt, 7);
  appointment->ends = clt_stmt_get_int (stmt, 8);
  appointment->subject = g_strdup (clt_stmt_get_text (stmt, 9));
  appointment->place = g_strdup (clt_stmt_get_text (stmt, 10));
  appointment->note = g_strdup (clt_stmt_get_text (stmt, 11));
  appointment->state = g_strdup (clt_stmt_get_text (stmt, 12));
  appointment->client = g_strdup (clt_stmt_get_text (stmt, 13));
  appointment->product = g_strdup (clt_stmt_get_text (stmt, 14));
  appointment->staff = g_strdup (clt_stmt_get_text (stmt, 15));
  return appointment;
}

CltAppointment *
clt_appointment_load (CltConn *conn, gint64 id, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error, APPOINTMENT_SQL " WHERE a.id = ?", "i", id);

  return clt_stmt_read_one (stmt, read_appointment, _ ("There is no such appointment."), error);
}

GPtrArray *
clt_appointment_list (CltConn *conn,
                      CltDay from,
                      CltDay to,
                      gint64 staff_id,
                      gint64 client_id,
                      GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error,
                    APPOINTMENT_SQL " WHERE a.starts >= ? AND a.starts < ? AND ? IN (0, a.staff_id)"
                                    " AND ? IN (0, a.client_id) ORDER BY a.starts, a.id",
                    "iiii", from == CLT_DAY_NONE ? G_MININT64 : clt_day_get_instant (from, 0),
                    to == CLT_DAY_NONE ? G_MAXINT64 : clt_day_get_instant (to + 1, 0), staff_id,
                    client_id);

  return clt_stmt_read_all (stmt, read_appointment, (GDestroyNotify) clt_appointment_free, error);
}

static gboolean
check (const CltAppointment *appointment, GError **error)
{
  g_autofree char *subject = clt_text_clean (appointment->subject, -1);

  if (*subject == '\0')
    return clt_store_refuse (error, _ ("An appointment needs a subject; nothing was changed."));
  if (appointment->ends < appointment->starts)
    return clt_store_refuse (error,
                             _ (
                               "The appointment would end before it begins; nothing was changed."));
  return TRUE;
}

static gboolean
insert (CltConn *conn, CltAppointment *appointment, GError **error)
{
  g_autofree char *channel = NULL;

  if (!clt_door_dup_channel (conn, appointment->push_item_id, "onsite", &channel, error))
    return FALSE;
  if (appointment->product_id != 0 &&
      !clt_door_check (conn, appointment->push_item_id, appointment->client_id,
                       appointment->product_id, channel, clt_instant_get_day (appointment->starts),
                       error))
    return FALSE;
  appointment->id = clt_conn_new_id (conn, error);
  return appointment->id != 0 &&
         clt_conn_run (conn, error,
                       "INSERT INTO appointment (id, uid, sequence, push_item_id, client_id,"
                       " product_id, staff_id, starts, ends, place, subject, note, state)"
                       " VALUES (?, ?, 0, nullif(?, 0), ?, nullif(?, 0), nullif(?, 0), ?, ?, ?, ?,"
                       " ?, 'planned')",
                       "itiiiiiittt", appointment->id, appointment->uid, appointment->push_item_id,
                       appointment->client_id, appointment->product_id, appointment->staff_id,
                       appointment->starts, appointment->ends, appointment->place,
                       appointment->subject, appointment->note);
}

static gboolean
require_planned (const CltAppointment *appointment, GError **error)
{
  return g_str_equal (appointment->state, "planned") ||
         clt_store_refuse (error,
                           _ ("This appointment has taken place or was cancelled; nothing was"
                              " changed."));
}

gboolean
clt_appointment_save (CltConn *conn, CltAppointment *appointment, GError **error)
{
  g_autoptr (CltAppointment) before = NULL;

  if (!check (appointment, error))
    return FALSE;
  if (appointment->id == 0)
    return insert (conn, appointment, error);
  before = clt_appointment_load (conn, appointment->id, error);
  if (before == NULL || !require_planned (before, error))
    return FALSE;
  if (before->starts == appointment->starts && before->ends == appointment->ends &&
      g_str_equal (before->place, appointment->place) &&
      g_str_equal (before->subject, appointment->subject) &&
      g_str_equal (before->note, appointment->note))
    return TRUE;
  appointment->sequence = MAX (before->sequence + 1, appointment->sequence);
  return clt_conn_run (conn, error,
                       "UPDATE appointment SET sequence = ?, starts = ?, ends = ?, place = ?,"
                       " subject = ?, note = ? WHERE id = ?",
                       "iiittti", (gint64) appointment->sequence, appointment->starts,
                       appointment->ends, appointment->place, appointment->subject,
                       appointment->note, appointment->id);
}

/* Proposing an hour */

/* Visits begin and end while the branch is open and the client at work: custom of the trade, and
 * only where a proposal starts. A person may put any hour. In minutes of the day. */
#define OPENS (9 * 60)
#define NOON (12 * 60)
#define AFTERNOON (13 * 60)
#define CLOSES (17 * 60 + 30)
#define SHORTEST 30 /* whatever the product says */
#define STEP 1800   /* seconds */

typedef struct
{
  gint64 starts, ends; /* Unix seconds */
} Span;

/* What the person and the client have on @day, by beginning; the noon hour too, unless the visit is
 * longer than the afternoon. */
static GArray *
load_busy (CltConn *conn,
           const CltAppointment *appointment,
           CltDay day,
           int minutes,
           GError **error)
{
  g_autoptr (GArray) busy = g_array_new (FALSE, FALSE, sizeof (Span));
  CltStep step;
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT starts, ends FROM appointment WHERE state <> 'cancelled' AND id <> ?1"
    " AND (coalesce(staff_id, 0) = ?2 OR client_id = ?3) AND starts < ?5 AND ends > ?4"
    " UNION ALL SELECT ?6, ?7 WHERE ?8 ORDER BY 1, 2",
    "iiiiiiii", appointment->id, appointment->staff_id, appointment->client_id,
    clt_day_get_instant (day, 0), clt_day_get_instant (day + 1, 0), clt_day_get_instant (day, NOON),
    clt_day_get_instant (day, AFTERNOON), (gint64) (minutes <= CLOSES - AFTERNOON));

  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const Span span = { clt_stmt_get_int (stmt, 0), clt_stmt_get_int (stmt, 1) };

      g_array_append_val (busy, span);
    }
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&busy);
}

static gint64
find_gap (GArray *busy, gint64 from, gint64 length)
{
  gint64 at = from;

  for (guint i = 0; i < busy->len; i++)
    {
      const Span *span = &g_array_index (busy, Span, i);

      if (at + length <= span->starts)
        break;
      if (span->ends > at)
        at = (span->ends + STEP - 1) / STEP * STEP;
    }
  return at;
}

gboolean
clt_appointment_propose (CltConn *conn,
                         CltAppointment *appointment,
                         CltDay day,
                         int minutes,
                         GError **error)
{
  g_autoptr (CltWorkdays) workdays = clt_workdays_load (conn, error);
  gint64 soonest = (clt_now () + STEP - 1) / STEP * STEP;

  minutes = MAX (minutes, SHORTEST);
  if (workdays == NULL)
    return FALSE;
  for (;; day = clt_workdays_at_or_after (workdays, day + 1))
    {
      gint64 from = clt_day_get_instant (day, OPENS);
      g_autoptr (GArray) busy = load_busy (conn, appointment, day, minutes, error);

      if (busy == NULL)
        return FALSE;
      if (day == clt_today ())
        from = MAX (from, soonest);
      appointment->starts = find_gap (busy, from, 60 * (gint64) minutes);
      appointment->ends = appointment->starts + 60 * (gint64) minutes;
      /* what is longer than any day gets one of its own */
      if (appointment->ends <= clt_day_get_instant (day, MAX (CLOSES, OPENS + minutes)))
        return TRUE;
    }
}

static gboolean
log_delivery (CltConn *conn, const CltAppointment *appointment, const char *note, GError **error)
{
  g_autoptr (CltDelivery) delivery = NULL;

  if (appointment->product_id == 0)
    return TRUE;
  delivery = clt_delivery_new ();
  delivery->client_id = appointment->client_id;
  delivery->product_id = appointment->product_id;
  delivery->push_item_id = appointment->push_item_id;
  delivery->staff_id = appointment->staff_id;
  delivery->day = clt_instant_get_day (appointment->starts);
  delivery->at = appointment->starts;
  clt_set_str (&delivery->note, note);
  return clt_door_dup_channel (conn, appointment->push_item_id, "onsite", &delivery->channel,
                               error) &&
         clt_delivery_save (conn, delivery, error);
}

gboolean
clt_appointment_finish (CltConn *conn, gint64 id, const char *note, GError **error)
{
  g_autoptr (CltAppointment) appointment = clt_appointment_load (conn, id, error);

  if (appointment == NULL || !require_planned (appointment, error))
    return FALSE;
  if (clt_instant_get_day (appointment->starts) > clt_today ())
    return clt_store_refuse (error, _ ("This appointment lies ahead; nothing was changed."));
  return log_delivery (conn, appointment, note, error) &&
         clt_conn_run (conn, error,
                       "UPDATE appointment SET state = 'done', sequence = sequence + 1,"
                       " note = CASE WHEN ?1 = '' THEN note ELSE ?1 END WHERE id = ?2",
                       "ti", note, id);
}

gboolean
clt_appointment_cancel (CltConn *conn, gint64 id, GError **error)
{
  g_autoptr (CltAppointment) appointment = clt_appointment_load (conn, id, error);

  return appointment != NULL && require_planned (appointment, error) &&
         clt_conn_run (conn, error,
                       "UPDATE appointment SET state = 'cancelled', sequence = sequence + 1"
                       " WHERE id = ?",
                       "i", id) &&
         clt_conn_run (conn, error,
                       "UPDATE push_item SET state = 'dropped' WHERE id = ? AND state = 'queued'",
                       "i", appointment->push_item_id);
}

gboolean
clt_appointment_cancel_push (CltConn *conn, gint64 push_id, GError **error)
{
  return clt_conn_run (conn, error,
                       "UPDATE appointment SET state = 'cancelled', sequence = sequence + 1"
                       " WHERE state = 'planned'"
                       " AND push_item_id IN (SELECT id FROM push_item WHERE push_id = ?)",
                       "i", push_id);
}
