/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include <inttypes.h>
#include <stdio.h>

#include "core/base/clt-i18n.h"
#include "core/calls/clt-absence.h"
#include "core/calls/clt-call-form.h"
#include "core/calls/clt-callback.h"
#include "core/calls/clt-recording.h"
#include "core/calls/clt-when.h"
#include "core/clients/clt-client.h"
#include "core/people/clt-staff.h"
#include "core/surveys/clt-flow.h"

typedef struct
{
  CltCliCommon common;
  const char *product, *staff, *due, *note, *script, *again;
  const char *part, *mark; /* of an answer */
  const char *desk, *reason, *topic, *next, *recording, *promise, *promise_due, *from, *to,
    *stand_in;
  int seconds, sample;
  gboolean closed;
  CltDay due_day, first, last;
  gboolean bad;   /* the answer is a matter for compliance */
  char *next_key; /* of the question that is asked next */
  CltCallEnded ended;
  gint64 calls, tasks;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->next_key);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
build_call (JsonBuilder *json, gconstpointer row)
{
  const CltCall *call = row;

  clt_cli_add_int (json, "id", call->id);
  clt_cli_add_int (json, "due", clt_day_to_yyyymmdd (call->due));
  clt_cli_add_string (json, "state", call->state);
  clt_cli_add_string (json, "client", call->client);
  clt_cli_add_string (json, "phone", call->phone);
  clt_cli_add_string (json, "product", call->product);
  clt_cli_add_string (json, "staff", call->staff);
  clt_cli_add_string (json, "script", call->script);
  clt_cli_add_string (json, "outcome", call->outcome);
  clt_cli_add_string (json, "note", call->note);
}

static void
print_call (gconstpointer row)
{
  const CltCall *call = row;
  g_autofree char *due = clt_day_format (call->due);
  g_autofree char *client = clt_cli_pad (call->client, 10);
  g_autofree char *staff = clt_cli_pad (call->staff, 10);

  clt_cli_print ("%8" G_GINT64_FORMAT "  %s  %s %s  %s  %s  %s", call->id, due, client, call->phone,
                 staff, call->product,
                 *call->outcome != '\0' ? clt_call_outcome_get_label (call->outcome) : "");
}

static gint64
get_id (const Options *options)
{
  return g_ascii_strtoll (options->common.args[2], NULL, 10);
}

static gboolean
find_staff (CltConn *conn, const Options *options, gint64 *id, GError **error)
{
  *id = options->staff == NULL ? 0 : clt_staff_find (conn, options->staff, error);
  return options->staff == NULL || *id != 0;
}

static gboolean
list (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_autoptr (GPtrArray) calls = NULL;
  gint64 staff;

  if (find_staff (conn, options, &staff, error))
    calls = clt_call_list (conn, staff, options->due_day, options->closed, error);
  if (calls != NULL)
    clt_cli_print_rows (&options->common, calls, build_call, print_call);
  return calls != NULL;
}

static gboolean
add (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  gint64 client = clt_client_find (conn, options->common.args[2], error);
  gint64 product = 0, staff;

  if (client == 0 || !find_staff (conn, options, &staff, error))
    return FALSE;
  if (options->product != NULL && (product = clt_product_find (conn, options->product, error)) == 0)
    return FALSE;
  options->common.made =
    clt_call_add (conn, 0, client, product, staff,
                  options->due_day == CLT_DAY_NONE ? clt_today () : options->due_day,
                  options->script, error);
  return options->common.made != 0;
}

/* ---- at the desk --------------------------------------------------------------------------- */

/* Who is at the desk need not be a member of staff: then it sees everybody's calls. */
static gboolean
find_desk (CltConn *conn, const Options *options, CltCallDesk *desk, GError **error)
{
  desk->who = options->common.who;
  desk->desk = options->desk == NULL ? "cli" : options->desk;
  if (!find_staff (conn, options, &desk->staff_id, error))
    return FALSE;
  if (options->staff == NULL)
    desk->staff_id = clt_staff_find (conn, options->common.who, NULL);
  return TRUE;
}

static gboolean
parse_when (const char *text, CltDay *day, int *time, GError **error)
{
  *day = CLT_DAY_NONE;
  *time = -1;
  return text == NULL || clt_when_parse (text, clt_now (), day, time, error);
}

static gboolean
finish (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  CltCallEnd end = { .call_id = get_id (options),
                     .outcome = options->common.args[3],
                     .note = options->note,
                     .topic = options->topic,
                     .next_step = options->next,
                     .recording = options->recording,
                     .seconds = options->seconds,
                     .reason = options->reason,
                     .promise = options->promise };
  CltCallDesk desk;
  int time;

  return find_desk (conn, options, &desk, error) &&
         parse_when (options->again, &end.again, &end.again_time, error) &&
         parse_when (options->promise_due, &end.promise_due, &time, error) &&
         clt_call_end (conn, &desk, &end, &options->ended, error);
}

