/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-answer-rows.h"

#include <math.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

static char *
dup_number (double value, const char *none)
{
  return isnan (value) ? g_strdup (none) : g_strdup_printf ("%.2f", value);
}

/* ---- the questions ------------------------------------------------------------------------- */

static void
take_line (CltCellRows *rows,
           gint64 id,
           const char *text,
           gint64 n,
           double mean,
           const CltShare *top2,
           double nps)
{
  char *cells[CLT_N_ANSWER_LINES] = { 0 };

  cells[CLT_ANSWER_LINE_NUMBER] =
    id == 1 ? g_strdup ("") : g_strdup_printf ("%" G_GINT64_FORMAT, id - 1);
  cells[CLT_ANSWER_LINE_TEXT] = g_strdup (text);
  cells[CLT_ANSWER_LINE_N] = clt_count_format (n);
  cells[CLT_ANSWER_LINE_MEAN] = dup_number (mean, "–");
  cells[CLT_ANSWER_LINE_TOP2] = clt_percent_format (top2->of == 0 ? NAN : top2->value, 1);
  cells[CLT_ANSWER_LINE_NPS] = clt_score_format (nps);
  clt_cell_rows_take (rows, id, cells);
}

static gboolean
has_words (const CltQuestion *question, const char *words)
{
  return *words == '\0' || g_str_match_string (words, question->text, TRUE) ||
         strstr (question->text, words) != NULL || strstr (question->key, words) != NULL;
}

CltCellRows *
clt_answer_line_rows_new (const CltSurveyResult *result, const char *words)
{
  CltCellRows *rows = clt_cell_rows_new (CLT_N_ANSWER_LINES);
  const CltResultGroup *all = result->all;

  if (*words == '\0')
    take_line (rows, 1, _ ("All questions together"), all->responses->len,
               clt_sums_get_mean (&all->sums), &all->top2, all->nps == NULL ? NAN : all->nps->nps);
  for (guint i = 0; i < all->questions->len; i++)
    {
      const CltQuestionResult *question = all->questions->pdata[i];

      if (has_words (question->question, words))
        take_line (rows, i + 2, question->question->text, question->n,
                   clt_sums_get_mean (&question->sums), &question->top2, question->nps);
    }
  return rows;
}

/* ---- the answers to one question ----------------------------------------------------------- */

static void
target_free (gpointer data)
{
  CltAnswerTarget *target = data;

  g_clear_pointer (&target->ids, g_array_unref);
  g_free (target->label);
  g_free (target->share);
  g_free (target->interval);
  g_free (target);
}

static CltAnswerTarget *
add_target (GPtrArray *targets, const char *label, GArray *ids)
{
  CltAnswerTarget *target = g_new0 (CltAnswerTarget, 1);

  target->label = g_strdup (label);
  target->ids = ids == NULL ? NULL : g_array_ref (ids);
  g_ptr_array_add (targets, target);
  return target;
}

static void
set_share (CltAnswerTarget *target, const CltShare *share)
{
  g_autofree char *low = clt_percent_format (share->low, 1);
  g_autofree char *high = clt_percent_format (share->high, 1);

  if (share->of == 0)
    return;
  if (share->of < CLT_LEAST_FOR_SHARE)
    {
      target->share = clt_share_format (share);
      return;
    }
  target->share = clt_percent_format (share->value, 1);
  target->interval = g_strdup_printf (C_ ("listing", "%s – %s"), low, high);
}

/* What was not answered is a share of those to whom the question was put. */
static void
add_rest (GPtrArray *targets, const char *label, GArray *ids, gint64 asked)
{
  CltShare share;

  if (ids->len == 0)
    return;
  share = clt_share_new (ids->len, asked);
  set_share (add_target (targets, label, ids), &share);
}

static void
add_answers (GPtrArray *targets, const CltQuestionResult *question)
{
  for (guint i = 0; i < question->counts->len; i++)
    {
      const CltResultCount *count = question->counts->pdata[i];

      set_share (add_target (targets, count->label, count->responses), &count->share);
    }
  add_rest (targets, C_ ("results", "Blank"), question->blank, question->asked);
  add_rest (targets, C_ ("results", "Refused"), question->refused, question->asked);
  add_rest (targets, C_ ("results", "Don’t know"), question->unknown, question->asked);
  add_rest (targets, C_ ("results", "Skipped"), question->skipped, question->asked);
}

