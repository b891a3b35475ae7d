/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-session.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-filter.h"
#include "core/training/clt-clash.h"
#include "core/training/clt-course.h"
#include "core/training/clt-invitation.h"

static const struct
{
  const char *state;
  const char *label;
} states[] = {
  { "planned", NC_ ("training", "planned") },
  { "published", NC_ ("training", "published") },
  { "held", NC_ ("training", "held") },
  { "cancelled", NC_ ("training", "cancelled") },
};

const char *
clt_session_state_get_label (const char *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].state, state))
      return g_dpgettext2 (GETTEXT_PACKAGE, "training", states[i].label);
  return state;
}

CltSession *
clt_session_new (void)
{
  CltSession *session = g_new0 (CltSession, 1);

  session->code = g_strdup ("");
  session->method = g_strdup (clt_course_methods[0]);
  session->audience = g_strdup ("");
  session->state = g_strdup ("planned");
  session->note = g_strdup ("");
  session->course = g_strdup ("");
  session->course_code = g_strdup ("");
  session->lecturer = g_strdup ("");
  return session;
}

void
clt_session_free (CltSession *session)
{
  g_free (session->code);
  g_free (session->method);
  g_free (session->audience);
  g_free (session->state);
  g_free (session->note);
  g_free (session->course);
  g_free (session->course_code);
  g_free (session->lecturer);
  g_free (session);
}

#define SESSION_SQL                                                                                \
  "SELECT s.id, s.course_id, s.code, s.method, s.first_day, s.last_day, s.seats, s.online_seats,"  \
  " s.min_tier, s.audience, coalesce(s.lecturer_id, 0), coalesce(s.adviser_id, 0), s.cost,"        \
  " s.state, s.note, c.name, c.code, coalesce(l.name, '') FROM course_session s"                   \
  " JOIN course c ON c.id = s.course_id LEFT JOIN lecturer l ON l.id = s.lecturer_id"

static gpointer
read_session (CltStmt *stmt)
{
  CltSession *session = g_new0 (CltSession, 1);

  session->id = clt_stmt_get_int (stmt, 0);
  session->course_id = clt_stmt_get_int (stmt, 1);
  session->code = g_strdup (clt_stmt_get_text (stmt, 2));
  session->method = g_strdup (clt_stmt_get_text (stmt, 3));
  session->first_day = clt_stmt_get_day (stmt, 4);
  session->last_day = clt_stmt_get_day (stmt, 5);
  session->seats = (int) clt_stmt_get_int (stmt, 6);
  session->online_seats = (int) clt_stmt_get_int (stmt, 7);
  session->min_tier = (CltTier) clt_stmt_get_int (stmt, 8);
  session->audience = g_strdup (clt_stmt_get_text (stmt, 9));
  session->lecturer_id = clt_stmt_get_int (stmt, 10);
  session->adviser_id = clt_stmt_get_int (stmt, 11);
  session->cost = clt_stmt_get_int (stmt, 12);
  session->state = g_strdup (clt_stmt_get_text (stmt, 13));
  session->note = g_strdup (clt_stmt_get_text (stmt, 14));
  session->course = g_strdup (clt_stmt_get_text (stmt, 15));
  session->course_code = g_strdup (clt_stmt_get_text (stmt, 16));
  session->lecturer = g_strdup (clt_stmt_get_text (stmt, 17));
  return session;
}

char *
clt_session_dup_free_code (CltConn *conn, gint64 course_id, const char *prefix, GError **error)
{
  for (int i = 1;; i++)
    {
      g_autofree char *code = g_strdup_printf ("%s-%d", prefix, i);
      gint64 used;

      if (!clt_conn_get_int (conn, &used, 0, error,
                             "SELECT count(*) FROM course_session WHERE course_id = ? AND code = ?",
                             "it", course_id, code))
        return NULL;
      if (used == 0)
        return g_steal_pointer (&code);
    }
}

