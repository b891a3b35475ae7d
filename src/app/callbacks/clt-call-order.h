/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the workbench writes: each function is a CltActionFunc whose data is a CltCallOrder. An order
 * is counted, for who gave it wants to know what came of it. */

#include "app/callbacks/clt-call-data.h"

G_BEGIN_DECLS

typedef struct
{
  CltCallRequest *request; /* owned */
  /* an answer, or a question that was turned to */
  char *key, *part, *value, *mark, *note, *next; /* (nullable) value, mark: as in CltAnswerChange */
  gint64 seconds;
  gboolean bad; /* (out): the answer is a matter for compliance */
  /* what came of the call; its texts are owned */
  char *outcome;
  char **words; /* of CltCallWords */
  CltCallEnd end;
  CltCallEnded ended; /* (out) */
  /* callbacks that are planned */
  gboolean sample;  /* that of this year, not what the rules want now */
  gint64 n_planned; /* (out) */
  char *rule;       /* owned (nullable): names of recordings */
} CltCallOrder;

/* (transfer full): takes @request. */
CltCallOrder *clt_call_order_new (CltCallRequest *request);
CltCallOrder *clt_call_order_ref (CltCallOrder *order);
void clt_call_order_unref (gpointer order);

/* Begins the form of the call, or goes on with it. */
gboolean clt_call_order_begin (CltConn *conn, gpointer data, GError **error);
gboolean clt_call_order_answer (CltConn *conn, gpointer data, GError **error);
/* next: the question that is on the screen without an answer to the one before. */
gboolean clt_call_order_turn (CltConn *conn, gpointer data, GError **error);
/* words: what was typed so far. */
gboolean clt_call_order_keep_words (CltConn *conn, gpointer data, GError **error);
gboolean clt_call_order_end (CltConn *conn, gpointer data, GError **error);
gboolean clt_call_order_plan (CltConn *conn, gpointer data, GError **error);
gboolean clt_call_order_name_recordings (CltConn *conn, gpointer data, GError **error);

G_END_DECLS
