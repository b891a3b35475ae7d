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

/* What the form and what came of the call take by themselves. */
static const CltCommand form_keys[] = {
  { NULL, N_ ("Give the Answer That Has This Number"), "0...9" },
  { NULL, N_ ("10 on a Scale"), "minus" },
  { NULL, N_ ("Yes, No"), "y n" },
  { NULL, N_ ("The Client Refuses to Answer"), "r <Alt>r" },
  { NULL, N_ ("The Client Does Not Know"), "d <Alt>d" },
  { NULL, N_ ("Go On, or Skip the Question"), "Return" },
  { NULL, N_ ("Back to the Question Before"), "BackSpace" },
  { NULL, N_ ("Take the Answer Away"), "Delete" },
};

static const CltCommand talk_keys[] = {
  { NULL, N_ ("What Came of the Call"), "0...9 minus equal" },
  { NULL, N_ ("Begin the Form, or End the Call"), "Return" },
  { NULL, N_ ("Note"), "n" },
  { NULL, N_ ("Next Step"), "s" },
  { NULL, N_ ("Promise"), "p" },
};

static const CltCommandGroup call_keys[] = {
  { N_ ("In a Form"), form_keys, G_N_ELEMENTS (form_keys) },
  { N_ ("Around a Call"), talk_keys, G_N_ELEMENTS (talk_keys) },
  { NULL },
};

static const CltTab tabs[] = {
  { "call", NC_ ("callbacks tab", "Calls"), clt_call_pane_get_type, clt_call_pane_get_commands,
    call_keys },
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
