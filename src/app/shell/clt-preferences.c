/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-preferences.h"

#include "app/shell/clt-calendar-page.h"
#include "app/shell/clt-files-page.h"
#include "app/shell/clt-rules-page.h"
#include "app/shell/clt-segments-page.h"
#include "app/shell/clt-servers-page.h"
#include "app/shell/clt-teaching-page.h"
#include "app/shell/clt-window.h"
#include "app/widgets/clt-combo-focus.h"
#include "app/widgets/clt-command.h"
#include "app/widgets/clt-entry-keep.h"
#include "app/widgets/clt-focus-keeper.h"
#include "core/base/clt-i18n.h"
#include "core/people/clt-staff.h"
#include "core/rules/clt-settings.h"

struct _CltPreferences
{
  AdwPreferencesWindow parent_instance;

  AdwComboRow *person_row;
  AdwEntryRow *name_row;
  AdwEntryRow *branch_row;
  AdwComboRow *scheme_row;
  AdwComboRow *rise_row;
  AdwComboRow *density_row;
  CltRulesPage *rules_page;
  CltSegmentsPage *segments_page;
  CltCalendarPage *calendar_page;
  CltServersPage *servers_page;
  CltTeachingPage *teaching_page;
  CltFilesPage *files_page;

  CltDesk *desk;   /* owned */
  gboolean quiet;  /* the program sets the rows */
  char **staff;    /* owned: names, NULL-terminated */
  AdwToast *toast; /* weak: the message that is shown */
  guint toast_id;  /* source that lets it go */
};

G_DEFINE_FINAL_TYPE (CltPreferences, clt_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* ---- who is at the desk -------------------------------------------------------------------- */

/* The choices: whoever is logged in, the members of staff, somebody else. */
static guint
count_staff (CltPreferences *self)
{
  return g_strv_length (self->staff);
}

static void
show_name_row (CltPreferences *self)
{
  guint chosen = adw_combo_row_get_selected (self->person_row);

  gtk_widget_set_visible (GTK_WIDGET (self->name_row), chosen == count_staff (self) + 1);
}

static void
show_person (CltPreferences *self)
{
  GSettings *settings = clt_desk_get_settings (self->desk);
  g_autofree char *person = g_settings_get_string (settings, "person");
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = *person == '\0' ? 0 : count_staff (self) + 1;

  gtk_string_list_append (names, _ ("As logged in"));
  for (guint i = 0; self->staff[i] != NULL; i++)
    {
      gtk_string_list_append (names, self->staff[i]);
      if (g_str_equal (self->staff[i], person))
        chosen = i + 1;
    }
  gtk_string_list_append (names, _ ("Somebody else"));
  self->quiet = TRUE;
  adw_combo_row_set_model (self->person_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->person_row, chosen);
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), person);
  self->quiet = FALSE;
  show_name_row (self);
}

static void
on_person_notify_selected_cb (CltPreferences *self)
{
  guint chosen = adw_combo_row_get_selected (self->person_row);

  if (self->quiet)
    return;
  show_name_row (self);
  if (chosen == 0)
    clt_desk_set_who (self->desk, "");
  else if (chosen <= count_staff (self))
    clt_desk_set_who (self->desk, self->staff[chosen - 1]);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
}

static void
on_name_apply_cb (CltPreferences *self)
{
  g_autofree char *name =
    g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));

  clt_desk_set_who (self->desk, name);
}

/* ---- what the file knows ------------------------------------------------------------------- */

typedef struct
{
  char *branch;
  char **staff;
} Facts;

static void
facts_free (gpointer data)
{
  Facts *facts = data;

  g_free (facts->branch);
  g_strfreev (facts->staff);
  g_free (facts);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Facts, facts_free)

static gpointer
load_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Facts) facts = g_new0 (Facts, 1);
  g_autoptr (GPtrArray) staff = clt_staff_list (conn, clt_today (), error);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  facts->branch = clt_settings_get (conn, "branch.name", error);
  if (staff == NULL || facts->branch == NULL)
    return NULL;
  for (guint i = 0; i < staff->len; i++)
    g_strv_builder_add (names, ((const CltStaff *) staff->pdata[i])->name);
  facts->staff = g_strv_builder_end (names);
  return g_steal_pointer (&facts);
}

static void
on_store_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltPreferences) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Facts) facts = clt_store_run_finish (CLT_STORE (source), result, &error);

  if (facts == NULL || self->desk == NULL)
    return;
  g_strfreev (self->staff);
  self->staff = g_steal_pointer (&facts->staff);
  show_person (self);
  /* setting it again would offer to apply it again */
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->branch_row)), facts->branch))
    gtk_editable_set_text (GTK_EDITABLE (self->branch_row), facts->branch);
}

static void
load (CltPreferences *self)
{
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                       load_in_worker, NULL, NULL, facts_free, NULL, on_store_loaded_cb,
                       g_object_ref (self));
}

static gboolean
set_branch_name (CltConn *conn, gpointer data, GError **error)
{
  return clt_settings_set (conn, "branch.name", data, error);
}

