/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-file-group.h"

#include <errno.h>
#include <string.h>

#include "app/widgets/clt-dialogs.h"
#include "core/base/clt-i18n.h"
#include "core/store/clt-attachment.h"

struct _CltFileGroup
{
  AdwPreferencesGroup parent_instance;

  CltDesk *desk;   /* owned (nullable) */
  GPtrArray *rows; /* owned: borrowed rows of the group */
};

G_DEFINE_FINAL_TYPE (CltFileGroup, clt_file_group, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  CHANGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkWindow *
get_window (CltFileGroup *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* ---- adding, taking away -------------------------------------------------------------------- */

static void
add (CltFileGroup *self, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    g_signal_emit (self, signals[CHANGE], 0, TRUE, path);
  else
    clt_desk_tell (self->desk, _ ("Copy the file to this computer first, then add it"));
}

static void
on_file_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (CltFileGroup) self = user_data;

  if (file != NULL && self->desk != NULL)
    add (self, file);
}

static void
add_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_dialogs_open_file (get_window (CLT_FILE_GROUP (widget)), _ ("Add a File"), CLT_FILES_ANY,
                         NULL, on_file_chosen_cb, g_object_ref (CLT_FILE_GROUP (widget)));
}

static gboolean
on_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, CltFileGroup *self)
{
  GSList *files = g_value_get_boxed (value);

  for (GSList *l = files; l != NULL; l = l->next)
    add (self, l->data);
  return files != NULL;
}

static void
remove_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[CHANGE], 0, FALSE, g_variant_get_string (parameter, NULL));
}

/* ---- reading one ---------------------------------------------------------------------------- */

/* A copy on its way out of the branch file. */
typedef struct
{
  CltFileGroup *files; /* owned */
  gint64 id;
  char *name;  /* owned */
  GFile *file; /* owned (nullable): where to; NULL: a private folder, and it is opened */
  gboolean show;
} Copy;

static void
copy_free (gpointer data)
{
  Copy *copy = data;

  g_object_unref (copy->files);
  g_clear_object (&copy->file);
  g_free (copy->name);
  g_free (copy);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Copy, copy_free)

/* Gone when the person logs out; others may not read it. */
static GFile *
make_private_file (const char *name, GError **error)
{
  g_autofree char *template =
    g_build_filename (g_get_user_runtime_dir (), "clientele-XXXXXX", NULL);

  if (g_mkdtemp (template) == NULL)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   _ ("“%s” could not be opened: there is no place for a copy."), name);
      return NULL;
    }
  return g_file_new_build_filename (template, name, NULL);
}

static gpointer
copy_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  Copy *copy = data;
  g_autoptr (GBytes) bytes = clt_attachment_load (conn, copy->id, error);
  gconstpointer contents;
  gsize size;

  if (bytes == NULL)
    return NULL;
  if (copy->file == NULL)
    copy->file = make_private_file (copy->name, error);
  contents = g_bytes_get_data (bytes, &size);
  if (copy->file == NULL ||
      !g_file_replace_contents (copy->file, contents, size, NULL, FALSE,
                                copy->show ? G_FILE_CREATE_PRIVATE : G_FILE_CREATE_NONE, NULL,
                                cancellable, error))
    return NULL;
  return copy;
}

static void
on_copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Copy) copy = user_data;
  CltFileGroup *self = copy->files;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  clt_store_run_finish (CLT_STORE (source), result, &error);
  if (self->desk == NULL)
    return;
  if (error != NULL)
    {
      clt_desk_fail (self->desk, error);
      return;
    }
  if (copy->show)
    {
      clt_dialogs_show_file (get_window (self), copy->file);
      return;
    }
  /* Translators: %s is the name of a file. */
  text = g_strdup_printf (_ ("Written: %s"), copy->name);
  clt_desk_tell (self->desk, text);
}

static Copy *
copy_new (CltFileGroup *self, GVariant *parameter)
{
  Copy *copy = g_new0 (Copy, 1);

  copy->files = g_object_ref (self);
  g_variant_get (parameter, "(xs)", &copy->id, &copy->name);
  return copy;
}

