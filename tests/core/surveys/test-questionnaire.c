/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/base/clt-text.h"
#include "core/surveys/clt-questionnaire.h"

#include "../clients/branch-fixture.h"

static gint64
create (Branch *branch, const char *key)
{
  g_autoptr (CltQuestionnaire) questionnaire = clt_questionnaire_new (key, "Callback", "plain");
  g_autoptr (GError) error = NULL;
  gint64 version = clt_questionnaire_create (branch->conn, questionnaire, &error);

  g_assert_no_error (error);
  g_assert_cmpint (version, !=, 0);
  return questionnaire->id;
}

static CltForm *
load (Branch *branch, gint64 version)
{
  g_autoptr (GError) error = NULL;
  CltForm *form = clt_form_load (branch->conn, version, &error);

  g_assert_no_error (error);
  return form;
}

static CltForm *
load_current (Branch *branch, gint64 id)
{
  return load (branch, clt_questionnaire_get_version (branch->conn, id, NULL));
}

static void
save (Branch *branch, CltForm *form)
{
  g_autoptr (GError) error = NULL;

  clt_form_save (branch->conn, form, &error);
  g_assert_no_error (error);
}

static void
publish (Branch *branch, CltForm *form)
{
  g_autoptr (GError) error = NULL;

  clt_form_publish (branch->conn, form, &error);
  g_assert_no_error (error);
}

/* A form with one question of each kind that has parts, and one rating. */
static void
add_questions (CltForm *form)
{
  CltQuestion *question = clt_question_new ("why", CLT_QUESTION_SEVERAL, "Why?");

  g_ptr_array_add (question->options, clt_option_new ("a", "Price"));
  g_ptr_array_add (question->options, clt_option_new ("b", "Service"));
  g_ptr_array_add (question->options, clt_option_new ("z", "None of these"));
  ((CltOption *) question->options->pdata[2])->exclusive = TRUE;
  ((CltOption *) question->options->pdata[1])->open = TRUE;
  question->high = 2;
  g_ptr_array_add (form->questions, question);
  question = clt_question_new ("staff", CLT_QUESTION_MATRIX, "How was …");
  g_ptr_array_add (question->options, clt_option_new ("1", "bad"));
  g_ptr_array_add (question->options, clt_option_new ("2", "good"));
  g_ptr_array_add (question->lines, clt_option_new ("x", "politeness"));
  g_ptr_array_add (question->lines, clt_option_new ("y", "knowledge"));
  clt_set_str (&question->condition, "why has b");
  g_ptr_array_add (form->questions, question);
  question = clt_question_new ("overall", CLT_QUESTION_RATING, "All in all?");
  question->low = 1;
  question->high = 5;
  question->required = TRUE;
  clt_set_str (&question->dimension, "Service");
  clt_set_str (&question->bad, "1 2");
  g_ptr_array_add (form->questions, question);
  g_ptr_array_add (form->dimensions, clt_dimension_new ("Service", 100));
  clt_set_str (&form->greeting, "Good day");
}

/* ---- what is stored comes back ------------------------------------------------------------- */

static void
test_round_trip (Branch *branch, gconstpointer unused)
{
  g_autoptr (CltForm) form = NULL, again = NULL;
  const CltQuestion *question;
  gint64 id;

  branch_begin (branch);
  id = create (branch, "c1");
  form = load_current (branch, id);
  add_questions (form);
  save (branch, form);
  branch_commit (branch);

  again = load_current (branch, id);
  g_assert_cmpint (again->number, ==, 1);
  g_assert_cmpint (again->state, ==, CLT_FORM_DRAFT);
  g_assert_cmpstr (again->greeting, ==, "Good day");
  g_assert_cmpuint (again->questions->len, ==, 3);
  g_assert_cmpuint (again->dimensions->len, ==, 1);
  question = clt_form_find_question (again, "why");
  g_assert_true (isnan (question->low) && question->high == 2);
  g_assert_cmpuint (question->options->len, ==, 3);
  g_assert_true (clt_question_find_option (question, "z")->exclusive);
  g_assert_true (clt_question_find_option (question, "b")->open);
  g_assert_null (clt_question_find_option (question, "c"));
  question = clt_form_find_question (again, "staff");
  g_assert_cmpstr (clt_question_find_line (question, "y")->label, ==, "knowledge");
  g_assert_cmpstr (question->condition, ==, "why has b");
  question = clt_form_find_question (again, "overall");
  g_assert_true (question->required && question->low == 1 && question->high == 5);
  g_assert_cmpint (question->position, ==, 3);
  g_assert_true (clt_question_is_bad (question, "2") && !clt_question_is_bad (question, "12"));

  /* stored as it is: the journal has nothing to tell */
  branch_begin (branch);
  save (branch, again);
  g_assert_cmpint (branch_commit (branch), ==, 0);
}

