/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-clash.h"

#include "core/store/clt-ids.h"

static const char *const kind_names[] = {
  [CLT_CLASH_ROOM] = "room",
  [CLT_CLASH_SEATS] = "seats",
  [CLT_CLASH_LECTURER] = "lecturer",
  [CLT_CLASH_EQUIPMENT] = "equipment",
  [CLT_CLASH_ADVISER] = "adviser",
  [CLT_CLASH_HOLIDAY] = "holiday",
  [CLT_CLASH_OPENING_HOURS] = "opening-hours",
  [CLT_CLASH_ATTENDEE] = "attendee",
  [CLT_CLASH_TRADING_HOURS] = "trading-hours",
  [CLT_CLASH_NO_TRADING_DAY] = "no-trading-day",
  [CLT_CLASH_TOPIC] = "topic",
  [CLT_CLASH_PAST] = "past",
};

const char *
clt_clash_kind_get_name (CltClashKind kind)
{
  return kind_names[kind];
}

void
clt_clash_free (CltClash *clash)
{
  g_free (clash->text);
  g_free (clash);
}

static int
compare_clashes (gconstpointer a, gconstpointer b)
{
  const CltClash *x = *(CltClash *const *) a, *y = *(CltClash *const *) b;

  if (x->hard != y->hard)
    return x->hard ? -1 : 1;
  if (x->starts != y->starts)
    return x->starts < y->starts ? -1 : 1;
  return (int) x->kind - (int) y->kind;
}

static GPtrArray *
clash_list_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) clt_clash_free);
}

/* Who attends a session. */
static GArray *
load_attendees (CltConn *conn, gint64 session_id, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT client_id FROM enrolment WHERE session_id = ?"
                                  " AND state IN ('enrolled', 'offered') ORDER BY client_id",
                                  "i", session_id);

  return clt_ids_read (stmt, error);
}

static gboolean
ask_about (CltConn *conn,
           CltClashCheck *check,
           const CltMeeting *meeting,
           GPtrArray *clashes,
           GError **error)
{
  g_autoptr (CltSession) session = clt_session_load (conn, meeting->session_id, error);
  g_autoptr (GArray) clients =
    session == NULL ? NULL : load_attendees (conn, meeting->session_id, error);
  CltClashQuestion question = { .meeting_id = meeting->id,
                                .starts = meeting->starts,
                                .ends = meeting->ends,
                                .room_id = meeting->room_id,
                                .equipment = meeting->equipment,
                                .clients = clients };

  if (clients == NULL)
    return FALSE;
  question.lecturer_id = meeting->lecturer_id != 0 ? meeting->lecturer_id : session->lecturer_id;
  question.adviser_id = session->adviser_id;
  question.seats = session->seats;
  question.course_code = session->course_code;
  clt_clash_check_ask (check, &question, clashes);
  return TRUE;
}

static GPtrArray *
ask_about_all (CltConn *conn, GPtrArray *meetings, GError **error)
{
  g_autoptr (GPtrArray) clashes = clash_list_new ();
  g_autoptr (CltClashCheck) check = NULL;
  CltDay from = G_MAXINT32, to = G_MININT32;

  for (guint i = 0; i < meetings->len; i++)
    {
      const CltMeeting *meeting = meetings->pdata[i];

      from = MIN (from, clt_instant_get_day (meeting->starts));
      to = MAX (to, clt_instant_get_day (meeting->ends));
    }
  if (meetings->len == 0)
    return g_steal_pointer (&clashes);
  check = clt_clash_check_new (conn, from, to, error);
  if (check == NULL)
    return NULL;
  for (guint i = 0; i < meetings->len; i++)
    {
      const CltMeeting *meeting = meetings->pdata[i];

      if (g_str_equal (meeting->state, "planned") &&
          !g_str_equal (meeting->session_state, "cancelled") &&
          !ask_about (conn, check, meeting, clashes, error))
        return NULL;
    }
  g_ptr_array_sort (clashes, compare_clashes);
  return g_steal_pointer (&clashes);
}

GPtrArray *
clt_clash_check (CltConn *conn, const CltMeeting *meeting, GError **error)
{
  g_autoptr (GPtrArray) clashes = clash_list_new ();
  g_autoptr (CltClashCheck) check =
    clt_clash_check_new (conn, clt_instant_get_day (meeting->starts),
                         clt_instant_get_day (meeting->ends), error);

  if (check == NULL || !ask_about (conn, check, meeting, clashes, error))
    return NULL;
  g_ptr_array_sort (clashes, compare_clashes);
  return g_steal_pointer (&clashes);
}

GPtrArray *
clt_clash_check_session (CltConn *conn, gint64 session_id, GError **error)
{
  g_autoptr (GPtrArray) meetings = clt_session_get_meetings (conn, session_id, error);

  return meetings == NULL ? NULL : ask_about_all (conn, meetings, error);
}

GPtrArray *
clt_clash_check_days (CltConn *conn, CltDay from, CltDay to, GError **error)
{
  g_autoptr (GPtrArray) meetings = clt_meeting_list (conn, from, to, error);

  return meetings == NULL ? NULL : ask_about_all (conn, meetings, error);
}

char *
clt_clash_list_to_text (const GPtrArray *clashes, gboolean hard)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < clashes->len; i++)
    {
      const CltClash *clash = clashes->pdata[i];

      if (hard && !clash->hard)
        continue;
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, clash->text);
    }
  return text->len == 0 ? NULL : g_string_free (g_steal_pointer (&text), FALSE);
}
