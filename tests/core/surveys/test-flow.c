/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-conn.h"

#include "flow-fixture.h"

static void
answer (CltFlow *flow, int index, const char *part, const char *text)
{
  g_autoptr (GError) error = NULL;

  clt_flow_answer (flow, index, part, text, NULL, &error);
  g_assert_no_error (error);
}

/* ---- conditions ---------------------------------------------------------------------------- */

static gboolean
holds (const CltTest *test, gpointer answers)
{
  return clt_test_holds (test, answers);
}

static gboolean
evaluate (const char *text, CltAnswers *answers)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltCondition) condition = clt_condition_parse (text, NULL, &error);
  g_autofree char *again = NULL;
  g_autoptr (CltCondition) same = NULL;
  gboolean result;

  g_assert_no_error (error);
  result = clt_condition_evaluate (condition, holds, answers);
  again = clt_condition_format (condition);
  same = clt_condition_parse (again, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (clt_condition_evaluate (same, holds, answers), ==, result);
  return result;
}

static void
test_conditions (void)
{
  static const struct
  {
    const char *text;
    gboolean result;
  } cases[] = {
    { "", TRUE },
    { "q1 = yes", TRUE },
    { "q1 = no", FALSE },
    { "q1 != no", TRUE },
    { "not q1 = yes", FALSE },
    { "q1 = yes and (q3 >= 4 or q2 has A)", TRUE },
    { "q1 = yes and (q3 > 4 or q2 has C)", FALSE },
    { "q1 = no and q3 = 4 or q3 = 4", TRUE }, /* “and” binds closer */
    { "q1 = no and (q3 = 4 or q3 = 4)", FALSE },
    { "q3 = 4.0", TRUE },
    { "q3 < 10", TRUE }, /* not as words */
    { "q3 in (1, 4, 5)", TRUE },
    { "q3 in (1, 2)", FALSE },
    { "q2 has A and q2 has B", TRUE },
    { "q2 has C", FALSE },
    { "q4[x] <= 2", TRUE },
    { "q4[y] <= 2", FALSE }, /* that line is blank */
    { "q4[y] is blank", TRUE },
    { "q4 is answered", TRUE },
    { "q5 is refused", TRUE },
    { "q5 = refused", TRUE },
    { "q5 = \"refused\"", FALSE }, /* a code of that name */
    { "q5 is not refused", FALSE },
    { "q5 is answered", FALSE },
    { "q5 = yes", FALSE },
    { "q5 != yes", FALSE }, /* refused is neither */
    { "not q5 = yes", TRUE },
    { "q6 is unknown", TRUE },
    { "q7 is blank", TRUE },
    { "q7 != yes", FALSE },
    { "“q1” = 'yes'", TRUE },
    { "q8 = 上海", TRUE },
    { "q8 = \"上海\"", TRUE },
    { "q9 >= 20260101 and q9 < 20270101", TRUE },
  };
  g_autoptr (CltAnswers) answers = clt_answers_new ();

  clt_answers_set (answers, "q1", "", "yes", NULL);
  clt_answers_set (answers, "q2", "A", "1", NULL);
  clt_answers_set (answers, "q2", "B", "1", NULL);
  clt_answers_set (answers, "q3", "", "4", NULL);
  clt_answers_set (answers, "q4", "x", "2", NULL);
  clt_answers_set_mark (answers, "q5", CLT_MARK_REFUSED);
  clt_answers_set_mark (answers, "q6", CLT_MARK_UNKNOWN);
  clt_answers_set (answers, "q8", "", "上海", NULL);
  clt_answers_set (answers, "q9", "", "20261123", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (evaluate (cases[i].text, answers) != cases[i].result)
      g_error ("%s is not %d", cases[i].text, cases[i].result);
}

static void
test_faults (void)
{
  static const struct
  {
    const char *text;
    guint position;
    const char *says;
  } cases[] = {
    { "q1", 2, "ends where" },
    { "q1 = ", 5, "a value" },
    { "q1 = yes or", 11, "key of a question" },
    { "q1 = yes q2 = no", 9, "not “q2”" },
    { "(q1 = yes", 9, ")" },
    { "q1 = yes)", 8, "the end" },
    { "q1 is", 5, "refused" },
    { "q1[ = 3", 4, "code of a line" },
    { "and = yes", 0, "key of a question" },
    { "q1 in 3", 6, "(" },
    { "q1 = \"yes", 5, "a value" },
    { "问题一 ? 3", 4, "comparison" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      guint position = G_MAXUINT;

      g_assert_null (clt_condition_parse (cases[i].text, &position, &error));
      g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
      g_assert_cmpuint (position, ==, cases[i].position);
      if (strstr (error->message, cases[i].says) == NULL)
        g_error ("%s: %s", cases[i].text, error->message);
    }
}

static CltCondition *
random_condition (GRand *rand, int depth)
{
  static const char *const keys[] = { "q1", "q2", "and", "two words", "第三题" };
  static const char *const values[] = { "a", "1", "3.5", "refused", "it's", "不", "a\"b" };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *left_text = NULL, *right_text = NULL;
  CltCondition *condition;
  gint32 kind = depth > 4 ? 0 : g_rand_int_range (rand, 0, 4);

  if (kind == 0)
    {
      CltTestOperator op = (CltTestOperator) g_rand_int_range (rand, 0, CLT_N_TEST_OPERATORS);
      CltTest *made = clt_test_new (keys[g_rand_int_range (rand, 0, G_N_ELEMENTS (keys))],
                                    g_rand_boolean (rand) && op != CLT_TEST_HAS ? "x" : "", op,
                                    clt_test_operator_has_value (op)
                                      ? values[g_rand_int_range (rand, 0, G_N_ELEMENTS (values))]
                                      : "");

      left_text = clt_test_format (made);
      clt_test_free (made);
      g_string_assign (text, left_text);
    }
  else
    {
      g_autoptr (CltCondition) left = random_condition (rand, depth + 1);
      g_autoptr (CltCondition) right = random_condition (rand, depth + 1);

      left_text = clt_condition_format (left);
      right_text = clt_condition_format (right);
      if (kind == 1)
        g_string_printf (text, "not (%s)", left_text);
      else
        g_string_printf (text, "(%s) %s (%s)", left_text, kind == 2 ? "and" : "or", right_text);
    }
  condition = clt_condition_parse (text->str, NULL, &error);
  if (error != NULL)
    g_error ("%s: %s", text->str, error->message);
  return condition;
}

/* What is written is read as the same. */
static void
test_format (void)
{
  const guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 500; i++)
    {
      g_autoptr (CltCondition) condition = random_condition (rand, 0);
      g_autofree char *text = clt_condition_format (condition);
      g_autoptr (GError) error = NULL;
      g_autoptr (CltCondition) again = clt_condition_parse (text, NULL, &error);
      g_autofree char *same = NULL;
      g_autoptr (GPtrArray) picks = NULL;
      gboolean any;

      g_assert_no_error (error);
      same = clt_condition_format (again);
      g_assert_cmpstr (text, ==, same);
      picks = clt_condition_dup_picks (condition, &any);
      if (picks != NULL)
        {
          g_autofree char *picked = clt_picks_format (picks, any);

          g_assert_cmpstr (picked, ==, text);
        }
    }
}

static void
test_picks (void)
{
  static const struct
  {
    const char *text;
    int n; /* -1: takes an expression */
    gboolean any;
  } cases[] = {
    { "", 0, FALSE },
    { "q1 = yes", 1, FALSE },
    { "q1 = yes and q2 >= 3 and q3 is refused", 3, FALSE },
    { "q1 = yes or q2 has A", 2, TRUE },
    { "q1 in (a, b, c)", 3, TRUE },
    { "q1 = yes and (q2 = 1 or q2 = 2)", -1, FALSE },
    { "not q1 = yes", -1, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CltCondition) condition = clt_condition_parse (cases[i].text, NULL, NULL);
      gboolean any = FALSE;
      g_autoptr (GPtrArray) picks = clt_condition_dup_picks (condition, &any);

      g_assert_cmpint (picks == NULL ? -1 : (int) picks->len, ==, cases[i].n);
      if (picks != NULL)
        g_assert_cmpint (any, ==, cases[i].any);
    }
}

/* ---- flow ---------------------------------------------------------------------------------- */

/* 0 trade (yes/no), 1 section if trade = yes, 2 how (rating), 3 why if how <= 2, 4 section, 5 rest */
static CltForm *
make_form (void)
{
  CltForm *form = clt_form_new ();

  add (form, "trade", CLT_QUESTION_YESNO, "")->required = TRUE;
  add (form, "s1", CLT_QUESTION_SECTION, "trade = yes");
  add (form, "how", CLT_QUESTION_RATING, "");
  add (form, "why", CLT_QUESTION_TEXT, "how <= 2")->required = TRUE;
  add (form, "s2", CLT_QUESTION_SECTION, "");
  add (form, "thanks", CLT_QUESTION_INFO, "");
  add (form, "rest", CLT_QUESTION_TEXT, "");
  return form;
}

static void
test_path (void)
{
  g_autoptr (CltForm) form = make_form ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CltFlow) flow = clt_flow_new (form, NULL, &error);
  g_autoptr (GPtrArray) hidden = NULL, none = NULL;
  int place, total, wrong = -1;

  g_assert_no_error (error);
  g_assert_cmpint (clt_flow_get_first (flow), ==, 0);
  g_assert_cmpint (clt_flow_get_next (flow, 0), ==, 5);
  g_assert_false (clt_flow_check (flow, &wrong, &error));
  g_clear_error (&error);
  g_assert_cmpint (wrong, ==, 0);
  answer (flow, 0, "", "是");
  g_assert_cmpstr (clt_answers_get (clt_flow_get_answers (flow), "trade", ""), ==, "yes");
  g_assert_cmpint (clt_flow_get_next (flow, 0), ==, 2);
  g_assert_cmpstr (clt_flow_get_section (flow, 2)->key, ==, "s1");
  answer (flow, 2, "", "2");
  g_assert_cmpint (clt_flow_get_next (flow, 2), ==, 3);
  clt_flow_get_progress (flow, 3, &place, &total);
  g_assert_cmpint (place, ==, 3);
  g_assert_cmpint (total, ==, 4);
  g_assert_cmpuint (clt_flow_count_open (flow), ==, 2);
  g_assert_cmpint (clt_flow_get_resume (flow), ==, 3);
  g_assert_false (clt_flow_check (flow, &wrong, &error));
  g_clear_error (&error);
  g_assert_cmpint (wrong, ==, 3);
  answer (flow, 3, "", "slow");

  /* going back: only what became irrelevant is gone, and it returns with the path */
  g_assert_cmpint (clt_flow_get_previous (flow, 3), ==, 2);
  answer (flow, 2, "", "5");
  g_assert_false (clt_flow_is_answered (flow, 3));
  g_assert_true (clt_flow_is_answered (flow, 2));
  hidden = clt_flow_list_hidden (flow);
  g_assert_cmpuint (hidden->len, ==, 1);
  g_assert_cmpstr (hidden->pdata[0], ==, "why");
  g_assert_true (clt_flow_check (flow, NULL, &error));
  answer (flow, 2, "", "1");
  g_assert_true (clt_flow_is_answered (flow, 3));
  g_assert_cmpstr (clt_answers_get (clt_flow_get_answers (flow), "why", ""), ==, "slow");

  /* a whole section goes, with what hangs on an answer in it */
  clt_flow_mark (flow, 0, CLT_MARK_REFUSED);
  g_assert_false (clt_flow_is_relevant (flow, 2));
  g_assert_false (clt_flow_is_relevant (flow, 3));
  g_assert_true (clt_flow_is_answered (flow, 0));
  g_assert_cmpint (clt_flow_get_previous (flow, 5), ==, 0);
  g_assert_true (clt_flow_check (flow, NULL, &error));
  answer (flow, 0, "", "yes");
  none = clt_flow_list_hidden (flow);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpint (clt_flow_get_resume (flow), ==, 6);
  g_assert_cmpuint (clt_flow_count_open (flow), ==, 1);

  ((CltQuestion *) form->questions->pdata[0])->identity = TRUE;
  g_assert_cmpint (clt_flow_get_person (flow), ==, CLT_FLOW_CLIENT);
  answer (flow, 0, "", "no");
  g_assert_cmpint (clt_flow_get_person (flow), ==, CLT_FLOW_STRANGER);
  clt_flow_mark (flow, 0, CLT_MARK_REFUSED);
  g_assert_cmpint (clt_flow_get_person (flow), ==, CLT_FLOW_DECLINED);
  clt_flow_mark (flow, 0, CLT_MARK_UNKNOWN);
  g_assert_cmpint (clt_flow_get_person (flow), ==, CLT_FLOW_STRANGER);
}

