/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-enrolment.h"

#include "core/base/clt-i18n.h"
#include "core/catalogue/clt-product.h"
#include "core/clients/clt-client-sql.h"
#include "core/rules/clt-rules.h"
#include "core/store/clt-ids.h"
#include "core/training/clt-admission.h"

#define SECONDS_AN_HOUR 3600
#define TAKES_SEAT "e.state IN ('enrolled', 'offered')"

static const struct
{
  const char *state;
  const char *label;
} states[] = {
  { "invited", NC_ ("enrolment", "invited") },   { "enrolled", NC_ ("enrolment", "enrolled") },
  { "waiting", NC_ ("enrolment", "waiting") },   { "offered", NC_ ("enrolment", "offered a seat") },
  { "declined", NC_ ("enrolment", "declined") }, { "cancelled", NC_ ("enrolment", "cancelled") },
};

const char *
clt_enrolment_state_get_label (const char *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].state, state))
      return g_dpgettext2 (GETTEXT_PACKAGE, "enrolment", states[i].label);
  return state;
}

static const char *
get_sent_label (const char *sent)
{
  static const struct
  {
    const char *state, *label;
  } labels[] = {
    { "planned", NC_ ("invitation", "planned") }, { "queued", NC_ ("invitation", "on its way") },
    { "done", NC_ ("invitation", "sent") },       { "dropped", NC_ ("invitation", "dropped") },
    { "blocked", NC_ ("invitation", "blocked") }, { "failed", NC_ ("invitation", "failed") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].state, sent))
      return g_dpgettext2 (GETTEXT_PACKAGE, "invitation", labels[i].label);
  return sent;
}

char *
clt_enrolment_dup_state (const CltEnrolment *enrolment)
{
  const char *label = clt_enrolment_state_get_label (enrolment->state);

  if (g_str_equal (enrolment->state, "offered") && enrolment->offer_until <= clt_now ())
    {
      g_autofree char *until = clt_instant_format (enrolment->offer_until);

      /* Translators: until when somebody might have taken a seat. */
      return g_strdup_printf (_ ("offer ran out %s"), until);
    }
  if (!g_str_equal (enrolment->state, "invited") || *enrolment->sent == '\0')
    return g_strdup (label);
  /* Translators: "invited", the channel of the invitation, e.g. "SMS", and whether it went out. */
  return g_strdup_printf (_ ("%s (%s: %s)"), label, clt_channel_get_label (enrolment->channel),
                          get_sent_label (enrolment->sent));
}

void
clt_enrolment_free (CltEnrolment *enrolment)
{
  g_free (enrolment->name);
  g_free (enrolment->account);
  g_free (enrolment->place);
  g_free (enrolment->state);
  g_free (enrolment->source);
  g_free (enrolment->note);
  g_free (enrolment->session);
  g_free (enrolment->course);
  g_free (enrolment->channel);
  g_free (enrolment->sent);
  g_free (enrolment);
}

/* The queue does not touch the item of a message: the log and the message tell what became of it. */
#define SENT_SQL                                                                                   \
  "CASE WHEN i.id IS NULL THEN '' WHEN EXISTS (SELECT 1 FROM message m JOIN message_state t"       \
  " ON t.message_id = m.id WHERE m.push_item_id = i.id AND t.state IN ('failed', 'bounced'))"      \
  " THEN 'failed' WHEN i.state = 'queued' AND EXISTS (SELECT 1 FROM delivery d"                    \
  " WHERE d.client_id = i.client_id AND d.push_item_id = i.id) THEN 'done' ELSE i.state END"

#define ENROLMENT_SQL                                                                              \
  "SELECT e.id, e.session_id, e.client_id, c.name, coalesce((SELECT a.number FROM account a"       \
  " WHERE a.client_id = c.id ORDER BY a.id LIMIT 1), ''), c.prospect, e.place, e.state, e.tier,"   \
  " e.asked, coalesce(e.offer_until, 0), e.source, e.note, o.code || '/' || s.code, o.name,"       \
  " s.first_day, coalesce(i.channel, ''), " SENT_SQL                                               \
  " FROM enrolment e JOIN client c ON c.id = e.client_id"                                          \
  " LEFT JOIN push_item i ON i.id = e.push_item_id"                                                \
  " JOIN course_session s ON s.id = e.session_id JOIN course o ON o.id = s.course_id"              \
  " LEFT JOIN search_key k ON k.client_id = c.id"
