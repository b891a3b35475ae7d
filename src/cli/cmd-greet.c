/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-lunar.h"
#include "core/delivery/clt-greeting.h"
#include "core/report/clt-listing.h"

/* greet FILE [list | export OUT]: what there is to greet for. The greetings themselves are pushes. */

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
  clt_cli_add_bool (json, "solemn", occasion->solemn);
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

typedef struct
{
  CltCliCommon common;
  CltDay from, to;
  gboolean gb18030;
} Greet;

static gboolean
list (CltConn *conn, gpointer data, GError **error)
{
  const Greet *greet = data;
  g_autoptr (GArray) occasions = clt_greeting_find_occasions (conn, greet->from, greet->to, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  if (occasions == NULL)
    return FALSE;
  for (guint i = 0; i < occasions->len; i++)
    g_ptr_array_add (rows, &g_array_index (occasions, CltGreetingOccasion, i));
  clt_cli_print_rows (&greet->common, rows, build_occasion, print_occasion);
  return TRUE;
}

static gboolean export(CltConn *conn, gpointer data, GError **error)
{
  const Greet *greet = data;
  const CltExportOptions options = { .path = greet->common.args[2],
                                     .who = greet->common.who,
                                     .purpose = "",
                                     .gb18030 = greet->gb18030 };
  g_autoptr (CltListing) listing = clt_listing_new_greetings (conn, greet->from, greet->to, error);

  return listing != NULL && clt_export_listing (conn, listing, &options, error);
}

static const CltCliVerb verbs[] = {
  { "list", 0, 0, NULL, list },
  { "export", 1, 1, NULL, export },
  { NULL },
};

int
clt_cmd_greet (int argc, char **argv)
{
  Greet greet = { .from = clt_today () };
  const char *from = NULL, *to = NULL;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_ ("First day"), "DATE" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_ ("Last day"), "DATE" },
    { "gb18030", 0, 0, G_OPTION_ARG_NONE, &greet.gb18030, N_ ("Write CSV in GB18030"), NULL },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 1, 3, &greet.common) ||
      !clt_cli_parse_day (from, &greet.from))
    return CLT_EXIT_USAGE;
  greet.to = greet.from + DAYS_AHEAD;
  if (!clt_cli_parse_day (to, &greet.to))
    return CLT_EXIT_USAGE;
  return clt_cli_run_verb (&greet.common, verbs, &greet);
}
