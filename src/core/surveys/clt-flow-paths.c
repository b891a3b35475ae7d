/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What answers can do to the way is which of the tests in all conditions they make true: a set of
 * bits. For each question the answers fall into few classes, one for each set of bits that they can
 * bring about. From the first question to the last, the ways so far are sets of states (sets of bits);
 * where a question is asked in some states and not in others, a way splits in two, as the
 * determinization of an automaton does. Bits that no later condition reads are forgotten, so states
 * stay few. */

#include "core/surveys/clt-flow-paths.h"

#include <math.h>
#include <string.h>

#define MAX_TESTS 64
#define MAX_NAMED 10     /* options of several, by tests */
#define MAX_STATES 50000 /* over all ways at one question */
#define MAX_CLASSES 4096 /* of free answers, for one condition */

typedef struct
{
  const CltForm *form;
  const GPtrArray *conditions;
  GPtrArray *tests;  /* const CltTest, each once */
  GArray **classes;  /* a question: guint64 of true tests */
  guint64 *blank;    /* a question: its tests when it is not asked */
  guint64 *needed;   /* a question: tests that it or a later one reads */
  gboolean too_many; /* classes: not all of them were found */
  CltPaths *paths;
} Search;

/* ---- tests --------------------------------------------------------------------------------- */

static gboolean
is_same_test (const CltTest *a, const CltTest *b)
{
  return a->op == b->op && g_str_equal (a->key, b->key) && g_str_equal (a->part, b->part) &&
         g_str_equal (a->value, b->value);
}

/* -1: there are too many. */
static int
find_test (Search *search, const CltTest *test, gboolean add)
{
  for (guint i = 0; i < search->tests->len; i++)
    if (is_same_test (search->tests->pdata[i], test))
      return (int) i;
  if (!add || search->tests->len == MAX_TESTS)
    return -1;
  g_ptr_array_add (search->tests, (gpointer) test);
  return (int) search->tests->len - 1;
}

static guint64
get_bits (Search *search, guint question)
{
  g_autoptr (GPtrArray) tests = clt_condition_list_tests (search->conditions->pdata[question]);
  guint64 bits = 0;

  for (guint i = 0; i < tests->len; i++)
    bits |= G_GUINT64_CONSTANT (1) << find_test (search, tests->pdata[i], FALSE);
  return bits;
}

static gboolean
collect_tests (Search *search)
{
  for (guint i = 0; i < search->conditions->len; i++)
    {
      g_autoptr (GPtrArray) tests = clt_condition_list_tests (search->conditions->pdata[i]);

      for (guint k = 0; k < tests->len; k++)
        if (find_test (search, tests->pdata[k], TRUE) < 0)
          return FALSE;
    }
  return TRUE;
}

/* A section's condition is read by all questions in it. */
static void
find_needed (Search *search)
{
  const guint n = search->form->questions->len;
  int section = -1;

  for (guint i = 0; i < n; i++)
    {
      guint64 bits = get_bits (search, i);

      if (((CltQuestion *) search->form->questions->pdata[i])->type == CLT_QUESTION_SECTION)
        section = (int) i;
      else if (section >= 0)
        bits |= get_bits (search, (guint) section);
      for (guint k = 0; k <= i; k++)
        search->needed[k] |= bits;
    }
}

/* ---- classes of answers -------------------------------------------------------------------- */

static guint64
find_true (Search *search, const char *key, const CltAnswers *answers)
{
  guint64 bits = 0;

  for (guint i = 0; i < search->tests->len; i++)
    {
      const CltTest *test = search->tests->pdata[i];

      if (g_str_equal (test->key, key) && clt_test_holds (test, answers))
        bits |= G_GUINT64_CONSTANT (1) << i;
    }
  return bits;
}

static void
add_class (GArray *classes, guint64 bits)
{
  for (guint i = 0; i < classes->len; i++)
    if (g_array_index (classes, guint64, i) == bits)
      return;
  g_array_append_val (classes, bits);
}

static void
add_value (GPtrArray *values, double value, double low, double high)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!(value < low) && !(value > high))
    g_ptr_array_add (values, g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", value)));
}

/* Values of one part that stand for all: options, points, and what lies at, below and above each
 * number that a test names. */
