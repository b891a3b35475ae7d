/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-roll.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-client.h"
#include "core/training/clt-enrolment.h"

static const struct
{
  char mark;
  const char *label;
} marks[] = {
  { 'P', NC_ ("roll", "present") },
  { 'L', NC_ ("roll", "late") },
  { 'E', NC_ ("roll", "excused") },
  { 'A', NC_ ("roll", "absent") },
};

const char *
clt_roll_mark_get_label (char mark)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (marks[i].mark == mark)
      return g_dpgettext2 (GETTEXT_PACKAGE, "roll", marks[i].label);
  return "–";
}

void
clt_roll_row_free (CltRollRow *row)
{
  g_free (row->name);
  g_free (row->account);
  g_free (row->initials);
  g_free (row->place);
  g_free (row);
}

static gpointer
read_row (CltStmt *stmt)
{
  CltRollRow *row = g_new0 (CltRollRow, 1);

  row->client_id = clt_stmt_get_int (stmt, 0);
  row->name = g_strdup (clt_stmt_get_text (stmt, 1));
  row->account = g_strdup (clt_stmt_get_text (stmt, 2));
  row->initials = g_strdup (clt_stmt_get_text (stmt, 3));
  row->prospect = clt_stmt_get_int (stmt, 4) != 0;
  row->place = g_strdup (clt_stmt_get_text (stmt, 5));
  row->mark = clt_stmt_get_text (stmt, 6)[0];
  return row;
}

GPtrArray *
clt_roll_get (CltConn *conn, gint64 meeting_id, GError **error)
{
  return clt_stmt_read_all (
    clt_conn_query (conn, error,
                    "SELECT c.id, c.name, coalesce((SELECT n.number FROM account n WHERE "
                    "n.client_id = c.id"
                    " ORDER BY n.id LIMIT 1), ''), coalesce(k.initials, ''), c.prospect,"
                    " coalesce(e.place, 'room'), coalesce(a.mark, '') FROM meeting m "
                    "JOIN client c ON c.id IN"
                    " (SELECT client_id FROM enrolment WHERE session_id = m.session_id "
                    "AND state = 'enrolled'"
                    " UNION SELECT client_id FROM attendance WHERE meeting_id = m.id)"
                    " LEFT JOIN enrolment e ON e.session_id = m.session_id AND "
                    "e.client_id = c.id"
                    " LEFT JOIN attendance a ON a.meeting_id = m.id AND a.client_id = "
                    "c.id"
                    " LEFT JOIN search_key k ON k.client_id = c.id WHERE m.id = ?"
                    " ORDER BY coalesce(k.sort, c.name), c.id",
                    "i", meeting_id),
    read_row, (GDestroyNotify) clt_roll_row_free, error);
}

void
clt_roll_count (const GPtrArray *rows, CltRollTotals *totals)
{
  *totals = (CltRollTotals){ 0 };
  for (guint i = 0; i < rows->len; i++)
    switch (((const CltRollRow *) rows->pdata[i])->mark)
      {
      case 'P':
        totals->present++;
        break;
      case 'L':
        totals->late++;
        break;
      case 'E':
        totals->excused++;
        break;
      case 'A':
        totals->absent++;
        break;
      default:
        totals->open++;
        break;
      }
}

/* ---- marking --------------------------------------------------------------------------------- */

static gboolean
begin (CltConn *conn, gint64 meeting_id, CltMeeting **meeting, GError **error)
{
  g_autoptr (CltMeeting) stored = clt_meeting_load (conn, meeting_id, error);

  if (stored == NULL)
    return FALSE;
  if (g_str_equal (stored->state, "cancelled") || g_str_equal (stored->session_state, "cancelled"))
    return clt_store_refuse (error, _ ("This meeting was cancelled; nobody was marked."));
  if (clt_instant_get_day (stored->starts) > clt_instant_get_day (clt_action_get_time (conn)))
    return clt_store_refuse (error, _ ("This meeting lies ahead; nobody was marked."));
  if (!clt_conn_run (conn, error,
                     "UPDATE meeting SET state = 'held' WHERE id = ? AND state "
                     "= 'planned'",
                     "i", meeting_id))
    return FALSE;
  if (meeting != NULL)
    *meeting = g_steal_pointer (&stored);
  return TRUE;
}

