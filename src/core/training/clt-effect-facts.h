/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the effect of a course is worked out from, read once: the sums of any stretch of days of any
 * client are two looks into running totals. */

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

/* One client around a day. */
typedef struct
{
  gint64 client_id;
  int tier;
  gint64 result[2], margin[2], equity[2]; /* before, after */
  gint64 n_days[2];
  gboolean taken; /* attends, or is somebody's match */
} CltEffectFact;

typedef struct _CltEffectFacts CltEffectFacts;

/* Of all days in @from … @to. O(rows of funds on these days), 40 bytes each. */
CltEffectFacts *clt_effect_facts_load (CltConn *conn, CltDay from, CltDay to, GError **error);
void clt_effect_facts_free (CltEffectFacts *facts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltEffectFacts, clt_effect_facts_free)
/* All clients open on @day with facts in the @days before it and in those after it, by id.
 * O(clients x log of their days). (element-type CltEffectFact) (transfer full) */
GArray *clt_effect_facts_around (const CltEffectFacts *facts, CltDay day, int days);

G_END_DECLS
