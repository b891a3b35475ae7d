/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-product.h"
#include "core/clients/clt-client.h"
#include "core/training/clt-course-result.h"
#include "core/training/clt-training-effect.h"

/* course FILE VERB …: the curriculum as a ladder, marks, and how courses end. */

typedef struct
{
  CltCliCommon common;
  const char *kind, *on, *reason, *days, *trades; /* options */
  gboolean archived;
  CltDay day;
} Call;

static CltCourse *
load (CltConn *conn, const char *code, GError **error)
{
  gint64 id = clt_course_find (conn, code, error);

  return id == 0 ? NULL : clt_course_load (conn, id, error);
}

/* ---- the ladder ---------------------------------------------------------------------------- */

/* "A1 A2 A3" */
static char *
dup_needs (const GPtrArray *courses, const CltCourse *course)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < course->needs->len; i++)
    {
      const CltCourse *needs =
        clt_course_list_get (courses, g_array_index (course->needs, gint64, i));

      if (needs != NULL)
        g_string_append_printf (text, "%s%s", text->len == 0 ? "" : " ", needs->code);
    }
  return g_string_free (text, FALSE);
}

static void
build_course (JsonBuilder *json, const GPtrArray *courses, const CltCourse *course)
{
  json_builder_begin_object (json);
  clt_cli_add_string (json, "code", course->code);
  clt_cli_add_string (json, "level", course->level);
  clt_cli_add_string (json, "name", course->name);
  clt_cli_add_string (json, "description", course->description);
  clt_cli_add_string (json, "materials", course->materials);
  clt_cli_add_int (json, "minutes", course->minutes);
  clt_cli_add_string (json, "methods", course->methods);
  clt_cli_add_string (json, "pass", clt_course_pass_get_name (course->pass));
  clt_cli_add_double (json, "mark", course->pass_mark > 0 ? course->pass_mark : NAN);
  clt_cli_add_int (json, "attempts", course->attempts);
  clt_cli_add_int (json, "sim_days", course->sim_days);
  clt_cli_add_int (json, "sim_trades", course->sim_trades);
  clt_cli_add_int (json, "risk", course->risk);
  clt_cli_add_string (json, "audience", course->institution ? "institution" : "");
  clt_cli_add_int (json, "validity_months", course->validity_months);
  clt_cli_add_bool (json, "archived", course->archived);
  json_builder_set_member_name (json, "needs");
  json_builder_begin_array (json);
  for (guint i = 0; i < course->needs->len; i++)
    {
      const CltCourse *needs =
        clt_course_list_get (courses, g_array_index (course->needs, gint64, i));

      if (needs != NULL)
        json_builder_add_string_value (json, needs->code);
    }
  json_builder_end_array (json);
  json_builder_end_object (json);
}

static void
print_course (const GPtrArray *courses, const CltCourse *course)
{
  g_autofree char *code = clt_cli_pad (course->code, 8);
  g_autofree char *name = clt_cli_pad (course->name, 36);
  g_autofree char *length = clt_course_format_hours (course);
  g_autofree char *hours = clt_cli_pad (length, 12);
  g_autofree char *pass = clt_course_format_pass (course);
  g_autofree char *needs = dup_needs (courses, course);
  g_autofree char *grade = g_strdup_printf (" · C%d", course->risk);

  if (*needs == '\0')
    clt_cli_print ("  %s%s%s%s%s", code, name, hours, pass, course->risk > 1 ? grade : "");
  else
    /* Translators: code, name, hours, what passes a course, its grade, and the codes of the courses
     * that come first. */
    clt_cli_print (_ ("  %s%s%s%s%s · after %s"), code, name, hours, pass,
                   course->risk > 1 ? grade : "", needs);
}