static void
test_bad_condition (void)
{
  g_autoptr (CltForm) form = make_form ();
  g_autoptr (GError) error = NULL;

  clt_set_str (&clt_form_find_question (form, "why")->condition, "how <=");
  g_assert_null (clt_flow_new (form, NULL, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "“why”"));
}

/* Whatever the order of answers, relevance depends on the answers alone, and walking forward and
 * backward visits the same stops. */
static void
test_walk (void)
{
  static const char *const conditions[] = {
    "", "a = yes", "b >= 3", "a is refused", "b is not blank", "a = no or b = 1", "c has x"
  };
  const guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int round = 0; round < 200; round++)
    {
      g_autoptr (CltForm) form = clt_form_new ();
      g_autoptr (CltFlow) flow = NULL;
      g_autoptr (CltFlow) fresh = NULL;
      g_autoptr (GString) forward = g_string_new (NULL);
      g_autoptr (GString) backward = g_string_new (NULL);
      CltAnswers *copy = clt_answers_new ();
      int last = -1;

      add (form, "a", CLT_QUESTION_YESNO, "");
      add (form, "b", CLT_QUESTION_RATING, "a = yes");
      add_options (add (form, "c", CLT_QUESTION_SEVERAL, "b >= 2")->options, "xyz");
      for (int i = 0; i < 6; i++)
        {
          g_autofree char *key = g_strdup_printf ("t%d", i);

          add (form, key,
               g_rand_int_range (rand, 0, 4) == 0 ? CLT_QUESTION_SECTION : CLT_QUESTION_TEXT,
               conditions[g_rand_int_range (rand, 0, G_N_ELEMENTS (conditions))]);
        }
      flow = clt_flow_new (form, NULL, NULL);
      for (int i = 0; i < 20; i++)
        switch (g_rand_int_range (rand, 0, 4))
          {
          case 0:
            answer (flow, 0, "", g_rand_boolean (rand) ? "yes" : "no");
            break;
          case 1:
            answer (flow, 1, "", g_rand_boolean (rand) ? "1" : "4");
            break;
          case 2:
            answer (flow, 2, g_rand_boolean (rand) ? "x" : "y", g_rand_boolean (rand) ? "1" : "");
            break;
          default:
            clt_flow_mark (flow, g_rand_int_range (rand, 0, 3),
                           g_rand_boolean (rand) ? CLT_MARK_REFUSED : CLT_MARK_NONE);
          }
      for (guint i = 0; i < 3; i++)
        {
          const char *key = ((CltQuestion *) form->questions->pdata[i])->key;
          g_autoptr (GPtrArray) rows = clt_answers_list (clt_flow_get_answers (flow), key);

          for (guint k = 0; k < rows->len; k++)
            {
              const CltAnswer *row = rows->pdata[k];

              if (row->mark != CLT_MARK_NONE)
                clt_answers_set_mark (copy, key, row->mark);
              else
                clt_answers_set (copy, key, row->part, row->value, NULL);
            }
        }
      fresh = clt_flow_new (form, copy, NULL);
      for (int i = 0; i < (int) form->questions->len; i++)
        g_assert_cmpint (clt_flow_is_relevant (flow, i), ==, clt_flow_is_relevant (fresh, i));
      for (int i = clt_flow_get_first (flow); i >= 0; i = clt_flow_get_next (flow, i))
        {
          g_assert_cmpint (i, >, last);
          g_string_append_printf (forward, "%d ", i);
          last = i;
        }
      for (int i = clt_flow_get_previous (flow, (int) form->questions->len); i >= 0;
           i = clt_flow_get_previous (flow, i))
        {
          g_autofree char *number = g_strdup_printf ("%d ", i);

          g_string_prepend (backward, number);
        }
      g_assert_cmpstr (forward->str, ==, backward->str);
    }
}

