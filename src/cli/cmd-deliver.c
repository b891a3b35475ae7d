/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-delivery.h"
#include "core/catalogue/clt-product.h"
#include "core/clients/clt-client.h"
#include "core/clt-branch.h"
#include "core/people/clt-staff.h"

/* What a client is given, refuses and insists on: deliver, refuse, request. */

typedef struct
{
  CltCliCommon common;
  const char *channel, *day, *to, *note, *staff, *set_aside;
  gboolean requested;
  CltDay first, last;
  gint64 client_id, product_id, staff_id;
  gint64 id;
} Options;

static gboolean
read_days (Options *options)
{
  options->first = clt_today ();
  options->last = CLT_DAY_NONE;
  return clt_cli_parse_day (options->day, &options->first) &&
         clt_cli_parse_day (options->to, &options->last);
}

static gboolean
find_all (CltConn *conn, Options *options, const char *product, GError **error)
{
  options->client_id = clt_client_find (conn, options->common.args[1], error);
  if (options->client_id == 0)
    return FALSE;
  if (product != NULL && (options->product_id = clt_product_find (conn, product, error)) == 0)
    return FALSE;
  return options->staff == NULL ||
         (options->staff_id = clt_staff_find (conn, options->staff, error)) != 0;
}

/* One action; the names are looked up in it. */
static int
run (Options *options, const char *command, const char *action, CltActionFunc func)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (options->common.args[0], CLT_CONN_WRITE, &error);
  const CltActionInfo info = { .name = action,
                               .detail = options->common.args[1],
                               .who = options->common.who };

  if (conn == NULL || !clt_action_run (conn, &info, func, options, NULL, &error))
    return clt_cli_fail (command, error);
  if (options->id != 0 && options->common.json)
    {
      g_autoptr (JsonBuilder) json = json_builder_new ();

      json_builder_begin_object (json);
      clt_cli_add_int (json, command, options->id);
      json_builder_end_object (json);
      clt_cli_print_json (json);
    }
  return CLT_EXIT_DONE;
}

/* deliver */

/* The product's first channel on the day. */
static char *
find_channel (CltConn *conn, const Options *options, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (CltVersion) version =
    clt_version_get (conn, options->product_id, options->first, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (version == NULL || version->channels->len == 0)
    return g_strdup (""); /* the gate says what is wrong */
  return g_strdup (((CltProductChannel *) version->channels->pdata[0])->channel);
}

static gboolean
deliver (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  g_autoptr (CltDelivery) delivery = clt_delivery_new ();
  g_autofree char *channel = NULL;

  if (!find_all (conn, options, options->common.args[2], error))
    return FALSE;
  channel =
    options->channel != NULL ? g_strdup (options->channel) : find_channel (conn, options, error);
  if (channel == NULL)
    return FALSE;
  delivery->client_id = options->client_id;
  delivery->product_id = options->product_id;
  delivery->staff_id = options->staff_id;
  delivery->day = options->first;
  delivery->requested = options->requested;
  clt_set_str (&delivery->channel, channel);
  clt_set_str (&delivery->note, options->note != NULL ? options->note : "");
  if (options->set_aside != NULL)
    {
      clt_set_str (&delivery->override_reason, options->set_aside);
      clt_set_str (&delivery->override_who, options->common.who);
    }
  if (!clt_delivery_save (conn, delivery, error))
    return FALSE;
  options->id = delivery->id;
  return TRUE;
}

int
clt_cmd_deliver (int argc, char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "channel", 0, 0, G_OPTION_ARG_STRING, &options.channel, N_ ("Through this channel"), "C" },
    { "day", 0, 0, G_OPTION_ARG_STRING, &options.day, N_ ("On this day"), "DATE" },
    { "note", 0, 0, G_OPTION_ARG_STRING, &options.note, N_ ("Note"), "TEXT" },
    { "staff", 0, 0, G_OPTION_ARG_STRING, &options.staff, N_ ("Who delivered it"), "STAFF" },
    { "requested", 0, 0, G_OPTION_ARG_NONE, &options.requested, N_ ("The client asked for it"),
      NULL },
    { "set-aside", 0, 0, G_OPTION_ARG_STRING, &options.set_aside,
      N_ ("Why he may be contacted again so soon; only by a manager"), "REASON" },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 3, 3, &options.common) || !read_days (&options))
    return CLT_EXIT_USAGE;
  return run (&options, "deliver", "delivery.save", deliver);
}

/* refuse */

static gboolean
refuse (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  const char *scope = options->common.args[2];

  if (!find_all (conn, options, NULL, error))
    return FALSE;
  if (options->last != CLT_DAY_NONE)
    return clt_refusal_end (conn, options->client_id, scope, options->last, error);
  return clt_refusal_add (conn, options->client_id, scope, options->first,
                          options->note != NULL ? options->note : "", error);
}

int
clt_cmd_refuse (int argc, char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.day, N_ ("First day"), "DATE" },
    { "end", 0, 0, G_OPTION_ARG_STRING, &options.to, N_ ("Take it back; this is its last day"),
      "DATE" },
    { "note", 0, 0, G_OPTION_ARG_STRING, &options.note, N_ ("Note"), "TEXT" },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 3, 3, &options.common) || !read_days (&options))
    return CLT_EXIT_USAGE;
  return run (&options, "refuse", options.last != CLT_DAY_NONE ? "refusal.end" : "refusal.add",
              refuse);
}

/* request */

static gboolean
request (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  const char *path = options->common.args[3];
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *content = NULL;
  g_autoptr (GBytes) warning = NULL;
  gsize length;

  if (!g_file_get_contents (path, &content, &length, error) ||
      !find_all (conn, options, options->common.args[2], error))
    return FALSE;
  warning = g_bytes_new_take (g_steal_pointer (&content), length);
  options->id = clt_request_add (conn, options->client_id, options->product_id, options->first,
                                 options->staff_id, name, warning,
                                 options->note != NULL ? options->note : "", error);
  return options->id != 0;
}

int
clt_cmd_request (int argc, char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "day", 0, 0, G_OPTION_ARG_STRING, &options.day, N_ ("On this day"), "DATE" },
    { "note", 0, 0, G_OPTION_ARG_STRING, &options.note, N_ ("Note"), "TEXT" },
    { "staff", 0, 0, G_OPTION_ARG_STRING, &options.staff, N_ ("Who warned him"), "STAFF" },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 4, 4, &options.common) || !read_days (&options))
    return CLT_EXIT_USAGE;
  return run (&options, "request", "request.add", request);
}
