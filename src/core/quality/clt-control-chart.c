/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/clt-control-chart.h"

#include <math.h>

#include "core/base/clt-i18n.h"

/* Mean range of two values of a normal distribution, in sigmas (d2 of the tables for n = 2). */
#define RANGE_PER_SIGMA 1.128
/* Limits stand at so many sigmas. */
#define LIMIT 3.0
/* Fewer expected events than these: the normal limits mislead (reading R27). */
#define ENOUGH_EVENTS 5.0
/* What rounding may do to figures of this size: on the line is not beyond it, and a series that
 * stands still is not above its own centre. */
#define NOISE 1e-9

static gboolean
is_rate (CltControlKind kind)
{
  return kind != CLT_CONTROL_XMR;
}

static gboolean
is_share (CltControlKind kind)
{
  return kind == CLT_CONTROL_P || kind == CLT_CONTROL_LANEY;
}

static double
get_value (CltControlKind kind, const CltControlDatum *datum)
{
  if (datum->size <= 0)
    return NAN;
  return is_rate (kind) ? datum->count / datum->size : datum->count;
}

/* ---- centre and sigma ----------------------------------------------------------------------- */

/* Of a rate all events by all sizes, so that large periods weigh more; of values their mean. */
static double
compute_centre (CltControlKind kind, const CltControlDatum *data, guint n, guint *n_known)
{
  double counts = 0, sizes = 0;

  *n_known = 0;
  for (guint i = 0; i < n; i++)
    if (data[i].size > 0)
      {
        counts += data[i].count;
        sizes += is_rate (kind) ? data[i].size : 1;
        *n_known += 1;
      }
  return *n_known > 0 ? counts / sizes : NAN;
}

/* What chance does to a rate of this size. */
static double
compute_sigma (CltControlKind kind, double centre, double size)
{
  return is_share (kind) ? sqrt (centre * (1 - centre) / size) : sqrt (centre / size);
}

/* Sigma of single values from the ranges of neighbours: a drift of all of them hardly counts. NAN:
 * no two neighbours. */
static double
compute_range_sigma (const double *values, guint n)
{
  double sum = 0;
  guint ranges = 0;

  for (guint i = 1; i < n; i++)
    if (!isnan (values[i - 1]) && !isnan (values[i]))
      {
        sum += fabs (values[i] - values[i - 1]);
        ranges++;
      }
  return ranges > 0 ? sum / ranges / RANGE_PER_SIGMA : NAN;
}

/* One phase: what its baseline says of all its periods. */
typedef struct
{
  CltControlKind kind;
  double centre;
  double spread; /* Laney: sigma of the z of p; XmR: sigma; else 1 */
} Law;

static double
get_sigma (const Law *law, double size)
{
  if (!is_rate (law->kind))
    return law->spread;
  return compute_sigma (law->kind, law->centre, size) * law->spread;
}

static double
compute_z (double value, double centre, double sigma)
{
  double z = sigma > 0 ? (value - centre) / sigma : NAN;

  return fabs (z) < NOISE ? 0 : z;
}

static void
read_baseline (CltControlKind kind,
               const CltControlDatum *data,
               guint n,
               Law *law,
               CltControlLimits *limits)
{
  g_autofree double *series = g_new (double, MAX (n, 1));
  double squares = 0;
  guint n_z = 0;

  limits->centre = compute_centre (kind, data, n, &limits->n);
  limits->state = limits->n < 6    ? CLT_CONTROL_NO_LIMITS
                  : limits->n < 12 ? CLT_CONTROL_PROVISIONAL
                                   : CLT_CONTROL_LIMITS;
  *law = (Law){ kind, limits->centre, 1 };
  for (guint i = 0; i < n; i++)
    {
      series[i] = get_value (kind, &data[i]);
      if (!is_rate (kind) || isnan (series[i]))
        continue;
      series[i] = compute_z (series[i], law->centre, get_sigma (law, data[i].size));
      if (!isnan (series[i]))
        {
          squares += series[i] * series[i];
          n_z++;
        }
    }
  limits->dispersion = n_z > 0 ? squares / n_z : NAN;
  if (kind == CLT_CONTROL_LANEY || kind == CLT_CONTROL_XMR)
    law->spread = compute_range_sigma (series, n);
}

static void
judge_point (const Law *law,
             const CltControlDatum *datum,
             CltControlState state,
             CltControlPoint *point)
{
  double sigma;

  point->value = get_value (law->kind, datum);
  point->centre = law->centre;
  point->low = point->high = point->z = NAN;
  if (isnan (point->value))
    return;
  sigma = get_sigma (law, datum->size);
  point->z = compute_z (point->value, law->centre, sigma);
  point->enough = !is_rate (law->kind) || datum->size * law->centre >= ENOUGH_EVENTS - NOISE;
  if (state == CLT_CONTROL_NO_LIMITS || isnan (sigma))
    return;
  point->low = law->centre - LIMIT * sigma;
  point->high = law->centre + LIMIT * sigma;
  if (is_rate (law->kind))
    point->low = MAX (point->low, 0);
  if (is_share (law->kind))
    point->high = MIN (point->high, 1);
}

