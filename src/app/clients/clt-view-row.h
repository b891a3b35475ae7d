/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Rows of lists that show the saved views: each knows its view, and where its count stands. */

#include "app/clients/clt-view-book.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @row shows the view @id, and how many it holds in @count, a label inside of it. */
void clt_view_row_set (GtkListBoxRow *row, gint64 id, GtkLabel *count);
gint64 clt_view_row_get_id (GtkListBoxRow *row);

/* Writes what @book knows by now into all rows of @list. */
void clt_view_rows_show_counts (GtkListBox *list, CltViewBook *book);

G_END_DECLS
