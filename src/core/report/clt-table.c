/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-table.h"

#include "core/base/clt-i18n.h"
#include "core/report/clt-csv-writer.h"

struct _CltTable
{
  CltBook *book;     /* owned; or */
  CltCsvWriter *csv; /* owned */
  CltSheet *sheet;   /* borrowed from book */
  guint n_columns, n_rows;
  CltStyle *styles; /* owned */
};

gboolean
clt_table_choose_format (const CltExportOptions *options, CltTableFormat *format, GError **error)
{
  gboolean book = g_str_has_suffix (options->path, ".xlsx");

  *format = book ? CLT_TABLE_XLSX : options->gb18030 ? CLT_TABLE_CSV_GB18030 : CLT_TABLE_CSV;
  if (book || g_str_has_suffix (options->path, ".csv"))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               _ ("“%s” ends neither in .xlsx nor in .csv. Nothing was exported."), options->path);
  return FALSE;
}

static void
write_header (CltTable *table, const CltTableColumn *columns)
{
  g_autofree const char **titles = g_new (const char *, table->n_columns);

  for (guint i = 0; i < table->n_columns; i++)
    {
      titles[i] = columns[i].title;
      table->styles[i] = columns[i].style;
      if (table->csv != NULL)
        clt_csv_writer_add_text (table->csv, columns[i].title);
    }
  if (table->csv != NULL)
    clt_csv_writer_end_row (table->csv);
  else
    clt_sheet_header (table->sheet, 0, titles, table->styles, table->n_columns);
}

CltTable *
clt_table_new (const char *path,
               const char *folder,
               CltTableFormat format,
               const CltBookInfo *info,
               const CltTableColumn *columns,
               guint n_columns,
               guint n_rows,
               GError **error)
{
  g_autoptr (CltTable) table = g_new0 (CltTable, 1);

  table->n_columns = n_columns;
  table->styles = g_new (CltStyle, n_columns);
  if (format == CLT_TABLE_XLSX)
    {
      table->book = clt_book_new (path, folder, info, n_rows >= CLT_BOOK_TABLE_ROWS, error);
      if (table->book != NULL)
        table->sheet = clt_book_add_sheet (table->book, info->title);
    }
  else
    table->csv = clt_csv_writer_new (path, format == CLT_TABLE_CSV_GB18030, error);
  if (table->book == NULL && table->csv == NULL)
    return NULL;
  write_header (table, columns);
  return g_steal_pointer (&table);
}

static void
add_csv_cell (CltTable *table, guint column, const CltTableCell *cell)
{
  g_autofree char *text = NULL;

  switch ((int) table->styles[column])
    {
    case CLT_STYLE_MONEY:
    case CLT_STYLE_COUNT:
    case CLT_STYLE_DAY:
      if (cell->number == CLT_MONEY_NONE)
        text = g_strdup ("");
      else if (table->styles[column] == CLT_STYLE_DAY)
        text = clt_day_format ((CltDay) cell->number);
      else if (table->styles[column] == CLT_STYLE_COUNT)
        text = g_strdup_printf ("%" G_GINT64_FORMAT, cell->number);
      else
        text = g_strdup_printf ("%s%" G_GINT64_FORMAT ".%02d", cell->number < 0 ? "-" : "",
                                ABS (cell->number / 100), (int) ABS (cell->number % 100));
      clt_csv_writer_add_plain (table->csv, text);
      break;
    default:
      clt_csv_writer_add_text (table->csv, cell->text != NULL ? cell->text : "");
    }
}

void
clt_sheet_cell (CltSheet *sheet, guint row, guint column, CltStyle style, const CltTableCell *cell)
{
  switch ((int) style)
    {
    case CLT_STYLE_MONEY:
      clt_sheet_money (sheet, row, column, style, cell->number);
      break;
    case CLT_STYLE_COUNT:
      if (cell->number != CLT_MONEY_NONE)
        clt_sheet_number (sheet, row, column, style, (double) cell->number);
      break;
    case CLT_STYLE_DAY:
      if (cell->number != CLT_MONEY_NONE)
        clt_sheet_day (sheet, row, column, style, (CltDay) cell->number);
      break;
    default:
      clt_sheet_text (sheet, row, column, style, cell->text);
    }
}

void
clt_table_add_row (CltTable *table, const CltTableCell *cells)
{
  for (guint i = 0; i < table->n_columns; i++)
    if (table->csv != NULL)
      add_csv_cell (table, i, &cells[i]);
    else
      clt_sheet_cell (table->sheet, table->n_rows + 1, i, table->styles[i], &cells[i]);
  if (table->csv != NULL)
    clt_csv_writer_end_row (table->csv);
  table->n_rows++;
}

CltBook *
clt_table_get_book (CltTable *table)
{
  return table->book;
}

gboolean
clt_table_close (CltTable *table, GError **error)
{
  if (table->csv != NULL)
    return clt_csv_writer_close (table->csv, error);
  clt_sheet_finish_list (table->sheet, table->n_rows);
  return clt_book_close (table->book, error);
}

void
clt_table_free (CltTable *table)
{
  g_clear_pointer (&table->book, clt_book_free);
  g_clear_pointer (&table->csv, clt_csv_writer_free);
  g_free (table->styles);
  g_free (table);
}
