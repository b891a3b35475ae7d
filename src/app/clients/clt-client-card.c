/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-client-card.h"

#include "app/clients/clt-badge-layout.h"
#include "app/clients/clt-behaviour-view.h"
#include "app/clients/clt-client-details.h"
#include "app/clients/clt-client-dialogs.h"
#include "app/clients/clt-complaint-panel.h"
#include "app/clients/clt-contact-panel.h"
#include "app/clients/clt-service-panel.h"
#include "app/clients/clt-training-panel.h"
#include "app/widgets/clt-chart-view.h"
#include "app/widgets/clt-problem.h"
#include "app/widgets/clt-reading.h"
#include "core/base/clt-i18n.h"
#include "core/report/clt-card-data.h"

/* A first look fits; more on request, so that opening a card stays cheap. */
#define TIMELINE_STEP 30

struct _CltClientCard
{
  AdwBin parent_instance;

  CltDesk *desk; /* owned */
  gint64 id;
  CltCardData *data;         /* owned (nullable) */
  GCancellable *cancellable; /* owned (nullable): of the read under way */
  guint n_shown;             /* timeline entries */

  GtkStack *stack;
  AdwStatusPage *error_page;
  GtkScrolledWindow *scroller;
  GtkLabel *name_label;
  GtkLabel *account_label;
  GtkWidget *badges;
  GtkWidget *convert_button;
  GtkLabel *distance_label;
  GtkLabel *contact_label;
  CltChartView *chart;
  CltBehaviourView *behaviour;
  CltServicePanel *services;
  CltComplaintPanel *complaints;
  CltContactPanel *contacts;
  CltTrainingPanel *training;
  CltClientDetails *details;
  AdwPreferencesGroup *extras_group;
  GPtrArray *extra_rows; /* owned: borrowed rows of extras_group */
  GtkDropDown *timeline_filter;
  GtkListBox *timeline;
  GtkWidget *older_button;
};

G_DEFINE_FINAL_TYPE (CltClientCard, clt_client_card, ADW_TYPE_BIN)

/* Head */

static void
add_badge (CltClientCard *self, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "badge");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_parent (label, self->badges);
}

/* A tag goes with one press; the toast brings it back. */
static void
add_tag_badge (CltClientCard *self, const char *tag)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *label = gtk_label_new (tag);
  /* Translators: %s is a tag. */
  g_autofree char *hint = g_strdup_printf (_ ("Remove the tag “%s”"), tag);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "badge");
  gtk_widget_set_tooltip_text (button, hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, hint, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", tag);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "client.remove-tag");
  gtk_widget_set_parent (button, self->badges);
}

static void
clear_badges (CltClientCard *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->badges)) != NULL)
    gtk_widget_unparent (child);
}

static void
fill_badges (CltClientCard *self)
{
  const CltClient *client = self->data->client;

  clear_badges (self);
  if (client->prospect)
    add_badge (self, C_ ("badge", "Prospect"), NULL);
  else
    {
      g_autofree char *css_class = g_strconcat ("tier-", clt_tier_get_name (client->tier), NULL);

      add_badge (self, clt_tier_get_label (client->tier), css_class);
    }
  if (*client->grade != '\0')
    add_badge (self, client->grade, NULL);
  if (!client->prospect && client->closed == CLT_DAY_NONE)
    add_badge (self, self->data->row->cell[CLT_COLUMN_SEGMENT], NULL);
  if (client->closed != CLT_DAY_NONE)
    {
      g_autofree char *day = clt_day_format (client->closed);
      /* Translators: %s is a date. */
      g_autofree char *text = g_strdup_printf (C_ ("badge", "Closed %s"), day);

      add_badge (self, text, "warning");
    }
  for (guint i = 0; i < client->tags->len; i++)
    add_tag_badge (self, client->tags->pdata[i]);
}

static char *
account_line (const CltClient *client)
{
  g_autofree char *accounts = g_strjoinv (", ", client->accounts);
  g_autofree char *opened = clt_day_format (client->opened);

  if (client->prospect)
    return g_strdup (client->source);
  /* Translators: account number(s), and the date on which the client came. */
  return g_strdup_printf (_ ("%s · client since %s"), accounts, opened);
}

