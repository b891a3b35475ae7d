/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-greeting-pane.h"

#include "app/catalogue/clt-greeting-data.h"
#include "app/catalogue/clt-services-export.h"
#include "app/widgets/clt-combo-focus.h"
#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-label.h"
#include "app/widgets/clt-problem.h"
#include "app/widgets/clt-reading.h"
#include "app/widgets/clt-side-list.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

/* A filter that is being typed is asked for when the person has paused. */
#define ASK_AFTER_MS 300

struct _CltGreetingPane
{
  CltPane parent_instance;

  CltGreetingOverview *overview;  /* owned (nullable) */
  GCancellable *cancellable;      /* owned (nullable): of the question under way */
  GCancellable *text_cancellable; /* owned (nullable): of the text under way */
  CltGreetingAnswer *answer;      /* owned (nullable) */
  guint ask_id;
  gboolean filling, festival; /* festival: the product is that of festivals */

  CltSideList *list;
  GtkLabel *name_label;
  GtkLabel *day_label;
  AdwComboRow *product_row;
  AdwComboRow *channel_row;
  AdwEntryRow *filter_row;
  GtkLabel *result_label;
  GtkLabel *reason_label;
  GtkWidget *queue_button;
  CltDataTable *table;
  GtkLabel *text_label;
};

G_DEFINE_FINAL_TYPE (CltGreetingPane, clt_greeting_pane, CLT_TYPE_PANE)

static const CltCommand commands[] = {
  { "greeting.queue", N_ ("_Queue the Greetings of the Day"), "<Control>Return", TRUE },
  { "greeting.filter", N_ ("_Filter Who Is Greeted"), "<Control><Shift>l", TRUE },
};

static const CltCommandGroup command_group = { N_ ("Greetings"), commands,
                                               G_N_ELEMENTS (commands) };

const CltCommandGroup *
clt_greeting_pane_get_commands (void)
{
  return &command_group;
}

static const CltTableColumn columns[] = {
  { CLT_PUSH_CLIENT, NC_ ("greeting", "Client"), 110, FALSE, FALSE, TRUE },
  { CLT_PUSH_DAY, NC_ ("greeting", "Day"), 96, FALSE, FALSE },
  { CLT_PUSH_CHANNEL, NC_ ("greeting", "Channel"), 110, FALSE, FALSE },
  { CLT_PUSH_STATE, NC_ ("greeting", "State"), 98, FALSE, FALSE },
  { CLT_PUSH_REASONS, NC_ ("greeting", "What holds him back"), 160, FALSE, FALSE, TRUE },
  { CLT_PUSH_STAFF, NC_ ("greeting", "By"), 90, FALSE, FALSE },
};

static const char *
get_cell_text (gconstpointer record, guint column)
{
  return ((const CltPushRow *) record)->cell[column];
}

/* ---- the days --------------------------------------------------------------------------------------- */

static char *
dup_note (const CltGreetingOccasion *occasion)
{
  g_autofree char *day = clt_day_format (occasion->day);

  if (occasion->solemn)
    /* Translators: a date. */
    return g_strdup_printf (_ ("%s · a solemn day"), day);
  if (occasion->key != NULL)
    return g_steal_pointer (&day);
  /* Translators: a date, a number of clients. */
  return g_strdup_printf (ngettext ("%s · %u client", "%s · %u clients", occasion->n), day,
                          occasion->n);
}

/* (nullable) */
static const CltGreetingOccasion *
get_occasion (CltGreetingPane *self)
{
  int index = clt_side_list_get_chosen (self->list);

  return index < 0 || self->overview == NULL
           ? NULL
           : &g_array_index (self->overview->occasions, CltGreetingOccasion, (guint) index);
}

static void
fill_list (CltGreetingPane *self)
{
  const GArray *occasions = self->overview->occasions;
  int chosen = clt_side_list_get_chosen (self->list);

  for (guint i = 0; i < occasions->len; i++)
    {
      const CltGreetingOccasion *occasion = &g_array_index (occasions, CltGreetingOccasion, i);
      g_autofree char *title = clt_greeting_overview_dup_title (self->overview, occasion);
      g_autofree char *note = dup_note (occasion);

      clt_side_list_show (self->list, i, &(CltSideLine){ .title = title, .note = note });
    }
  clt_side_list_truncate (self->list, occasions->len);
  clt_side_list_choose (self->list, chosen);
}

/* ---- asking ------------------------------------------------------------------------------------------ */

