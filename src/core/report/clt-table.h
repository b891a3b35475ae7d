/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One list as a file: a workbook or CSV, the same typed columns. Lists too long for a table
 * object are streamed: memory does not grow with the rows. */

#include "core/report/clt-book.h"
#include "core/report/clt-export.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_TABLE_XLSX,
  CLT_TABLE_CSV,
  CLT_TABLE_CSV_GB18030,
} CltTableFormat;

typedef struct
{
  const char *title;
  CltStyle style; /* TEXT, GENERAL (text too), MONEY, COUNT or DAY */
} CltTableColumn;

typedef struct
{
  const char *text; /* of text columns; NULL: empty */
  gint64 number;    /* fen, count or day; CLT_MONEY_NONE: empty */
} CltTableCell;

/* A cell of such a column in any sheet. */
void
clt_sheet_cell (CltSheet *sheet, guint row, guint column, CltStyle style, const CltTableCell *cell);

typedef struct _CltTable CltTable;

/* By the ending of the target. FALSE and G_IO_ERROR_INVALID_ARGUMENT: neither .xlsx nor .csv. */
gboolean
clt_table_choose_format (const CltExportOptions *options, CltTableFormat *format, GError **error);
/* @n_rows: how many will come. @columns are copied, their titles too. */
CltTable *clt_table_new (const char *path,
                         const char *folder,
                         CltTableFormat format,
                         const CltBookInfo *info,
                         const CltTableColumn *columns,
                         guint n_columns,
                         guint n_rows,
                         GError **error);
void clt_table_add_row (CltTable *table, const CltTableCell *cells);
/* (nullable): the book, for further sheets. */
CltBook *clt_table_get_book (CltTable *table);
gboolean clt_table_close (CltTable *table, GError **error);
void clt_table_free (CltTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltTable, clt_table_free)

G_END_DECLS