/* @text: (nullable) */
static void
show_sentence (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text == NULL ? "" : text);
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
fill_head (CltClientCard *self)
{
  g_autofree char *accounts = account_line (self->data->client);
  g_autofree char *distance = clt_card_data_dup_distance (self->data);
  g_autofree char *contact = clt_card_data_dup_contact (self->data);

  gtk_label_set_label (self->name_label, self->data->client->name);
  gtk_label_set_label (self->account_label, accounts);
  show_sentence (self->distance_label, distance);
  show_sentence (self->contact_label, contact);
  gtk_widget_set_visible (self->convert_button, self->data->client->prospect);
  fill_badges (self);
}

static void
fill_extras (CltClientCard *self)
{
  const GPtrArray *extras = self->data->client->extras;

  for (guint i = 0; i < self->extra_rows->len; i++)
    adw_preferences_group_remove (self->extras_group, self->extra_rows->pdata[i]);
  g_ptr_array_set_size (self->extra_rows, 0);
  for (guint i = 0; i < extras->len; i++)
    {
      const CltClientExtra *extra = extras->pdata[i];
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), extra->field);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), extra->value);
      adw_preferences_group_add (self->extras_group, row);
      g_ptr_array_add (self->extra_rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->extras_group), extras->len > 0);
}

/* Timeline */

static gboolean
is_wanted (const CltTimelineItem *item, guint filter)
{
  static const char *const kinds[][6] = {
    [1] = { "tier", "override", NULL },
    [2] = { "edit", "import", NULL },
    [3] = { "opened", "closed", "grade", "consent", "assignment", NULL },
  };

  return filter == 0 || g_strv_contains (kinds[filter], item->kind);
}

static GtkWidget *
new_timeline_row (const CltTimelineItem *item)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *at = clt_instant_format (item->at);
  g_autofree char *subtitle = NULL;

  if (*item->who == '\0')
    at[strlen ("2026-11-18")] = '\0';
  /* Translators: when, and who did it. */
  subtitle = *item->who == '\0' ? g_strdup (at) : g_strdup_printf (_ ("%s · %s"), at, item->who);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), item->title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static void
fill_timeline (CltClientCard *self)
{
  guint filter = gtk_drop_down_get_selected (self->timeline_filter);
  guint n = 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->timeline))) != NULL)
    gtk_list_box_remove (self->timeline, child);
  for (guint i = 0; i < self->data->timeline->len; i++)
    {
      const CltTimelineItem *item = self->data->timeline->pdata[i];

      if (!is_wanted (item, filter))
        continue;
      if (n < self->n_shown)
        gtk_list_box_append (self->timeline, new_timeline_row (item));
      n++;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->timeline), n > 0);
  gtk_widget_set_visible (self->older_button, n > self->n_shown);
}

static void
on_filter_changed_cb (CltClientCard *self)
{
  if (self->data != NULL)
    fill_timeline (self);
}

static void
on_older_clicked_cb (CltClientCard *self)
{
  self->n_shown += TIMELINE_STEP;
  fill_timeline (self);
}

/* Reading */

static void
update_actions (CltClientCard *self)
{
  const CltClient *client = self->data == NULL ? NULL : self->data->client;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "client.override",
                                 client != NULL && !client->prospect);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "client.grant",
                                 client != NULL && !client->prospect);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "client.refuse", client != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "client.convert",
                                 client != NULL && client->prospect);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "client.add-tag", client != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "client.remove-tag", client != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "client.delete", client != NULL);
}