static gint64
get_product (CltGreetingPane *self)
{
  guint chosen = adw_combo_row_get_selected (self->product_row);

  return self->overview == NULL || chosen >= self->overview->products->len
           ? 0
           : ((CltProduct *) self->overview->products->pdata[chosen])->id;
}

/* NULL: nothing can be asked. */
static CltGreetingOrder *
make_order (CltGreetingPane *self)
{
  const CltGreetingOccasion *occasion = get_occasion (self);
  guint channel = adw_combo_row_get_selected (self->channel_row);
  gint64 product = get_product (self);
  CltDesk *desk = clt_pane_get_desk (CLT_PANE (self));
  g_autofree char *filter =
    g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->filter_row))));

  if (occasion == NULL || product == 0 || desk == NULL)
    return NULL;
  return clt_greeting_order_new (occasion, product, filter,
                                 channel > 0 && channel <= self->overview->channels->len
                                   ? ((CltChannel *) self->overview->channels->pdata[channel - 1])
                                       ->key
                                   : "",
                                 clt_desk_get_who (desk));
}

static char *
dup_result (const CltGreetingAnswer *answer)
{
  g_autofree char *free_ones = clt_count_format (answer->n_free);
  g_autofree char *blocked = clt_count_format (answer->n_blocked);
  g_autofree char *greeted = clt_count_format (answer->n_greeted);

  /* Translators: numbers of clients: who will be greeted, who is held back, who has been or will
   * be by what is queued. */
  return g_strdup_printf (_ ("%s will be greeted · %s held back · %s queued or greeted already"),
                          free_ones, blocked, greeted);
}

/* Each reason with how many it holds back. */
static char *
dup_reasons (const CltGreetingAnswer *answer)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint bit = 0; bit < G_N_ELEMENTS (answer->by_block); bit++)
    if (answer->by_block[bit] > 0)
      {
        g_autofree char *n = clt_count_format (answer->by_block[bit]);
        g_autofree char *head =
          clt_text_begin_sentence (clt_block_get_label ((CltBlock) (1u << bit)));

        g_string_append (text, text->len > 0 ? " · " : "");
        /* Translators: a reason, and how many clients it stops. */
        g_string_append_printf (text, C_ ("reason", "%s: %s"), head, n);
      }
  return g_strdup (text->str);
}

static void on_row_selected_cb (CltGreetingPane *self, gint64 key);

/* The table and the text below it come and go together; the focus is not left behind. */
static void
show_table (CltGreetingPane *self, gboolean visible)
{
  if (!visible && gtk_widget_get_focus_child (GTK_WIDGET (self->table)) != NULL)
    clt_page_take_focus (CLT_PAGE (self));
  gtk_widget_set_visible (GTK_WIDGET (self->table), visible);
  gtk_widget_set_visible (GTK_WIDGET (self->text_label), visible);
}

static void
show_answer (CltGreetingPane *self)
{
  const CltGreetingAnswer *answer = self->answer;
  g_autofree char *result = dup_result (answer);
  g_autofree char *reasons = dup_reasons (answer);
  g_autoptr (CltPushQuery) query = NULL;

  gtk_label_set_label (self->result_label, result);
  clt_label_show (self->reason_label, reasons);
  clt_command_set_enabled (GTK_WIDGET (self), "greeting.queue", answer->n_free > 0);
  gtk_widget_set_sensitive (self->queue_button, answer->n_free > 0);
  show_table (self, answer->lines != NULL);
  if (answer->lines == NULL)
    return;
  query = clt_push_query_new (answer->lines, CLT_PUSH_ALL);
  clt_key_list_set_query (clt_data_table_get_list (self->table), query);
  /* keys number the lines from 1; of a single one the text is shown without being asked for, also
   * where the line before was a single one and nothing is selected anew */
  if (answer->only_client != 0)
    {
      clt_data_table_select (self->table, 1);
      on_row_selected_cb (self, 1);
    }
}

static void
show_problem (CltGreetingPane *self, const char *sentence)
{
  gtk_label_set_label (self->result_label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->reason_label), FALSE);
  clt_command_set_enabled (GTK_WIDGET (self), "greeting.queue", FALSE);
  show_table (self, FALSE);
}

static void
on_answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltGreetingPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  CltGreetingAnswer *answer = clt_store_run_finish (CLT_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      clt_pane_get_desk (CLT_PANE (self)) == NULL)
    {
      g_clear_pointer (&answer, clt_greeting_answer_free);
      return;
    }
  g_clear_pointer (&self->answer, clt_greeting_answer_free);
  self->answer = answer;
  if (answer != NULL)
    {
      show_answer (self);
      return;
    }
  sentence = clt_problem_dup_sentence (error);
  show_problem (self, sentence);
}

