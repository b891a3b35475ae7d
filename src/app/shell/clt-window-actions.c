/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-window-private.h"

#include "app/catalogue/clt-matrix-pane.h"
#include "app/complaints/clt-complaint-intake.h"
#include "app/complaints/clt-complaints-page.h"
#include "app/dashboard/clt-tier-run-window.h"
#include "app/history/clt-history-window.h"
#include "app/importer/clt-import-window.h"
#include "app/shell/clt-commands.h"
#include "app/shell/clt-palette.h"
#include "app/shell/clt-places.h"
#include "app/shell/clt-preferences.h"
#include "app/widgets/clt-contact-dialog.h"
#include "app/widgets/clt-tab-page.h"
#include "core/base/clt-i18n.h"

static void
on_show_page_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CltWindow *self = user_data;
  guint index;

  if (clt_places_find (g_variant_get_string (parameter, NULL), &index) == NULL)
    return;
  clt_window_show_place (self, index);
  if (clt_window_get_page (self) != NULL)
    clt_page_take_focus (clt_window_get_page (self));
}

/* The page, then what it is asked to do there: "push.show(int64 12)". */
static void
on_show_in_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CltWindow *self = user_data;
  const char *place, *detailed;
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  guint index;

  g_variant_get (parameter, "(&s&s)", &place, &detailed);
  if (clt_places_find (place, &index) == NULL ||
      !g_action_parse_detailed_name (detailed, &name, &target, NULL))
    return;
  clt_window_show_place (self, index);
  if (clt_window_get_page (self) != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (clt_window_get_page (self)), name, target);
}

static void
on_show_client_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CltWindow *self = user_data;
  guint index;

  if (clt_places_find ("clients", &index) == NULL)
    return;
  clt_window_show_place (self, index);
  clt_page_show_client (clt_window_get_page (self), g_variant_get_int64 (parameter));
}

static void
on_write_plan_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CltWindow *self = user_data;
  guint index;

  if (clt_places_find ("services", &index) == NULL)
    return;
  clt_window_show_place (self, index);
  gtk_widget_activate_action_variant (GTK_WIDGET (clt_window_get_page (self)),
                                      "research.write-plan", parameter);
}

/* In its own place what was registered is shown; elsewhere one stays where one was. */
static void
on_complaint_registered_cb (CltWindow *self, gint64 id)
{
  CltPage *page = clt_window_get_page (self);

  if (page != NULL && CLT_IS_COMPLAINTS_PAGE (page))
    gtk_widget_activate_action (GTK_WIDGET (page), "complaint.show", "x", id);
}

/* @client_id 0: it is asked for. */
static void
present_intake (CltWindow *self, gint64 client_id)
{
  CltComplaintIntake *intake = clt_complaint_intake_new (GTK_WIDGET (self), self->desk, client_id);

  g_signal_connect_object (intake, "registered", G_CALLBACK (on_complaint_registered_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (intake));
}

static void
on_new_complaint_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  present_intake (user_data, g_variant_get_int64 (parameter));
}

static gint64
get_client (CltWindow *self)
{
  CltPage *page = clt_window_get_page (self);

  return page == NULL ? 0 : clt_page_get_client (page);
}

/* Of the client who is on the screen, if any. */
static void
on_register_complaint_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  present_intake (user_data, get_client (user_data));
}

static void
on_show_members_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CltWindow *self = user_data;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GVariant) array = g_variant_get_child_value (parameter, 1);
  const char *name;
  const gint64 *values;
  gsize n;
  guint index;

  if (clt_places_find ("clients", &index) == NULL)
    return;
  g_variant_get_child (parameter, 0, "&s", &name);
  values = g_variant_get_fixed_array (array, &n, sizeof (gint64));
  g_array_append_vals (ids, values, (guint) n);
  clt_window_show_place (self, index);
  clt_page_show_members (clt_window_get_page (self), name, ids);
}

static void
on_show_filtered_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CltWindow *self = user_data;
  g_autoptr (CltClientQuery) query = clt_client_query_new ();
  const char *expression;
  guint index;

  if (clt_places_find ("clients", &index) == NULL)
    return;
  g_variant_get (parameter, "(&sx)", &expression, &query->staff_id);
  g_free (query->expression);
  query->expression = g_strdup (expression);
  clt_window_show_place (self, index);
  clt_page_show_filtered (clt_window_get_page (self), query);
}

static void
on_show_view_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CltWindow *self = user_data;
  guint index;

  if (clt_places_find ("clients", &index) == NULL)
    return;
  clt_window_show_place (self, index);
  gtk_widget_activate_action_variant (GTK_WIDGET (clt_window_get_page (self)), "clients.show-view",
                                      parameter);
}

/* Inside a text field the keys undo typing first: the application's accelerators come before the
 * field's own. */
