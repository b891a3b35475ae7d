/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/catalogue/clt-product.h"

G_BEGIN_DECLS

/* One version as a row that opens: who wrote and who approved it, from when to when it was in force,
 * and what it changed. @versions: CltVersion, newest first. (transfer floating) */
GtkWidget *clt_version_row_new (const GPtrArray *versions, guint index);

G_END_DECLS
