/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The place of training; each of its tabs is a CltPane in app/training/. */

#include "app/widgets/clt-tab-page.h"

G_BEGIN_DECLS

#define CLT_TYPE_TRAINING_PAGE (clt_training_page_get_type ())
G_DECLARE_FINAL_TYPE (CltTrainingPage, clt_training_page, CLT, TRAINING_PAGE, CltTabPage)

const CltCommandGroup *clt_training_page_get_commands (void);

G_END_DECLS
