/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/calls/clt-task.h"
#include "core/calls/clt-when.h"
#include "core/clients/clt-client.h"
#include "core/people/clt-staff.h"

typedef struct
{
  CltCliCommon common;
  const char *owner, *client, *kind, *due, *result;
  gboolean closed;
} Options;

static void
build_task (JsonBuilder *json, gconstpointer row)
{
  const CltTask *task = row;

  clt_cli_add_int (json, "id", task->id);
  clt_cli_add_string (json, "kind", task->kind);
  clt_cli_add_string (json, "state", task->state);
  clt_cli_add_int (json, "due", clt_day_to_yyyymmdd (task->due));
  clt_cli_add_bool (json, "late", task->done == CLT_DAY_NONE && task->due < clt_today ());
  clt_cli_add_string (json, "client", task->client);
  clt_cli_add_string (json, "owner", task->owner);
  clt_cli_add_string (json, "text", task->text);
  clt_cli_add_day (json, "done", task->done);
  clt_cli_add_string (json, "result", task->result);
}

static void
print_task (gconstpointer row)
{
  const CltTask *task = row;
  g_autofree char *due = clt_day_format (task->due);
  g_autofree char *kind = clt_cli_pad (clt_task_kind_get_label (task->kind), 18);
  g_autofree char *client = clt_cli_pad (task->client, 10);
  g_autofree char *owner = clt_cli_pad (task->owner, 10);

  clt_cli_print ("%8" G_GINT64_FORMAT "  %s  %s %s %s %s", task->id, due, kind, client, owner,
                 task->text);
}

static gboolean
find_people (CltConn *conn, const Options *options, gint64 *owner, gint64 *client, GError **error)
{
  *owner = *client = 0;
  return (options->owner == NULL || (*owner = clt_staff_find (conn, options->owner, error)) != 0) &&
         (options->client == NULL ||
          (*client = clt_client_find (conn, options->client, error)) != 0);
}

static gboolean
list (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_autoptr (GPtrArray) tasks = NULL;
  gint64 owner, client;

  if (find_people (conn, options, &owner, &client, error))
    tasks = clt_task_list (conn, owner, client, options->closed, error);
  if (tasks != NULL)
    clt_cli_print_rows (&options->common, tasks, build_task, print_task);
  return tasks != NULL;
}

static gboolean
add (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  g_autoptr (CltTask) task = clt_task_new (options->kind == NULL ? "promise" : options->kind);
  int time;

  if (!find_people (conn, options, &task->owner_id, &task->client_id, error) ||
      (options->due != NULL &&
       !clt_when_parse (options->due, clt_now (), &task->due, &time, error)))
    return FALSE;
  /* who is at the desk need not be a member of staff: then the task is everybody's */
  if (task->owner_id == 0)
    task->owner_id = clt_staff_find (conn, options->common.who, NULL);
  clt_set_str (&task->text, options->common.args[2]);
  if (!clt_task_add (conn, task, error))
    return FALSE;
  options->common.made = task->id;
  return TRUE;
}

static gint64
get_id (const Options *options)
{
  return g_ascii_strtoll (options->common.args[2], NULL, 10);
}

/* done ID, drop ID */
static gboolean
finish (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  const gboolean done = g_str_equal (options->common.args[1], "done");

  return clt_task_finish (conn, get_id (options), done ? "done" : "dropped",
                          options->result == NULL ? "" : options->result, error);
}

static gboolean
move (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  CltDay due;
  int time;

  return clt_when_parse (options->common.args[3], clt_now (), &due, &time, error) &&
         clt_task_move (conn, get_id (options), due, error);
}

static gboolean
give (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  gint64 owner = clt_staff_find (conn, options->common.args[3], error);

  return owner != 0 && clt_task_give (conn, get_id (options), owner, error);
}

static const CltCliVerb verbs[] = {
  { "list", 0, 0, NULL, list },
  { "add", 1, 1, "task.add", add },
  { "done", 1, 1, "task.finish", finish },
  { "drop", 1, 1, "task.finish", finish },
  { "move", 2, 2, "task.move", move },
  { "give", 2, 2, "task.give", give },
  { NULL },
};

int
clt_cmd_task (int argc, char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "owner", 0, 0, G_OPTION_ARG_STRING, &options.owner, N_ ("Who does it"), "STAFF" },
    { "client", 0, 0, G_OPTION_ARG_STRING, &options.client, N_ ("For which client"), "ACCOUNT" },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &options.kind,
      N_ ("promise, compliance, contact-data, letter or remedy"), "KIND" },
    { "due", 0, 0, G_OPTION_ARG_STRING, &options.due, N_ ("By when"), "WHEN" },
    { "result", 0, 0, G_OPTION_ARG_STRING, &options.result, N_ ("What came of it"), "TEXT" },
    { "closed", 0, 0, G_OPTION_ARG_NONE, &options.closed, N_ ("Those that are done"), NULL },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 1, 4, &options.common))
    return CLT_EXIT_USAGE;
  return clt_cli_run_verb (&options.common, verbs, &options);
}
