/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-interval.h"

#include <math.h>

/* Wilson, Probable inference (1927): the interval of all p that a score test
 * would not reject. */
void
clt_wilson (gint64 numerator, gint64 denominator, double *low, double *high)
{
  const double z = 1.959964;
  double n = (double) denominator, p, middle, half;

  *low = *high = NAN;
  if (denominator <= 0)
    return;
  p = (double) numerator / n;
  middle = p + z * z / (2 * n);
  half = z * sqrt (p * (1 - p) / n + z * z / (4 * n * n));
  *low = numerator == 0 ? 0 : MAX ((middle - half) / (1 + z * z / n), 0);
  *high = numerator == denominator ? 1 : MIN ((middle + half) / (1 + z * z / n), 1);
}

/* The 97.5 % quantile of Student's t: a table up to 30 degrees of freedom,
 * beyond it the first terms of its expansion around the normal one (Fisher and
 * Cornish), good to 0.0001 there. */
static double
get_t (gint64 degrees)
{
  static const double table[] = { 12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060,
                                  2.2622,  2.2281, 2.2010, 2.1788, 2.1604, 2.1448, 2.1314, 2.1199,
                                  2.1098,  2.1009, 2.0930, 2.0860, 2.0796, 2.0739, 2.0687, 2.0639,
                                  2.0595,  2.0555, 2.0518, 2.0484, 2.0452, 2.0423 };
  const double z = 1.959964;
  double v = (double) degrees;

  if (degrees <= (gint64) G_N_ELEMENTS (table))
    return table[degrees - 1];
  return z + (pow (z, 3) + z) / (4 * v) + (5 * pow (z, 5) + 16 * pow (z, 3) + 3 * z) / (96 * v * v);
}

void
clt_mean_interval (gint64 n, double sum, double squares, double *mean, double *low, double *high)
{
  double variance, half;

  *mean = n > 0 ? sum / (double) n : NAN;
  *low = *high = NAN;
  if (n < 2)
    return;
  variance = MAX ((squares - sum * sum / (double) n) / (double) (n - 1), 0);
  half = get_t (n - 1) * sqrt (variance / (double) n);
  *low = *mean - half;
  *high = *mean + half;
}