static gboolean
forward_to_text (CltWindow *self, const char *text_action)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  g_autofree char *before = NULL;

  if (GTK_IS_TEXT_VIEW (focus))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (focus));
      gboolean can = g_str_equal (text_action, "text.undo") ? gtk_text_buffer_get_can_undo (buffer)
                                                            : gtk_text_buffer_get_can_redo (buffer);

      return can && gtk_widget_activate_action (focus, text_action, NULL);
    }
  if (!GTK_IS_TEXT (focus))
    return FALSE;
  /* a GtkText takes the action also when it has nothing to undo, and does not tell */
  before = g_strdup (gtk_editable_get_text (GTK_EDITABLE (focus)));
  gtk_widget_activate_action (focus, text_action, NULL);
  return !g_str_equal (before, gtk_editable_get_text (GTK_EDITABLE (focus)));
}

/* So it is with what is typed into the matrix and not kept yet. */
static gboolean
forward_to_matrix (CltWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *pane = focus == NULL ? NULL : gtk_widget_get_ancestor (focus, CLT_TYPE_MATRIX_PANE);

  return pane != NULL && clt_matrix_pane_take_back (CLT_MATRIX_PANE (pane));
}

static void
on_undo_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CltWindow *self = user_data;

  if (!forward_to_text (self, "text.undo") && !forward_to_matrix (self))
    clt_desk_undo (self->desk, 0);
}

static void
on_redo_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CltWindow *self = user_data;

  if (!forward_to_text (self, "text.redo"))
    clt_desk_redo (self->desk, 0);
}

static void
on_undo_action_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  clt_desk_undo (((CltWindow *) user_data)->desk, g_variant_get_int64 (parameter));
}

/* Screens that have no desk at hand say something by this. */
static void
on_tell_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  clt_window_toast (user_data, g_variant_get_string (parameter, NULL), NULL, NULL, NULL);
}

static void
on_palette_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  clt_palette_present (user_data);
}

static void
on_search_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CltWindow *self = user_data;
  CltPage *page = clt_window_get_page (self);

  if (page == NULL || !clt_page_search (page))
    clt_palette_present (self);
}

static void
on_toggle_sidebar_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CltWindow *self = user_data;

  adw_flap_set_reveal_flap (self->flap, !adw_flap_get_reveal_flap (self->flap));
}

static void
on_toggle_fullscreen_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = user_data;

  if (gtk_window_is_fullscreen (window))
    gtk_window_unfullscreen (window);
  else
    gtk_window_fullscreen (window);
}

static void
on_main_menu_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CltWindow *self = user_data;

  if (g_str_equal (gtk_stack_get_visible_child_name (self->views), "desk"))
    gtk_menu_button_popup (self->menu);
  else
    gtk_menu_button_popup (self->outside_menu);
}

/* What is shown now, as the window of shortcuts calls it. */
static char *
dup_section (CltWindow *self)
{
  guint n_places;
  const CltPlace *places = clt_places_get (&n_places);
  CltPage *page = clt_window_get_page (self);

  if (page == NULL)
    return g_strdup (CLT_SHORTCUTS_EVERYWHERE);
  if (!CLT_IS_TAB_PAGE (page))
    return g_strdup (places[self->place].name);
  return g_strconcat (places[self->place].name, ".", clt_tab_page_get_shown (CLT_TAB_PAGE (page)),
                      NULL);
}

static void
on_shortcuts_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autofree char *section = dup_section (user_data);
  g_autoptr (GtkWindow) shortcuts = GTK_WINDOW (clt_commands_build_shortcuts_window (section));

  gtk_window_set_transient_for (shortcuts, user_data);
  gtk_window_present (shortcuts);
}

static void
on_try_again_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CltWindow *self = user_data;
  g_autoptr (GFile) file = g_object_ref (self->file);

  clt_window_open (self, file, self->open_mode);
}

static void
on_start_page_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CltWindow *self = user_data;

  g_clear_object (&self->file);
  gtk_stack_set_visible_child_name (self->outside, "start");
  clt_window_update_actions (self);
}

static void
on_export_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  clt_window_export (user_data);
}

static void
on_print_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  clt_window_print (user_data);
}

static void
on_print_client_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  clt_window_print_client (user_data, g_variant_get_int64 (parameter));
}

static void
on_import_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CltWindow *self = user_data;

  gtk_window_present (GTK_WINDOW (clt_import_window_new (GTK_WINDOW (self), self->desk, NULL)));
}

static void
on_import_file_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CltWindow *self = user_data;
  const char *path = g_variant_get_string (parameter, NULL);

  gtk_window_present (GTK_WINDOW (clt_import_window_new (GTK_WINDOW (self), self->desk, path)));
}

static void
on_history_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CltWindow *self = user_data;

  gtk_window_present (GTK_WINDOW (clt_history_window_new (GTK_WINDOW (self), self->desk)));
}

