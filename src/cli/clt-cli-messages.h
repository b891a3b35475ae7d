/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the commands "mail" and "sms" share: queueing, listing and settling messages. */

#include "cli/clt-cli.h"
#include "core/delivery/clt-message.h"

G_BEGIN_DECLS

/* Each returns an exit code and has told the reason. @medium: "email" or "sms". */
int clt_cli_list_messages (const char *command,
                           const CltCliCommon *common,
                           const char *medium,
                           const char *state,
                           int limit);
int clt_cli_settle_messages (const char *command,
                             const CltCliCommon *common,
                             gboolean sent,
                             gboolean again);
/* args: FILE queue PRODUCT ACCOUNT…; all of it one action. Who may not get it is told, and is the
 * only one who gets nothing. */
int clt_cli_queue_messages (const char *command, const CltCliCommon *common, const char *medium);
/* The client with this account number; 0 and an error: there is none. */
gint64 clt_cli_find_client (CltConn *conn, const char *account, GError **error);
void clt_cli_add_int (JsonBuilder *json, const char *name, gint64 value);
void clt_cli_add_string (JsonBuilder *json, const char *name, const char *value);

G_END_DECLS
