/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include <inttypes.h>
#include <math.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/calls/clt-contact-log.h"
#include "core/calls/clt-quick-contact.h"
#include "core/clients/clt-client.h"
#include "core/delivery/clt-call.h"
#include "core/people/clt-staff.h"

typedef struct
{
  CltCliCommon common;
  const char *from, *to, *client, *staff, *channel, *topic, *next, *outcome, *day, *recording;
  int minutes, limit;
  gboolean in, plan;
  CltDay first, last, on;
} Options;

static gboolean
find_staff (CltConn *conn, const Options *options, gint64 *id, GError **error)
{
  *id = options->staff == NULL ? 0 : clt_staff_find (conn, options->staff, error);
  return options->staff == NULL || *id != 0;
}

static void
build_entry (JsonBuilder *json, gconstpointer row)
{
  const CltContactEntry *entry = row;

  clt_cli_add_int (json, "id", entry->id);
  clt_cli_add_int (json, "day", clt_day_to_yyyymmdd (entry->day));
  clt_cli_add_instant (json, "at", entry->at);
  clt_cli_add_string (json, "client", entry->client);
  clt_cli_add_string (json, "staff", entry->staff);
  clt_cli_add_string (json, "direction", entry->direction);
  clt_cli_add_string (json, "channel", entry->channel);
  clt_cli_add_string (json, "outcome", entry->outcome);
  clt_cli_add_bool (json, "reached", clt_contact_entry_is_reached (entry));
  clt_cli_add_int (json, "seconds", entry->seconds);
  clt_cli_add_int (json, "attempts", entry->attempts);
  clt_cli_add_string (json, "topic", entry->topic);
  clt_cli_add_string (json, "note", entry->note);
  clt_cli_add_string (json, "next", entry->next_step);
  clt_cli_add_string (json, "recording", entry->recording);
  clt_cli_add_string (json, "override", entry->override_reason);
}

static void
print_entry (gconstpointer row)
{
  const CltContactEntry *entry = row;
  g_autofree char *when =
    entry->at == 0 ? clt_day_format (entry->day) : clt_instant_format (entry->at);
  g_autofree char *moment = clt_cli_pad (when, 16);
  g_autofree char *client = clt_cli_pad (entry->client, 10);
  g_autofree char *staff = clt_cli_pad (entry->staff, 10);

  clt_cli_print ("%8" G_GINT64_FORMAT "  %s  %s %s %-3s %-8s %s  %s", entry->id, moment, client,
                 staff, entry->direction, entry->channel,
                 *entry->outcome == '\0' ? "" : clt_call_outcome_get_label (entry->outcome),
                 *entry->topic != '\0' ? entry->topic : entry->note);
}

static gboolean
list (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_autoptr (GPtrArray) entries = NULL;
  gint64 staff, client = 0;

  if (options->client != NULL && (client = clt_client_find (conn, options->client, error)) == 0)
    return FALSE;
  if (find_staff (conn, options, &staff, error))
    entries = clt_contact_log_list (conn, client, staff, options->first, options->last,
                                    (guint) MAX (options->limit, 0), error);
  if (entries != NULL)
    clt_cli_print_rows (&options->common, entries, build_entry, print_entry);
  return entries != NULL;
}

static gboolean
fill_entry (CltConn *conn, const Options *options, CltContactEntry *entry, GError **error)
{
  const char *outcome = options->outcome == NULL ? "" : clt_call_outcome_find (options->outcome);
  gint64 staff;

  if (outcome == NULL)
    return clt_store_refuse (error, _ ("There is no such outcome of a call; nothing was changed."));
  if (options->common.n_args > 3 &&
      !clt_contact_entry_parse (entry, options->common.args[3], error))
    return FALSE;
  if (!find_staff (conn, options, &staff, error))
    return FALSE;
  entry->client_id = clt_client_find (conn, options->common.args[2], error);
  /* who is at the desk need not be a member of staff: then nobody is named */
  entry->staff_id = staff != 0 ? staff : clt_staff_find (conn, options->common.who, NULL);
  if (options->in)
    clt_set_str (&entry->direction, "in");
  if (options->channel != NULL)
    clt_set_str (&entry->channel, options->channel);
  if (options->topic != NULL)
    clt_set_str (&entry->topic, options->topic);
  if (options->next != NULL)
    clt_set_str (&entry->next_step, options->next);
  if (options->recording != NULL)
    clt_set_str (&entry->recording, options->recording);
  if (options->minutes > 0)
    entry->seconds = options->minutes * 60;
  if (options->on != CLT_DAY_NONE && options->on != entry->day)
    {
      entry->day = options->on;
      entry->at = 0;
    }
  clt_set_str (&entry->outcome, outcome);
  return entry->client_id != 0;
}

