/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-dialogs.h"

#include <adwaita.h>

#include "core/base/clt-i18n.h"

typedef struct
{
  CltFileFunc callback;
  gpointer user_data;
  char **endings; /* owned (nullable) */
} FileQuestion;

static void
file_question_free (FileQuestion *question)
{
  g_strfreev (question->endings);
  g_free (question);
}

static gboolean
has_known_ending (const char *name, const char *const *endings)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; endings[i] != NULL; i++)
    {
      g_autofree char *ending = g_strconcat (".", endings[i], NULL);

      if (g_str_has_suffix (lower, ending))
        return TRUE;
    }
  return FALSE;
}

/* The ending of the kind of file that was chosen from the list, which is named "*.ending". */
static const char *
get_chosen_ending (GtkFileChooser *chooser, const char *const *endings)
{
  GtkFileFilter *filter = gtk_file_chooser_get_filter (chooser);
  const char *name = filter != NULL ? gtk_file_filter_get_name (filter) : NULL;

  for (guint i = 0; name != NULL && endings[i] != NULL; i++)
    if (g_str_has_prefix (name, "*.") && g_str_equal (name + 2, endings[i]))
      return endings[i];
  return endings[0];
}

/* The chosen kind gives the ending where the person gave none, or left the suggested one. */
static GFile *
with_ending (GFile *file, GtkFileChooser *chooser, const char *const *endings)
{
  g_autofree char *path = g_file_get_path (file);
  const char *ending = get_chosen_ending (chooser, endings);
  g_autofree char *suggested = g_strconcat (".", endings[0], NULL);
  g_autofree char *full = NULL;

  if (path == NULL)
    return g_object_ref (file);
  if (ending != endings[0] && g_str_has_suffix (path, suggested))
    path[strlen (path) - strlen (suggested)] = '\0';
  else if (has_known_ending (path, endings))
    return g_object_ref (file);
  full = g_strconcat (path, ".", ending, NULL);
  return g_file_new_for_path (full);
}

typedef struct
{
  FileQuestion *question; /* owned */
  GFile *file;            /* owned */
} Replacement;

static void
answer (FileQuestion *question, GFile *file)
{
  question->callback (file, question->user_data);
  file_question_free (question);
}

static void
on_replace_confirmed_cb (gboolean confirmed, gpointer user_data)
{
  g_autofree Replacement *replacement = user_data;
  g_autoptr (GFile) file = replacement->file;

  answer (replacement->question, confirmed ? file : NULL);
}

/* The dialog has asked about the name that was typed, not about the one with its ending. */
static void
confirm_replacing (GtkWindow *parent, FileQuestion *question, GFile *file)
{
  Replacement *replacement = g_new0 (Replacement, 1);
  g_autofree char *name = g_file_get_basename (file);
  /* Translators: %s is the name of a file. */
  g_autofree char *heading = g_strdup_printf (_ ("Replace “%s”?"), name);

  replacement->question = question;
  replacement->file = g_object_ref (file);
  clt_dialogs_confirm (parent, heading,
                       _ ("A file of this name exists; what is in it will be lost."),
                       _ ("_Replace"), on_replace_confirmed_cb, replacement);
}

static void
on_chooser_response_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  FileQuestion *question = user_data;
  GtkWindow *parent = gtk_native_dialog_get_transient_for (dialog);
  g_autoptr (GtkNativeDialog) owned = dialog;
  g_autoptr (GFile) chosen = NULL;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    chosen = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  gtk_native_dialog_hide (dialog);
  if (chosen == NULL || question->endings == NULL)
    {
      answer (question, chosen);
      return;
    }
  file = with_ending (chosen, GTK_FILE_CHOOSER (dialog), (const char *const *) question->endings);
  if (!g_file_equal (file, chosen) && g_file_query_exists (file, NULL))
    confirm_replacing (parent, question, file);
  else
    answer (question, file);
}

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *const *patterns)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (guint i = 0; patterns[i] != NULL; i++)
    gtk_file_filter_add_suffix (filter, patterns[i]);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
add_filters (GtkFileChooser *chooser, CltFiles files)
{
  static const char *const branch[] = { "clientele", NULL };
  static const char *const view[] = { "json", NULL };
  static const char *const calendar[] = { "ics", NULL };
  static const char *const exports[] = { "csv", "txt", "xlsx", "xls", "xml", "gz", NULL };
  g_autoptr (GtkFileFilter) all = NULL;

  if (files == CLT_FILES_FOLDER || files == CLT_FILES_ANY)
    return;
  if (files == CLT_FILES_BRANCH)
    add_filter (chooser, _ ("Branch files"), branch);
  else if (files == CLT_FILES_VIEW)
    add_filter (chooser, _ ("Shared views"), view);
  else if (files == CLT_FILES_CALENDAR)
    add_filter (chooser, _ ("Calendar files"), calendar);
  else
    add_filter (chooser, _ ("Exports and tables"), exports);
  all = gtk_file_filter_new ();
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, all);
}

