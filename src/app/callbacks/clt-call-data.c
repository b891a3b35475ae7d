/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-call-data.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/calls/clt-task.h"
#include "core/catalogue/clt-ledger.h"
#include "core/catalogue/clt-template.h"
#include "core/complaints/clt-complaint-deadline.h"
#include "core/people/clt-staff.h"

/* What was said the last three times. */
#define MAX_CONTACTS 3
/* Services owed that are named, the soonest due; the card of the client has them all. */
#define MAX_SERVICES 3

CltCallRequest *
clt_call_request_new (const char *who, const char *desk, gint64 call_id)
{
  CltCallRequest *request = g_new0 (CltCallRequest, 1);

  request->who = g_strdup (who);
  request->desk = g_strdup (desk);
  request->call_id = call_id;
  return request;
}

void
clt_call_request_free (gpointer data)
{
  CltCallRequest *request = data;

  g_free (request->who);
  g_free (request->desk);
  g_free (request->reason);
  g_free (request);
}

CltCallDesk
clt_call_request_get_desk (const CltCallRequest *request, CltConn *conn)
{
  return (CltCallDesk){ clt_staff_find (conn, request->who, NULL), request->who, request->desk };
}

gpointer
clt_call_queue_read (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltCallDesk desk = clt_call_request_get_desk (data, conn);

  return clt_call_queue_load (conn, &desk, clt_now (), error);
}

gpointer
clt_call_queue_read_reason (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltCallRequest *request = data;
  const CltCallDesk desk = clt_call_request_get_desk (request, conn);

  return clt_call_queue_explain (conn, &desk, request->call_id, clt_now (), error);
}

/* ---- the call ------------------------------------------------------------------------------ */

void
clt_call_case_free (gpointer data)
{
  CltCallCase *self = data;

  g_clear_pointer (&self->item, clt_queue_item_free);
  g_clear_pointer (&self->form, clt_form_free);
  g_clear_pointer (&self->response, clt_response_free);
  g_free (self->account);
  g_free (self->greeting);
  g_free (self->closing);
  g_strfreev (self->words);
  g_free (self);
}

/* A placeholder that has no value for this client stays in its braces: the call is made all the same. */
static void
fill (CltConn *conn, char **text, gint64 client_id)
{
  g_autofree char *filled = strpbrk (*text, "{}") == NULL
                              ? NULL
                              : clt_template_fill (conn, *text, client_id, clt_today (), NULL);

  if (filled != NULL)
    clt_set_str (text, filled);
}

static void
fill_form (CltConn *conn, CltForm *form, gint64 client_id)
{
  fill (conn, &form->greeting, client_id);
  fill (conn, &form->closing, client_id);
  for (guint i = 0; i < form->questions->len; i++)
    {
      CltQuestion *question = form->questions->pdata[i];

      fill (conn, &question->text, client_id);
      fill (conn, &question->help, client_id);
    }
}

static gboolean
read_form (CltConn *conn, CltCallCase *self, GError **error)
{
  const CltCall *call = self->item->call;
  gint64 version, response;

  if (!clt_call_form_get_version (conn, call, &version, error) ||
      !clt_call_form_find (conn, call->id, &response, error))
    return FALSE;
  if (version == 0)
    return TRUE;
  self->form = clt_form_load (conn, version, error);
  if (self->form == NULL)
    return FALSE;
  self->has_form = TRUE;
  fill_form (conn, self->form, call->client_id);
  self->response = response == 0 ? NULL : clt_response_load (conn, response, error);
  return response == 0 || self->response != NULL;
}

static gboolean
read_texts (CltConn *conn, CltCallCase *self, GError **error)
{
  const CltCall *call = self->item->call;
  g_autoptr (CltClient) client = clt_client_load (conn, call->client_id, clt_today (), error);
  g_autoptr (CltCallRules) rules =
    client == NULL ? NULL : clt_call_rules_load (conn, clt_today (), error);

  if (rules == NULL || !clt_call_count_moves (conn, call->id, &self->moves, error) ||
      (self->words = clt_call_dup_kept_words (conn, call, error)) == NULL)
    return FALSE;
  self->needs_reason = self->moves + 1 >= clt_call_rules_get_moves (rules);
  self->account = g_strdup (client->accounts[0] == NULL ? "" : client->accounts[0]);
  self->greeting =
    g_strdup (*call->script != '\0' || self->form == NULL ? call->script : self->form->greeting);
  self->closing = g_strdup (self->form == NULL ? "" : self->form->closing);
  return TRUE;
}

gpointer
clt_call_case_take (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltCallRequest *request = data;
  const CltCallDesk desk = clt_call_request_get_desk (request, conn);
  g_autoptr (CltCallCase) self = g_new0 (CltCallCase, 1);

  if (!clt_call_queue_take (conn, &desk, request->call_id, clt_now (), request->reason, &self->item,
                            error) ||
      self->item == NULL)
    return NULL;
  if (read_form (conn, self, error) && read_texts (conn, self, error))
    return g_steal_pointer (&self);
  clt_call_queue_release (conn, &desk, self->item->call->id, NULL);
  return NULL;
}

