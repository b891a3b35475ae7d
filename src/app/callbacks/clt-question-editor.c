/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-question-editor.h"

#include "app/callbacks/clt-question-branch.h"
#include "app/callbacks/clt-question-options.h"
#include "app/callbacks/clt-questionnaire-keep.h"
#include "app/widgets/clt-form-dialog.h"
#include "app/widgets/clt-placeholders.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/surveys/clt-question-field.h"

typedef enum
{
  GROUP_WORDS,
  GROUP_LIMITS,
  GROUP_MORE,
  N_GROUPS
} Group;

static const struct
{
  const char *name;
  Group group;
  CltFieldRowKind kind;
} fields[] = {
  { "text", GROUP_WORDS, CLT_FIELD_ROW_WORDS },
  { "type", GROUP_WORDS, CLT_FIELD_ROW_CHOICE },
  { "required", GROUP_WORDS, CLT_FIELD_ROW_SWITCH },
  { "low", GROUP_LIMITS, CLT_FIELD_ROW_ENTRY },
  { "high", GROUP_LIMITS, CLT_FIELD_ROW_ENTRY },
  { "low_label", GROUP_LIMITS, CLT_FIELD_ROW_ENTRY },
  { "high_label", GROUP_LIMITS, CLT_FIELD_ROW_ENTRY },
  { "help", GROUP_MORE, CLT_FIELD_ROW_WORDS },
  { "bad", GROUP_MORE, CLT_FIELD_ROW_ENTRY },
  { "identity", GROUP_MORE, CLT_FIELD_ROW_SWITCH },
  { "dimension", GROUP_MORE, CLT_FIELD_ROW_CHOICE },
  { "reverse", GROUP_MORE, CLT_FIELD_ROW_SWITCH },
  { "key", GROUP_MORE, CLT_FIELD_ROW_ENTRY },
};
#define N_FIELDS G_N_ELEMENTS (fields)
#define TEXT 0

struct _CltQuestionEditor
{
  AdwBin parent_instance;

  CltDesk *desk;           /* owned (nullable) */
  const CltDesign *design; /* borrowed (nullable) */
  gint64 id;               /* 0: none, or a new one */
  CltQuestion *written;    /* owned (nullable): the new one */
  guint index;             /* of what is shown */
  CltDesignKeeper keeper;
  CltFieldRow *rows[N_FIELDS]; /* owned */

  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkBox *content;
  GtkLabel *title_label;
  GtkLabel *hint_label;
  GtkLabel *fault_label;
  AdwPreferencesGroup *words_group;
  GtkMenuButton *placeholder_button;
  CltQuestionOptions *lines;
  CltQuestionOptions *options;
  AdwPreferencesGroup *limits_group;
  CltQuestionBranch *branch;
  AdwPreferencesGroup *more_group;
};

G_DEFINE_FINAL_TYPE (CltQuestionEditor, clt_question_editor, ADW_TYPE_BIN)

