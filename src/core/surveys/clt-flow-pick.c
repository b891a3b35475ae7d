/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions that are picked instead of written. */

#include "core/base/clt-i18n.h"
#include "core/surveys/clt-flow-condition.h"

static void
free_subject (CltSubject *subject)
{
  g_free (subject->part);
  g_free (subject->label);
  g_free (subject);
}

/* Takes @label. */
static void
add_subject (GPtrArray *subjects, const CltQuestion *question, const char *part, char *label)
{
  CltSubject *subject = g_new0 (CltSubject, 1);

  subject->question = question;
  subject->part = g_strdup (part);
  subject->label = label;
  g_ptr_array_add (subjects, subject);
}

static void
add_question (GPtrArray *subjects, const CltQuestion *question, int number)
{
  const gboolean matrix = question->type == CLT_QUESTION_MATRIX;
  const GPtrArray *parts = matrix ? question->lines : question->options;

  if (!matrix && question->type != CLT_QUESTION_RANKING)
    {
      add_subject (subjects, question, "",
                   /* Translators: the number of a question and its words. */
                   g_strdup_printf (_ ("%d. %s"), number, question->text));
      return;
    }
  for (guint i = 0; i < parts->len; i++)
    {
      const CltOption *part = parts->pdata[i];

      add_subject (subjects, question, part->code,
                   /* Translators: the number of a question, its words, and one line of it. */
                   g_strdup_printf (_ ("%d. %s – %s"), number, question->text, part->label));
    }
}

GPtrArray *
clt_form_list_subjects (const CltForm *form, guint index)
{
  GPtrArray *subjects = g_ptr_array_new_with_free_func ((GDestroyNotify) free_subject);
  int number = 0;

  for (guint i = 0; i < MIN (index, form->questions->len); i++)
    {
      const CltQuestion *question = form->questions->pdata[i];

      if (clt_question_is_asked (question))
        add_question (subjects, question, ++number);
    }
  return subjects;
}

int
clt_subjects_find (const GPtrArray *subjects, const char *key, const char *part)
{
  for (guint i = 0; i < subjects->len; i++)
    {
      const CltSubject *subject = subjects->pdata[i];

      if (g_str_equal (subject->question->key, key) && g_str_equal (subject->part, part))
        return (int) i;
    }
  return -1;
}

/* ---- answers -------------------------------------------------------------------------------- */

static void
add_points (GPtrArray *values, int low, int high)
{
  for (int i = low; i <= high; i++)
    {
      g_autofree char *text = g_strdup_printf ("%d", i);

      g_ptr_array_add (values, clt_option_new (text, text));
    }
}

GPtrArray *
clt_subject_list_values (const CltSubject *subject)
{
  const CltQuestion *question = subject->question;
  GPtrArray *values = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_option_free);
  int low, high;

  if (question->type == CLT_QUESTION_YESNO)
    {
      g_ptr_array_add (values, clt_option_new ("yes", C_ ("answer", "Yes")));
      g_ptr_array_add (values, clt_option_new ("no", C_ ("answer", "No")));
    }
  else if (clt_question_get_scale (question, &low, &high))
    add_points (values, low, high);
  else if (question->type == CLT_QUESTION_RANKING)
    add_points (values, 1, (int) question->options->len);
  else
    for (guint i = 0; i < question->options->len; i++)
      {
        const CltOption *option = question->options->pdata[i];

        g_ptr_array_add (values, clt_option_new (option->code, option->label));
      }
  return values;
}

CltTest *
clt_subject_make_test (const CltSubject *subject)
{
  g_autoptr (GPtrArray) values = clt_subject_list_values (subject);
  CltTestOperator op = subject->question->type == CLT_QUESTION_SEVERAL ? CLT_TEST_HAS : CLT_TEST_IS;

  if (values->len == 0)
    return clt_test_new (subject->question->key, subject->part, CLT_TEST_ANSWERED, "");
  return clt_test_new (subject->question->key, subject->part, op,
                       ((CltOption *) values->pdata[0])->code);
}

/* ---- reading one back ----------------------------------------------------------------------- */

static gboolean
can_be_picked (const GPtrArray *subjects, const CltTest *test)
{
  const int index = clt_subjects_find (subjects, test->key, test->part);
  g_autoptr (GPtrArray) values = NULL;

  if (index < 0 ||
      !clt_test_operator_suits (test->op, ((CltSubject *) subjects->pdata[index])->question->type))
    return FALSE;
  if (!clt_test_operator_has_value (test->op))
    return TRUE;
  values = clt_subject_list_values (subjects->pdata[index]);
  for (guint i = 0; i < values->len; i++)
    if (g_str_equal (((CltOption *) values->pdata[i])->code, test->value))
      return TRUE;
  return values->len == 0;
}

GPtrArray *
clt_subjects_dup_picks (const GPtrArray *subjects, const char *condition, gboolean *any)
{
  g_autoptr (CltCondition) parsed = clt_condition_parse (condition, NULL, NULL);
  g_autoptr (GPtrArray) picks = parsed == NULL ? NULL : clt_condition_dup_picks (parsed, any);

  for (guint i = 0; picks != NULL && i < picks->len; i++)
    if (!can_be_picked (subjects, picks->pdata[i]))
      return NULL;
  return g_steal_pointer (&picks);
}
