/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-sms.h"

#include "core/base/clt-i18n.h"
#include "core/delivery/clt-outbox.h"
#include "core/delivery/clt-sms-file.h"
#include "core/delivery/clt-sms-http.h"

static CltMessageState
send_one (const CltOutgoing *message,
          gpointer data,
          GCancellable *cancellable,
          char **answer,
          GError **error)
{
  return clt_sms_http_send (data, message, cancellable, answer, error);
}

gboolean
clt_sms_send (CltConn *conn,
              const CltSmsGateway *gateway,
              const CltSendRun *how,
              CltMailResult *result,
              GError **error)
{
  g_autoptr (CltSmsHttp) http = NULL;

  *result = (CltMailResult){ 0 };
  if (*gateway->url == '\0')
    {
      g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                           _ ("There is no SMS gateway yet: set its url, or write a file for it."));
      return FALSE;
    }
  http = clt_sms_http_new (gateway);
  return clt_outbox_run (conn, "sms", send_one, http, how, result, error);
}

gboolean
clt_sms_export (CltConn *conn,
                const CltSmsGateway *gateway,
                const char *name,
                CltSmsWriteFunc write,
                gpointer data,
                guint *n,
                guint *n_blocked,
                GError **error)
{
  g_autoptr (CltOutbox) outbox = clt_outbox_open (conn, "sms", error);
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autofree char *words = NULL;

  *n = *n_blocked = 0;
  /* Translators: a file's name. */
  words = g_strdup_printf (_ ("In “%s”."), name);
  messages = outbox == NULL ? NULL : clt_outbox_hand_all (outbox, words, n_blocked, error);
  if (messages == NULL)
    return FALSE;
  *n = messages->len;
  if (messages->len == 0)
    return TRUE;
  file = clt_sms_render (gateway, messages, error);
  if (file != NULL && write (file, messages->len, data, error))
    return TRUE;
  *n = 0;
  clt_outbox_put_back_all (outbox, messages);
  return FALSE;
}