enum
{
  ADDED,
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* (nullable): what is shown. */
static const CltQuestion *
get_question (CltQuestionEditor *self)
{
  if (self->written != NULL)
    return self->written;
  return self->design == NULL ? NULL : clt_design_find (self->design, self->id, NULL);
}

static void refill (CltQuestionEditor *self, gboolean same);

/* ---- writing -------------------------------------------------------------------------------- */

/* A new question takes it at once. Takes @change. @row: (nullable): in which @typed stands. */
static void
change (CltQuestionEditor *self, CltFieldRow *row, const char *typed, CltDesignChange *change)
{
  g_autoptr (GError) error = NULL;

  if (self->written == NULL)
    {
      change->version = self->design->form->version_id;
      change->question = self->id;
      clt_design_keep (self->desk, GTK_WIDGET (self), &self->keeper, row, typed, change,
                       get_question (self)->text);
      return;
    }
  if (!clt_design_change_apply (change, self->written, 0, &error) && row != NULL)
    clt_field_row_refuse (row, error->message);
  else if (row != NULL)
    clt_field_row_accept (row, typed);
  clt_design_change_free (change);
  refill (self, TRUE);
}

static void
set_field (CltQuestionEditor *self,
           CltFieldRow *row,
           const char *typed,
           const char *field,
           const char *text)
{
  CltDesignChange *job = clt_design_change_new (CLT_DESIGN_SET);

  job->field = g_strdup (field);
  job->text = g_strdup (text);
  change (self, row, typed, job);
}

static void
on_field_committed_cb (CltFieldRow *row, const char *text, gpointer user_data)
{
  CltQuestionEditor *self = user_data;

  for (guint i = 0; get_question (self) != NULL && i < N_FIELDS; i++)
    {
      g_autofree char *clean = NULL;

      if (self->rows[i] != row)
        continue;
      if (fields[i].kind == CLT_FIELD_ROW_SWITCH)
        clean = g_strdup (g_str_equal (text, "1") ? "yes" : "no");
      else
        clean = g_strstrip (g_strdup (text));
      set_field (self, row, text, fields[i].name, clean);
      return;
    }
}

/* What was picked stands in no row yet; what was typed is told there. */
static void
on_branch_change_cb (CltQuestionEditor *self, const char *condition)
{
  CltFieldRow *row = clt_question_branch_get_row (self->branch);
  g_autofree char *typed = clt_field_row_dup_text (row);

  if (get_question (self) == NULL)
    return;
  g_strstrip (typed);
  set_field (self, g_str_equal (typed, condition) ? row : NULL, condition, "condition", condition);
}

/* ---- options -------------------------------------------------------------------------------- */

/* The data of the form: a change without its new code. */
static void
apply_recode (CltFormDialog *form)
{
  const CltDesignChange *known = clt_form_dialog_get_data (form);
  CltDesignChange *job = clt_design_change_new (CLT_DESIGN_RECODE_OPTION);

  job->version = known->version;
  job->question = known->question;
  job->lines = known->lines;
  job->code = g_strdup (known->code);
  job->text = clt_form_dialog_dup_text (form, 0);
  clt_form_dialog_act (form, clt_design_change_get_action (job), known->text, clt_design_change_run,
                       job, clt_design_change_free);
}

static void
recode (CltQuestionEditor *self, gboolean lines, const char *code)
{
  CltDesignChange *known;
  CltFormDialog *form;

  if (self->written != NULL)
    {
      clt_desk_tell (self->desk, _ ("Add the question first: its codes can be changed then"));
      return;
    }
  known = clt_design_change_new (CLT_DESIGN_RECODE_OPTION);
  known->version = self->design->form->version_id;
  known->question = self->id;
  known->lines = lines;
  known->code = g_strdup (code);
  known->text = g_strdup (get_question (self)->text);
  form = clt_form_dialog_new (GTK_WIDGET (self), self->desk, _ ("Change the Code"),
                              _ ("Answers that are the same keep their code in all versions: only "
                                 "then can they be compared."));
  clt_form_dialog_add_entry (form, _ ("C_ode"), code, TRUE);
  clt_form_dialog_set_data (form, known, clt_design_change_free);
  clt_form_dialog_present (form, _ ("_Save"), apply_recode);
}

static void
on_options_change_cb (CltQuestionEditor *self,
                      int kind,
                      const char *code,
                      const char *field,
                      const char *text,
                      int step,
                      CltQuestionOptions *options)
{
  const gboolean lines = options == self->lines;
  CltDesignChange *job;

  if (get_question (self) == NULL)
    return;
  if (kind == CLT_DESIGN_RECODE_OPTION)
    {
      recode (self, lines, code);
      return;
    }
  job = clt_design_change_new ((CltDesignKind) kind);
  job->lines = lines;
  job->code = g_strdup (code);
  job->field = g_strdup (field);
  job->text = g_strdup (text);
  job->step = step;
  change (self, *code == '\0' ? NULL : clt_question_options_find_row (options, code), text, job);
}

/* ---- showing -------------------------------------------------------------------------------- */

static void
fill_types (CltFieldRow *row)
{
  const char *keys[CLT_N_QUESTION_TYPES + 1] = { NULL };
  const char *labels[CLT_N_QUESTION_TYPES + 1] = { NULL };

  for (guint i = 0; i < CLT_N_QUESTION_TYPES; i++)
    {
      keys[i] = clt_question_type_get_name ((CltQuestionType) i);
      labels[i] = clt_question_type_get_label ((CltQuestionType) i);
    }
  clt_field_row_set_choices (row, keys, labels);
}

/* One that the form does not have any more is offered, too: the check tells of it. */
static void
fill_dimensions (CltQuestionEditor *self, CltFieldRow *row, const char *own)
{
  const GPtrArray *dimensions = self->design->form->dimensions;
  g_autoptr (GPtrArray) keys = g_ptr_array_new (), labels = g_ptr_array_new ();
  gboolean known = *own == '\0';

  g_ptr_array_add (keys, (gpointer) "");
  g_ptr_array_add (labels, (gpointer) C_ ("dimension", "None"));
  for (guint i = 0; i < dimensions->len; i++)
    {
      char *name = ((CltDimension *) dimensions->pdata[i])->name;

      known = known || g_str_equal (name, own);
      g_ptr_array_add (keys, name);
      g_ptr_array_add (labels, name);
    }
  if (!known)
    {
      g_ptr_array_add (keys, (gpointer) own);
      g_ptr_array_add (labels, (gpointer) own);
    }
  g_ptr_array_add (keys, NULL);
  g_ptr_array_add (labels, NULL);
  clt_field_row_set_choices (row, (const char *const *) keys->pdata,
                             (const char *const *) labels->pdata);
}

static void
show_field (CltQuestionEditor *self, guint i, const CltQuestion *question, gboolean same)
{
  g_autofree char *value = clt_question_dup_field (question, fields[i].name);
  GtkWidget *widget = clt_field_row_get_widget (self->rows[i]);
  const gboolean new_key = self->written != NULL && g_str_equal (fields[i].name, "key");

  if (fields[i].kind == CLT_FIELD_ROW_SWITCH)
    clt_set_str (&value, g_str_equal (value, "yes") ? "1" : "0");
  if (g_str_equal (fields[i].name, "dimension"))
    fill_dimensions (self, self->rows[i], value);
  clt_field_row_show (self->rows[i], value, same);
  if (fields[i].group == GROUP_LIMITS)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget),
                                   clt_question_field_get_label (fields[i].name, question->type));
  gtk_widget_set_visible (widget,
                          !new_key && clt_question_field_applies (fields[i].name, question->type));
}

