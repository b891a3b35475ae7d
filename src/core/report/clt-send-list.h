/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Send lists (features P14): the clients of a push who are to be served through one channel, as a
 * workbook or CSV, with masked names; marked with the day of delivery the list comes back and fills
 * the log. Who may not get it (any more) is not on the list, and nothing that the gate blocks comes
 * back through it. */

#include "core/report/clt-export.h"

G_BEGIN_DECLS

/* What is planned or under way of the push, by day. @channel "": all. @rows: (out) (optional) */
gboolean clt_send_list_export (CltConn *conn,
                               gint64 push_id,
                               const char *channel,
                               const CltExportOptions *options,
                               gint64 *rows,
                               GError **error);

typedef struct
{
  guint64 line; /* of the file, from 1 */
  char *reason;
} CltSendReject;

typedef struct
{
  guint delivered;    /* written into the log */
  guint same;         /* were in it already */
  guint open;         /* without a day */
  GPtrArray *rejects; /* CltSendReject */
} CltSendResult;
void clt_send_result_free (CltSendResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltSendResult, clt_send_result_free)

/* Inside an action. Rows that cannot be taken are told and change nothing; the others count. */
CltSendResult *clt_send_list_take_back (CltConn *conn, const char *path, GError **error);

G_END_DECLS
