/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the designer and the command line do to forms: fields as they are typed, keys and codes that
 * others follow, conditions that are picked, versions compared in words. */
#include <math.h>

#include "core/base/clt-text.h"
#include "core/surveys/clt-flow-check.h"
#include "core/surveys/clt-question-field.h"
#include "core/surveys/clt-questionnaire-edit.h"

#include "../clients/branch-fixture.h"

static void
set (CltQuestion *question, const char *field, const char *text)
{
  g_autoptr (GError) error = NULL;

  clt_question_set_field (question, field, text, &error);
  g_assert_no_error (error);
}

static void
assert_field (const CltQuestion *question, const char *field, const char *text)
{
  g_autofree char *value = clt_question_dup_field (question, field);

  g_assert_cmpstr (value, ==, text);
}

static CltQuestion *
add (CltForm *form, const char *key, CltQuestionType type, const char *text)
{
  CltQuestion *question = clt_question_new (key, type, text);

  clt_form_insert_question (form, form->questions->len, question);
  return question;
}

static void
test_fields (void)
{
  g_autoptr (CltQuestion) question = clt_question_new ("q", CLT_QUESTION_DATE, "When?");
  g_autoptr (GError) error = NULL;

  set (question, "low", "2026-1-5");
  assert_field (question, "low", "2026-01-05");
  g_assert_cmpfloat (question->low, ==, 20260105);
  g_assert_false (clt_question_set_field (question, "high", "soon", &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  set (question, "type", "rating");
  g_assert_true (isnan (question->low)); /* the day was no point */
  set (question, "bad", "1, 2");
  g_assert_cmpstr (question->bad, ==, "1 2");
  set (question, "required", "yes");
  set (question, "dimension", "Speed");
  set (question, "type", "yesno");
  assert_field (question, "required", "yes");
  assert_field (question, "dimension", ""); /* a yes is no rating */
  set (question, "bad", "No");
  g_assert_cmpstr (question->bad, ==, "no");
  assert_field (question, "bad", "No");
}

/* Bad answers are read by their words, and by codes where the words have commas. */
static void
test_bad (void)
{
  g_autoptr (CltQuestion) question = clt_question_new ("q", CLT_QUESTION_CHOICE, "Who?");

  clt_options_append (question->options, "A friend", 0);
  clt_options_append (question->options, "My broker, by phone", 0);
  clt_options_append (question->options, "Nobody", 6);
  g_assert_nonnull (clt_question_find_option (question, "7")); /* above all that ever were */
  set (question, "bad", "A friend、7");
  g_assert_cmpstr (question->bad, ==, "1 7");
  assert_field (question, "bad", "A friend, Nobody");
  set (question, "bad", "2 1");
  g_assert_cmpstr (question->bad, ==, "2 1");
  assert_field (question, "bad", "2, A friend");
}

static void
test_follow (void)
{
  g_autoptr (CltForm) form = clt_form_new ();
  CltQuestion *first = add (form, "who", CLT_QUESTION_CHOICE, "Who?");
  CltQuestion *second = add (form, "why", CLT_QUESTION_TEXT, "Why?");

  clt_options_append (first->options, "I", 0);
  clt_options_append (first->options, "Somebody", 0);
  set (first, "bad", "2");
  set (second, "condition", "who = 2 or who is refused");
  g_assert_true (clt_form_recode (form, first, FALSE, "2", "other"));
  g_assert_cmpstr (second->condition, ==, "who = other or who is refused");
  g_assert_cmpstr (first->bad, ==, "other");
  clt_set_str (&first->key, "signer");
  clt_form_follow_key (form, "who", "signer");
  g_assert_cmpstr (second->condition, ==, "signer = other or signer is refused");
  g_assert_false (clt_form_recode (form, first, FALSE, "2", "third"));
}

/* Lines and options of a table are counted alike. */
static void
test_recode_line (void)
{
  g_autoptr (CltForm) form = clt_form_new ();
  CltQuestion *table = add (form, "rate", CLT_QUESTION_MATRIX, "How was it?");
  CltQuestion *next = add (form, "why", CLT_QUESTION_TEXT, "Why?");

  clt_options_append (table->lines, "Speed", 0);
  clt_options_append (table->lines, "Manners", 0);
  clt_options_append (table->options, "Bad", 0);
  clt_options_append (table->options, "Good", 0);
  clt_set_str (&table->bad, "1");
  set (next, "condition", "rate[1] = 1");
  g_assert_true (clt_form_recode (form, table, TRUE, "1", "speed"));
  g_assert_nonnull (clt_question_find_line (table, "speed"));
  g_assert_nonnull (clt_question_find_option (table, "1"));
  g_assert_cmpstr (table->bad, ==, "1");
  g_assert_cmpstr (next->condition, ==, "rate[speed] = 1");
  g_assert_true (clt_form_recode (form, table, FALSE, "1", "bad"));
  g_assert_cmpstr (((CltOption *) table->lines->pdata[0])->code, ==, "speed");
  g_assert_cmpstr (((CltOption *) table->lines->pdata[1])->code, ==, "2");
  g_assert_cmpstr (table->bad, ==, "bad");
  g_assert_cmpstr (next->condition, ==, "rate[speed] = bad");
  g_assert_false (clt_form_recode (form, table, FALSE, "speed", "x"));
}

static void
test_dimensions (void)
{
  g_autoptr (CltForm) form = clt_form_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  CltQuestion *question = add (form, "q1", CLT_QUESTION_RATING, "How fast?");

  g_assert_true (clt_form_set_dimensions (form, "Speed 40\nGood manners ６０ %\n", NULL));
  text = clt_form_format_dimensions (form);
  g_assert_cmpstr (text, ==, "Speed 40\nGood manners 60");
  set (question, "dimension", "Speed");
  g_assert_true (clt_form_set_dimensions (form, "Promptness 40\nGood manners 60", NULL));
  g_assert_cmpstr (question->dimension, ==, "Promptness"); /* it was renamed */
  g_assert_false (clt_form_set_dimensions (form, "Speed", &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_assert_cmpuint (form->dimensions->len, ==, 2);
}

/* ---- picking -------------------------------------------------------------------------------- */

static CltForm *
make_branching (void)
{
  CltForm *form = clt_form_new ();
  CltQuestion *question;

  add (form, "trades", CLT_QUESTION_YESNO, "Do you trade?");
  add (form, "intro", CLT_QUESTION_INFO, "Now some ratings.");
  question = add (form, "staff", CLT_QUESTION_MATRIX, "How was …");
  g_ptr_array_add (question->options, clt_option_new ("1", "bad"));
  g_ptr_array_add (question->options, clt_option_new ("2", "good"));
  g_ptr_array_add (question->lines, clt_option_new ("x", "politeness"));
  g_ptr_array_add (question->lines, clt_option_new ("y", "knowledge"));
  question = add (form, "what", CLT_QUESTION_SEVERAL, "What?");
  clt_options_append (question->options, "Metals", 0);
  clt_options_append (question->options, "Energy", 0);
  add (form, "age", CLT_QUESTION_NUMBER, "How old?");
  add (form, "end", CLT_QUESTION_TEXT, "Anything else?");
  return form;
}

static gboolean
can_pick (const GPtrArray *subjects, const char *condition)
{
  gboolean any;
  g_autoptr (GPtrArray) picks = clt_subjects_dup_picks (subjects, condition, &any);

  return picks != NULL;
}

static void
test_pick (void)
{
  g_autoptr (CltForm) form = make_branching ();
  g_autoptr (GPtrArray) subjects = clt_form_list_subjects (form, 5);
  gboolean any;
  g_autoptr (GPtrArray) picks =
    clt_subjects_dup_picks (subjects, "trades = yes or staff[y] <= 1", &any);
  g_autofree char *text = NULL;
  const CltSubject *subject;

  g_assert_cmpuint (subjects->len, ==, 5); /* a line of the table each */
  subject = subjects->pdata[clt_subjects_find (subjects, "staff", "y")];
  g_assert_cmpstr (subject->label, ==, "2. How was … – knowledge");
  g_assert_nonnull (picks);
  g_assert_true (any);
  text = clt_picks_format (picks, any);
  g_assert_cmpstr (text, ==, "trades = yes or staff[y] <= 1");
  g_assert_true (can_pick (subjects, ""));
  g_assert_true (can_pick (subjects, "what has 2 and age >= 18"));
  g_assert_false (can_pick (subjects, "trades = yes and (age > 18 or what has 1)"));
  g_assert_false (can_pick (subjects, "what has 9"));   /* no such answer */
  g_assert_false (can_pick (subjects, "end is blank")); /* it comes later */
  g_assert_false (can_pick (subjects, "not (trades = yes)"));
}

/* Whatever begins a condition, core takes it. */
static void
test_new_tests (void)
{
  g_autoptr (CltForm) form = make_branching ();
  g_autoptr (GPtrArray) subjects = clt_form_list_subjects (form, 5);
  CltQuestion *last = form->questions->pdata[5];

  for (guint i = 0; i < subjects->len; i++)
    {
      CltTest *test = clt_subject_make_test (subjects->pdata[i]);
      g_autoptr (GPtrArray) faults = NULL;

      g_free (last->condition);
      last->condition = clt_test_format (test);
      faults = clt_form_check (form);
      g_test_message ("%s", last->condition);
      g_assert_cmpuint (faults->len, ==, 0);
      clt_test_free (test);
    }
}

/* ---- versions ------------------------------------------------------------------------------- */

static void
assert_change (const GPtrArray *changes,
               guint i,
               const char *field,
               const char *before,
               const char *after)
{
  const CltVersionChange *change = changes->pdata[i];

  g_assert_cmpstr (change->field, ==, field);
  g_assert_cmpstr (change->before, ==, before);
  g_assert_cmpstr (change->after, ==, after);
}

static void
test_compare (void)
{
  g_autoptr (CltForm) before = make_branching (), after = make_branching ();
  g_autoptr (GPtrArray) changes = NULL, same = clt_form_compare (before, before);

  g_assert_cmpuint (same->len, ==, 0);
  clt_form_remove_question (after, "intro");
  set (clt_form_find_question (after, "end"), "condition", "trades = no");
  set (clt_form_find_question (after, "age"), "required", "yes");
  clt_form_move_question (after, "age", 0);
  add (after, "q9", CLT_QUESTION_DATE, "Since when?");
  changes = clt_form_compare (before, after);
  g_assert_cmpuint (changes->len, ==, 5);
  assert_change (changes, 0, "A question that is gone", "Now some ratings.", "");
  assert_change (changes, 1, "“How old?”: Has to be answered", "No", "Yes");
  assert_change (changes, 2, "“Anything else?”: Asked", "", "only if “Do you trade?” is No");
  assert_change (changes, 3, "A question that is new", "", "Since when?");
  assert_change (changes, 4, "The order of the questions", "trades staff what age end",
                 "age trades staff what end");
}

/* ---- keys ----------------------------------------------------------------------------------- */

static void
test_keys (Branch *branch, gconstpointer data)
{
  g_autoptr (CltForm) form = make_branching ();
  g_autoptr (CltQuestionnaire) head = clt_questionnaire_new ("form", "A form", "plain");
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL, *second = NULL, *key = NULL;
  gint64 highest;

  branch_begin (branch);
  first = clt_form_dup_free_key (branch->conn, &error);
  g_assert_cmpstr (first, ==, "q1");
  clt_questionnaire_save (branch->conn, head, &error);
  form->questionnaire_id = head->id;
  add (form, "q12", CLT_QUESTION_TEXT, "x");
  clt_form_save (branch->conn, form, &error);
  second = clt_form_dup_free_key (branch->conn, &error);
  key = clt_questionnaire_dup_free_key (branch->conn, "form", &error);
  g_assert_true (clt_question_find_highest_code (branch->conn, "what", &highest, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (second, ==, "q13");
  g_assert_cmpstr (key, ==, "form-2");
  g_assert_cmpint (highest, ==, 2);
  branch_commit (branch);
}

/* Any number of drafts of one preset. */
static void
test_presets (Branch *branch, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltQuestionnaire) head = NULL;
  gint64 first, second;

  branch_begin (branch);
  first = clt_questionnaire_draft_preset (branch->conn, "nps", "", "en", &error);
  second = clt_questionnaire_draft_preset (branch->conn, "nps", "Autumn", "en", &error);
  g_assert_no_error (error);
  g_assert_cmpint (first, !=, second);
  g_assert_cmpint (clt_questionnaire_draft_preset (branch->conn, "nothing", "", "en", NULL), ==, 0);
  head = clt_questionnaire_load (branch->conn, second, &error);
  g_assert_cmpstr (head->key, ==, "nps-2");
  g_assert_cmpstr (head->name, ==, "Autumn");
  g_assert_true (head->has_draft);
  g_assert_cmpint (head->published, ==, 0);
  branch_commit (branch);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/surveys/questionnaire-edit/fields", test_fields);
  g_test_add_func ("/surveys/questionnaire-edit/bad", test_bad);
  g_test_add_func ("/surveys/questionnaire-edit/follow", test_follow);
  g_test_add_func ("/surveys/questionnaire-edit/recode-line", test_recode_line);
  g_test_add_func ("/surveys/questionnaire-edit/dimensions", test_dimensions);
  g_test_add_func ("/surveys/questionnaire-edit/pick", test_pick);
  g_test_add_func ("/surveys/questionnaire-edit/new-tests", test_new_tests);
  g_test_add_func ("/surveys/questionnaire-edit/compare", test_compare);
  g_test_add ("/surveys/questionnaire-edit/keys", Branch, NULL, branch_set_up, test_keys,
              branch_tear_down);
  g_test_add ("/surveys/questionnaire-edit/presets", Branch, NULL, branch_set_up, test_presets,
              branch_tear_down);
  return g_test_run ();
}
