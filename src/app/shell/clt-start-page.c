/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-start-page.h"

#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"

#define N_RECENT 10
/* How many of them are shown; the start page stays one screen. */
#define N_SHOWN 5

struct _CltStartPage
{
  GtkWidget parent_instance;

  GtkButton *demo_button;
  AdwPreferencesGroup *recent_group;
  GtkListBox *recent_list;

  GSettings *settings; /* owned */
};

G_DEFINE_FINAL_TYPE (CltStartPage, clt_start_page, GTK_TYPE_WIDGET)

void
clt_start_page_note_recent (GSettings *settings, const char *path)
{
  g_auto (GStrv) old = g_settings_get_strv (settings, "recent-files");
  g_autoptr (GPtrArray) files = g_ptr_array_new ();

  g_ptr_array_add (files, (gpointer) path);
  for (guint i = 0; old[i] != NULL && files->len < N_RECENT; i++)
    if (!g_str_equal (old[i], path))
      g_ptr_array_add (files, old[i]);
  g_ptr_array_add (files, NULL);
  g_settings_set_strv (settings, "recent-files", (const char *const *) files->pdata);
}

static void
add_recent (CltStartPage *self, const char *path)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *base = g_filename_display_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *shown_folder = g_filename_display_name (folder);
  g_autofree char *title = g_markup_escape_text (base, -1);
  g_autofree char *subtitle = g_markup_escape_text (shown_folder, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "app.open-path");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", path);
  gtk_list_box_append (self->recent_list, row);
}

static void
fill_recent (CltStartPage *self)
{
  g_auto (GStrv) paths = g_settings_get_strv (self->settings, "recent-files");
  guint n = 0;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->recent_list))) != NULL)
    gtk_list_box_remove (self->recent_list, row);
  for (guint i = 0; paths[i] != NULL && n < N_SHOWN; i++)
    if (g_file_test (paths[i], G_FILE_TEST_EXISTS))
      {
        add_recent (self, paths[i]);
        n++;
      }
  gtk_widget_set_visible (GTK_WIDGET (self->recent_group), n > 0);
}

static void
clt_start_page_map (GtkWidget *widget)
{
  CltStartPage *self = CLT_START_PAGE (widget);

  fill_recent (self);
  GTK_WIDGET_CLASS (clt_start_page_parent_class)->map (widget);
  gtk_widget_grab_focus (GTK_WIDGET (self->demo_button));
}

static void
clt_start_page_dispose (GObject *object)
{
  CltStartPage *self = CLT_START_PAGE (object);

  clt_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_START_PAGE);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (clt_start_page_parent_class)->dispose (object);
}

static void
clt_start_page_class_init (CltStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_start_page_dispose;
  widget_class->map = clt_start_page_map;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/shell/clt-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CltStartPage, demo_button);
  gtk_widget_class_bind_template_child (widget_class, CltStartPage, recent_group);
  gtk_widget_class_bind_template_child (widget_class, CltStartPage, recent_list);
}

static void
clt_start_page_init (CltStartPage *self)
{
  self->settings = g_settings_new (CLT_APP_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
}
