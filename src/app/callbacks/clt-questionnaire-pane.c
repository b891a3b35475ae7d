/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-questionnaire-pane.h"

#include "app/callbacks/clt-question-editor.h"
#include "app/callbacks/clt-questionnaire-check.h"
#include "app/callbacks/clt-questionnaire-commands.h"
#include "app/callbacks/clt-questionnaire-data.h"
#include "app/callbacks/clt-questionnaire-dialogs.h"
#include "app/callbacks/clt-questionnaire-head.h"
#include "app/callbacks/clt-questionnaire-job.h"
#include "app/callbacks/clt-questionnaire-outline.h"
#include "app/callbacks/clt-questionnaire-try.h"
#include "app/widgets/clt-focus.h"
#include "app/widgets/clt-side-list.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/surveys/clt-questionnaire-change.h"

struct _CltQuestionnairePane
{
  CltPane parent_instance;

  CltDesign *shown;      /* owned (nullable) */
  CltDesignQuestion ask; /* what the next reading is asked for */
  gboolean creating;     /* the next new questionnaire is to be chosen */
  gint64 last;           /* id of the newest questionnaire of the last reading */
  gint64 question;       /* that is chosen; see CLT_OUTLINE_GREETING */
  guint next_index;      /* where the next question comes, behind one that is on its way; 0: none */
  gboolean created;      /* a questionnaire came so with this reading */

  CltSideList *list;
  GtkLabel *name_label;
  GtkLabel *state_label;
  GtkWidget *publish_button;
  GtkWidget *draft_button;
  CltQuestionnaireOutline *outline;
  GtkWidget *hint_label;
  CltQuestionnaireCheck *check;
  GtkStack *inspector;
  CltQuestionEditor *editor;
  CltQuestionnaireHead *head;
};

G_DEFINE_FINAL_TYPE (CltQuestionnairePane, clt_questionnaire_pane, CLT_TYPE_PANE)

const CltCommandGroup *
clt_questionnaire_pane_get_commands (void)
{
  return &clt_questionnaire_commands;
}

static CltDesk *
get_desk (CltQuestionnairePane *self)
{
  return clt_pane_get_desk (CLT_PANE (self));
}

/* A version is shown. */
static gboolean
has_form (CltQuestionnairePane *self)
{
  return self->shown != NULL && self->shown->form != NULL;
}

/* (nullable): the question that is chosen. */
static const CltQuestion *
get_question (CltQuestionnairePane *self)
{
  return has_form (self) ? clt_design_find (self->shown, self->question, NULL) : NULL;
}

/* ---- showing -------------------------------------------------------------------------------- */

static void
update_actions (CltQuestionnairePane *self)
{
  static const char *const of_questions[] = {
    "questionnaire.branch",  "questionnaire.duplicate", "questionnaire.delete",
    "questionnaire.move-up", "questionnaire.move-down",
  };
  GtkWidget *widget = GTK_WIDGET (self);
  const gboolean form = has_form (self), draft = form && clt_design_is_draft (self->shown);
  const gboolean archived = form && self->shown->head->archived;

  for (guint i = 0; i < G_N_ELEMENTS (of_questions); i++)
    clt_command_set_enabled (widget, of_questions[i], draft && get_question (self) != NULL);
  for (guint i = 0; i < CLT_N_QUESTION_TYPES; i++)
    {
      g_autofree char *action =
        g_strconcat ("questionnaire.add-", clt_question_type_get_name (i), NULL);

      clt_command_set_enabled (widget, action, draft);
    }
  clt_command_set_enabled (widget, "questionnaire.copy", form);
  clt_command_set_enabled (widget, "questionnaire.archive", form);
  clt_command_set_enabled (widget, "questionnaire.edit", form);
  clt_command_set_enabled (widget, "questionnaire.try", form);
  clt_command_set_enabled (widget, "questionnaire.publish", draft);
  clt_command_set_enabled (widget, "questionnaire.draft", form && !draft && !archived);
  clt_command_set_enabled (widget, "questionnaire.discard",
                           draft && self->shown->versions->len > 1);
  gtk_widget_set_visible (self->publish_button, draft);
  gtk_widget_set_visible (self->draft_button,
                          form && !draft && !archived && !self->shown->head->has_draft);
}

