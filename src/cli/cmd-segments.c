/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include <inttypes.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/clients/clt-client-query.h"
#include "core/clients/clt-filter.h"
#include "core/clients/clt-segment.h"
#include "core/clt-branch.h"

static void
build_segment (JsonBuilder *json, const CltSegment *segment, gint64 clients)
{
  json_builder_begin_object (json);
  clt_cli_add_string (json, "name", clt_segment_get_label (segment));
  clt_cli_add_string (json, "preset", segment->preset);
  clt_cli_add_string (json, "rule", segment->rule);
  clt_cli_add_int (json, "clients", clients);
  json_builder_end_object (json);
}

static void
print_segment (const CltSegment *segment, gint64 clients)
{
  g_autofree char *name = clt_cli_pad (clt_segment_get_label (segment), 16);

  clt_cli_print ("%s %6" PRIi64 "  %s", name, clients,
                 *segment->rule == '\0' ? _ ("everybody who is left") : segment->rule);
}

static int
list_segments (CltConn *conn, CltDay day, gboolean as_json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GPtrArray) segments = clt_segments_load (conn, day, &error);
  g_autoptr (GArray) counts =
    segments == NULL ? NULL : clt_segments_count (conn, segments, day, &error);

  if (counts == NULL)
    return clt_cli_fail ("segments", error);
  json_builder_begin_array (json);
  for (guint i = 0; i < segments->len; i++)
    {
      build_segment (json, segments->pdata[i], g_array_index (counts, gint64, i));
      if (!as_json)
        print_segment (segments->pdata[i], g_array_index (counts, gint64, i));
    }
  json_builder_end_array (json);
  if (as_json)
    clt_cli_print_json (json);
  return CLT_EXIT_DONE;
}

static void
build_member (JsonBuilder *json, const char *account, const CltClientRow *row)
{
  json_builder_begin_object (json);
  clt_cli_add_string (json, "account", account);
  clt_cli_add_string (json, "name", row->cell[CLT_COLUMN_NAME]);
  clt_cli_add_string (json, "tier", clt_tier_get_name (row->tier));
  clt_cli_add_string (json, "scores", row->cell[CLT_COLUMN_SCORES]);
  json_builder_end_object (json);
}

static int
list_members (CltConn *conn, const char *name, CltDay day, gboolean as_json)
{
  g_autoptr (CltClientQuery) query = clt_client_query_new ();
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *quoted = clt_filter_quote (name);

  g_free (query->expression);
  query->expression = g_strconcat ("segment = ", quoted, NULL);
  query->sort = query->sort2 = CLT_COLUMN_ACCOUNT;
  query->today = day;
  ids = clt_client_query_ids (conn, query, &error);
  if (ids != NULL)
    rows = clt_client_query_rows (conn, (const gint64 *) (gpointer) ids->data, ids->len,
                                  1u << CLT_COLUMN_SCORES, day, &error);
  if (rows == NULL)
    return clt_cli_fail ("segments", error);
  json_builder_begin_array (json);
  for (guint i = 0; i < rows->len; i++)
    {
      const CltClientRow *row = rows->pdata[i];
      const char *cell = row->cell[CLT_COLUMN_ACCOUNT];
      /* the first of several */
      g_autofree char *account = g_strndup (cell, strcspn (cell, " "));

      build_member (json, account, row);
      if (!as_json)
        clt_cli_print ("%-12s  %s  %s", account, row->cell[CLT_COLUMN_SCORES],
                       row->cell[CLT_COLUMN_NAME]);
    }
  json_builder_end_array (json);
  if (as_json)
    clt_cli_print_json (json);
  return CLT_EXIT_DONE;
}

int
clt_cmd_segments (int argc, char **argv)
{
  CltCliCommon common;
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  const char *members = NULL, *as_of = NULL;
  CltDay day = clt_today ();
  const GOptionEntry entries[] = {
    { "members", 0, 0, G_OPTION_ARG_STRING, &members, N_ ("Who is in a segment"), "NAME" },
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &as_of, N_ ("The day that is looked at"), "DATE" },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 1, 1, &common))
    return CLT_EXIT_USAGE;
  if (!clt_cli_parse_day (as_of, &day))
    return CLT_EXIT_USAGE;
  conn = clt_branch_open (common.args[0], CLT_CONN_READ, &error);
  if (conn == NULL)
    return clt_cli_fail ("segments", error);
  return members != NULL ? list_members (conn, members, day, common.json)
                         : list_segments (conn, day, common.json);
}
