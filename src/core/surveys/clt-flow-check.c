/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/surveys/clt-flow-check.h"

#include <math.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/catalogue/clt-template.h"
#include "core/surveys/clt-flow-paths.h"

typedef struct
{
  const CltForm *form;
  GPtrArray *conditions; /* CltCondition; what cannot be read always holds */
  GPtrArray *faults;
  gboolean ordered; /* every condition is about earlier questions that there are */
} Check;

const char *
clt_fault_kind_get_name (CltFaultKind kind)
{
  static const char *const names[] = { "condition", "unknown-question", "later-question", "loop",
                                       "misfit",    "contradiction",    "unreachable",    "options",
                                       "label",     "dimension",        "bad-value",      "key",
                                       "empty",     "placeholder",      "needless" };

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == CLT_FAULT_NEEDLESS + 1);

  return names[kind];
}

void
clt_fault_free (CltFault *fault)
{
  g_free (fault->key);
  g_free (fault->message);
  g_free (fault);
}

G_GNUC_PRINTF (4, 5)
static void
add_fault (Check *check, CltFaultKind kind, const char *key, const char *format, ...)
{
  CltFault *fault = g_new0 (CltFault, 1);
  va_list args;

  va_start (args, format);
  fault->message = g_strdup_vprintf (format, args);
  va_end (args);
  fault->kind = kind;
  fault->warning = kind == CLT_FAULT_NEEDLESS || (kind == CLT_FAULT_PLACEHOLDER && *key != '\0');
  fault->key = g_strdup (key);
  g_ptr_array_add (check->faults, fault);
}

/* What people know a question by. */
static const char *
get_name (const CltQuestion *question)
{
  return *question->text != '\0' ? question->text : question->key;
}

/* ---- what conditions are about ------------------------------------------------------------- */

static const CltCondition *
get_condition (const Check *check, int index)
{
  return check->conditions->pdata[index];
}

/* The condition of the question @from leads, over others, to @to. */
static gboolean
leads_to (const Check *check, int from, int to, gboolean *seen)
{
  g_autoptr (GPtrArray) tests = clt_condition_list_tests (get_condition (check, from));

  if (seen[from])
    return FALSE;
  seen[from] = TRUE;
  for (guint i = 0; i < tests->len; i++)
    {
      int index = clt_form_index_of (check->form, ((CltTest *) tests->pdata[i])->key);

      if (index == to || (index >= 0 && leads_to (check, index, to, seen)))
        return TRUE;
    }
  return FALSE;
}

/* @test stands in the condition of @index and is about @about, which comes no earlier. */
static void
add_order_fault (Check *check, int index, int about)
{
  const CltQuestion *question = check->form->questions->pdata[index];
  const CltQuestion *other = check->form->questions->pdata[about];
  g_autofree gboolean *seen = g_new0 (gboolean, check->form->questions->len);

  if (about == index)
    add_fault (check, CLT_FAULT_LOOP, question->key,
               _ ("The condition of “%s” waits for its own answer."), get_name (question));
  else if (leads_to (check, about, index, seen))
    add_fault (check, CLT_FAULT_LOOP, question->key,
               _ ("“%s” waits for “%s”, and that one waits for the former."), get_name (question),
               get_name (other));
  else
    add_fault (check, CLT_FAULT_LATER, question->key,
               _ ("The condition of “%s” asks about “%s”, which comes later."), get_name (question),
               get_name (other));
}

/* A value as it is stored, which the question can have. */
static gboolean
is_value (const CltQuestion *question, const char *part, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *stored = NULL;

  if (question->type == CLT_QUESTION_NUMBER || question->type == CLT_QUESTION_DATE)
    { /* a limit need not be a possible answer */
      char *end;

      g_ascii_strtod (value, &end);
      return *value != '\0' && *end == '\0' &&
             (question->type == CLT_QUESTION_NUMBER ||
              clt_day_from_yyyymmdd (atoi (value)) != CLT_DAY_NONE);
    }
  stored = clt_question_parse_value (question, part, value, &error);
  return stored != NULL && g_str_equal (stored, value);
}

