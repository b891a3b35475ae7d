/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session from its list to its certificates by real keys: seats, the waiting list, refusals,
 * walk-ins, marks, feedback, and everything undone. */
#include "app/training/clt-feedback-view.h"
#include "app/training/clt-mark-view.h"
#include "app/training/clt-roll-person.h"
#include "app/training/clt-roll-view.h"
#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-form-dialog.h"
#include "session-fixture.h"

/* Of eight prospects two have a seat; there are three. */
static void
set_up (SessionFixture *fixture, gconstpointer data)
{
  fixture->seats = 3;
  fixture->n_people = 8;
  fixture->n_enrolled = 2;
  session_set_up (fixture);
}

/* Three asked for two seats, of which one was only offered. */
static void
set_up_run_out (SessionFixture *fixture, gconstpointer data)
{
  fixture->run_out = TRUE;
  fixture->seats = 2;
  fixture->n_people = fixture->n_enrolled = 3;
  session_set_up (fixture);
}

static void
press (SessionFixture *fixture, guint keyval, GdkModifierType modifiers)
{
  clt_ui_press (fixture->keys, keyval, modifiers);
  session_settle (fixture);
}

static GtkWindow *
find_form (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next)
    if (CLT_IS_FORM_DIALOG (at->data) && gtk_widget_get_visible (at->data))
      return at->data;
  return NULL;
}

static gboolean
has_form (gpointer data)
{
  return find_form () != NULL;
}

static gboolean
has_no_form (gpointer data)
{
  return find_form () == NULL;
}

static void
open_form (SessionFixture *fixture, guint keyval, GdkModifierType modifiers)
{
  clt_ui_press (fixture->keys, keyval, modifiers);
  clt_ui_wait (has_form, NULL);
  clt_ui_keys_enter (fixture->keys, find_form ());
}

static void
leave_form (SessionFixture *fixture)
{
  clt_ui_wait (has_no_form, NULL);
  clt_ui_keys_enter (fixture->keys, fixture->window);
  session_settle (fixture);
}

/* By the initials of the name, as in the search. */
static void
enrol_by_key (SessionFixture *fixture, const char *initials)
{
  open_form (fixture, GDK_KEY_n, 0);
  clt_ui_type (fixture->keys, initials);
  session_settle (fixture);
  press (fixture, GDK_KEY_Return, 0);
  press (fixture, GDK_KEY_Return, 0);
}

static gint64
count_state (SessionFixture *fixture, const char *state)
{
  gint64 n;

  g_assert_true (clt_conn_get_int (fixture->conn, &n, 0, NULL,
                                   "SELECT count(*) FROM enrolment WHERE session_id = ?"
                                   " AND state = ?",
                                   "it", fixture->session, state));
  return n;
}

static CltDataTable *
get_people_table (SessionFixture *fixture)
{
  return clt_ui_find (clt_ui_find (fixture->training, CLT_TYPE_SESSION_VIEW), CLT_TYPE_DATA_TABLE);
}

/* The table takes the focus when it has got its size. */
static gboolean
is_in_table (gpointer data)
{
  SessionFixture *fixture = data;
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (get_people_table (fixture)));
}

static void
go_to_people (SessionFixture *fixture)
{
  press (fixture, GDK_KEY_1, GDK_CONTROL_MASK);
  clt_ui_wait (is_in_table, fixture);
}

