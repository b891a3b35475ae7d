/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The ledger: owed, delivered, outstanding.
 *
 * Only cells of kind count owe. The period of a cell around day D is a calendar week, month, quarter
 * or year; a running period is judged on D, a past one on its last day: by the tier and the right in
 * force on that day, for clients open on that day; of a product that is not in force on it nothing is
 * owed. owed = count; delivered = deliveries of the period
 * up to D; outstanding = max (0, owed − delivered); what goes beyond is surplus. So over all clients
 * of C(D): owed − delivered = outstanding − surplus = matrix × members − log. A delivery counts by its day, also
 * when it was written down later. */

#include "core/catalogue/clt-delivery.h"
#include "core/catalogue/clt-entitlement.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 client_id, product_id;
  CltTier tier;       /* in force on the judging day */
  CltRight right;     /* his own or that of his tier, on the judging day */
  CltDay first, last; /* the period; of a right without one the month */
  int owed, delivered, outstanding;
} CltDebt;

/* One client: first every product that he is promised on @day, in the order of the catalogue; then
 * what has stayed open of the @periods periods before, newest first. Empty for a client who is not
 * open on @day. (element-type CltDebt) (transfer full) */
GPtrArray *
clt_ledger_of_client (CltConn *conn, gint64 client_id, CltDay day, int periods, GError **error);

typedef struct
{
  gint64 product_id;
  CltTier tier;       /* in force on @day */
  CltRight right;     /* of the cell */
  CltDay first, last; /* the period around the day; of a right without one the month */
  int members; /* open clients of the tier; those with an exception count by their own right */
  gint64 owed, delivered, outstanding, surplus;
  int served;           /* clients with at least one delivery: uptake */
  gint64 minutes, cost; /* of the deliveries; fen */
} CltLedgerLine;
/* Product by tier, in the order of the catalogue; products that are not in force only where they
 * were delivered. (element-type CltLedgerLine) (transfer full) */
GPtrArray *clt_ledger_load (CltConn *conn, CltDay day, GError **error);
/* Those of @lines that are of @product_id (0: any) and @tier (-1: any) in one: counts are added up. */
void clt_ledger_sum (const GPtrArray *lines, gint64 product_id, int tier, CltLedgerLine *sum);

/* Rates of fewer are not shown. */
#define CLT_LEDGER_MIN_N 5
/* Who is still owed @product_id (0: any) on @day, in the running period and in the @periods before
 * it: the oldest periods first, then the largest debts. Only clients who are open on @day. @tier -1:
 * all. O(clients x products) for each judging day. (element-type CltDebt) (transfer full) */
GPtrArray *clt_ledger_debts (CltConn *conn,
                             gint64 product_id,
                             int tier,
                             CltDay day,
                             int periods,
                             GError **error);

/* Why each of @debts may not be delivered on @day, into @blocks, one each: the CltBlocks that stand
 * against it on every channel of its product, those of the first one; 0: it may. That a client was
 * contacted lately passes by itself and does not count. O(clients) a product and channel. */
gboolean
clt_ledger_judge (CltConn *conn, const GPtrArray *debts, CltDay day, guint *blocks, GError **error);

/* Every open client who is promised the product on @day in any way, with his right and what is still
 * outstanding. (element-type CltDebt) (transfer full) */
GPtrArray *clt_ledger_promised (CltConn *conn, gint64 product_id, CltDay day, GError **error);
/* Who makes up a figure of clt_ledger_load(): the open clients who are owed @product_id (0: any) on
 * @day, or, with @delivered, who got it in the period around it; one a client and product. @tier -1:
 * all. (element-type CltDebt) (transfer full) */
GPtrArray *clt_ledger_members (CltConn *conn,
                               gint64 product_id,
                               int tier,
                               CltDay day,
                               gboolean delivered,
                               GError **error);

G_END_DECLS
