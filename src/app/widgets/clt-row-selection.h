/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltRowSelection: which rows of a CltKeyList are chosen: at most one, or any number. It knows
 * positions only, so that choosing all of a long list makes no rows; GTK's own models fetch each
 * item that they select. After the list has changed, nothing is chosen: who reloads the list says
 * what is chosen then. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CLT_TYPE_ROW_SELECTION (clt_row_selection_get_type ())
G_DECLARE_FINAL_TYPE (CltRowSelection, clt_row_selection, CLT, ROW_SELECTION, GObject)

void clt_row_selection_set_model (CltRowSelection *self, GListModel *model);
void clt_row_selection_set_multiple (CltRowSelection *self, gboolean multiple);
guint clt_row_selection_count (CltRowSelection *self);
/* The one row that is chosen; GTK_INVALID_LIST_POSITION: none or several. */
guint clt_row_selection_get_only (CltRowSelection *self);
/* The chosen rows. (transfer none) */
GtkBitset *clt_row_selection_get_rows (CltRowSelection *self);

G_END_DECLS