static void
print_ladder (const GPtrArray *courses, const GPtrArray *levels)
{
  for (guint i = 0; i < levels->len; i++)
    {
      const CltCourseLevel *level = levels->pdata[i];

      clt_cli_print ("%s %s", level->code, level->name);
      for (guint k = 0; k < courses->len; k++)
        if (((CltCourse *) courses->pdata[k])->level_id == level->id)
          print_course (courses, courses->pdata[k]);
    }
  if (levels->len == 0)
    clt_cli_print ("%s", _ ("There are no courses yet; “preset” brings the starter curriculum."));
}

static gboolean
run_list (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  g_autoptr (GPtrArray) levels = clt_course_level_list (conn, call->archived, error);
  g_autoptr (GPtrArray) courses =
    levels == NULL ? NULL : clt_course_list (conn, call->archived, error);
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (courses == NULL)
    return FALSE;
  if (!call->common.json)
    {
      print_ladder (courses, levels);
      return TRUE;
    }
  json_builder_begin_array (json);
  for (guint i = 0; i < courses->len; i++)
    build_course (json, courses, courses->pdata[i]);
  json_builder_end_array (json);
  clt_cli_print_json (json);
  return TRUE;
}

/* ---- editing ------------------------------------------------------------------------------- */

static gboolean
set_number (const char *value, int *number, GError **error)
{
  gint64 parsed;

  if (clt_value_parse_integer (value, strlen (value), &parsed) != CLT_VALUE_OK || parsed < 0 ||
      parsed > G_MAXINT16)
    return clt_store_refuse (error, _ ("“%s” is no number. Nothing was changed."), value);
  *number = (int) parsed;
  return TRUE;
}

static gboolean
set_product (CltConn *conn, CltCourse *course, const char *code, GError **error)
{
  course->product_id = *code == '\0' ? 0 : clt_product_find (conn, code, error);
  return *code == '\0' || course->product_id != 0;
}

static gboolean
set_field (CltConn *conn, CltCourse *course, const char *name, const char *value, GError **error)
{
  const struct
  {
    const char *name;
    char **text;
    int *number;
  } fields[] = {
    { "name", &course->name, NULL },
    { "description", &course->description, NULL },
    { "materials", &course->materials, NULL },
    { "methods", &course->methods, NULL },
    { "code", &course->code, NULL },
    { "minutes", NULL, &course->minutes },
    { "attempts", NULL, &course->attempts },
    { "sim_days", NULL, &course->sim_days },
    { "sim_trades", NULL, &course->sim_trades },
    { "validity_months", NULL, &course->validity_months },
  };
  int number;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].name, name))
      {
        if (fields[i].number != NULL)
          return set_number (value, fields[i].number, error);
        clt_set_str (fields[i].text, value);
        return TRUE;
      }
  if (g_str_equal (name, "level"))
    return (course->level_id = clt_course_level_find (conn, value, error)) != 0;
  if (g_str_equal (name, "product"))
    return set_product (conn, course, value, error);
  if (g_str_equal (name, "pass") && clt_course_pass_from_name (value, &course->pass))
    return TRUE;
  if (g_str_equal (name, "audience") && (*value == '\0' || g_str_equal (value, "institution")))
    {
      course->institution = *value != '\0';
      return TRUE;
    }
  if (g_str_equal (name, "risk"))
    return set_number (value + (*value == 'C'), &course->risk, error);
  if (g_str_equal (name, "mark") && set_number (value, &number, error))
    {
      course->pass_mark = number;
      return TRUE;
    }
  if (error != NULL && *error != NULL)
    return FALSE;
  return clt_store_refuse (error,
                           _ ("“%s=%s” is not FIELD=VALUE of a course. Nothing was changed."), name,
                           value);
}

/* FIELD=VALUE from the @first argument on. */
static gboolean
set_fields (CltConn *conn, const Call *call, CltCourse *course, int first, GError **error)
{
  for (int i = first; i < call->common.n_rest; i++)
    {
      const char *text = call->common.rest[i];
      const char *equals = strchr (text, '=');
      g_autofree char *name = equals == NULL ? g_strdup (text) : g_strndup (text, equals - text);

      if (!set_field (conn, course, name, equals == NULL ? "" : equals + 1, error))
        return FALSE;
    }
  return clt_course_save (conn, course, error);
}