static gboolean
write_mark (CltConn *conn, gint64 meeting_id, gint64 client_id, char mark, GError **error)
{
  const char text[] = { mark, '\0' };

  if (mark == '\0')
    return clt_conn_run (conn, error,
                         "DELETE FROM attendance WHERE meeting_id = ? AND client_id = ?", "ii",
                         meeting_id, client_id);
  return clt_conn_run (conn, error,
                       "INSERT INTO attendance (meeting_id, client_id, mark) VALUES (?, ?, ?)"
                       " ON CONFLICT (meeting_id, client_id) DO UPDATE SET mark = excluded.mark",
                       "iit", meeting_id, client_id, text);
}

static gboolean
check_mark (char mark, GError **error)
{
  return mark == '\0' || strchr ("PLEA", mark) != NULL ||
         clt_store_refuse (error, _ ("A mark is P, L, E or A; nobody was marked."));
}

gboolean
clt_roll_mark (CltConn *conn, gint64 meeting_id, gint64 client_id, char mark, GError **error)
{
  gint64 enrolled;

  if (!check_mark (mark, error) || !begin (conn, meeting_id, NULL, error) ||
      !clt_conn_get_int (conn, &enrolled, 0, error,
                         "SELECT EXISTS (SELECT 1 FROM enrolment e JOIN meeting m"
                         " ON m.session_id = e.session_id WHERE m.id = ?1 AND e.client_id = ?2"
                         " AND e.state = 'enrolled') OR EXISTS (SELECT 1 FROM attendance"
                         " WHERE meeting_id = ?1 AND client_id = ?2)",
                         "ii", meeting_id, client_id))
    return FALSE;
  if (!enrolled)
    return clt_store_refuse (error, _ ("This client is not enrolled; take him in as a walk-in."
                                       " Nobody was marked."));
  return write_mark (conn, meeting_id, client_id, mark, error);
}

gboolean
clt_roll_mark_rest (CltConn *conn, gint64 meeting_id, char mark, guint *n, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  guint marked = 0;

  if (!check_mark (mark, error) || !begin (conn, meeting_id, NULL, error))
    return FALSE;
  rows = clt_roll_get (conn, meeting_id, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const CltRollRow *row = rows->pdata[i];

      if (row->mark != '\0')
        continue;
      if (!write_mark (conn, meeting_id, row->client_id, mark, error))
        return FALSE;
      marked++;
    }
  if (n != NULL)
    *n = marked;
  return rows != NULL;
}

/* ---- walk-ins -------------------------------------------------------------------------------- */

static gint64
add_prospect (CltConn *conn, const char *name, const char *phone, CltDay day, GError **error)
{
  gint64 id = clt_client_create (conn, name, NULL, CLT_DAY_NONE, error);

  if (id == 0 || (*phone != '\0' && !clt_client_set_field (conn, id, "phone", phone, day, error)))
    return 0;
  return id;
}

/* He is here: a seat, not a place in the queue. */
static gboolean
seat (CltConn *conn, const CltMeeting *meeting, gint64 client_id, GError **error)
{
  const char *state = NULL;
  CltSeats seats;
  gboolean room;

  if (!clt_session_get_seats (conn, meeting->session_id, &seats, error))
    return FALSE;
  room = seats.room > 0;
  if (!clt_enrol (conn, meeting->session_id, client_id, room ? "room" : "online", "walk-in", &state,
                  error))
    return FALSE;
  return g_str_equal (state, "enrolled") ||
         clt_store_refuse (error, _ ("No seat is free: cancel the enrolment of somebody who did not"
                                     " come. Nobody was taken in."));
}

gint64
clt_roll_walk_in (CltConn *conn,
                  gint64 meeting_id,
                  gint64 client_id,
                  const char *name,
                  const char *phone,
                  GError **error)
{
  g_autoptr (CltMeeting) meeting = NULL;

  if (!begin (conn, meeting_id, &meeting, error))
    return 0;
  if (client_id == 0)
    client_id = add_prospect (conn, name, phone, clt_instant_get_day (meeting->starts), error);
  if (client_id == 0 || !seat (conn, meeting, client_id, error) ||
      !write_mark (conn, meeting_id, client_id, 'P', error))
    return 0;
  return client_id;
}
