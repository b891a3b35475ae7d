/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the effect of a course is worked out from: each client's sums of so many days before and after
 * a day, in one pass over the daily funds. */

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

/* One client around a day. */
typedef struct
{
  gint64 client_id;
  gint64 result[2], margin[2], equity[2]; /* before, after */
  int n_days[2];                          /* rows of funds: two accounts have two a day */
  int tier;
  gboolean attends;
  guint person; /* private: where his running totals stand */
} CltEffectFact;

/* @facts: who attends on @day and who never does, as far as they are open clients then with funds in
 * the days before it and in those after it; by id (element-type CltEffectFact). */
typedef void (*CltEffectFunc) (CltDay day, const GArray *facts, gpointer data);

/* @attended: id of a client -> GINT_TO_POINTER (his day). Calls @func for each of @days (element-type
 * CltDay, ascending), in their order. Reads each row of funds within @n_days days of one of them once;
 * keeps 32 bytes for each client and each trading day in 2 x @n_days days. */
gboolean clt_effect_facts_read (CltConn *conn,
                                GHashTable *attended,
                                const GArray *days,
                                int n_days,
                                CltEffectFunc func,
                                gpointer data,
                                GError **error);

G_END_DECLS