#define QUEUE_ORDER "e.tier DESC, e.asked, e.id"

static gpointer
read_enrolment (CltStmt *stmt)
{
  CltEnrolment *enrolment = g_new0 (CltEnrolment, 1);

  enrolment->id = clt_stmt_get_int (stmt, 0);
  enrolment->session_id = clt_stmt_get_int (stmt, 1);
  enrolment->client_id = clt_stmt_get_int (stmt, 2);
  enrolment->name = g_strdup (clt_stmt_get_text (stmt, 3));
  enrolment->account = g_strdup (clt_stmt_get_text (stmt, 4));
  enrolment->prospect = clt_stmt_get_int (stmt, 5) != 0;
  enrolment->place = g_strdup (clt_stmt_get_text (stmt, 6));
  enrolment->state = g_strdup (clt_stmt_get_text (stmt, 7));
  enrolment->tier = (CltTier) clt_stmt_get_int (stmt, 8);
  enrolment->asked = clt_stmt_get_int (stmt, 9);
  enrolment->offer_until = clt_stmt_get_int (stmt, 10);
  enrolment->source = g_strdup (clt_stmt_get_text (stmt, 11));
  enrolment->note = g_strdup (clt_stmt_get_text (stmt, 12));
  enrolment->session = g_strdup (clt_stmt_get_text (stmt, 13));
  enrolment->course = g_strdup (clt_stmt_get_text (stmt, 14));
  enrolment->first_day = clt_stmt_get_day (stmt, 15);
  enrolment->channel = g_strdup (clt_stmt_get_text (stmt, 16));
  enrolment->sent = g_strdup (clt_stmt_get_text (stmt, 17));
  return enrolment;
}

GPtrArray *
clt_enrolment_list (CltConn *conn, gint64 session_id, GError **error)
{
  return clt_stmt_read_all (
    clt_conn_query (conn, error,
                    ENROLMENT_SQL
                    " WHERE e.session_id = ? ORDER BY CASE e.state WHEN 'enrolled' THEN 0"
                    " WHEN 'offered' THEN 1 WHEN 'waiting' THEN 2 WHEN 'invited' THEN 3"
                    " WHEN 'declined' THEN 4 ELSE 5 END, CASE e.state WHEN 'waiting' THEN ''"
                    " ELSE coalesce(k.sort, '') END, " QUEUE_ORDER,
                    "i", session_id),
    read_enrolment, (GDestroyNotify) clt_enrolment_free, error);
}

GPtrArray *
clt_enrolment_list_of_client (CltConn *conn, gint64 client_id, GError **error)
{
  return clt_stmt_read_all (clt_conn_query (conn, error,
                                            ENROLMENT_SQL " WHERE e.client_id = ?"
                                                          " ORDER BY s.first_day DESC, e.id DESC",
                                            "i", client_id),
                            read_enrolment, (GDestroyNotify) clt_enrolment_free, error);
}

gboolean
clt_session_get_seats (CltConn *conn, gint64 session_id, CltSeats *seats, GError **error)
{
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT s.seats, s.online_seats, count(*) FILTER (WHERE " TAKES_SEAT " AND e.place = 'room'),"
    " count(*) FILTER (WHERE " TAKES_SEAT " AND e.place = 'online'),"
    " count(*) FILTER (WHERE e.state = 'enrolled'), count(*) FILTER (WHERE e.state = 'offered'),"
    " count(*) FILTER (WHERE e.state = 'waiting'), count(*) FILTER (WHERE e.state = 'invited'),"
    " count(*) FILTER (WHERE e.state = 'declined'), count(*) FILTER (WHERE e.state = 'cancelled')"
    " FROM course_session s LEFT JOIN enrolment e ON e.session_id = s.id WHERE s.id = ?"
    " GROUP BY s.id",
    "i", session_id);
  int *const fields[] = { &seats->room,         &seats->online,   &seats->room_taken,
                          &seats->online_taken, &seats->enrolled, &seats->offered,
                          &seats->waiting,      &seats->invited,  &seats->declined,
                          &seats->cancelled };

  *seats = (CltSeats){ 0 };
  if (stmt == NULL || clt_stmt_step (stmt, error) == CLT_STEP_ERROR)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    *fields[i] = (int) clt_stmt_get_int (stmt, (int) i);
  clt_stmt_reset (stmt);
  return TRUE;
}

