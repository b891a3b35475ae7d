/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-client-dialogs.h"

#include <adwaita.h>

#include "app/widgets/clt-combo-focus.h"
#include "app/widgets/clt-dialogs.h"
#include "core/base/clt-i18n.h"
#include "core/funds/clt-tiers.h"

/* One form: a small dialog whose values become one action. What the rules refuse is told in the
 * dialog's place by the window; nothing is lost, since nothing was written. */
typedef struct
{
  CltDesk *desk; /* owned */
  gint64 client_id;
  char *name;        /* of the client */
  GtkEditable *text; /* borrowed rows of the dialog */
  GtkEditable *second;
  AdwComboRow *choice;
  void (*apply) (gpointer form);
} Form;

/* What the writer thread gets. */
typedef struct
{
  gint64 client_id;
  CltTier tier;
  CltDay day;
  char *text;
  char *second;
  char *who;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->text);
  g_free (change->second);
  g_free (change->who);
  g_free (change);
}

static char *
dup_trimmed (GtkEditable *editable)
{
  return editable == NULL ? g_strdup ("")
                          : g_strstrip (g_strdup (gtk_editable_get_text (editable)));
}

static Change *
change_new (const Form *form)
{
  Change *change = g_new0 (Change, 1);

  change->client_id = form->client_id;
  change->day = clt_today ();
  change->text = dup_trimmed (form->text);
  change->second = dup_trimmed (form->second);
  change->who = g_strdup (clt_desk_get_who (form->desk));
  return change;
}

/* The dialog */

static void
form_free (gpointer data, GClosure *closure)
{
  Form *form = data;

  g_object_unref (form->desk);
  g_free (form->name);
  g_free (form);
}

static void
on_response_cb (AdwMessageDialog *dialog, const char *response, Form *form)
{
  if (g_str_equal (response, "keep"))
    form->apply (form);
}

static void
on_text_changed_cb (GtkEditable *editable, AdwMessageDialog *dialog)
{
  g_autofree char *text = dup_trimmed (editable);

  adw_message_dialog_set_response_enabled (dialog, "keep", *text != '\0');
}

static GtkWidget *
form_present (Form *form,
              GtkWidget *parent,
              const char *heading,
              const char *body,
              const char *verb,
              AdwPreferencesGroup *rows)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (root), heading, body);

  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), GTK_WIDGET (rows));
  clt_dialogs_add_answers (dialog, "keep", verb);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "keep", FALSE);
  g_signal_connect_object (form->text, "changed", G_CALLBACK (on_text_changed_cb), dialog, 0);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response_cb), form, form_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (GTK_WIDGET (form->text));
  return dialog;
}

static GtkEditable *
add_entry (AdwPreferencesGroup *group, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  adw_preferences_group_add (group, row);
  return GTK_EDITABLE (row);
}

static Form *
form_new (CltDesk *desk, const CltClient *client, void (*apply) (gpointer form))
{
  Form *form = g_new0 (Form, 1);

  form->desk = g_object_ref (desk);
  if (client != NULL)
    {
      form->client_id = client->id;
      form->name = g_strdup (client->name);
    }
  form->apply = apply;
  return form;
}

/* Tier override */

static gboolean
run_override (CltConn *conn, gpointer data, GError **error)
{
  Change *change = data;
  CltDay to;

  if (!clt_day_parse (change->second, &to))
    return clt_store_refuse (error, _ ("“%s” is not a date. Write it like 2026-11-18."),
                             change->second);
  return clt_tiers_override (conn, change->client_id, change->tier, change->text, change->who,
                             change->who, change->day, to, error);
}

static void
apply_override (gpointer data)
{
  Form *form = data;
  Change *change = change_new (form);

  change->tier = clt_tier_order[adw_combo_row_get_selected (form->choice)];
  clt_desk_act (form->desk, "tiers.override", form->name, run_override, change, change_free);
}

