/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-contact-pane.h"

#include "app/callbacks/clt-contact-data.h"
#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-label.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/delivery/clt-call.h"
#include "core/people/clt-staff.h"
#include "core/catalogue/clt-product.h"
#include "core/report/clt-listing.h"

typedef enum
{
  PERIOD_TODAY,
  PERIOD_WEEK,
  PERIOD_MONTH,
  PERIOD_QUARTER,
  PERIOD_YEAR,
  PERIOD_ALL,
  N_PERIODS
} Period;

static const char *const period_names[N_PERIODS] = {
  [PERIOD_TODAY] = NC_ ("contacts", "Today"),
  [PERIOD_WEEK] = NC_ ("contacts", "Last 7 days"),
  [PERIOD_MONTH] = NC_ ("contacts", "Last 30 days"),
  [PERIOD_QUARTER] = NC_ ("contacts", "Last 90 days"),
  [PERIOD_YEAR] = NC_ ("contacts", "This year"),
  [PERIOD_ALL] = NC_ ("contacts", "All the time"),
};

static const char *const channels[] = { "", "phone", "onsite", "email", "sms" };
/* Before the outcomes of calls. */
static const char *const groups[] = { "", "reached", "in-vain" };

struct _CltContactPane
{
  CltPane parent_instance;

  CltContactQuestion question;
  Period period;
  GArray *staff_ids; /* owned: gint64, beside the lines of staff_drop; the first: 0 */
  gboolean filling;  /* the choices are being set, not made */
  gboolean awaited;  /* the table takes the focus when it has rows */

  GtkDropDown *period_drop;
  GtkDropDown *staff_drop;
  GtkDropDown *channel_drop;
  GtkDropDown *outcome_drop;
  GtkSearchEntry *search_entry;
  GtkLabel *sums_label;
  CltDataTable *table;
  GtkRevealer *detail_revealer;
  GtkLabel *detail_label;
};

G_DEFINE_FINAL_TYPE (CltContactPane, clt_contact_pane, CLT_TYPE_PANE)

static const CltCommand commands[] = {
  { "contact.period(0)", N_ ("Contacts of _Today"), "<Control>1", TRUE },
  { "contact.period(1)", N_ ("Contacts of the Last _7 Days"), "<Control>2", TRUE },
  { "contact.period(2)", N_ ("Contacts of the Last _30 Days"), "<Control>3", TRUE },
  { "contact.period(3)", N_ ("Contacts of the Last _90 Days"), "<Control>4", TRUE },
  { "contact.period(4)", N_ ("Contacts of This _Year"), "<Control>5", TRUE },
  { "contact.period(5)", N_ ("_All Contacts"), "<Control>6", TRUE },
  { "contact.mine", N_ ("Only _My Contacts, or Everybody’s"), "<Control>d", TRUE },
  { "contact.clear", N_ ("_Clear the Choice of Contacts"), "<Control>0", TRUE },
};

static const CltCommandGroup command_group = { N_ ("Contacts"), commands, G_N_ELEMENTS (commands) };

const CltCommandGroup *
clt_contact_pane_get_commands (void)
{
  return &command_group;
}

static const CltTableColumn columns[] = {
  { CLT_CONTACT_WHEN, NC_ ("contact", "When"), 128, FALSE, FALSE },
  { CLT_CONTACT_CLIENT, NC_ ("contact", "Client"), 112, FALSE, FALSE },
  { CLT_CONTACT_STAFF, NC_ ("contact", "Staff"), 80, FALSE, FALSE },
  { CLT_CONTACT_WAY, NC_ ("contact", "Way"), 126, FALSE, FALSE },
  { CLT_CONTACT_OUTCOME, NC_ ("contact", "Outcome"), 100, FALSE, FALSE },
  { CLT_CONTACT_LENGTH, NC_ ("contact", "Length"), 84, TRUE, FALSE },
  { CLT_CONTACT_ABOUT, NC_ ("contact", "About"), 200, FALSE, FALSE, TRUE },
  { CLT_CONTACT_NEXT, NC_ ("contact", "Next"), 120, FALSE, FALSE, TRUE },
};

static const char *
get_cell_text (gconstpointer record, guint column)
{
  return record == NULL ? NULL : ((const CltContactRow *) record)->cell[column];
}

/* ---- what is asked ---------------------------------------------------------------------------- */

static CltDay
get_first_day (Period period)
{
  const CltDay today = clt_today ();

  switch (period)
    {
    case PERIOD_TODAY:
      return today;
    case PERIOD_WEEK:
      return today - 6;
    case PERIOD_MONTH:
      return today - 29;
    case PERIOD_QUARTER:
      return today - 89;
    case PERIOD_YEAR:
      return clt_month_first_day (clt_day_get_month (today) / 12 * 12);
    case PERIOD_ALL:
    case N_PERIODS:
    default:
      return CLT_DAY_NONE;
    }
}

