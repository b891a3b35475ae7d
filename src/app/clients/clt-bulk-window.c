/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-bulk-window.h"

#include "app/widgets/clt-combo-focus.h"
#include "app/widgets/clt-problem.h"
#include "app/widgets/clt-reading.h"
#include "app/widgets/clt-task-bar.h"
#include "app/widgets/clt-dialogs.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-client-bulk.h"
#include "core/people/clt-staff.h"

/* More values than this are summed up in one line. */
#define MOST_GROUPS 12

struct _CltBulkWindow
{
  AdwWindow parent_instance;

  CltDesk *desk;        /* owned */
  GArray *ids;          /* owned: gint64 */
  GPtrArray *fields;    /* owned: char*, one a line of field_row */
  GPtrArray *values;    /* owned: char*, one a line of value_row */
  GPtrArray *staff;     /* owned (nullable): CltStaff */
  GCancellable *asking; /* owned (nullable): the preview */
  gint64 n_changed;     /* by the preview; 0: nothing to do, or not known */
  gboolean quiet;

  AdwComboRow *field_row;
  GtkStringList *field_model;
  AdwComboRow *value_row;
  GtkStringList *value_model;
  GtkEditable *value_entry;
  GtkLabel *problem_label;
  GtkListBox *groups;
  GtkLabel *summary_label;
  GtkButton *apply_button;
  GtkWidget *form;
  CltTaskBar *task_bar;
};

G_DEFINE_FINAL_TYPE (CltBulkWindow, clt_bulk_window, ADW_TYPE_WINDOW)

static const char *
get_field (CltBulkWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->field_row);

  return selected < self->fields->len ? self->fields->pdata[selected] : CLT_BULK_ADD_TAG;
}

static const char *
get_value (CltBulkWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->value_row);

  if (!gtk_widget_get_visible (GTK_WIDGET (self->value_row)))
    return gtk_editable_get_text (self->value_entry);
  return selected < self->values->len ? self->values->pdata[selected] : "";
}

/* (transfer full) */
static CltBulkEdit *
create_edit (CltBulkWindow *self)
{
  return clt_bulk_edit_new (get_field (self), get_value (self), clt_today ());
}

/* The preview */

static void
show_apply (CltBulkWindow *self)
{
  g_autofree char *count = clt_count_format (self->n_changed);
  /* Translators: a button; %s is a number. */
  g_autofree char *label =
    g_strdup_printf (ngettext ("_Change %s Client", "_Change %s Clients", self->n_changed), count);

  gtk_button_set_label (self->apply_button, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->apply_button), self->n_changed > 0);
}

static void
show_problem (CltBulkWindow *self, const GError *error)
{
  g_autofree char *text = error != NULL ? clt_problem_dup_sentence (error) : NULL;

  gtk_label_set_label (self->problem_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), text != NULL);
}

static void
clear_preview (CltBulkWindow *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->groups, 0)) != NULL)
    gtk_list_box_remove (self->groups, GTK_WIDGET (row));
  gtk_label_set_label (self->summary_label, "");
  self->n_changed = 0;
  show_apply (self);
}

static void
add_group (CltBulkWindow *self, const char *text, gint64 n)
{
  g_autoptr (GtkBuilder) builder =
    gtk_builder_new_from_resource ("/io/github/clientele/Clientele/ui/clients/clt-bulk-row.ui");
  g_autofree char *count = clt_count_format (n);

  gtk_label_set_label (GTK_LABEL (gtk_builder_get_object (builder, "label")), text);
  gtk_label_set_label (GTK_LABEL (gtk_builder_get_object (builder, "count")), count);
  gtk_list_box_append (self->groups, GTK_WIDGET (gtk_builder_get_object (builder, "row")));
}

static void
show_groups (CltBulkWindow *self, const CltBulkPreview *preview)
{
  gint64 rest = 0;

  for (guint i = 0; i < preview->groups->len; i++)
    {
      const CltBulkGroup *group = preview->groups->pdata[i];
      /* Translators: a value before the change, and after it. */
      g_autofree char *text = g_strdup_printf (_ ("%s → %s"), group->before, preview->after);

      if (i < MOST_GROUPS)
        add_group (self, text, group->n);
      else
        rest += group->n;
    }
  if (rest > 0)
    {
      /* Translators: many different values become one; %s is the value after the change. */
      g_autofree char *text = g_strdup_printf (_ ("Other values → %s"), preview->after);

      add_group (self, text, rest);
    }
}

