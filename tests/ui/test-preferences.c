/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of training in the preferences: what is chosen there is what the branch goes by, and each
 * choice can be undone. */
#include "app/shell/clt-channel-group.h"
#include "app/shell/clt-folder-row.h"
#include "app/shell/clt-preferences.h"
#include "app/shell/clt-servers-page.h"
#include "app/shell/clt-teaching-page.h"
#include "app/widgets/clt-form-dialog.h"
#include "core/catalogue/clt-product.h"
#include "core/rules/clt-settings.h"
#include "core/training/clt-invitation.h"
#include "core/training/clt-subscription.h"
#include "core/training/clt-training-need.h"
#include "ui/training-fixture.h"

static void
set_up (TrainingFixture *fixture, gconstpointer data)
{
  training_set_up (fixture, TRUE);
}

static GtkWidget *
open_page (TrainingFixture *fixture)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *page = NULL;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.preferences-page", "s",
                              "training");
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (CLT_IS_PREFERENCES (window))
        page = clt_ui_find (window, CLT_TYPE_TEACHING_PAGE);
    }
  g_assert_nonnull (page);
  training_wait (fixture);
  return page;
}

static void
assert_help (TrainingFixture *fixture, const char *what, const char *code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *help = clt_need_get_help (fixture->conn, what, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (help, ==, code);
}

static guint
find_choice (AdwComboRow *row, const char *code)
{
  GListModel *choices = adw_combo_row_get_model (row);

  for (guint i = 0; i < g_list_model_get_n_items (choices); i++)
    {
      g_autoptr (GtkStringObject) choice = g_list_model_get_item (choices, i);

      if (g_str_has_prefix (gtk_string_object_get_string (choice), code))
        return i;
    }
  g_assert_not_reached ();
}

/* Each row shows the course that helps now, and choosing another makes it that one. */
static void
test_helps (TrainingFixture *fixture, gconstpointer data)
{
  static const char *const before[CLT_N_HELPS] = { "C3", "C3", "C1", "D4" };
  GtkWidget *page = open_page (fixture);
  g_autoptr (GPtrArray) rows = clt_ui_find_all (page, ADW_TYPE_COMBO_ROW);

  g_assert_cmpuint (rows->len, ==, CLT_N_HELPS + 1); /* and the product that invites */
  for (guint i = 0; i < CLT_N_HELPS; i++)
    {
      AdwComboRow *row = rows->pdata[i];

      g_assert_cmpuint (adw_combo_row_get_selected (row), ==, find_choice (row, before[i]));
      adw_combo_row_set_selected (row, find_choice (row, "B2"));
      training_wait (fixture);
      assert_help (fixture, clt_need_helps[i], "B2");
      g_assert_cmpuint (adw_combo_row_get_selected (row), ==, find_choice (row, "B2"));

      gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
      training_wait (fixture);
      assert_help (fixture, clt_need_helps[i], before[i]);
      g_assert_cmpuint (adw_combo_row_get_selected (row), ==, find_choice (row, before[i]));
    }
}

/* Whether the keyboard is on the ticked choice of the open list of @row. */
static gboolean
is_on_ticked (gpointer row)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (row));
  GtkWidget *list = clt_ui_find (clt_ui_find (row, GTK_TYPE_POPOVER), GTK_TYPE_LIST_VIEW);
  guint n = 0;

  if (focus == NULL || gtk_widget_get_parent (focus) != list)
    return FALSE;
  while ((focus = gtk_widget_get_prev_sibling (focus)) != NULL)
    n++;
  return n == adw_combo_row_get_selected (row);
}

static gboolean
has_focus (gpointer row)
{
  return gtk_root_get_focus (gtk_widget_get_root (row)) == row;
}

/* Who opens a list of choices to look and presses Enter has changed nothing, and is back on its row. */
static void
test_choices (TrainingFixture *fixture, gconstpointer data)
{
  GtkWidget *page = open_page (fixture);
  g_autoptr (GPtrArray) rows = clt_ui_find_all (page, ADW_TYPE_COMBO_ROW);
  AdwComboRow *row = rows->pdata[CLT_N_HELPS - 1];
  const guint chosen = adw_combo_row_get_selected (row);

  g_assert_cmpuint (chosen, >, 0);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  gtk_widget_activate (GTK_WIDGET (row));
  clt_ui_wait (is_on_ticked, row);
  gtk_widget_activate (gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (row))));
  clt_ui_wait (has_focus, row);
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, chosen);
}

static gboolean
has_sensible_focus (gpointer page)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (page));

  return focus != NULL && gtk_widget_is_ancestor (focus, page) && gtk_widget_is_sensitive (focus);
}

static gboolean
is_another (gpointer page)
{
  AdwPreferencesWindow *window = ADW_PREFERENCES_WINDOW (gtk_widget_get_root (page));

  return adw_preferences_window_get_visible_page (window) != ADW_PREFERENCES_PAGE (page);
}

