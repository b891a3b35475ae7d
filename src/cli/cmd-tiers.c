/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clt-branch.h"
#include "core/funds/clt-tiers.h"

static void
build_counts (JsonBuilder *json, const int *count)
{
  json_builder_set_member_name (json, "tiers");
  json_builder_begin_object (json);
  for (guint i = 0; i < CLT_N_TIERS; i++)
    clt_cli_add_int (json, clt_tier_get_name (clt_tier_order[i]), count[clt_tier_order[i]]);
  json_builder_end_object (json);
}

static void
build_move (JsonBuilder *json, gconstpointer row)
{
  const CltTierMove *move = row;

  clt_cli_add_string (json, "account", move->account);
  clt_cli_add_string (json, "from", clt_tier_get_name (move->from));
  clt_cli_add_string (json, "to", clt_tier_get_name (move->to));
  clt_cli_add_int (json, "average", move->average);
  clt_cli_add_int (json, "days", move->days);
  clt_cli_add_string (json, "reason", move->reason);
}

static void
build_run (JsonBuilder *json, const CltTierRun *run)
{
  json_builder_begin_object (json);
  clt_cli_add_int (json, "run", clt_day_to_yyyymmdd (run->day));
  clt_cli_add_int (json, "clients", run->clients);
  build_counts (json, run->count);
  clt_cli_add_int (json, "first", run->first);
  clt_cli_add_int (json, "up", run->up);
  clt_cli_add_int (json, "down", run->down);
  clt_cli_add_int (json, "missing", run->missing);
  clt_cli_add_rows (json, "moves", run->moves, build_move);
  json_builder_end_object (json);
}

static void
print_json (const CltTierReport *report)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  clt_cli_add_int (json, "as_of", clt_day_to_yyyymmdd (report->as_of));
  build_counts (json, report->count);
  json_builder_set_member_name (json, "runs");
  json_builder_begin_array (json);
  for (guint i = 0; i < report->runs->len; i++)
    build_run (json, report->runs->pdata[i]);
  json_builder_end_array (json);
  json_builder_end_object (json);
  clt_cli_print_json (json);
}

static void
print_counts (const int *count)
{
  for (guint i = 0; i < CLT_N_TIERS; i++)
    {
      g_autofree char *label = clt_cli_pad (clt_tier_get_label (clt_tier_order[i]), 12);

      clt_cli_print ("  %s %8d", label, count[clt_tier_order[i]]);
    }
}

static void
print_run (const CltTierRun *run)
{
  g_autofree char *day = clt_day_format (run->day);

  /* Translators: a date, then numbers of clients. */
  clt_cli_print (_ ("Run of %s: %d clients, %d rated for the first time, %d up, %d down, %d with"
                    " missing days"),
                 day, run->clients, run->first, run->up, run->down, run->missing);
  for (guint i = 0; i < run->moves->len; i++)
    {
      const CltTierMove *move = run->moves->pdata[i];
      g_autofree char *average = clt_money_format (move->average);

      /* Translators: account number, client's name, old tier, new tier, average equity. */
      clt_cli_print (_ ("  %s %s: %s to %s, average equity %s"), move->account, move->name,
                     clt_tier_get_label (move->from), clt_tier_get_label (move->to), average);
    }
}

static void
print_text (const CltTierReport *report)
{
  g_autofree char *day = clt_day_format (report->as_of);

  for (guint i = 0; i < report->runs->len; i++)
    print_run (report->runs->pdata[i]);
  clt_cli_print (_ ("Clients by tier on %s"), day);
  print_counts (report->count);
}

typedef struct
{
  CltDay as_of;
  CltTierReport *report;
} ApplyData;

static gboolean
apply (CltConn *conn, gpointer user_data, GError **error)
{
  ApplyData *data = user_data;

  data->report = clt_tiers_apply (conn, data->as_of, error);
  return data->report != NULL;
}

int
clt_cmd_tiers (int argc, char **argv)
{
  CltCliCommon common;
  gboolean write = FALSE;
  const char *as_of = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  g_autoptr (CltTierReport) report = NULL;
  ApplyData data = { clt_today (), NULL };
  const GOptionEntry entries[] = {
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &as_of, N_ ("Runs due up to this day"), "DATE" },
    { "apply", 0, 0, G_OPTION_ARG_NONE, &write, N_ ("Carry the runs out"), NULL },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 1, 1, &common))
    return CLT_EXIT_USAGE;
  if (!clt_cli_parse_day (as_of, &data.as_of))
    return CLT_EXIT_USAGE;
  conn = clt_branch_open (common.args[0], write ? CLT_CONN_WRITE : CLT_CONN_READ, &error);
  if (conn == NULL)
    return clt_cli_fail ("tiers", error);
  if (write)
    {
      const CltActionInfo info = { .name = "tiers.run", .who = common.who };

      if (clt_action_run (conn, &info, apply, &data, NULL, &error))
        report = g_steal_pointer (&data.report);
    }
  else
    report = clt_tiers_preview (conn, data.as_of, &error);
  g_clear_pointer (&data.report, clt_tier_report_free);
  if (report == NULL)
    return clt_cli_fail ("tiers", error);
  if (common.json)
    print_json (report);
  else
    print_text (report);
  return CLT_EXIT_DONE;
}