static void
show_list (CltQuestionnairePane *self)
{
  int chosen = 0;

  for (guint i = 0; i < self->shown->list->len; i++)
    {
      const CltQuestionnaire *questionnaire = self->shown->list->pdata[i];
      g_autofree char *note = clt_design_format_note (questionnaire);
      g_autofree char *count = clt_count_format (questionnaire->n_responses);
      const CltSideLine line = { .title = questionnaire->name,
                                 .note = note,
                                 .count = questionnaire->n_responses == 0 ? NULL : count,
                                 .dim = questionnaire->archived };

      clt_side_list_show (self->list, i, &line);
      if (questionnaire == self->shown->head)
        chosen = (int) i;
    }
  clt_side_list_truncate (self->list, self->shown->list->len);
  clt_side_list_choose (self->list, chosen);
}

static void
show_chosen (CltQuestionnairePane *self)
{
  const CltQuestion *question = get_question (self);

  gtk_stack_set_visible_child_name (self->inspector, question == NULL ? "head" : "question");
  clt_question_editor_show (self->editor, self->shown, question == NULL ? 0 : question->id);
  clt_questionnaire_head_show (self->head, self->shown);
  update_actions (self);
}

static void
fill (CltQuestionnairePane *self)
{
  g_autofree char *state = NULL;

  show_list (self);
  if (!has_form (self))
    return;
  state = clt_design_format_state (self->shown);
  gtk_label_set_label (self->name_label, self->shown->head->name);
  gtk_label_set_label (self->state_label, state);
  clt_questionnaire_outline_show (self->outline, self->shown, self->question);
  self->question = clt_questionnaire_outline_get_chosen (self->outline);
  clt_questionnaire_check_show (self->check, self->shown);
  gtk_widget_set_visible (self->hint_label, clt_design_is_draft (self->shown) &&
                                              self->shown->form->questions->len == 0);
}

/* A questionnaire that was just made is the one to go on with: it is asked for. */
static gboolean
turn_to_created (CltQuestionnairePane *self)
{
  const gint64 newest = clt_design_find_newest (self->shown);
  const gboolean created = self->creating && self->last != 0 && newest > self->last;

  self->last = MAX (self->last, newest);
  if (!created || self->shown->head->id == newest)
    return FALSE;
  self->ask.questionnaire = newest;
  self->ask.number = 0;
  clt_pane_load (CLT_PANE (self));
  return TRUE;
}

static void
take (CltPane *pane, gpointer record)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (pane);
  g_autoptr (CltDesign) before = self->shown; /* others look at it until they have the new one */
  const gint64 added = clt_design_find_added (before, record);

  self->shown = record;
  self->created = !turn_to_created (self) && self->creating && self->shown->head != NULL &&
                  self->shown->head->id == self->last;
  if (added != 0)
    {
      self->question = added;
      self->next_index = 0;
    }
  else
    self->question = clt_design_find_same (before, self->shown, self->question);
  fill (self);
  if (clt_question_editor_is_writing (self->editor) && has_form (self) && before != NULL &&
      before->form != NULL && before->form->version_id == self->shown->form->version_id)
    {
      clt_question_editor_follow (self->editor, self->shown);
      clt_questionnaire_head_show (self->head, self->shown);
      update_actions (self);
    }
  else
    show_chosen (self);
}

/* A questionnaire that was just made is written at once. */
static void
settle (CltPane *pane, gboolean anew)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (pane);

  if (self->created)
    {
      self->creating = self->created = FALSE;
      gtk_widget_grab_focus (GTK_WIDGET (self->outline));
    }
  else
    CLT_PANE_CLASS (clt_questionnaire_pane_parent_class)->settle (pane, anew);
}

/* ---- choosing ------------------------------------------------------------------------------- */

static void
ask_for (CltQuestionnairePane *self, gint64 questionnaire, int number)
{
  self->ask.questionnaire = questionnaire;
  self->ask.number = number;
  clt_pane_load (CLT_PANE (self));
}

static void
on_list_selected_cb (CltQuestionnairePane *self, int index)
{
  const CltQuestionnaire *questionnaire = self->shown->list->pdata[index];

  clt_question_editor_finish (self->editor);
  self->question = 0;
  ask_for (self, questionnaire->id, 0);
}

static void
on_list_entered_cb (CltQuestionnairePane *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->outline));
}

static void
focus_list (CltQuestionnairePane *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
on_outline_chosen_cb (CltQuestionnairePane *self)
{
  self->question = clt_questionnaire_outline_get_chosen (self->outline);
  show_chosen (self);
}

static void
focus_inspector (CltQuestionnairePane *self)
{
  if (get_question (self) == NULL)
    clt_questionnaire_head_focus (self->head, self->question == CLT_OUTLINE_CLOSING);
  else if (clt_design_is_draft (self->shown))
    clt_question_editor_focus (self->editor);
  else
    clt_desk_tell (get_desk (self), _ ("This version is not a draft: a new version (Ctrl+Shift+V) "
                                       "can be changed."));
}

/* What cannot be changed takes no focus. */
static void
on_outline_left_cb (CltQuestionnairePane *self)
{
  if (get_question (self) == NULL || clt_design_is_draft (self->shown))
    focus_inspector (self);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->check), GTK_DIR_TAB_FORWARD);
}

