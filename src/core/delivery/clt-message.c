/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-message.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-mask.h"
#include "core/delivery/clt-outbox.h"

static const struct
{
  const char *name;
  const char *label;
} states[CLT_N_MESSAGE_STATES] = {
  [CLT_MESSAGE_QUEUED] = { "queued", N_ ("Waiting") },
  [CLT_MESSAGE_SENDING] = { "sending", N_ ("Being sent") },
  [CLT_MESSAGE_HANDED] = { "handed", N_ ("In a file for the gateway") },
  [CLT_MESSAGE_RETRY] = { "retry", N_ ("To be tried again") },
  [CLT_MESSAGE_SENT] = { "sent", N_ ("Sent") },
  [CLT_MESSAGE_FAILED] = { "failed", N_ ("Failed") },
  [CLT_MESSAGE_BOUNCED] = { "bounced", N_ ("Address refused") },
  [CLT_MESSAGE_UNKNOWN] = { "unknown", N_ ("Unknown, please check") },
};

const char *
clt_message_state_get_name (CltMessageState state)
{
  return states[state].name;
}

const char *
clt_message_state_get_label (CltMessageState state)
{
  return _ (states[state].label);
}

gboolean
clt_message_state_from_name (const char *name, CltMessageState *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (name, states[i].name))
      {
        *state = i;
        return TRUE;
      }
  return FALSE;
}

void
clt_message_free (CltMessage *message)
{
  g_free (message->client);
  g_free (message->product);
  g_free (message->channel);
  g_free (message->subject);
  g_free (message->answer);
  g_free (message->address);
  g_free (message);
}

static CltMessage *
read_message (CltStmt *stmt)
{
  CltMessage *message = g_new0 (CltMessage, 1);
  gboolean mail = g_str_equal (clt_stmt_get_text (stmt, 11), "email");

  message->id = clt_stmt_get_int (stmt, 0);
  message->client_id = clt_stmt_get_int (stmt, 1);
  message->client = g_strdup (clt_stmt_get_text (stmt, 2));
  message->product = g_strdup (clt_stmt_get_text (stmt, 3));
  message->channel = g_strdup (clt_stmt_get_text (stmt, 4));
  message->subject = g_strdup (clt_stmt_get_text (stmt, 5));
  message->address = clt_mask (mail ? CLT_MASK_EMAIL : CLT_MASK_PHONE, clt_stmt_get_text (stmt, 6));
  if (!clt_message_state_from_name (clt_stmt_get_text (stmt, 7), &message->state))
    message->state = CLT_MESSAGE_UNKNOWN;
  message->at = clt_stmt_get_int (stmt, 8);
  message->next = clt_stmt_get_int (stmt, 9);
  message->attempts = (int) clt_stmt_get_int (stmt, 10);
  message->answer = g_strdup (clt_stmt_get_text (stmt, 12));
  return message;
}

GPtrArray *
clt_message_list (CltConn *conn, const char *medium, int state, guint limit, GError **error)
{
  g_autoptr (GPtrArray) messages =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_message_free);
  CltStep step;
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT q.id, q.client_id, c.name, v.name, q.channel, q.subject, q.address, q.shown, q.at,"
    " q.next, q.attempts, h.medium, q.answer FROM (SELECT m.*, s.next, coalesce(s.attempts, 0)"
    " AS attempts, coalesce(s.answer, '') AS answer, coalesce(s.at, m.created) AS at,"
    " CASE WHEN s.state IS NULL THEN 'queued' WHEN s.state = 'sending' AND ?2 = 0 THEN 'unknown'"
    " ELSE s.state END AS shown FROM message m LEFT JOIN message_state s ON s.message_id = m.id) q"
    " JOIN client c ON c.id = q.client_id JOIN product_version v ON v.id = q.version_id"
    " JOIN channel h ON h.key = q.channel"
    " WHERE CASE WHEN ?1 = '' THEN q.shown <> 'sent' ELSE q.shown = ?1 END"
    " AND ?4 IN ('', h.medium) ORDER BY q.id LIMIT ?3",
    "tiit", state < 0 ? "" : states[state].name, (gint64) clt_outbox_is_open (conn),
    limit == 0 ? G_GINT64_CONSTANT (-1) : (gint64) limit, medium);

  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    g_ptr_array_add (messages, read_message (stmt));
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&messages);
}