/* The options of a matrix may be points. */
static gboolean
has_numbers (const CltQuestion *question)
{
  for (guint i = 0; i < question->options->len; i++)
    {
      char *end;

      g_ascii_strtod (((CltOption *) question->options->pdata[i])->code, &end);
      if (*end != '\0')
        return FALSE;
    }
  return TRUE;
}

/* The comparison can be made, and its value be answered. */
static gboolean
fits (const CltQuestion *about, const CltTest *test)
{
  const gboolean ordered = test->op >= CLT_TEST_BELOW && test->op <= CLT_TEST_AT_LEAST;
  const gboolean in_parts =
    about->type == CLT_QUESTION_MATRIX || about->type == CLT_QUESTION_RANKING;
  const gboolean known = *test->part == '\0' ? TRUE
                         : about->type == CLT_QUESTION_MATRIX
                           ? clt_question_find_line (about, test->part) != NULL
                           : in_parts && clt_question_find_option (about, test->part) != NULL;

  if (!known || !clt_test_operator_suits (test->op, about->type))
    return FALSE;
  if (!clt_test_operator_has_value (test->op))
    return TRUE;
  if (test->op == CLT_TEST_HAS)
    return clt_question_find_option (about, test->value) != NULL;
  if (in_parts && *test->part == '\0')
    return FALSE;
  if (ordered && about->type == CLT_QUESTION_MATRIX && !has_numbers (about))
    return FALSE;
  return is_value (about, test->part, test->value);
}

static void
check_test (Check *check, int index, const CltTest *test)
{
  const CltQuestion *question = check->form->questions->pdata[index];
  const int about = clt_form_index_of (check->form, test->key);

  if (about < 0)
    add_fault (check, CLT_FAULT_UNKNOWN, question->key,
               _ ("The condition of “%s” asks about “%s”, which is no question of this form."),
               get_name (question), test->key);
  else if (about >= index)
    add_order_fault (check, index, about);
  if (about < 0 || about >= index)
    check->ordered = FALSE;
  else if (!fits (check->form->questions->pdata[about], test))
    {
      g_autofree char *text = clt_test_format (test);

      add_fault (check, CLT_FAULT_MISFIT, question->key,
                 /* Translators: a question, a comparison such as “q1 >= 4”, and what
                  * kind of question that one is. */
                 _ (
                   "The condition of “%s” has “%s”, which no answer to that question (%s) can be."),
                 get_name (question), text,
                 clt_question_type_get_label (
                   ((CltQuestion *) check->form->questions->pdata[about])->type));
    }
}

static void
check_conditions (Check *check)
{
  for (guint i = 0; i < check->form->questions->len; i++)
    {
      g_autoptr (GPtrArray) tests = clt_condition_list_tests (get_condition (check, (int) i));

      for (guint k = 0; k < tests->len; k++)
        check_test (check, (int) i, tests->pdata[k]);
    }
}

static void
read_conditions (Check *check)
{
  for (guint i = 0; i < check->form->questions->len; i++)
    {
      const CltQuestion *question = check->form->questions->pdata[i];
      g_autoptr (GError) error = NULL;
      CltCondition *condition = clt_condition_parse (question->condition, NULL, &error);

      if (condition == NULL)
        {
          /* Translators: a question, and a sentence. */
          add_fault (check, CLT_FAULT_CONDITION, question->key, _ ("“%s”: %s"), get_name (question),
                     error->message);
          condition = clt_condition_parse ("", NULL, NULL);
        }
      g_ptr_array_add (check->conditions, condition);
    }
}

/* What its condition says is not worth following. */
static gboolean
is_faulty (const Check *check, const CltQuestion *question)
{
  for (guint i = 0; i < check->faults->len; i++)
    {
      const CltFault *fault = check->faults->pdata[i];

      if (fault->kind <= CLT_FAULT_MISFIT && g_str_equal (fault->key, question->key))
        return TRUE;
    }
  return FALSE;
}

