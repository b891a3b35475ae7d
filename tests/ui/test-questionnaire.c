/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The designer by the keyboard alone: a questionnaire from a preset, questions added by a letter, one
 * that is asked only if another was answered so, a contradiction that the check tells of, versions, and
 * all of it undone. */
#include "app/callbacks/clt-question-branch.h"
#include "app/callbacks/clt-questionnaire-outline.h"
#include "app/callbacks/clt-questionnaire-pane.h"
#include "app/callbacks/clt-questionnaire-try.h"
#include "app/shell/clt-callbacks-page.h"
#include "app/widgets/clt-form-dialog.h"
#include "app/widgets/clt-side-list.h"
#include "core/surveys/clt-flow-check.h"
#include "training-fixture.h"

typedef TrainingFixture Fixture;

/* Until what was asked for is written, and read again. */
static void
settle (Fixture *fixture)
{
  training_wait (fixture);
  clt_ui_settle ();
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  training_set_up (fixture, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-in", "(ss)", "callbacks",
                              "callbacks.show-tab::questionnaire");
  settle (fixture);
  fixture->training = clt_ui_find (fixture->window, CLT_TYPE_QUESTIONNAIRE_PANE);
  g_assert_nonnull (fixture->training);
}

static void
press (Fixture *fixture, guint keyval, GdkModifierType modifiers)
{
  clt_ui_press (fixture->keys, keyval, modifiers);
  settle (fixture);
}

static CltQuestionnaireOutline *
get_outline (Fixture *fixture)
{
  return clt_ui_find (fixture->training, CLT_TYPE_QUESTIONNAIRE_OUTLINE);
}

static CltForm *
load (Fixture *fixture, const char *key, int number)
{
  g_autoptr (GError) error = NULL;
  gint64 id = clt_questionnaire_find (fixture->conn, key, &error);
  gint64 version = clt_questionnaire_find_version (fixture->conn, id, number, &error);
  CltForm *form = clt_form_load (fixture->conn, version, &error);

  g_assert_no_error (error);
  return form;
}

static const CltQuestion *
get_question (const CltForm *form, guint index)
{
  g_assert_cmpuint (index, <, form->questions->len);
  return form->questions->pdata[index];
}

/* Ctrl+N, a name, what it begins with. */
static void
make (Fixture *fixture, const char *name, guint preset)
{
  CltFormDialog *dialog;

  clt_ui_press (fixture->keys, GDK_KEY_n, GDK_CONTROL_MASK);
  dialog = clt_ui_wait_for_window (CLT_TYPE_FORM_DIALOG);
  clt_ui_keys_enter (fixture->keys, dialog);
  gtk_editable_set_text (clt_ui_find (dialog, ADW_TYPE_ENTRY_ROW), name);
  clt_form_dialog_select (dialog, 1, preset);
  clt_ui_press (fixture->keys, GDK_KEY_Return, 0);
  clt_ui_wait_until_closed (CLT_TYPE_FORM_DIALOG);
  clt_ui_keys_enter (fixture->keys, fixture->window);
  settle (fixture);
  g_assert_true (training_has_focus (fixture, get_outline (fixture)));
}

/* The letter, the words, Enter. */
static void
add (Fixture *fixture, const char *letter, const char *words)
{
  clt_ui_type (fixture->keys, letter);
  clt_ui_settle ();
  clt_ui_type (fixture->keys, words);
  press (fixture, GDK_KEY_Return, 0);
}

static void
add_option (Fixture *fixture, const char *words)
{
  clt_ui_type (fixture->keys, words);
  press (fixture, GDK_KEY_Return, 0);
}

static void
undo (Fixture *fixture)
{
  press (fixture, GDK_KEY_z, GDK_CONTROL_MASK);
}

/* ---- cases ---------------------------------------------------------------------------------- */

