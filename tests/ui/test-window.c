/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "app/shell/clt-commands.h"
#include "app/shell/clt-places.h"
#include "app/shell/clt-print-window.h"
#include "app/shell/clt-window-private.h"
#include "app/widgets/clt-tab-page.h"
#include "core/clt-branch.h"
#include "core/rules/clt-settings.h"
#include "support/clt-test-branch.h"
#include "ui/clt-ui-test.h"

typedef CltUiTest Fixture;

static gboolean
is_enabled (CltWindow *window, const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (window), action);
}

/* Without a file there is the start page, and nothing that needs one can be done. */
static void
test_start (Fixture *fixture, gconstpointer data)
{
  CltWindow *window = clt_window_new (fixture->application);

  gtk_window_present (GTK_WINDOW (window));
  clt_ui_settle ();
  g_assert_null (clt_window_get_file (window));
  g_assert_false (is_enabled (window, "undo"));
  g_assert_false (is_enabled (window, "import"));
  g_assert_false (is_enabled (window, "palette"));
  g_assert_true (is_enabled (window, "shortcuts"));
}

/* Each place opens, and the window says where one is. */
static void
test_places (Fixture *fixture, gconstpointer data)
{
  CltWindow *window = clt_ui_test_open (fixture, "dashboard");
  guint n_places;
  const CltPlace *places = clt_places_get (&n_places);

  for (guint i = 0; i < n_places; i++)
    {
      g_autofree char *title = g_strconcat ("a – ", places[i].title, NULL);

      gtk_widget_activate_action (GTK_WIDGET (window), "win.show-page", "s", places[i].name);
      clt_ui_settle ();
      g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, title);
    }
}

static gboolean
set_name (CltConn *conn, gpointer data, GError **error)
{
  return clt_settings_set (conn, "branch.name", data, error);
}

static void
on_acted_cb (CltDesk *desk, gint64 action, const char *what, gint64 *acted)
{
  *acted = action;
}

static void
on_undone_cb (CltDesk *desk,
              gboolean redone,
              const char *what,
              const char *name,
              gint64 client,
              int *undone)
{
  *undone += redone ? -1 : 1;
}

static gboolean
is_set (gpointer data)
{
  return *(gint64 *) data != 0;
}

static gboolean
is_one (gpointer data)
{
  return *(int *) data == 1;
}

static gboolean
is_zero (gpointer data)
{
  return *(int *) data == 0;
}

static char *
read_name (Fixture *fixture)
{
  g_autoptr (CltConn) conn = clt_branch_open (fixture->path, CLT_CONN_READ, NULL);

  return clt_settings_get (conn, "branch.name", NULL);
}

static void
assert_name (Fixture *fixture, const char *expected)
{
  g_autofree char *name = read_name (fixture);

  g_assert_cmpstr (name, ==, expected);
}

/* What is done through the desk is undone and redone by the window's actions. */
static void
test_undo (Fixture *fixture, gconstpointer data)
{
  CltWindow *window = clt_ui_test_open (fixture, "dashboard");
  CltDesk *desk = clt_window_get_desk (window);
  g_autofree char *before = read_name (fixture);
  gint64 acted = 0;
  int undone = 0;

  g_signal_connect (desk, "acted", G_CALLBACK (on_acted_cb), &acted);
  g_signal_connect (desk, "undone", G_CALLBACK (on_undone_cb), &undone);
  clt_desk_act (desk, "settings.edit", "x", set_name, (gpointer) "East", NULL);
  clt_ui_wait (is_set, &acted);
  assert_name (fixture, "East");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  clt_ui_wait (is_one, &undone);
  assert_name (fixture, before);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.redo", NULL);
  clt_ui_wait (is_zero, &undone);
  assert_name (fixture, "East");
}