static int
tell_ended (gpointer data)
{
  const CltCallEnded *ended = &((Options *) data)->ended;
  g_autofree char *next = ended->next == 0 ? NULL : clt_instant_format (ended->next);

  if (ended->lost)
    clt_cli_print ("%s", _ ("The client is lost; a letter is to be written."));
  else if (next != NULL)
    /* Translators: %s is a date and a time. */
    clt_cli_print (_ ("Next attempt: %s"), next);
  return CLT_EXIT_DONE;
}

static gboolean
move (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  CltCallDesk desk;
  CltDay day;
  int time;

  return find_desk (conn, options, &desk, error) &&
         parse_when (options->common.args[3], &day, &time, error) &&
         clt_call_move (conn, &desk, get_id (options), day, time, options->reason, error);
}

static void
build_item (JsonBuilder *json, gconstpointer row)
{
  const CltQueueItem *item = row;

  build_call (json, item->call);
  clt_cli_add_string (json, "occasion", item->call->occasion);
  clt_cli_add_instant (json, "at", item->call->due_time < 0 ? 0 : item->moment);
  clt_cli_add_int (json, "priority", item->call->priority);
  clt_cli_add_int (json, "attempts", item->attempts);
  clt_cli_add_bool (json, "shared", item->shared);
  clt_cli_add_bool (json, "overdue", item->overdue);
  clt_cli_add_bool (json, "claimed", item->claimed);
  clt_cli_add_bool (json, "waits", item->waits);
  clt_cli_add_string (json, "bar", clt_call_bar_get_label (item->bar));
}

static void
print_item (gconstpointer row)
{
  const CltQueueItem *item = row;
  g_autofree char *moment =
    item->call->due_time < 0 ? clt_day_format (item->call->due) : clt_instant_format (item->moment);
  g_autofree char *when = clt_cli_pad (moment, 16);
  g_autofree char *client = clt_cli_pad (item->call->client, 10);
  g_autofree char *occasion = clt_cli_pad (clt_call_occasion_get_label (item->call->occasion), 16);

  clt_cli_print ("%8" G_GINT64_FORMAT "  %s  %s %s  %s %s%s", item->call->id, when, client,
                 item->call->phone, occasion, item->claimed ? "* " : "",
                 clt_call_bar_get_label (item->bar));
}

static gboolean
queue (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_autoptr (GPtrArray) items = NULL;
  CltCallDesk desk;

  if (find_desk (conn, options, &desk, error))
    items = clt_call_queue_load (conn, &desk, clt_now (), error);
  if (items != NULL)
    clt_cli_print_rows (&options->common, items, build_item, print_item);
  return items != NULL;
}

static gboolean
take (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_autoptr (GPtrArray) items =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_queue_item_free);
  CltQueueItem *item = NULL;
  CltCallDesk desk;

  if (!find_desk (conn, options, &desk, error) ||
      !clt_call_queue_take (conn, &desk, options->common.n_args > 2 ? get_id (options) : 0,
                            clt_now (), options->reason, &item, error))
    return FALSE;
  if (item != NULL)
    g_ptr_array_add (items, item);
  clt_cli_print_rows (&options->common, items, build_item, print_item);
  return TRUE;
}

static gboolean
release (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  CltCallDesk desk;

  return find_desk (conn, options, &desk, error) &&
         clt_call_queue_release (conn, &desk, get_id (options), error);
}

/* ---- the form ------------------------------------------------------------------------------ */

/* What was typed as core takes it, and the question that comes then. */
static gboolean
pass (CltFlow *flow, const CltForm *form, int index, Options *options, GError **error)
{
  const char *value = options->common.n_args > 4 ? options->common.args[4] : "";
  const char *part = options->part == NULL ? "" : options->part;
  int next;

  if (options->mark != NULL)
    clt_flow_mark (flow, index, clt_reply_mark_from_name (options->mark));
  else if (!clt_flow_answer (flow, index, part, value, options->note, error))
    return FALSE;
  next = clt_flow_get_next (flow, index);
  options->next_key =
    g_strdup (next < 0 ? "" : ((CltQuestion *) form->questions->pdata[next])->key);
  return TRUE;
}

