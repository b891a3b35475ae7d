/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-outbox.h"

static void
count (CltMailResult *result, int state)
{
  result->sent += state == CLT_MESSAGE_SENT;
  result->retry += state == CLT_MESSAGE_RETRY;
  result->failed += state == CLT_MESSAGE_FAILED;
  result->bounced += state == CLT_MESSAGE_BOUNCED;
  result->unknown += state == CLT_MESSAGE_UNKNOWN;
}

/* FALSE ends the run. */
static gboolean
send_one (CltOutbox *outbox,
          const CltOutgoing *outgoing,
          CltSendFunc send,
          gpointer data,
          GCancellable *cancellable,
          CltMailResult *result,
          GError **error)
{
  g_autoptr (GError) trouble = NULL;
  g_autofree char *answer = NULL;
  CltMessageState state = send (outgoing, data, cancellable, &answer, &trouble);
  int written = clt_outbox_finish (outbox, outgoing, state, answer, trouble == NULL ? error : NULL);

  count (result, written);
  if (trouble == NULL)
    return written >= 0;
  g_propagate_error (error, g_steal_pointer (&trouble));
  return FALSE;
}

static gboolean
run (CltOutbox *outbox,
     CltSendFunc send,
     gpointer data,
     GCancellable *cancellable,
     CltMailResult *result,
     GError **error)
{
  gboolean due;

  for (;;)
    {
      g_autoptr (CltOutgoing) outgoing = NULL;
      g_autoptr (GError) local = NULL;

      if (!clt_outbox_is_due (outbox, &due, error))
        return FALSE;
      if (!due)
        return TRUE;
      if (!clt_outbox_wait (outbox, cancellable))
        {
          g_cancellable_set_error_if_cancelled (cancellable, error);
          return FALSE;
        }
      outgoing = clt_outbox_take (outbox, &result->blocked, &local);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (outgoing != NULL && !send_one (outbox, outgoing, send, data, cancellable, result, error))
        return FALSE;
    }
}

gboolean
clt_outbox_run (CltConn *conn,
                const char *medium,
                CltSendFunc send,
                gpointer data,
                GCancellable *cancellable,
                CltMailResult *result,
                GError **error)
{
  g_autoptr (CltOutbox) outbox = NULL;
  gboolean done;

  *result = (CltMailResult){ 0 };
  outbox = clt_outbox_open (conn, medium, error);
  if (outbox == NULL)
    return FALSE;
  result->found = clt_outbox_get_found (outbox);
  done = run (outbox, send, data, cancellable, result, error);
  result->failed += result->blocked;
  return clt_outbox_get_left (outbox, &result->left, &result->next, done ? error : NULL) && done;
}
