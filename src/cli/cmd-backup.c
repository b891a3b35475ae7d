/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include "core/store/clt-backup.h"

int
clt_cmd_backup (int argc, char **argv)
{
  CltCliCommon common;
  g_autoptr (GError) error = NULL;

  if (!clt_cli_parse (&argc, &argv, NULL, 2, 2, &common))
    return CLT_EXIT_USAGE;
  if (!clt_backup (common.args[0], common.args[1], clt_cli_progress, (gpointer) argv[0], NULL,
                   &error))
    return clt_cli_fail ("backup", error);
  return CLT_EXIT_DONE;
}
