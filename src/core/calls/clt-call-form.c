/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calls/clt-call-form.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/calls/clt-bad-answer.h"
#include "core/calls/clt-call-private.h"
#include "core/surveys/clt-flow.h"

gboolean
clt_call_form_find (CltConn *conn, gint64 call_id, gint64 *response_id, GError **error)
{
  return clt_conn_get_int (conn, response_id, 0, error,
                           "SELECT id FROM response WHERE call_id = ? ORDER BY id DESC LIMIT 1",
                           "i", call_id);
}

gboolean
clt_call_form_get_version (CltConn *conn, const CltCall *call, gint64 *version_id, GError **error)
{
  return clt_conn_get_int (conn, version_id, 0, error,
                           "SELECT coalesce ((SELECT version_id FROM response WHERE call_id = ?1"
                           " ORDER BY id DESC LIMIT 1), (SELECT id FROM questionnaire_version"
                           " WHERE questionnaire_id = ?2 AND state = 'published'))",
                           "ii", call->id, call->questionnaire_id);
}

static gint64
begin (CltConn *conn, const CltCallDesk *desk, const CltCall *call, GError **error)
{
  g_autoptr (CltResponse) response = NULL;
  g_autoptr (CltForm) form = NULL;
  g_autoptr (CltFlow) flow = NULL;
  gint64 version;
  int first;

  if (!clt_call_form_get_version (conn, call, &version, error))
    return 0;
  if (version == 0)
    {
      clt_store_refuse (error, _ ("This call has no questionnaire that is published; nothing was"
                                  " changed."));
      return 0;
    }
  form = clt_form_load (conn, version, error);
  flow = form == NULL ? NULL : clt_flow_new (form, NULL, error);
  if (flow == NULL)
    return 0;
  first = clt_flow_get_first (flow);
  response = clt_response_new (version, "phone");
  response->call_id = call->id;
  response->client_id = call->client_id;
  response->survey_id = call->survey_id;
  response->staff_id = desk->staff_id;
  response->started = clt_action_get_time (conn);
  if (first >= 0)
    clt_set_str (&response->at_key, ((CltQuestion *) form->questions->pdata[first])->key);
  return clt_response_begin (conn, response, error) ? response->id : 0;
}

gint64
clt_call_form_begin (CltConn *conn, const CltCallDesk *desk, gint64 call_id, GError **error)
{
  g_autoptr (CltCall) call = clt_call_load (conn, call_id, error);
  gint64 id;

  if (call == NULL || !clt_call_form_find (conn, call_id, &id, error))
    return 0;
  if (id == 0)
    return begin (conn, desk, call, error);
  return clt_response_reopen (conn, id, NULL, error) ? id : 0;
}

gboolean
clt_call_form_answer (CltConn *conn,
                      gint64 response_id,
                      const char *key,
                      const CltAnswerChange *change,
                      gboolean *bad,
                      GError **error)
{
  g_autoptr (CltResponse) response = clt_response_load (conn, response_id, error);
  g_autoptr (CltResponse) answered = NULL;
  g_autoptr (CltForm) form =
    response == NULL ? NULL : clt_form_load (conn, response->version_id, error);
  const CltQuestion *question;

  *bad = FALSE;
  if (form == NULL)
    return FALSE;
  question = clt_form_find_question (form, key);
  if (question == NULL)
    /* Translators: the key of a question. */
    return clt_store_refuse (error, _ ("This form has no question “%s”. Nothing was changed."),
                             key);
  if (!clt_response_set (conn, response_id, question, change, error) ||
      (answered = clt_response_load (conn, response_id, error)) == NULL)
    return FALSE;
  *bad = clt_bad_answer_is_given (answered, question);
  return TRUE;
}

/* One that was left in the middle in an earlier call is complete with this one, if it may be. */
gboolean
clt_call_form_end (CltConn *conn, gint64 call_id, gboolean complete, GError **error)
{
  gint64 id;

  if (!clt_conn_get_int (conn, &id, 0, error,
                         "SELECT id FROM response WHERE call_id = ?1 AND (state = 'open'"
                         " OR (?2 AND state = 'broken')) ORDER BY state DESC, id DESC LIMIT 1",
                         "ii", call_id, (gint64) complete))
    return FALSE;
  if (id == 0 || !complete)
    return id == 0 || clt_response_finish (conn, id, CLT_RESPONSE_BROKEN, error);
  return clt_response_reopen (conn, id, NULL, error) &&
         clt_response_finish (conn, id, CLT_RESPONSE_COMPLETE, error);
}