static gboolean
run_preset (CltConn *conn, gpointer data, GError **error)
{
  return clt_course_add_preset (conn, NULL, error);
}

static gboolean
run_level (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  g_autoptr (GPtrArray) levels = clt_course_level_list (conn, TRUE, error);
  g_autoptr (CltCourseLevel) made = clt_course_level_new ();
  CltCourseLevel *level = made;

  for (guint i = 0; levels != NULL && i < levels->len; i++)
    if (g_str_equal (((CltCourseLevel *) levels->pdata[i])->code, call->common.rest[0]))
      level = levels->pdata[i];
  clt_set_str (&level->code, call->common.rest[0]);
  clt_set_str (&level->name, call->common.rest[1]);
  return levels != NULL && clt_course_level_save (conn, level, error);
}

static gboolean
run_add (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  g_autoptr (CltCourse) course = clt_course_new ();

  clt_set_str (&course->code, call->common.rest[0]);
  clt_set_str (&course->name, call->common.rest[2]);
  course->level_id = clt_course_level_find (conn, call->common.rest[1], error);
  return course->level_id != 0 && set_fields (conn, call, course, 3, error);
}

static gboolean
run_set (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  g_autoptr (CltCourse) course = load (conn, call->common.rest[0], error);

  return course != NULL && set_fields (conn, call, course, 1, error);
}

/* require CODE NEEDED…, unrequire CODE NEEDED… */
static gboolean
run_require (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  const gboolean adds = g_str_equal (call->common.args[1], "require");
  gint64 course = clt_course_find (conn, call->common.rest[0], error);

  for (int i = 1; course != 0 && i < call->common.n_rest; i++)
    {
      gint64 needs = clt_course_find (conn, call->common.rest[i], error);

      if (needs == 0 || !(adds ? clt_course_add_need (conn, course, needs, error)
                               : clt_course_remove_need (conn, course, needs, error)))
        return FALSE;
    }
  return course != 0;
}

/* archive CODE, restore CODE */
static gboolean
run_archive (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  g_autoptr (CltCourse) course = load (conn, call->common.rest[0], error);

  if (course == NULL)
    return FALSE;
  course->archived = g_str_equal (call->common.args[1], "archive");
  return clt_course_save (conn, course, error);
}

static gboolean
run_delete (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  gint64 id = clt_course_find (conn, call->common.rest[0], error);

  return id != 0 && clt_course_delete (conn, id, error);
}

/* move CODE LEVEL PLACE, from 1. */
static gboolean
run_move (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  gint64 id = clt_course_find (conn, call->common.rest[0], error);
  gint64 level = id == 0 ? 0 : clt_course_level_find (conn, call->common.rest[1], error);
  int place;

  return level != 0 && set_number (call->common.rest[2], &place, error) &&
         clt_course_move (conn, id, level, (guint) MAX (place, 1) - 1, error);
}

/* move-level LEVEL PLACE, from 1: the shallowest. */
static gboolean
run_move_level (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  gint64 level = clt_course_level_find (conn, call->common.rest[0], error);
  int place;

  return level != 0 && set_number (call->common.rest[1], &place, error) &&
         clt_course_level_move (conn, level, (guint) MAX (place, 1) - 1, error);
}

/* ---- marks and results --------------------------------------------------------------------- */

/* mark CODE CLIENT [MARK] */
static gboolean
run_mark (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  g_autoptr (CltCourse) course = load (conn, call->common.rest[0], error);
  g_autoptr (CltAttempt) attempt = clt_attempt_new ();
  const char *fallback;

  if (course == NULL)
    return FALSE;
  fallback = course->pass == CLT_PASS_ATTEND ? "quiz" : clt_course_pass_get_name (course->pass);
  clt_set_str (&attempt->kind, call->kind == NULL ? fallback : call->kind);
  attempt->course_id = course->id;
  attempt->client_id = clt_client_find (conn, call->common.rest[1], error);
  attempt->day = call->day;
  if (call->common.n_rest > 2)
    {
      const char *text = call->common.rest[2];
      char *end;

      attempt->mark = g_ascii_strtod (text, &end);
      if (end == text || *end != '\0')
        return clt_store_refuse (error, _ ("“%s” is no number. Nothing was changed."), text);
    }
  return attempt->client_id != 0 &&
         (call->days == NULL || set_number (call->days, &attempt->days, error)) &&
         (call->trades == NULL || set_number (call->trades, &attempt->trades, error)) &&
         clt_attempt_add (conn, attempt, error);
}