static gboolean
add (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  g_autoptr (CltContactEntry) entry = clt_contact_entry_new ();

  if (!fill_entry (conn, options, entry, error) || !clt_contact_log_add (conn, entry, error))
    return FALSE;
  options->common.made = entry->id;
  return TRUE;
}

/* One line that names the client, too, and may plan the next step. */
static gboolean
note (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  g_autoptr (CltQuickContact) quick = NULL;
  gint64 staff;

  if (!find_staff (conn, options, &staff, error))
    return FALSE;
  quick =
    clt_quick_contact_parse (conn, options->common.args[2], 0, options->plan, clt_now (), error);
  if (quick == NULL)
    return FALSE;
  if (staff == 0)
    staff = clt_staff_find (conn, options->common.who, NULL);
  options->common.made = clt_quick_contact_record (conn, quick, staff, error);
  return options->common.made != 0;
}

/* ---- summary ------------------------------------------------------------------------------- */

static double
get_share (gint64 part, gint64 whole)
{
  return whole == 0 ? NAN : (double) part / (double) whole;
}

static void
add_counts (JsonBuilder *json, const char *name, const GPtrArray *counts)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_object (json);
  for (guint i = 0; i < counts->len; i++)
    {
      const CltContactCount *count = counts->pdata[i];

      clt_cli_add_int (json, count->name, count->n);
    }
  json_builder_end_object (json);
}

static void
print_summary_json (const CltContactSums *sums)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  clt_cli_add_int (json, "contacts", sums->contacts);
  clt_cli_add_int (json, "judged", sums->judged);
  clt_cli_add_int (json, "successes", sums->successes);
  clt_cli_add_double (json, "success_rate", get_share (sums->successes, sums->judged));
  clt_cli_add_double (json, "success_low", sums->success_low);
  clt_cli_add_double (json, "success_high", sums->success_high);
  clt_cli_add_int (json, "seconds", sums->seconds);
  clt_cli_add_double (json, "mean_seconds", get_share (sums->seconds, sums->contacts));
  clt_cli_add_int (json, "silent", sums->silent);
  clt_cli_add_int (json, "attempts", sums->attempts);
  clt_cli_add_int (json, "most_attempts", sums->most_attempts);
  clt_cli_add_double (json, "mean_attempts", get_share (sums->attempts, sums->contacts));
  clt_cli_add_int (json, "first_time", sums->first_time);
  clt_cli_add_int (json, "clients", sums->attempted);
  clt_cli_add_int (json, "clients_reached", sums->reached);
  clt_cli_add_double (json, "reach_rate", get_share (sums->reached, sums->attempted));
  clt_cli_add_double (json, "reach_low", sums->reached_low);
  clt_cli_add_double (json, "reach_high", sums->reached_high);
  add_counts (json, "lines", sums->lines);
  add_counts (json, "outcomes", sums->outcomes);
  add_counts (json, "months", sums->months);
  json_builder_end_object (json);
  clt_cli_print_json (json);
}

static void
print_rate (const char *label, gint64 part, gint64 whole, double low, double high)
{
  g_autofree char *share = clt_percent_format (get_share (part, whole), 1);
  g_autofree char *from = clt_percent_format (low, 1);
  g_autofree char *to = clt_percent_format (high, 1);
  g_autofree char *title = clt_cli_pad (label, 22);

  clt_cli_print ("%s %" G_GINT64_FORMAT " / %" G_GINT64_FORMAT "  %s  [%s, %s]", title, part, whole,
                 share, from, to);
}

static void
print_counts (const char *label, const GPtrArray *counts, gboolean are_outcomes)
{
  clt_cli_print ("%s", label);
  for (guint i = 0; i < counts->len; i++)
    {
      const CltContactCount *count = counts->pdata[i];
      const char *name = are_outcomes ? clt_call_outcome_get_label (count->name) : count->name;
      g_autofree char *title = clt_cli_pad (*name == '\0' ? "–" : name, 20);

      clt_cli_print ("  %s %8" G_GINT64_FORMAT, title, count->n);
    }
}

