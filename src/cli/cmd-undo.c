/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include "core/base/clt-i18n.h"
#include "core/clt-branch.h"
#include "core/store/clt-action.h"

/* undo and redo: the same command in two directions. */

static void
print_json (gint64 id, GArray *blockers)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  clt_cli_add_id (json, "action", id);
  json_builder_set_member_name (json, "in_the_way");
  json_builder_begin_array (json);
  for (guint i = 0; blockers != NULL && i < blockers->len; i++)
    json_builder_add_int_value (json, g_array_index (blockers, gint64, i));
  json_builder_end_array (json);
  json_builder_end_object (json);
  clt_cli_print_json (json);
}

static gboolean
parse_action (const CltCliCommon *common, gint64 *action)
{
  *action = 0;
  if (common->n_args < 2 ||
      g_ascii_string_to_signed (common->args[1], 10, 1, G_MAXINT64, action, NULL))
    return TRUE;
  g_printerr (_ ("clientele-cli: “%s” is not the number of an action (see history)\n"),
              common->args[1]);
  return FALSE;
}

static void
print_done (CltConn *conn, gboolean redo, gint64 id)
{
  g_autofree char *what = clt_action_describe (conn, id);

  /* Translators: the placeholder is an action: what, who, when. */
  clt_cli_print (redo ? _ ("Redone: %s") : _ ("Undone: %s"), what);
}

static int
undo_or_redo (int argc, char **argv, gboolean redo)
{
  CltCliCommon common;
  const char *command = argv[0];
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  g_autoptr (GArray) blockers = NULL;
  gint64 action, done = 0;
  gboolean ok;

  if (!clt_cli_parse (&argc, &argv, NULL, 1, 2, &common) || !parse_action (&common, &action))
    return CLT_EXIT_USAGE;
  conn = clt_branch_open (common.args[0], CLT_CONN_WRITE, &error);
  if (conn == NULL)
    return clt_cli_fail (command, error);

  ok = redo ? clt_action_redo (conn, action, common.who, &done, &blockers, &error)
            : clt_action_undo (conn, action, common.who, &done, &blockers, &error);
  if (ok)
    clt_cli_tell_subscribers (command, conn);
  if (common.json)
    print_json (done, blockers);
  else if (ok)
    print_done (conn, redo, done);
  return ok ? CLT_EXIT_DONE : clt_cli_fail (command, error);
}

int
clt_cmd_undo (int argc, char **argv)
{
  return undo_or_redo (argc, argv, FALSE);
}

int
clt_cmd_redo (int argc, char **argv)
{
  return undo_or_redo (argc, argv, TRUE);
}