static void
show_preview (CltBulkWindow *self, const CltBulkPreview *preview)
{
  g_autofree char *same = clt_count_format (preview->n_same);
  g_autofree char *outside = clt_count_format (preview->n_outside);
  g_autoptr (GString) text = g_string_new (NULL);

  clear_preview (self);
  show_groups (self, preview);
  if (preview->n_same > 0)
    /* Translators: %s is a number of clients. */
    g_string_append_printf (text,
                            ngettext ("%s has this value already.", "%s have this value already.",
                                      preview->n_same),
                            same);
  if (preview->n_outside > 0)
    {
      if (text->len > 0)
        g_string_append_c (text, ' ');
      /* Translators: %s is a number of clients. */
      g_string_append_printf (text,
                              ngettext ("The field does not concern %s.",
                                        "The field does not concern %s.", preview->n_outside),
                              outside);
    }
  gtk_label_set_label (self->summary_label, text->str);
  self->n_changed = preview->n_changed;
  show_apply (self);
}

typedef struct
{
  CltBulkEdit *edit;
  GArray *ids;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  clt_bulk_edit_free (question->edit);
  g_array_unref (question->ids);
  g_free (question);
}

static gpointer
preview_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;

  return clt_client_bulk_preview (conn, question->edit, question->ids, error);
}

static void
on_previewed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltBulkWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CltBulkPreview) preview = clt_store_run_finish (CLT_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->desk == NULL)
    return;
  show_problem (self, error);
  if (preview != NULL)
    show_preview (self, preview);
  else
    clear_preview (self);
}

static void
ask (CltBulkWindow *self)
{
  Question *question;

  clt_reading_stop (&self->asking);
  show_problem (self, NULL);
  /* half a word is no tag to be complained about */
  if (g_str_has_prefix (get_field (self), "tag") && *get_value (self) == '\0')
    {
      clear_preview (self);
      return;
    }
  self->asking = g_cancellable_new ();
  question = g_new0 (Question, 1);
  question->edit = create_edit (self);
  question->ids = g_array_ref (self->ids);
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                       preview_in_worker, question, question_free,
                       (GDestroyNotify) clt_bulk_preview_free, self->asking, on_previewed_cb,
                       g_object_ref (self));
}

/* The form */

static void
add_value (CltBulkWindow *self, const char *value, const char *label)
{
  g_ptr_array_add (self->values, g_strdup (value));
  gtk_string_list_append (self->value_model, label);
}

static void
fill_choices (CltBulkWindow *self, const CltClientField *field)
{
  g_auto (GStrv) all = g_strsplit (field->choices, " ", -1);

  for (guint i = 0; all[i] != NULL; i++)
    add_value (self, all[i], clt_client_choice_get_label (field->name, all[i]));
}

static void
fill_staff (CltBulkWindow *self)
{
  for (guint i = 0; self->staff != NULL && i < self->staff->len; i++)
    {
      const CltStaff *person = self->staff->pdata[i];

      add_value (self, person->number, person->name);
    }
  add_value (self, "", C_ ("in charge", "Nobody"));
}

static void
on_field_selected_cb (CltBulkWindow *self)
{
  const CltClientField *field = clt_client_field_find (get_field (self));
  gboolean chosen =
    field != NULL && (field->kind == CLT_FIELD_CHOICE || field->kind == CLT_FIELD_STAFF);

  if (self->quiet)
    return;
  self->quiet = TRUE;
  gtk_string_list_splice (self->value_model, 0,
                          g_list_model_get_n_items (G_LIST_MODEL (self->value_model)), NULL);
  g_ptr_array_set_size (self->values, 0);
  if (chosen && field->kind == CLT_FIELD_CHOICE)
    fill_choices (self, field);
  else if (chosen)
    fill_staff (self);
  gtk_widget_set_visible (GTK_WIDGET (self->value_row), chosen);
  gtk_widget_set_visible (GTK_WIDGET (self->value_entry), !chosen);
  gtk_editable_set_text (self->value_entry, "");
  self->quiet = FALSE;
  ask (self);
}

