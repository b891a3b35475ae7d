/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "core/surveys/clt-survey-result-private.h"

/* What a group of forms says. */

static GArray *
ids_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (gint64));
}

void
clt_result_count_free (CltResultCount *count)
{
  g_free (count->code);
  g_free (count->label);
  g_array_unref (count->responses);
  g_free (count);
}

static void
question_free (gpointer data)
{
  CltQuestionResult *result = data;

  g_array_unref (result->blank);
  g_array_unref (result->refused);
  g_array_unref (result->unknown);
  g_array_unref (result->skipped);
  g_ptr_array_unref (result->counts);
  g_free (result);
}

static void
dimension_free (gpointer data)
{
  CltDimensionResult *dimension = data;

  g_free (dimension->name);
  g_free (dimension);
}

void
clt_result_group_free (CltResultGroup *group)
{
  g_free (group->key);
  g_free (group->label);
  g_array_unref (group->responses);
  g_ptr_array_unref (group->questions);
  g_ptr_array_unref (group->dimensions);
  g_array_unref (group->straight);
  g_array_unref (group->fast);
  g_array_unref (group->own);
  g_free (group);
}

const CltQuestionResult *
clt_result_group_find (const CltResultGroup *group, const char *key)
{
  for (guint i = 0; i < group->questions->len; i++)
    {
      const CltQuestionResult *result = group->questions->pdata[i];

      if (g_str_equal (result->question->key, key))
        return result;
    }
  return NULL;
}

const CltResultCount *
clt_question_result_find (const CltQuestionResult *result, const char *code)
{
  for (guint i = 0; i < result->counts->len; i++)
    {
      const CltResultCount *count = result->counts->pdata[i];

      if (g_str_equal (count->code, code))
        return count;
    }
  return NULL;
}

/* ---- counting ------------------------------------------------------------------------------ */

/* Of one question, beside its result. */
typedef struct
{
  gboolean rated, main; /* has points; on the scale that most questions have */
  int low, high;
  gint64 top2, csat, promoters, detractors;
  char state; /* of the form at hand: 0 blank, 'v', 'r', 'u', 's' left out */
} Tally;

/* The scale that most ratings have; of two the one that stands first. */
static void
choose_scale (Tally *tallies, guint n)
{
  guint best = 0, best_index = 0;

  for (guint i = 0; i < n; i++)
    {
      guint same = 0;

      for (guint j = 0; tallies[i].rated && j < n; j++)
        same += tallies[j].rated && tallies[j].low == tallies[i].low &&
                tallies[j].high == tallies[i].high;
      if (same > best)
        {
          best = same;
          best_index = i;
        }
    }
  for (guint i = 0; best > 0 && i < n; i++)
    tallies[i].main = tallies[i].rated && tallies[i].low == tallies[best_index].low &&
                      tallies[i].high == tallies[best_index].high;
}

static CltQuestionResult *
start_question (const CltResultColumn *column, Tally *tally)
{
  CltQuestionResult *result = g_new0 (CltQuestionResult, 1);

  result->question = column->question;
  result->blank = ids_new ();
  result->refused = ids_new ();
  result->unknown = ids_new ();
  result->skipped = ids_new ();
  result->counts = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_result_count_free);
  for (guint i = 0; i < column->codes->len; i++)
    {
      CltResultCount *count = g_new0 (CltResultCount, 1);

      count->code = g_strdup (column->codes->pdata[i]);
      count->label = g_strdup (column->labels->pdata[i]);
      count->responses = ids_new ();
      g_ptr_array_add (result->counts, count);
    }
  tally->rated = clt_question_get_scale (column->question, &tally->low, &tally->high) &&
                 column->question->type == CLT_QUESTION_RATING;
  return result;
}

/* @value as a good one is high. */
static double
turn (const CltQuestion *question, const Tally *tally, double value)
{
  return question->reverse ? tally->low + tally->high - value : value;
}

static void
count_points (CltQuestionResult *result, Tally *tally, double value)
{
  const double good = turn (result->question, tally, value);

  clt_sums_add (&result->sums, value);
  if (!tally->rated && result->question->type != CLT_QUESTION_NPS)
    return;
  tally->top2 += good >= tally->high - 1;
  tally->csat += good >= 4;
  tally->promoters += good >= 9;
  tally->detractors += good <= 6;
}

