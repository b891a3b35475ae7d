/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/complaints/clt-complaint-intake.h"

#include <string.h>

#include "app/complaints/clt-complaint-data.h"
#include "app/widgets/clt-client-entry.h"
#include "app/widgets/clt-combo-focus.h"
#include "app/widgets/clt-dialogs.h"
#include "app/widgets/clt-focus-keeper.h"
#include "app/widgets/clt-problem.h"
#include "app/widgets/clt-reading.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

enum
{
  REGISTERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

#define ASK_DELAY 150 /* ms after the last change */

struct _CltComplaintIntake
{
  AdwWindow parent_instance;

  CltDesk *desk;             /* owned (nullable) */
  CltIntakeStart *start;     /* owned (nullable): until it is read */
  CltIntakeAnswer *answer;   /* owned (nullable) */
  GCancellable *cancellable; /* owned (nullable): of the question under way */
  guint ask_source;
  gboolean filling;
  gboolean handler_chosen; /* by a person, not suggested */
  gboolean registered;
  gboolean warned;        /* that what was typed would be lost */
  GPtrArray *ticks;       /* owned: GtkCheckButton of each repeat, borrowed */
  GPtrArray *repeat_rows; /* owned: borrowed */

  GtkWidget *client_row; /* borrowed, all of them */
  AdwComboRow *source_row, *class_row, *severity_row, *about_row, *handler_row;
  GtkWidget *demand_row, *topic_row;
  GtkTextView *facts_view;

  GtkButton *register_button;
  GtkLabel *error_label;
  AdwPreferencesGroup *who_group;
  AdwPreferencesGroup *repeats_group;
  AdwPreferencesGroup *what_group;
  AdwPreferencesGroup *people_group;
  GtkLabel *due_label;
};

G_DEFINE_FINAL_TYPE (CltComplaintIntake, clt_complaint_intake, ADW_TYPE_WINDOW)

/* ---- what stands in the form ----------------------------------------------------------------- */

/* @unknown: (out) (transfer full) (nullable): what was typed of somebody who is not in the book. */
static gint64
get_client (CltComplaintIntake *self, char **unknown)
{
  g_autoptr (GArray) ids =
    clt_client_entry_dup_clients (CLT_CLIENT_ENTRY (self->client_row), unknown);

  return ids == NULL || ids->len == 0 ? 0 : g_array_index (ids, gint64, 0);
}

/* (transfer full): the value of a field's choice. */
static char *
dup_choice (const char *field, AdwComboRow *row, gboolean none)
{
  g_auto (GStrv) values = g_strsplit (clt_complaint_field_find (field)->choices, " ", -1);
  guint i = adw_combo_row_get_selected (row);

  if (none && i == 0)
    return g_strdup ("");
  i -= none;
  return g_strdup (i < g_strv_length (values) ? values[i] : "");
}

/* 0: nobody. */
static gint64
get_person (CltComplaintIntake *self, AdwComboRow *row)
{
  guint i = adw_combo_row_get_selected (row);

  return self->start == NULL || i == 0 || i > self->start->staff->len
           ? 0
           : ((const CltStaff *) self->start->staff->pdata[i - 1])->id;
}

static char *
dup_facts (CltComplaintIntake *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->facts_view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

/* NULL: nothing is wrong. */
static void
show_error (CltComplaintIntake *self, const char *sentence)
{
  gtk_label_set_label (self->error_label, sentence == NULL ? "" : sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), sentence != NULL);
}

/* ---- repeats and the handler, while one types -------------------------------------------------- */

static void
on_tick_toggled_cb (GtkCheckButton *tick, CltComplaintIntake *self)
{
  for (guint i = 0; gtk_check_button_get_active (tick) && i < self->ticks->len; i++)
    if (self->ticks->pdata[i] != tick)
      gtk_check_button_set_active (self->ticks->pdata[i], FALSE);
}

/* (nullable): the number of what is the same matter. */
static const char *
get_same (CltComplaintIntake *self)
{
  for (guint i = 0; self->answer != NULL && i < self->ticks->len; i++)
    if (gtk_check_button_get_active (self->ticks->pdata[i]))
      return ((const CltComplaint *) self->answer->repeats->pdata[i])->number;
  return NULL;
}

static void
add_repeat (CltComplaintIntake *self, const CltComplaint *before, gboolean ticked)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *tick = gtk_check_button_new ();
  g_autofree char *day = clt_day_format (before->registered);
  g_autofree char *matter = clt_complaint_dup_matter (before);
  g_autofree char *title = g_strdup_printf ("%s · %s", before->number, matter);
  g_autofree char *subtitle =
    g_strdup_printf ("%s · %s · %s", day, clt_complaint_choice_get_label ("state", before->state),
                     before->facts);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  gtk_widget_set_valign (tick, GTK_ALIGN_CENTER);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (tick), ticked);
  g_signal_connect (tick, "toggled", G_CALLBACK (on_tick_toggled_cb), self);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), tick);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), tick);
  adw_preferences_group_add (self->repeats_group, row);
  g_ptr_array_add (self->ticks, tick);
  g_ptr_array_add (self->repeat_rows, row);
}

