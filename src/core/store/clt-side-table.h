/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/clt-conn.h"

G_BEGIN_DECLS

/* Integers by id that C keeps beside the file for a statement that would look them up once a row:
 * in SQL clt_side (id, column), NULL where there is none, and clt_side_ready (), which says whether
 * the connection has such a table. */

#define CLT_SIDE_NULL G_MININT64

typedef struct
{
  gint64 first; /* id of the first row */
  guint n, width;
  gint64 *cells; /* owned: n rows of width */
} CltSideTable;

/* For the ids from @first to @last; every cell is CLT_SIDE_NULL. */
CltSideTable *clt_side_table_new (gint64 first, gint64 last, guint width);
void clt_side_table_free (CltSideTable *table);

/* Returns: (nullable): the cells of @id. */
static inline gint64 *
clt_side_table_get (const CltSideTable *table, gint64 id)
{
  return id < table->first || id >= table->first + table->n
           ? NULL
           : table->cells + (gsize) (id - table->first) * table->width;
}

/* From now on statements find @table (transfer full); NULL: none any more. */
void clt_conn_set_side_table (CltConn *conn, CltSideTable *table);

G_END_DECLS
