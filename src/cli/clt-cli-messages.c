/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli-messages.h"

#include <stdlib.h>

#include "core/base/clt-i18n.h"
#include "core/clt-branch.h"

void
clt_cli_add_int (JsonBuilder *json, const char *name, gint64 value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_int_value (json, value);
}

void
clt_cli_add_string (JsonBuilder *json, const char *name, const char *value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_string_value (json, value);
}

static void
add_instant (JsonBuilder *json, const char *name, gint64 at)
{
  g_autofree char *text = at == 0 ? NULL : clt_instant_format_iso (at);

  json_builder_set_member_name (json, name);
  if (text == NULL)
    json_builder_add_null_value (json);
  else
    json_builder_add_string_value (json, text);
}

static void
build_message (JsonBuilder *json, const CltMessage *message)
{
  json_builder_begin_object (json);
  clt_cli_add_int (json, "id", message->id);
  clt_cli_add_string (json, "state", clt_message_state_get_name (message->state));
  clt_cli_add_string (json, "client", message->client);
  clt_cli_add_string (json, "address", message->address);
  clt_cli_add_string (json, "product", message->product);
  clt_cli_add_string (json, "subject", message->subject);
  clt_cli_add_int (json, "attempts", message->attempts);
  add_instant (json, "at", message->at);
  add_instant (json, "next", message->next);
  clt_cli_add_string (json, "answer", message->answer);
  json_builder_end_object (json);
}

static void
print_message (const CltMessage *message)
{
  g_autofree char *at = clt_instant_format (message->at);
  g_autofree char *state = clt_cli_pad (clt_message_state_get_label (message->state), 22);
  g_autofree char *client = clt_cli_pad (message->client, 10);
  g_autofree char *address = clt_cli_pad (message->address, 24);

  clt_cli_print ("%8" G_GINT64_FORMAT "  %s  %s %s %s %s%s%s", message->id, at, state, client,
                 address, message->product, *message->answer != '\0' ? "  " : "", message->answer);
}

int
clt_cli_list_messages (const char *command,
                       const CltCliCommon *common,
                       const char *medium,
                       const char *state_name,
                       int limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  CltMessageState state = CLT_MESSAGE_QUEUED;

  if (state_name != NULL && !clt_message_state_from_name (state_name, &state))
    {
      g_printerr (_ ("clientele-cli: a message has no state “%s”\n"), state_name);
      return CLT_EXIT_USAGE;
    }
  conn = clt_branch_open (common->args[0], CLT_CONN_READ, &error);
  if (conn == NULL)
    return clt_cli_fail (command, error);
  messages = clt_message_list (conn, medium, state_name == NULL ? -1 : (int) state,
                               (guint) MAX (limit, 0), &error);
  if (messages == NULL)
    return clt_cli_fail (command, error);
  json_builder_begin_array (json);
  for (guint i = 0; i < messages->len; i++)
    if (common->json)
      build_message (json, messages->pdata[i]);
    else
      print_message (messages->pdata[i]);
  json_builder_end_array (json);
  if (common->json)
    clt_cli_print_json (json);
  return CLT_EXIT_DONE;
}

int
clt_cli_settle_messages (const char *command,
                         const CltCliCommon *common,
                         gboolean sent,
                         gboolean again)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  int code = CLT_EXIT_DONE;

  if (sent == again || common->n_args < 3)
    {
      g_printerr (_ ("clientele-cli: settle needs numbers of messages and either --sent or"
                     " --again\n"));
      return CLT_EXIT_USAGE;
    }
  conn = clt_branch_open (common->args[0], CLT_CONN_WRITE, &error);
  if (conn == NULL)
    return clt_cli_fail (command, error);
  for (int i = 2; i < common->n_args; i++)
    {
      g_autoptr (GError) refusal = NULL;
      char *end;
      gint64 id = g_ascii_strtoll (common->args[i], &end, 10);

      if (*end != '\0')
        id = 0;
      if (!clt_message_settle (conn, id, sent, common->who, &refusal))
        {
          g_printerr ("clientele-cli %s: %s: %s\n", command, common->args[i], refusal->message);
          code = CLT_EXIT_REFUSED;
        }
    }
  return code;
}

gint64
clt_cli_find_client (CltConn *conn, const char *account, GError **error)
{
  gint64 id;

  if (!clt_conn_get_int (conn, &id, 0, error, "SELECT client_id FROM account WHERE number = ?", "t",
                         account))
    return 0;
  if (id == 0)
    g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND, _ ("There is no account %s."),
                 account);
  return id;
}

typedef struct
{
  const char *command;
  const CltCliCommon *common;
  const char *medium;
  gint64 product_id;
  guint queued, refused;
} Queueing;

/* The product's first channel of this medium. */
static char *
find_channel (CltConn *conn, const Queueing *self, GError **error)
{
  g_autoptr (CltVersion) version = clt_version_get (conn, self->product_id, clt_today (), error);
  CltStmt *stmt;
  CltStep step;
  char *channel;

  stmt = version == NULL
           ? NULL
           : clt_conn_query (conn, error,
                             "SELECT h.key FROM product_channel p JOIN channel h ON h.key ="
                             " p.channel WHERE p.version_id = ? AND h.medium = ?"
                             " ORDER BY p.position LIMIT 1",
                             "it", version->id, self->medium);
  step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);
  if (step != CLT_STEP_ROW)
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID,
                     _ ("The product %s does not go out this way today."), self->common->args[2]);
      return NULL;
    }
  channel = g_strdup (clt_stmt_get_text (stmt, 0));
  clt_stmt_reset (stmt);
  return channel;
}

static gboolean
queue (CltConn *conn, gpointer data, GError **error)
{
  Queueing *self = data;
  g_autofree char *channel = NULL;

  self->product_id = clt_product_find (conn, self->common->args[2], error);
  if (self->product_id == 0 || (channel = find_channel (conn, self, error)) == NULL)
    return FALSE;
  for (int i = 3; i < self->common->n_args; i++)
    {
      g_autoptr (GError) refusal = NULL;
      gint64 client = clt_cli_find_client (conn, self->common->args[i], &refusal);

      if (client != 0 && clt_message_queue (conn, 0, client, self->product_id, channel,
                                            clt_today (), &refusal) != 0)
        {
          self->queued++;
          continue;
        }
      g_printerr ("clientele-cli %s: %s: %s\n", self->command, self->common->args[i],
                  refusal->message);
      self->refused++;
    }
  return TRUE;
}

int
clt_cli_queue_messages (const char *command, const CltCliCommon *common, const char *medium)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  Queueing self = { .command = command, .common = common, .medium = medium };
  CltActionInfo info = { .name = "message.queue", .who = common->who };

  if (common->n_args < 4)
    {
      g_printerr (_ ("clientele-cli: queue needs a product's code and account numbers\n"));
      return CLT_EXIT_USAGE;
    }
  conn = clt_branch_open (common->args[0], CLT_CONN_WRITE, &error);
  info.detail = common->args[2];
  if (conn == NULL || !clt_action_run (conn, &info, queue, &self, NULL, &error))
    return clt_cli_fail (command, error);
  clt_cli_print (ngettext ("%u message waits to be sent", "%u messages wait to be sent",
                           self.queued),
                 self.queued);
  return self.refused > 0 ? CLT_EXIT_REFUSED : CLT_EXIT_DONE;
}
