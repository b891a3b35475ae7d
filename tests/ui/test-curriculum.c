/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The curriculum as it is worked with by the keyboard alone: the ladder is walked, a course written,
 * made, moved, put away; what would make a circle is refused with the way round. */
#include <glib/gstdio.h>

#include "app/clients/clt-training-panel.h"
#include "app/training/clt-course-editor.h"
#include "app/training/clt-curriculum-pane.h"
#include "app/training/clt-ladder-cell.h"
#include "app/training/clt-ladder-view.h"
#include "app/widgets/clt-form-dialog.h"
#include "core/base/clt-text.h"
#include "support/clt-test-branch.h"
#include "training-fixture.h"

static CltLadderView *
get_ladder (TrainingFixture *fixture)
{
  return clt_ui_find (fixture->training, CLT_TYPE_LADDER_VIEW);
}

static GtkWidget *
get_pane (TrainingFixture *fixture)
{
  return clt_ui_find (fixture->training, CLT_TYPE_CURRICULUM_PANE);
}

static void
set_up (TrainingFixture *fixture, gconstpointer data)
{
  training_set_up (fixture, TRUE);
}

static void
set_up_empty (TrainingFixture *fixture, gconstpointer data)
{
  training_set_up (fixture, FALSE);
}

/* The chosen course, which has the focus. */
static void
assert_chosen (TrainingFixture *fixture, const char *code)
{
  g_autoptr (CltCourse) course = training_load (fixture, code);

  g_test_message ("expecting %s", code);
  g_assert_cmpint (clt_ladder_view_get_chosen (get_ladder (fixture)), ==, course->id);
  g_assert_true (training_has_focus (fixture, get_ladder (fixture)));
}

static void
press (TrainingFixture *fixture, guint keyval)
{
  clt_ui_press (fixture->keys, keyval, 0);
  clt_ui_settle ();
}

static void
assert_description (TrainingFixture *fixture, const char *code, const char *part)
{
  g_autoptr (GPtrArray) cells = clt_ui_find_all (get_ladder (fixture), CLT_TYPE_LADDER_CELL);
  g_autoptr (CltCourse) course = training_load (fixture, code);
  g_autofree char *name = g_strdup_printf ("%s %s", course->code, course->name);

  for (guint i = 0; i < cells->len; i++)
    if (g_str_equal (gtk_widget_get_tooltip_text (cells->pdata[i]), name))
      {
        g_autofree char *wrong = NULL;

        g_assert_true (gtk_accessible_get_accessible_role (cells->pdata[i]) ==
                       GTK_ACCESSIBLE_ROLE_OPTION);
        wrong = gtk_test_accessible_check_property (cells->pdata[i],
                                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, part);
        g_assert_cmpstr (wrong, ==, NULL);
        return;
      }
  g_assert_not_reached ();
}

/* Arrows go along the level and along what courses need, Home and End to its ends, Page Up and Down to
 * the next level; letters to a course; Tab leaves. */
static void
test_walk (TrainingFixture *fixture, gconstpointer data)
{
  assert_chosen (fixture, "A1");
  press (fixture, GDK_KEY_Right);
  assert_chosen (fixture, "A2");
  press (fixture, GDK_KEY_End);
  assert_chosen (fixture, "A3");
  press (fixture, GDK_KEY_Right);
  assert_chosen (fixture, "A3");
  press (fixture, GDK_KEY_Up);
  assert_chosen (fixture, "B3");
  press (fixture, GDK_KEY_Page_Up);
  press (fixture, GDK_KEY_Page_Up);
  assert_chosen (fixture, "D3");
  press (fixture, GDK_KEY_Down);
  assert_chosen (fixture, "C3"); /* D3 needs it, not C2 */
  press (fixture, GDK_KEY_Home);
  assert_chosen (fixture, "C1");
  clt_ui_type (fixture->keys, "e2");
  assert_chosen (fixture, "E2");
  press (fixture, GDK_KEY_Page_Down);
  assert_chosen (fixture, "D2");
  press (fixture, GDK_KEY_Return);
  g_assert_true (
    training_has_focus (fixture, clt_ui_find (fixture->training, CLT_TYPE_COURSE_EDITOR)));
}

