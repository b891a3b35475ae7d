/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include "core/base/clt-i18n.h"
#include "core/report/clt-export-sends.h"
#include "core/rules/clt-settings.h"
#include "core/training/clt-lecturer.h"
#include "core/training/clt-room.h"
#include "core/training/clt-subscription.h"
#include "core/training/clt-training-calendar.h"

typedef struct
{
  CltCliCommon common;
  const char *name, *room, *lecturer, *from, *to;
  gboolean holiday;
  CltDay first, last;
  CltTrainingRead read;
} Options;

static void
options_clear (Options *options)
{
  clt_training_read_clear (&options->read);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
build_calendar (JsonBuilder *json, gconstpointer row)
{
  const CltAgenda *calendar = row;

  clt_cli_add_string (json, "name", calendar->name);
  clt_cli_add_int (json, "entries", calendar->entries);
  clt_cli_add_int (json, "room", calendar->room_id);
  clt_cli_add_int (json, "lecturer", calendar->lecturer_id);
  clt_cli_add_bool (json, "holiday", calendar->holiday);
}

static void
print_calendar (gconstpointer row)
{
  const CltAgenda *calendar = row;

  clt_cli_print ("%6u  %s", calendar->entries, calendar->name);
}

static gboolean
list (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_autoptr (GPtrArray) calendars = clt_agenda_list (conn, error);

  if (calendars != NULL)
    clt_cli_print_rows (&options->common, calendars, build_calendar, print_calendar);
  return calendars != NULL;
}

static void
build_span (JsonBuilder *json, gconstpointer row)
{
  const CltBusySpan *span = row;

  clt_cli_add_instant (json, "starts", span->starts);
  clt_cli_add_instant (json, "ends", span->ends);
  clt_cli_add_string (json, "calendar", span->calendar);
  clt_cli_add_string (json, "summary", span->summary);
  clt_cli_add_bool (json, "all_day", span->all_day);
  clt_cli_add_bool (json, "holiday", span->holiday);
}

static void
print_span (gconstpointer row)
{
  const CltBusySpan *span = row;
  g_autofree char *starts = clt_instant_format (span->starts);
  g_autofree char *ends = clt_instant_format (span->ends);

  clt_cli_print ("%s – %s  %s", starts, ends, span->summary);
}

/* The coming four weeks, unless told otherwise. */
static gboolean
busy (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  CltDay first = options->first == CLT_DAY_NONE ? clt_today () : options->first;
  CltDay last = options->last == CLT_DAY_NONE ? first + 27 : options->last;
  g_autoptr (GPtrArray) spans = clt_agenda_get_spans (conn, clt_day_get_instant (first, 0),
                                                      clt_day_get_instant (last + 1, 0), error);

  if (spans != NULL)
    clt_cli_print_rows (&options->common, spans, build_span, print_span);
  return spans != NULL;
}

static gboolean
import (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  const char *path = options->common.args[2];
  g_autofree char *base = g_path_get_basename (path);
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GBytes) ics = g_file_load_bytes (file, NULL, NULL, error);
  CltAgendaTarget target = { .holiday = options->holiday };

  if (ics == NULL ||
      (options->room != NULL &&
       (target.room_id = clt_room_find (conn, options->room, error)) == 0) ||
      (options->lecturer != NULL &&
       (target.lecturer_id = clt_lecturer_find (conn, options->lecturer, error)) == 0))
    return FALSE;
  return clt_training_read_ics (conn, options->name == NULL ? base : options->name, ics, &target,
                                &options->read, error);
}

