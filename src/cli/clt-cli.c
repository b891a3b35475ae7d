/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include <math.h>
#include <unistd.h>

#include "core/base/clt-i18n.h"
#include "core/catalogue/clt-product.h"
#include "core/clt-branch.h"
#include "core/training/clt-subscription.h"

/* What options say lives as long as the program, as argv does: no command frees it. */
static void
keep_texts (const GOptionEntry *entries)
{
  static GPtrArray *kept;

  if (kept == NULL)
    kept = g_ptr_array_new ();
  for (; entries != NULL && entries->long_name != NULL; entries++)
    if (entries->arg == G_OPTION_ARG_STRING || entries->arg == G_OPTION_ARG_FILENAME ||
        entries->arg == G_OPTION_ARG_STRING_ARRAY)
      g_ptr_array_add (kept, *(gpointer *) entries->arg_data);
}

gboolean
clt_cli_parse (int *argc,
               char ***argv,
               const GOptionEntry *entries,
               int n_min,
               int n_max,
               CltCliCommon *common)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  char *who = NULL;
  const GOptionEntry shared[] = {
    { "who", 0, 0, G_OPTION_ARG_STRING, &who, _ ("Who acts"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &common->json, _ ("Print JSON"), NULL },
    { NULL },
  };

  *common = (CltCliCommon){ .command = (*argv)[0] };
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_add_main_entries (context, shared, NULL);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      g_printerr ("clientele-cli %s: %s\n", (*argv)[0], error->message);
      return FALSE;
    }
  keep_texts (entries);
  keep_texts (shared);
  if (*argc > 1 && g_str_equal ((*argv)[1], "--"))
    {
      (*argv)++;
      (*argc)--;
    }
  common->who = who != NULL ? who : g_get_user_name ();
  common->args = *argv + 1;
  common->n_args = *argc - 1;
  common->rest = common->args + MIN (common->n_args, 2);
  common->n_rest = MAX (common->n_args - 2, 0);
  if (common->n_args < n_min || common->n_args > n_max)
    {
      g_printerr (_ ("clientele-cli: wrong number of arguments\n"));
      clt_cli_print_usage (common->command);
      return FALSE;
    }
  return TRUE;
}

int
clt_cli_fail (const char *command, const GError *error)
{
  g_printerr ("clientele-cli %s: %s\n", command, error->message);
  return error->domain == G_OPTION_ERROR ? CLT_EXIT_USAGE : CLT_EXIT_REFUSED;
}

gboolean
clt_cli_parse_day (const char *text, gint32 *day)
{
  if (text == NULL || clt_day_parse (text, day))
    return TRUE;
  g_printerr (_ ("clientele-cli: “%s” is not a date (write 20261118)\n"), text);
  return FALSE;
}

void
clt_cli_print (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_print ("%s\n", text);
}

char *
clt_cli_pad (const char *text, int columns)
{
  int blanks = ABS (columns);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    blanks -= g_unichar_iszerowidth (g_utf8_get_char (p)) ? 0
              : g_unichar_iswide (g_utf8_get_char (p))    ? 2
                                                          : 1;
  blanks = MAX (blanks, 0);
  return columns < 0 ? g_strdup_printf ("%*s%s", blanks, "", text)
                     : g_strdup_printf ("%s%*s", text, blanks, "");
}

void
clt_cli_print_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, TRUE);

  g_print ("%s\n", text);
}

void
clt_cli_add_string (JsonBuilder *json, const char *name, const char *value)
{
  json_builder_set_member_name (json, name);
  if (value == NULL)
    json_builder_add_null_value (json);
  else
    json_builder_add_string_value (json, value);
}

void
clt_cli_add_int (JsonBuilder *json, const char *name, gint64 value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_int_value (json, value);
}

void
clt_cli_add_bool (JsonBuilder *json, const char *name, gboolean value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_boolean_value (json, value);
}

void
clt_cli_add_double (JsonBuilder *json, const char *name, double value)
{
  json_builder_set_member_name (json, name);
  if (isnan (value))
    json_builder_add_null_value (json);
  else
    json_builder_add_double_value (json, value);
}

void
clt_cli_add_day (JsonBuilder *json, const char *name, CltDay day)
{
  json_builder_set_member_name (json, name);
  if (day == CLT_DAY_NONE)
    json_builder_add_null_value (json);
  else
    json_builder_add_int_value (json, clt_day_to_yyyymmdd (day));
}

void
clt_cli_add_instant (JsonBuilder *json, const char *name, gint64 at)
{
  g_autofree char *text = at == 0 ? NULL : clt_instant_format_iso (at);

  clt_cli_add_string (json, name, text);
}

