/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/surveys/clt-flow-check.h"

#include "flow-fixture.h"

/* y: yes or no; c: a b c; s: several of x y z; r: 1 to 5; n: 0 to 100; m: lines p q, 1 2 3;
 * then @condition on the question t, and u without one. */
static CltForm *
make_form (const char *condition)
{
  CltForm *form = clt_form_new ();
  CltQuestion *question;

  add (form, "y", CLT_QUESTION_YESNO, "");
  add_options (add (form, "c", CLT_QUESTION_CHOICE, "y = yes")->options, "abc");
  add_options (add (form, "s", CLT_QUESTION_SEVERAL, "")->options, "xyz");
  add (form, "r", CLT_QUESTION_RATING, "");
  question = add (form, "n", CLT_QUESTION_NUMBER, "");
  question->low = 0;
  question->high = 100;
  question = add (form, "m", CLT_QUESTION_MATRIX, "");
  add_options (question->options, "123");
  add_options (question->lines, "pq");
  add (form, "t", CLT_QUESTION_TEXT, condition);
  add (form, "u", CLT_QUESTION_YESNO, "");
  return form;
}

/* The only fault, or none (-1). */
static int
find_fault (const CltForm *form, const char *key)
{
  g_autoptr (GPtrArray) faults = clt_form_check (form);
  const CltFault *fault;

  if (faults->len == 0)
    return -1;
  for (guint i = 0; i < faults->len; i++)
    g_test_message ("%s: %s", ((CltFault *) faults->pdata[i])->key,
                    ((CltFault *) faults->pdata[i])->message);
  g_assert_cmpuint (faults->len, ==, 1);
  fault = faults->pdata[0];
  g_assert_cmpstr (fault->key, ==, key);
  g_assert_cmpint (fault->warning, ==,
                   fault->kind == CLT_FAULT_NEEDLESS ||
                     (fault->kind == CLT_FAULT_PLACEHOLDER && *key != '\0'));
  return (int) fault->kind;
}

static void
test_conditions (void)
{
  static const struct
  {
    const char *condition;
    int fault;
  } cases[] = {
    { "", -1 },
    { "y = yes", -1 },
    { "c = b", -1 },
    { "c = b and y = yes", -1 },
    { "s has x and s has y", -1 },
    { "r >= 5 and n > 99", -1 },
    { "n > 50.2 and n < 50.9", -1 },
    { "m[p] = 3 and m[q] < 2", -1 },
    { "y is refused", -1 },
    { "y =", CLT_FAULT_CONDITION },
    { "nobody = 1", CLT_FAULT_UNKNOWN },
    { "u = yes", CLT_FAULT_LATER },
    { "t is blank", CLT_FAULT_LOOP },
    { "y = maybe", CLT_FAULT_MISFIT },
    { "y >= 1", CLT_FAULT_MISFIT },
    { "c has a", CLT_FAULT_MISFIT },
    { "c = d", CLT_FAULT_MISFIT },
    { "s = x", CLT_FAULT_MISFIT },
    { "s has q", CLT_FAULT_MISFIT },
    { "r = 6", CLT_FAULT_MISFIT },
    { "r >= four", CLT_FAULT_MISFIT },
    { "m = 3", CLT_FAULT_MISFIT },
    { "m[z] = 3", CLT_FAULT_MISFIT },
    { "c[a] = 3", CLT_FAULT_MISFIT },
    { "y = yes and y = no", CLT_FAULT_CONTRADICTION },
    { "r > 3 and r < 4", CLT_FAULT_CONTRADICTION },
    { "n > 100", CLT_FAULT_CONTRADICTION },
    { "n > 60 and n < 40", CLT_FAULT_CONTRADICTION },
    { "r is blank and r = 3", CLT_FAULT_CONTRADICTION },
    { "m[p] = 1 and m[p] = 2", CLT_FAULT_CONTRADICTION },
    { "y = no and c = a", CLT_FAULT_UNREACHABLE }, /* c is asked only after yes */
    { "y is answered or y is not answered", CLT_FAULT_NEEDLESS },
    { "r <= 2 or r > 2 or r is not answered", CLT_FAULT_NEEDLESS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CltForm) form = make_form (cases[i].condition);

      g_test_message ("%s", cases[i].condition);
      g_assert_cmpint (find_fault (form, "t"), ==, cases[i].fault);
    }
}

