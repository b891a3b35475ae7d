/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The file that an SMS gateway gives back: which message came to what. */

#include "core/report/clt-send-list.h"

G_BEGIN_DECLS

typedef struct
{
  guint sent, failed; /* settled by this file */
  guint same;         /* as the branch knew already */
  guint open;         /* the gateway does not know yet */
  GPtrArray *rejects; /* CltSendReject: lines that say nothing about a message of ours */
} CltSmsResults;
void clt_sms_results_free (CltSmsResults *results);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltSmsResults, clt_sms_results_free)

/* Outside any action; all of it in one transaction, outside the journal as the sending was. The
 * settings sms.result-… say which columns hold the message's number and its status and which words
 * mean what; where the file has a column of phone numbers, too, they must be those of the messages.
 * Reading a file twice changes nothing. (transfer full) */
CltSmsResults *clt_sms_results_take (CltConn *conn, const char *path, GError **error);

G_END_DECLS
