/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/research/clt-study-template.h"

#include <math.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

static const struct
{
  const char *key, *label;
} sections[] = {
  { "goals", N_ ("Goals") },       { "situation", N_ ("Situation") },
  { "limits", N_ ("Limits") },     { "scenarios", N_ ("Scenarios") },
  { "measures", N_ ("Measures") }, { "view", N_ ("View") },
  { "reasons", N_ ("Reasons") },   { "risks", N_ ("Risks") },
  { "sources", N_ ("Sources") },   { "warning", N_ ("Risk warning") },
};

static const char *const plan_keys[] = { "goals",     "situation", "limits",
                                         "scenarios", "measures",  "warning" };
static const char *const note_keys[] = { "view", "reasons", "risks", "sources", "warning" };

const char *
clt_study_section_get_label (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    if (g_str_equal (sections[i].key, key))
      return _ (sections[i].label);
  return key;
}

CltStudySection *
clt_study_section_new (const char *key, const char *text)
{
  CltStudySection *section = g_new0 (CltStudySection, 1);

  section->key = g_strdup (key);
  section->text = g_strdup (text);
  return section;
}

void
clt_study_section_free (CltStudySection *section)
{
  g_free (section->key);
  g_free (section->text);
  g_free (section);
}

static char *
write_situation (const CltStudyFacts *facts)
{
  g_autofree char *first = clt_day_format (facts->first), *last = clt_day_format (facts->last);
  g_autofree char *average = clt_yuan_format (facts->average_equity);
  g_autofree char *equity = clt_yuan_format (facts->equity);
  g_autofree char *result = clt_yuan_format (facts->net_pl);
  g_autofree char *drawdown = clt_percent_format_tied (facts->drawdown, 1);
  g_autofree char *ratio = clt_percent_format_tied (facts->risk_ratio, 1);
  g_autofree char *highest = clt_percent_format_tied (facts->highest_ratio, 1);

  /* Translators: first and last day, average equity, equity at the end, result; each with ¥; then the
     drawdown, the risk ratio at the end and the highest one. */
  return g_strdup_printf (_ ("From %s to %s the equity was %s on average and %s at the end; the"
                             " result was %s. The largest fall from a peak was %s. The risk ratio"
                             " was %s at the end and %s at its highest."),
                          first, last, average, equity, result, drawdown, ratio, highest);
}

static char *
write_limits (const CltStudyFacts *facts)
{
  g_autofree char *alert = clt_percent_format_tied (facts->alert, 0);
  g_autofree char *distance = NULL;

  if (facts->to_alert == CLT_MONEY_NONE)
    /* Translators: the placeholder is a risk ratio. */
    return g_strdup_printf (_ ("The risk ratio stays below %s on every day."), alert);
  if (facts->to_alert <= 0)
    return g_strdup_printf (_ ("The risk ratio is above %s now: positions are reduced or money is"
                               " added before anything new is opened."),
                            alert);
  distance = clt_yuan_format (facts->to_alert);
  /* Translators: a risk ratio, an amount with ¥, the same risk ratio. */
  return g_strdup_printf (_ (
                            "The risk ratio stays below %s on every day. With the positions of now,"
                            " %s can be lost before it reaches %s."),
                          alert, distance, alert);
}

static char *
write_scenarios (const CltStudyFacts *facts)
{
  GString *text = g_string_new (NULL);

  for (CltScenarioKind kind = 0; kind < CLT_N_SCENARIOS; kind++)
    {
      CltScenario scenario;
      g_autofree char *loss = NULL, *equity = NULL, *ratio = NULL;

      if (!clt_study_facts_scenario (facts, kind, &scenario))
        continue;
      loss = clt_yuan_format (scenario.loss);
      equity = clt_yuan_format (scenario.equity);
      ratio = clt_percent_format_tied (scenario.risk_ratio, 1);
      if (text->len > 0)
        g_string_append_c (text, '\n');
      /* Translators: the scenario, loss and remaining equity, both with ¥, the risk ratio. */
      g_string_append_printf (text, _ ("%s: a loss of %s leaves %s, risk ratio %s."),
                              clt_scenario_get_label (kind), loss, equity, ratio);
    }
  return g_string_free (text, FALSE);
}

static char *
write_section (const char *key, const CltStudyFacts *facts)
{
  gboolean known = facts->days > 0;

  if (g_str_equal (key, "situation") && known)
    return write_situation (facts);
  if (g_str_equal (key, "limits") && known)
    return write_limits (facts);
  if (g_str_equal (key, "scenarios") && known)
    return write_scenarios (facts);
  if (g_str_equal (key, "warning"))
    return g_strdup (_ ("Futures are traded on margin: a loss can exceed what was paid in. This"
                        " paper is no promise of any result and no offer; decisions and their"
                        " results are the client’s own. Figures of the past say nothing certain of"
                        " the future."));
  return g_strdup ("");
}

GPtrArray *
clt_study_template_fill (CltStudyKind kind, const CltStudyFacts *facts)
{
  GPtrArray *filled = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_study_section_free);
  const char *const *keys = kind == CLT_STUDY_PLAN ? plan_keys : note_keys;
  guint n = kind == CLT_STUDY_PLAN ? G_N_ELEMENTS (plan_keys) : G_N_ELEMENTS (note_keys);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = write_section (keys[i], facts);

      g_ptr_array_add (filled, clt_study_section_new (keys[i], text));
    }
  return filled;
}
