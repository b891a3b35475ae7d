/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the ledger's screen reads: the figures by product and tier, and the list behind each figure.
 * Loading works on the threads of the store. */

#include "core/catalogue/clt-ledger.h"
#include "core/catalogue/clt-product.h"
#include "core/lists/clt-key-list.h"
#include "core/store/clt-store.h"

G_BEGIN_DECLS

typedef struct
{
  CltDay day;
  GPtrArray *products; /* CltProduct, in the order of the catalogue */
  GPtrArray *lines;    /* CltLedgerLine */
} CltLedgerData;

void clt_ledger_data_free (CltLedgerData *data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltLedgerData, clt_ledger_data_free)
/* A CltStoreFunc; @data is a CltDay*. */
gpointer
clt_ledger_data_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

/* The figures that open a list. */
typedef enum
{
  CLT_LEDGER_AGED,  /* what is outstanding, also of past periods, the oldest first */
  CLT_LEDGER_DEBTS, /* of the running periods */
  CLT_LEDGER_OWED,
  CLT_LEDGER_DELIVERED,
} CltLedgerFigure;

/* Of what is outstanding. */
typedef enum
{
  CLT_LEDGER_SHOW_ALL,
  CLT_LEDGER_SHOW_FREE, /* may be delivered on the day */
  CLT_LEDGER_SHOW_HELD, /* may not: see clt_ledger_judge() */
  CLT_N_LEDGER_SHOWS,
} CltLedgerShow;

/* A question of a CltKeyList; its keys number the lines of the answer from 1. */
typedef struct
{
  CltLedgerFigure figure;
  gint64 product_id; /* 0: all */
  int tier;          /* -1: all */
  CltDay day;
  CltLedgerShow show; /* of the first two figures */
  const char *words;  /* (nullable): of the search for clients; "" and NULL: all */
} CltLedgerQuestion;
/* (element-type CltDebt) (transfer full) */
GPtrArray *
clt_ledger_question_ask (CltConn *conn, const CltLedgerQuestion *question, GError **error);

typedef enum
{
  CLT_LEDGER_CLIENT,
  CLT_LEDGER_TIER,
  CLT_LEDGER_PRODUCT,
  CLT_LEDGER_PERIOD,
  CLT_LEDGER_DONE, /* delivered of owed */
  CLT_LEDGER_OPEN, /* outstanding */
  CLT_LEDGER_HELD, /* why it may not be delivered, in short; "" */
  CLT_N_LEDGER_COLUMNS,
} CltLedgerColumn;

typedef struct
{
  gint64 client_id, product_id;
  char *product;
  char *held;         /* (nullable): why it may not be delivered, in full */
  const char *remedy; /* static: what to do about it */
  /* (nullable): the period, where it was over before today; NULL: a delivery of today counts for it */
  char *past;
  char *cell[CLT_N_LEDGER_COLUMNS];
} CltLedgerRow;

/* Of which a list makes its questions. */
typedef struct _CltLedgerList CltLedgerList;
CltLedgerList *clt_ledger_list_new (const CltLedgerQuestion *question);
void clt_ledger_list_unref (gpointer list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltLedgerList, clt_ledger_list_unref)
const CltLedgerQuestion *clt_ledger_list_get_question (CltLedgerList *list);
extern const CltKeyListSource clt_ledger_list_source;
/* After the list has loaded: its clients, each once, what its figure counts together, and how much
 * of that is of past periods. (element-type gint64) (transfer full) */
GArray *clt_ledger_list_dup_clients (CltLedgerList *list, gint64 *sum, gint64 *past);

G_END_DECLS
