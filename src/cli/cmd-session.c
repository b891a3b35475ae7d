/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/people/clt-staff.h"
#include "core/training/clt-clash.h"
#include "core/training/clt-course.h"
#include "core/training/clt-enrolment.h"
#include "core/training/clt-lecturer.h"
#include "core/training/clt-room.h"
#include "core/training/clt-slot.h"

#define N_SLOTS 3
#define UNSET (-2)

typedef struct
{
  CltCliCommon common;
  const char *method, *lecturer, *adviser, *room, *tier, *audience, *note, *link, *from, *to;
  char **equipment;
  int seats, online, minutes, every;
  gboolean weeks;
  CltDay first, last;
  GPtrArray *clashes; /* CltClash: told after a change */
} Options;

static void
options_clear (Options *options)
{
  g_clear_pointer (&options->clashes, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gint64
get_number (const Options *options, int i)
{
  return g_ascii_strtoll (options->common.rest[i], NULL, 10);
}

static gboolean
refuse_time (const char *text, GError **error)
{
  /* Translators: what was typed. */
  return clt_store_refuse (error, _ ("“%s” is no time (write 2026-11-20T14:30)."), text);
}

/* ---- showing --------------------------------------------------------------------------------- */

static void
build_session (JsonBuilder *json, gconstpointer row)
{
  const CltSession *session = row;

  clt_cli_add_int (json, "id", session->id);
  clt_cli_add_string (json, "course", session->course_code);
  clt_cli_add_string (json, "code", session->code);
  clt_cli_add_string (json, "state", session->state);
  clt_cli_add_string (json, "method", session->method);
  clt_cli_add_day (json, "first", session->first_day);
  clt_cli_add_day (json, "last", session->last_day);
  clt_cli_add_int (json, "seats", session->seats);
  clt_cli_add_int (json, "online_seats", session->online_seats);
  clt_cli_add_string (json, "tier", clt_tier_get_name (session->min_tier));
  clt_cli_add_string (json, "audience", session->audience);
  clt_cli_add_string (json, "lecturer", session->lecturer);
  clt_cli_add_string (json, "note", session->note);
}

static void
print_session (gconstpointer row)
{
  const CltSession *session = row;
  g_autofree char *first = clt_day_format (session->first_day);
  g_autofree char *last = clt_day_format (session->last_day);
  g_autofree char *code = g_strconcat (session->course_code, "/", session->code, NULL);
  g_autofree char *name = clt_cli_pad (code, 14);
  g_autofree char *state = clt_cli_pad (clt_session_state_get_label (session->state), 10);

  clt_cli_print ("%s %s %s–%s  %s", name, state, first, last, session->course);
}

static gboolean
list (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_autoptr (GPtrArray) sessions = clt_session_list (conn, options->first, options->last, 0, error);

  if (sessions != NULL)
    clt_cli_print_rows (&options->common, sessions, build_session, print_session);
  return sessions != NULL;
}

static void
build_meeting (JsonBuilder *json, const CltMeeting *meeting)
{
  json_builder_begin_object (json);
  clt_cli_add_int (json, "id", meeting->id);
  clt_cli_add_string (json, "uid", meeting->uid);
  clt_cli_add_int (json, "sequence", meeting->sequence);
  clt_cli_add_string (json, "state", meeting->state);
  clt_cli_add_instant (json, "starts", meeting->starts);
  clt_cli_add_instant (json, "ends", meeting->ends);
  clt_cli_add_string (json, "room", meeting->room);
  clt_cli_add_string (json, "lecturer", meeting->lecturer);
  clt_cli_add_string (json, "link", meeting->link);
  clt_cli_add_string (json, "note", meeting->note);
  json_builder_end_object (json);
}

static void
build_cost (JsonBuilder *json, const CltSeats *seats, const CltSessionCost *cost)
{
  clt_cli_add_int (json, "room_taken", seats->room_taken);
  clt_cli_add_int (json, "online_taken", seats->online_taken);
  clt_cli_add_int (json, "waiting", seats->waiting);
  clt_cli_add_int (json, "minutes", cost->minutes);
  clt_cli_add_int (json, "cost", cost->cost);
  clt_cli_add_int (json, "heads", cost->heads);
  json_builder_set_member_name (json, "cost_per_head");
  if (cost->cost_per_head == CLT_MONEY_NONE)
    json_builder_add_null_value (json);
  else
    json_builder_add_int_value (json, cost->cost_per_head);
}

static void
print_show (const CltSession *session,
            GPtrArray *meetings,
            const CltSeats *seats,
            const CltSessionCost *cost)
{
  g_autofree char *head = clt_money_format (cost->cost_per_head);

  print_session (session);
  /* Translators: numbers of seats taken in the room and online, and of people
   * who wait; yuan. */
  clt_cli_print (_ ("%d in the room, %d online, %d waiting; cost per head %s"), seats->room_taken,
                 seats->online_taken, seats->waiting, head);
  for (guint i = 0; i < meetings->len; i++)
    {
      const CltMeeting *meeting = meetings->pdata[i];
      g_autofree char *starts = clt_instant_format (meeting->starts);
      g_autofree char *ends = clt_instant_format (meeting->ends);

      clt_cli_print ("%8" G_GINT64_FORMAT "  %s–%s  %s  %s  %s", meeting->id, starts, ends + 11,
                     clt_session_state_get_label (meeting->state), meeting->room,
                     meeting->lecturer);
    }
}

static gboolean
show (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  gint64 id = clt_session_find (conn, options->common.rest[0], error);
  g_autoptr (CltSession) session = id == 0 ? NULL : clt_session_load (conn, id, error);
  g_autoptr (GPtrArray) meetings =
    session == NULL ? NULL : clt_session_get_meetings (conn, id, error);
  g_autoptr (JsonBuilder) json = json_builder_new ();
  CltSeats seats;
  CltSessionCost cost;

  if (meetings == NULL || !clt_session_get_seats (conn, id, &seats, error) ||
      !clt_session_get_cost (conn, id, &cost, error))
    return FALSE;
  if (!options->common.json)
    {
      print_show (session, meetings, &seats, &cost);
      return TRUE;
    }
  json_builder_begin_object (json);
  build_session (json, session);
  build_cost (json, &seats, &cost);
  json_builder_set_member_name (json, "meetings");
  json_builder_begin_array (json);
  for (guint i = 0; i < meetings->len; i++)
    build_meeting (json, meetings->pdata[i]);
  json_builder_end_array (json);
  json_builder_end_object (json);
  clt_cli_print_json (json);
  return TRUE;
}

static void
build_clash (JsonBuilder *json, gconstpointer row)
{
  const CltClash *clash = row;

  clt_cli_add_string (json, "kind", clt_clash_kind_get_name (clash->kind));
  clt_cli_add_bool (json, "hard", clash->hard);
  clt_cli_add_instant (json, "starts", clash->starts);
  clt_cli_add_string (json, "text", clash->text);
}

static void
print_clash (gconstpointer row)
{
  const CltClash *clash = row;
  g_autofree char *starts = clt_instant_format (clash->starts);

  clt_cli_print ("%s  %s  %s", clash->hard ? "!" : "-", starts, clash->text);
}

static gboolean
clashes (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  g_autoptr (GPtrArray) found = NULL;

  if (options->common.n_rest > 0)
    {
      gint64 id = clt_session_find (conn, options->common.rest[0], error);

      found = id == 0 ? NULL : clt_clash_check_session (conn, id, error);
    }
  else
    found = clt_clash_check_days (conn, options->first, options->last, error);
  if (found != NULL)
    clt_cli_print_rows (&options->common, found, build_clash, print_clash);
  return found != NULL;
}

/* ---- changing -------------------------------------------------------------------------------- */

static gboolean
set_people (CltConn *conn, CltSession *session, const Options *options, GError **error)
{
  if (options->lecturer != NULL &&
      (session->lecturer_id = clt_lecturer_find (conn, options->lecturer, error)) == 0)
    return FALSE;
  if (options->adviser != NULL &&
      (session->adviser_id = clt_staff_find (conn, options->adviser, error)) == 0)
    return FALSE;
  return options->tier == NULL || clt_tier_from_name (options->tier, &session->min_tier) ||
         /* Translators: what was typed. */
         clt_store_refuse (error, _ ("“%s” is no tier; nothing was changed."), options->tier);
}

static void
set_fields (CltSession *session, const Options *options)
{
  if (options->method != NULL)
    clt_set_str (&session->method, options->method);
  if (options->audience != NULL)
    clt_set_str (&session->audience, options->audience);
  if (options->note != NULL)
    clt_set_str (&session->note, options->note);
  if (options->seats != UNSET)
    session->seats = options->seats;
  if (options->online != UNSET)
    session->online_seats = options->online;
  if (options->first != CLT_DAY_NONE)
    session->first_day = options->first;
  if (options->last != CLT_DAY_NONE)
    session->last_day = options->last;
  else if (options->first != CLT_DAY_NONE)
    session->last_day = MAX (session->last_day, session->first_day);
}

static gboolean
save (CltConn *conn, CltSession *session, const Options *options, GError **error)
{
  set_fields (session, options);
  return set_people (conn, session, options, error) && clt_session_save (conn, session, error);
}

/* add COURSE CODE */
static gboolean
add (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  g_autoptr (CltSession) session = clt_session_new ();

  session->course_id = clt_course_find (conn, options->common.rest[0], error);
  clt_set_str (&session->code, options->common.rest[1]);
  session->first_day = session->last_day = clt_today ();
  if (session->course_id == 0 || !save (conn, session, options, error))
    return FALSE;
  options->common.made = session->id;
  return TRUE;
}

static gboolean
edit (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  gint64 id = clt_session_find (conn, options->common.rest[0], error);
  g_autoptr (CltSession) session = id == 0 ? NULL : clt_session_load (conn, id, error);

  return session != NULL && save (conn, session, options, error);
}

static gboolean
publish (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  gint64 id = clt_session_find (conn, options->common.rest[0], error);

  return id != 0 && clt_session_publish (conn, id, error);
}

static gboolean
hold (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  gint64 id = clt_session_find (conn, options->common.rest[0], error);

  return id != 0 && clt_session_hold (conn, id, clt_today (), error);
}

static gboolean
cancel (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  gint64 id = clt_session_find (conn, options->common.rest[0], error);

  return id != 0 && clt_session_cancel (conn, id, error);
}

/* copy SESSION CODE DATE */
static gboolean
copy (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  gint64 id = clt_session_find (conn, options->common.rest[0], error);
  CltDay day;

  if (id == 0)
    return FALSE;
  if (!clt_day_parse (options->common.rest[2], &day))
    /* Translators: what was typed. */
    return clt_store_refuse (error, _ ("“%s” is no date; nothing was changed."),
                             options->common.rest[2]);
  options->common.made = clt_session_copy (conn, id, options->common.rest[1], day, error);
  return options->common.made != 0;
}

/* NAME=NUMBER, or NAME for one. */
static gboolean
set_equipment (CltConn *conn, CltMeeting *meeting, char **names, GError **error)
{
  g_array_set_size (meeting->equipment, 0);
  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *equals = strrchr (names[i], '=');
      g_autofree char *name =
        equals == NULL ? g_strdup (names[i]) : g_strndup (names[i], (gsize) (equals - names[i]));
      CltEquipmentUse use = { .quantity = 1 };

      use.equipment_id = clt_equipment_find (conn, name, error);
      if (equals != NULL)
        use.quantity = (int) g_ascii_strtoll (equals + 1, NULL, 10);
      if (use.equipment_id == 0)
        return FALSE;
      g_array_append_val (meeting->equipment, use);
    }
  return TRUE;
}

/* What else is told of a meeting; it is saved, and what clashes softly is told.
 */
static gboolean
save_meeting (CltConn *conn, CltMeeting *meeting, Options *options, GError **error)
{
  if (options->room != NULL && (meeting->room_id = clt_room_find (conn, options->room, error)) == 0)
    return FALSE;
  if (options->lecturer != NULL &&
      (meeting->lecturer_id = clt_lecturer_find (conn, options->lecturer, error)) == 0)
    return FALSE;
  if (options->equipment != NULL && !set_equipment (conn, meeting, options->equipment, error))
    return FALSE;
  if (options->link != NULL)
    clt_set_str (&meeting->link, options->link);
  if (options->note != NULL)
    clt_set_str (&meeting->note, options->note);
  if (options->minutes > 0)
    meeting->ends = meeting->starts + options->minutes * 60;
  if (!clt_meeting_save (conn, meeting, error))
    return FALSE;
  options->common.made = meeting->id;
  options->clashes = clt_clash_check (conn, meeting, error);
  return options->clashes != NULL;
}

/* meet SESSION TIME */
static gboolean
meet (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  g_autoptr (CltMeeting) meeting = clt_meeting_new ();

  meeting->session_id = clt_session_find (conn, options->common.rest[0], error);
  if (meeting->session_id == 0)
    return FALSE;
  if (!clt_instant_parse (options->common.rest[1], &meeting->starts))
    return refuse_time (options->common.rest[1], error);
  meeting->ends = meeting->starts + 3600;
  return save_meeting (conn, meeting, options, error);
}

/* move MEETING [TIME] */
static gboolean
move (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  g_autoptr (CltMeeting) meeting = clt_meeting_load (conn, get_number (options, 0), error);
  gint64 length;

  if (meeting == NULL)
    return FALSE;
  length = meeting->ends - meeting->starts;
  if (options->common.n_rest > 1 && !clt_instant_parse (options->common.rest[1], &meeting->starts))
    return refuse_time (options->common.rest[1], error);
  meeting->ends = meeting->starts + length;
  return save_meeting (conn, meeting, options, error);
}

static gboolean
drop (CltConn *conn, gpointer data, GError **error)
{
  return clt_meeting_cancel (conn, get_number (data, 0), error);
}

/* repeat MEETING N */
static gboolean
repeat (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;

  return clt_meeting_repeat (conn, get_number (options, 0),
                             options->weeks ? CLT_REPEAT_WEEKS : CLT_REPEAT_TRADING_DAYS,
                             options->every, (int) get_number (options, 1), error);
}

/* ---- free hours ------------------------------------------------------------------------------ */

static void
print_slots (const Options *options, const GArray *slots, guint n_clients)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_array (json);
  for (guint i = 0; i < slots->len; i++)
    {
      const CltSlot *slot = &g_array_index (slots, CltSlot, i);
      g_autofree char *starts = clt_instant_format (slot->starts);

      if (!options->common.json)
        /* Translators: a time; how many of how many can come */
        clt_cli_print (_ ("%s  %u of %u can come"), starts, slot->n_free, n_clients);
      json_builder_begin_object (json);
      clt_cli_add_instant (json, "starts", slot->starts);
      clt_cli_add_instant (json, "ends", slot->ends);
      clt_cli_add_int (json, "free", slot->n_free);
      clt_cli_add_int (json, "invited", n_clients);
      clt_cli_add_int (json, "soft", slot->n_soft);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  if (options->common.json)
    clt_cli_print_json (json);
}

static GArray *
load_clients (CltConn *conn, gint64 session, GError **error)
{
  g_autoptr (GPtrArray) enrolments = clt_enrolment_list (conn, session, error);
  GArray *clients;

  if (enrolments == NULL)
    return NULL;
  clients = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < enrolments->len; i++)
    {
      const CltEnrolment *enrolment = enrolments->pdata[i];

      if (!g_str_equal (enrolment->state, "declined") &&
          !g_str_equal (enrolment->state, "cancelled"))
        g_array_append_val (clients, enrolment->client_id);
    }
  return clients;
}