/* From the inspector back to the questions. */
static void
leave (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (widget);

  if (clt_question_editor_is_writing (self->editor))
    {
      clt_question_editor_finish (self->editor);
      show_chosen (self);
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->outline));
}

static void
on_editor_left_cb (CltQuestionnairePane *self)
{
  leave (GTK_WIDGET (self), NULL, NULL);
}

static void
on_editor_added_cb (CltQuestionnairePane *self, int index)
{
  self->next_index = (guint) index + 1;
}

static void
go_to_fault (CltQuestionnairePane *self, const CltFault *fault)
{
  const CltQuestion *question = clt_form_find_question (self->shown->form, fault->key);

  clt_questionnaire_outline_choose (self->outline,
                                    question == NULL ? CLT_OUTLINE_GREETING : question->id);
}

/* The keyboard goes on where the questions are. */
static void
on_check_closed_cb (CltQuestionnairePane *self)
{
  if (!clt_widget_has_focus_inside (GTK_WIDGET (self->inspector)))
    gtk_widget_grab_focus (GTK_WIDGET (self->outline));
}

static void
on_fault_cb (CltQuestionnairePane *self, guint index)
{
  if (index < self->shown->faults->len)
    go_to_fault (self, self->shown->faults->pdata[index]);
}

/* ---- questions ------------------------------------------------------------------------------ */

static void
act (CltQuestionnairePane *self, CltDesignKind kind, int step)
{
  const CltQuestion *question = get_question (self);
  CltDesignChange *job = clt_design_change_new (kind);

  job->questionnaire = self->shown->head->id;
  job->version = self->shown->form->version_id;
  job->question = question == NULL ? 0 : question->id;
  job->step = step;
  clt_desk_act (get_desk (self), clt_design_change_get_action (job),
                kind < CLT_DESIGN_SET_HEAD && question != NULL ? question->text
                                                               : self->shown->head->name,
                clt_design_change_run, job, clt_design_change_free);
}

/* Letters are for the outline: a list of choices that has the focus is not meant. */
static gboolean
is_outline_meant (CltQuestionnairePane *self)
{
  return !clt_widget_has_focus_inside (GTK_WIDGET (self->inspector)) &&
         !clt_widget_has_focus_inside (GTK_WIDGET (self->list));
}

static void
begin (CltQuestionnairePane *self, CltQuestionType type, guint index)
{
  gtk_stack_set_visible_child_name (self->inspector, "question");
  clt_question_editor_begin (self->editor, type, index);
}

/* Behind the chosen question; behind the greeting at the beginning. */
static void
add (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (widget);
  CltQuestionType type;
  guint index;

  if (!has_form (self) || !is_outline_meant (self) ||
      !clt_question_type_from_name (action + strlen ("questionnaire.add-"), &type))
    return;
  if (self->next_index > 0)
    index = self->next_index;
  else if (clt_design_find (self->shown, self->question, &index) != NULL)
    index++;
  else
    index = self->question == CLT_OUTLINE_CLOSING ? self->shown->form->questions->len : 0;
  begin (self, type, index);
}

static void
add_again (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (widget);
  CltQuestionType type;
  guint index;

  if (has_form (self) && clt_design_is_draft (self->shown) &&
      clt_question_editor_get_next (self->editor, &type, &index))
    begin (self, type, index);
}

static void
edit (GtkWidget *widget, const char *action, GVariant *parameter)
{
  focus_inspector (CLT_QUESTIONNAIRE_PANE (widget));
}

static void
branch (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (widget);

  if (is_outline_meant (self))
    clt_question_editor_branch (self->editor);
}

static void
change_question (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (widget);

  if (get_question (self) == NULL)
    return;
  if (g_str_equal (action, "questionnaire.duplicate"))
    act (self, CLT_DESIGN_DUPLICATE, 0);
  else
    act (self, CLT_DESIGN_MOVE, g_str_equal (action, "questionnaire.move-up") ? -1 : 1);
}

static void
open_placeholders (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (widget);

  if (get_question (self) != NULL || clt_question_editor_is_writing (self->editor))
    clt_question_editor_open_placeholders (self->editor);
  else
    clt_questionnaire_head_open_placeholders (self->head);
}