static void
check_paths (Check *check)
{
  g_autoptr (CltPaths) paths = NULL;

  if (!check->ordered)
    return;
  paths = clt_paths_find (check->form, check->conditions);
  if (!paths->complete)
    return;
  for (guint i = 0; i < check->form->questions->len; i++)
    {
      const CltQuestion *question = check->form->questions->pdata[i];
      const gboolean always = clt_condition_is_always (get_condition (check, (int) i));

      if (is_faulty (check, question))
        continue;
      if (!paths->satisfied[i])
        add_fault (check, CLT_FAULT_CONTRADICTION, question->key,
                   _ ("The condition of “%s” contradicts itself: no answers make it true."),
                   get_name (question));
      else if (!paths->reached[i])
        add_fault (check, CLT_FAULT_UNREACHABLE, question->key,
                   _ ("“%s” is never reached: what it waits for is not asked on the way there."),
                   get_name (question));
      else if (!always && !paths->avoided[i])
        add_fault (check, CLT_FAULT_NEEDLESS, question->key,
                   _ ("The condition of “%s” always holds: it could be left out."),
                   get_name (question));
    }
}

/* ---- questions by themselves --------------------------------------------------------------- */

static void
check_labels (Check *check, const CltQuestion *question, const GPtrArray *options)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < options->len; i++)
    {
      const CltOption *option = options->pdata[i];

      if (*option->label == '\0')
        add_fault (check, CLT_FAULT_LABEL, question->key, _ ("Option “%s” of “%s” has no words."),
                   option->code, get_name (question));
      else if (!g_hash_table_add (seen, option->label))
        add_fault (check, CLT_FAULT_LABEL, question->key,
                   /* Translators: a question, and words. */
                   _ ("“%s” offers “%s” twice."), get_name (question), option->label);
    }
}

static void
check_options (Check *check, const CltQuestion *question)
{
  const gboolean wanted =
    question->type == CLT_QUESTION_CHOICE || clt_question_has_parts (question);

  if (wanted && question->options->len < 2)
    add_fault (check, CLT_FAULT_OPTIONS, question->key,
               _ ("“%s” needs at least two options to choose from."), get_name (question));
  if (question->type == CLT_QUESTION_MATRIX && question->lines->len == 0)
    add_fault (check, CLT_FAULT_OPTIONS, question->key, _ ("“%s” needs at least one line."),
               get_name (question));
  if (question->type == CLT_QUESTION_SEVERAL && question->low > question->options->len)
    add_fault (check, CLT_FAULT_OPTIONS, question->key,
               _ ("“%s” asks for more answers than there are options."), get_name (question));
  check_labels (check, question, question->options);
  check_labels (check, question, question->lines);
}

/* A code of a several or ranking is a part, of the others a value. */
static void
check_bad (Check *check, const CltQuestion *question)
{
  g_auto (GStrv) codes = g_strsplit (question->bad, " ", -1);

  for (guint i = 0; codes[i] != NULL; i++)
    {
      g_autofree char *stored = NULL;

      if (*codes[i] == '\0' || clt_question_find_option (question, codes[i]) != NULL)
        continue;
      stored = clt_question_has_parts (question)
                 ? NULL
                 : clt_question_parse_value (question, "", codes[i], NULL);
      if (stored == NULL || !g_str_equal (stored, codes[i]))
        add_fault (check, CLT_FAULT_BAD, question->key,
                   /* Translators: a code, then a question. */
                   _ ("“%s”, which is to call compliance, is no answer to “%s”."), codes[i],
                   get_name (question));
    }
}

static gboolean
has_dimension (const CltForm *form, const char *name)
{
  for (guint i = 0; i < form->dimensions->len; i++)
    if (g_str_equal (((CltDimension *) form->dimensions->pdata[i])->name, name))
      return TRUE;
  return FALSE;
}

