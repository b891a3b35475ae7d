/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-training-store.h"

#include "core/base/clt-i18n.h"
#include "core/clients/clt-client-sql.h"

/* Who enrolled in which session, and who came to its meetings. */

/* ---- enrolments ---------------------------------------------------------------------------- */

typedef struct
{
  CltDay asked, left; /* CLT_DAY_NONE: still enrolled */
  const char *place;
  char *note; /* owned */
} Enrolment;

static gboolean
read_place (CltTrainingImport *self, Enrolment *enrolment)
{
  g_autofree char *text = clt_import_dup_text (self->import, CLT_ENROLMENT_PLACE);

  enrolment->place = clt_word_place (text);
  if (*text == '\0')
    enrolment->place = self->session.seats > 0 ? "room" : "online";
  if (enrolment->place != NULL)
    return TRUE;
  clt_import_reject (self->import, CLT_REASON_BAD_VALUE, CLT_ENROLMENT_PLACE, text);
  return FALSE;
}

/* Offsets count from the session's first day: -30 is a month before it. */
static gboolean
read_enrolment (CltTrainingImport *self, Enrolment *enrolment)
{
  if (!clt_training_import_get_day (self, CLT_ENROLMENT_DAY, CLT_ENROLMENT_OFFSET,
                                    &enrolment->asked) ||
      !clt_training_import_get_day (self, CLT_ENROLMENT_LEFT, CLT_ENROLMENT_LEFT_OFFSET,
                                    &enrolment->left) ||
      !read_place (self, enrolment))
    return FALSE;
  if (enrolment->asked == CLT_DAY_NONE)
    enrolment->asked = self->session.first;
  enrolment->note = clt_import_dup_prose (self->import, CLT_ENROLMENT_NOTE);
  if (enrolment->left != CLT_DAY_NONE && *enrolment->note == '\0')
    {
      g_autofree char *day = clt_day_format (enrolment->left);

      g_free (enrolment->note);
      /* Translators: a date; stands in the note of an enrolment. */
      enrolment->note = g_strdup_printf (_ ("Cancelled on %s."), day);
    }
  return TRUE;
}

#define TIER_THEN CLT_SQL_TIER_ON ("?3", "?8")

static gboolean
store_enrolment (CltTrainingImport *self, const Enrolment *enrolment, GError **error)
{
  CltConn *conn = self->import->conn;
  gint64 id;
  gboolean existed;

  if (!clt_conn_get_int (conn, &id, 0, error,
                         "SELECT id FROM enrolment WHERE session_id = ? AND client_id = ?", "ii",
                         self->session.id, self->client_id))
    return FALSE;
  existed = id != 0;
  if (!existed && (id = clt_conn_new_id (conn, error)) == 0)
    return FALSE;
  return clt_conn_run (
           conn, error,
           "INSERT INTO enrolment (id, session_id, client_id, place, state, asked, note, tier,"
           " source) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, " TIER_THEN ", 'import')"
           " ON CONFLICT (id) DO UPDATE SET place = excluded.place, state = excluded.state,"
           " asked = excluded.asked, note = excluded.note WHERE (place, state, asked, note)"
           " IS NOT (excluded.place, excluded.state, excluded.asked, excluded.note)",
           "iiittity", id, self->session.id, self->client_id, enrolment->place,
           enrolment->left == CLT_DAY_NONE ? "enrolled" : "cancelled",
           clt_day_get_instant (enrolment->asked, 0), enrolment->note, enrolment->asked) &&
         clt_import_count_stored (self->import, existed, error);
}

/* Of a session that lies ahead and has seats: whether they are taken, but for one of @client_id's. */
static gboolean
is_full (CltTrainingImport *self, const char *place, gint64 client_id, GError **error)
{
  gint64 full = 0;

  return clt_conn_get_int (self->import->conn, &full, 0, error,
                           "SELECT EXISTS (SELECT 1 FROM course_session s WHERE s.id = ?1"
                           " AND s.state IN ('planned', 'published')"
                           " AND (s.seats > 0 OR s.online_seats <> 0)"
                           " AND (?2 = 'room' OR s.online_seats >= 0)"
                           " AND (SELECT count(*) FROM enrolment e WHERE e.session_id = s.id"
                           " AND e.place = ?2 AND e.state IN ('enrolled', 'offered')"
                           " AND e.client_id <> ?3)"
                           " >= CASE ?2 WHEN 'room' THEN s.seats ELSE s.online_seats END)",
                           "iti", self->session.id, place, client_id) &&
         full != 0;
}

