/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include "core/base/clt-i18n.h"
#include "core/clients/clt-client.h"
#include "core/delivery/clt-call.h"
#include "core/people/clt-staff.h"

typedef struct
{
  CltCliCommon common;
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
build_call (JsonBuilder *json, gconstpointer row)
{
  const CltCall *call = row;

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
}

static void
print_call (gconstpointer row)
{
  const CltCall *call = row;
  g_autofree char *due = clt_day_format (call->due);
  g_autofree char *client = clt_cli_pad (call->client, 10);
  g_autofree char *staff = clt_cli_pad (call->staff, 10);

  clt_cli_print ("%8" G_GINT64_FORMAT "  %s  %s %s  %s  %s  %s", call->id, due, client, call->phone,
                 staff, call->product,
                 *call->outcome != '\0' ? clt_call_outcome_get_label (call->outcome) : "");
}

static gint64
get_id (const Options *options)
{
  return g_ascii_strtoll (options->common.args[2], NULL, 10);
}

static gboolean
find_staff (CltConn *conn, const Options *options, gint64 *id, GError **error)
{
  *id = options->staff == NULL ? 0 : clt_staff_find (conn, options->staff, error);
  return options->staff == NULL || *id != 0;
}

static gboolean
list (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_autoptr (GPtrArray) calls = NULL;
  gint64 staff;

  if (find_staff (conn, options, &staff, error))
    calls = clt_call_list (conn, staff, options->due_day, options->closed, error);
  if (calls != NULL)
    clt_cli_print_rows (&options->common, calls, build_call, print_call);
  return calls != NULL;
}

static gboolean
add (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  gint64 client = clt_client_find (conn, options->common.args[2], error);
  gint64 product = 0, staff;

  if (client == 0 || !find_staff (conn, options, &staff, error))
    return FALSE;
  if (options->product != NULL && (product = clt_product_find (conn, options->product, error)) == 0)
    return FALSE;
  options->id = clt_call_add (conn, 0, client, product, staff,
                              options->due_day == CLT_DAY_NONE ? clt_today () : options->due_day,
                              options->script, error);
  return options->id != 0;
}

static int
tell_id (gpointer data)
{
  clt_cli_print ("%" G_GINT64_FORMAT, ((Options *) data)->id);
  return CLT_EXIT_DONE;
}

static gboolean
finish (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;

  return clt_call_finish (conn, get_id (options), options->common.args[3],
                          options->note == NULL ? "" : options->note, options->again_day, error);
}

static gboolean
dial (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_autofree char *tel = clt_call_dial (conn, get_id (options), options->common.who, error);

  if (tel != NULL)
    clt_cli_print ("%s", tel);
  return tel != NULL;
}

static const CltCliVerb verbs[] = {
  { "list", 0, 0, NULL, list },
  { "add", 1, 1, "call.add", add, tell_id },
  { "dial", 1, 1, NULL, dial, .writes = TRUE },
  { "finish", 2, 2, "call.finish", finish },
  { NULL },
};

int
clt_cmd_calls (int argc, char **argv)
{
  g_auto (Options) options = { .due_day = CLT_DAY_NONE, .again_day = CLT_DAY_NONE };
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

  if (!clt_cli_parse (&argc, &argv, entries, 2, 4, &options.common) ||
      !clt_cli_parse_day (options.due, &options.due_day) ||
      !clt_cli_parse_day (options.again, &options.again_day))
    return CLT_EXIT_USAGE;
  return clt_cli_run_verb (&options.common, verbs, &options);
}
