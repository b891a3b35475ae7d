/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-client-filter.h"

#include "app/clients/clt-filter-window.h"
#include "app/widgets/clt-combo-focus.h"
#include "app/widgets/clt-css-class.h"
#include "app/widgets/clt-entry-keep.h"
#include "app/widgets/clt-reading.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/people/clt-staff.h"

/* One chip a tier, one for all, one for the prospects. */
#define N_CHIPS (CLT_N_TIERS + 2)
#define CHIP_ALL 0
#define CHIP_PROSPECTS (N_CHIPS - 1)

struct _CltClientFilter
{
  AdwBin parent_instance;

  CltDesk *desk;             /* owned */
  GArray *staff_ids;         /* owned: gint64, one a line of staff_model; 0 first */
  GCancellable *cancellable; /* owned */
  char *applied;             /* owned (nullable): the words of the last query */
  gint64 wanted_staff;       /* chosen before the staff were known, 0: none */
  gboolean quiet;

  GtkBox *search_box;
  GtkEditable *search_entry;
  GtkMenuButton *filter_button;
  GtkBox *chips;
  GtkToggleButton *chip[N_CHIPS]; /* borrowed from chips */
  GtkPopover *filter_popover;
  AdwComboRow *status_row;
  AdwComboRow *staff_row;
  GtkStringList *staff_model;
  GtkEditable *tag_row;
  GtkSwitch *closed_switch;
  GtkEditable *expression_row;
  GtkLabel *expression_error;
};

G_DEFINE_FINAL_TYPE (CltClientFilter, clt_client_filter, ADW_TYPE_BIN)