static void
test_seats (SessionFixture *fixture, gconstpointer data)
{
  go_to_people (fixture);
  enrol_by_key (fixture, "cwm"); /* the third seat */
  leave_form (fixture);
  g_assert_cmpint (count_state (fixture, "enrolled"), ==, 3);
  enrol_by_key (fixture, "dwm"); /* full: he waits */
  leave_form (fixture);
  g_assert_cmpint (count_state (fixture, "enrolled"), ==, 3);
  g_assert_cmpint (count_state (fixture, "waiting"), ==, 1);
  /* whom nothing is offered cannot take it */
  clt_data_table_select (get_people_table (fixture), fixture->people[3]);
  press (fixture, GDK_KEY_y, 0);
  g_assert_cmpint (count_state (fixture, "waiting"), ==, 1);
  /* a seat that comes free is offered to him */
  clt_data_table_select (get_people_table (fixture), fixture->people[0]);
  press (fixture, GDK_KEY_Delete, 0);
  g_assert_cmpint (count_state (fixture, "cancelled"), ==, 1);
  g_assert_cmpint (count_state (fixture, "offered"), ==, 1);
  clt_data_table_select (get_people_table (fixture), fixture->people[3]);
  press (fixture, GDK_KEY_y, 0);
  g_assert_cmpint (count_state (fixture, "enrolled"), ==, 3);
  g_assert_cmpint (count_state (fixture, "offered"), ==, 0);
  press (fixture, GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_cmpint (count_state (fixture, "offered"), ==, 1);
  press (fixture, GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_cmpint (count_state (fixture, "cancelled"), ==, 0);
  g_assert_cmpint (count_state (fixture, "waiting"), ==, 1);
}

/* The file need only be opened: the seat goes to who waits, and Undo has nothing to do with it. */
static void
test_run_out (SessionFixture *fixture, gconstpointer data)
{
  session_settle (fixture);
  g_assert_cmpint (count_state (fixture, "declined"), ==, 1);
  g_assert_cmpint (count_state (fixture, "enrolled"), ==, 1);
  g_assert_cmpint (count_state (fixture, "offered"), ==, 1);
  g_assert_cmpint (session_count (fixture, "SELECT count(*) FROM action WHERE ?1"
                                           " AND name LIKE 'enrolment.%'"),
                   ==, 0);
  go_to_people (fixture);
  clt_data_table_select (get_people_table (fixture), fixture->people[2]);
  press (fixture, GDK_KEY_y, 0);
  g_assert_cmpint (count_state (fixture, "enrolled"), ==, 2);
  g_assert_cmpint (count_state (fixture, "offered"), ==, 0);
}

/* Who has a seat gets no second one: the form stays open and says so. */
static void
test_refusal (SessionFixture *fixture, gconstpointer data)
{
  go_to_people (fixture);
  enrol_by_key (fixture, "awm");
  g_assert_nonnull (find_form ());
  g_assert_cmpint (count_state (fixture, "enrolled"), ==, 2);
  press (fixture, GDK_KEY_Escape, 0);
  leave_form (fixture);
  g_assert_nonnull (gtk_root_get_focus (GTK_ROOT (fixture->window)));
}

static void
test_walk_in (SessionFixture *fixture, gconstpointer data)
{
  press (fixture, GDK_KEY_3, GDK_CONTROL_MASK);
  open_form (fixture, GDK_KEY_n, 0);
  clt_ui_type (fixture->keys, "newman");
  press (fixture, GDK_KEY_Return, 0);
  leave_form (fixture);
  g_assert_cmpint (count_state (fixture, "enrolled"), ==, 3);
  g_assert_cmpint (session_count (fixture, "SELECT count(*) FROM attendance a JOIN client c"
                                           " ON c.id = a.client_id JOIN meeting m ON m.id ="
                                           " a.meeting_id WHERE m.session_id = ?1 AND c.name ="
                                           " 'newman'"
                                           " AND c.prospect = 1 AND a.mark = 'P'"),
                   ==, 1);
  g_assert_true (CLT_IS_ROLL_PERSON (gtk_root_get_focus (GTK_ROOT (fixture->window))));
  /* no seat is left: the form stays open and says so, and makes nobody */
  open_form (fixture, GDK_KEY_n, 0);
  clt_ui_type (fixture->keys, "toolate");
  press (fixture, GDK_KEY_Return, 0);
  g_assert_nonnull (find_form ());
  press (fixture, GDK_KEY_Escape, 0);
  leave_form (fixture);
  g_assert_cmpint (session_count (fixture, "SELECT count(*) FROM client WHERE ?1 AND name ="
                                           " 'toolate'"),
                   ==, 0);
  /* a client, by his initials */
  press (fixture, GDK_KEY_z, GDK_CONTROL_MASK);
  open_form (fixture, GDK_KEY_n, GDK_SHIFT_MASK);
  clt_ui_type (fixture->keys, "cwm");
  session_settle (fixture);
  press (fixture, GDK_KEY_Return, 0);
  press (fixture, GDK_KEY_Return, 0);
  leave_form (fixture);
  g_assert_cmpint (count_state (fixture, "enrolled"), ==, 3);
}

/* When it has begun, whom one adds to those enrolled is somebody who came: the keys go to the form for
 * that, not to the list. */
static void
test_begun (SessionFixture *fixture, gconstpointer data)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, session_at (1610));

  session_settle (fixture); /* no worker looks at the clock */
  g_setenv ("CLT_NOW", now, TRUE);
  press (fixture, GDK_KEY_3, GDK_CONTROL_MASK);
  press (fixture, GDK_KEY_p, 0);
  go_to_people (fixture);
  enrol_by_key (fixture, "cwm");
  leave_form (fixture);
  g_assert_cmpint (count_state (fixture, "enrolled"), ==, 3);
  g_assert_cmpint (session_count (fixture, "SELECT count(*) FROM attendance a JOIN meeting m"
                                           " ON m.id = a.meeting_id WHERE m.session_id = ?1"),
                   ==, 2);
  g_assert_true (CLT_IS_ROLL_PERSON (gtk_root_get_focus (GTK_ROOT (fixture->window))));
}

