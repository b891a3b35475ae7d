/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/funds/clt-calendar.h"
#include "core/training/clt-clash.h"
#include "core/training/clt-session.h"

#define DAYS_A_WEEK 7
#define MAX_REPEATS 366

CltMeeting *
clt_meeting_new (void)
{
  CltMeeting *meeting = g_new0 (CltMeeting, 1);
  g_autofree char *uuid = g_uuid_string_random ();

  meeting->uid = g_strconcat (uuid, "@clientele", NULL);
  meeting->link = g_strdup ("");
  meeting->state = g_strdup ("planned");
  meeting->note = g_strdup ("");
  meeting->equipment = g_array_new (FALSE, FALSE, sizeof (CltEquipmentUse));
  meeting->course = g_strdup ("");
  meeting->session = g_strdup ("");
  meeting->room = g_strdup ("");
  meeting->lecturer = g_strdup ("");
  meeting->session_state = g_strdup ("planned");
  return meeting;
}

void
clt_meeting_free (CltMeeting *meeting)
{
  g_free (meeting->uid);
  g_free (meeting->link);
  g_free (meeting->state);
  g_free (meeting->note);
  g_clear_pointer (&meeting->equipment, g_array_unref);
  g_free (meeting->course);
  g_free (meeting->session);
  g_free (meeting->room);
  g_free (meeting->lecturer);
  g_free (meeting->session_state);
  g_free (meeting);
}

/* ---- reading ------------------------------------------------------------------------------- */

#define MEETING_SQL                                                                                \
  "SELECT m.id, m.session_id, m.uid, m.sequence, m.starts, m.ends, coalesce(m.room_id, 0),"        \
  " coalesce(m.lecturer_id, 0), m.link, m.state, m.note, c.name, c.code || '/' || s.code,"         \
  " coalesce(r.name, ''), coalesce(l.name, ''), coalesce(l.id, 0), s.state FROM meeting m"         \
  " JOIN course_session s ON s.id = m.session_id JOIN course c ON c.id = s.course_id"              \
  " LEFT JOIN room r ON r.id = m.room_id"                                                          \
  " LEFT JOIN lecturer l ON l.id = coalesce(m.lecturer_id, s.lecturer_id)"

static gpointer
read_meeting (CltStmt *stmt)
{
  CltMeeting *meeting = g_new0 (CltMeeting, 1);

  meeting->id = clt_stmt_get_int (stmt, 0);
  meeting->session_id = clt_stmt_get_int (stmt, 1);
  meeting->uid = g_strdup (clt_stmt_get_text (stmt, 2));
  meeting->sequence = (int) clt_stmt_get_int (stmt, 3);
  meeting->starts = clt_stmt_get_int (stmt, 4);
  meeting->ends = clt_stmt_get_int (stmt, 5);
  meeting->room_id = clt_stmt_get_int (stmt, 6);
  meeting->lecturer_id = clt_stmt_get_int (stmt, 7);
  meeting->link = g_strdup (clt_stmt_get_text (stmt, 8));
  meeting->state = g_strdup (clt_stmt_get_text (stmt, 9));
  meeting->note = g_strdup (clt_stmt_get_text (stmt, 10));
  meeting->course = g_strdup (clt_stmt_get_text (stmt, 11));
  meeting->session = g_strdup (clt_stmt_get_text (stmt, 12));
  meeting->room = g_strdup (clt_stmt_get_text (stmt, 13));
  meeting->lecturer = g_strdup (clt_stmt_get_text (stmt, 14));
  meeting->teaching_id = clt_stmt_get_int (stmt, 15);
  meeting->session_state = g_strdup (clt_stmt_get_text (stmt, 16));
  meeting->equipment = g_array_new (FALSE, FALSE, sizeof (CltEquipmentUse));
  return meeting;
}

static gboolean
load_equipment (CltConn *conn, CltMeeting *meeting, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT equipment_id, quantity FROM meeting_equipment"
                                  " WHERE meeting_id = ? ORDER BY equipment_id",
                                  "i", meeting->id);
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const CltEquipmentUse use = { clt_stmt_get_int (stmt, 0), (int) clt_stmt_get_int (stmt, 1) };

      g_array_append_val (meeting->equipment, use);
    }
  return step != CLT_STEP_ERROR;
}