void
clt_client_dialog_override (GtkWidget *parent, CltDesk *desk, const CltClient *client)
{
  Form *form = form_new (desk, client, apply_override);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) tiers = gtk_string_list_new (NULL);
  g_autofree char *until = clt_day_format (clt_day_add_months (clt_today (), 12) - 1);

  for (guint i = 0; clt_tier_order[i] != CLT_TIER_UNRATED; i++)
    gtk_string_list_append (tiers, clt_tier_get_label (clt_tier_order[i]));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("_Tier"));
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (tiers));
  clt_combo_focus_tick (ADW_COMBO_ROW (row));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  for (guint i = 0; clt_tier_order[i] != CLT_TIER_UNRATED; i++)
    if (clt_tier_order[i] == client->tier)
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);

  form->choice = ADW_COMBO_ROW (row);
  form->text = add_entry (ADW_PREFERENCES_GROUP (group), _ ("_Reason"));
  form->second = add_entry (ADW_PREFERENCES_GROUP (group), _ ("_Last day"));
  gtk_editable_set_text (form->second, until);
  form_present (form, parent, _ ("Override the Tier"),
                _ ("The computed tier keeps running beside it and comes back after the last day, "
                   "at most 12 months from now."),
                _ ("_Override"), ADW_PREFERENCES_GROUP (group));
}

/* Tag */

static gboolean
run_tag (CltConn *conn, gpointer data, GError **error)
{
  Change *change = data;

  return clt_client_add_tag (conn, change->client_id, change->text, error);
}

static void
apply_tag (gpointer data)
{
  Form *form = data;

  clt_desk_act (form->desk, "client.tag", form->name, run_tag, change_new (form), change_free);
}

void
clt_client_dialog_tag (GtkWidget *parent, CltDesk *desk, const CltClient *client)
{
  Form *form = form_new (desk, client, apply_tag);
  GtkWidget *group = adw_preferences_group_new ();

  form->text = add_entry (ADW_PREFERENCES_GROUP (group), _ ("_Tag"));
  form_present (form, parent, _ ("Add a Tag"), NULL, _ ("_Add"), ADW_PREFERENCES_GROUP (group));
}

static gboolean
run_remove_tag (CltConn *conn, gpointer data, GError **error)
{
  Change *change = data;

  return clt_client_remove_tag (conn, change->client_id, change->text, error);
}

void
clt_client_run_remove_tag (CltDesk *desk, const CltClient *client, const char *tag)
{
  Change *change = g_new0 (Change, 1);

  change->client_id = client->id;
  change->text = g_strdup (tag);
  clt_desk_act (desk, "client.untag", client->name, run_remove_tag, change, change_free);
}

/* A prospect becomes a client */

static gboolean
run_convert (CltConn *conn, gpointer data, GError **error)
{
  Change *change = data;

  return clt_client_convert (conn, change->client_id, change->text, change->day, error);
}

static void
apply_convert (gpointer data)
{
  Form *form = data;

  clt_desk_act (form->desk, "client.convert", form->name, run_convert, change_new (form),
                change_free);
}

void
clt_client_dialog_convert (GtkWidget *parent, CltDesk *desk, const CltClient *client)
{
  Form *form = form_new (desk, client, apply_convert);
  GtkWidget *group = adw_preferences_group_new ();

  form->text = add_entry (ADW_PREFERENCES_GROUP (group), _ ("Fund _account"));
  form_present (form, parent, _ ("Convert to Client"),
                _ ("Everything known of the prospect stays. The account is opened as of today."),
                _ ("_Convert"), ADW_PREFERENCES_GROUP (group));
}

/* New */

static gboolean
run_new (CltConn *conn, gpointer data, GError **error)
{
  Change *change = data;
  const char *account = *change->second == '\0' ? NULL : change->second;

  return clt_client_create (conn, change->text, account, change->day, error) != 0;
}

static void
apply_new (gpointer data)
{
  Form *form = data;
  g_autofree char *name = dup_trimmed (form->text);

  clt_desk_act (form->desk, "client.create", name, run_new, change_new (form), change_free);
}

void
clt_client_dialog_new (GtkWidget *parent, CltDesk *desk)
{
  Form *form = form_new (desk, NULL, apply_new);
  GtkWidget *group = adw_preferences_group_new ();

  form->text = add_entry (ADW_PREFERENCES_GROUP (group), _ ("_Name"));
  form->second = add_entry (ADW_PREFERENCES_GROUP (group), _ ("Fund _account (none: a prospect)"));
  form_present (form, parent, _ ("New Client or Prospect"), NULL, _ ("Cr_eate"),
                ADW_PREFERENCES_GROUP (group));
}

/* Delete */

static gboolean
run_delete (CltConn *conn, gpointer data, GError **error)
{
  return clt_client_delete (conn, *(gint64 *) data, error);
}

void
clt_client_run_delete (CltDesk *desk, const CltClient *client)
{
  gint64 *id = g_new (gint64, 1);

  *id = client->id;
  clt_desk_act (desk, "client.delete", client->name, run_delete, id, g_free);
}
