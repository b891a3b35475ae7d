/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-call.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-mask.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-delivery.h"
#include "core/catalogue/clt-template.h"
#include "core/catalogue/clt-workdays.h"
#include "core/clients/clt-client.h"
#include "core/delivery/clt-address.h"
#include "core/delivery/clt-door.h"

void
clt_call_free (CltCall *call)
{
  g_free (call->client);
  g_free (call->product);
  g_free (call->staff);
  g_free (call->phone);
  g_free (call->script);
  g_free (call->state);
  g_free (call->outcome);
  g_free (call->note);
  g_free (call);
}

#define CALL_SQL                                                                                   \
  "SELECT t.id, t.client_id, coalesce(t.product_id, 0), coalesce(t.staff_id, 0),"                  \
  " coalesce(t.push_item_id, 0), c.name, coalesce((SELECT v.name FROM product_version v"           \
  " WHERE v.product_id = t.product_id AND v.state <> 'draft' AND v.valid_from <= t.due"            \
  " ORDER BY v.valid_from DESC, v.number DESC LIMIT 1), ''), coalesce(s.name, ''), c.phone,"       \
  " t.script, t.state, t.outcome, t.note, t.due, coalesce(t.closed, 0) FROM call_task t"           \
  " JOIN client c ON c.id = t.client_id LEFT JOIN staff s ON s.id = t.staff_id"

static CltCall *
read_call (CltStmt *stmt)
{
  CltCall *call = g_new0 (CltCall, 1);

  call->id = clt_stmt_get_int (stmt, 0);
  call->client_id = clt_stmt_get_int (stmt, 1);
  call->product_id = clt_stmt_get_int (stmt, 2);
  call->staff_id = clt_stmt_get_int (stmt, 3);
  call->push_item_id = clt_stmt_get_int (stmt, 4);
  call->client = g_strdup (clt_stmt_get_text (stmt, 5));
  call->product = g_strdup (clt_stmt_get_text (stmt, 6));
  call->staff = g_strdup (clt_stmt_get_text (stmt, 7));
  call->phone = clt_mask (CLT_MASK_PHONE, clt_stmt_get_text (stmt, 8));
  call->script = g_strdup (clt_stmt_get_text (stmt, 9));
  call->state = g_strdup (clt_stmt_get_text (stmt, 10));
  call->outcome = g_strdup (clt_stmt_get_text (stmt, 11));
  call->note = g_strdup (clt_stmt_get_text (stmt, 12));
  call->due = clt_stmt_get_day (stmt, 13);
  call->closed = clt_stmt_get_int (stmt, 14);
  return call;
}

CltCall *
clt_call_load (CltConn *conn, gint64 id, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error, CALL_SQL " WHERE t.id = ?", "i", id);
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);
  CltCall *call;

  if (step == CLT_STEP_DONE)
    g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                         _ ("There is no such call."));
  if (step != CLT_STEP_ROW)
    return NULL;
  call = read_call (stmt);
  clt_stmt_reset (stmt);
  return call;
}

GPtrArray *
clt_call_list (CltConn *conn, gint64 staff_id, CltDay due, gboolean closed, GError **error)
{
  g_autoptr (GPtrArray) calls = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_call_free);
  CltStep step;
  CltStmt *stmt = clt_conn_query (conn, error,
                                  closed ? CALL_SQL " WHERE t.state <> 'open' AND ?1 IN (0,"
                                                    " t.staff_id) AND (?2 IS NULL OR t.due <= ?2)"
                                                    " ORDER BY t.closed DESC, t.id DESC"
                                         : CALL_SQL " WHERE t.state = 'open' AND ?1 IN (0,"
                                                    " t.staff_id) AND (?2 IS NULL OR t.due <= ?2)"
                                                    " ORDER BY t.due, t.id",
                                  "iy", staff_id, due);

  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    g_ptr_array_add (calls, read_call (stmt));
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&calls);
}

/* The product's text for @key; "" where it has none. */
static char *
fill_script (CltConn *conn,
             gint64 push_item_id,
             gint64 client_id,
             gint64 product_id,
             const char *key,
             CltDay day,
             GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CltVersion) version = clt_version_get (conn, product_id, day, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  for (guint i = 0; version != NULL && i < version->channels->len; i++)
    {
      const CltProductChannel *channel = version->channels->pdata[i];

      if (g_str_equal (channel->channel, key) && channel->body != NULL)
        return clt_template_fill_item (conn, channel->body, client_id, push_item_id, day, error);
    }
  return g_strdup ("");
}

