/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Messages to send: e-mail and SMS. A row of "message" is made inside an action and never changes;
 * what became of it is a row of "message_state", written by the queue outside of actions, for a sent
 * mail cannot be undone. A message is marked "sending", durably, before the first byte leaves; a crash
 * between that and the server's answer leaves "sending", which the next run turns into "unknown": it is
 * shown to a person and never sent again by itself. */

#include "core/catalogue/clt-product.h"
#include "core/catalogue/clt-template.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_MESSAGE_QUEUED,
  CLT_MESSAGE_SENDING,
  CLT_MESSAGE_HANDED, /* in a file for the gateway, whose word is awaited */
  CLT_MESSAGE_RETRY,
  CLT_MESSAGE_SENT,
  CLT_MESSAGE_FAILED,
  CLT_MESSAGE_BOUNCED, /* the address was refused */
  CLT_MESSAGE_UNKNOWN,
} CltMessageState;
#define CLT_N_MESSAGE_STATES 8
/* "queued" "sending" …, stable; and translated. */
const char *clt_message_state_get_name (CltMessageState state);
const char *clt_message_state_get_label (CltMessageState state);
gboolean clt_message_state_from_name (const char *name, CltMessageState *state);

/* Inside an action: the product's text of @day with the client's values, to his address, through a
 * channel whose medium is e-mail or SMS. Passes clt_gate_check(). Refused as well without a text,
 * without a value for one of its placeholders, to an address that cannot be right or that was refused
 * before, and a second time for one push item. Attachments of the product's version go along with an
 * e-mail; further ones are rows of "attachment" with owner "message".
 * Returns: the message's id; 0 on error. */
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
  char *client, *product, *channel, *subject, *answer;
  char *address; /* masked */
  CltMessageState state;
  gint64 at, next; /* Unix seconds; 0: none */
  int attempts;
} CltMessage;
void clt_message_free (CltMessage *message);
/* @medium "email", "sms" or "" for both; @state -1: all but the sent ones. Oldest first; @limit 0:
 * all. What a crash left in the middle counts as unknown. (element-type CltMessage) (transfer full) */
GPtrArray *
clt_message_list (CltConn *conn, const char *medium, int state, guint limit, GError **error);

/* Whether the last e-mail to the client's present address was refused by its server, when, and with
 * which words. @at: (out) 0: it was not. @answer: (out) (optional) (transfer full) */
gboolean
clt_message_get_bounce (CltConn *conn, gint64 client_id, gint64 *at, char **answer, GError **error);

/* Outside any action: a person has looked. An unknown one was sent after all, or is to be tried
 * again; one that is failed, refused or handed to the gateway may be tried again as well, and one
 * handed to it be known as sent. */
gboolean
clt_message_settle (CltConn *conn, gint64 id, gboolean sent, const char *who, GError **error);

G_END_DECLS
