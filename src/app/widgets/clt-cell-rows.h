/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Rows of texts as the list of a CltDataTable. A worker made them in one go, for lists of people that
 * are read anew as a whole, such as the guests of an event; or each is read when it is shown first, for
 * long lists whose ids are known. Immutable once it is shown. */

#include "core/lists/clt-key-list.h"

G_BEGIN_DECLS

typedef struct _CltCellRows CltCellRows;

CltCellRows *clt_cell_rows_new (guint n_columns);
/* Of the row @id: fills its texts, which the rows take; NULL: empty. In a thread of the store. */
typedef gboolean (*CltCellReadFunc) (CltConn *conn, gint64 id, char **cells, GError **error);
/* @ids: gint64, copied; none twice. */
CltCellRows *clt_cell_rows_new_read (guint n_columns, const GArray *ids, CltCellReadFunc read);
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
