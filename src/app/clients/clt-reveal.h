/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/widgets/clt-desk.h"

G_BEGIN_DECLS

/* Asks why @field of the client shall be shown, has the answer logged with the person's name, and
 * shows the value in @row for 60 seconds. */
void clt_reveal_in_row (AdwEntryRow *row, CltDesk *desk, gint64 client_id, const char *field);

/* The whole value that @row shows for its minute; NULL: none. (transfer none) */
const char *clt_reveal_get_shown (GtkWidget *row);

G_END_DECLS
