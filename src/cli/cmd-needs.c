/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-client.h"
#include "core/training/clt-training-need.h"

/* needs FILE VERB …: who waits for which course, what one client needs and what comes next for him. */

typedef struct
{
  CltCliCommon common;
  const char *tier, *note, *as_of; /* options */
  gboolean required;
  CltDay day;
} Call;

/* ---- courses by tiers ---------------------------------------------------------------------- */

static void
build_row (JsonBuilder *json, const CltTrainingNeeds *needs, const CltCourse *course)
{
  g_autoptr (GPtrArray) all = clt_training_needs_list (needs, course->id, -1);
  guint next = 0;

  for (guint i = 0; i < all->len; i++)
    next += ((CltLearner *) all->pdata[i])->next == course;
  json_builder_begin_object (json);
  clt_cli_add_string (json, "course", course->code);
  clt_cli_add_string (json, "name", course->name);
  json_builder_set_member_name (json, "tiers");
  json_builder_begin_object (json);
  for (guint i = 0; i < CLT_N_TIERS; i++)
    {
      g_autoptr (GPtrArray) list =
        clt_training_needs_list (needs, course->id, (int) clt_tier_order[i]);

      clt_cli_add_int (json, clt_tier_get_name (clt_tier_order[i]), list->len);
    }
  json_builder_end_object (json);
  clt_cli_add_int (json, "clients", all->len);
  clt_cli_add_int (json, "next", next);
  json_builder_end_object (json);
}

static void
print_row (const char *code, const char *name, const char *const *cells)
{
  g_autofree char *padded_code = clt_cli_pad (code, 8);
  g_autofree char *padded_name = clt_cli_pad (name, 34);
  g_autoptr (GString) row = g_string_new (NULL);

  for (guint i = 0; cells[i] != NULL; i++)
    {
      g_autofree char *cell = clt_cli_pad (cells[i], -9);

      g_string_append (row, cell);
    }
  clt_cli_print ("%s%s%s", padded_code, padded_name, row->str);
}

static void
print_counts (const CltTrainingNeeds *needs, const CltCourse *course)
{
  char *cells[CLT_N_TIERS + 2] = { NULL };

  for (guint i = 0; i <= CLT_N_TIERS; i++)
    {
      g_autoptr (GPtrArray) list =
        clt_training_needs_list (needs, course->id,
                                 i == CLT_N_TIERS ? -1 : (int) clt_tier_order[i]);

      cells[i] = list->len == 0 ? g_strdup ("–") : clt_count_format (list->len);
    }
  print_row (course->code, course->name, (const char *const *) cells);
  for (guint i = 0; cells[i] != NULL; i++)
    g_free (cells[i]);
}

static void
print_head (void)
{
  const char *cells[CLT_N_TIERS + 2] = { NULL };

  for (guint i = 0; i < CLT_N_TIERS; i++)
    cells[i] = clt_tier_get_label (clt_tier_order[i]);
  cells[CLT_N_TIERS] = _ ("Total");
  print_row (_ ("Course"), "", cells);
}

static gboolean
run_matrix (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  g_autoptr (CltTrainingNeeds) needs = clt_training_needs_load (conn, 0, call->day, error);
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (needs == NULL)
    return FALSE;
  json_builder_begin_array (json);
  if (!call->common.json)
    print_head ();
  for (guint i = 0; i < needs->courses->len; i++)
    {
      const CltCourse *course = needs->courses->pdata[i];

      if (course->archived)
        continue;
      build_row (json, needs, course);
      if (!call->common.json)
        print_counts (needs, course);
    }
  json_builder_end_array (json);
  if (call->common.json)
    clt_cli_print_json (json);
  return TRUE;
}

/* ---- clients ------------------------------------------------------------------------------- */

static void
build_need (JsonBuilder *json, gconstpointer row)
{
  const CltTrainingNeed *need = row;
  g_autofree char *text = clt_training_need_format (need);

  clt_cli_add_string (json, "course", need->course->code);
  clt_cli_add_string (json, "kind", clt_need_kind_get_name (need->kind));
  clt_cli_add_day (json, "day", need->day);
  clt_cli_add_string (json, "text", text);
}

static void
build_learner (JsonBuilder *json, const CltTrainingNeeds *needs, const CltLearner *learner)
{
  g_autofree char *why = clt_training_needs_format_next (needs, learner);

  json_builder_begin_object (json);
  clt_cli_add_int (json, "client", learner->client_id);
  clt_cli_add_string (json, "name", learner->name);
  clt_cli_add_string (json, "account", learner->account);
  clt_cli_add_string (json, "tier", clt_tier_get_name (learner->tier));
  clt_cli_add_string (json, "next", learner->next == NULL ? NULL : learner->next->code);
  clt_cli_add_string (json, "why", why);
  clt_cli_add_rows (json, "needs", learner->needs, build_need);
  json_builder_end_object (json);
}

