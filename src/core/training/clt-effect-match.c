/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-effect-match.h"

#include <math.h>

#define NONE G_MAXUINT

typedef struct
{
  const CltEffectFact *fact; /* borrowed */
  double mean;
  /* nearest who is free from here on, himself or further off; shortened whenever it is asked */
  guint below, above;
} Candidate;

struct _CltEffectMatcher
{
  Candidate *candidates; /* by tier, mean and id, between two guards */
  guint n;               /* guards included */
};

static double
get_mean (const CltEffectFact *fact)
{
  return (double) fact->equity[0] / (double) fact->n_days[0];
}

static int
compare_place (const Candidate *candidate, int tier, double mean)
{
  if (candidate->fact->tier != tier)
    return candidate->fact->tier < tier ? -1 : 1;
  return candidate->mean < mean ? -1 : candidate->mean > mean;
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *x = a, *y = b;
  const int order = compare_place (x, y->fact->tier, y->mean);

  if (order != 0)
    return order;
  return x->fact->client_id < y->fact->client_id ? -1 : x->fact->client_id > y->fact->client_id;
}

CltEffectMatcher *
clt_effect_matcher_new (const GArray *facts)
{
  CltEffectMatcher *matcher = g_new0 (CltEffectMatcher, 1);
  guint n = 1;

  matcher->candidates = g_new0 (Candidate, facts->len + 2);
  for (guint i = 0; i < facts->len; i++)
    {
      const CltEffectFact *fact = &g_array_index (facts, CltEffectFact, i);

      if (!fact->attends)
        matcher->candidates[n++] = (Candidate){ .fact = fact, .mean = get_mean (fact) };
    }
  qsort (matcher->candidates + 1, n - 1, sizeof (Candidate), compare_candidates);
  matcher->n = n + 1;
  for (guint i = 0; i < matcher->n; i++)
    matcher->candidates[i].below = matcher->candidates[i].above = i;
  return matcher;
}

void
clt_effect_matcher_free (CltEffectMatcher *matcher)
{
  g_free (matcher->candidates);
  g_free (matcher);
}

/* The first place at which nobody of a lower tier or mean stands. */
static guint
find_place (const CltEffectMatcher *matcher, int tier, double mean)
{
  guint low = 1, high = matcher->n - 1;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;

      if (compare_place (&matcher->candidates[middle], tier, mean) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* The guards are always free. */
static guint
find_below (CltEffectMatcher *matcher, guint at)
{
  Candidate *list = matcher->candidates;

  while (list[at].below != at)
    at = list[at].below = list[list[at].below].below;
  return at;
}

static guint
find_above (CltEffectMatcher *matcher, guint at)
{
  Candidate *list = matcher->candidates;

  while (list[at].above != at)
    at = list[at].above = list[list[at].above].above;
  return at;
}

/* Of those with the mean of who stands at @at the free one with the lowest id. */
static guint
find_first (CltEffectMatcher *matcher, guint at)
{
  const Candidate *candidate = &matcher->candidates[at];

  return find_above (matcher, find_place (matcher, candidate->fact->tier, candidate->mean));
}

static gboolean
is_of_tier (const CltEffectMatcher *matcher, guint at, int tier)
{
  return at > 0 && at < matcher->n - 1 && matcher->candidates[at].fact->tier == tier;
}

/* Puts who stands at @at into @best if he is nearer. FALSE: he is further off. */
static gboolean
weigh (const CltEffectMatcher *matcher, guint at, double mean, guint *best, double *distance)
{
  const Candidate *candidate = &matcher->candidates[at];
  const double d = fabs (candidate->mean - mean);

  if (d > *distance)
    return FALSE;
  if (d < *distance || candidate->fact->client_id < matcher->candidates[*best].fact->client_id)
    *best = at;
  *distance = d;
  return TRUE;
}

/* Different means may be as far off when rounded: it goes on until one is further. */
static guint
find_nearest (CltEffectMatcher *matcher, int tier, double mean)
{
  const guint place = find_place (matcher, tier, mean);
  guint best = NONE;
  double distance = INFINITY;

  for (guint at = find_above (matcher, place);
       is_of_tier (matcher, at, tier) && weigh (matcher, at, mean, &best, &distance);)
    at = find_above (matcher, find_place (matcher, tier,
                                          nextafter (matcher->candidates[at].mean, INFINITY)));
  for (guint at = find_below (matcher, place - 1); is_of_tier (matcher, at, tier);)
    {
      at = find_first (matcher, at);
      if (!weigh (matcher, at, mean, &best, &distance))
        break;
      at = find_below (matcher, find_place (matcher, tier, matcher->candidates[at].mean) - 1);
    }
  return best;
}

const CltEffectFact *
clt_effect_matcher_take (CltEffectMatcher *matcher, const CltEffectFact *attendant)
{
  const guint at = find_nearest (matcher, attendant->tier, get_mean (attendant));

  if (at == NONE)
    return NULL;
  matcher->candidates[at].below = at - 1;
  matcher->candidates[at].above = at + 1;
  return matcher->candidates[at].fact;
}
