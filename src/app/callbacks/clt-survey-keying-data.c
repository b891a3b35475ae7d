/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-survey-keying-data.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-client.h"
#include "core/people/clt-staff.h"
#include "core/surveys/clt-survey.h"

/* ---- what there is of a number ------------------------------------------------------------- */

CltKeyingPage *
clt_keying_page_new (gint64 survey_id, gint64 version_id, const char *reference)
{
  CltKeyingPage *page = g_new0 (CltKeyingPage, 1);

  page->survey_id = survey_id;
  page->version_id = version_id;
  page->reference = g_strdup (reference);
  return page;
}

void
clt_keying_page_free (gpointer data)
{
  CltKeyingPage *page = data;

  g_free (page->reference);
  g_free (page->client);
  g_clear_pointer (&page->form, clt_form_free);
  g_clear_pointer (&page->shown, clt_form_free);
  g_free (page->channel);
  g_clear_pointer (&page->differences, g_ptr_array_unref);
  g_free (page);
}

static gboolean
load_client (CltConn *conn, CltKeyingPage *page, GError **error)
{
  g_autoptr (CltClient) client = clt_client_load (conn, page->client_id, clt_today (), error);

  page->client = client == NULL ? NULL : g_strdup (client->name);
  return client != NULL;
}

gpointer
clt_keying_page_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltKeyingPage *asked = data;
  g_autoptr (CltKeyingPage) page = clt_keying_page_new (asked->survey_id, asked->version_id, NULL);
  g_autoptr (CltSurvey) survey = clt_survey_load (conn, asked->survey_id, error);

  if (survey == NULL || !clt_response_read_reference (conn, asked->survey_id, asked->reference,
                                                      &page->reference, &page->client_id, error))
    return NULL;
  if (page->client_id != 0 && !load_client (conn, page, error))
    return NULL;
  /* paper has not come by telephone, whatever the others are asked by */
  page->channel = g_strdup (g_str_equal (survey->channel, "phone") ? "onsite" : survey->channel);
  page->form = clt_form_load (conn, page->version_id, error);
  page->shown = page->form == NULL ? NULL : clt_form_load (conn, page->version_id, error);
  if (page->shown == NULL ||
      !clt_response_find_keyed (conn, page->version_id, page->survey_id, page->reference, 1,
                                &page->first, error) ||
      !clt_response_find_keyed (conn, page->version_id, page->survey_id, page->reference, 2,
                                &page->second, error))
    return NULL;
  if (page->first != 0 && page->second != 0 &&
      (page->differences = clt_response_compare (conn, page->first, page->second, error)) == NULL)
    return NULL;
  return g_steal_pointer (&page);
}

/* ---- differences --------------------------------------------------------------------------- */

CltCellRows *
clt_keying_rows_new (const CltKeyingPage *page)
{
  CltCellRows *rows = clt_cell_rows_new (CLT_N_KEYING_COLUMNS);

  for (guint i = 0; i < page->differences->len; i++)
    {
      const CltKeyingDifference *difference = page->differences->pdata[i];
      const CltQuestion *question =
        clt_form_find_question_by_id (page->form, difference->question_id);
      const CltOption *option = question->type == CLT_QUESTION_MATRIX
                                  ? clt_question_find_line (question, difference->part)
                                  : clt_question_find_option (question, difference->part);
      char *cells[CLT_N_KEYING_COLUMNS] = { 0 };

      cells[CLT_KEYING_QUESTION] =
        option == NULL ? g_strdup (question->text)
                       /* Translators: a question and one of its options or lines. */
                       : g_strdup_printf (C_ ("results", "%s: %s"), question->text, option->label);
      cells[CLT_KEYING_FIRST] = clt_response_format_said (question, difference->first);
      cells[CLT_KEYING_SECOND] = clt_response_format_said (question, difference->second);
      clt_cell_rows_take (rows, i + 1, cells);
    }
  return rows;
}

/* ---- writing ------------------------------------------------------------------------------- */

CltKeyingOrder *
clt_keying_order_new (const CltKeyingPage *page, const CltFlow *flow, int keyed, const char *who)
{
  CltKeyingOrder *order = g_new0 (CltKeyingOrder, 1);

  order->response = clt_response_new (page->version_id, page->channel);
  order->response->survey_id = page->survey_id;
  order->response->client_id = page->client_id;
  order->response->keyed = keyed;
  order->response->state = CLT_RESPONSE_COMPLETE;
  clt_set_str (&order->response->reference, page->reference);
  order->who = g_strdup (who);
  for (guint i = 0; i < page->form->questions->len; i++)
    {
      const CltQuestion *question = page->form->questions->pdata[i];
      g_autoptr (GPtrArray) answers = clt_answers_list (clt_flow_get_answers (flow), question->key);

      for (guint j = 0; clt_flow_is_relevant (flow, (int) i) && j < answers->len; j++)
        {
          const CltAnswer *answer = answers->pdata[j];

          clt_response_add_answer (order->response, question->id, answer->part,
                                   clt_reply_mark_get_name (answer->mark), answer->value,
                                   answer->note);
        }
    }
  return order;
}

void
clt_keying_order_free (gpointer data)
{
  CltKeyingOrder *order = data;

  clt_response_free (order->response);
  g_free (order->who);
  g_free (order);
}

gboolean
clt_keying_order_store (CltConn *conn, gpointer data, GError **error)
{
  CltKeyingOrder *order = data;
  gint64 known;

  if (!clt_response_find_keyed (conn, order->response->version_id, order->response->survey_id,
                                order->response->reference, order->response->keyed, &known, error))
    return FALSE;
  if (known != 0)
    return clt_store_refuse (error, _ ("This form was keyed in meanwhile. Nothing was changed."));
  /* who is at the desk need not be a member of staff */
  order->response->staff_id = clt_staff_find (conn, order->who, NULL);
  order->response->finished = clt_action_get_time (conn);
  return clt_response_store (conn, order->response, error);
}

void
clt_keying_verdict_free (gpointer data)
{
  g_free (((CltKeyingVerdict *) data)->who);
  g_free (data);
}

gboolean
clt_keying_verdict_settle (CltConn *conn, gpointer data, GError **error)
{
  const CltKeyingVerdict *verdict = data;
  g_autoptr (CltResponse) response = clt_response_load (conn, verdict->from, error);
  g_autoptr (CltForm) form =
    response == NULL ? NULL : clt_form_load (conn, response->version_id, error);
  const CltQuestion *question =
    form == NULL ? NULL : clt_form_find_question_by_id (form, verdict->question_id);

  if (form == NULL)
    return FALSE;
  if (question == NULL)
    return clt_store_refuse (error, _ ("The form has no such question any more. Nothing was"
                                       " changed."));
  return clt_response_settle (conn, verdict->from, verdict->to, question, _ ("Keyed twice"),
                              clt_staff_find (conn, verdict->who, NULL), error);
}
