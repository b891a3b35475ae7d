/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-product.h"
#include "core/people/clt-staff.h"
#include "core/surveys/clt-survey-result.h"
#include "core/surveys/clt-survey.h"

/* Results as people read them. */

const char *
clt_result_by_get_label (CltResultBy by)
{
  static const char *const labels[] = {
    [CLT_RESULT_BY_NOTHING] = NC_ ("result", "All"),
    [CLT_RESULT_BY_TIER] = NC_ ("result", "By tier"),
    [CLT_RESULT_BY_STAFF] = NC_ ("result", "By staff"),
    [CLT_RESULT_BY_CHANNEL] = NC_ ("result", "By channel"),
    [CLT_RESULT_BY_VERSION] = NC_ ("result", "By version"),
    [CLT_RESULT_BY_MONTH] = NC_ ("result", "By month"),
  };

  return g_dpgettext2 (GETTEXT_PACKAGE, "result", labels[by]);
}

char *
clt_share_format (const CltShare *share)
{
  g_autofree char *value = NULL, *low = NULL, *high = NULL;

  if (share->of == 0)
    return g_strdup ("–");
  if (share->of < CLT_LEAST_FOR_SHARE)
    /* Translators: so many of so many. */
    return g_strdup_printf (_ ("%d of %d"), (int) share->n, (int) share->of);
  value = clt_percent_format_tied (share->value, 1);
  low = clt_percent_format_tied (share->low, 1);
  high = clt_percent_format_tied (share->high, 1);
  /* Translators: a share and the ends of its interval. */
  return g_strdup_printf (_ ("%s (%s – %s)"), value, low, high);
}

char *
clt_score_format (double score)
{
  /* nothing has no sign */
  if (isnan (score) || fabs (score) < 0.05)
    return g_strdup (isnan (score) ? "–" : "0.0");
  return g_strdup_printf ("%s%.1f", score < 0 ? "−" : "+", fabs (score));
}

char *
clt_nps_format (double nps, double margin)
{
  g_autofree char *score = clt_score_format (nps);

  if (isnan (nps))
    return g_steal_pointer (&score);
  /* Translators: a net promoter score and its margin, in points. */
  return g_strdup_printf (_ ("%s ± %.1f"), score, margin);
}

/* Takes @words. */
static char *
join (GPtrArray *words)
{
  char *text;

  g_ptr_array_add (words, NULL);
  /* Translators: stands between the parts of a list. */
  text = g_strjoinv (C_ ("list of conditions", ", "), (char **) words->pdata);
  g_ptr_array_unref (words);
  return text;
}

char *
clt_question_result_describe (const CltQuestionResult *result)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  const double mean = clt_sums_get_mean (&result->sums);

  g_ptr_array_add (words, g_strdup_printf (_ ("%d answered"), (int) result->n));
  if (result->blank->len > 0)
    g_ptr_array_add (words, g_strdup_printf (_ ("%u blank"), result->blank->len));
  if (result->refused->len > 0)
    g_ptr_array_add (words, g_strdup_printf (_ ("%u refused"), result->refused->len));
  if (result->unknown->len > 0)
    g_ptr_array_add (words, g_strdup_printf (_ ("%u don’t know"), result->unknown->len));
  if (result->skipped->len > 0)
    g_ptr_array_add (words, g_strdup_printf (_ ("%u skipped"), result->skipped->len));
  if (!isnan (mean))
    /* Translators: a mean and its standard deviation. */
    g_ptr_array_add (words, g_strdup_printf (_ ("mean %.2f, s.d. %.2f"), mean,
                                             clt_sums_get_deviation (&result->sums)));
  return join (words);
}

/* ---- which forms --------------------------------------------------------------------------- */

static void
add_version (GPtrArray *words, const CltResultQuery *query, const CltSurveyResult *result)
{
  if (query->version_id == 0)
    g_ptr_array_add (words, g_strdup (_ ("all versions")));
  else
    g_ptr_array_add (words, g_strdup_printf (_ ("version %d"),
                                             ((CltForm *) result->forms->pdata[0])->number));
}

static void
add_period (GPtrArray *words, const CltResultQuery *query)
{
  g_autofree char *from = clt_day_format (query->from);
  g_autofree char *to = clt_day_format (query->to);

  if (query->from != CLT_DAY_NONE && query->to != CLT_DAY_NONE)
    /* Translators: two days. */
    g_ptr_array_add (words, g_strdup_printf (C_ ("listing", "%s – %s"), from, to));
  else if (query->from != CLT_DAY_NONE)
    g_ptr_array_add (words, g_strdup_printf (_ ("from %s on"), from));
  else if (query->to != CLT_DAY_NONE)
    g_ptr_array_add (words, g_strdup_printf (_ ("up to %s"), to));
}

static void
add_tiers (GPtrArray *words, guint tiers)
{
  for (guint i = 0; tiers != 0 && i < CLT_N_TIERS; i++)
    if ((tiers & (1u << i)) != 0)
      g_ptr_array_add (words, g_strdup (clt_tier_get_label ((CltTier) i)));
}

char *
clt_result_query_describe (CltConn *conn,
                           const CltResultQuery *query,
                           const CltSurveyResult *result,
                           GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  add_version (words, query, result);
  add_period (words, query);
  if (query->survey_id != 0)
    {
      g_autoptr (CltSurvey) survey = clt_survey_load (conn, query->survey_id, error);

      if (survey == NULL)
        return NULL;
      g_ptr_array_add (words, g_strdup (survey->name));
    }
  g_ptr_array_add (words,
                   g_strdup (*result->channel == '\0' ? _ ("all channels")
                                                      : clt_channel_get_label (result->channel)));
  add_tiers (words, query->tiers);
  if (query->staff_id != 0)
    {
      g_autoptr (CltStaff) staff = clt_staff_load (conn, query->staff_id, error);

      if (staff == NULL)
        return NULL;
      g_ptr_array_add (words, g_strdup (staff->name));
    }
  if (query->careful)
    g_ptr_array_add (words, g_strdup (_ ("without careless forms")));
  return join (g_steal_pointer (&words));
}