/* ---- values -------------------------------------------------------------------------------- */

static void
test_values (void)
{
  static const struct
  {
    CltQuestionType type;
    double low, high;
    const char *part, *text, *value; /* NULL: refused */
  } cases[] = {
    { CLT_QUESTION_YESNO, 0, 0, "", "Y", "yes" },
    { CLT_QUESTION_YESNO, 0, 0, "", "maybe", NULL },
    { CLT_QUESTION_CHOICE, 0, 0, "", "b", "b" },
    { CLT_QUESTION_CHOICE, 0, 0, "", "label b", "b" },
    { CLT_QUESTION_CHOICE, 0, 0, "", "q", NULL },
    { CLT_QUESTION_CHOICE, 0, 0, "x", "b", NULL },
    { CLT_QUESTION_SEVERAL, 0, 9, "a", "1", "1" },
    { CLT_QUESTION_SEVERAL, 0, 9, "a", "0", "" },
    { CLT_QUESTION_SEVERAL, 0, 9, "q", "1", NULL },
    { CLT_QUESTION_RATING, 1, 5, "", "５", "5" },
    { CLT_QUESTION_RATING, 1, 5, "", "6", NULL },
    { CLT_QUESTION_RATING, 1, 5, "", "2.5", NULL },
    { CLT_QUESTION_NPS, 0, 0, "", "0", "0" },
    { CLT_QUESTION_NPS, 0, 0, "", "11", NULL },
    { CLT_QUESTION_NUMBER, -1, 2000, "", "1,234.50", "1234.5" },
    { CLT_QUESTION_NUMBER, -1, 2000, "", "-2", NULL },
    { CLT_QUESTION_DATE, 20260101, 20261231, "", "2026-1-8", "20260108" },
    { CLT_QUESTION_DATE, 20260101, 20261231, "", "2025-12-31", NULL },
    { CLT_QUESTION_DATE, 20260101, 20261231, "", "2026-02-30", NULL },
    { CLT_QUESTION_TEXT, 0, 4, "", "四个字啊", "四个字啊" },
    { CLT_QUESTION_TEXT, 0, 4, "", "fives", NULL },
    { CLT_QUESTION_RANKING, 0, 0, "c", "3", "3" },
    { CLT_QUESTION_RANKING, 0, 0, "c", "4", NULL },
    { CLT_QUESTION_INFO, 0, 0, "", "x", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CltQuestion) question = clt_question_new ("q", cases[i].type, "Question?");
      g_autoptr (GError) error = NULL;
      g_autofree char *value = NULL;

      add_options (question->options, "abc");
      question->low = cases[i].low;
      question->high = cases[i].high;
      value = clt_question_parse_value (question, cases[i].part, cases[i].text, &error);
      g_assert_cmpstr (value, ==, cases[i].value);
      g_assert_cmpint (error != NULL, ==, value == NULL);
    }
}