/* Two that wait for each other. */
static void
test_loop (void)
{
  g_autoptr (CltForm) form = make_form ("u = yes");
  g_autoptr (GPtrArray) faults = NULL;

  clt_set_str (&clt_form_find_question (form, "u")->condition, "t is answered");
  faults = clt_form_check (form);
  g_assert_cmpuint (faults->len, ==, 1);
  g_assert_cmpint (((CltFault *) faults->pdata[0])->kind, ==, CLT_FAULT_LOOP);
  g_assert_cmpstr (((CltFault *) faults->pdata[0])->key, ==, "t");
}

/* Nothing of a section is reached that is closed for ever. */
static void
test_closed_section (void)
{
  g_autoptr (CltForm) form = make_form ("");
  g_autoptr (GPtrArray) faults = NULL;

  clt_form_insert_question (form, 6, clt_question_new ("sec", CLT_QUESTION_SECTION, "sec"));
  clt_set_str (&clt_form_find_question (form, "sec")->condition, "r = 1 and r = 2");
  faults = clt_form_check (form);
  g_assert_cmpuint (faults->len, ==, 3);
  g_assert_cmpint (((CltFault *) faults->pdata[0])->kind, ==, CLT_FAULT_CONTRADICTION);
  g_assert_cmpint (((CltFault *) faults->pdata[1])->kind, ==, CLT_FAULT_UNREACHABLE);
  g_assert_cmpint (((CltFault *) faults->pdata[2])->kind, ==, CLT_FAULT_UNREACHABLE);
}

static void
test_questions (void)
{
  g_autoptr (CltForm) form = make_form ("");
  CltQuestion *choice = clt_form_find_question (form, "c");
  CltQuestion *rating = clt_form_find_question (form, "r");
  g_autoptr (CltForm) empty = clt_form_new ();

  g_assert_cmpint (find_fault (empty, ""), ==, CLT_FAULT_EMPTY);
  clt_set_str (&rating->text, "");
  g_assert_cmpint (find_fault (form, "r"), ==, CLT_FAULT_LABEL);
  clt_set_str (&rating->text, "r");
  clt_set_str (&((CltOption *) choice->options->pdata[1])->label, "label a");
  g_assert_cmpint (find_fault (form, "c"), ==, CLT_FAULT_LABEL);
  g_ptr_array_set_size (choice->options, 1);
  g_assert_cmpint (find_fault (form, "c"), ==, CLT_FAULT_OPTIONS);
  add_options (choice->options, "b");
  clt_set_str (&rating->bad, "1 2 6");
  g_assert_cmpint (find_fault (form, "r"), ==, CLT_FAULT_BAD);
  clt_set_str (&rating->bad, "1 2");
  clt_set_str (&rating->dimension, "Service");
  g_assert_cmpint (find_fault (form, "r"), ==, CLT_FAULT_DIMENSION);
  g_ptr_array_add (form->dimensions, clt_dimension_new ("Service", 90));
  g_assert_cmpint (find_fault (form, ""), ==, CLT_FAULT_DIMENSION);
  ((CltDimension *) form->dimensions->pdata[0])->weight = 100;
  g_assert_cmpint (find_fault (form, ""), ==, -1);
  clt_set_str (&rating->text, "{name}, how was it?");
  g_assert_cmpint (find_fault (form, ""), ==, -1);
  clt_set_str (&rating->text, "{nobody}, how was it?");
  g_assert_cmpint (find_fault (form, "r"), ==, CLT_FAULT_PLACEHOLDER);
  clt_set_str (&rating->text, "How was it?");
  clt_set_str (&form->greeting, "Good day, {name");
  g_assert_cmpint (find_fault (form, ""), ==, CLT_FAULT_PLACEHOLDER);
  clt_set_str (&form->greeting, "Good day, {name}");
  clt_set_str (&rating->key, "Y");
  g_assert_cmpint (find_fault (form, ""), ==, CLT_FAULT_KEY);
}

/* ---- paths, counted another way ------------------------------------------------------------ */

