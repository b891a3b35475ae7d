/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli-messages.h"

#include <stdlib.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-product.h"
#include "core/clients/clt-client-list.h"
#include "core/clt-branch.h"
#include "core/delivery/clt-greeting.h"
#include "core/people/clt-staff.h"

typedef struct
{
  CltCliCommon common;
  char *channel, *filter, *list, *owner, *from, *to, *name, *reason, *festival;
  int year;
  gboolean owed, repeat, birthdays;
  /* of an action */
  GPtrArray *plans; /* CltPushPlan */
  gint64 id;        /* push or item */
  guint queued, blocked;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->channel);
  g_free (options->filter);
  g_free (options->list);
  g_free (options->owner);
  g_free (options->from);
  g_free (options->to);
  g_free (options->name);
  g_free (options->reason);
  g_free (options->festival);
  g_clear_pointer (&options->plans, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

/* Plans */

static gboolean
read_days (const Options *options, CltDay *first, CltDay *last)
{
  *first = clt_today ();
  if (options->from != NULL && !clt_cli_parse_day (options->from, first))
    return FALSE;
  *last = *first;
  return options->to == NULL || clt_cli_parse_day (options->to, last);
}

static CltPushPlan *
make_plan (CltConn *conn, const Options *options, gint64 product, GError **error)
{
  g_autoptr (CltPushPlan) plan = clt_push_plan_new ();

  plan->product_id = product;
  if (options->channel != NULL)
    clt_set_str (&plan->channel, options->channel);
  if (options->filter != NULL)
    clt_set_str (&plan->expression, options->filter);
  clt_set_str (&plan->name, options->name != NULL ? options->name : options->common.args[2]);
  plan->owed = options->owed;
  plan->repeat = options->repeat;
  if (options->list != NULL &&
      (plan->list_id = clt_client_list_find (conn, options->list, error)) == 0)
    return NULL;
  if (options->owner != NULL &&
      (plan->owner_id = clt_staff_find (conn, options->owner, error)) == 0)
    return NULL;
  return g_steal_pointer (&plan);
}

static gboolean
add_plans (CltConn *conn,
           Options *options,
           gint64 product,
           CltDay first,
           CltDay last,
           GError **error)
{
  const char *filter = options->filter != NULL ? options->filter : "";
  const char *channel = options->channel != NULL ? options->channel : "";
  CltPushPlan *plan;

  if (options->birthdays)
    {
      options->plans =
        clt_greeting_plan_birthdays (conn, first, last, product, filter, channel, error);
      return options->plans != NULL;
    }
  options->plans = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_push_plan_free);
  if (options->festival != NULL)
    plan = clt_greeting_plan_festival (conn, options->festival, options->year, product, filter,
                                       channel, error);
  else
    {
      plan = make_plan (conn, options, product, error);
      if (plan != NULL)
        {
          plan->first = first;
          plan->last = last;
        }
    }
  if (plan == NULL)
    return FALSE;
  g_ptr_array_add (options->plans, plan);
  return TRUE;
}

static gboolean
load_plans (CltConn *conn, Options *options, CltDay first, CltDay last, GError **error)
{
  gint64 product = clt_product_find (conn, options->common.args[2], error);

  return product != 0 && add_plans (conn, options, product, first, last, error);
}

/* Preview */

/* (transfer full): account number and name of a client. */
static char *
dup_client (CltConn *conn, gint64 id, char **account)
{
  CltStmt *stmt = clt_conn_query (conn, NULL,
                                  "SELECT c.name, (SELECT a.number FROM account a"
                                  " WHERE a.client_id = c.id ORDER BY a.id LIMIT 1)"
                                  " FROM client c WHERE c.id = ?",
                                  "i", id);
  gboolean found = stmt != NULL && clt_stmt_step (stmt, NULL) == CLT_STEP_ROW;
  char *name = g_strdup (found ? clt_stmt_get_text (stmt, 0) : "");

  *account = g_strdup (found ? clt_stmt_get_text (stmt, 1) : "");
  if (stmt != NULL)
    clt_stmt_reset (stmt);
  return name;
}

static void
add_day (JsonBuilder *json, const char *name, CltDay day)
{
  json_builder_set_member_name (json, name);
  if (day == CLT_DAY_NONE)
    json_builder_add_null_value (json);
  else
    json_builder_add_int_value (json, clt_day_to_yyyymmdd (day));
}