static const char *
get_outcome (guint index)
{
  return index < G_N_ELEMENTS (groups) ? groups[index]
                                       : clt_call_outcomes[index - G_N_ELEMENTS (groups)];
}

static void
ask (CltContactPane *self)
{
  const guint staff = gtk_drop_down_get_selected (self->staff_drop);

  if (clt_pane_get_desk (CLT_PANE (self)) == NULL || self->filling)
    return;
  self->period = (Period) gtk_drop_down_get_selected (self->period_drop);
  self->question.from = get_first_day (self->period);
  self->question.to = CLT_DAY_NONE;
  self->question.staff_id =
    staff < self->staff_ids->len ? g_array_index (self->staff_ids, gint64, staff) : 0;
  self->question.channel = channels[gtk_drop_down_get_selected (self->channel_drop)];
  self->question.outcome = get_outcome (gtk_drop_down_get_selected (self->outcome_drop));
  g_utf8_strncpy (self->question.words, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)),
                  sizeof self->question.words / 6);
  clt_key_list_set_query (clt_data_table_get_list (self->table), &self->question);
  clt_pane_load (CLT_PANE (self));
}

static void
on_choice_changed_cb (CltContactPane *self)
{
  ask (self);
}

static void
choose_period (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_drop_down_set_selected (CLT_CONTACT_PANE (widget)->period_drop,
                              (guint) g_variant_get_int32 (parameter));
}

/* ---- staff ------------------------------------------------------------------------------------ */

static void
fill_staff (CltContactPane *self, const GPtrArray *staff)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const gint64 everybody = 0, chosen = self->question.staff_id;
  guint selected = 0;

  self->filling = TRUE;
  g_array_set_size (self->staff_ids, 0);
  g_array_append_val (self->staff_ids, everybody);
  gtk_string_list_append (names, C_ ("contacts", "Everybody"));
  for (guint i = 0; i < staff->len; i++)
    {
      const CltStaff *person = staff->pdata[i];

      g_array_append_val (self->staff_ids, person->id);
      gtk_string_list_append (names, person->name);
      if (person->id == chosen)
        selected = i + 1;
    }
  gtk_drop_down_set_model (self->staff_drop, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->staff_drop, selected);
  self->filling = FALSE;
}

static gboolean
is_same_staff (CltContactPane *self, const GPtrArray *staff)
{
  if (self->staff_ids->len != staff->len + 1)
    return FALSE;
  for (guint i = 0; i < staff->len; i++)
    if (g_array_index (self->staff_ids, gint64, i + 1) != ((CltStaff *) staff->pdata[i])->id)
      return FALSE;
  return TRUE;
}

static void
toggle_mine (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltContactPane *self = CLT_CONTACT_PANE (widget);
  CltDesk *desk = clt_pane_get_desk (CLT_PANE (self));
  GListModel *names = gtk_drop_down_get_model (self->staff_drop);

  if (gtk_drop_down_get_selected (self->staff_drop) != 0)
    {
      gtk_drop_down_set_selected (self->staff_drop, 0);
      return;
    }
  for (guint i = 1; i < g_list_model_get_n_items (names); i++)
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (names), i),
                     clt_desk_get_who (desk)))
      {
        gtk_drop_down_set_selected (self->staff_drop, i);
        return;
      }
  clt_desk_tell (desk, _ ("You are none of the staff; the preferences say who works here."));
}

/* ---- the table -------------------------------------------------------------------------------- */

static void
on_row_opened_cb (CltContactPane *self, gint64 key)
{
  const CltContactRow *row;

  clt_data_table_select (self->table, key);
  row = clt_data_table_get_record (self->table);
  if (row != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-client", "x", row->client_id);
}

static void
add_detail (GString *text, const char *label, const char *value)
{
  g_autofree char *part = NULL;

  if (*value == '\0')
    return;
  part = g_markup_printf_escaped ("%s<span alpha=\"60%%\">%s</span>  %s", text->len > 0 ? "\n" : "",
                                  label, value);
  g_string_append (text, part);
}

/* What the columns have no room for. @row: (nullable) */
static void
show_details (CltContactPane *self, const CltContactRow *row)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (row != NULL)
    {
      add_detail (text, C_ ("contact", "About"), row->cell[CLT_CONTACT_ABOUT]);
      add_detail (text, C_ ("contact", "Next"), row->cell[CLT_CONTACT_NEXT]);
      add_detail (text, C_ ("contact", "Against the rules because"), row->override_reason);
      add_detail (text, C_ ("contact", "Recording"), row->recording);
    }
  gtk_label_set_markup (self->detail_label, text->str);
  gtk_revealer_set_reveal_child (self->detail_revealer, text->len > 0);
}

