/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Short messages: through a gateway of the web, one request each, or in a file for the gateway's own
 * counter. Both take what waits in the queue; clt-message.h says how its fate is kept. */

#include "core/delivery/clt-mail.h"

G_BEGIN_DECLS

typedef struct
{
  /* in every text */
  char *signature; /* 【…】; "": the gateway puts it */
  char *opt_out;   /* "拒收请回复R" */
  /* of the web; in url and body stand {phone} {text} {id} {user} {password} */
  char *url;
  char *body;    /* "": a GET */
  char *type;    /* of the body: form or json; says how values are written into it */
  char *success; /* regular expression in the answer; "": any 2xx will do */
  char *user;
  char *ca_file;
  guint timeout;  /* seconds */
  char *password; /* (nullable): never stored in the branch file */
  /* of the file */
  char *format;    /* csv or txt */
  char *encoding;  /* utf-8 or gb18030 */
  char *separator; /* of txt: one character, or "tab" */
  char *columns; /* "手机号=phone,内容=text,编号=id": headings and what stands below them */
  gboolean header; /* headings are written */
  /* of the file that the gateway gives back: heading or number of a column; regular expressions */
  char *result_id, *result_status; /* "": found by their usual headings */
  char *result_sent, *result_failed, *result_open;
} CltSmsGateway;
void clt_sms_gateway_free (CltSmsGateway *gateway);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltSmsGateway, clt_sms_gateway_free)

/* signature opt-out url body type success user ca-file timeout format encoding separator columns
 * header result-id result-status result-sent result-failed result-open; NULL-terminated. */
extern const char *const clt_sms_settings[];
/* Inside an action: one of the above, "" for the default; checked by itself. */
gboolean clt_sms_gateway_set (CltConn *conn, const char *name, const char *value, GError **error);
CltSmsGateway *clt_sms_gateway_load (CltConn *conn, GError **error);

/* As clt_mail_send(), through the web. */
gboolean clt_sms_send (CltConn *conn,
                       const CltSmsGateway *gateway,
                       const CltSendRun *how,
                       CltMailResult *result,
                       GError **error);

/* Puts @file where the gateway finds it; FALSE: nothing is there. */
typedef gboolean (*CltSmsWriteFunc) (GBytes *file, guint n, gpointer data, GError **error);
/* All that is due into one file. The messages are marked as handed over first, durably, so that none
 * is in two files; they wait again when @write fails. @name: of the file, for people.
 * @n: (out) how many; 0: nothing was due and @write not called. @n_blocked: (out) who may not get
 * it any more. */
gboolean clt_sms_export (CltConn *conn,
                         const CltSmsGateway *gateway,
                         const char *name,
                         CltSmsWriteFunc write,
                         gpointer data,
                         guint *n,
                         guint *n_blocked,
                         GError **error);

G_END_DECLS
