/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/importer/clt-import-window.h"

#include "app/importer/clt-book-window.h"
#include "app/importer/clt-import-choices.h"
#include "app/importer/clt-import-columns.h"
#include "app/importer/clt-import-fields.h"
#include "app/importer/clt-import-job.h"
#include "app/importer/clt-import-outcome.h"
#include "app/importer/clt-reject-list.h"
#include "app/widgets/clt-combo-focus.h"
#include "app/widgets/clt-dialogs.h"
#include "app/widgets/clt-focus-keeper.h"
#include "app/widgets/clt-label.h"
#include "app/widgets/clt-problem.h"
#include "app/widgets/clt-reading.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

/* Every change of a setting runs the whole import again without keeping it, so the figures on the
 * right are always what the import would do. A change that comes while a run is under way cancels
 * it. */

struct _CltImportWindow
{
  AdwWindow parent_instance;

  CltDesk *desk;             /* owned */
  CltImportJob *job;         /* owned: the settings, and the run under way or last done */
  CltImportResult *result;   /* owned (nullable): of the last run that was not kept */
  GCancellable *cancellable; /* owned (nullable): of the run under way */
  guint poll_id;
  guint start_id;
  gboolean filling; /* the widgets are being set from the result */
  gboolean started_commit;
  gboolean failed; /* the last run told an error: the result is of settings before it */
  int pad_length;  /* digits to which short accounts are padded when asked; 0: none were short */

  AdwToastOverlay *toasts;
  AdwWindowTitle *title;
  GtkStack *stack;
  GtkWidget *choose_button;
  GtkWidget *import_button;
  GtkLabel *working_label;
  GtkProgressBar *progress;
  AdwStatusPage *error_page;
  AdwComboRow *kind_row;
  GtkStringList *kind_model;
  AdwComboRow *sheet_row;
  AdwComboRow *encoding_row;
  AdwComboRow *dates_row;
  GtkStringList *encoding_model;
  GtkSpinButton *header_spin;
  AdwActionRow *pad_row;
  GtkSwitch *pad_switch;
  GtkWidget *extra_row;
  GtkSwitch *extra_switch;
  CltImportFields *fields_group;
  CltImportChoices *choices_group;
  CltImportColumns *columns_group;
  GtkLabel *outcome_label;
  GtkFlowBox *tiles;
  GtkLabel *notes_label;
  GtkStack *rejects_stack;
  GtkColumnView *rejects_view;
};

G_DEFINE_FINAL_TYPE (CltImportWindow, clt_import_window, ADW_TYPE_WINDOW)

/* In the order of the choices. */
static const char *const date_orders[] = { NULL, "mdy", "dmy" };

static const CltEncoding encodings[] = {
  CLT_ENCODING_UTF8,    CLT_ENCODING_GB18030, CLT_ENCODING_UTF16LE,
  CLT_ENCODING_UTF16BE, CLT_ENCODING_LATIN1,
};

static void start_run (CltImportWindow *self);

static void
update_actions (CltImportWindow *self)
{
  gboolean running = self->cancellable != NULL;
  gboolean ready = !running && self->start_id == 0 && self->result != NULL && !self->failed;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.commit",
                                 ready && self->result->added + self->result->changed > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.save-rejects",
                                 ready && self->result->rejected > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.stop", running);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.choose", !self->started_commit);
}

/* Filling the page from a result */

static void
fill_outcome (CltImportWindow *self)
{
  const CltImportResult *result = self->result;
  g_autofree char *sentence = clt_import_outcome_dup_sentence (result);
  g_autofree char *notes = clt_import_outcome_dup_notes (result);

  gtk_label_set_label (self->outcome_label, sentence);
  clt_import_outcome_fill_tiles (result, self->tiles);
  clt_label_show (self->notes_label, notes);
  gtk_widget_set_visible (GTK_WIDGET (self->rejects_stack), result->missing->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->tiles), result->missing->len == 0);
  gtk_stack_set_visible_child_name (self->rejects_stack, result->rejected > 0 ? "list" : "none");
  clt_reject_list_set (self->rejects_view, result);
}