static void
show_chosen (CltContactPane *self)
{
  show_details (self, clt_data_table_get_record (self->table));
}

/* What a row says may come after it was chosen, or the row again after others were asked for. */
static void
on_row_selected_cb (CltContactPane *self, gint64 id)
{
  CltKeyList *keys = clt_data_table_get_list (self->table);
  const guint place = clt_key_list_find (keys, id);
  g_autoptr (CltRow) row =
    place == GTK_INVALID_LIST_POSITION ? NULL : g_list_model_get_item (G_LIST_MODEL (keys), place);

  if (row != NULL && clt_row_get_record (row) == NULL)
    g_signal_connect_object (row, "notify::record", G_CALLBACK (show_chosen), self,
                             G_CONNECT_SWAPPED);
  show_chosen (self);
}

/* ---- export ----------------------------------------------------------------------------------- */

static gboolean
run_export (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  const CltContactQuery query = clt_contact_question_get_query (data);
  g_autoptr (CltListing) listing = clt_listing_new_contacts (conn, &query, error);

  return listing != NULL && clt_export_listing (conn, listing, options, error);
}

static CltExportJob *
create_export (CltPane *pane)
{
  static const char *const endings[] = { "xlsx", "csv", NULL };
  CltExportJob *job = g_new0 (CltExportJob, 1);

  job->title = g_strdup (_ ("Export the Log of Contacts"));
  job->name = g_strdup (_ ("contacts"));
  job->endings = endings;
  job->run = run_export;
  job->data = g_memdup2 (&CLT_CONTACT_PANE (pane)->question, sizeof (CltContactQuestion));
  job->data_free = g_free;
  return job;
}

/* ---- CltPane ---------------------------------------------------------------------------------- */

static gpointer
dup_question (CltPane *pane)
{
  return g_memdup2 (&CLT_CONTACT_PANE (pane)->question, sizeof (CltContactQuestion));
}

