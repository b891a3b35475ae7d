/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Finds for each attendant of a day one like him who never came. */

#include "core/training/clt-effect-facts.h"

G_BEGIN_DECLS

typedef struct _CltEffectMatcher CltEffectMatcher;

/* Over those of @facts (element-type CltEffectFact) who do not attend; it borrows them. O(n log n) */
CltEffectMatcher *clt_effect_matcher_new (const GArray *facts);
void clt_effect_matcher_free (CltEffectMatcher *matcher);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltEffectMatcher, clt_effect_matcher_free)
/* (nullable): of the same tier, not taken yet, the nearest in mean equity before the day, of several
 * the one with the lowest id. He is taken then. O(log n) */
const CltEffectFact *clt_effect_matcher_take (CltEffectMatcher *matcher,
                                              const CltEffectFact *attendant);

G_END_DECLS
