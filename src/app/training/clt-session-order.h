/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the tab of sessions writes: each function is a CltActionFunc whose data is a
 * CltSessionOrder. */

#include "core/training/clt-course-result.h"
#include "core/training/clt-feedback.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 session_id, meeting_id, client_id;
  GArray *ids;           /* (nullable) gint64 */
  char *who;             /* (nullable): who invites them */
  char *name, *phone;    /* of a walk-in; "" */
  char mark;             /* of the roll */
  gboolean yes;          /* answer to an offer */
  gboolean asked;        /* those who are enrolled ask themselves */
  CltAttempt *attempt;   /* (nullable) */
  CltFeedback *feedback; /* (nullable) */
} CltSessionOrder;

CltSessionOrder *clt_session_order_new (gint64 session_id, gint64 client_id);
void clt_session_order_free (gpointer order);

gboolean clt_session_order_publish (CltConn *conn, gpointer data, GError **error);
gboolean clt_session_order_hold (CltConn *conn, gpointer data, GError **error);
gboolean clt_session_order_cancel (CltConn *conn, gpointer data, GError **error);
/* ids: a seat each as far as there are seats, then a place in the queue; in the room when it has
 * seats, else online. */
gboolean clt_session_order_enrol (CltConn *conn, gpointer data, GError **error);
gboolean clt_session_order_invite (CltConn *conn, gpointer data, GError **error);
gboolean clt_session_order_answer (CltConn *conn, gpointer data, GError **error);
gboolean clt_session_order_drop (CltConn *conn, gpointer data, GError **error);
gboolean clt_session_order_offer (CltConn *conn, gpointer data, GError **error);
/* ids: the mark for each. */
gboolean clt_session_order_mark (CltConn *conn, gpointer data, GError **error);
/* client_id, or a new prospect of the name. */
gboolean clt_session_order_walk_in (CltConn *conn, gpointer data, GError **error);
gboolean clt_session_order_attempt (CltConn *conn, gpointer data, GError **error);
/* Results and certificates for all who have none. */
gboolean clt_session_order_close (CltConn *conn, gpointer data, GError **error);
gboolean clt_session_order_feedback (CltConn *conn, gpointer data, GError **error);

G_END_DECLS