static int
tell_import (gpointer data)
{
  const Options *options = data;
  const CltTrainingRead *read = &options->read;
  g_autoptr (JsonBuilder) json = json_builder_new ();

  for (guint i = 0; i < read->refused->len; i++)
    g_printerr ("clientele-cli calendars: %s\n", (char *) read->refused->pdata[i]);
  json_builder_begin_object (json);
  clt_cli_add_int (json, "added", read->change.added);
  clt_cli_add_int (json, "changed", read->change.changed);
  clt_cli_add_int (json, "same", read->change.same);
  clt_cli_add_int (json, "removed", read->change.removed);
  clt_cli_add_int (json, "meetings_changed", read->updated);
  clt_cli_add_int (json, "meetings_cancelled", read->cancelled);
  clt_cli_add_int (json, "meetings_same", read->agreed);
  clt_cli_add_int (json, "refused", read->refused->len);
  json_builder_end_object (json);
  if (options->common.json)
    clt_cli_print_json (json);
  else
    {
      /* Translators: numbers of entries of a calendar. */
      clt_cli_print (_ ("%u new, %u changed, %u as before, %u removed, %u refused"),
                     read->change.added, read->change.changed, read->change.same,
                     read->change.removed, read->refused->len);
      if (read->updated + read->cancelled + read->agreed > 0)
        /* Translators: numbers of our own meetings that a calendar brought back. */
        clt_cli_print (_ ("Meetings: %u moved, %u cancelled, %u as before"), read->updated,
                       read->cancelled, read->agreed);
    }
  return read->refused->len > 0 ? CLT_EXIT_REFUSED : CLT_EXIT_DONE;
}

static gboolean export(CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  const CltExportOptions export_options = { .path = options->common.args[3],
                                            .who = options->common.who,
                                            .purpose = "" };

  return clt_export_calendar (conn, options->common.args[2], &export_options, error);
}

static gboolean
drop (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;

  return clt_agenda_remove (conn, options->common.args[2], error);
}

/* folder [PATH]: where calendar programs find what changes; "" for nowhere. */
static gboolean
tell_folder (CltConn *conn, gpointer data, GError **error)
{
  g_autofree char *folder = clt_settings_get (conn, CLT_SUBSCRIPTION_FOLDER, error);

  if (folder != NULL)
    clt_cli_print ("%s", folder);
  return folder != NULL;
}

static gboolean
set_folder (CltConn *conn, gpointer data, GError **error)
{
  const char *typed = ((const Options *) data)->common.args[2];
  g_autofree char *path = *typed == '\0' ? g_strdup ("") : g_canonicalize_filename (typed, NULL);

  if (*path != '\0' && !g_file_test (path, G_FILE_TEST_IS_DIR))
    return clt_store_refuse (error, _ ("There is no folder “%s”; nothing was changed."), path);
  return clt_settings_set (conn, CLT_SUBSCRIPTION_FOLDER, path, error);
}

static const CltCliVerb verbs[] = {
  { "list", 0, 0, NULL, list },
  { "import", 1, 1, "calendar.import", import, tell_import },
  { "export", 2, 2, NULL, export },
  { "busy", 0, 0, NULL, busy },
  { "remove", 1, 1, "calendar.remove", drop },
  { "folder", 0, 0, NULL, tell_folder },
  { "set-folder", 1, 1, "settings.edit", set_folder },
  { NULL },
};

int
clt_cmd_calendars (int argc, char **argv)
{
  g_auto (Options) options = { .first = CLT_DAY_NONE, .last = CLT_DAY_NONE };
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.name, N_ ("How the calendar is called here"),
      "NAME" },
    { "room", 0, 0, G_OPTION_ARG_STRING, &options.room, N_ ("The room that it keeps busy"),
      "ROOM" },
    { "lecturer", 0, 0, G_OPTION_ARG_STRING, &options.lecturer,
      N_ ("The lecturer whom it keeps busy"), "NAME" },
    { "holiday", 0, 0, G_OPTION_ARG_NONE, &options.holiday, N_ ("Nobody works on its days"), NULL },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, N_ ("First day"), "DATE" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, N_ ("Last day"), "DATE" },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 1, 4, &options.common) ||
      !clt_cli_parse_day (options.from, &options.first) ||
      !clt_cli_parse_day (options.to, &options.last))
    return CLT_EXIT_USAGE;
  return clt_cli_run_verb (&options.common, verbs, &options);
}
