/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include <inttypes.h>
#include <math.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/calls/clt-callback.h"
#include "core/people/clt-staff.h"
#include "core/report/clt-export-survey.h"
#include "core/surveys/clt-survey.h"

/* survey FILE …: a questionnaire put to an audience, from the draw to how far it is. */

typedef struct
{
  CltCliCommon common;
  const char *filter, *channel, *from, *to, *owner, *note, *tier, *reason;
  gint64 seed;
  double share;
  gboolean all, notify;
  gint64 id; /* of the survey at hand */
} Options;

static gboolean
read_id (Options *options, GError **error)
{
  const char *text = options->common.args[2];
  guint64 id;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &id, NULL))
    return clt_store_refuse (error, _ ("“%s” is no number of a survey."), text);
  options->id = (gint64) id;
  return TRUE;
}

/* ---- list ---------------------------------------------------------------------------------- */

static void
build_survey (JsonBuilder *json, gconstpointer row)
{
  const CltSurvey *survey = row;

  clt_cli_add_int (json, "survey", survey->id);
  clt_cli_add_string (json, "name", survey->name);
  clt_cli_add_string (json, "questionnaire", survey->questionnaire);
  clt_cli_add_string (json, "channel", survey->channel);
  clt_cli_add_string (json, "state", clt_survey_state_get_name (survey->state));
  clt_cli_add_day (json, "from", survey->from);
  clt_cli_add_day (json, "to", survey->to);
  clt_cli_add_string (json, "audience", survey->audience);
  json_builder_set_member_name (json, "seed");
  if (survey->seed == CLT_SURVEY_NO_SEED)
    json_builder_add_null_value (json);
  else
    json_builder_add_int_value (json, survey->seed);
  clt_cli_add_day (json, "drawn", survey->drawn);
}

static void
print_survey (gconstpointer row)
{
  const CltSurvey *survey = row;
  g_autofree char *name = clt_cli_pad (survey->name, 28);

  clt_cli_print ("%" PRIi64 "  %s  %s  %d–%d  %s", survey->id, name, survey->questionnaire,
                 clt_day_to_yyyymmdd (survey->from), clt_day_to_yyyymmdd (survey->to),
                 clt_survey_state_get_label (survey->state));
}

static gboolean
list (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  g_autoptr (GPtrArray) surveys = clt_survey_list (conn, error);

  if (surveys == NULL)
    return FALSE;
  clt_cli_print_rows (&options->common, surveys, build_survey, print_survey);
  return TRUE;
}

/* ---- new, draw, open, close ---------------------------------------------------------------- */

/* Four weeks from today unless the days are given. */
static gboolean
read_days (const Options *options, CltConn *conn, CltSurvey *survey, GError **error)
{
  survey->from = clt_action_get_day (conn);
  if (options->from != NULL && !clt_day_parse (options->from, &survey->from))
    return clt_store_refuse (error, _ ("“%s” is not a date (write 20261118)."), options->from);
  survey->to = survey->from + 27;
  if (options->to != NULL && !clt_day_parse (options->to, &survey->to))
    return clt_store_refuse (error, _ ("“%s” is not a date (write 20261118)."), options->to);
  return TRUE;
}

static gboolean
create (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  const gint64 questionnaire = clt_questionnaire_find (conn, options->common.args[3], error);
  g_autoptr (CltSurvey) survey = NULL;
  gint64 version, known;

  if (questionnaire == 0 ||
      (version = clt_questionnaire_get_version (conn, questionnaire, error)) == 0)
    return FALSE;
  survey = clt_survey_new (options->common.args[2], version,
                           options->channel == NULL ? "phone" : options->channel);
  if (!clt_conn_get_int (conn, &known, 0, error, "SELECT count(*) FROM channel WHERE key = ?", "t",
                         survey->channel))
    return FALSE;
  if (known == 0)
    return clt_store_refuse (error, _ ("There is no channel “%s”. Nothing was changed."),
                             survey->channel);
  if (options->filter != NULL)
    clt_set_str (&survey->audience, options->filter);
  if (options->note != NULL)
    clt_set_str (&survey->note, options->note);
  if (options->owner != NULL &&
      (survey->owner_id = clt_staff_find (conn, options->owner, error)) == 0)
    return FALSE;
  if (!read_days (options, conn, survey, error) || !clt_survey_save (conn, survey, error))
    return FALSE;
  options->common.made = survey->id;
  return TRUE;
}

/* Without a seed one is thrown, and kept. */
static gboolean
draw (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  const gint64 seed = options->all         ? CLT_SURVEY_NO_SEED
                      : options->seed >= 0 ? options->seed
                                           : (gint64) g_random_int ();
  const gint64 ppm = options->share < 0 ? -1 : (gint64) llround (options->share * 1000000);

  return read_id (options, error) && clt_survey_draw (conn, options->id, seed, ppm, error);
}

static gboolean
open_survey (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;

  gint64 n;

  return read_id (options, error) && clt_callback_open_survey (conn, options->id, &n, error);
}

