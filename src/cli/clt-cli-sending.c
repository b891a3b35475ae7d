/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli-messages.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clt-i18n.h"
#include "core/rules/clt-settings.h"

/* Settings */

gboolean
clt_cli_messages_print_settings (CltConn *conn, gpointer data, GError **error)
{
  const CltCliMessages *self = data;
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  for (guint i = 0; self->settings[i] != NULL; i++)
    {
      g_autofree char *key = g_strconcat (self->prefix, self->settings[i], NULL);
      g_autofree char *value = clt_settings_get (conn, key, error);

      if (value == NULL)
        return FALSE;
      clt_cli_add_string (json, self->settings[i], value);
      if (!self->common.json)
        clt_cli_print ("%s=%s", self->settings[i], value);
    }
  json_builder_end_object (json);
  if (self->common.json)
    clt_cli_print_json (json);
  return TRUE;
}

gboolean
clt_cli_messages_edit_settings (CltConn *conn, gpointer data, GError **error)
{
  const CltCliMessages *self = data;

  for (int i = 2; i < self->common.n_args; i++)
    {
      const char *text = self->common.args[i];
      const char *equals = strchr (text, '=');
      g_autofree char *name = equals == NULL ? NULL : g_strndup (text, (gsize) (equals - text));

      if (name == NULL)
        g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                     /* Translators: what was typed. */
                     _ ("“%s” is not NAME=VALUE; nothing was changed."), text);
      if (name == NULL || !self->set (conn, name, equals + 1, error))
        return FALSE;
    }
  return TRUE;
}

/* Sending */

char *
clt_cli_messages_read_password (const CltCliMessages *self)
{
  g_autoptr (GString) line = g_string_new (NULL);
  char c;

  if (self->password_fd < 0)
    return g_strdup (g_getenv (self->password_variable));
  while (read (self->password_fd, &c, 1) == 1 && c != '\n')
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

GCancellable *
clt_cli_cancel_on_signals (void)
{
  GCancellable *cancellable = g_cancellable_new ();
  sigset_t signals;

  sigemptyset (&signals);
  sigaddset (&signals, SIGINT);
  sigaddset (&signals, SIGTERM);
  pthread_sigmask (SIG_BLOCK, &signals, NULL);
  g_thread_unref (g_thread_new ("signals", wait_for_signal, g_object_ref (cancellable)));
  return cancellable;
}

void
clt_cli_messages_print_result (const CltCliMessages *self)
{
  const CltMailResult *result = &self->result;
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

  if (result->found > 0)
    g_printerr (ngettext ("clientele-cli %s: the fate of %u message is unknown since a run that"
                          " ended in the middle; please check and settle it\n",
                          "clientele-cli %s: the fate of %u messages is unknown since a run that"
                          " ended in the middle; please check and settle them\n",
                          result->found),
                self->common.command, result->found);
  if (!self->common.json)
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
    clt_cli_add_instant (json, "next", result->next);
  json_builder_end_object (json);
  clt_cli_print_json (json);
}

int
clt_cli_messages_tell_result (gpointer data)
{
  const CltMailResult *result = &((CltCliMessages *) data)->result;

  return result->failed + result->bounced + result->unknown + result->found > 0 ? CLT_EXIT_REFUSED
                                                                                : CLT_EXIT_DONE;
}
