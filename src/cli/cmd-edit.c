/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-client-bulk.h"
#include "core/clients/clt-client-query.h"
#include "core/clt-branch.h"

/* One field of many clients: edit FILE --filter EXPRESSION FIELD=VALUE */

typedef struct
{
  const CltBulkEdit *edit;
  GArray *ids;
  CltBulkOutcome outcome;
} Change;

static gboolean
apply (CltConn *conn, gpointer data, GError **error)
{
  Change *change = data;

  return clt_client_bulk_apply (conn, change->edit, change->ids, clt_cli_progress,
                                (gpointer) _ ("Changing"), NULL, &change->outcome, error);
}

static void
print_preview (const CltBulkPreview *preview)
{
  for (guint i = 0; i < preview->groups->len; i++)
    {
      const CltBulkGroup *group = preview->groups->pdata[i];

      clt_cli_print ("%8" G_GINT64_FORMAT "  %s → %s", group->n, group->before, preview->after);
    }
  if (preview->n_same > 0)
    clt_cli_print ("%8" G_GINT64_FORMAT "  %s", preview->n_same, _ ("have the value already"));
  if (preview->n_outside > 0)
    clt_cli_print ("%8" G_GINT64_FORMAT "  %s", preview->n_outside,
                   _ ("are not concerned by the field"));
}

static void
build_group (JsonBuilder *json, gconstpointer row)
{
  const CltBulkGroup *group = row;

  clt_cli_add_string (json, "before", group->before);
  clt_cli_add_int (json, "n", group->n);
}

static void
print_json (const CltBulkPreview *preview, const Change *change, gint64 action)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  clt_cli_add_rows (json, "changes", preview->groups, build_group);
  clt_cli_add_string (json, "after", preview->after);
  clt_cli_add_int (json, "same", preview->n_same);
  clt_cli_add_int (json, "outside", preview->n_outside);
  clt_cli_add_int (json, "changed", change->outcome.n_changed);
  clt_cli_add_int (json, "refused", change->outcome.n_refused);
  clt_cli_add_id (json, "action", action);
  json_builder_end_object (json);
  clt_cli_print_json (json);
}

static GArray *
find_clients (CltConn *conn, const char *filter, gboolean prospects, GError **error)
{
  g_autoptr (CltClientQuery) query = clt_client_query_new ();

  clt_set_str (&query->expression, filter);
  query->prospects = prospects;
  query->sort = query->sort2 = CLT_COLUMN_ACCOUNT;
  return clt_client_query_ids (conn, query, error);
}

static int
run (CltConn *conn, Change *change, const CltCliCommon *common, gboolean dry_run)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *detail = clt_bulk_edit_describe (change->edit);
  const CltActionInfo info = { "client.bulk", detail, common->who };
  g_autoptr (CltBulkPreview) preview =
    clt_client_bulk_preview (conn, change->edit, change->ids, &error);
  gint64 action = 0;

  if (preview == NULL)
    return clt_cli_fail ("edit", error);
  if (!dry_run && !clt_action_run (conn, &info, apply, change, &action, &error))
    return clt_cli_fail ("edit", error);
  if (common->json)
    print_json (preview, change, action);
  else
    print_preview (preview);
  if (change->outcome.n_refused == 0)
    return CLT_EXIT_DONE;
  g_printerr ("clientele-cli edit: %" G_GINT64_FORMAT " × %s\n", change->outcome.n_refused,
              change->outcome.reason);
  return CLT_EXIT_REFUSED;
}

int
clt_cmd_edit (int argc, char **argv)
{
  const char *filter = NULL;
  gboolean dry_run = FALSE, prospects = FALSE;
  const GOptionEntry entries[] = {
    { "filter", 0, 0, G_OPTION_ARG_STRING, &filter, N_ ("Which clients"), "EXPRESSION" },
    { "prospects", 0, 0, G_OPTION_ARG_NONE, &prospects, N_ ("Prospects instead of clients"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run,
      N_ ("Say what would change, and change nothing"), NULL },
    { NULL },
  };
  CltCliCommon common;
  g_autoptr (CltBulkEdit) edit = NULL;
  g_autoptr (CltConn) conn = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GError) error = NULL;
  Change change = { 0 };
  int status;

  if (!clt_cli_parse (&argc, &argv, entries, 2, 2, &common))
    return CLT_EXIT_USAGE;
  edit = clt_bulk_edit_parse (common.args[1], clt_today ());
  if (edit == NULL || filter == NULL)
    {
      g_printerr (
        "clientele-cli edit: %s\n",
        filter == NULL
          ? _ ("say which clients with --filter; --filter \"\" are all")
          : _ ("write FIELD=VALUE, tag=+WORD or tag=-WORD; not every field can be shared"));
      return CLT_EXIT_USAGE;
    }
  conn = clt_branch_open (common.args[0], dry_run ? CLT_CONN_READ : CLT_CONN_WRITE, &error);
  ids = conn != NULL ? find_clients (conn, filter, prospects, &error) : NULL;
  if (ids == NULL)
    return clt_cli_fail ("edit", error);
  change.edit = edit;
  change.ids = ids;
  status = run (conn, &change, &common, dry_run);
  clt_bulk_outcome_clear (&change.outcome);
  return status;
}
