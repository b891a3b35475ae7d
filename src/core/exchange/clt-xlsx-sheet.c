/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows of a sheet, one at a time while it is unpacked. Only cells with a stored value count;
 * of merged cells only the first. */

#include "core/exchange/clt-xlsx-private.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/clt-i18n.h"

#define MAX_ROWS 1048576
#define MAX_CELL_TEXT (16 * 1024 * 1024)
/* Empty cells that rows are filled up with, and merged ranges looked at, over the whole sheet. */
#define MAX_WORK 100000000

struct _CltSheet
{
  CltPart *part;
  CltXml *xml;
  const CltBook *book;
  CltRow cells;
  GArray *merges;
  guint next_merge;    /* the first that begins below the present row */
  GArray *merges_here; /* CltRange of the present row */
  gint64 merges_row;   /* the row that @merges_here is for */
  guint64 work;
  guint row;        /* from 0 */
  guint64 next_row; /* of a row without a number, from 0 */
  guint column;     /* of the present cell */
  guint next_column;
  guint style;
  char type[12];
  GByteArray *value;
  gboolean in_row, in_cell, in_value;
  guint phonetic;
};

static void
fail (CltSheet *sheet, CltExchangeError code, const char *message)
{
  clt_xml_fail (sheet->xml, g_error_new (CLT_EXCHANGE_ERROR, code, "%s", message));
}

static void
start_row (CltSheet *sheet, const char **attributes)
{
  const char *number = clt_xml_get_attribute (attributes, "r");
  /* rows without a number follow the one before */
  guint64 row = number != NULL ? g_ascii_strtoull (number, NULL, 10) : sheet->next_row + 1;

  if (row == 0 || row > MAX_ROWS)
    {
      fail (sheet, CLT_EXCHANGE_ERROR_LIMIT, _ ("The workbook has more rows than Excel allows."));
      return;
    }
  sheet->row = row - 1;
  sheet->next_row = row;
  sheet->next_column = 0;
  sheet->in_row = TRUE;
  clt_row_reset (&sheet->cells);
}

static void
start_cell (CltSheet *sheet, const char **attributes)
{
  const char *reference = clt_xml_get_attribute (attributes, "r");
  const char *style = clt_xml_get_attribute (attributes, "s");
  const char *type = clt_xml_get_attribute (attributes, "t");
  guint row;

  sheet->column = sheet->next_column;
  if (reference != NULL && !clt_reference_parse (reference, &sheet->column, &row))
    {
      fail (sheet, CLT_EXCHANGE_ERROR_LIMIT,
            _ ("The workbook has more columns or rows than Excel allows."));
      return;
    }
  sheet->next_column = sheet->column + 1;
  sheet->style = style != NULL ? strtoul (style, NULL, 10) : 0;
  g_strlcpy (sheet->type, type != NULL ? type : "n", sizeof sheet->type);
  g_byte_array_set_size (sheet->value, 0);
  sheet->in_cell = TRUE;
}

static void
on_start (gpointer data, const char *name, const char **attributes)
{
  CltSheet *sheet = data;

  if (g_str_equal (name, "row"))
    start_row (sheet, attributes);
  else if (g_str_equal (name, "c") && sheet->in_row)
    start_cell (sheet, attributes);
  else if (g_str_equal (name, "rPh"))
    sheet->phonetic++;
  else if (g_str_equal (name, "v") || g_str_equal (name, "t"))
    sheet->in_value = sheet->in_cell && sheet->phonetic == 0;
}

/* The merged ranges that reach into the present row. */
static void
collect_merges (CltSheet *sheet)
{
  guint kept = 0;

  if (sheet->row < sheet->merges_row) /* rows out of order: begin anew */
    {
      g_array_set_size (sheet->merges_here, 0);
      sheet->next_merge = 0;
    }
  sheet->merges_row = sheet->row;
  while (sheet->next_merge < sheet->merges->len &&
         g_array_index (sheet->merges, CltRange, sheet->next_merge).first_row <= sheet->row)
    {
      g_array_append_val (sheet->merges_here,
                          g_array_index (sheet->merges, CltRange, sheet->next_merge));
      sheet->next_merge++;
    }
  for (guint i = 0; i < sheet->merges_here->len; i++)
    {
      CltRange range = g_array_index (sheet->merges_here, CltRange, i);

      if (range.last_row >= sheet->row)
        g_array_index (sheet->merges_here, CltRange, kept++) = range;
    }
  sheet->work += sheet->merges_here->len;
  g_array_set_size (sheet->merges_here, kept);
}

