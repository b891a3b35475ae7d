/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The log of deliveries, one for every channel. */

#include "core/catalogue/clt-gate.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id; /* 0: not stored yet */
  gint64 client_id, product_id, version_id;
  gint64 push_item_id, message_id, staff_id; /* 0: none */
  CltDay day;
  gint64 at; /* Unix seconds; 0: now */
  char *channel, *note;
  int minutes;
  gint64 cost;        /* fen */
  gboolean requested; /* the client asked for it by himself: judged as such by the gate */
  char *override_reason, *override_who; /* a manager sets "contacted too recently" aside */
  char *evidence; /* JSON: what the gate looked at; "": that of the item. Set by saving */
} CltDelivery;

CltDelivery *clt_delivery_new (void);
void clt_delivery_free (CltDelivery *delivery);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltDelivery, clt_delivery_free)

/* Writes one row of the log: inside an action, or, for a message that has gone out, in the queue's
 * own transaction. Version, minutes and cost come from the product's version of the day where they
 * are 0. Refused where the gate refuses, and for days to come; the delivery of a push item closes
 * the item. A message has passed the gate before it left, and what has left is written down as it
 * happened: its row has the message's id, so that it is there once however often it is told. */
gboolean clt_delivery_save (CltConn *conn, CltDelivery *delivery, GError **error);
/* The channel of the client's right on @day, else the one that the product prefers. (transfer full) */
char *clt_delivery_dup_channel (CltConn *conn,
                                gint64 client_id,
                                gint64 product_id,
                                CltDay day,
                                GError **error);
/* Inside an action: one delivery of @day written down with the least that people have to say: the
 * channel is that of the client's right, else the product's preferred one; @who delivered it. */
gboolean clt_delivery_record (CltConn *conn,
                              gint64 client_id,
                              gint64 product_id,
                              CltDay day,
                              const char *who,
                              GError **error);
/* Inside an action. A message that has gone out stays in the log. */
gboolean clt_delivery_delete (CltConn *conn, gint64 id, GError **error);
/* Newest first; 0: any client, any product; CLT_DAY_NONE: from the first, to the last.
 * (element-type CltDelivery) (transfer full) */
GPtrArray *clt_delivery_list (CltConn *conn,
                              gint64 client_id,
                              gint64 product_id,
                              CltDay from,
                              CltDay to,
                              GError **error);

G_END_DECLS