static void
go_to_next_fault (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (widget);
  const CltFault *next =
    has_form (self) ? clt_design_find_next_fault (self->shown, self->question) : NULL;

  if (next != NULL)
    go_to_fault (self, next);
  clt_desk_tell (get_desk (self), next != NULL ? next->message : _ ("Nothing is wrong with it."));
}

/* ---- questionnaires ------------------------------------------------------------------------- */

static void
new_questionnaire (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (widget);

  self->creating = TRUE;
  clt_questionnaire_dialog_new (widget, get_desk (self));
}

static void
copy (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (widget);

  self->creating = TRUE;
  clt_questionnaire_dialog_copy (widget, get_desk (self), self->shown->head);
}

static void
import (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (widget);

  self->creating = TRUE;
  clt_questionnaire_dialog_import (widget, get_desk (self));
}

static void
add_presets (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltDesignChange *job = clt_design_change_new (CLT_DESIGN_PRESETS);

  clt_desk_act (get_desk (CLT_QUESTIONNAIRE_PANE (widget)), clt_design_change_get_action (job),
                NULL, clt_design_change_run, job, clt_design_change_free);
}

static void
archive (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (widget);

  if (has_form (self))
    act (self, CLT_DESIGN_ARCHIVE, 0);
}

/* What the list that has the focus has chosen. */
static void delete (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (widget);

  if (clt_widget_has_focus_inside (GTK_WIDGET (self->list)))
    archive (widget, action, parameter);
  else if (get_question (self) != NULL)
    act (self, CLT_DESIGN_REMOVE, 0);
}

static void
show_archive (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (widget);

  self->ask.archived = !self->ask.archived;
  clt_pane_load (CLT_PANE (self));
}

/* ---- versions ------------------------------------------------------------------------------- */

/* What stands in the way is said, and shown. */
static void
publish (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (widget);
  g_autofree char *sentence = NULL;

  if (clt_question_editor_is_writing (self->editor))
    leave (widget, NULL, NULL);
  if (clt_design_count_faults (self->shown) == 0)
    {
      act (self, CLT_DESIGN_PUBLISH, 0);
      return;
    }
  sentence = clt_design_format_check (self->shown);
  clt_desk_tell (get_desk (self), sentence);
  clt_questionnaire_check_open (self->check);
}

static void
open_draft (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (widget);

  self->ask.questionnaire = self->shown->head->id;
  self->ask.number = 0;
  if (self->shown->head->has_draft)
    clt_pane_load (CLT_PANE (self));
  else
    act (self, CLT_DESIGN_OPEN_DRAFT, 0);
}

static void
discard (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (widget);

  self->ask.number = 0;
  act (self, CLT_DESIGN_DISCARD, 0);
}

static void
step_version (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (widget);
  const gboolean older = g_str_equal (action, "questionnaire.older");
  guint index; /* the newest version is the first one */

  if (!has_form (self) || !g_ptr_array_find (self->shown->versions, self->shown->form, &index))
    return;
  if (older ? index + 1 < self->shown->versions->len : index > 0)
    {
      const CltForm *form = self->shown->versions->pdata[older ? index + 1 : index - 1];

      ask_for (self, self->shown->head->id, form->number);
    }
  else
    clt_desk_tell (get_desk (self),
                   older ? _ ("This is the first version") : _ ("This is the newest version"));
}

static void
try_out (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (widget);

  if (clt_question_editor_is_writing (self->editor))
    leave (widget, NULL, NULL);
  clt_questionnaire_try_present (widget, get_desk (self), self->shown->form->version_id,
                                 self->shown->head->name);
}

static void
show_questionnaire (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask_for (CLT_QUESTIONNAIRE_PANE (widget), g_variant_get_int64 (parameter), 0);
}

/* ---- CltPane -------------------------------------------------------------------------------- */

static gpointer
dup_question (CltPane *pane)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (pane);

  if (self->ask.questionnaire == 0 && self->shown != NULL && self->shown->head != NULL)
    self->ask.questionnaire = self->shown->head->id;
  return g_memdup2 (&self->ask, sizeof self->ask);
}

static void
attach (CltPane *pane, CltDesk *desk)
{
  clt_question_editor_set_desk (CLT_QUESTIONNAIRE_PANE (pane)->editor, desk);
  clt_questionnaire_head_set_desk (CLT_QUESTIONNAIRE_PANE (pane)->head, desk);
}

static gboolean
is_empty (gconstpointer record)
{
  return ((const CltDesign *) record)->form == NULL;
}

static void
take_focus (CltPane *pane)
{
  focus_list (CLT_QUESTIONNAIRE_PANE (pane));
}

