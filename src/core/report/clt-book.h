/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Finished workbooks over libxlsxwriter: typed cells, widths that fit the text (a Chinese
 * character counts two), a header that stays on screen and on paper, table objects or filters,
 * landscape A4 one page wide with page numbers. Text is always written as text, so nothing in it
 * is ever carried out as a formula.
 *
 * A streaming book keeps one row in memory: rows of a sheet must come in order, and lists get a
 * filter instead of a table object. The first failure is kept and returned by clt_book_close(). */

#include <xlsxwriter.h>

#include "core/base/clt-date.h"
#include "core/base/clt-types.h"
#include "core/report/clt-document.h"

G_BEGIN_DECLS

/* So many rows or more get a filter instead of a table object. */
#define CLT_BOOK_TABLE_ROWS 20000

typedef enum
{
  CLT_STYLE_GENERAL,
  CLT_STYLE_TEXT,  /* accounts, phones, IDs: text for ever */
  CLT_STYLE_MONEY, /* yuan */
  CLT_STYLE_COUNT,
  CLT_STYLE_DAY,
  CLT_STYLE_MONTH,   /* the first day of a month, shown as 2026-11 */
  CLT_STYLE_PERCENT, /* one decimal */
  CLT_STYLE_RATE,    /* a number with two decimals: per thousand clients */
  CLT_STYLE_HEADER,
  CLT_STYLE_HEADER_NUMBER, /* right-aligned over numbers */
  CLT_STYLE_TITLE,
  CLT_STYLE_HEADING,
  CLT_STYLE_DIM,
  CLT_STYLE_WRAP,
  CLT_STYLE_NOTE, /* text beside a column of numbers */
  CLT_STYLE_LINK,
  CLT_STYLE_TOTAL,
  CLT_STYLE_TOTAL_MONEY,
  CLT_STYLE_TOTAL_COUNT,
  CLT_STYLE_TOTAL_PERCENT,
  CLT_N_STYLES
} CltStyle;

typedef struct
{
  char *title;
  char *branch;
  char *who;
  char *purpose;
} CltBookInfo;

typedef struct _CltBook CltBook;
typedef struct _CltSheet CltSheet;

/* @folder: where temporary files may lie. */
CltBook *clt_book_new (const char *path,
                       const char *folder,
                       const CltBookInfo *info,
                       gboolean streaming,
                       GError **error);
/* Frees a book that was not closed, too; its file then is no workbook. */
void clt_book_free (CltBook *book);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltBook, clt_book_free)
gboolean clt_book_close (CltBook *book, GError **error);
lxw_workbook *clt_book_get_workbook (CltBook *book);
gboolean clt_book_is_streaming (const CltBook *book);

/* @name: made fit for a sheet (31 characters, no []:*?/\). */
CltSheet *clt_book_add_sheet (CltBook *book, const char *name);
lxw_worksheet *clt_sheet_get_worksheet (CltSheet *sheet);
/* For formulas: 'Name'! with its exclamation mark. */
const char *clt_sheet_get_reference (const CltSheet *sheet);
const char *clt_sheet_get_name (const CltSheet *sheet);

/* Cells. Money is in fen and written in yuan; CLT_MONEY_NONE, CLT_DAY_NONE and NAN leave the cell
 * empty. Text beyond 32,767 characters ends in "…". */
void clt_sheet_text (CltSheet *sheet, guint row, guint column, CltStyle style, const char *text);
void clt_sheet_money (CltSheet *sheet, guint row, guint column, CltStyle style, gint64 fen);
void clt_sheet_number (CltSheet *sheet, guint row, guint column, CltStyle style, double value);
void clt_sheet_day (CltSheet *sheet, guint row, guint column, CltStyle style, CltDay day);
/* A live formula, stored with its result: @value, or where that is NAN, @text. */
void clt_sheet_formula (CltSheet *sheet,
                        guint row,
                        guint column,
                        CltStyle style,
                        const char *formula,
                        double value,
                        const char *text);
void clt_sheet_link (CltSheet *sheet, guint row, guint column, const CltSheet *to);
/* Headers of @n columns in @row; they stay visible with everything above them and are repeated
 * on each printed page. */
void clt_sheet_header (CltSheet *sheet,
                       guint row,
                       const char *const *titles,
                       const CltStyle *styles,
                       guint n);
/* After the rows: the table object or filter over @n_rows rows below the header. */
void clt_sheet_finish_list (CltSheet *sheet, guint n_rows);
/* Before the row's cells. */
void clt_sheet_set_height (CltSheet *sheet, guint row, double points);
/* Counts toward the width of @column; for text that is written elsewhere. */
void clt_sheet_set_width (CltSheet *sheet, guint column, double characters);
/* Moves with its rows and is read by the program, but not shown. */
void clt_sheet_hide_column (CltSheet *sheet, guint column);

/* How many half-width columns @text takes, its longest line. */
guint clt_text_get_columns (const char *text);

G_END_DECLS