/* What a course is, and where it leads, is there without seeing it. */
static void
test_words (TrainingFixture *fixture, gconstpointer data)
{
  assert_description (fixture, "A1",
                      "Level L0. Duration: 1 h. Held as: webinar, video, evening class, telephone. "
                      "Passed by: quiz, 80 points. The certificate is good for: 24 months. "
                      "Leads to: B1, B2, B3. Clients: 0 hold · 4 wait.");
}

/* A field is in the file when Enter is pressed in it, and undo takes it back. */
static void
test_edit (TrainingFixture *fixture, gconstpointer data)
{
  g_autoptr (CltCourse) before = training_load (fixture, "C2");
  g_autoptr (CltCourse) changed = NULL;
  g_autoptr (CltCourse) undone = NULL;

  clt_ui_type (fixture->keys, "c2");
  press (fixture, GDK_KEY_Return);
  clt_ui_press (fixture->keys, GDK_KEY_a, GDK_CONTROL_MASK);
  clt_ui_type (fixture->keys, "charts");
  press (fixture, GDK_KEY_Return);
  training_wait (fixture);
  changed = training_load (fixture, "C2");
  g_assert_cmpstr (changed->name, ==, "charts");
  press (fixture, GDK_KEY_Escape); /* in a field, Undo is that of the text */
  assert_chosen (fixture, "C2");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  training_wait (fixture);
  undone = training_load (fixture, "C2");
  g_assert_cmpstr (undone->name, ==, before->name);
}

/* Of a field of several lines all are to be seen: none is cut off, none scrolled away. */
static gboolean
shows_all_lines (GtkTextView *view)
{
  GdkRectangle seen;
  GtkTextIter start, end;
  int y, height, first;

  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (view), &start, &end);
  gtk_text_view_get_line_yrange (view, &start, &first, &height);
  gtk_text_view_get_line_yrange (view, &end, &y, &height);
  gtk_text_view_get_visible_rect (view, &seen);
  g_test_message ("lines %d – %d, seen %d – %d", first, y + height, seen.y, seen.y + seen.height);
  return seen.y <= first && seen.y + seen.height >= y + height;
}

static gboolean
on_frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  return --*(int *) data > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
is_zero (gpointer data)
{
  return *(int *) data == 0;
}

/* What is not right after some frames stays wrong until something else moves. */
static void
wait_for_frames (TrainingFixture *fixture)
{
  int n = 4;

  gtk_widget_add_tick_callback (GTK_WIDGET (fixture->window), on_frame_cb, &n, NULL);
  clt_ui_wait (is_zero, &n);
  clt_ui_settle ();
}

static void
assert_long_fields (TrainingFixture *fixture, const char *code)
{
  g_autoptr (CltCourse) course = training_load (fixture, code);
  g_autoptr (GPtrArray) views =
    clt_ui_find_all (clt_ui_find (fixture->training, CLT_TYPE_COURSE_EDITOR), GTK_TYPE_TEXT_VIEW);
  const char *texts[] = { course->description, course->materials };

  wait_for_frames (fixture);
  g_assert_cmpuint (views->len, ==, G_N_ELEMENTS (texts));
  for (guint i = 0; i < views->len; i++)
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (views->pdata[i]);
      g_autofree char *text = NULL;

      g_test_message ("%s, field %u", code, i);
      g_object_get (buffer, "text", &text, NULL);
      g_assert_cmpstr (text, ==, texts[i]);
      g_assert_true (shows_all_lines (views->pdata[i]));
    }
}

