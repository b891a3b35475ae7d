/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-session-words.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

const char *
clt_session_get_obstacle (const CltSessionData *data)
{
  switch (data->door)
    {
    case CLT_DOOR_PLANNED:
      return _ ("Publish the session first (Ctrl+Shift+P): until then nobody can enrol");
    case CLT_DOOR_BEGUN:
      return _ ("The session has begun: take in who comes at the roll call (Ctrl+3, then N)");
    case CLT_DOOR_OVER:
      return g_str_equal (data->session->state, "cancelled")
               ? _ (
                   "The session was called off: enrol in another one, or copy it to another day in "
                   "the calendar (Ctrl+D there)")
               : _ ("The session is over: enrol in the next one of the course, or plan one in the "
                    "calendar");
    case CLT_DOOR_OPEN:
    default:
      return NULL;
    }
}

static void
append_fact (GString *text, const char *fact)
{
  if (fact != NULL && *fact != '\0')
    g_string_append_printf (text, "%s%s", text->len == 0 ? "" : " · ", fact);
}

char *
clt_session_dup_state (const CltSessionData *data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *when = clt_session_dup_when (data->session, data->meetings);
  const CltMeeting *meeting = data->meetings->len == 0 ? NULL : data->meetings->pdata[0];

  append_fact (text, clt_session_state_get_label (data->session->state));
  append_fact (text, when);
  append_fact (text, meeting == NULL ? NULL : meeting->room);
  append_fact (text, data->session->lecturer);
  append_fact (text, clt_course_method_get_label (data->session->method));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
append_seats (GString *text, const CltSeats *seats)
{
  g_autofree char *room = NULL, *online = NULL;

  if (seats->room > 0)
    {
      /* Translators: seats that are taken, seats that there are. */
      room = g_strdup_printf (_ ("%d of %d seats taken"), seats->room_taken, seats->room);
      append_fact (text, room);
    }
  if (seats->online == 0)
    return;
  online = seats->online < 0
             /* Translators: how many take part online. */
             ? g_strdup_printf (_ ("%d online"), seats->online_taken)
             /* Translators: seats that are taken, seats that there are. */
             : g_strdup_printf (_ ("%d of %d online"), seats->online_taken, seats->online);
  append_fact (text, online);
}

char *
clt_session_dup_counts (const CltSessionData *data)
{
  const CltSeats *seats = &data->seats;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *offered = NULL, *waiting = NULL, *head = NULL;

  append_seats (text, seats);
  if (seats->offered > 0)
    offered = g_strdup_printf (ngettext ("%d offer is open", "%d offers are open", seats->offered),
                               seats->offered);
  append_fact (text, offered);
  waiting = g_strdup_printf (_ ("%d waiting"), seats->waiting);
  append_fact (text, waiting);
  if (data->cost.cost_per_head != CLT_MONEY_NONE && data->cost.cost_per_head != 0)
    {
      g_autofree char *money = clt_money_format (data->cost.cost_per_head);

      /* Translators: yuan. */
      head = g_strdup_printf (_ ("¥%s a head"), money);
    }
  append_fact (text, head);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
