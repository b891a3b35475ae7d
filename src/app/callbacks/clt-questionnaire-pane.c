/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-questionnaire-pane-private.h"

#include "app/callbacks/clt-questionnaire-commands.h"
#include "app/callbacks/clt-questionnaire-job.h"
#include "app/widgets/clt-focus.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

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

gboolean
clt_questionnaire_pane_has_form (CltQuestionnairePane *self)
{
  return self->shown != NULL && self->shown->form != NULL;
}

const CltQuestion *
clt_questionnaire_pane_get_question (CltQuestionnairePane *self)
{
  return clt_questionnaire_pane_has_form (self)
           ? clt_design_find (self->shown, self->question, NULL)
           : NULL;
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
  const gboolean form = clt_questionnaire_pane_has_form (self),
                 draft = form && clt_design_is_draft (self->shown);
  const gboolean archived = form && self->shown->head->archived;

  for (guint i = 0; i < G_N_ELEMENTS (of_questions); i++)
    clt_command_set_enabled (widget, of_questions[i],
                             draft && clt_questionnaire_pane_get_question (self) != NULL);
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

void
clt_questionnaire_pane_show_chosen (CltQuestionnairePane *self)
{
  const CltQuestion *question = clt_questionnaire_pane_get_question (self);

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
  if (!clt_questionnaire_pane_has_form (self))
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
  if (clt_question_editor_is_writing (self->editor) && clt_questionnaire_pane_has_form (self) &&
      before != NULL && before->form != NULL &&
      before->form->version_id == self->shown->form->version_id)
    {
      clt_question_editor_follow (self->editor, self->shown);
      clt_questionnaire_head_show (self->head, self->shown);
      update_actions (self);
    }
  else
    clt_questionnaire_pane_show_chosen (self);
  clt_questionnaire_pane_go_on (self);
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

void
clt_questionnaire_pane_ask_for (CltQuestionnairePane *self, gint64 questionnaire, int number)
{
  self->waiting = NULL;
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
  clt_questionnaire_pane_ask_for (self, questionnaire->id, 0);
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
  clt_questionnaire_pane_show_chosen (self);
}

void
clt_questionnaire_pane_focus_inspector (CltQuestionnairePane *self)
{
  if (clt_questionnaire_pane_get_question (self) == NULL)
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
  if (clt_questionnaire_pane_get_question (self) == NULL || clt_design_is_draft (self->shown))
    clt_questionnaire_pane_focus_inspector (self);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->check), GTK_DIR_TAB_FORWARD);
}

void
clt_questionnaire_pane_leave (CltQuestionnairePane *self)
{
  if (clt_question_editor_is_writing (self->editor))
    {
      clt_question_editor_finish (self->editor);
      clt_questionnaire_pane_show_chosen (self);
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->outline));
}

/* What is refused stands in its row, with the reason: nothing goes on without it. */
static void
on_kept_cb (CltQuestionnairePane *self, gboolean kept)
{
  if (!kept)
    self->waiting = NULL;
  else if (self->waiting != NULL) /* what is as it was is not read again by itself */
    clt_pane_load (CLT_PANE (self));
}

static void
on_editor_added_cb (CltQuestionnairePane *self, int index)
{
  self->next_index = (guint) index + 1;
}

void
clt_questionnaire_pane_go_to_fault (CltQuestionnairePane *self, const CltFault *fault)
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
    clt_questionnaire_pane_go_to_fault (self, self->shown->faults->pdata[index]);
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

  return clt_questionnaire_pane_has_form (self) ? clt_questionnaire_job_export (self->shown) : NULL;
}

static CltPrintJob *
create_print (CltPane *pane)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (pane);

  return clt_questionnaire_pane_has_form (self) ? clt_questionnaire_job_print (self->shown) : NULL;
}

/* ---- the class ------------------------------------------------------------------------------ */

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
  gtk_widget_class_bind_template_callback (widget_class, clt_questionnaire_pane_focus_inspector);
  gtk_widget_class_bind_template_callback (widget_class, on_outline_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_list);
  gtk_widget_class_bind_template_callback (widget_class, clt_questionnaire_pane_leave);
  gtk_widget_class_bind_template_callback (widget_class, on_editor_added_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_kept_cb);
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
  clt_questionnaire_pane_install_actions (widget_class);
}

static void
clt_questionnaire_pane_init (CltQuestionnairePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_actions (self);
}
