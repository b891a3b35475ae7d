/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli-catalogue.h"
#include "cli/clt-cli-source.h"
#include "cli/clt-cli.h"

#include <inttypes.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clt-branch.h"
#include "core/exchange/clt-import.h"

/* import FILE KIND SOURCE: what went in on standard output, what did not on standard error. */

static void
build_reject (JsonBuilder *json, gconstpointer row)
{
  const CltImportReject *reject = row;

  clt_cli_add_int (json, "row", reject->row);
  clt_cli_add_string (json, "column", reject->column);
  clt_cli_add_string (json, "reason", reject->reason);
  clt_cli_add_string (json, "detail", reject->detail);
}

static void
print_json (const CltImportResult *result)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  clt_cli_add_string (json, "kind", result->kind->name);
  clt_cli_add_string (json, "encoding", clt_encoding_get_name (result->encoding));
  clt_cli_add_int (json, "header", result->header);
  clt_cli_add_int (json, "rows", result->rows);
  clt_cli_add_int (json, "new", result->added);
  clt_cli_add_int (json, "changed", result->changed);
  clt_cli_add_int (json, "same", result->same);
  clt_cli_add_int (json, "skipped", result->skipped);
  clt_cli_add_int (json, "rejected", result->rejected);
  clt_cli_add_int (json, "warnings", result->warnings);
  clt_cli_add_string (json, "totals",
                      result->totals < 0    ? NULL
                      : result->totals == 1 ? "match"
                                            : "differ");
  clt_cli_add_texts (json, "differences", result->total_differences);
  clt_cli_add_rows (json, "rejects", result->rejects, build_reject);
  clt_cli_add_rows (json, "skips", result->skips, build_reject);
  clt_cli_add_texts (json, "notes", result->notes);
  clt_cli_add_bool (json, "same_file", result->same_file);
  clt_cli_add_id (json, "batch", result->batch);
  json_builder_end_object (json);
  clt_cli_print_json (json);
}

static void
print_summary (const CltImportResult *result, gboolean dry_run)
{
  clt_cli_print (_ ("Rows %" PRIu64 ": new %" PRIu64 ", changed %" PRIu64 ", same %" PRIu64
                    ", skipped %" PRIu64 ", rejected %" PRIu64),
                 result->rows, result->added, result->changed, result->same, result->skipped,
                 result->rejected);
  if (result->totals == 1)
    clt_cli_print ("%s", _ ("The totals of the file match."));
  if (dry_run)
    clt_cli_print ("%s", _ ("Nothing was written (dry run)."));
  else if (result->batch != 0)
    clt_cli_print (_ ("Action %" PRIi64), result->batch);
  else
    clt_cli_print ("%s", _ ("Nothing changed."));
}

static char *
describe_reason (const CltImportReject *row)
{
  const char *label = clt_import_reason_get_label (row->reason);

  if (*row->detail == '\0')
    return g_strdup (label);
  /* Translators: why a row was rejected, and what stood there */
  return g_strdup_printf (_ ("%s (%s)"), label, row->detail);
}

/* @n: all of them; @rows may hold fewer. */
static void
print_rows (const GPtrArray *rows, guint64 n, guint most)
{
  guint shown = MIN (rows->len, most);

  for (guint i = 0; i < shown; i++)
    {
      const CltImportReject *row = rows->pdata[i];

      g_autofree char *why = describe_reason (row);

      if (*row->column == '\0')
        /* Translators: row 12: key of the reason: the reason in words */
        g_printerr (_ ("row %" PRIu64 ": %s: %s\n"), row->row, row->reason, why);
      else
        /* Translators: row 12, column: key of the reason: the reason in words */
        g_printerr (_ ("row %" PRIu64 ", %s: %s: %s\n"), row->row, row->column, row->reason, why);
    }
  if (n > shown)
    g_printerr (_ ("… and %" PRIu64 " more\n"), n - shown);
}

static void
print_reasons (const CltImportResult *result)
{
  print_rows (result->rejects, result->rejected, G_MAXUINT);
  print_rows (result->skips, result->skipped, 20);
  for (guint i = 0; i < result->total_differences->len; i++)
    /* Translators: a column and by how much the file's total is larger than its rows */
    g_printerr (_ ("total differs: %s\n"), (const char *) result->total_differences->pdata[i]);
  for (guint i = 0; i < result->notes->len; i++)
    g_printerr (_ ("note: %s\n"), (const char *) result->notes->pdata[i]);
  if (result->same_file)
    g_printerr ("%s\n", _ ("note: This file was imported before."));
}

