/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli-messages.h"

#include "core/base/clt-i18n.h"
#include "core/clt-branch.h"
#include "core/delivery/clt-call.h"
#include "core/people/clt-staff.h"

typedef struct
{
  const CltCliCommon *common;
  char *product, *staff, *due, *note, *script, *again;
  gboolean closed;
  CltDay due_day, again_day;
  gint64 id; /* what was made */
} Options;

static void
options_clear (Options *options)
{
  g_free (options->product);
  g_free (options->staff);
  g_free (options->due);
  g_free (options->note);
  g_free (options->script);
  g_free (options->again);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
build_call (JsonBuilder *json, const CltCall *call)
{
  json_builder_begin_object (json);
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
  json_builder_end_object (json);
}

static void
print_call (const CltCall *call)
{
  g_autofree char *due = clt_day_format (call->due);
  g_autofree char *client = clt_cli_pad (call->client, 10);
  g_autofree char *staff = clt_cli_pad (call->staff, 10);

  clt_cli_print ("%8" G_GINT64_FORMAT "  %s  %s %s  %s  %s  %s", call->id, due, client, call->phone,
                 staff, call->product,
                 *call->outcome != '\0' ? clt_call_outcome_get_label (call->outcome) : "");
}

static gboolean
find_staff (CltConn *conn, const Options *options, gint64 *id, GError **error)
{
  *id = options->staff == NULL ? 0 : clt_staff_find (conn, options->staff, error);
  return options->staff == NULL || *id != 0;
}

static int
run_list (const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (options->common->args[0], CLT_CONN_READ, &error);
  g_autoptr (GPtrArray) calls = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  gint64 staff;

  if (conn == NULL || !find_staff (conn, options, &staff, &error))
    return clt_cli_fail ("calls", error);
  calls = clt_call_list (conn, staff, options->due_day, options->closed, &error);
  if (calls == NULL)
    return clt_cli_fail ("calls", error);
  json_builder_begin_array (json);
  for (guint i = 0; i < calls->len; i++)
    if (options->common->json)
      build_call (json, calls->pdata[i]);
    else
      print_call (calls->pdata[i]);
  json_builder_end_array (json);
  if (options->common->json)
    clt_cli_print_json (json);
  return CLT_EXIT_DONE;
}

static gboolean
add (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  gint64 client = clt_cli_find_client (conn, options->common->args[2], error);
  gint64 product = 0, staff;

  if (client == 0 || !find_staff (conn, options, &staff, error))
    return FALSE;
  if (options->product != NULL)
    {
      product = clt_product_find (conn, options->product, error);
      if (product == 0)
        return FALSE;
    }
  options->id = clt_call_add (conn, client, product, staff,
                              options->due_day == CLT_DAY_NONE ? clt_today () : options->due_day,
                              options->script, error);
  return options->id != 0;
}

static gboolean
finish (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  gint64 id = g_ascii_strtoll (options->common->args[2], NULL, 10);

  return clt_call_finish (conn, id, options->common->args[3],
                          options->note == NULL ? "" : options->note, options->again_day, error);
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
    return clt_cli_fail ("calls", error);
  if (options->id != 0)
    clt_cli_print ("%" G_GINT64_FORMAT, options->id);
  return CLT_EXIT_DONE;
}

static int
run_dial (const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (options->common->args[0], CLT_CONN_WRITE, &error);
  gint64 id = g_ascii_strtoll (options->common->args[2], NULL, 10);
  g_autofree char *tel =
    conn == NULL ? NULL : clt_call_dial (conn, id, options->common->who, &error);

  if (tel == NULL)
    return clt_cli_fail ("calls", error);
  clt_cli_print ("%s", tel);
  return CLT_EXIT_DONE;
}

static int
run_task (Options *options)
{
  const char *task = options->common->args[1];
  int n = options->common->n_args;

  if (g_str_equal (task, "list") && n == 2)
    return run_list (options);
  if (g_str_equal (task, "add") && n == 3)
    return run_action (options, "call.add", add);
  if (g_str_equal (task, "dial") && n == 3)
    return run_dial (options);
  if (g_str_equal (task, "finish") && n == 4)
    return run_action (options, "call.finish", finish);
  g_printerr (_ ("clientele-cli: “%s” does not know “%s”\n"), "calls", task);
  return CLT_EXIT_USAGE;
}

int
clt_cmd_calls (int argc, char **argv)
{
  CltCliCommon common;
  g_auto (Options) options = { .common = &common,
                               .due_day = CLT_DAY_NONE,
                               .again_day = CLT_DAY_NONE };
  const GOptionEntry entries[] = {
    { "product", 0, 0, G_OPTION_ARG_STRING, &options.product, N_ ("The product of the call"),
      "CODE" },
    { "staff", 0, 0, G_OPTION_ARG_STRING, &options.staff, N_ ("Who calls"), "STAFF" },
    { "due", 0, 0, G_OPTION_ARG_STRING, &options.due, N_ ("Due on this day, or up to it"), "DATE" },
    { "script", 0, 0, G_OPTION_ARG_STRING, &options.script, N_ ("What to say"), "TEXT" },
    { "note", 0, 0, G_OPTION_ARG_STRING, &options.note, N_ ("What was said"), "TEXT" },
    { "again", 0, 0, G_OPTION_ARG_STRING, &options.again, N_ ("Try it again on this day"), "DATE" },
    { "closed", 0, 0, G_OPTION_ARG_NONE, &options.closed, N_ ("Those that are done"), NULL },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 2, 4, &common))
    return CLT_EXIT_USAGE;
  if ((options.due != NULL && !clt_cli_parse_day (options.due, &options.due_day)) ||
      (options.again != NULL && !clt_cli_parse_day (options.again, &options.again_day)))
    return CLT_EXIT_USAGE;
  return run_task (&options);
}