static void
count_said (CltResultGroup *group, Tally *tallies, const CltResultFilled *filled)
{
  for (guint i = 0; i < filled->said->len; i++)
    {
      const CltResultSaid *said = &g_array_index (filled->said, CltResultSaid, i);
      CltQuestionResult *result = group->questions->pdata[said->column];
      Tally *tally = &tallies[said->column];

      if (said->mark == 0)
        tally->state = 'v';
      else if (said->mark != 't')
        tally->state = said->mark;
      if (said->place >= 0)
        {
          CltResultCount *count = result->counts->pdata[said->place];

          g_array_append_val (count->responses, filled->id);
        }
      if (!isnan (said->number))
        count_points (result, tally, said->number);
    }
  /* what was answered all the same is an answer */
  for (guint i = 0; filled->skipped != NULL && i < filled->skipped->len; i++)
    {
      Tally *tally = &tallies[g_array_index (filled->skipped, guint, i)];

      if (tally->state == 0)
        tally->state = 's';
    }
}

static void
count_states (const CltSurveyResultData *data,
              CltResultGroup *group,
              Tally *tallies,
              const CltResultFilled *filled)
{
  for (guint i = 0; i < group->questions->len; i++)
    {
      CltQuestionResult *result = group->questions->pdata[i];
      const CltResultColumn *column = data->columns->pdata[i];

      if (!column->in_form[filled->form])
        continue;
      result->asked++;
      if (tallies[i].state == 'v')
        result->n++;
      else
        g_array_append_val (tallies[i].state == 'r'   ? result->refused
                            : tallies[i].state == 'u' ? result->unknown
                            : tallies[i].state == 's' ? result->skipped
                                                      : result->blank,
                            filled->id);
      tallies[i].state = 0;
    }
}

/* The same answer to all questions of the common scale, as it was ticked. */
static void
look_at_form (const CltSurveyResultData *data,
              CltResultGroup *group,
              const Tally *tallies,
              const CltResultFilled *filled)
{
  double first = NAN;
  int n = 0;
  gboolean same = TRUE;

  for (guint i = 0; i < filled->said->len; i++)
    {
      const CltResultSaid *said = &g_array_index (filled->said, CltResultSaid, i);

      if (isnan (said->number) || !tallies[said->column].main)
        continue;
      if (n++ == 0)
        first = said->number;
      same = same && said->number == first;
    }
  if (same && n >= data->straight_items)
    g_array_append_val (group->straight, filled->id);
  if (filled->pace < data->fast_seconds)
    g_array_append_val (group->fast, filled->id);
  if (filled->own)
    g_array_append_val (group->own, filled->id);
}

/* ---- figures ------------------------------------------------------------------------------- */

static void
finish_question (CltQuestionResult *result, const Tally *tally)
{
  const gint64 n = result->sums.n;
  const double mean = clt_sums_get_mean (&result->sums);
  const gboolean nps = result->question->type == CLT_QUESTION_NPS;
  const gboolean points = tally->rated || nps;
  const gboolean ten = points && tally->high == 10 && tally->low <= 1;

  for (guint i = 0; i < result->counts->len; i++)
    {
      CltResultCount *count = result->counts->pdata[i];

      count->share = clt_share_new (count->responses->len, result->n);
    }
  result->score =
    points ? 100 * (turn (result->question, tally, mean) - tally->low) / (tally->high - tally->low)
           : NAN;
  result->csat =
    clt_share_new (tally->csat, tally->rated && tally->low == 1 && tally->high == 5 ? n : 0);
  result->top2 = clt_share_new (tally->top2, points ? n : 0);
  result->nps = clt_nps (tally->promoters, tally->detractors, ten ? n : 0, &result->nps_margin);
}

