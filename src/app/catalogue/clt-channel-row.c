/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-channel-row.h"

#include "app/widgets/clt-css-class.h"
#include "app/widgets/clt-field-row.h"
#include "app/widgets/clt-label.h"
#include "app/widgets/clt-placeholders.h"
#include "app/widgets/clt-widget-tree.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-sms-text.h"
#include "core/catalogue/clt-template.h"

struct _CltChannelRow
{
  AdwExpanderRow parent_instance;

  char *key;            /* owned */
  char *medium;         /* owned */
  char *signature;      /* owned: of the branch, for the length of an SMS */
  int single, part;     /* characters of an SMS, and of a part of a longer one */
  CltFieldRow *subject; /* owned (nullable): of an e-mail and of a bulletin */
  CltFieldRow *body;    /* owned (nullable): of a channel that sends text, or a script */
  GtkWidget *up_button;
  GtkWidget *down_button;
  GtkLabel *note;    /* borrowed (nullable): length, and what is wrong */
  guint frames;      /* until what unfolded has its place */
  gboolean entering; /* what is unfolding takes the focus */
};

G_DEFINE_FINAL_TYPE (CltChannelRow, clt_channel_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  CHANGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
ask (CltChannelRow *self, CltProductChangeKind kind, const char *text, int step)
{
  g_signal_emit (self, signals[CHANGE], 0, (int) kind, self->key, text, step);
}

/* ---- the text ------------------------------------------------------------------------------- */

static char *
dup_length (CltChannelRow *self, const char *text)
{
  g_autofree char *whole = NULL;
  int characters = 0, n;

  if (!g_str_equal (self->medium, "sms"))
    return g_strdup ("");
  whole = clt_sms_compose (text, self->signature, "");
  n = clt_sms_count (whole, self->single, self->part, &characters);
  /* Translators: characters of a text with its signature, and into how many short messages it goes;
   * values of clients can be longer or shorter than their placeholders. */
  return g_strdup_printf (ngettext ("%d characters with the signature: %d SMS",
                                    "%d characters with the signature: %d SMS", (gulong) n),
                          characters, n);
}

/* What an approver would stumble over, said while it is written. */
static char *
dup_fault (CltChannelRow *self, const char *text)
{
  g_autoptr (GError) error = NULL;

  if (*text == '\0')
    return g_strdup (_ ("No text yet"));
  return clt_template_check (text, &error) ? NULL : g_strdup (error->message);
}

static void
update_note (CltChannelRow *self)
{
  g_autofree char *text = clt_field_row_dup_text (self->body);
  g_autofree char *length = dup_length (self, text);
  g_autofree char *fault = dup_fault (self, text);
  const char *shown = fault != NULL ? fault : length;

  clt_label_show (self->note, shown);
  clt_css_class_set (GTK_WIDGET (self->note), "warning", fault != NULL);
  if (fault == NULL)
    {
      g_autofree char *first = g_strndup (text, strcspn (text, "\n"));

      adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), first);
    }
  else
    adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), fault);
}

static void
on_body_committed_cb (CltFieldRow *row, const char *text, gpointer user_data)
{
  ask (user_data, CLT_PRODUCT_SET_BODY, text, 0);
}

static void
on_subject_committed_cb (CltFieldRow *row, const char *text, gpointer user_data)
{
  ask (user_data, CLT_PRODUCT_SET_SUBJECT, text, 0);
}

static void
insert_placeholder (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltChannelRow *self = CLT_CHANNEL_ROW (widget);

  clt_placeholders_insert (self->body, g_variant_get_string (parameter, NULL));
}

/* Length and faults to the left, the placeholders to the right; above the text, where they stay in
 * sight while it grows. */
static void
add_bar (CltChannelRow *self)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenuModel) menu = clt_placeholders_build_menu ("channel.insert");

  self->note = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->note, TRUE);
  gtk_label_set_xalign (self->note, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->note), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "numeric");
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("_Placeholder"));
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (button), TRUE);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), menu);
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (box, "long-field");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->note));
  gtk_box_append (GTK_BOX (box), button);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

/* ---- unfolding ------------------------------------------------------------------------------ */

static gboolean
on_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  CltChannelRow *self = CLT_CHANNEL_ROW (widget);

  if (self->frames-- > 0)
    return G_SOURCE_CONTINUE;
  clt_widget_bring_into_view (widget, 12);
  return G_SOURCE_REMOVE;
}

static void
on_revealed_cb (GtkRevealer *revealer, GParamSpec *pspec, CltChannelRow *self)
{
  /* a revealer that is taken away ends its movement, too */
  if (!gtk_revealer_get_child_revealed (revealer) || !gtk_widget_get_mapped (GTK_WIDGET (revealer)))
    return;
  if (self->entering)
    clt_field_row_focus (self->subject != NULL ? self->subject : self->body);
  self->entering = FALSE;
  self->frames = 1;
  gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick_cb, NULL, NULL);
}

/* Whoever unfolds it, what is written there comes into sight: at the lower edge of the page it would
 * unfold below it. */
static void
watch_unfolding (CltChannelRow *self)
{
  GtkWidget *text = GTK_WIDGET (clt_field_row_get_text_view (self->body));

  g_signal_connect_object (gtk_widget_get_ancestor (text, GTK_TYPE_REVEALER),
                           "notify::child-revealed", G_CALLBACK (on_revealed_cb), self, 0);
}