/* What is taught and the materials stand there in full, at once and from course to course. */
static void
test_long_fields (TrainingFixture *fixture, gconstpointer data)
{
  static const char *const codes[] = { "a2", "b1", "c2", "e3", "a1" };

  assert_long_fields (fixture, "A1");
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      clt_ui_type (fixture->keys, codes[i]);
      clt_ui_settle ();
      assert_long_fields (fixture, codes[i]);
    }
}

static void
change_need (TrainingFixture *fixture, const char *action, const char *needed)
{
  g_autoptr (CltCourse) course = training_load (fixture, needed);

  gtk_widget_activate_action (clt_ui_find (fixture->training, CLT_TYPE_COURSE_EDITOR), action, "x",
                              course->id);
  training_wait (fixture);
}

static void
test_needs (TrainingFixture *fixture, gconstpointer data)
{
  g_autoptr (CltCourse) refused = NULL;
  g_autoptr (CltCourse) added = NULL;
  g_autoptr (CltCourse) removed = NULL;

  assert_chosen (fixture, "A1");
  change_need (fixture, "curriculum.add-need", "C1");
  g_assert_true (clt_ui_shows (fixture->training, "C1 Fundamentals by sector → B1"));
  g_assert_true (
    training_has_focus (fixture, clt_ui_find (fixture->training, CLT_TYPE_COURSE_EDITOR)));
  refused = training_load (fixture, "A1");
  g_assert_cmpuint (refused->needs->len, ==, 0);

  clt_ladder_view_focus (get_ladder (fixture));
  clt_ui_type (fixture->keys, "e1");
  g_assert_false (clt_ui_shows (fixture->training, "→ B1"));
  change_need (fixture, "curriculum.add-need", "C1");
  added = training_load (fixture, "E1");
  g_assert_cmpuint (added->needs->len, ==, 1);
  change_need (fixture, "curriculum.remove-need", "C1");
  removed = training_load (fixture, "E1");
  g_assert_cmpuint (removed->needs->len, ==, 0);
}

static gboolean
is_active (gpointer window)
{
  return gtk_window_is_active (window);
}

/* A new course stands at the end of the level of the one that was chosen, and is written at once. */
static void
test_new (TrainingFixture *fixture, gconstpointer data)
{
  g_autoptr (CltCourse) other = training_load (fixture, "C1");
  g_autoptr (CltCourse) course = NULL;

  clt_ui_type (fixture->keys, "c1n");
  clt_ui_keys_enter (fixture->keys, clt_ui_wait_for_window (CLT_TYPE_FORM_DIALOG));
  clt_ui_type (fixture->keys, "spreads");
  press (fixture, GDK_KEY_Tab);
  clt_ui_type (fixture->keys, "c9");
  press (fixture, GDK_KEY_Return);
  clt_ui_wait_until_closed (CLT_TYPE_FORM_DIALOG);
  training_wait (fixture);
  course = training_load (fixture, "c9");
  g_assert_cmpint (course->level_id, ==, other->level_id);
  g_assert_cmpstr (course->name, ==, "spreads");
  g_assert_cmpint (clt_ladder_view_get_chosen (get_ladder (fixture)), ==, course->id);
  clt_ui_keys_enter (fixture->keys, fixture->window);
  clt_ui_wait (is_active, fixture->window);
  g_assert_true (
    training_has_focus (fixture, clt_ui_find (fixture->training, CLT_TYPE_COURSE_EDITOR)));
}

static gboolean
add_elsewhere (CltConn *conn, gpointer data, GError **error)
{
  g_autoptr (CltCourse) course = clt_course_new ();

  clt_set_str (&course->code, "c8");
  clt_set_str (&course->name, "futures");
  course->level_id = *(const gint64 *) data;
  return clt_course_save (conn, course, error);
}