/* Before its day there is no roll, and no form that would be refused. */
static void
test_ahead (SessionFixture *fixture, gconstpointer data)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, session_at (1200) - 86400);

  session_settle (fixture); /* no worker looks at the clock */
  g_setenv ("CLT_NOW", now, TRUE);
  press (fixture, GDK_KEY_3, GDK_CONTROL_MASK);
  press (fixture, GDK_KEY_n, 0);
  g_assert_null (find_form ());
  press (fixture, GDK_KEY_n, GDK_SHIFT_MASK);
  g_assert_null (find_form ());
  press (fixture, GDK_KEY_p, 0);
  press (fixture, GDK_KEY_r, 0);
  g_assert_cmpint (session_count (fixture, "SELECT count(*) FROM attendance a JOIN meeting m"
                                           " ON m.id = a.meeting_id WHERE m.session_id = ?1"),
                   ==, 0);
}

static void
assert_newest_action (SessionFixture *fixture, const char *detail)
{
  g_autoptr (GError) error = NULL;
  CltStmt *stmt = clt_conn_query (fixture->conn, &error,
                                  "SELECT detail FROM action ORDER BY id DESC LIMIT 1", "");

  g_assert_no_error (error);
  g_assert_cmpint (clt_stmt_step (stmt, &error), ==, CLT_STEP_ROW);
  g_assert_cmpstr (clt_stmt_get_text (stmt, 0), ==, detail);
  clt_stmt_reset (stmt);
}

/* The toast and the history tell of which session somebody was enrolled in. */
static void
test_named (SessionFixture *fixture, gconstpointer data)
{
  go_to_people (fixture);
  enrol_by_key (fixture, "cwm");
  leave_form (fixture);
  assert_newest_action (fixture, "T1/2026-1, 陈伟民");
  clt_data_table_select (get_people_table (fixture), fixture->people[0]);
  press (fixture, GDK_KEY_Delete, 0);
  assert_newest_action (fixture, "T1/2026-1, 安伟民");
}

static AdwMessageDialog *
find_question (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next)
    if (ADW_IS_MESSAGE_DIALOG (at->data) && gtk_widget_get_visible (at->data))
      return at->data;
  return NULL;
}

static gboolean
has_question (gpointer data)
{
  return find_question () != NULL;
}

static gboolean
shows_next (gpointer data)
{
  SessionFixture *fixture = data;
  gint64 id = clt_session_view_get_session (clt_ui_find (fixture->training, CLT_TYPE_SESSION_VIEW));

  return id != 0 && id != fixture->session;
}

static void
set_up_repeated (SessionFixture *fixture, gconstpointer data)
{
  fixture->repeated = TRUE;
  set_up (fixture, data);
}

/* Whoever asks for a seat in a session that is over is led to the next one of the course. */
static void
test_over (SessionFixture *fixture, gconstpointer data)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, session_at (1800));

  session_settle (fixture); /* no worker looks at the clock */
  g_setenv ("CLT_NOW", now, TRUE);
  press (fixture, GDK_KEY_h, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  go_to_people (fixture);
  clt_ui_press (fixture->keys, GDK_KEY_n, 0);
  clt_ui_wait (has_question, NULL);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (find_question ()), "T1/2026-2"));
  clt_ui_keys_enter (fixture->keys, GTK_WINDOW (find_question ()));
  clt_ui_press (fixture->keys, GDK_KEY_Return, 0);
  clt_ui_wait (shows_next, fixture);
}

