/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-client.h"
#include "core/delivery/clt-event-field.h"
#include "core/report/clt-export-events.h"
#include "core/report/clt-paper.h"
#include "core/rules/clt-rules.h"

typedef struct
{
  CltCliCommon common;
  char *filter, *channel, *due;
  int days;
  gint64 id; /* of the event */
  guint n_done, n_out;
  gint64 push;
  const char *given; /* the answer as it was noted */
} Options;

static void
options_clear (Options *options)
{
  g_free (options->filter);
  g_free (options->channel);
  g_free (options->due);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* The arguments behind the verb. */
static const char *
get_arg (const Options *options, int i)
{
  return options->common.args[2 + i];
}

static int
count_args (const Options *options)
{
  return options->common.n_args - 2;
}

static CltEvent *
load (CltConn *conn, Options *options, GError **error)
{
  options->id = g_ascii_strtoll (get_arg (options, 0), NULL, 10);
  return clt_event_load (conn, options->id, error);
}

static CltEventInvitation
get_invitation (const Options *options)
{
  return (CltEventInvitation){ .expression = options->filter != NULL ? options->filter : "",
                               .channel = options->channel != NULL ? options->channel : "",
                               .who = options->common.who,
                               .day = clt_today () };
}

/* Lists */

static void
build_result (JsonBuilder *json, const CltEventResult *result)
{
  clt_cli_add_int (json, "invited", result->invited);
  clt_cli_add_int (json, "yes", result->yes);
  clt_cli_add_int (json, "no", result->no);
  clt_cli_add_int (json, "maybe", result->maybe);
  clt_cli_add_int (json, "waiting", result->waiting);
  clt_cli_add_int (json, "open", result->open);
  clt_cli_add_int (json, "attended", result->attended);
  clt_cli_add_int (json, "absent", result->absent);
  clt_cli_add_int (json, "followed", result->followed);
  json_builder_set_member_name (json, "cost_per_head");
  if (result->cost_per_head == CLT_MONEY_NONE)
    json_builder_add_null_value (json);
  else
    json_builder_add_int_value (json, result->cost_per_head);
}

/* What the lists are made of. */
typedef struct
{
  CltEvent *event;
  CltEventResult result;
} Line;

static void
free_line (gpointer data)
{
  Line *line = data;

  clt_event_free (line->event);
  g_free (line);
}

static void
build_line (JsonBuilder *json, gconstpointer row)
{
  const Line *line = row;

  clt_cli_add_int (json, "event", line->event->id);
  clt_cli_add_string (json, "theme", line->event->theme);
  clt_cli_add_string (json, "kind", line->event->kind);
  clt_cli_add_string (json, "state", line->event->state);
  clt_cli_add_instant (json, "starts", line->event->starts);
  clt_cli_add_instant (json, "ends", line->event->ends);
  clt_cli_add_string (json, "place", line->event->place);
  build_result (json, &line->result);
}

static void
print_line (gconstpointer row)
{
  const Line *line = row;
  g_autofree char *starts = clt_instant_format (line->event->starts);
  g_autofree char *cost = line->result.cost_per_head == CLT_MONEY_NONE
                            ? g_strdup ("–")
                            : clt_money_format (line->result.cost_per_head);

  clt_cli_print ("%8" G_GINT64_FORMAT "  %s  %s  %s", line->event->id, starts,
                 clt_event_state_get_label (line->event->state), line->event->theme);
  /* Translators: numbers of guests, then yuan. */
  clt_cli_print (_ ("          %d invited, %d yes, %d waiting, %d came; %s yuan a head"),
                 line->result.invited, line->result.yes, line->result.waiting,
                 line->result.attended, cost);
}

static gboolean
list (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_autoptr (GPtrArray) events = clt_event_list (conn, error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (free_line);

  if (events == NULL)
    return FALSE;
  g_ptr_array_set_free_func (events, NULL);
  for (guint i = 0; i < events->len; i++)
    {
      Line *line = g_new0 (Line, 1);

      line->event = events->pdata[i];
      g_ptr_array_add (lines, line);
    }
  for (guint i = 0; i < lines->len; i++)
    {
      Line *line = lines->pdata[i];

      if (!clt_event_get_result (conn, line->event->id, &line->result, error))
        return FALSE;
    }
  clt_cli_print_rows (&options->common, lines, build_line, print_line);
  return TRUE;
}

static void
build_guest (JsonBuilder *json, const CltEventGuest *guest)
{
  json_builder_begin_object (json);
  clt_cli_add_string (json, "account", guest->account);
  clt_cli_add_string (json, "name", guest->name);
  clt_cli_add_string (json, "tier", clt_tier_get_name (guest->tier));
  clt_cli_add_day (json, "invited", guest->invited);
  clt_cli_add_string (json, "answer", guest->answer);
  json_builder_set_member_name (json, "attended");
  if (guest->attended < 0)
    json_builder_add_null_value (json);
  else
    json_builder_add_boolean_value (json, guest->attended == 1);
  clt_cli_add_string (json, "sent", guest->sent);
  json_builder_end_object (json);
}

static void
print_guest (const CltEventGuest *guest)
{
  g_autofree char *name = clt_cli_pad (guest->name, 14);
  g_autofree char *tier = clt_cli_pad (clt_tier_get_label (guest->tier), 10);
  g_autofree char *answer = clt_cli_pad (clt_event_answer_get_label (guest->answer), 16);

  clt_cli_print ("  %-12s %s %s %s %s", guest->account, name, tier, answer,
                 guest->attended < 0    ? ""
                 : guest->attended == 1 ? _ ("was there")
                                        : _ ("was not there"));
}

static void
show_fields (JsonBuilder *json, const CltEventFields *fields, const CltEvent *event)
{
  const CltEventField *field;

  for (guint i = 0; (field = clt_event_field_get (i)) != NULL; i++)
    {
      g_autofree char *value = clt_event_fields_dup_value (fields, field, event);

      if (json != NULL)
        clt_cli_add_string (json, field->name, value);
      else
        clt_cli_print ("%s=%s", field->name, value);
    }
}

static void
show_todo (JsonBuilder *json, guint todo)
{
  if (json != NULL)
    {
      json_builder_set_member_name (json, "todo");
      json_builder_begin_array (json);
    }
  for (guint bit = 1; bit <= CLT_EVENT_TODO_FULL; bit <<= 1)
    if ((todo & bit) != 0)
      {
        if (json != NULL)
          json_builder_add_string_value (json, clt_event_todo_get_label (bit));
        else
          clt_cli_print ("! %s", clt_event_todo_get_label (bit));
      }
  if (json != NULL)
    json_builder_end_array (json);
}

static void
show_guests (JsonBuilder *json, const GPtrArray *guests)
{
  if (json != NULL)
    {
      json_builder_set_member_name (json, "guests");
      json_builder_begin_array (json);
    }
  for (guint i = 0; i < guests->len; i++)
    if (json != NULL)
      build_guest (json, guests->pdata[i]);
    else
      print_guest (guests->pdata[i]);
  if (json != NULL)
    json_builder_end_array (json);
}

/* Its fields, what is to do, its guests. */
static gboolean
show (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  g_autoptr (CltEvent) event = load (conn, options, error);
  g_autoptr (CltEventFields) fields = NULL;
  g_autoptr (GPtrArray) guests = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  JsonBuilder *json = options->common.json ? builder : NULL;
  CltEventResult result;
  guint todo;

  if (event == NULL)
    return FALSE;
  fields = clt_event_fields_load (conn, clt_event_get_day (event), error);
  guests = fields == NULL ? NULL : clt_event_get_guests (conn, event->id, error);
  if (guests == NULL || !clt_event_get_result (conn, event->id, &result, error) ||
      !clt_event_get_todo (conn, event, &result, &todo, error))
    return FALSE;
  if (json != NULL)
    {
      json_builder_begin_object (json);
      clt_cli_add_int (json, "event", event->id);
      clt_cli_add_string (json, "state", event->state);
      build_result (json, &result);
    }
  show_fields (json, fields, event);
  show_todo (json, todo);
  show_guests (json, guests);
  if (json != NULL)
    {
      json_builder_end_object (json);
      clt_cli_print_json (json);
    }
  return TRUE;
}

static void
build_candidate (JsonBuilder *json, gconstpointer row)
{
  const CltEventCandidate *candidate = row;
  g_autofree char *blocks = clt_block_set_to_text (candidate->blocks);
  g_auto (GStrv) keys = g_strsplit (blocks, " ", -1);

  clt_cli_add_string (json, "account", candidate->account);
  clt_cli_add_string (json, "name", candidate->name);
  clt_cli_add_string (json, "tier", clt_tier_get_name (candidate->tier));
  clt_cli_add_int (json, "lots", candidate->lots);
  json_builder_set_member_name (json, "reasons");
  json_builder_begin_array (json);
  if (candidate->out & CLT_EVENT_OUT_TIER)
    json_builder_add_string_value (json, "event-tier");
  if (candidate->out & CLT_EVENT_OUT_INTEREST)
    json_builder_add_string_value (json, "event-sectors");
  for (guint i = 0; keys[i] != NULL; i++)
    json_builder_add_string_value (json, keys[i]);
  json_builder_end_array (json);
}

static void
print_candidate (gconstpointer row)
{
  const CltEventCandidate *candidate = row;
  g_autofree char *name = clt_cli_pad (candidate->name, 14);
  g_autofree char *tier = clt_cli_pad (clt_tier_get_label (candidate->tier), 10);
  g_autofree char *reason = clt_event_candidate_dup_reason (candidate);

  clt_cli_print ("  %-12s %s %s %6" G_GINT64_FORMAT "  %s", candidate->account, name, tier,
                 candidate->lots, reason);
}

static gboolean
show_candidates (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  const CltEventInvitation invitation = get_invitation (options);
  g_autoptr (CltEvent) event = load (conn, options, error);
  g_autoptr (GPtrArray) candidates =
    event == NULL ? NULL : clt_event_find_candidates (conn, event->id, &invitation, error);

  if (candidates != NULL)
    clt_cli_print_rows (&options->common, candidates, build_candidate, print_candidate);
  return candidates != NULL;
}

/* Changes */

/* FIELD=VALUE … from argument @first on. */
static gboolean
apply (CltConn *conn, Options *options, int first, CltEvent *event, GError **error)
{
  g_autoptr (CltEventFields) fields = clt_event_fields_load (conn, clt_today (), error);

  if (fields == NULL)
    return FALSE;
  for (int i = first; i < count_args (options); i++)
    {
      const char *text = get_arg (options, i);
      const char *equals = strchr (text, '=');
      g_autofree char *name = equals == NULL ? NULL : g_strndup (text, (gsize) (equals - text));
      const CltEventField *field = name == NULL ? NULL : clt_event_field_find (name);

      if (field == NULL)
        return clt_store_refuse (
          error, _ ("“%s” is not FIELD=VALUE with a field of an event. Nothing was changed."),
          text);
      if (!clt_event_fields_apply (fields, field, equals + 1, event, error))
        return FALSE;
    }
  return TRUE;
}

/* add THEME TIME [FIELD=VALUE …] */
static gboolean
add (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  g_autoptr (CltEvent) event = clt_event_new ();

  clt_set_str (&event->theme, get_arg (options, 0));
  if (!clt_instant_parse (get_arg (options, 1), &event->starts))
    return clt_store_refuse (error,
                             /* Translators: what was typed. */
                             _ ("“%s” is no time (write 2026-11-20T14:30)."), get_arg (options, 1));
  event->ends = event->starts + 2 * 3600;
  if (!apply (conn, options, 2, event, error) || !clt_event_save (conn, event, error))
    return FALSE;
  options->id = event->id;
  return TRUE;
}

static gboolean
set (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  g_autoptr (CltEvent) event = load (conn, options, error);

  return event != NULL && apply (conn, options, 1, event, error) &&
         clt_event_save (conn, event, error);
}

/* The accounts of the arguments; without any, all who may be invited. */
static GArray *
choose_clients (CltConn *conn,
                Options *options,
                const CltEventInvitation *invitation,
                GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) candidates = NULL;

  for (int i = 1; i < count_args (options); i++)
    {
      gint64 id = clt_client_find (conn, get_arg (options, i), error);

      if (id == 0)
        return NULL;
      g_array_append_val (ids, id);
    }
  if (ids->len > 0)
    return g_steal_pointer (&ids);
  candidates = clt_event_find_candidates (conn, options->id, invitation, error);
  if (candidates == NULL)
    return NULL;
  for (guint i = 0; i < candidates->len; i++)
    {
      const CltEventCandidate *candidate = candidates->pdata[i];

      if (candidate->out == 0 && candidate->blocks == 0)
        g_array_append_val (ids, candidate->client_id);
      else
        options->n_out++;
    }
  return g_steal_pointer (&ids);
}

static gboolean
invite (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  const CltEventInvitation invitation = get_invitation (options);
  g_autoptr (CltEvent) event = load (conn, options, error);
  g_autoptr (GArray) ids =
    event == NULL ? NULL : choose_clients (conn, options, &invitation, error);

  if (ids == NULL)
    return FALSE;
  options->n_done = ids->len;
  return clt_event_invite (conn, event->id, (const gint64 *) (gpointer) ids->data, ids->len,
                           &invitation, &options->push, error);
}

static gboolean
answer (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  g_autoptr (CltEvent) event = load (conn, options, error);
  gint64 client = event == NULL ? 0 : clt_client_find (conn, get_arg (options, 1), error);

  return client != 0 &&
         clt_event_answer (conn, event->id, client, get_arg (options, 2), &options->given, error);
}

/* attend N yes|no ACCOUNT … */
static gboolean
attend (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  g_autoptr (CltEvent) event = load (conn, options, error);
  gboolean there = g_str_equal (get_arg (options, 1), "yes");

  if (!there && !g_str_equal (get_arg (options, 1), "no"))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _ ("say yes or no, then the accounts"));
      return FALSE;
    }
  for (int i = 2; event != NULL && i < count_args (options); i++)
    {
      gint64 client = clt_client_find (conn, get_arg (options, i), error);

      if (client == 0 || !clt_event_attend (conn, event->id, client, there, error))
        return FALSE;
    }
  return event != NULL;
}

