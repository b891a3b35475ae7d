/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The catalogue as a tree: categories with their products, a search above them. Dragging a product
 * asks for another place; the owner writes it.
 *
 * Signals:
 *   "chosen": another row is selected
 *   "opened": Enter, a double click or Tab: the focus goes on to what is beside the tree
 *   "place" (gint64 product, gint64 category, int index): as clt_product_move() takes it */

#include <adwaita.h>

#include "app/catalogue/clt-catalogue-data.h"

G_BEGIN_DECLS

#define CLT_TYPE_PRODUCT_TREE (clt_product_tree_get_type ())
G_DECLARE_FINAL_TYPE (CltProductTree, clt_product_tree, CLT, PRODUCT_TREE, GtkWidget)

/* @catalogue: (transfer full). What was selected stays so. */
void clt_product_tree_take (CltProductTree *self, CltCatalogue *catalogue);
/* 0: none. */
gint64 clt_product_tree_get_product (CltProductTree *self);
/* The one selected, or that of the product selected; 0: none. */
gint64 clt_product_tree_get_category (CltProductTree *self);
gboolean clt_product_tree_is_category_selected (CltProductTree *self);
/* Selects a product now, or as soon as it is in the tree. */
void clt_product_tree_select (CltProductTree *self, gint64 product_id);
/* The place one step up or down, also in the next category. FALSE: there is none. */
gboolean clt_product_tree_find_place (CltProductTree *self, int step, gint64 *category, int *index);
void clt_product_tree_set_archived_shown (CltProductTree *self, gboolean shown);
void clt_product_tree_focus_search (CltProductTree *self);
void clt_product_tree_focus_list (CltProductTree *self);

G_END_DECLS