static void
run_copy (Copy *copy)
{
  clt_store_run_async (clt_desk_get_store (copy->files->desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                       copy_in_worker, copy, NULL, NULL, NULL, on_copied_cb, copy);
}

static void
open_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  Copy *copy = copy_new (CLT_FILE_GROUP (widget), parameter);

  copy->show = TRUE;
  run_copy (copy);
}

static void
on_target_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (Copy) copy = user_data;

  if (file == NULL || copy->files->desk == NULL)
    return;
  copy->file = g_object_ref (file);
  run_copy (g_steal_pointer (&copy));
}

static void
save_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltFileGroup *self = CLT_FILE_GROUP (widget);
  Copy *copy = copy_new (self, parameter);
  const char *dot = strrchr (copy->name, '.');
  const char *const endings[] = { dot == NULL || dot == copy->name ? "bin" : dot + 1, NULL };
  g_autofree char *name = dot == NULL || dot == copy->name
                            ? g_strdup (copy->name)
                            : g_strndup (copy->name, (gsize) (dot - copy->name));

  clt_dialogs_save_file (get_window (self), _ ("Save a Copy"), name, endings, on_target_chosen_cb,
                         copy);
}

/* ---- showing -------------------------------------------------------------------------------- */

/* (transfer none) */
static GtkWidget *
add_button (GtkWidget *row,
            const char *icon,
            const char *tooltip,
            const char *action,
            GVariant *target)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                  -1);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

static GtkWidget *
new_row (const CltAttachment *file)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *size = g_format_size ((guint64) file->size);
  GVariant *target = g_variant_new ("(xs)", file->id, file->name);
  GtkWidget *open;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), file->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), size);
  open = add_button (row, "document-open-symbolic", _ ("Open"), "files.open", target);
  /* Enter in the row */
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), open);
  add_button (row, "document-save-symbolic", _ ("Save a copy"), "files.save", target);
  add_button (row, "list-remove-symbolic", _ ("Take the file away"), "files.remove",
              g_variant_new_string (file->name));
  return row;
}

/* Of the row that has the focus; -1: none. */
static int
find_focus (CltFileGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (gtk_widget_get_focus_child (GTK_WIDGET (self->rows->pdata[i])) != NULL ||
        gtk_widget_is_focus (self->rows->pdata[i]))
      return (int) i;
  return -1;
}

/* The rows are made anew: the focus stays with the file, or goes to its neighbour, or to the button. */
void
clt_file_group_show (CltFileGroup *self, GPtrArray *files)
{
  int focus = find_focus (self);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < files->len; i++)
    {
      GtkWidget *row = new_row (files->pdata[i]);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
      g_ptr_array_add (self->rows, row);
    }
  if (focus >= 0 && files->len > 0)
    gtk_widget_child_focus (self->rows->pdata[MIN ((guint) focus, files->len - 1)],
                            GTK_DIR_TAB_FORWARD);
  else if (focus >= 0)
    gtk_widget_grab_focus (adw_preferences_group_get_header_suffix (ADW_PREFERENCES_GROUP (self)));
}

void
clt_file_group_set_desk (CltFileGroup *self, CltDesk *desk)
{
  g_set_object (&self->desk, desk);
}

/* ---- the class ------------------------------------------------------------------------------ */

static void
clt_file_group_dispose (GObject *object)
{
  CltFileGroup *self = CLT_FILE_GROUP (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (clt_file_group_parent_class)->dispose (object);
}

static void
clt_file_group_class_init (CltFileGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_file_group_dispose;
  signals[CHANGE] = g_signal_new ("change", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_BOOLEAN, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "files.add", NULL, add_file);
  gtk_widget_class_install_action (widget_class, "files.open", "(xs)", open_file);
  gtk_widget_class_install_action (widget_class, "files.save", "(xs)", save_file);
  gtk_widget_class_install_action (widget_class, "files.remove", "s", remove_file);
}

static void
clt_file_group_init (CltFileGroup *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->rows = g_ptr_array_new ();
  g_signal_connect (drop, "drop", G_CALLBACK (on_drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}
