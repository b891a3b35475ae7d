/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-event-invite-view.h"

#include "app/widgets/clt-audience-view.h"
#include "app/widgets/clt-combo-focus.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-product.h"

struct _CltEventInviteView
{
  AdwBin parent_instance;

  CltDesk *desk;       /* owned (nullable) */
  GPtrArray *channels; /* owned: keys, of channel_row behind its first */
  gint64 id;           /* of the event */
  char *theme;         /* owned */

  CltAudienceView *audience_view;
  AdwComboRow *channel_row;
};

G_DEFINE_FINAL_TYPE (CltEventInviteView, clt_event_invite_view, ADW_TYPE_BIN)

static const CltTableColumn columns[] = {
  { CLT_CANDIDATE_CLIENT, NC_ ("event", "Client"), 190, FALSE, FALSE, TRUE },
  { CLT_CANDIDATE_TIER, NC_ ("event", "Tier"), 90, FALSE, FALSE },
  { CLT_CANDIDATE_LOTS, NC_ ("event", "Lots in its sectors"), 146, TRUE, FALSE },
  { CLT_CANDIDATE_REASON, NC_ ("event", "Why he is left out"), 320, FALSE, FALSE, TRUE },
};

/* ---- asking --------------------------------------------------------------------------------------- */

static gpointer
make_question (const char *expression, gpointer owner)
{
  CltEventInviteView *self = owner;
  guint channel = adw_combo_row_get_selected (self->channel_row);
  CltEventOrder *order;

  if (self->id == 0)
    return NULL;
  order = clt_event_order_new (self->id, self->theme, clt_desk_get_who (self->desk));
  clt_set_str (&order->expression, expression);
  if (channel > 0 && channel <= self->channels->len)
    clt_set_str (&order->channel, self->channels->pdata[channel - 1]);
  return order;
}

static const CltAudienceSource audience_source = {
  .load = clt_event_audience_load,
  .make_question = make_question,
  .question_free = clt_event_order_free,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .context = "event",
};

/* ---- showing ---------------------------------------------------------------------------------------- */

static void
fill_channels (CltEventInviteView *self, const GPtrArray *channels)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->channels, 0);
  gtk_string_list_append (model, channels->len > 0 ? _ ("In order of preference")
                                                   : C_ ("channel", "None"));
  for (guint i = 0; i < channels->len; i++)
    {
      const CltChannel *channel = channels->pdata[i];

      gtk_string_list_append (model, channel->name);
      g_ptr_array_add (self->channels, g_strdup (channel->key));
    }
  adw_combo_row_set_model (self->channel_row, G_LIST_MODEL (model));
  gtk_widget_set_sensitive (GTK_WIDGET (self->channel_row), channels->len > 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->channel_row),
                               channels->len > 0 ? ""
                                                 : _ ("Without a product, guests are only noted."));
}

void
clt_event_invite_view_show (CltEventInviteView *self, const CltEventData *data)
{
  gboolean same = self->id == data->event->id;

  self->id = data->event->id;
  clt_set_str (&self->theme, data->event->theme);
  if (!same)
    clt_audience_view_clear (self->audience_view);
  if (!same || data->channels->len != self->channels->len)
    fill_channels (self, data->channels);
  clt_audience_view_ask (self->audience_view);
}

void
clt_event_invite_view_invite (CltEventInviteView *self)
{
  g_autoptr (GArray) ids = clt_audience_view_take_ids (self->audience_view);
  g_autofree char *expression = clt_audience_view_dup_expression (self->audience_view);
  CltEventOrder *order;

  if (ids == NULL)
    return;
  order = make_question (expression, self);
  order->ids = g_steal_pointer (&ids);
  clt_desk_act (self->desk, "event.invite", self->theme, clt_event_order_invite, order,
                clt_event_order_free);
}

void
clt_event_invite_view_focus (CltEventInviteView *self)
{
  clt_audience_view_focus (self->audience_view);
}

void
clt_event_invite_view_set_desk (CltEventInviteView *self, CltDesk *desk)
{
  g_set_object (&self->desk, desk);
  clt_audience_view_set_source (self->audience_view, desk, &audience_source, self);
}

static void
on_channel_selected_cb (CltEventInviteView *self)
{
  clt_audience_view_ask (self->audience_view);
}

/* ---- the class ----------------------------------------------------------------------------------------- */

static void
clt_event_invite_view_dispose (GObject *object)
{
  CltEventInviteView *self = CLT_EVENT_INVITE_VIEW (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->theme, g_free);
  clt_bin_dispose_template (ADW_BIN (self), CLT_TYPE_EVENT_INVITE_VIEW);
  g_clear_pointer (&self->channels, g_ptr_array_unref);
  G_OBJECT_CLASS (clt_event_invite_view_parent_class)->dispose (object);
}

static void
clt_event_invite_view_class_init (CltEventInviteViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_event_invite_view_dispose;
  g_type_ensure (CLT_TYPE_AUDIENCE_VIEW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/catalogue/clt-event-invite-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CltEventInviteView, audience_view);
  gtk_widget_class_bind_template_child (widget_class, CltEventInviteView, channel_row);
  gtk_widget_class_bind_template_callback (widget_class, on_channel_selected_cb);
}

static void
clt_event_invite_view_init (CltEventInviteView *self)
{
  self->channels = g_ptr_array_new_with_free_func (g_free);
  self->theme = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  clt_combo_focus_tick (self->channel_row);
}