/* The lines beyond the seats are rejected, the others stay. */
static gboolean
find_seat (CltTrainingImport *self, const char *place, gboolean *accepted, GError **error)
{
  g_autofree char *number = NULL;
  g_autoptr (GError) failure = NULL;

  self->full = is_full (self, place, 0, &failure);
  if (failure == NULL && clt_training_import_find_student (self, accepted, error) && *accepted &&
      self->full && is_full (self, place, self->client_id, &failure))
    {
      number = clt_import_dup_text (self->import, CLT_STUDENT_NUMBER);
      clt_import_reject (self->import, CLT_REASON_NO_SEAT, CLT_STUDENT_NUMBER, number);
      *accepted = FALSE;
    }
  self->full = FALSE;
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return error == NULL || *error == NULL;
}

static gboolean
take_enrolment (CltTrainingImport *self, GError **error)
{
  Enrolment enrolment = { CLT_DAY_NONE, CLT_DAY_NONE, NULL, NULL };
  gboolean accepted, done;

  if (!clt_training_import_find_people (self, TRUE, &accepted, error))
    return FALSE;
  if (!accepted || !read_enrolment (self, &enrolment))
    return TRUE;
  done =
    (enrolment.left == CLT_DAY_NONE ? find_seat (self, enrolment.place, &accepted, error)
                                    : clt_training_import_find_student (self, &accepted, error)) &&
    (!accepted || store_enrolment (self, &enrolment, error));
  g_free (enrolment.note);
  return done;
}

gboolean
clt_import_enrolments (CltImport *import, GError **error)
{
  return clt_training_import_run (import, take_enrolment, NULL, error);
}

/* ---- attendance ---------------------------------------------------------------------------- */

/* The session's meeting on that day; a session that was held without any in the calendar gets one, of
 * the hours at which rooms open. */
static gboolean
find_meeting (CltTrainingImport *self, CltDay day, gint64 *id, GError **error)
{
  CltConn *conn = self->import->conn;
  g_autofree char *uid = g_uuid_string_random ();
  gint64 open;

  if (!clt_conn_get_int (conn, id, 0, error,
                         "SELECT id FROM meeting WHERE session_id = ? AND starts >= ?"
                         " AND starts < ? AND state <> 'cancelled' ORDER BY starts LIMIT 1",
                         "iii", self->session.id, clt_day_get_instant (day, 0),
                         clt_day_get_instant (day + 1, 0)) ||
      !clt_conn_get_int (conn, &open, 0, error,
                         "SELECT value FROM rule WHERE name = 'training.open_hour'"
                         " AND valid_from <= ? ORDER BY valid_from DESC LIMIT 1",
                         "y", day))
    return FALSE;
  if (*id != 0)
    return TRUE;
  *id = clt_conn_new_id (conn, error);
  return *id != 0 && clt_conn_run (conn, error,
                                   "INSERT INTO meeting (id, session_id, uid, starts, ends, state)"
                                   " VALUES (?, ?, ?, ?, ?, 'held')",
                                   "iitii", *id, self->session.id, uid,
                                   clt_day_get_instant (day, (int) open * 60),
                                   clt_day_get_instant (day, (int) open * 60 + 60));
}

static gboolean
store_attendance (CltTrainingImport *self, CltDay day, const char *mark, GError **error)
{
  CltConn *conn = self->import->conn;
  gint64 meeting, existed;

  return find_meeting (self, day, &meeting, error) &&
         clt_conn_get_int (conn, &existed, 0, error,
                           "SELECT count(*) FROM attendance WHERE meeting_id = ?"
                           " AND client_id = ?",
                           "ii", meeting, self->client_id) &&
         clt_conn_run (conn, error,
                       "INSERT INTO attendance (meeting_id, client_id, mark) VALUES (?, ?, ?)"
                       " ON CONFLICT DO UPDATE SET mark = excluded.mark"
                       " WHERE mark <> excluded.mark",
                       "iit", meeting, self->client_id, mark) &&
         clt_import_count_stored (self->import, existed > 0, error);
}

static gboolean
take_attendance (CltTrainingImport *self, GError **error)
{
  g_autofree char *text = clt_import_dup_text (self->import, CLT_ATTENDANCE_MARK);
  const char *mark = clt_word_attendance (text);
  gboolean accepted;
  CltDay day;

  if (!clt_training_import_find_people (self, TRUE, &accepted, error))
    return FALSE;
  if (!accepted || !clt_training_import_get_day (self, CLT_ATTENDANCE_DAY, -1, &day))
    return TRUE;
  if (day == CLT_DAY_NONE || mark == NULL)
    {
      const guint field = day == CLT_DAY_NONE ? CLT_ATTENDANCE_DAY : CLT_ATTENDANCE_MARK;
      const gboolean missing = day == CLT_DAY_NONE || *text == '\0';

      clt_import_reject (self->import, missing ? CLT_REASON_MISSING_VALUE : CLT_REASON_BAD_VALUE,
                         (int) field, missing ? NULL : text);
      return TRUE;
    }
  return clt_training_import_find_student (self, &accepted, error) &&
         (!accepted || store_attendance (self, day, mark, error));
}

gboolean
clt_import_attendance (CltImport *import, GError **error)
{
  return clt_training_import_run (import, take_attendance, NULL, error);
}
