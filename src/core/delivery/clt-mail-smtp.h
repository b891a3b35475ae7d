/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/delivery/clt-mail.h"

G_BEGIN_DECLS

/* A conversation with a mail server over any number of mails. */
typedef struct _CltSmtp CltSmtp;

CltSmtp *clt_smtp_new (const CltMailServer *server);
void clt_smtp_free (CltSmtp *smtp);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltSmtp, clt_smtp_free)

/* Hands one mail to the server.
 *
 * @answer: (out) (transfer full): the server's words, or what happened instead.
 * Returns: CLT_MESSAGE_SENT: taken (2xx). _RETRY: not now (4xx), or the line broke before the mail
 *   was whole. _FAILED: refused (5xx). _BOUNCED: the address was refused. _UNKNOWN: all of it was
 *   on its way when the line broke, and no answer came. _QUEUED and @error: the conversation did not
 *   get so far as to be about this mail (no connection, no TLS, wrong password), or @cancellable
 *   ended it before the mail's text. */
CltMessageState clt_smtp_send (CltSmtp *smtp,
                               const char *from,
                               const char *to,
                               GBytes *mail,
                               GCancellable *cancellable,
                               char **answer,
                               GError **error);

G_END_DECLS
