/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tab of needs: each figure opens exactly its list; what a client asks for is noted and settled
 * with the keyboard. */
#include <glib/gstdio.h>
#include <string.h>

#include "app/training/clt-need-data.h"
#include "app/training/clt-need-pane.h"
#include "app/training/clt-training-calendar-pane.h"
#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-form-dialog.h"
#include "core/base/clt-text.h"
#include "core/training/clt-lecturer.h"
#include "core/training/clt-room.h"
#include "support/clt-test-branch.h"
#include "training-fixture.h"

static GtkWidget *
get_pane (TrainingFixture *fixture)
{
  return clt_ui_find (fixture->training, CLT_TYPE_NEED_PANE);
}

static CltDataTable *
get_table (TrainingFixture *fixture)
{
  return clt_ui_find (get_pane (fixture), CLT_TYPE_DATA_TABLE);
}

static void
set_up (TrainingFixture *fixture, gconstpointer data)
{
  training_set_up (fixture, TRUE);
  clt_ui_press (fixture->keys, GDK_KEY_Page_Down, GDK_CONTROL_MASK);
  training_wait (fixture);
}

static guint
count_rows (TrainingFixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (clt_data_table_get_list (get_table (fixture))));
}

/* (nullable): the label of the figure. */
static GtkWidget *
find_figure (TrainingFixture *fixture, gint64 course, int tier)
{
  g_autoptr (GPtrArray) buttons = clt_ui_find_all (get_pane (fixture), GTK_TYPE_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    {
      GVariant *target = gtk_actionable_get_action_target_value (buttons->pdata[i]);
      gint64 id;
      int here;

      if (target == NULL || !g_variant_is_of_type (target, G_VARIANT_TYPE ("(xi)")))
        continue;
      g_variant_get (target, "(xi)", &id, &here);
      if (id == course && here == tier)
        return buttons->pdata[i];
    }
  return NULL;
}

/* Whatever figure is opened, its list is as long as it says, with a reason in each row. */
static void
test_figures (TrainingFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) buttons = clt_ui_find_all (get_pane (fixture), GTK_TYPE_BUTTON);
  guint n = 0;

  for (guint i = 0; i < buttons->len; i++)
    {
      const char *action = gtk_actionable_get_action_name (buttons->pdata[i]);
      g_autoptr (CltRow) row = NULL;
      const CltNeedRow *record;

      if (g_strcmp0 (action, "need.show-list") != 0)
        continue;
      g_signal_emit_by_name (buttons->pdata[i], "clicked");
      clt_ui_wait_for_store (fixture->window);
      g_assert_cmpint (count_rows (fixture), ==, atoi (gtk_button_get_label (buttons->pdata[i])));
      row = g_list_model_get_item (G_LIST_MODEL (clt_data_table_get_list (get_table (fixture))), 0);
      clt_ui_wait_for_store (fixture->window);
      record = clt_row_get_record (row);
      g_assert_nonnull (record);
      g_assert_cmpint (strlen (record->cell[CLT_NEED_REASON]), >, 0);
      g_assert_false (g_ascii_islower (*record->cell[CLT_NEED_REASON]));
      n++;
    }
  g_assert_cmpuint (n, >=,
                    4); /* all four prospects wait for the first course: any, A1; all, unrated */
}

static gboolean
has_dialog (gpointer data)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (CLT_IS_FORM_DIALOG (l->data))
      {
        *(gpointer *) data = l->data;
        return TRUE;
      }
  *(gpointer *) data = NULL;
  return FALSE;
}

static gboolean
has_no_dialog (gpointer data)
{
  gpointer dialog;

  return !has_dialog (&dialog);
}