/* answer ID KEY [VALUE]: begins the form of the call, or goes on with it. */
static gboolean
answer (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  const char *key = options->common.args[3];
  CltAnswerChange change = { .part = options->part, .mark = options->mark, .note = options->note };
  g_autoptr (CltResponse) response = NULL;
  g_autoptr (CltForm) form = NULL;
  g_autoptr (CltFlow) flow = NULL;
  CltCallDesk desk;
  gint64 id;
  int index;

  if (!find_desk (conn, options, &desk, error) ||
      (id = clt_call_form_begin (conn, &desk, get_id (options), error)) == 0 ||
      (response = clt_response_load (conn, id, error)) == NULL ||
      (form = clt_form_load (conn, response->version_id, error)) == NULL ||
      (flow = clt_flow_new (form, clt_response_dup_answers (response, form), error)) == NULL)
    return FALSE;
  index = clt_form_index_of (form, key);
  if (index >= 0 && !pass (flow, form, index, options, error))
    return FALSE;
  change.next = options->next_key;
  change.value =
    clt_answers_get (clt_flow_get_answers (flow), key, options->part == NULL ? "" : options->part);
  return clt_call_form_answer (conn, id, key, &change, &options->bad, error);
}

static int
tell_next (gpointer data)
{
  const Options *options = data;

  if (options->bad)
    clt_cli_print ("%s", _ ("This answer is a matter for compliance: its task is open, due today"));
  if (*options->next_key != '\0')
    /* Translators: the key of a question. */
    clt_cli_print (_ ("Next question: %s"), options->next_key);
  return CLT_EXIT_DONE;
}

/* ---- who is due, and whose they are -------------------------------------------------------- */

/* "18:00-20:00", "any". */
static gboolean
set_hours (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  gint64 client = clt_client_find (conn, options->common.args[2], error);
  const char *text = options->common.args[3];
  int from_hour, from, to_hour, to;

  if (client == 0)
    return FALSE;
  if (g_str_equal (text, "any"))
    return clt_call_hours_set (conn, client, -1, -1, "", error);
  if (sscanf (text, "%2d:%2d-%2d:%2d", &from_hour, &from, &to_hour, &to) != 4 || from > 59 ||
      to > 59)
    return clt_store_refuse (error, _ ("Write hours as 18:00-20:00, or any."));
  return clt_call_hours_set (conn, client, from_hour * 60 + from, to_hour * 60 + to,
                             options->note == NULL ? "" : options->note, error);
}

static gboolean
set_absent (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  gint64 staff = clt_staff_find (conn, options->common.args[2], error);
  gint64 stand_in = 0;

  if (staff == 0 || (options->stand_in != NULL &&
                     (stand_in = clt_staff_find (conn, options->stand_in, error)) == 0))
    return FALSE;
  options->common.made =
    clt_absence_add (conn, staff, options->first == CLT_DAY_NONE ? clt_today () : options->first,
                     options->last == CLT_DAY_NONE ? clt_today () : options->last, stand_in, error);
  return options->common.made != 0;
}

static void
build_absence (JsonBuilder *json, gconstpointer row)
{
  const CltAbsence *absence = row;

  clt_cli_add_int (json, "id", absence->id);
  clt_cli_add_string (json, "staff", absence->staff);
  clt_cli_add_int (json, "from", clt_day_to_yyyymmdd (absence->first));
  clt_cli_add_int (json, "to", clt_day_to_yyyymmdd (absence->last));
  clt_cli_add_string (json, "stand_in", absence->stand_in);
  clt_cli_add_int (json, "calls", absence->n_calls);
}

static void
print_absence (gconstpointer row)
{
  const CltAbsence *absence = row;
  g_autofree char *first = clt_day_format (absence->first);
  g_autofree char *last = clt_day_format (absence->last);
  g_autofree char *staff = clt_cli_pad (absence->staff, 10);

  clt_cli_print ("%8" G_GINT64_FORMAT "  %s – %s  %s %s", absence->id, first, last, staff,
                 absence->stand_in_id == 0 ? C_ ("stand-in", "Everybody") : absence->stand_in);
}

static gboolean
list_absences (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_autoptr (GPtrArray) absences = clt_absence_list (conn, clt_today (), error);

  if (absences != NULL)
    clt_cli_print_rows (&options->common, absences, build_absence, print_absence);
  return absences != NULL;
}

static gboolean
set_present (CltConn *conn, gpointer data, GError **error)
{
  return clt_absence_remove (conn, get_id (data), error);
}

static gboolean
hand_over (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  gint64 from = clt_staff_find (conn, options->common.args[2], error);
  gint64 to = 0;

  if (from == 0 || (options->common.n_args > 3 &&
                    (to = clt_staff_find (conn, options->common.args[3], error)) == 0))
    return FALSE;
  return clt_call_hand_over (conn, from, to, &options->calls, &options->tasks, error);
}

static int
tell_handed_over (gpointer data)
{
  const Options *options = data;

  clt_cli_print (_ ("Calls %" PRIi64 ", tasks %" PRIi64), options->calls, options->tasks);
  return CLT_EXIT_DONE;
}

static gboolean
plan (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;

  return options->sample != 0
           ? clt_callback_plan_sample (conn, options->sample, &options->calls, error)
           : clt_callback_plan_due (conn, &options->calls, error);
}

