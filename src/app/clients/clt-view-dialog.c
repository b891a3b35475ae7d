/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-view-dialog.h"

#include <adwaita.h>

#include "app/widgets/clt-dialogs.h"
#include "core/base/clt-i18n.h"

typedef struct
{
  CltViewBook *book; /* owned */
  AdwMessageDialog *dialog;
  GtkEditable *entry;
  GtkLabel *hint;
  gint64 renamed; /* 0: what is shown is saved */
  CltViewNameFunc callback;
  gpointer user_data;
  GDestroyNotify user_data_free;
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *question = data;

  if (question->user_data_free != NULL)
    question->user_data_free (question->user_data);
  g_object_unref (question->book);
  g_free (question);
}

static char *
dup_name (Question *question)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (question->entry)));
}

static void
on_entry_changed_cb (Question *question)
{
  g_autofree char *name = dup_name (question);
  const CltView *taken = clt_view_book_find_named (question->book, name);
  gboolean is_other = taken != NULL && taken->id != question->renamed;
  const char *hint = "";

  if (is_other)
    hint = question->renamed != 0 ? _ ("Another view has this name.")
                                  : _ ("The view of this name is replaced.");
  gtk_label_set_label (question->hint, hint);
  adw_message_dialog_set_response_enabled (question->dialog, "keep",
                                           *name != '\0' && !(is_other && question->renamed != 0));
}

static void
on_response_cb (AdwMessageDialog *dialog, const char *response, Question *question)
{
  g_autofree char *name = dup_name (question);
  const CltView *view = clt_view_book_find (question->book, question->renamed);

  if (!g_str_equal (response, "keep"))
    return;
  if (question->renamed == 0)
    question->callback (name, question->user_data);
  else if (view != NULL)
    clt_view_book_rename (question->book, view, name);
}

/* (transfer full) */
static GtkWidget *
create_form (Question *question)
{
  g_autoptr (GtkBuilder) builder =
    gtk_builder_new_from_resource ("/io/github/clientele/Clientele/ui/clients/clt-view-dialog.ui");

  question->entry = GTK_EDITABLE (gtk_builder_get_object (builder, "entry"));
  question->hint = GTK_LABEL (gtk_builder_get_object (builder, "hint"));
  return g_object_ref (GTK_WIDGET (gtk_builder_get_object (builder, "form")));
}

static void
present (Question *question,
         GtkWindow *parent,
         const char *heading,
         const char *body,
         const char *verb,
         const char *name)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);
  g_autoptr (GtkWidget) form = create_form (question);

  question->dialog = ADW_MESSAGE_DIALOG (dialog);
  adw_message_dialog_set_extra_child (question->dialog, form);
  clt_dialogs_add_answers (dialog, "keep", verb);
  g_signal_connect_swapped (question->entry, "changed", G_CALLBACK (on_entry_changed_cb), question);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response_cb), question, question_free,
                         0);
  gtk_editable_set_text (question->entry, name);
  on_entry_changed_cb (question);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (GTK_WIDGET (question->entry));
  gtk_editable_select_region (question->entry, 0, -1);
}

void
clt_view_dialog_save (GtkWindow *parent,
                      CltViewBook *book,
                      const char *name,
                      CltViewNameFunc callback,
                      gpointer user_data,
                      GDestroyNotify user_data_free)
{
  Question *question = g_new0 (Question, 1);

  question->book = g_object_ref (book);
  question->callback = callback;
  question->user_data = user_data;
  question->user_data_free = user_data_free;
  present (question, parent, _ ("Save View"),
           _ ("The filter, the columns and the order of the list are kept under a name."),
           _ ("_Save"), name != NULL ? name : "");
}

void
clt_view_dialog_rename (GtkWindow *parent, CltViewBook *book, const CltView *view)
{
  Question *question = g_new0 (Question, 1);

  question->book = g_object_ref (book);
  question->renamed = view->id;
  present (question, parent, _ ("Rename View"), NULL, _ ("_Rename"), view->name);
}
