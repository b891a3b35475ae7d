/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-push-form.h"

#include "app/catalogue/clt-push-data.h"
#include "app/catalogue/clt-push-table.h"
#include "app/widgets/clt-chart-view.h"
#include "app/widgets/clt-combo-focus.h"
#include "app/widgets/clt-css-class.h"
#include "app/widgets/clt-problem.h"
#include "app/widgets/clt-task-bar.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-client-list.h"
#include "core/people/clt-staff.h"

/* A filter that is being typed is asked for when the person has paused. */
#define ASK_AFTER_MS 300

struct _CltPushForm
{
  AdwBin parent_instance;

  CltDesk *desk;           /* owned (nullable) */
  CltPushChoices *choices; /* owned (nullable) */
  CltProgress *progress;   /* owned (nullable): of the preview under way */
  GArray *product_ids;     /* owned: gint64, of product_row */
  guint ask_id;
  gboolean filling;
  gboolean stale; /* something changed while the form was not shown */

  AdwComboRow *product_row;
  AdwComboRow *tier_row;
  AdwEntryRow *filter_row;
  AdwComboRow *list_row;
  AdwComboRow *owner_row;
  GtkSwitch *owed_switch;
  AdwComboRow *channel_row;
  AdwEntryRow *first_row;
  AdwEntryRow *last_row;
  AdwEntryRow *name_row;
  GtkButton *create_button;
  GtkLabel *result_label;
  GtkLabel *work_label;
  CltChartView *load_view;
  GtkBox *reason_box;
  CltPushTable *table;
  CltTaskBar *task_bar;
};

G_DEFINE_FINAL_TYPE (CltPushForm, clt_push_form, ADW_TYPE_BIN)