static void
on_value_changed_cb (CltBulkWindow *self)
{
  if (!self->quiet)
    ask (self);
}

static void
add_field (CltBulkWindow *self, const char *name, const char *label)
{
  g_ptr_array_add (self->fields, g_strdup (name));
  gtk_string_list_append (self->field_model, label);
}

static void
fill_fields (CltBulkWindow *self, gboolean prospects)
{
  self->quiet = TRUE;
  add_field (self, CLT_BULK_ADD_TAG, _ ("Add a tag"));
  add_field (self, CLT_BULK_REMOVE_TAG, _ ("Remove a tag"));
  for (const CltClientField *field = clt_client_fields; field->name != NULL; field++)
    if (clt_client_bulk_field_is_possible (field->name) && (prospects || !field->prospect))
      add_field (self, field->name, clt_client_field_get_label (field));
  self->quiet = FALSE;
  on_field_selected_cb (self);
}

static gpointer
list_staff_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  return clt_staff_list (conn, clt_today (), error);
}

static void
on_staff_listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltBulkWindow) self = user_data;
  GPtrArray *staff = clt_store_run_finish (CLT_STORE (object), result, NULL);

  g_clear_pointer (&self->staff, g_ptr_array_unref);
  self->staff = staff;
}

/* Doing it */

typedef struct
{
  CltBulkEdit *edit;      /* owned */
  GArray *ids;            /* owned */
  CltProgress *progress;  /* owned */
  CltBulkOutcome outcome; /* written by the worker */
  CltBulkWindow *window;  /* owned until the answer is there */
} Job;

static void
job_clear (gpointer data)
{
  Job *job = data;

  clt_bulk_edit_free (job->edit);
  g_array_unref (job->ids);
  clt_progress_unref (job->progress);
  clt_bulk_outcome_clear (&job->outcome);
}

static void
job_unref (gpointer job)
{
  g_atomic_rc_box_release_full (job, job_clear);
}

static gboolean
apply_in_worker (CltConn *conn, gpointer data, GError **error)
{
  Job *job = data;

  return clt_client_bulk_apply (conn, job->edit, job->ids, clt_progress_set, job->progress,
                                clt_progress_get_cancellable (job->progress), &job->outcome, error);
}

static void
tell_refused (CltBulkWindow *self, const CltBulkOutcome *outcome)
{
  g_autofree char *count = clt_count_format (outcome->n_refused);
  /* Translators: a number of clients, and a sentence that says why. */
  g_autofree char *text =
    g_strdup_printf (ngettext ("%s client stays as it was: %s", "%s clients stay as they were: %s",
                               outcome->n_refused),
                     count, outcome->reason);

  clt_desk_tell (self->desk, text);
}

static void
on_applied_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (CltBulkWindow) self = job->window;
  g_autoptr (GError) error = NULL;
  gboolean done = clt_desk_act_finish (CLT_DESK (object), result, &error);

  if (self->desk != NULL)
    {
      clt_task_bar_end (self->task_bar, job->progress);
      gtk_widget_set_sensitive (self->form, TRUE);
      show_apply (self);
      if (done && job->outcome.n_refused > 0)
        tell_refused (self, &job->outcome);
      if (done)
        gtk_window_destroy (GTK_WINDOW (self));
      else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        gtk_label_set_label (self->summary_label, _ ("Cancelled. Nothing was changed."));
      else
        show_problem (self, error);
    }
  job_unref (job);
}