/* From a preset, with what is one's own, to two versions; then all the way back. */
static void
test_way (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltForm) draft = NULL, published = NULL, second = NULL;
  g_autoptr (GPtrArray) left = NULL;
  const CltQuestion *question;
  guint n;

  make (fixture, "ours", 7); /* NPS */
  draft = load (fixture, "nps", 1);
  n = draft->questions->len;
  press (fixture, GDK_KEY_Home, 0);
  add (fixture, "c", "who");
  add_option (fixture, "me");
  add_option (fixture, "you");
  press (fixture, GDK_KEY_Return, 0);
  g_assert_true (training_has_focus (fixture, get_outline (fixture)));
  add (fixture, "y", "sure");
  clt_ui_type (fixture->keys, "b"); /* only if the one before is its first answer */
  settle (fixture);
  press (fixture, GDK_KEY_Escape, 0);
  g_clear_pointer (&draft, clt_form_free);
  draft = load (fixture, "nps", 1);
  g_assert_cmpuint (draft->questions->len, ==, n + 2);
  question = get_question (draft, 0);
  g_assert_cmpstr (question->text, ==, "who");
  g_assert_cmpuint (question->options->len, ==, 2);
  question = get_question (draft, 1);
  g_assert_cmpstr (question->text, ==, "sure");
  g_assert_true (g_str_has_suffix (question->condition, " = 1"));

  press (fixture, GDK_KEY_y, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  published = load (fixture, "nps", 1);
  g_assert_cmpint (published->state, ==, CLT_FORM_PUBLISHED);
  clt_ui_type (fixture->keys, "y"); /* it is read-only now */
  settle (fixture);
  press (fixture, GDK_KEY_v, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  second = load (fixture, "nps", 2);
  g_assert_cmpint (second->state, ==, CLT_FORM_DRAFT);
  g_assert_cmpuint (second->questions->len, ==, n + 2);
  g_assert_cmpstr (get_question (second, 1)->key, ==, get_question (published, 1)->key);

  undo (fixture); /* the version; the keyboard stays where it was */
  g_assert_true (training_has_focus (fixture, get_outline (fixture)));
  for (guint i = 0; i < 5; i++) /* publishing, condition, two questions, the preset */
    undo (fixture);
  left = clt_questionnaire_list (fixture->conn, TRUE, NULL);
  g_assert_cmpuint (left->len, ==, 0);
}

/* What can never be true is told at its place, in the line below, and when it is to be published; F4
 * goes there, and moving the question back mends it. */
static void
test_check (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltForm) form = NULL;
  g_autoptr (CltForm) mended = NULL;
  const char *fault = "The condition of “second” asks about “first”, which comes later.";

  make (fixture, "check", 0);
  add (fixture, "y", "first");
  add (fixture, "t", "second");
  clt_ui_type (fixture->keys, "b");
  settle (fixture);
  press (fixture, GDK_KEY_Escape, 0);
  g_assert_true (clt_ui_shows (fixture->training, "Nothing is wrong with it. 2 ways through"));
  press (fixture, GDK_KEY_Up, GDK_ALT_MASK);
  g_assert_true (clt_ui_shows (fixture->training, "1 fault: cannot be published yet."));
  g_assert_true (clt_ui_shows (get_outline (fixture), fault));
  press (fixture, GDK_KEY_y, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  form = load (fixture, "form", 1);
  g_assert_cmpint (form->state, ==, CLT_FORM_DRAFT);
  press (fixture, GDK_KEY_Escape, 0); /* the list of faults */
  g_assert_true (training_has_focus (fixture, get_outline (fixture)));
  press (fixture, GDK_KEY_End, 0);
  press (fixture, GDK_KEY_F4, 0);
  g_assert_cmpint (clt_questionnaire_outline_get_chosen (get_outline (fixture)), ==,
                   get_question (form, 0)->id);
  press (fixture, GDK_KEY_Down, GDK_ALT_MASK);
  g_assert_false (clt_ui_shows (get_outline (fixture), fault));
  mended = load (fixture, "form", 1);
  g_assert_cmpstr (get_question (mended, 1)->text, ==, "second");
}

/* So many keys are pressed for a questionnaire of ten questions beside its words. */
static void
test_keys (Fixture *fixture, gconstpointer data)
{
  static const char *const letters[] = { "y", "y", "y", "r", "r", "n", "t", "d" };
  g_autoptr (CltForm) form = NULL;

  gtk_widget_activate_action (fixture->training, "questionnaire.presets", NULL);
  settle (fixture);
  make (fixture, "ten", 0);
  clt_ui_keys_count (fixture->keys);
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    add (fixture, letters[i], "x");
  for (guint i = 0; i < 2; i++)
    {
      add (fixture, "c", "x");
      add_option (fixture, "a");
      add_option (fixture, "b");
      add_option (fixture, "c");
      press (fixture, GDK_KEY_Return, 0);
    }
  g_assert_cmpuint (clt_ui_keys_count (fixture->keys), ==, 8 * 3 + 2 * (3 + 6 + 1));
  form = load (fixture, "form", 1);
  g_assert_cmpuint (form->questions->len, ==, 10);
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    g_assert_cmpuint (get_question (form, i)->options->len, ==, 0);
  g_assert_cmpuint (get_question (form, 9)->options->len, ==, 3);
  g_assert_cmpint (get_question (form, 5)->type, ==, CLT_QUESTION_NPS);
}

/* A new question without words is none; answers are ordered and renamed where they stand; the try-out
 * stores nothing. */
static void
test_edit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltForm) form = NULL;
  CltQuestionnaireTry *window;
  gint64 n;

  make (fixture, "edit", 0);
  clt_ui_type (fixture->keys, "s");
  clt_ui_settle ();
  press (fixture, GDK_KEY_Escape, 0);
  g_assert_true (training_has_focus (fixture, get_outline (fixture)));
  add (fixture, "s", "what");
  add_option (fixture, "gold");
  add_option (fixture, "oil");
  press (fixture, GDK_KEY_Up, 0); /* into the row above */
  press (fixture, GDK_KEY_Tab, GDK_SHIFT_MASK);
  press (fixture, GDK_KEY_Escape, 0);
  form = load (fixture, "form", 1);
  g_assert_cmpuint (form->questions->len, ==, 1);
  g_assert_cmpuint (get_question (form, 0)->options->len, ==, 2);
  g_assert_cmpstr (((CltOption *) get_question (form, 0)->options->pdata[1])->code, ==, "2");

  clt_ui_press (fixture->keys, GDK_KEY_t, GDK_CONTROL_MASK);
  window = clt_ui_wait_for_window (CLT_TYPE_QUESTIONNAIRE_TRY);
  clt_ui_keys_enter (fixture->keys, window);
  settle (fixture);
  clt_ui_type (fixture->keys, "1");
  press (fixture, GDK_KEY_Return, 0);
  g_assert_true (clt_ui_shows (window, "The End"));
  g_assert_true (clt_ui_shows (window, "gold"));
  press (fixture, GDK_KEY_BackSpace, 0);
  g_assert_false (clt_ui_shows (window, "The End"));
  clt_ui_press (fixture->keys, GDK_KEY_Escape, 0);
  clt_ui_wait_until_closed (CLT_TYPE_QUESTIONNAIRE_TRY);
  g_assert_true (
    clt_conn_get_int (fixture->conn, &n, -1, NULL, "SELECT count(*) FROM response", ""));
  g_assert_cmpint (n, ==, 0);
}