static void
add_overview (GPtrArray *targets, const CltSurveyResult *result)
{
  const CltResultGroup *all = result->all;

  add_target (targets, _ ("Answered forms"), all->responses);
  for (guint i = 0; i < all->dimensions->len; i++)
    {
      const CltDimensionResult *dimension = all->dimensions->pdata[i];
      g_autofree char *label =
        g_strdup_printf (_ ("%s (weight %d %%)"), dimension->name, dimension->weight);

      add_target (targets, label, NULL)->share = dup_number (dimension->score, "–");
    }
  add_rest (targets, _ ("Too fast"), all->fast, all->responses->len);
  add_rest (targets, _ ("One answer to everything"), all->straight, all->responses->len);
  add_rest (targets, _ ("Taken by staff of their own clients"), all->own, all->responses->len);
  if (result->replaced->len > 0)
    add_target (targets, _ ("Replaced by a later form of the same client"), result->replaced);
  for (guint i = 0; result->channels->len > 1 && i < result->channels->len; i++)
    {
      const CltResultCount *count = result->channels->pdata[i];

      set_share (add_target (targets, count->label, count->responses), &count->share);
    }
}

CltAnswerTargets *
clt_answer_targets_new (const CltSurveyResult *result, const CltQuestionResult *question)
{
  GPtrArray *targets = g_ptr_array_new_with_free_func (target_free);

  if (question == NULL)
    add_overview (targets, result);
  else
    add_answers (targets, question);
  return targets;
}

CltCellRows *
clt_answer_count_rows_new (const CltAnswerTargets *targets)
{
  CltCellRows *rows = clt_cell_rows_new (CLT_N_ANSWER_COUNTS);

  for (guint i = 0; i < targets->len; i++)
    {
      const CltAnswerTarget *target = targets->pdata[i];
      char *cells[CLT_N_ANSWER_COUNTS] = { 0 };

      cells[CLT_ANSWER_COUNT_LABEL] = g_strdup (target->label);
      cells[CLT_ANSWER_COUNT_FORMS] =
        target->ids == NULL ? g_strdup ("") : clt_count_format (target->ids->len);
      cells[CLT_ANSWER_COUNT_SHARE] = g_strdup (target->share == NULL ? "" : target->share);
      cells[CLT_ANSWER_COUNT_INTERVAL] =
        g_strdup (target->interval == NULL ? "" : target->interval);
      clt_cell_rows_take (rows, i + 1, cells);
    }
  return rows;
}

/* ---- groups -------------------------------------------------------------------------------- */

/* What stands for the group: the question, or all of them. */
static void
get_figures (const CltResultGroup *group, int index, double *mean, CltShare *top2, double *nps)
{
  const CltQuestionResult *question = index < 0 ? NULL : group->questions->pdata[index];
  const CltQuestionResult *recommends = question == NULL ? group->nps : question;

  *mean = clt_sums_get_mean (question == NULL ? &group->sums : &question->sums);
  *top2 = question == NULL ? group->top2 : question->top2;
  *nps = recommends == NULL || recommends->sums.n < CLT_LEAST_FOR_SHARE ? NAN : recommends->nps;
}

/* Too few people for a share, however many questions each of them answered. */
static gboolean
is_few (const CltResultGroup *group, const CltShare *share)
{
  return share->of < CLT_LEAST_FOR_SHARE || group->responses->len < CLT_LEAST_FOR_SHARE;
}

CltCellRows *
clt_answer_group_rows_new (const CltSurveyResult *result, int index)
{
  CltCellRows *rows = clt_cell_rows_new (CLT_N_ANSWER_GROUPS);

  for (guint i = 0; i < result->groups->len; i++)
    {
      const CltResultGroup *group = result->groups->pdata[i];
      char *cells[CLT_N_ANSWER_GROUPS] = { 0 };
      double mean, nps;
      CltShare top2;

      get_figures (group, index, &mean, &top2, &nps);
      cells[CLT_ANSWER_GROUP_LABEL] = g_strdup (group->label);
      cells[CLT_ANSWER_GROUP_FORMS] = clt_count_format (group->responses->len);
      cells[CLT_ANSWER_GROUP_MEAN] = dup_number (mean, "–");
      cells[CLT_ANSWER_GROUP_TOP2] = clt_share_format (&top2);
      cells[CLT_ANSWER_GROUP_NPS] = clt_score_format (nps);
      cells[CLT_ANSWER_GROUP_PLACE] =
        group->place == 0 ? g_strdup ("–") : g_strdup_printf ("%u", group->place);
      clt_cell_rows_take (rows, i + 1, cells);
    }
  return rows;
}

/* ---- words --------------------------------------------------------------------------------- */

CltCellRows *
clt_answer_word_rows_new (const GPtrArray *words)
{
  CltCellRows *rows = clt_cell_rows_new (CLT_N_ANSWER_WORDS);

  for (guint i = 0; i < words->len; i++)
    {
      const CltResponseWords *one = words->pdata[i];
      char *cells[CLT_N_ANSWER_WORDS] = { 0 };

      cells[CLT_ANSWER_WORD_TEXT] = clt_text_clean (one->text, -1);
      cells[CLT_ANSWER_WORD_TAGS] = g_strjoinv (" ", one->tags);
      clt_cell_rows_take (rows, i + 1, cells);
    }
  return rows;
}

