/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/delivery/clt-event.h"
#include "core/people/clt-staff.h"

gboolean
clt_event_get_result (CltConn *conn, gint64 event_id, CltEventResult *result, GError **error)
{
  g_autoptr (CltEvent) event = clt_event_load (conn, event_id, error);
  g_autoptr (GPtrArray) guests = NULL;

  *result = (CltEventResult){ .cost_per_head = CLT_MONEY_NONE };
  guests = event == NULL ? NULL : clt_event_get_guests (conn, event_id, error);
  if (guests == NULL)
    return FALSE;
  for (guint i = 0; i < guests->len; i++)
    {
      const CltEventGuest *guest = guests->pdata[i];

      result->invited++;
      result->yes += g_str_equal (guest->answer, "yes");
      result->no += g_str_equal (guest->answer, "no");
      result->maybe += g_str_equal (guest->answer, "maybe");
      result->waiting += g_str_equal (guest->answer, "waiting");
      result->open += *guest->answer == '\0';
      result->attended += guest->attended == 1;
      result->absent += guest->attended == 0;
      result->followed += guest->followed;
    }
  if (result->attended > 0 && event->spent != CLT_MONEY_NONE)
    result->cost_per_head = (event->spent + result->attended / 2) / result->attended;
  return TRUE;
}

/* What is to do */

static gboolean
lacks_licence (CltConn *conn, const CltEvent *event, gboolean *lacks, GError **error)
{
  g_autoptr (CltStaff) staff = NULL;

  *lacks = FALSE;
  if (event->speaker_id == 0)
    return TRUE;
  staff = clt_staff_load (conn, event->speaker_id, error);
  if (staff == NULL)
    return FALSE;
  *lacks = *staff->licence == '\0';
  return TRUE;
}

gboolean
clt_event_get_todo (CltConn *conn,
                    const CltEvent *event,
                    const CltEventResult *result,
                    guint *todo,
                    GError **error)
{
  gboolean planned = g_str_equal (event->state, "planned");
  gboolean held = g_str_equal (event->state, "held");
  gboolean no_licence;

  *todo = 0;
  if (!lacks_licence (conn, event, &no_licence, error))
    return FALSE;
  if (!planned && !held)
    return TRUE;
  *todo |= no_licence ? CLT_EVENT_TODO_LICENCE : 0;
  *todo |= planned && event->product_id == 0 ? CLT_EVENT_TODO_PRODUCT : 0;
  *todo |= g_str_equal (event->kind, "trip") && *event->safety == '\0' ? CLT_EVENT_TODO_SAFETY : 0;
  *todo |= event->speaker_id != 0 && !event->warned ? CLT_EVENT_TODO_WARNING : 0;
  *todo |= planned && clt_event_get_day (event) < clt_today () ? CLT_EVENT_TODO_CLOSE : 0;
  *todo |= held && result->attended + result->absent < result->yes ? CLT_EVENT_TODO_ATTENDANCE : 0;
  *todo |= held && event->spent == CLT_MONEY_NONE ? CLT_EVENT_TODO_COST : 0;
  *todo |= held && result->attended > 0 && result->followed == 0 ? CLT_EVENT_TODO_FOLLOW_UP : 0;
  *todo |= event->budget > 0 && event->spent != CLT_MONEY_NONE && event->spent > event->budget
             ? CLT_EVENT_TODO_BUDGET
             : 0;
  *todo |= event->capacity > 0 && result->yes > event->capacity ? CLT_EVENT_TODO_FULL : 0;
  return TRUE;
}

