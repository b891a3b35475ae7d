/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltTableCell: one line of text in a table, or two, of which the second is less important. All cells of
 * a row stand on one line, whatever fonts their texts need and whether they are cut or not; what a cell
 * has no room for is told under the pointer. It asks for hardly any width: that of its column is given.
 */

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CLT_TYPE_TABLE_CELL (clt_table_cell_get_type ())
G_DECLARE_FINAL_TYPE (CltTableCell, clt_table_cell, CLT, TABLE_CELL, GtkWidget)

/* @numeric: right aligned, tabular figures. */
GtkWidget *clt_table_cell_new (gboolean numeric);
void clt_table_cell_set_text (CltTableCell *self, const char *text);
const char *clt_table_cell_get_text (CltTableCell *self);
/* Below the other one; a cell that was given it once has two lines. */
void clt_table_cell_set_second_text (CltTableCell *self, const char *text);
/* How many pixels the text wants. */
int clt_table_cell_get_text_width (CltTableCell *self);

G_END_DECLS
