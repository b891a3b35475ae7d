/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/delivery/clt-mail.h"
#include "core/delivery/clt-outbox.h"

G_BEGIN_DECLS

/* The mail as it goes over the line: headers folded and encoded, text/plain in UTF-8, attachments of
 * the product's version, of the push and of the message itself, lines ending in CR LF. Date and Message-ID are
 * those of the moment when it was queued, so that each attempt sends the same mail.
 * (transfer full): NULL on error. */
GBytes *clt_mail_build (CltConn *conn,
                        const CltMailServer *server,
                        const CltOutgoing *outgoing,
                        GError **error);

G_END_DECLS
