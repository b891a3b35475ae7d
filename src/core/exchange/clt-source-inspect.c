/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a file is understood, as JSON. Written by hand because cells may hold any character, NUL
 * too, and a file may have millions of them. */

#include "core/exchange/clt-source-private.h"

#include <string.h>

#include "core/exchange/clt-statement.h"

static const char *const kind_names[] = { "csv", "xlsx", "xmlss", "html", "statement" };

static void
add_string (GString *out, const char *text, gsize length)
{
  const char *end = text + length, *plain = text;

  g_string_append_c (out, '"');
  for (const char *p = text; p < end; p++)
    if ((guchar) *p < 0x20 || *p == '"' || *p == '\\' || *p == 0x7f)
      {
        g_string_append_len (out, plain, p - plain);
        if (*p == '"' || *p == '\\')
          g_string_append_printf (out, "\\%c", *p);
        else
          g_string_append_printf (out, "\\u%04x", (guchar) *p);
        plain = p + 1;
      }
  g_string_append_len (out, plain, end - plain);
  g_string_append_c (out, '"');
}

static void
add_key (GString *out, const char *key)
{
  if (out->str[out->len - 1] != '{')
    g_string_append_c (out, ',');
  add_string (out, key, strlen (key));
  g_string_append_c (out, ':');
}

static void
add_pair (GString *out, const char *key, const char *value)
{
  add_key (out, key);
  if (value != NULL)
    add_string (out, value, strlen (value));
  else
    g_string_append (out, "null");
}

static void
add_number (GString *out, const char *key, guint64 number)
{
  add_key (out, key);
  g_string_append_printf (out, "%" G_GUINT64_FORMAT, number);
}

/* The cells of a row; short rows are filled up to @width. */
static void
add_cells (GString *out, CltSource *source, const CltCell *cells, guint n, guint width)
{
  g_string_append_c (out, '[');
  for (guint i = 0; i < MAX (n, width); i++)
    {
      gsize length = 0;
      g_autofree char *text = NULL;

      if (i > 0)
        g_string_append_c (out, ',');
      if (i < n)
        text = clt_encoding_to_utf8 (cells[i].text, cells[i].length,
                                     source->utf8 ? CLT_ENCODING_UTF8 : source->encoding, &length);
      add_string (out, text != NULL ? text : "", length);
    }
  g_string_append_c (out, ']');
}

typedef struct
{
  GString *above;
  GString *columns;
  GString *cells; /* NULL: not wanted */
  guint64 rows;
  guint width;
} Table;

static void
clear_table (Table *table)
{
  g_string_free (table->above, TRUE);
  g_string_free (table->columns, TRUE);
  if (table->cells != NULL)
    g_string_free (table->cells, TRUE);
}

static void
add_row (Table *table, GString *rows, CltSource *source, const CltCell *cells, guint n)
{
  if (rows->len > 1)
    g_string_append (rows, ",\n");
  add_cells (rows, source, cells, n, rows == table->cells ? table->width : 0);
}

static gboolean
read_table (CltSource *source, guint64 header, Table *table, GError **error)
{
  const CltCell *cells;
  guint64 line;
  guint n;
  int result;

  while ((result = clt_source_next (source, &cells, &n, &line, error)) == 1)
    if (line < header && table->cells != NULL)
      add_row (table, table->above, source, cells, n);
    else if (line == header)
      {
        g_string_truncate (table->columns, 0);
        add_cells (table->columns, source, cells, n, table->width);
        table->width = MAX (n, table->width);
      }
    else if (line > header)
      {
        table->rows++;
        if (table->cells != NULL)
          add_row (table, table->cells, source, cells, n);
      }
  return result == 0;
}

