/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/clt-ui-test.h"

#include <string.h>

#include "app/shell/clt-application.h"
#include "app/shell/clt-places.h"
#include "core/base/clt-i18n.h"
#include "core/clt-branch.h"
#include "core/demo/clt-demo.h"
#include "support/clt-test-branch.h"

void
clt_ui_test_init (int *argc, char ***argv)
{
  gtk_test_init (argc, argv);
  adw_init ();
}

/* Tests make events, pushes and studies of their own and count on no others. */
static void
clear_desk (CltConn *conn)
{
  static const char *const tables[] = { "event_guest", "event",         "push_item",
                                        "push",        "study_version", "study" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strconcat ("DELETE FROM ", tables[i], NULL);

      clt_test_exec (conn, sql);
    }
}

static void
make_branch (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = clt_branch_open (path, CLT_CONN_CREATE, &error);
  CltDemoOptions options;

  g_assert_no_error (error);
  clt_demo_options_init (&options);
  options.clients = 120;
  options.days = 300;
  options.who = "tester";
  clt_demo_fill (conn, &options, &error);
  g_assert_no_error (error);
  clear_desk (conn);
}

void
clt_ui_test_set_up (CltUiTest *test, gconstpointer data)
{
  static int n_applications;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = g_strdup_printf ("%s.Test%d", CLT_APP_ID, ++n_applications);

  test->dir = clt_test_dir_new ();
  test->path = g_build_filename (test->dir, "a.clientele", NULL);
  make_branch (test->path);
  test->application = g_object_new (CLT_TYPE_APPLICATION, "application-id", id, "flags",
                                    G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_OPEN,
                                    "resource-base-path", "/io/github/clientele/Clientele", NULL);
  g_application_register (G_APPLICATION (test->application), NULL, &error);
  g_assert_no_error (error);
}

static gboolean
has_no_window (gpointer data)
{
  return gtk_application_get_windows (data) == NULL;
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

void
clt_ui_test_tear_down (CltUiTest *test, gconstpointer data)
{
  GList *windows;

  g_clear_pointer (&test->conn, clt_conn_close);
  while ((windows = gtk_application_get_windows (test->application)) != NULL)
    gtk_window_destroy (windows->data);
  clt_ui_wait (has_no_window, test->application);
  clt_ui_wait (is_gone, &test->window);
  g_clear_object (&test->application);
  clt_test_dir_remove (test->dir);
  g_free (test->dir);
  g_free (test->path);
}

static gboolean
has_desk (gpointer data)
{
  return clt_window_get_desk (data) != NULL;
}

CltWindow *
clt_ui_test_open (CltUiTest *test, const char *place)
{
  CltWindow *window = clt_window_new (test->application);
  g_autoptr (GFile) file = g_file_new_for_path (test->path);

  g_set_weak_pointer (&test->window, window);
  gtk_window_present (GTK_WINDOW (window));
  clt_window_open (window, file, CLT_OPEN_EXISTING);
  clt_ui_wait (has_desk, window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-page", "s", place);
  clt_ui_settle ();
  return window;
}

CltConn *
clt_ui_test_connect (CltUiTest *test)
{
  g_autoptr (GError) error = NULL;

  if (test->conn == NULL)
    test->conn = clt_branch_open (test->path, CLT_CONN_READ, &error);
  g_assert_no_error (error);
  return test->conn;
}

static gboolean
on_too_late_cb (gpointer data)
{
  g_error ("waited too long");
  return G_SOURCE_REMOVE;
}

/* The deadline ends what never comes: long enough for a machine that does ten other things, shorter
 * than what meson grants a test, so that the log says where it waited. */
void
clt_ui_wait (CltUiCondition func, gpointer data)
{
  guint deadline = g_timeout_add_seconds (120, on_too_late_cb, NULL);

  while (!func (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
}

static gpointer
do_nothing (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  return NULL;
}

static void
on_nothing_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  clt_store_run_finish (CLT_STORE (source), result, NULL);
  *(gpointer *) user_data = NULL;
}

void
clt_ui_wait_for_store (CltWindow *window)
{
  CltStore *store = clt_desk_get_store (clt_window_get_desk (window));

  for (int queue = CLT_STORE_LIST; queue <= CLT_STORE_WRITE; queue++)
    {
      gpointer waiting = store;

      clt_store_run_async (store, queue, G_PRIORITY_LOW * 2, do_nothing, NULL, NULL, NULL, NULL,
                           on_nothing_done_cb, &waiting);
      clt_ui_wait (is_gone, &waiting);
    }
  clt_ui_settle ();
}

void
clt_ui_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
collect (GtkWidget *widget, GType type, GPtrArray *found)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

GPtrArray *
clt_ui_find_all (gpointer widget, GType type)
{
  GPtrArray *found = g_ptr_array_new ();

  collect (widget, type, found);
  return found;
}

gpointer
clt_ui_find (gpointer widget, GType type)
{
  g_autoptr (GPtrArray) found = clt_ui_find_all (widget, type);

  return found->len > 0 ? found->pdata[0] : NULL;
}

gboolean
clt_ui_shows (gpointer widget, const char *part)
{
  g_autoptr (GPtrArray) labels = clt_ui_find_all (widget, GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if (gtk_widget_get_mapped (labels->pdata[i]) &&
        strstr (gtk_label_get_text (labels->pdata[i]), part) != NULL)
      return TRUE;
  return FALSE;
}

gpointer
clt_ui_find_window (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (g_type_is_a (G_OBJECT_TYPE (l->data), type))
      return l->data;
  return NULL;
}

static gboolean
is_open (gpointer type)
{
  return clt_ui_find_window (*(GType *) type) != NULL;
}

static gboolean
is_closed (gpointer type)
{
  return !is_open (type);
}

gpointer
clt_ui_wait_for_window (GType type)
{
  clt_ui_wait (is_open, &type);
  return clt_ui_find_window (type);
}

void
clt_ui_wait_until_closed (GType type)
{
  clt_ui_wait (is_closed, &type);
}