enum
{
  CREATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void schedule (CltPushForm *self);

/* ---- the plan ------------------------------------------------------------------------------------------ */

static char *
dup_entry (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

/* The tier and the filter that was typed, together. */
static char *
dup_expression (CltPushForm *self)
{
  guint choice = adw_combo_row_get_selected (self->tier_row);
  g_autofree char *filter = dup_entry (self->filter_row);
  const char *tier;

  if (choice == 0)
    return g_steal_pointer (&filter);
  tier = clt_tier_get_name ((CltTier) choice);
  if (*filter == '\0')
    return g_strdup_printf ("tier = %s", tier);
  return g_strdup_printf ("tier = %s and (%s)", tier, filter);
}

static gboolean
read_day (AdwEntryRow *row, CltDay *day)
{
  g_autofree char *text = dup_entry (row);
  gboolean good = clt_day_parse (text, day);

  clt_css_class_set (GTK_WIDGET (row), "error", !good);
  return good;
}

static const char *
get_chosen_name (CltPushForm *self)
{
  GObject *item = adw_combo_row_get_selected_item (self->product_row);

  return item == NULL ? "" : gtk_string_object_get_string (GTK_STRING_OBJECT (item));
}

CltPushPlan *
clt_push_form_dup_plan (CltPushForm *self)
{
  g_autoptr (CltPushPlan) plan = clt_push_plan_new ();
  guint product = adw_combo_row_get_selected (self->product_row);
  guint list = adw_combo_row_get_selected (self->list_row);
  guint owner = adw_combo_row_get_selected (self->owner_row);
  guint channel = adw_combo_row_get_selected (self->channel_row);
  g_autofree char *name = dup_entry (self->name_row);

  if (self->choices == NULL || product >= self->product_ids->len ||
      !read_day (self->first_row, &plan->first) || !read_day (self->last_row, &plan->last))
    return NULL;
  plan->product_id = g_array_index (self->product_ids, gint64, product);
  g_free (plan->expression);
  plan->expression = dup_expression (self);
  if (list > 0 && list <= self->choices->lists->len)
    plan->list_id = ((CltClientList *) self->choices->lists->pdata[list - 1])->id;
  if (owner > 0 && owner <= self->choices->staff->len)
    plan->owner_id = ((CltStaff *) self->choices->staff->pdata[owner - 1])->id;
  if (channel > 0 && channel <= self->choices->channels->len)
    clt_set_str (&plan->channel, ((CltChannel *) self->choices->channels->pdata[channel - 1])->key);
  plan->owed = gtk_switch_get_active (self->owed_switch);
  clt_set_str (&plan->name, *name == '\0' ? get_chosen_name (self) : name);
  return g_steal_pointer (&plan);
}

/* ---- the preview ----------------------------------------------------------------------------------------- */

static char *
dup_result (const CltPushPreview *preview)
{
  g_autofree char *free_ones = clt_count_format (preview->n_free);
  g_autofree char *blocked = clt_count_format (preview->n_blocked);

  if (preview->n_free + preview->n_blocked == 0)
    return g_strdup (_ ("Nobody belongs to this audience."));
  if (preview->n_blocked == 0)
    /* Translators: %s is a number. */
    return g_strdup_printf (ngettext ("%s delivery; nobody is blocked",
                                      "%s deliveries; nobody is blocked", preview->n_free),
                            free_ones);
  /* Translators: number of deliveries, number of clients who are blocked. */
  return g_strdup_printf (ngettext ("%s delivery; %s blocked", "%s deliveries; %s blocked",
                                    preview->n_free),
                          free_ones, blocked);
}

static char *
dup_work (const CltPushPreview *preview)
{
  g_autofree char *money = clt_money_format (preview->cost);

  /* Translators: hours and yuan of this push; hours planned with it, hours that the staff has. */
  return g_strdup_printf (
    _ ("Work of %.1f h and ¥%s; with it %.1f of %.1f h of these days are planned"),
    (double) preview->minutes / 60.0, money, (double) preview->planned / 60.0,
    (double) preview->capacity / 60.0);
}

static void
add_reason (CltPushForm *self, const char *label, guint count, guint wanted)
{
  g_autofree char *n = clt_count_format (count);
  g_autofree char *head = clt_text_begin_sentence (label);
  /* Translators: a reason, and how many clients it stops. */
  g_autofree char *text = g_strdup_printf (C_ ("reason", "%s: %s"), head, n);
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "figure");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", wanted);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "push-form.show");
  gtk_box_append (self->reason_box, button);
}

static void
show_reasons (CltPushForm *self, const CltPushPreview *preview)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->reason_box))) != NULL)
    gtk_box_remove (self->reason_box, child);
  add_reason (self, C_ ("reason", "Will get it"), preview->n_free, CLT_PUSH_FREE);
  for (guint bit = 0; bit < G_N_ELEMENTS (preview->by_block); bit++)
    if (preview->by_block[bit] > 0)
      add_reason (self, clt_block_get_label ((CltBlock) (1u << bit)), preview->by_block[bit],
                  1u << bit);
}

/* @chart: (nullable) */
static void
show_load (CltPushForm *self, CltChart *chart)
{
  clt_chart_view_set_chart (self->load_view, chart);
  gtk_widget_set_visible (GTK_WIDGET (self->load_view), chart != NULL);
}

static void
show_problem (CltPushForm *self, const char *sentence)
{
  GtkWidget *child;

  gtk_label_set_label (self->result_label, sentence);
  gtk_label_set_label (self->work_label, "");
  show_load (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->reason_box))) != NULL)
    gtk_box_remove (self->reason_box, child);
  clt_push_table_show (self->table, NULL, CLT_PUSH_ALL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->create_button), FALSE);
}

/* A preview that was asked for. */
typedef struct
{
  CltPushForm *form;     /* owned */
  CltProgress *progress; /* owned */
} Asking;

