/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Single tests, and conditions as people pick and read them. */

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/surveys/clt-flow-private.h"

#define BIT(type) (1u << CLT_QUESTION_##type)
#define ORDERED                                                                                    \
  (BIT (RATING) | BIT (NPS) | BIT (NUMBER) | BIT (DATE) | BIT (MATRIX) | BIT (RANKING))
#define EQUAL (ORDERED | BIT (YESNO) | BIT (CHOICE) | BIT (TEXT))
#define ANY (EQUAL | BIT (SEVERAL))

/* In the order of CltTestOperator. */
static const struct
{
  const char *sign;  /* as it is written, blanks around it */
  const char *label; /* msgid */
  guint types;
} operators[CLT_N_TEST_OPERATORS] = {
  { "=", NC_ ("test", "is"), EQUAL },
  { "!=", NC_ ("test", "is other than"), EQUAL },
  { "<", NC_ ("test", "is below"), ORDERED },
  { "<=", NC_ ("test", "is at most"), ORDERED },
  { ">", NC_ ("test", "is above"), ORDERED },
  { ">=", NC_ ("test", "is at least"), ORDERED },
  { "has", NC_ ("test", "has"), BIT (SEVERAL) },
  { "is answered", NC_ ("test", "is answered"), ANY },
  { "is blank", NC_ ("test", "is blank"), ANY },
  { "is refused", NC_ ("test", "is refused"), ANY },
  { "is unknown", NC_ ("test", "is not known"), ANY },
};

const char *
clt_test_operator_get_label (CltTestOperator op)
{
  return g_dpgettext2 (NULL, "test", operators[op].label);
}

gboolean
clt_test_operator_has_value (CltTestOperator op)
{
  return op <= CLT_TEST_HAS;
}

gboolean
clt_test_operator_suits (CltTestOperator op, CltQuestionType type)
{
  return (operators[op].types & (1u << type)) != 0;
}

CltTest *
clt_test_new (const char *key, const char *part, CltTestOperator op, const char *value)
{
  CltTest *test = g_new0 (CltTest, 1);

  test->key = g_strdup (key);
  test->part = g_strdup (part);
  test->op = op;
  test->value = g_strdup (value);
  return test;
}

void
clt_test_free (CltTest *test)
{
  g_free (test->key);
  g_free (test->part);
  g_free (test->value);
  g_free (test);
}

/* ---- truth --------------------------------------------------------------------------------- */

/* Numbers as numbers, else as words. @numbers: (out) */
static int
compare (const char *a, const char *b, gboolean *numbers)
{
  char *end_a, *end_b;
  double number_a = g_ascii_strtod (a, &end_a), number_b = g_ascii_strtod (b, &end_b);

  *numbers = *a != '\0' && *b != '\0' && *end_a == '\0' && *end_b == '\0';
  if (*numbers)
    return (number_a > number_b) - (number_a < number_b);
  return strcmp (a, b);
}

static gboolean
compare_holds (CltTestOperator op, const char *value, const char *with)
{
  gboolean numbers;
  int order = compare (value, with, &numbers);

  if (op == CLT_TEST_IS || op == CLT_TEST_IS_NOT)
    return (order == 0) == (op == CLT_TEST_IS);
  if (op == CLT_TEST_BELOW || op == CLT_TEST_AT_MOST)
    return numbers && order < (op == CLT_TEST_AT_MOST);
  return numbers && order > -(op == CLT_TEST_AT_LEAST);
}

/* A line of a matrix may be blank where the others are not. */
static gboolean
is_part_blank (const CltTest *test, const CltAnswers *answers)
{
  return *test->part != '\0' && clt_answers_get (answers, test->key, test->part) == NULL;
}

gboolean
clt_test_holds (const CltTest *test, const CltAnswers *answers)
{
  const gboolean blank = answers == NULL || clt_answers_is_blank (answers, test->key);
  const CltReplyMark mark = blank ? CLT_MARK_NONE : clt_answers_get_mark (answers, test->key);
  const gboolean given = !blank && mark == CLT_MARK_NONE;
  const char *value;

  if (test->op == CLT_TEST_ANSWERED)
    return given && !is_part_blank (test, answers);
  if (test->op == CLT_TEST_BLANK)
    return blank || (given && is_part_blank (test, answers));
  if (test->op == CLT_TEST_REFUSED)
    return mark == CLT_MARK_REFUSED;
  if (test->op == CLT_TEST_UNKNOWN)
    return mark == CLT_MARK_UNKNOWN;
  if (test->op == CLT_TEST_HAS)
    return given && clt_answers_get (answers, test->key, test->value) != NULL;
  value = given ? clt_answers_get (answers, test->key, test->part) : NULL;
  return value != NULL && compare_holds (test->op, value, test->value);
}

/* ---- as it is written ---------------------------------------------------------------------- */

static void
append_name (GString *text, const char *name)
{
  static const char *const words[] = { "and", "or",       "not",   "in",      "has",
                                       "is",  "answered", "blank", "refused", "unknown" };
  gboolean bare = clt_condition_is_bare (name);
  const char *quote = strchr (name, '"') == NULL ? "\"" : "'";

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    bare = bare && g_ascii_strcasecmp (words[i], name) != 0;
  g_string_append_printf (text, "%s%s%s", bare ? "" : quote, name, bare ? "" : quote);
}