static gboolean
close_event (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  g_autoptr (CltEvent) event = load (conn, options, error);
  gboolean held = g_str_equal (get_arg (options, 1), "held");

  if (!held && !g_str_equal (get_arg (options, 1), "cancelled"))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _ ("say held or cancelled"));
      return FALSE;
    }
  return event != NULL && clt_event_close (conn, event->id, held, error);
}

static gboolean
follow_up (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  g_autoptr (CltEvent) event = load (conn, options, error);
  CltDay due = CLT_DAY_NONE;

  if (options->due != NULL && !clt_day_parse (options->due, &due))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _ ("--due needs a date (write 20261118)"));
      return FALSE;
    }
  return event != NULL &&
         clt_event_follow_up (conn, event->id, due, &options->n_done, &options->n_out, error);
}

/* What came of it */

static void
build_group (JsonBuilder *json, const char *name, const CltEventGroup *group)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_object (json);
  clt_cli_add_int (json, "n", group->n);
  clt_cli_add_int (json, "trading_before", group->trading_before);
  clt_cli_add_int (json, "trading_after", group->trading_after);
  clt_cli_add_int (json, "lots_before", group->lots_before);
  clt_cli_add_int (json, "lots_after", group->lots_after);
  clt_cli_add_int (json, "net_deposit_before", group->net_before);
  clt_cli_add_int (json, "net_deposit_after", group->net_after);
  json_builder_end_object (json);
}

