/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-callbacks-page.h"

#include "app/callbacks/clt-answer-pane.h"
#include "app/callbacks/clt-call-pane.h"
#include "app/callbacks/clt-contact-pane.h"
#include "app/callbacks/clt-questionnaire-pane.h"
#include "app/callbacks/clt-survey-pane.h"
#include "app/callbacks/clt-task-pane.h"
#include "core/base/clt-i18n.h"
#include "core/calls/clt-call-queue.h"

static const CltTab tabs[] = {
  { "call", NC_ ("callbacks tab", "Calls"), clt_call_pane_get_type, clt_call_pane_get_commands },
  { "questionnaire", NC_ ("callbacks tab", "Questionnaires"), clt_questionnaire_pane_get_type,
    clt_questionnaire_pane_get_commands },
  { "survey", NC_ ("callbacks tab", "Surveys"), clt_survey_pane_get_type,
    clt_survey_pane_get_commands },
  { "answer", NC_ ("callbacks tab", "Results"), clt_answer_pane_get_type,
    clt_answer_pane_get_commands },
  { "contact", NC_ ("callbacks tab", "Contacts"), clt_contact_pane_get_type,
    clt_contact_pane_get_commands },
  { "task", NC_ ("callbacks tab", "Tasks"), clt_task_pane_get_type, clt_task_pane_get_commands },
};

gint64
clt_callbacks_page_count (CltConn *conn, const char *who, GError **error)
{
  return clt_call_queue_count (conn, who, clt_now (), error);
}

/* What other places and tabs ask for, by id. */
static const CltTabRequest requests[] = {
  { "call.show", "x" }, { "questionnaire.show", "x" }, { "answer.show", "(xx)" },
  { "task.show", "x" }, { "task.group", "i" },         { "answer.show-form", "x" },
};

CLT_DEFINE_TAB_PLACE (CltCallbacksPage, clt_callbacks_page, "callbacks", N_ ("Callbacks"))
