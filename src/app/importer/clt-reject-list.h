/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/exchange/clt-import.h"

G_BEGIN_DECLS

/* The columns of the list of rows that stay out: row, column, reason, what stood there. */
void clt_reject_list_set_up (GtkColumnView *view);
/* Shows the rejects of @result (copied). */
void clt_reject_list_set (GtkColumnView *view, const CltImportResult *result);

G_END_DECLS
