/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli-messages.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/clients/clt-client.h"

static void
build_message (JsonBuilder *json, gconstpointer row)
{
  const CltMessage *message = row;

  clt_cli_add_int (json, "id", message->id);
  clt_cli_add_string (json, "state", clt_message_state_get_name (message->state));
  clt_cli_add_string (json, "client", message->client);
  clt_cli_add_string (json, "address", message->address);
  clt_cli_add_string (json, "product", message->product);
  clt_cli_add_string (json, "subject", message->subject);
  clt_cli_add_int (json, "attempts", message->attempts);
  clt_cli_add_instant (json, "at", message->at);
  clt_cli_add_instant (json, "next", message->next);
  clt_cli_add_string (json, "answer", message->answer);
}

static void
print_message (gconstpointer row)
{
  const CltMessage *message = row;
  g_autofree char *at = clt_instant_format (message->at);
  g_autofree char *state = clt_cli_pad (clt_message_state_get_label (message->state), 22);
  g_autofree char *client = clt_cli_pad (message->client, 10);
  g_autofree char *address = clt_cli_pad (message->address, 24);

  clt_cli_print ("%8" G_GINT64_FORMAT "  %s  %s %s %s %s%s%s", message->id, at, state, client,
                 address, message->product, *message->answer != '\0' ? "  " : "", message->answer);
}

static gboolean
list (CltConn *conn, gpointer data, GError **error)
{
  const CltCliMessages *self = data;
  g_autoptr (GPtrArray) messages = NULL;
  CltMessageState state = CLT_MESSAGE_QUEUED;

  if (self->state != NULL && !clt_message_state_from_name (self->state, &state))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   /* Translators: what was typed. */
                   _ ("A message has no state “%s”."), self->state);
      return FALSE;
    }
  messages = clt_message_list (conn, self->medium, self->state == NULL ? -1 : (int) state,
                               (guint) MAX (self->limit, 0), error);
  if (messages == NULL)
    return FALSE;
  clt_cli_print_rows (&self->common, messages, build_message, print_message);
  return TRUE;
}

static gboolean
settle (CltConn *conn, gpointer data, GError **error)
{
  CltCliMessages *self = data;
  CltSettlement settlement = self->sent      ? CLT_SETTLE_SENT
                             : self->bounced ? CLT_SETTLE_BOUNCED
                                             : CLT_SETTLE_AGAIN;

  if (self->sent + self->again + self->bounced != 1)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _ ("Settling needs one of --sent, --again and --bounced."));
      return FALSE;
    }
  for (int i = 2; i < self->common.n_args; i++)
    {
      g_autoptr (GError) refusal = NULL;
      char *end;
      gint64 id = g_ascii_strtoll (self->common.args[i], &end, 10);

      if (!clt_message_settle (conn, *end != '\0' ? 0 : id, settlement, self->common.who, NULL,
                               &refusal))
        clt_cli_messages_refuse (self, self->common.args[i], refusal);
    }
  return TRUE;
}

static gboolean
pause_outbox (CltConn *conn, gpointer data, GError **error)
{
  return clt_outbox_set_paused (conn, TRUE, ((CltCliMessages *) data)->common.who, error);
}

static gboolean
resume_outbox (CltConn *conn, gpointer data, GError **error)
{
  return clt_outbox_set_paused (conn, FALSE, "", error);
}

void
clt_cli_messages_refuse (CltCliMessages *self, const char *what, const GError *refusal)
{
  g_printerr ("clientele-cli %s: %s: %s\n", self->common.command, what, refusal->message);
  self->refused++;
}

int
clt_cli_messages_tell_refused (gpointer data)
{
  return ((CltCliMessages *) data)->refused > 0 ? CLT_EXIT_REFUSED : CLT_EXIT_DONE;
}

