/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-client.h"
#include "core/delivery/clt-appointment.h"
#include "core/people/clt-staff.h"
#include "core/report/clt-export-sends.h"

typedef struct
{
  CltCliCommon common;
  const char *product, *staff, *place, *note, *subject, *from, *to;
  int minutes;
  CltDay first, last;
  CltIcsResult read;
} Options;

static void
options_clear (Options *options)
{
  clt_ics_result_clear (&options->read);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
build_appointment (JsonBuilder *json, gconstpointer row)
{
  const CltAppointment *appointment = row;

  clt_cli_add_int (json, "id", appointment->id);
  clt_cli_add_string (json, "uid", appointment->uid);
  clt_cli_add_int (json, "sequence", appointment->sequence);
  clt_cli_add_string (json, "state", appointment->state);
  clt_cli_add_instant (json, "starts", appointment->starts);
  clt_cli_add_instant (json, "ends", appointment->ends);
  clt_cli_add_string (json, "client", appointment->client);
  clt_cli_add_string (json, "staff", appointment->staff);
  clt_cli_add_string (json, "product", appointment->product);
  clt_cli_add_string (json, "subject", appointment->subject);
  clt_cli_add_string (json, "place", appointment->place);
  clt_cli_add_string (json, "note", appointment->note);
}

static void
print_appointment (gconstpointer row)
{
  const CltAppointment *appointment = row;
  g_autofree char *starts = clt_instant_format (appointment->starts);
  g_autofree char *client = clt_cli_pad (appointment->client, 10);

  clt_cli_print ("%8" G_GINT64_FORMAT "  %s  %-9s  %s  %s%s%s", appointment->id, starts,
                 appointment->state, client, appointment->subject,
                 *appointment->place != '\0' ? "  @ " : "", appointment->place);
}

static gboolean
list (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_autoptr (GPtrArray) list =
    clt_appointment_list (conn, options->first, options->last, 0, 0, error);

  if (list != NULL)
    clt_cli_print_rows (&options->common, list, build_appointment, print_appointment);
  return list != NULL;
}

static gboolean
set_times (CltAppointment *appointment, const Options *options, const char *text, GError **error)
{
  gint64 length = appointment->ends - appointment->starts;

  if (!clt_instant_parse (text, &appointment->starts))
    return clt_store_refuse (error,
                             /* Translators: what was typed. */
                             _ ("“%s” is no time (write 2026-11-20T14:30)."), text);
  if (options->minutes > 0)
    length = options->minutes * 60;
  appointment->ends = appointment->starts + (length > 0 ? length : 3600);
  return TRUE;
}

static void
set_texts (CltAppointment *appointment, const Options *options)
{
  if (options->subject != NULL)
    clt_set_str (&appointment->subject, options->subject);
  if (options->place != NULL)
    clt_set_str (&appointment->place, options->place);
  if (options->note != NULL)
    clt_set_str (&appointment->note, options->note);
}

/* add ACCOUNT TIME */
static gboolean
add (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  g_autoptr (CltAppointment) appointment = clt_appointment_new ();

  appointment->client_id = clt_client_find (conn, options->common.args[2], error);
  if (appointment->client_id == 0 ||
      !set_times (appointment, options, options->common.args[3], error))
    return FALSE;
  if (options->staff != NULL &&
      (appointment->staff_id = clt_staff_find (conn, options->staff, error)) == 0)
    return FALSE;
  if (options->product != NULL &&
      (appointment->product_id = clt_product_find (conn, options->product, error)) == 0)
    return FALSE;
  set_texts (appointment, options);
  if (!clt_appointment_save (conn, appointment, error))
    return FALSE;
  options->common.made = appointment->id;
  return TRUE;
}

static gint64
get_id (const Options *options)
{
  return g_ascii_strtoll (options->common.args[2], NULL, 10);
}

/* move ID [TIME] */
static gboolean
move (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_autoptr (CltAppointment) appointment = clt_appointment_load (conn, get_id (options), error);

  if (appointment == NULL || (options->common.n_args > 3 &&
                              !set_times (appointment, options, options->common.args[3], error)))
    return FALSE;
  set_texts (appointment, options);
  return clt_appointment_save (conn, appointment, error);
}

static gboolean
finish (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;

  return clt_appointment_finish (conn, get_id (options), options->note == NULL ? "" : options->note,
                                 error);
}

static gboolean
cancel (CltConn *conn, gpointer data, GError **error)
{
  return clt_appointment_cancel (conn, get_id (data), error);
}

static gboolean
import (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (options->common.args[2]);
  g_autoptr (GBytes) ics = g_file_load_bytes (file, NULL, NULL, error);

  return ics != NULL && clt_appointment_read_ics (conn, ics, &options->read, error);
}

static int
tell_import (gpointer data)
{
  const Options *options = data;
  const CltIcsResult *read = &options->read;
  g_autoptr (JsonBuilder) json = json_builder_new ();

  for (guint i = 0; i < read->refused->len; i++)
    g_printerr ("clientele-cli appointments: %s\n", (char *) read->refused->pdata[i]);
  json_builder_begin_object (json);
  clt_cli_add_int (json, "updated", read->updated);
  clt_cli_add_int (json, "cancelled", read->cancelled);
  clt_cli_add_int (json, "same", read->same);
  clt_cli_add_int (json, "refused", read->refused->len);
  json_builder_end_object (json);
  if (options->common.json)
    clt_cli_print_json (json);
  else
    /* Translators: numbers of appointments. */
    clt_cli_print (_ ("%u changed, %u cancelled, %u as before, %u refused"), read->updated,
                   read->cancelled, read->same, read->refused->len);
  return read->refused->len > 0 ? CLT_EXIT_REFUSED : CLT_EXIT_DONE;
}

static gboolean export(CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  const CltExportOptions export_options = { .path = options->common.args[2],
                                            .who = options->common.who,
                                            .purpose = "" };
  gint64 staff = 0;
  guint n;

  if (options->staff != NULL && (staff = clt_staff_find (conn, options->staff, error)) == 0)
    return FALSE;
  return clt_export_appointments (conn, options->first, options->last, staff, &export_options, &n,
                                  error);
}

static const CltCliVerb verbs[] = {
  { "list", 0, 0, NULL, list },
  { "add", 2, 2, "appointment.add", add },
  { "move", 1, 2, "appointment.edit", move },
  { "finish", 1, 1, "appointment.finish", finish },
  { "cancel", 1, 1, "appointment.cancel", cancel },
  { "export", 1, 1, NULL, export },
  { "import", 1, 1, "appointment.import", import, tell_import },
  { NULL },
};

int
clt_cmd_appointments (int argc, char **argv)
{
  g_auto (Options) options = { .first = CLT_DAY_NONE, .last = CLT_DAY_NONE };
  const GOptionEntry entries[] = {
    { "product", 0, 0, G_OPTION_ARG_STRING, &options.product, N_ ("The product of the visit"),
      "CODE" },
    { "staff", 0, 0, G_OPTION_ARG_STRING, &options.staff, N_ ("Who visits"), "STAFF" },
    { "subject", 0, 0, G_OPTION_ARG_STRING, &options.subject, N_ ("What it is about"), "TEXT" },
    { "place", 0, 0, G_OPTION_ARG_STRING, &options.place, N_ ("Where it is"), "TEXT" },
    { "note", 0, 0, G_OPTION_ARG_STRING, &options.note, N_ ("A note"), "TEXT" },
    { "minutes", 0, 0, G_OPTION_ARG_INT, &options.minutes, N_ ("How long it lasts"), "N" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, N_ ("First day"), "DATE" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, N_ ("Last day"), "DATE" },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 2, 4, &options.common) ||
      !clt_cli_parse_day (options.from, &options.first) ||
      !clt_cli_parse_day (options.to, &options.last))
    return CLT_EXIT_USAGE;
  return clt_cli_run_verb (&options.common, verbs, &options);
}
