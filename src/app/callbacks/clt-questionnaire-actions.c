/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-questionnaire-commands.h"
#include "app/callbacks/clt-questionnaire-dialogs.h"
#include "app/callbacks/clt-questionnaire-pane-private.h"
#include "app/callbacks/clt-questionnaire-try.h"
#include "app/widgets/clt-focus.h"
#include "core/base/clt-i18n.h"
#include "core/surveys/clt-questionnaire-change.h"

/* What the commands of the designer do. */

/* ---- questions ------------------------------------------------------------------------------ */

static void
act (CltQuestionnairePane *self, CltDesignKind kind, int step)
{
  const CltQuestion *question = clt_questionnaire_pane_get_question (self);
  CltDesignChange *job = clt_design_change_new (kind);

  job->questionnaire = self->shown->head->id;
  job->version = self->shown->form->version_id;
  job->question = question == NULL ? 0 : question->id;
  job->step = step;
  clt_desk_act (clt_pane_get_desk (CLT_PANE (self)), clt_design_change_get_action (job),
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

  if (!clt_questionnaire_pane_has_form (self) || !is_outline_meant (self) ||
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

  if (clt_questionnaire_pane_has_form (self) && clt_design_is_draft (self->shown) &&
      clt_question_editor_get_next (self->editor, &type, &index))
    begin (self, type, index);
}

static void
leave (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_questionnaire_pane_leave (CLT_QUESTIONNAIRE_PANE (widget));
}

static void
edit (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_questionnaire_pane_focus_inspector (CLT_QUESTIONNAIRE_PANE (widget));
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

  if (clt_questionnaire_pane_get_question (self) == NULL)
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

  if (clt_questionnaire_pane_get_question (self) != NULL ||
      clt_question_editor_is_writing (self->editor))
    clt_question_editor_open_placeholders (self->editor);
  else
    clt_questionnaire_head_open_placeholders (self->head);
}

static void
go_to_next_fault (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (widget);
  const CltFault *next = clt_questionnaire_pane_has_form (self)
                           ? clt_design_find_next_fault (self->shown, self->question)
                           : NULL;

  if (next != NULL)
    clt_questionnaire_pane_go_to_fault (self, next);
  clt_desk_tell (clt_pane_get_desk (CLT_PANE (self)),
                 next != NULL ? next->message : _ ("Nothing is wrong with it."));
}

/* ---- questionnaires ------------------------------------------------------------------------- */

static void
new_questionnaire (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (widget);

  self->creating = TRUE;
  clt_questionnaire_dialog_new (widget, clt_pane_get_desk (CLT_PANE (self)));
}

static void
copy (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (widget);

  self->creating = TRUE;
  clt_questionnaire_dialog_copy (widget, clt_pane_get_desk (CLT_PANE (self)), self->shown->head);
}

static void
import (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (widget);

  self->creating = TRUE;
  clt_questionnaire_dialog_import (widget, clt_pane_get_desk (CLT_PANE (self)));
}

static void
add_presets (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltDesignChange *job = clt_design_change_new (CLT_DESIGN_PRESETS);

  clt_desk_act (clt_pane_get_desk (CLT_PANE (widget)), clt_design_change_get_action (job), NULL,
                clt_design_change_run, job, clt_design_change_free);
}

static void
archive (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (widget);

  if (clt_questionnaire_pane_has_form (self))
    act (self, CLT_DESIGN_ARCHIVE, 0);
}

/* What the list that has the focus has chosen. */
static void delete (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (widget);

  if (clt_widget_has_focus_inside (GTK_WIDGET (self->list)))
    archive (widget, action, parameter);
  else if (clt_questionnaire_pane_get_question (self) != NULL)
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

/* FALSE: words that were just typed are on their way; @action comes again when they are in what is
 * shown, and does not if they are refused. */
static gboolean
is_written (CltQuestionnairePane *self, const char *action)
{
  if (clt_question_editor_is_writing (self->editor))
    clt_questionnaire_pane_leave (self);
  /* both are to be asked */
  if (clt_question_editor_keep (self->editor) & clt_questionnaire_head_keep (self->head))
    return !clt_question_editor_focus_refused (self->editor);
  self->waiting = g_intern_string (action);
  return FALSE;
}

void
clt_questionnaire_pane_go_on (CltQuestionnairePane *self)
{
  const char *action = g_steal_pointer (&self->waiting);

  if (action != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
}

/* What stands in the way is said, and shown. */
static void
publish (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (widget);
  g_autofree char *sentence = NULL;

  if (!is_written (self, action))
    return;
  if (clt_design_count_faults (self->shown) == 0)
    {
      act (self, CLT_DESIGN_PUBLISH, 0);
      return;
    }
  sentence = clt_design_format_check (self->shown);
  clt_desk_tell (clt_pane_get_desk (CLT_PANE (self)), sentence);
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

  if (!clt_questionnaire_pane_has_form (self) ||
      !g_ptr_array_find (self->shown->versions, self->shown->form, &index))
    return;
  if (older ? index + 1 < self->shown->versions->len : index > 0)
    {
      const CltForm *form = self->shown->versions->pdata[older ? index + 1 : index - 1];

      clt_questionnaire_pane_ask_for (self, self->shown->head->id, form->number);
    }
  else
    clt_desk_tell (clt_pane_get_desk (CLT_PANE (self)),
                   older ? _ ("This is the first version") : _ ("This is the newest version"));
}

static void
try_out (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltQuestionnairePane *self = CLT_QUESTIONNAIRE_PANE (widget);

  if (!is_written (self, action))
    return;
  clt_questionnaire_try_present (widget, clt_pane_get_desk (CLT_PANE (self)),
                                 self->shown->form->version_id, self->shown->head->name);
}

static void
show_questionnaire (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_questionnaire_pane_ask_for (CLT_QUESTIONNAIRE_PANE (widget), g_variant_get_int64 (parameter),
                                  0);
}

/* ---- all of them ---------------------------------------------------------------------------- */

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

void
clt_questionnaire_pane_install_actions (GtkWidgetClass *widget_class)
{
  clt_command_group_install (&clt_questionnaire_commands, actions, G_N_ELEMENTS (actions),
                             widget_class);
}