/* Down the column: a mark and Enter each. */
static void
test_marks (SessionFixture *fixture, gconstpointer data)
{
  press (fixture, GDK_KEY_4, GDK_CONTROL_MASK);
  clt_ui_type (fixture->keys, "90");
  clt_ui_press (fixture->keys, GDK_KEY_Return, 0);
  clt_ui_type (fixture->keys, "75");
  press (fixture, GDK_KEY_Return, 0);
  g_assert_cmpint (session_count (fixture, "SELECT count(*) FROM attempt WHERE kind = 'quiz'"
                                           " AND mark IN (90, 75) AND session_id = ?1"),
                   ==, 2);
  /* above what there is: said, nothing written */
  clt_ui_type (fixture->keys, "175");
  press (fixture, GDK_KEY_Return, 0);
  g_assert_cmpint (session_count (fixture, "SELECT count(*) FROM attempt WHERE mark > 90"
                                           " AND session_id = ?1"),
                   ==, 0);
  press (fixture, GDK_KEY_g, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  g_assert_cmpint (session_count (fixture,
                                  "SELECT count(*) FROM course_result r WHERE r.session_id = ?1"
                                  " AND r.result = 'pass' AND r.certificate <> ''"),
                   ==, 1);
  g_assert_cmpint (session_count (fixture,
                                  "SELECT count(*) FROM course_result r WHERE r.session_id = ?1"
                                  " AND r.result = 'fail'"),
                   ==, 1);
  go_to_people (fixture); /* in the entry it would undo what was typed */
  press (fixture, GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_cmpint (session_count (fixture,
                                  "SELECT count(*) FROM course_result r WHERE r.session_id = ?1"),
                   ==, 0);
}

static void
test_feedback (SessionFixture *fixture, gconstpointer data)
{
  press (fixture, GDK_KEY_5, GDK_CONTROL_MASK);
  open_form (fixture, GDK_KEY_n, 0);
  clt_ui_type (fixture->keys, "5");
  clt_ui_press (fixture->keys, GDK_KEY_Tab, 0);
  clt_ui_type (fixture->keys, "7");
  clt_ui_press (fixture->keys, GDK_KEY_Tab, 0);
  press (fixture, GDK_KEY_Return, 0);
  g_assert_nonnull (find_form ()); /* 1 to 5; the keys are where that was not so */
  clt_ui_press (fixture->keys, GDK_KEY_BackSpace, 0);
  clt_ui_type (fixture->keys, "4");
  press (fixture, GDK_KEY_Return, 0);
  leave_form (fixture);
  g_assert_cmpint (session_count (fixture, "SELECT count(*) FROM session_feedback"
                                           " WHERE session_id = ?1"
                                           " AND lecturer = 5 AND topic = 4"
                                           " AND usefulness IS NULL"),
                   ==, 1);
  g_assert_nonnull (gtk_root_get_focus (GTK_ROOT (fixture->window)));
}

static CltDataTable *
get_list_table (SessionFixture *fixture)
{
  return clt_ui_find (clt_ui_find (fixture->training, CLT_TYPE_SESSION_PANE), CLT_TYPE_DATA_TABLE);
}

static gboolean
is_in_list (gpointer data)
{
  SessionFixture *fixture = data;
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
  CltDataTable *table = get_list_table (fixture);

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (table)) &&
         clt_data_table_get_selected (table) == fixture->session;
}

static gboolean
has_none_listed (gpointer data)
{
  return g_list_model_get_n_items (
           G_LIST_MODEL (clt_data_table_get_list (get_list_table (data)))) == 0;
}

/* Back to the list, where it is chosen still, found there by typing its name, and in again. */
static void
test_list (SessionFixture *fixture, gconstpointer data)
{
  CltSessionPane *pane = clt_ui_find (fixture->training, CLT_TYPE_SESSION_PANE);

  go_to_people (fixture);
  press (fixture, GDK_KEY_Escape, 0);
  clt_ui_wait (is_in_list, fixture);
  press (fixture, GDK_KEY_f, GDK_CONTROL_MASK);
  clt_ui_type (fixture->keys, "t1/2026-12");
  clt_ui_wait (has_none_listed, fixture);
  press (fixture, GDK_KEY_BackSpace, 0);
  press (fixture, GDK_KEY_Return, 0);
  clt_ui_wait (is_in_list, fixture);
  press (fixture, GDK_KEY_Return, 0);
  g_assert_true (gtk_widget_get_mapped (clt_ui_find (pane, CLT_TYPE_SESSION_VIEW)));
}

#define ADD(path, func)                                                                            \
  g_test_add ("/session/" path, SessionFixture, NULL, set_up, func, session_tear_down)

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  ADD ("seats", test_seats);
  g_test_add ("/session/run-out", SessionFixture, NULL, set_up_run_out, test_run_out,
              session_tear_down);
  ADD ("refusal", test_refusal);
  ADD ("walk-in", test_walk_in);
  ADD ("begun", test_begun);
  ADD ("ahead", test_ahead);
  ADD ("named", test_named);
  g_test_add ("/session/over", SessionFixture, NULL, set_up_repeated, test_over, session_tear_down);
  ADD ("marks", test_marks);
  ADD ("feedback", test_feedback);
  ADD ("list", test_list);
  return g_test_run ();
}