static void
add_reasons (JsonBuilder *json, guint blocks)
{
  g_autofree char *text = clt_block_set_to_text (blocks);
  g_auto (GStrv) keys = g_strsplit (text, " ", -1);

  json_builder_set_member_name (json, "reasons");
  json_builder_begin_array (json);
  for (guint i = 0; keys[i] != NULL; i++)
    json_builder_add_string_value (json, keys[i]);
  json_builder_end_array (json);
}

static void
build_line (CltConn *conn, JsonBuilder *json, const CltPushLine *line)
{
  g_autofree char *account = NULL;
  g_autofree char *name = dup_client (conn, line->client_id, &account);

  json_builder_begin_object (json);
  clt_cli_add_string (json, "account", account);
  clt_cli_add_string (json, "name", name);
  add_day (json, "day", line->day);
  clt_cli_add_string (json, "channel", line->channel);
  add_reasons (json, line->blocks);
  json_builder_end_object (json);
}

static void
build_preview (CltConn *conn,
               JsonBuilder *json,
               const CltPushPlan *plan,
               const CltPushPreview *preview)
{
  json_builder_begin_object (json);
  clt_cli_add_string (json, "name", plan->name);
  clt_cli_add_string (json, "occasion", plan->occasion);
  clt_cli_add_int (json, "free", preview->n_free);
  clt_cli_add_int (json, "blocked", preview->n_blocked);
  json_builder_set_member_name (json, "by_reason");
  json_builder_begin_object (json);
  for (guint bit = 0; bit < G_N_ELEMENTS (preview->by_block); bit++)
    if (preview->by_block[bit] > 0)
      clt_cli_add_int (json, clt_block_get_key (1 << bit), preview->by_block[bit]);
  json_builder_end_object (json);
  clt_cli_add_int (json, "minutes", preview->minutes);
  clt_cli_add_int (json, "cost", preview->cost);
  clt_cli_add_int (json, "capacity", preview->capacity);
  clt_cli_add_int (json, "planned", preview->planned);
  json_builder_set_member_name (json, "lines");
  json_builder_begin_array (json);
  for (guint i = 0; i < preview->lines->len; i++)
    build_line (conn, json, preview->lines->pdata[i]);
  json_builder_end_array (json);
  json_builder_end_object (json);
}

static void
print_line (CltConn *conn, const CltPushLine *line)
{
  g_autofree char *account = NULL;
  g_autofree char *name = dup_client (conn, line->client_id, &account);
  g_autofree char *padded = clt_cli_pad (name, 14);
  g_autofree char *reasons = clt_block_set_to_label (line->blocks);
  g_autofree char *day = clt_day_format (line->day);

  clt_cli_print ("  %-12s %s %s  %s", account, padded, day,
                 line->blocks == 0 ? line->channel : reasons);
}

static void
print_preview (CltConn *conn, const CltPushPlan *plan, const CltPushPreview *preview)
{
  g_autofree char *cost = clt_money_format (preview->cost);

  clt_cli_print ("%s", plan->name);
  for (guint i = 0; i < preview->lines->len; i++)
    print_line (conn, preview->lines->pdata[i]);
  /* Translators: numbers of deliveries, then minutes of work and yuan. */
  clt_cli_print (_ ("%u deliveries, %u blocked; %d minutes, %s yuan"), preview->n_free,
                 preview->n_blocked, (int) preview->minutes, cost);
  /* Translators: minutes that are planned, and minutes that there are. */
  clt_cli_print (_ ("Planned on these days: %d of %d minutes"), (int) preview->planned,
                 (int) preview->capacity);
}

static int
run_preview (Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  CltDay first, last;

  if (!read_days (options, &first, &last))
    return CLT_EXIT_USAGE;
  conn = clt_branch_open (options->common.args[0], CLT_CONN_READ, &error);
  if (conn == NULL || !load_plans (conn, options, first, last, &error))
    return clt_cli_fail ("push", error);
  json_builder_begin_array (json);
  for (guint i = 0; i < options->plans->len; i++)
    {
      const CltPushPlan *plan = options->plans->pdata[i];
      g_autoptr (CltPushPreview) preview = clt_push_preview (conn, plan, &error);

      if (preview == NULL)
        return clt_cli_fail ("push", error);
      if (options->common.json)
        build_preview (conn, json, plan, preview);
      else
        print_preview (conn, plan, preview);
    }
  json_builder_end_array (json);
  if (options->common.json)
    clt_cli_print_json (json);
  return CLT_EXIT_DONE;
}

/* Changes */

