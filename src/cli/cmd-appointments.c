/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli-messages.h"

#include <stdio.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clt-branch.h"
#include "core/delivery/clt-appointment.h"
#include "core/people/clt-staff.h"
#include "core/report/clt-export-sends.h"

typedef struct
{
  const CltCliCommon *common;
  char *product, *staff, *place, *note, *subject, *from, *to;
  int minutes;
  CltDay first, last;
  gint64 id; /* what was made */
  GBytes *ics;
  CltIcsResult read;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->product);
  g_free (options->staff);
  g_free (options->place);
  g_free (options->note);
  g_free (options->subject);
  g_free (options->from);
  g_free (options->to);
  g_clear_pointer (&options->ics, g_bytes_unref);
  clt_ics_result_clear (&options->read);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* 2026-11-20T14:30, local time of the branch. */
static gboolean
parse_instant (const char *text, gint64 *at)
{
  int year, month, day, hour, minute, end = 0;
  CltDay date;

  if (sscanf (text, "%4d-%2d-%2dT%2d:%2d%n", &year, &month, &day, &hour, &minute, &end) != 5 ||
      text[end] != '\0' || hour < 0 || hour > 23 || minute < 0 || minute > 59)
    return FALSE;
  date = clt_day_from_ymd (year, month, day);
  *at = (gint64) date * 86400 + hour * 3600 + minute * 60 - 8 * 3600;
  return date != CLT_DAY_NONE;
}

static void
build_appointment (JsonBuilder *json, const CltAppointment *appointment)
{
  g_autofree char *starts = clt_instant_format_iso (appointment->starts);
  g_autofree char *ends = clt_instant_format_iso (appointment->ends);

  json_builder_begin_object (json);
  clt_cli_add_int (json, "id", appointment->id);
  clt_cli_add_string (json, "uid", appointment->uid);
  clt_cli_add_int (json, "sequence", appointment->sequence);
  clt_cli_add_string (json, "state", appointment->state);
  clt_cli_add_string (json, "starts", starts);
  clt_cli_add_string (json, "ends", ends);
  clt_cli_add_string (json, "client", appointment->client);
  clt_cli_add_string (json, "staff", appointment->staff);
  clt_cli_add_string (json, "product", appointment->product);
  clt_cli_add_string (json, "subject", appointment->subject);
  clt_cli_add_string (json, "place", appointment->place);
  clt_cli_add_string (json, "note", appointment->note);
  json_builder_end_object (json);
}

static void
print_appointment (const CltAppointment *appointment)
{
  g_autofree char *starts = clt_instant_format (appointment->starts);
  g_autofree char *client = clt_cli_pad (appointment->client, 10);

  clt_cli_print ("%8" G_GINT64_FORMAT "  %s  %-9s  %s  %s%s%s", appointment->id, starts,
                 appointment->state, client, appointment->subject,
                 *appointment->place != '\0' ? "  @ " : "", appointment->place);
}

static int
run_list (const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (options->common->args[0], CLT_CONN_READ, &error);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (conn != NULL)
    list = clt_appointment_list (conn, options->first, options->last, 0, 0, &error);
  if (list == NULL)
    return clt_cli_fail ("appointments", error);
  json_builder_begin_array (json);
  for (guint i = 0; i < list->len; i++)
    if (options->common->json)
      build_appointment (json, list->pdata[i]);
    else
      print_appointment (list->pdata[i]);
  json_builder_end_array (json);
  if (options->common->json)
    clt_cli_print_json (json);
  return CLT_EXIT_DONE;
}

static gboolean
set_times (CltAppointment *appointment, const Options *options, const char *text, GError **error)
{
  gint64 length = appointment->ends - appointment->starts;

  if (!parse_instant (text, &appointment->starts))
    {
      g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID,
                   /* Translators: what was typed. */
                   _ ("“%s” is no time (write 2026-11-20T14:30)."), text);
      return FALSE;
    }
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

  appointment->client_id = clt_cli_find_client (conn, options->common->args[2], error);
  if (appointment->client_id == 0 ||
      !set_times (appointment, options, options->common->args[3], error))
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
  options->id = appointment->id;
  return TRUE;
}

static gint64
get_id (const Options *options)
{
  return g_ascii_strtoll (options->common->args[2], NULL, 10);
}