/* On a closed row typing goes to the choice that begins so; what no choice begins with changes nothing. */
static void
test_typing (TrainingFixture *fixture, gconstpointer data)
{
  GtkWidget *page = open_page (fixture);
  g_autoptr (GPtrArray) rows = clt_ui_find_all (page, ADW_TYPE_COMBO_ROW);
  AdwComboRow *row = rows->pdata[0];

  clt_ui_keys_enter (fixture->keys, gtk_widget_get_root (page));
  gtk_widget_grab_focus (GTK_WIDGET (row));
  clt_ui_type (fixture->keys, "d");
  training_wait (fixture);
  assert_help (fixture, clt_need_helps[0], "D1");
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, find_choice (row, "D"));
  g_assert_true (has_focus (row));
  /* in the open list it goes there, and Enter takes it */
  gtk_widget_activate (GTK_WIDGET (row));
  clt_ui_wait (is_on_ticked, row);
  clt_ui_type (fixture->keys, "b");
  clt_ui_press (fixture->keys, GDK_KEY_Return, 0);
  clt_ui_wait (has_focus, row);
  training_wait (fixture);
  assert_help (fixture, clt_need_helps[0], "B1");
  clt_ui_type (fixture->keys, "9");
  training_wait (fixture);
  assert_help (fixture, clt_need_helps[0], "B1");
}

/* Ctrl+Page Down and Ctrl+Page Up go from page to page, around the ends, and into the page. */
static void
test_pages (TrainingFixture *fixture, gconstpointer data)
{
  GtkWidget *page = open_page (fixture);
  AdwPreferencesWindow *window = ADW_PREFERENCES_WINDOW (gtk_widget_get_root (page));
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  clt_ui_keys_enter (fixture->keys, window);
  do
    {
      AdwPreferencesPage *shown = adw_preferences_window_get_visible_page (window);

      g_assert_true (g_hash_table_add (seen, shown));
      clt_ui_wait (has_sensible_focus, shown);
      if (CLT_IS_SERVERS_PAGE (shown))
        g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)),
                                               clt_ui_find (shown, ADW_TYPE_PREFERENCES_ROW)));
      clt_ui_press (fixture->keys, GDK_KEY_Page_Down, GDK_CONTROL_MASK);
      clt_ui_wait (is_another, shown);
    }
  while (adw_preferences_window_get_visible_page (window) != ADW_PREFERENCES_PAGE (page));
  g_assert_cmpuint (g_hash_table_size (seen), ==, 7);
  clt_ui_press (fixture->keys, GDK_KEY_Page_Up, GDK_CONTROL_MASK);
  clt_ui_wait (is_another, page);
}

static void
assert_invites (TrainingFixture *fixture, AdwComboRow *row, const char *code)
{
  g_autofree char *product = clt_invitation_get_product (fixture->conn, NULL);

  g_assert_cmpstr (product, ==, code);
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, find_choice (row, code));
}

static gboolean
add_products (CltConn *conn, gpointer data, GError **error)
{
  return clt_catalogue_add_preset (conn, "en", "tester", clt_today (), error);
}

/* Invitations go out as the product that is chosen; a catalogue that comes later is offered. */
static void
test_invitation (TrainingFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = clt_ui_find_all (open_page (fixture), ADW_TYPE_COMBO_ROW);
  AdwComboRow *row = rows->pdata[CLT_N_HELPS];

  g_assert_cmpuint (g_list_model_get_n_items (adw_combo_row_get_model (row)), ==, 1);
  assert_invites (fixture, row, "V07");
  clt_desk_act (clt_window_get_desk (fixture->window), "catalogue.preset", NULL, add_products, NULL,
                NULL);
  training_wait (fixture);
  assert_invites (fixture, row, "V07");
  adw_combo_row_set_selected (row, find_choice (row, "V06"));
  training_wait (fixture);
  assert_invites (fixture, row, "V06");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  training_wait (fixture);
  assert_invites (fixture, row, "V07");
}

static GtkWidget *
find_button (gpointer group, const char *icon)
{
  g_autoptr (GPtrArray) buttons = clt_ui_find_all (group, GTK_TYPE_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_button_get_icon_name (buttons->pdata[i]), icon) == 0)
      return buttons->pdata[i];
  return NULL;
}

static void
assert_channel (TrainingFixture *fixture, const char *key, gint64 archived)
{
  gint64 found;

  g_assert_true (clt_conn_get_int (fixture->conn, &found, -1, NULL,
                                   "SELECT archived FROM channel WHERE key = ?", "t", key));
  g_assert_cmpint (found, ==, archived);
}