gboolean
clt_message_get_bounce (CltConn *conn, gint64 client_id, gint64 *at, char **answer, GError **error)
{
  CltStep step;
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT s.at, s.answer, s.state = 'bounced' FROM message m JOIN client c ON c.id = m.client_id"
    " JOIN channel h ON h.key = m.channel JOIN message_state s ON s.message_id = m.id"
    " WHERE m.client_id = ? AND h.medium = 'email' AND lower(m.address) = lower(trim(c.email))"
    " AND s.state IN ('sent', 'bounced') ORDER BY s.at DESC, m.id DESC LIMIT 1",
    "i", client_id);

  *at = 0;
  if (answer != NULL)
    *answer = NULL;
  if (stmt == NULL)
    return FALSE;
  step = clt_stmt_step (stmt, error);
  if (step == CLT_STEP_ROW && clt_stmt_get_int (stmt, 2) != 0)
    {
      *at = clt_stmt_get_int (stmt, 0);
      if (answer != NULL)
        *answer = g_strdup (clt_stmt_get_text (stmt, 1));
    }
  clt_stmt_reset (stmt);
  return step != CLT_STEP_ERROR;
}

/* Settling */

typedef struct
{
  gint64 id;
  gboolean sent;
  const char *who;
} Settling;

static gboolean
load_state (CltConn *conn, gint64 id, CltMessageState *state, gint64 *at, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error,
                    "SELECT coalesce(s.state, 'queued'), coalesce(s.at, m.created) FROM message m"
                    " LEFT JOIN message_state s ON s.message_id = m.id WHERE m.id = ?",
                    "i", id);
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);

  if (step == CLT_STEP_DONE)
    g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                         _ ("There is no such message."));
  if (step != CLT_STEP_ROW)
    return FALSE;
  if (!clt_message_state_from_name (clt_stmt_get_text (stmt, 0), state))
    *state = CLT_MESSAGE_UNKNOWN;
  *at = clt_stmt_get_int (stmt, 1);
  clt_stmt_reset (stmt);
  return TRUE;
}

static gboolean
may_settle (CltMessageState state, gboolean sent)
{
  if (state == CLT_MESSAGE_UNKNOWN || state == CLT_MESSAGE_HANDED || state == CLT_MESSAGE_SENDING)
    return TRUE;
  return !sent && (state == CLT_MESSAGE_FAILED || state == CLT_MESSAGE_BOUNCED);
}

static gboolean
try_again (CltConn *conn, const Settling *settling, GError **error)
{
  /* Translators: a person's name. */
  g_autofree char *words = g_strdup_printf (_ ("To be tried again, says %s."), settling->who);

  return clt_conn_run (conn, error,
                       "UPDATE message_state SET state = 'retry', at = ?, next = ?, answer = ?"
                       " WHERE message_id = ?",
                       "iiti", clt_now (), clt_now (), words, settling->id) &&
         clt_conn_run (conn, error,
                       "UPDATE push_item SET state = 'queued' WHERE state = 'dropped'"
                       " AND id = (SELECT push_item_id FROM message WHERE id = ?)",
                       "i", settling->id);
}

static gboolean
settle (CltConn *conn, gpointer data, GError **error)
{
  const Settling *settling = data;
  g_autoptr (CltOutgoing) outgoing = NULL;
  g_autofree char *words = NULL;
  CltMessageState state;
  gint64 at;

  if (!load_state (conn, settling->id, &state, &at, error))
    return FALSE;
  if (!may_settle (state, settling->sent))
    {
      g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID,
                   /* Translators: the state of a message, such as “Sent” or “Waiting”. */
                   _ ("The state of this message is “%s”: there is nothing to decide. Nothing was"
                      " changed."),
                   clt_message_state_get_label (state));
      return FALSE;
    }
  if (!settling->sent)
    return try_again (conn, settling, error);
  outgoing = clt_outgoing_load (conn, settling->id, error);
  /* Translators: a person's name. */
  words = g_strdup_printf (_ ("Sent, says %s."), settling->who);
  return outgoing != NULL && clt_outgoing_log (conn, outgoing, at, words, error);
}

gboolean
clt_message_settle (CltConn *conn, gint64 id, gboolean sent, const char *who, GError **error)
{
  Settling settling = { id, sent, who };
  CltMessageState state;
  gint64 at;

  if (!load_state (conn, id, &state, &at, error))
    return FALSE;
  /* what a crash left in the middle is settled at once; what is on its way is left alone */
  if (state == CLT_MESSAGE_SENDING && clt_outbox_is_open (conn))
    {
      g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_BUSY,
                           _ ("This message is being sent at this moment. Nothing was changed."));
      return FALSE;
    }
  return clt_action_run_unjournalled (conn, settle, &settling, error);
}