/* Over all questions: satisfaction, and by which one the group recommends. */
static void
add_headline (CltResultGroup *group)
{
  gint64 csat = 0, of = 0;

  for (guint i = 0; i < group->questions->len; i++)
    {
      const CltQuestionResult *result = group->questions->pdata[i];
      const gboolean nps = result->question->type == CLT_QUESTION_NPS;

      csat += result->csat.of == 0 ? 0 : result->csat.n;
      of += result->csat.of;
      if (!isnan (result->nps) &&
          (group->nps == NULL || (nps && group->nps->question->type != CLT_QUESTION_NPS)))
        group->nps = result;
    }
  group->csat = clt_share_new (csat, of);
}

static void
add_main (CltResultGroup *group, const CltQuestionResult *result, const Tally *tally)
{
  const double n = (double) result->sums.n, sum = result->sums.sum;
  const double both = tally->low + tally->high;

  group->sums.n += result->sums.n;
  if (!result->question->reverse)
    {
      group->sums.sum += sum;
      group->sums.squares += result->sums.squares;
    }
  else
    {
      group->sums.sum += n * both - sum;
      group->sums.squares += n * both * both - 2 * both * sum + result->sums.squares;
    }
}

/* Dimension: the mean of its questions. All: by weight, of those that were answered; without
 * dimensions the mean of all questions that are rated. */
static void
add_dimensions (const CltSurveyResultData *data, CltResultGroup *group)
{
  const CltForm *form = data->forms->pdata[0];
  g_autofree gint64 *weights = g_new0 (gint64, form->dimensions->len + 1);
  g_autofree double *scores = g_new0 (double, form->dimensions->len + 1);
  CltSums all = { 0 };

  for (guint i = 0; i < form->dimensions->len; i++)
    {
      const CltDimension *dimension = form->dimensions->pdata[i];
      CltDimensionResult *result = g_new0 (CltDimensionResult, 1);
      CltSums sums = { 0 };

      for (guint j = 0; j < group->questions->len; j++)
        {
          const CltQuestionResult *question = group->questions->pdata[j];

          if (g_str_equal (question->question->dimension, dimension->name) &&
              !isnan (question->score))
            clt_sums_add (&sums, question->score);
        }
      result->name = g_strdup (dimension->name);
      result->weight = dimension->weight;
      result->score = scores[i] = clt_sums_get_mean (&sums);
      weights[i] = dimension->weight;
      g_ptr_array_add (group->dimensions, result);
    }
  for (guint i = 0; i < group->questions->len; i++)
    {
      const CltQuestionResult *question = group->questions->pdata[i];

      if (question->question->type == CLT_QUESTION_RATING && !isnan (question->score))
        clt_sums_add (&all, question->score);
    }
  group->index = form->dimensions->len > 0
                   ? clt_weighted_mean (weights, scores, form->dimensions->len)
                   : clt_sums_get_mean (&all);
}

CltResultGroup *
clt_result_group_new (const CltSurveyResultData *data, const GPtrArray *filled)
{
  CltResultGroup *group = g_new0 (CltResultGroup, 1);
  const guint n = data->columns->len;
  g_autofree Tally *tallies = g_new0 (Tally, n + 1);
  gint64 top2 = 0;

  group->key = g_strdup ("");
  group->label = g_strdup ("");
  group->responses = ids_new ();
  group->straight = ids_new ();
  group->fast = ids_new ();
  group->own = ids_new ();
  group->questions = g_ptr_array_new_with_free_func (question_free);
  group->dimensions = g_ptr_array_new_with_free_func (dimension_free);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (group->questions, start_question (data->columns->pdata[i], &tallies[i]));
  choose_scale (tallies, n);
  for (guint i = 0; i < filled->len; i++)
    {
      const CltResultFilled *form = filled->pdata[i];

      g_array_append_val (group->responses, form->id);
      count_said (group, tallies, form);
      count_states (data, group, tallies, form);
      look_at_form (data, group, tallies, form);
    }
  for (guint i = 0; i < n; i++)
    {
      finish_question (group->questions->pdata[i], &tallies[i]);
      if (!tallies[i].main)
        continue;
      top2 += tallies[i].top2;
      add_main (group, group->questions->pdata[i], &tallies[i]);
    }
  group->top2 = clt_share_new (top2, group->sums.n);
  add_headline (group);
  add_dimensions (data, group);
  return group;
}