static void
on_tier_run_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CltWindow *self = user_data;

  gtk_window_present (GTK_WINDOW (clt_tier_run_window_new (GTK_WINDOW (self), self->desk)));
}

static void
present_contact (CltWindow *self, gboolean plans)
{
  clt_contact_dialog_present (GTK_WIDGET (self), self->desk, get_client (self), plans);
}

static void
on_log_contact_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  present_contact (user_data, FALSE);
}

static void
on_plan_call_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  present_contact (user_data, TRUE);
}

static void
on_show_uri_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_show_uri (user_data, g_variant_get_string (parameter, NULL), GDK_CURRENT_TIME);
}

/* @page: (nullable): the one to begin with. */
static void
present_preferences (CltWindow *self, const char *page)
{
  CltPreferences *preferences = clt_preferences_new (self->desk);

  if (page != NULL)
    adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (preferences), page);
  g_set_weak_pointer (&self->teller, GTK_WIDGET (preferences));
  gtk_window_set_transient_for (GTK_WINDOW (preferences), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (preferences));
}

static void
on_preferences_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  present_preferences (user_data, NULL);
}

static void
on_preferences_page_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  present_preferences (user_data, g_variant_get_string (parameter, NULL));
}

static void
on_back_up_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  clt_window_back_up (user_data);
}

static void
on_restore_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  clt_window_restore (user_data, g_variant_get_string (parameter, NULL));
}

static void
on_choose_backup_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  clt_window_choose_backup (user_data);
}

static const GActionEntry actions[] = {
  { "show-page", on_show_page_activate_cb, "s" },
  { "show-in", on_show_in_activate_cb, "(ss)" },
  { "show-client", on_show_client_activate_cb, "x" },
  { "write-plan", on_write_plan_activate_cb, "x" },
  { "new-complaint", on_new_complaint_activate_cb, "x" },
  { "show-view", on_show_view_activate_cb, "x" },
  { "show-members", on_show_members_activate_cb, "(sax)" },
  { "show-filtered", on_show_filtered_activate_cb, "(sx)" },
  { "undo", on_undo_activate_cb },
  { "redo", on_redo_activate_cb },
  { "undo-action", on_undo_action_activate_cb, "x" },
  { "tell", on_tell_activate_cb, "s" },
  { "palette", on_palette_activate_cb },
  { "search", on_search_activate_cb },
  { "toggle-sidebar", on_toggle_sidebar_activate_cb },
  { "toggle-fullscreen", on_toggle_fullscreen_activate_cb },
  { "main-menu", on_main_menu_activate_cb },
  { "shortcuts", on_shortcuts_activate_cb },
  { "try-again", on_try_again_activate_cb },
  { "start-page", on_start_page_activate_cb },
  { "import", on_import_activate_cb },
  { "import-file", on_import_file_activate_cb, "s" },
  { "export", on_export_activate_cb },
  { "print", on_print_activate_cb },
  { "print-client", on_print_client_activate_cb, "x" },
  { "log-contact", on_log_contact_activate_cb },
  { "plan-call", on_plan_call_activate_cb },
  { "register-complaint", on_register_complaint_activate_cb },
  { "history", on_history_activate_cb },
  { "tier-run", on_tier_run_activate_cb },
  { "show-uri", on_show_uri_activate_cb, "s" },
  { "preferences", on_preferences_activate_cb },
  { "preferences-page", on_preferences_page_activate_cb, "s" },
  { "back-up", on_back_up_activate_cb },
  { "restore", on_restore_activate_cb, "s" },
  { "choose-backup", on_choose_backup_activate_cb },
};

/* These work without a file. */
static const char *const fileless_actions[] = {
  "toggle-fullscreen", "main-menu",     "shortcuts", "try-again",
  "start-page",        "choose-backup", "restore",   NULL,
};

/* A branch is opened, anything else is offered to the import. */
static gboolean
on_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, CltWindow *self)
{
  GFile *file = g_value_get_object (value);
  g_autofree char *path = file == NULL ? NULL : g_file_get_path (file);

  if (path == NULL)
    return FALSE;
  if (g_str_has_suffix (path, ".clientele"))
    {
      g_application_open (G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))), &file, 1,
                          "");
      return TRUE;
    }
  return self->desk != NULL &&
         gtk_widget_activate_action (GTK_WIDGET (self), "win.import-file", "s", path);
}

void
clt_window_add_actions (CltWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

static void
disable (CltWindow *self, const char *name)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), FALSE);
}

void
clt_window_update_actions (CltWindow *self)
{
  CltPage *page = clt_window_get_page (self);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), actions[i].name);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                                   self->desk != NULL ||
                                     g_strv_contains (fileless_actions, actions[i].name));
    }
  if (page == NULL || !clt_page_can_export (page))
    disable (self, "export");
  if (page == NULL || !clt_page_can_print (page))
    disable (self, "print");
}