static void
fill_repeats (CltComplaintIntake *self, const char *same)
{
  for (guint i = 0; i < self->repeat_rows->len; i++)
    adw_preferences_group_remove (self->repeats_group, self->repeat_rows->pdata[i]);
  g_ptr_array_set_size (self->repeat_rows, 0);
  g_ptr_array_set_size (self->ticks, 0);
  for (guint i = 0; i < self->answer->repeats->len; i++)
    {
      const CltComplaint *before = self->answer->repeats->pdata[i];

      add_repeat (self, before, g_strcmp0 (before->number, same) == 0);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->repeats_group), self->answer->repeats->len > 0);
}

static void
suggest_handler (CltComplaintIntake *self)
{
  guint index = 0;

  if (self->handler_chosen || self->start == NULL)
    return;
  for (guint i = 0; i < self->start->staff->len; i++)
    if (((const CltStaff *) self->start->staff->pdata[i])->id == self->answer->handler_id)
      index = i + 1;
  self->filling = TRUE;
  adw_combo_row_set_selected (self->handler_row, index);
  self->filling = FALSE;
}

static void
on_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltComplaintIntake) self = user_data;
  g_autoptr (GError) error = NULL;
  CltIntakeAnswer *answer = clt_store_run_finish (CLT_STORE (source), result, &error);
  g_autofree char *same = NULL, *receipt = NULL, *accept = NULL, *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->desk == NULL)
    {
      g_clear_pointer (&answer, clt_intake_answer_free);
      return;
    }
  if (answer == NULL)
    {
      show_error (self, error->message);
      return;
    }
  same = g_strdup (get_same (self));
  g_clear_pointer (&self->answer, clt_intake_answer_free);
  self->answer = answer;
  fill_repeats (self, same);
  suggest_handler (self);
  receipt = clt_day_format (answer->acknowledge);
  accept = clt_day_format (answer->accept);
  /* Translators: two days. */
  text =
    g_strdup_printf (_ ("The receipt goes out by %s; accepted or refused by %s."), receipt, accept);
  gtk_label_set_label (self->due_label, text);
}

