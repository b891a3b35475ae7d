/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What mail and short messages share: who may work on the queue, which message is next, and how its
 * fate is written down. */

#include "core/delivery/clt-mail.h"

G_BEGIN_DECLS

/* A message on its way out. */
typedef struct
{
  gint64 id, push_item_id, client_id, product_id, version_id;
  char *channel, *address, *subject, *body, *reference;
  gint64 created;
  int attempts; /* this one included */
} CltOutgoing;
void clt_outgoing_free (CltOutgoing *outgoing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltOutgoing, clt_outgoing_free)

CltOutgoing *clt_outgoing_load (CltConn *conn, gint64 id, GError **error);
/* In a transaction that is not journalled: it has gone out at @at. State, delivery log and the push
 * item behind it. */
gboolean clt_outgoing_log (CltConn *conn,
                           const CltOutgoing *outgoing,
                           gint64 at,
                           const char *answer,
                           GError **error);
/* In a transaction that is not journalled. @next: Unix seconds, 0: it is not tried again. */
gboolean clt_message_write_state (CltConn *conn,
                                  gint64 id,
                                  CltMessageState state,
                                  int attempts,
                                  gint64 at,
                                  gint64 next,
                                  const char *answer,
                                  GError **error);

typedef struct _CltOutbox CltOutbox;

/* Takes the queue of the file for this process and turns what a crash left in the middle into
 * "unknown". @medium: "email" or "sms". */
CltOutbox *clt_outbox_open (CltConn *conn, const char *medium, GError **error);
void clt_outbox_close (CltOutbox *outbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltOutbox, clt_outbox_close)
/* TRUE when some process has the queue of @conn's file. */
gboolean clt_outbox_is_open (CltConn *conn);
CltConn *clt_outbox_get_conn (CltOutbox *outbox);
/* How many were left in the middle. */
guint clt_outbox_get_found (CltOutbox *outbox);

/* Whether anything is due now. */
gboolean clt_outbox_is_due (CltOutbox *outbox, gboolean *due, GError **error);
/* Waits until one more may go by rule mail.per_minute. FALSE: cancelled. */
gboolean clt_outbox_wait (CltOutbox *outbox, GCancellable *cancellable);
/* The next that is due, marked as being sent: durably, before this returns. One whose client may not
 * get it any more fails here and counts in @n_blocked. NULL without an error: nothing is due. */
CltOutgoing *clt_outbox_take (CltOutbox *outbox, guint *n_blocked, GError **error);
/* What became of it: state and, of a sent one, the delivery log in one transaction. CLT_MESSAGE_RETRY
 * becomes CLT_MESSAGE_FAILED after rule mail.attempts. Returns: the state that was written; -1 on
 * error. CLT_MESSAGE_QUEUED puts it back as if it had not been taken. */
int clt_outbox_finish (CltOutbox *outbox,
                       const CltOutgoing *outgoing,
                       CltMessageState state,
                       const char *answer,
                       GError **error);
/* All that is due, marked as handed over with @answer in one transaction. (element-type CltOutgoing) */
GPtrArray *
clt_outbox_hand_all (CltOutbox *outbox, const char *answer, guint *n_blocked, GError **error);
/* They were not handed over after all. */
void clt_outbox_put_back_all (CltOutbox *outbox, GPtrArray *messages);
/* How many wait still, and the instant of the next attempt (0: none, or due now). */
gboolean clt_outbox_get_left (CltOutbox *outbox, guint *left, gint64 *next, GError **error);

/* Hands one message to a server; see clt_smtp_send() and clt_sms_http_send() for what it returns.
 * Called only while the message is marked as being sent. */
typedef CltMessageState (*CltSendFunc) (const CltOutgoing *outgoing,
                                        gpointer data,
                                        GCancellable *cancellable,
                                        char **answer,
                                        GError **error);
/* Sends what is due of @medium until nothing is due, it is cancelled or paused, or the server
 * is no good. */
gboolean clt_outbox_run (CltConn *conn,
                         const char *medium,
                         CltSendFunc send,
                         gpointer data,
                         const CltSendRun *how,
                         CltMailResult *result,
                         GError **error);

G_END_DECLS