/* -1: not limited */
static int
get_free (const CltSeats *seats, const char *place)
{
  if (g_str_equal (place, "room"))
    return MAX (seats->room - seats->room_taken, 0);
  return seats->online < 0 ? -1 : MAX (seats->online - seats->online_taken, 0);
}

/* ---- the queue ----------------------------------------------------------------------------- */

/* When the session begins: offers make no sense afterwards. Studied alone, it takes people until its
 * last day is over. */
static gboolean
get_deadline (CltConn *conn, gint64 session_id, gint64 *deadline, GError **error)
{
  /* 57600: the day's end in UTC, for the branch keeps UTC+8 */
  return clt_conn_get_int (conn, deadline, 0, error,
                           "SELECT coalesce((SELECT min(m.starts) FROM meeting m"
                           " WHERE m.session_id = s.id AND m.state <> 'cancelled'),"
                           " s.last_day * 86400 + 57600) FROM course_session s WHERE s.id = ?",
                           "i", session_id);
}

static gboolean
expire_offers (CltConn *conn, gint64 session_id, gint64 now, guint *n, GError **error)
{
  gint64 due;

  if (!clt_conn_get_int (conn, &due, 0, error,
                         "SELECT count(*) FROM enrolment WHERE session_id = ?"
                         " AND state = 'offered' AND offer_until <= ?",
                         "ii", session_id, now))
    return FALSE;
  *n += (guint) due;
  /* offer_until stays: it tells who has let it pass from who has said no */
  return due == 0 || clt_conn_run (conn, error,
                                   "UPDATE enrolment SET state = 'declined' WHERE session_id = ?"
                                   " AND state = 'offered' AND offer_until <= ?",
                                   "ii", session_id, now);
}

static gboolean
offer_place (CltConn *conn,
             gint64 session_id,
             const char *place,
             gint64 until,
             guint *n,
             GError **error)
{
  CltSeats seats;
  gint64 waiting;
  int places;

  if (!clt_session_get_seats (conn, session_id, &seats, error) ||
      !clt_conn_get_int (conn, &waiting, 0, error,
                         "SELECT count(*) FROM enrolment WHERE session_id = ? AND place = ?"
                         " AND state = 'waiting'",
                         "it", session_id, place))
    return FALSE;
  places = get_free (&seats, place);
  if (places < 0 || places > waiting)
    places = (int) waiting;
  *n += (guint) places;
  return places == 0 ||
         clt_conn_run (conn, error,
                       "UPDATE enrolment SET state = 'offered', offer_until = ?1 WHERE id IN"
                       " (SELECT e.id FROM enrolment e WHERE e.session_id = ?2 AND e.place = ?3"
                       " AND e.state = 'waiting' ORDER BY " QUEUE_ORDER " LIMIT ?4)",
                       "iiti", until, session_id, place, (gint64) places);
}

static gboolean
run_session (CltConn *conn, gint64 session_id, guint *expired, guint *offered, GError **error)
{
  gint64 now = clt_action_get_time (conn), deadline, published;
  int hours;

  if (!clt_conn_get_int (conn, &published, 0, error,
                         "SELECT state = 'published' FROM course_session WHERE id = ?", "i",
                         session_id) ||
      !get_deadline (conn, session_id, &deadline, error) ||
      !clt_rules_get_count (conn, "training.offer_hours", clt_instant_get_day (now), &hours, error))
    return FALSE;
  if (!published)
    return TRUE;
  if (!expire_offers (conn, session_id, now, expired, error))
    return FALSE;
  if (now >= deadline)
    return TRUE;
  deadline = MIN (deadline, now + (gint64) hours * SECONDS_AN_HOUR);
  return offer_place (conn, session_id, "room", deadline, offered, error) &&
         offer_place (conn, session_id, "online", deadline, offered, error);
}

static GArray *
find_queues (CltConn *conn, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT DISTINCT e.session_id FROM enrolment e"
                                  " JOIN course_session s ON s.id = e.session_id"
                                  " WHERE e.state IN ('waiting', 'offered')"
                                  " AND s.state = 'published' ORDER BY 1",
                                  "");

  return clt_ids_read (stmt, error);
}

