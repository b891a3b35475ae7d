/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli-messages.h"

static gboolean
send (CltConn *conn, gpointer data, GError **error)
{
  CltCliMessages *self = data;
  g_autoptr (CltMailServer) server = clt_mail_server_load (conn, error);
  g_autoptr (GCancellable) cancellable = NULL;
  CltSendRun how = { NULL };
  gboolean done;

  if (server == NULL)
    return FALSE;
  server->password = clt_cli_messages_read_password (self);
  how.cancellable = cancellable = clt_cli_cancel_on_signals ();
  done = clt_mail_send (conn, server, &how, &self->result, error);
  clt_cli_messages_print_result (self);
  return done;
}

static gboolean
send_test (CltConn *conn, gpointer data, GError **error)
{
  const CltCliMessages *self = data;
  g_autoptr (CltMailServer) server = clt_mail_server_load (conn, error);
  g_autofree char *answer = NULL;

  if (server == NULL)
    return FALSE;
  server->password = clt_cli_messages_read_password (self);
  if (!clt_mail_send_test (conn, server, self->common.args[2], NULL, &answer, error))
    return FALSE;
  clt_cli_print ("%s", answer);
  return TRUE;
}

static const CltCliVerb verbs[] = {
  { "server", 0, 0, NULL, clt_cli_messages_print_settings },
  { "server", 1, G_MAXINT, "settings.edit", clt_cli_messages_edit_settings },
  { "send", 0, 0, NULL, send, clt_cli_messages_tell_result, .writes = TRUE },
  { "test", 1, 1, NULL, send_test },
  { NULL },
};

int
clt_cmd_mail (int argc, char **argv)
{
  CltCliMessages self = { .medium = "email",
                          .prefix = "mail.",
                          .settings = clt_mail_settings,
                          .set = clt_mail_server_set,
                          .password_variable = "CLT_MAIL_PASSWORD" };

  return clt_cli_messages_run (&self, argc, argv, verbs);
}
