/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The figures of the tab of needs: a line a course, a column a tier. Each is a button that activates
 * "need.show-list" with course and tier. */

#include <gtk/gtk.h>

#include "app/training/clt-need-data.h"

G_BEGIN_DECLS

/* Fills @grid anew; a figure that had the focus has it afterwards. */
void clt_need_grid_fill (GtkGrid *grid, const CltCurriculum *curriculum);
/* Marks the figure of the list that is shown. */
void clt_need_grid_mark (GtkGrid *grid,
                         const CltCurriculum *curriculum,
                         const CltNeedQuestion *question);
/* FALSE: there is no such figure. */
gboolean clt_need_grid_focus (GtkGrid *grid);

G_END_DECLS
