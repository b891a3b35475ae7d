/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/report/clt-export-results.h"
#include "core/report/clt-paper-private.h"

/* Results on paper: the figures, then every question with its chart. */

#define CHART_HEIGHT 150.0
#define MAX_BARS 12 /* more are told as text */
#define MAX_ROWS 20

CltChart *
clt_result_chart_new (const CltQuestionResult *result)
{
  const guint n = result->counts->len;
  g_autofree const char **labels = g_new0 (const char *, n + 1);
  g_autofree double *values = g_new0 (double, n + 1);
  CltChart *chart;

  if (n == 0)
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      const CltResultCount *count = result->counts->pdata[i];

      labels[i] = count->label;
      values[i] = count->responses->len;
    }
  chart = clt_chart_new (CLT_CHART_BARS, CLT_UNIT_COUNT, _ ("Forms by answer"));
  clt_chart_set_labels (chart, labels, n);
  clt_chart_add_series (chart, C_ ("results", "Forms"), values, n, NULL, FALSE);
  return chart;
}

/* ---- figures ------------------------------------------------------------------------------- */

static void
add_share (CltLetter *letter, const char *name, const CltShare *share, double weighted)
{
  g_autofree char *value = clt_share_format (share);
  g_autofree char *other = clt_percent_format_tied (weighted, 1);
  g_autofree char *both = NULL;

  if (share->of == 0)
    return;
  /* Translators: a share with its interval, how many cases, the share weighted to the tiers. */
  both = g_strdup_printf (_ ("%s, n = %d, weighted %s"), value, (int) share->of, other);
  clt_letter_add_row (letter, name, both);
}

static void
add_number (CltLetter *letter, const char *name, double value)
{
  g_autofree char *text = g_strdup_printf ("%.2f", value);

  if (!isnan (value))
    clt_letter_add_row (letter, name, text);
}

static void
add_count (CltLetter *letter, const char *name, gint64 count)
{
  g_autofree char *text = clt_count_format (count);

  clt_letter_add_row (letter, name, text);
}

static void
add_nps (CltLetter *letter, const CltQuestionResult *result)
{
  g_autofree char *text = clt_nps_format (result->nps, result->nps_margin);

  if (!isnan (result->nps))
    clt_letter_add_row (letter, _ ("NPS"), text);
}

static void
add_head (CltLetter *letter, const CltSurveyResult *result)
{
  const CltResultGroup *all = result->all;
  g_autofree char *rate = clt_share_format (&result->rate);

  add_count (letter, _ ("Answered forms"), all->responses->len);
  if (result->rate.of > 0)
    clt_letter_add_row (letter, _ ("Response rate"), rate);
  add_share (letter, _ ("CSAT (4 and 5)"), &all->csat, result->overall.csat);
  add_share (letter, _ ("Two best points"), &all->top2, result->overall.top2);
  if (all->nps != NULL)
    add_nps (letter, all->nps);
  add_number (letter, _ ("Mean"), clt_sums_get_mean (&all->sums));
  add_number (letter, _ ("Index (0–100)"), all->index);
  for (guint i = 0; i < all->dimensions->len; i++)
    {
      const CltDimensionResult *dimension = all->dimensions->pdata[i];

      add_number (letter, dimension->name, dimension->score);
    }
  add_count (letter, _ ("Too fast"), all->fast->len);
  add_count (letter, _ ("One answer to everything"), all->straight->len);
}

static void
add_groups (CltLetter *letter, const CltResultQuery *query, const CltSurveyResult *result)
{
  if (result->groups->len == 0)
    return;
  clt_letter_add_heading (letter, clt_result_by_get_label (query->by));
  for (guint i = 0; i < result->groups->len; i++)
    {
      const CltResultGroup *group = result->groups->pdata[i];
      g_autofree char *top2 = clt_share_format (&group->top2);
      g_autofree char *text = NULL;

      /* Translators: how many forms, and the share of the two best points with its interval. */
      text = g_strdup_printf (_ ("%u forms, two best points %s"), group->responses->len, top2);
      clt_letter_add_row (letter, group->label, text);
    }
}

/* ---- questions ----------------------------------------------------------------------------- */

static void
add_answer (CltLetter *letter, const CltResultCount *count)
{
  g_autofree char *share = clt_share_format (&count->share);
  /* Translators: how many forms, and what share of them. */
  g_autofree char *text = g_strdup_printf (C_ ("results", "%u, %s"), count->responses->len, share);

  clt_letter_add_row (letter, count->label, text);
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const CltResultCount *left = *(CltResultCount *const *) a, *right = *(CltResultCount *const *) b;

  return (int) right->responses->len - (int) left->responses->len;
}

/* All of a few; of many those given most. */
static void
add_counts (CltLetter *letter, const CltQuestionResult *result)
{
  const guint n = result->counts->len;
  g_autoptr (GPtrArray) counts = g_ptr_array_sized_new (n);

  g_ptr_array_extend (counts, result->counts, NULL, NULL);
  if (n > MAX_ROWS)
    g_ptr_array_sort (counts, compare_counts);
  for (guint i = 0; i < MIN (n, MAX_ROWS); i++)
    add_answer (letter, counts->pdata[i]);
  if (n > MAX_ROWS)
    {
      g_autofree char *rest =
        g_strdup_printf (ngettext ("%u other answer", "%u other answers", n - MAX_ROWS),
                         n - MAX_ROWS);

      clt_letter_add_note (letter, rest);
    }
}

static void
add_question (CltLetter *letter, const CltQuestionResult *result, guint number)
{
  g_autofree char *heading = g_strdup_printf ("%u. %s", number, result->question->text);
  g_autofree char *note = clt_question_result_describe (result);
  g_autoptr (CltChart) chart = clt_result_chart_new (result);

  clt_letter_add_heading (letter, heading);
  /* the heading stays with what follows it: the chart */
  if (chart != NULL && result->counts->len <= MAX_BARS && result->n > 0)
    clt_letter_add_chart (letter, chart, CHART_HEIGHT);
  clt_letter_add_note (letter, note);
  add_counts (letter, result);
}

CltPaper *
clt_paper_new_results (CltConn *conn,
                       const CltResultQuery *query,
                       const CltExportOptions *options,
                       GError **error)
{
  g_autoptr (CltQuestionnaire) questionnaire =
    clt_questionnaire_load (conn, query->questionnaire_id, error);
  g_autoptr (CltSurveyResult) result =
    questionnaire == NULL ? NULL : clt_survey_result_load (conn, query, error);
  g_autofree char *description =
    result == NULL ? NULL : clt_result_query_describe (conn, query, result, error);
  g_autofree char *branch = NULL;
  CltLetter *letter;

  if (description == NULL)
    return NULL;
  branch = clt_export_dup_branch (conn);
  letter = clt_letter_new (branch);
  clt_letter_add_title (letter, questionnaire->name);
  clt_letter_add_note (letter, description);
  add_head (letter, result);
  add_groups (letter, query, result);
  for (guint i = 0; i < result->all->questions->len; i++)
    add_question (letter, result->all->questions->pdata[i], i + 1);
  return clt_paper_new_letter (CLT_LETTER_RESULTS, letter, conn, g_strdup (questionnaire->name),
                               g_steal_pointer (&description), options);
}