static gboolean
close_survey (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;

  gint64 n;

  return read_id (options, error) && clt_callback_close_survey (conn, options->id, &n, error);
}

static gboolean
set_quota (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  const char *text = options->common.args[3];
  CltTier tier = CLT_TIER_UNRATED;
  guint64 places = 0;
  const gboolean none = g_str_equal (text, "none");

  if (!read_id (options, error))
    return FALSE;
  if (!none && !g_ascii_string_to_unsigned (text, 10, 0, 1000000, &places, NULL))
    return clt_store_refuse (error, _ ("“%s” is no number of places."), text);
  if (options->tier != NULL && !clt_tier_from_name (options->tier, &tier))
    return clt_store_refuse (error, _ ("“%s” is no tier."), options->tier);
  return clt_survey_set_quota (conn, options->id, options->tier == NULL ? -1 : (int) tier,
                               options->channel == NULL ? "" : options->channel,
                               none ? -1 : (gint64) places, !options->notify, error);
}

/* ---- members ------------------------------------------------------------------------------- */

static void
build_member (JsonBuilder *json, gconstpointer row)
{
  const CltSurveyMember *member = row;

  clt_cli_add_string (json, "account", member->account);
  clt_cli_add_string (json, "name", member->name);
  clt_cli_add_string (json, "tier", clt_tier_get_name (member->tier));
  clt_cli_add_string (json, "excluded", member->excluded);
}

static void
print_member (gconstpointer row)
{
  const CltSurveyMember *member = row;

  clt_cli_print ("%s  %s  %s  %s", member->account, member->name, clt_tier_get_label (member->tier),
                 clt_survey_reason_get_label (member->excluded));
}

static gboolean
list_members (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  g_autoptr (GPtrArray) members = NULL;

  if (!read_id (options, error))
    return FALSE;
  members =
    clt_survey_list_members (conn, options->id, options->all ? "*" : options->reason, error);
  if (members == NULL)
    return FALSE;
  clt_cli_print_rows (&options->common, members, build_member, print_member);
  return TRUE;
}

/* ---- coverage ------------------------------------------------------------------------------ */

static void
build_stratum (JsonBuilder *json, const CltSurveyStratum *stratum)
{
  clt_cli_add_int (json, "population", stratum->population);
  clt_cli_add_int (json, "wanted", stratum->wanted);
  clt_cli_add_int (json, "complete", stratum->complete);
  clt_cli_add_int (json, "broken", stratum->broken);
  clt_cli_add_double (json, "coverage", stratum->coverage.value);
  clt_cli_add_double (json, "low", stratum->coverage.low);
  clt_cli_add_double (json, "high", stratum->coverage.high);
}

static void
build_tiers (JsonBuilder *json, const CltSurveyCoverage *coverage)
{
  json_builder_set_member_name (json, "tiers");
  json_builder_begin_object (json);
  for (guint i = 0; i < CLT_N_TIERS; i++)
    {
      json_builder_set_member_name (json, clt_tier_get_name (clt_tier_order[i]));
      json_builder_begin_object (json);
      build_stratum (json, &coverage->tiers[clt_tier_order[i]]);
      json_builder_end_object (json);
    }
  json_builder_end_object (json);
}

static void
build_excluded (JsonBuilder *json, const CltSurveyCoverage *coverage)
{
  static const char *const reasons[] = { "closed", "dormant", "refused", "recent", "not-drawn" };

  json_builder_set_member_name (json, "excluded");
  json_builder_begin_object (json);
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    clt_cli_add_int (json, reasons[i],
                     GPOINTER_TO_UINT (g_hash_table_lookup (coverage->excluded, reasons[i])));
  json_builder_end_object (json);
}

static void
build_quota (JsonBuilder *json, gconstpointer row)
{
  const CltSurveyQuota *quota = row;

  clt_cli_add_string (json, "tier",
                      quota->tier < 0 ? "" : clt_tier_get_name ((CltTier) quota->tier));
  clt_cli_add_string (json, "channel", quota->channel);
  clt_cli_add_int (json, "places", quota->places);
  clt_cli_add_int (json, "taken", quota->taken);
  clt_cli_add_bool (json, "stops", quota->stops);
}

static void
build_quotas (JsonBuilder *json, const GPtrArray *quotas)
{
  clt_cli_add_rows (json, "quotas", quotas, build_quota);
}

static void
print_coverage_json (const CltSurveyCoverage *coverage, const GPtrArray *quotas)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  build_stratum (json, &coverage->all);
  build_tiers (json, coverage);
  build_excluded (json, coverage);
  build_quotas (json, quotas);
  clt_cli_add_int (json, "days_left", coverage->days_left);
  clt_cli_add_int (json, "workdays_left", coverage->workdays_left);
  clt_cli_add_double (json, "a_day", coverage->a_day);
  json_builder_end_object (json);
  clt_cli_print_json (json);
}

