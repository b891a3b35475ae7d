/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SpreadsheetML 2003: the "Excel" files of some counters are this XML. One pass over the mapped
 * file a sheet. */

#include "core/exchange/clt-cell-format.h"
#include "core/exchange/clt-source-private.h"
#include "core/exchange/clt-xml.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/clt-i18n.h"

#define MAX_SHEETS 10000
#define MAX_CELL_TEXT (16 * 1024 * 1024)
#define MAX_ROWS 1048576
#define MAX_COLUMNS 16384
#define MAX_WORK 100000000

typedef struct
{
  CltSource *source;
  CltXml *xml;
  gsize offset;
  CltRow cells;
  GByteArray *value;
  guint sheet; /* number of the present Worksheet, from 0 */
  guint n_sheets;
  guint64 row;  /* number of the present row, from 1 */
  guint64 gaps; /* empty cells that rows were filled up with */
  guint column, across;
  CltCellKind kind;
  gboolean listing; /* only the names of the sheets */
  gboolean in_row, in_data, at_end;
} Reader;

static gssize
read_bytes (gpointer data, void *buffer, gsize size, GError **error)
{
  Reader *reader = data;
  gsize length;
  const char *bytes = clt_source_get_bytes (reader->source, &length);

  size = MIN (size, length - reader->offset);
  memcpy (buffer, bytes + reader->offset, size);
  reader->offset += size;
  return size;
}

static void
fail_limit (Reader *reader)
{
  clt_xml_fail (reader->xml,
                g_error_new_literal (CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_LIMIT,
                                     _ ("The workbook has more rows or columns than Excel "
                                        "allows.")));
}

/* ss:Index counts from 1 and skips. */
static guint64
get_index (const char **attributes, guint64 next)
{
  const char *index = clt_xml_get_attribute (attributes, "Index");

  return index != NULL ? g_ascii_strtoull (index, NULL, 10) : next;
}

static void
start_sheet (Reader *reader, const char **attributes)
{
  const char *name = clt_xml_get_attribute (attributes, "Name");

  reader->sheet = reader->n_sheets++;
  reader->row = 0;
  if (reader->listing && reader->n_sheets <= MAX_SHEETS)
    {
      CltSheetState state = CLT_SHEET_VISIBLE;

      g_ptr_array_add (reader->source->sheets, g_strdup (name != NULL ? name : ""));
      g_array_append_val (reader->source->states, state);
    }
}

static void
start_row (Reader *reader, const char **attributes)
{
  reader->row = get_index (attributes, reader->row + 1);
  reader->column = 0;
  reader->across = 0;
  reader->in_row = reader->sheet == reader->source->sheet;
  clt_row_reset (&reader->cells);
  if (reader->row == 0 || reader->row > MAX_ROWS)
    fail_limit (reader);
}

static void
start_cell (Reader *reader, const char **attributes)
{
  const char *across = clt_xml_get_attribute (attributes, "MergeAcross");
  guint64 column = get_index (attributes, (guint64) reader->column + 1);

  if (column == 0 || column > MAX_COLUMNS)
    {
      fail_limit (reader);
      return;
    }
  reader->column = column - 1;
  reader->across = across != NULL ? MIN (strtoul (across, NULL, 10), MAX_COLUMNS) : 0;
}

static void
start_data (Reader *reader, const char **attributes)
{
  const char *type = clt_xml_get_attribute (attributes, "Type");

  reader->in_data = TRUE;
  reader->kind = CLT_CELL_TEXT;
  g_byte_array_set_size (reader->value, 0);
  if (type == NULL)
    return;
  if (g_str_equal (type, "Number"))
    reader->kind = CLT_CELL_NUMBER;
  else if (g_str_equal (type, "DateTime"))
    reader->kind = CLT_CELL_DATE;
  else if (g_str_equal (type, "Boolean"))
    reader->kind = CLT_CELL_BOOL;
  else if (g_str_equal (type, "Error"))
    reader->kind = CLT_CELL_ERROR;
}

static void
on_start (gpointer data, const char *name, const char **attributes)
{
  Reader *reader = data;

  if (g_str_equal (name, "Worksheet"))
    start_sheet (reader, attributes);
  else if (g_str_equal (name, "Row") && !reader->listing)
    start_row (reader, attributes);
  else if (g_str_equal (name, "Cell") && reader->in_row)
    start_cell (reader, attributes);
  else if (g_str_equal (name, "Data") && reader->in_row)
    start_data (reader, attributes);
}

/* 2026-11-18T00:00:00.000 -> 2026-11-18; 1899-12-31T08:30:00 is a time without a day */
static gsize
format_date (char *text)
{
  char *t = strchr (text, 'T'), *dot;

  if (t == NULL)
    return strlen (text);
  dot = strchr (t, '.');
  if (dot != NULL)
    *dot = '\0';
  *t = ' ';
  if (g_str_has_prefix (text, "1899-12-31"))
    memmove (text, t + 1, strlen (t));
  else if (g_str_equal (t, " 00:00:00"))
    *t = '\0';
  return strlen (text);
}

