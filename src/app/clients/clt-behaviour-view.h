/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/funds/clt-behaviour.h"

G_BEGIN_DECLS

#define CLT_TYPE_BEHAVIOUR_VIEW (clt_behaviour_view_get_type ())
G_DECLARE_FINAL_TYPE (CltBehaviourView,
                      clt_behaviour_view,
                      CLT,
                      BEHAVIOUR_VIEW,
                      AdwPreferencesGroup)

/* How a client trades, measure by measure; each tells its formula in a tooltip and to screen
 * readers. @scores: "522", as in the list. */
void
clt_behaviour_view_show (CltBehaviourView *self, const CltBehaviour *behaviour, const char *scores);

G_END_DECLS