static void
select_kind (CltImportWindow *self, const CltImportKind *kind)
{
  const CltImportKind *const *kinds = clt_import_kinds ();

  for (guint i = 0; kinds[i] != NULL; i++)
    if (kinds[i] == kind)
      adw_combo_row_set_selected (self->kind_row, i);
}

/* A workbook with several sheets asks which one. */
static void
fill_sheets (CltImportWindow *self)
{
  char **sheets = self->result->sheets;
  g_autoptr (GtkStringList) names = gtk_string_list_new ((const char *const *) sheets);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (names));

  gtk_widget_set_visible (GTK_WIDGET (self->sheet_row), n > 1);
  adw_combo_row_set_model (self->sheet_row, G_LIST_MODEL (names));
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (sheets[i], self->job->sheet) == 0)
      adw_combo_row_set_selected (self->sheet_row, i);
}

/* Shown while accounts are short, and once they are no longer so because of it. */
static void
fill_padding (CltImportWindow *self)
{
  const CltImportResult *result = self->result;
  g_autofree char *count = clt_count_format ((gint64) result->short_accounts);
  g_autofree char *subtitle = NULL;

  if (result->pad_offer > 0)
    {
      self->pad_length = result->pad_offer;
      /* Translators: a count of rows, and a number of digits. */
      subtitle = g_strdup_printf (ngettext ("%s row has an account with fewer than %d digits.",
                                            "%s rows have accounts with fewer than %d digits.",
                                            (gulong) result->short_accounts),
                                  count, result->pad_offer);
    }
  else if (self->job->pad_accounts > 0)
    /* Translators: a number of digits. */
    subtitle = g_strdup_printf (_ ("Every account has %d digits."), self->job->pad_accounts);
  adw_action_row_set_subtitle (self->pad_row, subtitle == NULL ? "" : subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->pad_row), subtitle != NULL);
}

static void
fill_settings (CltImportWindow *self)
{
  const CltImportResult *result = self->result;

  self->filling = TRUE;
  select_kind (self, result->kind);
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    if (encodings[i] == result->encoding)
      adw_combo_row_set_selected (self->encoding_row, i);
  for (guint i = 0; i < G_N_ELEMENTS (date_orders); i++)
    if (g_strcmp0 (date_orders[i], self->job->date_order) == 0)
      adw_combo_row_set_selected (self->dates_row, i);
  gtk_spin_button_set_value (self->header_spin, (double) result->header);
  /* workbooks say themselves how they are written */
  gtk_widget_set_visible (GTK_WIDGET (self->encoding_row), result->sheets == NULL);
  fill_sheets (self);
  fill_padding (self);
  gtk_widget_set_visible (self->extra_row, g_str_equal (result->kind->name, "clients"));
  clt_import_columns_fill (self->columns_group, result);
  clt_import_fields_fill (self->fields_group, result);
  clt_import_choices_set_kind (self->choices_group, result->kind);
  self->filling = FALSE;
}

/* Running */

static gboolean
on_poll_cb (gpointer data)
{
  CltImportWindow *self = data;

  gtk_progress_bar_set_fraction (self->progress, clt_import_job_get_fraction (self->job));
  return G_SOURCE_CONTINUE;
}

static void
stop_run (CltImportWindow *self)
{
  g_clear_handle_id (&self->poll_id, g_source_remove);
  g_clear_handle_id (&self->start_id, g_source_remove);
  clt_reading_stop (&self->cancellable);
}

/* What comes next: what the file does not say, else the import itself, else how it is read. */
static void
focus_review (CltImportWindow *self)
{
  if (self->result != NULL && self->result->missing->len > 0)
    gtk_widget_child_focus (GTK_WIDGET (self->fields_group), GTK_DIR_TAB_FORWARD);
  else if (!gtk_widget_grab_focus (self->import_button))
    gtk_widget_grab_focus (GTK_WIDGET (self->kind_row));
}

