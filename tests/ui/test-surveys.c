/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tab of surveys by keys: a new one from its name to its calls, undone and done again, its people
 * behind each figure, and its end. */
#include "app/callbacks/clt-form-view.h"
#include "app/callbacks/clt-survey-form.h"
#include "app/callbacks/clt-survey-keying.h"
#include "app/callbacks/clt-survey-pane.h"
#include "app/callbacks/clt-survey-view.h"
#include "app/shell/clt-callbacks-page.h"
#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-form-dialog.h"
#include "core/clt-branch.h"
#include "core/surveys/clt-survey.h"
#include "ui/clt-ui-keys.h"
#include "ui/clt-ui-test.h"

typedef struct
{
  CltUiTest base;
  CltUiKeys *keys;
  CltWindow *window;
  GtkWidget *pane;
  CltConn *conn;
  gint64 before; /* surveys of the demo branch */
  CltDataTable *runs, *members;
} Fixture;

/* ---- what the file holds ------------------------------------------------------------------- */

static gint64
count (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  clt_conn_get_int (fixture->conn, &n, -1, &error, sql, "");
  g_assert_no_error (error);
  return n;
}

#define NEWEST "(SELECT max (id) FROM survey)"

static gint64
count_asked (Fixture *fixture)
{
  return count (fixture, "SELECT count(*) FROM survey_member WHERE excluded = ''"
                         " AND survey_id = " NEWEST);
}

static gint64
count_calls (Fixture *fixture)
{
  return count (fixture, "SELECT count(*) FROM call_task WHERE state = 'open'"
                         " AND survey_id = " NEWEST);
}

/* ---- waiting ------------------------------------------------------------------------------- */

static gboolean
is_idle (gpointer data)
{
  gboolean loading;

  g_object_get (clt_data_table_get_list (data), "loading", &loading, NULL);
  return !loading;
}

static void
settle (Fixture *fixture)
{
  for (int i = 0; i < 6; i++)
    {
      clt_ui_wait_for_store (fixture->window);
      clt_ui_settle ();
    }
  clt_ui_wait (is_idle, fixture->runs);
  clt_ui_wait (is_idle, fixture->members);
  clt_ui_settle ();
}

static void
press (Fixture *fixture, guint key, GdkModifierType modifiers)
{
  clt_ui_press (fixture->keys, key, modifiers);
  settle (fixture);
}

static guint
count_rows (CltDataTable *table)
{
  return g_list_model_get_n_items (G_LIST_MODEL (clt_data_table_get_list (table)));
}

static gboolean
is_answered (gpointer form)
{
  GtkWidget *verbs = clt_ui_find (form, CLT_TYPE_AUDIENCE_VIEW);

  return clt_audience_view_reaches (CLT_AUDIENCE_VIEW (verbs));
}

static gboolean
is_kept (gpointer data)
{
  Fixture *fixture = data;

  return count (fixture, "SELECT count(*) FROM survey") == fixture->before + 1;
}

static gboolean
is_gone (gpointer data)
{
  Fixture *fixture = data;

  return count (fixture, "SELECT count(*) FROM survey") == fixture->before;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) mine = NULL;

  clt_ui_test_set_up (&fixture->base, data);
  fixture->conn = clt_branch_open (fixture->base.path, CLT_CONN_WRITE, &error);
  g_assert_no_error (error);
  if (count (fixture, "SELECT count(*) FROM questionnaire") == 0)
    {
      const CltActionInfo info = { .name = "questionnaire.create", .who = "test" };

      g_assert_true (clt_action_begin (fixture->conn, &info, &error));
      g_assert_cmpint (clt_questionnaire_add_preset (fixture->conn, "nps", "en", &error), !=, 0);
      g_assert_true (clt_action_commit (fixture->conn, NULL, &error));
    }
  fixture->before = count (fixture, "SELECT count(*) FROM survey");
  fixture->keys = clt_ui_keys_new ();
  fixture->window = clt_ui_test_open (&fixture->base, "callbacks");
  clt_ui_keys_enter (fixture->keys, fixture->window);
  gtk_widget_activate_action (clt_ui_find (fixture->window, CLT_TYPE_CALLBACKS_PAGE),
                              "callbacks.show-tab", "s", "survey");
  clt_ui_wait_for_store (fixture->window);
  fixture->pane = clt_ui_find (fixture->window, CLT_TYPE_SURVEY_PANE);
  fixture->runs = clt_ui_find (fixture->pane, CLT_TYPE_DATA_TABLE);
  fixture->members =
    clt_ui_find (clt_ui_find (fixture->pane, CLT_TYPE_SURVEY_VIEW), CLT_TYPE_DATA_TABLE);
  settle (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_ui_keys_free (fixture->keys);
  clt_ui_test_tear_down (&fixture->base, data);
  clt_conn_close (fixture->conn);
}