/* Moved, changed and removed, and back by undo. */
static void
test_edit (Branch *branch, gconstpointer unused)
{
  g_autoptr (CltForm) form = NULL, after = NULL, undone = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id, overall;

  branch_begin (branch);
  id = create (branch, "c1");
  form = load_current (branch, id);
  add_questions (form);
  save (branch, form);
  overall = clt_form_find_question (form, "overall")->id;
  branch_commit (branch);

  branch_begin (branch);
  g_assert_true (clt_form_move_question (form, "overall", 0));
  g_assert_true (clt_form_remove_question (form, "staff"));
  g_assert_false (clt_form_remove_question (form, "staff"));
  clt_set_str (&clt_form_find_question (form, "why")->text, "For what reason?");
  save (branch, form);
  branch_commit (branch);
  after = load_current (branch, id);
  g_assert_cmpuint (after->questions->len, ==, 2);
  g_assert_cmpint (clt_form_index_of (after, "overall"), ==, 0);
  g_assert_cmpint (clt_form_find_question (after, "overall")->id, ==, overall);

  g_assert_true (clt_action_undo (branch->conn, 0, "tester", NULL, NULL, &error));
  undone = load_current (branch, id);
  g_assert_cmpint (clt_form_index_of (undone, "overall"), ==, 2);
  g_assert_cmpuint (clt_form_find_question (undone, "staff")->lines->len, ==, 2);
  g_assert_cmpstr (clt_form_find_question (undone, "why")->text, ==, "Why?");
}

/* ---- what may not be stored ---------------------------------------------------------------- */

typedef void (*Spoil) (CltForm *form);

static void
spoil_key (CltForm *form)
{
  clt_set_str (&((CltQuestion *) form->questions->pdata[0])->key, "two words");
}

static void
spoil_same_key (CltForm *form)
{
  clt_set_str (&((CltQuestion *) form->questions->pdata[0])->key, "OVERALL");
}

static void
spoil_code (CltForm *form)
{
  clt_set_str (&((CltOption *) clt_form_find_question (form, "why")->options->pdata[1])->code, "A");
}

static void
spoil_scale (CltForm *form)
{
  clt_form_find_question (form, "overall")->high = 12;
}

static void
spoil_fraction (CltForm *form)
{
  clt_form_find_question (form, "overall")->high = 4.5;
}

static void
spoil_limits (CltForm *form)
{
  clt_form_find_question (form, "why")->low = 3;
}

static void
spoil_date (CltForm *form)
{
  clt_form_find_question (form, "why")->type = CLT_QUESTION_DATE;
  clt_form_find_question (form, "why")->high = 20260230;
}

static void
spoil_weight (CltForm *form)
{
  ((CltDimension *) form->dimensions->pdata[0])->weight = 101;
}

static void
spoil_dimension (CltForm *form)
{
  g_ptr_array_add (form->dimensions, clt_dimension_new ("Service", 0));
}

static void
test_refused (Branch *branch, gconstpointer unused)
{
  static const Spoil spoils[] = { spoil_key,   spoil_same_key, spoil_code,
                                  spoil_scale, spoil_fraction, spoil_limits,
                                  spoil_date,  spoil_weight,   spoil_dimension };
  gint64 id;

  branch_begin (branch);
  id = create (branch, "c1");
  for (guint i = 0; i < G_N_ELEMENTS (spoils); i++)
    {
      g_autoptr (CltForm) form = load_current (branch, id);
      g_autoptr (GError) error = NULL;

      add_questions (form);
      g_assert_true (clt_form_validate (form, &error));
      spoils[i](form);
      g_assert_false (clt_form_save (branch->conn, form, &error));
      g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
    }
  branch_commit (branch);
}

/* ---- versions ------------------------------------------------------------------------------ */