static gboolean
is_covered (CltSheet *sheet)
{
  if (sheet->merges->len == 0)
    return FALSE;
  if (sheet->merges_row != sheet->row)
    collect_merges (sheet);
  sheet->work += sheet->merges_here->len;
  for (guint i = 0; i < sheet->merges_here->len; i++)
    {
      const CltRange *range = &g_array_index (sheet->merges_here, CltRange, i);

      if (sheet->column >= range->first_column && sheet->column <= range->last_column &&
          (sheet->column > range->first_column || sheet->row > range->first_row))
        return TRUE;
    }
  return FALSE;
}

static void
put (CltSheet *sheet, CltCellKind kind, const char *text, gsize length)
{
  if (sheet->column > sheet->cells.cells->len)
    sheet->work += sheet->column - sheet->cells.cells->len;
  if (sheet->work > MAX_WORK || sheet->cells.text->len + length > MAX_CELL_TEXT)
    fail (sheet, CLT_EXCHANGE_ERROR_LIMIT,
          _ ("The sheet is emptier or larger than real ones are, so it is not read."));
  else
    clt_row_put (&sheet->cells, sheet->column, kind, text, length);
}

static void
put_shared (CltSheet *sheet, const char *value)
{
  char *end;
  guint64 index = g_ascii_strtoull (value, &end, 10);
  gsize length;
  const char *text = end == value || sheet->book->strings == NULL
                       ? NULL
                       : clt_strings_get (sheet->book->strings, index, &length);

  if (text == NULL)
    {
      g_autofree char *message =
        /* Translators: the placeholder is a row number. */
        g_strdup_printf (_ ("The workbook is damaged: a cell of row %u points to a text that is "
                            "not there."),
                         sheet->row + 1);

      fail (sheet, CLT_EXCHANGE_ERROR_UNREADABLE, message);
    }
  else
    put (sheet, CLT_CELL_TEXT, text, length);
}

static void
put_number (CltSheet *sheet, const char *value, gsize n)
{
  CltFormat format = sheet->style < sheet->book->formats->len
                       ? g_array_index (sheet->book->formats, CltFormat, sheet->style)
                       : CLT_FORMAT_NUMBER;
  char buffer[CLT_CELL_TEXT_SIZE], *end;
  double number = g_ascii_strtod (value, &end);
  gsize length = 0;

  while (g_ascii_isspace (*end))
    end++;
  if (*end != '\0' || end == value)
    {
      put (sheet, CLT_CELL_TEXT, value, n); /* no number after all */
      return;
    }
  if (format != CLT_FORMAT_NUMBER)
    length = clt_format_serial (number, sheet->book->since_1904, format, buffer);
  if (length > 0)
    put (sheet, CLT_CELL_DATE, buffer, length);
  else
    {
      length = clt_format_number (number, buffer);
      put (sheet, CLT_CELL_NUMBER, buffer, length);
    }
}

/* 2026-11-18T00:00:00 -> 2026-11-18 */
static void
put_iso_date (CltSheet *sheet, char *value)
{
  char *t = strchr (value, 'T'), *end;

  if (t != NULL)
    {
      *t = ' ';
      end = strpbrk (t, ".Z+");
      if (end != NULL)
        *end = '\0';
      if (g_str_equal (t, " 00:00:00"))
        *t = '\0';
    }
  put (sheet, CLT_CELL_DATE, value, strlen (value));
}

static void
put_text (CltSheet *sheet)
{
  clt_strings_unescape (sheet->value, 0);
  put (sheet, CLT_CELL_TEXT, (const char *) sheet->value->data, sheet->value->len);
}

