/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-cell-rows.h"

typedef struct
{
  gatomicrefcount refs;
  gint64 id;
  guint n;
  char *cells[];
} Row;

struct _CltCellRows
{
  gatomicrefcount refs;
  guint n_columns;
  GPtrArray *rows;      /* Row */
  GHashTable *by_id;    /* id -> Row, borrowed */
  GArray *ids;          /* (nullable): of rows that are read one by one */
  CltCellReadFunc read; /* (nullable) */
};

static gpointer
row_ref (gpointer data)
{
  g_atomic_ref_count_inc (&((Row *) data)->refs);
  return data;
}

static void
row_unref (gpointer data)
{
  Row *row = data;

  if (!g_atomic_ref_count_dec (&row->refs))
    return;
  for (guint i = 0; i < row->n; i++)
    g_free (row->cells[i]);
  g_free (row);
}

CltCellRows *
clt_cell_rows_new (guint n_columns)
{
  CltCellRows *rows = g_new0 (CltCellRows, 1);

  g_atomic_ref_count_init (&rows->refs);
  rows->n_columns = n_columns;
  rows->rows = g_ptr_array_new_with_free_func (row_unref);
  rows->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  return rows;
}

CltCellRows *
clt_cell_rows_new_read (guint n_columns, const GArray *ids, CltCellReadFunc read)
{
  CltCellRows *rows = clt_cell_rows_new (n_columns);

  rows->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), ids->len);
  g_array_append_vals (rows->ids, ids->data, ids->len);
  rows->read = read;
  return rows;
}

CltCellRows *
clt_cell_rows_ref (CltCellRows *rows)
{
  g_atomic_ref_count_inc (&rows->refs);
  return rows;
}

void
clt_cell_rows_unref (CltCellRows *rows)
{
  if (!g_atomic_ref_count_dec (&rows->refs))
    return;
  g_hash_table_unref (rows->by_id);
  g_ptr_array_unref (rows->rows);
  g_clear_pointer (&rows->ids, g_array_unref);
  g_free (rows);
}

static Row *
row_new (const CltCellRows *rows, gint64 id)
{
  Row *row = g_malloc0 (sizeof (Row) + rows->n_columns * sizeof (char *));

  g_atomic_ref_count_init (&row->refs);
  row->id = id;
  row->n = rows->n_columns;
  return row;
}

void
clt_cell_rows_take (CltCellRows *rows, gint64 id, char **cells)
{
  Row *row = row_new (rows, id);

  for (guint i = 0; i < row->n; i++)
    row->cells[i] = cells[i];
  g_ptr_array_add (rows->rows, row);
  g_hash_table_insert (rows->by_id, &row->id, row);
}

void
clt_cell_rows_keep_order (CltCellRows *rows, CltKeyList *shown)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&rows->rows);
  g_autoptr (GHashTable) placed = g_hash_table_new (g_int64_hash, g_int64_equal);

  rows->rows = g_ptr_array_new_with_free_func (row_unref);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (shown)); i++)
    {
      gint64 id = clt_key_list_get_id (shown, i);
      Row *row = g_hash_table_lookup (rows->by_id, &id);

      if (row != NULL && g_hash_table_add (placed, &row->id))
        g_ptr_array_add (rows->rows, row_ref (row));
    }
  for (guint i = 0; i < before->len; i++)
    if (!g_hash_table_contains (placed, &((Row *) before->pdata[i])->id))
      g_ptr_array_add (rows->rows, row_ref (before->pdata[i]));
}

const char *
clt_cell_rows_get_text (gconstpointer record, guint column)
{
  return ((const Row *) record)->cells[column];
}

/* ---- as a source ------------------------------------------------------------------------------ */

static GArray *
load_keys (CltConn *conn, gconstpointer query, GError **error)
{
  const CltCellRows *rows = query;
  GArray *keys = g_array_sized_new (FALSE, FALSE, sizeof (gint64), rows->rows->len);

  if (rows->ids != NULL)
    g_array_append_vals (keys, rows->ids->data, rows->ids->len);
  for (guint i = 0; i < rows->rows->len; i++)
    g_array_append_val (keys, ((Row *) rows->rows->pdata[i])->id);
  return keys;
}

static GPtrArray *
load_rows (CltConn *conn, const gint64 *ids, guint n_ids, gconstpointer query, GError **error)
{
  const CltCellRows *rows = query;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (row_unref);

  for (guint i = 0; i < n_ids; i++)
    {
      Row *row = rows->read == NULL ? row_ref (g_hash_table_lookup (rows->by_id, &ids[i]))
                                    : row_new (rows, ids[i]);

      g_ptr_array_add (found, row);
      if (rows->read != NULL && !rows->read (conn, ids[i], row->cells, error))
        return NULL;
    }
  return g_steal_pointer (&found);
}

static gpointer
query_ref (gconstpointer query)
{
  return clt_cell_rows_ref ((CltCellRows *) query);
}

static void
query_unref (gpointer query)
{
  clt_cell_rows_unref (query);
}

const CltKeyListSource clt_cell_rows_source = {
  .load_keys = load_keys,
  .load_rows = load_rows,
  .record_ref = row_ref,
  .record_unref = row_unref,
  .query_copy = query_ref,
  .query_free = query_unref,
};