static void
print_learner (const CltTrainingNeeds *needs, const CltLearner *learner, gboolean with_needs)
{
  g_autofree char *why = clt_training_needs_format_next (needs, learner);
  g_autofree char *account = clt_cli_pad (learner->account, 14);
  g_autofree char *name = clt_cli_pad (learner->name, 16);
  g_autofree char *tier = clt_cli_pad (clt_tier_get_label (learner->tier), 10);

  clt_cli_print ("%s%s%s%s", account, name, tier,
                 why != NULL ? why : _ ("There is no course that he may take now."));
  for (guint i = 0; with_needs && i < learner->needs->len; i++)
    {
      const CltTrainingNeed *need = learner->needs->pdata[i];
      g_autofree char *text = clt_training_need_format (need);

      /* Translators: code and name of a course, and why it is needed. */
      clt_cli_print (_ ("  %s %s: %s"), need->course->code, need->course->name, text);
    }
}

static void
tell_learners (const Call *call, const CltTrainingNeeds *needs, const GPtrArray *list)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_array (json);
  for (guint i = 0; i < list->len; i++)
    if (call->common.json)
      build_learner (json, needs, list->pdata[i]);
    else
      print_learner (needs, list->pdata[i], TRUE);
  json_builder_end_array (json);
  if (call->common.json)
    clt_cli_print_json (json);
}

/* of ACCOUNT */
static gboolean
run_of (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  gint64 client = clt_client_find (conn, call->common.rest[0], error);
  g_autoptr (CltTrainingNeeds) needs =
    client == 0 ? NULL : clt_training_needs_load (conn, client, call->day, error);

  if (needs == NULL)
    return FALSE;
  tell_learners (call, needs, needs->learners);
  return TRUE;
}

/* who CODE: behind each figure stands its list. */
static gboolean
run_who (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  gint64 course = clt_course_find (conn, call->common.rest[0], error);
  g_autoptr (CltTrainingNeeds) needs = NULL;
  g_autoptr (GPtrArray) list = NULL;
  CltTier tier = CLT_TIER_UNRATED;

  if (course == 0)
    return FALSE;
  if (call->tier != NULL && !clt_tier_from_name (call->tier, &tier))
    return clt_store_refuse (error, _ ("There is no tier “%s”."), call->tier);
  needs = clt_training_needs_load (conn, 0, call->day, error);
  if (needs == NULL)
    return FALSE;
  list = clt_training_needs_list (needs, course, call->tier == NULL ? -1 : (int) tier);
  tell_learners (call, needs, list);
  return TRUE;
}

/* add ACCOUNT CODE…: the answers of a questionnaire. */
static gboolean
run_add (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  gint64 client = clt_client_find (conn, call->common.rest[0], error);

  for (int i = 3; client != 0 && i < call->common.n_args; i++)
    {
      gint64 course = clt_course_find (conn, call->common.args[i], error);

      if (course == 0 || !clt_training_need_add (conn, client, course, call->required, call->day,
                                                 call->note, error))
        return FALSE;
    }
  return client != 0;
}

static gboolean
run_close (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  gint64 client = clt_client_find (conn, call->common.rest[0], error);
  gint64 course = client == 0 ? 0 : clt_course_find (conn, call->common.rest[1], error);

  return course != 0 && clt_training_need_close (conn, client, course, call->day, error);
}

/* helps: which course helps against what is seen. */
static gboolean
run_helps (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  for (guint i = 0; i < CLT_N_HELPS; i++)
    {
      g_autofree char *code = clt_need_get_help (conn, clt_need_helps[i], error);

      if (code == NULL)
        return FALSE;
      clt_cli_add_string (json, clt_need_helps[i], code);
      if (!call->common.json)
        clt_cli_print ("%-10s %s", clt_need_helps[i], code);
    }
  json_builder_end_object (json);
  if (call->common.json)
    clt_cli_print_json (json);
  return TRUE;
}

/* help WHAT CODE */
static gboolean
run_help (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;

  return clt_need_set_help (conn, call->common.rest[0], call->common.rest[1], error);
}

static const CltCliVerb verbs[] = {
  { "matrix", 0, 0, NULL, run_matrix },
  { "who", 1, 1, NULL, run_who },
  { "of", 1, 1, NULL, run_of },
  { "add", 2, G_MAXINT, "need.add", run_add },
  { "close", 2, 2, "need.close", run_close },
  { "helps", 0, 0, NULL, run_helps },
  { "help", 2, 2, "settings.edit", run_help },
  { NULL },
};

int
clt_cmd_needs (int argc, char **argv)
{
  Call call = { .day = clt_today () };
  const GOptionEntry entries[] = {
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &call.as_of, N_ ("Day that counts; today"), "DATE" },
    { "tier", 0, 0, G_OPTION_ARG_STRING, &call.tier, N_ ("Of who: only this tier"), "TIER" },
    { "required", 0, 0, G_OPTION_ARG_NONE, &call.required,
      N_ ("Of add: a permission needs it, nobody asked for it"), NULL },
    { "note", 0, 0, G_OPTION_ARG_STRING, &call.note,
      N_ ("Of add: the client’s words, or the permission"), "TEXT" },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 1, G_MAXINT, &call.common) ||
      !clt_cli_parse_day (call.as_of, &call.day))
    return CLT_EXIT_USAGE;
  return clt_cli_run_verb (&call.common, verbs, &call);
}