/* ---- tests --------------------------------------------------------------------------------- */

/* The one whose first question is from 0 to 10. */
static void
choose_questionnaire (Fixture *fixture)
{
  GtkWidget *form = clt_ui_find (fixture->pane, CLT_TYPE_SURVEY_FORM);
  AdwComboRow *row = clt_ui_find (form, ADW_TYPE_COMBO_ROW);

  adw_combo_row_set_selected (
    row, (guint) count (fixture, "SELECT count(*) FROM questionnaire q WHERE archived = 0"
                                 " AND position < (SELECT position FROM questionnaire"
                                 " WHERE key = 'nps')"));
}

/* From Ctrl+N to calls in the queue: the name is all that must be typed. */
static void
make_survey (Fixture *fixture)
{
  clt_ui_press (fixture->keys, GDK_KEY_n, GDK_CONTROL_MASK);
  clt_ui_type (fixture->keys, "Year");
  choose_questionnaire (fixture);
  clt_ui_wait (is_answered, clt_ui_find (fixture->pane, CLT_TYPE_SURVEY_FORM));
  clt_ui_press (fixture->keys, GDK_KEY_Return, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  clt_ui_wait (is_kept, fixture);
  settle (fixture);
}

static void
test_new (Fixture *fixture, gconstpointer data)
{
  make_survey (fixture);
  g_assert_cmpint (count (fixture, "SELECT state = 'open' FROM survey WHERE id = " NEWEST), ==, 1);
  g_assert_cmpint (count_asked (fixture), >, 0);
  g_assert_cmpint (count_calls (fixture), ==, count_asked (fixture));
  g_assert_cmpint (clt_data_table_get_selected (fixture->runs), ==,
                   count (fixture, "SELECT max (id) FROM survey"));
  g_assert_cmpuint (count_rows (fixture->members), ==, count_asked (fixture));
  press (fixture, GDK_KEY_4, GDK_CONTROL_MASK);
  g_assert_cmpint (count_rows (fixture->members), ==,
                   count (fixture, "SELECT count(*) FROM survey_member WHERE excluded <> ''"
                                   " AND survey_id = " NEWEST));
  press (fixture, GDK_KEY_2, GDK_CONTROL_MASK);
  g_assert_cmpuint (count_rows (fixture->members), ==, 0);
}

/* Undo takes the survey and its calls; redo brings them; at the end what was not called is dropped. */
static void
test_undo (Fixture *fixture, gconstpointer data)
{
  gint64 asked;

  make_survey (fixture);
  asked = count_asked (fixture);
  clt_ui_press (fixture->keys, GDK_KEY_z, GDK_CONTROL_MASK);
  clt_ui_wait (is_gone, fixture);
  settle (fixture);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM call_task t WHERE NOT EXISTS"
                                   " (SELECT 1 FROM survey s WHERE s.id = t.survey_id)"
                                   " AND t.survey_id IS NOT NULL"),
                   ==, 0);
  clt_ui_press (fixture->keys, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  clt_ui_wait (is_kept, fixture);
  settle (fixture);
  g_assert_cmpint (count_calls (fixture), ==, asked);
  clt_data_table_select (fixture->runs, count (fixture, "SELECT max (id) FROM survey"));
  settle (fixture);
  press (fixture, GDK_KEY_h, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  g_assert_cmpint (count_calls (fixture), ==, 0);
  g_assert_cmpint (count (fixture, "SELECT state = 'closed' FROM survey WHERE id = " NEWEST), ==,
                   1);
}

/* Without a name it is refused, and what was typed stays. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  clt_ui_press (fixture->keys, GDK_KEY_n, GDK_CONTROL_MASK);
  clt_ui_wait (is_answered, clt_ui_find (fixture->pane, CLT_TYPE_SURVEY_FORM));
  press (fixture, GDK_KEY_s, GDK_CONTROL_MASK);
  g_assert_true (clt_ui_shows (fixture->pane, "Give the survey a name first."));
  g_assert_true (is_gone (fixture));
  clt_ui_type (fixture->keys, "Draft");
  clt_ui_wait (is_answered, clt_ui_find (fixture->pane, CLT_TYPE_SURVEY_FORM));
  clt_ui_press (fixture->keys, GDK_KEY_s, GDK_CONTROL_MASK);
  clt_ui_wait (is_kept, fixture);
  settle (fixture);
  g_assert_cmpint (count_calls (fixture), ==, 0);
  g_assert_true (clt_ui_shows (fixture->pane, "A draft: nobody is asked until it is opened."));
}

static gboolean
tells_no_survey (gpointer data)
{
  return clt_ui_shows (((Fixture *) data)->pane, "No Survey Matches");
}

/* The quota of a tier is proposed as it stands, to be changed or taken away. */
static void
test_quota (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) choices = NULL;
  gpointer dialog;
  GtkEditable *places;

  make_survey (fixture);
  clt_ui_press (fixture->keys, GDK_KEY_q, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  dialog = clt_ui_wait_for_window (CLT_TYPE_FORM_DIALOG);
  clt_ui_keys_enter (fixture->keys, dialog);
  choices = clt_ui_find_all (dialog, ADW_TYPE_COMBO_ROW);
  places = clt_ui_find (dialog, ADW_TYPE_ENTRY_ROW);
  adw_combo_row_set_selected (choices->pdata[0], 1);
  gtk_editable_set_text (places, "7");
  adw_combo_row_set_selected (choices->pdata[2], 1);
  gtk_widget_grab_focus (GTK_WIDGET (places));
  clt_ui_press (fixture->keys, GDK_KEY_Return, 0);
  clt_ui_wait_until_closed (CLT_TYPE_FORM_DIALOG);
  settle (fixture);
  g_assert_cmpint (count (fixture, "SELECT places FROM survey_quota WHERE stops = 0"), ==, 7);

  g_clear_pointer (&choices, g_ptr_array_unref);
  clt_ui_press (fixture->keys, GDK_KEY_q, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  dialog = clt_ui_wait_for_window (CLT_TYPE_FORM_DIALOG);
  choices = clt_ui_find_all (dialog, ADW_TYPE_COMBO_ROW);
  places = clt_ui_find (dialog, ADW_TYPE_ENTRY_ROW);
  g_assert_cmpstr (gtk_editable_get_text (places), ==, "");
  adw_combo_row_set_selected (choices->pdata[0], 1);
  g_assert_cmpstr (gtk_editable_get_text (places), ==, "7");
  g_assert_cmpuint (adw_combo_row_get_selected (choices->pdata[2]), ==, 1);
  adw_combo_row_set_selected (choices->pdata[0], 2);
  g_assert_cmpstr (gtk_editable_get_text (places), ==, "");
  gtk_editable_set_text (places, "9"); /* what is typed stays */
  adw_combo_row_set_selected (choices->pdata[0], 1);
  g_assert_cmpstr (gtk_editable_get_text (places), ==, "9");
  /* of all tiers and channels, which are chosen when the dialog comes */
  adw_combo_row_set_selected (choices->pdata[0], 0);
  gtk_editable_set_text (places, "40");
  gtk_widget_grab_focus (GTK_WIDGET (places));
  clt_ui_keys_enter (fixture->keys, dialog);
  clt_ui_press (fixture->keys, GDK_KEY_Return, 0);
  clt_ui_wait_until_closed (CLT_TYPE_FORM_DIALOG);
  clt_ui_keys_enter (fixture->keys, fixture->window);
  settle (fixture);
  clt_ui_press (fixture->keys, GDK_KEY_q, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  dialog = clt_ui_wait_for_window (CLT_TYPE_FORM_DIALOG);
  g_assert_cmpstr (gtk_editable_get_text (clt_ui_find (dialog, ADW_TYPE_ENTRY_ROW)), ==, "40");
  gtk_window_close (dialog);
  clt_ui_wait_until_closed (CLT_TYPE_FORM_DIALOG);
}

/* A search that finds nothing says so. */
static void
test_search (Fixture *fixture, gconstpointer data)
{
  make_survey (fixture);
  clt_ui_press (fixture->keys, GDK_KEY_f, GDK_CONTROL_MASK);
  clt_ui_type (fixture->keys, "zzz");
  clt_ui_wait (tells_no_survey, fixture);
  g_assert_cmpuint (count_rows (fixture->runs), ==, 0);
  clt_ui_press (fixture->keys, GDK_KEY_Escape, 0);
  clt_ui_wait (is_idle, fixture->runs);
  g_assert_cmpuint (count_rows (fixture->runs), >, 0);
}

/* ---- paper --------------------------------------------------------------------------------- */

#define KEYED(n)                                                                                   \
  "SELECT count(*) FROM response WHERE reference = 'A1' AND state = 'complete' AND keyed = " n

static gboolean
shows_form (gpointer view)
{
  return *clt_form_view_get_key (view) != '\0' && gtk_widget_get_mapped (view);
}

/* The score, and the rest of the form is skipped. */
static void
key_form (Fixture *fixture, guint score)
{
  GtkWidget *view = clt_ui_find (fixture->pane, CLT_TYPE_FORM_VIEW);

  clt_ui_type (fixture->keys, "A1");
  clt_ui_press (fixture->keys, GDK_KEY_Return, 0);
  clt_ui_wait (shows_form, view);
  clt_ui_press (fixture->keys, score, 0);
  for (int i = 0; i < 8 && *clt_form_view_get_key (CLT_FORM_VIEW (view)) != '\0'; i++)
    clt_ui_press (fixture->keys, GDK_KEY_Return, 0);
  settle (fixture);
}

/* A form that is keyed twice is compared, and what differs is settled by one key. */
static void
test_keying (Fixture *fixture, gconstpointer data)
{
  CltDataTable *differences;

  make_survey (fixture);
  press (fixture, GDK_KEY_t, GDK_CONTROL_MASK);
  key_form (fixture, GDK_KEY_7);
  g_assert_cmpint (count (fixture, KEYED ("1")), ==, 1);
  key_form (fixture, GDK_KEY_9);
  g_assert_cmpint (count (fixture, KEYED ("2")), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM response WHERE reference = 'A1'"
                                   " AND channel = 'phone'"),
                   ==, 0);
  differences =
    clt_ui_find (clt_ui_find (fixture->pane, CLT_TYPE_SURVEY_KEYING), CLT_TYPE_DATA_TABLE);
  clt_ui_wait (is_idle, differences);
  g_assert_cmpuint (count_rows (differences), ==, 1);
  press (fixture, GDK_KEY_2, 0);
  g_assert_true (clt_ui_shows (fixture->pane, "Both keyings say the same."));
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM answer_change WHERE old = '7'"
                                   " AND new = '9'"),
                   ==, 1);
  press (fixture, GDK_KEY_Escape, 0);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (fixture->runs)));
}

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  g_test_add ("/surveys/new", Fixture, NULL, set_up, test_new, tear_down);
  g_test_add ("/surveys/undo", Fixture, NULL, set_up, test_undo, tear_down);
  g_test_add ("/surveys/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/surveys/quota", Fixture, NULL, set_up, test_quota, tear_down);
  g_test_add ("/surveys/search", Fixture, NULL, set_up, test_search, tear_down);
  g_test_add ("/surveys/keying", Fixture, NULL, set_up, test_keying, tear_down);
  return g_test_run ();
}