static void
show_head (CltQuestionEditor *self, const CltQuestion *question)
{
  const gboolean draft = clt_design_is_draft (self->design);
  g_autoptr (GString) faults = g_string_new (NULL);

  for (guint i = 0; self->written == NULL && i < self->design->faults->len; i++)
    {
      const CltFault *fault = self->design->faults->pdata[i];

      if (g_str_equal (fault->key, question->key))
        g_string_append_printf (faults, "%s%s", faults->len == 0 ? "" : "\n", fault->message);
    }
  gtk_label_set_label (self->title_label, self->written != NULL
                                            ? _ ("New Question")
                                            : clt_question_type_get_label (question->type));
  gtk_label_set_label (
    self->hint_label,
    self->written != NULL
      ? _ ("Enter goes on and adds it at the end; without words nothing is added.")
      : _ ("This version is not a draft: a new version (Ctrl+Shift+V) can be "
           "changed."));
  gtk_widget_set_visible (GTK_WIDGET (self->hint_label), self->written != NULL || !draft);
  gtk_label_set_label (self->fault_label, faults->str);
  gtk_widget_set_visible (GTK_WIDGET (self->fault_label), faults->len > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->content), draft);
  gtk_widget_set_sensitive (GTK_WIDGET (self->placeholder_button), draft);
}

static void
refill (CltQuestionEditor *self, gboolean same)
{
  const CltQuestion *question = get_question (self);
  gboolean limits = FALSE;

  gtk_stack_set_visible_child_name (self->stack, question == NULL ? "none" : "question");
  if (question == NULL)
    return;
  if (!same)
    {
      self->keeper.serial++;
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
    }
  show_head (self, question);
  for (guint i = 0; i < N_FIELDS; i++)
    {
      show_field (self, i, question, same);
      limits |= fields[i].group == GROUP_LIMITS &&
                clt_question_field_applies (fields[i].name, question->type);
    }
  clt_question_options_show (self->lines, question, same);
  clt_question_options_show (self->options, question, same);
  clt_question_branch_show (self->branch, self->design->form, self->index, question->condition,
                            same);
  gtk_widget_set_visible (GTK_WIDGET (self->lines), question->type == CLT_QUESTION_MATRIX);
  gtk_widget_set_visible (GTK_WIDGET (self->options),
                          clt_question_type_has_options (question->type));
  gtk_widget_set_visible (GTK_WIDGET (self->limits_group), limits);
}