static GPtrArray *
list_values (Search *search, const CltQuestion *question, const char *part)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);
  const gboolean limited =
    question->type == CLT_QUESTION_NUMBER || question->type == CLT_QUESTION_DATE;
  int low, high;

  if (question->type == CLT_QUESTION_YESNO)
    {
      g_ptr_array_add (values, g_strdup ("yes"));
      g_ptr_array_add (values, g_strdup ("no"));
    }
  else if (clt_question_get_scale (question, &low, &high))
    for (int i = low; i <= high; i++)
      g_ptr_array_add (values, g_strdup_printf ("%d", i));
  else if (question->type == CLT_QUESTION_RANKING)
    for (guint i = 1; i <= question->options->len; i++)
      g_ptr_array_add (values, g_strdup_printf ("%u", i));
  else if (question->type == CLT_QUESTION_CHOICE || question->type == CLT_QUESTION_MATRIX)
    for (guint i = 0; i < question->options->len; i++)
      g_ptr_array_add (values, g_strdup (((CltOption *) question->options->pdata[i])->code));
  else if (question->type == CLT_QUESTION_TEXT)
    g_ptr_array_add (values, g_strdup ("…"));
  if (limited && !isnan (question->low))
    add_value (values, question->low, question->low, question->high);
  if (limited && !isnan (question->high))
    add_value (values, question->high, question->low, question->high);
  for (guint i = 0; i < search->tests->len; i++)
    {
      const CltTest *test = search->tests->pdata[i];
      char *end;
      double number = g_ascii_strtod (test->value, &end);

      if (!g_str_equal (test->key, question->key) || !g_str_equal (test->part, part) ||
          !clt_test_operator_has_value (test->op))
        continue;
      if (question->type == CLT_QUESTION_TEXT)
        g_ptr_array_add (values, g_strdup (test->value));
      else if (limited && *test->value != '\0' && *end == '\0')
        for (int step = -1; step <= 1; step++)
          add_value (values, number + step * 0.5, question->low, question->high);
    }
  if (limited && values->len == 0)
    g_ptr_array_add (values, g_strdup ("0"));
  return values;
}

/* Every choice of options that tests name, and one more that stands for the others. */
static void
add_several_classes (Search *search, const CltQuestion *question, GArray *classes)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();
  const CltOption *other = NULL;

  for (guint i = 0; i < question->options->len; i++)
    {
      const CltOption *option = question->options->pdata[i];
      gboolean named = FALSE;

      for (guint k = 0; k < search->tests->len && !named; k++)
        {
          const CltTest *test = search->tests->pdata[k];

          named = test->op == CLT_TEST_HAS && g_str_equal (test->key, question->key) &&
                  g_str_equal (test->value, option->code);
        }
      if (named)
        g_ptr_array_add (codes, (gpointer) option);
      else if (!option->exclusive || other == NULL)
        other = option;
    }
  if (other != NULL)
    g_ptr_array_add (codes, (gpointer) other);
  if (codes->len > MAX_NAMED)
    {
      search->too_many = TRUE;
      return;
    }
  for (guint set = 1; set < 1u << codes->len; set++)
    {
      g_autoptr (CltAnswers) answers = clt_answers_new ();
      guint n = 0, exclusive = 0;

      for (guint i = 0; i < codes->len; i++)
        if ((set & (1u << i)) != 0)
          {
            const CltOption *option = codes->pdata[i];

            n++;
            exclusive += (guint) option->exclusive;
            clt_answers_set (answers, question->key, option->code, "1", NULL);
          }
      if ((exclusive == 0 || n == 1) && !(n > question->high))
        add_class (classes, find_true (search, question->key, answers));
    }
}

/* One part more: each class so far with each of its values. */
static void
add_part_classes (Search *search,
                  const CltQuestion *question,
                  const char *part,
                  gboolean may_lack,
                  GArray *classes)
{
  g_autoptr (GPtrArray) values = list_values (search, question, part);
  g_autoptr (GArray) before = g_array_copy (classes);

  if (before->len == 0)
    g_array_append_vals (before, (guint64[]){ 0 }, 1);
  g_array_set_size (classes, 0);
  for (guint i = 0; i < values->len + (may_lack ? 1 : 0); i++)
    {
      g_autoptr (CltAnswers) answers = clt_answers_new ();
      guint64 bits = 0;

      if (i < values->len)
        clt_answers_set (answers, question->key, part, values->pdata[i], NULL);
      else /* something else of the question is answered */
        clt_answers_set (answers, question->key, "\001", "\001", NULL);
      for (guint k = 0; k < search->tests->len; k++)
        {
          const CltTest *test = search->tests->pdata[k];

          if (g_str_equal (test->key, question->key) &&
              (g_str_equal (test->part, part) || *test->part == '\0') &&
              clt_test_holds (test, answers))
            bits |= G_GUINT64_CONSTANT (1) << k;
        }
      for (guint k = 0; k < before->len && classes->len < MAX_CLASSES; k++)
        add_class (classes, g_array_index (before, guint64, k) | bits);
      search->too_many = search->too_many || classes->len == MAX_CLASSES;
    }
}

