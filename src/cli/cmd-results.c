/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli-result.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clt-branch.h"
#include "core/surveys/clt-response.h"
#include "core/surveys/clt-survey-result.h"

/* results FILE QUESTIONNAIRE: what came of it, by question; or the forms behind a figure. */

/* ---- JSON ---------------------------------------------------------------------------------- */

static void
add_share (JsonBuilder *json, const char *name, const CltShare *share)
{
  g_autofree char *low = g_strconcat (name, "_low", NULL);
  g_autofree char *high = g_strconcat (name, "_high", NULL);

  clt_cli_add_double (json, name, share->value);
  clt_cli_add_double (json, low, share->low);
  clt_cli_add_double (json, high, share->high);
}

/* Options are called as people call them; points, numbers, yes and no as they are stored. */
static const char *
get_name (const CltQuestionResult *result, const CltResultCount *count)
{
  switch (result->question->type)
    {
    case CLT_QUESTION_CHOICE:
    case CLT_QUESTION_SEVERAL:
    case CLT_QUESTION_RANKING:
    case CLT_QUESTION_MATRIX:
      break;
    case CLT_QUESTION_YESNO:
    case CLT_QUESTION_RATING:
    case CLT_QUESTION_NPS:
    case CLT_QUESTION_NUMBER:
    case CLT_QUESTION_DATE:
    case CLT_QUESTION_TEXT:
    case CLT_QUESTION_SECTION:
    case CLT_QUESTION_INFO:
    default:
      return count->code;
    }
  for (guint i = 0; i < result->counts->len; i++)
    {
      const CltResultCount *other = result->counts->pdata[i];

      if (other != count && g_str_equal (other->label, count->label))
        return count->code;
    }
  return count->label;
}

static void
build_counts (JsonBuilder *json, const CltQuestionResult *result)
{
  json_builder_set_member_name (json, "counts");
  json_builder_begin_object (json);
  for (guint i = 0; i < result->counts->len; i++)
    {
      const CltResultCount *count = result->counts->pdata[i];

      clt_cli_add_int (json, get_name (result, count), count->responses->len);
    }
  json_builder_end_object (json);
}

static void
build_weighted (JsonBuilder *json, const CltWeighted *weighted)
{
  json_builder_set_member_name (json, "weighted");
  json_builder_begin_object (json);
  clt_cli_add_double (json, "mean", weighted->mean);
  clt_cli_add_double (json, "top2", weighted->top2);
  clt_cli_add_double (json, "csat", weighted->csat);
  json_builder_end_object (json);
}

/* @weighted: (nullable) */
static void
build_question (JsonBuilder *json, const CltQuestionResult *result, const CltWeighted *weighted)
{
  json_builder_begin_object (json);
  clt_cli_add_string (json, "key", result->question->key);
  clt_cli_add_string (json, "text", result->question->text);
  clt_cli_add_string (json, "type", clt_question_type_get_name (result->question->type));
  clt_cli_add_int (json, "asked", result->asked);
  clt_cli_add_int (json, "n", result->n);
  clt_cli_add_int (json, "blank", result->blank->len);
  clt_cli_add_int (json, "refused", result->refused->len);
  clt_cli_add_int (json, "unknown", result->unknown->len);
  clt_cli_add_int (json, "skipped", result->skipped->len);
  build_counts (json, result);
  clt_cli_add_double (json, "mean", clt_sums_get_mean (&result->sums));
  clt_cli_add_double (json, "sd", clt_sums_get_deviation (&result->sums));
  clt_cli_add_double (json, "score", result->score);
  add_share (json, "csat", &result->csat);
  add_share (json, "top2", &result->top2);
  clt_cli_add_double (json, "nps", result->nps);
  clt_cli_add_double (json, "nps_margin", result->nps_margin);
  if (weighted != NULL)
    build_weighted (json, weighted);
  json_builder_end_object (json);
}

static void
build_overall (JsonBuilder *json, const CltResultGroup *group, const CltWeighted *weighted)
{
  json_builder_set_member_name (json, "overall");
  json_builder_begin_object (json);
  clt_cli_add_int (json, "n", group->sums.n);
  clt_cli_add_double (json, "mean", clt_sums_get_mean (&group->sums));
  clt_cli_add_double (json, "sd", clt_sums_get_deviation (&group->sums));
  add_share (json, "top2", &group->top2);
  add_share (json, "csat", &group->csat);
  clt_cli_add_double (json, "nps", group->nps == NULL ? NAN : group->nps->nps);
  clt_cli_add_double (json, "index", group->index);
  clt_cli_add_int (json, "straight_liners", group->straight->len);
  clt_cli_add_int (json, "fast", group->fast->len);
  clt_cli_add_int (json, "own_clients", group->own->len);
  if (weighted != NULL)
    build_weighted (json, weighted);
  json_builder_end_object (json);
}

