/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-delivery.h"
#include "core/catalogue/clt-workdays.h"
#include "core/clients/clt-client-sql.h"
#include "core/delivery/clt-call.h"
#include "core/delivery/clt-event.h"
#include "core/people/clt-staff.h"
#include "core/rules/clt-rules.h"

/* Attendance happens on site. */
#define CHANNEL "onsite"

void
clt_event_guest_free (CltEventGuest *guest)
{
  g_free (guest->name);
  g_free (guest->account);
  g_free (guest->answer);
  g_free (guest->sent);
  g_free (guest->note);
  g_free (guest);
}

#define GUEST_TIER CLT_SQL_TIER_ON ("g.client_id", "?2")

GPtrArray *
clt_event_get_guests (CltConn *conn, gint64 event_id, GError **error)
{
  g_autoptr (GPtrArray) list =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_event_guest_free);
  g_autoptr (CltEvent) event = clt_event_load (conn, event_id, error);
  CltStmt *stmt;
  CltStep step;

  if (event == NULL)
    return NULL;
  stmt = clt_conn_query (
    conn, error,
    "SELECT g.client_id, c.name, (SELECT a.number FROM account a WHERE a.client_id = c.id"
    " ORDER BY a.id LIMIT 1), " GUEST_TIER
    ", g.invited, g.answer, coalesce(g.attended, -1), g.note,"
    " coalesce(g.answered, 0), coalesce((SELECT i.state FROM push_item i"
    " WHERE i.id = g.push_item_id), ''), g.call_id IS NOT NULL"
    " FROM event_guest g JOIN client c ON c.id = g.client_id WHERE g.event_id = ?1"
    " ORDER BY CASE g.answer WHEN 'yes' THEN 0 WHEN 'waiting' THEN 1 WHEN 'maybe' THEN 2"
    " WHEN '' THEN 3 ELSE 4 END, 4 DESC, coalesce(g.answered, g.invited * 86400), g.client_id",
    "ii", event_id, (gint64) clt_event_get_day (event));
  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      CltEventGuest *guest = g_new0 (CltEventGuest, 1);

      guest->client_id = clt_stmt_get_int (stmt, 0);
      guest->name = g_strdup (clt_stmt_get_text (stmt, 1));
      guest->account = g_strdup (clt_stmt_get_text (stmt, 2));
      guest->tier = (CltTier) clt_stmt_get_int (stmt, 3);
      guest->invited = clt_stmt_get_day (stmt, 4);
      guest->answer = g_strdup (clt_stmt_get_text (stmt, 5));
      guest->attended = (int) clt_stmt_get_int (stmt, 6);
      guest->note = g_strdup (clt_stmt_get_text (stmt, 7));
      guest->answered = clt_stmt_get_int (stmt, 8);
      guest->sent = g_strdup (clt_stmt_get_text (stmt, 9));
      guest->followed = clt_stmt_get_int (stmt, 10) != 0;
      g_ptr_array_add (list, guest);
    }
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&list);
}

/* Seats */

typedef struct
{
  const CltEvent *event;
  int all, of_tier[CLT_N_TIERS]; /* taken */
} Seats;

/* By all but @but. */
static gboolean
count_seats (CltConn *conn, Seats *seats, gint64 but, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error,
                    "SELECT " GUEST_TIER " FROM event_guest g WHERE g.event_id = ?1"
                    " AND g.answer = 'yes' AND g.client_id <> ?3",
                    "iii", seats->event->id, (gint64) clt_event_get_day (seats->event), but);
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      seats->all++;
      seats->of_tier[clt_stmt_get_int (stmt, 0)]++;
    }
  return step == CLT_STEP_DONE;
}

static gboolean
has_seat (const Seats *seats, gint64 tier)
{
  int quota = seats->event->quota[tier];

  return (seats->event->capacity == 0 || seats->all < seats->event->capacity) &&
         (quota < 0 || seats->of_tier[tier] < quota);
}

/* (element-type gint64): who waits and has a seat now, in order. */
static GArray *
seat_waiting (CltConn *conn, Seats *seats, GError **error)
{
  g_autoptr (GArray) seated = g_array_new (FALSE, FALSE, sizeof (gint64));
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT g.client_id, " GUEST_TIER " FROM event_guest g WHERE g.event_id = ?1"
    " AND g.answer = 'waiting' ORDER BY 2 DESC, coalesce(g.answered, g.invited * 86400),"
    " g.client_id",
    "ii", seats->event->id, (gint64) clt_event_get_day (seats->event));
  CltStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gint64 client = clt_stmt_get_int (stmt, 0), tier = clt_stmt_get_int (stmt, 1);

      if (!has_seat (seats, tier))
        continue;
      seats->all++;
      seats->of_tier[tier]++;
      g_array_append_val (seated, client);
    }
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&seated);
}

