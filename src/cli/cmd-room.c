/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/people/clt-staff.h"
#include "core/training/clt-lecturer.h"
#include "core/training/clt-room.h"

typedef struct
{
  CltCliCommon common;
  const char *name, *place, *staff, *topics, *cost, *from, *to;
  int seats; /* -1: not given */
  gboolean archive, restore;
  CltDay first, last;
} Options;

static void
build_room (JsonBuilder *json, gconstpointer row)
{
  const CltRoom *room = row;

  clt_cli_add_string (json, "name", room->name);
  clt_cli_add_string (json, "place", room->place);
  clt_cli_add_int (json, "seats", room->seats);
  clt_cli_add_int (json, "cost", room->cost);
}

static void
print_room (gconstpointer row)
{
  const CltRoom *room = row;

  clt_cli_print ("%4d  %s  %s", room->seats, room->name, room->place);
}

static gboolean
list_rooms (CltConn *conn, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) rows = clt_room_list (conn, FALSE, error);

  if (rows != NULL)
    clt_cli_print_rows (&((Options *) data)->common, rows, build_room, print_room);
  return rows != NULL;
}

static void
build_lecturer (JsonBuilder *json, gconstpointer row)
{
  const CltLecturer *lecturer = row;

  clt_cli_add_string (json, "name", lecturer->name);
  clt_cli_add_int (json, "fee", lecturer->fee);
  clt_cli_add_string (json, "topics", lecturer->topics);
}

static void
print_lecturer (gconstpointer row)
{
  const CltLecturer *lecturer = row;

  clt_cli_print ("%s  %s", lecturer->name, lecturer->topics);
}

static gboolean
list_lecturers (CltConn *conn, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) rows = clt_lecturer_list (conn, FALSE, error);

  if (rows != NULL)
    clt_cli_print_rows (&((Options *) data)->common, rows, build_lecturer, print_lecturer);
  return rows != NULL;
}

static void
build_equipment (JsonBuilder *json, gconstpointer row)
{
  const CltEquipment *equipment = row;

  clt_cli_add_string (json, "name", equipment->name);
  clt_cli_add_int (json, "quantity", equipment->quantity);
}

static void
print_equipment (gconstpointer row)
{
  const CltEquipment *equipment = row;

  clt_cli_print ("%4d  %s", equipment->quantity, equipment->name);
}

static gboolean
list_equipment (CltConn *conn, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) rows = clt_equipment_list (conn, FALSE, error);

  if (rows != NULL)
    clt_cli_print_rows (&((Options *) data)->common, rows, build_equipment, print_equipment);
  return rows != NULL;
}

static void
build_hours (JsonBuilder *json, gconstpointer row)
{
  const CltLecturerHours *hours = row;

  clt_cli_add_string (json, "lecturer", hours->name);
  clt_cli_add_int (json, "month", hours->month / 12 * 100 + hours->month % 12 + 1);
  clt_cli_add_int (json, "meetings", hours->meetings);
  clt_cli_add_int (json, "minutes", hours->minutes);
  clt_cli_add_int (json, "fees", hours->fees);
}

static void
print_hours (gconstpointer row)
{
  const CltLecturerHours *hours = row;
  g_autofree char *fees = clt_money_format (hours->fees);

  clt_cli_print ("%d-%02d  %6.1f h  %12s  %s", hours->month / 12, hours->month % 12 + 1,
                 hours->minutes / 60.0, fees, hours->name);
}

static gboolean
list_hours (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_autoptr (GPtrArray) rows = clt_lecturer_get_hours (conn, options->first, options->last, error);

  if (rows != NULL)
    clt_cli_print_rows (&options->common, rows, build_hours, print_hours);
  return rows != NULL;
}

/* ---- new ones -------------------------------------------------------------------------------- */

static gboolean
parse_cost (const Options *options, gint64 *cost, GError **error)
{
  return options->cost == NULL ||
         clt_value_parse_money (options->cost, strlen (options->cost), cost) == CLT_VALUE_OK ||
         /* Translators: what was typed. */
         clt_store_refuse (error, _ ("“%s” is no amount; nothing was changed."), options->cost);
}

/* add-room NAME SEATS */
static gboolean
add_room (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_autoptr (CltRoom) room = clt_room_new ();

  clt_set_str (&room->name, options->common.rest[0]);
  room->seats = (int) g_ascii_strtoll (options->common.rest[1], NULL, 10);
  if (options->place != NULL)
    clt_set_str (&room->place, options->place);
  return parse_cost (options, &room->cost, error) && clt_room_save (conn, room, error);
}

/* add-lecturer NAME */
static gboolean
add_lecturer (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_autoptr (CltLecturer) lecturer = clt_lecturer_new ();

  clt_set_str (&lecturer->name, options->common.rest[0]);
  if (options->topics != NULL)
    clt_set_str (&lecturer->topics, options->topics);
  if (options->staff != NULL &&
      (lecturer->staff_id = clt_staff_find (conn, options->staff, error)) == 0)
    return FALSE;
  return parse_cost (options, &lecturer->fee, error) && clt_lecturer_save (conn, lecturer, error);
}

