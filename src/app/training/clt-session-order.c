/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-session-order.h"

#include "core/base/clt-i18n.h"
#include "core/training/clt-enrolment.h"
#include "core/training/clt-invitation.h"
#include "core/training/clt-roll.h"

CltSessionOrder *
clt_session_order_new (gint64 session_id, gint64 client_id)
{
  CltSessionOrder *order = g_new0 (CltSessionOrder, 1);

  order->session_id = session_id;
  order->client_id = client_id;
  order->name = g_strdup ("");
  order->phone = g_strdup ("");
  return order;
}

void
clt_session_order_free (gpointer data)
{
  CltSessionOrder *order = data;

  g_clear_pointer (&order->ids, g_array_unref);
  g_clear_pointer (&order->attempt, clt_attempt_free);
  g_clear_pointer (&order->feedback, clt_feedback_free);
  g_free (order->who);
  g_free (order->name);
  g_free (order->phone);
  g_free (order);
}

/* ---- the session --------------------------------------------------------------------------- */

gboolean
clt_session_order_publish (CltConn *conn, gpointer data, GError **error)
{
  return clt_session_publish (conn, ((CltSessionOrder *) data)->session_id, error);
}

gboolean
clt_session_order_hold (CltConn *conn, gpointer data, GError **error)
{
  return clt_session_hold (conn, ((CltSessionOrder *) data)->session_id, clt_today (), error);
}

gboolean
clt_session_order_cancel (CltConn *conn, gpointer data, GError **error)
{
  return clt_session_cancel (conn, ((CltSessionOrder *) data)->session_id, error);
}

/* ---- seats --------------------------------------------------------------------------------- */

gboolean
clt_session_order_enrol (CltConn *conn, gpointer data, GError **error)
{
  const CltSessionOrder *order = data;
  CltSeats seats;

  if (!clt_session_get_seats (conn, order->session_id, &seats, error))
    return FALSE;
  for (guint i = 0; i < order->ids->len; i++)
    if (!clt_enrol (conn, order->session_id, g_array_index (order->ids, gint64, i),
                    seats.room > 0 ? "room" : "online", order->asked ? "client" : "staff", NULL,
                    error))
      return FALSE;
  return clt_session_name_action (conn, order->session_id, error);
}

gboolean
clt_session_order_invite (CltConn *conn, gpointer data, GError **error)
{
  const CltSessionOrder *order = data;
  guint n;

  if (!clt_session_invite (conn, order->session_id, (const gint64 *) (gpointer) order->ids->data,
                           order->ids->len, order->who, &n, error))
    return FALSE;
  return n > 0 ||
         clt_store_refuse (error, _ ("Nobody was invited: whoever may come is invited already, or "
                                     "the invitation cannot reach him. The list says why."));
}

gboolean
clt_session_order_answer (CltConn *conn, gpointer data, GError **error)
{
  const CltSessionOrder *order = data;

  return clt_enrolment_answer (conn, order->session_id, order->client_id, order->yes, error) &&
         clt_session_name_action (conn, order->session_id, error);
}

gboolean
clt_session_order_drop (CltConn *conn, gpointer data, GError **error)
{
  const CltSessionOrder *order = data;

  return clt_enrolment_cancel (conn, order->session_id, order->client_id, error) &&
         clt_session_name_action (conn, order->session_id, error);
}

/* Why nothing was offered; there is an answer to each key. */
static gboolean
refuse_offer (CltConn *conn, gint64 session, GError **error)
{
  CltSeats seats;
  CltDoor door;

  if (!clt_session_get_seats (conn, session, &seats, error) ||
      !clt_session_get_door (conn, session, clt_now (), &door, error))
    return FALSE;
  if (seats.waiting == 0)
    return clt_store_refuse (error, _ ("Nobody waits for a seat: there is nothing to offer."));
  if (door != CLT_DOOR_OPEN)
    return clt_store_refuse (error, _ ("Nothing was offered: the session takes nobody now."));
  return clt_store_refuse (
    error, _ ("No seat is free: nothing was offered. More seats are given in the calendar."));
}

gboolean
clt_session_order_offer (CltConn *conn, gpointer data, GError **error)
{
  const gint64 session = ((CltSessionOrder *) data)->session_id;
  guint expired, offered;

  if (!clt_waitlist_run (conn, session, &expired, &offered, error))
    return FALSE;
  return expired + offered > 0 || refuse_offer (conn, session, error);
}

/* ---- the roll ------------------------------------------------------------------------------ */

gboolean
clt_session_order_mark (CltConn *conn, gpointer data, GError **error)
{
  const CltSessionOrder *order = data;

  for (guint i = 0; i < order->ids->len; i++)
    if (!clt_roll_mark (conn, order->meeting_id, g_array_index (order->ids, gint64, i), order->mark,
                        error))
      return FALSE;
  return TRUE;
}

gboolean
clt_session_order_walk_in (CltConn *conn, gpointer data, GError **error)
{
  const CltSessionOrder *order = data;

  return clt_roll_walk_in (conn, order->meeting_id, order->client_id, order->name, order->phone,
                           error) != 0 &&
         clt_session_name_action (conn, order->session_id, error);
}

/* ---- results ------------------------------------------------------------------------------- */

gboolean
clt_session_order_attempt (CltConn *conn, gpointer data, GError **error)
{
  return clt_attempt_add (conn, ((CltSessionOrder *) data)->attempt, error);
}

gboolean
clt_session_order_close (CltConn *conn, gpointer data, GError **error)
{
  return clt_course_close_session (conn, ((CltSessionOrder *) data)->session_id, clt_today (),
                                   error) >= 0;
}

gboolean
clt_session_order_feedback (CltConn *conn, gpointer data, GError **error)
{
  return clt_feedback_save (conn, ((CltSessionOrder *) data)->feedback, error);
}