/* (transfer none): the row of that title in @widget that is shown. */
static GtkEditable *
find_row (gpointer widget, const char *title)
{
  g_autoptr (GPtrArray) rows = clt_ui_find_all (widget, ADW_TYPE_ENTRY_ROW);

  for (guint i = 0; i < rows->len; i++)
    if (gtk_widget_get_mapped (rows->pdata[i]) &&
        g_str_equal (adw_preferences_row_get_title (rows->pdata[i]), title))
      return rows->pdata[i];
  g_assert_not_reached ();
}

/* Words that are still in their row are published and tried out, too; what is refused is not left out
 * silently. */
static void
test_typed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltForm) published = NULL, draft = NULL;
  CltQuestionnaireTry *window;

  make (fixture, "typed", 0);
  add (fixture, "t", "first");
  press (fixture, GDK_KEY_F2, 0);
  clt_ui_type (fixture->keys, "again");
  press (fixture, GDK_KEY_y, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  settle (fixture);
  published = load (fixture, "form", 1);
  g_assert_cmpint (published->state, ==, CLT_FORM_PUBLISHED);
  g_assert_nonnull (strstr (get_question (published, 0)->text, "again"));

  press (fixture, GDK_KEY_v, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  gtk_widget_grab_focus (GTK_WIDGET (get_outline (fixture)));
  press (fixture, GDK_KEY_End, 0);
  add (fixture, "r", "rate");
  press (fixture, GDK_KEY_F2, 0);
  clt_ui_type (fixture->keys, "new");
  clt_ui_press (fixture->keys, GDK_KEY_t, GDK_CONTROL_MASK);
  window = clt_ui_wait_for_window (CLT_TYPE_QUESTIONNAIRE_TRY);
  clt_ui_keys_enter (fixture->keys, window);
  settle (fixture);
  press (fixture, GDK_KEY_Return, 0);
  g_assert_true (clt_ui_shows (window, "new"));
  clt_ui_press (fixture->keys, GDK_KEY_Escape, 0);
  clt_ui_wait_until_closed (CLT_TYPE_QUESTIONNAIRE_TRY);
  clt_ui_keys_enter (fixture->keys, fixture->window);

  gtk_editable_set_text (find_row (fixture->training, "From"), "x");
  press (fixture, GDK_KEY_y, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  settle (fixture);
  draft = load (fixture, "form", 2);
  g_assert_cmpint (draft->state, ==, CLT_FORM_DRAFT);
  g_assert_cmpstr (gtk_editable_get_text (find_row (fixture->training, "From")), ==, "x");
}

/* What is typed as the answer of a condition stays with its question when another one is chosen. */
static void
test_branch_typed (Fixture *fixture, gconstpointer data)
{
  static const char *const added[][2] = { { "why", "q1 >= 3" }, { "how", "q1 >= 40" } };
  g_autoptr (CltForm) form = NULL;
  gpointer branch;

  make (fixture, "branches", 0);
  add (fixture, "u", "age");
  branch = clt_ui_find (fixture->training, CLT_TYPE_QUESTION_BRANCH);
  for (guint i = 0; i < G_N_ELEMENTS (added); i++)
    {
      add (fixture, "t", added[i][0]);
      gtk_editable_set_text (find_row (branch, "As an expression, such as q1 = yes"), added[i][1]);
      press (fixture, GDK_KEY_Up, 0);
      press (fixture, GDK_KEY_Down, 0);
    }
  press (fixture, GDK_KEY_Up, 0);
  gtk_editable_set_text (find_row (branch, "Answer"), "18");
  press (fixture, GDK_KEY_Down, 0);
  g_assert_cmpstr (gtk_editable_get_text (find_row (branch, "Answer")), ==, "40");
  settle (fixture);
  form = load (fixture, "form", 1);
  g_assert_cmpstr (get_question (form, 1)->condition, ==, "q1 >= 18");
  g_assert_cmpstr (get_question (form, 2)->condition, ==, "q1 >= 40");
}

/* A condition that cannot be read is not left out of what is published. */
static void
test_branch_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltForm) form = NULL;
  GtkEditable *row;
  gpointer branch;

  make (fixture, "refused", 0);
  add (fixture, "u", "age");
  add (fixture, "t", "why");
  branch = clt_ui_find (fixture->training, CLT_TYPE_QUESTION_BRANCH);
  row = find_row (branch, "As an expression, such as q1 = yes");
  gtk_editable_set_text (row, "q1 >=");
  press (fixture, GDK_KEY_y, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  settle (fixture);
  form = load (fixture, "form", 1);
  g_assert_cmpint (form->state, ==, CLT_FORM_DRAFT);
  g_assert_cmpstr (gtk_editable_get_text (row), ==, "q1 >=");
}

static gboolean
is_found (gpointer data)
{
  gpointer list = clt_ui_find (((Fixture *) data)->training, CLT_TYPE_SIDE_LIST);

  return clt_ui_shows (list, "节前问候回访") && !clt_ui_shows (list, "年度抽样");
}

/* The list is searched by pinyin, too; Escape and Enter lead on. */
static void
test_search (Fixture *fixture, gconstpointer data)
{
  make (fixture, "节前问候回访", 0);
  make (fixture, "年度抽样", 0);
  g_assert_true (clt_ui_shows (fixture->training, "年度抽样"));
  press (fixture, GDK_KEY_f, GDK_CONTROL_MASK);
  clt_ui_type (fixture->keys, "jqwh");
  clt_ui_wait (is_found, fixture);
  press (fixture, GDK_KEY_Return, 0);
  settle (fixture);
  g_assert_true (training_has_focus (fixture, clt_ui_find (fixture->training, CLT_TYPE_SIDE_LIST)));
  press (fixture, GDK_KEY_Return, 0);
  g_assert_true (training_has_focus (fixture, get_outline (fixture)));
  press (fixture, GDK_KEY_Escape, 0);
  g_assert_true (training_has_focus (fixture, clt_ui_find (fixture->training, CLT_TYPE_SIDE_LIST)));
}

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
#define ADD(path, func)                                                                            \
  g_test_add ("/ui/questionnaire/" path, Fixture, NULL, set_up, func, training_tear_down)
  ADD ("way", test_way);
  ADD ("check", test_check);
  ADD ("keys", test_keys);
  ADD ("edit", test_edit);
  ADD ("typed", test_typed);
  ADD ("branch-typed", test_branch_typed);
  ADD ("branch-refused", test_branch_refused);
  ADD ("search", test_search);
  return g_test_run ();
}