static gboolean
on_ask_due_cb (gpointer user_data)
{
  CltGreetingPane *self = user_data;
  CltGreetingOrder *order = make_order (self);

  self->ask_id = 0;
  clt_reading_stop (&self->cancellable);
  if (order == NULL)
    {
      show_problem (self,
                    _ ("Approve a value-added service of risk R1 with a text first: it is what "
                       "greets."));
      return G_SOURCE_REMOVE;
    }
  self->cancellable = g_cancellable_new ();
  clt_store_run_async (clt_desk_get_store (clt_pane_get_desk (CLT_PANE (self))), CLT_STORE_ANALYSIS,
                       G_PRIORITY_DEFAULT, clt_greeting_answer_load, order, clt_greeting_order_free,
                       clt_greeting_answer_free, self->cancellable, on_answered_cb,
                       g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* What is queued is what the answer on the screen shows: nothing while another is awaited. */
static void
schedule (CltGreetingPane *self)
{
  if (self->filling || clt_pane_get_desk (CLT_PANE (self)) == NULL)
    return;
  gtk_widget_set_sensitive (self->queue_button, FALSE);
  clt_reading_stop (&self->text_cancellable);
  gtk_label_set_label (self->text_label, _ ("Choose a client to read what he would get."));
  g_clear_handle_id (&self->ask_id, g_source_remove);
  self->ask_id = g_timeout_add (ASK_AFTER_MS, on_ask_due_cb, self);
}

/* ---- the text of one client --------------------------------------------------------------------------- */

static void
on_text_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltGreetingPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = clt_store_run_finish (CLT_STORE (object), result, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      clt_pane_get_desk (CLT_PANE (self)) == NULL)
    return;
  if (text == NULL)
    {
      sentence = clt_problem_dup_sentence (error);
      gtk_widget_add_css_class (GTK_WIDGET (self->text_label), "error");
      gtk_label_set_label (self->text_label, sentence);
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->text_label), "error");
  gtk_label_set_label (self->text_label,
                       *text != '\0'
                         ? text
                         : _ ("The product has no text for this channel yet. Write it in "
                              "the catalogue: in the product, open this channel under "
                              "“Channels”."));
}

static const char *
find_channel (CltGreetingPane *self, const char *name)
{
  for (guint i = 0; i < self->overview->channels->len; i++)
    if (g_str_equal (((CltChannel *) self->overview->channels->pdata[i])->name, name))
      return ((CltChannel *) self->overview->channels->pdata[i])->key;
  return "";
}

static void
on_row_selected_cb (CltGreetingPane *self, gint64 key)
{
  const CltPushRow *row = clt_data_table_get_record (self->table);
  const CltGreetingOccasion *occasion = get_occasion (self);
  /* who is alone was chosen by the program: his row is still on its way */
  const gboolean alone = key != 0 && self->answer != NULL && self->answer->only_client != 0;
  CltGreetingText *text;

  clt_reading_stop (&self->text_cancellable);
  if ((row == NULL && !alone) || occasion == NULL || clt_pane_get_desk (CLT_PANE (self)) == NULL)
    return;
  text = g_new0 (CltGreetingText, 1);
  text->item_id = alone ? self->answer->only_item : row->item_id;
  text->product_id = get_product (self);
  text->client_id = alone ? self->answer->only_client : row->client_id;
  text->channel = g_strdup (alone ? self->answer->only_channel
                                  : find_channel (self, row->cell[CLT_PUSH_CHANNEL]));
  text->day = occasion->day;
  self->text_cancellable = g_cancellable_new ();
  clt_store_run_async (clt_desk_get_store (clt_pane_get_desk (CLT_PANE (self))), CLT_STORE_LIST,
                       G_PRIORITY_DEFAULT, clt_greeting_text_load, text, clt_greeting_text_free,
                       g_free, self->text_cancellable, on_text_loaded_cb, g_object_ref (self));
}

/* Who was chosen still is when the lines are read again. */
static void
on_lines_notify_loading_cb (CltGreetingPane *self)
{
  if (clt_data_table_get_record (self->table) != NULL)
    on_row_selected_cb (self, clt_data_table_get_selected (self->table));
}