/* Offered, never done by itself. */
static void
note_padding (CltImportResult *result)
{
  g_autofree char *number = clt_count_format ((gint64) result->short_accounts);

  if (result->pad_offer == 0)
    return;
  g_ptr_array_add (result->notes,
                   g_strdup_printf (
                     /* Translators: a count of rows, and a number of digits */
                     ngettext ("%s row has an account with fewer than %u digits; its leading zeros"
                               " can be put back (--pad-accounts).",
                               "%s rows have accounts with fewer than %u digits; their leading"
                               " zeros can be put back (--pad-accounts).",
                               (gulong) result->short_accounts),
                     number, (guint) result->pad_offer));
}

typedef struct
{
  const char *profile, *encoding, *delimiter, *dates, *rejects;
  char *sheet;
  char **map, **set;
  int pad;
  gboolean dry_run, keep_extra;
} Arguments;

static gboolean
fill_options (const Arguments *arguments, const CltCliCommon *common, CltImportOptions *options)
{
  options->kind = clt_import_kind_find (common->args[1]);
  if (options->kind == NULL)
    {
      g_printerr (_ ("clientele-cli import: “%s” is no kind of file that can be imported\n"),
                  common->args[1]);
      return FALSE;
    }
  if (arguments->dates != NULL && !g_str_equal (arguments->dates, "mdy") &&
      !g_str_equal (arguments->dates, "dmy"))
    {
      g_printerr (_ ("clientele-cli import: --dates must be mdy or dmy\n"));
      return FALSE;
    }
  if (arguments->pad < 0 || arguments->pad > 20)
    {
      g_printerr (_ ("clientele-cli import: --pad-accounts must be 1 to 20 digits\n"));
      return FALSE;
    }
  options->path = common->args[2];
  options->source.sheet = arguments->sheet;
  options->profile = arguments->profile;
  options->map = (const char *const *) arguments->map;
  options->set = (const char *const *) arguments->set;
  options->pad_accounts = arguments->pad;
  options->date_order = arguments->dates;
  options->keep_extra = arguments->keep_extra;
  options->dry_run = arguments->dry_run;
  options->rejects = arguments->rejects;
  options->who = common->who;
  return clt_cli_parse_source (arguments->encoding, arguments->delimiter, &options->source);
}

int
clt_cmd_import (int argc, char **argv)
{
  Arguments arguments = { 0 };
  CltImportOptions options = { 0 };
  g_autoptr (CltConn) conn = NULL;
  g_autoptr (CltImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CltCliCommon common;
  const GOptionEntry entries[] = {
    { "profile", 0, 0, G_OPTION_ARG_STRING, &arguments.profile,
      _ ("How columns were mapped before, by name"), NULL },
    { "map", 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments.map,
      _ ("A column of the file and the field that it fills"), NULL },
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments.set,
      _ ("A constant for a field that the file lacks"), NULL },
    { "encoding", 0, 0, G_OPTION_ARG_STRING, &arguments.encoding,
      _ ("Encoding of the file, instead of what it looks like"), NULL },
    { "delimiter", 0, 0, G_OPTION_ARG_STRING, &arguments.delimiter,
      _ ("What stands between the columns"), NULL },
    { "sheet", 0, 0, G_OPTION_ARG_STRING, &arguments.sheet, _ ("Sheet of a workbook"), NULL },
    { "pad-accounts", 0, 0, G_OPTION_ARG_INT, &arguments.pad,
      _ ("Put leading zeros back up to so many digits"), NULL },
    { "dates", 0, 0, G_OPTION_ARG_STRING, &arguments.dates,
      _ ("Order of dates such as 11/12/2026: mdy or dmy"), NULL },
    { "keep-extra", 0, 0, G_OPTION_ARG_NONE, &arguments.keep_extra,
      _ ("Keep unknown columns as extra fields"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &arguments.dry_run, _ ("Only say what would happen"),
      NULL },
    { "rejects", 0, 0, G_OPTION_ARG_FILENAME, &arguments.rejects, _ ("Where rejected rows go"),
      NULL },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 3, 3, &common))
    return CLT_EXIT_USAGE;
  if (g_str_equal (common.args[1], "products"))
    return clt_cli_import_catalogue (&common, arguments.set, arguments.dry_run);
  if (!fill_options (&arguments, &common, &options))
    return CLT_EXIT_USAGE;
  conn = clt_branch_open (common.args[0], CLT_CONN_WRITE, &error);
  if (conn == NULL)
    return clt_cli_fail ("import", error);
  result = clt_import_run (conn, &options, clt_cli_progress, (gpointer) "import", NULL, &error);
  if (result == NULL)
    return clt_cli_fail ("import", error);
  if (result->batch != 0)
    clt_cli_tell_subscribers ("import", conn);
  note_padding (result);
  if (common.json)
    print_json (result);
  else
    print_summary (result, arguments.dry_run);
  print_reasons (result);
  return result->rejected > 0 ? CLT_EXIT_REFUSED : CLT_EXIT_DONE;
}
