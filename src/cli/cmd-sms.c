/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli-messages.h"
#include "cli/clt-cli-sending.h"
#include "core/base/clt-i18n.h"
#include "core/clt-branch.h"
#include "core/delivery/clt-sms.h"
#include "core/report/clt-export-sends.h"

#define PASSWORD_VARIABLE "CLT_SMS_PASSWORD"

static int
run_send (const CltCliCommon *common, int password_fd)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (common->args[0], CLT_CONN_WRITE, &error);
  g_autoptr (CltSmsGateway) gateway = conn == NULL ? NULL : clt_sms_gateway_load (conn, &error);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  CltMailResult result;

  if (gateway == NULL)
    return clt_cli_fail ("sms", error);
  gateway->password = clt_cli_read_password (password_fd, PASSWORD_VARIABLE);
  clt_cli_cancel_on_signals (cancellable);
  clt_sms_send (conn, gateway, cancellable, &result, &error);
  return clt_cli_tell_sending ("sms", common, &result, error);
}

static int
run_export (const CltCliCommon *common)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  CltExportOptions options = { .who = common->who, .purpose = "sms" };
  guint n, n_blocked;

  if (common->n_args != 3)
    {
      g_printerr (_ ("clientele-cli: export needs the name of a file\n"));
      return CLT_EXIT_USAGE;
    }
  conn = clt_branch_open (common->args[0], CLT_CONN_WRITE, &error);
  options.path = common->args[2];
  if (conn == NULL || !clt_export_sms (conn, &options, &n, &n_blocked, &error))
    return clt_cli_fail ("sms", error);
  if (n == 0)
    clt_cli_print (_ ("No short message waits; no file was written"));
  else
    clt_cli_print (ngettext ("%u short message in “%s”", "%u short messages in “%s”", n), n,
                   common->args[2]);
  if (n_blocked == 0)
    return CLT_EXIT_DONE;
  g_printerr (ngettext ("clientele-cli sms: %u message may not go out any more\n",
                        "clientele-cli sms: %u messages may not go out any more\n", n_blocked),
              n_blocked);
  return CLT_EXIT_REFUSED;
}

int
clt_cmd_sms (int argc, char **argv)
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
  if (g_str_equal (task, "gateway"))
    return clt_cli_edit_settings ("sms", &common, "sms.", clt_sms_settings, clt_sms_gateway_set);
  if (g_str_equal (task, "send"))
    return run_send (&common, password_fd);
  if (g_str_equal (task, "export"))
    return run_export (&common);
  if (g_str_equal (task, "list"))
    return clt_cli_list_messages ("sms", &common, "sms", state, limit);
  if (g_str_equal (task, "settle"))
    return clt_cli_settle_messages ("sms", &common, sent, again);
  if (g_str_equal (task, "queue"))
    return clt_cli_queue_messages ("sms", &common, "sms");
  g_printerr (_ ("clientele-cli: “%s” does not know “%s”\n"), "sms", task);
  return CLT_EXIT_USAGE;
}
