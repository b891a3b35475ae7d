/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-ledger-pane.h"

#include "app/catalogue/clt-ledger-data.h"
#include "app/catalogue/clt-services-export.h"
#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-delivery-dialog.h"
#include "app/widgets/clt-figure-grid.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

struct _CltLedgerPane
{
  CltPane parent_instance;

  CltLedgerData *data; /* owned (nullable) */
  CltDay day;
  int tier;                   /* -1: all */
  CltLedgerQuestion question; /* of the list */
  gboolean export_log;        /* the next export is of the log */
  CltLedgerList *list;        /* owned (nullable) */

  GtkEntry *day_entry;
  GtkBox *tier_box;
  GtkLabel *sentence_label;
  GtkGrid *grid;
  GtkLabel *list_label;
  GtkLabel *total_label;
  GtkDropDown *show_drop;
  GtkSearchEntry *search_entry;
  CltDataTable *table;
  GtkLabel *held_label;
};

G_DEFINE_FINAL_TYPE (CltLedgerPane, clt_ledger_pane, CLT_TYPE_PANE)

static const CltCommand commands[] = {
  { "ledger.record", N_ ("_Record a Delivery"), "<Control>d", TRUE },
  { "ledger.describe", N_ ("Record a Delivery with _Details…"), "<Control><Shift>r", TRUE },
  { "ledger.open-in-clients", N_ ("Open the List in _Clients"), "<Control>Return", TRUE },
  { "ledger.export-log", N_ ("E_xport the Delivery Log…"), "<Control><Shift>e", TRUE },
  { "ledger.show-held", N_ ("Show What Is _Held Back, or All"), "<Control><Shift>h", TRUE },
  { "ledger.show-debts", N_ ("Show All _Outstanding"), "<Control><Shift>o", TRUE },
};

static const CltCommandGroup command_group = { N_ ("Ledger"), commands, G_N_ELEMENTS (commands) };

const CltCommandGroup *
clt_ledger_pane_get_commands (void)
{
  return &command_group;
}

static CltDesk *
get_desk (CltLedgerPane *self)
{
  return clt_pane_get_desk (CLT_PANE (self));
}

/* ---- the list ------------------------------------------------------------------------------------ */

/* The names of companies need the first one's. */
#define WIDTH_WITH_TIER 610
static const CltTableColumn columns[] = {
  { CLT_LEDGER_CLIENT, NC_ ("ledger", "Client"), 168, FALSE, FALSE, TRUE },
  { CLT_LEDGER_PRODUCT, NC_ ("ledger", "Product"), 130, FALSE, FALSE, TRUE },
  { CLT_LEDGER_HELD, NC_ ("ledger", "Held back"), 90, FALSE, FALSE, TRUE },
  { CLT_LEDGER_PERIOD, NC_ ("ledger", "Due"), 100, FALSE, FALSE },
  { CLT_LEDGER_OPEN, NC_ ("ledger", "Open"), 44, TRUE, FALSE },
  { CLT_LEDGER_DONE, NC_ ("ledger", "Delivered"), 82, TRUE, FALSE },
  { CLT_LEDGER_TIER, NC_ ("ledger", "Tier"), 73, FALSE, FALSE },
};

static const char *
get_cell_text (gconstpointer record, guint column)
{
  return ((const CltLedgerRow *) record)->cell[column];
}

static const char *
get_product_name (CltLedgerPane *self, gint64 id)
{
  for (guint i = 0; self->data != NULL && i < self->data->products->len; i++)
    {
      const CltProduct *product = self->data->products->pdata[i];
      const CltVersion *version = clt_product_get_version (product);

      if (product->id == id)
        return version != NULL ? version->name : product->code;
    }
  return _ ("All products");
}

static const char *
get_figure_name (CltLedgerFigure figure)
{
  switch (figure)
    {
    case CLT_LEDGER_OWED:
      return C_ ("ledger", "Owed");
    case CLT_LEDGER_DELIVERED:
      return C_ ("ledger", "Delivered");
    case CLT_LEDGER_AGED:
      return C_ ("ledger", "All outstanding");
    case CLT_LEDGER_DEBTS:
    default:
      return C_ ("ledger", "Outstanding");
    }
}

