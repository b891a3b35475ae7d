/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/delivery/clt-outbox.h"
#include "core/delivery/clt-sms.h"

G_BEGIN_DECLS

typedef struct _CltSmsHttp CltSmsHttp;

CltSmsHttp *clt_sms_http_new (const CltSmsGateway *gateway);
void clt_sms_http_free (CltSmsHttp *http);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltSmsHttp, clt_sms_http_free)

/* One request for one message. 2xx with the sign of success: sent; 2xx without it and 4xx: failed;
 * 429 and 503: to be tried again; any other 5xx, and no answer to a request that has left: unknown,
 * for the message may be on its way. CLT_MESSAGE_QUEUED and @error: the gateway was not reached, or
 * does not know us (401, 403). */
CltMessageState clt_sms_http_send (CltSmsHttp *http,
                                   const CltOutgoing *message,
                                   GCancellable *cancellable,
                                   char **answer,
                                   GError **error);

G_END_DECLS
