/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The demo branch: invented clients, staff, prospects and two trading years of funds that look
 * like a branch's. The same options give the same rows, on every machine. */

#include "core/store/clt-action.h"
#include "core/store/clt-backup.h"

G_BEGIN_DECLS

#define CLT_DEMO_CLIENTS 600
#define CLT_DEMO_DAYS 490
#define CLT_DEMO_SEED 1
/* The end of a month, so that the newest one is whole. */
#define CLT_DEMO_AS_OF 20261030

typedef struct
{
  guint clients; /* accounts' owners over the whole time, prospects apart; 1 … 500,000 */
  guint days;    /* trading days with funds, up to as_of; 1 … 2,500 */
  guint32 seed;
  CltDay as_of;             /* the last day with funds, or the trading day before it */
  const char *who;          /* acts in the journal */
  CltProgressFunc progress; /* (nullable) */
  gpointer progress_data;
  GCancellable *cancellable; /* (nullable) */
} CltDemoOptions;

/* The options of "demo FILE" without arguments; @who is not set. */
void clt_demo_options_init (CltDemoOptions *options);

/* clt_demo_fill:
 *
 * Fills the branch file of @conn, which must hold no client yet: demo data never mixes with real
 * data (CLT_STORE_ERROR_EXISTS). Several actions: the rows, the monthly tier runs, the services, the training;
 * when cancelled or failing, no row of the unfinished action stays. */
gboolean clt_demo_fill (CltConn *conn, const CltDemoOptions *options, GError **error);

G_END_DECLS