static void
add_matrix_classes (Search *search, const CltQuestion *question, GArray *classes)
{
  const GPtrArray *parts =
    question->type == CLT_QUESTION_MATRIX ? question->lines : question->options;

  for (guint i = 0; i < parts->len; i++)
    {
      const char *part = ((CltOption *) parts->pdata[i])->code;
      gboolean named = FALSE;

      for (guint k = 0; k < search->tests->len && !named; k++)
        {
          const CltTest *test = search->tests->pdata[k];

          named = g_str_equal (test->key, question->key) && g_str_equal (test->part, part);
        }
      if (named)
        add_part_classes (search, question, part, !question->required, classes);
    }
  if (classes->len == 0) /* none is named, but that it is answered may be */
    add_part_classes (search, question, "\001", TRUE, classes);
}

static void
find_classes (Search *search, guint index)
{
  const CltQuestion *question = search->form->questions->pdata[index];
  GArray *classes = search->classes[index];
  g_autoptr (CltAnswers) answers = clt_answers_new ();

  search->blank[index] = find_true (search, question->key, answers);
  if (!clt_question_is_asked (question))
    {
      add_class (classes, search->blank[index]);
      return;
    }
  if (question->type == CLT_QUESTION_SEVERAL)
    add_several_classes (search, question, classes);
  else if (clt_question_has_parts (question))
    add_matrix_classes (search, question, classes);
  else
    add_part_classes (search, question, "", FALSE, classes);
  for (CltReplyMark mark = CLT_MARK_REFUSED; mark <= CLT_MARK_UNKNOWN; mark++)
    {
      clt_answers_set_mark (answers, question->key, mark);
      add_class (classes, find_true (search, question->key, answers));
    }
  if (!question->required)
    add_class (classes, search->blank[index]);
}

/* ---- conditions ---------------------------------------------------------------------------- */

typedef struct
{
  Search *search;
  guint64 state;
} Look;

static gboolean
is_set (const CltTest *test, gpointer data)
{
  const Look *look = data;

  return (look->state >> find_test (look->search, test, FALSE) & 1) != 0;
}

static gboolean
evaluate (Search *search, guint question, guint64 state)
{
  Look look = { search, state };

  return clt_condition_evaluate (search->conditions->pdata[question], is_set, &look);
}

/* Whether any answers at all make the condition true, wherever they could be given. */
static gboolean
is_satisfiable (Search *search, guint index)
{
  const guint64 bits = get_bits (search, index);
  g_autoptr (GArray) states = g_array_new (FALSE, FALSE, sizeof (guint64));

  g_array_append_vals (states, (guint64[]){ 0 }, 1);
  for (guint i = 0; i < index; i++)
    {
      g_autoptr (GArray) next = g_array_new (FALSE, FALSE, sizeof (guint64));

      for (guint k = 0; k < states->len; k++)
        {
          const guint64 state = g_array_index (states, guint64, k);

          add_class (next, state | (search->blank[i] & bits));
          for (guint m = 0; m < search->classes[i]->len && next->len < MAX_CLASSES; m++)
            add_class (next, state | (g_array_index (search->classes[i], guint64, m) & bits));
        }
      g_array_unref (states);
      states = g_steal_pointer (&next);
    }
  for (guint k = 0; k < states->len; k++)
    if (evaluate (search, index, g_array_index (states, guint64, k)))
      return TRUE;
  return states->len >= MAX_CLASSES;
}

/* ---- ways ---------------------------------------------------------------------------------- */

static int
compare_states (gconstpointer a, gconstpointer b)
{
  const guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;

  return (x > y) - (x < y);
}

/* Ways are told apart by the sorted states behind them. @states is taken. */
static void
add_way (GHashTable *ways, GArray *states, guint64 n)
{
  g_autoptr (GBytes) key = NULL;
  guint64 *count;
  guint kept = 0;

  g_array_sort (states, compare_states);
  for (guint i = 0; i < states->len; i++)
    if (i == 0 || g_array_index (states, guint64, i) != g_array_index (states, guint64, kept - 1))
      g_array_index (states, guint64, kept++) = g_array_index (states, guint64, i);
  g_array_set_size (states, kept);
  key = g_bytes_new (states->data, kept * sizeof (guint64));
  g_array_unref (states);
  count = g_hash_table_lookup (ways, key);
  if (count == NULL)
    {
      count = g_new0 (guint64, 1);
      g_hash_table_insert (ways, g_steal_pointer (&key), count);
    }
  *count = *count > G_MAXUINT64 - n ? G_MAXUINT64 : *count + n;
}

