/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-message.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-mask.h"
#include "core/delivery/clt-outbox.h"
#include "core/store/clt-ids.h"

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
  if (message == NULL)
    return;
  g_free (message->client);
  g_free (message->product);
  g_free (message->channel);
  g_free (message->subject);
  g_free (message->answer);
  g_free (message->address);
  g_free (message);
}

static gpointer
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

/* Messages as people see them: what a crash left in the middle is unknown. ?1: whether a run is under
 * way. */
#define SHOWN_SQL                                                                                  \
  "(SELECT m.*, s.next, coalesce(s.attempts, 0) AS attempts, coalesce(s.answer, '') AS answer,"    \
  " coalesce(s.at, m.created) AS at, CASE WHEN s.state IS NULL THEN 'queued'"                      \
  " WHEN s.state = 'sending' AND ?1 = 0 THEN 'unknown' ELSE s.state END AS shown, h.medium"        \
  " FROM message m JOIN channel h ON h.key = m.channel"                                            \
  " LEFT JOIN message_state s ON s.message_id = m.id) q"                                           \
  " JOIN client c ON c.id = q.client_id JOIN product_version v ON v.id = q.version_id"

#define ROW_SQL                                                                                    \
  "SELECT q.id, q.client_id, c.name, v.name, q.channel, q.subject, q.address, q.shown, q.at,"      \
  " q.next, q.attempts, q.medium, q.answer FROM " SHOWN_SQL

GPtrArray *
clt_message_list (CltConn *conn, const char *medium, int state, guint limit, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error,
                    ROW_SQL " WHERE CASE WHEN ?2 = '' THEN q.shown <> 'sent' ELSE q.shown = ?2 END"
                            " AND ?4 IN ('', q.medium) ORDER BY q.id LIMIT ?3",
                    "itit", (gint64) clt_outbox_is_open (conn), state < 0 ? "" : states[state].name,
                    limit == 0 ? G_GINT64_CONSTANT (-1) : (gint64) limit, medium);

  return clt_stmt_read_all (stmt, read_message, (GDestroyNotify) clt_message_free, error);
}

GArray *
clt_message_ids (CltConn *conn, int state, const char *words, GError **error)
{
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT q.id FROM " SHOWN_SQL
    " WHERE CASE WHEN ?2 = '' THEN q.shown <> 'sent' ELSE q.shown = ?2 END AND (?3 = ''"
    " OR instr(c.name, ?3) OR instr(v.name, ?3) OR instr(q.subject, ?3) OR instr(q.answer, ?3))"
    " ORDER BY q.shown = 'unknown' DESC, q.at DESC, q.id DESC",
    "itt", (gint64) clt_outbox_is_open (conn), state < 0 ? "" : states[state].name, words);

  return clt_ids_read (stmt, error);
}

GPtrArray *
clt_message_rows (CltConn *conn, const gint64 *ids, guint n_ids, GError **error)
{
  g_autoptr (GPtrArray) messages =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_message_free);
  gint64 open = clt_outbox_is_open (conn);

  for (guint i = 0; i < n_ids; i++)
    {
      CltStmt *stmt = clt_conn_query (conn, error, ROW_SQL " WHERE q.id = ?2", "ii", open, ids[i]);
      CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);

      if (step == CLT_STEP_ERROR)
        return NULL;
      g_ptr_array_add (messages, step == CLT_STEP_ROW ? read_message (stmt) : NULL);
      clt_stmt_reset (stmt);
    }
  return g_steal_pointer (&messages);
}

gboolean
clt_outbox_summary (CltConn *conn, const char *medium, CltOutboxSummary *summary, GError **error)
{
  CltStep step;
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT coalesce(s.state, 'queued'), count(*), min(s.next) FROM message m"
    " JOIN channel h ON h.key = m.channel LEFT JOIN message_state s ON s.message_id = m.id"
    " WHERE ? IN ('', h.medium) GROUP BY 1",
    "t", medium);
  gboolean open = clt_outbox_is_open (conn);

  *summary = (CltOutboxSummary){ { 0 } };
  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      CltMessageState state;

      if (!clt_message_state_from_name (clt_stmt_get_text (stmt, 0), &state) ||
          (state == CLT_MESSAGE_SENDING && !open))
        state = CLT_MESSAGE_UNKNOWN;
      summary->n[state] += (guint) clt_stmt_get_int (stmt, 1);
      if (state == CLT_MESSAGE_RETRY)
        summary->next = clt_stmt_get_int (stmt, 2);
    }
  return step == CLT_STEP_DONE;
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