CltSession *
clt_session_load (CltConn *conn, gint64 id, GError **error)
{
  return clt_stmt_read_one (clt_conn_query (conn, error, SESSION_SQL " WHERE s.id = ?", "i", id),
                            read_session, _ ("There is no such session."), error);
}

gboolean
clt_session_name_action (CltConn *conn, gint64 id, GError **error)
{
  g_autoptr (CltSession) session = clt_session_load (conn, id, error);
  const char *detail = clt_action_get_detail (conn);
  g_autofree char *name = NULL, *text = NULL;

  if (session == NULL)
    return FALSE;
  name = g_strconcat (session->course_code, "/", session->code, NULL);
  /* Translators: what an action is about: a session, “A1/2026-9”, and who or what of it. */
  text = g_strdup_printf (C_ ("action of a session", "%s, %s"), name, detail);
  clt_action_set_detail (conn, *detail == '\0' || g_str_equal (detail, name) ? name : text);
  return TRUE;
}

GPtrArray *
clt_session_list (CltConn *conn, CltDay from, CltDay to, gint64 course_id, GError **error)
{
  return clt_stmt_read_all (
    clt_conn_query (conn, error,
                    SESSION_SQL " WHERE s.last_day >= ? AND s.first_day <= ?"
                                " AND ? IN (0, s.course_id) ORDER BY s.first_day, c.code, s.code",
                    "iii", from == CLT_DAY_NONE ? G_MININT64 : (gint64) from,
                    to == CLT_DAY_NONE ? G_MAXINT64 : (gint64) to, course_id),
    read_session, (GDestroyNotify) clt_session_free, error);
}

gint64
clt_session_find (CltConn *conn, const char *name, GError **error)
{
  gint64 id;

  if (!clt_conn_get_int (conn, &id, 0, error,
                         "SELECT s.id FROM course_session s JOIN course c ON c.id = s.course_id"
                         " WHERE c.code || '/' || s.code = ? ORDER BY s.id DESC",
                         "t", name))
    return 0;
  if (id == 0)
    g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                 /* Translators: a course and a session that somebody typed, e.g. A1/2026-3 */
                 _ ("There is no session “%s”."), name);
  return id;
}

/* ---- saving -------------------------------------------------------------------------------- */

static gboolean
check_seats (CltConn *conn, const CltSession *session, GError **error)
{
  gint64 room, online;
  static const char taken[] = "SELECT count(*) FROM enrolment WHERE session_id = ? AND place = ?"
                              " AND state IN ('enrolled', 'offered')";

  if (session->seats < 0 || session->online_seats < -1)
    return clt_store_refuse (error, _ ("Seats cannot be fewer than none; nothing was changed."));
  if (!clt_conn_get_int (conn, &room, 0, error, taken, "it", session->id, "room") ||
      !clt_conn_get_int (conn, &online, 0, error, taken, "it", session->id, "online"))
    return FALSE;
  if (room > session->seats || (session->online_seats >= 0 && online > session->online_seats))
    return clt_store_refuse (
      error,
      /* Translators: numbers of seats */
      _ ("%d seats in the room and %d online are taken already: there cannot be fewer. Nothing was"
         " changed."),
      (int) room, (int) online);
  return TRUE;
}

static gboolean
check_code (CltConn *conn, const CltSession *session, GError **error)
{
  gint64 others;

  if (*session->code == '\0' || strchr (session->code, ' ') != NULL)
    return clt_store_refuse (error, _ ("A session needs a code without blanks, such as 2026-3;"
                                       " nothing was changed."));
  if (!clt_conn_get_int (conn, &others, 0, error,
                         "SELECT count(*) FROM course_session WHERE course_id = ? AND code = ?"
                         " AND id <> ?",
                         "iti", session->course_id, session->code, session->id))
    return FALSE;
  return others == 0 ||
         /* Translators: the code of a session */
         clt_store_refuse (error,
                           _ ("This course has a session “%s” already; nothing was changed."),
                           session->code);
}