static char *
dup_list_title (CltLedgerPane *self)
{
  const CltLedgerQuestion *question = &self->question;
  const char *figure = get_figure_name (question->figure);
  const char *product = get_product_name (self, question->product_id);

  if (question->tier < 0)
    /* Translators: a figure (“Outstanding”) and a product. */
    return g_strdup_printf (C_ ("ledger", "%s: %s"), figure, product);
  /* Translators: a figure (“Outstanding”), a product and a tier. */
  return g_strdup_printf (C_ ("ledger", "%s: %s, %s"), figure, product,
                          clt_tier_get_label ((CltTier) question->tier));
}

static void
show_total (CltLedgerPane *self)
{
  gint64 sum, past;
  g_autoptr (GArray) ids = clt_ledger_list_dup_clients (self->list, &sum, &past);
  g_autofree char *running = clt_count_format (sum - past);
  g_autofree char *overdue = clt_count_format (past);
  g_autofree char *clients = clt_count_format (ids->len);
  g_autofree char *count = clt_count_format (sum);
  g_autofree char *text = NULL;

  if (self->question.figure == CLT_LEDGER_OWED)
    /* Translators: number of clients, number of deliveries. */
    text = g_strdup_printf (ngettext ("%s client · %s owed", "%s clients · %s owed", ids->len),
                            clients, count);
  else if (self->question.figure == CLT_LEDGER_DELIVERED)
    /* Translators: number of clients, number of deliveries. */
    text =
      g_strdup_printf (ngettext ("%s client · %s delivered", "%s clients · %s delivered", ids->len),
                       clients, count);
  else if (past > 0)
    /* Translators: number of clients, of deliveries, of those in periods that run and that are over. */
    text = g_strdup_printf (
      ngettext ("%s client · %s outstanding (%s in running periods, %s from before)",
                "%s clients · %s outstanding (%s in running periods, %s from before)", ids->len),
      clients, count, running, overdue);
  else
    /* Translators: number of clients, number of deliveries. */
    text = g_strdup_printf (ngettext ("%s client · %s outstanding", "%s clients · %s outstanding",
                                      ids->len),
                            clients, count);
  gtk_label_set_label (self->total_label, text);
}

/* As the form stands: its words are those of the search entry. */
static CltLedgerQuestion
get_question (CltLedgerPane *self)
{
  CltLedgerQuestion question = self->question;

  question.day = self->day;
  question.show = (CltLedgerShow) gtk_drop_down_get_selected (self->show_drop);
  question.words = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  return question;
}

static void
ask (CltLedgerPane *self)
{
  CltKeyList *keys = clt_data_table_get_list (self->table);
  g_autofree char *title = dup_list_title (self);
  const CltLedgerQuestion question = get_question (self);
  gboolean debts = question.figure == CLT_LEDGER_AGED || question.figure == CLT_LEDGER_DEBTS;
  CltLedgerList *list;

  gtk_widget_set_sensitive (GTK_WIDGET (self->show_drop), debts);
  clt_data_table_set_column_visible (self->table, CLT_LEDGER_HELD, debts);
  clt_data_table_set_column_visible (self->table, CLT_LEDGER_OPEN, debts);
  clt_data_table_set_column_visible (self->table, CLT_LEDGER_DONE, !debts);
  list = clt_ledger_list_new (&question);
  g_clear_pointer (&self->list, clt_ledger_list_unref);
  self->list = list;
  gtk_label_set_label (self->list_label, title);
  clt_key_list_set_query (keys, list);
}

static void
on_question_changed_cb (CltLedgerPane *self)
{
  if (self->list != NULL)
    ask (self);
}

