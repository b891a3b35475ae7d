/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include "core/base/clt-i18n.h"
#include "core/clt-branch.h"

static void
print_json (GPtrArray *problems)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  clt_cli_add_bool (json, "ok", problems->len == 0);
  clt_cli_add_texts (json, "problems", problems);
  json_builder_end_object (json);
  clt_cli_print_json (json);
}

int
clt_cmd_check (int argc, char **argv)
{
  CltCliCommon common;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  if (!clt_cli_parse (&argc, &argv, NULL, 1, 1, &common))
    return CLT_EXIT_USAGE;
  problems = clt_branch_check (common.args[0], &error);
  if (problems == NULL)
    return clt_cli_fail ("check", error);

  if (common.json)
    print_json (problems);
  for (guint i = 0; i < problems->len; i++)
    g_printerr ("%s\n", (const char *) problems->pdata[i]);
  if (!common.json && problems->len == 0)
    clt_cli_print (_ ("“%s” is sound."), common.args[0]);
  return problems->len == 0 ? CLT_EXIT_DONE : CLT_EXIT_REFUSED;
}
