/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include "core/base/clt-i18n.h"
#include "core/clt-branch.h"
#include "core/store/clt-action.h"

static void
build_action (JsonBuilder *json, gconstpointer row)
{
  const CltAction *action = row;
  g_autofree char *at = clt_instant_format_iso (action->at);

  clt_cli_add_int (json, "action", action->id);
  clt_cli_add_string (json, "name", action->name);
  clt_cli_add_string (json, "detail", action->detail);
  clt_cli_add_string (json, "who", action->who);
  clt_cli_add_string (json, "at", at);
  clt_cli_add_int (json, "rows", action->rows);
  clt_cli_add_bool (json, "undone", action->undone);
}

static void
print_action (gconstpointer row)
{
  const CltAction *action = row;
  g_autofree char *at = clt_instant_format (action->at);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, action->id);

  clt_cli_print ("%8s  %s  %s  %s%s%s%s%s", id, at, action->who,
                 clt_action_get_label (action->name), *action->detail != '\0' ? " – " : "",
                 action->detail, action->undone ? "  " : "",
                 action->undone ? C_ ("action", "(undone)") : "");
}

int
clt_cmd_history (int argc, char **argv)
{
  CltCliCommon common;
  int limit = 0;
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, _ ("Only the newest so many"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  g_autoptr (GPtrArray) actions = NULL;

  if (!clt_cli_parse (&argc, &argv, entries, 1, 1, &common) || limit < 0)
    return CLT_EXIT_USAGE;
  conn = clt_branch_open (common.args[0], CLT_CONN_READ, &error);
  if (conn == NULL)
    return clt_cli_fail ("history", error);
  actions = clt_action_list (conn, (guint) limit, &error);
  if (actions == NULL)
    return clt_cli_fail ("history", error);
  clt_cli_print_rows (&common, actions, build_action, print_action);
  return CLT_EXIT_DONE;
}
