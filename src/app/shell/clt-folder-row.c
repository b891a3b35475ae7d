/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-folder-row.h"

#include "app/widgets/clt-dialogs.h"
#include "core/rules/clt-settings.h"

struct _CltFolderRow
{
  AdwActionRow parent_instance;

  GtkButton *forget_button;

  char *setting;
  char *nothing;
  CltDesk *desk; /* owned (nullable) */
};

G_DEFINE_FINAL_TYPE (CltFolderRow, clt_folder_row, ADW_TYPE_ACTION_ROW)

enum
{
  PROP_SETTING = 1,
  PROP_NOTHING,
  PROP_FORGET,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* ---- what the file holds ------------------------------------------------------------------- */

static void
show_folder (CltFolderRow *self, const char *path)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *subtitle = g_markup_escape_text (*path == '\0' ? self->nothing : shown, -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_widget_set_sensitive (GTK_WIDGET (self->forget_button), *path != '\0');
}

static gpointer
load_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  return clt_settings_get (conn, data, error);
}

static void
on_store_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltFolderRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = clt_store_run_finish (CLT_STORE (source), result, &error);

  if (path != NULL && self->desk != NULL)
    show_folder (self, path);
}

static void
load (CltFolderRow *self)
{
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                       load_in_worker, g_strdup (self->setting), g_free, g_free, NULL,
                       on_store_loaded_cb, g_object_ref (self));
}

void
clt_folder_row_set_desk (CltFolderRow *self, CltDesk *desk)
{
  g_return_if_fail (CLT_IS_FOLDER_ROW (self));

  g_set_object (&self->desk, desk);
  g_signal_connect_object (clt_desk_get_store (desk), "changed", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  load (self);
}

/* ---- what is chosen ------------------------------------------------------------------------ */

typedef struct
{
  char *setting;
  char *path; /* "": none */
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_free (choice->setting);
  g_free (choice->path);
  g_free (choice);
}

static gboolean
set_folder (CltConn *conn, gpointer data, GError **error)
{
  const Choice *choice = data;

  return clt_settings_set (conn, choice->setting, choice->path, error);
}

static void
choose (CltFolderRow *self, const char *path)
{
  Choice *choice = g_new (Choice, 1);

  *choice = (Choice){ g_strdup (self->setting), g_strdup (path) };
  clt_desk_act (self->desk, "settings.edit", *path == '\0' ? NULL : path, set_folder, choice,
                choice_free);
}

static void
on_folder_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (CltFolderRow) self = user_data;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && self->desk != NULL)
    choose (self, path);
}

static void
on_choose_clicked_cb (CltFolderRow *self)
{
  clt_dialogs_open_file (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                         adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)),
                         CLT_FILES_FOLDER, NULL, on_folder_chosen_cb, g_object_ref (self));
}

/* The button is of no use after this: the keyboard goes on beside it. */
static void
on_forget_clicked_cb (CltFolderRow *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_BACKWARD);
  choose (self, "");
}

/* ---- class --------------------------------------------------------------------------------- */

static void
clt_folder_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CltFolderRow *self = CLT_FOLDER_ROW (object);

  switch (id)
    {
    case PROP_SETTING:
      self->setting = g_value_dup_string (value);
      break;
    case PROP_NOTHING:
      self->nothing = g_value_dup_string (value);
      break;
    case PROP_FORGET:
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->forget_button), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
clt_folder_row_dispose (GObject *object)
{
  CltFolderRow *self = CLT_FOLDER_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_FOLDER_ROW);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (clt_folder_row_parent_class)->dispose (object);
}

static void
clt_folder_row_finalize (GObject *object)
{
  CltFolderRow *self = CLT_FOLDER_ROW (object);

  g_free (self->setting);
  g_free (self->nothing);

  G_OBJECT_CLASS (clt_folder_row_parent_class)->finalize (object);
}

static void
clt_folder_row_class_init (CltFolderRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = clt_folder_row_set_property;
  object_class->dispose = clt_folder_row_dispose;
  object_class->finalize = clt_folder_row_finalize;

  properties[PROP_SETTING] = g_param_spec_string ("setting", NULL, NULL, "", flags);
  properties[PROP_NOTHING] = g_param_spec_string ("nothing", NULL, NULL, "", flags);
  properties[PROP_FORGET] = g_param_spec_string ("forget", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/shell/clt-folder-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CltFolderRow, forget_button);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_forget_clicked_cb);
}

static void
clt_folder_row_init (CltFolderRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
