/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every pane gets from its base type: a read that fails is told in its place and can be tried
 * again, one that finds nothing shows the empty page, and a pane that is not shown reads only when
 * it is shown again, and only after a change that concerns it. */
#include "app/widgets/clt-pane.h"
#include "core/people/clt-staff.h"
#include "ui/clt-ui-test.h"

typedef enum
{
  FIND_NOTHING,
  FIND_SOMETHING,
  FAIL,
} Outcome;

static Outcome outcome; /* of the next read; set while no read is under way */
static guint n_reads;

#define CLT_TYPE_TEST_PANE (clt_test_pane_get_type ())
G_DECLARE_FINAL_TYPE (CltTestPane, clt_test_pane, CLT, TEST_PANE, CltPane)

struct _CltTestPane
{
  CltPane parent_instance;
};

G_DEFINE_FINAL_TYPE (CltTestPane, clt_test_pane, CLT_TYPE_PANE)

static gpointer
read_outcome (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  n_reads++;
  if (outcome != FAIL)
    return g_memdup2 (&outcome, sizeof outcome);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The disk is on fire.");
  return NULL;
}

static gboolean
is_empty (gconstpointer record)
{
  return *(const Outcome *) record == FIND_NOTHING;
}

static void
take (CltPane *pane, gpointer record)
{
  g_free (record);
}

static const char *const tables[] = { "staff", NULL };

static const char template[] =
  "<interface><template class='CltTestPane' parent='CltPane'>"
  "<property name='content'><object class='GtkLabel'><property name='label'>found</property>"
  "</object></property>"
  "<property name='empty'><object class='GtkLabel'><property name='label'>nothing</property>"
  "</object></property></template></interface>";

static void
clt_test_pane_class_init (CltTestPaneClass *klass)
{
  CltPaneClass *pane_class = CLT_PANE_CLASS (klass);
  g_autoptr (GBytes) bytes = g_bytes_new_static (template, sizeof template - 1);

  pane_class->read = read_outcome;
  pane_class->queue = CLT_STORE_LIST;
  pane_class->record_free = g_free;
  pane_class->tables = tables;
  pane_class->is_empty = is_empty;
  pane_class->take = take;
  gtk_widget_class_set_template (GTK_WIDGET_CLASS (klass), bytes);
}