/* @stmt with the equipment of each. */
static GPtrArray *
read_meetings (CltConn *conn, CltStmt *stmt, GError **error)
{
  g_autoptr (GPtrArray) list =
    clt_stmt_read_all (stmt, read_meeting, (GDestroyNotify) clt_meeting_free, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (!load_equipment (conn, list->pdata[i], error))
      return NULL;
  return g_steal_pointer (&list);
}

static CltMeeting *
read_one (CltConn *conn, CltStmt *stmt, GError **error)
{
  g_autoptr (CltMeeting) meeting =
    clt_stmt_read_one (stmt, read_meeting, _ ("There is no such meeting."), error);

  if (meeting == NULL || !load_equipment (conn, meeting, error))
    return NULL;
  return g_steal_pointer (&meeting);
}

CltMeeting *
clt_meeting_load (CltConn *conn, gint64 id, GError **error)
{
  return read_one (conn, clt_conn_query (conn, error, MEETING_SQL " WHERE m.id = ?", "i", id),
                   error);
}

CltMeeting *
clt_meeting_find_uid (CltConn *conn, const char *uid, GError **error)
{
  return read_one (conn, clt_conn_query (conn, error, MEETING_SQL " WHERE m.uid = ?", "t", uid),
                   error);
}

GPtrArray *
clt_meeting_list (CltConn *conn, CltDay from, CltDay to, GError **error)
{
  return read_meetings (
    conn,
    clt_conn_query (conn, error,
                    MEETING_SQL " WHERE m.starts >= ? AND m.starts < ? ORDER BY m.starts, m.id",
                    "ii", from == CLT_DAY_NONE ? G_MININT64 : clt_day_get_instant (from, 0),
                    to == CLT_DAY_NONE ? G_MAXINT64 : clt_day_get_instant (to + 1, 0)),
    error);
}

GPtrArray *
clt_session_get_meetings (CltConn *conn, gint64 session_id, GError **error)
{
  return read_meetings (conn,
                        clt_conn_query (conn, error,
                                        MEETING_SQL
                                        " WHERE m.session_id = ? ORDER BY m.starts, m.id",
                                        "i", session_id),
                        error);
}

/* ---- writing ------------------------------------------------------------------------------- */

/* The days of a session are those of its first and last meeting. */
static gboolean
refresh_days (CltConn *conn, gint64 session_id, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT min(starts), max(ends) FROM meeting WHERE session_id = ?"
                                  " AND state <> 'cancelled'",
                                  "i", session_id);
  gboolean any;
  gint64 starts, ends;

  if (stmt == NULL || clt_stmt_step (stmt, error) == CLT_STEP_ERROR)
    return FALSE;
  any = !clt_stmt_is_null (stmt, 0);
  starts = clt_stmt_get_int (stmt, 0);
  ends = clt_stmt_get_int (stmt, 1);
  clt_stmt_reset (stmt);
  return !any || clt_conn_run (conn, error,
                               "UPDATE course_session SET first_day = ?, last_day = ? WHERE id = ?",
                               "iii", (gint64) clt_instant_get_day (starts),
                               (gint64) clt_instant_get_day (ends - 1), session_id);
}

static gboolean
check (CltConn *conn, CltMeeting *meeting, const CltSession *session, GError **error)
{
  g_autoptr (GPtrArray) clashes = NULL;
  g_autofree char *hard = NULL;

  if (meeting->ends <= meeting->starts)
    return clt_store_refuse (error, _ ("The meeting ends before it begins; nothing was changed."));
  if (g_str_equal (session->state, "held") || g_str_equal (session->state, "cancelled"))
    return clt_store_refuse (error, _ ("This session was held or cancelled; nothing was changed."));
  if (g_str_equal (session->state, "planned"))
    return TRUE;
  clashes = clt_clash_check (conn, meeting, error);
  if (clashes == NULL)
    return FALSE;
  hard = clt_clash_list_to_text (clashes, TRUE);
  return hard == NULL ||
         /* Translators: sentences that say what clashes */
         clt_store_refuse (error, _ ("Nothing was changed: clients may rely on this session. %s"),
                           hard);
}

static gboolean
write_equipment (CltConn *conn, const CltMeeting *meeting, GError **error)
{
  if (!clt_conn_run (conn, error, "DELETE FROM meeting_equipment WHERE meeting_id = ?", "i",
                     meeting->id))
    return FALSE;
  for (guint i = 0; i < meeting->equipment->len; i++)
    {
      const CltEquipmentUse *use = &g_array_index (meeting->equipment, CltEquipmentUse, i);

      if (!clt_conn_run (conn, error, "INSERT INTO meeting_equipment VALUES (?, ?, ?)", "iii",
                         meeting->id, use->equipment_id, (gint64) use->quantity))
        return FALSE;
    }
  return TRUE;
}

