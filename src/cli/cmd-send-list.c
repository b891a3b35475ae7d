/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include "core/base/clt-i18n.h"
#include "core/clt-branch.h"
#include "core/report/clt-send-list.h"

typedef struct
{
  const char *path;
  CltSendResult *result;
} TakeBack;

static gboolean
take_back (CltConn *conn, gpointer data, GError **error)
{
  TakeBack *self = data;

  self->result = clt_send_list_take_back (conn, self->path, error);
  return self->result != NULL;
}

static void
build_reject (JsonBuilder *json, gconstpointer row)
{
  const CltSendReject *reject = row;

  clt_cli_add_int (json, "row", (gint64) reject->line);
  clt_cli_add_string (json, "reason", reject->reason);
}

static void
print_json (const CltSendResult *result)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  clt_cli_add_int (json, "delivered", result->delivered);
  clt_cli_add_int (json, "same", result->same);
  clt_cli_add_int (json, "open", result->open);
  clt_cli_add_rows (json, "rejects", result->rejects, build_reject);
  json_builder_end_object (json);
  clt_cli_print_json (json);
}

static int
run_take_back (const CltCliCommon *common, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (common->args[0], CLT_CONN_WRITE, &error);
  const CltActionInfo info = { .name = "delivery.import", .detail = path, .who = common->who };
  g_autoptr (CltSendResult) result = NULL;
  TakeBack self = { .path = path };
  gboolean done = conn != NULL && clt_action_run (conn, &info, take_back, &self, NULL, &error);

  result = self.result;
  if (!done)
    return clt_cli_fail ("send-list", error);
  for (guint i = 0; i < result->rejects->len; i++)
    {
      const CltSendReject *reject = result->rejects->pdata[i];

      /* Translators: a line's number, then a reason. */
      g_printerr (_ ("line %u: %s\n"), (guint) reject->line, reject->reason);
    }
  if (common->json)
    print_json (result);
  else
    /* Translators: numbers of rows. */
    clt_cli_print (_ ("%u delivered, %u known already, %u still open, %u refused"),
                   result->delivered, result->same, result->open, result->rejects->len);
  return result->rejects->len > 0 ? CLT_EXIT_REFUSED : CLT_EXIT_DONE;
}

int
clt_cmd_send_list (int argc, char **argv)
{
  CltCliCommon common;
  const char *channel = NULL, *purpose = NULL, *returned = NULL;
  gboolean gb18030 = FALSE;
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  CltExportOptions options = { 0 };
  gint64 rows;
  const GOptionEntry entries[] = {
    { "channel", 0, 0, G_OPTION_ARG_STRING, &channel, N_ ("Through this channel"), "C" },
    { "purpose", 0, 0, G_OPTION_ARG_STRING, &purpose, N_ ("What it is for"), "TEXT" },
    { "gb18030", 0, 0, G_OPTION_ARG_NONE, &gb18030, N_ ("CSV in GB18030"), NULL },
    { "return", 0, 0, G_OPTION_ARG_FILENAME, &returned, N_ ("Take a marked list back"), "IN" },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 1, 3, &common))
    return CLT_EXIT_USAGE;
  if (returned != NULL && common.n_args == 1)
    return run_take_back (&common, returned);
  if (returned != NULL || common.n_args != 3)
    {
      g_printerr (_ ("clientele-cli: send-list FILE PUSH OUT, or send-list FILE --return IN\n"));
      return CLT_EXIT_USAGE;
    }
  conn = clt_branch_open (common.args[0], CLT_CONN_WRITE, &error);
  options.path = common.args[2];
  options.who = common.who;
  options.purpose = purpose;
  options.gb18030 = gb18030;
  if (conn == NULL ||
      !clt_send_list_export (conn, g_ascii_strtoll (common.args[1], NULL, 10),
                             channel != NULL ? channel : "", &options, &rows, &error))
    return clt_cli_fail ("send-list", error);
  clt_cli_print (ngettext ("%u client", "%u clients", (gulong) rows), (guint) rows);
  return CLT_EXIT_DONE;
}
