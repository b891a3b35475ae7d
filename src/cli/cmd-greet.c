/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-lunar.h"
#include "core/clt-branch.h"
#include "core/delivery/clt-greeting.h"

/* greet FILE: what there is to greet for. The greetings themselves are pushes. */

#define DAYS_AHEAD 45

static void
build_occasion (JsonBuilder *json, gconstpointer row)
{
  const CltGreetingOccasion *occasion = row;

  clt_cli_add_day (json, "day", occasion->day);
  clt_cli_add_string (json, "occasion", occasion->key == NULL ? "birthday" : occasion->key);
  clt_cli_add_int (json, "year",
                   occasion->key == NULL ? clt_day_get_month (occasion->day) / 12 : occasion->year);
  clt_cli_add_int (json, "clients", occasion->n);
  json_builder_set_member_name (json, "solemn");
  json_builder_add_boolean_value (json, occasion->solemn);
}

static void
print_occasion (gconstpointer row)
{
  const CltGreetingOccasion *occasion = row;
  g_autofree char *day = clt_day_format (occasion->day);

  if (occasion->key != NULL)
    clt_cli_print ("%s  %s  %s", day, clt_festival_get_label (occasion->name), occasion->key);
  else
    /* Translators: a date, a number of clients. */
    clt_cli_print (ngettext ("%s  %u birthday", "%s  %u birthdays", occasion->n), day, occasion->n);
}

int
clt_cmd_greet (int argc, char **argv)
{
  CltCliCommon common;
  g_autofree char *from = NULL, *to = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  g_autoptr (GArray) occasions = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  CltDay first = clt_today (), last;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_ ("First day"), "DATE" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_ ("Last day"), "DATE" },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 1, 1, &common) || !clt_cli_parse_day (from, &first))
    return CLT_EXIT_USAGE;
  last = first + DAYS_AHEAD;
  if (!clt_cli_parse_day (to, &last))
    return CLT_EXIT_USAGE;
  conn = clt_branch_open (common.args[0], CLT_CONN_READ, &error);
  occasions = conn == NULL ? NULL : clt_greeting_find_occasions (conn, first, last, &error);
  if (occasions == NULL)
    return clt_cli_fail ("greet", error);
  for (guint i = 0; i < occasions->len; i++)
    g_ptr_array_add (rows, &g_array_index (occasions, CltGreetingOccasion, i));
  clt_cli_print_rows (&common, rows, build_occasion, print_occasion);
  return CLT_EXIT_DONE;
}