static void
print_group (const char *name, const CltEventGroup *group)
{
  g_autofree char *before = clt_money_format (group->net_before);
  g_autofree char *after = clt_money_format (group->net_after);

  clt_cli_print ("%s", name);
  /* Translators: numbers of clients before and after an event, then lots, then yuan. */
  clt_cli_print (_ ("  n = %d; trading %d → %d; lots %d → %d; net deposit %s → %s yuan"), group->n,
                 group->trading_before, group->trading_after, (int) group->lots_before,
                 (int) group->lots_after, before, after);
}

static gboolean
measure (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  g_autoptr (CltEvent) event = load (conn, options, error);
  g_autoptr (JsonBuilder) json = json_builder_new ();
  CltEventEffect effect;

  if (event == NULL ||
      (options->days <= 0 &&
       !clt_rules_get_count (conn, "event.result_near", clt_today (), &options->days, error)) ||
      !clt_event_measure (conn, event->id, options->days, &effect, error))
    return FALSE;
  if (!options->common.json)
    {
      print_group (_ ("Were there:"), &effect.came);
      print_group (_ ("Invited, not there:"), &effect.others);
      if (!effect.complete)
        clt_cli_print ("%s", _ ("The facts do not reach to the end of these days yet."));
      clt_cli_print ("%s", _ ("What changed around an event need not have changed because of it."));
      return TRUE;
    }
  json_builder_begin_object (json);
  clt_cli_add_int (json, "days", effect.days);
  clt_cli_add_day (json, "until", effect.until);
  json_builder_set_member_name (json, "complete");
  json_builder_add_boolean_value (json, effect.complete);
  build_group (json, "came", &effect.came);
  build_group (json, "others", &effect.others);
  json_builder_end_object (json);
  clt_cli_print_json (json);
  return TRUE;
}