enum
{
  CHANGED,
  SEARCH_DONE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* in the order of the status row */
static const char *const statuses[] = { "", "active", "sleeping", "dormant", "closed" };

static void
on_changed_cb (CltClientFilter *self)
{
  if (!self->quiet)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_staff_selected_cb (CltClientFilter *self)
{
  if (self->quiet)
    return;
  self->wanted_staff = 0;
  on_changed_cb (self);
}

/* Comes some time after the last key; by then Enter may have asked already. */
static void
on_search_changed_cb (CltClientFilter *self)
{
  if (g_strcmp0 (self->applied, gtk_editable_get_text (self->search_entry)) != 0)
    on_changed_cb (self);
}

static void
on_search_done_cb (CltClientFilter *self)
{
  on_search_changed_cb (self);
  g_signal_emit (self, signals[SEARCH_DONE], 0);
}

static void
on_stop_search_cb (CltClientFilter *self)
{
  if (*gtk_editable_get_text (self->search_entry) != '\0')
    gtk_editable_set_text (self->search_entry, "");
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "clients.whole-book", NULL);
}

static void
on_chip_toggled_cb (GtkToggleButton *chip, CltClientFilter *self)
{
  if (gtk_toggle_button_get_active (chip))
    on_changed_cb (self);
}

static GtkToggleButton *
add_chip (CltClientFilter *self, const char *label)
{
  GtkWidget *chip = gtk_toggle_button_new_with_label (label);

  if (self->chip[CHIP_ALL] != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (chip), self->chip[CHIP_ALL]);
  gtk_box_append (self->chips, chip);
  return GTK_TOGGLE_BUTTON (chip);
}

static void
add_chips (CltClientFilter *self)
{
  self->chip[CHIP_ALL] = add_chip (self, C_ ("tier", "All"));
  for (guint i = 0; i < CLT_N_TIERS; i++)
    self->chip[1 + i] = add_chip (self, clt_tier_get_label (clt_tier_order[i]));
  self->chip[CHIP_PROSPECTS] = add_chip (self, _ ("Prospects"));
  gtk_toggle_button_set_active (self->chip[CHIP_ALL], TRUE);
  for (guint i = 0; i < N_CHIPS; i++)
    g_signal_connect_object (self->chip[i], "toggled", G_CALLBACK (on_chip_toggled_cb), self, 0);
}

static guint
active_chip (CltClientFilter *self)
{
  for (guint i = 0; i < N_CHIPS; i++)
    if (gtk_toggle_button_get_active (self->chip[i]))
      return i;
  return CHIP_ALL;
}

gboolean
clt_client_filter_wants_prospects (CltClientFilter *self)
{
  return active_chip (self) == CHIP_PROSPECTS;
}

static gboolean
popover_is_set (CltClientFilter *self)
{
  return adw_combo_row_get_selected (self->status_row) != 0 ||
         adw_combo_row_get_selected (self->staff_row) != 0 ||
         gtk_switch_get_active (self->closed_switch) ||
         *gtk_editable_get_text (self->tag_row) != '\0' ||
         *gtk_editable_get_text (self->expression_row) != '\0';
}

gboolean
clt_client_filter_is_set (CltClientFilter *self)
{
  return active_chip (self) != CHIP_ALL || popover_is_set (self) ||
         *gtk_editable_get_text (self->search_entry) != '\0';
}

char *
clt_client_filter_dup_summary (CltClientFilter *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  const char *words = gtk_editable_get_text (self->search_entry);
  const char *tag = gtk_editable_get_text (self->tag_row);
  guint status = adw_combo_row_get_selected (self->status_row);
  guint staff = adw_combo_row_get_selected (self->staff_row);

  if (*words != '\0')
    /* Translators: %s is what was typed into the search. */
    g_ptr_array_add (parts, g_strdup_printf (_ ("“%s”"), words));
  if (active_chip (self) != CHIP_ALL)
    g_ptr_array_add (parts,
                     g_strdup (gtk_button_get_label (GTK_BUTTON (self->chip[active_chip (self)]))));
  if (status != 0)
    g_ptr_array_add (parts, g_strdup (clt_client_status_get_label (statuses[status])));
  if (staff != 0)
    g_ptr_array_add (parts, g_strdup (gtk_string_list_get_string (self->staff_model, staff)));
  if (*tag != '\0')
    /* Translators: %s is a tag. */
    g_ptr_array_add (parts, g_strdup_printf (_ ("tag “%s”"), tag));
  if (*gtk_editable_get_text (self->expression_row) != '\0')
    g_ptr_array_add (parts, g_strdup (gtk_editable_get_text (self->expression_row)));
  if (gtk_switch_get_active (self->closed_switch))
    g_ptr_array_add (parts, g_strdup (_ ("with closed clients")));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

const char *
clt_client_filter_get_search (CltClientFilter *self)
{
  return gtk_editable_get_text (self->search_entry);
}

void
clt_client_filter_apply (CltClientFilter *self, CltClientQuery *query)
{
  guint chip = active_chip (self);
  guint staff = adw_combo_row_get_selected (self->staff_row);

  query->prospects = chip == CHIP_PROSPECTS;
  query->tiers = chip == CHIP_ALL || chip == CHIP_PROSPECTS ? 0 : 1u << clt_tier_order[chip - 1];
  clt_set_str (&self->applied, gtk_editable_get_text (self->search_entry));
  clt_set_str (&query->search, self->applied);
  clt_set_str (&query->status, statuses[adw_combo_row_get_selected (self->status_row)]);
  query->staff_id =
    staff < self->staff_ids->len ? g_array_index (self->staff_ids, gint64, staff) : 0;
  if (query->staff_id == 0)
    query->staff_id = self->wanted_staff;
  clt_set_str (&query->tag, gtk_editable_get_text (self->tag_row));
  clt_set_str (&query->expression, gtk_editable_get_text (self->expression_row));
  query->with_closed =
    gtk_switch_get_active (self->closed_switch) || g_str_equal (query->status, "closed");

  clt_css_class_set (GTK_WIDGET (self->filter_button), "accent", popover_is_set (self));
}

static guint
find_chip (const CltClientQuery *query)
{
  if (query->prospects)
    return CHIP_PROSPECTS;
  for (guint i = 0; i < CLT_N_TIERS; i++)
    if (query->tiers == 1u << clt_tier_order[i])
      return 1 + i;
  return CHIP_ALL;
}

static guint
find_staff (CltClientFilter *self, gint64 id)
{
  for (guint i = 0; i < self->staff_ids->len; i++)
    if (g_array_index (self->staff_ids, gint64, i) == id)
      return i;
  return 0;
}

void
clt_client_filter_set_query (CltClientFilter *self, const CltClientQuery *query)
{
  guint status = 0;

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_str_equal (statuses[i], query->status))
      status = i;
  self->quiet = TRUE;
  gtk_toggle_button_set_active (self->chip[find_chip (query)], TRUE);
  adw_combo_row_set_selected (self->status_row, status);
  self->wanted_staff = query->staff_id;
  adw_combo_row_set_selected (self->staff_row, find_staff (self, query->staff_id));
  gtk_switch_set_active (self->closed_switch, query->with_closed);
  gtk_editable_set_text (self->tag_row, query->tag);
  gtk_editable_set_text (self->expression_row, query->expression);
  gtk_editable_set_text (self->search_entry, query->search);
  clt_set_str (&self->applied, query->search);
  self->quiet = FALSE;
}

void
clt_client_filter_clear (CltClientFilter *self)
{
  self->quiet = TRUE;
  gtk_toggle_button_set_active (self->chip[CHIP_ALL], TRUE);
  adw_combo_row_set_selected (self->status_row, 0);
  self->wanted_staff = 0;
  adw_combo_row_set_selected (self->staff_row, 0);
  gtk_switch_set_active (self->closed_switch, FALSE);
  gtk_editable_set_text (self->tag_row, "");
  gtk_editable_set_text (self->expression_row, "");
  gtk_editable_set_text (self->search_entry, "");
  self->quiet = FALSE;
  on_changed_cb (self);
}

static void
on_builder_changed_cb (CltClientFilter *self, const char *expression)
{
  if (g_str_equal (gtk_editable_get_text (self->expression_row), expression))
    return;
  gtk_editable_set_text (self->expression_row, expression);
  on_changed_cb (self);
}

void
clt_client_filter_open (CltClientFilter *self, const CltClientQuery *query)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  CltFilterWindow *window = clt_filter_window_new (parent, self->desk, query);