/* A channel of the branch's own is added by its name, and put away by its button. */
static void
test_channels (TrainingFixture *fixture, gconstpointer data)
{
  GtkWidget *page = open_page (fixture);
  GtkWidget *group = clt_ui_find (gtk_widget_get_root (page), CLT_TYPE_CHANNEL_GROUP);
  CltFormDialog *form;

  g_assert_null (find_button (group, "user-trash-symbolic"));
  g_signal_emit_by_name (clt_ui_find (group, GTK_TYPE_BUTTON), "clicked");
  form = clt_ui_wait_for_window (CLT_TYPE_FORM_DIALOG);
  gtk_editable_set_text (clt_ui_find (form, ADW_TYPE_ENTRY_ROW), "WeChat");
  g_signal_emit_by_name (clt_ui_find (form, ADW_TYPE_ENTRY_ROW), "entry-activated");
  training_wait (fixture);
  assert_channel (fixture, "wechat", 0);
  g_signal_emit_by_name (find_button (group, "user-trash-symbolic"), "clicked");
  training_wait (fixture);
  assert_channel (fixture, "wechat", 1);
  g_assert_nonnull (find_button (group, "edit-undo-symbolic"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  training_wait (fixture);
  assert_channel (fixture, "wechat", 0);
}

static gboolean
set_folder (CltConn *conn, gpointer data, GError **error)
{
  return clt_settings_set (conn, CLT_SUBSCRIPTION_FOLDER, data, error);
}

/* The folder that the branch keeps is shown, and it can be forgotten. */
static void
test_folder (TrainingFixture *fixture, gconstpointer data)
{
  GtkWidget *page = open_page (fixture);
  AdwActionRow *row = clt_ui_find (page, CLT_TYPE_FOLDER_ROW);
  g_autoptr (GPtrArray) buttons = clt_ui_find_all (row, GTK_TYPE_BUTTON);
  g_autofree char *folder = g_path_get_dirname (fixture->base.path), *kept = NULL;
  GtkWidget *forget = buttons->pdata[1];

  g_assert_false (gtk_widget_is_sensitive (forget));
  clt_desk_act (clt_window_get_desk (fixture->window), "settings.edit", NULL, set_folder,
                g_strdup (folder), g_free);
  training_wait (fixture);
  g_assert_cmpstr (adw_action_row_get_subtitle (row), ==, folder);

  gtk_widget_grab_focus (forget);
  g_signal_emit_by_name (forget, "clicked");
  training_wait (fixture);
  kept = clt_settings_get (fixture->conn, CLT_SUBSCRIPTION_FOLDER, NULL);
  g_assert_cmpstr (kept, ==, "");
  g_assert_false (gtk_widget_is_sensitive (forget));
  clt_ui_wait (has_sensible_focus, page);
}

static gboolean
has_mapped_focus (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  return focus != NULL && gtk_widget_get_mapped (focus);
}

/* Page Down in a list whose last row is hidden: GTK puts the focus there, where no key reaches it. */
static void
test_paging (TrainingFixture *fixture, gconstpointer data)
{
  static const guint keyvals[] = { GDK_KEY_Page_Down, GDK_KEY_End, GDK_KEY_Page_Up };
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (open_page (fixture)));
  AdwPreferencesPage *first = clt_ui_find (window, ADW_TYPE_PREFERENCES_PAGE);

  clt_ui_keys_enter (fixture->keys, window);
  adw_preferences_window_set_visible_page (ADW_PREFERENCES_WINDOW (window), first);
  clt_ui_settle ();
  for (guint i = 0; i < G_N_ELEMENTS (keyvals); i++)
    {
      gtk_widget_grab_focus (clt_ui_find (first, ADW_TYPE_COMBO_ROW));
      clt_ui_press (fixture->keys, keyvals[i], 0);
      clt_ui_settle ();
      g_assert_true (has_mapped_focus (window));
    }
}

static gboolean
is_gone (gpointer weak)
{
  return *(gpointer *) weak == NULL;
}

/* The main window goes first, while something is still read for the preferences. */
static void
test_outlive (TrainingFixture *fixture, gconstpointer data)
{
  g_autoptr (GtkWidget) preferences =
    g_object_ref (gtk_widget_get_ancestor (open_page (fixture), CLT_TYPE_PREFERENCES));
  gpointer window = NULL;

  g_set_weak_pointer (&window, fixture->window);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  clt_ui_wait (is_gone, &window);
  g_assert_null (gtk_window_get_transient_for (GTK_WINDOW (preferences)));
}

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  g_test_add ("/ui/preferences/helps", TrainingFixture, NULL, set_up, test_helps,
              training_tear_down);
  g_test_add ("/ui/preferences/paging", TrainingFixture, NULL, set_up, test_paging,
              training_tear_down);
  g_test_add ("/ui/preferences/choices", TrainingFixture, NULL, set_up, test_choices,
              training_tear_down);
  g_test_add ("/ui/preferences/typing", TrainingFixture, NULL, set_up, test_typing,
              training_tear_down);
  g_test_add ("/ui/preferences/pages", TrainingFixture, NULL, set_up, test_pages,
              training_tear_down);
  g_test_add ("/ui/preferences/invitation", TrainingFixture, NULL, set_up, test_invitation,
              training_tear_down);
  g_test_add ("/ui/preferences/channels", TrainingFixture, NULL, set_up, test_channels,
              training_tear_down);
  g_test_add ("/ui/preferences/folder", TrainingFixture, NULL, set_up, test_folder,
              training_tear_down);
  g_test_add ("/ui/preferences/outlive", TrainingFixture, NULL, set_up, test_outlive,
              training_tear_down);
  return g_test_run ();
}