static void
end_data (Reader *reader)
{
  gsize length = reader->value->len;
  char buffer[CLT_CELL_TEXT_SIZE], *text, *end;

  reader->in_data = FALSE;
  if (length == 0)
    return;
  g_byte_array_append (reader->value, (const guint8 *) "", 1);
  text = (char *) reader->value->data;
  if (reader->kind == CLT_CELL_NUMBER)
    {
      double number = g_ascii_strtod (text, &end);

      if (*end == '\0')
        {
          length = clt_format_number (number, buffer);
          text = buffer;
        }
      else
        reader->kind = CLT_CELL_TEXT;
    }
  else if (reader->kind == CLT_CELL_DATE)
    length = format_date (text);
  else if (reader->kind == CLT_CELL_BOOL)
    {
      text = (char *) (*text == '1' ? "TRUE" : "FALSE");
      length = strlen (text);
    }
  if (reader->column > reader->cells.cells->len)
    reader->gaps += reader->column - reader->cells.cells->len;
  if (reader->gaps > MAX_WORK ||
      !clt_row_put (&reader->cells, reader->column, reader->kind, text, length))
    fail_limit (reader);
}

static void
on_end (gpointer data, const char *name)
{
  Reader *reader = data;

  if (g_str_equal (name, "Data") && reader->in_data)
    end_data (reader);
  else if (g_str_equal (name, "Cell") && reader->in_row)
    reader->column += reader->across + 1;
  else if (g_str_equal (name, "Row") && reader->in_row)
    {
      reader->in_row = FALSE;
      if (reader->cells.cells->len > 0)
        clt_xml_pause (reader->xml);
    }
}

static void
on_text (gpointer data, const char *text, gsize length)
{
  Reader *reader = data;

  if (!reader->in_data)
    return;
  if (reader->value->len + length > MAX_CELL_TEXT)
    fail_limit (reader);
  else
    g_byte_array_append (reader->value, (const guint8 *) text, length);
}

static const CltXmlHandlers handlers = { on_start, on_end, on_text };

static gboolean
rewind_rows (CltSource *source, GError **error)
{
  Reader *reader = source->reader;

  g_clear_pointer (&reader->xml, clt_xml_free);
  reader->xml = clt_xml_new (&handlers, reader, read_bytes, reader);
  clt_xml_set_utf8 (reader->xml);
  reader->offset = 0;
  reader->n_sheets = 0;
  reader->row = reader->gaps = 0;
  reader->in_row = reader->in_data = reader->at_end = FALSE;
  return TRUE;
}

static gboolean
select_sheet (CltSource *source, guint sheet, GError **error)
{
  return rewind_rows (source, error);
}

static int
next_row (CltSource *source, GError **error)
{
  Reader *reader = source->reader;
  int result = reader->at_end ? 0 : clt_xml_run (reader->xml, error);

  reader->at_end = result != 1;
  if (result != 1)
    return result;
  clt_row_seal (&reader->cells);
  source->cells = (const CltCell *) (gconstpointer) reader->cells.cells->data;
  source->n_cells = reader->cells.cells->len;
  source->line = reader->row;
  return 1;
}

static double
get_fraction (CltSource *source)
{
  Reader *reader = source->reader;
  gsize length;

  clt_source_get_bytes (source, &length);
  return length > 0 ? (double) reader->offset / (double) length : 1;
}

static void
close_workbook (CltSource *source)
{
  Reader *reader = source->reader;

  g_clear_pointer (&reader->xml, clt_xml_free);
  g_byte_array_unref (reader->value);
  clt_row_clear (&reader->cells);
  g_free (reader);
}

static const CltSourceClass xmlss_class = { next_row, rewind_rows, select_sheet, get_fraction,
                                            close_workbook };

gboolean
clt_xmlss_open (CltSource *source, GError **error)
{
  Reader *reader;
  int result;

  if (!source->utf8 && !clt_source_convert (source, error))
    return FALSE;
  reader = g_new0 (Reader, 1);
  reader->source = source;
  reader->value = g_byte_array_new ();
  clt_row_init (&reader->cells);
  source->class = &xmlss_class;
  source->reader = reader;
  source->sheets = g_ptr_array_new_with_free_func (g_free);
  source->states = g_array_new (FALSE, FALSE, sizeof (CltSheetState));
  reader->listing = TRUE;
  rewind_rows (source, error);
  result = clt_xml_run (reader->xml, error);
  reader->listing = FALSE;
  if (result != 0)
    return FALSE;
  if (source->sheets->len == 0)
    {
      g_set_error_literal (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_UNREADABLE,
                           _ ("The workbook has no sheet with rows."));
      return FALSE;
    }
  g_ptr_array_add (source->sheets, NULL);
  return rewind_rows (source, error);
}
