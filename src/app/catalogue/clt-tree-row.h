/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One line of the catalogue's tree: a category, or a product in it. */

#include <gtk/gtk.h>

#include "core/catalogue/clt-product.h"

G_BEGIN_DECLS

#define CLT_TYPE_TREE_ROW (clt_tree_row_get_type ())
G_DECLARE_FINAL_TYPE (CltTreeRow, clt_tree_row, CLT, TREE_ROW, GtkListBoxRow)

GtkWidget *clt_tree_row_new (void);
/* @depth: 0 for one of the four. @n: products in it and below. */
void clt_tree_row_show_category (CltTreeRow *self, const CltCategory *category, int depth, guint n);
/* @index: among the products of its category, from 0. */
void clt_tree_row_show_product (CltTreeRow *self, const CltProduct *product, int depth, int index);

gboolean clt_tree_row_is_category (CltTreeRow *self);
/* Of the category or of the product. */
gint64 clt_tree_row_get_id (CltTreeRow *self);
/* The category itself, or the one that the product is in. */
gint64 clt_tree_row_get_category (CltTreeRow *self);
int clt_tree_row_get_index (CltTreeRow *self);
const char *clt_tree_row_get_name (CltTreeRow *self);
/* @words: case-folded; its name, the initials of its pinyin or its code contain them. */
gboolean clt_tree_row_matches (CltTreeRow *self, const char *words);

G_END_DECLS