static gboolean
create (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;

  for (guint i = 0; i < options->plans->len; i++)
    {
      const CltPushPlan *plan = options->plans->pdata[i];
      g_autoptr (CltPushPreview) preview = clt_push_preview (conn, plan, error);

      if (preview == NULL ||
          (options->id = clt_push_create (conn, plan, preview, options->common.who, error)) == 0)
        return FALSE;
      options->queued += preview->n_free;
      options->blocked += preview->n_blocked;
    }
  return TRUE;
}

static gboolean
release (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;

  return clt_push_release (conn, options->id, clt_today (), &options->queued, &options->blocked,
                           error);
}

static gboolean
set_aside (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;

  return clt_push_override (conn, options->id, options->common.who,
                            options->reason != NULL ? options->reason : "", error);
}

static gboolean
cancel (CltConn *conn, gpointer data, GError **error)
{
  return clt_push_cancel (conn, ((Options *) data)->id, error);
}

static void
print_outcome (const Options *options)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (!options->common.json)
    {
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, options->id);

      /* Translators: number of a push, then numbers of deliveries. */
      clt_cli_print (_ ("Push %s: %u go out, %u are blocked"), number, options->queued,
                     options->blocked);
      return;
    }
  json_builder_begin_object (json);
  clt_cli_add_int (json, "push", options->id);
  clt_cli_add_int (json, "free", options->queued);
  clt_cli_add_int (json, "blocked", options->blocked);
  json_builder_end_object (json);
  clt_cli_print_json (json);
}

static int
run_create (Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  const CltActionInfo info = { .name = "push.create",
                               .detail = options->common.args[2],
                               .who = options->common.who };
  CltDay first, last;

  if (!read_days (options, &first, &last))
    return CLT_EXIT_USAGE;
  conn = clt_branch_open (options->common.args[0], CLT_CONN_WRITE, &error);
  if (conn == NULL || !load_plans (conn, options, first, last, &error) ||
      !clt_action_run (conn, &info, create, options, NULL, &error))
    return clt_cli_fail ("push", error);
  print_outcome (options);
  return CLT_EXIT_DONE;
}

static int
run_change (Options *options, const char *action, CltActionFunc func)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  const CltActionInfo info = { .name = action,
                               .detail = options->common.args[2],
                               .who = options->common.who };

  options->id = g_ascii_strtoll (options->common.args[2], NULL, 10);
  conn = clt_branch_open (options->common.args[0], CLT_CONN_WRITE, &error);
  if (conn == NULL || !clt_action_run (conn, &info, func, options, NULL, &error))
    return clt_cli_fail ("push", error);
  if (func == release)
    print_outcome (options);
  return CLT_EXIT_DONE;
}

static int
run_release (Options *options)
{
  return run_change (options, "push.release", release);
}

static int
run_override (Options *options)
{
  return run_change (options, "push.override", set_aside);
}

static int
run_cancel (Options *options)
{
  return run_change (options, "push.cancel", cancel);
}

/* Lists */

static void
build_push (JsonBuilder *json, const CltPush *push)
{
  json_builder_begin_object (json);
  clt_cli_add_int (json, "push", push->id);
  clt_cli_add_string (json, "name", push->name);
  clt_cli_add_string (json, "product", push->product);
  clt_cli_add_string (json, "occasion", push->occasion);
  clt_cli_add_string (json, "audience", push->audience);
  clt_cli_add_string (json, "state", push->state);
  clt_cli_add_string (json, "who", push->who);
  add_day (json, "first", push->first);
  add_day (json, "last", push->last);
  clt_cli_add_int (json, "planned", push->planned);
  clt_cli_add_int (json, "queued", push->queued);
  clt_cli_add_int (json, "done", push->done);
  clt_cli_add_int (json, "dropped", push->dropped);
  clt_cli_add_int (json, "blocked", push->blocked);
  json_builder_end_object (json);
}

static void
print_push (const CltPush *push)
{
  g_autofree char *first = clt_day_format (push->first);
  g_autofree char *last = clt_day_format (push->last);

  clt_cli_print ("%8" G_GINT64_FORMAT "  %s  %s – %s", push->id, push->name, first, last);
  /* Translators: numbers of deliveries. */
  clt_cli_print (_ ("          %u planned, %u on their way, %u done, %u dropped, %u blocked"),
                 push->planned, push->queued, push->done, push->dropped, push->blocked);
}