/* move ID [TIME] */
static gboolean
move (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_autoptr (CltAppointment) appointment = clt_appointment_load (conn, get_id (options), error);

  if (appointment == NULL || (options->common->n_args > 3 &&
                              !set_times (appointment, options, options->common->args[3], error)))
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
read_ics (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;

  return clt_appointment_read_ics (conn, options->ics, &options->read, error);
}

static int
run_action (Options *options, const char *name, CltActionFunc func)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (options->common->args[0], CLT_CONN_WRITE, &error);
  const CltActionInfo info = { .name = name,
                               .detail = options->common->args[2],
                               .who = options->common->who };

  if (conn == NULL || !clt_action_run (conn, &info, func, options, NULL, &error))
    return clt_cli_fail ("appointments", error);
  if (options->id != 0)
    clt_cli_print ("%" G_GINT64_FORMAT, options->id);
  return CLT_EXIT_DONE;
}

static int
run_import (Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (options->common->args[2]);
  g_autoptr (JsonBuilder) json = json_builder_new ();
  int code;

  options->ics = g_file_load_bytes (file, NULL, NULL, &error);
  if (options->ics == NULL)
    return clt_cli_fail ("appointments", error);
  code = run_action (options, "appointment.import", read_ics);
  if (code != CLT_EXIT_DONE)
    return code;
  for (guint i = 0; i < options->read.refused->len; i++)
    g_printerr ("clientele-cli appointments: %s\n", (char *) options->read.refused->pdata[i]);
  json_builder_begin_object (json);
  clt_cli_add_int (json, "updated", options->read.updated);
  clt_cli_add_int (json, "cancelled", options->read.cancelled);
  clt_cli_add_int (json, "same", options->read.same);
  clt_cli_add_int (json, "refused", options->read.refused->len);
  json_builder_end_object (json);
  if (options->common->json)
    clt_cli_print_json (json);
  else
    /* Translators: numbers of appointments. */
    clt_cli_print (_ ("%u changed, %u cancelled, %u as before, %u refused"), options->read.updated,
                   options->read.cancelled, options->read.same, options->read.refused->len);
  return options->read.refused->len > 0 ? CLT_EXIT_REFUSED : CLT_EXIT_DONE;
}

static int
run_export (const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (options->common->args[0], CLT_CONN_READ, &error);
  const CltExportOptions export_options = { .path = options->common->args[2],
                                            .who = options->common->who,
                                            .purpose = "" };
  gint64 staff = 0;
  guint n;

  if (conn == NULL ||
      (options->staff != NULL && (staff = clt_staff_find (conn, options->staff, &error)) == 0) ||
      !clt_export_appointments (conn, options->first, options->last, staff, &export_options, &n,
                                &error))
    return clt_cli_fail ("appointments", error);
  return CLT_EXIT_DONE;
}

static int
run_task (Options *options)
{
  const char *task = options->common->args[1];
  int n = options->common->n_args;

  if (g_str_equal (task, "list") && n == 2)
    return run_list (options);
  if (g_str_equal (task, "add") && n == 4)
    return run_action (options, "appointment.add", add);
  if (g_str_equal (task, "move") && n >= 3)
    return run_action (options, "appointment.edit", move);
  if (g_str_equal (task, "finish") && n == 3)
    return run_action (options, "appointment.finish", finish);
  if (g_str_equal (task, "cancel") && n == 3)
    return run_action (options, "appointment.cancel", cancel);
  if (g_str_equal (task, "export") && n == 3)
    return run_export (options);
  if (g_str_equal (task, "import") && n == 3)
    return run_import (options);
  g_printerr (_ ("clientele-cli: “%s” does not know “%s”\n"), "appointments", task);
  return CLT_EXIT_USAGE;
}

int
clt_cmd_appointments (int argc, char **argv)
{
  CltCliCommon common;
  g_auto (Options) options = { .common = &common, .first = CLT_DAY_NONE, .last = CLT_DAY_NONE };
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

  if (!clt_cli_parse (&argc, &argv, entries, 2, 4, &common))
    return CLT_EXIT_USAGE;
  if ((options.from != NULL && !clt_cli_parse_day (options.from, &options.first)) ||
      (options.to != NULL && !clt_cli_parse_day (options.to, &options.last)))
    return CLT_EXIT_USAGE;
  return run_task (&options);
}