/* add-equipment NAME NUMBER */
static gboolean
add_equipment (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_autoptr (CltEquipment) equipment = clt_equipment_new ();

  clt_set_str (&equipment->name, options->common.rest[0]);
  equipment->quantity = (int) g_ascii_strtoll (options->common.rest[1], NULL, 10);
  return clt_equipment_save (conn, equipment, error);
}

/* ---- changes ------------------------------------------------------------------------------- */

static gboolean
get_archived (const Options *options, gboolean archived)
{
  return options->archive || (archived && !options->restore);
}

/* set-room NAME: what the options say; one in the archive is found too. */
static gboolean
set_room (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_autoptr (GPtrArray) rooms = clt_room_list (conn, TRUE, error);
  CltRoom *room = NULL;

  for (guint i = 0; rooms != NULL && i < rooms->len; i++)
    if (g_str_equal (((CltRoom *) rooms->pdata[i])->name, options->common.rest[0]) &&
        (room == NULL || room->archived))
      room = rooms->pdata[i];
  if (rooms == NULL)
    return FALSE;
  if (room == NULL)
    return clt_room_find (conn, options->common.rest[0], error) != 0;
  if (options->name != NULL)
    clt_set_str (&room->name, options->name);
  if (options->place != NULL)
    clt_set_str (&room->place, options->place);
  if (options->seats >= 0)
    room->seats = options->seats;
  room->archived = get_archived (options, room->archived);
  return parse_cost (options, &room->cost, error) && clt_room_save (conn, room, error);
}

/* set-lecturer NAME */
static gboolean
set_lecturer (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_autoptr (GPtrArray) lecturers = clt_lecturer_list (conn, TRUE, error);
  CltLecturer *lecturer = NULL;

  for (guint i = 0; lecturers != NULL && i < lecturers->len; i++)
    if (g_str_equal (((CltLecturer *) lecturers->pdata[i])->name, options->common.rest[0]) &&
        (lecturer == NULL || lecturer->archived))
      lecturer = lecturers->pdata[i];
  if (lecturers == NULL)
    return FALSE;
  if (lecturer == NULL)
    return clt_lecturer_find (conn, options->common.rest[0], error) != 0;
  if (options->name != NULL)
    clt_set_str (&lecturer->name, options->name);
  if (options->topics != NULL)
    clt_set_str (&lecturer->topics, options->topics);
  if (options->staff != NULL &&
      (lecturer->staff_id = clt_staff_find (conn, options->staff, error)) == 0)
    return FALSE;
  lecturer->archived = get_archived (options, lecturer->archived);
  return parse_cost (options, &lecturer->fee, error) && clt_lecturer_save (conn, lecturer, error);
}

static const CltCliVerb verbs[] = {
  { "rooms", 0, 0, NULL, list_rooms },
  { "lecturers", 0, 0, NULL, list_lecturers },
  { "equipment", 0, 0, NULL, list_equipment },
  { "hours", 0, 0, NULL, list_hours },
  { "add-room", 2, 2, "room.save", add_room },
  { "add-lecturer", 1, 1, "lecturer.save", add_lecturer },
  { "add-equipment", 2, 2, "equipment.save", add_equipment },
  { "set-room", 1, 1, "room.save", set_room },
  { "set-lecturer", 1, 1, "lecturer.save", set_lecturer },
  { NULL },
};

int
clt_cmd_room (int argc, char **argv)
{
  CltDay today = clt_today ();
  Options options = { .first = clt_month_first_day (clt_day_get_month (today)),
                      .last = clt_month_last_day (clt_day_get_month (today)),
                      .seats = -1 };
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.name, N_ ("Of set-…: the new name"), "NAME" },
    { "seats", 0, 0, G_OPTION_ARG_INT, &options.seats, N_ ("Of set-room: so many seats"), "N" },
    { "archive", 0, 0, G_OPTION_ARG_NONE, &options.archive, N_ ("Of set-…: into the archive"),
      NULL },
    { "restore", 0, 0, G_OPTION_ARG_NONE, &options.restore, N_ ("Of set-…: back from the archive"),
      NULL },
    { "place", 0, 0, G_OPTION_ARG_STRING, &options.place, N_ ("Where it is"), "TEXT" },
    { "staff", 0, 0, G_OPTION_ARG_STRING, &options.staff, N_ ("Who of the staff it is"), "STAFF" },
    { "topics", 0, 0, G_OPTION_ARG_STRING, &options.topics, N_ ("Codes of courses; none: all"),
      "CODES" },
    { "cost", 0, 0, G_OPTION_ARG_STRING, &options.cost, N_ ("Yuan an hour"), "YUAN" },
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
