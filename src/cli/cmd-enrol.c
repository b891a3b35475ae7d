/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include <math.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-gate.h"
#include "core/catalogue/clt-product.h"
#include "core/clients/clt-client.h"
#include "core/report/clt-paper.h"
#include "core/training/clt-enrolment.h"
#include "core/training/clt-feedback.h"
#include "core/training/clt-invitation.h"
#include "core/training/clt-roll.h"

typedef struct
{
  CltCliCommon common;
  const char *filter, *channel, *source, *phone, *comment;
  gboolean online;
  int lecturer, topic, usefulness;
  const char *state; /* what became of an enrolment */
  gint64 id;
  guint n, expired;
  GPtrArray *invitees; /* (nullable): CltInvitee */
} Options;

static void
options_clear (Options *options)
{
  g_clear_pointer (&options->invitees, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gint64
find_session (CltConn *conn, const Options *options, GError **error)
{
  return clt_session_find (conn, options->common.rest[0], error);
}

/* ---- seats ----------------------------------------------------------------------------------- */

static void
build_enrolment (JsonBuilder *json, gconstpointer row)
{
  const CltEnrolment *enrolment = row;

  clt_cli_add_string (json, "account", enrolment->account);
  clt_cli_add_string (json, "name", enrolment->name);
  clt_cli_add_string (json, "state", enrolment->state);
  clt_cli_add_string (json, "place", enrolment->place);
  clt_cli_add_string (json, "tier", clt_tier_get_name (enrolment->tier));
  clt_cli_add_instant (json, "asked", enrolment->asked);
  clt_cli_add_instant (json, "offer_until", enrolment->offer_until);
  clt_cli_add_string (json, "source", enrolment->source);
  clt_cli_add_string (json, "channel", enrolment->channel);
  clt_cli_add_string (json, "sent", enrolment->sent);
}

static void
print_enrolment (gconstpointer row)
{
  const CltEnrolment *enrolment = row;
  g_autofree char *label = clt_enrolment_dup_state (enrolment);
  g_autofree char *state = clt_cli_pad (label, 14);
  g_autofree char *account = clt_cli_pad (enrolment->account, 12);

  clt_cli_print ("%s %s %s", state, account, enrolment->name);
}

static gboolean
list (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  gint64 session = find_session (conn, options, error);
  g_autoptr (GPtrArray) rows = session == 0 ? NULL : clt_enrolment_list (conn, session, error);

  if (rows != NULL)
    clt_cli_print_rows (&options->common, rows, build_enrolment, print_enrolment);
  return rows != NULL;
}

/* add SESSION ACCOUNT */
static gboolean
add (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  gint64 session = find_session (conn, options, error);
  gint64 client = session == 0 ? 0 : clt_client_find (conn, options->common.rest[1], error);

  return client != 0 &&
         clt_enrol (conn, session, client, options->online ? "online" : "room",
                    options->source == NULL ? "staff" : options->source, &options->state, error);
}

static int
tell_state (gpointer data)
{
  clt_cli_print ("%s", ((Options *) data)->state);
  return CLT_EXIT_DONE;
}

/* cancel SESSION CLIENT, accept SESSION CLIENT, decline SESSION CLIENT */
static gboolean
settle (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  const char *verb = options->common.args[1];
  gint64 session = find_session (conn, options, error);
  gint64 client = session == 0 ? 0 : clt_client_find (conn, options->common.rest[1], error);

  if (client == 0)
    return FALSE;
  if (g_str_equal (verb, "cancel"))
    return clt_enrolment_cancel (conn, session, client, error);
  return clt_enrolment_answer (conn, session, client, g_str_equal (verb, "accept"), error);
}

static gboolean
run_queue (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;

  return clt_waitlist_run (conn, 0, &options->expired, &options->n, error);
}

static int
tell_queue (gpointer data)
{
  const Options *options = data;
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  clt_cli_add_int (json, "expired", options->expired);
  clt_cli_add_int (json, "offered", options->n);
  json_builder_end_object (json);
  if (options->common.json)
    clt_cli_print_json (json);
  else
    /* Translators: numbers of offers */
    clt_cli_print (_ ("%u expired, %u offered"), options->expired, options->n);
  return CLT_EXIT_DONE;
}

/* ---- whom to invite -------------------------------------------------------------------------- */

static void
build_invitee (JsonBuilder *json, gconstpointer row)
{
  const CltInvitee *invitee = row;
  g_autofree char *bars = clt_bar_set_to_text (invitee->bars);
  g_autofree char *blocks = clt_block_set_to_text (invitee->blocks);

  clt_cli_add_string (json, "account", invitee->account);
  clt_cli_add_string (json, "name", invitee->name);
  clt_cli_add_string (json, "tier", clt_tier_get_name (invitee->tier));
  clt_cli_add_string (json, "bars", bars);
  clt_cli_add_string (json, "blocks", blocks);
  clt_cli_add_string (json, "channel", invitee->channel);
  clt_cli_add_bool (json, "told", invitee->told);
}

static void
print_invitee (gconstpointer row)
{
  const CltInvitee *invitee = row;
  g_autofree char *account = clt_cli_pad (invitee->account, 12);
  g_autofree char *name = clt_cli_pad (invitee->name, 10);
  g_autofree char *reason = clt_invitee_dup_reason (invitee);

  clt_cli_print ("%s %s %s", account, name,
                 *invitee->channel != '\0' ? clt_channel_get_label (invitee->channel) : reason);
}

/* "": each through his own. */
static const char *
get_channel (const Options *options)
{
  return options->channel == NULL ? "" : options->channel;
}

static GPtrArray *
find_audience (CltConn *conn, const Options *options, gint64 *session, GError **error)
{
  *session = find_session (conn, options, error);
  return *session == 0 ? NULL
                       : clt_invitation_audience_by (conn, *session,
                                                     options->filter == NULL ? "" : options->filter,
                                                     get_channel (options), error);
}

static gboolean
audience (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  gint64 session;
  g_autoptr (GPtrArray) rows = find_audience (conn, options, &session, error);

  if (rows != NULL)
    clt_cli_print_rows (&options->common, rows, build_invitee, print_invitee);
  return rows != NULL;
}

static gboolean
invite (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  gint64 session;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  options->invitees = find_audience (conn, options, &session, error);
  for (guint i = 0; options->invitees != NULL && i < options->invitees->len; i++)
    {
      const CltInvitee *invitee = options->invitees->pdata[i];

      if (invitee->bars == 0)
        g_array_append_val (ids, invitee->client_id);
    }
  return options->invitees != NULL &&
         clt_session_invite_by (conn, session, (const gint64 *) (gpointer) ids->data, ids->len,
                                get_channel (options), options->common.who, &options->n, error);
}

static void
build_invited (JsonBuilder *json, gconstpointer row)
{
  build_invitee (json, row);
  clt_cli_add_bool (json, "invited", clt_invitee_is_reached (row));
}

/* Who was invited and how; who was held back and why. */
static int
tell_invited (gpointer data)
{
  const Options *options = data;
  GPtrArray *rows = options->invitees;

  clt_cli_print_rows (&options->common, rows, build_invited, print_invitee);
  if (!options->common.json)
    /* Translators: numbers of clients */
    clt_cli_print (_ ("%u invited, %u held back"), options->n, rows->len - options->n);
  return CLT_EXIT_DONE;
}

/* ---- the roll -------------------------------------------------------------------------------- */

static void
build_roll_row (JsonBuilder *json, gconstpointer data)
{
  const CltRollRow *row = data;
  const char mark[] = { row->mark, '\0' };

  clt_cli_add_string (json, "account", row->account);
  clt_cli_add_string (json, "name", row->name);
  clt_cli_add_string (json, "mark", mark);
}

static void
print_roll_row (gconstpointer data)
{
  const CltRollRow *row = data;
  g_autofree char *account = clt_cli_pad (row->account, 12);

  clt_cli_print ("%c  %s %s", row->mark == '\0' ? '.' : row->mark, account, row->name);
}

static gint64
get_meeting (const Options *options)
{
  return g_ascii_strtoll (options->common.rest[0], NULL, 10);
}

static gboolean
show_roll (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_autoptr (GPtrArray) rows = clt_roll_get (conn, get_meeting (options), error);

  if (rows != NULL)
    clt_cli_print_rows (&options->common, rows, build_roll_row, print_roll_row);
  return rows != NULL;
}

/* roll MEETING ACCOUNT=MARK …; "rest=A" for who is not called yet */
static gboolean
call_roll (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;

  for (int i = 1; i < options->common.n_rest; i++)
    {
      g_auto (GStrv) parts = g_strsplit (options->common.rest[i], "=", 2);
      char mark = parts[0] == NULL || parts[1] == NULL ? '?' : parts[1][0];
      gint64 client;

      if (parts[0] != NULL && g_str_equal (parts[0], "rest"))
        {
          if (!clt_roll_mark_rest (conn, get_meeting (options), mark, NULL, error))
            return FALSE;
          continue;
        }
      client = clt_client_find (conn, parts[0] == NULL ? "" : parts[0], error);
      if (client == 0 || !clt_roll_mark (conn, get_meeting (options), client, mark, error))
        return FALSE;
    }
  return TRUE;
}

/* walk-in MEETING NAME */
static gboolean
walk_in (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;

  options->id = clt_roll_walk_in (conn, get_meeting (options), 0, options->common.rest[1],
                                  options->phone == NULL ? "" : options->phone, error);
  return options->id != 0;
}

/* ---- feedback -------------------------------------------------------------------------------- */

static void
build_rating (JsonBuilder *json, const char *name, const CltRating *rating)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_object (json);
  clt_cli_add_int (json, "n", rating->n);
  clt_cli_add_double (json, "mean", rating->mean);
  clt_cli_add_double (json, "low", rating->low);
  clt_cli_add_double (json, "high", rating->high);
  json_builder_end_object (json);
}

static gboolean
show_feedback (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  gint64 session = find_session (conn, options, error);
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autofree char *lecturer = NULL, *topic = NULL, *usefulness = NULL;
  CltFeedbackResult result;

  if (session == 0 || !clt_feedback_get_result (conn, session, 0, 0, &result, error))
    return FALSE;
  lecturer = clt_rating_format (&result.lecturer);
  topic = clt_rating_format (&result.topic);
  usefulness = clt_rating_format (&result.usefulness);
  json_builder_begin_object (json);
  clt_cli_add_int (json, "forms", result.forms);
  build_rating (json, "lecturer", &result.lecturer);
  build_rating (json, "topic", &result.topic);
  build_rating (json, "usefulness", &result.usefulness);
  json_builder_end_object (json);
  if (options->common.json)
    clt_cli_print_json (json);
  else
    /* Translators: means of 1 to 5 with interval and number of answers */
    clt_cli_print (_ ("Lecturer %s, topic %s, usefulness %s"), lecturer, topic, usefulness);
  return TRUE;
}

/* feedback SESSION ACCOUNT; "-": without a name */
static gboolean
add_feedback (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_autoptr (CltFeedback) feedback = clt_feedback_new ();

  feedback->session_id = find_session (conn, options, error);
  if (feedback->session_id == 0 ||
      (!g_str_equal (options->common.rest[1], "-") &&
       (feedback->client_id = clt_client_find (conn, options->common.rest[1], error)) == 0))
    return FALSE;
  feedback->lecturer = options->lecturer;
  feedback->topic = options->topic;
  feedback->usefulness = options->usefulness;
  if (options->comment != NULL)
    clt_set_str (&feedback->comment, options->comment);
  return clt_feedback_save (conn, feedback, error);
}

/* ---- papers -------------------------------------------------------------------------------- */

/* sheet MEETING OUT, certificate RESULT OUT */
static gboolean
write_paper (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  const CltExportOptions export_options = { .path = options->common.rest[1],
                                            .who = options->common.who,
                                            .purpose = "" };
  gint64 id = get_meeting (options);
  g_autoptr (CltPaper) paper = g_str_equal (options->common.args[1], "certificate")
                                 ? clt_paper_new_certificate (conn, id, &export_options, error)
                                 : clt_paper_new_sign_in (conn, id, &export_options, error);

  return paper != NULL && clt_paper_export (paper, conn, &export_options, error);
}

/* What has run out stays so, though the verb be refused. */
static gboolean
pass_on (CltConn *conn, gpointer data, GError **error)
{
  CltPassedOn passed;

  return clt_waitlist_pass_on (conn, &passed, error);
}

static const CltCliVerb verbs[] = {
  { "list", 1, 1, NULL, list },
  { "add", 2, 2, "enrolment.add", add, tell_state },
  { "cancel", 2, 2, "enrolment.cancel", settle },
  { "accept", 2, 2, "enrolment.answer", settle },
  { "decline", 2, 2, "enrolment.answer", settle },
  { "queue", 0, 0, "enrolment.offer", run_queue, tell_queue },
  { "audience", 1, 1, NULL, audience },
  { "invite", 1, 1, "enrolment.invite", invite, tell_invited },
  { "roll", 1, 1, NULL, show_roll },
  { "roll", 2, 200, "roll.mark", call_roll },
  { "walk-in", 2, 2, "roll.walk-in", walk_in },
  { "feedback", 1, 1, NULL, show_feedback },
  { "feedback", 2, 2, "feedback.save", add_feedback },
  { "sheet", 2, 2, NULL, write_paper, NULL, TRUE },
  { "certificate", 2, 2, NULL, write_paper, NULL, TRUE },
  { NULL },
};

int
clt_cmd_enrol (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "online", 0, 0, G_OPTION_ARG_NONE, &options.online, N_ ("A seat online"), NULL },
    { "source", 0, 0, G_OPTION_ARG_STRING, &options.source, N_ ("Who wished it: staff or client"),
      "SOURCE" },
    { "filter", 0, 0, G_OPTION_ARG_STRING, &options.filter, N_ ("Only these clients"), "FILTER" },
    { "channel", 0, 0, G_OPTION_ARG_STRING, &options.channel, N_ ("Channel of the invitation"),
      "CHANNEL" },
    { "phone", 0, 0, G_OPTION_ARG_STRING, &options.phone, N_ ("Telephone number"), "NUMBER" },
    { "lecturer", 0, 0, G_OPTION_ARG_INT, &options.lecturer, N_ ("The lecturer, 1 to 5"), "N" },
    { "topic", 0, 0, G_OPTION_ARG_INT, &options.topic, N_ ("The topic, 1 to 5"), "N" },
    { "usefulness", 0, 0, G_OPTION_ARG_INT, &options.usefulness, N_ ("How useful it was, 1 to 5"),
      "N" },
    { "comment", 0, 0, G_OPTION_ARG_STRING, &options.comment, N_ ("In the client’s words"),
      "TEXT" },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 2, 203, &options.common))
    return CLT_EXIT_USAGE;
  options.common.first = pass_on;
  return clt_cli_run_verb (&options.common, verbs, &options);
}
