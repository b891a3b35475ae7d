/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-event-invite-view.h"

#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-problem.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-product.h"

/* A filter that is being typed is asked for when the person has paused. */
#define ASK_AFTER_MS 300

struct _CltEventInviteView
{
  AdwBin parent_instance;

  CltDesk *desk;              /* owned (nullable) */
  GCancellable *cancellable;  /* owned (nullable): of the question under way */
  CltEventAudience *audience; /* owned (nullable): the answer to what stands in the form */
  GPtrArray *channels;        /* owned: keys, of channel_row behind its first */
  gint64 id;                  /* of the event */
  char *theme;                /* owned */
  guint ask_id;
  gboolean filling, stale;

  AdwEntryRow *filter_row;
  AdwComboRow *channel_row;
  GtkLabel *result_label;
  GtkWidget *invite_button;
  CltDataTable *table;
};

G_DEFINE_FINAL_TYPE (CltEventInviteView, clt_event_invite_view, ADW_TYPE_BIN)

static const CltTableColumn columns[] = {
  { CLT_CANDIDATE_CLIENT, NC_ ("event", "Client"), 110, FALSE, FALSE },
  { CLT_CANDIDATE_TIER, NC_ ("event", "Tier"), 90, FALSE, FALSE },
  { CLT_CANDIDATE_LOTS, NC_ ("event", "Lots in its sectors"), 140, TRUE, FALSE },
  { CLT_CANDIDATE_REASON, NC_ ("event", "Why he is left out"), 320, FALSE, FALSE },
};

/* ---- asking --------------------------------------------------------------------------------------- */

static CltEventOrder *
make_order (CltEventInviteView *self)
{
  guint channel = adw_combo_row_get_selected (self->channel_row);
  CltEventOrder *order = clt_event_order_new (self->id, self->theme, clt_desk_get_who (self->desk));

  g_free (order->expression);
  order->expression =
    g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->filter_row))));
  if (channel > 0 && channel <= self->channels->len)
    clt_set_str (&order->channel, self->channels->pdata[channel - 1]);
  return order;
}

static void
show_result (CltEventInviteView *self)
{
  const CltEventAudience *audience = self->audience;
  g_autofree char *may = clt_count_format (audience->free->len);
  g_autofree char *out = clt_count_format (audience->n_out);
  /* Translators: number of clients who may be invited, number of those who are left out. */
  g_autofree char *text =
    g_strdup_printf (ngettext ("%s may be invited; %s left out", "%s may be invited; %s left out",
                               audience->free->len),
                     may, out);

  gtk_label_set_label (self->result_label, text);
  gtk_widget_set_sensitive (self->invite_button, audience->free->len > 0);
  clt_key_list_set_query (clt_data_table_get_list (self->table), audience->rows);
}

static void
on_answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltEventInviteView) self = user_data;
  g_autoptr (GError) error = NULL;
  CltEventAudience *audience = clt_store_run_finish (CLT_STORE (object), result, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->desk == NULL)
    {
      g_clear_pointer (&audience, clt_event_audience_free);
      return;
    }
  g_clear_pointer (&self->audience, clt_event_audience_free);
  self->audience = audience;
  if (audience != NULL)
    {
      show_result (self);
      return;
    }
  sentence = clt_problem_dup_sentence (error);
  gtk_label_set_label (self->result_label, sentence);
  gtk_widget_set_sensitive (self->invite_button, FALSE);
}

static gboolean
on_ask_due_cb (gpointer user_data)
{
  CltEventInviteView *self = user_data;

  self->ask_id = 0;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->desk == NULL || self->id == 0)
    return G_SOURCE_REMOVE;
  self->cancellable = g_cancellable_new ();
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_ANALYSIS, G_PRIORITY_DEFAULT,
                       clt_event_audience_load, make_order (self), clt_event_order_free,
                       clt_event_audience_free, self->cancellable, on_answered_cb,
                       g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* What is invited is what the answer on the screen names: none while another is awaited. */
static void
schedule (CltEventInviteView *self)
{
  if (self->filling)
    return;
  gtk_widget_set_sensitive (self->invite_button, FALSE);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      self->stale = TRUE;
      return;
    }
  self->stale = FALSE;
  g_clear_handle_id (&self->ask_id, g_source_remove);
  self->ask_id = g_timeout_add (ASK_AFTER_MS, on_ask_due_cb, self);
}