/* What another brings after the dialog was left takes neither the choice nor the focus. */
static void
test_new_left (TrainingFixture *fixture, gconstpointer data)
{
  g_autoptr (CltCourse) course = training_load (fixture, "C1");

  clt_ui_type (fixture->keys, "c1n");
  clt_ui_keys_enter (fixture->keys, clt_ui_wait_for_window (CLT_TYPE_FORM_DIALOG));
  press (fixture, GDK_KEY_Escape);
  clt_ui_wait_until_closed (CLT_TYPE_FORM_DIALOG);
  clt_desk_act (clt_window_get_desk (fixture->window), "course.create", "futures", add_elsewhere,
                g_memdup2 (&course->level_id, sizeof course->level_id), g_free);
  training_wait (fixture);
  assert_chosen (fixture, "C1");
}

/* Put away, a course leaves the ladder and the focus stays on it; what others need stays. */
static void
test_archive (TrainingFixture *fixture, gconstpointer data)
{
  g_autoptr (CltCourse) archived = NULL;
  g_autoptr (CltCourse) kept = NULL;
  g_autoptr (CltCourse) moved = NULL;
  g_autoptr (CltCourse) other = NULL;

  clt_ui_type (fixture->keys, "e3");
  press (fixture, GDK_KEY_Delete);
  training_wait (fixture);
  archived = training_load (fixture, "E3");
  g_assert_true (archived->archived);
  assert_chosen (fixture, "E2");
  clt_ui_type (fixture->keys, "a1");
  press (fixture, GDK_KEY_Delete);
  training_wait (fixture);
  kept = training_load (fixture, "A1");
  g_assert_false (kept->archived);
  assert_chosen (fixture, "A1");

  gtk_widget_activate_action (get_pane (fixture), "curriculum.move-right", NULL);
  training_wait (fixture);
  moved = training_load (fixture, "A1");
  other = training_load (fixture, "A2");
  g_assert_cmpint (moved->position, >, other->position);
  assert_chosen (fixture, "A1");
}

static int
get_place (TrainingFixture *fixture, const char *level)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) levels = clt_course_level_list (fixture->conn, FALSE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < levels->len; i++)
    if (g_str_equal (((CltCourseLevel *) levels->pdata[i])->code, level))
      return (int) i;
  return -1;
}

static void
move_level (TrainingFixture *fixture, guint keyval)
{
  clt_ui_press (fixture->keys, keyval, GDK_ALT_MASK);
  training_wait (fixture);
}