/* Undo leads to the tab where it was done. */
static void
test_undo_tab (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *action, *tab;
  } cases[] = {
    { "task.finish", "task" },           { "contact.add", "contact" }, { "call.finish", "call" },
    { "question.add", "questionnaire" }, { "survey.close", "survey" },
  };
  CltWindow *window = clt_ui_test_open (fixture, "dashboard");
  CltDesk *desk = clt_window_get_desk (window);
  gint64 acted = 0;
  int undone = 0;

  g_signal_connect (desk, "acted", G_CALLBACK (on_acted_cb), &acted);
  g_signal_connect (desk, "undone", G_CALLBACK (on_undone_cb), &undone);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      acted = undone = 0;
      gtk_widget_activate_action (GTK_WIDGET (window), "win.show-page", "s", "dashboard");
      clt_desk_act (desk, cases[i].action, "x", set_name, (gpointer) cases[i].tab, NULL);
      clt_ui_wait (is_set, &acted);
      gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
      clt_ui_wait (is_one, &undone);
      clt_ui_settle ();
      g_assert_true (CLT_IS_TAB_PAGE (clt_window_get_page (window)));
      g_assert_cmpstr (clt_tab_page_get_shown (CLT_TAB_PAGE (clt_window_get_page (window))), ==,
                       cases[i].tab);
    }
}

static gboolean
shows_problem (gpointer data)
{
  AdwStatusPage *page = clt_ui_find (data, ADW_TYPE_STATUS_PAGE);
  g_autoptr (GPtrArray) pages = clt_ui_find_all (data, ADW_TYPE_STATUS_PAGE);

  for (guint i = 0; i < pages->len; i++)
    {
      page = pages->pdata[i];
      if (gtk_widget_get_mapped (GTK_WIDGET (page)) &&
          g_strcmp0 (adw_status_page_get_icon_name (page), "dialog-warning-symbolic") == 0)
        return TRUE;
    }
  return FALSE;
}

/* A file that is none of ours becomes a page that says so, and is left as it was. */
static void
test_not_ours (Fixture *fixture, gconstpointer data)
{
  CltWindow *window = clt_window_new (fixture->application);
  g_autofree char *path = g_build_filename (fixture->dir, "letter.clientele", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *after = NULL;

  g_assert_true (g_file_set_contents (path, "Dear reader, this is a letter.", -1, NULL));
  gtk_window_present (GTK_WINDOW (window));
  clt_window_open (window, file, CLT_OPEN_EXISTING);
  clt_ui_wait (shows_problem, window);
  g_assert_null (clt_window_get_desk (window));
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, "Dear reader, this is a letter.");
}

/* A window that is closed while its file opens leaves nothing behind. */
static void
test_close_early (Fixture *fixture, gconstpointer data)
{
  CltWindow *window = clt_window_new (fixture->application);
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);

  gtk_window_present (GTK_WINDOW (window));
  clt_window_open (window, file, CLT_OPEN_EXISTING);
  gtk_window_destroy (GTK_WINDOW (window));
  clt_ui_settle ();
}

/* Every command of the tables names an action that exists. */
static void
test_commands (Fixture *fixture, gconstpointer data)
{
  CltWindow *window = clt_ui_test_open (fixture, "dashboard");
  guint n_groups;
  const CltCommandGroup *groups = clt_commands_get_groups (&n_groups);

  for (guint g = 0; g < n_groups; g++)
    for (guint i = 0; i < groups[g].n_commands; i++)
      {
        g_autofree char *name = NULL;
        g_autoptr (GVariant) target = NULL;

        g_assert_true (
          g_action_parse_detailed_name (groups[g].commands[i].action, &name, &target, NULL));
        if (g_str_has_prefix (name, "win."))
          g_assert_true (g_action_group_has_action (G_ACTION_GROUP (window), name + 4));
        else if (g_str_has_prefix (name, "app."))
          g_assert_true (
            g_action_group_has_action (G_ACTION_GROUP (fixture->application), name + 4));
      }
}

