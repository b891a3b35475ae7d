/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tab of results by keys: from a figure to its forms and to one form, an answer that is changed
 * with a reason, tags of free words, and forms that are left out. */
#include "app/callbacks/clt-answer-pane.h"
#include "app/callbacks/clt-answer-filter.h"
#include "app/callbacks/clt-answer-forms-view.h"
#include "app/callbacks/clt-answer-question-view.h"
#include "app/shell/clt-callbacks-page.h"
#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-form-dialog.h"
#include "core/clt-branch.h"
#include "core/surveys/clt-response-list.h"
#include "core/surveys/clt-survey-result.h"
#include "support/clt-test-branch.h"
#include "ui/clt-ui-keys.h"
#include "ui/clt-ui-test.h"

typedef struct
{
  CltUiTest base;
  CltUiKeys *keys;
  CltWindow *window;
  GtkWidget *pane;
  CltDataTable *lines, *counts, *groups, *words, *forms, *answers;
} Fixture;

/* Ten forms: four of 5, three of 4, three of 2; the last three are answered in one breath. */
static const char answers[] = "RespondentID,Channel,Score,Fees,Speed,Calls,News,Remarks\n"
                              "1,phone,5,4,3,5,4,quick and friendly\n"
                              "2,phone,5,3,4,5,3,\n"
                              "3,phone,5,4,4,5,2,fees are too high\n"
                              "4,phone,5,2,3,4,5,\n"
                              "5,phone,4,4,3,5,4,nobody called me back\n"
                              "6,phone,4,3,3,4,4,more courses in the evening\n"
                              "7,phone,4,5,3,5,1,\n"
                              "8,phone,2,2,2,2,2,\n"
                              "9,phone,2,2,2,2,2,the software stops at night\n"
                              "10,phone,2,2,2,2,2,\n";

static void
run_cli (const char *const *args)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
    g_subprocess_newv (args, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                       &error);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait (process, NULL, &error));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
}

static void
add_answers (Fixture *fixture)
{
  g_autofree char *source = g_build_filename (fixture->base.dir, "answers.csv", NULL);
  const char *const args[] = {
    g_getenv ("CLIENTELE_CLI"), "import", fixture->base.path, "answers", source, "--set",
    "questionnaire=ui-test",    "--set",  "create=yes",       NULL
  };

  g_assert_true (g_file_set_contents (source, answers, -1, NULL));
  run_cli (args);
}

/* ---- waiting ------------------------------------------------------------------------------- */

static gboolean
is_idle (gpointer data)
{
  gboolean loading;

  g_object_get (clt_data_table_get_list (data), "loading", &loading, NULL);
  return !loading;
}

/* What is read may ask for more. */
static void
settle (Fixture *fixture)
{
  CltDataTable *const tables[] = { fixture->lines, fixture->counts, fixture->groups,
                                   fixture->words, fixture->forms,  fixture->answers };

  for (int i = 0; i < 6; i++)
    {
      clt_ui_wait_for_store (fixture->window);
      clt_ui_settle ();
    }
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    clt_ui_wait (is_idle, tables[i]);
  clt_ui_wait_for_store (fixture->window);
  clt_ui_settle ();
}

static void
press (Fixture *fixture, guint key, GdkModifierType modifiers)
{
  clt_ui_press (fixture->keys, key, modifiers);
  settle (fixture);
}

static guint
count (CltDataTable *table)
{
  return g_list_model_get_n_items (G_LIST_MODEL (clt_data_table_get_list (table)));
}

typedef struct
{
  GtkWidget *window, *table;
} Place;

static gboolean
is_on_row (gpointer data)
{
  const Place *place = data;
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (place->window));

  return focus != NULL && focus != place->table && gtk_widget_is_ancestor (focus, place->table);
}

/* A row of @table gets the focus, once there is one. */
static void
expect_focus (Fixture *fixture, CltDataTable *table)
{
  Place place = { GTK_WIDGET (fixture->window), GTK_WIDGET (table) };

  clt_ui_wait (is_on_row, &place);
}

