/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-call-order.h"

#include "core/base/clt-i18n.h"
#include "core/calls/clt-callback.h"
#include "core/calls/clt-recording.h"

CltCallOrder *
clt_call_order_new (CltCallRequest *request)
{
  CltCallOrder *order = g_atomic_rc_box_new0 (CltCallOrder);

  order->request = request;
  order->end.again = order->end.promise_due = CLT_DAY_NONE;
  order->end.again_time = -1;
  return order;
}

CltCallOrder *
clt_call_order_ref (CltCallOrder *order)
{
  return g_atomic_rc_box_acquire (order);
}

static void
clear (gpointer data)
{
  CltCallOrder *order = data;

  clt_call_request_free (order->request);
  g_free (order->key);
  g_free (order->part);
  g_free (order->value);
  g_free (order->mark);
  g_free (order->note);
  g_free (order->next);
  g_free (order->outcome);
  g_strfreev (order->words);
  g_free (order->rule);
}

void
clt_call_order_unref (gpointer order)
{
  g_atomic_rc_box_release_full (order, clear);
}

gboolean
clt_call_order_begin (CltConn *conn, gpointer data, GError **error)
{
  const CltCallOrder *order = data;
  const CltCallDesk desk = clt_call_request_get_desk (order->request, conn);

  return clt_call_form_begin (conn, &desk, order->request->call_id, error) != 0;
}

/* The form that the call has begun. */
static gboolean
find_form (CltConn *conn, const CltCallOrder *order, gint64 *id, GError **error)
{
  if (!clt_call_form_find (conn, order->request->call_id, id, error))
    return FALSE;
  return *id != 0 || clt_store_refuse (error, _ ("The form of this call was taken back meanwhile."
                                                 " Nothing was changed."));
}

gboolean
clt_call_order_answer (CltConn *conn, gpointer data, GError **error)
{
  CltCallOrder *order = data;
  const CltAnswerChange change = { .part = order->part,
                                   .value = order->value,
                                   .mark = order->mark,
                                   .note = order->note,
                                   .seconds = order->seconds,
                                   .next = order->next };
  gint64 id;

  return find_form (conn, order, &id, error) &&
         clt_call_form_answer (conn, id, order->key, &change, &order->bad, error);
}

gboolean
clt_call_order_turn (CltConn *conn, gpointer data, GError **error)
{
  const CltCallOrder *order = data;
  gint64 id;

  return find_form (conn, order, &id, error) && clt_response_turn_to (conn, id, order->next, error);
}

gboolean
clt_call_order_keep_words (CltConn *conn, gpointer data, GError **error)
{
  const CltCallOrder *order = data;

  return clt_call_keep_words (conn, order->request->call_id, (const char *const *) order->words,
                              error);
}

gboolean
clt_call_order_end (CltConn *conn, gpointer data, GError **error)
{
  CltCallOrder *order = data;
  const CltCallDesk desk = clt_call_request_get_desk (order->request, conn);
  CltCallEnd end = order->end;

  end.call_id = order->request->call_id;
  end.outcome = order->outcome;
  end.note = order->words[CLT_CALL_WORDS_NOTE];
  end.next_step = order->words[CLT_CALL_WORDS_NEXT_STEP];
  end.promise = order->words[CLT_CALL_WORDS_PROMISE];
  end.reason = order->request->reason;
  return clt_call_end (conn, &desk, &end, &order->ended, error);
}

gboolean
clt_call_order_plan (CltConn *conn, gpointer data, GError **error)
{
  CltCallOrder *order = data;
  int year;

  if (!order->sample)
    return clt_callback_plan_due (conn, &order->n_planned, error);
  clt_day_get_ymd (clt_action_get_day (conn), &year, NULL, NULL);
  return clt_callback_plan_sample (conn, year, &order->n_planned, error);
}

gboolean
clt_call_order_name_recordings (CltConn *conn, gpointer data, GError **error)
{
  return clt_recording_set_rule (conn, ((CltCallOrder *) data)->rule, error);
}