/* The product's first channel of this medium. */
static char *
find_channel (CltConn *conn, const CltCliMessages *self, gint64 product, GError **error)
{
  g_autoptr (CltVersion) version = clt_version_get (conn, product, clt_today (), error);
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
  if (step == CLT_STEP_DONE)
    clt_store_refuse (error, _ ("The product %s does not go out this way today."),
                      self->common.args[2]);
  if (step != CLT_STEP_ROW)
    return NULL;
  channel = g_strdup (clt_stmt_get_text (stmt, 0));
  clt_stmt_reset (stmt);
  return channel;
}

static gboolean
queue (CltConn *conn, gpointer data, GError **error)
{
  CltCliMessages *self = data;
  gint64 product = clt_product_find (conn, self->common.args[2], error);
  g_autofree char *channel = product == 0 ? NULL : find_channel (conn, self, product, error);

  if (channel == NULL)
    return FALSE;
  for (int i = 3; i < self->common.n_args; i++)
    {
      g_autoptr (GError) refusal = NULL;
      gint64 client = clt_client_find (conn, self->common.args[i], &refusal);

      if (client != 0 &&
          clt_message_queue (conn, 0, client, product, channel, clt_today (), &refusal) != 0)
        self->queued++;
      else
        clt_cli_messages_refuse (self, self->common.args[i], refusal);
    }
  return TRUE;
}

static int
tell_queued (gpointer data)
{
  const CltCliMessages *self = data;

  clt_cli_print (ngettext ("%u message waits to be sent", "%u messages wait to be sent",
                           self->queued),
                 self->queued);
  return clt_cli_messages_tell_refused (data);
}

/* What every server's command knows besides its own verbs. */
static const CltCliVerb shared_verbs[] = {
  { "pause", 0, 0, "outbox.pause", pause_outbox },
  { "resume", 0, 0, "outbox.resume", resume_outbox },
  { "list", 0, 0, NULL, list },
  { "settle", 1, G_MAXINT, NULL, settle, clt_cli_messages_tell_refused, .writes = TRUE },
  { "queue", 2, G_MAXINT, "message.queue", queue, tell_queued },
  { NULL },
};

static GArray *
join_verbs (const CltCliVerb *verbs)
{
  const CltCliVerb *const tables[] = { verbs, shared_verbs };
  GArray *joined = g_array_new (TRUE, TRUE, sizeof (CltCliVerb));

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const CltCliVerb *verb = tables[i]; verb->name != NULL; verb++)
      g_array_append_vals (joined, verb, 1);
  return joined;
}

int
clt_cli_messages_run (CltCliMessages *self, int argc, char **argv, const CltCliVerb *verbs)
{
  g_autoptr (GArray) all = join_verbs (verbs);
  const char *state = NULL;
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_STRING, &state, N_ ("Only messages of this state"), "STATE" },
    { "limit", 0, 0, G_OPTION_ARG_INT, &self->limit, N_ ("At most so many"), "N" },
    { "password-fd", 0, 0, G_OPTION_ARG_INT, &self->password_fd,
      N_ ("Read the password from this file descriptor"), "N" },
    { "sent", 0, 0, G_OPTION_ARG_NONE, &self->sent, N_ ("It was sent after all"), NULL },
    { "again", 0, 0, G_OPTION_ARG_NONE, &self->again, N_ ("Try it again"), NULL },
    { "bounced", 0, 0, G_OPTION_ARG_NONE, &self->bounced, N_ ("It came back"), NULL },
    { NULL },
  };

  self->password_fd = -1;
  if (!clt_cli_parse (&argc, &argv, entries, 2, G_MAXINT, &self->common))
    return CLT_EXIT_USAGE;
  self->state = state;
  /* a setting is edited under the name of its server, a message queued under that of its product */
  if (self->common.n_args > 2 && strchr (self->common.args[2], '=') != NULL)
    self->common.detail = self->common.command;
  return clt_cli_run_verb (&self->common, (const CltCliVerb *) (gpointer) all->data, self);
}
