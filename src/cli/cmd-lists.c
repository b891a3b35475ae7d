/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-client-list.h"
#include "core/clt-branch.h"

typedef struct
{
  CltCliCommon common;
  const char *filter;
} Options;

/* Reading */

static void
build_list (JsonBuilder *json, gconstpointer row)
{
  const CltClientList *list = row;

  clt_cli_add_string (json, "name", list->name);
  clt_cli_add_string (json, "kind", list->live ? "live" : "frozen");
  clt_cli_add_string (json, "query", list->query);
}

static void
print_list (gconstpointer row)
{
  const CltClientList *list = row;

  clt_cli_print ("%s  %s  %s", list->name, list->live ? _ ("live") : _ ("frozen"), list->query);
}

static int
show_all (CltConn *conn, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lists = clt_client_list_load_all (conn, &error);

  if (lists == NULL)
    return clt_cli_fail ("lists", error);
  clt_cli_print_rows (&options->common, lists, build_list, print_list);
  return CLT_EXIT_DONE;
}

static gboolean
show_member (CltConn *conn,
             const CltListMember *member,
             JsonBuilder *json,
             gboolean as_json,
             GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT c.name, (SELECT a.number FROM account a"
                                  " WHERE a.client_id = c.id ORDER BY a.id LIMIT 1)"
                                  " FROM client c WHERE c.id = ?",
                                  "i", member->client_id);

  if (stmt == NULL || clt_stmt_step (stmt, error) != CLT_STEP_ROW)
    return FALSE;
  json_builder_begin_object (json);
  clt_cli_add_string (json, "account", clt_stmt_get_text (stmt, 1));
  clt_cli_add_string (json, "name", clt_stmt_get_text (stmt, 0));
  clt_cli_add_string (json, "reason", member->reason);
  json_builder_end_object (json);
  if (!as_json)
    clt_cli_print ("%-12s %s  %s", clt_stmt_get_text (stmt, 1), clt_stmt_get_text (stmt, 0),
                   member->reason);
  clt_stmt_reset (stmt);
  return TRUE;
}

static int
show_members (CltConn *conn, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  gint64 id = clt_client_list_find (conn, options->common.args[1], &error);
  g_autoptr (GPtrArray) members =
    id == 0 ? NULL : clt_client_list_get_members (conn, id, clt_today (), &error);

  if (members == NULL)
    return clt_cli_fail ("lists", error);
  json_builder_begin_array (json);
  for (guint i = 0; i < members->len; i++)
    if (!show_member (conn, members->pdata[i], json, options->common.json, &error))
      return clt_cli_fail ("lists", error);
  json_builder_end_array (json);
  if (options->common.json)
    clt_cli_print_json (json);
  return CLT_EXIT_DONE;
}

/* Writing */

static gboolean
save (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_autoptr (CltClientList) list = clt_client_list_new ();

  list->live = TRUE;
  clt_set_str (&list->name, options->common.args[2]);
  clt_set_str (&list->query, options->filter != NULL ? options->filter : "");
  return clt_client_list_save (conn, list, error);
}

static gboolean
delete_list (CltConn *conn, gpointer data, GError **error)
{
  gint64 id = clt_client_list_find (conn, ((Options *) data)->common.args[2], error);

  return id != 0 && clt_client_list_delete (conn, id, error);
}

static gboolean
freeze (CltConn *conn, gpointer data, GError **error)
{
  char **args = ((Options *) data)->common.args;
  gint64 id = clt_client_list_find (conn, args[2], error);

  return id != 0 &&
         clt_client_list_combine (conn, args[3], id, CLT_LIST_OR, 0, clt_today (), error) != 0;
}

static gboolean
combine (CltConn *conn, gpointer data, GError **error)
{
  char **args = ((Options *) data)->common.args;
  CltListOperation operation = g_str_equal (args[1], "minus") ? CLT_LIST_MINUS
                               : g_str_equal (args[1], "and") ? CLT_LIST_AND
                                                              : CLT_LIST_OR;
  gint64 a = clt_client_list_find (conn, args[2], error);
  gint64 b = a == 0 ? 0 : clt_client_list_find (conn, args[3], error);

  return b != 0 &&
         clt_client_list_combine (conn, args[4], a, operation, b, clt_today (), error) != 0;
}

static const CltCliVerb verbs[] = {
  { "save", 1, 1, "list.save", save },
  { "delete", 1, 1, "list.delete", delete_list },
  { "freeze", 2, 2, "list.save", freeze },
  { "minus", 3, 3, "list.save", combine },
  { "and", 3, 3, "list.save", combine },
  { "or", 3, 3, "list.save", combine },
  { NULL },
};

int
clt_cmd_lists (int argc, char **argv)
{
  Options options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  const GOptionEntry entries[] = {
    { "filter", 0, 0, G_OPTION_ARG_STRING, &options.filter, N_ ("Clients who match"), "E" },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 1, 5, &options.common))
    return CLT_EXIT_USAGE;
  if (options.common.n_args > 2)
    {
      /* the list that is made */
      options.common.detail = options.common.args[options.common.n_args - 1];
      return clt_cli_run_verb (&options.common, verbs, &options);
    }
  conn = clt_branch_open (options.common.args[0], CLT_CONN_READ, &error);
  if (conn == NULL)
    return clt_cli_fail ("lists", error);
  return options.common.n_args == 1 ? show_all (conn, &options) : show_members (conn, &options);
}
