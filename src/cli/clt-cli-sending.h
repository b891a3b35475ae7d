/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the commands "mail" and "sms" share beside their messages: the settings of a server, its
 * password, and telling how a run went. */

#include "cli/clt-cli.h"
#include "core/delivery/clt-mail.h"

G_BEGIN_DECLS

typedef gboolean (*CltCliSetFunc) (CltConn *conn,
                                   const char *name,
                                   const char *value,
                                   GError **error);
/* args: FILE TASK [NAME=VALUE]…: sets, or prints without any. @prefix: "mail.". */
int clt_cli_edit_settings (const char *command,
                           const CltCliCommon *common,
                           const char *prefix,
                           const char *const *names,
                           CltCliSetFunc set);
/* The first line of file descriptor @fd; the environment's @variable when @fd is negative.
 * (transfer full) (nullable) */
char *clt_cli_read_password (int fd, const char *variable);
/* Interrupted, a run ends between two messages; interrupted again, at once. */
void clt_cli_cancel_on_signals (GCancellable *cancellable);
/* Returns: the exit code. @error (nullable): what ended the run. */
int clt_cli_tell_sending (const char *command,
                          const CltCliCommon *common,
                          const CltMailResult *result,
                          const GError *error);

G_END_DECLS
