/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltFilterLine: one line of the filter builder: field, operator, values, and how many clients it
 * lets through. Signals: "changed" when the filter says something else now, "removed" when the line
 * is to go. */

#include <gtk/gtk.h>

#include "core/clients/clt-filter-node.h"

G_BEGIN_DECLS

#define CLT_TYPE_FILTER_LINE (clt_filter_line_get_type ())
G_DECLARE_FINAL_TYPE (CltFilterLine, clt_filter_line, CLT, FILTER_LINE, GtkWidget)

/* @node is borrowed: whoever owns the tree keeps it longer than the line. */
CltFilterLine *clt_filter_line_new (CltFilterNode *node);
CltFilterNode *clt_filter_line_get_node (CltFilterLine *self);
/* -1: not known. */
void clt_filter_line_show_count (CltFilterLine *self, gint64 n);

G_END_DECLS
