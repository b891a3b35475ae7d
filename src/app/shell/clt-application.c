/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-application.h"

#include "app/shell/clt-commands.h"
#include "app/shell/clt-window.h"
#include "app/widgets/clt-dialogs.h"
#include "core/base/clt-i18n.h"

struct _CltApplication
{
  AdwApplication parent_instance;

  GSettings *settings; /* owned */
};

G_DEFINE_FINAL_TYPE (CltApplication, clt_application, ADW_TYPE_APPLICATION)

static const char *const branch_endings[] = { "clientele", NULL };

static CltWindow *
find_window (CltApplication *self, GFile *file)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (CLT_IS_WINDOW (l->data) && clt_window_get_file (l->data) != NULL &&
        g_file_equal (clt_window_get_file (l->data), file))
      return l->data;
  return NULL;
}

/* The active window when it has no file yet, else a new one. */
static CltWindow *
take_window (CltApplication *self)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (CLT_IS_WINDOW (active) && clt_window_get_file (CLT_WINDOW (active)) == NULL)
    return CLT_WINDOW (active);
  return clt_window_new (GTK_APPLICATION (self));
}

static void
open_file (CltApplication *self, GFile *file, CltOpenMode mode)
{
  CltWindow *window = find_window (self, file);

  if (window == NULL)
    {
      window = take_window (self);
      gtk_window_present (GTK_WINDOW (window));
      clt_window_open (window, file, mode);
      return;
    }
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_new_file_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (CltApplication) self = user_data;

  if (file != NULL)
    open_file (self, file, CLT_OPEN_CREATE);
}

static void
on_open_file_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (CltApplication) self = user_data;

  if (file != NULL)
    open_file (self, file, CLT_OPEN_EXISTING);
}

static void
on_new_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CltApplication *self = user_data;

  clt_dialogs_save_file (gtk_application_get_active_window (GTK_APPLICATION (self)),
                         _ ("New Branch"), _ ("Branch"), branch_endings, on_new_file_chosen_cb,
                         g_object_ref (self));
}

static void
on_open_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CltApplication *self = user_data;

  clt_dialogs_open_file (gtk_application_get_active_window (GTK_APPLICATION (self)),
                         _ ("Open Branch"), CLT_FILES_BRANCH, NULL, on_open_file_chosen_cb,
                         g_object_ref (self));
}

/* A branch of one's own from an export: which one, then where the branch shall be. */
typedef struct
{
  CltApplication *application; /* owned */
  GFile *source;               /* owned */
} FirstImport;

static void
on_first_branch_chosen_cb (GFile *file, gpointer user_data)
{
  FirstImport *import = user_data;

  if (file != NULL)
    {
      open_file (import->application, file, CLT_OPEN_CREATE);
      clt_window_import (find_window (import->application, file), import->source);
    }
  g_object_unref (import->application);
  g_object_unref (import->source);
  g_free (import);
}

static void
on_first_source_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (CltApplication) self = user_data;
  FirstImport *import;

  if (file == NULL)
    return;
  import = g_new0 (FirstImport, 1);
  import->application = g_object_ref (self);
  import->source = g_object_ref (file);
  clt_dialogs_save_file (gtk_application_get_active_window (GTK_APPLICATION (self)),
                         _ ("Where to Keep the Branch"), _ ("Branch"), branch_endings,
                         on_first_branch_chosen_cb, import);
}

static void
on_import_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CltApplication *self = user_data;

  clt_dialogs_open_file (gtk_application_get_active_window (GTK_APPLICATION (self)),
                         _ ("Import an Export"), CLT_FILES_EXPORTS, NULL, on_first_source_chosen_cb,
                         g_object_ref (self));
}

static void
on_open_path_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GFile) file = g_file_new_for_path (g_variant_get_string (parameter, NULL));

  open_file (user_data, file, CLT_OPEN_EXISTING);
}

