/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli-messages.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clt-i18n.h"
#include "core/clt-branch.h"
#include "core/delivery/clt-mail.h"
#include "core/rules/clt-settings.h"

#define PASSWORD_VARIABLE "CLT_MAIL_PASSWORD"

/* The server */

static int
print_server (CltConn *conn, gboolean as_json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  for (guint i = 0; clt_mail_settings[i] != NULL; i++)
    {
      g_autofree char *key = g_strconcat ("mail.", clt_mail_settings[i], NULL);
      g_autofree char *value = clt_settings_get (conn, key, &error);

      if (value == NULL)
        return clt_cli_fail ("mail", error);
      clt_cli_add_string (json, clt_mail_settings[i], value);
      if (!as_json)
        clt_cli_print ("%s=%s", clt_mail_settings[i], value);
    }
  json_builder_end_object (json);
  if (as_json)
    clt_cli_print_json (json);
  return CLT_EXIT_DONE;
}

static gboolean
set_server (CltConn *conn, gpointer data, GError **error)
{
  const CltCliCommon *common = data;

  for (int i = 2; i < common->n_args; i++)
    {
      const char *equals = strchr (common->args[i], '=');
      g_autofree char *name = g_strndup (common->args[i], (gsize) (equals - common->args[i]));

      if (!clt_mail_server_set (conn, name, equals + 1, error))
        return FALSE;
    }
  return TRUE;
}

static int
run_server (CltCliCommon *common)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  const CltActionInfo info = { "settings.edit", "mail", common->who, 0, FALSE };

  for (int i = 2; i < common->n_args; i++)
    if (strchr (common->args[i], '=') == NULL)
      {
        g_printerr (_ ("clientele-cli: “%s” is not NAME=VALUE\n"), common->args[i]);
        return CLT_EXIT_USAGE;
      }
  conn =
    clt_branch_open (common->args[0], common->n_args > 2 ? CLT_CONN_WRITE : CLT_CONN_READ, &error);
  if (conn == NULL)
    return clt_cli_fail ("mail", error);
  if (common->n_args == 2)
    return print_server (conn, common->json);
  if (!clt_action_run (conn, &info, set_server, common, NULL, &error))
    return clt_cli_fail ("mail", error);
  return CLT_EXIT_DONE;
}

/* Sending */

/* One line of the file descriptor, else the variable. (transfer full) (nullable) */
static char *
read_password (int fd)
{
  g_autoptr (GString) line = g_string_new (NULL);
  char c;

  if (fd < 0)
    return g_strdup (g_getenv (PASSWORD_VARIABLE));
  while (read (fd, &c, 1) == 1 && c != '\n')
    g_string_append_c (line, c);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static gpointer
wait_for_signal (gpointer data)
{
  g_autoptr (GCancellable) cancellable = data;
  sigset_t signals;
  int which;

  sigemptyset (&signals);
  sigaddset (&signals, SIGINT);
  sigaddset (&signals, SIGTERM);
  sigwait (&signals, &which);
  g_cancellable_cancel (cancellable);
  pthread_sigmask (SIG_UNBLOCK, &signals, NULL);
  return NULL;
}

/* Interrupted, the run ends between two mails; the second time at once. */
static void
cancel_on_signals (GCancellable *cancellable)
{
  sigset_t signals;

  sigemptyset (&signals);
  sigaddset (&signals, SIGINT);
  sigaddset (&signals, SIGTERM);
  pthread_sigmask (SIG_BLOCK, &signals, NULL);
  g_thread_unref (g_thread_new ("signals", wait_for_signal, g_object_ref (cancellable)));
}

static void
print_result (const CltMailResult *result, gboolean as_json)
{
  const struct
  {
    const char *name;
    guint value;
  } counts[] = {
    { "sent", result->sent },       { "retry", result->retry },     { "failed", result->failed },
    { "bounced", result->bounced }, { "unknown", result->unknown }, { "blocked", result->blocked },
    { "found", result->found },     { "left", result->left },
  };
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (!as_json)
    {
      /* Translators: numbers of messages. */
      clt_cli_print (_ ("%u sent, %u to be tried again, %u failed, %u addresses refused, %u"
                        " unknown; %u wait still"),
                     result->sent, result->retry, result->failed, result->bounced,
                     result->unknown + result->found, result->left);
      return;
    }
  json_builder_begin_object (json);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    clt_cli_add_int (json, counts[i].name, counts[i].value);
  if (result->next != 0)
    {
      g_autofree char *next = clt_instant_format_iso (result->next);

      clt_cli_add_string (json, "next", next);
    }
  json_builder_end_object (json);
  clt_cli_print_json (json);
}

static int
run_send (const CltCliCommon *common, int password_fd)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (common->args[0], CLT_CONN_WRITE, &error);
  g_autoptr (CltMailServer) server = conn == NULL ? NULL : clt_mail_server_load (conn, &error);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  CltMailResult result;
  gboolean done;

  if (server == NULL)
    return clt_cli_fail ("mail", error);
  server->password = read_password (password_fd);
  cancel_on_signals (cancellable);
  done = clt_mail_send (conn, server, cancellable, &result, &error);
  print_result (&result, common->json);
  if (!done)
    return clt_cli_fail ("mail", error);
  if (result.found > 0)
    g_printerr (ngettext ("clientele-cli mail: the fate of %u message is unknown since a run that"
                          " ended in the middle; please check and settle it\n",
                          "clientele-cli mail: the fate of %u messages is unknown since a run that"
                          " ended in the middle; please check and settle them\n",
                          result.found),
                result.found);
  return result.failed + result.bounced + result.unknown + result.found > 0 ? CLT_EXIT_REFUSED
                                                                            : CLT_EXIT_DONE;
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
    return run_server (&common);
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