static GHashTable *
new_ways (void)
{
  return g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref,
                                g_free);
}

/* Where one way goes on: with the question, and without it. */
static void
pass (Search *search, guint index, int section, GBytes *way, guint64 n, GHashTable *next)
{
  const guint64 needed = index + 1 < search->form->questions->len ? search->needed[index + 1] : 0;
  const GArray *classes = search->classes[index];
  GArray *with = g_array_new (FALSE, FALSE, sizeof (guint64));
  GArray *without = g_array_new (FALSE, FALSE, sizeof (guint64));
  gsize size;
  const guint64 *states = g_bytes_get_data (way, &size);

  for (guint i = 0; i < size / sizeof (guint64); i++)
    {
      const gboolean open = section < 0 || evaluate (search, (guint) section, states[i]);
      const gboolean holds = evaluate (search, index, states[i]);

      if (open && !holds)
        search->paths->avoided[index] = TRUE;
      if (open && holds)
        for (guint k = 0; k < classes->len; k++)
          {
            const guint64 state = (states[i] | g_array_index (classes, guint64, k)) & needed;

            g_array_append_val (with, state);
          }
      else
        {
          const guint64 state = (states[i] | search->blank[index]) & needed;

          g_array_append_val (without, state);
        }
    }
  if (with->len > 0)
    {
      search->paths->reached[index] = TRUE;
      add_way (next, with, n);
    }
  else
    g_array_unref (with);
  if (without->len > 0)
    add_way (next, without, n);
  else
    g_array_unref (without);
}

static gboolean
walk (Search *search)
{
  g_autoptr (GHashTable) ways = new_ways ();
  GHashTableIter iter;
  gpointer key, value;
  int section = -1;

  add_way (ways,
           g_array_append_vals (g_array_new (FALSE, FALSE, sizeof (guint64)), (guint64[]){ 0 }, 1),
           1);
  for (guint i = 0; i < search->form->questions->len; i++)
    {
      const CltQuestion *question = search->form->questions->pdata[i];
      g_autoptr (GHashTable) next = new_ways ();
      gsize n_states = 0;

      if (question->type == CLT_QUESTION_SECTION)
        section = -1;
      g_hash_table_iter_init (&iter, ways);
      while (g_hash_table_iter_next (&iter, &key, &value))
        {
          n_states += g_bytes_get_size (key) / sizeof (guint64) * search->classes[i]->len;
          if (n_states > MAX_STATES)
            return FALSE;
          pass (search, i, section, key, *(guint64 *) value, next);
        }
      if (question->type == CLT_QUESTION_SECTION)
        section = (int) i;
      g_hash_table_unref (ways);
      ways = g_steal_pointer (&next);
    }
  g_hash_table_iter_init (&iter, ways);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const guint64 n = *(guint64 *) value;

      search->paths->n_paths =
        search->paths->n_paths > G_MAXUINT64 - n ? G_MAXUINT64 : search->paths->n_paths + n;
    }
  return TRUE;
}

CltPaths *
clt_paths_find (const CltForm *form, const GPtrArray *conditions)
{
  const guint n = form->questions->len;
  CltPaths *paths = g_new0 (CltPaths, 1);
  g_autoptr (GPtrArray) tests = g_ptr_array_new ();
  g_autoptr (GPtrArray) classes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autofree guint64 *blank = g_new0 (guint64, n + 1), *needed = g_new0 (guint64, n + 1);
  Search search = { .form = form,
                    .conditions = conditions,
                    .tests = tests,
                    .blank = blank,
                    .needed = needed,
                    .paths = paths };

  paths->reached = g_new0 (gboolean, n + 1);
  paths->satisfied = g_new0 (gboolean, n + 1);
  paths->avoided = g_new0 (gboolean, n + 1);
  if (!collect_tests (&search))
    return paths;
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (classes, g_array_new (FALSE, FALSE, sizeof (guint64)));
  search.classes = (GArray **) classes->pdata;
  for (guint i = 0; i < n; i++)
    find_classes (&search, i);
  if (search.too_many)
    return paths;
  find_needed (&search);
  for (guint i = 0; i < n; i++)
    paths->satisfied[i] = is_satisfiable (&search, i);
  paths->complete = walk (&search);
  return paths;
}

void
clt_paths_free (CltPaths *paths)
{
  g_free (paths->reached);
  g_free (paths->satisfied);
  g_free (paths->avoided);
  g_free (paths);
}
