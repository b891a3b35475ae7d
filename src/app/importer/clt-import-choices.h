/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What a kind of import asks of people, for no column tells it: what becomes of unknown clients, the
 * year of days without one. The rows of a kind stay as they were answered.
 *
 * Signal "value-given" (char *field, char *value): NULL: as usual. */

#include <adwaita.h>

#include "core/exchange/clt-import.h"

G_BEGIN_DECLS

#define CLT_TYPE_IMPORT_CHOICES (clt_import_choices_get_type ())
G_DECLARE_FINAL_TYPE (CltImportChoices,
                      clt_import_choices,
                      CLT,
                      IMPORT_CHOICES,
                      AdwPreferencesGroup)

/* @kind: (nullable): none is known yet. */
void clt_import_choices_set_kind (CltImportChoices *self, const CltImportKind *kind);
/* Gives what was typed and not given yet. */
void clt_import_choices_give (CltImportChoices *self);

G_END_DECLS
