/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/research/clt-study.h"

#include "core/base/clt-i18n.h"

static void
add (GPtrArray *changes, const char *field, char *before, char *after)
{
  CltVersionChange *change = g_new0 (CltVersionChange, 1);

  change->field = g_strdup (field);
  change->before = before;
  change->after = after;
  g_ptr_array_add (changes, change);
}

static char *
join_lines (char **lines, guint from, guint to)
{
  GString *text = g_string_new (NULL);

  for (guint i = from; i < to; i++)
    g_string_append_printf (text, "%s%s", i == from ? "" : "\n", lines[i]);
  return g_string_free (text, FALSE);
}

/* What both begin and end with is left out: a paragraph in a long text is found at a glance. */
static void
compare_texts (GPtrArray *changes, const char *field, const char *before, const char *after)
{
  g_auto (GStrv) a = g_strsplit (before, "\n", -1);
  g_auto (GStrv) b = g_strsplit (after, "\n", -1);
  guint n_a = g_strv_length (a), n_b = g_strv_length (b), first = 0;

  if (g_str_equal (before, after))
    return;
  while (first < MIN (n_a, n_b) && g_str_equal (a[first], b[first]))
    first++;
  while (n_a > first && n_b > first && g_str_equal (a[n_a - 1], b[n_b - 1]))
    {
      n_a--;
      n_b--;
    }
  add (changes, field, join_lines (a, first, n_a), join_lines (b, first, n_b));
}

static const char *
get_text (const CltStudy *study, const char *key)
{
  for (guint i = 0; i < study->sections->len; i++)
    {
      const CltStudySection *section = study->sections->pdata[i];

      if (g_str_equal (section->key, key))
        return section->text;
    }
  return "";
}

static void
compare_figures (GPtrArray *changes, GPtrArray *before, GPtrArray *after)
{
  for (guint i = 0; i < before->len; i++)
    {
      const CltStudyFigure *a = before->pdata[i], *b = after->pdata[i];

      compare_texts (changes, a->label, a->value, b->value);
    }
}

static void
compare_facts (GPtrArray *changes, const CltStudyFacts *before, const CltStudyFacts *after)
{
  g_autofree char *old = clt_study_facts_format_window (before);
  g_autofree char *new = clt_study_facts_format_window (after);
  g_autoptr (GPtrArray) old_figures = clt_study_facts_describe (before);
  g_autoptr (GPtrArray) new_figures = clt_study_facts_describe (after);

  compare_texts (changes, _ ("Figures"), old, new);
  compare_figures (changes, old_figures, new_figures);
}

GPtrArray *
clt_study_compare (const CltStudy *before, const CltStudy *after)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_version_change_free);

  /* both come from one template, so that they have the same sections */
  for (guint i = 0; i < after->sections->len; i++)
    {
      const CltStudySection *section = after->sections->pdata[i];

      compare_texts (changes, clt_study_section_get_label (section->key),
                     get_text (before, section->key), section->text);
    }
  if (after->kind == CLT_STUDY_PLAN)
    compare_facts (changes, &before->facts, &after->facts);
  return changes;
}
