/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-files-page.h"

#include "app/shell/clt-folder-row.h"
#include "app/widgets/clt-dialogs.h"
#include "core/base/clt-i18n.h"

struct _CltFilesPage
{
  AdwPreferencesPage parent_instance;

  CltFolderRow *folder_row;
  AdwPreferencesGroup *backup_group;

  CltDesk *desk; /* owned (nullable) */
};

G_DEFINE_FINAL_TYPE (CltFilesPage, clt_files_page, ADW_TYPE_PREFERENCES_PAGE)

/* ---- backups ------------------------------------------------------------------------------- */

/* Close the preferences and let the window below do @action. */
static void
leave_to (CltFilesPage *self, const char *action, GVariant *target)
{
  GtkWindow *preferences = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWindow *window = gtk_window_get_transient_for (preferences);

  gtk_window_close (preferences);
  if (window != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (window), action, target);
}

static void
on_back_up_clicked_cb (CltFilesPage *self)
{
  leave_to (self, "win.back-up", NULL);
}

static void
on_other_file_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (CltFilesPage) self = user_data;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && self->desk != NULL)
    leave_to (self, "win.restore", g_variant_new_string (path));
}

static void
on_other_clicked_cb (CltFilesPage *self)
{
  clt_dialogs_open_file (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                         _ ("Restore a Backup"), CLT_FILES_BRANCH, NULL, on_other_file_chosen_cb,
                         g_object_ref (self));
}

static void
restore_backup (GtkWidget *widget, const char *action, GVariant *parameter)
{
  leave_to (CLT_FILES_PAGE (widget), "win.restore", parameter);
}

static void
add_backup (CltFilesPage *self, const char *folder, const char *name, gint64 modified)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Restore…"));
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *when = clt_instant_format (modified);
  g_autofree char *subtitle = g_markup_escape_text (name, -1);
  /* Translators: %s is a date and time. */
  g_autofree char *label = g_strdup_printf (_ ("Restore the backup of %s"), when);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), when);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", path);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "files.restore");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (self->backup_group, row);
}

static int
compare_infos (gconstpointer a, gconstpointer b)
{
  g_autoptr (GDateTime) first = g_file_info_get_modification_date_time (*(GFileInfo **) a);
  g_autoptr (GDateTime) second = g_file_info_get_modification_date_time (*(GFileInfo **) b);

  return -g_date_time_compare (first, second);
}

static void
show_backups (CltFilesPage *self, const char *folder, GPtrArray *infos)
{
  g_ptr_array_sort (infos, compare_infos);
  for (guint i = 0; i < infos->len; i++)
    {
      g_autoptr (GDateTime) modified = g_file_info_get_modification_date_time (infos->pdata[i]);
      const char *name = g_file_info_get_name (infos->pdata[i]);

      if (g_str_has_suffix (name, ".clientele"))
        add_backup (self, folder, name, g_date_time_to_unix (modified));
    }
}

static char *
dup_backup_folder (CltFilesPage *self)
{
  return g_strconcat (clt_store_get_path (clt_desk_get_store (self->desk)), "-backups", NULL);
}

static void
list_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GFile) folder = g_file_new_for_path (data);
  g_autoptr (GPtrArray) infos = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GFileEnumerator) files =
    g_file_enumerate_children (folder,
                               G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_TIME_MODIFIED,
                               G_FILE_QUERY_INFO_NONE, cancellable, NULL);
  GFileInfo *info;

  /* No folder: no backups yet. */
  while (files != NULL && (info = g_file_enumerator_next_file (files, cancellable, NULL)) != NULL)
    g_ptr_array_add (infos, info);
  g_task_return_pointer (task, g_steal_pointer (&infos), (GDestroyNotify) g_ptr_array_unref);
}

static void
on_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CltFilesPage *self = CLT_FILES_PAGE (source);
  g_autoptr (GPtrArray) infos = g_task_propagate_pointer (G_TASK (result), NULL);

  if (infos != NULL && self->desk != NULL)
    show_backups (self, g_task_get_task_data (G_TASK (result)), infos);
}

void
clt_files_page_set_desk (CltFilesPage *self, CltDesk *desk)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_listed_cb, NULL);

  g_return_if_fail (CLT_IS_FILES_PAGE (self));

  g_set_object (&self->desk, desk);
  clt_folder_row_set_desk (self->folder_row, desk);
  g_task_set_task_data (task, dup_backup_folder (self), g_free);
  g_task_run_in_thread (task, list_in_thread);
}

static void
clt_files_page_dispose (GObject *object)
{
  CltFilesPage *self = CLT_FILES_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_FILES_PAGE);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (clt_files_page_parent_class)->dispose (object);
}

static void
clt_files_page_class_init (CltFilesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_files_page_dispose;

  g_type_ensure (CLT_TYPE_FOLDER_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/shell/clt-files-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CltFilesPage, folder_row);
  gtk_widget_class_bind_template_child (widget_class, CltFilesPage, backup_group);
  gtk_widget_class_bind_template_callback (widget_class, on_back_up_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_other_clicked_cb);
  gtk_widget_class_install_action (widget_class, "files.restore", "s", restore_backup);
}

static void
clt_files_page_init (CltFilesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