static void
on_branch_apply_cb (CltPreferences *self)
{
  char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->branch_row))));

  clt_desk_act (self->desk, "settings.edit", name, set_branch_name, name, g_free);
}

/* ---- appearance ---------------------------------------------------------------------------- */

static void
on_scheme_notify_selected_cb (CltPreferences *self)
{
  if (!self->quiet)
    g_settings_set_enum (clt_desk_get_settings (self->desk), "color-scheme",
                         (int) adw_combo_row_get_selected (self->scheme_row));
}

static void
on_rise_notify_selected_cb (CltPreferences *self)
{
  if (!self->quiet)
    g_settings_set_enum (clt_desk_get_settings (self->desk), "rise-color",
                         (int) adw_combo_row_get_selected (self->rise_row));
}

static void
on_density_notify_selected_cb (CltPreferences *self)
{
  if (!self->quiet)
    g_settings_set_enum (clt_desk_get_settings (self->desk), "density",
                         (int) adw_combo_row_get_selected (self->density_row));
}

static void
show_appearance (CltPreferences *self)
{
  GSettings *settings = clt_desk_get_settings (self->desk);

  self->quiet = TRUE;
  adw_combo_row_set_selected (self->scheme_row,
                              (guint) g_settings_get_enum (settings, "color-scheme"));
  adw_combo_row_set_selected (self->rise_row, (guint) g_settings_get_enum (settings, "rise-color"));
  adw_combo_row_set_selected (self->density_row, (guint) g_settings_get_enum (settings, "density"));
  self->quiet = FALSE;
}

static void
on_toast_dismissed_cb (CltPreferences *self)
{
  g_clear_weak_pointer (&self->toast);
  g_clear_handle_id (&self->toast_id, g_source_remove);
}

static gboolean
on_time_up_cb (gpointer user_data)
{
  CltPreferences *self = user_data;

  self->toast_id = 0;
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  return G_SOURCE_REMOVE;
}

/* What was done in this window is told in it, not behind it. One message at a time: a queue would
 * still tell of the first change after the fifth. @action: 0: nothing to undo. */
static void
tell (CltPreferences *self, const char *text, gint64 action)
{
  g_autofree char *title = g_markup_escape_text (text, -1);
  AdwToast *toast = self->toast == NULL ? adw_toast_new (title) : self->toast;

  adw_toast_set_title (toast, title);
  adw_toast_set_button_label (toast, action == 0 ? NULL : _ ("_Undo"));
  adw_toast_set_action_target (toast, "x", action);
  adw_toast_set_action_name (toast, action == 0 ? NULL : "preferences.undo");
  g_clear_handle_id (&self->toast_id, g_source_remove);
  self->toast_id = g_timeout_add (CLT_TOAST_MS, on_time_up_cb, self);
  if (self->toast != NULL)
    return;
  g_set_weak_pointer (&self->toast, toast);
  adw_toast_set_timeout (toast, 0);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_toast_dismissed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), toast);
}

static void
on_desk_acted_cb (CltPreferences *self, gint64 action, const char *what)
{
  tell (self, what, action);
}

static void
on_desk_told_cb (CltPreferences *self, const char *sentence)
{
  tell (self, sentence, 0);
}

static void
on_desk_undone_cb (CltPreferences *self, gboolean redone, const char *what)
{
  g_autofree char *text = g_strdup_printf (redone ? _ ("Redone: %s") : _ ("Undone: %s"), what);

  tell (self, text, 0);
}

static void
undo_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_desk_undo (CLT_PREFERENCES (widget)->desk, g_variant_get_int64 (parameter));
}

/* ---- class --------------------------------------------------------------------------------- */

static void
clt_preferences_dispose (GObject *object)
{
  CltPreferences *self = CLT_PREFERENCES (object);

  self->quiet = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_PREFERENCES);
  g_clear_object (&self->desk);
  g_clear_weak_pointer (&self->toast);
  g_clear_handle_id (&self->toast_id, g_source_remove);
  g_clear_pointer (&self->staff, g_strfreev);

  G_OBJECT_CLASS (clt_preferences_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/shell/clt-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, CltPreferences, person_row);
  gtk_widget_class_bind_template_child (widget_class, CltPreferences, name_row);
  gtk_widget_class_bind_template_child (widget_class, CltPreferences, branch_row);
  gtk_widget_class_bind_template_child (widget_class, CltPreferences, scheme_row);
  gtk_widget_class_bind_template_child (widget_class, CltPreferences, rise_row);
  gtk_widget_class_bind_template_child (widget_class, CltPreferences, density_row);
  gtk_widget_class_bind_template_child (widget_class, CltPreferences, rules_page);
  gtk_widget_class_bind_template_child (widget_class, CltPreferences, segments_page);
  gtk_widget_class_bind_template_child (widget_class, CltPreferences, calendar_page);
  gtk_widget_class_bind_template_child (widget_class, CltPreferences, servers_page);
  gtk_widget_class_bind_template_child (widget_class, CltPreferences, teaching_page);
  gtk_widget_class_bind_template_child (widget_class, CltPreferences, files_page);
  gtk_widget_class_bind_template_callback (widget_class, on_person_notify_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_name_apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_branch_apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_scheme_notify_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_rise_notify_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_density_notify_selected_cb);
}

