/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli-messages.h"
#include "cli/clt-cli-sending.h"
#include "core/base/clt-i18n.h"
#include "core/clt-branch.h"

#define PASSWORD_VARIABLE "CLT_MAIL_PASSWORD"

static int
run_send (const CltCliCommon *common, int password_fd)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (common->args[0], CLT_CONN_WRITE, &error);
  g_autoptr (CltMailServer) server = conn == NULL ? NULL : clt_mail_server_load (conn, &error);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  CltMailResult result;

  if (server == NULL)
    return clt_cli_fail ("mail", error);
  server->password = clt_cli_read_password (password_fd, PASSWORD_VARIABLE);
  clt_cli_cancel_on_signals (cancellable);
  clt_mail_send (conn, server, cancellable, &result, &error);
  return clt_cli_tell_sending ("mail", common, &result, error);
}

int
clt_cmd_mail (int argc, char **argv)
{
  CltCliCommon common;
  g_autofree char *state = NULL;
  int limit = 0, password_fd = -1;
  gboolean sent = FALSE, again = FALSE;
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_STRING, &state, N_ ("Only messages of this state"), "STATE" },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_ ("At most so many"), "N" },
    { "password-fd", 0, 0, G_OPTION_ARG_INT, &password_fd,
      N_ ("Read the password from this file descriptor"), "N" },
    { "sent", 0, 0, G_OPTION_ARG_NONE, &sent, N_ ("It was sent after all"), NULL },
    { "again", 0, 0, G_OPTION_ARG_NONE, &again, N_ ("Try it again"), NULL },
    { NULL },
  };
  const char *task;

  if (!clt_cli_parse (&argc, &argv, entries, 2, G_MAXINT, &common))
    return CLT_EXIT_USAGE;
  task = common.args[1];
  if (g_str_equal (task, "server"))
    return clt_cli_edit_settings ("mail", &common, "mail.", clt_mail_settings, clt_mail_server_set);
  if (g_str_equal (task, "send"))
    return run_send (&common, password_fd);
  if (g_str_equal (task, "list"))
    return clt_cli_list_messages ("mail", &common, "email", state, limit);
  if (g_str_equal (task, "settle"))
    return clt_cli_settle_messages ("mail", &common, sent, again);
  if (g_str_equal (task, "queue"))
    return clt_cli_queue_messages ("mail", &common, "email");
  g_printerr (_ ("clientele-cli: “%s” does not know “%s”\n"), "mail", task);
  return CLT_EXIT_USAGE;
}
