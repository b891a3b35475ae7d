/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include <inttypes.h>
#include <math.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clt-branch.h"
#include "core/quality/clt-complaint-figures.h"
#include "core/quality/clt-contact-figures.h"
#include "core/quality/clt-figure-list.h"
#include "core/quality/clt-indicators.h"

/* JSON */

static int
month_to_yyyymm (int month)
{
  return month / 12 * 100 + month % 12 + 1;
}

static void
build_group (JsonBuilder *json, const CltIndicator *indicator, CltGroupBy by)
{
  json_builder_set_member_name (json, "group");
  if (!indicator->grouped)
    {
      json_builder_add_null_value (json);
      return;
    }
  json_builder_begin_object (json);
  if (by == CLT_BY_TIER)
    clt_cli_add_string (json, "tier", clt_tier_get_name (indicator->tier));
  else if (by == CLT_BY_MONTH)
    clt_cli_add_int (json, "month", month_to_yyyymm (indicator->month));
  else
    {
      clt_cli_add_string (json, "staff", indicator->staff_id == 0 ? NULL : indicator->staff_number);
      clt_cli_add_string (json, "staff_name", indicator->staff_name);
    }
  json_builder_end_object (json);
}

static void
build_indicator (JsonBuilder *json, const CltIndicator *indicator, CltGroupBy by)
{
  json_builder_begin_object (json);
  clt_cli_add_string (json, "name", indicator->name);
  build_group (json, indicator, by);
  clt_cli_add_int (json, "numerator", indicator->numerator);
  clt_cli_add_int (json, "denominator", indicator->denominator);
  clt_cli_add_double (json, "value", indicator->value);
  clt_cli_add_double (json, "low", indicator->low);
  clt_cli_add_double (json, "high", indicator->high);
  json_builder_end_object (json);
}