static void
test_whole_answers (void)
{
  g_autoptr (CltForm) form = clt_form_new ();
  g_autoptr (CltFlow) flow = NULL;
  g_autoptr (GError) error = NULL;
  CltQuestion *several = add (form, "s", CLT_QUESTION_SEVERAL, "");
  CltQuestion *matrix = add (form, "m", CLT_QUESTION_MATRIX, "");
  CltQuestion *ranking = add (form, "r", CLT_QUESTION_RANKING, "");

  add_options (several->options, "abcz");
  several->low = 2;
  several->high = 2;
  ((CltOption *) several->options->pdata[3])->exclusive = TRUE;
  add_options (matrix->options, "12");
  matrix->required = TRUE;
  g_ptr_array_add (matrix->lines, clt_option_new ("x", "x"));
  g_ptr_array_add (matrix->lines, clt_option_new ("y", "y"));
  add_options (ranking->options, "abc");
  flow = clt_flow_new (form, NULL, NULL);

#define ALLOWED(question)                                                                          \
  g_assert_true (clt_question_check (question, clt_flow_get_answers (flow), NULL))
#define REFUSED(question)                                                                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_assert_false (clt_question_check (question, clt_flow_get_answers (flow), &error));           \
    g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);                              \
    g_clear_error (&error);                                                                        \
  }                                                                                                \
  G_STMT_END
  ALLOWED (several); /* blank */
  answer (flow, 0, "a", "1");
  REFUSED (several);
  answer (flow, 0, "b", "1");
  ALLOWED (several);
  answer (flow, 0, "c", "1");
  REFUSED (several);
  answer (flow, 0, "z", "1"); /* puts the others away */
  ALLOWED (several);
  g_assert_null (clt_answers_get (clt_flow_get_answers (flow), "s", "a"));
  answer (flow, 0, "a", "1"); /* and they it */
  REFUSED (several);
  g_assert_null (clt_answers_get (clt_flow_get_answers (flow), "s", "z"));

  REFUSED (matrix);
  answer (flow, 1, "x", "1");
  REFUSED (matrix);
  answer (flow, 1, "y", "2");
  ALLOWED (matrix);
  clt_flow_mark (flow, 1, CLT_MARK_UNKNOWN);
  ALLOWED (matrix);
  g_assert_null (clt_answers_get (clt_flow_get_answers (flow), "m", "x"));
  answer (flow, 1, "y", "2"); /* takes the mark away */
  g_assert_cmpint (clt_answers_get_mark (clt_flow_get_answers (flow), "m"), ==, CLT_MARK_NONE);

  answer (flow, 2, "a", "2");
  REFUSED (ranking);
  answer (flow, 2, "b", "1");
  ALLOWED (ranking);
  answer (flow, 2, "c", "1");
  REFUSED (ranking);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/surveys/flow/conditions", test_conditions);
  g_test_add_func ("/surveys/flow/faults", test_faults);
  g_test_add_func ("/surveys/flow/format", test_format);
  g_test_add_func ("/surveys/flow/picks", test_picks);
  g_test_add_func ("/surveys/flow/path", test_path);
  g_test_add_func ("/surveys/flow/bad-condition", test_bad_condition);
  g_test_add_func ("/surveys/flow/walk", test_walk);
  g_test_add_func ("/surveys/flow/values", test_values);
  g_test_add_func ("/surveys/flow/whole-answers", test_whole_answers);
  return g_test_run ();
}