static void
focus_step (GtkWindow *window)
{
  CltImportWindow *self = CLT_IMPORT_WINDOW (window);

  if (g_str_equal (gtk_stack_get_visible_child_name (self->stack), "review"))
    focus_review (self);
  else
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
show_error (CltImportWindow *self, const GError *error)
{
  clt_problem_show (error, self->job->path, self->error_page);
  gtk_stack_set_visible_child_name (self->stack, "error");
  focus_step (GTK_WINDOW (self));
}

static void
note_imported (CltImportWindow *self, const CltImportResult *result)
{
  g_autofree char *name = g_path_get_basename (self->job->path);
  g_autofree char *count = clt_count_format ((gint64) (result->added + result->changed));
  /* Translators: the first %s is a number of rows, the second a file name. */
  g_autofree char *sentence =
    g_strdup_printf (ngettext ("%s row imported from %s", "%s rows imported from %s",
                               (gulong) (result->added + result->changed)),
                     count, name);

  clt_desk_note_acted (self->desk, result->batch, sentence);
}

static void
take_result (CltImportWindow *self, CltImportJob *job, CltImportResult *result)
{
  gboolean first;

  if (!job->dry_run)
    {
      g_autoptr (CltImportResult) done = result;

      note_imported (self, done);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  if (job->rejects != NULL)
    {
      g_autofree char *name = g_path_get_basename (job->rejects);
      /* Translators: %s is a file name. */
      g_autofree char *text = g_strdup_printf (_ ("Saved as “%s”"), name);

      clt_import_result_free (result);
      adw_toast_overlay_add_toast (self->toasts, adw_toast_new (text));
      return;
    }
  g_clear_pointer (&self->result, clt_import_result_free);
  self->result = result;
  clt_set_str (&self->job->sheet, result->sheet);
  fill_settings (self);
  fill_outcome (self);
  first = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "review") != 0;
  gtk_stack_set_visible_child_name (self->stack, "review");
  update_actions (self);
  if (first)
    focus_step (GTK_WINDOW (self));
}

/* An edited copy of the catalogue is compared cell by cell, in a window of its own. */
static void
hand_over (CltImportWindow *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_window_present (GTK_WINDOW (clt_book_window_new (parent, self->desk, self->job->path)));
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_run_done_cb (GObject *object, GAsyncResult *async_result, gpointer user_data)
{
  g_autoptr (CltImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  GCancellable *cancellable = g_task_get_cancellable (G_TASK (async_result));
  CltImportResult *result;

  result = clt_store_run_finish (CLT_STORE (object), async_result, &error);
  if (cancellable != self->cancellable)
    {
      /* a later run has taken this one's place, or the window is closing; when Cancel came too
       * late the rows are in, and that is told */
      if (result != NULL && result->batch != 0 && self->desk != NULL)
        note_imported (self, result);
      g_clear_pointer (&result, clt_import_result_free);
      return;
    }
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->poll_id, g_source_remove);
  self->started_commit = FALSE;
  self->failed = result == NULL;

  if (result != NULL)
    take_result (self, self->job, result);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_stack_set_visible_child_name (self->stack, self->result != NULL ? "review" : "choose");
  else if (self->job->book)
    {
      hand_over (self);
      return;
    }
  else
    show_error (self, error);
  update_actions (self);
}

static void
run_now (CltImportWindow *self)
{
  stop_run (self);
  self->cancellable = g_cancellable_new ();
  self->poll_id = g_timeout_add (100, on_poll_cb, self);
  update_actions (self);
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_WRITE, G_PRIORITY_DEFAULT,
                       clt_import_job_run, clt_import_job_ref (self->job),
                       (GDestroyNotify) clt_import_job_unref,
                       (GDestroyNotify) clt_import_result_free, self->cancellable, on_run_done_cb,
                       g_object_ref (self));
}

static void
on_start_cb (gpointer data)
{
  CltImportWindow *self = data;

  self->start_id = 0;
  run_now (self);
}

/* Several settings changed in a row (typing a line number) make one run. */
static void
start_run (CltImportWindow *self)
{
  CltImportJob *fresh = clt_import_job_copy (self->job);

  clt_import_job_unref (self->job);
  self->job = fresh;
  self->job->dry_run = TRUE;
  stop_run (self);
  self->start_id = g_timeout_add_once (150, on_start_cb, self);
  update_actions (self);
}

static void
show_working (CltImportWindow *self, const char *text)
{
  gtk_label_set_label (self->working_label, text);
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_stack_set_visible_child_name (self->stack, "working");
}

static void
set_path (CltImportWindow *self, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  CltImportJob *job = clt_import_job_new (path, self->job->who);

  clt_import_job_unref (self->job);
  self->job = job;
  self->pad_length = 0;
  clt_import_fields_clear (self->fields_group);
  clt_import_choices_set_kind (self->choices_group, NULL);
  g_clear_pointer (&self->result, clt_import_result_free);
  adw_window_title_set_subtitle (self->title, name);
  show_working (self, _ ("Looking at the file…"));
  run_now (self);
}

/* Settings and actions */

static void
on_setting_changed_cb (CltImportWindow *self)
{
  guint kind = adw_combo_row_get_selected (self->kind_row);
  guint encoding = adw_combo_row_get_selected (self->encoding_row);
  int header = gtk_spin_button_get_value_as_int (self->header_spin);

  if (self->filling)
    return;
  if (kind != GTK_INVALID_LIST_POSITION && clt_import_kinds ()[kind] != self->job->kind)
    {
      if (self->result == NULL || clt_import_kinds ()[kind] != self->result->kind)
        clt_import_job_forget (self->job);
      self->job->kind = clt_import_kinds ()[kind];
    }
  if (encoding != GTK_INVALID_LIST_POSITION)
    {
      self->job->encoding = encodings[encoding];
      self->job->encoding_forced |=
        self->result == NULL || self->job->encoding != self->result->encoding;
    }
  self->job->date_order = date_orders[adw_combo_row_get_selected (self->dates_row)];
  if (self->result == NULL ? header > 0 : header != (int) self->result->header)
    self->job->header = header;
  self->job->pad_accounts = gtk_switch_get_active (self->pad_switch) ? self->pad_length : 0;
  self->job->keep_extra = gtk_switch_get_active (self->extra_switch);
  start_run (self);
}

/* Another sheet is another table: what was found out about the first one does not hold. */
static void
on_sheet_changed_cb (CltImportWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->sheet_row);

  if (self->filling || self->result == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  clt_set_str (&self->job->sheet, self->result->sheets[selected]);
  self->job->kind = NULL;
  self->job->header = -1;
  clt_import_job_forget (self->job);
  clt_import_fields_clear (self->fields_group);
  start_run (self);
}

/* By hand: what a column is, or what fills a needed field */

static void
on_columns_mapped_cb (CltImportWindow *self, const char *column, const char *field)
{
  clt_import_job_map (self->job, column, field);
  start_run (self);
}

/* The column that was chosen before is free again. */
static void
on_fields_column_chosen_cb (CltImportWindow *self, const char *field, const char *column)
{
  for (guint i = 0; self->result != NULL && i < self->result->columns->len; i++)
    {
      const CltImportColumn *other = self->result->columns->pdata[i];

      if (other->field != NULL && g_str_equal (other->field->name, field))
        clt_import_job_map (self->job, other->column, "");
    }
  if (*column != '\0')
    clt_import_job_map (self->job, column, field);
  start_run (self);
}

static void
on_fields_value_given_cb (CltImportWindow *self, const char *field, const char *value)
{
  clt_import_job_set (self->job, field, value);
  start_run (self);
}

static void
on_file_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (CltImportWindow) self = user_data;
  g_autofree char *path = file == NULL ? NULL : g_file_get_path (file);

  if (path != NULL && self->desk != NULL)
    set_path (self, path);
}

