/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_TRAINING_PANEL (clt_training_panel_get_type ())
G_DECLARE_FINAL_TYPE (CltTrainingPanel,
                      clt_training_panel,
                      CLT,
                      TRAINING_PANEL,
                      AdwPreferencesGroup)

/* What the client has learned, what he is enrolled in, and what comes next for him and why. It reads by
 * itself, after the card; where there is no curriculum nothing is shown. */
void clt_training_panel_set_client (CltTrainingPanel *self, CltDesk *desk, gint64 id);

G_END_DECLS
