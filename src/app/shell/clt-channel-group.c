/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-channel-group.h"

#include "app/widgets/clt-form-dialog.h"
#include "core/base/clt-i18n.h"
#include "core/catalogue/clt-product.h"

struct _CltChannelGroup
{
  AdwPreferencesGroup parent_instance;

  CltDesk *desk;   /* owned (nullable) */
  GPtrArray *rows; /* owned: borrowed rows */
};

G_DEFINE_FINAL_TYPE (CltChannelGroup, clt_channel_group, ADW_TYPE_PREFERENCES_GROUP)

/* What a client must have agreed to; the first is proposed. */
static const char *const consents[] = { "", "sms", "email", "phone" };

/* ---- changes ------------------------------------------------------------------------------- */

typedef struct
{
  char *text;          /* owned: name of a new one, key of one that there is */
  const char *consent; /* static */
  gboolean archived;
} Change;

static void
change_free (gpointer data)
{
  g_free (((Change *) data)->text);
  g_free (data);
}

static gboolean
run_add (CltConn *conn, gpointer data, GError **error)
{
  const Change *change = data;

  return clt_channel_add (conn, change->text, change->consent, error);
}

static gboolean
run_archive (CltConn *conn, gpointer data, GError **error)
{
  const Change *change = data;

  return clt_channel_archive (conn, change->text, change->archived, error);
}

static void
apply_add (CltFormDialog *form)
{
  Change *change = g_new0 (Change, 1);
  g_autofree char *name = clt_form_dialog_dup_text (form, 0);

  change->text = g_strdup (name);
  change->consent = consents[clt_form_dialog_get_choice (form, 1)];
  clt_form_dialog_act (form, "channel.save", name, run_add, change, change_free);
}

static void
on_add_clicked_cb (CltChannelGroup *self)
{
  const char *labels[G_N_ELEMENTS (consents) + 1] = { NULL };
  CltFormDialog *form;

  for (guint i = 0; i < G_N_ELEMENTS (consents); i++)
    labels[i] = clt_channel_consent_get_label (consents[i]);
  form = clt_form_dialog_new (GTK_WIDGET (self), self->desk, _ ("New Channel"),
                              _ ("What people do there is written into the log; nothing is sent."));
  clt_form_dialog_add_entry (form, _ ("_Name, such as WeChat"), "", TRUE);
  clt_form_dialog_add_choice (form, _ ("C_onsent"), labels);
  clt_form_dialog_present (form, _ ("_Add"), apply_add);
}

static void
on_archive_clicked_cb (CltChannelGroup *self, GtkWidget *button)
{
  const CltChannel *channel = g_object_get_data (G_OBJECT (button), "channel");
  Change *change = g_new0 (Change, 1);

  change->text = g_strdup (channel->key);
  change->archived = !channel->archived;
  clt_desk_act (self->desk, "channel.save", channel->name, run_archive, change, change_free);
}

/* ---- showing ------------------------------------------------------------------------------- */

/* Takes @channel, which the row's button keeps. */
static void
add_row (CltChannelGroup *self, CltChannel *channel)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name (channel->archived ? "edit-undo-symbolic"
                                                                       : "user-trash-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), channel->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               channel->archived
                                 ? _ ("In the archive")
                                 : clt_channel_consent_get_label (channel->consent));
  gtk_widget_set_tooltip_text (button,
                               channel->archived ? _ ("Offer it again") : _ ("Offer it no more"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "channel", channel, (GDestroyNotify) clt_channel_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_archive_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
show_channels (CltChannelGroup *self, GPtrArray *channels)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  while (channels->len > 0)
    {
      CltChannel *channel = g_ptr_array_steal_index (channels, 0);

      if (g_str_equal (channel->medium, "log"))
        add_row (self, channel);
      else
        clt_channel_free (channel);
    }
}

static gpointer
load_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  return clt_channel_list (conn, error);
}

static void
on_store_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltChannelGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) channels = clt_store_run_finish (CLT_STORE (source), result, &error);

  if (channels != NULL && self->desk != NULL)
    show_channels (self, channels);
}

static void
load (CltChannelGroup *self)
{
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                       load_in_worker, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL,
                       on_store_loaded_cb, g_object_ref (self));
}

void
clt_channel_group_set_desk (CltChannelGroup *self, CltDesk *desk)
{
  g_return_if_fail (CLT_IS_CHANNEL_GROUP (self));

  g_set_object (&self->desk, desk);
  g_signal_connect_object (clt_desk_get_store (desk), "changed", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  load (self);
}

/* ---- the class ----------------------------------------------------------------------------- */

static void
clt_channel_group_dispose (GObject *object)
{
  g_clear_object (&CLT_CHANNEL_GROUP (object)->desk);

  G_OBJECT_CLASS (clt_channel_group_parent_class)->dispose (object);
}

static void
clt_channel_group_finalize (GObject *object)
{
  g_ptr_array_unref (CLT_CHANNEL_GROUP (object)->rows);

  G_OBJECT_CLASS (clt_channel_group_parent_class)->finalize (object);
}

static void
clt_channel_group_class_init (CltChannelGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = clt_channel_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = clt_channel_group_finalize;
}

static void
clt_channel_group_init (CltChannelGroup *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Add…"));

  self->rows = g_ptr_array_new ();
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_add_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_set_title (group, _ ("Further Channels"));
  adw_preferences_group_set_description (group, _ ("WeChat and the like, for the log."));
  adw_preferences_group_set_header_suffix (group, button);
}