  gtk_menu_button_popdown (self->filter_button);
  g_signal_connect_object (window, "changed", G_CALLBACK (on_builder_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

void
clt_client_filter_focus_search (CltClientFilter *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

void
clt_client_filter_add_suffix (CltClientFilter *self, GtkWidget *widget)
{
  gtk_box_append (self->search_box, widget);
}

void
clt_client_filter_set_error (CltClientFilter *self, const char *message)
{
  gtk_label_set_label (self->expression_error, message == NULL ? "" : message);
  gtk_widget_set_visible (GTK_WIDGET (self->expression_error), message != NULL);
}

/* Staff */

static void
on_staff_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltClientFilter) self = user_data;
  g_autoptr (GPtrArray) staff = clt_store_run_finish (CLT_STORE (object), result, NULL);
  gint64 chosen;
  guint selected, again = 0;

  if (staff == NULL)
    return;
  selected = adw_combo_row_get_selected (self->staff_row);
  chosen = selected < self->staff_ids->len ? g_array_index (self->staff_ids, gint64, selected) : 0;
  if (chosen == 0)
    chosen = self->wanted_staff;

  self->quiet = TRUE;
  gtk_string_list_splice (self->staff_model, 1,
                          g_list_model_get_n_items (G_LIST_MODEL (self->staff_model)) - 1, NULL);
  g_array_set_size (self->staff_ids, 1);
  for (guint i = 0; i < staff->len; i++)
    {
      const CltStaff *person = staff->pdata[i];

      gtk_string_list_append (self->staff_model, person->name);
      g_array_append_val (self->staff_ids, person->id);
      if (person->id == chosen)
        again = i + 1;
    }
  adw_combo_row_set_selected (self->staff_row, again);
  self->quiet = FALSE;
}

static gpointer
load_staff (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  return clt_staff_list (conn, clt_today (), error);
}

void
clt_client_filter_reload (CltClientFilter *self)
{
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_LOW, load_staff,
                       NULL, NULL, (GDestroyNotify) g_ptr_array_unref, self->cancellable,
                       on_staff_loaded_cb, g_object_ref (self));
}

void
clt_client_filter_set_desk (CltClientFilter *self, CltDesk *desk)
{
  g_set_object (&self->desk, desk);
  clt_client_filter_reload (self);
}

static void
clt_client_filter_dispose (GObject *object)
{
  CltClientFilter *self = CLT_CLIENT_FILTER (object);

  clt_reading_stop (&self->cancellable);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->staff_ids, g_array_unref);
  g_clear_pointer (&self->applied, g_free);
  /* before the template, which would let the child go behind the back of the bin */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_CLIENT_FILTER);
  G_OBJECT_CLASS (clt_client_filter_parent_class)->dispose (object);
}

static void
clt_client_filter_class_init (CltClientFilterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_client_filter_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[SEARCH_DONE] = g_signal_new ("search-done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/clients/clt-client-filter.ui");
  gtk_widget_class_bind_template_child (widget_class, CltClientFilter, search_box);
  gtk_widget_class_bind_template_child (widget_class, CltClientFilter, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CltClientFilter, filter_button);
  gtk_widget_class_bind_template_child (widget_class, CltClientFilter, chips);
  gtk_widget_class_bind_template_child (widget_class, CltClientFilter, filter_popover);
  gtk_widget_class_bind_template_child (widget_class, CltClientFilter, status_row);
  gtk_widget_class_bind_template_child (widget_class, CltClientFilter, staff_row);
  gtk_widget_class_bind_template_child (widget_class, CltClientFilter, staff_model);
  gtk_widget_class_bind_template_child (widget_class, CltClientFilter, tag_row);
  gtk_widget_class_bind_template_child (widget_class, CltClientFilter, closed_switch);
  gtk_widget_class_bind_template_child (widget_class, CltClientFilter, expression_row);
  gtk_widget_class_bind_template_child (widget_class, CltClientFilter, expression_error);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_staff_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_done_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search_cb);
}

static void
clt_client_filter_init (CltClientFilter *self)
{
  const gint64 anybody = 0;

  self->cancellable = g_cancellable_new ();
  self->staff_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (self->staff_ids, anybody);
  self->quiet = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  clt_combo_focus_tick (self->status_row);
  clt_combo_focus_tick (self->staff_row);
  clt_entry_keep (ADW_ENTRY_ROW (self->expression_row));
  gtk_string_list_append (self->staff_model, C_ ("in charge", "Anybody"));
  add_chips (self);
  self->quiet = FALSE;
}
