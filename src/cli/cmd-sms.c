/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli-messages.h"
#include "core/base/clt-i18n.h"
#include "core/delivery/clt-sms.h"
#include "core/report/clt-export-sends.h"
#include "core/report/clt-sms-results.h"

static gboolean
send (CltConn *conn, gpointer data, GError **error)
{
  CltCliMessages *self = data;
  g_autoptr (CltSmsGateway) gateway = clt_sms_gateway_load (conn, error);
  g_autoptr (GCancellable) cancellable = NULL;
  CltSendRun how = { NULL };
  gboolean done;

  if (gateway == NULL)
    return FALSE;
  gateway->password = clt_cli_messages_read_password (self);
  how.cancellable = cancellable = clt_cli_cancel_on_signals ();
  done = clt_sms_send (conn, gateway, &how, &self->result, error);
  clt_cli_messages_print_result (self);
  return done;
}

static gboolean export(CltConn *conn, gpointer data, GError **error)
{
  CltCliMessages *self = data;
  const CltExportOptions options = { .path = self->common.args[2],
                                     .who = self->common.who,
                                     .purpose = "sms" };

  return clt_export_sms (conn, &options, &self->queued, &self->refused, error);
}

static int
tell_exported (gpointer data)
{
  const CltCliMessages *self = data;

  if (self->queued == 0)
    clt_cli_print (_ ("No short message waits; no file was written"));
  else
    clt_cli_print (ngettext ("%u short message in “%s”", "%u short messages in “%s”", self->queued),
                   self->queued, self->common.args[2]);
  if (self->refused > 0)
    g_printerr (ngettext ("clientele-cli sms: %u message may not go out any more\n",
                          "clientele-cli sms: %u messages may not go out any more\n",
                          self->refused),
                self->refused);
  return clt_cli_messages_tell_refused (data);
}

static void
print_results (const CltSmsResults *results)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  clt_cli_add_int (json, "sent", results->sent);
  clt_cli_add_int (json, "failed", results->failed);
  clt_cli_add_int (json, "open", results->open);
  clt_cli_add_int (json, "same", results->same);
  clt_cli_add_int (json, "rejected", results->rejects->len);
  json_builder_end_object (json);
  clt_cli_print_json (json);
}

static gboolean
read_results (CltConn *conn, gpointer data, GError **error)
{
  CltCliMessages *self = data;
  g_autoptr (CltSmsResults) results = clt_sms_results_take (conn, self->common.args[2], error);

  if (results == NULL)
    return FALSE;
  for (guint i = 0; i < results->rejects->len; i++)
    {
      const CltSendReject *reject = results->rejects->pdata[i];

      /* Translators: number of a line, then what is wrong in it. */
      g_printerr (_ ("clientele-cli sms: line %d: %s\n"), (int) reject->line, reject->reason);
    }
  self->refused = results->rejects->len;
  if (!self->common.json)
    {
      /* Translators: numbers of messages. */
      clt_cli_print (_ ("%u sent, %u failed, %u open still, %u as before; %u lines not understood"),
                     results->sent, results->failed, results->open, results->same, self->refused);
      return TRUE;
    }
  print_results (results);
  return TRUE;
}

static const CltCliVerb verbs[] = {
  { "gateway", 0, 0, NULL, clt_cli_messages_print_settings },
  { "gateway", 1, G_MAXINT, "settings.edit", clt_cli_messages_edit_settings },
  { "send", 0, 0, NULL, send, clt_cli_messages_tell_result, .writes = TRUE },
  { "export", 1, 1, NULL, export, tell_exported, .writes = TRUE },
  { "results", 1, 1, NULL, read_results, clt_cli_messages_tell_refused, .writes = TRUE },
  { NULL },
};

int
clt_cmd_sms (int argc, char **argv)
{
  CltCliMessages self = { .medium = "sms",
                          .prefix = "sms.",
                          .settings = clt_sms_settings,
                          .set = clt_sms_gateway_set,
                          .password_variable = "CLT_SMS_PASSWORD" };

  return clt_cli_messages_run (&self, argc, argv, verbs);
}
