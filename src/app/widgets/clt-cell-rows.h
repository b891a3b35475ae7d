/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Rows whose texts a worker made in one go, as the list of a CltDataTable: for lists of people that
 * are read anew as a whole, such as the guests of an event. Immutable once it is shown. */

#include "core/lists/clt-key-list.h"

G_BEGIN_DECLS

typedef struct _CltCellRows CltCellRows;

CltCellRows *clt_cell_rows_new (guint n_columns);
CltCellRows *clt_cell_rows_ref (CltCellRows *rows);
void clt_cell_rows_unref (CltCellRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltCellRows, clt_cell_rows_unref)
/* @id: of the row, each once; @cells: n_columns texts, which it takes; NULL: empty. */
void clt_cell_rows_take (CltCellRows *rows, gint64 id, char **cells);

/* Those that @shown lists come first and in its order: a row that is being worked on stays where it
 * is. Before @rows are shown. */
void clt_cell_rows_keep_order (CltCellRows *rows, CltKeyList *shown);

/* The query is a CltCellRows. */
extern const CltKeyListSource clt_cell_rows_source;
/* A CltTableTextFunc. */
const char *clt_cell_rows_get_text (gconstpointer record, guint column);

G_END_DECLS
