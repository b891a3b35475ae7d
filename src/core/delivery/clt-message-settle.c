/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-message.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/delivery/clt-outbox.h"

void
clt_settled_free (CltSettled *settled)
{
  g_free (settled->answer);
  g_free (settled->item_state);
  g_free (settled);
}

static CltSettled *
load (CltConn *conn, gint64 id, GError **error)
{
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT coalesce(s.state, 'queued'), coalesce(s.attempts, 0), coalesce(s.at, m.created),"
    " s.next, coalesce(s.answer, ''), i.state, h.medium FROM message m"
    " JOIN channel h ON h.key = m.channel LEFT JOIN message_state s ON s.message_id = m.id"
    " LEFT JOIN push_item i ON i.id = m.push_item_id WHERE m.id = ?",
    "i", id);
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);
  CltSettled *settled;

  if (step == CLT_STEP_DONE)
    g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                         _ ("There is no such message."));
  if (step != CLT_STEP_ROW)
    return NULL;
  settled = g_new0 (CltSettled, 1);
  settled->id = id;
  if (!clt_message_state_from_name (clt_stmt_get_text (stmt, 0), &settled->before))
    settled->before = CLT_MESSAGE_UNKNOWN;
  settled->attempts = (int) clt_stmt_get_int (stmt, 1);
  settled->at = clt_stmt_get_int (stmt, 2);
  settled->next = clt_stmt_get_int (stmt, 3);
  settled->answer = g_strdup (clt_stmt_get_text (stmt, 4));
  settled->item_state = g_strdup (clt_stmt_get_text (stmt, 5));
  settled->mail = g_str_equal (clt_stmt_get_text (stmt, 6), "email");
  clt_stmt_reset (stmt);
  return settled;
}

/* From which states it may be settled so. */
static gboolean
may_settle (const CltSettled *settled, CltSettlement settlement)
{
  static const guint open =
    1u << CLT_MESSAGE_UNKNOWN | 1u << CLT_MESSAGE_HANDED | 1u << CLT_MESSAGE_SENDING;
  static const guint from[] = {
    [CLT_SETTLE_AGAIN] = open | 1u << CLT_MESSAGE_FAILED | 1u << CLT_MESSAGE_BOUNCED,
    [CLT_SETTLE_SENT] = open,
    [CLT_SETTLE_BOUNCED] = open | 1u << CLT_MESSAGE_SENT | 1u << CLT_MESSAGE_FAILED,
    [CLT_SETTLE_FAILED] = open | 1u << CLT_MESSAGE_SENT,
  };

  if (settlement == CLT_SETTLE_BOUNCED && !settled->mail)
    return FALSE;
  return (from[settlement] & 1u << settled->before) != 0;
}

/* What had been written down as delivered was not. */
static gboolean
retract (CltConn *conn, gint64 id, const char *item_state, GError **error)
{
  return clt_conn_run (conn, error, "DELETE FROM delivery WHERE message_id = ?", "i", id) &&
         clt_conn_run (conn, error,
                       "UPDATE push_item SET state = ? WHERE id ="
                       " (SELECT push_item_id FROM message WHERE id = ?)",
                       "ti", item_state, id);
}

static gboolean
write_settled (CltConn *conn,
               CltSettled *settled,
               CltSettlement settlement,
               const char *words,
               GError **error)
{
  g_autoptr (CltOutgoing) outgoing = NULL;

  settled->settled_at = clt_now ();
  switch (settlement)
    {
    case CLT_SETTLE_AGAIN:
      settled->after = CLT_MESSAGE_RETRY;
      return clt_message_write_state (conn, settled->id, CLT_MESSAGE_RETRY, settled->attempts,
                                      settled->settled_at, settled->settled_at, words, error) &&
             (g_strcmp0 (settled->item_state, "dropped") != 0 ||
              retract (conn, settled->id, "queued", error));
    case CLT_SETTLE_SENT:
      settled->after = CLT_MESSAGE_SENT;
      settled->settled_at = settled->at; /* when it was on its way */
      outgoing = clt_outgoing_load (conn, settled->id, error);
      return outgoing != NULL && clt_outgoing_log (conn, outgoing, settled->at, words, error);
    case CLT_SETTLE_BOUNCED:
    case CLT_SETTLE_FAILED:
    default:
      settled->after = settlement == CLT_SETTLE_BOUNCED ? CLT_MESSAGE_BOUNCED : CLT_MESSAGE_FAILED;
      return clt_message_write_state (conn, settled->id, settled->after, settled->attempts,
                                      settled->settled_at, 0, words, error) &&
             retract (conn, settled->id, "dropped", error);
    }
}

