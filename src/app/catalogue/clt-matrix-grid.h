/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The matrix as a grid that is worked with like a sheet: letters and digits set the cell that has the
 * focus, arrows move, Shift and arrows stretch a range, Enter keeps and goes down, Esc takes back.
 *
 * Signals:
 *   "typed": what is shown differs from what is kept
 *   "keep": a cell was left or Enter pressed while something is typed
 *   "moved": another cell has the focus */

#include <adwaita.h>

#include "core/base/clt-types.h"

G_BEGIN_DECLS

typedef struct _CltMatrixSheet CltMatrixSheet;

#define CLT_TYPE_MATRIX_GRID (clt_matrix_grid_get_type ())
G_DECLARE_FINAL_TYPE (CltMatrixGrid, clt_matrix_grid, CLT, MATRIX_GRID, GtkWidget)

/* @sheet: borrowed until the next one (nullable). The focus stays in its place. */
void clt_matrix_grid_set_sheet (CltMatrixGrid *self, CltMatrixSheet *sheet);
/* Shows the cells anew after the sheet was changed. */
void clt_matrix_grid_update (CltMatrixGrid *self);
/* The cell that has or had the focus. FALSE: none. */
gboolean clt_matrix_grid_get_cell (CltMatrixGrid *self, guint *row, CltTier *tier);
void clt_matrix_grid_focus_cell (CltMatrixGrid *self, guint row, CltTier tier);
/* Types one key into the cell that has the focus. FALSE: it means nothing there. */
gboolean clt_matrix_grid_type (CltMatrixGrid *self, gunichar key);
/* The range, or from the cell to the highest tier. */
void clt_matrix_grid_fill (CltMatrixGrid *self);

G_END_DECLS