static gboolean
on_ask_due_cb (gpointer user_data)
{
  CltComplaintIntake *self = user_data;
  g_autofree char *unknown = NULL;
  g_autofree char *class_ = dup_choice ("class", self->class_row, TRUE);

  self->ask_source = 0;
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                       clt_intake_answer_load,
                       clt_intake_question_new (get_client (self, &unknown),
                                                get_person (self, self->about_row), class_),
                       g_free, clt_intake_answer_free, clt_reading_start (&self->cancellable),
                       on_answered_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
on_changed_cb (CltComplaintIntake *self)
{
  if (self->filling || self->desk == NULL || self->start == NULL)
    return;
  clt_reading_stop (&self->cancellable);
  g_clear_handle_id (&self->ask_source, g_source_remove);
  self->ask_source = g_timeout_add (ASK_DELAY, on_ask_due_cb, self);
}

static void
on_handler_chosen_cb (CltComplaintIntake *self)
{
  if (!self->filling)
    self->handler_chosen = TRUE;
}

static void
tick_first (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltComplaintIntake *self = CLT_COMPLAINT_INTAKE (widget);

  if (self->ticks->len > 0)
    gtk_check_button_set_active (self->ticks->pdata[0],
                                 !gtk_check_button_get_active (
                                   GTK_CHECK_BUTTON (self->ticks->pdata[0])));
}

/* ---- registering ----------------------------------------------------------------------------- */

typedef struct
{
  CltComplaintIntake *intake; /* owned, not for the worker */
  gint64 id;                  /* of what was registered */
} Answered;

typedef struct
{
  gint64 client_id, about_id, handler_id;
  GPtrArray *fields; /* char *: names and values in turn */
  gint64 *id;        /* borrowed: of Answered */
} Registering;

static void
registering_free (gpointer data)
{
  Registering *registering = data;

  g_ptr_array_unref (registering->fields);
  g_free (registering);
}

static gboolean
register_in_worker (CltConn *conn, gpointer data, GError **error)
{
  const Registering *registering = data;
  g_autoptr (CltComplaint) complaint = clt_complaint_new ();

  complaint->client_id = registering->client_id;
  for (guint i = 0; i < registering->fields->len; i += 2)
    if (!clt_complaint_apply_field (conn, complaint, registering->fields->pdata[i],
                                    registering->fields->pdata[i + 1], error))
      return FALSE;
  if (!clt_complaint_add (conn, complaint, error))
    return FALSE;
  *registering->id = complaint->id;
  return TRUE;
}

static void
on_registered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Answered *answered = user_data;
  g_autoptr (CltComplaintIntake) self = answered->intake;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (clt_desk_act_finish (CLT_DESK (source), result, &error))
    {
      self->registered = TRUE;
      g_signal_emit (self, signals[REGISTERED], 0, answered->id);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  if (self->desk == NULL)
    {
      clt_desk_fail (CLT_DESK (source), error);
      return;
    }
  sentence = clt_problem_dup_sentence (error);
  show_error (self, sentence);
  gtk_widget_set_sensitive (GTK_WIDGET (self->register_button), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->handler_row));
}

static void
take_field (GPtrArray *fields, const char *name, char *value)
{
  if (*value == '\0')
    {
      g_free (value);
      return;
    }
  g_ptr_array_add (fields, g_strdup (name));
  g_ptr_array_add (fields, value);
}

/* By number: names may repeat. */
static char *
dup_person (CltComplaintIntake *self, AdwComboRow *row)
{
  const CltStaff *person = clt_staff_array_find (self->start->staff, get_person (self, row));

  return g_strdup (person == NULL ? "" : person->number);
}

static Registering *
registering_new (CltComplaintIntake *self)
{
  Registering *registering = g_new0 (Registering, 1);
  GPtrArray *fields = g_ptr_array_new_with_free_func (g_free);
  const char *same = get_same (self);
  char *unknown = NULL;

  registering->fields = fields;
  registering->client_id = get_client (self, &unknown);
  take_field (fields, "person", unknown == NULL ? g_strdup ("") : unknown);
  take_field (fields, "source", dup_choice ("source", self->source_row, FALSE));
  take_field (fields, "class", dup_choice ("class", self->class_row, TRUE));
  take_field (fields, "severity", dup_choice ("severity", self->severity_row, FALSE));
  take_field (fields, "topic", g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->topic_row))));
  take_field (fields, "demand", g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->demand_row))));
  take_field (fields, "facts", dup_facts (self));
  take_field (fields, "about", dup_person (self, self->about_row));
  take_field (fields, "handler", dup_person (self, self->handler_row));
  take_field (fields, "same_as", g_strdup (same == NULL ? "" : same));
  return registering;
}

static void
on_register_cb (CltComplaintIntake *self)
{
  g_autofree char *facts = dup_facts (self);
  Registering *registering;
  Answered *answered;

  if (self->start == NULL)
    return;
  if (*facts == '\0')
    {
      show_error (self, _ ("Say what happened."));
      gtk_widget_grab_focus (GTK_WIDGET (self->facts_view));
      return;
    }
  show_error (self, NULL);
  registering = registering_new (self);
  answered = g_new0 (Answered, 1);
  answered->intake = g_object_ref (self);
  registering->id = &answered->id;
  gtk_widget_set_sensitive (GTK_WIDGET (self->register_button), FALSE);
  clt_desk_act_async (self->desk, "complaint.add",
                      gtk_editable_get_text (GTK_EDITABLE (self->client_row)), register_in_worker,
                      registering, registering_free, on_registered_cb, answered);
}

