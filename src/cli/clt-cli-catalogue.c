/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli-catalogue.h"

#include <inttypes.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/clt-branch.h"
#include "core/report/clt-catalogue-book.h"

/* import FILE products EDITED.xlsx: the edited copy of an exported catalogue. */

static void
add_edits (JsonBuilder *json, const char *name, GPtrArray *edits)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_array (json);
  for (guint i = 0; i < edits->len; i++)
    {
      const CltCatalogueEdit *edit = edits->pdata[i];

      json_builder_begin_object (json);
      clt_cli_add_string (json, "sheet", edit->sheet);
      clt_cli_add_int (json, "row", edit->row);
      clt_cli_add_string (json, "column", edit->column);
      clt_cli_add_string (json, "product", edit->product);
      clt_cli_add_string (json, "before", edit->before);
      clt_cli_add_string (json, "after", edit->after);
      clt_cli_add_string (json, "now", edit->now);
      clt_cli_add_string (json, "reason", edit->reason);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
print_json (const CltCatalogueImport *result)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  clt_cli_add_string (json, "kind", "products");
  clt_cli_add_int (json, "rows", result->rows);
  clt_cli_add_int (json, "new", result->added);
  clt_cli_add_int (json, "changed", result->changed);
  clt_cli_add_int (json, "same", (gint64) result->rows - result->added - result->changed);
  clt_cli_add_int (json, "skipped", result->conflicts->len);
  clt_cli_add_int (json, "rejected", result->rejects->len);
  json_builder_set_member_name (json, "totals");
  json_builder_add_null_value (json);
  add_edits (json, "edits", result->edits);
  add_edits (json, "conflicts", result->conflicts);
  add_edits (json, "rejects", result->rejects);
  clt_cli_add_id (json, "batch", result->action);
  json_builder_end_object (json);
  clt_cli_print_json (json);
}

static void
print_edits (const CltCatalogueImport *result, gboolean dry_run)
{
  for (guint i = 0; i < result->edits->len; i++)
    {
      const CltCatalogueEdit *edit = result->edits->pdata[i];

      /* Translators: sheet, row, column, code of the product, what stood there, what stands there */
      clt_cli_print (_ ("%s, row %u, %s (%s): “%s” → “%s”"), edit->sheet, edit->row, edit->column,
                     edit->product, edit->before, edit->after);
    }
  if (dry_run)
    clt_cli_print ("%s", _ ("Nothing was written (dry run)."));
  else if (result->action != 0)
    clt_cli_print (_ ("Action %" PRIi64), result->action);
  else
    clt_cli_print ("%s", _ ("Nothing changed."));
}

static void
print_reasons (const GPtrArray *edits)
{
  for (guint i = 0; i < edits->len; i++)
    {
      const CltCatalogueEdit *edit = edits->pdata[i];

      if (*edit->now == '\0')
        /* Translators: sheet, row, column, what was written there, why it was not taken */
        g_printerr (_ ("%s, row %u, %s: “%s” was not taken over. %s\n"), edit->sheet, edit->row,
                    edit->column, edit->after, edit->reason);
      else
        /* Translators: sheet, row, column, what was written, why it was not taken, what is there */
        g_printerr (_ ("%s, row %u, %s: “%s” was not taken over. %s The branch has “%s”.\n"),
                    edit->sheet, edit->row, edit->column, edit->after, edit->reason, edit->now);
    }
}

/* --set from=DATE: the first day of the edited cells of the matrix. */
static gboolean
parse_set (char **set, CltDay *from)
{
  for (guint i = 0; set != NULL && set[i] != NULL; i++)
    {
      if (g_str_has_prefix (set[i], "from="))
        {
          if (!clt_cli_parse_day (set[i] + strlen ("from="), from))
            return FALSE;
          continue;
        }
      g_printerr (_ ("clientele-cli import: a catalogue takes only --set from=DATE\n"));
      return FALSE;
    }
  return TRUE;
}

int
clt_cli_import_catalogue (const CltCliCommon *common, char **set, gboolean dry_run)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  g_autoptr (CltCatalogueImport) result = NULL;
  CltDay from = clt_today ();

  if (!parse_set (set, &from))
    return CLT_EXIT_USAGE;
  conn = clt_branch_open (common->args[0], CLT_CONN_WRITE, &error);
  if (conn != NULL)
    result = clt_catalogue_import (conn, common->args[2], from, common->who, dry_run, &error);
  if (result == NULL)
    return clt_cli_fail ("import", error);
  if (common->json)
    print_json (result);
  else
    print_edits (result, dry_run);
  print_reasons (result->conflicts);
  print_reasons (result->rejects);
  return result->conflicts->len + result->rejects->len > 0 ? CLT_EXIT_REFUSED : CLT_EXIT_DONE;
}
