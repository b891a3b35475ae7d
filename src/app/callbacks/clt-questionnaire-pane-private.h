/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the two files of CltQuestionnairePane share: what is shown, and what its commands do. */

#include "app/callbacks/clt-question-editor.h"
#include "app/callbacks/clt-questionnaire-check.h"
#include "app/callbacks/clt-questionnaire-data.h"
#include "app/callbacks/clt-questionnaire-head.h"
#include "app/callbacks/clt-questionnaire-outline.h"
#include "app/callbacks/clt-questionnaire-pane.h"
#include "app/widgets/clt-side-list.h"

G_BEGIN_DECLS

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
  const char *waiting;   /* (nullable): action that goes on when what was typed is read back */

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

/* A version is shown. */
gboolean clt_questionnaire_pane_has_form (CltQuestionnairePane *self);
/* (nullable): the question that is chosen. */
const CltQuestion *clt_questionnaire_pane_get_question (CltQuestionnairePane *self);
/* The inspector, and what can be done. */
void clt_questionnaire_pane_show_chosen (CltQuestionnairePane *self);
/* Another questionnaire, or version @number of it; 0: the one to go on with. */
void clt_questionnaire_pane_ask_for (CltQuestionnairePane *self, gint64 questionnaire, int number);
void clt_questionnaire_pane_focus_inspector (CltQuestionnairePane *self);
/* From the inspector back to the questions. */
void clt_questionnaire_pane_leave (CltQuestionnairePane *self);
void clt_questionnaire_pane_go_to_fault (CltQuestionnairePane *self, const CltFault *fault);

/* After each reading: what waited for it. */
void clt_questionnaire_pane_go_on (CltQuestionnairePane *self);
void clt_questionnaire_pane_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