/* ---- filling --------------------------------------------------------------------------------- */

static void
fill_staff (CltComplaintIntake *self, AdwComboRow *row)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, C_ ("complaint", "nobody"));
  for (guint i = 0; i < self->start->staff->len; i++)
    gtk_string_list_append (names, ((const CltStaff *) self->start->staff->pdata[i])->name);
  self->filling = TRUE;
  adw_combo_row_set_model (row, G_LIST_MODEL (names));
  self->filling = FALSE;
}

static void
on_started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltComplaintIntake) self = user_data;
  g_autoptr (GError) error = NULL;
  CltIntakeStart *start = clt_store_run_finish (CLT_STORE (source), result, &error);

  if (self->desk == NULL || start == NULL)
    {
      if (start == NULL && self->desk != NULL)
        show_error (self, error->message);
      g_clear_pointer (&start, clt_intake_start_free);
      return;
    }
  self->start = start;
  fill_staff (self, self->about_row);
  fill_staff (self, self->handler_row);
  if (start->client_id != 0)
    {
      clt_client_entry_set_client (CLT_CLIENT_ENTRY (self->client_row), start->client_id,
                                   start->client, start->account);
      gtk_widget_grab_focus (GTK_WIDGET (self->facts_view));
    }
  on_changed_cb (self);
}

/* ---- the class ------------------------------------------------------------------------------- */

static void
add_row (AdwPreferencesGroup *group, GtkWidget *row, const char *title)
{
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (group, row);
}

static AdwComboRow *
add_choice (CltComplaintIntake *self,
            AdwPreferencesGroup *group,
            const char *title,
            const char *field,
            gboolean none)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  g_auto (GStrv) values =
    g_strsplit (field == NULL ? "" : clt_complaint_field_find (field)->choices, " ", -1);

  if (none)
    gtk_string_list_append (labels, "–");
  for (guint i = 0; values[i] != NULL; i++)
    gtk_string_list_append (labels, clt_complaint_choice_get_label (field, values[i]));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  clt_combo_focus_tick (ADW_COMBO_ROW (row));
  add_row (group, row, title);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (on_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return ADW_COMBO_ROW (row);
}

static GtkWidget *
add_entry (AdwPreferencesGroup *group, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), FALSE);
  add_row (group, row, title);
  return row;
}

static void
on_facts_changed_cb (CltComplaintIntake *self)
{
  self->warned = FALSE;
}

/* Several lines; Tab goes on. */
static void
add_facts (CltComplaintIntake *self)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *label = gtk_label_new_with_mnemonic (_ ("What _happened"));

  self->facts_view = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_wrap_mode (self->facts_view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->facts_view, FALSE);
  gtk_widget_set_size_request (GTK_WIDGET (self->facts_view), -1, 84);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), GTK_WIDGET (self->facts_view));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (box, "long-field");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->facts_view));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  adw_preferences_group_add (self->what_group, row);
  g_signal_connect_object (gtk_text_view_get_buffer (self->facts_view), "changed",
                           G_CALLBACK (on_facts_changed_cb), self, G_CONNECT_SWAPPED);
}

/* Cases that may be the same turn up between the client and the words while one types: these are where
 * Tab goes all the same. */
static gboolean
on_client_key_cb (CltComplaintIntake *self, guint key, guint code, GdkModifierType state)
{
  if (key != GDK_KEY_Tab || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  return gtk_widget_grab_focus (GTK_WIDGET (self->facts_view));
}

/* After the row's own keys: Tab takes the client that its list offers. */
static void
lead_to_facts (CltComplaintIntake *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_client_key_cb), self);
  gtk_widget_add_controller (self->client_row, keys);
}