static void
search (CltPane *pane)
{
  clt_side_list_search (CLT_QUESTIONNAIRE_PANE (pane)->list);
}

static CltExportJob *
create_export (CltPane *pane)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (pane);

  return has_form (self) ? clt_questionnaire_job_export (self->shown) : NULL;
}

static CltPrintJob *
create_print (CltPane *pane)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (pane);

  return has_form (self) ? clt_questionnaire_job_print (self->shown) : NULL;
}

/* ---- the class ------------------------------------------------------------------------------ */

static const CltCommandAction actions[] = {
  { "questionnaire.show", show_questionnaire, "x" },
  { "questionnaire.new", new_questionnaire },
  { "questionnaire.copy", copy },
  { "questionnaire.archive", archive },
  { "questionnaire.show-archive", show_archive },
  { "questionnaire.import", import },
  { "questionnaire.presets", add_presets },
  { "questionnaire.try", try_out },
  { "questionnaire.publish", publish },
  { "questionnaire.draft", open_draft },
  { "questionnaire.discard", discard },
  { "questionnaire.older", step_version },
  { "questionnaire.newer", step_version },
  { "questionnaire.next-fault", go_to_next_fault },
  { "questionnaire.edit", edit },
  { "questionnaire.leave", leave },
  { "questionnaire.branch", branch },
  { "questionnaire.duplicate", change_question },
  { "questionnaire.delete", delete },
  { "questionnaire.move-up", change_question },
  { "questionnaire.move-down", change_question },
  { "questionnaire.again", add_again },
  { "questionnaire.placeholders", open_placeholders },
  { "questionnaire.add-yesno", add },
  { "questionnaire.add-choice", add },
  { "questionnaire.add-several", add },
  { "questionnaire.add-rating", add },
  { "questionnaire.add-nps", add },
  { "questionnaire.add-matrix", add },
  { "questionnaire.add-ranking", add },
  { "questionnaire.add-number", add },
  { "questionnaire.add-date", add },
  { "questionnaire.add-text", add },
  { "questionnaire.add-info", add },
  { "questionnaire.add-section", add },
};

static void
clt_questionnaire_pane_dispose (GObject *object)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (object);

  if (self->editor != NULL)
    clt_question_editor_show (self->editor, NULL, 0);
  if (self->head != NULL)
    clt_questionnaire_head_show (self->head, NULL);
  g_clear_pointer (&self->shown, clt_design_free);
  G_OBJECT_CLASS (clt_questionnaire_pane_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/callbacks/clt-questionnaire-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnairePane, list);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnairePane, name_label);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnairePane, state_label);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnairePane, publish_button);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnairePane, draft_button);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnairePane, outline);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnairePane, hint_label);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnairePane, check);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnairePane, inspector);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnairePane, editor);
  gtk_widget_class_bind_template_child (widget_class, CltQuestionnairePane, head);
  gtk_widget_class_bind_template_callback (widget_class, on_list_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_list_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_outline_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_inspector);
  gtk_widget_class_bind_template_callback (widget_class, on_outline_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_list);
  gtk_widget_class_bind_template_callback (widget_class, on_editor_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_editor_added_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_fault_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_check_closed_cb);
}

static void
clt_questionnaire_pane_class_init (CltQuestionnairePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CltPaneClass *pane_class = CLT_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_questionnaire_pane_dispose;
  pane_class->read = clt_design_load;
  pane_class->queue = CLT_STORE_LIST;
  pane_class->record_free = (GDestroyNotify) clt_design_free;
  pane_class->tables = clt_design_tables;
  pane_class->dup_question = dup_question;
  pane_class->attach = attach;
  pane_class->is_empty = is_empty;
  pane_class->take = take;
  pane_class->settle = settle;
  pane_class->take_focus = take_focus;
  pane_class->search = search;
  pane_class->create_export = create_export;
  pane_class->create_print = create_print;
  g_type_ensure (CLT_TYPE_SIDE_LIST);
  g_type_ensure (CLT_TYPE_QUESTIONNAIRE_OUTLINE);
  g_type_ensure (CLT_TYPE_QUESTIONNAIRE_CHECK);
  g_type_ensure (CLT_TYPE_QUESTION_EDITOR);
  g_type_ensure (CLT_TYPE_QUESTIONNAIRE_HEAD);
  bind_children (widget_class);
  clt_command_group_install (&clt_questionnaire_commands, actions, G_N_ELEMENTS (actions),
                             widget_class);
}

static void
clt_questionnaire_pane_init (CltQuestionnairePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_actions (self);
}
