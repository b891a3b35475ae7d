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
 * before, and a second time for one push item. Attachments of the product's version and of the push go
 * along with an e-mail; further ones are rows of "attachment" with owner "message".
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
/* The same for lists of any length: the ids of both media, those to be checked first, then the latest
 * first; @words "": any, else found in client, product, subject or answer. (element-type gint64)
 * (transfer full) */
GArray *clt_message_ids (CltConn *conn, int state, const char *words, GError **error);
/* In the order of @ids; NULL in place of one that is not there. (element-type CltMessage)
 * (transfer full) */
GPtrArray *clt_message_rows (CltConn *conn, const gint64 *ids, guint n_ids, GError **error);

/* How many messages are in each state. @medium "": of both media. */
typedef struct
{
  guint n[CLT_N_MESSAGE_STATES];
  gint64 next; /* instant of the next attempt of those in CLT_MESSAGE_RETRY; 0: none */
} CltOutboxSummary;
gboolean
clt_outbox_summary (CltConn *conn, const char *medium, CltOutboxSummary *summary, GError **error);

/* Whether the last e-mail to the client's present address was refused by its server, when, and with
 * which words. @at: (out) 0: it was not. @answer: (out) (optional) (transfer full) */
gboolean
clt_message_get_bounce (CltConn *conn, gint64 client_id, gint64 *at, char **answer, GError **error);

typedef enum
{
  CLT_SETTLE_AGAIN,   /* it is tried again: unknown, handed over, failed, refused */
  CLT_SETTLE_SENT,    /* it was sent after all: unknown, handed over */
  CLT_SETTLE_BOUNCED, /* it came back (e-mail): any but what waits still */
  CLT_SETTLE_FAILED,  /* it did not arrive: sent, handed over, unknown */
} CltSettlement;
/* What a message was before it was settled. */
typedef struct
{
  gint64 id;
  CltMessageState before, after;
  int attempts;
  gint64 at, next, settled_at;
  char *answer, *item_state;
  gboolean mail;
} CltSettled;
void clt_settled_free (CltSettled *settled);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltSettled, clt_settled_free)

/* Outside any action: a person has looked. What had been written into the delivery log and did not
 * arrive leaves it again. @settled: (out) (optional) (transfer full) */
gboolean clt_message_settle (CltConn *conn,
                             gint64 id,
                             CltSettlement settlement,
                             const char *who,
                             CltSettled **settled,
                             GError **error);
/* Takes that back, as long as nothing else has become of the message. */
gboolean clt_message_unsettle (CltConn *conn, const CltSettled *settled, GError **error);
/* Within clt_action_run_unjournalled(): as clt_message_settle(), with @words of somebody else, such
 * as the gateway. (transfer full): NULL on error; CLT_STORE_ERROR_INVALID where there is nothing to
 * decide. */
CltSettled *clt_message_decide (CltConn *conn,
                                gint64 id,
                                CltSettlement settlement,
                                const char *words,
                                GError **error);

G_END_DECLS