/* close CODE CLIENT */
static gboolean
run_close (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  gint64 course = clt_course_find (conn, call->common.rest[0], error);
  gint64 client = course == 0 ? 0 : clt_client_find (conn, call->common.rest[1], error);

  return client != 0 &&
         clt_course_close (conn, course, 0, client, call->day, call->reason, NULL, error);
}

static void
build_result (JsonBuilder *json, gconstpointer row)
{
  const CltCourseResult *result = row;

  clt_cli_add_string (json, "course", result->course);
  clt_cli_add_int (json, "client", result->client_id);
  clt_cli_add_string (json, "name", result->client);
  clt_cli_add_string (json, "result", result->result);
  clt_cli_add_day (json, "day", result->day);
  clt_cli_add_day (json, "expires", result->expires);
  clt_cli_add_string (json, "certificate", result->certificate);
}

static void
print_result (gconstpointer row)
{
  const CltCourseResult *result = row;
  g_autofree char *name = clt_cli_pad (result->client, 16);
  g_autofree char *course = clt_cli_pad (result->course, 40);
  g_autofree char *day = clt_day_format (result->day);

  clt_cli_print ("%s  %s%s%s  %s", day, name, course, clt_course_result_get_label (result->result),
                 result->certificate);
}

/* results [CODE [CLIENT]] */
static gboolean
run_results (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  gint64 course = 0, client = 0;
  g_autoptr (GPtrArray) results = NULL;

  if ((call->common.n_rest > 0 &&
       (course = clt_course_find (conn, call->common.rest[0], error)) == 0) ||
      (call->common.n_rest > 1 &&
       (client = clt_client_find (conn, call->common.rest[1], error)) == 0))
    return FALSE;
  results = clt_course_result_list (conn, client, course, 0, error);
  if (results == NULL)
    return FALSE;
  clt_cli_print_rows (&call->common, results, build_result, print_result);
  return TRUE;
}

/* ---- effect -------------------------------------------------------------------------------- */

static void
build_measure (JsonBuilder *json, const char *name, const CltEffectMeasure *measure)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_object (json);
  clt_cli_add_int (json, "n", measure->n);
  clt_cli_add_double (json, "before", measure->before[0]);
  clt_cli_add_double (json, "after", measure->after[0]);
  clt_cli_add_double (json, "matched_before", measure->before[1]);
  clt_cli_add_double (json, "matched_after", measure->after[1]);
  clt_cli_add_double (json, "change", measure->change);
  clt_cli_add_double (json, "low", measure->low);
  clt_cli_add_double (json, "high", measure->high);
  json_builder_end_object (json);
}

static void
build_pair (JsonBuilder *json, gconstpointer row)
{
  const CltEffectPair *pair = row;

  clt_cli_add_int (json, "client", pair->client_id);
  clt_cli_add_int (json, "match", pair->match_id);
  clt_cli_add_day (json, "day", pair->day);
  clt_cli_add_string (json, "tier", clt_tier_get_name (pair->tier));
}

static void
build_effect (JsonBuilder *json, const CltTrainingEffect *effect, const char *caution)
{
  json_builder_begin_object (json);
  clt_cli_add_int (json, "days", effect->days);
  clt_cli_add_int (json, "attendants", effect->n_attendants);
  clt_cli_add_int (json, "waiting", effect->n_waiting);
  build_measure (json, "loss", &effect->loss);
  build_measure (json, "risk", &effect->risk);
  clt_cli_add_rows (json, "pairs", effect->pairs, build_pair);
  clt_cli_add_string (json, "caution", caution);
  json_builder_end_object (json);
}