/* header, columns, rows and, when wanted, the cells of the selected sheet. */
static gboolean
add_table (GString *out, CltSource *source, gboolean with_rows, GError **error)
{
  g_autoptr (GError) problem = NULL;
  guint64 header = clt_source_find_header (source, NULL, NULL, &problem);
  Table table = { g_string_new ("["), g_string_new ("[]"), NULL, 0, source->dialect.width };
  gboolean done;

  table.cells = with_rows ? g_string_new ("[") : NULL;
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  done = (error == NULL || *error == NULL) && clt_source_rewind (source, error) &&
         read_table (source, header, &table, error);
  add_key (out, "header");
  if (header > 0)
    g_string_append_printf (out, "%" G_GUINT64_FORMAT, header);
  else
    g_string_append (out, "null");
  add_key (out, "columns");
  g_string_append_len (out, table.columns->str, table.columns->len);
  add_number (out, "rows", table.rows);
  if (with_rows)
    {
      add_key (out, "above");
      g_string_append_printf (out, "%s]", table.above->str);
      add_key (out, "cells");
      g_string_append_len (out, table.cells->str, table.cells->len);
      g_string_append_c (out, ']');
    }
  clear_table (&table);
  return done;
}

static const char *const state_names[] = { "visible", "hidden", "veryHidden" };

typedef struct
{
  guint64 last_row, last_column, text, number, date, bools;
  double sum;
  char *first;
} Count;

static void
count_cell (Count *count, CltSource *source, const CltCell *cell, guint column)
{
  switch ((CltCellKind) cell->kind)
    {
    case CLT_CELL_EMPTY:
      return;
    case CLT_CELL_NUMBER:
      {
        g_autofree char *text = clt_source_dup_cell (source, cell);

        count->number++;
        count->sum += g_ascii_strtod (text, NULL);
      }
      break;
    case CLT_CELL_DATE:
      count->date++;
      break;
    case CLT_CELL_BOOL:
      count->bools++;
      break;
    case CLT_CELL_TEXT:
    case CLT_CELL_ERROR:
    default:
      count->text++;
      break;
    }
  count->last_row = MAX (count->last_row, source->line);
  count->last_column = MAX (count->last_column, (guint64) column + 1);
  if (count->first == NULL && cell->length > 0)
    count->first = clt_source_dup_cell (source, cell);
}

/* One sheet and, when wanted, its rows. */
static gboolean
add_sheet (GString *out, CltSource *source, guint sheet, gboolean with_rows, GError **error)
{
  Count count = { 0 };
  char sum[G_ASCII_DTOSTR_BUF_SIZE];
  const CltCell *cells;
  guint n;
  int result;

  source->sheet = sheet;
  if (!source->class->select_sheet (source, sheet, error))
    return FALSE;
  while ((result = clt_source_next (source, &cells, &n, NULL, error)) == 1)
    for (guint i = 0; i < n; i++)
      count_cell (&count, source, &cells[i], i);
  if (result < 0)
    {
      g_free (count.first);
      return FALSE;
    }
  g_string_append (out, out->str[out->len - 1] == '[' ? "{" : ",\n{");
  add_pair (out, "name", g_ptr_array_index (source->sheets, sheet));
  add_pair (out, "state", state_names[g_array_index (source->states, CltSheetState, sheet)]);
  add_number (out, "last_row", count.last_row);
  add_number (out, "last_col", count.last_column);
  add_number (out, "text", count.text);
  add_number (out, "number", count.number);
  add_number (out, "date", count.date);
  add_number (out, "bool", count.bools);
  add_key (out, "sum");
  if (count.sum - count.sum != 0) /* no JSON number */
    g_string_append (out, "null");
  else
    g_string_append (out, g_ascii_dtostr (sum, sizeof sum, count.sum));
  add_pair (out, "first", count.first);
  g_free (count.first);
  if (!add_table (out, source, with_rows, error))
    return FALSE;
  g_string_append_c (out, '}');
  return TRUE;
}

static gboolean
add_sheets (GString *out, CltSource *source, gboolean with_rows, GError **error)
{
  guint selected = source->sheet;

  add_key (out, "sheets");
  g_string_append_c (out, '[');
  for (guint i = 0; i + 1 < source->sheets->len; i++)
    if ((source->options.sheet == NULL || i == selected) &&
        !add_sheet (out, source, i, with_rows, error))
      return FALSE;
  g_string_append_c (out, ']');
  return TRUE;
}