/* The panes of a place have commands of their own (catalogue.new, push.new), of which one set at a
 * time is at hand; the window's (@everywhere) always are. */
static void
note_keys (GHashTable *taken, const CltCommandGroup *group, gboolean everywhere)
{
  for (guint i = 0; i < group->n_commands; i++)
    {
      const CltCommand *command = &group->commands[i];
      g_auto (GStrv) keys = g_strsplit (command->keys != NULL ? command->keys : "", " ", -1);
      g_autofree char *prefix =
        everywhere ? g_strdup ("") : g_strndup (command->action, strcspn (command->action, "."));

      for (guint k = 0; keys[k] != NULL; k++)
        {
          char *own = g_strconcat (keys[k], prefix, NULL);
          const char *other = g_hash_table_lookup (taken, keys[k]);

          if (other == NULL)
            other = g_hash_table_lookup (taken, own);
          if (other != NULL)
            g_error ("%s is for both %s and %s", keys[k], other, command->action);
          g_hash_table_insert (taken, own, (gpointer) command->action);
        }
    }
}

/* A key does one thing: no two commands that are at hand in a place have the same one. */
static void
test_keys (Fixture *fixture, gconstpointer data)
{
  guint n_groups, n_places;
  const CltCommandGroup *groups = clt_commands_get_groups (&n_groups);
  const CltPlace *places = clt_places_get (&n_places);

  for (guint p = 0; p < n_places; p++)
    {
      g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      for (guint g = 0; g < n_groups; g++)
        note_keys (taken, &groups[g], TRUE);
      if (places[p].get_commands != NULL)
        note_keys (taken, places[p].get_commands (), FALSE);
    }
}

static guint
count_shown (CltWindow *window, const char *text)
{
  g_autoptr (GPtrArray) labels = clt_ui_find_all (window, GTK_TYPE_LABEL);
  guint n = 0;

  for (guint i = 0; i < labels->len; i++)
    n += gtk_widget_get_mapped (labels->pdata[i]) &&
         g_str_equal (gtk_label_get_text (labels->pdata[i]), text);
  return n;
}

/* A message takes the place of the one before: nothing waits to be told later, elsewhere. */
static void
test_messages (Fixture *fixture, gconstpointer data)
{
  CltWindow *window = clt_ui_test_open (fixture, "dashboard");
  CltDesk *desk = clt_window_get_desk (window);
  gint64 acted = 0;

  g_signal_connect (desk, "acted", G_CALLBACK (on_acted_cb), &acted);
  clt_desk_tell (desk, "first");
  clt_ui_settle ();
  g_assert_cmpuint (count_shown (window, "first"), ==, 1);
  clt_desk_act (desk, "settings.edit", "x", set_name, (gpointer) "East", NULL);
  clt_ui_wait (is_set, &acted);
  clt_ui_settle ();
  g_assert_cmpuint (count_shown (window, "first"), ==, 0);
  g_assert_cmpuint (count_shown (window, "Undo"), ==, 1);
  clt_desk_tell (desk, "last");
  clt_ui_settle ();
  g_assert_cmpuint (count_shown (window, "Undo"), ==, 0);
  g_assert_cmpuint (count_shown (window, "last"), ==, 1);
}

static gboolean
has_opened_one_more (gpointer data)
{
  return g_list_length (gtk_application_get_windows (data)) > 1 ||
         g_list_model_get_n_items (gtk_window_get_toplevels ()) > 1;
}

static gboolean
is_alone (gpointer data)
{
  return g_list_model_get_n_items (gtk_window_get_toplevels ()) == 1;
}

