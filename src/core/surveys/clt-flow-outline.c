/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a form runs, in words. */

#include <math.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/surveys/clt-flow-check.h"
#include "core/surveys/clt-question-field.h"

static void
free_line (CltOutlineLine *line)
{
  g_free (line->answers);
  g_free (line->condition);
  g_free (line);
}

/* "A, B, C" */
static char *
join_labels (const GPtrArray *options)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < options->len; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : C_ ("list", ", "),
                            ((CltOption *) options->pdata[i])->label);
  return g_string_free (text, FALSE);
}

static char *
describe_scale (const CltQuestion *question)
{
  int low, high;

  clt_question_get_scale (question, &low, &high);
  if (*question->low_label != '\0' && *question->high_label != '\0')
    /* Translators: the ends of a rating, each with its meaning. */
    return g_strdup_printf (_ ("%d (%s) to %d (%s)"), low, question->low_label, high,
                            question->high_label);
  return g_strdup_printf (_ ("%d to %d"), low, high);
}

static char *
format_limit (const CltQuestion *question, double limit)
{
  if (question->type == CLT_QUESTION_DATE)
    return clt_day_format (clt_day_from_yyyymmdd ((int) limit));
  return g_strdup_printf ("%.15g", limit);
}

static char *
describe_limits (const CltQuestion *question)
{
  const char *type = clt_question_type_get_label (question->type);
  g_autofree char *low = isnan (question->low) ? NULL : format_limit (question, question->low);
  g_autofree char *high = isnan (question->high) ? NULL : format_limit (question, question->high);

  if (low != NULL && high != NULL)
    /* Translators: the kind of a question, and its limits. */
    return g_strdup_printf (_ ("%s, %s to %s"), type, low, high);
  if (low != NULL)
    return g_strdup_printf (_ ("%s, from %s"), type, low);
  if (high != NULL)
    return g_strdup_printf (_ ("%s, up to %s"), type, high);
  return g_strdup (type);
}

static char *
describe_answers (const CltQuestion *question)
{
  g_autofree char *options = join_labels (question->options);
  g_autofree char *lines = join_labels (question->lines);

  if (!clt_question_is_asked (question))
    return g_strdup ("");
  if (clt_question_get_scale (question, NULL, NULL))
    return describe_scale (question);
  if (question->type == CLT_QUESTION_TEXT || question->type == CLT_QUESTION_YESNO ||
      (clt_question_type_has_options (question->type) && question->options->len == 0))
    return g_strdup (clt_question_type_get_label (question->type));
  if (question->type == CLT_QUESTION_CHOICE)
    return g_strdup_printf (_ ("one of: %s"), options);
  if (question->type == CLT_QUESTION_SEVERAL)
    return g_strdup_printf (_ ("several of: %s"), options);
  if (question->type == CLT_QUESTION_RANKING)
    return g_strdup_printf (_ ("in order: %s"), options);
  if (question->type == CLT_QUESTION_MATRIX)
    /* Translators: the lines of a table of ratings, and what each is answered with. */
    return g_strdup_printf (_ ("each of %s: %s"), lines, options);
  return describe_limits (question);
}

static char *
describe_condition (const CltForm *form, const CltQuestion *question)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltCondition) condition = clt_condition_parse (question->condition, NULL, &error);
  g_autofree char *words = NULL;

  if (condition == NULL)
    return g_strdup (error->message);
  if (clt_condition_is_always (condition))
    return g_strdup ("");
  words = clt_condition_describe (condition, form);
  /* Translators: %s is a condition. */
  return g_strdup_printf (_ ("only if %s"), words);
}

GPtrArray *
clt_form_outline (const CltForm *form)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) free_line);
  int number = 0;

  for (guint i = 0; i < form->questions->len; i++)
    {
      const CltQuestion *question = form->questions->pdata[i];
      CltOutlineLine *line = g_new0 (CltOutlineLine, 1);

      line->question = question;
      line->number = clt_question_is_asked (question) ? ++number : 0;
      line->answers = describe_answers (question);
      line->condition = describe_condition (form, question);
      g_ptr_array_add (lines, line);
    }
  return lines;
}

static void
append_detail (GString *text, const char *words)
{
  if (*words != '\0')
    g_string_append_printf (text, "    %s\n", words);
}

char *
clt_form_format_outline (const CltForm *form)
{
  g_autoptr (GPtrArray) lines = clt_form_outline (form);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const CltOutlineLine *line = lines->pdata[i];

      if (line->question->type == CLT_QUESTION_SECTION)
        g_string_append_printf (text, "\n## %s\n", line->question->text);
      else if (line->number == 0)
        g_string_append_printf (text, "%s\n", line->question->text);
      else
        /* Translators: a number, a question, and the key that names it. */
        g_string_append_printf (text, _ ("%d. %s (%s)\n"), line->number, line->question->text,
                                line->question->key);
      append_detail (text, line->answers);
      append_detail (text, line->question->required ? _ ("has to be answered") : "");
      append_detail (text, line->condition);
      if (*line->question->bad != '\0')
        {
          g_autofree char *words =
            /* Translators: codes of answers. */
            g_strdup_printf (_ ("calls compliance: %s"), line->question->bad);

          append_detail (text, words);
        }
    }
  return g_string_free (text, FALSE);
}
