/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the commands "mail" and "sms" share: the settings of a server, its password, sending, and
 * queueing, listing and settling messages. The functions of verbs take a CltCliMessages. */

#include "cli/clt-cli.h"
#include "core/delivery/clt-message.h"
#include "core/delivery/clt-mail.h"

G_BEGIN_DECLS

typedef struct
{
  const char *medium;          /* "email" or "sms" */
  const char *prefix;          /* of the settings: "mail." */
  const char *const *settings; /* their names */
  gboolean (*set) (CltConn *conn, const char *name, const char *value, GError **error);
  const char *password_variable; /* of the environment */
  CltCliCommon common;
  /* options */
  const char *state;
  int limit, password_fd;
  gboolean sent, again, bounced;
  /* what came of it */
  guint queued, refused;
  CltMailResult result;
} CltCliMessages;

/* Parses the options that both have, and carries out a verb: one of @verbs, or of those that both
 * have: pause, resume (the whole queue, whichever command is asked), list, settle ID… and queue
 * PRODUCT ACCOUNT… (who may not get it is told, and is the only one who gets nothing). */
int clt_cli_messages_run (CltCliMessages *self, int argc, char **argv, const CltCliVerb *verbs);
/* Tells that nothing was done with @what. */
void clt_cli_messages_refuse (CltCliMessages *self, const char *what, const GError *refusal);

/* [NAME=VALUE]…: prints all, or sets these. */
gboolean clt_cli_messages_print_settings (CltConn *conn, gpointer data, GError **error);
gboolean clt_cli_messages_edit_settings (CltConn *conn, gpointer data, GError **error);

int clt_cli_messages_tell_refused (gpointer data);

/* Of --password-fd its first line, else of the environment. (transfer full) (nullable) */
char *clt_cli_messages_read_password (const CltCliMessages *self);
/* Interrupted, a run ends between two messages; interrupted again, at once. (transfer full) */
GCancellable *clt_cli_cancel_on_signals (void);
/* How a run went, also when an error ended it. */
void clt_cli_messages_print_result (const CltCliMessages *self);
int clt_cli_messages_tell_result (gpointer data);

G_END_DECLS
