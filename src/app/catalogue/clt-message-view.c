/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-message-view.h"

#include "app/catalogue/clt-push-data.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

/* Rows on the screen; those to be checked come first. */
#define MAX_ROWS 200

struct _CltMessageView
{
  AdwBin parent_instance;

  CltDesk *desk; /* owned (nullable) */

  GtkStack *stack;
  GtkLabel *head_label;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (CltMessageView, clt_message_view, ADW_TYPE_BIN)

static void
on_settled_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltMessageView) self = user_data;
  g_autoptr (GError) error = NULL;

  clt_store_run_finish (CLT_STORE (object), result, &error);
  if (self->desk == NULL)
    return;
  if (error != NULL)
    clt_desk_fail (self->desk, error);
  gtk_widget_activate_action (GTK_WIDGET (self), "pane.reload", NULL);
}

static void
settle (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltMessageView *self = CLT_MESSAGE_VIEW (widget);
  CltMessageVerdict *verdict = g_new0 (CltMessageVerdict, 1);

  verdict->id = g_variant_get_int64 (parameter);
  verdict->sent = g_str_equal (action, "message.was-sent");
  verdict->who = g_strdup (clt_desk_get_who (self->desk));
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_WRITE, G_PRIORITY_DEFAULT,
                       clt_message_verdict_run, verdict, clt_message_verdict_free, NULL, NULL,
                       on_settled_cb, g_object_ref (self));
}

static GtkWidget *
new_button (const char *label, const char *action, gint64 id)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static gboolean
is_settled_by_hand (CltMessageState state)
{
  return state == CLT_MESSAGE_UNKNOWN || state == CLT_MESSAGE_FAILED ||
         state == CLT_MESSAGE_BOUNCED;
}

static GtkWidget *
new_row (const CltMessage *message)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *at = message->at == 0 ? g_strdup ("–") : clt_instant_format (message->at);
  gboolean unknown = message->state == CLT_MESSAGE_UNKNOWN;
  const char *state =
    unknown ? _ ("Unknown, please check") : clt_message_state_get_label (message->state);
  /* Translators: a client and a product. */
  g_autofree char *title =
    g_strdup_printf (C_ ("message", "%s · %s"), message->client, message->product);
  /* Translators: state of a message, its address, when that was, the server's words. */
  g_autofree char *subtitle = g_strdup_printf (C_ ("message", "%s · %s · %s  %s"), state,
                                               message->address, at, message->answer);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  if (unknown)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

      gtk_widget_add_css_class (icon, "warning");
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 new_button (_ ("Was _Sent"), "message.was-sent", message->id));
    }
  if (is_settled_by_hand (message->state))
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               new_button (_ ("_Try Again"), "message.try-again", message->id));
  return row;
}

void
clt_message_view_show (CltMessageView *self, const GPtrArray *messages, guint n_unknown)
{
  GtkWidget *child;
  g_autofree char *n = clt_count_format (messages->len);
  /* Translators: number of messages that are not sent; number of those to be checked. */
  g_autofree char *text =
    g_strdup_printf (ngettext ("%s message is not sent; %u of them to be checked",
                               "%s messages are not sent; %u of them to be checked", messages->len),
                     n, n_unknown);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < messages->len && i < MAX_ROWS; i++)
    gtk_list_box_append (self->list, new_row (messages->pdata[i]));
  gtk_label_set_label (self->head_label, text);
  gtk_stack_set_visible_child_name (self->stack, messages->len == 0 ? "empty" : "messages");
}

void
clt_message_view_set_desk (CltMessageView *self, CltDesk *desk)
{
  g_set_object (&self->desk, desk);
}

static void
clt_message_view_dispose (GObject *object)
{
  CltMessageView *self = CLT_MESSAGE_VIEW (object);

  g_clear_object (&self->desk);
  /* before the template, which would let the child go behind the back of the bin */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_MESSAGE_VIEW);
  G_OBJECT_CLASS (clt_message_view_parent_class)->dispose (object);
}

static void
clt_message_view_class_init (CltMessageViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_message_view_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/catalogue/clt-message-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CltMessageView, stack);
  gtk_widget_class_bind_template_child (widget_class, CltMessageView, head_label);
  gtk_widget_class_bind_template_child (widget_class, CltMessageView, list);
  gtk_widget_class_install_action (widget_class, "message.was-sent", "x", settle);
  gtk_widget_class_install_action (widget_class, "message.try-again", "x", settle);
}

static void
clt_message_view_init (CltMessageView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
