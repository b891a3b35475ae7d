/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One day's judgement over all clients and products. Private to catalogue/. */

#include "core/catalogue/clt-ledger.h"
#include "core/funds/clt-population.h"

G_BEGIN_DECLS

#define CLT_N_PERIODS (CLT_PERIOD_YEAR + 1)

typedef struct
{
  gint64 id;
  gboolean in_force;    /* on the day */
  gboolean exceptional; /* somebody has a right of his own */
  gint32 *delivered;    /* owned; by person, within the period of his right */
  gint64 minutes[CLT_N_TIERS], cost[CLT_N_TIERS];
} CltLedgerProduct;

typedef struct
{
  CltDay day;
  CltPeriodKind only; /* rights of this period only; CLT_PERIOD_NONE: all */
  const CltPopulation *population;
  CltTier *tiers; /* by person */
  gboolean *open; /* by person: in C(day) */
  CltMatrix *matrix;
  GArray *products;          /* CltLedgerProduct, in the order of the catalogue */
  GHashTable *product_index; /* id -> index */
  GHashTable *exceptions;    /* product index * n + person -> CltRight */
  CltDay first[CLT_N_PERIODS], last[CLT_N_PERIODS];
} CltLedgerPass;

/* @product_id 0: all. */
CltLedgerPass *clt_ledger_pass_new (CltConn *conn,
                                    const CltPopulation *population,
                                    gint64 product_id,
                                    CltDay day,
                                    CltPeriodKind only,
                                    GError **error);
void clt_ledger_pass_free (CltLedgerPass *pass);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltLedgerPass, clt_ledger_pass_free)

/* What @person is promised: his own right, else that of his tier. (transfer none) */
const CltRight *clt_ledger_pass_get_right (const CltLedgerPass *pass, guint product, int person);

/* The period that @right is counted over: its own, else the month. */
static inline CltPeriodKind
clt_ledger_period (const CltRight *right)
{
  return right->kind == CLT_RIGHT_COUNT ? right->period : CLT_PERIOD_MONTH;
}

G_END_DECLS