static void
build_contribution (JsonBuilder *json, const CltIndicators *figures)
{
  json_builder_set_member_name (json, "contribution");
  json_builder_begin_array (json);
  for (guint i = 0; i < CLT_N_TIERS; i++)
    {
      const CltContribution *part = &figures->contribution[i];

      json_builder_begin_object (json);
      clt_cli_add_string (json, "tier", clt_tier_get_name (part->tier));
      clt_cli_add_int (json, "clients", part->clients);
      clt_cli_add_int (json, "clients_end", part->clients_end);
      clt_cli_add_int (json, "equity", part->equity);
      clt_cli_add_int (json, "commission", part->commission);
      clt_cli_add_int (json, "retained", part->retained);
      clt_cli_add_double (json, "share", part->share);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  json_builder_set_member_name (json, "focus");
  if (figures->has_focus)
    json_builder_add_string_value (json, clt_tier_get_name (figures->focus));
  else
    json_builder_add_null_value (json);
}

static void
build_companions (JsonBuilder *json, const CltIndicators *figures)
{
  clt_cli_add_day (json, "first_trading_day", figures->first_trading_day);
  clt_cli_add_day (json, "last_trading_day", figures->last_trading_day);
  clt_cli_add_int (json, "clients_start", figures->clients_start);
  clt_cli_add_int (json, "opened", figures->opened);
  clt_cli_add_int (json, "closed", figures->closed);
  clt_cli_add_int (json, "no_equity", figures->no_equity);
  clt_cli_add_double (json, "average_clients", figures->average_clients);
  clt_cli_add_double (json, "churn_annualised", figures->churn_annualised);
  clt_cli_add_int (json, "total_net_pl", figures->total_net_pl);
  clt_cli_add_int (json, "gross_loss", figures->gross_loss);
  clt_cli_add_int (json, "loss_commission", figures->loss_commission);
  clt_cli_add_double (json, "median_return", figures->median_return);
  clt_cli_add_int (json, "flat", figures->flat);
}

/* What contacts say on the period's last day, or today. */
static void
build_contacts (JsonBuilder *json, const CltContactFigures *contacts)
{
  json_builder_set_member_name (json, "contact");
  json_builder_begin_object (json);
  clt_cli_add_day (json, "day", contacts->day);
  clt_cli_add_day (json, "since", contacts->since);
  json_builder_set_member_name (json, "tiers");
  json_builder_begin_array (json);
  for (guint i = 0; i < CLT_N_TIERS; i++)
    {
      const CltContactSummary *tier = &contacts->tiers[clt_tier_order[i]];

      json_builder_begin_object (json);
      clt_cli_add_string (json, "tier", clt_tier_get_name (clt_tier_order[i]));
      clt_cli_add_int (json, "clients", tier->clients);
      clt_cli_add_int (json, "overdue", tier->overdue);
      clt_cli_add_double (json, "median", tier->median);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  json_builder_end_object (json);
}

/* What stands beside the rate of complaints. */
static void
build_complaints (JsonBuilder *json, const CltComplaintFigures *complaints)
{
  json_builder_set_member_name (json, "complaints");
  json_builder_begin_object (json);
  clt_cli_add_int (json, "registered", complaints->registered);
  clt_cli_add_int (json, "counted", complaints->counted);
  clt_cli_add_int (json, "merged", complaints->merged);
  clt_cli_add_int (json, "dropped", complaints->dropped);
  clt_cli_add_int (json, "prospects", complaints->prospects);
  clt_cli_add_int (json, "nameless", complaints->nameless);
  clt_cli_add_int (json, "founded", complaints->founded);
  clt_cli_add_int (json, "judged", complaints->judged);
  clt_cli_add_int (json, "on_time", complaints->on_time);
  clt_cli_add_int (json, "closed", complaints->closed);
  clt_cli_add_int (json, "reopened", complaints->reopened);
  clt_cli_add_int (json, "closed_once", complaints->closed_once);
  clt_cli_add_double (json, "median_days", complaints->median_days);
  json_builder_end_object (json);
}

static void
print_json (const CltIndicators *figures,
            const CltContactFigures *contacts,
            const CltComplaintFigures *complaints,
            CltGroupBy by)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  clt_cli_add_day (json, "as_of", figures->as_of);
  clt_cli_add_day (json, "from", figures->from);
  clt_cli_add_day (json, "to", figures->to);
  clt_cli_add_int (json, "clients", figures->clients_end);
  json_builder_set_member_name (json, "indicators");
  json_builder_begin_array (json);
  for (guint i = 0; i < figures->indicators->len; i++)
    build_indicator (json, &g_array_index (figures->indicators, CltIndicator, i), by);
  json_builder_end_array (json);
  build_contribution (json, figures);
  build_companions (json, figures);
  build_contacts (json, contacts);
  build_complaints (json, complaints);
  json_builder_end_object (json);
  clt_cli_print_json (json);
}

/* Text */

static char *
format_group (const CltIndicator *indicator, CltGroupBy by)
{
  if (!indicator->grouped)
    return g_strdup ("");
  if (by == CLT_BY_TIER)
    return g_strdup (clt_tier_get_label (indicator->tier));
  if (by == CLT_BY_MONTH)
    return g_strdup_printf ("%d-%02d", indicator->month / 12, indicator->month % 12 + 1);
  return g_strdup (indicator->staff_id == 0 ? C_ ("staff", "nobody") : indicator->staff_name);
}

static void
print_indicator (const CltIndicator *indicator, CltGroupBy by)
{
  g_autofree char *group = format_group (indicator, by);
  g_autofree char *value = clt_indicator_format (indicator);
  g_autofree char *counts = NULL;
  g_autofree char *label = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (!isnan (indicator->low))
    counts = g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT " [%.1f–%.1f %%]",
                              indicator->numerator, indicator->denominator, indicator->low * 100,
                              indicator->high * 100);
  label = *group == '\0'
            ? g_strdup (clt_indicator_get_label (indicator->name))
            /* Translators: an indicator, and a tier, a month or a name. */
            : g_strdup_printf (_ ("%s, %s"), clt_indicator_get_label (indicator->name), group);
  first = clt_cli_pad (label, 28);
  second = clt_cli_pad (value, -8);
  clt_cli_print ("  %s %s  %s", first, second, counts == NULL ? "" : counts);
}

