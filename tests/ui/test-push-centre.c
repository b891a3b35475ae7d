/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The push centre: what the preview counts is what is kept; what is due is released; what is called
 * off does not go out. */
#include "app/catalogue/clt-push-form.h"
#include "app/catalogue/clt-push-lines.h"
#include "app/catalogue/clt-push-pane.h"
#include "app/shell/clt-services-page.h"
#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-side-list.h"
#include "app/widgets/clt-task-bar.h"
#include "core/clt-branch.h"
#include "ui/clt-ui-keys.h"
#include "ui/clt-ui-test.h"

typedef struct
{
  CltUiTest base;
  CltWindow *window;
  GtkWidget *pane;
  CltPushForm *form;
  CltKeyList *lines;
  CltConn *conn; /* beside the window */
} Fixture;

static gboolean
has_lines (gpointer data)
{
  Fixture *fixture = data;
  gboolean loading;

  g_object_get (fixture->lines, "loading", &loading, NULL);
  return !loading && g_list_model_get_n_items (G_LIST_MODEL (fixture->lines)) > 0;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  clt_ui_test_set_up (&fixture->base, data);
  fixture->conn = clt_ui_test_connect (&fixture->base);
  fixture->window = clt_ui_test_open (&fixture->base, "services");
  gtk_widget_activate_action (clt_ui_find (fixture->window, CLT_TYPE_SERVICES_PAGE), "push.new",
                              NULL);
  fixture->pane = clt_ui_find (fixture->window, CLT_TYPE_PUSH_PANE);
  fixture->form = clt_ui_find (fixture->pane, CLT_TYPE_PUSH_FORM);
  fixture->lines = clt_data_table_get_list (clt_ui_find (fixture->form, CLT_TYPE_DATA_TABLE));
  clt_ui_wait (has_lines, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_ui_test_tear_down (&fixture->base, data);
}

static GPtrArray *
load (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *pushes = clt_push_list (fixture->conn, &error);

  g_assert_no_error (error);
  return pushes;
}

static void
do_it (Fixture *fixture, const char *action)
{
  gtk_widget_activate_action (fixture->pane, action, NULL);
  clt_ui_wait_for_store (fixture->window);
  clt_ui_wait_for_store (fixture->window);
}

static void
test_push (Fixture *fixture, gconstpointer data)
{
  guint n_lines = g_list_model_get_n_items (G_LIST_MODEL (fixture->lines));
  g_autoptr (GPtrArray) before = load (fixture);
  g_autoptr (GPtrArray) created = NULL;
  g_autoptr (GPtrArray) released = NULL;
  g_autoptr (GPtrArray) cancelled = NULL;
  const CltPush *push;
  guint planned;

  do_it (fixture, "push.create");
  created = load (fixture);
  g_assert_cmpuint (created->len, ==, before->len + 1);
  push = created->pdata[0];
  planned = push->planned;
  g_assert_cmpuint (planned, >, 0);
  g_assert_cmpuint (planned + push->blocked, ==, n_lines);

  do_it (fixture, "push.release");
  released = load (fixture);
  push = released->pdata[0];
  g_assert_cmpuint (push->planned, <, planned);
  g_assert_cmpuint (push->planned + push->queued + push->done + push->blocked, ==, n_lines);

  do_it (fixture, "push.cancel");
  cancelled = load (fixture);
  push = cancelled->pdata[0];
  g_assert_cmpuint (push->planned, ==, 0);
}

static gboolean
postpone (CltConn *conn, gpointer data, GError **error)
{
  return clt_conn_run (conn, error, "UPDATE push SET created = created + 86400", "");
}

/* What was just made is what is released next, also below one that a faster clock has written. */
static void
test_chosen (Fixture *fixture, gconstpointer data)
{
  const CltActionInfo info = { .name = "push.create", .who = "test" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  g_autoptr (GPtrArray) pushes = NULL;

  do_it (fixture, "push.create");
  conn = clt_branch_open (fixture->base.path, CLT_CONN_WRITE, &error);
  g_assert_true (clt_action_run (conn, &info, postpone, NULL, NULL, &error));
  g_assert_no_error (error);
  do_it (fixture, "push.new");
  clt_ui_wait (has_lines, fixture);
  do_it (fixture, "push.create");
  do_it (fixture, "push.release");
  pushes = load (fixture);
  g_assert_cmpuint (((CltPush *) pushes->pdata[0])->queued, ==, 0);
  g_assert_cmpuint (((CltPush *) pushes->pdata[1])->queued, >, 0);
}

/* From the form the focus goes to the line of the new push, not to the button that overrides. */
static void
test_focus (Fixture *fixture, gconstpointer data)
{
  GtkWidget *focus;

  clt_push_form_focus (fixture->form);
  do_it (fixture, "push.create");
  focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  g_assert_nonnull (focus);
  g_assert_nonnull (gtk_widget_get_ancestor (focus, CLT_TYPE_SIDE_LIST));
}

static gboolean
is_on_line (gpointer window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  return focus != NULL && GTK_IS_LIST_BOX_ROW (focus);
}

static gboolean
is_at_end (gpointer data)
{
  Fixture *fixture = data;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (fixture->lines));

  return clt_data_table_get_selected (clt_ui_find (fixture->form, CLT_TYPE_DATA_TABLE)) ==
         clt_key_list_get_id (fixture->lines, n - 1);
}

/* The last row is out of sight when End goes there: the focus is in it, not in the list of pushes. */
static void
test_end (Fixture *fixture, gconstpointer data)
{
  GtkWidget *table = clt_ui_find (fixture->form, CLT_TYPE_DATA_TABLE);
  CltUiKeys *keys = clt_ui_keys_new ();

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->lines)), >, 40);
  clt_ui_keys_enter (keys, fixture->window);
  gtk_widget_grab_focus (table);
  clt_ui_settle ();
  clt_ui_press (keys, GDK_KEY_End, 0);
  clt_ui_wait (is_at_end, fixture);
  clt_ui_settle ();
  g_assert_true (
    gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->window)), table));
  clt_ui_keys_free (keys);
}

