/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file comes in through the import assistant and goes out again through the history. */
#include "app/history/clt-history-window.h"
#include "app/importer/clt-import-window.h"
#include "core/clt-branch.h"
#include "support/clt-test-branch.h"
#include "ui/clt-ui-test.h"

/* Two clients that the branch does not know; the third line lacks its account. */
static const char file[] = "资金账号,客户名称,开户日期,手机\n"
                           "90000001,测试甲,20250106,13800000001\n"
                           "90000002,测试乙,20250107,13800000002\n"
                           ",测试丙,20250108,13800000003\n";

typedef struct
{
  CltUiTest base;
  CltWindow *window;
  CltConn *conn; /* beside the window */
  gint64 acted;
} Fixture;

static void
on_acted_cb (CltDesk *desk, gint64 action, const char *what, Fixture *fixture)
{
  fixture->acted = action;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  clt_ui_test_set_up (&fixture->base, data);
  fixture->conn = clt_branch_open (fixture->base.path, CLT_CONN_READ, &error);
  g_assert_no_error (error);
  fixture->window = clt_ui_test_open (&fixture->base, "clients");
  g_signal_connect (clt_window_get_desk (fixture->window), "acted", G_CALLBACK (on_acted_cb),
                    fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_conn_close (fixture->conn);
  clt_ui_test_tear_down (&fixture->base, data);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* Whether the button of @action below the window can be pressed. */
static gboolean
can_do (GtkWidget *window, const char *action)
{
  g_autoptr (GPtrArray) buttons = clt_ui_find_all (window, GTK_TYPE_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_actionable_get_action_name (buttons->pdata[i]), action) == 0)
      return gtk_widget_get_sensitive (buttons->pdata[i]);
  return FALSE;
}

static gboolean
can_commit (gpointer data)
{
  return can_do (data, "import.commit");
}

static gboolean
has_acted (gpointer data)
{
  return ((Fixture *) data)->acted != 0;
}

static gint64
count_clients (Fixture *fixture)
{
  return clt_test_get_int (fixture->conn, "SELECT count(*) FROM client");
}

static char *
write_file (Fixture *fixture, const char *name, const char *text)
{
  char *path = g_build_filename (fixture->base.dir, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static void
import_file (Fixture *fixture)
{
  g_autofree char *path = write_file (fixture, "clients.csv", file);
  GtkWidget *assistant = clt_import_window_new (GTK_WINDOW (fixture->window),
                                                clt_window_get_desk (fixture->window), path);

  g_object_add_weak_pointer (G_OBJECT (assistant), (gpointer *) &assistant);
  gtk_window_present (GTK_WINDOW (assistant));
  clt_ui_wait (can_commit, assistant);
  g_assert_true (can_do (assistant, "import.save-rejects"));
  g_assert_cmpint (clt_test_get_int (fixture->conn, "SELECT count(*) FROM client"
                                                    " WHERE name LIKE '测试%'"),
                   ==, 0);
  gtk_widget_activate_action (assistant, "import.commit", NULL);
  clt_ui_wait (is_gone, &assistant);
  clt_ui_wait (has_acted, fixture);
}

static gboolean
has_rows (gpointer data)
{
  GtkListView *view = clt_ui_find (data, GTK_TYPE_LIST_VIEW);

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (view))) > 0;
}

typedef struct
{
  GObject *item;
  gboolean undone;
} Wanted;

static gboolean
is_as_wanted (gpointer data)
{
  const Wanted *wanted = data;
  gboolean undone;

  g_object_get (wanted->item, "undone", &undone, NULL);
  return undone == wanted->undone;
}

/* Nothing is written before Import is pressed; the good rows come in, the newest line of the
 * history takes them out and puts them in again. */
static void
test_import (Fixture *fixture, gconstpointer data)
{
  gint64 before = count_clients (fixture);
  GtkWidget *history;
  GtkListView *view;
  Wanted wanted = { NULL, TRUE };

  import_file (fixture);
  g_assert_cmpint (count_clients (fixture), ==, before + 2);

  history =
    clt_history_window_new (GTK_WINDOW (fixture->window), clt_window_get_desk (fixture->window));
  g_object_add_weak_pointer (G_OBJECT (history), (gpointer *) &history);
  gtk_window_present (GTK_WINDOW (history));
  clt_ui_wait (has_rows, history);
  view = clt_ui_find (history, GTK_TYPE_LIST_VIEW);
  wanted.item = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (view)), 0);

  g_signal_emit_by_name (view, "activate", 0);
  clt_ui_wait (is_as_wanted, &wanted);
  g_assert_cmpint (count_clients (fixture), ==, before);
  wanted.undone = FALSE;
  g_signal_emit_by_name (view, "activate", 0);
  clt_ui_wait (is_as_wanted, &wanted);
  g_assert_cmpint (count_clients (fixture), ==, before + 2);

  g_object_unref (wanted.item);
  gtk_window_close (GTK_WINDOW (history));
  clt_ui_wait (is_gone, &history);
}

static gboolean
shows_error (gpointer data)
{
  g_autoptr (GPtrArray) buttons = clt_ui_find_all (data, GTK_TYPE_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_actionable_get_action_name (buttons->pdata[i]), "import.settings") == 0)
      return gtk_widget_get_mapped (buttons->pdata[i]);
  return FALSE;
}

/* A file of which nothing can be made is told, leaves the branch alone, and can be explained. */
static void
test_unknown (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_file (fixture, "what.csv", "apple,pear\n1,2\n3,4\n");
  gint64 before = count_clients (fixture);
  GtkWidget *assistant = clt_import_window_new (GTK_WINDOW (fixture->window),
                                                clt_window_get_desk (fixture->window), path);

  g_object_add_weak_pointer (G_OBJECT (assistant), (gpointer *) &assistant);
  gtk_window_present (GTK_WINDOW (assistant));
  clt_ui_wait (shows_error, assistant);
  g_assert_false (can_commit (assistant));
  gtk_widget_activate_action (assistant, "import.settings", NULL);
  clt_ui_settle ();
  g_assert_true (gtk_widget_get_mapped (clt_ui_find (assistant, ADW_TYPE_COMBO_ROW)));
  gtk_window_close (GTK_WINDOW (assistant));
  clt_ui_wait (is_gone, &assistant);
  g_assert_cmpint (count_clients (fixture), ==, before);
}

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  g_test_add ("/importer/import-and-undo", Fixture, NULL, set_up, test_import, tear_down);
  g_test_add ("/importer/unknown-file", Fixture, NULL, set_up, test_unknown, tear_down);
  return g_test_run ();
}