static void
build_dimension (JsonBuilder *json, gconstpointer row)
{
  const CltDimensionResult *dimension = row;

  clt_cli_add_string (json, "name", dimension->name);
  clt_cli_add_int (json, "weight", dimension->weight);
  clt_cli_add_double (json, "score", dimension->score);
}

static void
build_dimensions (JsonBuilder *json, const CltResultGroup *group)
{
  clt_cli_add_rows (json, "dimensions", group->dimensions, build_dimension);
}

/* @result: (nullable): of all, whose figures are weighted. */
static void
build_group (JsonBuilder *json, const CltResultGroup *group, const CltSurveyResult *result)
{
  clt_cli_add_int (json, "responses", group->responses->len);
  json_builder_set_member_name (json, "questions");
  json_builder_begin_array (json);
  for (guint i = 0; i < group->questions->len; i++)
    build_question (json, group->questions->pdata[i],
                    result == NULL ? NULL : &g_array_index (result->weighted, CltWeighted, i));
  json_builder_end_array (json);
  build_dimensions (json, group);
  build_overall (json, group, result == NULL ? NULL : &result->overall);
}

static void
build_groups (JsonBuilder *json, const CltSurveyResult *result, const char *by)
{
  json_builder_set_member_name (json, "groups");
  json_builder_begin_array (json);
  for (guint i = 0; i < result->groups->len; i++)
    {
      const CltResultGroup *group = result->groups->pdata[i];

      json_builder_begin_object (json);
      json_builder_set_member_name (json, "group");
      json_builder_begin_object (json);
      clt_cli_add_string (json, by, group->key);
      clt_cli_add_string (json, "label", group->label);
      json_builder_end_object (json);
      if (g_str_equal (by, "staff"))
        {
          json_builder_set_member_name (json, "place");
          if (group->place == 0)
            json_builder_add_null_value (json);
          else
            json_builder_add_int_value (json, group->place);
        }
      build_group (json, group, NULL);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
print_json (const CltSurveyResult *result, const char *by)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  build_group (json, result->all, result);
  clt_cli_add_int (json, "open", result->n_open);
  clt_cli_add_int (json, "broken", result->n_broken);
  clt_cli_add_int (json, "replaced", result->replaced->len);
  clt_cli_add_int (json, "careless", result->careless->len);
  add_share (json, "response_rate", &result->rate);
  clt_cli_add_string (json, "channel", *result->channel == '\0' ? NULL : result->channel);
  json_builder_set_member_name (json, "channels");
  json_builder_begin_object (json);
  for (guint i = 0; i < result->channels->len; i++)
    {
      const CltResultCount *count = result->channels->pdata[i];

      clt_cli_add_int (json, count->code, count->responses->len);
    }
  json_builder_end_object (json);
  if (by != NULL)
    build_groups (json, result, by);
  json_builder_end_object (json);
  clt_cli_print_json (json);
}

/* ---- text ---------------------------------------------------------------------------------- */

static void
print_share (const char *label, const CltShare *share)
{
  g_autofree char *value = clt_percent_format (share->value, 1);
  g_autofree char *low = clt_percent_format (share->low, 1);
  g_autofree char *high = clt_percent_format (share->high, 1);

  if (share->of == 0)
    return;
  /* with fewer than five a share says nothing (domain 2.1) */
  if (share->of < 5)
    clt_cli_print ("    %s %" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, label, share->n, share->of);
  else
    clt_cli_print ("    %s %s (%s – %s)", label, value, low, high);
}

static void
print_counts (const CltQuestionResult *result)
{
  for (guint i = 0; i < result->counts->len; i++)
    {
      const CltResultCount *count = result->counts->pdata[i];
      g_autofree char *label = clt_cli_pad (count->label, 44);
      g_autofree char *share = clt_percent_format (count->share.value, 1);

      clt_cli_print ("    %s %6u  %s", label, count->responses->len, share);
    }
}

static void
print_question (const CltQuestionResult *result)
{
  clt_cli_print ("%s  %s", result->question->key, result->question->text);
  clt_cli_print (
    /* Translators: counts of forms. */
    _ ("    answered %" PRIi64 ", blank %u, refused %u, don’t know %u, skipped %u"), result->n,
    result->blank->len, result->refused->len, result->unknown->len, result->skipped->len);
  print_counts (result);
  if (result->sums.n > 0)
    /* Translators: a mean, and its standard deviation. */
    clt_cli_print (_ ("    mean %.6f, s.d. %.3f"), clt_sums_get_mean (&result->sums),
                   clt_sums_get_deviation (&result->sums));
  print_share (_ ("satisfied (4 and 5)"), &result->csat);
  print_share (_ ("two best points"), &result->top2);
  if (!isnan (result->nps))
    /* Translators: the net promoter score and its margin, in points. */
    clt_cli_print (_ ("    NPS %.2f ± %.2f"), result->nps, result->nps_margin);
}

static void
print_overall (const CltResultGroup *group)
{
  clt_cli_print (_ ("forms %u, one answer to all %u, too fast %u"), group->responses->len,
                 group->straight->len, group->fast->len);
  if (group->sums.n == 0)
    return;
  clt_cli_print (_ ("    mean %.6f, s.d. %.3f"), clt_sums_get_mean (&group->sums),
                 clt_sums_get_deviation (&group->sums));
  print_share (_ ("two best points"), &group->top2);
  for (guint i = 0; i < group->dimensions->len; i++)
    {
      const CltDimensionResult *dimension = group->dimensions->pdata[i];

      if (!isnan (dimension->score))
        /* Translators: a dimension, its weight in per cent, its score of 100. */
        clt_cli_print (_ ("    %s (%d %%): %.1f"), dimension->name, dimension->weight,
                       dimension->score);
    }
  if (!isnan (group->index))
    clt_cli_print (_ ("    index %.1f of 100"), group->index);
}

static void
print_group (const CltResultGroup *group)
{
  if (group->place > 0)
    /* Translators: a member of staff and the place among all. */
    clt_cli_print (_ ("== %s (place %u)"), group->label, group->place);
  else
    clt_cli_print ("== %s", group->label);
  print_overall (group);
}

static void
print_text (const CltSurveyResult *result)
{
  if (result->channels->len > 1)
    for (guint i = 0; i < result->channels->len; i++)
      {
        const CltResultCount *count = result->channels->pdata[i];
        const gboolean shown =
          *result->channel == '\0' || g_str_equal (count->code, result->channel);

        /* Translators: a channel, a count of forms. */
        clt_cli_print (shown ? _ ("%s: %u forms") : _ ("%s: %u forms, not shown here"),
                       count->label, count->responses->len);
      }
  print_overall (result->all);
  if (!isnan (result->overall.top2))
    clt_cli_print (_ ("    to the branch’s mix of tiers: mean %.6f, two best points %.1f %%"),
                   result->overall.mean, 100 * result->overall.top2);
  for (guint i = 0; i < result->all->questions->len; i++)
    print_question (result->all->questions->pdata[i]);
  for (guint i = 0; i < result->groups->len; i++)
    print_group (result->groups->pdata[i]);
}

/* ---- the forms behind a figure ------------------------------------------------------------- */

/* "straight", "fast", "own", "KEY=CODE", "KEY=blank". (nullable) */
static const GArray *
find_forms (const CltSurveyResult *result, const char *what)
{
  const char *equals = strrchr (what, '=');
  g_autofree char *key = g_strndup (what, equals == NULL ? 0 : (gsize) (equals - what));
  const CltQuestionResult *question;
  const CltResultCount *count;

  if (g_str_equal (what, "straight"))
    return result->all->straight;
  if (g_str_equal (what, "fast"))
    return result->all->fast;
  if (g_str_equal (what, "own"))
    return result->all->own;
  if (g_str_equal (what, "replaced"))
    return result->replaced;
  question = equals == NULL ? NULL : clt_result_group_find (result->all, key);
  if (question == NULL)
    return NULL;
  count = clt_question_result_find (question, equals + 1);
  if (count != NULL)
    return count->responses;
  return g_str_equal (equals + 1, "blank")     ? question->blank
         : g_str_equal (equals + 1, "refused") ? question->refused
         : g_str_equal (equals + 1, "unknown") ? question->unknown
         : g_str_equal (equals + 1, "skipped") ? question->skipped
                                               : NULL;
}

static int
print_forms (CltConn *conn, const CltSurveyResult *result, const char *what, gboolean as_json)
{
  const GArray *forms = find_forms (result, what);
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;

  if (forms == NULL)
    {
      g_printerr (_ ("clientele-cli results: “%s” is no figure of this questionnaire\n"), what);
      return CLT_EXIT_USAGE;
    }
  json_builder_begin_array (json);
  for (guint i = 0; i < forms->len; i++)
    {
      g_autoptr (CltResponse) response =
        clt_response_load (conn, g_array_index (forms, gint64, i), &error);

      if (response == NULL)
        return clt_cli_fail ("results", error);
      json_builder_begin_object (json);
      clt_cli_add_int (json, "response", response->id);
      clt_cli_add_string (json, "reference", response->reference);
      clt_cli_add_day (json, "day", response->day);
      clt_cli_add_string (json, "channel", response->channel);
      json_builder_end_object (json);
      if (!as_json)
        clt_cli_print ("%" G_GINT64_FORMAT "  %s  %d  %s", response->id, response->reference,
                       clt_day_to_yyyymmdd (response->day), response->channel);
    }
  json_builder_end_array (json);
  if (as_json)
    clt_cli_print_json (json);
  return CLT_EXIT_DONE;
}

/* ---- the command --------------------------------------------------------------------------- */

typedef struct
{
  CltCliCommon common;
  const char *by, *from, *to, *channel, *tier, *staff, *forms;
  int version;
  gint64 survey;
  gboolean pooled, careful;
} Options;

static int
run (const Options *options)
{
  const CltCliResult wanted = { .questionnaire = options->common.args[1],
                                .by = options->by,
                                .from = options->from,
                                .to = options->to,
                                .channel = options->channel,
                                .tier = options->tier,
                                .staff = options->staff,
                                .version = options->version,
                                .survey = options->survey,
                                .pooled = options->pooled,
                                .careful = options->careful };
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (options->common.args[0], CLT_CONN_READ, &error);
  g_autoptr (CltSurveyResult) result = NULL;
  CltResultQuery query;
  int code;

  if (conn == NULL)
    return clt_cli_fail ("results", error);
  code = clt_cli_result_fill (&wanted, "results", conn, &query);
  if (code != CLT_EXIT_DONE)
    return code;
  result = clt_survey_result_load (conn, &query, &error);
  if (result == NULL)
    return clt_cli_fail ("results", error);
  if (options->forms != NULL)
    return print_forms (conn, result, options->forms, options->common.json);
  if (options->common.json)
    print_json (result, options->by);
  else
    print_text (result);
  return CLT_EXIT_DONE;
}

int
clt_cmd_results (int argc, char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.by, N_ ("Figures of groups, too"),
      "tier|staff|channel|version|month" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, N_ ("First day"), "DATE" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, N_ ("Last day"), "DATE" },
    { "channel", 0, 0, G_OPTION_ARG_STRING, &options.channel,
      N_ ("Only forms by this channel, instead of the one by which most came"), "CHANNEL" },
    { "pooled", 0, 0, G_OPTION_ARG_NONE, &options.pooled, N_ ("All channels in one"), NULL },
    { "version", 0, 0, G_OPTION_ARG_INT, &options.version, N_ ("Only this version"), "N" },
    { "survey", 0, 0, G_OPTION_ARG_INT64, &options.survey, N_ ("Only this survey"), "N" },
    { "tier", 0, 0, G_OPTION_ARG_STRING, &options.tier, N_ ("Only clients of this tier"), "TIER" },
    { "staff", 0, 0, G_OPTION_ARG_STRING, &options.staff, N_ ("Only forms that they took"),
      "STAFF" },
    { "careful", 0, 0, G_OPTION_ARG_NONE, &options.careful,
      N_ ("Without forms that are too fast or say the same to everything"), NULL },
    { "forms", 0, 0, G_OPTION_ARG_STRING, &options.forms,
      N_ ("The forms behind a figure: KEY=CODE, KEY=blank, KEY=skipped, straight, fast, own or "
          "replaced"),
      "WHAT" },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 2, 2, &options.common))
    return CLT_EXIT_USAGE;
  return run (&options);
}
