/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltFilterGroup: lines and groups of the filter builder that hold together: all of them, or any. */

#include "app/clients/clt-filter-part.h"

G_BEGIN_DECLS

#define CLT_TYPE_FILTER_GROUP (clt_filter_group_get_type ())
G_DECLARE_FINAL_TYPE (CltFilterGroup, clt_filter_group, CLT, FILTER_GROUP, CltFilterPart)

/* @node is borrowed, and changed. @root: the outermost one, which cannot be removed. */
CltFilterGroup *clt_filter_group_new (CltFilterNode *node, gboolean root);
/* A new line, or a new group with one, at the end; the focus goes there. */
void clt_filter_group_add_line (CltFilterGroup *self);
void clt_filter_group_add_group (CltFilterGroup *self);
/* Appends the text of each node in the order of the tree, this one first. */
void clt_filter_group_collect (CltFilterGroup *self, GPtrArray *texts);
/* Shows the counts in the same order, from @at on, which moves. */
void clt_filter_group_show_counts (CltFilterGroup *self, const GArray *counts, guint *at);

G_END_DECLS