/* ---- from page to page --------------------------------------------------------------------- */

/* The keys that go from tab to tab in the places of the window. */
static const CltCommand commands[] = {
  { "preferences.previous-page", N_ ("_Previous Page"), "<Control>Page_Up", FALSE, CLT_KEY_FIRST },
  { "preferences.next-page", N_ ("Ne_xt Page"), "<Control>Page_Down", FALSE, CLT_KEY_FIRST },
};

static const CltCommandGroup command_group = { N_ ("Preferences"), commands,
                                               G_N_ELEMENTS (commands) };

static void
move_page (CltPreferences *self, int step)
{
  AdwPreferencesWindow *window = ADW_PREFERENCES_WINDOW (self);
  GtkWidget *page = GTK_WIDGET (adw_preferences_window_get_visible_page (window));
  g_autoptr (GPtrArray) pages = g_ptr_array_new ();
  guint index;

  if (page == NULL)
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (gtk_widget_get_parent (page)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (ADW_IS_PREFERENCES_PAGE (child))
      g_ptr_array_add (pages, child);
  if (g_ptr_array_find (pages, page, &index))
    adw_preferences_window_set_visible_page (
      window, pages->pdata[(index + pages->len + (guint) step) % pages->len]);
}

static void
previous_page (GtkWidget *widget, const char *action, GVariant *parameter)
{
  move_page (CLT_PREFERENCES (widget), -1);
}

static void
next_page (GtkWidget *widget, const char *action, GVariant *parameter)
{
  move_page (CLT_PREFERENCES (widget), 1);
}

static const CltCommandAction command_actions[] = {
  { "preferences.previous-page", previous_page },
  { "preferences.next-page", next_page },
};

/* It goes with its parent, but what is still being read for it keeps it for a moment longer, and GTK
 * would then let go of a parent that has gone before. */
static void
clt_preferences_unrealize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (clt_preferences_parent_class)->unrealize (widget);
  gtk_window_set_transient_for (GTK_WINDOW (widget), NULL);
}

static void
clt_preferences_class_init (CltPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_preferences_dispose;
  widget_class->unrealize = clt_preferences_unrealize;

  g_type_ensure (CLT_TYPE_CALENDAR_PAGE);
  g_type_ensure (CLT_TYPE_FILES_PAGE);
  g_type_ensure (CLT_TYPE_RULES_PAGE);
  g_type_ensure (CLT_TYPE_SEGMENTS_PAGE);
  g_type_ensure (CLT_TYPE_SERVERS_PAGE);
  g_type_ensure (CLT_TYPE_TEACHING_PAGE);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "preferences.undo", "x", undo_action);
  clt_command_group_install (&command_group, command_actions, G_N_ELEMENTS (command_actions),
                             widget_class);
}

/* The page may be told of twice: the second time the focus is there. */
static void
focus_page (GtkWindow *window)
{
  AdwPreferencesPage *page =
    adw_preferences_window_get_visible_page (ADW_PREFERENCES_WINDOW (window));
  GtkWidget *focus = gtk_window_get_focus (window);

  if (page != NULL && (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (page))))
    gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD);
}

static void
clt_preferences_init (CltPreferences *self)
{
  self->quiet = TRUE;
  self->staff = g_new0 (char *, 1);
  gtk_widget_init_template (GTK_WIDGET (self));
  clt_entry_keep (self->name_row);
  clt_entry_keep (self->branch_row);
  clt_combo_focus_tick (self->person_row);
  clt_combo_focus_tick (self->scheme_row);
  clt_combo_focus_tick (self->rise_row);
  clt_combo_focus_tick (self->density_row);
  clt_command_group_capture (&command_group, GTK_WIDGET (self));
  clt_focus_keeper_attach (GTK_WINDOW (self), focus_page);
  /* GTK would begin with the search in the title */
  g_signal_connect (self, "map", G_CALLBACK (focus_page), NULL);
  g_signal_connect (self, "notify::visible-page", G_CALLBACK (focus_page), NULL);
}

CltPreferences *
clt_preferences_new (CltDesk *desk)
{
  CltPreferences *self = g_object_new (CLT_TYPE_PREFERENCES, NULL);

  self->desk = g_object_ref (desk);
  show_appearance (self);
  show_person (self);
  clt_rules_page_set_desk (self->rules_page, desk);
  clt_segments_page_set_desk (self->segments_page, desk);
  clt_calendar_page_set_desk (self->calendar_page, desk);
  clt_servers_page_set_desk (self->servers_page, desk);
  clt_teaching_page_set_desk (self->teaching_page, desk);
  clt_files_page_set_desk (self->files_page, desk);
  g_signal_connect_object (desk, "acted", G_CALLBACK (on_desk_acted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "undone", G_CALLBACK (on_desk_undone_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "told", G_CALLBACK (on_desk_told_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "failed", G_CALLBACK (on_desk_told_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (clt_desk_get_store (desk), "changed", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  load (self);
  return self;
}