gboolean
clt_waitlist_run (CltConn *conn, gint64 session_id, guint *expired, guint *offered, GError **error)
{
  g_autoptr (GArray) ids = NULL;
  guint n_expired = 0, n_offered = 0;

  if (session_id != 0)
    {
      if (!run_session (conn, session_id, &n_expired, &n_offered, error))
        return FALSE;
    }
  else
    {
      ids = find_queues (conn, error);
      if (ids == NULL)
        return FALSE;
      for (guint i = 0; i < ids->len; i++)
        if (!run_session (conn, g_array_index (ids, gint64, i), &n_expired, &n_offered, error))
          return FALSE;
    }
  if (expired != NULL)
    *expired = n_expired;
  if (offered != NULL)
    *offered = n_offered;
  return TRUE;
}

#define RUN_OUT                                                                                    \
  " FROM enrolment e JOIN course_session s ON s.id = e.session_id WHERE e.state = 'offered'"       \
  " AND e.offer_until <= ? AND s.state = 'published'"

static gboolean
pass_on (CltConn *conn, gpointer data, GError **error)
{
  CltPassedOn *passed = data;
  g_autoptr (GArray) ids =
    clt_ids_read (clt_conn_query (conn, error, "SELECT DISTINCT s.id" RUN_OUT, "i",
                                  clt_action_get_time (conn)),
                  error);

  *passed = (CltPassedOn){ 0 };
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!run_session (conn, g_array_index (ids, gint64, i), &passed->expired, &passed->offered,
                      error))
      return FALSE;
  return ids != NULL;
}

gboolean
clt_waitlist_pass_on (CltConn *conn, CltPassedOn *passed, GError **error)
{
  gint64 run_out;

  *passed = (CltPassedOn){ 0 };
  /* whoever only looks does not keep others from writing */
  return clt_conn_get_int (conn, &run_out, 0, error, "SELECT EXISTS (SELECT 1" RUN_OUT ")", "i",
                           clt_now ()) &&
         (!run_out || clt_action_run_unjournalled (conn, pass_on, passed, error));
}

/* ---- seats --------------------------------------------------------------------------------- */

/* (transfer full) */
static CltSession *
load_at_door (CltConn *conn, gint64 session_id, gint64 now, CltDoor *door, GError **error)
{
  g_autoptr (CltSession) session = clt_session_load (conn, session_id, error);
  gint64 deadline;

  if (session == NULL || !get_deadline (conn, session_id, &deadline, error))
    return NULL;
  if (g_str_equal (session->state, "planned"))
    *door = CLT_DOOR_PLANNED;
  else if (!g_str_equal (session->state, "published"))
    *door = CLT_DOOR_OVER;
  else
    *door = now < deadline ? CLT_DOOR_OPEN : CLT_DOOR_BEGUN;
  return g_steal_pointer (&session);
}

gboolean
clt_session_get_door (CltConn *conn, gint64 session_id, gint64 now, CltDoor *door, GError **error)
{
  g_autoptr (CltSession) session = load_at_door (conn, session_id, now, door, error);

  return session != NULL;
}

static gboolean
require_open (CltConn *conn, gint64 session_id, const char *source, GError **error)
{
  CltDoor door;
  g_autoptr (CltSession) session =
    load_at_door (conn, session_id, clt_action_get_time (conn), &door, error);

  if (session == NULL)
    return FALSE;
  switch (door)
    {
    case CLT_DOOR_OPEN:
      return TRUE;
    case CLT_DOOR_BEGUN:
      return g_str_equal (source, "walk-in") ||
             clt_store_refuse (error, _ ("Nobody was enrolled: the session has begun."));
    case CLT_DOOR_PLANNED:
    case CLT_DOOR_OVER:
    default:
      return clt_store_refuse (error,
                               /* Translators: a course and a session, e.g. A1/2026-3; its state */
                               _ ("Nobody was enrolled: session %s/%s is not published (%s)."),
                               session->course_code, session->code,
                               clt_session_state_get_label (session->state));
    }
}

static gboolean
get_tier (CltConn *conn, gint64 client_id, gint64 *tier, GError **error)
{
  return clt_conn_get_int (conn, tier, 0, error, "SELECT " CLT_SQL_TIER_ON ("?2", "?1"), "ii",
                           (gint64) clt_instant_get_day (clt_action_get_time (conn)), client_id);
}

