/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What is read and written while paper is keyed in. */

#include "app/widgets/clt-cell-rows.h"
#include "core/surveys/clt-flow.h"
#include "core/surveys/clt-response.h"

G_BEGIN_DECLS

/* What there is of a number: asked for with the first three. */
typedef struct
{
  gint64 survey_id, version_id;
  char *reference;        /* owned */
  CltForm *form, *shown;  /* the same twice: a view takes the second one */
  char *channel;          /* by which paper of the survey comes */
  gint64 first, second;   /* keyed before; 0: not yet */
  gint64 client_id;       /* that the number names; 0: none */
  char *client;           /* owned: his name; NULL: none */
  GPtrArray *differences; /* CltKeyingDifference; NULL: one keying at most */
} CltKeyingPage;

CltKeyingPage *clt_keying_page_new (gint64 survey_id, gint64 version_id, const char *reference);
void clt_keying_page_free (gpointer page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltKeyingPage, clt_keying_page_free)
/* A CltStoreFunc: gives a filled copy. */
gpointer
clt_keying_page_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

enum
{
  CLT_KEYING_QUESTION,
  CLT_KEYING_FIRST,
  CLT_KEYING_SECOND,
  CLT_N_KEYING_COLUMNS,
};
/* The n-th difference is row n, from 1. */
CltCellRows *clt_keying_rows_new (const CltKeyingPage *page);

/* One form that was keyed. */
typedef struct
{
  CltResponse *response; /* owned */
  char *who;
} CltKeyingOrder;

/* @flow: its answers; @keyed: 1 or 2. */
CltKeyingOrder *
clt_keying_order_new (const CltKeyingPage *page, const CltFlow *flow, int keyed, const char *who);
void clt_keying_order_free (gpointer order);
/* A CltActionFunc. */
gboolean clt_keying_order_store (CltConn *conn, gpointer order, GError **error);

/* Which keying is right. */
typedef struct
{
  gint64 from, to, question_id;
  char *who;
} CltKeyingVerdict;

void clt_keying_verdict_free (gpointer verdict);
/* A CltActionFunc. */
gboolean clt_keying_verdict_settle (CltConn *conn, gpointer verdict, GError **error);

G_END_DECLS