static void
add_text_rows (CltChannelRow *self)
{
  static const char *const with_subject[] = { "email", "website", "software", NULL };
  static const char *const with_body[] = { "email", "website", "software", "sms", "phone", NULL };
  gboolean phone = g_str_equal (self->medium, "phone");

  if (g_strv_contains (with_subject, self->medium))
    self->subject =
      clt_field_row_new_in_expander (ADW_EXPANDER_ROW (self), _ ("Subject"), CLT_FIELD_ROW_ENTRY,
                                     on_subject_committed_cb, self);
  if (!g_strv_contains (with_body, self->medium))
    {
      adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self), FALSE);
      return;
    }
  add_bar (self);
  self->body =
    clt_field_row_new_in_expander (ADW_EXPANDER_ROW (self), phone ? _ ("Script") : _ ("Text"),
                                   CLT_FIELD_ROW_TEXT, on_body_committed_cb, self);
  g_signal_connect_object (gtk_text_view_get_buffer (clt_field_row_get_text_view (self->body)),
                           "changed", G_CALLBACK (update_note), self, G_CONNECT_SWAPPED);
  watch_unfolding (self);
}

/* ---- the order ------------------------------------------------------------------------------ */

static void
move_up (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask (CLT_CHANNEL_ROW (widget), CLT_PRODUCT_MOVE_CHANNEL, "", -1);
}

static void
move_down (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask (CLT_CHANNEL_ROW (widget), CLT_PRODUCT_MOVE_CHANNEL, "", 1);
}

static void
remove_channel (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask (CLT_CHANNEL_ROW (widget), CLT_PRODUCT_REMOVE_CHANNEL, "", 0);
}

static GtkWidget *
new_button (const char *icon_name, const char *action, const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static void
add_buttons (CltChannelRow *self)
{
  self->up_button = new_button ("go-up-symbolic", "channel.up", _ ("Prefer this channel more"));
  self->down_button =
    new_button ("go-down-symbolic", "channel.down", _ ("Prefer this channel less"));
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self),
                               new_button ("window-close-symbolic", "channel.remove",
                                           _ ("Take this channel away")));
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), self->down_button);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), self->up_button);
}

/* ---- the class ------------------------------------------------------------------------------ */

static void
clt_channel_row_dispose (GObject *object)
{
  CltChannelRow *self = CLT_CHANNEL_ROW (object);

  g_clear_pointer (&self->subject, clt_field_row_free);
  g_clear_pointer (&self->body, clt_field_row_free);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->medium, g_free);
  g_clear_pointer (&self->signature, g_free);
  G_OBJECT_CLASS (clt_channel_row_parent_class)->dispose (object);
}

static void
clt_channel_row_class_init (CltChannelRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_channel_row_dispose;
  signals[CHANGE] =
    g_signal_new ("change", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 4, G_TYPE_INT, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_INT);
  gtk_widget_class_install_action (widget_class, "channel.up", NULL, move_up);
  gtk_widget_class_install_action (widget_class, "channel.down", NULL, move_down);
  gtk_widget_class_install_action (widget_class, "channel.remove", NULL, remove_channel);
  gtk_widget_class_install_action (widget_class, "channel.insert", "s", insert_placeholder);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "channel.up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "channel.down",
                                       NULL);
}

static void
clt_channel_row_init (CltChannelRow *self)
{
  /* a text with "<" or "&" is what it is */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  self->signature = g_strdup ("");
  add_buttons (self);
}

GtkWidget *
clt_channel_row_new (const CltChannel *channel)
{
  CltChannelRow *self = g_object_new (CLT_TYPE_CHANNEL_ROW, "title", channel->name, NULL);

  self->key = g_strdup (channel->key);
  self->medium = g_strdup (channel->medium);
  add_text_rows (self);
  return GTK_WIDGET (self);
}

const char *
clt_channel_row_get_key (CltChannelRow *self)
{
  return self->key;
}

void
clt_channel_row_focus (CltChannelRow *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/* What unfolds can take the focus once it stands in its full height, and be scrolled to only when what
 * is scrolled has learnt of that, a frame later. */
void
clt_channel_row_open (CltChannelRow *self)
{
  clt_channel_row_focus (self);
  if (self->body == NULL)
    return;
  self->entering = TRUE;
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
}

void
clt_channel_row_show (CltChannelRow *self,
                      const CltProductData *data,
                      const CltProductChannel *channel,
                      guint index,
                      gboolean same)
{
  clt_set_str (&self->signature, data->signature);
  self->single = data->sms_single;
  self->part = data->sms_part;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "channel.up", index > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "channel.down",
                                 index + 1 < data->version->channels->len);
  if (self->subject != NULL)
    clt_field_row_show (self->subject, channel->subject == NULL ? "" : channel->subject, same);
  if (self->body == NULL)
    return;
  clt_field_row_show (self->body, channel->body == NULL ? "" : channel->body, same);
  update_note (self);
}

void
clt_channel_row_answer (CltChannelRow *self,
                        CltProductChangeKind kind,
                        const char *text,
                        const char *error)
{
  CltFieldRow *row = kind == CLT_PRODUCT_SET_BODY      ? self->body
                     : kind == CLT_PRODUCT_SET_SUBJECT ? self->subject
                                                       : NULL;

  if (row == NULL)
    return;
  if (error == NULL)
    clt_field_row_accept (row, text);
  else
    clt_field_row_refuse (row, error);
}

void
clt_channel_row_flush (CltChannelRow *self)
{
  if (self->subject != NULL)
    clt_field_row_flush (self->subject);
  if (self->body != NULL)
    clt_field_row_flush (self->body);
}