/* Whoever was invited, declined or cancelled before asks anew. */
static gboolean
write_enrolment (CltConn *conn,
                 gint64 session_id,
                 gint64 client_id,
                 const char *place,
                 const char *state,
                 const char *source,
                 GError **error)
{
  gint64 id = clt_conn_new_id (conn, error), tier;

  return id != 0 && get_tier (conn, client_id, &tier, error) &&
         clt_conn_run (conn, error,
                       "INSERT INTO enrolment (id, session_id, client_id, place, state, tier,"
                       " asked, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                       " ON CONFLICT (session_id, client_id) DO UPDATE SET place = excluded.place,"
                       " state = excluded.state, tier = excluded.tier, asked = excluded.asked,"
                       " offer_until = NULL, source = excluded.source",
                       "iiittiit", id, session_id, client_id, place, state, tier,
                       clt_action_get_time (conn), source);
}

static const char *
intern_place (const char *place)
{
  return g_str_equal (place, "room") ? "room" : g_str_equal (place, "online") ? "online" : NULL;
}

gboolean
clt_enrol (CltConn *conn,
           gint64 session_id,
           gint64 client_id,
           const char *place,
           const char *source,
           const char **state,
           GError **error)
{
  const char *given;
  CltSeats seats;

  if (intern_place (place) == NULL)
    return clt_store_refuse (error, _ ("A seat is in the room or online; nobody was enrolled."));
  if (!require_open (conn, session_id, source, error) ||
      !clt_admission_require (conn, session_id, client_id, !g_str_equal (source, "staff"), error) ||
      !clt_waitlist_run (conn, session_id, NULL, NULL, error) ||
      !clt_session_get_seats (conn, session_id, &seats, error))
    return FALSE;
  if (g_str_equal (place, "room") ? seats.room == 0 : seats.online == 0)
    return clt_store_refuse (error, g_str_equal (place, "room")
                                      ? _ ("This session has no seats in a room.")
                                      : _ ("This session has no seats online."));
  /* what is free and waited for has just been offered: what is left is nobody's */
  given = get_free (&seats, place) != 0 ? "enrolled" : "waiting";
  if (state != NULL)
    *state = given;
  return write_enrolment (conn, session_id, client_id, place, given, source, error);
}

gboolean
clt_enrolment_invite (CltConn *conn,
                      gint64 session_id,
                      const gint64 *ids,
                      guint n_ids,
                      GError **error)
{
  g_autoptr (GArray) sets = clt_admission_check (conn, session_id, ids, n_ids, FALSE, error);

  for (guint i = 0; sets != NULL && i < n_ids; i++)
    {
      guint set = g_array_index (sets, guint, i);
      gint64 tier, id;

      if (set & CLT_BAR_ENROLLED)
        continue;
      if (set != 0)
        return clt_admission_require (conn, session_id, ids[i], FALSE, error);
      id = clt_conn_new_id (conn, error);
      if (id == 0 || !get_tier (conn, ids[i], &tier, error) ||
          !clt_conn_run (conn, error,
                         "INSERT INTO enrolment (id, session_id, client_id, place, state, tier,"
                         " asked) SELECT ?1, s.id, ?2, CASE WHEN s.seats > 0 THEN 'room' ELSE"
                         " 'online' END, 'invited', ?3, ?4 FROM course_session s WHERE s.id = ?5"
                         " ON CONFLICT (session_id, client_id) DO UPDATE SET state = 'invited'",
                         "iiiii", id, ids[i], tier, clt_action_get_time (conn), session_id))
        return FALSE;
    }
  return sets != NULL;
}

static CltEnrolment *
load_enrolment (CltConn *conn, gint64 session_id, gint64 client_id, GError **error)
{
  return clt_stmt_read_one (clt_conn_query (conn, error,
                                            ENROLMENT_SQL
                                            " WHERE e.session_id = ? AND e.client_id = ?",
                                            "ii", session_id, client_id),
                            read_enrolment,
                            _ ("This client is not enrolled here; nothing was changed."), error);
}

static gboolean
set_state (CltConn *conn, const CltEnrolment *enrolment, const char *state, GError **error)
{
  return clt_conn_run (conn, error,
                       "UPDATE enrolment SET state = ?, offer_until = NULL WHERE id = ?", "ti",
                       state, enrolment->id) &&
         clt_waitlist_run (conn, enrolment->session_id, NULL, NULL, error);
}