static void
fill (CltClientCard *self)
{
  fill_head (self);
  gtk_widget_set_visible (GTK_WIDGET (self->chart), self->data->equity != NULL);
  if (self->data->equity != NULL)
    clt_chart_view_set_chart (self->chart, self->data->equity);
  gtk_widget_set_visible (GTK_WIDGET (self->behaviour), self->data->has_behaviour);
  if (self->data->has_behaviour)
    clt_behaviour_view_show (self->behaviour, &self->data->behaviour,
                             self->data->row->cell[CLT_COLUMN_SCORES]);
  clt_service_panel_set_client (self->services, self->desk, self->id, self->data->client->name);
  clt_card_panel_set_client (CLT_CARD_PANEL (self->complaints), self->desk, self->id);
  clt_card_panel_set_client (CLT_CARD_PANEL (self->contacts), self->desk, self->id);
  clt_card_panel_set_client (CLT_CARD_PANEL (self->training), self->desk, self->id);
  clt_client_details_set_client (self->details, self->desk, self->data->client, self->data->staff);
  fill_extras (self);
  fill_timeline (self);
  gtk_stack_set_visible_child_name (self->stack, "card");
}

static void
show_error (CltClientCard *self, const GError *error)
{
  clt_problem_show (error, NULL, self->error_page);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void
on_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltClientCard) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CltCardData) data = clt_store_run_finish (CLT_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&self->data, clt_card_data_free);
  self->data = g_steal_pointer (&data);
  /* deleted, or its creation undone: that is nobody, not an error */
  if (self->data != NULL)
    fill (self);
  else if (g_error_matches (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND))
    gtk_stack_set_visible_child_name (self->stack, "none");
  else
    show_error (self, error);
  update_actions (self);
}

void
clt_client_card_refresh (CltClientCard *self)
{
  gint64 *id;

  clt_reading_stop (&self->cancellable);
  if (self->id == 0 || self->desk == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  id = g_new (gint64, 1);
  *id = self->id;
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_HIGH,
                       clt_card_data_load, id, g_free, (GDestroyNotify) clt_card_data_free,
                       self->cancellable, on_loaded_cb, g_object_ref (self));
}

void
clt_client_card_show (CltClientCard *self, gint64 id)
{
  if (self->id == id)
    return;
  self->id = id;
  self->n_shown = TIMELINE_STEP;
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  if (id == 0)
    {
      g_clear_pointer (&self->data, clt_card_data_free);
      gtk_stack_set_visible_child_name (self->stack, "none");
      update_actions (self);
    }
  clt_client_card_refresh (self);
}

gint64
clt_client_card_get_id (CltClientCard *self)
{
  return self->id;
}

void
clt_client_card_set_desk (CltClientCard *self, CltDesk *desk)
{
  g_set_object (&self->desk, desk);
}

void
clt_client_card_record_delivery (CltClientCard *self)
{
  if (self->data != NULL)
    clt_service_panel_record (self->services);
}

void
clt_client_card_describe_delivery (CltClientCard *self)
{
  if (self->data != NULL)
    clt_service_panel_describe (self->services);
}

void
clt_client_card_edit (CltClientCard *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double top = 0;

  if (self->data == NULL)
    return;
  gtk_widget_translate_coordinates (GTK_WIDGET (self->details), GTK_WIDGET (self->scroller), 0, 0,
                                    NULL, &top);
  top += gtk_adjustment_get_value (adjustment);
  clt_client_details_edit (self->details);
  /* the focus alone brings the field just into sight, and none of those below it */
  gtk_adjustment_set_value (adjustment, top);
}

/* Actions */

static void
grant (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_service_panel_grant (CLT_CLIENT_CARD (widget)->services);
}

static void
refuse (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_service_panel_refuse (CLT_CLIENT_CARD (widget)->services);
}

static void
override (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltClientCard *self = CLT_CLIENT_CARD (widget);

  clt_client_dialog_override (widget, self->desk, self->data->client);
}

static void
add_tag (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltClientCard *self = CLT_CLIENT_CARD (widget);

  clt_client_dialog_tag (widget, self->desk, self->data->client);
}

static void
remove_tag (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltClientCard *self = CLT_CLIENT_CARD (widget);

  clt_client_run_remove_tag (self->desk, self->data->client,
                             g_variant_get_string (parameter, NULL));
}