void
clt_cli_add_id (JsonBuilder *json, const char *name, gint64 id)
{
  json_builder_set_member_name (json, name);
  if (id == 0)
    json_builder_add_null_value (json);
  else
    json_builder_add_int_value (json, id);
}

static void
build_rows (JsonBuilder *json, const GPtrArray *rows, CltCliBuildFunc build)
{
  json_builder_begin_array (json);
  for (guint i = 0; i < rows->len; i++)
    {
      json_builder_begin_object (json);
      build (json, rows->pdata[i]);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

void
clt_cli_add_rows (JsonBuilder *json, const char *name, const GPtrArray *rows, CltCliBuildFunc build)
{
  json_builder_set_member_name (json, name);
  build_rows (json, rows, build);
}

void
clt_cli_add_texts (JsonBuilder *json, const char *name, const GPtrArray *texts)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_array (json);
  for (guint i = 0; i < texts->len; i++)
    json_builder_add_string_value (json, texts->pdata[i]);
  json_builder_end_array (json);
}

void
clt_cli_print_rows (const CltCliCommon *common,
                    GPtrArray *rows,
                    CltCliBuildFunc build,
                    CltCliPrintFunc print)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  for (guint i = 0; i < rows->len && !common->json; i++)
    print (rows->pdata[i]);
  if (!common->json)
    return;
  build_rows (json, rows, build);
  clt_cli_print_json (json);
}

void
clt_cli_build_change (JsonBuilder *json, gconstpointer row)
{
  const CltVersionChange *change = row;

  clt_cli_add_string (json, "field", change->field);
  clt_cli_add_string (json, "before", change->before);
  clt_cli_add_string (json, "after", change->after);
}

void
clt_cli_progress (double fraction, gpointer what)
{
  if (isatty (STDERR_FILENO))
    g_printerr ("\r%s %3d %%%s", (const char *) what, (int) (fraction * 100),
                fraction >= 1 ? "\n" : "");
}

void
clt_cli_tell_subscribers (const char *command, CltConn *conn)
{
  g_autoptr (CltTouched) touched = clt_conn_dup_last_touched (conn);
  g_autoptr (GError) error = NULL;

  if (clt_subscription_concerns (touched) && !clt_subscription_write (conn, &error))
    g_printerr ("clientele-cli %s: %s\n", command, error->message);
}

/* Verbs */

static const CltCliVerb *
find_verb (const CltCliVerb *verbs, const char *name, int n_args)
{
  for (const CltCliVerb *verb = verbs; verb->name != NULL; verb++)
    if (g_str_equal (verb->name, name) && n_args >= verb->n_min && n_args <= verb->n_max)
      return verb;
  return NULL;
}

static gboolean
carry_out (CltConn *conn,
           CltCliCommon *common,
           const CltCliVerb *verb,
           gpointer data,
           GError **error)
{
  const CltActionInfo info = { .name = verb->action,
                               .detail = common->detail == NULL && common->n_rest > 0
                                           ? common->rest[0]
                                           : common->detail,
                               .who = common->who };

  if (verb->action == NULL)
    return verb->run (conn, data, error);
  if (common->first != NULL && !common->first (conn, NULL, error))
    return FALSE;
  return clt_action_run (conn, &info, verb->run, data, &common->action, error);
}

static void
tell_made (const CltCliCommon *common, const CltCliVerb *verb)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (!common->json || verb->makes == NULL)
    {
      clt_cli_print ("%" G_GINT64_FORMAT, common->made);
      return;
    }
  json_builder_begin_object (json);
  clt_cli_add_int (json, verb->makes, common->made);
  clt_cli_add_id (json, "action", common->action);
  json_builder_end_object (json);
  clt_cli_print_json (json);
}

int
clt_cli_run_verb (CltCliCommon *common, const CltCliVerb *verbs, gpointer data)
{
  const char *name = common->n_args > 1 ? common->args[1] : verbs[0].name;
  const CltCliVerb *verb = find_verb (verbs, name, common->n_rest);
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;

  if (verb == NULL)
    {
      g_printerr (_ ("clientele-cli: “%s” does not know “%s”\n"), common->command, name);
      clt_cli_print_usage (common->command);
      return CLT_EXIT_USAGE;
    }
  conn =
    clt_branch_open (common->args[0],
                     verb->action != NULL || verb->writes ? CLT_CONN_WRITE : CLT_CONN_READ, &error);
  if (conn == NULL || !carry_out (conn, common, verb, data, &error))
    return clt_cli_fail (common->command, error);
  if (common->action != 0)
    clt_cli_tell_subscribers (common->command, conn);
  if (common->made != 0)
    tell_made (common, verb);
  return verb->tell == NULL ? CLT_EXIT_DONE : verb->tell (data);
}