/* An empty table cannot have the focus: it gets it with its rows. */
static void
take_focus (CltPane *pane)
{
  CltContactPane *self = CLT_CONTACT_PANE (pane);
  CltKeyList *keys = clt_data_table_get_list (self->table);

  self->awaited = g_list_model_get_n_items (G_LIST_MODEL (keys)) == 0;
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
on_loading_cb (CltContactPane *self)
{
  CltKeyList *keys = clt_data_table_get_list (self->table);

  on_row_selected_cb (self, clt_data_table_get_selected (self->table));
  if (!self->awaited || g_list_model_get_n_items (G_LIST_MODEL (keys)) == 0)
    return;
  self->awaited = FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
clear_choice (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltContactPane *self = CLT_CONTACT_PANE (widget);

  self->filling = TRUE;
  gtk_drop_down_set_selected (self->period_drop, PERIOD_ALL);
  gtk_drop_down_set_selected (self->staff_drop, 0);
  gtk_drop_down_set_selected (self->channel_drop, 0);
  gtk_drop_down_set_selected (self->outcome_drop, 0);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  self->filling = FALSE;
  take_focus (CLT_PANE (self));
  ask (self);
}

static void
attach (CltPane *pane, CltDesk *desk)
{
  CltContactPane *self = CLT_CONTACT_PANE (pane);
  g_autoptr (CltKeyList) keys = clt_key_list_new (clt_desk_get_store (desk), &clt_contact_source);

  clt_data_table_set_list (self->table, keys);
  g_signal_connect_object (keys, "notify::loading", G_CALLBACK (on_loading_cb), self,
                           G_CONNECT_SWAPPED);
  self->question.from = get_first_day (self->period);
  clt_key_list_set_query (keys, &self->question);
}

static gboolean
is_empty (gconstpointer record)
{
  return ((const CltContactFacts *) record)->all == 0;
}

static void
take (CltPane *pane, gpointer record)
{
  CltContactPane *self = CLT_CONTACT_PANE (pane);
  g_autoptr (CltContactFacts) facts = record;
  g_autofree char *sentence = clt_contact_facts_dup_sentence (facts);

  /* of nothing the table speaks by itself */
  clt_label_show (self->sums_label, facts->sums->contacts == 0 ? "" : sentence);
  if (facts->sums->contacts == 0)
    show_details (self, NULL);
  if (!is_same_staff (self, facts->staff))
    fill_staff (self, facts->staff);
}

static void
changed (CltPane *pane)
{
  clt_data_table_reload (CLT_CONTACT_PANE (pane)->table);
}

static void
search (CltPane *pane)
{
  gtk_widget_grab_focus (GTK_WIDGET (CLT_CONTACT_PANE (pane)->search_entry));
}

static gint64
get_client (CltPane *pane)
{
  const CltContactRow *row = clt_data_table_get_record (CLT_CONTACT_PANE (pane)->table);

  return row == NULL ? 0 : row->client_id;
}

/* ---- the class -------------------------------------------------------------------------------- */

static void
clt_contact_pane_dispose (GObject *object)
{
  g_clear_pointer (&CLT_CONTACT_PANE (object)->staff_ids, g_array_unref);
  G_OBJECT_CLASS (clt_contact_pane_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/callbacks/clt-contact-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CltContactPane, period_drop);
  gtk_widget_class_bind_template_child (widget_class, CltContactPane, staff_drop);
  gtk_widget_class_bind_template_child (widget_class, CltContactPane, channel_drop);
  gtk_widget_class_bind_template_child (widget_class, CltContactPane, outcome_drop);
  gtk_widget_class_bind_template_child (widget_class, CltContactPane, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CltContactPane, sums_label);
  gtk_widget_class_bind_template_child (widget_class, CltContactPane, table);
  gtk_widget_class_bind_template_child (widget_class, CltContactPane, detail_revealer);
  gtk_widget_class_bind_template_child (widget_class, CltContactPane, detail_label);
  gtk_widget_class_bind_template_callback (widget_class, on_choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected_cb);
}

static void
clt_contact_pane_class_init (CltContactPaneClass *klass)
{
  static const char *const tables[] = { "contact", "client", "staff", NULL };
  static const CltCommandAction actions[] = { { "contact.period", choose_period, "i" },
                                              { "contact.mine", toggle_mine },
                                              { "contact.clear", clear_choice } };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CltPaneClass *pane_class = CLT_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_contact_pane_dispose;
  pane_class->read = clt_contact_facts_load;
  pane_class->queue = CLT_STORE_LIST;
  pane_class->record_free = (GDestroyNotify) clt_contact_facts_free;
  pane_class->tables = tables;
  pane_class->dup_question = dup_question;
  pane_class->attach = attach;
  pane_class->is_empty = is_empty;
  pane_class->take = take;
  pane_class->changed = changed;
  pane_class->take_focus = take_focus;
  pane_class->search = search;
  pane_class->get_client = get_client;
  pane_class->create_export = create_export;
  clt_command_group_install (&command_group, actions, G_N_ELEMENTS (actions), widget_class);
  g_type_ensure (CLT_TYPE_DATA_TABLE);
  bind_template (widget_class);
}

static void
fill_choices (CltContactPane *self)
{
  g_autoptr (GtkStringList) periods = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) ways = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) outcomes = gtk_string_list_new (NULL);

  for (guint i = 0; i < N_PERIODS; i++)
    gtk_string_list_append (periods, g_dpgettext2 (GETTEXT_PACKAGE, "contacts", period_names[i]));
  gtk_string_list_append (ways, C_ ("contacts", "Any channel"));
  for (guint i = 1; i < G_N_ELEMENTS (channels); i++)
    gtk_string_list_append (ways, clt_channel_get_label (channels[i]));
  gtk_string_list_append (outcomes, C_ ("contacts", "Any outcome"));
  gtk_string_list_append (outcomes, C_ ("contacts", "The client was reached"));
  gtk_string_list_append (outcomes, C_ ("contacts", "In vain"));
  for (guint i = 0; clt_call_outcomes[i] != NULL; i++)
    gtk_string_list_append (outcomes, clt_call_outcome_get_label (clt_call_outcomes[i]));
  gtk_drop_down_set_model (self->period_drop, G_LIST_MODEL (periods));
  gtk_drop_down_set_selected (self->period_drop, self->period);
  gtk_drop_down_set_model (self->channel_drop, G_LIST_MODEL (ways));
  gtk_drop_down_set_model (self->outcome_drop, G_LIST_MODEL (outcomes));
}

static GtkWidget *
new_placeholder (void)
{
  GtkWidget *label = gtk_label_new (_ ("No contact fits this choice."));
  GtkWidget *button = gtk_button_new_with_label (_ ("Show All Contacts"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (button, "pill");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "contact.clear");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

static void
clt_contact_pane_init (CltContactPane *self)
{
  const gint64 everybody = 0;

  self->period = PERIOD_MONTH;
  self->question.channel = self->question.outcome = "";
  self->question.to = CLT_DAY_NONE;
  self->staff_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (self->staff_ids, everybody);
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  clt_data_table_set_search_entry (self->table, self->search_entry);
  clt_data_table_set_titled_columns (self->table, "contact", columns, G_N_ELEMENTS (columns),
                                     get_cell_text);
  clt_data_table_set_placeholder (self->table, new_placeholder ());
  fill_choices (self);
  self->filling = FALSE;
}