/* To and fro between all that is outstanding and what may not be delivered. */
static void
show_held (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltLedgerPane *self = CLT_LEDGER_PANE (widget);
  guint shown = gtk_drop_down_get_selected (self->show_drop);

  gtk_drop_down_set_selected (self->show_drop, shown == CLT_LEDGER_SHOW_HELD
                                                 ? CLT_LEDGER_SHOW_ALL
                                                 : CLT_LEDGER_SHOW_HELD);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
show_list (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltLedgerPane *self = CLT_LEDGER_PANE (widget);
  int figure;

  g_variant_get (parameter, "(ixi)", &figure, &self->question.product_id, &self->question.tier);
  self->question.figure = (CltLedgerFigure) figure;
  ask (self);
}

static void
show_debts (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltLedgerPane *self = CLT_LEDGER_PANE (widget);

  self->question.figure = CLT_LEDGER_AGED;
  self->question.product_id = 0;
  self->question.tier = self->tier;
  ask (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
open_in_clients (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltLedgerPane *self = CLT_LEDGER_PANE (widget);
  g_autofree char *title = NULL;
  g_autoptr (GArray) ids = NULL;
  gint64 sum, past;
  GVariant *array;

  if (self->list == NULL)
    return;
  title = dup_list_title (self);
  ids = clt_ledger_list_dup_clients (self->list, &sum, &past);
  array = g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, ids->data, ids->len, sizeof (gint64));
  gtk_widget_activate_action (widget, "win.show-members", "(s@ax)", title, array);
}

/* ---- one delivery ---------------------------------------------------------------------------------- */

/* (nullable) (transfer none): of the row chosen. */
static const CltLedgerRow *
get_chosen (CltLedgerPane *self)
{
  return clt_data_table_get_record (self->table);
}

/* FALSE: nothing that could be delivered is chosen, which is then said. */
static gboolean
get_subject (CltLedgerPane *self, CltDeliverySubject *subject)
{
  const CltLedgerRow *row = get_chosen (self);

  if (row == NULL || row->product_id == 0)
    {
      clt_desk_tell (get_desk (self),
                     _ ("Choose a line of the list first: a client and a product"));
      return FALSE;
    }
  subject->client_id = row->client_id;
  subject->product_id = row->product_id;
  subject->client = row->cell[CLT_LEDGER_CLIENT];
  subject->product = row->product;
  subject->past = row->past;
  return TRUE;
}

/* What is overdue is asked about: a delivery of today would count for another period. */
static void
record (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltLedgerPane *self = CLT_LEDGER_PANE (widget);
  CltDeliverySubject subject;

  if (!get_subject (self, &subject))
    return;
  if (subject.past == NULL)
    clt_delivery_dialog_record (NULL, get_desk (self), &subject); /* the foot says why not */
  else
    clt_delivery_dialog_present (widget, get_desk (self), &subject);
}

static void
describe (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltLedgerPane *self = CLT_LEDGER_PANE (widget);
  CltDeliverySubject subject;

  if (get_subject (self, &subject))
    clt_delivery_dialog_present (widget, get_desk (self), &subject);
}

/* By the same way as every export of a page. */
static void
export_log (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CLT_LEDGER_PANE (widget)->export_log = TRUE;
  gtk_widget_activate_action (widget, "win.export", NULL);
}

/* The row has room for a word or two only: here stand the tier and all reasons. */
static void
on_row_selected_cb (CltLedgerPane *self)
{
  const CltLedgerRow *row = get_chosen (self);
  g_autofree char *reasons = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->held_label), row != NULL);
  if (row == NULL)
    return;
  if (row->held != NULL)
    /* Translators: one reason or several, then a sentence that says what to do. */
    reasons = g_strdup_printf (_ ("Held back: %s. %s"), row->held, row->remedy);
  text = g_strjoin (" · ", row->cell[CLT_LEDGER_CLIENT], row->cell[CLT_LEDGER_TIER], reasons, NULL);
  gtk_label_set_label (self->held_label, text);
}

/* ---- the width ------------------------------------------------------------------------------------- */

/* Where it is narrow the names need the room of the tier, which the foot tells, too. */
static gboolean
on_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  CltLedgerPane *self = CLT_LEDGER_PANE (widget);

  clt_data_table_set_column_visible (self->table, CLT_LEDGER_TIER,
                                     gtk_widget_get_width (GTK_WIDGET (self->table)) >=
                                       WIDTH_WITH_TIER);
  return G_SOURCE_REMOVE;
}

/* Comes in the midst of the layout, where nothing may change. */
static void
on_paned_moved_cb (CltLedgerPane *self)
{
  gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick_cb, NULL, NULL);
}

static void
on_list_loading_cb (CltLedgerPane *self)
{
  CltKeyList *keys = clt_data_table_get_list (self->table);
  gboolean loading;

  g_object_get (keys, "loading", &loading, NULL);
  if (loading || self->list == NULL)
    return;
  show_total (self);
  on_row_selected_cb (self);
}

