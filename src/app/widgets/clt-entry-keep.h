/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What was typed into @row is applied as well when the row is left, with Tab or with its window: Enter
 * and the button beside the text are easily forgotten. Call it once for a row. */
void clt_entry_keep (AdwEntryRow *row);
/* Applies what was typed into such a row, if anything: before what stands in it is used. */
void clt_entry_apply (AdwEntryRow *row);

G_END_DECLS
