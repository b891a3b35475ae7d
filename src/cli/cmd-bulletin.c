/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"
#include "core/base/clt-i18n.h"
#include "core/delivery/clt-bulletin.h"
#include "core/report/clt-export-sends.h"

typedef struct
{
  CltCliCommon common;
  const char *channel, *day_text, *tier_text;
  CltDay day;
  CltTier tier;
  gboolean gb18030;
  guint n, n_blocked;
} Options;

static void
build_bulletin (JsonBuilder *json, gconstpointer row)
{
  const CltBulletin *bulletin = row;

  clt_cli_add_int (json, "id", bulletin->id);
  clt_cli_add_int (json, "day", clt_day_to_yyyymmdd (bulletin->day));
  clt_cli_add_string (json, "channel", bulletin->channel);
  clt_cli_add_string (json, "product", bulletin->product);
  clt_cli_add_string (json, "title", bulletin->title);
  clt_cli_add_int (json, "open", bulletin->open);
  json_builder_set_member_name (json, "tiers");
  json_builder_begin_array (json);
  for (guint i = 0; i < CLT_N_TIERS; i++)
    if (bulletin->tiers & (1u << clt_tier_order[i]))
      json_builder_add_string_value (json, clt_tier_get_name (clt_tier_order[i]));
  json_builder_end_array (json);
}

static void
print_bulletin (gconstpointer row)
{
  const CltBulletin *bulletin = row;
  g_autofree char *day = clt_day_format (bulletin->day);

  clt_cli_print ("%8" G_GINT64_FORMAT "  %s  %-8s  %s", bulletin->id, day, bulletin->channel,
                 bulletin->title);
}

static gboolean
list (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_autoptr (GPtrArray) list =
    clt_bulletin_list (conn, options->channel,
                       options->day_text == NULL ? CLT_DAY_NONE : options->day, error);

  if (list != NULL)
    clt_cli_print_rows (&options->common, list, build_bulletin, print_bulletin);
  return list != NULL;
}

static const char *
get_channel (const Options *options)
{
  return options->channel == NULL ? "website" : options->channel;
}

static gboolean export(CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  const CltExportOptions export_options = { .path = options->common.args[2],
                                            .who = options->common.who,
                                            .purpose = "",
                                            .gb18030 = options->gb18030 };

  return clt_export_bulletin (conn, get_channel (options), options->day, options->tier,
                              &export_options, &options->n, error);
}

static gboolean
publish (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;

  return clt_bulletin_publish (conn, get_channel (options), options->day, &options->n,
                               &options->n_blocked, error);
}

static int
tell_published (gpointer data)
{
  const Options *options = data;

  /* Translators: numbers of clients. */
  clt_cli_print (_ ("%u clients in the delivery log, %u left out"), options->n, options->n_blocked);
  return options->n_blocked > 0 ? CLT_EXIT_REFUSED : CLT_EXIT_DONE;
}

static const CltCliVerb verbs[] = {
  { "list", 0, 0, NULL, list },
  { "export", 1, 1, NULL, export },
  { "publish", 0, 0, "bulletin.publish", publish, tell_published },
  { NULL },
};

int
clt_cmd_bulletin (int argc, char **argv)
{
  Options options = { .day = clt_today (), .tier = CLT_TIER_UNRATED };
  const GOptionEntry entries[] = {
    { "channel", 0, 0, G_OPTION_ARG_STRING, &options.channel, N_ ("Website or software"),
      "CHANNEL" },
    { "day", 0, 0, G_OPTION_ARG_STRING, &options.day_text, N_ ("The day, else today"), "DATE" },
    { "tier", 0, 0, G_OPTION_ARG_STRING, &options.tier_text, N_ ("The readers' tier"), "TIER" },
    { "gb18030", 0, 0, G_OPTION_ARG_NONE, &options.gb18030, N_ ("In GB18030, not UTF-8"), NULL },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 2, 3, &options.common) ||
      !clt_cli_parse_day (options.day_text, &options.day))
    return CLT_EXIT_USAGE;
  if (options.tier_text != NULL && !clt_tier_from_name (options.tier_text, &options.tier))
    {
      g_printerr (_ ("clientele-cli: there is no tier “%s”\n"), options.tier_text);
      return CLT_EXIT_USAGE;
    }
  options.common.detail = get_channel (&options);
  return clt_cli_run_verb (&options.common, verbs, &options);
}
