/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-mail.h"

#include "core/base/clt-i18n.h"
#include "core/delivery/clt-mail-mime.h"
#include "core/delivery/clt-mail-smtp.h"
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

/* One mail that is marked as being sent. FALSE ends the run. */
static gboolean
send_one (CltConn *conn,
          CltOutbox *outbox,
          CltSmtp *smtp,
          const CltMailServer *server,
          const CltOutgoing *outgoing,
          GCancellable *cancellable,
          CltMailResult *result,
          GError **error)
{
  g_autoptr (GError) trouble = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (GBytes) mail = clt_mail_build (conn, server, outgoing, &trouble);
  CltMessageState state;
  int written;

  if (mail == NULL)
    {
      state = CLT_MESSAGE_FAILED;
      answer = g_strdup (trouble->message);
      g_clear_error (&trouble);
    }
  else
    state =
      clt_smtp_send (smtp, server->from, outgoing->address, mail, cancellable, &answer, &trouble);
  written = clt_outbox_finish (outbox, outgoing, state, answer, trouble == NULL ? error : NULL);
  count (result, written);
  if (trouble != NULL)
    g_propagate_error (error, g_steal_pointer (&trouble));
  else if (written >= 0)
    return TRUE;
  return FALSE;
}

static gboolean
run (CltConn *conn,
     CltOutbox *outbox,
     const CltMailServer *server,
     GCancellable *cancellable,
     CltMailResult *result,
     GError **error)
{
  g_autoptr (CltSmtp) smtp = clt_smtp_new (server);
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
      if (outgoing != NULL &&
          !send_one (conn, outbox, smtp, server, outgoing, cancellable, result, error))
        return FALSE;
    }
}

gboolean
clt_mail_send (CltConn *conn,
               const CltMailServer *server,
               GCancellable *cancellable,
               CltMailResult *result,
               GError **error)
{
  g_autoptr (CltOutbox) outbox = NULL;
  gboolean done;

  *result = (CltMailResult){ 0 };
  outbox = clt_outbox_open (conn, "email", error);
  if (outbox == NULL)
    return FALSE;
  result->found = clt_outbox_get_found (outbox);
  done = run (conn, outbox, server, cancellable, result, error);
  result->failed += result->blocked;
  return clt_outbox_get_left (outbox, &result->left, &result->next, done ? error : NULL) && done;
}