/* ---- signals -------------------------------------------------------------------------------- */

/* How many of the @window periods up to @last lie beyond @line sigmas on the side of @last; none does
 * in a gap, nor before the phase. */
static guint
count_beyond (const CltControlPoint *points, guint first, guint last, guint window, double line)
{
  double side = points[last].z < 0 ? -1 : 1;
  guint begin = last - first < window ? first : last + 1 - window, n = 0;

  for (guint i = begin; i <= last; i++)
    if (points[i].enough && side * points[i].z > line + NOISE)
      n++;
  return n;
}

static guint
find_signals (const CltControlPoint *points, guint first, guint i)
{
  double away = fabs (points[i].z);
  guint signals = 0;

  if (!points[i].enough || isnan (away))
    return 0;
  if (away > LIMIT + NOISE)
    signals |= CLT_SIGNAL_OUTSIDE;
  if (away > 2 + NOISE && count_beyond (points, first, i, 3, 2) >= 2)
    signals |= CLT_SIGNAL_TWO_OF_THREE;
  if (away > 1 + NOISE && count_beyond (points, first, i, 5, 1) >= 4)
    signals |= CLT_SIGNAL_FOUR_OF_FIVE;
  if (away > 0 && count_beyond (points, first, i, 8, 0) == 8)
    signals |= CLT_SIGNAL_EIGHT;
  return signals;
}

/* ---- the chart ------------------------------------------------------------------------------ */

void
clt_control_chart_free (CltControlChart *chart)
{
  g_free (chart->points);
  g_free (chart->limits);
  g_free (chart);
}

CltControlChart *
clt_control_chart_new (CltControlKind kind,
                       const CltControlDatum *data,
                       guint n_data,
                       const CltControlPhase *phases,
                       guint n_phases)
{
  static const CltControlPhase whole = { 0, 0 };
  CltControlChart *chart = g_new0 (CltControlChart, 1);

  if (phases == NULL)
    {
      phases = &whole;
      n_phases = 1;
    }
  chart->kind = kind;
  chart->n_points = n_data;
  chart->n_phases = n_phases;
  chart->points = g_new0 (CltControlPoint, MAX (n_data, 1));
  chart->limits = g_new0 (CltControlLimits, n_phases);
  for (guint p = 0; p < n_phases; p++)
    {
      guint first = MIN (phases[p].first, n_data);
      guint end = p + 1 < n_phases ? MIN (phases[p + 1].first, n_data) : n_data;
      guint n = phases[p].n_baseline > 0 ? MIN (phases[p].n_baseline, end - first) : end - first;
      Law law;

      read_baseline (kind, data + first, n, &law, &chart->limits[p]);
      for (guint i = first; i < end; i++)
        {
          chart->points[i].phase = p;
          judge_point (&law, &data[i], chart->limits[p].state, &chart->points[i]);
          if (chart->limits[p].state != CLT_CONTROL_NO_LIMITS)
            chart->points[i].signals = find_signals (chart->points, first, i);
        }
    }
  return chart;
}

/* ---- names ---------------------------------------------------------------------------------- */

const char *
clt_control_kind_get_name (CltControlKind kind)
{
  static const char *const names[] = { "p", "u", "laney", "xmr" };

  return names[kind];
}

gboolean
clt_control_kind_find (const char *name, CltControlKind *kind)
{
  static const struct
  {
    const char *name;
    CltControlKind kind;
  } table[] = {
    { "satisfaction", CLT_CONTROL_P },
    { "churn", CLT_CONTROL_P },
    { "churn_hard", CLT_CONTROL_P },
    { "churn_soft", CLT_CONTROL_P },
    { "newly_dormant", CLT_CONTROL_P },
    /* the market moves all clients at once: binomial limits would be too narrow */
    { "loss", CLT_CONTROL_LANEY },
    { "complaint", CLT_CONTROL_U },
    { "churn_capital", CLT_CONTROL_XMR },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].name, name))
      {
        *kind = table[i].kind;
        return TRUE;
      }
  return FALSE;
}

const char *
clt_control_signal_get_sentence (guint signals, gboolean high)
{
  if (signals & CLT_SIGNAL_OUTSIDE)
    return high ? _ ("Above the limit: chance alone hardly explains that.")
                : _ ("Below the limit: chance alone hardly explains that.");
  if (signals & CLT_SIGNAL_TWO_OF_THREE)
    return high ? _ ("Two of three periods are far above the usual.")
                : _ ("Two of three periods are far below the usual.");
  if (signals & CLT_SIGNAL_FOUR_OF_FIVE)
    return high ? _ ("Four of five periods are clearly above the usual.")
                : _ ("Four of five periods are clearly below the usual.");
  if (signals & CLT_SIGNAL_EIGHT)
    return high ? _ ("Eight periods in a row are above the usual: the level has risen.")
                : _ ("Eight periods in a row are below the usual: the level has fallen.");
  return "";
}
