/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Calls to make: the queue of callbacks, with a script, a number for the dialler, and what came of
 * each. */

#include "core/catalogue/clt-product.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id, client_id;
  gint64 product_id, staff_id, push_item_id; /* 0: none */
  char *client, *product, *staff;            /* names; "" */
  char *phone;                               /* masked */
  char *script;
  char *state;   /* open done dropped */
  char *outcome; /* "" or the last one of clt_call_outcomes */
  char *note;
  CltDay due;
  gint64 closed; /* Unix seconds; 0: not yet */
} CltCall;
void clt_call_free (CltCall *call);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltCall, clt_call_free)

CltCall *clt_call_load (CltConn *conn, gint64 id, GError **error);
/* Due up to @due (CLT_DAY_NONE: all), earliest first; @staff_id 0: of anybody; @closed: those that
 * are done or dropped, newest first. (element-type CltCall) (transfer full) */
GPtrArray *
clt_call_list (CltConn *conn, gint64 staff_id, CltDay due, gboolean closed, GError **error);

/* Inside an action. @push_item_id 0: of no push. @product_id 0: a plain callback; else the call
 * brings that product, passes the gate for @due, and @script NULL is the product's text for the
 * telephone (or the push item's channel) with the client's values. Returns: its id; 0 on error. */
gint64 clt_call_add (CltConn *conn,
                     gint64 push_item_id,
                     gint64 client_id,
                     gint64 product_id,
                     gint64 staff_id,
                     CltDay due,
                     const char *script,
                     GError **error);
/* Inside an action: nobody is called for this push any more. */
gboolean clt_call_drop_push (CltConn *conn, gint64 push_id, GError **error);
/* "tel:+86138…" for the dialler, and that @who was given it, in the log of reveals. Outside any
 * action. (transfer full) */
char *clt_call_dial (CltConn *conn, gint64 id, const char *who, GError **error);

/* reached no-answer busy wrong-number declined; NULL-terminated. */
extern const char *const clt_call_outcomes[];
const char *clt_call_outcome_get_label (const char *outcome);
/* Inside an action. "reached" closes the call and writes the product into the delivery log;
 * "no-answer" and "busy" leave it open for @again (CLT_DAY_NONE: the next working day);
 * "wrong-number" and "declined" drop it. */
gboolean clt_call_finish (CltConn *conn,
                          gint64 id,
                          const char *outcome,
                          const char *note,
                          CltDay again,
                          GError **error);

G_END_DECLS
