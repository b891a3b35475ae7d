/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the table begins: lines above the header are titles, dates, print times. */

#include "core/exchange/clt-source-private.h"

#include "core/base/clt-text.h"
#include "core/exchange/clt-csv-types.h"

#define KNOWN_ROWS 10 /* domain 4.4 */
#define SHAPE_ROWS 100
#define HEADER_ROWS 30

typedef struct
{
  guint64 line;
  guint width;
  guint filled;
  guint typed; /* numbers, dates */
} Shape;

static guint
count_known (CltSource *source, const CltCell *cells, guint n, CltHeaderFunc known, gpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = clt_source_dup_cell (source, &cells[i]);
      g_autofree char *name = clt_text_normalize_header (text, -1);

      if (*name != '\0' && known (name, data))
        g_hash_table_add (seen, g_steal_pointer (&name));
    }
  return g_hash_table_size (seen);
}

/* The row with most known names; the first of several. */
static guint64
find_known (CltSource *source, CltHeaderFunc known, gpointer data, GError **error)
{
  guint64 best = 0, line;
  guint most = 0, n;
  const CltCell *cells;

  for (guint i = 0; i < KNOWN_ROWS; i++)
    {
      int result = clt_source_next (source, &cells, &n, &line, error);
      guint found;

      if (result < 0)
        return 0;
      if (result == 0)
        break;
      found = count_known (source, cells, n, known, data);
      if (found > most)
        {
          most = found;
          best = line;
        }
    }
  return best;
}

static gboolean
is_typed (const CltCell *cell)
{
  if (cell->kind == CLT_CELL_TEXT)
    {
      CltCsvType type = clt_csv_type (cell->text, cell->length);

      return type != CLT_CSV_TYPE_TEXT && type != CLT_CSV_TYPE_EMPTY;
    }
  return cell->kind != CLT_CELL_EMPTY;
}

static Shape
measure_row (const CltCell *cells, guint n, guint64 line)
{
  Shape shape = { line, 0, 0, 0 };

  for (guint i = 0; i < n; i++)
    {
      gboolean empty = cells[i].kind == CLT_CELL_EMPTY ||
                       clt_csv_type (cells[i].text, cells[i].length) == CLT_CSV_TYPE_EMPTY;

      shape.filled += !empty;
      shape.typed += !empty && is_typed (&cells[i]);
      shape.width = empty ? shape.width : i + 1;
    }
  /* a line of CSV that ends in a delimiter still has the width of its table */
  if (shape.filled > 0)
    shape.width = MAX (shape.width, n);
  return shape;
}

static guint
find_common_width (const GArray *shapes)
{
  guint best = 0, most = 0;

  for (guint i = 0; i < shapes->len; i++)
    {
      guint width = g_array_index (shapes, Shape, i).width, count = 0;

      for (guint j = 0; j < shapes->len; j++)
        count += g_array_index (shapes, Shape, j).width == width;
      /* several columns count more than the lines above and below a table */
      count *= width > 1 ? 2 : 1;
      if (count > most || (count == most && width > best))
        {
          most = count;
          best = width;
        }
    }
  return best;
}

/* The first row that is as wide as the table decides: texts alone are a header. */
static guint64
find_by_shape (CltSource *source, GError **error)
{
  g_autoptr (GArray) shapes = g_array_new (FALSE, FALSE, sizeof (Shape));
  const CltCell *cells;
  guint64 line;
  guint n, width;
  int result = 1;

  while (shapes->len < SHAPE_ROWS &&
         (result = clt_source_next (source, &cells, &n, &line, error)) == 1)
    {
      Shape shape = measure_row (cells, n, line);

      if (shape.filled > 0)
        g_array_append_val (shapes, shape);
    }
  if (result < 0)
    return 0;
  width = find_common_width (shapes);
  for (guint i = 0; i < MIN (shapes->len, HEADER_ROWS); i++)
    {
      const Shape *shape = &g_array_index (shapes, Shape, i);

      if (shape->width * 10 < width * 8)
        continue;
      if (shape->typed == 0 && shape->filled * 2 >= width)
        return shape->line;
      if (shape->typed > 0)
        return 0;
    }
  return 0;
}

guint64
clt_source_find_header (CltSource *source, CltHeaderFunc known, gpointer data, GError **error)
{
  g_autoptr (GError) problem = NULL;
  guint64 line;

  if (source->options.header >= 0)
    return source->options.header;
  if (source->kind == CLT_SOURCE_STATEMENT)
    return 0;
  if (!clt_source_rewind (source, error))
    return 0;
  line =
    known != NULL ? find_known (source, known, data, &problem) : find_by_shape (source, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return 0;
    }
  return clt_source_rewind (source, error) ? line : 0;
}