static void
choose_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_dialogs_open_file (GTK_WINDOW (widget), _ ("Import a File"), CLT_FILES_EXPORTS, NULL,
                         on_file_chosen_cb, g_object_ref (widget));
}

/* What was typed last changes what the import does: that is shown first. FALSE: nothing was. */
static gboolean
give_typed (CltImportWindow *self)
{
  clt_import_fields_give (self->fields_group);
  clt_import_choices_give (self->choices_group);
  return self->start_id != 0;
}

/* Also where nothing can be imported yet, because what stood there before was wrong. */
static void
confirm (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (!give_typed (CLT_IMPORT_WINDOW (widget)))
    gtk_widget_activate_action (widget, "import.commit", NULL);
}

static void
commit (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltImportWindow *self = CLT_IMPORT_WINDOW (widget);
  CltImportJob *job;

  if (give_typed (self))
    return;
  job = clt_import_job_copy (self->job);
  clt_import_job_unref (self->job);
  self->job = job;
  job->kind = self->result->kind;
  job->dry_run = FALSE;
  self->started_commit = TRUE;
  show_working (self, _ ("Importing…"));
  run_now (self);
}

static void
on_rejects_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (CltImportWindow) self = user_data;
  g_autofree char *path = file == NULL ? NULL : g_file_get_path (file);

  if (path == NULL || self->desk == NULL)
    return;
  /* the same run again, this time writing the rows that stay out */
  start_run (self);
  self->job->rejects = g_steal_pointer (&path);
}