static gboolean
equipment_equal (const CltMeeting *a, const CltMeeting *b)
{
  if (a->equipment->len != b->equipment->len)
    return FALSE;
  for (guint i = 0; i < a->equipment->len; i++)
    {
      const CltEquipmentUse *x = &g_array_index (a->equipment, CltEquipmentUse, i);
      const CltEquipmentUse *y = &g_array_index (b->equipment, CltEquipmentUse, i);

      if (x->equipment_id != y->equipment_id || x->quantity != y->quantity)
        return FALSE;
    }
  return TRUE;
}

static gboolean
insert (CltConn *conn, CltMeeting *meeting, GError **error)
{
  gint64 id = clt_conn_new_id (conn, error);

  if (id == 0 ||
      !clt_conn_run (conn, error,
                     "INSERT INTO meeting (id, session_id, uid, sequence, starts, ends,"
                     " room_id, lecturer_id, link, note) VALUES (?, ?, ?, ?, ?, ?,"
                     " nullif(?, 0), nullif(?, 0), ?, ?)",
                     "iitiiiiitt", id, meeting->session_id, meeting->uid,
                     (gint64) meeting->sequence, meeting->starts, meeting->ends, meeting->room_id,
                     meeting->lecturer_id, meeting->link, meeting->note))
    return FALSE;
  meeting->id = id;
  return write_equipment (conn, meeting, error);
}

static gboolean
update (CltConn *conn, CltMeeting *meeting, GError **error)
{
  g_autoptr (CltMeeting) before = clt_meeting_load (conn, meeting->id, error);

  if (before == NULL)
    return FALSE;
  if (!g_str_equal (before->state, "planned"))
    return clt_store_refuse (error, _ ("This meeting was held or cancelled; nothing was changed."));
  if (before->starts == meeting->starts && before->ends == meeting->ends &&
      before->room_id == meeting->room_id && before->lecturer_id == meeting->lecturer_id &&
      g_str_equal (before->link, meeting->link) && g_str_equal (before->note, meeting->note) &&
      equipment_equal (before, meeting))
    return TRUE;
  meeting->sequence = MAX (before->sequence + 1, meeting->sequence);
  return clt_conn_run (conn, error,
                       "UPDATE meeting SET sequence = ?, starts = ?, ends = ?,"
                       " room_id = nullif(?, 0), lecturer_id = nullif(?, 0), link = ?, note = ?"
                       " WHERE id = ?",
                       "iiiiitti", (gint64) meeting->sequence, meeting->starts, meeting->ends,
                       meeting->room_id, meeting->lecturer_id, meeting->link, meeting->note,
                       meeting->id) &&
         write_equipment (conn, meeting, error);
}

gboolean
clt_meeting_save (CltConn *conn, CltMeeting *meeting, GError **error)
{
  g_autoptr (CltSession) session = clt_session_load (conn, meeting->session_id, error);

  if (session == NULL || !check (conn, meeting, session, error))
    return FALSE;
  return (meeting->id == 0 ? insert (conn, meeting, error) : update (conn, meeting, error)) &&
         refresh_days (conn, meeting->session_id, error);
}

gboolean
clt_meeting_move (CltConn *conn, gint64 id, gint64 starts, GError **error)
{
  g_autoptr (CltMeeting) meeting = clt_meeting_load (conn, id, error);

  if (meeting == NULL)
    return FALSE;
  meeting->ends += starts - meeting->starts;
  meeting->starts = starts;
  return clt_meeting_save (conn, meeting, error);
}

gboolean
clt_meeting_cancel (CltConn *conn, gint64 id, GError **error)
{
  g_autoptr (CltMeeting) meeting = clt_meeting_load (conn, id, error);

  if (meeting == NULL)
    return FALSE;
  if (!g_str_equal (meeting->state, "planned"))
    return clt_store_refuse (error, _ ("This meeting was held or cancelled; nothing was changed."));
  return clt_conn_run (conn, error,
                       "UPDATE meeting SET state = 'cancelled', sequence = sequence + 1"
                       " WHERE id = ?",
                       "i", id) &&
         refresh_days (conn, meeting->session_id, error);
}

/* ---- once more ----------------------------------------------------------------------------- */

