/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include <math.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clt-branch.h"
#include "core/quality/clt-control-series.h"
#include "core/quality/clt-indicators.h"

static const char *const state_names[] = { "none", "provisional", "full" };

static const struct
{
  CltControlSignal signal;
  const char *name;
} signals[] = {
  { CLT_SIGNAL_OUTSIDE, "outside" },
  { CLT_SIGNAL_TWO_OF_THREE, "two-of-three" },
  { CLT_SIGNAL_FOUR_OF_FIVE, "four-of-five" },
  { CLT_SIGNAL_EIGHT, "eight" },
};

/* ---- JSON ----------------------------------------------------------------------------------- */

static void
build_point (JsonBuilder *json, const CltControlSeries *series, guint i)
{
  const CltControlPoint *point = &series->chart->points[i];
  int month = series->months[i];

  json_builder_begin_object (json);
  clt_cli_add_int (json, "month", month / 12 * 100 + month % 12 + 1);
  clt_cli_add_double (json, "count", series->data[i].count);
  clt_cli_add_double (json, "size", series->data[i].size);
  clt_cli_add_double (json, "value", point->value);
  clt_cli_add_double (json, "centre", point->centre);
  clt_cli_add_double (json, "low", point->low);
  clt_cli_add_double (json, "high", point->high);
  clt_cli_add_double (json, "z", point->z);
  clt_cli_add_bool (json, "enough", point->enough);
  clt_cli_add_int (json, "phase", point->phase + 1);
  json_builder_set_member_name (json, "signals");
  json_builder_begin_array (json);
  for (guint s = 0; s < G_N_ELEMENTS (signals); s++)
    if (point->signals & signals[s].signal)
      json_builder_add_string_value (json, signals[s].name);
  json_builder_end_array (json);
  json_builder_end_object (json);
}

static void
print_json (const char *name, const CltControlSeries *series)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  clt_cli_add_string (json, "name", name);
  clt_cli_add_string (json, "chart", clt_control_kind_get_name (series->chart->kind));
  json_builder_set_member_name (json, "phases");
  json_builder_begin_array (json);
  for (guint p = 0; p < series->chart->n_phases; p++)
    {
      const CltControlLimits *limits = &series->chart->limits[p];

      json_builder_begin_object (json);
      clt_cli_add_string (json, "limits", state_names[limits->state]);
      clt_cli_add_int (json, "months", limits->n);
      clt_cli_add_double (json, "centre", limits->centre);
      clt_cli_add_double (json, "dispersion", limits->dispersion);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  json_builder_set_member_name (json, "points");
  json_builder_begin_array (json);
  for (guint i = 0; i < series->n; i++)
    build_point (json, series, i);
  json_builder_end_array (json);
  json_builder_end_object (json);
  clt_cli_print_json (json);
}

/* ---- text ----------------------------------------------------------------------------------- */

static char *
dup_rate (double value, gboolean share)
{
  if (isnan (value))
    return g_strdup ("–");
  return share ? clt_percent_format (value, 2) : g_strdup_printf ("%.3f", value);
}

static const char *
get_verdict (const CltControlPoint *point)
{
  if (point->signals != 0)
    return clt_control_signal_get_sentence (point->signals, point->z > 0);
  if (!isnan (point->value) && !point->enough)
    return _ ("not enough data");
  return "";
}

static void
print_text (const char *name, const CltControlSeries *series)
{
  gboolean share = series->chart->kind == CLT_CONTROL_P || series->chart->kind == CLT_CONTROL_LANEY;
  const CltControlLimits *last = &series->chart->limits[series->chart->n_phases - 1];

  clt_cli_print ("%s", clt_indicator_get_label (name));
  for (guint i = 0; i < series->n; i++)
    {
      const CltControlPoint *point = &series->chart->points[i];
      int month = series->months[i];
      g_autofree char *value = dup_rate (point->value, share);
      g_autofree char *low = dup_rate (point->low, share);
      g_autofree char *centre = dup_rate (point->centre, share);
      g_autofree char *high = dup_rate (point->high, share);

      clt_cli_print ("%04d-%02d %10s  [%s  %s  %s]  %s", month / 12, month % 12 + 1, value, low,
                     centre, high, get_verdict (point));
    }
  if (last->state == CLT_CONTROL_NO_LIMITS)
    clt_cli_print ("%s", _ ("Limits are drawn from six months on."));
  else if (last->state == CLT_CONTROL_PROVISIONAL)
    clt_cli_print ("%s", _ ("The limits are provisional: twelve months make them firm."));
  if (series->chart->kind != CLT_CONTROL_LANEY && last->dispersion > 2)
    clt_cli_print ("%s", _ ("The figures scatter more than chance would let single clients; "
                            "--kind laney allows for what moves them all at once."));
}

/* ---- the command ---------------------------------------------------------------------------- */

static gboolean
parse_kind (const char *text, CltControlQuestion *question)
{
  if (text == NULL)
    return TRUE;
  for (int kind = CLT_CONTROL_P; kind <= CLT_CONTROL_XMR; kind++)
    if (g_str_equal (text, clt_control_kind_get_name (kind)))
      {
        question->kind = kind;
        question->chosen = TRUE;
        return TRUE;
      }
  g_printerr (_ ("clientele-cli: --kind takes p, u, laney or xmr, not “%s”\n"), text);
  return FALSE;
}

/* @texts (nullable): each a month or a day of it. */
static gboolean
parse_improvements (char **texts, GArray *months)
{
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      CltDay day = 0;
      int month;

      if (!clt_cli_parse_day (texts[i], &day))
        return FALSE;
      month = clt_day_get_month (day);
      g_array_append_val (months, month);
    }
  return TRUE;
}

int
clt_cmd_control (int argc, char **argv)
{
  CltCliCommon common;
  CltControlQuestion question = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  g_autoptr (CltControlSeries) series = NULL;
  g_autoptr (GArray) months = g_array_new (FALSE, FALSE, sizeof (int));
  const char *from = NULL, *to = NULL, *kind = NULL;
  char **improvements = NULL;
  int baseline = 0, code;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_ ("First day of the period"), "DATE" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_ ("Last day of the period"), "DATE" },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, N_ ("Another chart than suits the indicator"),
      "p|u|laney|xmr" },
    { "baseline", 0, 0, G_OPTION_ARG_INT, &baseline,
      N_ ("How many of the first months make the limits"), "N" },
    { "improved", 0, 0, G_OPTION_ARG_STRING_ARRAY, &improvements,
      N_ ("Day in a month that begins limits of its own"), "DATE" },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 2, 2, &common) || !parse_kind (kind, &question) ||
      !parse_improvements (improvements, months))
    return CLT_EXIT_USAGE;
  conn = clt_branch_open (common.args[0], CLT_CONN_READ, &error);
  if (conn == NULL)
    return clt_cli_fail ("control", error);
  code = clt_cli_choose_period ("control", conn, from, to, &question.from, &question.to);
  if (code != CLT_EXIT_DONE)
    return code;
  question.name = common.args[1];
  question.n_baseline = (guint) MAX (baseline, 0);
  question.improvements = (const int *) (gpointer) months->data;
  question.n_improvements = months->len;
  series = clt_control_series_load (conn, &question, &error);
  if (series == NULL)
    return clt_cli_fail ("control", error);
  if (common.json)
    print_json (question.name, series);
  else
    print_text (question.name, series);
  return CLT_EXIT_DONE;
}