static void
on_row_opened_cb (CltGreetingPane *self, gint64 key)
{
  const CltPushRow *row = clt_data_table_get_record (self->table);

  if (row != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-client", "x", row->client_id);
}

/* ---- the chosen day -------------------------------------------------------------------------------------- */

static void
propose_product (CltGreetingPane *self, const CltGreetingOccasion *occasion)
{
  gint64 id =
    occasion->key == NULL ? self->overview->birthday_product : self->overview->festival_product;

  for (guint i = 0; i < self->overview->products->len; i++)
    if (((CltProduct *) self->overview->products->pdata[i])->id == id)
      adw_combo_row_set_selected (self->product_row, i);
  self->festival = occasion->key != NULL;
}

static void
show_chosen (CltGreetingPane *self)
{
  const CltGreetingOccasion *occasion = get_occasion (self);
  g_autofree char *title = NULL;
  g_autofree char *note = NULL;

  if (occasion == NULL)
    return;
  note = dup_note (occasion);
  title = clt_greeting_overview_dup_title (self->overview, occasion);
  gtk_label_set_label (self->name_label, title);
  gtk_label_set_label (self->day_label, note);
  self->filling = TRUE;
  if (self->festival != (occasion->key != NULL))
    propose_product (self, occasion);
  self->filling = FALSE;
  schedule (self);
}

static void
enter_chosen (CltGreetingPane *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->product_row));
}

static void
fill_choices (CltGreetingPane *self)
{
  g_autoptr (GtkStringList) products = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) channels = gtk_string_list_new (NULL);
  gint64 product = get_product (self);
  guint channel = adw_combo_row_get_selected (self->channel_row);

  for (guint i = 0; i < self->overview->products->len; i++)
    gtk_string_list_append (products,
                            ((CltProduct *) self->overview->products->pdata[i])->current->name);
  gtk_string_list_append (channels, _ ("In order of preference"));
  for (guint i = 0; i < self->overview->channels->len; i++)
    gtk_string_list_append (channels, ((CltChannel *) self->overview->channels->pdata[i])->name);
  adw_combo_row_set_model (self->product_row, G_LIST_MODEL (products));
  adw_combo_row_set_model (self->channel_row, G_LIST_MODEL (channels));
  if (channel != GTK_INVALID_LIST_POSITION)
    adw_combo_row_set_selected (self->channel_row, channel);
  for (guint i = 0; i < self->overview->products->len; i++)
    if (((CltProduct *) self->overview->products->pdata[i])->id == product)
      adw_combo_row_set_selected (self->product_row, i);
}

/* ---- actions ---------------------------------------------------------------------------------------------- */

static void
queue (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltGreetingPane *self = CLT_GREETING_PANE (widget);
  const CltGreetingOccasion *occasion = get_occasion (self);
  g_autofree char *title = NULL;
  CltGreetingOrder *order;

  if (occasion == NULL || !gtk_widget_get_sensitive (self->queue_button) ||
      (order = make_order (self)) == NULL)
    return;
  title = clt_greeting_overview_dup_title (self->overview, occasion);
  gtk_widget_set_sensitive (self->queue_button, FALSE);
  clt_desk_act (clt_pane_get_desk (CLT_PANE (self)), "greeting.queue", title,
                clt_greeting_order_run, order, clt_greeting_order_free);
}

static void
focus_filter (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (CLT_GREETING_PANE (widget)->filter_row));
}

/* ---- CltPane ------------------------------------------------------------------------------------------------ */

static gboolean
is_empty (gconstpointer record)
{
  return ((const CltGreetingOverview *) record)->occasions->len == 0;
}

/* What was chosen of the overview before is found in this one. */
static void
take (CltPane *pane, gpointer record)
{
  CltGreetingPane *self = CLT_GREETING_PANE (pane);
  CltGreetingOverview *before = self->overview;
  gint64 product = get_product (self);

  self->filling = TRUE;
  self->overview = record;
  fill_list (self);
  fill_choices (self);
  if (before == NULL && get_occasion (self) != NULL)
    propose_product (self, get_occasion (self));
  for (guint i = 0; product != 0 && i < self->overview->products->len; i++)
    if (((CltProduct *) self->overview->products->pdata[i])->id == product)
      adw_combo_row_set_selected (self->product_row, i);
  self->filling = FALSE;
  g_clear_pointer (&before, clt_greeting_overview_free);
  show_chosen (self);
}