/* ---- the person ---------------------------------------------------------------------------- */

static void
matter_free (gpointer data)
{
  CltOpenMatter *matter = data;

  g_free (matter->what);
  g_free (matter->text);
  g_free (matter);
}

static void
add_matter (CltCallPerson *self, const char *what, const char *text, CltDay due)
{
  CltOpenMatter *matter = g_new0 (CltOpenMatter, 1);

  matter->what = g_strdup (what);
  matter->text = g_strdup (text);
  matter->due = due;
  g_ptr_array_add (self->matters, matter);
}

void
clt_call_person_free (gpointer data)
{
  CltCallPerson *self = data;

  g_clear_pointer (&self->client, clt_client_free);
  g_clear_pointer (&self->contacts, g_ptr_array_unref);
  g_clear_pointer (&self->matters, g_ptr_array_unref);
  g_free (self);
}

static gboolean
add_tasks (CltConn *conn, CltCallPerson *self, GError **error)
{
  g_autoptr (GPtrArray) tasks = clt_task_list (conn, 0, self->client->id, FALSE, error);

  for (guint i = 0; tasks != NULL && i < tasks->len; i++)
    {
      const CltTask *task = tasks->pdata[i];

      add_matter (self, clt_task_kind_get_label (task->kind), task->text, task->due);
    }
  return tasks != NULL;
}

static gboolean
add_complaints (CltConn *conn, CltCallPerson *self, GError **error)
{
  CltComplaintQuery query = CLT_COMPLAINT_QUERY_INIT;
  g_autoptr (GPtrArray) complaints = NULL;

  query.group = CLT_COMPLAINTS_OPEN;
  query.client_id = self->client->id;
  complaints = clt_complaint_list (conn, &query, error);
  for (guint i = 0; complaints != NULL && i < complaints->len; i++)
    {
      const CltComplaint *complaint = complaints->pdata[i];
      /* Translators: the number of a complaint, what it is about. */
      g_autofree char *text =
        g_strdup_printf (_ ("%s: %s"), complaint->number,
                         *complaint->topic != '\0' ? complaint->topic : complaint->facts);

      add_matter (self, _ ("Complaint"), text, clt_complaint_get_due (complaint));
    }
  return complaints != NULL;
}

static int
compare_debts (gconstpointer a, gconstpointer b)
{
  const CltDebt *x = *(CltDebt *const *) a, *y = *(CltDebt *const *) b;

  return x->last == y->last ? 0 : x->last < y->last ? -1 : 1;
}

static gboolean
add_service (CltConn *conn, CltCallPerson *self, const CltDebt *debt, GError **error)
{
  g_autoptr (CltProduct) product = clt_product_load (conn, debt->product_id, clt_today (), error);
  const CltVersion *version = product == NULL ? NULL : clt_product_get_version (product);

  if (product != NULL)
    add_matter (self, _ ("Service owed"), version == NULL ? product->code : version->name,
                debt->last);
  return product != NULL;
}

static gboolean
add_services (CltConn *conn, CltCallPerson *self, GError **error)
{
  g_autoptr (GPtrArray) debts =
    clt_ledger_of_client (conn, self->client->id, clt_today (), 0, error);
  guint n = 0;

  if (debts == NULL)
    return FALSE;
  g_ptr_array_sort (debts, compare_debts);
  for (guint i = 0; i < debts->len; i++)
    {
      const CltDebt *debt = debts->pdata[i];

      if (debt->outstanding > 0 && ++n <= MAX_SERVICES && !add_service (conn, self, debt, error))
        return FALSE;
    }
  self->n_more_services = n > MAX_SERVICES ? n - MAX_SERVICES : 0;
  return TRUE;
}

static int
compare_matters (gconstpointer a, gconstpointer b)
{
  const CltOpenMatter *x = *(CltOpenMatter *const *) a, *y = *(CltOpenMatter *const *) b;

  return x->due == y->due ? 0 : x->due < y->due ? -1 : 1;
}

gpointer
clt_call_person_read (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CltCallPerson) self = g_new0 (CltCallPerson, 1);
  const gint64 id = *(gint64 *) data;

  self->matters = g_ptr_array_new_with_free_func (matter_free);
  self->client = clt_client_load (conn, id, clt_today (), error);
  if (self->client == NULL || !add_tasks (conn, self, error) ||
      !add_complaints (conn, self, error) || !add_services (conn, self, error))
    return NULL;
  g_ptr_array_sort (self->matters, compare_matters);
  self->contacts =
    clt_contact_log_list (conn, id, 0, CLT_DAY_NONE, CLT_DAY_NONE, MAX_CONTACTS, error);
  return self->contacts == NULL ? NULL : g_steal_pointer (&self);
}