/* What was typed and not kept yet is not lost with what is shown. */
static void
flush (CltQuestionEditor *self)
{
  if (get_question (self) == NULL)
    return;
  for (guint i = 0; i < N_FIELDS; i++)
    clt_field_row_flush (self->rows[i]);
  clt_question_options_flush (self->lines);
  clt_question_options_flush (self->options);
  clt_question_branch_flush (self->branch);
}

gboolean
clt_question_editor_keep (CltQuestionEditor *self)
{
  g_return_val_if_fail (CLT_IS_QUESTION_EDITOR (self), TRUE);

  if (self->written == NULL && self->design != NULL)
    flush (self);
  return self->keeper.n_open == 0;
}

gboolean
clt_question_editor_focus_refused (CltQuestionEditor *self)
{
  g_return_val_if_fail (CLT_IS_QUESTION_EDITOR (self), FALSE);

  return get_question (self) != NULL && clt_question_branch_focus_refused (self->branch);
}

void
clt_question_editor_show (CltQuestionEditor *self, const CltDesign *design, gint64 question)
{
  gboolean same;

  g_return_if_fail (CLT_IS_QUESTION_EDITOR (self));

  if (self->written != NULL)
    clt_question_editor_finish (self);
  same = self->id == question && self->design != NULL;
  if (!same && self->design != NULL)
    flush (self);
  self->design = design;
  self->id = question;
  if (design != NULL && design->form != NULL)
    clt_design_find (design, question, &self->index);
  refill (self, same);
}

void
clt_question_editor_follow (CltQuestionEditor *self, const CltDesign *design)
{
  g_return_if_fail (CLT_IS_QUESTION_EDITOR (self));

  if (self->written == NULL)
    {
      clt_question_editor_show (self, design, self->id);
      return;
    }
  self->design = design;
  refill (self, TRUE);
}

/* ---- a new one ------------------------------------------------------------------------------ */

void
clt_question_editor_begin (CltQuestionEditor *self, CltQuestionType type, guint index)
{
  g_return_if_fail (CLT_IS_QUESTION_EDITOR (self));
  g_return_if_fail (self->design != NULL);

  if (self->written == NULL)
    flush (self);
  else
    clt_question_editor_finish (self);
  self->id = 0;
  self->index = index;
  self->written = clt_question_new ("q", type, "");
  refill (self, FALSE);
  clt_field_row_focus (self->rows[TEXT]);
}

gboolean
clt_question_editor_is_writing (CltQuestionEditor *self)
{
  g_return_val_if_fail (CLT_IS_QUESTION_EDITOR (self), FALSE);

  return self->written != NULL;
}

gboolean
clt_question_editor_finish (CltQuestionEditor *self)
{
  CltQuestion *question;
  CltDesignChange *job;

  g_return_val_if_fail (CLT_IS_QUESTION_EDITOR (self), FALSE);

  if (self->written == NULL)
    return FALSE;
  flush (self);
  question = g_steal_pointer (&self->written);
  self->keeper.serial++;
  if (*question->text == '\0')
    {
      clt_question_free (question);
      return FALSE;
    }
  job = clt_design_change_new (CLT_DESIGN_ADD);
  job->version = self->design->form->version_id;
  job->index = (int) self->index;
  job->added = question;
  clt_design_keep (self->desk, GTK_WIDGET (self), &self->keeper, NULL, "", job, question->text);
  g_signal_emit (self, signals[ADDED], 0, (int) self->index);
  return TRUE;
}

gboolean
clt_question_editor_get_next (CltQuestionEditor *self, CltQuestionType *type, guint *index)
{
  const CltQuestion *question = get_question (self);

  if (question == NULL)
    return FALSE;
  *type = question->type;
  *index = self->index + 1;
  return TRUE;
}

