/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The columns of the client list: which are shown and how wide they are is view state of this desk,
 * kept in its settings. */

#include "app/widgets/clt-data-table.h"
#include "core/clients/clt-client-query.h"

G_BEGIN_DECLS

/* Gives @table its columns and shows those that @settings name. */
void clt_client_columns_set_up (CltDataTable *table, GSettings *settings);
/* Shows the column @name, or hides it, and remembers that. */
void clt_client_columns_toggle (CltDataTable *table, GSettings *settings, const char *name);
/* Shows these, in this order, and remembers that. */
void clt_client_columns_set_shown (CltDataTable *table,
                                   GSettings *settings,
                                   const CltColumn *columns,
                                   guint n_columns);
/* Remembers what somebody has dragged: widths and order. */
void clt_client_columns_keep (CltDataTable *table, GSettings *settings);
/* The columns that are shown, in order. Returns: how many @columns were written. */
guint clt_client_columns_get_shown (CltDataTable *table, CltColumn columns[CLT_N_COLUMNS]);
/* The same as CltClientQuery wants it. */
guint clt_client_columns_get_bits (CltDataTable *table);
/* Action "clients.toggle-column" with the column's name. (transfer full) */
GMenuModel *clt_client_columns_build_menu (void);

G_END_DECLS