static void
show_chooser (GtkFileChooserNative *chooser, FileQuestion *question)
{
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (on_chooser_response_cb), question);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
clt_dialogs_open_file (GtkWindow *parent,
                       const char *title,
                       CltFiles files,
                       GFile *folder,
                       CltFileFunc callback,
                       gpointer user_data)
{
  GtkFileChooserAction action = files == CLT_FILES_FOLDER ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER
                                                          : GTK_FILE_CHOOSER_ACTION_OPEN;
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (title, parent, action,
                                 files == CLT_FILES_FOLDER ? _ ("_Choose") : _ ("_Open"),
                                 _ ("_Cancel"));
  FileQuestion *question = g_new0 (FileQuestion, 1);

  question->callback = callback;
  question->user_data = user_data;
  add_filters (GTK_FILE_CHOOSER (chooser), files);
  if (folder != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), folder, NULL);
  show_chooser (chooser, question);
}

void
clt_dialogs_save_file (GtkWindow *parent,
                       const char *title,
                       const char *name,
                       const char *const *endings,
                       CltFileFunc callback,
                       gpointer user_data)
{
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"),
                                 _ ("_Cancel"));
  FileQuestion *question = g_new0 (FileQuestion, 1);
  g_autofree char *full = g_strconcat (name, ".", endings[0], NULL);

  question->callback = callback;
  question->user_data = user_data;
  question->endings = g_strdupv ((char **) endings);
  for (guint i = 0; endings[i] != NULL; i++)
    {
      const char *const one[] = { endings[i], NULL };
      g_autofree char *pattern = g_strconcat ("*.", endings[i], NULL);

      add_filter (GTK_FILE_CHOOSER (chooser), pattern, one);
    }
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), full);
  show_chooser (chooser, question);
}

typedef struct
{
  CltConfirmFunc callback;
  gpointer user_data;
} Confirmation;

static void
on_message_response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_autofree Confirmation *confirmation = user_data;

  confirmation->callback (g_str_equal (response, "do"), confirmation->user_data);
}

static void
ask (GtkWidget *dialog, CltConfirmFunc callback, gpointer user_data)
{
  const Confirmation confirmation = { callback, user_data };

  g_signal_connect (dialog, "response", G_CALLBACK (on_message_response_cb),
                    g_memdup2 (&confirmation, sizeof confirmation));
  gtk_window_present (GTK_WINDOW (dialog));
}

void
clt_dialogs_confirm (GtkWindow *parent,
                     const char *heading,
                     const char *body,
                     const char *verb,
                     CltConfirmFunc callback,
                     gpointer user_data)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);
  AdwMessageDialog *self = ADW_MESSAGE_DIALOG (dialog);

  adw_message_dialog_add_responses (self, "cancel", _ ("_Cancel"), "do", verb, NULL);
  adw_message_dialog_set_response_appearance (self, "do", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (self, "cancel");
  adw_message_dialog_set_close_response (self, "cancel");
  ask (dialog, callback, user_data);
}

void
clt_dialogs_offer (GtkWindow *parent,
                   const char *heading,
                   const char *body,
                   const char *verb,
                   CltConfirmFunc callback,
                   gpointer user_data)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);

  clt_dialogs_add_answers (dialog, "do", verb);
  ask (dialog, callback, user_data);
}

static gboolean
confirm (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  GtkWidget *button = gtk_window_get_default_widget (GTK_WINDOW (widget));

  if (button != NULL && gtk_widget_is_sensitive (button))
    gtk_widget_activate (button);
  else
    gtk_widget_error_bell (widget);
  return TRUE;
}

void
clt_dialogs_add_confirm_key (GtkWidget *dialog)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcutTrigger *trigger =
    gtk_shortcut_trigger_parse_string ("<Control>Return|<Control>KP_Enter");

  g_return_if_fail (GTK_IS_WINDOW (dialog));

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (trigger,
                                                          gtk_callback_action_new (confirm, NULL,
                                                                                   NULL)));
  /* before a text, which would make a new line of it */
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (dialog, controller);
}

void
clt_dialogs_add_answers (GtkWidget *dialog, const char *answer, const char *verb)
{
  AdwMessageDialog *self = ADW_MESSAGE_DIALOG (dialog);

  adw_message_dialog_add_responses (self, "cancel", _ ("_Cancel"), answer, verb, NULL);
  adw_message_dialog_set_response_appearance (self, answer, ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (self, answer);
  adw_message_dialog_set_close_response (self, "cancel");
  clt_dialogs_add_confirm_key (dialog);
}

static void
on_author_response_cb (AdwMessageDialog *dialog, const char *response, GtkWidget *parent)
{
  if (g_str_equal (response, "person"))
    gtk_widget_activate_action (parent, "win.preferences-page", "s", "desk");
}

void
clt_dialogs_refuse_author (GtkWidget *parent, const char *author)
{
  /* Translators: %s is the name of a person. */
  g_autofree char *body =
    g_strdup_printf (_ ("%s wrote this and sits at the desk; another person approves it. Who sits "
                        "at the desk is chosen in the preferences."),
                     author);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)),
                                              _ ("Nobody Approves His Own"), body);

  clt_dialogs_add_answers (dialog, "person", _ ("Another _Person…"));
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_author_response_cb), parent, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
clt_dialogs_show_file (GtkWindow *parent, GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  gtk_show_uri (parent, uri, GDK_CURRENT_TIME);
}