static CltExportOptions
get_export_options (const Options *options)
{
  return (
    CltExportOptions){ .path = get_arg (options, 1), .who = options->common.who, .purpose = "" };
}

static gboolean export(CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  const CltExportOptions export_options = get_export_options (options);
  g_autoptr (CltEvent) event = load (conn, options, error);

  if (event == NULL)
    return FALSE;
  return g_str_has_suffix (export_options.path, ".ics")
           ? clt_export_event_calendar (conn, event->id, &export_options, error)
           : clt_export_event_guests (conn, event->id, &export_options, NULL, error);
}

static gboolean
print_guests (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  const CltExportOptions export_options = get_export_options (options);
  g_autoptr (CltEvent) event = load (conn, options, error);
  g_autoptr (CltPaper) paper =
    event == NULL ? NULL : clt_paper_new_guests (conn, event->id, &export_options, error);

  return paper != NULL && clt_paper_export (paper, conn, &export_options, error);
}

/* Telling */

static int
tell_id (gpointer data)
{
  const Options *options = data;
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (!options->common.json)
    {
      clt_cli_print ("%" G_GINT64_FORMAT, options->id);
      return CLT_EXIT_DONE;
    }
  json_builder_begin_object (json);
  clt_cli_add_int (json, "event", options->id);
  clt_cli_add_action (json, options->common.action);
  json_builder_end_object (json);
  clt_cli_print_json (json);
  return CLT_EXIT_DONE;
}

