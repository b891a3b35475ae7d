/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-password.h"

#include <adwaita.h>
#include <libsecret/secret.h>

#include "app/widgets/clt-dialogs.h"
#include "core/base/clt-i18n.h"

static const SecretSchema schema = {
  "io.github.clientele.Clientele.Server",
  SECRET_SCHEMA_NONE,
  {
    { "what", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "host", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "user", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

/* What one question is about. */
typedef struct
{
  GtkWindow *parent; /* owned, (nullable) */
  char *what, *host, *user;
  gboolean refused;
  gboolean has_service;
  GtkWidget *entry, *keep; /* borrowed from the dialog while it is open */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_clear_object (&question->parent);
  g_free (question->what);
  g_free (question->host);
  g_free (question->user);
  g_free (question);
}

void
clt_password_free (char *password)
{
  secret_password_free (password);
}

/* Nobody waits for it: where it fails, the next run asks again. */
static void
on_stored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!secret_password_store_finish (result, &error))
    g_debug ("the password was not kept: %s", error->message);
}

static void
keep (const Question *question, const char *password)
{
  g_autofree char *label =
    /* Translators: a user, then a server: how the keyring lists the password. */
    g_strdup_printf (_ ("Clientele: %s on %s"), question->user, question->host);

  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, password, NULL, on_stored_cb,
                         NULL, "what", question->what, "host", question->host, "user",
                         question->user, NULL);
}

static void
on_response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Question *question = g_task_get_task_data (task);
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (question->entry));

  if (!g_str_equal (response, "use"))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                               _ ("No password was given; what is left waits."));
      return;
    }
  if (question->keep != NULL && gtk_check_button_get_active (GTK_CHECK_BUTTON (question->keep)))
    keep (question, typed);
  g_task_return_pointer (task, g_strdup (typed), (GDestroyNotify) clt_password_free);
}

static void
on_typed_cb (GtkEditable *entry, AdwMessageDialog *dialog)
{
  adw_message_dialog_set_response_enabled (dialog, "use", *gtk_editable_get_text (entry) != '\0');
}

static GtkWidget *
build_fields (Question *question, GtkWidget *dialog)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_autoptr (GtkEntryBuffer) buffer = gtk_password_entry_buffer_new ();

  /* memory that is never written to the swap space, and overwritten in the end */
  question->entry = gtk_entry_new_with_buffer (buffer);
  gtk_entry_set_visibility (GTK_ENTRY (question->entry), FALSE);
  gtk_entry_set_input_purpose (GTK_ENTRY (question->entry), GTK_INPUT_PURPOSE_PASSWORD);
  gtk_entry_set_activates_default (GTK_ENTRY (question->entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (question->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Password"), -1);
  g_signal_connect_object (question->entry, "changed", G_CALLBACK (on_typed_cb), dialog, 0);
  gtk_box_append (GTK_BOX (box), question->entry);
  if (question->has_service)
    {
      question->keep = gtk_check_button_new_with_mnemonic (_ ("_Keep it in the keyring"));
      gtk_check_button_set_active (GTK_CHECK_BUTTON (question->keep), TRUE);
      gtk_box_append (GTK_BOX (box), question->keep);
    }
  return box;
}

static void
ask (GTask *task)
{
  Question *question = g_task_get_task_data (task);
  g_autofree char *body =
    question->refused
      /* Translators: a server, then a user. */
      ? g_strdup_printf (_ ("%s did not take the password of %s."), question->host, question->user)
      /* Translators: a server, then a user. */
      : g_strdup_printf (_ ("%s asks for the password of %s."), question->host, question->user);
  GtkWidget *dialog = adw_message_dialog_new (question->parent,
                                              g_str_equal (question->what, "mail")
                                                ? _ ("Password of the Mail Server")
                                                : _ ("Password of the SMS Gateway"),
                                              body);

  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), build_fields (question, dialog));
  clt_dialogs_add_answers (dialog, "use", _ ("_Use"));
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "use", FALSE);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response_cb), g_object_ref (task));
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (question->entry);
}

static void
on_looked_up_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Question *question = g_task_get_task_data (task);
  char *password = secret_password_lookup_finish (result, &error);

  if (g_task_return_error_if_cancelled (task))
    {
      secret_password_free (password);
      return;
    }
  /* without a service, or with one that stays locked, the password is asked for and not kept */
  question->has_service = error == NULL;
  if (password != NULL && !question->refused)
    {
      g_task_return_pointer (task, password, (GDestroyNotify) clt_password_free);
      return;
    }
  secret_password_free (password);
  ask (task);
}

void
clt_password_get_async (GtkWindow *parent,
                        const CltPasswordKey *key,
                        gboolean refused,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  g_task_set_source_tag (task, clt_password_get_async);
  question->parent = parent == NULL ? NULL : g_object_ref (parent);
  question->what = g_strdup (key->what);
  question->host = g_strdup (key->host);
  question->user = g_strdup (key->user);
  question->refused = refused;
  g_task_set_task_data (task, question, question_free);
  if (refused)
    clt_password_forget (key);
  secret_password_lookup (&schema, cancellable, on_looked_up_cb, task, "what", key->what, "host",
                          key->host, "user", key->user, NULL);
}

char *
clt_password_get_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_cleared_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    g_debug ("the password was not forgotten: %s", error->message);
}

void
clt_password_forget (const CltPasswordKey *key)
{
  secret_password_clear (&schema, NULL, on_cleared_cb, NULL, "what", key->what, "host", key->host,
                         "user", key->user, NULL);
}