static int
tell_planned (gpointer data)
{
  clt_cli_print (_ ("Callbacks planned: %" PRIi64), ((Options *) data)->calls);
  return CLT_EXIT_DONE;
}

static gboolean
dial (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_autofree char *tel = clt_call_dial (conn, get_id (options), options->common.who, error);

  if (tel != NULL)
    clt_cli_print ("%s", tel);
  return tel != NULL;
}

static gboolean
name_recordings (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;

  return clt_recording_set_rule (conn, options->common.args[2], error);
}

static const CltCliVerb verbs[] = {
  { "list", 0, 0, NULL, list },
  { "add", 1, 1, "call.add", add },
  { "dial", 1, 1, NULL, dial, .writes = TRUE },
  { "queue", 0, 0, NULL, queue },
  { "take", 0, 1, NULL, take, .writes = TRUE },
  { "release", 1, 1, NULL, release, .writes = TRUE },
  { "finish", 2, 2, "call.finish", finish, tell_ended },
  { "move", 2, 2, "call.move", move },
  { "hours", 2, 2, "call.hours", set_hours },
  { "absent", 1, 1, "call.absence", set_absent },
  { "absences", 0, 0, NULL, list_absences },
  { "present", 1, 1, "call.present", set_present },
  { "hand-over", 1, 2, "call.hand-over", hand_over, tell_handed_over },
  { "plan", 0, 0, "call.plan", plan, tell_planned },
  { "answer", 2, 3, "call.answer", answer, tell_next },
  { "recordings", 1, 1, "call.recording", name_recordings },
  { NULL },
};

int
clt_cmd_calls (int argc, char **argv)
{
  g_auto (Options) options = { .due_day = CLT_DAY_NONE,
                               .first = CLT_DAY_NONE,
                               .last = CLT_DAY_NONE };
  const GOptionEntry entries[] = {
    { "product", 0, 0, G_OPTION_ARG_STRING, &options.product, N_ ("The product of the call"),
      "CODE" },
    { "staff", 0, 0, G_OPTION_ARG_STRING, &options.staff, N_ ("Who calls"), "STAFF" },
    { "due", 0, 0, G_OPTION_ARG_STRING, &options.due, N_ ("Due on this day, or up to it"), "DATE" },
    { "script", 0, 0, G_OPTION_ARG_STRING, &options.script, N_ ("What to say"), "TEXT" },
    { "part", 0, 0, G_OPTION_ARG_STRING, &options.part,
      N_ ("Option of several and of a ranking, line of a matrix"), "CODE" },
    { "mark", 0, 0, G_OPTION_ARG_STRING, &options.mark, N_ ("Instead of a value"),
      "refused|unknown" },
    { "note", 0, 0, G_OPTION_ARG_STRING, &options.note, N_ ("What was said"), "TEXT" },
    { "again", 0, 0, G_OPTION_ARG_STRING, &options.again, N_ ("Try it again then"), "WHEN" },
    { "desk", 0, 0, G_OPTION_ARG_STRING, &options.desk, N_ ("Name of the desk that calls"),
      "DESK" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason,
      N_ ("Why against the rules, or put off again"), "TEXT" },
    { "topic", 0, 0, G_OPTION_ARG_STRING, &options.topic, N_ ("What it was about"), "TEXT" },
    { "next", 0, 0, G_OPTION_ARG_STRING, &options.next, N_ ("What comes next"), "TEXT" },
    { "recording", 0, 0, G_OPTION_ARG_STRING, &options.recording, N_ ("Name of the recording"),
      "FILE" },
    { "promise", 0, 0, G_OPTION_ARG_STRING, &options.promise, N_ ("What was promised"), "TEXT" },
    { "promise-due", 0, 0, G_OPTION_ARG_STRING, &options.promise_due, N_ ("By when"), "WHEN" },
    { "seconds", 0, 0, G_OPTION_ARG_INT, &options.seconds, N_ ("Seconds of talk"), "N" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, N_ ("First day"), "DATE" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, N_ ("Last day"), "DATE" },
    { "stand-in", 0, 0, G_OPTION_ARG_STRING, &options.stand_in, N_ ("Who stands in"), "STAFF" },
    { "sample", 0, 0, G_OPTION_ARG_INT, &options.sample, N_ ("The sample of this year"), "YEAR" },
    { "closed", 0, 0, G_OPTION_ARG_NONE, &options.closed, N_ ("Those that are done"), NULL },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 1, 5, &options.common) ||
      !clt_cli_parse_day (options.due, &options.due_day) ||
      !clt_cli_parse_day (options.from, &options.first) ||
      !clt_cli_parse_day (options.to, &options.last))
    return CLT_EXIT_USAGE;
  return clt_cli_run_verb (&options.common, verbs, &options);
}