gint64
clt_call_add (CltConn *conn,
              gint64 push_item_id,
              gint64 client_id,
              gint64 product_id,
              gint64 staff_id,
              CltDay due,
              const char *script,
              GError **error)
{
  g_autofree char *channel = NULL;
  g_autofree char *text = g_strdup (script);
  gint64 id;

  if (!clt_door_dup_channel (conn, push_item_id, "phone", &channel, error))
    return 0;
  if (product_id != 0 &&
      !clt_door_check (conn, push_item_id, client_id, product_id, channel, due, error))
    return 0;
  if (text == NULL)
    text = product_id == 0
             ? g_strdup ("")
             : fill_script (conn, push_item_id, client_id, product_id, channel, due, error);
  id = text == NULL ? 0 : clt_conn_new_id (conn, error);
  if (id == 0 ||
      !clt_conn_run (conn, error,
                     "INSERT INTO call_task (id, push_item_id, client_id, product_id, staff_id,"
                     " due, script) VALUES (?, nullif(?, 0), ?, nullif(?, 0), nullif(?, 0), ?, ?)",
                     "iiiiiyt", id, push_item_id, client_id, product_id, staff_id, due, text))
    return 0;
  return id;
}

gboolean
clt_call_drop_push (CltConn *conn, gint64 push_id, GError **error)
{
  return clt_conn_run (conn, error,
                       "UPDATE call_task SET state = 'dropped' WHERE state = 'open'"
                       " AND push_item_id IN (SELECT id FROM push_item WHERE push_id = ?)",
                       "i", push_id);
}

char *
clt_call_dial (CltConn *conn, gint64 id, const char *who, GError **error)
{
  g_autoptr (CltCall) call = clt_call_load (conn, id, error);
  g_autofree char *phone = NULL;
  char *tel;

  if (call == NULL)
    return NULL;
  phone = clt_client_reveal (conn, call->client_id, "phone", who, "dialler", error);
  if (phone == NULL)
    return NULL;
  tel = clt_address_build_tel (phone);
  if (tel == NULL)
    g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID,
                 /* Translators: a client's name. */
                 _ ("%s has no number that could be dialled."), call->client);
  return tel;
}

/* What came of it */

const char *const clt_call_outcomes[] = { "reached",      "no-answer", "busy",
                                          "wrong-number", "declined",  NULL };

const char *
clt_call_outcome_get_label (const char *outcome)
{
  static const char *const labels[] = { NC_ ("call", "Reached"), NC_ ("call", "No answer"),
                                        NC_ ("call", "Busy"), NC_ ("call", "Wrong number"),
                                        NC_ ("call", "Declined") };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (outcome, clt_call_outcomes[i]))
      return g_dpgettext2 (GETTEXT_PACKAGE, "call", labels[i]);
  return outcome;
}

/* A plain callback is no product and stays out of the log. */
static gboolean
log_delivery (CltConn *conn, const CltCall *call, const char *note, GError **error)
{
  g_autoptr (CltDelivery) delivery = NULL;

  if (call->product_id == 0)
    return TRUE;
  delivery = clt_delivery_new ();
  delivery->client_id = call->client_id;
  delivery->product_id = call->product_id;
  delivery->push_item_id = call->push_item_id;
  delivery->staff_id = call->staff_id;
  delivery->at = clt_now ();
  clt_set_str (&delivery->note, note);
  return clt_door_dup_channel (conn, call->push_item_id, "phone", &delivery->channel, error) &&
         clt_delivery_save (conn, delivery, error);
}

static gboolean
close_call (CltConn *conn,
            const CltCall *call,
            const char *state,
            const char *outcome,
            const char *note,
            GError **error)
{
  return clt_conn_run (conn, error,
                       "UPDATE call_task SET state = ?, outcome = ?, note = ?, closed = ?"
                       " WHERE id = ?",
                       "tttii", state, outcome, note, clt_now (), call->id);
}

static gboolean
put_off (CltConn *conn,
         const CltCall *call,
         const char *outcome,
         const char *note,
         CltDay again,
         GError **error)
{
  CltDay today = clt_today ();
  g_autoptr (CltWorkdays) workdays = clt_workdays_load (conn, error);

  if (workdays == NULL)
    return FALSE;
  if (again == CLT_DAY_NONE)
    again = clt_workdays_at_or_after (workdays, today + 1);
  return clt_conn_run (conn, error,
                       "UPDATE call_task SET due = ?, outcome = ?, note = ? WHERE id = ?", "ytti",
                       again, outcome, note, call->id);
}

gboolean
clt_call_finish (CltConn *conn,
                 gint64 id,
                 const char *outcome,
                 const char *note,
                 CltDay again,
                 GError **error)
{
  g_autoptr (CltCall) call = clt_call_load (conn, id, error);

  if (call == NULL)
    return FALSE;
  if (!g_str_equal (call->state, "open") || !g_strv_contains (clt_call_outcomes, outcome))
    {
      g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID,
                           g_str_equal (call->state, "open")
                             ? _ ("There is no such outcome of a call; nothing was changed.")
                             : _ ("This call is closed already; nothing was changed."));
      return FALSE;
    }
  if (g_str_equal (outcome, "reached"))
    return log_delivery (conn, call, note, error) &&
           close_call (conn, call, "done", outcome, note, error);
  if (g_str_equal (outcome, "no-answer") || g_str_equal (outcome, "busy"))
    return put_off (conn, call, outcome, note, again, error);
  return clt_conn_run (conn, error,
                       "UPDATE push_item SET state = 'dropped' WHERE id = ? AND state = 'queued'",
                       "i", call->push_item_id) &&
         close_call (conn, call, "dropped", outcome, note, error);
}