/* ---- sentences ----------------------------------------------------------------------------- */

/* Takes @words. */
static char *
join (GPtrArray *words)
{
  char *text;

  g_ptr_array_add (words, NULL);
  text = g_strjoinv (" · ", (char **) words->pdata);
  g_ptr_array_unref (words);
  return text;
}

static void
add_share (GPtrArray *words, const char *name, const CltShare *share, double weighted)
{
  g_autofree char *value = clt_share_format (share);
  g_autofree char *other = clt_percent_format_tied (weighted, 1);

  if (share->of == 0)
    return;
  if (isnan (weighted))
    g_ptr_array_add (words, g_strdup_printf ("%s %s", name, value));
  else
    /* Translators: the name of a figure, its value, and its value weighted to the tiers. */
    g_ptr_array_add (words, g_strdup_printf (_ ("%s %s, weighted %s"), name, value, other));
}

char *
clt_answer_question_describe (const CltQuestionResult *question, const CltWeighted *weighted)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  add_share (words, _ ("Two best points"), &question->top2, weighted->top2);
  if (!isnan (question->nps))
    {
      g_autofree char *nps = clt_nps_format (question->nps, question->nps_margin);

      g_ptr_array_add (words, g_strdup_printf ("%s %s", _ ("NPS"), nps));
    }
  return join (words);
}

char *
clt_answer_overview_describe (const CltSurveyResult *result)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  const double mean = clt_sums_get_mean (&result->all->sums);

  if (!isnan (mean))
    g_ptr_array_add (words, g_strdup_printf (_ ("mean %.2f, s.d. %.2f"), mean,
                                             clt_sums_get_deviation (&result->all->sums)));
  add_share (words, _ ("Two best points"), &result->all->top2, result->overall.top2);
  if (!isnan (result->all->index))
    /* Translators: of 100. */
    g_ptr_array_add (words, g_strdup_printf (_ ("index %.1f"), result->all->index));
  return join (words);
}

/* ---- charts -------------------------------------------------------------------------------- */

typedef struct
{
  GPtrArray *labels;
  GArray *values;
} Bars;

static Bars
bars_new (void)
{
  return (Bars){ g_ptr_array_new_with_free_func (g_free),
                 g_array_new (FALSE, FALSE, sizeof (double)) };
}

static void
add_bar (Bars *bars, const char *label, double value)
{
  g_ptr_array_add (bars->labels, g_strdup (label));
  g_array_append_val (bars->values, value);
}

/* (transfer full) (nullable): NULL of no bars, which go. */
static CltChart *
bars_finish (Bars *bars, CltChartUnit unit, const char *title)
{
  CltChart *chart = NULL;

  if (bars->labels->len > 0)
    {
      chart = clt_chart_new (CLT_CHART_BARS, unit, title);
      clt_chart_set_labels (chart, (const char *const *) bars->labels->pdata, bars->labels->len);
      clt_chart_add_series (chart, title, (const double *) bars->values->data, bars->values->len,
                            NULL, FALSE);
    }
  g_ptr_array_unref (bars->labels);
  g_array_unref (bars->values);
  return chart;
}

CltChart *
clt_answer_overview_chart_new (const CltSurveyResult *result)
{
  Bars bars = bars_new ();
  const CltResultGroup *all = result->all;

  for (guint i = 0; i < all->dimensions->len; i++)
    {
      const CltDimensionResult *dimension = all->dimensions->pdata[i];

      if (!isnan (dimension->score))
        add_bar (&bars, dimension->name, dimension->score);
    }
  if (bars.labels->len > 0)
    return bars_finish (&bars, CLT_UNIT_COUNT, _ ("Satisfaction by dimension, of 100"));
  for (guint i = 0; i < all->questions->len; i++)
    {
      const CltQuestionResult *question = all->questions->pdata[i];
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      if (!is_few (all, &question->top2))
        add_bar (&bars, number, question->top2.value);
    }
  return bars_finish (&bars, CLT_UNIT_RATIO, _ ("Two best points by question"));
}

CltChart *
clt_answer_group_chart_new (const CltSurveyResult *result, int index)
{
  Bars bars = bars_new ();

  for (guint i = 0; i < result->groups->len; i++)
    {
      const CltResultGroup *group = result->groups->pdata[i];
      double mean, nps;
      CltShare top2;

      get_figures (group, index, &mean, &top2, &nps);
      if (!is_few (group, &top2))
        add_bar (&bars, group->label, top2.value);
    }
  return bars_finish (&bars, CLT_UNIT_RATIO, _ ("Two best points"));
}