/* Like @model on @day; of another session when @session_id is not 0. */
static gboolean
add_like (CltConn *conn, const CltMeeting *model, gint64 session_id, CltDay day, GError **error)
{
  g_autoptr (CltMeeting) meeting = clt_meeting_new ();
  gint64 shift =
    clt_day_get_instant (day, 0) - clt_day_get_instant (clt_instant_get_day (model->starts), 0);

  meeting->session_id = session_id == 0 ? model->session_id : session_id;
  meeting->starts = model->starts + shift;
  meeting->ends = model->ends + shift;
  meeting->room_id = model->room_id;
  meeting->lecturer_id = model->lecturer_id;
  clt_set_str (&meeting->link, model->link);
  clt_set_str (&meeting->note, model->note);
  g_array_append_vals (meeting->equipment, model->equipment->data, model->equipment->len);
  return clt_meeting_save (conn, meeting, error);
}

static CltDay
get_next_day (const CltCalendar *calendar, CltRepeatKind kind, int every, CltDay day)
{
  if (kind == CLT_REPEAT_TRADING_DAYS)
    return clt_calendar_is_trading_day (calendar, day)
             ? clt_calendar_move (calendar, day, every)
             : clt_calendar_move (calendar, clt_calendar_at_or_after (calendar, day), every - 1);
  do
    day += DAYS_A_WEEK * every;
  while (!clt_calendar_is_trading_day (calendar, day) && clt_day_get_weekday (day) <= 5);
  return day;
}

GArray *
clt_meeting_find_repeats (CltConn *conn,
                          CltDay day,
                          CltRepeatKind kind,
                          int every,
                          int count,
                          CltDay until,
                          GError **error)
{
  g_autoptr (CltCalendar) calendar = clt_calendar_load (conn, error);
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (CltDay));
  int most = until == CLT_DAY_NONE ? MIN (count, MAX_REPEATS) : MAX_REPEATS;

  if (calendar == NULL)
    return NULL;
  for (int i = 0; i < most; i++)
    {
      day = get_next_day (calendar, kind, MAX (every, 1), day);
      if (until != CLT_DAY_NONE && day > until)
        break;
      g_array_append_val (days, day);
    }
  return g_steal_pointer (&days);
}

gboolean
clt_meeting_repeat (CltConn *conn,
                    gint64 id,
                    CltRepeatKind kind,
                    int every,
                    int count,
                    GError **error)
{
  g_autoptr (CltMeeting) model = clt_meeting_load (conn, id, error);
  g_autoptr (CltCalendar) calendar = model == NULL ? NULL : clt_calendar_load (conn, error);
  CltDay day;

  if (calendar == NULL)
    return FALSE;
  if (every < 1 || count < 1 || count > MAX_REPEATS)
    return clt_store_refuse (error,
                             _ ("A meeting is repeated 1 to %d times, at least one day or"
                                " week apart; nothing was changed."),
                             MAX_REPEATS);
  day = clt_instant_get_day (model->starts);
  for (int i = 0; i < count; i++)
    {
      day = get_next_day (calendar, kind, every, day);
      if (!add_like (conn, model, 0, day, error))
        return FALSE;
    }
  return TRUE;
}

gint64
clt_session_copy (CltConn *conn, gint64 id, const char *code, CltDay first_day, GError **error)
{
  g_autoptr (CltSession) session = clt_session_load (conn, id, error);
  g_autoptr (GPtrArray) meetings =
    session == NULL ? NULL : clt_session_get_meetings (conn, id, error);
  g_autoptr (CltCalendar) calendar = meetings == NULL ? NULL : clt_calendar_load (conn, error);
  int shift;

  if (calendar == NULL)
    return 0;
  shift = first_day - session->first_day;
  session->id = 0;
  session->first_day += shift;
  session->last_day += shift;
  clt_set_str (&session->code, code);
  clt_set_str (&session->state, "planned");
  if (!clt_session_save (conn, session, error))
    return 0;
  for (guint i = 0; i < meetings->len; i++)
    {
      const CltMeeting *meeting = meetings->pdata[i];
      CltDay before = clt_instant_get_day (meeting->starts), day = before + shift;

      if (g_str_equal (meeting->state, "cancelled"))
        continue;
      if (clt_calendar_is_trading_day (calendar, before))
        day = clt_calendar_at_or_after (calendar, day);
      if (!add_like (conn, meeting, session->id, day, error))
        return 0;
    }
  return session->id;
}