static void
end_cell (CltSheet *sheet)
{
  const char *type = sheet->type;
  gsize n = sheet->value->len;
  char *value;

  sheet->in_cell = FALSE;
  /* an empty text that is stored counts, an empty value does not */
  if ((n == 0 && !g_str_equal (type, "inlineStr")) || is_covered (sheet))
    return;
  g_byte_array_append (sheet->value, (const guint8 *) "", 1);
  g_byte_array_set_size (sheet->value, n);
  value = (char *) sheet->value->data;
  if (g_str_equal (type, "s"))
    put_shared (sheet, value);
  else if (g_str_equal (type, "b"))
    put (sheet, CLT_CELL_BOOL, *value == '1' || *value == 't' ? "TRUE" : "FALSE",
         *value == '1' || *value == 't' ? 4 : 5);
  else if (g_str_equal (type, "e"))
    put (sheet, CLT_CELL_ERROR, value, n);
  else if (g_str_equal (type, "d"))
    put_iso_date (sheet, value);
  else if (g_str_equal (type, "str") || g_str_equal (type, "inlineStr"))
    put_text (sheet);
  else
    put_number (sheet, value, n);
}

static void
on_end (gpointer data, const char *name)
{
  CltSheet *sheet = data;

  if (g_str_equal (name, "v") || g_str_equal (name, "t"))
    sheet->in_value = FALSE;
  else if (g_str_equal (name, "rPh") && sheet->phonetic > 0)
    sheet->phonetic--;
  else if (g_str_equal (name, "c") && sheet->in_cell)
    end_cell (sheet);
  else if (g_str_equal (name, "row") && sheet->in_row)
    {
      sheet->in_row = FALSE;
      if (sheet->cells.cells->len > 0)
        clt_xml_pause (sheet->xml);
    }
}

static void
on_text (gpointer data, const char *text, gsize length)
{
  CltSheet *sheet = data;

  if (!sheet->in_value)
    return;
  if (sheet->value->len + length > MAX_CELL_TEXT)
    fail (sheet, CLT_EXCHANGE_ERROR_LIMIT, _ ("A cell holds more text than Excel allows."));
  else
    g_byte_array_append (sheet->value, (const guint8 *) text, length);
}

static const CltXmlHandlers handlers = { on_start, on_end, on_text };

CltSheet *
clt_sheet_open (CltArchive *archive, const char *part, const CltBook *book, GError **error)
{
  g_autoptr (CltSheet) sheet = g_new0 (CltSheet, 1);

  clt_row_init (&sheet->cells);
  sheet->value = g_byte_array_new ();
  sheet->merges_here = g_array_new (FALSE, FALSE, sizeof (CltRange));
  sheet->merges_row = -1;
  sheet->book = book;
  sheet->merges = clt_merges_load (archive, part, error);
  if (sheet->merges == NULL)
    return NULL;
  sheet->part = clt_part_open (archive, part, CLT_PART_LARGE, error);
  if (sheet->part == NULL)
    return NULL;
  sheet->xml = clt_xml_new (&handlers, sheet, clt_part_read, sheet->part);
  return g_steal_pointer (&sheet);
}

void
clt_sheet_free (CltSheet *sheet)
{
  g_clear_pointer (&sheet->xml, clt_xml_free);
  g_clear_pointer (&sheet->part, clt_part_free);
  g_clear_pointer (&sheet->merges, g_array_unref);
  g_array_unref (sheet->merges_here);
  g_byte_array_unref (sheet->value);
  clt_row_clear (&sheet->cells);
  g_free (sheet);
}

int
clt_sheet_next (CltSheet *sheet, const GArray **cells, guint64 *row, GError **error)
{
  int result = clt_xml_run (sheet->xml, error);

  if (result != 1)
    return result;
  clt_row_seal (&sheet->cells);
  *cells = sheet->cells.cells;
  *row = (guint64) sheet->row + 1;
  return 1;
}

double
clt_sheet_get_fraction (CltSheet *sheet)
{
  return clt_part_get_fraction (sheet->part);
}
