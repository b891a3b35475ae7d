/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli-sending.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cli/clt-cli-messages.h"
#include "core/base/clt-i18n.h"
#include "core/clt-branch.h"
#include "core/rules/clt-settings.h"

/* Settings */

static int
print_settings (CltConn *conn,
                const char *command,
                const char *prefix,
                const char *const *names,
                gboolean as_json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *key = g_strconcat (prefix, names[i], NULL);
      g_autofree char *value = clt_settings_get (conn, key, &error);

      if (value == NULL)
        return clt_cli_fail (command, error);
      clt_cli_add_string (json, names[i], value);
      if (!as_json)
        clt_cli_print ("%s=%s", names[i], value);
    }
  json_builder_end_object (json);
  if (as_json)
    clt_cli_print_json (json);
  return CLT_EXIT_DONE;
}

typedef struct
{
  const CltCliCommon *common;
  CltCliSetFunc set;
} Setting;

static gboolean
set_all (CltConn *conn, gpointer data, GError **error)
{
  const Setting *setting = data;

  for (int i = 2; i < setting->common->n_args; i++)
    {
      const char *text = setting->common->args[i];
      const char *equals = strchr (text, '=');
      g_autofree char *name = g_strndup (text, (gsize) (equals - text));

      if (!setting->set (conn, name, equals + 1, error))
        return FALSE;
    }
  return TRUE;
}

int
clt_cli_edit_settings (const char *command,
                       const CltCliCommon *common,
                       const char *prefix,
                       const char *const *names,
                       CltCliSetFunc set)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  const CltActionInfo info = { .name = "settings.edit", .detail = command, .who = common->who };
  Setting setting = { common, set };

  for (int i = 2; i < common->n_args; i++)
    if (strchr (common->args[i], '=') == NULL)
      {
        g_printerr (_ ("clientele-cli: “%s” is not NAME=VALUE\n"), common->args[i]);
        return CLT_EXIT_USAGE;
      }
  conn =
    clt_branch_open (common->args[0], common->n_args > 2 ? CLT_CONN_WRITE : CLT_CONN_READ, &error);
  if (conn == NULL)
    return clt_cli_fail (command, error);
  if (common->n_args == 2)
    return print_settings (conn, command, prefix, names, common->json);
  if (!clt_action_run (conn, &info, set_all, &setting, NULL, &error))
    return clt_cli_fail (command, error);
  return CLT_EXIT_DONE;
}

/* Sending */

char *
clt_cli_read_password (int fd, const char *variable)
{
  g_autoptr (GString) line = g_string_new (NULL);
  char c;

  if (fd < 0)
    return g_strdup (g_getenv (variable));
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

void
clt_cli_cancel_on_signals (GCancellable *cancellable)
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

int
clt_cli_tell_sending (const char *command,
                      const CltCliCommon *common,
                      const CltMailResult *result,
                      const GError *error)
{
  print_result (result, common->json);
  if (result->found > 0)
    g_printerr (ngettext ("clientele-cli %s: the fate of %u message is unknown since a run that"
                          " ended in the middle; please check and settle it\n",
                          "clientele-cli %s: the fate of %u messages is unknown since a run that"
                          " ended in the middle; please check and settle them\n",
                          result->found),
                command, result->found);
  if (error != NULL)
    return clt_cli_fail (command, error);
  return result->failed + result->bounced + result->unknown + result->found > 0 ? CLT_EXIT_REFUSED
                                                                                : CLT_EXIT_DONE;
}