static void
asking_free (Asking *asking)
{
  g_object_unref (asking->form);
  clt_progress_unref (asking->progress);
  g_free (asking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

static void
show_answer (CltPushForm *self, const CltPushAnswer *answer)
{
  g_autofree char *text = dup_result (answer->preview);
  g_autofree char *work = dup_work (answer->preview);

  gtk_label_set_label (self->result_label, text);
  gtk_label_set_label (self->work_label, work);
  show_load (self, answer->load);
  clt_css_class_set (GTK_WIDGET (self->work_label), "warning", answer->n_over > 0);
  show_reasons (self, answer->preview);
  clt_push_table_show (self->table, answer->lines, CLT_PUSH_ALL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->create_button), answer->preview->n_free > 0);
}

static void
on_answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;
  CltPushForm *self = asking->form;
  g_autoptr (GError) error = NULL;
  g_autoptr (CltPushAnswer) answer = clt_store_run_finish (CLT_STORE (object), result, &error);
  g_autofree char *text = NULL;
  gboolean stopped;

  if (self->desk == NULL || self->progress != asking->progress) /* another is under way */
    return;
  /* also where the answer was on its way already */
  stopped = g_cancellable_is_cancelled (clt_progress_get_cancellable (self->progress));
  clt_task_bar_end (self->task_bar, self->progress);
  g_clear_pointer (&self->progress, clt_progress_unref);
  if (answer != NULL && !stopped)
    {
      show_answer (self, answer);
      return;
    }
  text = stopped || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
           ? g_strdup (_ ("Stopped. Change something to look again."))
           : clt_problem_dup_sentence (error);
  show_problem (self, text);
}

static void
stop (CltPushForm *self)
{
  if (self->progress == NULL)
    return;
  g_cancellable_cancel (clt_progress_get_cancellable (self->progress));
  if (self->task_bar != NULL)
    clt_task_bar_end (self->task_bar, self->progress);
  g_clear_pointer (&self->progress, clt_progress_unref);
}

static void
ask (CltPushForm *self, CltPushPlan *plan)
{
  Asking *asking = g_new0 (Asking, 1);

  self->progress = clt_task_bar_begin (self->task_bar, _ ("Looking at who would get it…"));
  asking->form = g_object_ref (self);
  asking->progress = clt_progress_ref (self->progress);
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_ANALYSIS, G_PRIORITY_DEFAULT,
                       clt_push_answer_load, plan, (GDestroyNotify) clt_push_plan_free,
                       (GDestroyNotify) clt_push_answer_free,
                       clt_progress_get_cancellable (self->progress), on_answered_cb, asking);
}

static gboolean
on_ask_due_cb (gpointer user_data)
{
  CltPushForm *self = user_data;
  g_autoptr (CltPushPlan) plan = NULL;

  self->ask_id = 0;
  stop (self);
  /* 50,000 clients are not looked at for a form that nobody sees */
  self->stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->stale || self->desk == NULL)
    return G_SOURCE_REMOVE;
  plan = clt_push_form_dup_plan (self);
  if (plan == NULL)
    show_problem (self, _ ("Choose a product and the days."));
  else
    ask (self, g_steal_pointer (&plan));
  return G_SOURCE_REMOVE;
}

static void
schedule (CltPushForm *self)
{
  if (self->filling)
    return;
  g_clear_handle_id (&self->ask_id, g_source_remove);
  self->ask_id = g_timeout_add (ASK_AFTER_MS, on_ask_due_cb, self);
}

static void
show_part (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_push_table_filter (CLT_PUSH_FORM (widget)->table, g_variant_get_uint32 (parameter));
}

/* ---- choices ------------------------------------------------------------------------------------------------ */

/* What was chosen stays chosen by its place. */
static void
set_choices (AdwComboRow *row, GPtrArray *labels)
{
  g_autoptr (GtkStringList) model = NULL;
  guint selected = adw_combo_row_get_selected (row);

  g_ptr_array_add (labels, NULL);
  model = gtk_string_list_new ((const char *const *) labels->pdata);
  adw_combo_row_set_model (row, G_LIST_MODEL (model));
  if (selected != GTK_INVALID_LIST_POSITION && selected + 1 < labels->len)
    adw_combo_row_set_selected (row, selected);
  g_ptr_array_unref (labels);
}