static void
add_named_cells (GString *out, const GPtrArray *columns, const GPtrArray *cells)
{
  g_string_append_c (out, '{');
  for (guint i = 0; i < columns->len; i++)
    add_pair (out, g_ptr_array_index (columns, i), g_ptr_array_index (cells, i));
  g_string_append_c (out, '}');
}

static void
add_tables (GString *out, const CltStatement *statement)
{
  add_key (out, "tables");
  g_string_append_c (out, '{');
  for (guint i = 0; i < statement->tables->len; i++)
    {
      const CltStatementTable *table = g_ptr_array_index (statement->tables, i);

      add_key (out, table->title);
      g_string_append_c (out, '[');
      for (guint j = 0; j < table->rows->len; j++)
        {
          g_string_append (out, j > 0 ? ",\n" : "");
          add_named_cells (out, table->columns, g_ptr_array_index (table->rows, j));
        }
      g_string_append_c (out, ']');
    }
  g_string_append_c (out, '}');
  add_key (out, "totals");
  g_string_append_c (out, '{');
  for (guint i = 0; i < statement->tables->len; i++)
    {
      const CltStatementTable *table = g_ptr_array_index (statement->tables, i);

      if (table->total == NULL)
        continue;
      add_key (out, table->title);
      add_named_cells (out, table->columns, table->total);
    }
  g_string_append_c (out, '}');
}

static void
add_day (GString *out, const char *key, CltDay day)
{
  add_key (out, key);
  if (day == CLT_DAY_NONE)
    g_string_append (out, "null");
  else
    g_string_append_printf (out, "%d", clt_day_to_yyyymmdd (day));
}

static gboolean
add_statement (GString *out, CltSource *source, GError **error)
{
  g_autoptr (CltStatement) statement = clt_statement_read (source, error);

  if (statement == NULL)
    return FALSE;
  add_pair (out, "account", statement->account);
  add_pair (out, "name", statement->name);
  add_day (out, "date", statement->day);
  add_day (out, "first_date", statement->first_day);
  add_pair (out, "method", statement->by_trade ? "by trade" : "mark to market");
  add_key (out, "summary");
  add_named_cells (out, statement->labels, statement->values);
  add_tables (out, statement);
  return TRUE;
}

static gboolean
add_content (GString *out, CltSource *source, gboolean with_rows, GError **error)
{
  if (source->kind == CLT_SOURCE_STATEMENT && !add_statement (out, source, error))
    return FALSE;
  if (source->sheets != NULL)
    return add_sheets (out, source, with_rows, error);
  return add_table (out, source, with_rows, error);
}

static void
add_dialect (GString *out, CltSource *source)
{
  char delimiter[2] = { source->dialect.delimiter, '\0' };
  char quote[2] = { source->dialect.quote, '\0' };
  char escape[2] = { source->dialect.escape, '\0' };

  add_pair (out, "delimiter", *delimiter != '\0' ? delimiter : NULL);
  add_pair (out, "quote", *quote != '\0' ? quote : NULL);
  add_pair (out, "escape", *escape != '\0' ? escape : NULL);
}

char *
clt_source_inspect (const char *path,
                    const CltSourceOptions *options,
                    gboolean with_rows,
                    GError **error)
{
  g_autoptr (CltSource) source = clt_source_open (path, options, error);
  g_autoptr (GString) out = g_string_new ("{");
  g_autoptr (GError) problem = NULL;

  if (source == NULL)
    return NULL;
  add_pair (out, "kind", kind_names[source->kind]);
  if (source->sheets == NULL)
    add_pair (out, "encoding", clt_encoding_get_name (source->encoding));
  if (source->kind == CLT_SOURCE_CSV)
    add_dialect (out, source);
  if (!add_content (out, source, with_rows, &problem))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  g_string_append_c (out, '}');
  return g_string_free (g_steal_pointer (&out), FALSE);
}