static gboolean
check (CltConn *conn, const CltSession *session, GError **error)
{
  if (session->last_day < session->first_day)
    return clt_store_refuse (error, _ ("The session ends before it begins; nothing was changed."));
  if (!g_strv_contains (clt_course_methods, session->method))
    return clt_store_refuse (error,
                             /* Translators: what somebody typed for the way a course is held */
                             _ ("There is no method “%s”; nothing was changed."), session->method);
  if (session->cost < 0)
    return clt_store_refuse (error, _ ("A cost cannot be less than nothing; nothing was changed."));
  if (*session->audience != '\0')
    {
      g_autoptr (CltFilter) filter = clt_filter_parse (session->audience, error);

      if (filter == NULL)
        return FALSE;
    }
  return check_code (conn, session, error) && check_seats (conn, session, error);
}

/* Entries of calendars show the course, the lecturer and the note. */
static gboolean
raise_sequences (CltConn *conn, const CltSession *session, GError **error)
{
  return clt_conn_run (conn, error,
                       "UPDATE meeting SET sequence = sequence + 1 WHERE session_id = ?1"
                       " AND EXISTS (SELECT 1 FROM course_session s WHERE s.id = ?1 AND"
                       " (s.course_id <> ?2 OR coalesce(s.lecturer_id, 0) <> ?3 OR s.note <> ?4))",
                       "iiit", session->id, session->course_id, session->lecturer_id,
                       session->note);
}

gboolean
clt_session_save (CltConn *conn, CltSession *session, GError **error)
{
  gint64 id = session->id;

  if (!check (conn, session, error) || (id != 0 && !raise_sequences (conn, session, error)) ||
      (id == 0 && (id = clt_conn_new_id (conn, error)) == 0) ||
      !clt_conn_run (
        conn, error,
        "INSERT INTO course_session (id, course_id, code, method, first_day, last_day, seats,"
        " online_seats, min_tier, audience, lecturer_id, adviser_id, cost, note)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0), nullif(?, 0), ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET course_id = excluded.course_id, code = excluded.code,"
        " method = excluded.method, first_day = excluded.first_day,"
        " last_day = excluded.last_day, seats = excluded.seats,"
        " online_seats = excluded.online_seats, min_tier = excluded.min_tier,"
        " audience = excluded.audience, lecturer_id = excluded.lecturer_id,"
        " adviser_id = excluded.adviser_id, cost = excluded.cost, note = excluded.note",
        "iittiiiiitiiit", id, session->course_id, session->code, session->method,
        (gint64) session->first_day, (gint64) session->last_day, (gint64) session->seats,
        (gint64) session->online_seats, (gint64) session->min_tier, session->audience,
        session->lecturer_id, session->adviser_id, session->cost, session->note))
    return FALSE;
  session->id = id;
  return TRUE;
}

static gboolean
set_state (CltConn *conn, gint64 id, const char *state, GError **error)
{
  return clt_conn_run (conn, error, "UPDATE course_session SET state = ? WHERE id = ?", "ti", state,
                       id);
}

gboolean
clt_session_publish (CltConn *conn, gint64 id, GError **error)
{
  g_autoptr (CltSession) session = clt_session_load (conn, id, error);
  g_autoptr (GPtrArray) clashes = NULL;
  g_autofree char *hard = NULL;

  if (session == NULL)
    return FALSE;
  if (!g_str_equal (session->state, "planned"))
    return clt_store_refuse (error,
                             _ ("Only a planned session is published; nothing was changed."));
  if (session->seats == 0 && session->online_seats == 0)
    return clt_store_refuse (error, _ ("A session without seats is not published; nothing was"
                                       " changed."));
  clashes = clt_clash_check_session (conn, id, error);
  if (clashes == NULL)
    return FALSE;
  hard = clt_clash_list_to_text (clashes, TRUE);
  if (hard != NULL)
    return clt_store_refuse (error,
                             /* Translators: sentences that say what clashes */
                             _ ("The session was not published. %s"), hard);
  return set_state (conn, id, "published", error);
}

