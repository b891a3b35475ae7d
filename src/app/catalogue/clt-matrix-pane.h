/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Services, second tab: what each tier is promised of each product, from a day on, and what a change
 * costs before it is kept. */

#include "app/widgets/clt-pane.h"

G_BEGIN_DECLS

#define CLT_TYPE_MATRIX_PANE (clt_matrix_pane_get_type ())
G_DECLARE_FINAL_TYPE (CltMatrixPane, clt_matrix_pane, CLT, MATRIX_PANE, CltPane)

const CltCommandGroup *clt_matrix_pane_get_commands (void);
/* What is typed and not kept yet is as it was. FALSE: there was nothing. */
gboolean clt_matrix_pane_take_back (CltMatrixPane *self);

G_END_DECLS