static void
on_row_opened_cb (CltLedgerPane *self, gint64 key)
{
  const CltLedgerRow *row = get_chosen (self);

  if (row != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-client", "x", row->client_id);
}

/* ---- figures ------------------------------------------------------------------------------------------ */

static void
add_figure (CltLedgerPane *self,
            int column,
            int at,
            const char *text,
            gint64 product,
            CltLedgerFigure figure,
            const char *tooltip)
{
  GtkWidget *button =
    clt_figure_grid_add_figure (self->grid, column, at, text, "ledger.show-list",
                                g_variant_new ("(ixi)", (int) figure, product, self->tier));
  g_autofree char *name =
    g_strdup_printf (C_ ("ledger", "%s: %s"), get_figure_name (figure),
                     product == 0 ? _ ("All products") : get_product_name (self, product));

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  name, -1);
}

static char *
dup_rate (gint64 numerator, gint64 denominator)
{
  if (denominator < CLT_LEDGER_MIN_N)
    return g_strdup ("–");
  return clt_percent_format ((double) numerator / (double) denominator, 0);
}

static char *
dup_n (gint64 numerator, gint64 denominator)
{
  g_autofree char *part = clt_count_format (numerator);
  g_autofree char *whole = clt_count_format (denominator);

  /* Translators: numerator and denominator of a rate. */
  return g_strdup_printf (_ ("%s of %s"), part, whole);
}

static void
add_line (CltLedgerPane *self, gint64 product, const CltLedgerLine *line, int at)
{
  g_autofree char *owed = clt_count_format (line->owed);
  g_autofree char *delivered = clt_count_format (line->delivered);
  g_autofree char *open = clt_count_format (line->outstanding);
  g_autofree char *coverage = dup_rate (line->owed - line->outstanding, line->owed);
  g_autofree char *coverage_n = dup_n (line->owed - line->outstanding, line->owed);
  g_autofree char *uptake = dup_rate (line->served, line->members);
  g_autofree char *uptake_n = dup_n (line->served, line->members);
  g_autofree char *hours = clt_count_format ((line->minutes + 30) / 60);
  g_autofree char *cost = clt_money_format_short (line->cost);
  g_autofree char *exact = clt_money_format (line->cost);
  const char *name = product == 0 ? _ ("All products") : get_product_name (self, product);

  clt_figure_grid_add_name (self->grid, at, name, product == 0 ? "heading" : NULL);
  add_figure (self, 1, at, owed, product, CLT_LEDGER_OWED, NULL);
  add_figure (self, 2, at, delivered, product, CLT_LEDGER_DELIVERED, NULL);
  add_figure (self, 3, at, open, product, CLT_LEDGER_DEBTS, NULL);
  add_figure (self, 4, at, coverage, product, CLT_LEDGER_OWED, coverage_n);
  add_figure (self, 5, at, uptake, product, CLT_LEDGER_DELIVERED, uptake_n);
  clt_figure_grid_add_label (self->grid, 6, at, hours, "numeric");
  gtk_widget_set_tooltip_text (clt_figure_grid_add_label (self->grid, 7, at, cost, "numeric"),
                               exact);
}

static void
add_heads (CltLedgerPane *self)
{
  static const char *const heads[] = {
    NC_ ("ledger", "Owed"),    NC_ ("ledger", "Delivered"), NC_ ("ledger", "Outstanding"),
    NC_ ("ledger", "Covered"), NC_ ("ledger", "Uptake"),    NC_ ("ledger", "Hours"),
    NC_ ("ledger", "Yuan"),
  };

  clt_figure_grid_add_label (self->grid, 0, 0, C_ ("ledger", "Product"), "dim-label");
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    clt_figure_grid_add_label (self->grid, (int) i + 1, 0, g_dpgettext2 (NULL, "ledger", heads[i]),
                               "dim-label");
}

