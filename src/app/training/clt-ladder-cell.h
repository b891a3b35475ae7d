/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A course in a CltLadderView: takes the focus and has a name, and is drawn as the ladder draws its
 * cards everywhere. */

#include <gtk/gtk.h>

#include "core/charts/clt-ladder.h"

G_BEGIN_DECLS

#define CLT_TYPE_LADDER_CELL (clt_ladder_cell_get_type ())
G_DECLARE_FINAL_TYPE (CltLadderCell, clt_ladder_cell, CLT, LADDER_CELL, GtkWidget)

/* @ladder and @style belong to the view, which outlives its cards. */
GtkWidget *clt_ladder_cell_new (const CltLadder *ladder, guint index, const CltLadderStyle *style);
guint clt_ladder_cell_get_index (CltLadderCell *self);
void clt_ladder_cell_set_state (CltLadderCell *self, CltLadderState state);

G_END_DECLS