/* A level goes up and down with all its courses, not beyond its end; each step can be undone. */
static void
test_level_order (TrainingFixture *fixture, gconstpointer data)
{
  g_assert_cmpint (get_place (fixture, "L0"), ==, 0);
  move_level (fixture, GDK_KEY_Down);
  g_assert_cmpint (get_place (fixture, "L0"), ==, 0);
  move_level (fixture, GDK_KEY_Up);
  g_assert_cmpint (get_place (fixture, "L0"), ==, 1);
  move_level (fixture, GDK_KEY_Up);
  g_assert_cmpint (get_place (fixture, "L0"), ==, 2);
  g_assert_cmpint (get_place (fixture, "L1"), ==, 0);
  assert_chosen (fixture, "A1");
  move_level (fixture, GDK_KEY_Down);
  g_assert_cmpint (get_place (fixture, "L0"), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  training_wait (fixture);
  g_assert_cmpint (get_place (fixture, "L0"), ==, 2);
  assert_chosen (fixture, "A1");
}

/* A level without courses has a place that keys go to: it is moved, put away, brought back from there,
 * and a course is made in it. */
static void
test_vacant_level (TrainingFixture *fixture, gconstpointer data)
{
  const char *query = "SELECT -id FROM course_level WHERE code = 'm'";
  gint64 place;

  gtk_widget_activate_action (get_pane (fixture), "curriculum.new-level", NULL);
  clt_ui_keys_enter (fixture->keys, clt_ui_wait_for_window (CLT_TYPE_FORM_DIALOG));
  clt_ui_type (fixture->keys, "mastery");
  press (fixture, GDK_KEY_Tab);
  clt_ui_type (fixture->keys, "m");
  press (fixture, GDK_KEY_Return);
  clt_ui_wait_until_closed (CLT_TYPE_FORM_DIALOG);
  training_wait (fixture);
  clt_ui_keys_enter (fixture->keys, fixture->window);
  place = clt_test_get_int (fixture->conn, query);
  g_assert_cmpint (clt_ladder_view_get_chosen (get_ladder (fixture)), ==, place);
  clt_ladder_view_focus (get_ladder (fixture));
  press (fixture, GDK_KEY_Page_Down);
  assert_chosen (fixture, "E1");
  press (fixture, GDK_KEY_Page_Up);
  g_assert_cmpint (clt_ladder_view_get_chosen (get_ladder (fixture)), ==, place);

  move_level (fixture, GDK_KEY_Up); /* it is the highest */
  g_assert_cmpint (get_place (fixture, "m"), ==, 5);
  move_level (fixture, GDK_KEY_Down);
  g_assert_cmpint (get_place (fixture, "m"), ==, 4);
  press (fixture, GDK_KEY_Delete);
  training_wait (fixture);
  g_assert_cmpint (get_place (fixture, "m"), ==, -1);
  g_assert_cmpint (clt_ladder_view_get_chosen (get_ladder (fixture)), !=, place);
  g_assert_true (training_has_focus (fixture, get_ladder (fixture)));

  gtk_widget_activate_action (get_pane (fixture), "curriculum.show-archive", NULL);
  clt_ui_settle ();
  clt_ui_type (fixture->keys, "mast");
  g_assert_cmpint (clt_ladder_view_get_chosen (get_ladder (fixture)), ==, place);
  press (fixture, GDK_KEY_Delete);
  training_wait (fixture);
  g_assert_cmpint (get_place (fixture, "m"), >=, 0);
  press (fixture, GDK_KEY_Return);
  clt_ui_keys_enter (fixture->keys, clt_ui_wait_for_window (CLT_TYPE_FORM_DIALOG));
  clt_ui_type (fixture->keys, "last");
  press (fixture, GDK_KEY_Tab);
  clt_ui_type (fixture->keys, "m1");
  press (fixture, GDK_KEY_Return);
  clt_ui_wait_until_closed (CLT_TYPE_FORM_DIALOG);
  training_wait (fixture);
  {
    g_autoptr (CltCourse) course = training_load (fixture, "m1");

    g_assert_cmpint (course->level_id, ==, -place);
    g_assert_cmpint (clt_ladder_view_get_chosen (get_ladder (fixture)), ==, course->id);
  }
}

/* An empty curriculum offers the starter, which Enter takes. */
static void
test_empty (TrainingFixture *fixture, gconstpointer data)
{
  press (fixture, GDK_KEY_Return);
  training_wait (fixture);
  assert_chosen (fixture, "A1");
}

static gboolean
shows_next (gpointer data)
{
  GtkWidget *row = clt_ui_find (data, ADW_TYPE_ACTION_ROW);

  return row != NULL && gtk_widget_get_mapped (row);
}

/* The card of a client says what comes next; Enter goes there. */
static void
test_card (TrainingFixture *fixture, gconstpointer data)
{
  gint64 client = clt_test_get_int (fixture->conn, "SELECT min(id) FROM client");
  GtkWidget *panel;
  AdwActionRow *row;

  press (fixture, GDK_KEY_End);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-client", "x", client);
  training_wait (fixture);
  panel = clt_ui_find (fixture->window, CLT_TYPE_TRAINING_PANEL);
  clt_ui_wait (shows_next, panel);
  row = clt_ui_find (panel, ADW_TYPE_ACTION_ROW);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==,
                   "A1 What futures are");
  g_assert_cmpstr (adw_action_row_get_subtitle (row), ==,
                   "Next is A1 What futures are: nothing has to come before it.");
  gtk_widget_grab_focus (GTK_WIDGET (row));
  press (fixture, GDK_KEY_Return);
  training_wait (fixture);
  assert_chosen (fixture, "A1");
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

/* A switch moves for a moment. */
static gboolean
is_on (gpointer toggle)
{
  return gtk_switch_get_active (toggle);
}

/* Of each way of teaching Tab stops once: at its row, which answers for the switch. */
static void
test_methods (TrainingFixture *fixture, gconstpointer data)
{
  CltCourseEditor *editor = clt_ui_find (get_pane (fixture), CLT_TYPE_COURSE_EDITOR);
  g_autoptr (CltCourse) before = training_load (fixture, "A1");
  g_autoptr (CltCourse) after = NULL;
  g_autoptr (GPtrArray) switches = NULL;
  GtkWidget *row = NULL;
  guint n = 0;

  adw_expander_row_set_expanded (clt_ui_find (editor, ADW_TYPE_EXPANDER_ROW), TRUE);
  clt_ui_settle ();
  switches = clt_ui_find_all (editor, GTK_TYPE_SWITCH);
  for (guint i = 0; i < switches->len; i++)
    {
      GtkWidget *its = gtk_widget_get_ancestor (switches->pdata[i], ADW_TYPE_ACTION_ROW);

      if (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (its)) != switches->pdata[i] ||
          gtk_widget_get_ancestor (its, ADW_TYPE_EXPANDER_ROW) == NULL)
        continue; /* that of the expander itself, or of something else */
      g_assert_false (gtk_widget_get_focusable (switches->pdata[i]));
      if (!gtk_switch_get_active (switches->pdata[i]))
        row = its;
      n++;
    }
  g_assert_cmpuint (n, ==, g_strv_length ((GStrv) clt_course_methods));
  clt_ui_wait (is_mapped, row); /* what unfolds is there a frame later */
  g_assert_true (gtk_widget_grab_focus (row));
  clt_ui_press (fixture->keys, GDK_KEY_space, 0);
  clt_ui_wait (is_on, adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)));
  training_wait (fixture);
  after = training_load (fixture, "A1");
  g_assert_cmpstr (before->methods, !=, after->methods);
  g_assert_true (training_has_focus (fixture, row));
}

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  g_test_add ("/ui/curriculum/walk", TrainingFixture, NULL, set_up, test_walk, training_tear_down);
  g_test_add ("/ui/curriculum/words", TrainingFixture, NULL, set_up, test_words,
              training_tear_down);
  g_test_add ("/ui/curriculum/edit", TrainingFixture, NULL, set_up, test_edit, training_tear_down);
  g_test_add ("/ui/curriculum/methods", TrainingFixture, NULL, set_up, test_methods,
              training_tear_down);
  g_test_add ("/ui/curriculum/long-fields", TrainingFixture, NULL, set_up, test_long_fields,
              training_tear_down);
  g_test_add ("/ui/curriculum/needs", TrainingFixture, NULL, set_up, test_needs,
              training_tear_down);
  g_test_add ("/ui/curriculum/new", TrainingFixture, NULL, set_up, test_new, training_tear_down);
  g_test_add ("/ui/curriculum/new-left", TrainingFixture, NULL, set_up, test_new_left,
              training_tear_down);
  g_test_add ("/ui/curriculum/archive", TrainingFixture, NULL, set_up, test_archive,
              training_tear_down);
  g_test_add ("/ui/curriculum/level-order", TrainingFixture, NULL, set_up, test_level_order,
              training_tear_down);
  g_test_add ("/ui/curriculum/vacant-level", TrainingFixture, NULL, set_up, test_vacant_level,
              training_tear_down);
  g_test_add ("/ui/curriculum/card", TrainingFixture, NULL, set_up, test_card, training_tear_down);
  g_test_add ("/ui/curriculum/empty", TrainingFixture, NULL, set_up_empty, test_empty,
              training_tear_down);
  return g_test_run ();
}