static void
fill_products (CltPushForm *self)
{
  GPtrArray *labels = g_ptr_array_new_with_free_func (g_free);

  g_array_set_size (self->product_ids, 0);
  for (guint i = 0; i < self->choices->products->len; i++)
    {
      const CltProduct *product = self->choices->products->pdata[i];

      if (product->current == NULL)
        continue;
      g_array_append_val (self->product_ids, product->id);
      g_ptr_array_add (labels, g_strdup (product->current->name));
    }
  set_choices (self->product_row, labels);
}

static void
fill_tiers (CltPushForm *self)
{
  GPtrArray *labels = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (labels, g_strdup (C_ ("tiers", "All")));
  for (CltTier tier = CLT_TIER_SMALL; tier < CLT_N_TIERS; tier++)
    g_ptr_array_add (labels, g_strdup (clt_tier_get_label (tier)));
  set_choices (self->tier_row, labels);
}

static void
fill_others (CltPushForm *self)
{
  GPtrArray *lists = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *staff = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *channels = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (lists, g_strdup (C_ ("client list", "None")));
  for (guint i = 0; i < self->choices->lists->len; i++)
    g_ptr_array_add (lists, g_strdup (((CltClientList *) self->choices->lists->pdata[i])->name));
  g_ptr_array_add (staff, g_strdup (C_ ("in charge", "Anybody")));
  for (guint i = 0; i < self->choices->staff->len; i++)
    g_ptr_array_add (staff, g_strdup (((CltStaff *) self->choices->staff->pdata[i])->name));
  g_ptr_array_add (channels, g_strdup (_ ("In order of preference")));
  for (guint i = 0; i < self->choices->channels->len; i++)
    g_ptr_array_add (channels, g_strdup (((CltChannel *) self->choices->channels->pdata[i])->name));
  set_choices (self->list_row, lists);
  set_choices (self->owner_row, staff);
  set_choices (self->channel_row, channels);
}

static void
on_choices_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltPushForm) self = user_data;
  g_autoptr (GError) error = NULL;
  CltPushChoices *choices = clt_store_run_finish (CLT_STORE (object), result, &error);

  if (choices == NULL || self->desk == NULL)
    {
      g_clear_pointer (&choices, clt_push_choices_free);
      return;
    }
  g_clear_pointer (&self->choices, clt_push_choices_free);
  self->choices = choices;
  self->filling = TRUE;
  fill_products (self);
  fill_others (self);
  self->filling = FALSE;
  schedule (self);
}

void
clt_push_form_refresh (CltPushForm *self)
{
  if (self->desk != NULL)
    clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                         clt_push_choices_load, NULL, NULL, (GDestroyNotify) clt_push_choices_free,
                         NULL, on_choices_loaded_cb, g_object_ref (self));
}

/* ---- creating ------------------------------------------------------------------------------------------------ */

static void
on_created_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltPushForm) self = user_data;
  g_autoptr (GError) error = NULL;

  if (self->desk == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->create_button), TRUE);
  if (clt_desk_act_finish (CLT_DESK (object), result, &error))
    g_signal_emit (self, signals[CREATED], 0);
  else
    clt_desk_fail (self->desk, error);
}

void
clt_push_form_create (CltPushForm *self)
{
  CltPushPlan *plan;
  CltPushOrder *order;

  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->create_button)) ||
      (plan = clt_push_form_dup_plan (self)) == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->create_button), FALSE);
  order = clt_push_order_new (0, clt_desk_get_who (self->desk));
  order->plan = plan;
  clt_desk_act_async (self->desk, "push.create", plan->name, clt_push_order_create, order,
                      clt_push_order_free, on_created_cb, g_object_ref (self));
}