static gboolean
slots (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  gint64 id = clt_session_find (conn, options->common.rest[0], error);
  g_autoptr (CltSession) session = id == 0 ? NULL : clt_session_load (conn, id, error);
  g_autoptr (GArray) clients = session == NULL ? NULL : load_clients (conn, id, error);
  g_autoptr (GArray) found = NULL;
  CltSlotQuery query = { .from = options->first,
                         .to = options->last,
                         .minutes = options->minutes > 0 ? options->minutes : 60,
                         .clients = clients };

  if (clients == NULL)
    return FALSE;
  query.lecturer_id = session->lecturer_id;
  query.adviser_id = session->adviser_id;
  query.seats = session->seats;
  if (options->room != NULL && (query.room_id = clt_room_find (conn, options->room, error)) == 0)
    return FALSE;
  found = clt_slot_find (conn, &query, N_SLOTS, error);
  if (found != NULL)
    print_slots (options, found, clients->len);
  return found != NULL;
}

static int
tell_clashes (gpointer data)
{
  const Options *options = data;

  for (guint i = 0; options->clashes != NULL && i < options->clashes->len; i++)
    g_printerr ("clientele-cli session: %s\n", ((CltClash *) options->clashes->pdata[i])->text);
  return CLT_EXIT_DONE;
}

