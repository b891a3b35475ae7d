/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What an import would do, in a sentence, in figures, and in notes below them. */

#include <gtk/gtk.h>

#include "core/exchange/clt-import.h"

G_BEGIN_DECLS

/* How much can be imported. (transfer full) */
char *clt_import_outcome_dup_sentence (const CltImportResult *result);
/* How many rows are new, changed …; whatever @tiles held before goes. */
void clt_import_outcome_fill_tiles (const CltImportResult *result, GtkFlowBox *tiles);
/* What else there is to know, a line each; "": nothing. (transfer full) */
char *clt_import_outcome_dup_notes (const CltImportResult *result);

G_END_DECLS