static void
check_placeholders (Check *check, const char *key, const char *text)
{
  g_autoptr (GError) error = NULL;

  if (!clt_template_check (text, &error))
    add_fault (check, CLT_FAULT_PLACEHOLDER, key, "%s", error->message);
}

static void
check_question (Check *check, const CltQuestion *question)
{
  check_placeholders (check, question->key, question->text);
  if (*question->text == '\0')
    add_fault (check, CLT_FAULT_LABEL, question->key, _ ("Question “%s” has no words."),
               get_name (question));
  check_options (check, question);
  check_bad (check, question);
  if (*question->dimension == '\0')
    return;
  if (!has_dimension (check->form, question->dimension))
    add_fault (check, CLT_FAULT_DIMENSION, question->key,
               /* Translators: a question, the name of a dimension. */
               _ ("“%s” counts for “%s”, which is no dimension of this form."), get_name (question),
               question->dimension);
  else if (!clt_question_get_scale (question, NULL, NULL) && question->type != CLT_QUESTION_MATRIX)
    add_fault (check, CLT_FAULT_DIMENSION, question->key,
               _ ("“%s” counts for a dimension and is no rating."), get_name (question));
}

static void
check_dimensions (Check *check)
{
  const CltForm *form = check->form;
  int sum = 0;

  for (guint i = 0; i < form->dimensions->len; i++)
    {
      const CltDimension *dimension = form->dimensions->pdata[i];
      gboolean used = FALSE;

      sum += dimension->weight;
      for (guint k = 0; k < form->questions->len && !used; k++)
        used =
          g_str_equal (((CltQuestion *) form->questions->pdata[k])->dimension, dimension->name);
      if (!used)
        add_fault (check, CLT_FAULT_DIMENSION, "", _ ("No question counts for dimension “%s”."),
                   dimension->name);
    }
  if (form->dimensions->len > 0 && sum != 100)
    add_fault (check, CLT_FAULT_DIMENSION, "",
               _ ("The weights of the dimensions sum to %d instead of 100."), sum);
}

static int
compare_places (gconstpointer a, gconstpointer b, gpointer data)
{
  const CltFault *const *x = a, *const *y = b;
  const Check *check = data;

  return clt_form_index_of (check->form, (*x)->key) - clt_form_index_of (check->form, (*y)->key);
}

GPtrArray *
clt_form_check (const CltForm *form)
{
  g_autoptr (GPtrArray) conditions =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_condition_free);
  Check check = { form, conditions,
                  g_ptr_array_new_with_free_func ((GDestroyNotify) clt_fault_free), TRUE };
  g_autoptr (GError) error = NULL;
  gboolean asks = FALSE;

  if (!clt_form_validate (form, &error))
    { /* nothing else can be relied on */
      add_fault (&check, CLT_FAULT_KEY, "", "%s", error->message);
      return check.faults;
    }
  for (guint i = 0; i < form->questions->len; i++)
    {
      asks = asks || clt_question_is_asked (form->questions->pdata[i]);
      check_question (&check, form->questions->pdata[i]);
    }
  if (!asks)
    add_fault (&check, CLT_FAULT_EMPTY, "", "%s", _ ("The form asks nothing yet."));
  check_placeholders (&check, "", form->greeting);
  check_placeholders (&check, "", form->closing);
  check_dimensions (&check);
  read_conditions (&check);
  check_conditions (&check);
  check_paths (&check);
  g_ptr_array_sort_with_data (check.faults, compare_places, &check);
  return check.faults;
}

gboolean
clt_form_count_paths (const CltForm *form, guint64 *n)
{
  g_autoptr (GPtrArray) conditions =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_condition_free);
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_fault_free);
  Check check = { form, conditions, faults, TRUE };
  g_autoptr (CltPaths) paths = NULL;

  read_conditions (&check);
  check_conditions (&check);
  if (!check.ordered)
    return FALSE;
  paths = clt_paths_find (form, conditions);
  *n = paths->n_paths;
  return paths->complete;
}
