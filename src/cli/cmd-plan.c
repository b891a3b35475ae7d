/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-client-query.h"
#include "core/training/clt-course.h"
#include "core/training/clt-plan.h"

typedef struct
{
  CltCliCommon common;
  const char *from, *to, *prefix;
  char **needs; /* COURSE or COURSE=FILTER */
  CltDay first, last;
  guint n;
  GPtrArray *refused; /* char* */
} Options;

static void
options_clear (Options *options)
{
  g_clear_pointer (&options->refused, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* COURSE=FILTER; without a filter every client. */
static CltPlanNeed *
read_need (CltConn *conn, const char *text, GError **error)
{
  const char *equals = strchr (text, '=');
  g_autofree char *code =
    equals == NULL ? g_strdup (text) : g_strndup (text, (gsize) (equals - text));
  gint64 course = clt_course_find (conn, code, error);
  g_autoptr (CltClientQuery) query = clt_client_query_new ();
  CltPlanNeed *need;
  GArray *ids;

  if (course == 0)
    return NULL;
  query->today = clt_today ();
  query->sort = CLT_COLUMN_TIER;
  query->descending = TRUE;
  clt_set_str (&query->expression, equals == NULL ? "" : equals + 1);
  ids = clt_client_query_ids (conn, query, error);
  if (ids == NULL)
    return NULL;
  need = clt_plan_need_new (course);
  g_array_unref (need->clients);
  need->clients = ids;
  return need;
}

static CltPlan *
make_plan (CltConn *conn, const Options *options, GError **error)
{
  g_autoptr (GPtrArray) needs =
    options->needs == NULL ? clt_plan_collect_needs (conn, clt_today (), error)
                           : g_ptr_array_new_with_free_func ((GDestroyNotify) clt_plan_need_free);

  if (needs == NULL)
    return NULL;
  for (guint i = 0; options->needs != NULL && options->needs[i] != NULL; i++)
    {
      CltPlanNeed *need = read_need (conn, options->needs[i], error);

      if (need == NULL)
        return NULL;
      g_ptr_array_add (needs, need);
    }
  return clt_plan_propose (conn, needs, options->first, options->last, error);
}

static void
build_session (JsonBuilder *json, gconstpointer row)
{
  const CltPlanSession *session = row;

  clt_cli_add_string (json, "course", session->course_code);
  clt_cli_add_string (json, "method", session->method);
  clt_cli_add_day (json, "first", session->first_day);
  clt_cli_add_day (json, "last", session->last_day);
  clt_cli_add_int (json, "meetings", session->times->len);
  clt_cli_add_string (json, "lecturer", session->lecturer);
  clt_cli_add_string (json, "room", session->room);
  clt_cli_add_int (json, "clients", session->clients->len);
}

static void
build_left (JsonBuilder *json, gconstpointer row)
{
  const CltPlanLeft *left = row;

  clt_cli_add_string (json, "course", left->course_code);
  clt_cli_add_int (json, "barred", left->barred);
  clt_cli_add_int (json, "unplaced", left->unplaced);
  clt_cli_add_string (json, "reason", left->reason);
}

static void
build_plan (JsonBuilder *json, const CltPlan *plan)
{
  json_builder_begin_object (json);
  clt_cli_add_int (json, "placed", plan->placed);
  clt_cli_add_rows (json, "sessions", plan->sessions, build_session);
  clt_cli_add_rows (json, "left", plan->left, build_left);
  json_builder_end_object (json);
}

static void
print_plan (const CltPlan *plan)
{
  for (guint i = 0; i < plan->sessions->len; i++)
    {
      const CltPlanSession *session = plan->sessions->pdata[i];
      g_autofree char *course = clt_cli_pad (session->course_code, 6);
      g_autofree char *first = clt_day_format (session->first_day);
      g_autofree char *last = clt_day_format (session->last_day);

      clt_cli_print ("%s %s–%s  %4u  %s  %s", course, first, last, session->clients->len,
                     session->lecturer, session->room);
    }
  for (guint i = 0; i < plan->left->len; i++)
    {
      const CltPlanLeft *left = plan->left->pdata[i];

      /* Translators: a course; how many may not have it now, how many found no
     * place; why. */
      clt_cli_print (_ ("%s: %d may not have it now, %d are left over. %s"), left->course_code,
                     left->barred, left->unplaced, left->reason);
    }
}

static gboolean
propose (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_autoptr (CltPlan) plan = make_plan (conn, options, error);
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (plan == NULL)
    return FALSE;
  build_plan (json, plan);
  if (options->common.json)
    clt_cli_print_json (json);
  else
    print_plan (plan);
  return TRUE;
}

static gboolean
apply (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  g_autoptr (CltPlan) plan = make_plan (conn, options, error);
  g_autofree char *prefix =
    options->prefix != NULL ? g_strdup (options->prefix) : clt_plan_format_prefix (options->first);

  return plan != NULL && clt_plan_apply (conn, plan, prefix, &options->n, error);
}

static gboolean
publish (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;

  return clt_plan_publish (conn, options->first, options->last, &options->n, &options->refused,
                           error);
}

static int
tell (gpointer data)
{
  const Options *options = data;

  for (guint i = 0; options->refused != NULL && i < options->refused->len; i++)
    g_printerr ("clientele-cli plan: %s\n", (char *) options->refused->pdata[i]);
  clt_cli_print ("%u", options->n);
  return options->refused != NULL && options->refused->len > 0 ? CLT_EXIT_REFUSED : CLT_EXIT_DONE;
}

static const CltCliVerb verbs[] = {
  { "propose", 0, 0, NULL, propose },
  { "apply", 0, 0, "plan.apply", apply, tell },
  { "publish", 0, 0, "session.publish", publish, tell },
  { NULL },
};

int
clt_cmd_plan (int argc, char **argv)
{
  int month = clt_day_get_month (clt_today ());
  /* the coming quarter */
  g_auto (Options) options = { .first = clt_month_first_day (month - month % 3 + 3),
                               .last = clt_month_last_day (month - month % 3 + 5) };
  const GOptionEntry entries[] = {
    { "need", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.needs, N_ ("Who waits for which course"),
      "COURSE=FILTER" },
    { "prefix", 0, 0, G_OPTION_ARG_STRING, &options.prefix, N_ ("Codes begin with it"), "TEXT" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, N_ ("First day"), "DATE" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, N_ ("Last day"), "DATE" },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 1, 2, &options.common) ||
      !clt_cli_parse_day (options.from, &options.first) ||
      !clt_cli_parse_day (options.to, &options.last))
    return CLT_EXIT_USAGE;
  options.common.detail = "";
  return clt_cli_run_verb (&options.common, verbs, &options);
}
