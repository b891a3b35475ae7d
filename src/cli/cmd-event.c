/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli-event.h"

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
  const char *filter, *channel, *due;
  int days;
  gint64 id; /* of the event */
  guint n_done, n_out;
  gint64 push;
  const char *given; /* the answer as it was noted */
} Options;

static gboolean
list (CltConn *conn, gpointer data, GError **error)
{
  return clt_cli_list_events (conn, &((Options *) data)->common, error);
}

/* FIELD=VALUE … from argument @first on. */
static gboolean
apply (CltConn *conn, Options *options, int first, CltEvent *event, GError **error)
{
  g_autoptr (CltEventFields) fields = clt_event_fields_load (conn, clt_today (), error);

  if (fields == NULL)
    return FALSE;
  for (int i = first; i < options->common.n_rest; i++)
    {
      const char *text = options->common.rest[i];
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

  clt_set_str (&event->theme, options->common.rest[0]);
  if (!clt_instant_parse (options->common.rest[1], &event->starts))
    return clt_store_refuse (error,
                             /* Translators: what was typed. */
                             _ ("“%s” is no time (write 2026-11-20T14:30)."),
                             options->common.rest[1]);
  event->ends = event->starts + 2 * 3600;
  if (!apply (conn, options, 2, event, error) || !clt_event_save (conn, event, error))
    return FALSE;
  options->common.made = event->id;
  return TRUE;
}

/* ---- what is done with the event of the first argument --------------------------------------- */

static CltEventInvitation
get_invitation (const Options *options)
{
  return (CltEventInvitation){ .expression = options->filter != NULL ? options->filter : "",
                               .channel = options->channel != NULL ? options->channel : "",
                               .who = options->common.who,
                               .day = clt_today () };
}

static gboolean
refuse_word (const char *expected, GError **error)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, expected);
  return FALSE;
}

/* @first: (out): whether the second argument is @yes; FALSE: it is neither that nor @no. */
static gboolean
read_word (const Options *options, const char *yes, const char *no, gboolean *first)
{
  *first = g_str_equal (options->common.rest[1], yes);
  return *first || g_str_equal (options->common.rest[1], no);
}

static gboolean
show (CltConn *conn, Options *options, CltEvent *event, GError **error)
{
  return clt_cli_show_event (conn, &options->common, event, error);
}

static gboolean
show_candidates (CltConn *conn, Options *options, CltEvent *event, GError **error)
{
  const CltEventInvitation invitation = get_invitation (options);
  g_autoptr (GPtrArray) candidates =
    clt_event_find_candidates (conn, event->id, &invitation, error);

  if (candidates != NULL)
    clt_cli_list_candidates (&options->common, candidates);
  return candidates != NULL;
}