static void
print_contribution (const CltIndicators *figures)
{
  clt_cli_print ("%s", _ ("Contribution: tier, clients, equity, retained commission, share"));
  for (guint i = 0; i < CLT_N_TIERS; i++)
    {
      const CltContribution *part = &figures->contribution[i];
      g_autofree char *equity = clt_money_format (part->equity);
      g_autofree char *retained = clt_money_format (part->retained);
      g_autofree char *share = clt_percent_format (part->share, 1);

      g_autofree char *label = clt_cli_pad (clt_tier_get_label (part->tier), 12);

      clt_cli_print ("  %s %8d %20s %16s %8s", label, part->clients, equity, retained, share);
    }
  if (figures->has_focus)
    /* Translators: %s is a tier. */
    clt_cli_print (_ ("Service focus: %s"), clt_tier_get_label (figures->focus));
}

static void
print_contacts (const CltContactFigures *contacts)
{
  if (contacts->since == CLT_DAY_NONE)
    return;
  clt_cli_print ("%s", _ ("Contact: tier, clients, days since the last one (median), overdue"));
  for (guint i = 0; i < CLT_N_TIERS; i++)
    {
      const CltContactSummary *tier = &contacts->tiers[clt_tier_order[i]];
      g_autofree char *label = clt_cli_pad (clt_tier_get_label (clt_tier_order[i]), 12);
      g_autofree char *gap = clt_contact_format_gap (tier->median);
      g_autofree char *padded = clt_cli_pad (gap, -20);

      clt_cli_print ("  %s %8d %s %16d", label, tier->clients, padded, tier->overdue);
    }
}

static void
print_complaints (const CltComplaintFigures *complaints)
{
  if (complaints->registered == 0)
    return;
  /* Translators: numbers of complaints; "founded" and "in time" of so many each. */
  clt_cli_print (_ ("Complaints: %" PRIi64 " registered, %" PRIi64
                    " of clients counted; founded %" PRIi64 "/%" PRIi64 ", closed in time %" PRIi64
                    "/%" PRIi64 ", reopened %" PRIi64 "/%" PRIi64),
                 complaints->registered, complaints->counted, complaints->founded,
                 complaints->judged, complaints->on_time, complaints->closed, complaints->reopened,
                 complaints->closed_once);
}

static void
print_text (const CltIndicators *figures,
            const CltContactFigures *contacts,
            const CltComplaintFigures *complaints,
            CltGroupBy by)
{
  g_autofree char *from = clt_day_format (figures->from);
  g_autofree char *to = clt_day_format (figures->to);
  g_autofree char *as_of = clt_day_format (figures->as_of);

  /* Translators: two dates, the day of the last facts, a number of clients. */
  clt_cli_print (_ ("%s to %s, facts up to %s, %d clients"), from, to, as_of, figures->clients_end);
  for (guint i = 0; i < figures->indicators->len; i++)
    print_indicator (&g_array_index (figures->indicators, CltIndicator, i), by);
  print_contribution (figures);
  print_contacts (contacts);
  print_complaints (complaints);
}

/* Members */

static gboolean
read_account (CltConn *conn, gint64 client_id, char **account, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error,
                    "SELECT coalesce (min (number), '') FROM account WHERE client_id = ?", "i",
                    client_id);
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  step = clt_stmt_step (stmt, error);
  *account = g_strdup (step == CLT_STEP_ROW ? clt_stmt_get_text (stmt, 0) : "");
  clt_stmt_reset (stmt);
  return step == CLT_STEP_ROW;
}

