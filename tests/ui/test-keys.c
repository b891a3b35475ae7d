/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys reach the commands that they are for: no text and no list takes them away, and the palette
 * and the window of shortcuts begin with what is shown. */
#include "app/catalogue/clt-outbox-pane.h"
#include "app/research/clt-research-pane.h"
#include "app/shell/clt-callbacks-page.h"
#include "app/shell/clt-commands.h"
#include "app/shell/clt-palette-item.h"
#include "app/shell/clt-palette.h"
#include "app/shell/clt-places.h"
#include "app/widgets/clt-form-dialog.h"
#include "core/base/clt-i18n.h"
#include "ui/clt-ui-test.h"

typedef CltUiTest Fixture;

/* ---- what texts and lists have uses for ----------------------------------------------------------- */

static void
note_shortcut (GHashTable *taken, GtkShortcut *shortcut, const char *where)
{
  GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

  if (GTK_IS_KEYVAL_TRIGGER (trigger))
    g_hash_table_insert (taken, gtk_shortcut_trigger_to_string (trigger), (gpointer) where);
}

/* Every controller of a widget's class that has keys is itself a list of them. Takes @widget. */
static void
note_widget (GHashTable *taken, GtkWidget *widget)
{
  GtkWidget *owned = g_object_ref_sink (widget);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (owned);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint k = 0; k < g_list_model_get_n_items (G_LIST_MODEL (controller)); k++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), k);

          note_shortcut (taken, shortcut, G_OBJECT_TYPE_NAME (owned));
        }
    }
  g_object_unref (owned);
}

static GHashTable *
list_taken (void)
{
  GHashTable *taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GtkWidget) table = g_object_ref_sink (gtk_column_view_new (NULL));

  note_widget (taken, gtk_text_new ());
  note_widget (taken, gtk_text_view_new ());
  note_widget (taken, gtk_list_view_new (NULL, NULL));
  note_widget (taken, gtk_list_box_new ());
  note_widget (taken, gtk_spin_button_new_with_range (0, 1, 1));
  note_widget (taken, gtk_scrolled_window_new ());
  note_widget (taken, g_object_ref (gtk_widget_get_last_child (table)));
  return taken;
}

/* Keys that people type, and those without a meaning in a text, are no commands there anyway. */
static gboolean
is_typed (GdkModifierType modifiers)
{
  return (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0;
}

static void
check_command (GHashTable *taken, const CltCommand *command)
{
  g_auto (GStrv) keys = g_strsplit (command->keys != NULL ? command->keys : "", " ", -1);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autoptr (GtkShortcutTrigger) trigger = gtk_shortcut_trigger_parse_string (keys[i]);
      g_autofree char *key = gtk_shortcut_trigger_to_string (trigger);
      const char *where = g_hash_table_lookup (taken, key);

      if (where != NULL && command->turn == CLT_KEY_OWN &&
          !is_typed (gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger))))
        g_error ("%s of %s is taken away by %s", key, command->action, where);
    }
}

static void
check_group (GHashTable *taken, const CltCommandGroup *group)
{
  for (guint i = 0; i < group->n_commands; i++)
    check_command (taken, &group->commands[i]);
}

static void
test_taken (void)
{
  g_autoptr (GHashTable) taken = list_taken ();
  guint n_groups, n_places;
  const CltCommandGroup *groups = clt_commands_get_groups (&n_groups);
  const CltPlace *places = clt_places_get (&n_places);

  g_assert_true (g_hash_table_contains (taken, "<Shift><Control>a"));
  for (guint g = 0; g < n_groups; g++)
    check_group (taken, &groups[g]);
  for (guint p = 0; p < n_places; p++)
    if (places[p].get_commands != NULL)
      check_group (taken, places[p].get_commands ());
}