const char *
clt_event_todo_get_label (CltEventTodo todo)
{
  switch (todo)
    {
    case CLT_EVENT_TODO_PRODUCT:
      return _ ("Name the product as which it is delivered: until then nobody can be invited.");
    case CLT_EVENT_TODO_SAFETY:
      return _ ("A field trip needs a safety sheet and insurance before it is held.");
    case CLT_EVENT_TODO_WARNING:
      return _ ("What the adviser says must carry the risk warning; note that he gave it.");
    case CLT_EVENT_TODO_LICENCE:
      return _ ("The speaker has no qualification number: he may not give advice.");
    case CLT_EVENT_TODO_CLOSE:
      return _ ("Its day has passed: was it held?");
    case CLT_EVENT_TODO_ATTENDANCE:
      return _ ("Note who was there and who was not.");
    case CLT_EVENT_TODO_COST:
      return _ ("Note what it has cost.");
    case CLT_EVENT_TODO_FOLLOW_UP:
      return _ ("Call those who were there.");
    case CLT_EVENT_TODO_BUDGET:
      return _ ("It has cost more than its budget.");
    case CLT_EVENT_TODO_FULL:
    default:
      return _ ("More have said yes than there are places.");
    }
}

/* What came of it */

/* Facts of each guest in the @days before the event and after it; its own day belongs to neither. */
static gboolean
read_facts (CltConn *conn, const CltEvent *event, CltEventEffect *effect, GError **error)
{
  CltDay day = clt_event_get_day (event);
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "WITH RECURSIVE d (day) AS (SELECT ?2 - ?3 UNION ALL SELECT day + 1 FROM d WHERE day < ?2 + "
    "?3),"
    " f (client_id, later, lots, net) AS (SELECT a.client_id, d.day > ?2,"
    " total(x.lots), total(x.deposit) - total(x.withdrawal) FROM event_guest g"
    " JOIN account a ON a.client_id = g.client_id CROSS JOIN d CROSS JOIN funds_daily x"
    " WHERE g.event_id = ?1 AND d.day <> ?2 AND x.day = d.day AND x.account_id = a.id GROUP BY 1, "
    "2)"
    " SELECT coalesce(g.attended, 0), CAST(coalesce(b.lots, 0) AS INTEGER),"
    " CAST(coalesce(l.lots, 0) AS INTEGER), CAST(coalesce(b.net, 0) AS INTEGER),"
    " CAST(coalesce(l.net, 0) AS INTEGER) FROM event_guest g"
    " LEFT JOIN f b ON b.client_id = g.client_id AND b.later = 0"
    " LEFT JOIN f l ON l.client_id = g.client_id AND l.later = 1 WHERE g.event_id = ?1",
    "iii", event->id, (gint64) day, (gint64) effect->days);
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      CltEventGroup *group = clt_stmt_get_int (stmt, 0) != 0 ? &effect->came : &effect->others;
      gint64 before = clt_stmt_get_int (stmt, 1), after = clt_stmt_get_int (stmt, 2);

      group->n++;
      group->trading_before += before > 0;
      group->trading_after += after > 0;
      group->lots_before += before;
      group->lots_after += after;
      group->net_before += clt_stmt_get_int (stmt, 3);
      group->net_after += clt_stmt_get_int (stmt, 4);
    }
  return step == CLT_STEP_DONE;
}

gboolean
clt_event_measure (CltConn *conn, gint64 event_id, int days, CltEventEffect *effect, GError **error)
{
  g_autoptr (CltEvent) event = clt_event_load (conn, event_id, error);
  gint64 last;
  CltDay end;

  *effect = (CltEventEffect){ .days = days, .until = CLT_DAY_NONE };
  if (event == NULL ||
      !clt_conn_get_int (conn, &last, CLT_DAY_NONE, error, "SELECT max (day) FROM funds_daily", ""))
    return FALSE;
  end = clt_event_get_day (event) + days;
  if (last != CLT_DAY_NONE && last > clt_event_get_day (event))
    effect->until = MIN ((CltDay) last, end);
  /* facts come by trading days: the last of the days may be none */
  effect->complete = last != CLT_DAY_NONE && last >= end;
  return read_facts (conn, event, effect, error);
}