CltSettled *
clt_message_decide (CltConn *conn,
                    gint64 id,
                    CltSettlement settlement,
                    const char *words,
                    GError **error)
{
  g_autoptr (CltSettled) settled = load (conn, id, error);

  if (settled == NULL)
    return NULL;
  /* what a crash left in the middle is settled at once; what is on its way is left alone */
  if (settled->before == CLT_MESSAGE_SENDING && clt_outbox_is_open (conn))
    {
      g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_BUSY,
                           _ ("This message is being sent at this moment. Nothing was changed."));
      return NULL;
    }
  if (!may_settle (settled, settlement))
    {
      clt_store_refuse (
        error,
        /* Translators: the state of a message, such as “Sent” or “Waiting”. */
        _ ("The state of this message is “%s”: there is nothing to decide. Nothing was"
           " changed."),
        clt_message_state_get_label (settled->before));
      return NULL;
    }
  if (settled->before == CLT_MESSAGE_SENDING)
    settled->before = CLT_MESSAGE_UNKNOWN;
  return write_settled (conn, settled, settlement, words, error) ? g_steal_pointer (&settled)
                                                                 : NULL;
}

/* A person's word, in a transaction of its own. */

typedef struct
{
  gint64 id;
  CltSettlement settlement;
  const char *words;
  CltSettled *settled;
} Settling;

static gboolean
settle (CltConn *conn, gpointer data, GError **error)
{
  Settling *settling = data;

  g_clear_pointer (&settling->settled, clt_settled_free);
  settling->settled =
    clt_message_decide (conn, settling->id, settling->settlement, settling->words, error);
  return settling->settled != NULL;
}

gboolean
clt_message_settle (CltConn *conn,
                    gint64 id,
                    CltSettlement settlement,
                    const char *who,
                    CltSettled **settled,
                    GError **error)
{
  static const char *const words[] = {
    /* Translators: a person's name. */
    [CLT_SETTLE_AGAIN] = N_ ("To be tried again, says %s."),
    /* Translators: a person's name. */
    [CLT_SETTLE_SENT] = N_ ("Sent, says %s."),
    /* Translators: a person's name. */
    [CLT_SETTLE_BOUNCED] = N_ ("Came back as undeliverable, says %s."),
    /* Translators: a person's name. */
    [CLT_SETTLE_FAILED] = N_ ("Not delivered, says %s."),
  };
  g_auto (GStrv) parts = g_strsplit (_ (words[settlement]), "%s", 2);
  g_autofree char *sentence = g_strjoinv (who, parts);
  Settling settling = { id, settlement, sentence, NULL };
  gboolean done = clt_action_run_unjournalled (conn, settle, &settling, error);

  if (done && settled != NULL)
    *settled = settling.settled;
  else
    g_clear_pointer (&settling.settled, clt_settled_free);
  return done;
}

static gboolean
unsettle (CltConn *conn, gpointer data, GError **error)
{
  const CltSettled *settled = data;
  g_autoptr (CltSettled) now = load (conn, settled->id, error);

  if (now == NULL)
    return FALSE;
  if (now->before != settled->after || now->at != settled->settled_at)
    return clt_store_refuse (error, _ ("Something has become of this message since."
                                       " Nothing was changed."));
  if (settled->before == CLT_MESSAGE_SENT)
    {
      g_autoptr (CltOutgoing) outgoing = clt_outgoing_load (conn, settled->id, error);

      return outgoing != NULL &&
             clt_outgoing_log (conn, outgoing, settled->at, settled->answer, error);
    }
  return clt_message_write_state (conn, settled->id, settled->before, settled->attempts,
                                  settled->at, settled->next, settled->answer, error) &&
         retract (conn, settled->id, settled->item_state, error);
}

gboolean
clt_message_unsettle (CltConn *conn, const CltSettled *settled, GError **error)
{
  return clt_action_run_unjournalled (conn, unsettle, (gpointer) settled, error);
}