gboolean
clt_enrolment_cancel (CltConn *conn, gint64 session_id, gint64 client_id, GError **error)
{
  g_autoptr (CltEnrolment) enrolment = load_enrolment (conn, session_id, client_id, error);

  return enrolment != NULL && set_state (conn, enrolment, "cancelled", error);
}

/* Of what is neither offered nor an open invitation. A no to an offer that has run out is what it came
 * to anyway. */
static gboolean
answer_late (CltConn *conn, const CltEnrolment *enrolment, gboolean yes, GError **error)
{
  gboolean expired = g_str_equal (enrolment->state, "declined") && enrolment->offer_until != 0;
  g_autofree char *until = clt_instant_format (enrolment->offer_until);

  if (!expired)
    return clt_store_refuse (error,
                             /* Translators: a client; his state, e.g. "waiting" */
                             _ ("No seat is offered to %s, and no invitation is open (%s). Nothing"
                                " was changed."),
                             enrolment->name, clt_enrolment_state_get_label (enrolment->state));
  if (yes)
    return clt_store_refuse (error,
                             /* Translators: a client; a day and time */
                             _ ("The offer to %s was good until %s and has run out: the seat goes"
                                " to whoever waits for it. Enrol the client anew; nothing was"
                                " changed."),
                             enrolment->name, until);
  return set_state (conn, enrolment, "declined", error);
}

gboolean
clt_enrolment_answer (CltConn *conn,
                      gint64 session_id,
                      gint64 client_id,
                      gboolean yes,
                      GError **error)
{
  g_autoptr (CltEnrolment) enrolment = NULL;
  gboolean offered;

  /* what has expired is no offer any more */
  if (!clt_waitlist_run (conn, session_id, NULL, NULL, error))
    return FALSE;
  enrolment = load_enrolment (conn, session_id, client_id, error);
  if (enrolment == NULL)
    return FALSE;
  offered = g_str_equal (enrolment->state, "offered");
  if (!offered && !g_str_equal (enrolment->state, "invited"))
    return answer_late (conn, enrolment, yes, error);
  if (yes && !offered)
    return clt_enrol (conn, session_id, client_id, enrolment->place, "client", NULL, error);
  return set_state (conn, enrolment, yes ? "enrolled" : "declined", error);
}

/* ---- the guard ----------------------------------------------------------------------------- */

static gboolean
check_session (CltConn *conn, gint64 session_id, GError **error)
{
  g_autoptr (CltSession) session = NULL;
  gint64 oversold;

  if (!clt_conn_get_int (conn, &oversold, 0, error,
                         "SELECT EXISTS (SELECT 1 FROM course_session s WHERE s.id = ?"
                         " AND s.state = 'published' AND ((SELECT count(*)"
                         " FROM enrolment e WHERE e.session_id = s.id AND e.place = 'room'"
                         " AND " TAKES_SEAT ") > s.seats OR (s.online_seats >= 0"
                         " AND (SELECT count(*) FROM enrolment e WHERE e.session_id = s.id"
                         " AND e.place = 'online' AND " TAKES_SEAT ") > s.online_seats)))",
                         "i", session_id))
    return FALSE;
  if (!oversold)
    return TRUE;
  session = clt_session_load (conn, session_id, error);
  return session != NULL &&
         clt_store_refuse (error,
                           /* Translators: a course and a session, e.g. A1/2026-3 */
                           _ ("Session %s/%s would have more people than seats: the seats were"
                              " taken by others meanwhile. Nothing was changed."),
                           session->course_code, session->code);
}

gboolean
clt_enrolment_guard (CltConn *conn, const CltTouched *touched, GError **error)
{
  const GArray *sessions = clt_touched_get_rows (touched, "course_session");
  const GArray *enrolments = clt_touched_get_rows (touched, "enrolment");
  gint64 last = 0;

  for (guint i = 0; sessions != NULL && i < sessions->len; i++)
    if (!check_session (conn, g_array_index (sessions, gint64, i), error))
      return FALSE;
  for (guint i = 0; enrolments != NULL && i < enrolments->len; i++)
    {
      gint64 session;

      if (!clt_conn_get_int (conn, &session, 0, error,
                             "SELECT session_id FROM enrolment WHERE id = ?", "i",
                             g_array_index (enrolments, gint64, i)) ||
          (session != last && !check_session (conn, session, error)))
        return FALSE;
      last = session;
    }
  return TRUE;
}
