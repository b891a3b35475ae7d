/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Messages to send: e-mail and SMS. A row of "message" is made inside an action and never changes;
 * what became of it is a row of "message_state", written by the queue outside of actions, for a sent
 * mail cannot be undone. A message is marked "sending", durably, before the first byte leaves; a crash
 * between that and the server's answer leaves "sending", which the next run turns into "unknown": it is
 * shown to a person and never sent again by itself. */

#include "core/catalogue/clt-product.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_MESSAGE_QUEUED,
  CLT_MESSAGE_SENDING,
  CLT_MESSAGE_RETRY,
  CLT_MESSAGE_SENT,
  CLT_MESSAGE_FAILED,
  CLT_MESSAGE_BOUNCED,
  CLT_MESSAGE_UNKNOWN,
} CltMessageState;
const char *clt_message_state_get_label (CltMessageState state);

/* Inside an action. Passes clt_gate_check(). Returns: the message's id; 0 on error. */
gint64 clt_message_queue (CltConn *conn,
                          gint64 push_item_id,
                          gint64 client_id,
                          gint64 product_id,
                          const char *channel,
                          CltDay day,
                          GError **error);

typedef struct
{
  gint64 id, client_id;
  char *product, *channel, *subject, *answer;
  CltMessageState state;
  gint64 at, next; /* Unix seconds; 0: none */
  int attempts;
} CltMessage;
void clt_message_free (CltMessage *message);
/* @state -1: all but the sent ones. (element-type CltMessage) (transfer full) */
GPtrArray *clt_message_list (CltConn *conn, int state, guint limit, GError **error);

typedef struct
{
  char *host, *user, *from, *from_name, *unsubscribe; /* address of the list-unsubscribe header */
  guint16 port;
  char *security; /* starttls tls none (only for localhost) */
  char *ca_file;  /* (nullable): further authority */
  char *password; /* (nullable): never stored in the branch file */
} CltMailServer;
void clt_mail_server_free (CltMailServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltMailServer, clt_mail_server_free)
/* From the settings of the branch; the password is the caller's business. */
CltMailServer *clt_mail_server_load (CltConn *conn, GError **error);

typedef struct
{
  guint sent, failed, retry, unknown, left;
} CltMailResult;
/* Sends what is due, at most mail.per_minute, until the queue is empty or @cancellable. Only one
 * process at a time works on a file's queue. */
gboolean clt_mail_send (CltConn *conn,
                        const CltMailServer *server,
                        GCancellable *cancellable,
                        CltMailResult *result,
                        GError **error);
/* Outside any action: a person has looked: sent after all, or to be tried again. */
gboolean
clt_message_settle (CltConn *conn, gint64 id, gboolean sent, const char *who, GError **error);

G_END_DECLS