/* @out: the name of those who were left out; @text: a sentence with both numbers. */
static int
tell_counts (const Options *options, const char *text, const char *done, const char *out)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (!options->common.json)
    {
      g_print ("%s\n", text);
      return CLT_EXIT_DONE;
    }
  json_builder_begin_object (json);
  clt_cli_add_int (json, done, options->n_done);
  clt_cli_add_int (json, out, options->n_out);
  clt_cli_add_int (json, "push", options->push);
  clt_cli_add_action (json, options->common.action);
  json_builder_end_object (json);
  clt_cli_print_json (json);
  return CLT_EXIT_DONE;
}

static int
tell_invited (gpointer data)
{
  const Options *options = data;
  /* Translators: numbers of clients. */
  g_autofree char *text =
    g_strdup_printf (_ ("%u invited, %u left out"), options->n_done, options->n_out);

  return tell_counts (options, text, "invited", "left_out");
}

static int
tell_followed (gpointer data)
{
  const Options *options = data;
  /* Translators: numbers of calls and of clients. */
  g_autofree char *text =
    g_strdup_printf (_ ("%u calls planned, %u left out"), options->n_done, options->n_out);

  return tell_counts (options, text, "calls", "left_out");
}

static int
tell_answer (gpointer data)
{
  const Options *options = data;
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (!options->common.json)
    {
      clt_cli_print ("%s", clt_event_answer_get_label (options->given));
      return CLT_EXIT_DONE;
    }
  json_builder_begin_object (json);
  clt_cli_add_string (json, "answer", options->given);
  clt_cli_add_action (json, options->common.action);
  json_builder_end_object (json);
  clt_cli_print_json (json);
  return CLT_EXIT_DONE;
}

#define MANY 500

static const CltCliVerb verbs[] = {
  { "list", 0, 0, NULL, list },
  { "show", 1, 1, NULL, show },
  { "add", 2, 40, "event.create", add, tell_id },
  { "set", 2, 40, "event.save", set },
  { "candidates", 1, 1, NULL, show_candidates },
  { "invite", 1, MANY, "event.invite", invite, tell_invited },
  { "answer", 3, 3, "event.answer", answer, tell_answer },
  { "attend", 3, MANY, "event.attend", attend },
  { "close", 2, 2, "event.close", close_event },
  { "follow-up", 1, 1, "event.follow-up", follow_up, tell_followed },
  { "effect", 1, 1, NULL, measure },
  { "export", 2, 2, NULL, export },
  { "guests", 2, 2, NULL, print_guests, .writes = TRUE },
  { NULL },
};

int
clt_cmd_event (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "filter", 0, 0, G_OPTION_ARG_STRING, &options.filter, N_ ("Only clients who match"),
      "EXPRESSION" },
    { "channel", 0, 0, G_OPTION_ARG_STRING, &options.channel, N_ ("Channel of the invitation"),
      "CHANNEL" },
    { "days", 0, 0, G_OPTION_ARG_INT, &options.days, N_ ("Days before and after"), "N" },
    { "due", 0, 0, G_OPTION_ARG_STRING, &options.due, N_ ("Day of the calls"), "DATE" },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 1, MANY, &options.common))
    return CLT_EXIT_USAGE;
  return clt_cli_run_verb (&options.common, verbs, &options);
}
