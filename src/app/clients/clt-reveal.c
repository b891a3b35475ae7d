/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-reveal.h"

#include "app/widgets/clt-dialogs.h"
#include "core/base/clt-i18n.h"
#include "core/clients/clt-client.h"

/* A shown value lasts a minute. */
#define SECONDS_SHOWN 60

/* Object data of the row. */
#define SHOWN "clt-shown"

const char *
clt_reveal_get_shown (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), SHOWN);
}

/* What the worker needs and what it finds: no widget. */
typedef struct
{
  gint64 client_id;
  char *field, *who, *reason;
} Request;

typedef struct
{
  char *value, *masked;
} Found;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->field);
  g_free (request->who);
  g_free (request->reason);
  g_free (request);
}

static void
found_free (gpointer data)
{
  Found *found = data;

  g_free (found->value);
  g_free (found->masked);
  g_free (found);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Found, found_free)

static gpointer
read_value (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  Request *request = data;
  g_autoptr (CltClient) client = clt_client_load (conn, request->client_id, clt_today (), error);
  g_autoptr (Found) found = g_new0 (Found, 1);

  if (client == NULL)
    return NULL;
  found->masked = clt_client_dup_masked (client, request->field);
  found->value = clt_client_reveal (conn, request->client_id, request->field, request->who,
                                    request->reason, error);
  return found->value == NULL ? NULL : g_steal_pointer (&found);
}

/* The row for which an answer is awaited, or which shows its value. */
typedef struct
{
  AdwEntryRow *row; /* owned */
  CltDesk *desk;    /* owned */
  Request *request; /* owned until the worker takes it */
  Found *found;     /* owned */
} Reveal;

static void
reveal_free (gpointer data)
{
  Reveal *reveal = data;

  g_clear_object (&reveal->row);
  g_clear_object (&reveal->desk);
  g_clear_pointer (&reveal->request, request_free);
  g_clear_pointer (&reveal->found, found_free);
  g_free (reveal);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reveal, reveal_free)

static gboolean
on_minute_over_cb (gpointer data)
{
  Reveal *reveal = data;
  GtkEditable *editable = GTK_EDITABLE (reveal->row);

  /* by now the row may show another client, or something typed */
  if (g_strcmp0 (clt_reveal_get_shown (GTK_WIDGET (reveal->row)), reveal->found->value) == 0)
    {
      if (g_str_equal (gtk_editable_get_text (editable), reveal->found->value))
        gtk_editable_set_text (editable, reveal->found->masked);
      g_object_set_data (G_OBJECT (reveal->row), SHOWN, NULL);
    }
  return G_SOURCE_REMOVE;
}

static void
on_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reveal) reveal = user_data;
  g_autoptr (GError) error = NULL;

  reveal->found = clt_store_run_finish (CLT_STORE (object), result, &error);
  if (reveal->found == NULL)
    {
      clt_desk_fail (reveal->desk, error);
      return;
    }
  g_object_set_data_full (G_OBJECT (reveal->row), SHOWN, g_strdup (reveal->found->value), g_free);
  gtk_editable_set_text (GTK_EDITABLE (reveal->row), reveal->found->value);
  g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, SECONDS_SHOWN, on_minute_over_cb,
                              g_steal_pointer (&reveal), reveal_free);
}

static void
on_reason_changed_cb (GtkEditable *entry, AdwMessageDialog *dialog)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_message_dialog_set_response_enabled (dialog, "show", *text != '\0');
}

static void
on_response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_autoptr (Reveal) reveal = user_data;
  GtkEditable *entry = GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog));

  if (!g_str_equal (response, "show"))
    return;
  reveal->request->reason = g_strdup (gtk_editable_get_text (entry));
  clt_store_run_async (clt_desk_get_store (reveal->desk), CLT_STORE_WRITE, G_PRIORITY_DEFAULT,
                       read_value, g_steal_pointer (&reveal->request), request_free, found_free,
                       NULL, on_read_cb, reveal);
  g_steal_pointer (&reveal);
}

void
clt_reveal_in_row (AdwEntryRow *row, CltDesk *desk, gint64 client_id, const char *field)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (row));
  GtkWidget *dialog = adw_message_dialog_new (
    GTK_WINDOW (root), _ ("Show the Whole Value?"),
    _ ("Who looked, when and why is kept. The value is covered again after a minute."));
  GtkWidget *entry = gtk_entry_new ();
  Reveal *reveal = g_new0 (Reveal, 1);

  reveal->row = g_object_ref (row);
  reveal->desk = g_object_ref (desk);
  reveal->request = g_new0 (Request, 1);
  reveal->request->client_id = client_id;
  reveal->request->field = g_strdup (field);
  reveal->request->who = g_strdup (clt_desk_get_who (desk));

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry),
                                  _ ("Reason, e.g. the client asked for a call"));
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reason"), -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_reason_changed_cb), dialog, 0);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  clt_dialogs_add_answers (dialog, "show", _ ("_Show"));
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "show", FALSE);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response_cb), reveal);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}