static void
clt_test_pane_init (CltTestPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

typedef struct
{
  CltUiTest base;
  CltWindow *window;
  GtkWidget *host; /* the window of the pane */
  GtkWidget *pane;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  clt_ui_test_set_up (&fixture->base, data);
  fixture->window = clt_ui_test_open (&fixture->base, "today");
  fixture->host = gtk_application_window_new (fixture->base.application);
  fixture->pane = g_object_new (CLT_TYPE_TEST_PANE, NULL);
  gtk_window_set_child (GTK_WINDOW (fixture->host), fixture->pane);
  gtk_window_present (GTK_WINDOW (fixture->host));
  clt_ui_wait_for_store (fixture->window);
  n_reads = 0;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_ui_test_tear_down (&fixture->base, data);
}

/* The first read, with this outcome. */
static void
start (Fixture *fixture, Outcome first)
{
  outcome = first;
  clt_page_set_desk (CLT_PAGE (fixture->pane), clt_window_get_desk (fixture->window));
  clt_ui_wait_for_store (fixture->window);
}

static gboolean
shows (Fixture *fixture, const char *text)
{
  g_autoptr (GPtrArray) labels = clt_ui_find_all (fixture->pane, GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if (gtk_widget_get_child_visible (labels->pdata[i]) &&
        gtk_widget_get_mapped (labels->pdata[i]) &&
        strstr (gtk_label_get_text (labels->pdata[i]), text) != NULL)
      return TRUE;
  return FALSE;
}

/* Whoever goes to a pane goes on with its keys, whether it is read already or not. */
static void
test_focus (Fixture *fixture, gconstpointer data)
{
  GtkWidget *focus;

  outcome = FIND_SOMETHING;
  clt_page_set_desk (CLT_PAGE (fixture->pane), clt_window_get_desk (fixture->window));
  clt_page_take_focus (CLT_PAGE (fixture->pane));
  g_assert_false (shows (fixture, "found"));
  focus = gtk_root_get_focus (GTK_ROOT (fixture->host));
  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_is_ancestor (focus, fixture->pane));
  clt_ui_wait_for_store (fixture->window);
  g_assert_true (shows (fixture, "found"));
}

static void
test_outcomes (Fixture *fixture, gconstpointer data)
{
  start (fixture, FAIL);
  g_assert_true (shows (fixture, "on fire"));
  outcome = FIND_NOTHING;
  gtk_widget_activate_action (fixture->pane, "pane.reload", NULL);
  clt_ui_wait_for_store (fixture->window);
  g_assert_true (shows (fixture, "nothing"));
  g_assert_false (shows (fixture, "on fire"));
  outcome = FIND_SOMETHING;
  gtk_widget_activate_action (fixture->pane, "pane.reload", NULL);
  clt_ui_wait_for_store (fixture->window);
  g_assert_true (shows (fixture, "found"));

  /* what is there is not taken away */
  outcome = FAIL;
  gtk_widget_activate_action (fixture->pane, "pane.reload", NULL);
  clt_ui_wait_for_store (fixture->window);
  g_assert_true (shows (fixture, "found"));
  g_assert_false (shows (fixture, "on fire"));
}

static gboolean
add_person (CltConn *conn, gpointer data, GError **error)
{
  g_autoptr (CltStaff) staff = clt_staff_new ();

  g_free (staff->number);
  staff->number = g_strdup (data);
  g_free (staff->name);
  staff->name = g_strdup (data);
  return clt_staff_save (conn, staff, error);
}

static gboolean
touch_setting (CltConn *conn, gpointer data, GError **error)
{
  return clt_conn_run (conn, error, "INSERT INTO setting (name, value) VALUES ('pane', 'x')", "");
}

static void
act (Fixture *fixture, CltActionFunc func, const char *number)
{
  clt_desk_act (clt_window_get_desk (fixture->window), "staff.save", NULL, func, (gpointer) number,
                NULL);
  clt_ui_wait_for_store (fixture->window);
  clt_ui_wait_for_store (fixture->window);
}

static void
on_store_changed_cb (CltStore *store, const CltTouched *touched, gpointer pane)
{
  clt_page_refresh (pane, touched);
}

static void
test_changes (Fixture *fixture, gconstpointer data)
{
  CltStore *store = clt_desk_get_store (clt_window_get_desk (fixture->window));
  gulong handler;

  start (fixture, FIND_SOMETHING);
  g_assert_cmpuint (n_reads, ==, 1);
  handler = g_signal_connect (store, "changed", G_CALLBACK (on_store_changed_cb), fixture->pane);
  act (fixture, add_person, "pane-1");
  g_assert_cmpuint (n_reads, ==, 2);
  act (fixture, touch_setting, NULL);
  g_assert_cmpuint (n_reads, ==, 2);

  gtk_widget_set_visible (fixture->pane, FALSE);
  act (fixture, add_person, "pane-2");
  act (fixture, add_person, "pane-3");
  g_assert_cmpuint (n_reads, ==, 2);
  gtk_widget_set_visible (fixture->pane, TRUE);
  clt_ui_wait_for_store (fixture->window);
  g_assert_cmpuint (n_reads, ==, 3);
  g_signal_handler_disconnect (store, handler);
}

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  g_test_add ("/ui/pane/focus", Fixture, NULL, set_up, test_focus, tear_down);
  g_test_add ("/ui/pane/outcomes", Fixture, NULL, set_up, test_outcomes, tear_down);
  g_test_add ("/ui/pane/changes", Fixture, NULL, set_up, test_changes, tear_down);
  return g_test_run ();
}