static void
attach (CltPane *pane, CltDesk *desk)
{
  g_autoptr (CltKeyList) keys =
    clt_key_list_new (clt_desk_get_store (desk), &clt_push_query_source);

  g_signal_connect_object (keys, "notify::loading", G_CALLBACK (on_lines_notify_loading_cb), pane,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  clt_data_table_set_list (CLT_GREETING_PANE (pane)->table, keys);
}

static void
take_focus (CltPane *pane)
{
  gtk_widget_grab_focus (GTK_WIDGET (CLT_GREETING_PANE (pane)->list));
}

static void
search (CltPane *pane)
{
  gtk_widget_grab_focus (GTK_WIDGET (CLT_GREETING_PANE (pane)->filter_row));
}

/* As asked for on the screen. */
static CltExportJob *
create_export (CltPane *pane)
{
  CltGreetingPane *self = CLT_GREETING_PANE (pane);
  CltGreetingOrder *order = make_order (self);
  g_autofree char *title = NULL;

  if (order == NULL)
    return NULL;
  title = clt_greeting_overview_dup_title (self->overview, get_occasion (self));
  return clt_services_export_greetings (order, title);
}

static CltPrintJob *
create_print (CltPane *pane)
{
  CltGreetingPane *self = CLT_GREETING_PANE (pane);
  CltGreetingOrder *order = make_order (self);
  g_autofree char *title = NULL;

  if (order == NULL)
    return NULL;
  title = clt_greeting_overview_dup_title (self->overview, get_occasion (self));
  return clt_services_print_greetings (order, title);
}

/* ---- the class ---------------------------------------------------------------------------------------------- */

static void
clt_greeting_pane_dispose (GObject *object)
{
  CltGreetingPane *self = CLT_GREETING_PANE (object);

  self->filling = TRUE;
  g_clear_handle_id (&self->ask_id, g_source_remove);
  clt_reading_stop (&self->cancellable);
  clt_reading_stop (&self->text_cancellable);
  g_clear_pointer (&self->answer, clt_greeting_answer_free);
  g_clear_pointer (&self->overview, clt_greeting_overview_free);
  G_OBJECT_CLASS (clt_greeting_pane_parent_class)->dispose (object);
}

static void
clt_greeting_pane_class_init (CltGreetingPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CltPaneClass *pane_class = CLT_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_greeting_pane_dispose;
  pane_class->read = clt_greeting_overview_load;
  pane_class->queue = CLT_STORE_LIST;
  pane_class->record_free = clt_greeting_overview_free;
  pane_class->attach = attach;
  pane_class->is_empty = is_empty;
  pane_class->take = take;
  pane_class->take_focus = take_focus;
  pane_class->search = search;
  pane_class->create_export = create_export;
  pane_class->create_print = create_print;
  g_type_ensure (CLT_TYPE_DATA_TABLE);
  g_type_ensure (CLT_TYPE_SIDE_LIST);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/catalogue/clt-greeting-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CltGreetingPane, list);
  gtk_widget_class_bind_template_child (widget_class, CltGreetingPane, name_label);
  gtk_widget_class_bind_template_child (widget_class, CltGreetingPane, day_label);
  gtk_widget_class_bind_template_child (widget_class, CltGreetingPane, product_row);
  gtk_widget_class_bind_template_child (widget_class, CltGreetingPane, channel_row);
  gtk_widget_class_bind_template_child (widget_class, CltGreetingPane, filter_row);
  gtk_widget_class_bind_template_child (widget_class, CltGreetingPane, result_label);
  gtk_widget_class_bind_template_child (widget_class, CltGreetingPane, reason_label);
  gtk_widget_class_bind_template_child (widget_class, CltGreetingPane, queue_button);
  gtk_widget_class_bind_template_child (widget_class, CltGreetingPane, table);
  gtk_widget_class_bind_template_child (widget_class, CltGreetingPane, text_label);
  gtk_widget_class_bind_template_callback (widget_class, show_chosen);
  gtk_widget_class_bind_template_callback (widget_class, enter_chosen);
  gtk_widget_class_bind_template_callback (widget_class, schedule);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_opened_cb);
  gtk_widget_class_install_action (widget_class, "greeting.queue", NULL, queue);
  gtk_widget_class_install_action (widget_class, "greeting.filter", NULL, focus_filter);
  clt_command_group_bind (&command_group, widget_class);
}

static void
clt_greeting_pane_init (CltGreetingPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  clt_combo_focus_tick (self->product_row);
  clt_combo_focus_tick (self->channel_row);
  clt_data_table_set_titled_columns (self->table, "greeting", columns, G_N_ELEMENTS (columns),
                                     get_cell_text);
}