static void
leave (CltQuestionEditor *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

/* Enter in the words: on to what a question of this kind still needs. */
static void
on_text_entered_cb (CltFieldRow *row, gpointer user_data)
{
  CltQuestionEditor *self = user_data;
  const CltQuestion *question = get_question (self);

  if (question == NULL || self->written == NULL || *question->text == '\0' ||
      !clt_question_type_has_options (question->type))
    leave (self);
  else
    clt_question_options_focus_new (question->type == CLT_QUESTION_MATRIX ? self->lines
                                                                          : self->options);
}

static void
on_options_finished_cb (CltQuestionEditor *self, CltQuestionOptions *options)
{
  if (options == self->lines)
    clt_question_options_focus_new (self->options);
  else
    leave (self);
}

/* ---- going there ---------------------------------------------------------------------------- */

void
clt_question_editor_focus (CltQuestionEditor *self)
{
  g_return_if_fail (CLT_IS_QUESTION_EDITOR (self));

  if (get_question (self) != NULL)
    clt_field_row_focus (self->rows[TEXT]);
}

void
clt_question_editor_branch (CltQuestionEditor *self)
{
  g_return_if_fail (CLT_IS_QUESTION_EDITOR (self));

  if (get_question (self) != NULL)
    clt_question_branch_begin (self->branch);
}

void
clt_question_editor_open_placeholders (CltQuestionEditor *self)
{
  g_return_if_fail (CLT_IS_QUESTION_EDITOR (self));

  if (get_question (self) != NULL)
    gtk_menu_button_popup (self->placeholder_button);
}

static void
insert_placeholder (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionEditor *self = CLT_QUESTION_EDITOR (widget);

  clt_placeholders_insert (self->rows[TEXT], g_variant_get_string (parameter, NULL));
}

/* ---- the class ------------------------------------------------------------------------------ */

static void
make_rows (CltQuestionEditor *self)
{
  AdwPreferencesGroup *groups[N_GROUPS] = { self->words_group, self->limits_group,
                                            self->more_group };
  const char *const titles[N_GROUPS] = { C_ ("question field", "Question"),
                                         C_ ("question field", "Limits"),
                                         C_ ("question field", "More") };
  GtkListBox *lists[N_GROUPS];

  for (guint i = 0; i < N_GROUPS; i++)
    lists[i] = clt_field_list_new (groups[i], titles[i]);
  for (guint i = 0; i < N_FIELDS; i++)
    self->rows[i] =
      clt_field_row_new (lists[fields[i].group],
                         clt_question_field_get_label (fields[i].name, CLT_QUESTION_RATING),
                         fields[i].kind, on_field_committed_cb, self);
  clt_field_row_set_entered (self->rows[TEXT], on_text_entered_cb);
  fill_types (self->rows[1]);
}

void
clt_question_editor_set_desk (CltQuestionEditor *self, CltDesk *desk)
{
  g_set_object (&self->desk, desk);
}

static void
clt_question_editor_dispose (GObject *object)
{
  CltQuestionEditor *self = CLT_QUESTION_EDITOR (object);

  self->keeper.serial++;
  for (guint i = 0; i < N_FIELDS; i++)
    g_clear_pointer (&self->rows[i], clt_field_row_free);
  g_clear_pointer (&self->written, clt_question_free);
  g_clear_object (&self->desk);
  self->design = NULL;
  clt_bin_dispose_template (ADW_BIN (self), CLT_TYPE_QUESTION_EDITOR);
  G_OBJECT_CLASS (clt_question_editor_parent_class)->dispose (object);
}

static void
clt_question_editor_class_init (CltQuestionEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_question_editor_dispose;
  signals[ADDED] = g_signal_new ("added", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, G_TYPE_INT);
  signals[LEFT] =
    g_signal_new ("left", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (CLT_TYPE_QUESTION_BRANCH);
  g_type_ensure (CLT_TYPE_QUESTION_OPTIONS);
  clt_design_keeper_install (widget_class);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/callbacks/clt-question-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, CltQuestionEditor, stack);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionEditor, scroller);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionEditor, content);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionEditor, title_label);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionEditor, hint_label);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionEditor, fault_label);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionEditor, words_group);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionEditor, placeholder_button);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionEditor, lines);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionEditor, options);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionEditor, limits_group);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionEditor, branch);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionEditor, more_group);
  gtk_widget_class_bind_template_callback (widget_class, on_options_change_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_options_finished_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_branch_change_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "questionnaire.leave",
                                       NULL);
  gtk_widget_class_install_action (widget_class, "placeholder.insert", "s", insert_placeholder);
}

static void
clt_question_editor_init (CltQuestionEditor *self)
{
  g_autoptr (GMenuModel) menu = clt_placeholders_build_menu ("placeholder.insert");

  gtk_widget_init_template (GTK_WIDGET (self));
  make_rows (self);
  gtk_menu_button_set_menu_model (self->placeholder_button, menu);
}