gboolean
clt_event_move_up (CltConn *conn, const CltEvent *event, GError **error)
{
  Seats seats = { event };
  g_autoptr (GArray) seated = NULL;

  if (!count_seats (conn, &seats, 0, error))
    return FALSE;
  seated = seat_waiting (conn, &seats, error);
  for (guint i = 0; seated != NULL && i < seated->len; i++)
    if (!clt_conn_run (conn, error,
                       "UPDATE event_guest SET answer = 'yes' WHERE event_id = ?"
                       " AND client_id = ?",
                       "ii", event->id, g_array_index (seated, gint64, i)))
      return FALSE;
  return seated != NULL;
}

/* Answers */

/* FALSE and an error: he is not invited. */
static gboolean
load_guest_tier (CltConn *conn,
                 const CltEvent *event,
                 gint64 client_id,
                 gint64 *tier,
                 GError **error)
{
  if (!clt_conn_get_int (conn, tier, -1, error,
                         "SELECT " GUEST_TIER " FROM event_guest g WHERE g.event_id = ?1"
                         " AND g.client_id = ?3",
                         "iii", event->id, (gint64) clt_event_get_day (event), client_id))
    return FALSE;
  return *tier >= 0 ||
         clt_store_refuse (error, _ ("This client is not invited. Nothing was changed."));
}

static const char *
find_answer (const char *answer)
{
  static const char *const answers[] = { "", "yes", "no", "maybe" };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (g_str_equal (answers[i], answer))
      return answers[i];
  return NULL;
}

gboolean
clt_event_answer (CltConn *conn,
                  gint64 event_id,
                  gint64 client_id,
                  const char *answer,
                  const char **given,
                  GError **error)
{
  g_autoptr (CltEvent) event = clt_event_load (conn, event_id, error);
  const char *noted = find_answer (answer);
  Seats seats = { event };
  gint64 tier;

  if (event == NULL)
    return FALSE;
  if (g_str_equal (event->state, "cancelled"))
    return clt_store_refuse (error, _ ("This event was cancelled. Nothing was changed."));
  if (noted == NULL)
    return clt_store_refuse (error, _ ("An answer is yes, no or maybe. Nothing was changed."));
  if (!load_guest_tier (conn, event, client_id, &tier, error) ||
      !count_seats (conn, &seats, client_id, error))
    return FALSE;
  if (g_str_equal (noted, "yes") && !has_seat (&seats, tier))
    noted = "waiting";
  if (given != NULL)
    *given = noted;
  /* who says it again has waited since he said it first */
  return clt_conn_run (conn, error,
                       "UPDATE event_guest SET answer = ?1, answered = CASE ?1 WHEN '' THEN NULL"
                       " ELSE ?4 END WHERE event_id = ?2 AND client_id = ?3 AND answer <> ?1",
                       "tiii", noted, event_id, client_id, clt_action_get_time (conn)) &&
         clt_event_move_up (conn, event, error);
}

/* Attendance */

static gboolean
find_delivery (CltConn *conn,
               const CltEvent *event,
               gint64 client_id,
               gint64 *delivery,
               GError **error)
{
  return clt_conn_get_int (conn, delivery, 0, error,
                           "SELECT id FROM delivery WHERE client_id = ? AND product_id = ?"
                           " AND day = ? AND channel = ? AND requested = 1 AND note = ?",
                           "iiitt", client_id, event->product_id,
                           (gint64) clt_event_get_day (event), CHANNEL, event->theme);
}

/* Who came had what was promised; who was noted by mistake had not. */
static gboolean
log_attendance (CltConn *conn,
                const CltEvent *event,
                gint64 client_id,
                gboolean attended,
                GError **error)
{
  g_autoptr (CltDelivery) delivery = clt_delivery_new ();
  gint64 logged;

  if (event->product_id == 0)
    return TRUE;
  if (!find_delivery (conn, event, client_id, &logged, error))
    return FALSE;
  if ((logged != 0) == attended)
    return TRUE;
  if (!attended)
    return clt_delivery_delete (conn, logged, error);
  delivery->client_id = client_id;
  delivery->product_id = event->product_id;
  delivery->day = clt_event_get_day (event);
  delivery->staff_id = event->host_id;
  delivery->requested = TRUE;
  g_free (delivery->channel);
  delivery->channel = g_strdup (CHANNEL);
  g_free (delivery->note);
  delivery->note = g_strdup (event->theme);
  return clt_delivery_save (conn, delivery, error);
}

