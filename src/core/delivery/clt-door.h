/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The gate as the channels ask it: each way out comes through here twice, when something is prepared
 * and at the last moment before it leaves. */

#include "core/catalogue/clt-gate.h"

G_BEGIN_DECLS

/* clt_gate_check() with what the push item (0: none) says of adviser, audience, occasion and a
 * manager's override. Without an item it is a push all the same, unless the client has asked for this
 * very version. */
gboolean clt_door_check (CltConn *conn,
                         gint64 push_item_id,
                         gint64 client_id,
                         gint64 product_id,
                         const char *channel,
                         CltDay day,
                         GError **error);

/* The channel by which the push item goes out; @standard without one. @channel: (inout) */
gboolean clt_door_dup_channel (CltConn *conn,
                               gint64 push_item_id,
                               const char *standard,
                               char **channel,
                               GError **error);

G_END_DECLS
