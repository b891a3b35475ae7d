/* SPDX-License-Identifier: GPL-3.0-or-later */

/* inspect SOURCE: how a file to be imported is understood, without touching a branch. */

#include "cli/clt-cli-source.h"
#include "cli/clt-cli.h"

#include <json-glib/json-glib.h>

#include "core/base/clt-i18n.h"
#include "core/exchange/clt-source.h"

static void
print_value (const char *name, JsonNode *value, int depth)
{
  g_autofree char *text = NULL;

  if (JSON_NODE_HOLDS_OBJECT (value))
    {
      JsonObjectIter iter;
      const char *key;
      JsonNode *member;

      g_print ("%*s%s\n", depth * 2, "", name);
      json_object_iter_init (&iter, json_node_get_object (value));
      while (json_object_iter_next (&iter, &key, &member))
        print_value (key, member, depth + 1);
      return;
    }
  if (JSON_NODE_HOLDS_ARRAY (value) && json_array_get_length (json_node_get_array (value)) > 0 &&
      !JSON_NODE_HOLDS_VALUE (json_array_get_element (json_node_get_array (value), 0)))
    {
      JsonArray *array = json_node_get_array (value);

      g_print ("%*s%s\n", depth * 2, "", name);
      for (guint i = 0; i < json_array_get_length (array); i++)
        print_value ("-", json_array_get_element (array, i), depth + 1);
      return;
    }
  text = json_to_string (value, FALSE);
  g_print ("%*s%-12s %s\n", depth * 2, "", name, text);
}

static gboolean
print_for_people (const char *json, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObjectIter iter;
  const char *key;
  JsonNode *member;

  if (!json_parser_load_from_data (parser, json, -1, error))
    return FALSE;
  json_object_iter_init (&iter, json_node_get_object (json_parser_get_root (parser)));
  while (json_object_iter_next (&iter, &key, &member))
    print_value (key, member, 0);
  return TRUE;
}

int
clt_cmd_inspect (int argc, char **argv)
{
  const char *encoding = NULL, *delimiter = NULL;
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;
  gboolean rows = FALSE;
  CltSourceOptions options = { 0 };
  CltCliCommon common;
  const GOptionEntry entries[] = {
    { "rows", 0, 0, G_OPTION_ARG_NONE, &rows, _ ("Print the rows too"), NULL },
    { "encoding", 0, 0, G_OPTION_ARG_STRING, &encoding,
      _ ("Encoding of the file, instead of what it looks like"), NULL },
    { "delimiter", 0, 0, G_OPTION_ARG_STRING, &delimiter, _ ("What stands between the columns"),
      NULL },
    { "sheet", 0, 0, G_OPTION_ARG_STRING, &options.sheet, _ ("Sheet of a workbook"), NULL },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 1, 1, &common) ||
      !clt_cli_parse_source (encoding, delimiter, &options))
    return CLT_EXIT_USAGE;
  json = clt_source_inspect (common.args[0], &options, rows, &error);
  if (json == NULL)
    return clt_cli_fail ("inspect", error);
  if (common.json)
    g_print ("%s\n", json);
  else if (!print_for_people (json, &error))
    return clt_cli_fail ("inspect", error);
  return CLT_EXIT_DONE;
}