/* (element-type gint64) (transfer full) */
static GArray *
load_members (CltConn *conn, const char *name, CltDay from, CltDay to, GError **error)
{
  const CltFigureQuestion question = { .figure = (char *) name,
                                       .from = from,
                                       .to = MIN (to, clt_today ()),
                                       .tier = -1,
                                       .tier_to = -1,
                                       .sort = CLT_FIGURE_ACCOUNT };
  g_autoptr (CltFigureList) list = NULL;

  if (!clt_figure_is_contact (name))
    return clt_indicators_members (conn, name, from, to, NULL, FALSE, error);
  list = clt_figure_list_new (&question);
  return clt_figure_list_load (list, conn, error);
}

static int
print_members (CltConn *conn, const char *name, CltDay from, CltDay to, gboolean as_json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GArray) ids = load_members (conn, name, from, to, &error);

  if (ids == NULL)
    return clt_cli_fail ("kpi", error);
  json_builder_begin_object (json);
  clt_cli_add_string (json, "name", name);
  json_builder_set_member_name (json, "members");
  json_builder_begin_array (json);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *account = NULL;

      if (!read_account (conn, g_array_index (ids, gint64, i), &account, &error))
        return clt_cli_fail ("kpi", error);
      if (as_json)
        json_builder_add_string_value (json, account);
      else
        clt_cli_print ("%s", account);
    }
  json_builder_end_array (json);
  json_builder_end_object (json);
  if (as_json)
    clt_cli_print_json (json);
  return CLT_EXIT_DONE;
}

/* The command */

static gboolean
parse_by (const char *text, CltGroupBy *by)
{
  if (text == NULL)
    *by = CLT_BY_NONE;
  else if (g_str_equal (text, "tier"))
    *by = CLT_BY_TIER;
  else if (g_str_equal (text, "staff"))
    *by = CLT_BY_STAFF;
  else if (g_str_equal (text, "month"))
    *by = CLT_BY_MONTH;
  else
    {
      g_printerr (_ ("clientele-cli: --by takes tier, staff or month, not “%s”\n"), text);
      return FALSE;
    }
  return TRUE;
}

static int
print_figures (CltConn *conn, CltDay from, CltDay to, CltGroupBy by, gboolean as_json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltIndicators) figures = clt_indicators_compute (conn, from, to, by, &error);
  CltContactFigures contacts;
  CltComplaintFigures complaints;

  if (figures == NULL || !clt_complaint_figures_load (conn, from, to, &complaints, &error) ||
      !clt_contact_figures_load (conn, MIN (to, clt_today ()), &contacts, &error))
    return clt_cli_fail ("kpi", error);
  if (as_json)
    print_json (figures, &contacts, &complaints, by);
  else
    print_text (figures, &contacts, &complaints, by);
  return CLT_EXIT_DONE;
}

int
clt_cmd_kpi (int argc, char **argv)
{
  CltCliCommon common;
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  const char *from_text = NULL, *to_text = NULL, *by_text = NULL, *members = NULL;
  CltDay from = 0, to = 0;
  CltGroupBy by;
  int code;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &from_text, N_ ("First day of the period"), "DATE" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to_text, N_ ("Last day of the period"), "DATE" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &by_text, N_ ("Also by tier, staff or month"), "GROUP" },
    { "members", 0, 0, G_OPTION_ARG_STRING, &members, N_ ("Who is behind a figure"), "INDICATOR" },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 1, 1, &common) || !parse_by (by_text, &by))
    return CLT_EXIT_USAGE;
  conn = clt_branch_open (common.args[0], CLT_CONN_READ, &error);
  if (conn == NULL)
    return clt_cli_fail ("kpi", error);
  code = clt_cli_choose_period ("kpi", conn, from_text, to_text, &from, &to);
  if (code != CLT_EXIT_DONE)
    return code;
  if (members != NULL)
    return print_members (conn, members, from, to, common.json);
  return print_figures (conn, from, to, by, common.json);
}
