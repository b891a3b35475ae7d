/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include "core/base/clt-i18n.h"
#include "core/store/clt-backup.h"

static void
print_json (GPtrArray *differences, gboolean done, const char *kept)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  clt_cli_add_bool (json, "restored", done);
  clt_cli_add_string (json, "kept", kept);
  clt_cli_add_texts (json, "differences", differences);
  json_builder_end_object (json);
  clt_cli_print_json (json);
}

static void
print_lines (GPtrArray *differences, const char *kept)
{
  for (guint i = 0; i < differences->len; i++)
    clt_cli_print ("%s", (const char *) differences->pdata[i]);
  if (kept != NULL)
    clt_cli_print (_ ("What was there before is kept in “%s”."), kept);
}

int
clt_cmd_restore (int argc, char **argv)
{
  CltCliCommon common;
  gboolean dry_run = FALSE;
  const GOptionEntry entries[] = {
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, _ ("Only say what would happen"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) differences = NULL;
  g_autofree char *kept = NULL;

  if (!clt_cli_parse (&argc, &argv, entries, 2, 2, &common))
    return CLT_EXIT_USAGE;
  differences = clt_restore_preview (common.args[0], common.args[1], &error);
  if (differences == NULL ||
      (!dry_run && !clt_restore (common.args[0], common.args[1], &kept, &error)))
    return clt_cli_fail ("restore", error);
  if (common.json)
    print_json (differences, !dry_run, kept);
  else
    print_lines (differences, kept);
  return CLT_EXIT_DONE;
}