static void
print_summary (const CltContactSums *sums)
{
  g_autofree char *mean = g_strdup_printf ("%.1f", get_share (sums->seconds, sums->contacts));

  clt_cli_print (_ ("Contacts: %" PRIi64 ", calls %" PRIi64 ", most for one contact %" PRIi64),
                 sums->contacts, sums->attempts, sums->most_attempts);
  clt_cli_print (_ ("Talk: %" PRIi64 " seconds, %s a contact; none in %" PRIi64), sums->seconds,
                 sums->contacts == 0 ? "–" : mean, sums->silent);
  print_rate (_ ("Successful"), sums->successes, sums->judged, sums->success_low,
              sums->success_high);
  print_rate (_ ("Clients reached"), sums->reached, sums->attempted, sums->reached_low,
              sums->reached_high);
  clt_cli_print (_ ("First contact: %" PRIi64), sums->first_time);
  print_counts (_ ("By line:"), sums->lines, FALSE);
  print_counts (_ ("By outcome:"), sums->outcomes, TRUE);
  print_counts (_ ("By month:"), sums->months, FALSE);
}

static gboolean
summary (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_autoptr (CltContactSums) sums = NULL;
  CltContactQuery query = { .from = options->first, .to = options->last };

  if (find_staff (conn, options, &query.staff_id, error))
    sums = clt_contact_log_sum (conn, &query, error);
  if (sums == NULL)
    return FALSE;
  if (options->common.json)
    print_summary_json (sums);
  else
    print_summary (sums);
  return TRUE;
}

static const CltCliVerb verbs[] = {
  { "list", 0, 0, NULL, list },
  { "add", 1, 2, "contact.add", add },
  { "note", 1, 1, "contact.add", note },
  { "summary", 0, 0, NULL, summary },
  { NULL },
};

int
clt_cmd_contact (int argc, char **argv)
{
  Options options = { .first = CLT_DAY_NONE, .last = CLT_DAY_NONE, .on = CLT_DAY_NONE };
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, N_ ("First day"), "DATE" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, N_ ("Last day"), "DATE" },
    { "client", 0, 0, G_OPTION_ARG_STRING, &options.client, N_ ("Only this client’s"), "ACCOUNT" },
    { "staff", 0, 0, G_OPTION_ARG_STRING, &options.staff, N_ ("Who spoke or wrote"), "STAFF" },
    { "limit", 0, 0, G_OPTION_ARG_INT, &options.limit, N_ ("The newest of them"), "N" },
    { "in", 0, 0, G_OPTION_ARG_NONE, &options.in, N_ ("The client came to us"), NULL },
    { "plan", 0, 0, G_OPTION_ARG_NONE, &options.plan, N_ ("The line plans a call, nothing else"),
      NULL },
    { "channel", 0, 0, G_OPTION_ARG_STRING, &options.channel, N_ ("By which channel"), "CHANNEL" },
    { "topic", 0, 0, G_OPTION_ARG_STRING, &options.topic, N_ ("What it was about"), "TEXT" },
    { "next", 0, 0, G_OPTION_ARG_STRING, &options.next, N_ ("What comes next"), "TEXT" },
    { "outcome", 0, 0, G_OPTION_ARG_STRING, &options.outcome, N_ ("What came of a call"),
      "OUTCOME" },
    { "minutes", 0, 0, G_OPTION_ARG_INT, &options.minutes, N_ ("How long it took"), "N" },
    { "recording", 0, 0, G_OPTION_ARG_STRING, &options.recording, N_ ("Name of the recording"),
      "FILE" },
    { "day", 0, 0, G_OPTION_ARG_STRING, &options.day, N_ ("On this day, not today"), "DATE" },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 1, 4, &options.common) ||
      !clt_cli_parse_day (options.from, &options.first) ||
      !clt_cli_parse_day (options.to, &options.last) ||
      !clt_cli_parse_day (options.day, &options.on))
    return CLT_EXIT_USAGE;
  return clt_cli_run_verb (&options.common, verbs, &options);
}