static void
make_rows (CltComplaintIntake *self)
{
  self->client_row = clt_client_entry_new (self->desk, FALSE, TRUE);
  add_row (self->who_group, self->client_row,
           _ ("C_lient: name, initials or account; or who complains"));
  g_signal_connect_object (self->client_row, "changed", G_CALLBACK (on_changed_cb), self,
                           G_CONNECT_SWAPPED);
  lead_to_facts (self);
  add_facts (self);
  self->demand_row = add_entry (self->what_group, _ ("What the client _wants"));
  self->class_row = add_choice (self, self->what_group, _ ("Cl_ass"), "class", TRUE);
  self->topic_row = add_entry (self->what_group, _ ("_Topic"));
  self->severity_row = add_choice (self, self->what_group, _ ("Se_verity"), "severity", FALSE);
  self->source_row = add_choice (self, self->people_group, _ ("How it _came"), "source", FALSE);
  self->about_row =
    add_choice (self, self->people_group, _ ("Person complained a_bout"), NULL, FALSE);
  self->handler_row = add_choice (self, self->people_group, _ ("Han_dled by"), NULL, FALSE);
  g_signal_connect_object (self->handler_row, "notify::selected", G_CALLBACK (on_handler_chosen_cb),
                           self, G_CONNECT_SWAPPED);
}

/* What a client has told is not thrown away by one key. */
static gboolean
clt_complaint_intake_close_request (GtkWindow *window)
{
  CltComplaintIntake *self = CLT_COMPLAINT_INTAKE (window);
  g_autofree char *facts = dup_facts (self);

  if (*facts != '\0' && !self->registered && !self->warned)
    {
      self->warned = TRUE;
      show_error (self, _ ("This is not registered yet. Escape once more throws it away."));
      return TRUE;
    }
  return GTK_WINDOW_CLASS (clt_complaint_intake_parent_class)->close_request (window);
}

static void
clt_complaint_intake_dispose (GObject *object)
{
  CltComplaintIntake *self = CLT_COMPLAINT_INTAKE (object);

  self->filling = TRUE;
  clt_reading_stop (&self->cancellable);
  g_clear_handle_id (&self->ask_source, g_source_remove);
  g_clear_object (&self->desk);
  gtk_window_set_default_widget (GTK_WINDOW (self), NULL);
  adw_window_set_content (ADW_WINDOW (self), NULL);
  g_clear_pointer (&self->start, clt_intake_start_free);
  g_clear_pointer (&self->answer, clt_intake_answer_free);
  g_clear_pointer (&self->ticks, g_ptr_array_unref);
  g_clear_pointer (&self->repeat_rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_COMPLAINT_INTAKE);
  G_OBJECT_CLASS (clt_complaint_intake_parent_class)->dispose (object);
}

static void
clt_complaint_intake_class_init (CltComplaintIntakeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_complaint_intake_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = clt_complaint_intake_close_request;
  signals[REGISTERED] = g_signal_new ("registered", CLT_TYPE_COMPLAINT_INTAKE, G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/complaints/clt-complaint-intake.ui");
  gtk_widget_class_bind_template_child (widget_class, CltComplaintIntake, register_button);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintIntake, error_label);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintIntake, who_group);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintIntake, repeats_group);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintIntake, what_group);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintIntake, people_group);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintIntake, due_label);
  gtk_widget_class_bind_template_callback (widget_class, on_register_cb);
  gtk_widget_class_install_action (widget_class, "intake.tick-first", NULL, tick_first);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_ALT_MASK, "intake.tick-first",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
focus_first (GtkWindow *window)
{
  gtk_widget_grab_focus (CLT_COMPLAINT_INTAKE (window)->client_row);
}

static void
clt_complaint_intake_init (CltComplaintIntake *self)
{
  self->ticks = g_ptr_array_new ();
  self->repeat_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  clt_dialogs_add_confirm_key (GTK_WIDGET (self));
  clt_focus_keeper_attach (GTK_WINDOW (self), focus_first);
}

CltComplaintIntake *
clt_complaint_intake_new (GtkWidget *parent, CltDesk *desk, gint64 client_id)
{
  CltComplaintIntake *self =
    g_object_new (CLT_TYPE_COMPLAINT_INTAKE, "transient-for", gtk_widget_get_root (parent), NULL);

  self->desk = g_object_ref (desk);
  make_rows (self);
  gtk_widget_grab_focus (self->client_row);
  clt_store_run_async (clt_desk_get_store (desk), CLT_STORE_LIST, G_PRIORITY_HIGH,
                       clt_intake_start_load, g_memdup2 (&client_id, sizeof client_id), g_free,
                       clt_intake_start_free, NULL, on_started_cb, g_object_ref (self));
  return self;
}