/* Answers every question in each of its ways, one after the other, and notes what was asked. */
static void
try_all (CltFlow *flow, const CltForm *form, guint index, GString *way, GHashTable *ways)
{
  static const char *const values[] = { "yes", "no" };
  const gsize length = way->len;
  CltQuestion *question;

  if (index == form->questions->len)
    {
      g_hash_table_add (ways, g_strdup (way->str));
      return;
    }
  question = form->questions->pdata[index];
  if (!clt_flow_is_relevant (flow, (int) index))
    {
      try_all (flow, form, index + 1, way, ways);
      return;
    }
  g_string_append_printf (way, "%u ", index);
  if (question->type == CLT_QUESTION_SECTION)
    try_all (flow, form, index + 1, way, ways);
  else
    {
      for (int mark = question->required ? 1 : 0; mark < 3; mark++)
        {
          clt_flow_mark (flow, (int) index, (CltReplyMark) mark);
          try_all (flow, form, index + 1, way, ways);
        }
      for (int value = 0; value < 4; value++)
        {
          clt_flow_clear (flow, (int) index);
          if (question->type == CLT_QUESTION_YESNO)
            clt_flow_answer (flow, (int) index, "", values[value % 2], NULL, NULL);
          else if (question->type == CLT_QUESTION_SEVERAL)
            {
              clt_flow_answer (flow, (int) index, "x", (value & 1) != 0 ? "1" : "", NULL, NULL);
              clt_flow_answer (flow, (int) index, "y", (value & 2) != 0 ? "1" : "", NULL, NULL);
              if (value == 0 && question->required)
                continue;
            }
          else
            {
              char text[] = { (char) ('1' + value), '\0' };

              clt_flow_answer (flow, (int) index, "", text, NULL, NULL);
            }
          try_all (flow, form, index + 1, way, ways);
        }
      clt_flow_clear (flow, (int) index);
    }
  g_string_truncate (way, length);
}

static char *
random_condition (GRand *rand, const CltForm *form)
{
  static const char *const tests[CLT_N_QUESTION_TYPES][4] = {
    [CLT_QUESTION_YESNO] = { "= yes", "!= yes", "is refused", "is answered" },
    [CLT_QUESTION_SEVERAL] = { "has x", "has y", "is blank", "is unknown" },
    [CLT_QUESTION_RATING] = { ">= 3", "= 2", "< 4", "is blank" },
  };
  GString *text = g_string_new (NULL);
  gint32 n = g_rand_int_range (rand, 0, 3);

  for (gint32 i = 0; i < n && form->questions->len > 0; i++)
    {
      const CltQuestion *about =
        form->questions->pdata[g_rand_int_range (rand, 0, (gint32) form->questions->len)];

      if (!clt_question_is_asked (about))
        continue;
      if (text->len > 0)
        g_string_append (text, g_rand_boolean (rand) ? " and " : " or ");
      if (g_rand_int_range (rand, 0, 4) == 0)
        g_string_append (text, "not ");
      g_string_append_printf (text, "%s %s", about->key,
                              tests[about->type][g_rand_int_range (rand, 0, 4)]);
    }
  return g_string_free (text, FALSE);
}

static void
test_paths (void)
{
  static const CltQuestionType types[] = { CLT_QUESTION_YESNO, CLT_QUESTION_SEVERAL,
                                           CLT_QUESTION_RATING, CLT_QUESTION_SECTION };
  const guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int round = 0; round < 60; round++)
    {
      g_autoptr (CltForm) form = clt_form_new ();
      g_autoptr (CltFlow) flow = NULL;
      g_autoptr (GHashTable) ways = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autoptr (GString) way = g_string_new (NULL);
      g_autoptr (GPtrArray) faults = NULL;
      guint64 n = 0;

      for (int i = 0; i < 5; i++)
        {
          g_autofree char *key = g_strdup_printf ("q%d", i);
          g_autofree char *condition = random_condition (rand, form);
          CltQuestion *question =
            add (form, key, types[g_rand_int_range (rand, 0, G_N_ELEMENTS (types))], condition);

          if (question->type == CLT_QUESTION_SEVERAL)
            add_options (question->options, "xy");
          question->high = question->type == CLT_QUESTION_RATING ? 4 : question->high;
          question->required = g_rand_boolean (rand);
        }
      flow = clt_flow_new (form, NULL, NULL);
      try_all (flow, form, 0, way, ways);
      g_assert_true (clt_form_count_paths (form, &n));
      g_assert_cmpuint (n, ==, g_hash_table_size (ways));

      /* what no way comes by is told, and nothing else is called closed */
      faults = clt_form_check (form);
      for (guint i = 0; i < form->questions->len; i++)
        {
          const CltQuestion *question = form->questions->pdata[i];
          g_autofree char *number = g_strdup_printf ("%u ", i);
          GHashTableIter iter;
          gpointer text;
          gboolean reached = FALSE, told = FALSE;

          g_hash_table_iter_init (&iter, ways);
          while (g_hash_table_iter_next (&iter, &text, NULL))
            reached = reached || strstr (text, number) != NULL;
          for (guint k = 0; k < faults->len; k++)
            {
              const CltFault *fault = faults->pdata[k];

              told =
                told ||
                (g_str_equal (fault->key, question->key) &&
                 (fault->kind == CLT_FAULT_CONTRADICTION || fault->kind == CLT_FAULT_UNREACHABLE));
            }
          g_assert_cmpint (told, ==, !reached);
        }
    }
}