static void
clt_event_invite_view_map (GtkWidget *widget)
{
  CltEventInviteView *self = CLT_EVENT_INVITE_VIEW (widget);

  GTK_WIDGET_CLASS (clt_event_invite_view_parent_class)->map (widget);
  if (self->stale)
    schedule (self);
}

/* ---- showing ---------------------------------------------------------------------------------------- */

static void
fill_channels (CltEventInviteView *self, const GPtrArray *channels)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->channels, 0);
  gtk_string_list_append (model, _ ("In order of preference"));
  for (guint i = 0; i < channels->len; i++)
    {
      const CltChannel *channel = channels->pdata[i];

      gtk_string_list_append (model, channel->name);
      g_ptr_array_add (self->channels, g_strdup (channel->key));
    }
  adw_combo_row_set_model (self->channel_row, G_LIST_MODEL (model));
  gtk_widget_set_sensitive (GTK_WIDGET (self->channel_row), channels->len > 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->channel_row),
                               channels->len > 0
                                 ? ""
                                 : _ ("No product is named for messages: guests are only noted."));
}

void
clt_event_invite_view_show (CltEventInviteView *self, const CltEventData *data)
{
  gboolean same = self->id == data->event->id;

  self->id = data->event->id;
  clt_set_str (&self->theme, data->event->theme);
  self->filling = TRUE;
  if (!same)
    gtk_editable_set_text (GTK_EDITABLE (self->filter_row), "");
  if (!same || data->channels->len != self->channels->len)
    fill_channels (self, data->channels);
  self->filling = FALSE;
  schedule (self);
}

void
clt_event_invite_view_invite (CltEventInviteView *self)
{
  CltEventOrder *order;

  if (self->desk == NULL || self->audience == NULL ||
      !gtk_widget_get_sensitive (self->invite_button))
    return;
  order = make_order (self);
  order->ids = g_array_copy (self->audience->free);
  gtk_widget_set_sensitive (self->invite_button, FALSE);
  clt_desk_act (self->desk, "event.invite", self->theme, clt_event_order_invite, order,
                clt_event_order_free);
}

void
clt_event_invite_view_focus (CltEventInviteView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->filter_row));
}

void
clt_event_invite_view_set_desk (CltEventInviteView *self, CltDesk *desk)
{
  g_autoptr (CltKeyList) keys = clt_key_list_new (clt_desk_get_store (desk), &clt_cell_rows_source);

  g_set_object (&self->desk, desk);
  clt_data_table_set_list (self->table, keys);
}

static void
on_row_opened_cb (CltEventInviteView *self, gint64 client)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-client", "x", client);
}

/* ---- the class ----------------------------------------------------------------------------------------- */

static void
clt_event_invite_view_dispose (GObject *object)
{
  CltEventInviteView *self = CLT_EVENT_INVITE_VIEW (object);

  self->filling = TRUE;
  g_clear_handle_id (&self->ask_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->audience, clt_event_audience_free);
  g_clear_pointer (&self->theme, g_free);
  /* before the template, which would let the child go behind the back of the bin */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_EVENT_INVITE_VIEW);
  g_clear_pointer (&self->channels, g_ptr_array_unref);
  G_OBJECT_CLASS (clt_event_invite_view_parent_class)->dispose (object);
}

static void
clt_event_invite_view_class_init (CltEventInviteViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_event_invite_view_dispose;
  widget_class->map = clt_event_invite_view_map;
  g_type_ensure (CLT_TYPE_DATA_TABLE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/catalogue/clt-event-invite-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CltEventInviteView, filter_row);
  gtk_widget_class_bind_template_child (widget_class, CltEventInviteView, channel_row);
  gtk_widget_class_bind_template_child (widget_class, CltEventInviteView, result_label);
  gtk_widget_class_bind_template_child (widget_class, CltEventInviteView, invite_button);
  gtk_widget_class_bind_template_child (widget_class, CltEventInviteView, table);
  gtk_widget_class_bind_template_callback (widget_class, schedule);
  gtk_widget_class_bind_template_callback (widget_class, on_row_opened_cb);
}

static void
clt_event_invite_view_init (CltEventInviteView *self)
{
  CltTableColumn translated[G_N_ELEMENTS (columns)];

  self->channels = g_ptr_array_new_with_free_func (g_free);
  self->theme = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      translated[i] = columns[i];
      translated[i].title = g_dpgettext2 (NULL, "event", columns[i].title);
    }
  clt_data_table_set_columns (self->table, translated, G_N_ELEMENTS (translated),
                              clt_cell_rows_get_text);
}
