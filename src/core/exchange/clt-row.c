/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-source-private.h"

#define MAX_COLUMNS 16384

void
clt_row_init (CltRow *row)
{
  row->cells = g_array_new (FALSE, TRUE, sizeof (CltCell));
  row->text = g_byte_array_new ();
}

void
clt_row_clear (CltRow *row)
{
  g_clear_pointer (&row->cells, g_array_unref);
  g_clear_pointer (&row->text, g_byte_array_unref);
}

void
clt_row_reset (CltRow *row)
{
  g_array_set_size (row->cells, 0);
  g_byte_array_set_size (row->text, 0);
}

gboolean
clt_row_put (CltRow *row, guint column, CltCellKind kind, const char *text, gsize length)
{
  CltCell *cell;

  if (column >= MAX_COLUMNS || length > G_MAXINT32)
    return FALSE;
  while (row->cells->len <= column)
    {
      const CltCell empty = { NULL, 0, CLT_CELL_EMPTY, FALSE };

      g_array_append_val (row->cells, empty);
    }
  cell = &g_array_index (row->cells, CltCell, column);
  cell->text = GSIZE_TO_POINTER ((gsize) row->text->len);
  cell->length = length;
  cell->kind = kind;
  g_byte_array_append (row->text, (const guint8 *) text, length);
  return TRUE;
}

void
clt_row_seal (CltRow *row)
{
  for (guint i = 0; i < row->cells->len; i++)
    {
      CltCell *cell = &g_array_index (row->cells, CltCell, i);

      cell->text = cell->kind == CLT_CELL_EMPTY
                     ? ""
                     : (const char *) row->text->data + GPOINTER_TO_SIZE (cell->text);
    }
}
