/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-outbox.h"

#include "core/base/clt-i18n.h"
#include "core/rules/clt-settings.h"

#define PAUSED "outbox.paused"

/* Pausing */

gboolean
clt_outbox_set_paused (CltConn *conn, gboolean paused, const char *who, GError **error)
{
  return clt_settings_set (conn, PAUSED, paused ? who : "", error);
}

char *
clt_outbox_get_paused (CltConn *conn, GError **error)
{
  return clt_settings_get (conn, PAUSED, error);
}

static gboolean
check_paused (CltConn *conn, GError **error)
{
  g_autofree char *who = clt_outbox_get_paused (conn, error);

  if (who != NULL && *who != '\0')
    g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_BUSY,
                 /* Translators: a person's name. */
                 _ ("%s has paused sending. What is left waits until it is resumed."), who);
  return who != NULL && *who == '\0';
}

/* Running */

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
     const CltSendRun *how,
     CltMailResult *result,
     GError **error)
{
  guint n_left;
  gboolean due;

  if (!clt_outbox_get_left (outbox, &n_left, &result->next, error))
    return FALSE;
  for (guint i = 0;; i++)
    {
      g_autoptr (CltOutgoing) outgoing = NULL;
      g_autoptr (GError) local = NULL;

      if (how->progress != NULL)
        how->progress (i < n_left ? (double) i / n_left : 1, how->progress_data);
      if (!check_paused (clt_outbox_get_conn (outbox), error) ||
          !clt_outbox_is_due (outbox, &due, error))
        return FALSE;
      if (!due)
        return TRUE;
      if (!clt_outbox_wait (outbox, how->cancellable))
        {
          g_cancellable_set_error_if_cancelled (how->cancellable, error);
          return FALSE;
        }
      outgoing = clt_outbox_take (outbox, &result->blocked, &local);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (outgoing != NULL &&
          !send_one (outbox, outgoing, send, data, how->cancellable, result, error))
        return FALSE;
    }
}

gboolean
clt_outbox_run (CltConn *conn,
                const char *medium,
                CltSendFunc send,
                gpointer data,
                const CltSendRun *how,
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
  done = run (outbox, send, data, how, result, error);
  result->failed += result->blocked;
  return clt_outbox_get_left (outbox, &result->left, &result->next, done ? error : NULL) && done;
}