static const CltCliVerb verbs[] = {
  { "list", 0, 0, NULL, list },
  { "show", 1, 1, NULL, show },
  { "clashes", 0, 1, NULL, clashes },
  { "slots", 1, 1, NULL, slots },
  { "add", 2, 2, "session.create", add },
  { "edit", 1, 1, "session.save", edit },
  { "publish", 1, 1, "session.publish", publish },
  { "hold", 1, 1, "session.hold", hold },
  { "cancel", 1, 1, "session.cancel", cancel },
  { "copy", 3, 3, "session.copy", copy },
  { "meet", 2, 2, "meeting.save", meet, tell_clashes },
  { "move", 1, 2, "meeting.save", move, tell_clashes },
  { "drop", 1, 1, "meeting.cancel", drop },
  { "repeat", 2, 2, "meeting.repeat", repeat },
  { NULL },
};

int
clt_cmd_session (int argc, char **argv)
{
  g_auto (Options) options = { .seats = UNSET,
                               .online = UNSET,
                               .every = 1,
                               .first = CLT_DAY_NONE,
                               .last = CLT_DAY_NONE };
  const GOptionEntry entries[] = {
    { "method", 0, 0, G_OPTION_ARG_STRING, &options.method, N_ ("How it is held"), "METHOD" },
    { "lecturer", 0, 0, G_OPTION_ARG_STRING, &options.lecturer, N_ ("Who teaches"), "NAME" },
    { "adviser", 0, 0, G_OPTION_ARG_STRING, &options.adviser, N_ ("Who coaches"), "STAFF" },
    { "room", 0, 0, G_OPTION_ARG_STRING, &options.room, N_ ("Where it is"), "NAME" },
    { "equipment", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.equipment,
      N_ ("What is needed, and how much of it"), "NAME=N" },
    { "seats", 0, 0, G_OPTION_ARG_INT, &options.seats, N_ ("Seats in the room"), "N" },
    { "online", 0, 0, G_OPTION_ARG_INT, &options.online, N_ ("Seats online; -1: any number"), "N" },
    { "tier", 0, 0, G_OPTION_ARG_STRING, &options.tier, N_ ("Lowest tier"), "TIER" },
    { "audience", 0, 0, G_OPTION_ARG_STRING, &options.audience, N_ ("Whom it is for"), "FILTER" },
    { "link", 0, 0, G_OPTION_ARG_STRING, &options.link, N_ ("Link of the webinar"), "URL" },
    { "note", 0, 0, G_OPTION_ARG_STRING, &options.note, N_ ("A note"), "TEXT" },
    { "minutes", 0, 0, G_OPTION_ARG_INT, &options.minutes, N_ ("How long it lasts"), "N" },
    { "every", 0, 0, G_OPTION_ARG_INT, &options.every, N_ ("Every so many days or weeks"), "N" },
    { "weeks", 0, 0, G_OPTION_ARG_NONE, &options.weeks, N_ ("By weeks, not by trading days"),
      NULL },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, N_ ("First day"), "DATE" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, N_ ("Last day"), "DATE" },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 1, 5, &options.common) ||
      !clt_cli_parse_day (options.from, &options.first) ||
      !clt_cli_parse_day (options.to, &options.last))
    return CLT_EXIT_USAGE;
  return clt_cli_run_verb (&options.common, verbs, &options);
}