static void
show_sentence (CltLedgerPane *self, const CltLedgerLine *all)
{
  g_autofree char *owed = clt_count_format (all->owed);
  g_autofree char *open = clt_count_format (all->outstanding);
  double covered = (double) (all->owed - all->outstanding) / (double) MAX (all->owed, 1);
  g_autofree char *rate =
    all->owed < CLT_LEDGER_MIN_N ? g_strdup ("–") : clt_percent_format_tied (covered, 0);
  g_autofree char *text = NULL;

  if (all->owed == 0)
    text = g_strdup (_ ("Nothing is owed in the running periods."));
  else if (all->outstanding == 0)
    /* Translators: %s is a number of deliveries. */
    text =
      g_strdup_printf (_ ("All %s deliveries owed in the running periods have been made."), owed);
  else
    /* Translators: two numbers of deliveries, a percentage. */
    text =
      g_strdup_printf (_ ("%s of %s deliveries owed in the running periods are outstanding; %s "
                          "are covered."),
                       open, owed, rate);
  gtk_label_set_label (self->sentence_label, text);
}

static void
show_figures (CltLedgerPane *self)
{
  CltLedgerLine all;
  int at = 1;

  clt_figure_grid_clear (self->grid);
  clt_ledger_sum (self->data->lines, 0, self->tier, &all);
  show_sentence (self, &all);
  add_heads (self);
  add_line (self, 0, &all, at++);
  for (guint i = 0; i < self->data->products->len; i++)
    {
      const CltProduct *product = self->data->products->pdata[i];
      CltLedgerLine line;

      clt_ledger_sum (self->data->lines, product->id, self->tier, &line);
      if (line.members > 0 && (line.owed > 0 || line.delivered > 0))
        add_line (self, product->id, &line, at++);
    }
}

/* ---- reading -------------------------------------------------------------------------------------------- */

static void
take (CltPane *pane, gpointer record)
{
  CltLedgerPane *self = CLT_LEDGER_PANE (pane);

  g_clear_pointer (&self->data, clt_ledger_data_free);
  self->data = record;
  show_figures (self);
  if (self->list == NULL)
    ask (self);
}

static void
on_day_activated_cb (CltLedgerPane *self)
{
  g_autofree char *text = NULL;

  if (!clt_day_parse (gtk_editable_get_text (GTK_EDITABLE (self->day_entry)), &self->day))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->day_entry), "error");
      return;
    }
  text = clt_day_format (self->day);
  gtk_widget_remove_css_class (GTK_WIDGET (self->day_entry), "error");
  gtk_editable_set_text (GTK_EDITABLE (self->day_entry), text);
  clt_pane_load (CLT_PANE (self));
  ask (self);
}

static void
on_tier_toggled_cb (GtkToggleButton *button, CltLedgerPane *self)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  self->tier = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "clt-tier"));
  self->question.tier = self->tier;
  if (self->data == NULL)
    return;
  show_figures (self);
  ask (self);
}

static void
add_tier_button (CltLedgerPane *self, const char *label, int tier)
{
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self->tier_box));
  GtkWidget *button = gtk_toggle_button_new_with_label (label);

  if (first != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (first));
  g_object_set_data (G_OBJECT (button), "clt-tier", GINT_TO_POINTER (tier));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), tier == self->tier);
  g_signal_connect (button, "toggled", G_CALLBACK (on_tier_toggled_cb), self);
  gtk_box_append (self->tier_box, button);
}

/* ---- CltPane ------------------------------------------------------------------------------- */

static void
attach (CltPane *pane, CltDesk *desk)
{
  CltLedgerPane *self = CLT_LEDGER_PANE (pane);
  g_autofree char *text = NULL;
  g_autoptr (CltKeyList) keys = NULL;

  self->day = clt_today ();
  text = clt_day_format (self->day);
  gtk_editable_set_text (GTK_EDITABLE (self->day_entry), text);
  keys = clt_key_list_new (clt_desk_get_store (desk), &clt_ledger_list_source);
  g_signal_connect_object (keys, "notify::loading", G_CALLBACK (on_list_loading_cb), self,
                           G_CONNECT_SWAPPED);
  clt_data_table_set_list (self->table, keys);
}

static gpointer
dup_question (CltPane *pane)
{
  return g_memdup2 (&CLT_LEDGER_PANE (pane)->day, sizeof (CltDay));
}

static gboolean
is_empty (gconstpointer record)
{
  return ((const CltLedgerData *) record)->products->len == 0;
}

static void
changed (CltPane *pane)
{
  CltLedgerPane *self = CLT_LEDGER_PANE (pane);

  if (self->list != NULL)
    clt_data_table_reload (self->table);
}