void
clt_push_form_focus (CltPushForm *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->product_row));
}

void
clt_push_form_set_desk (CltPushForm *self, CltDesk *desk)
{
  g_autofree char *first = clt_day_format (clt_today ());
  g_autofree char *last = clt_day_format (clt_today () + 13);

  g_set_object (&self->desk, desk);
  clt_push_table_set_desk (self->table, desk);
  clt_push_table_hide_state (self->table);
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->first_row), first);
  gtk_editable_set_text (GTK_EDITABLE (self->last_row), last);
  fill_tiers (self);
  self->filling = FALSE;
  clt_push_form_refresh (self);
}

/* ---- the class -------------------------------------------------------------------------------------------------- */

static void
clt_push_form_dispose (GObject *object)
{
  CltPushForm *self = CLT_PUSH_FORM (object);

  self->filling = TRUE;
  g_clear_handle_id (&self->ask_id, g_source_remove);
  self->task_bar = NULL; /* goes with the template */
  stop (self);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->choices, clt_push_choices_free);
  clt_bin_dispose_template (ADW_BIN (self), CLT_TYPE_PUSH_FORM);
  g_clear_pointer (&self->product_ids, g_array_unref);
  G_OBJECT_CLASS (clt_push_form_parent_class)->dispose (object);
}

static void
clt_push_form_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (clt_push_form_parent_class)->map (widget);
  if (CLT_PUSH_FORM (widget)->stale)
    schedule (CLT_PUSH_FORM (widget));
}

static void
clt_push_form_class_init (CltPushFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_push_form_dispose;
  widget_class->map = clt_push_form_map;
  g_type_ensure (CLT_TYPE_TASK_BAR);
  g_type_ensure (CLT_TYPE_CHART_VIEW);
  g_type_ensure (CLT_TYPE_PUSH_TABLE);
  signals[CREATED] = g_signal_new ("created", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/catalogue/clt-push-form.ui");
  gtk_widget_class_bind_template_child (widget_class, CltPushForm, product_row);
  gtk_widget_class_bind_template_child (widget_class, CltPushForm, tier_row);
  gtk_widget_class_bind_template_child (widget_class, CltPushForm, filter_row);
  gtk_widget_class_bind_template_child (widget_class, CltPushForm, list_row);
  gtk_widget_class_bind_template_child (widget_class, CltPushForm, owner_row);
  gtk_widget_class_bind_template_child (widget_class, CltPushForm, owed_switch);
  gtk_widget_class_bind_template_child (widget_class, CltPushForm, channel_row);
  gtk_widget_class_bind_template_child (widget_class, CltPushForm, first_row);
  gtk_widget_class_bind_template_child (widget_class, CltPushForm, last_row);
  gtk_widget_class_bind_template_child (widget_class, CltPushForm, name_row);
  gtk_widget_class_bind_template_child (widget_class, CltPushForm, create_button);
  gtk_widget_class_bind_template_child (widget_class, CltPushForm, result_label);
  gtk_widget_class_bind_template_child (widget_class, CltPushForm, work_label);
  gtk_widget_class_bind_template_child (widget_class, CltPushForm, load_view);
  gtk_widget_class_bind_template_child (widget_class, CltPushForm, reason_box);
  gtk_widget_class_bind_template_child (widget_class, CltPushForm, table);
  gtk_widget_class_bind_template_child (widget_class, CltPushForm, task_bar);
  gtk_widget_class_bind_template_callback (widget_class, schedule);
  gtk_widget_class_install_action (widget_class, "push-form.show", "u", show_part);
}

static void
clt_push_form_init (CltPushForm *self)
{
  self->product_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
  clt_combo_focus_tick (self->product_row);
  clt_combo_focus_tick (self->channel_row);
  clt_combo_focus_tick (self->tier_row);
  clt_combo_focus_tick (self->list_row);
  clt_combo_focus_tick (self->owner_row);
}
