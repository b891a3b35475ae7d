/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/research/clt-study-facts.h"

#include <math.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

void
clt_study_figure_free (CltStudyFigure *figure)
{
  g_free (figure->value);
  g_free (figure);
}

/* Takes @value. */
static void
add (GPtrArray *figures, const char *label, char *value)
{
  CltStudyFigure *figure = g_new0 (CltStudyFigure, 1);

  figure->label = label;
  figure->value = value;
  g_ptr_array_add (figures, figure);
}

static char *
format_worst_day (const CltStudyFacts *facts)
{
  g_autofree char *share = NULL, *day = NULL;

  if (isnan (facts->worst_return))
    return g_strdup ("–");
  share = clt_percent_format (facts->worst_return, 1);
  day = clt_day_format (facts->worst_day);
  /* Translators: the result of a day as a share of the equity, then the day. */
  return g_strdup_printf (_ ("%s on %s"), share, day);
}

GPtrArray *
clt_study_facts_describe (const CltStudyFacts *facts)
{
  GPtrArray *figures = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_study_figure_free);
  gboolean known = facts->days > 0;

#define MONEY(member) (known ? clt_yuan_format (facts->member) : g_strdup ("–"))
#define SHARE(member) (known ? clt_percent_format (facts->member, 1) : g_strdup ("–"))
  add (figures, _ ("Equity at the end"), MONEY (equity));
  add (figures, _ ("Average equity"), MONEY (average_equity));
  add (figures, _ ("Result, net of transfers"), MONEY (net_pl));
  add (figures, _ ("Margin occupied"), MONEY (margin));
  add (figures, _ ("Market value at risk"), MONEY (exposure));
  add (figures, _ ("Risk ratio at the end"), SHARE (risk_ratio));
  add (figures, _ ("Highest risk ratio"), SHARE (highest_ratio));
  add (figures, _ ("Largest fall from a peak"), SHARE (drawdown));
  add (figures, _ ("Worst day"), known ? format_worst_day (facts) : g_strdup ("–"));
  add (figures, _ ("Can be lost before a margin call"), MONEY (to_call));
#undef MONEY
#undef SHARE
  return figures;
}

static char *
format_scenario (const CltStudyFacts *facts, CltScenarioKind kind)
{
  CltScenario scenario;
  g_autofree char *loss = NULL, *equity = NULL, *ratio = NULL;

  if (!clt_study_facts_scenario (facts, kind, &scenario))
    return g_strdup ("–");
  loss = clt_yuan_format (-scenario.loss);
  equity = clt_yuan_format (scenario.equity);
  ratio = clt_percent_format (scenario.risk_ratio, 1);
  /* Translators: what is lost with a minus, then the equity that is left, both with ¥; the risk
   * ratio. */
  return g_strdup_printf (_ ("%s, leaves %s, risk ratio %s"), loss, equity, ratio);
}

GPtrArray *
clt_study_facts_describe_scenarios (const CltStudyFacts *facts)
{
  GPtrArray *figures = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_study_figure_free);

  for (CltScenarioKind kind = 0; kind < CLT_N_SCENARIOS; kind++)
    add (figures, clt_scenario_get_label (kind), format_scenario (facts, kind));
  return figures;
}

char *
clt_study_facts_format_window (const CltStudyFacts *facts)
{
  g_autofree char *last = NULL;

  if (facts->days == 0)
    return g_strdup (_ ("No daily facts are known of this client."));
  last = clt_day_format (facts->last);
  /* Translators: a number of trading days, then the last of them. */
  return g_strdup_printf (ngettext ("%d trading day up to %s", "%d trading days up to %s",
                                    facts->days),
                          facts->days, last);
}
