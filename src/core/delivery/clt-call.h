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
  char *occasion; /* plain new-account override sample dormancy complaint survey training promise */
  gint64 questionnaire_id, survey_id, complaint_id, origin_id; /* 0: none */
  gint64 priority;                                             /* higher first */
  gboolean duty; /* the rules want it: an opt-out of service calls does not stop it */
  CltDay due;
  int due_time;  /* minutes after midnight, agreed with the client; -1: any time */
  gint64 closed; /* Unix seconds; 0: not yet */
} CltCall;
void clt_call_free (CltCall *call);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltCall, clt_call_free)

CltCall *clt_call_load (CltConn *conn, gint64 id, GError **error);
/* Due up to @due (CLT_DAY_NONE: all), earliest first; @staff_id 0: of anybody; @closed: those that
 * are done or dropped, newest first. (element-type CltCall) (transfer full) */
GPtrArray *
clt_call_list (CltConn *conn, gint64 staff_id, CltDay due, gboolean closed, GError **error);

/* Open ones with this client, earliest first. (element-type CltCall) (transfer full) */
GPtrArray *clt_call_list_of_client (CltConn *conn, gint64 client_id, GError **error);

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
/* Inside an action: a call that brings no product. @plan: client_id, staff_id, occasion, due and what
 * else is not 0 or NULL; its id, client's data and state are not looked at. Returns: its id; 0 on
 * error. */
gint64 clt_call_plan (CltConn *conn, const CltCall *plan, GError **error);
const char *clt_call_occasion_get_label (const char *occasion);
/* Inside an action: nobody is called for this push any more. */
gboolean clt_call_drop_push (CltConn *conn, gint64 push_id, GError **error);
/* "tel:+86138…" for the dialler, and that @who was given it, in the log of reveals. Outside any
 * action. (transfer full) */
char *clt_call_dial (CltConn *conn, gint64 id, const char *who, GError **error);

/* complete broken declined later no-answer busy off suspended no-number not-client wrong-number
 * language lost; NULL-terminated. Domain rules 5.2. */
extern const char *const clt_call_outcomes[];
/* As it is written today: "reached", which older files hold, is "complete". (nullable): unknown. */
const char *clt_call_outcome_find (const char *outcome);
const char *clt_call_outcome_get_label (const char *outcome);
/* Nobody calls any more: complete, declined, no-number, not-client, wrong-number, lost. */
gboolean clt_call_outcome_is_final (const char *outcome);
/* The client spoke: complete, broken, declined, later. */
gboolean clt_call_outcome_is_reached (const char *outcome);
/* The number is wrong: no-number, not-client, wrong-number. */
gboolean clt_call_outcome_is_wrong_number (const char *outcome);
/* Inside an action: what becomes of the call. "complete" closes it and writes the product into the
 * delivery log; the other final outcomes drop it; all others leave it open for @again (CLT_DAY_NONE:
 * the next working day) at any time of that day. The contact is written down by core/calls. */
gboolean clt_call_finish (CltConn *conn,
                          gint64 id,
                          const char *outcome,
                          const char *note,
                          CltDay again,
                          GError **error);

G_END_DECLS