/* Down goes from the search to the lines that were found. */
static void
test_search (Fixture *fixture, gconstpointer data)
{
  CltUiKeys *keys = clt_ui_keys_new ();

  clt_ui_keys_enter (keys, fixture->window);
  clt_side_list_search (clt_ui_find (fixture->pane, CLT_TYPE_SIDE_LIST));
  clt_ui_settle ();
  g_assert_false (is_on_line (fixture->window));
  clt_ui_press (keys, GDK_KEY_Down, 0);
  clt_ui_wait (is_on_line, fixture->window);
  clt_ui_keys_free (keys);
}

/* Nothing stays of a push that is undone. */
static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) before = load (fixture);
  g_autoptr (GPtrArray) after = NULL;

  do_it (fixture, "push.create");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  clt_ui_wait_for_store (fixture->window);
  after = load (fixture);
  g_assert_cmpuint (after->len, ==, before->len);
}

static gboolean
is_stopped (gpointer data)
{
  g_autoptr (GPtrArray) labels = clt_ui_find_all (((Fixture *) data)->form, GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if (g_str_has_prefix (gtk_label_get_label (labels->pdata[i]), "Stopped."))
      return TRUE;
  return FALSE;
}

static gboolean
is_busy (gpointer data)
{
  return clt_task_bar_is_busy (clt_ui_find (((Fixture *) data)->form, CLT_TYPE_TASK_BAR));
}

/* The preview can be stopped; the next change looks again. */
static void
test_stop (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row = clt_ui_find (fixture->form, ADW_TYPE_ENTRY_ROW);

  gtk_editable_set_text (GTK_EDITABLE (row), "tier >= small");
  clt_ui_wait (is_busy, fixture);
  clt_task_bar_cancel (clt_ui_find (fixture->form, CLT_TYPE_TASK_BAR));
  clt_ui_wait (is_stopped, fixture);
  gtk_editable_set_text (GTK_EDITABLE (row), "");
  clt_ui_wait (has_lines, fixture);
}

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  g_test_add ("/ui/push-centre/push", Fixture, NULL, set_up, test_push, tear_down);
  g_test_add ("/ui/push-centre/chosen", Fixture, NULL, set_up, test_chosen, tear_down);
  g_test_add ("/ui/push-centre/focus", Fixture, NULL, set_up, test_focus, tear_down);
  g_test_add ("/ui/push-centre/search", Fixture, NULL, set_up, test_search, tear_down);
  g_test_add ("/ui/push-centre/end", Fixture, NULL, set_up, test_end, tear_down);
  g_test_add ("/ui/push-centre/undo", Fixture, NULL, set_up, test_undo, tear_down);
  g_test_add ("/ui/push-centre/stop", Fixture, NULL, set_up, test_stop, tear_down);
  return g_test_run ();
}
