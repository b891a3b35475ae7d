/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-mail.h"

#include "core/delivery/clt-mail-mime.h"
#include "core/delivery/clt-mail-smtp.h"
#include "core/delivery/clt-outbox.h"

typedef struct
{
  CltConn *conn;
  const CltMailServer *server;
  CltSmtp *smtp;
} Mailing;

static CltMessageState
send_one (const CltOutgoing *outgoing,
          gpointer data,
          GCancellable *cancellable,
          char **answer,
          GError **error)
{
  const Mailing *mailing = data;
  g_autoptr (GError) trouble = NULL;
  g_autoptr (GBytes) mail = clt_mail_build (mailing->conn, mailing->server, outgoing, &trouble);

  if (mail == NULL)
    {
      *answer = g_strdup (trouble->message);
      return CLT_MESSAGE_FAILED;
    }
  return clt_smtp_send (mailing->smtp, mailing->server->from, outgoing->address, mail, cancellable,
                        answer, error);
}

gboolean
clt_mail_send (CltConn *conn,
               const CltMailServer *server,
               GCancellable *cancellable,
               CltMailResult *result,
               GError **error)
{
  g_autoptr (CltSmtp) smtp = clt_smtp_new (server);
  Mailing mailing = { conn, server, smtp };

  return clt_outbox_run (conn, "email", send_one, &mailing, cancellable, result, error);
}