static gboolean
set (CltConn *conn, Options *options, CltEvent *event, GError **error)
{
  return apply (conn, options, 1, event, error) && clt_event_save (conn, event, error);
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

  for (int i = 1; i < options->common.n_rest; i++)
    {
      gint64 id = clt_client_find (conn, options->common.rest[i], error);

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
invite (CltConn *conn, Options *options, CltEvent *event, GError **error)
{
  const CltEventInvitation invitation = get_invitation (options);
  g_autoptr (GArray) ids = choose_clients (conn, options, &invitation, error);

  if (ids == NULL)
    return FALSE;
  options->n_done = ids->len;
  return clt_event_invite (conn, event->id, (const gint64 *) (gpointer) ids->data, ids->len,
                           &invitation, &options->push, error);
}

static gboolean
answer (CltConn *conn, Options *options, CltEvent *event, GError **error)
{
  gint64 client = clt_client_find (conn, options->common.rest[1], error);

  return client != 0 && clt_event_answer (conn, event->id, client, options->common.rest[2],
                                          &options->given, error);
}

/* attend N yes|no ACCOUNT … */
static gboolean
attend (CltConn *conn, Options *options, CltEvent *event, GError **error)
{
  gboolean there;

  if (!read_word (options, "yes", "no", &there))
    return refuse_word (_ ("say yes or no, then the accounts"), error);
  for (int i = 2; i < options->common.n_rest; i++)
    {
      gint64 client = clt_client_find (conn, options->common.rest[i], error);

      if (client == 0 || !clt_event_attend (conn, event->id, client, there, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
close_event (CltConn *conn, Options *options, CltEvent *event, GError **error)
{
  gboolean held;

  return read_word (options, "held", "cancelled", &held)
           ? clt_event_close (conn, event->id, held, error)
           : refuse_word (_ ("say held or cancelled"), error);
}

static gboolean
follow_up (CltConn *conn, Options *options, CltEvent *event, GError **error)
{
  CltDay due = CLT_DAY_NONE;

  if (options->due != NULL && !clt_day_parse (options->due, &due))
    return refuse_word (_ ("--due needs a date (write 20261118)"), error);
  return clt_event_follow_up (conn, event->id, due, &options->n_done, &options->n_out, error);
}

static gboolean
measure (CltConn *conn, Options *options, CltEvent *event, GError **error)
{
  CltEventEffect effect;

  if ((options->days <= 0 &&
       !clt_rules_get_count (conn, "event.result_near", clt_today (), &options->days, error)) ||
      !clt_event_measure (conn, event->id, options->days, &effect, error))
    return FALSE;
  clt_cli_show_effect (&options->common, &effect);
  return TRUE;
}

static CltExportOptions
get_export_options (const Options *options)
{
  return (
    CltExportOptions){ .path = options->common.rest[1], .who = options->common.who, .purpose = "" };
}

static gboolean
write_event (CltConn *conn, Options *options, CltEvent *event, GError **error)
{
  const CltExportOptions export_options = get_export_options (options);

  return g_str_has_suffix (export_options.path, ".ics")
           ? clt_export_event_calendar (conn, event->id, &export_options, error)
           : clt_export_event_guests (conn, event->id, &export_options, NULL, error);
}

static gboolean
print_guests (CltConn *conn, Options *options, CltEvent *event, GError **error)
{
  const CltExportOptions export_options = get_export_options (options);
  g_autoptr (CltPaper) paper = clt_paper_new_guests (conn, event->id, &export_options, error);

  return paper != NULL && clt_paper_export (paper, conn, &export_options, error);
}

static const struct
{
  const char *verb;
  gboolean (*run) (CltConn *conn, Options *options, CltEvent *event, GError **error);
} jobs[] = {
  { "show", show },
  { "set", set },
  { "candidates", show_candidates },
  { "invite", invite },
  { "answer", answer },
  { "attend", attend },
  { "close", close_event },
  { "follow-up", follow_up },
  { "effect", measure },
  { "export", write_event },
  { "guests", print_guests },
};

static gboolean
run_job (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  g_autoptr (CltEvent) event = NULL;

  options->id = g_ascii_strtoll (options->common.rest[0], NULL, 10);
  event = clt_event_load (conn, options->id, error);
  for (guint i = 0; event != NULL && i < G_N_ELEMENTS (jobs); i++)
    if (g_str_equal (jobs[i].verb, options->common.args[1]))
      return jobs[i].run (conn, options, event, error);
  return FALSE;
}

/* ---- telling ------------------------------------------------------------------------------- */

/* @text for people; for programs what @build adds, and the action. */
static int
tell (const Options *options,
      const char *text,
      void (*build) (JsonBuilder *json, const Options *options))
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (!options->common.json)
    {
      clt_cli_print ("%s", text);
      return CLT_EXIT_DONE;
    }
  json_builder_begin_object (json);
  build (json, options);
  clt_cli_add_id (json, "action", options->common.action);
  json_builder_end_object (json);
  clt_cli_print_json (json);
  return CLT_EXIT_DONE;
}

static void
build_counts (JsonBuilder *json, const Options *options, const char *done)
{
  clt_cli_add_int (json, done, options->n_done);
  clt_cli_add_int (json, "left_out", options->n_out);
  clt_cli_add_int (json, "push", options->push);
}

static void
build_invited (JsonBuilder *json, const Options *options)
{
  build_counts (json, options, "invited");
}

static void
build_followed (JsonBuilder *json, const Options *options)
{
  build_counts (json, options, "calls");
}

static int
tell_invited (gpointer data)
{
  const Options *options = data;
  /* Translators: numbers of clients. */
  g_autofree char *text =
    g_strdup_printf (_ ("%u invited, %u left out"), options->n_done, options->n_out);

  return tell (options, text, build_invited);
}

static int
tell_followed (gpointer data)
{
  const Options *options = data;
  /* Translators: numbers of calls and of clients. */
  g_autofree char *text =
    g_strdup_printf (_ ("%u calls planned, %u left out"), options->n_done, options->n_out);

  return tell (options, text, build_followed);
}

static void
build_answer (JsonBuilder *json, const Options *options)
{
  clt_cli_add_string (json, "answer", options->given);
}

static int
tell_answer (gpointer data)
{
  const Options *options = data;

  return tell (options, clt_event_answer_get_label (options->given), build_answer);
}

#define MANY 500

static const CltCliVerb verbs[] = {
  { "list", 0, 0, NULL, list },
  { "show", 1, 1, NULL, run_job },
  { "add", 2, 40, "event.create", add, .makes = "event" },
  { "set", 2, 40, "event.save", run_job },
  { "candidates", 1, 1, NULL, run_job },
  { "invite", 1, MANY, "event.invite", run_job, tell_invited },
  { "answer", 3, 3, "event.answer", run_job, tell_answer },
  { "attend", 3, MANY, "event.attend", run_job },
  { "close", 2, 2, "event.close", run_job },
  { "follow-up", 1, 1, "event.follow-up", run_job, tell_followed },
  { "effect", 1, 1, NULL, run_job },
  { "export", 2, 2, NULL, run_job },
  { "guests", 2, 2, NULL, run_job, .writes = TRUE },
  { NULL },
};

int
clt_cmd_event (int argc, char **argv)
{
  Options options = { 0 };
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