gboolean
clt_session_hold (CltConn *conn, gint64 id, CltDay today, GError **error)
{
  g_autoptr (CltSession) session = clt_session_load (conn, id, error);

  if (session == NULL)
    return FALSE;
  if (!g_str_equal (session->state, "published"))
    return clt_store_refuse (error, _ ("Only a published session is held; nothing was changed."));
  if (session->last_day > today)
    return clt_store_refuse (error, _ ("This session is not over yet; nothing was changed."));
  return clt_conn_run (conn, error,
                       "UPDATE meeting SET state = 'held' WHERE session_id = ?"
                       " AND state = 'planned'",
                       "i", id) &&
         set_state (conn, id, "held", error);
}

gboolean
clt_session_cancel (CltConn *conn, gint64 id, GError **error)
{
  g_autoptr (CltSession) session = clt_session_load (conn, id, error);

  if (session == NULL)
    return FALSE;
  if (g_str_equal (session->state, "held") || g_str_equal (session->state, "cancelled"))
    return clt_store_refuse (error, _ ("This session was held or cancelled; nothing was changed."));
  return clt_conn_run (conn, error,
                       "UPDATE meeting SET state = 'cancelled', sequence = sequence + 1"
                       " WHERE session_id = ? AND state = 'planned'",
                       "i", id) &&
         set_state (conn, id, "cancelled", error) && clt_session_drop_invitations (conn, id, error);
}

/* ---- cost ---------------------------------------------------------------------------------- */

gboolean
clt_session_get_cost (CltConn *conn, gint64 id, CltSessionCost *cost, GError **error)
{
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT coalesce(sum(m.ends - m.starts) / 60, 0),"
    " coalesce(sum((m.ends - m.starts) * coalesce(l.fee, 0)), 0),"
    " coalesce(sum((m.ends - m.starts) * coalesce(r.cost, 0)), 0), s.cost,"
    " (SELECT count(DISTINCT a.client_id) FROM attendance a JOIN meeting n ON n.id = a.meeting_id"
    " WHERE n.session_id = s.id AND a.mark IN ('P', 'L')), (SELECT count(*) FROM attendance a"
    " JOIN meeting n ON n.id = a.meeting_id WHERE n.session_id = s.id), (SELECT count(*)"
    " FROM enrolment e WHERE e.session_id = s.id AND e.state = 'enrolled') FROM course_session s"
    " LEFT JOIN meeting m ON m.session_id = s.id AND m.state <> 'cancelled'"
    " LEFT JOIN lecturer l ON l.id = coalesce(m.lecturer_id, s.lecturer_id)"
    " LEFT JOIN room r ON r.id = m.room_id WHERE s.id = ? GROUP BY s.id",
    "i", id);

  *cost = (CltSessionCost){ .cost_per_head = CLT_MONEY_NONE };
  if (stmt == NULL || clt_stmt_step (stmt, error) == CLT_STEP_ERROR)
    return FALSE;
  cost->minutes = (int) clt_stmt_get_int (stmt, 0);
  cost->fees = (clt_stmt_get_int (stmt, 1) + 1800) / 3600;
  cost->rooms = (clt_stmt_get_int (stmt, 2) + 1800) / 3600;
  cost->cost = cost->fees + cost->rooms + clt_stmt_get_int (stmt, 3);
  cost->heads = (int) clt_stmt_get_int (stmt, clt_stmt_get_int (stmt, 5) > 0 ? 4 : 6);
  clt_stmt_reset (stmt);
  if (cost->heads > 0)
    cost->cost_per_head = (cost->cost + cost->heads / 2) / cost->heads;
  return TRUE;
}