/* Twenty questions that each may be asked or not: counted, not tried. */
static void
test_many_paths (void)
{
  g_autoptr (CltForm) form = clt_form_new ();
  guint64 n = 0;

  for (int i = 0; i < 20; i++)
    {
      g_autofree char *key = g_strdup_printf ("y%d", i);
      g_autofree char *then = g_strdup_printf ("t%d", i);
      g_autofree char *condition = g_strdup_printf ("%s = yes", key);

      add (form, key, CLT_QUESTION_YESNO, "");
      add (form, then, CLT_QUESTION_TEXT, condition);
    }
  g_assert_true (clt_form_count_paths (form, &n));
  g_assert_cmpuint (n, ==, 1u << 20);
}

/* What hangs together in too many ways is not judged, and soon given up. */
static void
test_too_many (void)
{
  g_autoptr (CltForm) form = clt_form_new ();
  g_autoptr (GString) condition = g_string_new ("s has a");
  CltQuestion *several = add (form, "s", CLT_QUESTION_SEVERAL, "");
  CltQuestion *matrix;
  guint64 n;

  add_options (several->options, "abcdefghijklmnop");
  for (char code = 'b'; code <= 'p'; code++)
    g_string_append_printf (condition, " and s has %c", code);
  add (form, "t", CLT_QUESTION_TEXT, condition->str);
  g_assert_false (clt_form_count_paths (form, &n));
  g_assert_cmpint (find_fault (form, ""), ==, -1);

  clt_set_str (&clt_form_find_question (form, "t")->condition, "s has a");
  g_assert_true (clt_form_count_paths (form, &n));
  matrix = add (form, "m", CLT_QUESTION_MATRIX, "");
  add_options (matrix->options, "12345678");
  add_options (matrix->lines, "abcdefgh");
  g_string_assign (condition, "s has a");
  for (char line = 'a'; line <= 'h'; line++)
    for (char value = '1'; value <= '7'; value++)
      g_string_append_printf (condition, " or m[%c] = %c", line, value);
  add (form, "u", CLT_QUESTION_TEXT, condition->str);
  g_assert_false (clt_form_count_paths (form, &n));
  g_assert_cmpint (find_fault (form, ""), ==, -1);
}

static void
test_outline (void)
{
  g_autoptr (CltForm) form = make_form ("c = b or r >= 4");
  g_autofree char *text = clt_form_format_outline (form);
  g_autoptr (GPtrArray) lines = clt_form_outline (form);

  g_assert_cmpuint (lines->len, ==, 8);
  g_assert_cmpstr (((CltOutlineLine *) lines->pdata[6])->condition, ==,
                   "only if “c” is label b or “r” is at least 4");
  g_assert_cmpstr (((CltOutlineLine *) lines->pdata[1])->answers, ==,
                   "one of: label a, label b, label c");
  g_assert_cmpint (((CltOutlineLine *) lines->pdata[7])->number, ==, 8);
  g_assert_nonnull (strstr (text, "2. c (c)\n    one of: label a, label b, label c\n"
                                  "    only if “y” is Yes\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/surveys/flow-check/conditions", test_conditions);
  g_test_add_func ("/surveys/flow-check/loop", test_loop);
  g_test_add_func ("/surveys/flow-check/closed-section", test_closed_section);
  g_test_add_func ("/surveys/flow-check/questions", test_questions);
  g_test_add_func ("/surveys/flow-check/paths", test_paths);
  g_test_add_func ("/surveys/flow-check/many-paths", test_many_paths);
  g_test_add_func ("/surveys/flow-check/too-many", test_too_many);
  g_test_add_func ("/surveys/flow-check/outline", test_outline);
  return g_test_run ();
}
