/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/clients/clt-card-panel.h"

G_BEGIN_DECLS

#define CLT_TYPE_TRAINING_PANEL (clt_training_panel_get_type ())
/* What the client has learned, what he is enrolled in, and what comes next for him and why. Where there
 * is no curriculum nothing is shown. */
G_DECLARE_FINAL_TYPE (CltTrainingPanel, clt_training_panel, CLT, TRAINING_PANEL, CltCardPanel)

G_END_DECLS