static void
print_measure (const char *label, const CltEffectMeasure *measure)
{
  g_autofree char *before = clt_percent_format (measure->before[0], 1);
  g_autofree char *after = clt_percent_format (measure->after[0], 1);
  g_autofree char *matched_before = clt_percent_format (measure->before[1], 1);
  g_autofree char *matched_after = clt_percent_format (measure->after[1], 1);
  g_autofree char *change = clt_percent_format (measure->change, 1);
  g_autofree char *low = clt_percent_format (measure->low, 1);
  g_autofree char *high = clt_percent_format (measure->high, 1);

  /* Translators: a measure; before and after of the attendants, of their matches; how the changes
   * differ, and the 95 % interval of that. */
  clt_cli_print (_ ("%s: attendants %s → %s, matched %s → %s, difference %s (%s … %s)"), label,
                 before, after, matched_before, matched_after, change, low, high);
}

/* effect CODE */
static gboolean
run_effect (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  gint64 course = clt_course_find (conn, call->common.rest[0], error);
  g_autoptr (CltTrainingEffect) effect =
    course == 0 ? NULL : clt_training_effect_load (conn, course, call->day, error);
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autofree char *caution = NULL;

  if (effect == NULL)
    return FALSE;
  caution = clt_training_effect_format_caution (effect);
  if (call->common.json)
    {
      build_effect (json, effect, caution);
      clt_cli_print_json (json);
      return TRUE;
    }
  print_measure (_ ("Clients with a loss"), &effect->loss);
  print_measure (_ ("Risk ratio"), &effect->risk);
  clt_cli_print ("%s", caution);
  return TRUE;
}

static const CltCliVerb verbs[] = {
  { "list", 0, 0, NULL, run_list },
  { "preset", 0, 0, "course.preset", run_preset },
  { "level", 2, 2, "course.level", run_level },
  { "add", 3, G_MAXINT, "course.create", run_add },
  { "set", 2, G_MAXINT, "course.edit", run_set },
  { "require", 2, G_MAXINT, "course.need", run_require },
  { "unrequire", 2, G_MAXINT, "course.need", run_require },
  { "archive", 1, 1, "course.archive", run_archive },
  { "restore", 1, 1, "course.restore", run_archive },
  { "delete", 1, 1, "course.delete", run_delete },
  { "move", 3, 3, "course.order", run_move },
  { "move-level", 2, 2, "course.level-order", run_move_level },
  { "mark", 2, 3, "attempt.add", run_mark },
  { "close", 2, 2, "course.close", run_close },
  { "results", 0, 2, NULL, run_results },
  { "effect", 1, 1, NULL, run_effect },
  { NULL },
};

int
clt_cmd_course (int argc, char **argv)
{
  Call call = { .day = clt_today () };
  const GOptionEntry entries[] = {
    { "archived", 0, 0, G_OPTION_ARG_NONE, &call.archived, N_ ("Also what is in the archive"),
      NULL },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &call.kind,
      N_ ("Of mark: before, quiz, exam, simulation, case or review"), "KIND" },
    { "on", 0, 0, G_OPTION_ARG_STRING, &call.on, N_ ("Day that counts; today"), "DATE" },
    { "days", 0, 0, G_OPTION_ARG_STRING, &call.days, N_ ("Trading days on the simulator"), "N" },
    { "trades", 0, 0, G_OPTION_ARG_STRING, &call.trades, N_ ("Trades on the simulator"), "N" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &call.reason,
      N_ ("Why somebody passes again whose certificate is good"), "TEXT" },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 1, G_MAXINT, &call.common) ||
      !clt_cli_parse_day (call.on, &call.day))
    return CLT_EXIT_USAGE;
  return clt_cli_run_verb (&call.common, verbs, &call);
}
