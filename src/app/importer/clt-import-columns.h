/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The columns of the file, and the field that each of them fills.
 *
 * Signal "mapped" (char *column, char *field): chosen by the person; field "" leaves it out. */

#include <adwaita.h>

#include "core/exchange/clt-import.h"

G_BEGIN_DECLS

#define CLT_TYPE_IMPORT_COLUMNS (clt_import_columns_get_type ())
G_DECLARE_FINAL_TYPE (CltImportColumns,
                      clt_import_columns,
                      CLT,
                      IMPORT_COLUMNS,
                      AdwPreferencesGroup)

void clt_import_columns_fill (CltImportColumns *self, const CltImportResult *result);

G_END_DECLS