static void
save_rejects (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char *const endings[] = { "csv", NULL };
  CltImportWindow *self = CLT_IMPORT_WINDOW (widget);
  g_autofree char *name = g_path_get_basename (self->job->path);
  /* Translators: the proposed name of a file; %s is the name of the imported file. */
  g_autofree char *proposal = g_strdup_printf (_ ("%s – rejected rows"), name);

  clt_dialogs_save_file (GTK_WINDOW (self), _ ("Save Rejected Rows"), proposal, endings,
                         on_rejects_chosen_cb, g_object_ref (self));
}

static void
stop (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltImportWindow *self = CLT_IMPORT_WINDOW (widget);

  /* the run ends by itself and tells; what it had written is rolled back */
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

/* Nothing could be made of the file yet: the settings wait for an answer. */
static void
clear_review (CltImportWindow *self)
{
  self->filling = TRUE;
  adw_combo_row_set_selected (self->kind_row, GTK_INVALID_LIST_POSITION);
  adw_combo_row_set_selected (self->encoding_row, GTK_INVALID_LIST_POSITION);
  adw_combo_row_set_selected (self->dates_row, 0);
  gtk_spin_button_set_value (self->header_spin, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->encoding_row), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->sheet_row), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->pad_row), FALSE);
  gtk_widget_set_visible (self->extra_row, FALSE);
  clt_import_fields_clear (self->fields_group);
  gtk_widget_set_visible (GTK_WIDGET (self->columns_group), FALSE);
  gtk_label_set_label (self->outcome_label,
                       _ ("Say what the file contains, or which line is its header."));
  gtk_label_set_label (self->notes_label, adw_status_page_get_description (self->error_page));
  gtk_widget_set_visible (GTK_WIDGET (self->rejects_stack), FALSE);
  self->filling = FALSE;
}

static void
show_settings (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltImportWindow *self = CLT_IMPORT_WINDOW (widget);

  if (self->result == NULL)
    clear_review (self);
  gtk_stack_set_visible_child_name (self->stack, "review");
  focus_step (GTK_WINDOW (self));
}

static void
cancel (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static gboolean
on_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, CltImportWindow *self)
{
  GFile *file = g_value_get_object (value);
  g_autofree char *path = file == NULL ? NULL : g_file_get_path (file);

  if (path == NULL || self->started_commit)
    return FALSE;
  set_path (self, path);
  return TRUE;
}

static gboolean
clt_import_window_close_request (GtkWindow *window)
{
  stop_run (CLT_IMPORT_WINDOW (window));
  return GTK_WINDOW_CLASS (clt_import_window_parent_class)->close_request (window);
}

