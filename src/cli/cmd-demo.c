/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include <gio/gio.h>

#include "core/base/clt-i18n.h"
#include "core/clt-branch.h"
#include "core/demo/clt-demo.h"

/* A file that was left half-filled is of no use to anybody. */
static void
remove_file (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (path, endings[i], NULL);
      g_autoptr (GFile) file = g_file_new_for_path (name);

      g_file_delete (file, NULL, NULL);
    }
}

int
clt_cmd_demo (int argc, char **argv)
{
  CltCliCommon common;
  CltDemoOptions options;
  int clients, days, seed;
  const char *as_of = NULL;
  const GOptionEntry entries[] = {
    { "clients", 0, 0, G_OPTION_ARG_INT, &clients, _ ("Number of clients"), NULL },
    { "days", 0, 0, G_OPTION_ARG_INT, &days, _ ("Number of trading days"), NULL },
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, _ ("Another number makes another branch"), NULL },
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &as_of, _ ("Last day with data"), NULL },
    { NULL },
  };
  g_autoptr (CltConn) conn = NULL;
  g_autoptr (GError) error = NULL;

  clt_demo_options_init (&options);
  clients = (int) options.clients;
  days = (int) options.days;
  seed = (int) options.seed;
  if (!clt_cli_parse (&argc, &argv, entries, 1, 1, &common))
    return CLT_EXIT_USAGE;
  if (!clt_cli_parse_day (as_of, &options.as_of))
    return CLT_EXIT_USAGE;

  options.clients = (guint) MAX (clients, 0);
  options.days = (guint) MAX (days, 0);
  options.seed = (guint32) seed;
  options.who = common.who;
  options.progress = clt_cli_progress;
  options.progress_data = (gpointer) _ ("Making the demo branch");
  conn = clt_branch_open (common.args[0], CLT_CONN_CREATE, &error);
  if (conn == NULL)
    return clt_cli_fail ("demo", error);
  if (!clt_demo_fill (conn, &options, &error))
    {
      g_clear_pointer (&conn, clt_conn_close);
      remove_file (common.args[0]);
      return clt_cli_fail ("demo", error);
    }
  return CLT_EXIT_DONE;
}
