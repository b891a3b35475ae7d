/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/surveys/clt-survey-figures.h"

#include <math.h>

#include "core/base/clt-interval.h"

#define Z 1.959964

CltShare
clt_share_new (gint64 n, gint64 of)
{
  CltShare share = { n, of, of == 0 ? NAN : (double) n / (double) of, NAN, NAN };

  clt_wilson (n, of, &share.low, &share.high);
  return share;
}

gboolean
clt_share_overlaps (const CltShare *a, const CltShare *b)
{
  return !(a->low > b->high) && !(b->low > a->high);
}

double
clt_nps (gint64 promoters, gint64 detractors, gint64 n, double *margin)
{
  const double p = (double) promoters / (double) n, d = (double) detractors / (double) n;

  if (margin != NULL)
    *margin = n == 0 ? NAN : 100 * Z * sqrt ((p + d - (p - d) * (p - d)) / (double) n);
  return n == 0 ? NAN : 100.0 * (double) (promoters - detractors) / (double) n;
}

void
clt_sums_add (CltSums *sums, double value)
{
  sums->n++;
  sums->sum += value;
  sums->squares += value * value;
}

double
clt_sums_get_mean (const CltSums *sums)
{
  return sums->n == 0 ? NAN : sums->sum / (double) sums->n;
}

double
clt_sums_get_deviation (const CltSums *sums)
{
  const double n = (double) sums->n;

  if (sums->n < 2)
    return NAN;
  return sqrt (MAX (sums->squares - sums->sum * sums->sum / n, 0) / (n - 1));
}

double
clt_weighted_mean (const gint64 *weights, const double *values, guint n)
{
  double sum = 0, weight = 0;

  for (guint i = 0; i < n; i++)
    if (!isnan (values[i]) && weights[i] > 0)
      {
        sum += (double) weights[i] * values[i];
        weight += (double) weights[i];
      }
  return weight > 0 ? sum / weight : NAN;
}

void
clt_share_rank (const CltShare *shares, guint n, gint64 least, guint *places)
{
  for (guint i = 0; i < n; i++)
    {
      places[i] = shares[i].of < least || isnan (shares[i].value) ? 0 : 1;
      for (guint j = 0; j < n && places[i] > 0; j++)
        {
          if (j == i || shares[j].of < least || isnan (shares[j].value))
            continue;
          if (clt_share_overlaps (&shares[i], &shares[j]))
            places[i] = 0;
          else if (shares[j].value > shares[i].value)
            places[i]++;
        }
    }
}