static void
print_stratum (const char *name, const CltSurveyStratum *stratum)
{
  g_autofree char *label = clt_cli_pad (name, 12);
  g_autofree char *value = clt_percent_format (stratum->coverage.value, 1);

  /* Translators: a tier; counts of clients; a share. */
  clt_cli_print (_ ("%s  %" PRIi64 " there, %" PRIi64 " wanted, %" PRIi64 " complete (%s)"), label,
                 stratum->population, stratum->wanted, stratum->complete, value);
}

static void
print_coverage (const CltSurveyCoverage *coverage, const GPtrArray *quotas)
{
  GHashTableIter iter;
  gpointer reason, n;

  for (guint i = 0; i < CLT_N_TIERS; i++)
    print_stratum (clt_tier_get_label (clt_tier_order[i]), &coverage->tiers[clt_tier_order[i]]);
  print_stratum (_ ("All"), &coverage->all);
  g_hash_table_iter_init (&iter, coverage->excluded);
  while (g_hash_table_iter_next (&iter, &reason, &n))
    clt_cli_print ("%s: %u", clt_survey_reason_get_label (reason), GPOINTER_TO_UINT (n));
  for (guint i = 0; i < quotas->len; i++)
    {
      const CltSurveyQuota *quota = quotas->pdata[i];

      /* Translators: a tier and a channel, either may be empty; counts. */
      clt_cli_print (_ ("Quota %s %s: %" PRIi64 " of %" PRIi64),
                     quota->tier < 0 ? "" : clt_tier_get_label ((CltTier) quota->tier),
                     quota->channel, quota->taken, quota->places);
    }
  if (isnan (coverage->a_day))
    clt_cli_print ("%s", _ ("No working day is left."));
  else
    /* Translators: counts of days, and answers a day. */
    clt_cli_print (_ ("%d days left, %d of them working days: %.1f a day"), coverage->days_left,
                   coverage->workdays_left, coverage->a_day);
}

static gboolean
show_coverage (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  g_autoptr (CltSurveyCoverage) coverage = NULL;
  g_autoptr (GPtrArray) quotas = NULL;

  if (!read_id (options, error) ||
      (coverage = clt_survey_get_coverage (conn, options->id, clt_today (), error)) == NULL ||
      (quotas = clt_survey_list_quotas (conn, options->id, error)) == NULL)
    return FALSE;
  if (options->common.json)
    print_coverage_json (coverage, quotas);
  else
    print_coverage (coverage, quotas);
  return TRUE;
}

/* ---- export -------------------------------------------------------------------------------- */

static gboolean
export_survey (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  const CltExportOptions wanted = { .path = options->common.args[3],
                                    .who = options->common.who,
                                    .purpose = "" };

  if (!read_id (options, error) ||
      !clt_export_survey_members (conn, options->id, &wanted, NULL, error))
    return FALSE;
  clt_cli_print ("%s", options->common.args[3]);
  return TRUE;
}

static const CltCliVerb verbs[] = {
  { "list", 0, 0, NULL, list },
  { "new", 2, 2, "survey.create", create, .makes = "survey" },
  { "draw", 1, 1, "survey.draw", draw },
  { "members", 1, 1, NULL, list_members },
  { "open", 1, 1, "survey.open", open_survey },
  { "close", 1, 1, "survey.close", close_survey },
  { "quota", 2, 2, "survey.quota", set_quota },
  { "coverage", 1, 1, NULL, show_coverage },
  { "export", 2, 2, NULL, export_survey, NULL, TRUE },
  { NULL },
};

int
clt_cmd_survey (int argc, char **argv)
{
  Options options = { .seed = -1, .share = -1 };
  const GOptionEntry entries[] = {
    { "filter", 0, 0, G_OPTION_ARG_STRING, &options.filter, N_ ("Only clients who match"),
      "EXPRESSION" },
    { "channel", 0, 0, G_OPTION_ARG_STRING, &options.channel, N_ ("Channel"), "CHANNEL" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, N_ ("First day"), "DATE" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, N_ ("Last day"), "DATE" },
    { "owner", 0, 0, G_OPTION_ARG_STRING, &options.owner, N_ ("Who looks after it"), "STAFF" },
    { "note", 0, 0, G_OPTION_ARG_STRING, &options.note, N_ ("Note"), "TEXT" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &options.seed, N_ ("Seed of the sample"), "N" },
    { "share", 0, 0, G_OPTION_ARG_DOUBLE, &options.share, N_ ("Share of the sample, as 0.1"),
      "SHARE" },
    { "all", 0, 0, G_OPTION_ARG_NONE, &options.all,
      N_ ("No sample: everybody who is not left out; all members"), NULL },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, N_ ("Members who are left out for it"),
      "REASON" },
    { "tier", 0, 0, G_OPTION_ARG_STRING, &options.tier, N_ ("Tier of the quota"), "TIER" },
    { "notify", 0, 0, G_OPTION_ARG_NONE, &options.notify, N_ ("A full quota only says so"), NULL },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 1, 5, &options.common))
    return CLT_EXIT_USAGE;
  return clt_cli_run_verb (&options.common, verbs, &options);
}
