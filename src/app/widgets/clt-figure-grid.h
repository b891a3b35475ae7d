/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A small table of figures in a GtkGrid: what there is down the left, and figures, most of which are
 * buttons that open the list they count. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A text at @column and @row; @css_class: (nullable). */
GtkWidget *clt_figure_grid_add_label (GtkGrid *grid,
                                      int column,
                                      int row,
                                      const char *text,
                                      const char *css_class);
/* The first of a line: it takes what the figures leave, on two lines if it must, and is
 * told whole under the pointer. */
void clt_figure_grid_add_name (GtkGrid *grid, int row, const char *name, const char *css_class);
/* A figure that is a button for @action; @target: what it is told, floating. */
GtkWidget *clt_figure_grid_add_figure (GtkGrid *grid,
                                       int column,
                                       int row,
                                       const char *text,
                                       const char *action,
                                       GVariant *target);
void clt_figure_grid_clear (GtkGrid *grid);

G_END_DECLS
