/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-mail.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/delivery/clt-address.h"
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
               const CltSendRun *how,
               CltMailResult *result,
               GError **error)
{
  g_autoptr (CltSmtp) smtp = clt_smtp_new (server);
  Mailing mailing = { conn, server, smtp };

  return clt_outbox_run (conn, "email", send_one, &mailing, how, result, error);
}

static CltOutgoing *
new_test (const CltMailServer *server, const char *to)
{
  CltOutgoing *outgoing = g_new0 (CltOutgoing, 1);
  g_autofree char *unique = g_uuid_string_random ();

  outgoing->channel = g_strdup ("email");
  outgoing->address = g_strdup (to);
  outgoing->subject = g_strdup (_ ("A test mail from Clientele"));
  /* Translators: a server, then an address. */
  outgoing->body = g_strdup_printf (_ ("This mail went through %s in the name of %s.\n"),
                                    server->host, server->from);
  outgoing->reference = g_strconcat (unique, strrchr (server->from, '@'), NULL);
  outgoing->created = clt_now ();
  return outgoing;
}

gboolean
clt_mail_send_test (CltConn *conn,
                    const CltMailServer *server,
                    const char *to,
                    GCancellable *cancellable,
                    char **answer,
                    GError **error)
{
  g_autofree char *address = clt_address_parse_email (to);
  g_autoptr (CltSmtp) smtp = NULL;
  g_autoptr (CltOutgoing) outgoing = NULL;
  g_autoptr (GBytes) mail = NULL;
  g_autoptr (GError) trouble = NULL;

  *answer = NULL;
  if (address == NULL)
    return clt_store_refuse (error,
                             /* Translators: what was typed. */
                             _ ("“%s” is no e-mail address; nothing was sent."), to);
  smtp = clt_smtp_new (server);
  outgoing = new_test (server, address);
  mail = clt_mail_build (conn, server, outgoing, error);
  if (mail == NULL)
    return FALSE;
  if (clt_smtp_send (smtp, server->from, address, mail, cancellable, answer, &trouble) ==
      CLT_MESSAGE_SENT)
    return TRUE;
  if (trouble != NULL)
    g_propagate_error (error, g_steal_pointer (&trouble));
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                 /* Translators: a mail server, then its words. */
                 _ ("The mail server %s did not take the mail: %s"), server->host, *answer);
  return FALSE;
}