static void
take_focus (CltPane *pane)
{
  CltLedgerPane *self = CLT_LEDGER_PANE (pane);

  /* where the focus was for a moment while the tab came up */
  gtk_editable_select_region (GTK_EDITABLE (self->day_entry), 0, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
search (CltPane *pane)
{
  gtk_widget_grab_focus (GTK_WIDGET (CLT_LEDGER_PANE (pane)->search_entry));
}

static CltExportJob *
create_export (CltPane *pane)
{
  CltLedgerPane *self = CLT_LEDGER_PANE (pane);
  g_autofree char *title = dup_list_title (self);
  const CltLedgerQuestion question = get_question (self);

  if (!self->export_log)
    return clt_services_export_ledger (&question, title);
  self->export_log = FALSE;
  return clt_services_export_log (self->day);
}

static CltPrintJob *
create_print (CltPane *pane)
{
  CltLedgerPane *self = CLT_LEDGER_PANE (pane);

  return clt_services_print_ledger (self->day, self->tier);
}

static const char *const tables[] = {
  "delivery", "entitlement", "entitlement_exception", "product",       "product_version",
  "client",   "account",     "tier_history",          "tier_override", NULL,
};

/* ---- the class ---------------------------------------------------------------------------------------------- */

static const CltCommandAction actions[] = {
  { "ledger.show-list", show_list, "(ixi)" },
  { "ledger.show-held", show_held },
  { "ledger.show-debts", show_debts },
  { "ledger.open-in-clients", open_in_clients },
  { "ledger.record", record },
  { "ledger.describe", describe },
  { "ledger.export-log", export_log },
};

static void
clt_ledger_pane_dispose (GObject *object)
{
  CltLedgerPane *self = CLT_LEDGER_PANE (object);

  g_clear_pointer (&self->data, clt_ledger_data_free);
  g_clear_pointer (&self->list, clt_ledger_list_unref);
  G_OBJECT_CLASS (clt_ledger_pane_parent_class)->dispose (object);
}

static void
clt_ledger_pane_class_init (CltLedgerPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CltPaneClass *pane_class = CLT_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_ledger_pane_dispose;
  pane_class->read = clt_ledger_data_load;
  pane_class->queue = CLT_STORE_ANALYSIS;
  pane_class->record_free = (GDestroyNotify) clt_ledger_data_free;
  pane_class->tables = tables;
  pane_class->dup_question = dup_question;
  pane_class->attach = attach;
  pane_class->is_empty = is_empty;
  pane_class->take = take;
  pane_class->changed = changed;
  pane_class->take_focus = take_focus;
  pane_class->search = search;
  pane_class->create_export = create_export;
  pane_class->create_print = create_print;
  g_type_ensure (CLT_TYPE_DATA_TABLE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/catalogue/clt-ledger-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CltLedgerPane, day_entry);
  gtk_widget_class_bind_template_child (widget_class, CltLedgerPane, tier_box);
  gtk_widget_class_bind_template_child (widget_class, CltLedgerPane, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, CltLedgerPane, grid);
  gtk_widget_class_bind_template_child (widget_class, CltLedgerPane, list_label);
  gtk_widget_class_bind_template_child (widget_class, CltLedgerPane, total_label);
  gtk_widget_class_bind_template_child (widget_class, CltLedgerPane, show_drop);
  gtk_widget_class_bind_template_child (widget_class, CltLedgerPane, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CltLedgerPane, table);
  gtk_widget_class_bind_template_child (widget_class, CltLedgerPane, held_label);
  gtk_widget_class_bind_template_callback (widget_class, on_day_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_question_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_paned_moved_cb);

  clt_command_group_install (&command_group, actions, G_N_ELEMENTS (actions), widget_class);
}

static void
clt_ledger_pane_init (CltLedgerPane *self)
{
  self->tier = -1;
  self->question.tier = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  clt_data_table_set_search_entry (self->table, self->search_entry);
  clt_data_table_set_titled_columns (self->table, "ledger", columns, G_N_ELEMENTS (columns),
                                     get_cell_text);
  add_tier_button (self, C_ ("tiers", "All"), -1);
  for (CltTier tier = CLT_TIER_SMALL; tier < CLT_N_TIERS; tier++)
    add_tier_button (self, clt_tier_get_label (tier), (int) tier);
}