static void
test_versions (Branch *branch, gconstpointer unused)
{
  g_autoptr (CltForm) first = NULL, second = NULL, discarded = NULL;
  g_autoptr (CltQuestionnaire) state = NULL;
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id, draft, found;

  branch_begin (branch);
  id = create (branch, "c1");
  first = load_current (branch, id);
  add_questions (first);
  save (branch, first);
  /* the draft that there is, is the one that is opened */
  g_assert_cmpint (clt_questionnaire_open_draft (branch->conn, id, &error), ==, first->version_id);
  g_assert_false (clt_questionnaire_discard_draft (branch->conn, id, &error));
  g_clear_error (&error);
  publish (branch, first);
  g_assert_cmpint (first->published, ==, clt_action_get_day (branch->conn));
  branch_run (branch,
              "INSERT INTO response (id, version_id, channel, day) VALUES (?, ?, 'phone', 20000)",
              "ii", branch_new_id (branch), first->version_id);

  /* what is published is not edited, even without answers */
  g_assert_false (clt_form_save (branch->conn, first, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);

  draft = clt_questionnaire_open_draft (branch->conn, id, &error);
  g_assert_cmpint (draft, !=, first->version_id);
  g_assert_cmpint (clt_questionnaire_get_version (branch->conn, id, &error), ==, first->version_id);
  second = load (branch, draft);
  g_assert_cmpint (second->number, ==, 2);
  g_assert_cmpuint (second->questions->len, ==, 3);
  g_assert_cmpuint (clt_form_find_question (second, "why")->options->len, ==, 3);
  g_assert_cmpint (clt_form_find_question (second, "why")->id, !=,
                   clt_form_find_question (first, "why")->id);
  publish (branch, second);
  g_assert_cmpint (clt_questionnaire_get_version (branch->conn, id, &error), ==, draft);
  g_clear_pointer (&first, clt_form_free);
  first = load (branch, clt_questionnaire_find_version (branch->conn, id, 1, &error));
  g_assert_cmpint (first->state, ==, CLT_FORM_RETIRED);
  versions = clt_form_list (branch->conn, id, &error);
  g_assert_cmpuint (versions->len, ==, 2);
  g_assert_cmpint (((CltForm *) versions->pdata[0])->number, ==, 2);
  g_assert_cmpuint (first->questions->len, ==, 3);

  /* a draft that is thrown away leaves the rest as it was */
  discarded = load (branch, clt_questionnaire_open_draft (branch->conn, id, &error));
  g_assert_cmpint (discarded->number, ==, 3);
  g_assert_true (clt_questionnaire_discard_draft (branch->conn, id, &error));
  g_assert_null (clt_form_load (branch->conn, discarded->version_id, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  state = clt_questionnaire_load (branch->conn, id, &error);
  g_assert_cmpint (state->n_versions, ==, 2);
  g_assert_cmpint (state->published, ==, 2);
  g_assert_false (state->has_draft);
  g_assert_cmpint (state->n_responses, ==, 1);
  g_assert_true (clt_questionnaire_for_occasion (branch->conn, "plain", &found, &error));
  g_assert_cmpint (found, ==, id);
  g_assert_true (clt_questionnaire_for_occasion (branch->conn, "nps", &found, &error));
  g_assert_cmpint (found, ==, 0);
  branch_commit (branch);
}

/* A draft that somebody has answered all the same is not changed behind the answers. */
static void
test_answered_draft (Branch *branch, gconstpointer unused)
{
  g_autoptr (CltForm) form = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  branch_begin (branch);
  id = create (branch, "c1");
  form = load_current (branch, id);
  branch_run (branch,
              "INSERT INTO response (id, version_id, channel, day) VALUES (?, ?, 'phone', 20000)",
              "ii", branch_new_id (branch), form->version_id);
  add_questions (form);
  g_assert_false (clt_form_save (branch->conn, form, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_assert_cmpint (clt_questionnaire_open_draft (branch->conn, id, NULL), !=, form->version_id);
  branch_commit (branch);
}

static void
test_copy_and_archive (Branch *branch, gconstpointer unused)
{
  g_autoptr (CltForm) form = NULL, copy = NULL;
  g_autoptr (GPtrArray) listed = NULL, all = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id, other;

  branch_begin (branch);
  id = create (branch, "c1");
  form = load_current (branch, id);
  add_questions (form);
  save (branch, form);
  g_assert_cmpint (clt_questionnaire_copy (branch->conn, id, "C1", "Same key", &error), ==, 0);
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  other = clt_questionnaire_copy (branch->conn, id, "c2", "Another", &error);
  copy = load_current (branch, other);
  g_assert_cmpint (copy->questionnaire_id, ==, other);
  g_assert_cmpuint (copy->questions->len, ==, 3);
  g_assert_cmpuint (clt_form_find_question (copy, "staff")->lines->len, ==, 2);
  g_assert_cmpint (((CltDimension *) copy->dimensions->pdata[0])->weight, ==, 100);

  g_assert_true (clt_questionnaire_set_archived (branch->conn, id, TRUE, &error));
  listed = clt_questionnaire_list (branch->conn, FALSE, &error);
  all = clt_questionnaire_list (branch->conn, TRUE, &error);
  g_assert_cmpuint (listed->len, ==, 1);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpstr (((CltQuestionnaire *) listed->pdata[0])->key, ==, "c2");
  branch_commit (branch);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                            \
  g_test_add ("/surveys/questionnaire/" path, Branch, NULL, branch_set_up, func, branch_tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("edit", test_edit);
  ADD ("refused", test_refused);
  ADD ("versions", test_versions);
  ADD ("answered-draft", test_answered_draft);
  ADD ("copy-and-archive", test_copy_and_archive);
  return g_test_run ();
}