/* The demo branch has a file of its own and is made once. */
static void
on_demo_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "clientele", NULL);
  g_autoptr (GFile) file = g_file_new_build_filename (folder, "demo.clientele", NULL);

  g_mkdir_with_parents (folder, 0700);
  open_file (user_data, file, g_file_query_exists (file, NULL) ? CLT_OPEN_EXISTING : CLT_OPEN_DEMO);
}

static void
on_about_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CltApplication *self = user_data;

  adw_show_about_window (gtk_application_get_active_window (GTK_APPLICATION (self)),
                         "application-name", _ ("Clientele"), "application-icon", CLT_APP_ID,
                         "version", CLT_VERSION, "license-type", GTK_LICENSE_GPL_3_0, "comments",
                         _ ("Who is served, with what, by whom, and how well: the service of a "
                            "futures branch, designed, delivered and measured."),
                         "developer-name", _ ("The Clientele developers"),
                         /* Translators: your names, one a line. */
                         "translator-credits", _ ("translator-credits"), NULL);
}

static void
on_quit_activate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (user_data));

  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
}

static const GActionEntry actions[] = {
  { "new", on_new_activate_cb },
  { "open", on_open_activate_cb },
  { "open-path", on_open_path_activate_cb, "s" },
  { "import", on_import_activate_cb },
  { "demo", on_demo_activate_cb },
  { "about", on_about_activate_cb },
  { "quit", on_quit_activate_cb },
};

static void
apply_color_scheme (CltApplication *self)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT,
                                            ADW_COLOR_SCHEME_FORCE_DARK };
  guint choice = (guint) g_settings_get_enum (self->settings, "color-scheme");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      schemes[MIN (choice, G_N_ELEMENTS (schemes) - 1)]);
}

static void
clt_application_startup (GApplication *application)
{
  CltApplication *self = CLT_APPLICATION (application);

  G_APPLICATION_CLASS (clt_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (CLT_APP_ID);
  self->settings = g_settings_new (CLT_APP_ID);
  g_signal_connect_object (self->settings, "changed::color-scheme", G_CALLBACK (apply_color_scheme),
                           self, G_CONNECT_SWAPPED);
  apply_color_scheme (self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  clt_commands_set_accels (GTK_APPLICATION (self));
}

static void
clt_application_activate (GApplication *application)
{
  CltApplication *self = CLT_APPLICATION (application);
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autofree char *last = g_settings_get_string (self->settings, "last-file");
  g_autoptr (GFile) file = NULL;

  if (active != NULL)
    {
      gtk_window_present (active);
      return;
    }
  file = *last != '\0' ? g_file_new_for_path (last) : NULL;
  if (file != NULL && g_file_query_exists (file, NULL))
    open_file (self, file, CLT_OPEN_EXISTING);
  else
    gtk_window_present (GTK_WINDOW (take_window (self)));
}

static void
clt_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  for (int i = 0; i < n_files; i++)
    open_file (CLT_APPLICATION (application), files[i], CLT_OPEN_EXISTING);
}

static int
clt_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("clientele %s\n", CLT_VERSION);
      return 0;
    }
  return -1;
}

static void
clt_application_dispose (GObject *object)
{
  g_clear_object (&CLT_APPLICATION (object)->settings);

  G_OBJECT_CLASS (clt_application_parent_class)->dispose (object);
}

static void
clt_application_class_init (CltApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_application_dispose;
  application_class->startup = clt_application_startup;
  application_class->activate = clt_application_activate;
  application_class->open = clt_application_open;
  application_class->handle_local_options = clt_application_handle_local_options;
}

static void
clt_application_init (CltApplication *self)
{
  const GOptionEntry options[] = {
    { "version", 'v', 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _ ("[FILE…]"));
}

CltApplication *
clt_application_new (void)
{
  return g_object_new (CLT_TYPE_APPLICATION, "application-id", CLT_APP_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path",
                       "/io/github/clientele/Clientele", NULL);
}
