/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/clt-branch.h"
#include "core/rules/clt-rules.h"
#include "core/store/clt-action.h"

static void
build_rule (JsonBuilder *json, gconstpointer row)
{
  const CltRule *rule = row;

  clt_cli_add_string (json, "name", rule->name);
  clt_cli_add_int (json, "from", clt_day_to_yyyymmdd (rule->valid_from));
  clt_cli_add_double (json, "value", rule->value);
  clt_cli_add_string (json, "unit", clt_rule_get_unit (rule->name));
  clt_cli_add_string (json, "note", rule->note);
}

static void
print_rule (gconstpointer row)
{
  const CltRule *rule = row;
  g_autofree char *from = clt_day_format (rule->valid_from);
  g_autofree char *unit = clt_cli_pad (clt_rule_get_unit_label (rule->name), 6);

  clt_cli_print ("%-24s %s %16.10g %s  %s", rule->name, from, rule->value, unit,
                 clt_rule_get_label (rule->name));
}

static int
list_rules (CltConn *conn, const CltCliCommon *common)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rules = clt_rules_list (conn, &error);

  if (rules == NULL)
    return clt_cli_fail ("rules", error);
  clt_cli_print_rows (common, rules, build_rule, print_rule);
  return CLT_EXIT_DONE;
}

/* NAME=VALUE, a plain number */
static gboolean
parse_rule (char *text, CltRuleValue *rule)
{
  char *equals = strchr (text, '=');
  char *end;

  if (equals == NULL || equals == text || equals[1] == '\0')
    return FALSE;
  *equals = '\0';
  rule->name = text;
  rule->value = g_ascii_strtod (equals + 1, &end);
  return *end == '\0';
}

typedef struct
{
  CltRuleValue *values;
  guint n;
  CltDay from;
} SetData;

static gboolean
set_rules (CltConn *conn, gpointer user_data, GError **error)
{
  const SetData *data = user_data;

  return clt_rules_set_all (conn, data->values, data->n, data->from, NULL, error);
}

int
clt_cmd_rules (int argc, char **argv)
{
  CltCliCommon common;
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  const char *from = NULL;
  g_autofree CltRuleValue *values = NULL;
  SetData data = { .from = clt_today () };
  CltActionInfo info = { .name = "rules.set" };
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_ ("First day on which the rules hold"), "DATE" },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 1, G_MAXINT, &common))
    return CLT_EXIT_USAGE;
  if (!clt_cli_parse_day (from, &data.from))
    return CLT_EXIT_USAGE;
  data.n = (guint) common.n_args - 1;
  data.values = values = g_new0 (CltRuleValue, data.n + 1);
  for (guint i = 0; i < data.n; i++)
    if (!parse_rule (common.args[1 + i], &values[i]))
      {
        g_printerr (_ ("clientele-cli: “%s” is not NAME=VALUE\n"), common.args[1 + i]);
        return CLT_EXIT_USAGE;
      }

  conn = clt_branch_open (common.args[0], data.n > 0 ? CLT_CONN_WRITE : CLT_CONN_READ, &error);
  if (conn == NULL)
    return clt_cli_fail ("rules", error);
  info.who = common.who;
  if (data.n > 0 && !clt_action_run (conn, &info, set_rules, &data, NULL, &error))
    return clt_cli_fail ("rules", error);
  return data.n == 0 || common.json ? list_rules (conn, &common) : CLT_EXIT_DONE;
}