static void
find_tables (Fixture *fixture)
{
  GtkWidget *question = clt_ui_find (fixture->pane, CLT_TYPE_ANSWER_QUESTION_VIEW);
  GtkWidget *forms = clt_ui_find (fixture->pane, CLT_TYPE_ANSWER_FORMS_VIEW);
  g_autoptr (GPtrArray) mine = clt_ui_find_all (question, CLT_TYPE_DATA_TABLE);
  g_autoptr (GPtrArray) theirs = clt_ui_find_all (forms, CLT_TYPE_DATA_TABLE);

  g_assert_cmpuint (mine->len, ==, 3);
  g_assert_cmpuint (theirs->len, ==, 2);
  fixture->lines = clt_ui_find (fixture->pane, CLT_TYPE_DATA_TABLE);
  fixture->counts = mine->pdata[0];
  fixture->groups = mine->pdata[1];
  fixture->words = mine->pdata[2];
  fixture->forms = theirs->pdata[0];
  fixture->answers = theirs->pdata[1];
}

static gint64
find_questionnaire (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (fixture->base.path, CLT_CONN_READ, &error);
  const gint64 id = conn == NULL ? 0 : clt_questionnaire_find (conn, "ui-test", &error);

  g_assert_no_error (error);
  return id;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  clt_ui_test_set_up (&fixture->base, data);
  add_answers (fixture);
  fixture->keys = clt_ui_keys_new ();
  fixture->window = clt_ui_test_open (&fixture->base, "callbacks");
  clt_ui_keys_enter (fixture->keys, fixture->window);
  gtk_widget_activate_action (clt_ui_find (fixture->window, CLT_TYPE_CALLBACKS_PAGE),
                              "callbacks.show-tab", "s", "answer");
  clt_ui_wait_for_store (fixture->window);
  fixture->pane = clt_ui_find (fixture->window, CLT_TYPE_ANSWER_PANE);
  find_tables (fixture);
  gtk_widget_activate_action (fixture->pane, "answer.show", "(xx)", find_questionnaire (fixture),
                              (gint64) 0);
  settle (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_ui_keys_free (fixture->keys);
  clt_ui_test_tear_down (&fixture->base, data);
}

/* ---- what the file holds ------------------------------------------------------------------- */

static CltSurveyResult *
load_result (CltConn *conn)
{
  g_autoptr (GError) error = NULL;
  const CltResultQuery query = { .questionnaire_id =
                                   clt_questionnaire_find (conn, "ui-test", &error),
                                 .from = CLT_DAY_NONE,
                                 .to = CLT_DAY_NONE };
  CltSurveyResult *result = clt_survey_result_load (conn, &query, &error);

  g_assert_no_error (error);
  return result;
}

static guint
count_score (Fixture *fixture, const char *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (fixture->base.path, CLT_CONN_READ, &error);
  g_autoptr (CltSurveyResult) result = load_result (conn);
  const CltQuestionResult *score = result->all->questions->pdata[0];

  g_assert_cmpstr (score->question->text, ==, "Score");
  return clt_question_result_find (score, code)->responses->len;
}

/* ---- tests --------------------------------------------------------------------------------- */

/* All questions, the score, those who gave 2, the first of them. */
static void
open_first_of_two (Fixture *fixture)
{
  expect_focus (fixture, fixture->lines);
  press (fixture, GDK_KEY_Home, 0);
  press (fixture, GDK_KEY_Down, 0);
  press (fixture, GDK_KEY_Return, 0);
  expect_focus (fixture, fixture->counts);
  press (fixture, GDK_KEY_Down, 0); /* 1 … 5: from 1 to 2 */
  press (fixture, GDK_KEY_Return, 0);
  expect_focus (fixture, fixture->forms);
}

static void
test_forms (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (count (fixture->lines), ==, 7);
  expect_focus (fixture, fixture->lines);
  open_first_of_two (fixture);
  g_assert_cmpuint (count (fixture->forms), ==, 3);
  expect_focus (fixture, fixture->forms);
  g_assert_true (clt_ui_shows (fixture->pane, "Score: 2"));
  press (fixture, GDK_KEY_Return, 0);
  expect_focus (fixture, fixture->answers);
  g_assert_cmpuint (count (fixture->answers), ==, 6);
  press (fixture, GDK_KEY_Escape, 0);
  expect_focus (fixture, fixture->counts);
  press (fixture, GDK_KEY_Escape, 0);
  expect_focus (fixture, fixture->lines);
}

/* A three is a matter for compliance, and somebody has given all these answers. */
static void
make_bad (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (fixture->base.path, CLT_CONN_WRITE, &error);

  g_assert_no_error (error);
  clt_test_exec (conn, "UPDATE question SET bad = '3' WHERE type = 'rating'");
  clt_test_exec (conn, "UPDATE response SET client_id = (SELECT min (id) FROM client)"
                       " WHERE client_id IS NULL");
}

/* A wrong mark is put right: the reason is asked for, kept, and undo takes all of it back. What it
 * means for compliance is told. */
static void
test_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (fixture->base.path, CLT_CONN_READ, &error);
  g_autoptr (GPtrArray) edits = NULL;
  const CltResponseEdit *edit;
  gpointer dialog;
  gint64 form;

  make_bad (fixture);
  open_first_of_two (fixture);
  form = clt_data_table_get_selected (fixture->forms);
  press (fixture, GDK_KEY_Return, 0);
  expect_focus (fixture, fixture->answers);
  press (fixture, GDK_KEY_Home, 0);
  clt_ui_press (fixture->keys, GDK_KEY_F2, 0);
  dialog = clt_ui_wait_for_window (CLT_TYPE_FORM_DIALOG);
  clt_ui_keys_enter (fixture->keys, dialog);
  adw_combo_row_set_selected (clt_ui_find (dialog, ADW_TYPE_COMBO_ROW), 2);
  gtk_widget_grab_focus (clt_ui_find (dialog, ADW_TYPE_ENTRY_ROW));
  clt_ui_type (fixture->keys, "misheard");
  clt_ui_press (fixture->keys, GDK_KEY_Return, 0);
  clt_ui_wait_until_closed (CLT_TYPE_FORM_DIALOG);
  settle (fixture);
  g_assert_cmpuint (count_score (fixture, "2"), ==, 2);
  g_assert_cmpuint (count_score (fixture, "3"), ==, 1);
  expect_focus (fixture, fixture->answers);
  g_assert_true (clt_ui_shows (fixture->pane, "misheard"));
  g_assert_true (clt_ui_shows (fixture->window, "This answer is a matter for compliance"));
  edits = clt_response_list_edits (conn, form, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (edits->len, ==, 1);
  edit = edits->pdata[0];
  g_assert_cmpstr (edit->before, ==, "2");
  g_assert_cmpstr (edit->after, ==, "3");
  g_assert_cmpstr (edit->reason, ==, "misheard");
  press (fixture, GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_cmpuint (count_score (fixture, "2"), ==, 3);
}

/* “Fees” becomes a table of two lines, of which the second one is answered. */
static void
make_matrix (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (fixture->base.path, CLT_CONN_WRITE, &error);

  g_assert_no_error (error);
  clt_test_exec (conn, "UPDATE question SET type = 'matrix', low = NULL, high = NULL"
                       " WHERE text = 'Fees'");
  clt_test_exec (conn, "INSERT INTO question_line (question_id, code, position, label)"
                       " SELECT id, 'desk', 1, 'At the desk' FROM question WHERE text = 'Fees'"
                       " UNION ALL SELECT id, 'night', 2, 'At night' FROM question"
                       " WHERE text = 'Fees'");
  clt_test_exec (conn, "INSERT INTO question_option (question_id, code, position, label)"
                       " SELECT id, 'low', 1, 'Low' FROM question WHERE text = 'Fees'"
                       " UNION ALL SELECT id, 'fair', 2, 'Fair' FROM question WHERE text = 'Fees'"
                       " UNION ALL SELECT id, 'high', 3, 'High' FROM question WHERE text = 'Fees'");
  clt_test_exec (conn, "UPDATE answer SET part = 'night', value = 'high' WHERE question_id ="
                       " (SELECT id FROM question WHERE text = 'Fees')");
}

/* A line of a table proposes what stands there: nothing in the first one, “High” in the second. */
static void
test_change_line (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) choices = NULL;
  gpointer dialog;

  make_matrix (fixture);
  gtk_widget_activate_action (fixture->pane, "answer.show", "(xx)", find_questionnaire (fixture),
                              (gint64) 0);
  settle (fixture);
  open_first_of_two (fixture);
  press (fixture, GDK_KEY_Return, 0);
  expect_focus (fixture, fixture->answers);
  press (fixture, GDK_KEY_Home, 0);
  press (fixture, GDK_KEY_Down, 0);
  clt_ui_press (fixture->keys, GDK_KEY_F2, 0);
  dialog = clt_ui_wait_for_window (CLT_TYPE_FORM_DIALOG);
  choices = clt_ui_find_all (dialog, ADW_TYPE_COMBO_ROW);
  g_assert_cmpuint (adw_combo_row_get_selected (choices->pdata[0]), ==, 0);
  g_assert_cmpuint (adw_combo_row_get_selected (choices->pdata[1]), ==, 3);
  adw_combo_row_set_selected (choices->pdata[0], 1);
  g_assert_cmpuint (adw_combo_row_get_selected (choices->pdata[1]), ==, 2);
  adw_combo_row_set_selected (choices->pdata[0], 0);
  g_assert_cmpuint (adw_combo_row_get_selected (choices->pdata[1]), ==, 3);
  g_assert_cmpuint (adw_combo_row_get_selected (choices->pdata[2]), ==, CLT_MARK_NONE);
  adw_combo_row_set_selected (choices->pdata[2], CLT_MARK_REFUSED);
  adw_combo_row_set_selected (choices->pdata[0], 1);
  g_assert_cmpuint (adw_combo_row_get_selected (choices->pdata[2]), ==, CLT_MARK_REFUSED);
  adw_combo_row_set_selected (choices->pdata[1], 0); /* an answer all the same */
  g_assert_cmpuint (adw_combo_row_get_selected (choices->pdata[2]), ==, CLT_MARK_NONE);
  clt_ui_keys_enter (fixture->keys, dialog);
  gtk_widget_grab_focus (clt_ui_find (dialog, ADW_TYPE_ENTRY_ROW));
  clt_ui_type (fixture->keys, "misheard");
  clt_ui_press (fixture->keys, GDK_KEY_Return, 0);
  clt_ui_wait_until_closed (CLT_TYPE_FORM_DIALOG);
  settle (fixture);
  g_assert_true (clt_ui_shows (fixture->pane, "Fees (At night) from “High” to “Low”: misheard"));
}

/* The first tag is typed; from then on it has a number. */
static void
test_tags (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (fixture->base.path, CLT_CONN_READ, &error);
  g_autoptr (CltSurveyResult) result = NULL;
  const CltQuestionResult *remarks;

  expect_focus (fixture, fixture->lines);
  press (fixture, GDK_KEY_End, 0);
  press (fixture, GDK_KEY_3, GDK_CONTROL_MASK);
  expect_focus (fixture, fixture->words);
  g_assert_cmpuint (count (fixture->words), ==, 5);
  clt_ui_press (fixture->keys, GDK_KEY_t, 0);
  clt_ui_keys_enter (fixture->keys, clt_ui_wait_for_window (CLT_TYPE_FORM_DIALOG));
  clt_ui_type (fixture->keys, "praise");
  clt_ui_press (fixture->keys, GDK_KEY_Return, 0);
  clt_ui_wait_until_closed (CLT_TYPE_FORM_DIALOG);
  settle (fixture);
  expect_focus (fixture, fixture->words);
  press (fixture, GDK_KEY_Down, 0);
  press (fixture, GDK_KEY_1, 0);
  press (fixture, GDK_KEY_Down, 0);
  press (fixture, GDK_KEY_1, 0);
  press (fixture, GDK_KEY_1, 0); /* and away again */
  result = load_result (conn);
  remarks = result->all->questions->pdata[result->all->questions->len - 1];
  g_assert_cmpuint (remarks->counts->len, ==, 1);
  g_assert_cmpuint (clt_question_result_find (remarks, "praise")->responses->len, ==, 2);
  expect_focus (fixture, fixture->words);
}

/* Forms that say the same to everything are left out, and stand behind their figure. */
static void
test_careless (Fixture *fixture, gconstpointer data)
{
  g_assert_true (clt_ui_shows (fixture->pane, "10"));
  press (fixture, GDK_KEY_x, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  g_assert_true (clt_ui_shows (fixture->pane, "without careless forms"));
  gtk_widget_activate_action (fixture->pane, "answer.figure", "i", 0);
  settle (fixture);
  g_assert_cmpuint (count (fixture->forms), ==, 7);
  press (fixture, GDK_KEY_Escape, 0);
  gtk_widget_activate_action (fixture->pane, "answer.figure", "i", 6);
  settle (fixture);
  g_assert_cmpuint (count (fixture->forms), ==, 3);
}

static gboolean
has_one_line (gpointer data)
{
  return count (data) == 1;
}

static gboolean
has_all_lines (gpointer data)
{
  return count (data) == 7;
}

/* Words in the list of questions find one; Escape shows all of them again. */
static void
test_search (Fixture *fixture, gconstpointer data)
{
  clt_ui_press (fixture->keys, GDK_KEY_f, GDK_CONTROL_MASK);
  clt_ui_type (fixture->keys, "spe");
  clt_ui_wait (has_one_line, fixture->lines);
  press (fixture, GDK_KEY_Return, 0);
  expect_focus (fixture, fixture->lines);
  clt_ui_press (fixture->keys, GDK_KEY_f, GDK_CONTROL_MASK);
  clt_ui_press (fixture->keys, GDK_KEY_Escape, 0);
  clt_ui_wait (has_all_lines, fixture->lines);
}

/* Who has chosen from a filter goes on to the next one. */
static void
test_filter (Fixture *fixture, gconstpointer data)
{
  GtkWidget *filter = clt_ui_find (fixture->pane, CLT_TYPE_ANSWER_FILTER);
  g_autoptr (GPtrArray) drops = clt_ui_find_all (filter, GTK_TYPE_DROP_DOWN);
  GtkWidget *by = drops->pdata[drops->len - 1];

  gtk_widget_grab_focus (by);
  press (fixture, GDK_KEY_Return, 0);
  press (fixture, GDK_KEY_Down, 0);
  press (fixture, GDK_KEY_Return, 0);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (by)), ==, 1);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (fixture->window)), by));
}

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  g_test_add ("/answers/forms", Fixture, NULL, set_up, test_forms, tear_down);
  g_test_add ("/answers/change", Fixture, NULL, set_up, test_change, tear_down);
  g_test_add ("/answers/change/line", Fixture, NULL, set_up, test_change_line, tear_down);
  g_test_add ("/answers/tags", Fixture, NULL, set_up, test_tags, tear_down);
  g_test_add ("/answers/careless", Fixture, NULL, set_up, test_careless, tear_down);
  g_test_add ("/answers/filter", Fixture, NULL, set_up, test_filter, tear_down);
  g_test_add ("/answers/search", Fixture, NULL, set_up, test_search, tear_down);
  return g_test_run ();
}