static void
append_test (GString *text, const CltTest *test)
{
  append_name (text, test->key);
  if (*test->part != '\0')
    {
      g_string_append_c (text, '[');
      append_name (text, test->part);
      g_string_append_c (text, ']');
    }
  g_string_append_printf (text, " %s", operators[test->op].sign);
  if (clt_test_operator_has_value (test->op))
    {
      g_string_append_c (text, ' ');
      append_name (text, test->value);
    }
}

char *
clt_test_format (const CltTest *test)
{
  GString *text = g_string_new (NULL);

  append_test (text, test);
  return g_string_free (text, FALSE);
}

static void
append_condition (GString *text, const CltCondition *condition, CltConditionKind parent)
{
  const gboolean chain =
    condition->kind == CLT_CONDITION_AND || condition->kind == CLT_CONDITION_OR;
  const gboolean brackets = chain && parent != CLT_CONDITION_ALWAYS && parent != condition->kind;

  if (brackets)
    g_string_append_c (text, '(');
  if (condition->kind == CLT_CONDITION_TEST)
    append_test (text, condition->test);
  else if (condition->kind == CLT_CONDITION_NOT)
    {
      g_string_append (text, "not ");
      append_condition (text, condition->left, CLT_CONDITION_NOT);
    }
  else if (chain)
    {
      append_condition (text, condition->left, condition->kind);
      g_string_append (text, condition->kind == CLT_CONDITION_AND ? " and " : " or ");
      append_condition (text, condition->right, condition->kind);
    }
  if (brackets)
    g_string_append_c (text, ')');
}

char *
clt_condition_format (const CltCondition *condition)
{
  GString *text = g_string_new (NULL);

  append_condition (text, condition, CLT_CONDITION_ALWAYS);
  return g_string_free (text, FALSE);
}

/* ---- as it is read ------------------------------------------------------------------------- */

/* The question's number, or its key where the form does not know it; with the line. */
static char *
dup_question_name (const CltTest *test, const CltForm *form, const CltQuestion *question)
{
  const CltOption *part = NULL;

  if (question == NULL)
    return g_strdup (test->key);
  if (*test->part != '\0')
    part = question->type == CLT_QUESTION_MATRIX ? clt_question_find_line (question, test->part)
                                                 : clt_question_find_option (question, test->part);
  if (part != NULL)
    /* Translators: a question, and one line or option of it. */
    return g_strdup_printf (_ ("“%s – %s”"), question->text, part->label);
  return g_strdup_printf (C_ ("question", "“%s”"), question->text);
}

static char *
describe_test (const CltTest *test, const CltForm *form)
{
  const CltQuestion *question = clt_form_find_question (form, test->key);
  g_autofree char *name = dup_question_name (test, form, question);
  g_autofree char *value =
    question == NULL ? g_strdup (test->value) : clt_question_format_value (question, test->value);
  const char *label = clt_test_operator_get_label (test->op);

  if (!clt_test_operator_has_value (test->op))
    return g_strdup_printf ("%s %s", name, label);
  /* Translators: a question, a comparison such as “is at least”, and a value. */
  return g_strdup_printf (C_ ("test", "%s %s %s"), name, label, value);
}

static char *
describe (const CltCondition *condition, const CltForm *form, gboolean inner)
{
  g_autofree char *left = NULL, *right = NULL, *both = NULL;

  if (condition->kind == CLT_CONDITION_TEST)
    return describe_test (condition->test, form);
  if (condition->left == NULL)
    return g_strdup (C_ ("condition", "always"));
  left = describe (condition->left, form, TRUE);
  if (condition->kind == CLT_CONDITION_NOT)
    /* Translators: %s is a condition. */
    return g_strdup_printf (_ ("not so that %s"), left);
  right = describe (condition->right, form, TRUE);
  /* Translators: two conditions. */
  both = g_strdup_printf (condition->kind == CLT_CONDITION_AND ? _ ("%s and %s") : _ ("%s or %s"),
                          left, right);
  if (!inner || condition->kind == CLT_CONDITION_AND)
    return g_steal_pointer (&both);
  /* Translators: a condition within another. */
  return g_strdup_printf (_ ("(%s)"), both);
}

char *
clt_condition_describe (const CltCondition *condition, const CltForm *form)
{
  return describe (condition, form, FALSE);
}

/* ---- as it is picked ----------------------------------------------------------------------- */

static gboolean
collect_picks (const CltCondition *condition, CltConditionKind kind, GPtrArray *picks)
{
  const CltTest *test = condition->test;

  if (condition->kind == CLT_CONDITION_TEST)
    {
      g_ptr_array_add (picks, clt_test_new (test->key, test->part, test->op, test->value));
      return TRUE;
    }
  return condition->kind == kind && collect_picks (condition->left, kind, picks) &&
         collect_picks (condition->right, kind, picks);
}

GPtrArray *
clt_condition_dup_picks (const CltCondition *condition, gboolean *any)
{
  g_autoptr (GPtrArray) picks = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_test_free);

  *any = condition->kind == CLT_CONDITION_OR;
  if (condition->kind == CLT_CONDITION_ALWAYS ||
      collect_picks (condition, *any ? CLT_CONDITION_OR : CLT_CONDITION_AND, picks))
    return g_steal_pointer (&picks);
  return NULL;
}

char *
clt_picks_format (const GPtrArray *picks, gboolean any)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < picks->len; i++)
    {
      if (i > 0)
        g_string_append (text, any ? " or " : " and ");
      append_test (text, picks->pdata[i]);
    }
  return g_string_free (text, FALSE);
}
