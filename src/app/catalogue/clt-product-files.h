/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The files that belong to a version of a product and go along with its e-mails: added by the button
 * or dropped, opened, saved, taken away. */

#include <adwaita.h>

#include "app/catalogue/clt-catalogue-data.h"
#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

#define CLT_TYPE_PRODUCT_FILES (clt_product_files_get_type ())
G_DECLARE_FINAL_TYPE (CltProductFiles, clt_product_files, CLT, PRODUCT_FILES, AdwPreferencesGroup)

/* Signal "change" (int kind, char *text): CLT_PRODUCT_ADD_FILE with a path, or
 * CLT_PRODUCT_REMOVE_FILE with a name. */

void clt_product_files_set_desk (CltProductFiles *self, CltDesk *desk);
/* @files: CltAttachment. */
void clt_product_files_show (CltProductFiles *self, GPtrArray *files);

G_END_DECLS
