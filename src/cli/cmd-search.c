/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include "core/clients/clt-client-query.h"
#include "core/clt-branch.h"

#define MAX_HITS 200

static void
build_hit (JsonBuilder *json, gconstpointer row)
{
  const CltSearchHit *hit = row;

  clt_cli_add_string (json, "account", hit->account);
  clt_cli_add_string (json, "name", hit->name);
  clt_cli_add_string (json, "tier", clt_tier_get_name (hit->tier));
}

static void
print_hit (gconstpointer row)
{
  const CltSearchHit *hit = row;

  clt_cli_print ("%-12s  %s  %s", hit->account != NULL ? hit->account : "–", hit->name,
                 clt_tier_get_label (hit->tier));
}

int
clt_cmd_search (int argc, char **argv)
{
  CltCliCommon common;
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  g_autofree char *words = NULL;

  /* words that the shell has split belong together */
  if (!clt_cli_parse (&argc, &argv, NULL, 2, 20, &common))
    return CLT_EXIT_USAGE;
  conn = clt_branch_open (common.args[0], CLT_CONN_READ, &error);
  if (conn == NULL)
    return clt_cli_fail ("search", error);
  words = g_strjoinv (" ", common.args + 1);
  hits = clt_search (conn, words, MAX_HITS, clt_today (), &error);
  if (hits == NULL)
    return clt_cli_fail ("search", error);
  clt_cli_print_rows (&common, hits, build_hit, print_hit);
  return CLT_EXIT_DONE;
}