static int
run_list (Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (options->common.args[0], CLT_CONN_READ, &error);
  g_autoptr (GPtrArray) pushes = conn == NULL ? NULL : clt_push_list (conn, &error);
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (pushes == NULL)
    return clt_cli_fail ("push", error);
  json_builder_begin_array (json);
  for (guint i = 0; i < pushes->len; i++)
    if (options->common.json)
      build_push (json, pushes->pdata[i]);
    else
      print_push (pushes->pdata[i]);
  json_builder_end_array (json);
  if (options->common.json)
    clt_cli_print_json (json);
  return CLT_EXIT_DONE;
}

static void
build_item (JsonBuilder *json, const CltPushItem *item)
{
  json_builder_begin_object (json);
  clt_cli_add_int (json, "item", item->id);
  clt_cli_add_string (json, "account", item->account);
  clt_cli_add_string (json, "name", item->client);
  add_day (json, "day", item->day);
  clt_cli_add_string (json, "channel", item->channel);
  clt_cli_add_string (json, "state", item->state);
  add_reasons (json, item->blocks);
  clt_cli_add_string (json, "override_who", item->override_who);
  clt_cli_add_string (json, "override_reason", item->override_reason);
  clt_cli_add_string (json, "evidence", item->evidence);
  json_builder_end_object (json);
}

static void
print_item (const CltPushItem *item)
{
  g_autofree char *day = clt_day_format (item->day);
  g_autofree char *name = clt_cli_pad (item->client, 14);
  g_autofree char *reasons = clt_block_set_to_label (item->blocks);

  clt_cli_print ("%8" G_GINT64_FORMAT "  %-12s %s %s  %s  %s", item->id, item->account, name, day,
                 item->channel, item->blocks == 0 ? item->state : reasons);
}

static int
run_items (Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (options->common.args[0], CLT_CONN_READ, &error);
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GPtrArray) items =
    conn == NULL
      ? NULL
      : clt_push_get_items (conn, g_ascii_strtoll (options->common.args[2], NULL, 10), &error);

  if (items == NULL)
    return clt_cli_fail ("push", error);
  json_builder_begin_array (json);
  for (guint i = 0; i < items->len; i++)
    if (options->common.json)
      build_item (json, items->pdata[i]);
    else
      print_item (items->pdata[i]);
  json_builder_end_array (json);
  if (options->common.json)
    clt_cli_print_json (json);
  return CLT_EXIT_DONE;
}

static const struct
{
  const char *verb;
  int n_args;
  int (*run) (Options *options);
} verbs[] = {
  { "list", 2, run_list },       { "preview", 3, run_preview },   { "create", 3, run_create },
  { "release", 3, run_release }, { "override", 3, run_override }, { "cancel", 3, run_cancel },
  { "items", 3, run_items },
};

int
clt_cmd_push (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "channel", 0, 0, G_OPTION_ARG_STRING, &options.channel, N_ ("Through this channel"), "C" },
    { "filter", 0, 0, G_OPTION_ARG_STRING, &options.filter, N_ ("Clients who match"), "E" },
    { "list", 0, 0, G_OPTION_ARG_STRING, &options.list, N_ ("Clients of this list"), "NAME" },
    { "owner", 0, 0, G_OPTION_ARG_STRING, &options.owner, N_ ("Clients of this person"), "STAFF" },
    { "owed", 0, 0, G_OPTION_ARG_NONE, &options.owed, N_ ("Only who is still owed it"), NULL },
    { "repeat", 0, 0, G_OPTION_ARG_NONE, &options.repeat, N_ ("As often as promised"), NULL },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, N_ ("First day"), "DATE" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, N_ ("Last day"), "DATE" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.name, N_ ("Name of the push"), "NAME" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, N_ ("Why"), "TEXT" },
    { "festival", 0, 0, G_OPTION_ARG_STRING, &options.festival, N_ ("Greet for it"), "KEY" },
    { "year", 0, 0, G_OPTION_ARG_INT, &options.year, N_ ("Year of the festival"), "Y" },
    { "birthdays", 0, 0, G_OPTION_ARG_NONE, &options.birthdays, N_ ("Greet for birthdays"), NULL },
    { NULL },
  };
  const char *verb;

  clt_day_get_ymd (clt_today (), &options.year, &(int){ 0 }, &(int){ 0 });
  if (!clt_cli_parse (&argc, &argv, entries, 1, 3, &options.common))
    return CLT_EXIT_USAGE;
  verb = options.common.n_args == 1 ? "list" : options.common.args[1];
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].verb, verb) && MAX (options.common.n_args, 2) == verbs[i].n_args)
      return verbs[i].run (&options);
  g_printerr (_ ("clientele-cli: push FILE list|preview|create|release|override|cancel|items …\n"));
  return CLT_EXIT_USAGE;
}
