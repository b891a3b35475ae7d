/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltFilterPart: what a line and a group of the filter builder have in common: the node of the
 * filter that they show and change, “not”, and how many clients they let through.
 * Signals: "changed" when the filter says something else now, "removed" when the part is to go. */

#include <gtk/gtk.h>

#include "core/clients/clt-filter-node.h"

G_BEGIN_DECLS

#define CLT_TYPE_FILTER_PART (clt_filter_part_get_type ())
G_DECLARE_DERIVABLE_TYPE (CltFilterPart, clt_filter_part, CLT, FILTER_PART, GtkWidget)

struct _CltFilterPartClass
{
  GtkWidgetClass parent_class;
};

/* @node is borrowed, and changed: whoever owns the tree keeps it longer than the part. The widgets
 * are those of the template. */
void clt_filter_part_set_node (CltFilterPart *self,
                               CltFilterNode *node,
                               GtkToggleButton *not_button,
                               GtkLabel *count_label);
CltFilterNode *clt_filter_part_get_node (CltFilterPart *self);
/* -1: not known. */
void clt_filter_part_show_count (CltFilterPart *self, gint64 n);

/* A quiet part is being filled: what its widgets tell is no news. It is quiet until told. */
void clt_filter_part_set_quiet (CltFilterPart *self, gboolean quiet);
gboolean clt_filter_part_is_quiet (CltFilterPart *self);
void clt_filter_part_tell_changed (CltFilterPart *self);
void clt_filter_part_tell_removed (CltFilterPart *self);

G_END_DECLS