static void
clt_import_window_dispose (GObject *object)
{
  CltImportWindow *self = CLT_IMPORT_WINDOW (object);

  stop_run (self);
  g_clear_pointer (&self->result, clt_import_result_free);
  g_clear_pointer (&self->job, clt_import_job_unref);
  g_clear_object (&self->desk);
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_IMPORT_WINDOW);
  G_OBJECT_CLASS (clt_import_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CltImportWindow, title);
  gtk_widget_class_bind_template_child (widget_class, CltImportWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CltImportWindow, choose_button);
  gtk_widget_class_bind_template_child (widget_class, CltImportWindow, import_button);
  gtk_widget_class_bind_template_child (widget_class, CltImportWindow, working_label);
  gtk_widget_class_bind_template_child (widget_class, CltImportWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, CltImportWindow, error_page);
  gtk_widget_class_bind_template_child (widget_class, CltImportWindow, kind_row);
  gtk_widget_class_bind_template_child (widget_class, CltImportWindow, kind_model);
  gtk_widget_class_bind_template_child (widget_class, CltImportWindow, encoding_row);
  gtk_widget_class_bind_template_child (widget_class, CltImportWindow, dates_row);
  gtk_widget_class_bind_template_child (widget_class, CltImportWindow, sheet_row);
  gtk_widget_class_bind_template_child (widget_class, CltImportWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, CltImportWindow, encoding_model);
  gtk_widget_class_bind_template_child (widget_class, CltImportWindow, header_spin);
  gtk_widget_class_bind_template_child (widget_class, CltImportWindow, pad_row);
  gtk_widget_class_bind_template_child (widget_class, CltImportWindow, pad_switch);
  gtk_widget_class_bind_template_child (widget_class, CltImportWindow, extra_row);
  gtk_widget_class_bind_template_child (widget_class, CltImportWindow, extra_switch);
  gtk_widget_class_bind_template_child (widget_class, CltImportWindow, fields_group);
  gtk_widget_class_bind_template_child (widget_class, CltImportWindow, choices_group);
  gtk_widget_class_bind_template_child (widget_class, CltImportWindow, columns_group);
  gtk_widget_class_bind_template_child (widget_class, CltImportWindow, outcome_label);
  gtk_widget_class_bind_template_child (widget_class, CltImportWindow, tiles);
  gtk_widget_class_bind_template_child (widget_class, CltImportWindow, notes_label);
  gtk_widget_class_bind_template_child (widget_class, CltImportWindow, rejects_stack);
  gtk_widget_class_bind_template_child (widget_class, CltImportWindow, rejects_view);
}

static void
clt_import_window_class_init (CltImportWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CLT_TYPE_IMPORT_CHOICES);
  g_type_ensure (CLT_TYPE_IMPORT_COLUMNS);
  g_type_ensure (CLT_TYPE_IMPORT_FIELDS);
  object_class->dispose = clt_import_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = clt_import_window_close_request;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/importer/clt-import-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_setting_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_sheet_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_columns_mapped_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_fields_column_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_fields_value_given_cb);

  gtk_widget_class_install_action (widget_class, "import.choose", NULL, choose_file);
  gtk_widget_class_install_action (widget_class, "import.commit", NULL, commit);
  gtk_widget_class_install_action (widget_class, "import.confirm", NULL, confirm);
  gtk_widget_class_install_action (widget_class, "import.save-rejects", NULL, save_rejects);
  gtk_widget_class_install_action (widget_class, "import.stop", NULL, stop);
  gtk_widget_class_install_action (widget_class, "import.settings", NULL, show_settings);
  gtk_widget_class_install_action (widget_class, "import.cancel", NULL, cancel);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "import.choose",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "import.confirm", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "import.cancel", NULL);
}

static void
clt_import_window_init (CltImportWindow *self)
{
  const CltImportKind *const *kinds = clt_import_kinds ();
  GtkDropTarget *target;

  gtk_widget_init_template (GTK_WIDGET (self));
  clt_combo_focus_tick (self->kind_row);
  clt_combo_focus_tick (self->sheet_row);
  clt_combo_focus_tick (self->encoding_row);
  clt_combo_focus_tick (self->dates_row);

  self->filling = TRUE;
  for (guint i = 0; kinds[i] != NULL; i++)
    gtk_string_list_append (self->kind_model, g_dgettext (GETTEXT_PACKAGE, kinds[i]->label));
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    gtk_string_list_append (self->encoding_model, clt_encoding_get_name (encodings[i]));
  self->filling = FALSE;

  clt_reject_list_set_up (self->rejects_view);
  target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  clt_focus_keeper_attach (GTK_WINDOW (self), focus_step);
  update_actions (self);
}

GtkWidget *
clt_import_window_new (GtkWindow *parent, CltDesk *desk, const char *path)
{
  CltImportWindow *self = g_object_new (CLT_TYPE_IMPORT_WINDOW, "transient-for", parent, NULL);

  self->desk = g_object_ref (desk);
  self->job = clt_import_job_new ("", clt_desk_get_who (desk));
  if (path != NULL)
    set_path (self, path);
  else
    gtk_widget_grab_focus (self->choose_button);
  return GTK_WIDGET (self);
}