static void
on_apply_clicked_cb (CltBulkWindow *self)
{
  Job *job = g_atomic_rc_box_new0 (Job);
  g_autofree char *what = NULL;
  g_autofree char *count = clt_count_format (self->n_changed);
  g_autofree char *detail = NULL;

  job->edit = create_edit (self);
  job->ids = g_array_ref (self->ids);
  job->progress = clt_task_bar_begin (self->task_bar, _ ("Changing clients…"));
  job->window = g_object_ref (self);
  what = clt_bulk_edit_describe (job->edit);
  /* Translators: what is changed, and for how many clients. */
  detail =
    g_strdup_printf (ngettext ("%s, %s client", "%s, %s clients", self->n_changed), what, count);
  gtk_widget_set_sensitive (self->form, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->apply_button), FALSE);
  clt_desk_act_async (self->desk, "client.bulk", detail, apply_in_worker,
                      g_atomic_rc_box_acquire (job), job_unref, on_applied_cb, job);
}

/* While it works, Escape is Cancel. */
static void
cancel (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltBulkWindow *self = CLT_BULK_WINDOW (widget);

  if (clt_task_bar_is_busy (self->task_bar))
    clt_task_bar_cancel (self->task_bar);
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* Class */

static void
clt_bulk_window_dispose (GObject *object)
{
  CltBulkWindow *self = CLT_BULK_WINDOW (object);

  clt_reading_stop (&self->asking);
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_BULK_WINDOW);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (clt_bulk_window_parent_class)->dispose (object);
}

static void
clt_bulk_window_finalize (GObject *object)
{
  CltBulkWindow *self = CLT_BULK_WINDOW (object);

  g_clear_pointer (&self->ids, g_array_unref);
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->values);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  G_OBJECT_CLASS (clt_bulk_window_parent_class)->finalize (object);
}

static void
clt_bulk_window_class_init (CltBulkWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_bulk_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = clt_bulk_window_finalize;

  g_type_ensure (CLT_TYPE_TASK_BAR);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/clients/clt-bulk-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CltBulkWindow, field_row);
  gtk_widget_class_bind_template_child (widget_class, CltBulkWindow, field_model);
  gtk_widget_class_bind_template_child (widget_class, CltBulkWindow, value_row);
  gtk_widget_class_bind_template_child (widget_class, CltBulkWindow, value_model);
  gtk_widget_class_bind_template_child (widget_class, CltBulkWindow, value_entry);
  gtk_widget_class_bind_template_child (widget_class, CltBulkWindow, problem_label);
  gtk_widget_class_bind_template_child (widget_class, CltBulkWindow, groups);
  gtk_widget_class_bind_template_child (widget_class, CltBulkWindow, summary_label);
  gtk_widget_class_bind_template_child (widget_class, CltBulkWindow, apply_button);
  gtk_widget_class_bind_template_child (widget_class, CltBulkWindow, form);
  gtk_widget_class_bind_template_child (widget_class, CltBulkWindow, task_bar);
  gtk_widget_class_bind_template_callback (widget_class, on_field_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_value_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_apply_clicked_cb);
  gtk_widget_class_install_action (widget_class, "bulk.cancel", NULL, cancel);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "bulk.cancel", NULL);
}

static void
clt_bulk_window_init (CltBulkWindow *self)
{
  self->fields = g_ptr_array_new_with_free_func (g_free);
  self->values = g_ptr_array_new_with_free_func (g_free);
  self->quiet = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  clt_combo_focus_tick (self->field_row);
  clt_combo_focus_tick (self->value_row);
  clt_dialogs_add_confirm_key (GTK_WIDGET (self));
}

CltBulkWindow *
clt_bulk_window_new (GtkWindow *parent, CltDesk *desk, GArray *ids, gboolean prospects)
{
  CltBulkWindow *self =
    g_object_new (CLT_TYPE_BULK_WINDOW, "transient-for", parent, "modal", TRUE, NULL);
  g_autofree char *count = clt_count_format (ids->len);
  /* Translators: title of a window; %s is a number. */
  g_autofree char *title =
    g_strdup_printf (ngettext ("Change %s Client", "Change %s Clients", ids->len), count);

  gtk_window_set_title (GTK_WINDOW (self), title);
  self->desk = g_object_ref (desk);
  self->ids = g_array_ref (ids);
  fill_fields (self, prospects);
  gtk_widget_grab_focus (GTK_WIDGET (self->field_row));
  clt_store_run_async (clt_desk_get_store (desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                       list_staff_in_worker, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL,
                       on_staff_listed_cb, g_object_ref (self));
  return self;
}
