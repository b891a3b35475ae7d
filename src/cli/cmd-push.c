/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-product.h"
#include "core/clients/clt-client-list.h"
#include "core/delivery/clt-greeting.h"
#include "core/people/clt-staff.h"

typedef struct
{
  CltCliCommon common;
  const char *channel, *filter, *list, *owner, *from, *to, *name, *reason, *festival;
  int year;
  CltDay first, last;
  gboolean owed, repeat, birthdays;
  /* of an action */
  GPtrArray *plans; /* CltPushPlan */
  gint64 id;        /* push or item */
  guint queued, blocked;
} Options;

static void
clear_options (Options *options)
{
  g_clear_pointer (&options->plans, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

/* Plans */

static CltPushPlan *
make_plan (CltConn *conn, const Options *options, gint64 product, GError **error)
{
  g_autoptr (CltPushPlan) plan = clt_push_plan_new ();

  plan->product_id = product;
  plan->first = options->first;
  plan->last = options->last;
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

/* As the options say, into @options. */
static gboolean
load_plans (CltConn *conn, Options *options, GError **error)
{
  const char *filter = options->filter != NULL ? options->filter : "";
  const char *channel = options->channel != NULL ? options->channel : "";
  gint64 product = clt_product_find (conn, options->common.args[2], error);
  CltPushPlan *plan;

  if (product == 0)
    return FALSE;
  if (options->birthdays)
    {
      options->plans = clt_greeting_plan_birthdays (conn, options->first, options->last, product,
                                                    filter, channel, error);
      return options->plans != NULL;
    }
  if (options->festival != NULL)
    plan = clt_greeting_plan_festival (conn, options->festival, options->year, product, filter,
                                       channel, error);
  else
    plan = make_plan (conn, options, product, error);
  if (plan == NULL)
    return FALSE;
  options->plans = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_push_plan_free);
  g_ptr_array_add (options->plans, plan);
  return TRUE;
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
  clt_cli_add_day (json, "day", line->day);
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

static gboolean
preview (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (!load_plans (conn, options, error))
    return FALSE;
  json_builder_begin_array (json);
  for (guint i = 0; i < options->plans->len; i++)
    {
      const CltPushPlan *plan = options->plans->pdata[i];
      g_autoptr (CltPushPreview) preview = clt_push_preview (conn, plan, error);

      if (preview == NULL)
        return FALSE;
      if (options->common.json)
        build_preview (conn, json, plan, preview);
      else
        print_preview (conn, plan, preview);
    }
  json_builder_end_array (json);
  if (options->common.json)
    clt_cli_print_json (json);
  return TRUE;
}

/* Changes */

static gboolean
create (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;

  if (!load_plans (conn, options, error))
    return FALSE;
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

static gint64
get_id (const Options *options)
{
  return g_ascii_strtoll (options->common.args[2], NULL, 10);
}

static gboolean
release (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;

  options->id = get_id (options);
  return clt_push_release (conn, options->id, clt_today (), &options->queued, &options->blocked,
                           error);
}

static gboolean
set_aside (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;

  return clt_push_override (conn, get_id (options), options->common.who,
                            options->reason != NULL ? options->reason : "", error);
}

static gboolean
cancel (CltConn *conn, gpointer data, GError **error)
{
  return clt_push_cancel (conn, get_id (data), error);
}

static int
tell_outcome (gpointer data)
{
  const Options *options = data;
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (!options->common.json)
    {
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, options->id);

      /* Translators: number of a push, then numbers of deliveries. */
      clt_cli_print (_ ("Push %s: %u go out, %u are blocked"), number, options->queued,
                     options->blocked);
      return CLT_EXIT_DONE;
    }
  json_builder_begin_object (json);
  clt_cli_add_int (json, "push", options->id);
  clt_cli_add_int (json, "free", options->queued);
  clt_cli_add_int (json, "blocked", options->blocked);
  json_builder_end_object (json);
  clt_cli_print_json (json);
  return CLT_EXIT_DONE;
}

/* Lists */

static void
build_push (JsonBuilder *json, gconstpointer row)
{
  const CltPush *push = row;

  clt_cli_add_int (json, "push", push->id);
  clt_cli_add_string (json, "name", push->name);
  clt_cli_add_string (json, "product", push->product);
  clt_cli_add_string (json, "occasion", push->occasion);
  clt_cli_add_string (json, "audience", push->audience);
  clt_cli_add_string (json, "state", push->state);
  clt_cli_add_string (json, "who", push->who);
  clt_cli_add_day (json, "first", push->first);
  clt_cli_add_day (json, "last", push->last);
  clt_cli_add_int (json, "planned", push->planned);
  clt_cli_add_int (json, "queued", push->queued);
  clt_cli_add_int (json, "done", push->done);
  clt_cli_add_int (json, "dropped", push->dropped);
  clt_cli_add_int (json, "blocked", push->blocked);
}

static void
print_push (gconstpointer row)
{
  const CltPush *push = row;
  g_autofree char *first = clt_day_format (push->first);
  g_autofree char *last = clt_day_format (push->last);

  clt_cli_print ("%8" G_GINT64_FORMAT "  %s  %s – %s", push->id, push->name, first, last);
  /* Translators: numbers of deliveries. */
  clt_cli_print (_ ("          %u planned, %u on their way, %u done, %u dropped, %u blocked"),
                 push->planned, push->queued, push->done, push->dropped, push->blocked);
}

static gboolean
list (CltConn *conn, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) pushes = clt_push_list (conn, error);

  if (pushes != NULL)
    clt_cli_print_rows (&((Options *) data)->common, pushes, build_push, print_push);
  return pushes != NULL;
}

static void
build_item (JsonBuilder *json, gconstpointer row)
{
  const CltPushItem *item = row;

  clt_cli_add_int (json, "item", item->id);
  clt_cli_add_string (json, "account", item->account);
  clt_cli_add_string (json, "name", item->client);
  clt_cli_add_day (json, "day", item->day);
  clt_cli_add_string (json, "channel", item->channel);
  clt_cli_add_string (json, "state", item->state);
  add_reasons (json, item->blocks);
  clt_cli_add_string (json, "override_who", item->override_who);
  clt_cli_add_string (json, "override_reason", item->override_reason);
  clt_cli_add_string (json, "evidence", item->evidence);
}

static void
print_item (gconstpointer row)
{
  const CltPushItem *item = row;
  g_autofree char *day = clt_day_format (item->day);
  g_autofree char *name = clt_cli_pad (item->client, 14);
  g_autofree char *reasons = clt_block_set_to_label (item->blocks);

  clt_cli_print ("%8" G_GINT64_FORMAT "  %-12s %s %s  %s  %s", item->id, item->account, name, day,
                 item->channel, item->blocks == 0 ? item->state : reasons);
}

static gboolean
list_items (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  g_autoptr (GPtrArray) items = clt_push_get_items (conn, get_id (options), error);

  if (items != NULL)
    clt_cli_print_rows (&options->common, items, build_item, print_item);
  return items != NULL;
}

static const CltCliVerb verbs[] = {
  { "list", 0, 0, NULL, list },
  { "preview", 1, 1, NULL, preview },
  { "create", 1, 1, "push.create", create, tell_outcome },
  { "release", 1, 1, "push.release", release, tell_outcome },
  { "override", 1, 1, "push.override", set_aside },
  { "cancel", 1, 1, "push.cancel", cancel },
  { "items", 1, 1, NULL, list_items },
  { NULL },
};

int
clt_cmd_push (int argc, char **argv)
{
  g_auto (Options) options = { .first = clt_today () };
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

  clt_day_get_ymd (clt_today (), &options.year, &(int){ 0 }, &(int){ 0 });
  if (!clt_cli_parse (&argc, &argv, entries, 1, 3, &options.common) ||
      !clt_cli_parse_day (options.from, &options.first))
    return CLT_EXIT_USAGE;
  options.last = options.first;
  if (!clt_cli_parse_day (options.to, &options.last))
    return CLT_EXIT_USAGE;
  return clt_cli_run_verb (&options.common, verbs, &options);
}
