/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/clt-control-series.h"

#include "core/base/clt-i18n.h"
#include "core/quality/clt-indicators.h"
#include "core/store/clt-action.h"

void
clt_control_series_free (CltControlSeries *series)
{
  g_clear_pointer (&series->chart, clt_control_chart_free);
  g_free (series->months);
  g_free (series->data);
  g_free (series);
}

static gboolean
find_kind (const CltControlQuestion *question, CltControlKind *kind, GError **error)
{
  gboolean suits = clt_control_kind_find (question->name, kind);

  if (question->chosen)
    *kind = question->kind;
  if (suits)
    return TRUE;
  if (g_str_equal (question->name, "dormancy") || g_str_equal (question->name, "sleeping"))
    clt_store_refuse (error,
                      _ ("It is largely the same clients who are dormant from month to month, "
                         "which no limits suit. Ask for “newly_dormant”."));
  else
    /* Translators: %s is the name of an indicator. */
    g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                 _ ("There is no control chart of “%s”."), question->name);
  return FALSE;
}

static CltControlDatum
read_datum (const CltIndicator *indicator, CltControlKind kind)
{
  CltControlDatum datum = { (double) indicator->numerator, (double) indicator->denominator };

  if (!indicator->known)
    return (CltControlDatum){ 0, 0 };
  if (kind == CLT_CONTROL_XMR)
    datum = (CltControlDatum){ indicator->value, indicator->denominator > 0 ? 1 : 0 };
  else if (g_str_equal (indicator->name, "complaint"))
    datum.size = indicator->average / 1000;
  return datum;
}

/* Months that are behind the last improvement or before the first month begin nothing. */
static CltControlChart *
draw (const CltControlQuestion *question, CltControlKind kind, const CltControlSeries *series)
{
  g_autofree CltControlPhase *phases = g_new0 (CltControlPhase, question->n_improvements + 1);
  guint n_phases = 1;

  phases[0].n_baseline = question->n_baseline;
  for (guint i = 0; i < question->n_improvements; i++)
    for (guint m = phases[n_phases - 1].first + 1; m < series->n; m++)
      if (series->months[m] == question->improvements[i])
        {
          phases[n_phases++].first = m;
          break;
        }
  return clt_control_chart_new (kind, series->data, series->n, phases, n_phases);
}

CltControlSeries *
clt_control_series_load (CltConn *conn, const CltControlQuestion *question, GError **error)
{
  g_autoptr (CltIndicators) figures = NULL;
  g_autoptr (CltControlSeries) series = NULL;
  CltControlKind kind;

  if (!find_kind (question, &kind, error))
    return NULL;
  figures = clt_indicators_compute (conn, question->from, question->to, CLT_BY_MONTH, error);
  if (figures == NULL)
    return NULL;
  series = g_new0 (CltControlSeries, 1);
  series->months = g_new0 (int, figures->indicators->len);
  series->data = g_new0 (CltControlDatum, figures->indicators->len);
  for (guint i = 0; i < figures->indicators->len; i++)
    {
      const CltIndicator *indicator = &g_array_index (figures->indicators, CltIndicator, i);

      if (!indicator->grouped || !g_str_equal (indicator->name, question->name))
        continue;
      series->months[series->n] = indicator->month;
      series->data[series->n++] = read_datum (indicator, kind);
    }
  series->chart = draw (question, kind, series);
  return g_steal_pointer (&series);
}