/* Where people read the name of a field or command, its key does not stand in it. */
static void
test_plain (void)
{
  static const char *const titles[][2] = {
    { "_New Plan…", "New Plan…" }, { "Ne_xt", "Next" },  { "需修改之处(_W)", "需修改之处" },
    { "打开(_O)…", "打开…" },      { "Plain", "Plain" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autofree char *plain = clt_command_dup_plain (titles[i][0]);

      g_assert_cmpstr (plain, ==, titles[i][1]);
    }
}

static gpointer
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type) && gtk_widget_get_visible (window))
        return window;
    }
  return NULL;
}

/* ---- the palette ------------------------------------------------------------------------------------ */

static GListModel *
open_palette (Fixture *fixture, const char *text)
{
  CltPalette *palette;
  GtkListView *list;
  GtkWidget *entry;

  clt_palette_present (fixture->window);
  palette = find_window (CLT_TYPE_PALETTE);
  list = clt_ui_find (palette, GTK_TYPE_LIST_VIEW);
  entry = clt_ui_find (palette, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "search-changed");
  return G_LIST_MODEL (gtk_list_view_get_model (list));
}

static void
assert_item (GListModel *model, guint position, const char *title, const char *detail)
{
  g_autoptr (GObject) item = g_list_model_get_item (model, position);
  g_autofree char *own_title = NULL;
  g_autofree char *own_detail = NULL;

  g_assert_nonnull (item);
  g_object_get (item, "title", &own_title, "detail", &own_detail, NULL);
  g_assert_cmpstr (own_title, ==, title);
  g_assert_cmpstr (own_detail, ==, detail);
}

static void
test_palette (Fixture *fixture, gconstpointer data)
{
  CltWindow *window = clt_ui_test_open (fixture, "services");
  g_autoptr (CltPaletteItem) item = NULL;
  GtkWidget *page;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-in", "(ss)", "services",
                              "services.show-tab::research");
  clt_ui_wait_for_store (window);
  assert_item (open_palette (fixture, "approve"), 0, "Approve the Version…",
               "Research · Shift+Ctrl+Y");
  gtk_window_close (find_window (CLT_TYPE_PALETTE));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-in", "(ss)", "services",
                              "services.show-tab::catalogue");
  clt_ui_wait_for_store (window);
  assert_item (open_palette (fixture, "approve"), 0, "Approve the Draft",
               "Catalogue · Shift+Ctrl+Y");
  gtk_window_close (find_window (CLT_TYPE_PALETTE));
  /* a tab of another place */
  item = g_list_model_get_item (open_palette (fixture, "contacts callbacks"), 0);
  g_assert_true (clt_palette_item_activate (item, GTK_WIDGET (window)));
  gtk_window_close (find_window (CLT_TYPE_PALETTE));
  page = clt_ui_find (window, CLT_TYPE_CALLBACKS_PAGE);
  g_assert_cmpstr (clt_tab_page_get_shown (CLT_TAB_PAGE (page)), ==, "contact");
  clt_ui_wait_for_store (window);
}

