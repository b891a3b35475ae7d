/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The editor of one product: every field of its version, channels and texts, what is missing for an
 * approval, and all versions with what changed from one to the next. Each field is kept when Enter is
 * pressed or it is left; a change of what is approved goes into a new draft. */

#include <adwaita.h>

#include "app/catalogue/clt-catalogue-data.h"
#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_PRODUCT_EDITOR (clt_product_editor_get_type ())
G_DECLARE_FINAL_TYPE (CltProductEditor, clt_product_editor, CLT, PRODUCT_EDITOR, AdwBin)

void clt_product_editor_set_desk (CltProductEditor *self, CltDesk *desk);
/* 0: none; @category: its name is told where no product is shown (nullable). */
void clt_product_editor_show (CltProductEditor *self, gint64 id, const char *category);
void clt_product_editor_refresh (CltProductEditor *self);
void clt_product_editor_focus (CltProductEditor *self);
/* What is shown; NULL: nothing, or still being read. */
const CltProductData *clt_product_editor_get_data (CltProductEditor *self);

G_END_DECLS