static gboolean
has_refusal (gpointer dialog)
{
  g_autoptr (GPtrArray) labels = clt_ui_find_all (dialog, GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if (gtk_widget_get_mapped (labels->pdata[i]) &&
        strstr (gtk_label_get_label (labels->pdata[i]), "may not take C3 yet") != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
has_chosen (gpointer data)
{
  return clt_data_table_get_selected (data) != 0;
}

/* (nullable): those of the row with the focus, which are open. */
static GtkPopover *
find_choices (gpointer dialog)
{
  GtkWidget *focus = gtk_window_get_focus (dialog);
  GtkWidget *row = focus == NULL              ? NULL
                   : ADW_IS_COMBO_ROW (focus) ? focus
                                              : gtk_widget_get_ancestor (focus, ADW_TYPE_COMBO_ROW);
  GtkPopover *choices = row == NULL ? NULL : clt_ui_find (row, GTK_TYPE_POPOVER);

  return choices != NULL && gtk_widget_get_visible (GTK_WIDGET (choices)) ? choices : NULL;
}

static gboolean
has_choices (gpointer dialog)
{
  return find_choices (dialog) != NULL;
}

/* The list of those for whom C3 comes is empty; a wish of the first client makes it one long. Settled,
 * it is empty again, and undo brings the wish back. The focus stays in the list. */
static void
test_wish (TrainingFixture *fixture, gconstpointer data)
{
  g_autoptr (CltCourse) course = training_load (fixture, "C3");
  gpointer dialog;
  gint64 client;

  g_assert_null (find_figure (fixture, course->id, -1));
  gtk_widget_grab_focus (GTK_WIDGET (get_table (fixture)));
  client = clt_key_list_get_id (clt_data_table_get_list (get_table (fixture)), 0);
  clt_data_table_select (get_table (fixture), client);
  clt_ui_wait (has_chosen, get_table (fixture));
  clt_ui_type (fixture->keys, "n");
  clt_ui_wait (has_dialog, &dialog);
  clt_form_dialog_select (dialog, 0, 8); /* A1 … B3, C1, C2, C3 */
  clt_ui_keys_enter (fixture->keys, dialog);
  /* Enter opens the choices of a row; it does not apply the dialog with what is chosen so far */
  clt_ui_press (fixture->keys, GDK_KEY_Return, 0);
  clt_ui_wait (has_choices, dialog);
  gtk_popover_popdown (find_choices (dialog));
  for (int i = 0; i < 2; i++)
    clt_ui_press (fixture->keys, GDK_KEY_Tab, 0);
  clt_ui_type (fixture->keys, "risk");
  clt_ui_press (fixture->keys, GDK_KEY_Return, 0);
  clt_ui_wait (has_no_dialog, NULL);
  training_wait (fixture);
  g_assert_cmpint (
    clt_test_get_int (fixture->conn,
                      "SELECT count(*) FROM training_need n JOIN course c ON c.id = n.course_id"
                      " WHERE c.code = 'C3' AND n.kind = 'asked' AND n.note = 'risk'"
                      " AND n.closed IS NULL"),
    ==, 1);
  g_assert_nonnull (find_figure (fixture, course->id, -1));

  clt_ui_keys_enter (fixture->keys, fixture->window);
  gtk_widget_activate_action (get_pane (fixture), "need.show", "x", course->id);
  training_wait (fixture);
  g_assert_cmpuint (count_rows (fixture), ==, 1);

  /* No plan comes of it while other courses come first, and that is said. */
  gtk_widget_activate_action (get_pane (fixture), "need.plan", NULL);
  clt_ui_wait (has_dialog, &dialog);
  clt_ui_keys_enter (fixture->keys, dialog);
  clt_ui_press (fixture->keys, GDK_KEY_Return, 0);
  clt_ui_wait (has_refusal, dialog);
  clt_ui_press (fixture->keys, GDK_KEY_Escape, 0);
  clt_ui_wait (has_no_dialog, NULL);

  clt_ui_keys_enter (fixture->keys, fixture->window);
  clt_data_table_select (get_table (fixture), client);
  clt_ui_wait (has_chosen, get_table (fixture));
  clt_ui_press (fixture->keys, GDK_KEY_Delete, 0);
  training_wait (fixture);
  g_assert_null (find_figure (fixture, course->id, -1));
  g_assert_true (training_has_focus (fixture, get_pane (fixture)));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  training_wait (fixture);
  g_assert_nonnull (find_figure (fixture, course->id, -1));
}

static gboolean
add_teaching (CltConn *conn, gpointer data, GError **error)
{
  g_autoptr (CltLecturer) lecturer = clt_lecturer_new ();
  g_autoptr (CltRoom) room = clt_room_new ();

  clt_set_str (&lecturer->name, "Lin");
  clt_set_str (&room->name, "East");
  room->seats = 30;
  return clt_lecturer_save (conn, lecturer, error) && clt_room_save (conn, room, error);
}

/* Who waits for a course gets sessions: what was done says of which course and how many, and the
 * keyboard is in the calendar. */
static void
test_plan (TrainingFixture *fixture, gconstpointer data)
{
  const CltActionInfo info = { "lecturer.save", NULL, "tester" };
  g_autoptr (CltCourse) course = training_load (fixture, "A1");
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) writer = clt_branch_open (fixture->base.path, CLT_CONN_WRITE, &error);
  gpointer dialog;

  g_assert_no_error (error);
  clt_action_run (writer, &info, add_teaching, NULL, NULL, &error);
  g_assert_no_error (error);
  gtk_widget_activate_action (get_pane (fixture), "need.show", "x", course->id);
  training_wait (fixture);
  gtk_widget_activate_action (get_pane (fixture), "need.plan", NULL);
  clt_ui_wait (has_dialog, &dialog);
  clt_ui_keys_enter (fixture->keys, dialog);
  clt_ui_press (fixture->keys, GDK_KEY_Return, 0);
  clt_ui_wait (has_no_dialog, NULL);
  training_wait (fixture);
  g_assert_cmpint (clt_test_get_int (fixture->conn,
                                     "SELECT count(*) FROM action WHERE name = 'plan.sessions'"
                                     " AND detail LIKE 'A1 %, 1 session'"),
                   ==, 1);
  g_assert_true (
    training_has_focus (fixture, clt_ui_find (fixture->training, CLT_TYPE_TRAINING_CALENDAR_PANE)));
}

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  g_test_add ("/ui/need/figures", TrainingFixture, NULL, set_up, test_figures, training_tear_down);
  g_test_add ("/ui/need/wish", TrainingFixture, NULL, set_up, test_wish, training_tear_down);
  g_test_add ("/ui/need/plan", TrainingFixture, NULL, set_up, test_plan, training_tear_down);
  return g_test_run ();
}