/* What cannot be done with what is chosen says so. */
static gboolean
is_refusal_shown (gpointer user_data)
{
  g_autoptr (GPtrArray) labels = clt_ui_find_all (user_data, GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if (strstr (gtk_label_get_text (labels->pdata[i]), "Not possible") != NULL)
      return TRUE;
  return FALSE;
}

static void
assert_in_vain (CltWindow *window,
                const char *tab,
                GType pane,
                const char *action,
                const char *label)
{
  g_autofree char *target = g_strconcat ("services.show-tab::", tab, NULL);
  g_autoptr (GPtrArray) labels = NULL;
  gboolean told = FALSE;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-in", "(ss)", "services", target);
  clt_ui_wait_for_store (window);
  g_assert_true (clt_command_activate (clt_ui_find (window, pane), action, NULL));
  clt_ui_wait (is_refusal_shown, window);
  labels = clt_ui_find_all (window, GTK_TYPE_LABEL);
  for (guint i = 0; i < labels->len; i++)
    told |= strstr (gtk_label_get_text (labels->pdata[i]), "Not possible") != NULL &&
            strstr (gtk_label_get_text (labels->pdata[i]), label) != NULL;
  g_assert_true (told);
}

static void
test_in_vain (Fixture *fixture, gconstpointer data)
{
  CltWindow *window = clt_ui_test_open (fixture, "services");

  assert_in_vain (window, "research", CLT_TYPE_RESEARCH_PANE, "research.approve",
                  "Approve the Version");
}

static void
test_in_vain_outbox (Fixture *fixture, gconstpointer data)
{
  CltWindow *window = clt_ui_test_open (fixture, "services");

  assert_in_vain (window, "outbox", CLT_TYPE_OUTBOX_PANE, "outbox.take-back",
                  "Take the Verdict Back");
}

/* ---- the window of shortcuts ------------------------------------------------------------------------- */

static void
assert_section (Fixture *fixture, const char *section)
{
  GtkWindow *shortcuts;
  g_autofree char *shown = NULL;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.shortcuts", NULL);
  clt_ui_settle ();
  shortcuts = find_window (GTK_TYPE_SHORTCUTS_WINDOW);
  g_assert_nonnull (shortcuts);
  g_object_get (shortcuts, "section-name", &shown, NULL);
  g_assert_cmpstr (shown, ==, section);
  gtk_window_destroy (shortcuts);
  clt_ui_settle ();
}

static void
test_shortcuts (Fixture *fixture, gconstpointer data)
{
  CltWindow *window = clt_ui_test_open (fixture, "dashboard");

  assert_section (fixture, "dashboard");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-in", "(ss)", "services",
                              "services.show-tab::ledger");
  clt_ui_wait_for_store (window);
  assert_section (fixture, "services.ledger");
}

/* ---- dialogs ------------------------------------------------------------------------------------------ */

/* What @key does in @widget before anything that is in it sees the key. */
static gboolean
press (GtkWidget *widget, const char *key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller) ||
          gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_CAPTURE)
        continue;
      for (guint k = 0; k < g_list_model_get_n_items (G_LIST_MODEL (controller)); k++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), k);
          g_autofree char *trigger =
            gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));

          if (strstr (trigger, key) != NULL)
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                                 NULL);
        }
    }
  return FALSE;
}

static guint n_applied;

static void
apply (CltFormDialog *form)
{
  n_applied++;
  clt_form_dialog_refuse (form, "not yet");
}

static gboolean
is_applied (gpointer data)
{
  return n_applied > 0;
}

/* Ctrl+Enter confirms, where there is something to confirm; the focus is in the first row. */
static void
test_dialog (Fixture *fixture, gconstpointer data)
{
  CltWindow *window = clt_ui_test_open (fixture, "today");
  CltFormDialog *form =
    clt_form_dialog_new (GTK_WIDGET (window), clt_window_get_desk (window), "Name it", NULL);
  GtkWidget *row;

  n_applied = 0;
  clt_form_dialog_add_entry (form, "_Name", "", TRUE);
  clt_form_dialog_add_entry (form, "N_ote", "", FALSE);
  clt_form_dialog_present (form, "_Keep", apply);
  clt_ui_settle ();
  row = clt_ui_find (form, ADW_TYPE_ENTRY_ROW);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (form)), row));
  g_assert_true (press (GTK_WIDGET (form), "<Control>Return"));
  clt_ui_settle ();
  g_assert_cmpuint (n_applied, ==, 0); /* the name is missing */
  gtk_editable_set_text (GTK_EDITABLE (row), "x");
  g_assert_true (press (GTK_WIDGET (form), "<Control>Return"));
  clt_ui_wait (is_applied, NULL);
  gtk_window_destroy (GTK_WINDOW (form));
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
  g_test_add_func ("/keys/taken", test_taken);
  g_test_add_func ("/keys/plain", test_plain);
  add ("/keys/palette", test_palette);
  add ("/keys/in-vain", test_in_vain);
  add ("/keys/in-vain-outbox", test_in_vain_outbox);
  add ("/keys/shortcuts", test_shortcuts);
  add ("/keys/dialog", test_dialog);
  return g_test_run ();
}
