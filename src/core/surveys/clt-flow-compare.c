/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How one version of a form differs from another, in words. */

#include "core/base/clt-i18n.h"
#include "core/surveys/clt-flow-check.h"
#include "core/surveys/clt-question-field.h"
#include "core/surveys/clt-questionnaire-edit.h"

/* Takes @field; what is the same is left out. */
static void
add_change (GPtrArray *changes, char *field, const char *before, const char *after)
{
  CltVersionChange *change;

  if (g_str_equal (before, after))
    {
      g_free (field);
      return;
    }
  change = g_new0 (CltVersionChange, 1);
  change->field = field;
  change->before = g_strdup (before);
  change->after = g_strdup (after);
  g_ptr_array_add (changes, change);
}

static const CltOutlineLine *
find_line (const GPtrArray *lines, const char *key)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const CltOutlineLine *line = lines->pdata[i];

      if (g_str_equal (line->question->key, key))
        return line;
    }
  return NULL;
}

static char *
dup_name (const CltQuestion *question, const char *field)
{
  /* Translators: a question, and one of its fields. */
  return g_strdup_printf (_ ("“%s”: %s"), question->text, field);
}

/* "yes" and "no" of flags in the words of the program. */
static char *
dup_words (const CltQuestion *question, const char *field)
{
  g_autofree char *text = clt_question_dup_field (question, field);
  CltQuestionType type;

  if (g_str_equal (field, "type") && clt_question_type_from_name (text, &type))
    return g_strdup (clt_question_type_get_label (type));
  if (g_str_equal (text, "yes"))
    return g_strdup (C_ ("answer", "Yes"));
  if (g_str_equal (text, "no"))
    return g_strdup (C_ ("answer", "No"));
  return g_steal_pointer (&text);
}

static void
compare_questions (GPtrArray *changes, const CltOutlineLine *before, const CltOutlineLine *after)
{
  static const char *const compared[] = { "text",      "type",     "help", "required", "reverse",
                                          "dimension", "identity", "bad",  NULL };

  for (guint i = 0; compared[i] != NULL; i++)
    {
      g_autofree char *was = dup_words (before->question, compared[i]);
      g_autofree char *is = dup_words (after->question, compared[i]);

      add_change (changes,
                  dup_name (after->question,
                            clt_question_field_get_label (compared[i], after->question->type)),
                  was, is);
    }
  /* Translators: what may be answered to a question. */
  add_change (changes, dup_name (after->question, C_ ("question field", "Answers")),
              before->answers, after->answers);
  /* Translators: when a question is asked. */
  add_change (changes, dup_name (after->question, C_ ("question field", "Asked")),
              before->condition, after->condition);
}

/* The keys that both have, in the order of @lines. */
static char *
dup_order (const GPtrArray *lines, const GPtrArray *others)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const char *key = ((CltOutlineLine *) lines->pdata[i])->question->key;

      if (find_line (others, key) != NULL)
        g_string_append_printf (text, "%s%s", text->len == 0 ? "" : " ", key);
    }
  return g_string_free (text, FALSE);
}

static void
compare_lines (GPtrArray *changes, const GPtrArray *before, const GPtrArray *after)
{
  g_autofree char *was = dup_order (before, after), *is = dup_order (after, before);

  for (guint i = 0; i < before->len; i++)
    {
      const CltOutlineLine *line = before->pdata[i];

      if (find_line (after, line->question->key) == NULL)
        add_change (changes, g_strdup (_ ("A question that is gone")), line->question->text, "");
    }
  for (guint i = 0; i < after->len; i++)
    {
      const CltOutlineLine *line = after->pdata[i];
      const CltOutlineLine *other = find_line (before, line->question->key);

      if (other == NULL)
        add_change (changes, g_strdup (_ ("A question that is new")), "", line->question->text);
      else
        compare_questions (changes, other, line);
    }
  add_change (changes, g_strdup (_ ("The order of the questions")), was, is);
}

GPtrArray *
clt_form_compare (const CltForm *before, const CltForm *after)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_version_change_free);
  g_autoptr (GPtrArray) was = clt_form_outline (before), is = clt_form_outline (after);
  g_autofree char *dimensions_before = clt_form_format_dimensions (before);
  g_autofree char *dimensions_after = clt_form_format_dimensions (after);

  add_change (changes, g_strdup (_ ("Greeting")), before->greeting, after->greeting);
  add_change (changes, g_strdup (_ ("Closing words")), before->closing, after->closing);
  add_change (changes, g_strdup (_ ("Dimensions")), dimensions_before, dimensions_after);
  compare_lines (changes, was, is);
  return changes;
}