static void
convert (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltClientCard *self = CLT_CLIENT_CARD (widget);

  clt_client_dialog_convert (widget, self->desk, self->data->client);
}

static void delete (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltClientCard *self = CLT_CLIENT_CARD (widget);

  /* no question: the toast offers Undo */
  clt_client_run_delete (self->desk, self->data->client);
}

static void
clt_client_card_dispose (GObject *object)
{
  CltClientCard *self = CLT_CLIENT_CARD (object);

  clt_reading_stop (&self->cancellable);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->data, clt_card_data_free);
  g_clear_pointer (&self->extra_rows, g_ptr_array_unref);
  if (self->badges != NULL)
    clear_badges (self);
  /* before the template, which would let the child go behind the back of the bin */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_CLIENT_CARD);
  G_OBJECT_CLASS (clt_client_card_parent_class)->dispose (object);
}

static void
clt_client_card_class_init (CltClientCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_client_card_dispose;
  g_type_ensure (CLT_TYPE_BADGE_LAYOUT);
  g_type_ensure (CLT_TYPE_BEHAVIOUR_VIEW);
  g_type_ensure (CLT_TYPE_CHART_VIEW);
  g_type_ensure (CLT_TYPE_CLIENT_DETAILS);
  g_type_ensure (CLT_TYPE_SERVICE_PANEL);
  g_type_ensure (CLT_TYPE_COMPLAINT_PANEL);
  g_type_ensure (CLT_TYPE_CONTACT_PANEL);
  g_type_ensure (CLT_TYPE_TRAINING_PANEL);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/clients/clt-client-card.ui");
  gtk_widget_class_bind_template_child (widget_class, CltClientCard, stack);
  gtk_widget_class_bind_template_child (widget_class, CltClientCard, error_page);
  gtk_widget_class_bind_template_child (widget_class, CltClientCard, scroller);
  gtk_widget_class_bind_template_child (widget_class, CltClientCard, name_label);
  gtk_widget_class_bind_template_child (widget_class, CltClientCard, account_label);
  gtk_widget_class_bind_template_child (widget_class, CltClientCard, badges);
  gtk_widget_class_bind_template_child (widget_class, CltClientCard, convert_button);
  gtk_widget_class_bind_template_child (widget_class, CltClientCard, distance_label);
  gtk_widget_class_bind_template_child (widget_class, CltClientCard, contact_label);
  gtk_widget_class_bind_template_child (widget_class, CltClientCard, chart);
  gtk_widget_class_bind_template_child (widget_class, CltClientCard, behaviour);
  gtk_widget_class_bind_template_child (widget_class, CltClientCard, services);
  gtk_widget_class_bind_template_child (widget_class, CltClientCard, complaints);
  gtk_widget_class_bind_template_child (widget_class, CltClientCard, contacts);
  gtk_widget_class_bind_template_child (widget_class, CltClientCard, training);
  gtk_widget_class_bind_template_child (widget_class, CltClientCard, details);
  gtk_widget_class_bind_template_child (widget_class, CltClientCard, extras_group);
  gtk_widget_class_bind_template_child (widget_class, CltClientCard, timeline_filter);
  gtk_widget_class_bind_template_child (widget_class, CltClientCard, timeline);
  gtk_widget_class_bind_template_child (widget_class, CltClientCard, older_button);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_older_clicked_cb);

  gtk_widget_class_install_action (widget_class, "client.override", NULL, override);
  gtk_widget_class_install_action (widget_class, "client.grant", NULL, grant);
  gtk_widget_class_install_action (widget_class, "client.refuse", NULL, refuse);
  gtk_widget_class_install_action (widget_class, "client.add-tag", NULL, add_tag);
  gtk_widget_class_install_action (widget_class, "client.remove-tag", "s", remove_tag);
  gtk_widget_class_install_action (widget_class, "client.convert", NULL, convert);
  gtk_widget_class_install_action (widget_class, "client.delete", NULL, delete);
}

static void
clt_client_card_init (CltClientCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->extra_rows = g_ptr_array_new ();
  self->n_shown = TIMELINE_STEP;
  update_actions (self);
}