/* Each window that an action opens comes, reads what it needs, and goes. */
static void
test_windows (Fixture *fixture, gconstpointer data)
{
  static const char *const actions[] = { "win.preferences", "win.palette", "win.shortcuts",
                                         "win.history",     "win.import",  "win.tier-run",
                                         "win.print" };
  CltWindow *window = clt_ui_test_open (fixture, "dashboard");

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr (GListModel) toplevels = g_object_ref (gtk_window_get_toplevels ());

      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), actions[i], NULL));
      clt_ui_wait (has_opened_one_more, fixture->application);
      clt_ui_wait_for_store (window);
      for (guint k = g_list_model_get_n_items (toplevels); k-- > 0;)
        {
          g_autoptr (GtkWindow) other = g_list_model_get_item (toplevels, k);

          if (other != GTK_WINDOW (window))
            gtk_window_destroy (other);
        }
      clt_ui_wait (is_alone, NULL);
    }
}

static CltPrintWindow *
find_print_window (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (CLT_IS_PRINT_WINDOW (window))
        return CLT_PRINT_WINDOW (window);
    }
  return NULL;
}

static gboolean
has_print_window (gpointer data)
{
  return find_print_window () != NULL;
}

/* The preview shows the list page by page, and lays it out anew when the sheet is turned. */
static void
test_print (Fixture *fixture, gconstpointer data)
{
  CltWindow *window = clt_ui_test_open (fixture, "clients");
  g_autofree char *last = NULL, *turned = NULL;
  g_autoptr (GPtrArray) sides = NULL;
  GtkWidget *print;
  AdwWindowTitle *title;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.print", NULL));
  clt_ui_wait (has_print_window, NULL);
  print = GTK_WIDGET (find_print_window ());
  title = clt_ui_find (print, ADW_TYPE_WINDOW_TITLE);
  g_assert_true (g_str_has_prefix (adw_window_title_get_subtitle (title), "Page 1 of "));
  gtk_widget_activate_action (print, "print.last", NULL);
  last = g_strdup (adw_window_title_get_subtitle (title));
  g_assert_false (g_str_has_prefix (last, "Page 1 of "));
  gtk_widget_activate_action (print, "print.next", NULL);
  g_assert_cmpstr (adw_window_title_get_subtitle (title), ==, last);
  gtk_widget_activate_action (print, "print.first", NULL);
  turned = g_strdup (adw_window_title_get_subtitle (title));
  sides = clt_ui_find_all (print, GTK_TYPE_TOGGLE_BUTTON);
  gtk_toggle_button_set_active (sides->pdata[1], TRUE);
  g_assert_cmpstr (adw_window_title_get_subtitle (title), !=, turned);
  gtk_window_destroy (GTK_WINDOW (print));
}

static GtkDropTarget *
find_drop_target (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return GTK_DROP_TARGET (controller);
    }
  return NULL;
}

/* A file that is dropped on the window is looked at by the import assistant. */
static void
test_drop (Fixture *fixture, gconstpointer data)
{
  CltWindow *window = clt_ui_test_open (fixture, "clients");
  g_autofree char *path = g_build_filename (fixture->dir, "dropped.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_assert_true (
    g_file_set_contents (path, "资金账号,客户名称,开户日期\n1,甲,20250106\n", -1, NULL));
  g_value_init (&value, G_TYPE_FILE);
  g_value_set_object (&value, file);
  g_signal_emit_by_name (find_drop_target (GTK_WIDGET (window)), "drop", &value, 1.0, 1.0, &taken);
  g_assert_true (taken);
  clt_ui_wait (has_opened_one_more, fixture->application);
  clt_ui_wait_for_store (window);
}

static void
add (const char *path, void (*func) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, clt_ui_test_set_up, func, clt_ui_test_tear_down);
}

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  add ("/window/start", test_start);
  add ("/window/places", test_places);
  add ("/window/undo", test_undo);
  add ("/window/undo-tab", test_undo_tab);
  add ("/window/messages", test_messages);
  add ("/window/not-ours", test_not_ours);
  add ("/window/close-early", test_close_early);
  add ("/window/commands", test_commands);
  add ("/window/keys", test_keys);
  add ("/window/windows", test_windows);
  add ("/window/print", test_print);
  add ("/window/drop", test_drop);
  return g_test_run ();
}
