/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Fields that an import needs and that no column of the file fills by its name: a column is
 * chosen for each, or one value for all rows. A field that was missing keeps its row, so that the
 * answer can be changed.
 *
 * Signals:
 *   "column-chosen" (char *field, char *column): "" for none
 *   "value-given" (char *field, char *value): NULL for none */

#include <adwaita.h>

#include "core/exchange/clt-import.h"

G_BEGIN_DECLS

#define CLT_TYPE_IMPORT_FIELDS (clt_import_fields_get_type ())
G_DECLARE_FINAL_TYPE (CltImportFields, clt_import_fields, CLT, IMPORT_FIELDS, AdwPreferencesGroup)

void clt_import_fields_fill (CltImportFields *self, const CltImportResult *result);
/* Takes all rows away: another file, or another way to read it. */
void clt_import_fields_clear (CltImportFields *self);
/* Gives the values that were typed and not given yet. */
void clt_import_fields_give (CltImportFields *self);

G_END_DECLS