gboolean
clt_event_attend (CltConn *conn,
                  gint64 event_id,
                  gint64 client_id,
                  gboolean attended,
                  GError **error)
{
  g_autoptr (CltEvent) event = clt_event_load (conn, event_id, error);

  if (event == NULL)
    return FALSE;
  if (g_str_equal (event->state, "cancelled"))
    return clt_store_refuse (error, _ ("This event was cancelled. Nothing was changed."));
  if (clt_event_get_day (event) > clt_action_get_day (conn))
    return clt_store_refuse (error, _ ("This event has not taken place yet. Nothing was changed."));
  /* somebody may come without an invitation */
  return clt_conn_run (conn, error,
                       "INSERT INTO event_guest (event_id, client_id, invited, attended)"
                       " VALUES (?, ?, ?, ?) ON CONFLICT (event_id, client_id)"
                       " DO UPDATE SET attended = excluded.attended",
                       "iiii", event_id, client_id, (gint64) clt_event_get_day (event),
                       (gint64) attended) &&
         log_attendance (conn, event, client_id, attended, error);
}

/* Calls afterwards */

typedef struct
{
  gint64 client_id;
  gboolean reachable;
} Called;

/* Who was there and is not called yet. */
static GArray *
load_to_call (CltConn *conn, gint64 event_id, CltDay day, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (Called));
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT g.client_id, c.phone <> '' AND NOT EXISTS (SELECT 1 FROM refusal r"
    " WHERE r.client_id = g.client_id AND r.scope = 'all' AND r.valid_from <= ?2"
    " AND (r.valid_to IS NULL OR r.valid_to >= ?2)) FROM event_guest g JOIN client c"
    " ON c.id = g.client_id WHERE g.event_id = ?1 AND g.attended = 1 AND g.call_id IS NULL"
    " ORDER BY g.client_id",
    "ii", event_id, (gint64) day);
  CltStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const Called called = { clt_stmt_get_int (stmt, 0), clt_stmt_get_int (stmt, 1) != 0 };

      g_array_append_val (list, called);
    }
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&list);
}

static gboolean
choose_due (CltConn *conn, CltDay *due, GError **error)
{
  g_autoptr (CltWorkdays) workdays = NULL;
  int days;

  if (*due != CLT_DAY_NONE)
    return TRUE;
  if (!clt_rules_get_count (conn, "event.follow_up", clt_today (), &days, error))
    return FALSE;
  workdays = clt_workdays_load (conn, error);
  if (workdays == NULL)
    return FALSE;
  *due = days == 0 ? clt_workdays_at_or_after (workdays, clt_today ())
                   : clt_workdays_move (workdays, clt_today (), days);
  return TRUE;
}

static gboolean
plan_call (CltConn *conn, const CltEvent *event, gint64 client_id, CltDay due, GError **error)
{
  g_autofree char *script = NULL;
  gint64 staff, call;

  if (!clt_assignment_get (conn, client_id, "service", due, &staff, error))
    return FALSE;
  /* Translators: what to ask on the phone; %s is the theme of an event. */
  script = g_strdup_printf (_ ("How did you like “%s”? What should we do better? Which subject "
                               "would you like to hear about next?"),
                            event->theme);
  call =
    clt_call_add (conn, 0, client_id, 0, staff != 0 ? staff : event->host_id, due, script, error);
  return call != 0 &&
         clt_conn_run (conn, error,
                       "UPDATE event_guest SET call_id = ? WHERE event_id = ? AND client_id = ?",
                       "iii", call, event->id, client_id);
}

gboolean
clt_event_follow_up (CltConn *conn,
                     gint64 event_id,
                     CltDay due,
                     guint *n_made,
                     guint *n_out,
                     GError **error)
{
  g_autoptr (CltEvent) event = clt_event_load (conn, event_id, error);
  g_autoptr (GArray) list = NULL;

  *n_made = *n_out = 0;
  if (event == NULL || !choose_due (conn, &due, error))
    return FALSE;
  list = load_to_call (conn, event_id, due, error);
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const Called *called = &g_array_index (list, Called, i);

      if (called->reachable && !plan_call (conn, event, called->client_id, due, error))
        return FALSE;
      (*(called->reachable ? n_made : n_out))++;
    }
  if (list != NULL && list->len == 0)
    return clt_store_refuse (error,
                             _ (
                               "Nobody who was there is still to be called. Nothing was changed."));
  return list != NULL;
}
