/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include "core/base/clt-i18n.h"
#include "core/catalogue/clt-product.h"

typedef struct
{
  CltCliCommon common;
  const char *consent;
} Options;

static void
build_channel (JsonBuilder *json, gconstpointer row)
{
  const CltChannel *channel = row;

  clt_cli_add_string (json, "key", channel->key);
  clt_cli_add_string (json, "name", channel->name);
  clt_cli_add_string (json, "medium", channel->medium);
  clt_cli_add_string (json, "consent", channel->consent);
  clt_cli_add_int (json, "archived", channel->archived);
}

static void
print_channel (gconstpointer row)
{
  const CltChannel *channel = row;

  clt_cli_print ("%s  %s  %s%s", channel->key, channel->name,
                 clt_channel_consent_get_label (channel->consent),
                 channel->archived ? _ ("  (archived)") : "");
}

static gboolean
list_channels (CltConn *conn, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) rows = clt_channel_list (conn, error);

  if (rows != NULL)
    clt_cli_print_rows (&((Options *) data)->common, rows, build_channel, print_channel);
  return rows != NULL;
}

static gboolean
add_channel (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;

  return clt_channel_add (conn, options->common.args[2],
                          options->consent == NULL ? "" : options->consent, error);
}

/* archive KEY, restore KEY */
static gboolean
archive_channel (CltConn *conn, gpointer data, GError **error)
{
  const CltCliCommon *common = &((const Options *) data)->common;

  return clt_channel_archive (conn, common->args[2], g_str_equal (common->args[1], "archive"),
                              error);
}

static const CltCliVerb verbs[] = {
  { "list", 0, 0, NULL, list_channels },
  { "add", 1, 1, "channel.save", add_channel },
  { "archive", 1, 1, "channel.save", archive_channel },
  { "restore", 1, 1, "channel.save", archive_channel },
  { NULL },
};

int
clt_cmd_channel (int argc, char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "consent", 0, 0, G_OPTION_ARG_STRING, &options.consent,
      N_ ("What a client must have agreed to: sms, email or phone"), "KEY" },
    { NULL },
  };

  return clt_cli_parse (&argc, &argv, entries, 1, 3, &options.common)
           ? clt_cli_run_verb (&options.common, verbs, &options)
           : CLT_EXIT_USAGE;
}
